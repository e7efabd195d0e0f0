"""The answer as JSON, schema 1: the keys that are documented, ISO dates, enums as their values, the same every time."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from corpus.papers import Access, Origin, PaperKind, PaperStatus
from index.search import Scope, Skipped
from qa.answers import NOTHING, SCHEMA, Answer, AnswerStatus, Question, Seconds
from qa.ask import ask
from tests.fakes_qa import REGISTER, Shelf, answer_from, harbour, ranker, rural

SKIPPED = Skipped(file="scan.pdf", reason="no text layer", path="/tmp/scan.pdf", key="k")
SHELF = Shelf(rural(kind=PaperKind.MINUTES, url="https://panel.example/1"), harbour(), skipped=[SKIPPED])
ANSWER_KEYS = [
    *("schema", "question", "status", "answer", "claims", "citations", "nearest", "hits", "notes", "choices"),
    *("coverage", "index", "seconds", "id", "mode", "model", "prompt", "summary", "table"),
]
CITATION_KEYS = [
    *("marker", "paper", "file", "title", "panel", "panel_origin", "date", "kind", "status", "access", "locator"),
    *("page", "speaker", "quote", "start", "end", "url"),
]


def record(question="What did Cllr Brook ask about wardens?"):
    return answer_from(SHELF, question).to_json()


def test_an_answer_has_the_documented_keys_in_their_order():
    told = record()

    assert list(told) == ANSWER_KEYS
    assert list(told["citations"][0]) == CITATION_KEYS
    assert list(told["claims"][0]) == ["text", "citations"]
    assert list(told["hits"][0]) == ["passage", "paper", "file", "start", "end", "score"]
    assert list(told["coverage"]) == ["papers", "first", "last", "undated", "unread"]
    assert list(told["seconds"]) == ["search", "answer", "total"]


def test_silence_has_the_same_keys():
    told = record("What is Decision Record 99 about?")

    assert list(told) == ANSWER_KEYS
    assert list(told["nearest"][0]) == CITATION_KEYS
    assert (told["status"], told["claims"], told["citations"]) == ("not_found", [], [])


def test_an_answer_survives_json():
    told = record()

    assert json.loads(json.dumps(told)) == told


def test_dates_are_iso_and_enums_are_their_values():
    citation = record()["citations"][0]

    assert citation["date"] == "2023-05-11"
    assert (citation["kind"], citation["status"], citation["access"]) == ("minutes", "unknown", "public")
    assert citation["panel_origin"] == "sidecar"
    assert [type(citation[key]) for key in ("kind", "status", "access", "panel_origin")] == [str] * 4


def test_a_citation_tells_what_is_known_of_the_paper():
    first = answer_from(SHELF, "What did Cllr Brook ask about wardens?").citations[0]

    assert (first.file, first.paper, first.title) == ("rural.txt", "rural", "Rural Crime Update")
    assert (first.kind, first.status, first.access) == (PaperKind.MINUTES, PaperStatus.UNKNOWN, Access.PUBLIC)
    assert (first.panel_origin, first.date, first.url) == (
        Origin.SIDECAR,
        dt.date(2023, 5, 11),
        "https://panel.example/1",
    )


def test_the_coverage_is_dated_and_names_what_was_not_read():
    assert record()["coverage"] == {
        "papers": 2,
        "first": "2023-05-11",
        "last": "2023-09-07",
        "undated": 0,
        "unread": [{"file": "scan.pdf", "reason": "no text layer"}],
    }


def test_where_a_file_lies_is_never_told():
    assert "/tmp/" not in json.dumps(record())


def test_hits_are_passages_best_first_each_once():
    hits = answer_from(SHELF, "What did Cllr Brook ask about wardens?").hits

    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.passage for hit in hits}) == len(hits)
    assert all(0 <= hit.start < hit.end <= len(SHELF.paper(hit.paper).text) for hit in hits)


def test_the_same_question_gets_the_same_answer():
    first, second = (answer_from(SHELF, "What did the panel resolve about wardens?") for _ in range(2))

    assert replace(first, seconds=Seconds()) == replace(second, seconds=Seconds())


def test_an_answer_keeps_the_id_and_the_words_of_its_question():
    question = Question(text="  How many\nwardens? ", id="q-7")
    answer = ask(question, collection=SHELF, register=REGISTER, ranker=ranker())

    assert (answer.id, answer.question) == ("q-7", "  How many\nwardens? ")


def test_an_answer_says_how_it_was_made_and_from_what():
    answer = answer_from(SHELF, "What did Cllr Brook ask about wardens?")

    assert (answer.mode, answer.model, answer.prompt, answer.index) == ("extract", None, None, "gen-000001")
    stages = answer.seconds.search + answer.seconds.answer
    assert answer.seconds.total == pytest.approx(stages, abs=2e-4)  # each is rounded to four decimals
    assert answer.seconds.total > 0


def test_nothing_searched_is_told_as_such():
    answer = answer_from(SHELF, "How many wardens?", scope=Scope(papers=frozenset()))

    assert (answer.status, answer.coverage.papers, answer.coverage.first) == (AnswerStatus.NOT_FOUND, 0, None)


def test_an_answer_without_a_search_has_empty_coverage():
    told = Answer(question="?", status=AnswerStatus.CLARIFY, answer="Which?", claims=(), citations=()).to_json()

    assert (told["schema"], told["status"], told["nearest"]) == (SCHEMA, "clarify", [])
    assert (told["coverage"]["papers"], NOTHING.unread) == (0, ())
