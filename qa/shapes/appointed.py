"""Silence where it is asked who came into an office and nothing that is quoted names anybody with it."""

import re

from qa.answers import AnswerStatus
from qa.details import people_in
from qa.extract import Quote
from qa.shapes.office_holders import NOBODY, holdings, office_asked
from qa.shapes.shape import Inquiry, Shape

_CAME = re.compile(
    r"^\W*who (?:(?:was|were|is|has been|got|will be) )?(?:(?:finally|eventually|then) )?"
    r"(?:got|gets|became|becomes|took|won|landed|given|appointed|named|chosen|picked|selected|elected|confirmed)"
    r"(?: (?:over|on|as|to|be|for))* (?P<office>(?:(?:the|our|new|post of|role of|job of) )*[\w ]+?)"
    r"(?: (?:job|post|role|position))?(?: (?:in the end|eventually|after all|finally))?\W*$",
    re.IGNORECASE,
)
_OPENS = re.compile(r"^(?:(?:the|our|new|post of|role of|job of)\s+)+", re.IGNORECASE)


def by_appointment(plain: Shape, inquiry: Inquiry) -> Shape:
    """Return silence where no paper names a holder of the office and no quotation has it beside a name."""
    office = _office(inquiry)
    if office is None or plain.status is not AnswerStatus.ANSWERED:
        return plain
    papers = inquiry.collection.papers(inquiry.scope)
    if any(_names(quote, office) for quote in plain.quotes) or any(next(holdings(one, office), None) for one in papers):
        return plain
    return Shape(status=AnswerStatus.NOT_FOUND, quotes=plain.quotes, notes=(NOBODY.format(office=office),))


def _office(inquiry: Inquiry) -> str | None:
    match = _CAME.match(inquiry.asked.asked)
    if match is None:
        return None
    return office_asked(f"who is the {_OPENS.sub('', match['office'])}", inquiry.register)


def _names(quote: Quote, office: str) -> bool:
    """Does a quotation name a person, and the office beside it?"""
    told = office in quote.text.lower() or quote.text.lower().count("candidate") > 0
    return told and any(people_in(quote.text, office.title()))
