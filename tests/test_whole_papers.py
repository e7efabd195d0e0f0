"""What holds for every paper, the five real ones and the sample's: nothing is lost, nothing is altered, all fits."""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from corpus import sample
from corpus.passages import BUDGET
from tests.conftest import SHARED_PAPERS
from tests.fakes_corpus import Read, count, from_file

UNREADABLE = "scanned-2022-03-24-signed-minutes.pdf"
SAMPLE = sorted(path for path in sample.folder().iterdir() if path.name not in {"papers.csv", UNREADABLE})
REAL = sorted(SHARED_PAPERS.glob("*.txt")) if SHARED_PAPERS.is_dir() else []
# What is left out on purpose: outcomes printed a second time, and what publishing systems print around the wording.
REPEATED = re.compile(r"(?i)resolved|^[\s(]*[a-z]\)|^that\b")
PUBLISHERS = re.compile(r"</?AI\d+>|Minutes Pdf Minutes \(108Kb\)")

every_paper = pytest.mark.parametrize("path", [*REAL, *SAMPLE], ids=lambda path: path.name)


@cache
def read(path: Path) -> Read:
    return from_file(path)


@pytest.mark.skipif(not REAL, reason=f"the real papers are not at {SHARED_PAPERS}")
def test_the_five_papers_are_here():
    assert [path.name[:3] for path in REAL] == ["000", "001", "002", "003", "004"]


@every_paper
def test_sections_are_in_order_and_do_not_overlap(path):
    paper = read(path)
    assert [section.ordinal for section in paper.sections] == list(range(len(paper.sections)))
    assert all(before.end <= after.start for before, after in pairwise(paper.sections))
    assert all(0 <= s.start <= s.body <= s.end <= len(paper.text) for s in paper.sections)


@every_paper
def test_sections_are_trimmed_and_not_empty(path):
    paper = read(path)
    spans = [paper.text[section.start : section.end] for section in paper.sections]
    assert [words for words in spans if not words or words != words.strip()] == []


@every_paper
def test_sentences_lie_in_their_sections_and_do_not_overlap(path):
    paper = read(path)
    for section in paper.sections:
        assert all(section.start <= s.start < s.end <= section.end for s in section.sentences)
        assert all(before.end <= after.start for before, after in pairwise(section.sentences))
        assert all(paper.text[s.start : s.end].strip() == paper.text[s.start : s.end] for s in section.sentences)


@every_paper
def test_sentences_hold_every_word_of_their_section(path):
    paper = read(path)
    for section in paper.sections:
        if section.sentences:
            last = section.sentences[-1].end
            between = [paper.text[a.end : b.start] for a, b in pairwise(section.sentences)]
            assert "".join(between).strip() == ""
            assert last == section.end


@every_paper
def test_leads_are_sections_or_sentences_that_come_first(path):
    paper = read(path)
    wrong = [s for s in paper.sections if s.lead and not (s.lead.start < s.lead.end and s.lead.start <= s.start)]
    assert wrong == []


@every_paper
def test_a_passage_is_the_papers_own_text(path):
    paper = read(path)
    assert all(passage.text == paper.text[passage.start : passage.end] for passage in paper.passages)
    assert [passage.ordinal for passage in paper.passages] == list(range(len(paper.passages)))


@every_paper
def test_a_passage_fits_the_embedder(path):
    assert [p.text for p in read(path).passages if count(p.text) > BUDGET] == []


@every_paper
def test_a_passage_has_one_speaker_at_most_but_for_a_lead_in(path):
    paper = read(path)
    for passage in paper.passages:
        lead = {s.lead.start for s in paper.sections if s.ordinal in passage.sections and s.lead}
        inside = {s.speaker for s in passage.sentences if s.start not in lead and s.speaker}
        assert len(inside) <= 1


@every_paper
def test_nothing_of_a_paper_is_lost(path):
    paper = read(path)
    covered = bytearray(len(paper.text))
    for passage in paper.passages:
        covered[passage.start : passage.end] = b"x" * (passage.end - passage.start)
    gaps = [paper.text[m.start() : m.end()] for m in re.finditer(rb"\x00+", bytes(covered))]
    lines = [line.strip() for gap in gaps for line in gap.split("\n") if line.strip()]
    lost = [line for line in lines if not REPEATED.search(line) and not PUBLISHERS.fullmatch(line)]
    assert lost == []


@every_paper
def test_what_is_left_out_as_repeated_stands_elsewhere_in_the_paper(path):
    paper = read(path)
    kept = {re.sub(r"\W+", "", paper.words(section)).lower() for section in paper.sections}
    covered = {offset for passage in paper.passages for offset in range(passage.start, passage.end)}
    for match in re.finditer(r"[^\n]*\S[^\n]*", paper.text):
        line = re.sub(r"\W+", "", match[0]).lower()
        if match.start() + len(match[0]) - len(match[0].lstrip()) not in covered and not PUBLISHERS.fullmatch(match[0]):
            assert line in kept


@every_paper
def test_reading_twice_gives_the_same(path):
    first, again = read(path), from_file(path)
    assert (first.sections, first.passages, first.known) == (again.sections, again.passages, again.known)


def test_structure_gives_a_section_its_page():
    paper = read(sample.folder() / "2025-02-06-minutes.pdf")
    assert {section.page for section in paper.sections} == {1, 2, 3}
