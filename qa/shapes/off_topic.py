"""Of outcomes that are asked for on a topic, those that do not speak of it are left out where others do.

So are those on the other precept, where one of the police's and the fire service's is asked about, and what was
proposed, where an outcome comes first: it would be taken for one.
"""

import re
from dataclasses import replace

from corpus.outcomes import OUTCOME
from index.terms import terms
from qa.answers import AnswerStatus
from qa.precepts import services
from qa.quotation import Quote, is_outcome, is_proposal
from qa.shapes.shape import Inquiry, Shape
from qa.shapes.topics import topic_of
from qa.understand import Intent

_OF_PROPOSALS = re.compile(r"\b(?:recommend|propos)", re.IGNORECASE)


def without_off_topic(shape: Shape, inquiry: Inquiry) -> Shape:
    """Return an answer without outcomes that have no word of the topic, where another outcome has all of them.

    Nor, where an outcome comes first, with what was only proposed, unless the question speaks of that.
    """
    if shape.status is not AnswerStatus.ANSWERED or inquiry.asked.intent is not Intent.DECISION:
        return shape
    if _decides(shape.quotes[0]) and not _OF_PROPOSALS.search(inquiry.asked.asked):
        shape = replace(shape, quotes=tuple(quote for quote in shape.quotes if not is_proposal(quote.sections[0])))
    shape = _without_other_precept(shape, services(inquiry.asked.asked))
    topic = topic_of(inquiry.asked, inquiry.register)
    if not topic or not any(is_outcome(quote) and topic <= _told(quote) for quote in shape.quotes):
        return shape
    return replace(
        shape, quotes=tuple(quote for quote in shape.quotes if not is_outcome(quote) or topic & _told(quote))
    )


def _without_other_precept(shape: Shape, wanted: frozenset[str]) -> Shape:
    """Return an answer without outcomes on the other precept alone, where one on the precept asked about is left."""
    own = [_precepts(quote) if is_outcome(quote) else frozenset[str]() for quote in shape.quotes]
    if not any(one and one <= wanted for one in own):
        return shape
    kept = (quote for quote, one in zip(shape.quotes, own, strict=True) if not one or one & wanted)
    return replace(shape, quotes=tuple(kept))


def _precepts(quote: Quote) -> frozenset[str]:
    """Return whose precept an outcome is on, by the heading of its item, else by its words."""
    return services(" ".join(quote.sections[0].headings[-1:])) or services(quote.text)


def _decides(quote: Quote) -> bool:
    """Is a quotation an outcome, or does a sentence of it begin as one does: "RESOLVED"?"""
    sentences = (one for section in quote.sections for one in section.sentences if quote.start <= one.start < quote.end)
    return is_outcome(quote) or any(OUTCOME.match(quote.paper.text, one.start) for one in sentences)


def _told(quote: Quote) -> frozenset[str]:
    """Return the terms of a quotation and of what it stands under."""
    headings = (heading for section in quote.sections for heading in section.headings)
    return frozenset(terms(" ".join((*headings, quote.paper.metadata.title.value or "", quote.text))))
