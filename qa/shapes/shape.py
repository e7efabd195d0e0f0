"""From a question to an answer of a shape: a full list, a time line, a comparison; nothing where none is asked for."""

import time
from dataclasses import replace

from corpus.panels import Register
from index.search import Collection
from qa import write
from qa.answers import Answer, Question, Seconds
from qa.ranker import Ranker
from qa.scopes import Narrowed
from qa.shapes.comparison import comparison
from qa.shapes.every import every
from qa.shapes.inquiry import inquiry
from qa.shapes.shaped import told
from qa.shapes.timeline import first_or_last, timeline
from qa.shapes.wishes import Shape, wish_of
from qa.understand import Understood, understood_as

_MAKERS = {
    Shape.EVERY: every,
    Shape.COUNT: every,
    Shape.TIMELINE: timeline,
    Shape.FIRST: first_or_last,
    Shape.LAST: first_or_last,
    Shape.COMPARISON: comparison,
}


def shaped(
    question: Question,
    asked: Understood,
    narrowed: Narrowed,
    *,
    collection: Collection,
    register: Register,
    ranker: Ranker,
) -> Answer | None:
    """Return the answer to a question that asks for a shape; None for all others, and where the papers hold nothing.

    What is None is answered, or met with silence, as any other question.

    Raises:
        CorruptError: a quotation is not the paper's own text.
    """
    started = time.perf_counter()
    wish = wish_of(asked) if narrowed.answerable else None
    if wish is None:
        return None
    found = inquiry(asked, wish, narrowed.scope, collection=collection, register=register, ranker=ranker)
    made = _MAKERS[wish.shape](found)
    if made is None:
        return None
    notes = (*understood_as(asked), *narrowed.notes)
    answer = told(question, made, collection=collection, register=register, notes=notes)
    taken = round(time.perf_counter() - started, 4)
    return replace(
        answer,
        coverage=write.coverage(collection, narrowed.scope),
        index=collection.generation,
        seconds=Seconds(answer=taken, total=taken),
    )
