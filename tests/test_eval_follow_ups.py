"""Conversations held and compared with the questions that their turns stand for."""

from dataclasses import replace

import pytest

from corpus.errors import PanelqaError
from eval.follow_ups import FOLDER, Conversation, Said, as_alone, ends_alike, hold, read
from qa.answers import AnswerStatus
from tests.fakes_outcomes import cited, outcome, question

VANS, LAMPS, SEATS = (cited("Reports of tractor thefts had fallen", moved=at) for at in (0, 1000, 2000))


def told(*citations, status=AnswerStatus.ANSWERED):
    return replace(outcome(question(), citations=citations).answer, status=status)


SILENT = told(status=AnswerStatus.NOT_FOUND)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (told(VANS), told(LAMPS, VANS), True),
        (told(LAMPS, VANS), told(VANS), True),
        (told(VANS, LAMPS), told(SEATS, LAMPS), False),
        (told(VANS), SILENT, False),
        (SILENT, SILENT, True),
        (SILENT, told(status=AnswerStatus.CLARIFY), False),
    ],
    ids=["cited later", "cited first", "neither first", "one silent", "both silent", "silent and asked back"],
)
def test_an_answer_is_as_alone_when_one_cites_first_what_the_other_cites(one, other, alike):
    assert as_alone(one, other) is alike


def test_answers_end_alike_with_the_same_status_and_first_citation():
    assert ends_alike(told(VANS, LAMPS), told(VANS))
    assert not ends_alike(told(VANS, LAMPS), told(LAMPS, VANS))
    assert not ends_alike(told(VANS), told(VANS, status=AnswerStatus.PARTIAL))


def test_a_conversation_is_held_with_its_history_and_each_turn_compared_with_its_whole_question():
    turns = (Said(question="Vans?", alone="Vans?"), Said(question="Why?", alone="Why vans?"))
    asked = []

    def ask(question):
        asked.append((question.text, [turn.question for turn in question.history]))
        return told(VANS)

    (compared,) = hold(Conversation(id="c", split="tune", papers=("sample",), turns=turns), ask)

    assert asked == [("Vans?", []), ("Why?", ["Vans?"]), ("Why vans?", [])]
    assert (compared.asked, compared.leans, compared.as_alone) == (("Vans?", "Why?"), True, True)


def test_a_line_that_is_no_conversation_is_named(tmp_path):
    (tmp_path / "talks.jsonl").write_text('{"id": "x"}\n', encoding="utf-8")

    with pytest.raises(PanelqaError, match=r"talks\.jsonl, line 1 is no conversation"):
        read(tmp_path / "talks.jsonl")


def test_every_conversation_is_over_papers_that_are_here_and_named_once():
    found = [one for path in FOLDER.glob("*.jsonl") for one in read(path)]

    assert len({one.id for one in found}) == len(found)
    assert {one.split for one in found} == {"tune", "report"}
    folders = {name for one in found for name in one.papers if name not in ("sample", "five")}
    assert all((FOLDER.parent / "papers" / name / "papers.csv").is_file() for name in folders)
