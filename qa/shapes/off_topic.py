"""Of outcomes that are asked for on a topic, those that do not speak of it are left out where others do.

So are those on the other precept, where one of the police's and the fire service's is asked about.
"""

from dataclasses import replace

from corpus.papers import Role
from index.terms import terms
from qa.answers import AnswerStatus
from qa.quotation import Quote
from qa.shapes.shape import Inquiry, Shape
from qa.shapes.topics import services, topic_of
from qa.understand import Intent


def without_off_topic(shape: Shape, inquiry: Inquiry) -> Shape:
    """Return an answer without outcomes that have no word of the topic, where another outcome has all of them."""
    if shape.status is not AnswerStatus.ANSWERED or inquiry.asked.intent is not Intent.DECISION:
        return shape
    shape = _without_other_precept(shape, services(inquiry.asked.asked))
    topic = topic_of(inquiry.asked, inquiry.register)
    if not topic or not any(_is_outcome(quote) and topic <= _told(quote) for quote in shape.quotes):
        return shape
    return replace(
        shape, quotes=tuple(quote for quote in shape.quotes if not _is_outcome(quote) or topic & _told(quote))
    )


def _without_other_precept(shape: Shape, wanted: frozenset[str]) -> Shape:
    """Return an answer without outcomes on the other precept alone, where one on the precept asked about is left."""
    own = [_precepts(quote) if _is_outcome(quote) else frozenset[str]() for quote in shape.quotes]
    if not any(one and one <= wanted for one in own):
        return shape
    kept = (quote for quote, one in zip(shape.quotes, own, strict=True) if not one or one & wanted)
    return replace(shape, quotes=tuple(kept))


def _precepts(quote: Quote) -> frozenset[str]:
    """Return whose precept an outcome is on, by the heading of its item, else by its words."""
    return services(" ".join(quote.sections[0].headings[-1:])) or services(quote.text)


def _is_outcome(quote: Quote) -> bool:
    return quote.sections[0].role is Role.RESOLUTION


def _told(quote: Quote) -> frozenset[str]:
    """Return the terms of a quotation and of what it stands under."""
    headings = (heading for section in quote.sections for heading in section.headings)
    return frozenset(terms(" ".join((*headings, quote.paper.metadata.title.value or "", quote.text))))
