"""From a question to an answer of a shape: a full list, a time line, a comparison; nothing where none is asked for."""

from collections.abc import Sequence

from qa.answers import Answer
from qa.ranker import Ranked
from qa.scopes import Narrowed
from qa.shapes.comparison import comparison
from qa.shapes.every import every
from qa.shapes.inquiry import Tools, inquiry
from qa.shapes.set_out import told
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


def overview(
    answer: Answer, asked: Understood, narrowed: Narrowed, ranked: Sequence[Ranked], *, tools: Tools
) -> Answer:
    """Return the answer in the shape that the question asks for; as it is where none is asked for, or nothing is found.

    Raises:
        CorruptError: a quotation is not the paper's own text.
    """
    wish = wish_of(asked)
    made = _MAKERS[wish.shape](inquiry(asked, wish, narrowed, ranked, tools=tools)) if wish else None
    if made is None:
        return answer
    notes = (*understood_as(asked), *narrowed.notes)
    return told(answer, made, collection=tools.collection, register=tools.register, notes=notes)
