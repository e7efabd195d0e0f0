"""Many questions from a file: one JSON object a line, in and out."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.errors import QuestionError
from index.search import Scope
from qa.answers import SCHEMA, Question, Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the file: a question, or why it is none."""

    number: int  # from 1
    id: str | int | None  # as given, to come back with the answer
    question: Question | None
    error: str = ""

    def failed(self, reason: str) -> dict[str, object]:
        """Return what is given out in place of an answer, JSON-ready."""
        return {"schema": SCHEMA, "id": self.id, "error": f"line {self.number}: {reason}"}


def read_lines(lines: Iterable[bytes], *, scope: Scope) -> Iterator[Line]:
    """Yield the lines in order, without blank ones; a line that is not a question has `error` set and no question.

    A line has `question`, and may have `id` and `history`: earlier questions, oldest first, as texts or as objects with
    `question` and `answer`. Other keys are left alone, so that a file of curated questions will do.
    """
    for number, data in enumerate(lines, start=1):
        if data.strip():
            yield _line(data, number=number, scope=scope)


def _line(data: bytes, *, number: int, scope: Scope) -> Line:
    name: str | int | None = None
    try:
        row = json.loads(data.decode("utf-8-sig"))
        if not isinstance(row, dict):
            raise QuestionError('expected an object such as {"id": "1", "question": "..."}')
        name = _name(row.get("id"))
        text = row.get("question")
        if not isinstance(text, str):
            raise QuestionError('"question" must be there and be text')
        history = _history(row.get("history"))
        question = Question(text=text, scope=scope, history=history, id=None if name is None else str(name))
    except (QuestionError, ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, QuestionError) else f"not JSON ({error})"
        return Line(number=number, id=name, question=None, error=reason)
    return Line(number=number, id=name, question=question)


def _name(value: object) -> str | int | None:
    if value is None or isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise QuestionError('"id" must be a text or a whole number')


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
        return Turn(question=item["question"], answer=item.get("answer", ""))
    raise QuestionError('an item of "history" must be a text, or an object with "question" and "answer"')
