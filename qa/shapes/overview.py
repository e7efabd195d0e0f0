"""From a question to an answer of a shape: a full list, a time line, a comparison; nothing where none is asked for."""

from collections.abc import Sequence

from qa.ranker import Ranked
from qa.scopes import Narrowed
from qa.shapes.comparison import comparison
from qa.shapes.every import every
from qa.shapes.set_out import Shaped
from qa.shapes.survey import Tools, survey
from qa.shapes.timeline import first_or_last, timeline
from qa.shapes.wishes import Form, wish_of
from qa.understand import Understood

_MAKERS = {
    Form.EVERY: every,
    Form.COUNT: every,
    Form.TIMELINE: timeline,
    Form.FIRST: first_or_last,
    Form.LAST: first_or_last,
    Form.COMPARISON: comparison,
}


def overview(asked: Understood, narrowed: Narrowed, ranked: Sequence[Ranked], *, tools: Tools) -> Shaped | None:
    """Return what the shape that a question asks for is made of; None where it asks for none, or nothing is found."""
    wish = wish_of(asked) if narrowed.answerable and not asked.which else None
    return _MAKERS[wish.form](survey(asked, wish, narrowed, ranked, tools=tools)) if wish else None
