"""Many questions from a file: one JSON object a line, in and out."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields

from corpus.errors import PanelqaError, QuestionError
from index.search import Scope
from qa.answers import SCHEMA, Answer, Citation, Question, Turn
from qa.saved import from_plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one line of the file: an answer, or the reason why there is none."""

    id: str | int | None  # as given
    answer: Answer | None
    error: str = ""

    def to_json(self) -> dict[str, object]:
        """Return the answer as JSON-ready values, schema 1, or what is given out in its place."""
        if self.answer is None:
            return {"schema": SCHEMA, "id": self.id, "error": self.error}
        return self.answer.to_json() | {"id": self.id}


def answer_lines(lines: Iterable[bytes], *, ask: Callable[[Question], Answer], scope: Scope) -> Iterator[Outcome]:
    """Yield the outcome of each line in order; blank lines are passed over, and a bad one does not stop the others.

    A line is an object with `question`, and may have `id` and `history`: earlier questions, oldest first, as texts or
    as objects with `question`, `answer` and `citations`, such as the answers that were printed as JSON. Other keys are
    left alone, so that a file of curated questions will do.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _outcome(line, number, ask=ask, scope=scope)


def _outcome(line: bytes, number: int, *, ask: Callable[[Question], Answer], scope: Scope) -> Outcome:
    name: str | int | None = None
    try:
        row = _row(line)
        name = _id(row.get("id"))
        question = Question(
            text=_question(row.get("question")),
            scope=scope,
            history=_history(row.get("history")),
            id=None if name is None else str(name),
        )
        return Outcome(id=name, answer=ask(question))
    except PanelqaError as error:
        return Outcome(id=name, answer=None, error=f"line {number}: {error}")


def _row(line: bytes) -> dict[str, object]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise QuestionError(f"not JSON ({error})") from error
    if not isinstance(row, dict):
        raise QuestionError('write an object, such as {"id": "1", "question": "..."}')
    return row


def _id(value: object) -> str | int | None:
    if value is None or isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise QuestionError('"id" must be a text or a whole number')


def _question(value: object) -> str:
    if isinstance(value, str):
        return value
    raise QuestionError('"question" must be there and be a text')


def _history(value: object) -> tuple[Turn, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise QuestionError('"history" must be a list of earlier questions, oldest first')
    return tuple(_turn(item) for item in value)


def _turn(item: object) -> Turn:
    if isinstance(item, str):
        return Turn(question=item)
    if isinstance(item, dict) and isinstance(item.get("question"), str) and isinstance(item.get("answer", ""), str):
        return Turn(question=item["question"], answer=item.get("answer", ""), cited=_cited(item.get("citations")))
    raise QuestionError('an item of "history" must be a text, or an object with "question" and "answer"')


def _cited(citations: object) -> Citation | None:
    """Return the first citation of an earlier answer: follow-ups ask about it."""
    if not citations:
        return None
    if not isinstance(citations, list) or not isinstance(citations[0], dict):
        raise QuestionError('"citations" of an item of "history" must be a list of objects')
    try:
        if citations[0].keys() != {field.name for field in fields(Citation)}:
            raise PanelqaError("a citation has other fields")
        return from_plain(Citation, citations[0])
    except PanelqaError as error:
        raise QuestionError('"citations" of an item of "history" must be as printed, or left out') from error
