"""Answers and tables as terminal text: quotations as published, what was searched, nothing that steers a terminal."""

import datetime as dt
from dataclasses import replace

import pytest

from corpus.papers import Access, Fact, Metadata, Origin, Paper, PaperKind
from index.ingest import Report
from index.manifest import Check
from index.search import Skipped
from qa.answers import AnswerStatus, Claim
from qa.listing import check_rows, paper_rows, report_lines
from qa.render import printable, render
from tests.fakes_web import GRANT, RESOLUTION, SALE, answer, cite


def answered(*quotes, **changes):
    cited = tuple(cite(quote, marker=marker) for marker, quote in enumerate(quotes, start=1))
    claims = tuple(Claim(text=f"The panel: “{c.quote}”", citations=(c.marker,)) for c in cited)
    return answer("What was resolved?", claims=claims, citations=cited, **changes)


def test_an_answer_is_the_question_the_claims_the_sources_and_what_was_searched():
    text = render(answered(RESOLUTION, notes=("Draft minutes.",)), width=None)
    assert text.split("\n\n") == [
        "What was resolved?",
        "The panel:\n  “RESOLVED that:\n   (a) the proposed precept of £278.00 be supported; and\n"
        "   (b) the Commissioner be asked to report on call handling in June.” [1]",
        "Sources\n[1] Wexmere Police and Crime Panel, 4 February 2022, Minutes, resolutions (a) and (b), page 3\n"
        "    Minutes; Approved; file wexmere-2022-02-04-minutes.txt\n"
        "    https://panel.example/minutes/2022?item=4&part=1",
        "Notes\n- Draft minutes.",
        "Searched: 3 papers, from 4 February 2022 to 1 June 2023, 1 undated.\n"
        "Could not be read:\n- scan.pdf: no text layer: run text recognition (OCR) on it first",
    ]


def test_speaker_access_and_inferred_panels_are_marked():
    text = render(answered(GRANT, SALE), width=None)
    assert "Estreham Police, Fire and Crime Panel (inferred), undated, Decision record 12, paragraph 2" in text
    assert "said by the Commissioner; Access not stated; file estreham-decision-12.txt" in text
    assert "Report; Draft; Exempt: not for publication; file mill-lane-exempt.txt" in text


def test_silence_says_how_far_it_looked_and_offers_the_nearest_as_what_it_is():
    silent = answer("Who?", AnswerStatus.NOT_FOUND, answer="The papers do not say.", nearest=(cite(SALE),))
    text = render(silent, width=None)
    assert text.startswith("Who?\n\nThe papers do not say.\n\nSearched: 3 papers")
    assert text.count("do not say") == 1
    assert "\n\nNearest, but not an answer\n[1] Panel of the exempt paper, 1 June 2023" in text
    assert text.endswith(f"\n    “{SALE}”")


def test_other_ways_to_end_say_what_the_answer_says():
    refused = answer("Where does she live?", AnswerStatus.REFUSED, answer="Not given out.")
    partial = replace(answered(RESOLUTION), status=AnswerStatus.PARTIAL)
    assert "\n\nNot given out.\n\n" in render(refused, width=None)
    assert "\n\nThe papers say only some of what you asked.\n\nThe panel:" in render(partial, width=None)


@pytest.mark.parametrize("width", [40, 72, 100])
def test_lines_fit_the_terminal_and_the_quotation_keeps_its_words(width):
    text = render(answered(RESOLUTION), width=width)
    assert max(len(line) for line in text.split("\n") if "://" not in line) <= width
    assert RESOLUTION.split() == text[text.index("“") + 1 : text.index("”")].split()


def test_without_a_terminal_a_quotation_is_indented_and_nothing_else():
    quote = "(a) kept\u00a0together  twice   spaced; \n\n\t(b) a tab — and a long line " + "of words " * 30 + "end"
    shown = replace(cite(SALE), quote=quote)
    claim = Claim(text=f"It says: “{quote}”", citations=(1,))
    text = render(answer("What?", claims=(claim,), citations=(shown,)), width=None)
    indented = quote.replace("\n\t", "\n   \t")
    assert f"\nIt says:\n  “{indented}” [1]\n" in f"\n{text}"


def test_what_would_steer_a_terminal_is_shown_as_its_code():
    shown = replace(cite(SALE), title="a\x1b]0;owned\x07b\x9bc", file="x\rnot.txt")
    text = render(answer("What\x1b[2J?", citations=(shown,)), width=None)
    assert not any((ord(sign) < 32 and sign != "\n") or 127 <= ord(sign) < 160 for sign in text)
    assert "What\\x1b[2J?" in text
    assert "file x\\x0dnot.txt" in text
    assert printable("one\ttwo\n") == "one\ttwo\n"


def paper(file, *files, **known):
    return Paper(
        paper_id=file, file=file, files=(file, *files), sha256="0" * 64, text="", pages=(), metadata=Metadata(**known)
    )


def test_papers_are_listed_by_date_each_value_with_its_origin():
    minutes = paper(
        "minutes.txt",
        "copy.txt",
        panel=Fact(value="norfolk", origin=Origin.INFERRED),
        date=Fact(value=dt.date(2021, 12, 16), origin=Origin.STATED),
        kind=Fact(value=PaperKind.MINUTES, origin=Origin.STATED),
        access=Fact(value=Access.EXEMPT, origin=Origin.SIDECAR),
    )
    older = paper("plan.txt", date=Fact(value=dt.date(2019, 4, 25), origin=Origin.SIDECAR))
    assert paper_rows([paper("a.txt"), minutes, older]) == [
        ("plan.txt", "unknown", "2019-04-25 (sidecar)", "unknown", "unknown", "unknown"),
        (
            "minutes.txt = copy.txt",
            "norfolk (inferred)",
            "2021-12-16 (stated)",
            "minutes (stated)",
            "unknown",
            "exempt (sidecar)",
        ),
        ("a.txt", "unknown", "unknown", "unknown", "unknown", "unknown"),
    ]


def test_a_damaged_file_is_told_from_a_sound_one():
    checks = [Check(file="a", expected="11", actual="11"), Check(file="b", expected="22", actual="missing")]
    assert check_rows(checks) == [("a", "ok", "11"), ("b", "damaged", "missing, expected 22")]


def test_a_report_counts_and_names_what_went_and_every_file_that_could_not_be_read():
    skipped = tuple(Skipped(file=f"{number}.pdf", reason="empty: check the download") for number in range(12))
    report = Report(
        generation="gen-000002",
        papers=1204,
        added=("a.txt",),
        changed=(),
        removed=tuple(f"{number}.txt" for number in range(12)),
        unchanged=1203,
        skipped=skipped,
    )
    assert report_lines(report) == [
        "1,204 papers in the index (gen-000002): 1 new, 0 changed, 12 removed, 1,203 unchanged.",
        "Removed: 0.txt, 1.txt, 2.txt, 3.txt, 4.txt, 5.txt, 6.txt, 7.txt, 8.txt, 9.txt and 2 more",
        "12 files could not be read:",
        *(f"  {number}.pdf: empty: check the download" for number in range(12)),
    ]
