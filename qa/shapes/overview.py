"""From a question to an answer of a shape: a full list, a time line, a comparison; nothing where none is asked for."""

from collections.abc import Sequence

from qa.ranker import Ranked
from qa.scopes import Narrowed
from qa.shapes.comparison import comparison
from qa.shapes.every import every
from qa.shapes.inquiry import Tools, inquiry
from qa.shapes.set_out import Shaped
from qa.shapes.timeline import first_or_last, timeline
from qa.shapes.wishes import Shape, wish_of
from qa.understand import Understood

_MAKERS = {
    Shape.EVERY: every,
    Shape.COUNT: every,
    Shape.TIMELINE: timeline,
    Shape.FIRST: first_or_last,
    Shape.LAST: first_or_last,
    Shape.COMPARISON: comparison,
}


def overview(asked: Understood, narrowed: Narrowed, ranked: Sequence[Ranked], *, tools: Tools) -> Shaped | None:
    """Return what the shape that a question asks for is made of; None where it asks for none, or nothing is found."""
    wish = wish_of(asked) if narrowed.answerable else None
    return _MAKERS[wish.shape](inquiry(asked, wish, narrowed, ranked, tools=tools)) if wish else None
