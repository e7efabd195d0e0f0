"""Of outcomes that are asked for on a topic, those that do not speak of it are left out where others do."""

from dataclasses import replace

from corpus.papers import Role
from index.terms import terms
from qa.answers import AnswerStatus
from qa.quotation import Quote
from qa.shapes.shape import Inquiry, Shape
from qa.shapes.topics import topic_of
from qa.understand import Intent


def without_off_topic(shape: Shape, inquiry: Inquiry) -> Shape:
    """Return an answer without outcomes that have no word of the topic, where another outcome has all of them."""
    if shape.status is not AnswerStatus.ANSWERED or inquiry.asked.intent is not Intent.DECISION:
        return shape
    topic = topic_of(inquiry.asked, inquiry.register)
    if not topic or not any(_is_outcome(quote) and topic <= _told(quote) for quote in shape.quotes):
        return shape
    return replace(
        shape, quotes=tuple(quote for quote in shape.quotes if not _is_outcome(quote) or topic & _told(quote))
    )


def _is_outcome(quote: Quote) -> bool:
    return quote.sections[0].role is Role.RESOLUTION


def _told(quote: Quote) -> frozenset[str]:
    """Return the terms of a quotation and of what it stands under."""
    headings = (heading for section in quote.sections for heading in section.headings)
    return frozenset(terms(" ".join((*headings, quote.paper.metadata.title.value or "", quote.text))))
