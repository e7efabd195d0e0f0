"""The shapes in the order in which they are tried, and what is said beside each: later papers that put it right."""

from collections.abc import Callable
from dataclasses import replace

from qa.answers import AnswerStatus
from qa.drafts import set_aside
from qa.shapes.appointed import by_appointment
from qa.shapes.as_cited import as_cited
from qa.shapes.candidates import by_candidate
from qa.shapes.corrected import with_corrections
from qa.shapes.decision_records import by_record
from qa.shapes.later_version import later_versions
from qa.shapes.later_word import followed_up
from qa.shapes.made_whole import made_whole
from qa.shapes.of_its_item import by_item
from qa.shapes.of_its_meeting import by_meeting
from qa.shapes.of_others import of_others
from qa.shapes.off_topic import without_off_topic
from qa.shapes.office_holders import by_holder
from qa.shapes.only_proposed import only_proposed
from qa.shapes.other_outcomes import on_other_things
from qa.shapes.panel_said import by_panel
from qa.shapes.promised_back import by_promise
from qa.shapes.shape import Inquiry, Shape
from qa.shapes.who_is_who import who_is_who
from qa.shapes.whole_topic import by_topic
from qa.understand import Intent

# The first that gives another shape is taken.
_SHAPES: tuple[Callable[[Shape, Inquiry], Shape], ...] = (
    as_cited, by_holder, by_appointment, of_others, followed_up, by_record, by_meeting, by_candidate, by_panel,
    by_item, by_promise, by_topic,
)  # fmt: skip
SAY_IN_FULL = "Say in full what you ask, about what and of when."
WHICH_YEAR = "What came before covers several years ({}): name the one that you mean."


def shaped(plain: Shape, inquiry: Inquiry) -> Shape:
    """Return the answer in the shape that its question asks for; the plain one where it asks for none of these."""
    if plain.status is AnswerStatus.REFUSED:
        return plain
    if inquiry.asked.bare:
        return Shape(status=AnswerStatus.CLARIFY, quotes=(), notes=(SAY_IN_FULL,))
    if which := inquiry.asked.which:
        note = WHICH_YEAR.format(", ".join(which.covered))
        return Shape(status=AnswerStatus.CLARIFY, quotes=(), notes=(note,), choices=which.choices)
    plain = without_off_topic(made_whole(plain, inquiry), inquiry)
    found = next((found for shape in _SHAPES if (found := shape(plain, inquiry)) is not plain), plain)
    found = on_other_things(only_proposed(found, inquiry), inquiry)
    return _with_notes(with_corrections(found, inquiry), inquiry)


def _with_notes(shape: Shape, inquiry: Inquiry) -> Shape:
    """Return a shape with what must be said beside it: later versions, and who is who where that is asked."""
    if shape.status not in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL):
        return shape
    said = inquiry.asked.intent in (Intent.SAID, Intent.PERSON) or inquiry.asked.voice is not None
    people = who_is_who(shape.quotes) if said else ()
    aside = set_aside([quote.paper for quote in shape.quotes], inquiry.scope, inquiry.collection)
    return replace(shape, notes=(*shape.notes, *people, *later_versions(shape.quotes, inquiry), *aside))
