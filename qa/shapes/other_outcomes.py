"""Outcomes on other things are no answer: "What did the panel resolve on the precept?" where it resolved on the plan.

A subject that is named in words of papers' own ("precept", "retail crime"), which those searched have, would be named
so in an outcome on it, over it or in what was said before it. One that is named otherwise may be told in other words.
"""

from dataclasses import replace

from index.search import Collection
from index.terms import terms
from qa.answers import AnswerStatus
from qa.plain_words import words_of_papers
from qa.quotation import Quote, is_outcome
from qa.shapes.shape import Inquiry, Shape
from qa.shapes.topics import topic_of
from qa.tracker.common_words import COMMON
from qa.understand import Intent

_MOST = 2  # words by which a subject is named outright
_ITEMS = 4  # headings from which a paper is one of several items, of which each has its own talk
_SUBJECTLESS = COMMON | frozenset(
    terms("veto vetoed reject rejected accept accepted endorse endorsed adopt adopted rise increase")
)
OTHER_THINGS = "The outcomes that were found are on other things than is asked about."


def on_other_things(found: Shape, inquiry: Inquiry) -> Shape:
    """Return silence where a decision is asked for, and what comes first is an outcome and none is on its subject."""
    asked, collection = inquiry.asked, inquiry.collection
    if found.status is not AnswerStatus.ANSWERED or asked.intent is not Intent.DECISION:
        return found
    outcomes = [quote for quote in found.quotes if is_outcome(quote)]
    topic = topic_of(asked, inquiry.register) - _SUBJECTLESS
    if not 0 < len(topic) <= _MOST or not outcomes or outcomes[0] is not found.quotes[0]:
        return found
    searched = frozenset(paper.paper_id for paper in collection.papers(inquiry.scope))
    if not topic <= words_of_papers() or not all(collection.holding(word) & searched for word in topic):
        return found
    words = topic | (frozenset(terms(asked.text)) - frozenset(terms(asked.asked)))  # "council tax (precept)"
    if any(words & _told(quote, collection) for quote in outcomes):
        return found
    return replace(found, status=AnswerStatus.NOT_FOUND, notes=(OTHER_THINGS,))


def _told(quote: Quote, collection: Collection) -> frozenset[str]:
    """Return the terms of an outcome, of what it stands under and, in minutes of several items, of all its item."""
    paper, own = quote.paper, quote.sections[0].headings
    sections = collection.sections(paper.paper_id)
    several = len({section.headings for section in sections}) >= _ITEMS
    item = [paper.text[one.start : one.end] for one in sections if several and one.headings == own]
    return frozenset(terms(" ".join((paper.metadata.title.value or "", *own, quote.text, *item))))
