"""The shapes in the order in which they are tried: each makes of the plain answer what it can, or leaves it."""

from collections.abc import Callable

from qa.answers import AnswerStatus
from qa.shapes.candidates import by_candidate
from qa.shapes.later_word import followed_up
from qa.shapes.office_holders import by_holder
from qa.shapes.shape import Inquiry, Shape

# The first that gives another shape is taken.
_SHAPES: tuple[Callable[[Shape, Inquiry], Shape], ...] = (by_holder, followed_up, by_candidate)


def shaped(plain: Shape, inquiry: Inquiry) -> Shape:
    """Return the answer in the shape that its question asks for; the plain one where it asks for none of these."""
    if plain.status is AnswerStatus.REFUSED:
        return plain
    return next((found for shape in _SHAPES if (found := shape(plain, inquiry)) is not plain), plain)
