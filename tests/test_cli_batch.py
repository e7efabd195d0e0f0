"""Many questions from a file: answers in order, a bad line says which and why, and stops nobody."""

import json
from dataclasses import replace

import pytest

from corpus.errors import QuestionError
from index.search import Scope
from qa.answers import SCHEMA, Turn
from qa.batch import answer_lines
from tests.fakes_outcomes import cited
from tests.fakes_web import answer


def run(*lines, scope=None):
    """Return what becomes of the lines, and the questions that were asked."""
    asked = []

    def ask(question):
        asked.append(question)
        if not question.text:
            raise QuestionError("type a question")
        return answer(question.text, id=question.id)

    given = [line.encode() if isinstance(line, str) else line for line in lines]
    return list(answer_lines(given, ask=ask, scope=scope or Scope())), asked


def test_answers_come_in_order_with_the_ids_as_they_were_given():
    outcomes, _ = run('{"id": "b", "question": "One?"}\n', '{"id": 7, "question": "Two?"}\n', '{"question": "Three?"}')
    found = [(outcome.to_json()["id"], outcome.to_json()["question"]) for outcome in outcomes]
    assert found == [("b", "One?"), (7, "Two?"), (None, "Three?")]
    assert all(outcome.to_json()["schema"] == SCHEMA for outcome in outcomes)


def test_the_scope_is_that_of_every_question():
    scope = Scope(panels=frozenset({"norfolk"}))
    _, asked = run('{"question": "One?"}', '{"question": "Two?"}', scope=scope)
    assert [question.scope for question in asked] == [scope, scope]


def test_the_history_is_read_as_texts_or_as_turns():
    line = {"question": "And then?", "history": ["First?", {"question": "Second?", "answer": "Yes."}], "gold": []}
    _, (question,) = run(json.dumps(line))
    assert question.history == (Turn(question="First?"), Turn(question="Second?", answer="Yes."))


def test_an_earlier_answer_as_it_was_printed_is_a_turn_with_the_passage_that_it_cites():
    before = replace(answer("What was said?"), citations=(cited("Cllr Ann Brook asked"), cited("She hoped for more.")))
    _, (question,) = run(json.dumps({"question": "Who said that?", "history": [before.to_json()]}))
    (turn,) = question.history
    assert (turn.question, turn.cited) == ("What was said?", before.citations[0])


@pytest.mark.parametrize("citations", ["[1]", [1], [{"paper": "a"}]])
def test_citations_that_were_not_printed_so_are_refused(citations):
    line = {"question": "Who?", "history": [{"question": "What?", "citations": citations}]}
    (outcome,), _ = run(json.dumps(line))
    assert outcome.error.startswith('line 1: "citations" of an item of "history" must be')


def test_blank_lines_are_passed_over_but_counted():
    outcomes, asked = run("\n", "\ufeff" + '{"question": "One?"}\n', "  \n", "nonsense\n")
    assert [question.text for question in asked] == ["One?"]
    assert outcomes[1].error.startswith("line 4: not JSON")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2: not JSON"),
        (b"\xff\xfe", "line 2: not JSON"),
        ("[" * 100_000, "line 2: not JSON"),
        ('["question"]', "line 2: write an object"),
        ('{"id": "x"}', 'line 2: "question" must be there'),
        ('{"id": "x", "question": 5}', 'line 2: "question" must be there'),
        ('{"id": 1.5, "question": "?"}', 'line 2: "id" must be'),
        ('{"id": true, "question": "?"}', 'line 2: "id" must be'),
        ('{"question": "?", "history": "First?"}', 'line 2: "history" must be a list'),
        ('{"question": "?", "history": [{"answer": "Yes."}]}', 'line 2: an item of "history"'),
        ('{"question": "?", "history": [{"question": "First?", "answer": null}]}', 'line 2: an item of "history"'),
        ('{"id": "x", "question": ""}', "line 2: type a question"),
    ],
)
def test_a_bad_line_gives_its_number_and_reason_and_the_others_go_on(line, said):
    outcomes, _ = run('{"question": "One?"}', line, '{"question": "Three?"}')
    assert [outcome.answer is None for outcome in outcomes] == [False, True, False]
    assert outcomes[1].error.startswith(said)


def test_a_bad_line_is_given_out_with_its_id():
    (outcome,), _ = run('{"id": "x", "question": ""}')
    assert outcome.to_json() == {"schema": SCHEMA, "id": "x", "error": "line 1: type a question"}
