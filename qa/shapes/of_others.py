"""Silence where another body or another police area is asked about and nothing quoted names it.

The chair of the panel is not that of the fire authority, near as the words are; and a merger with Kent is not one that
some other force thought of.
"""

import re
from collections.abc import Iterator

from index.terms import terms
from qa.answers import AnswerStatus
from qa.quotation import Quote
from qa.shapes.shape import Inquiry, Shape

_HEAD_OF = re.compile(
    r"^\W*(?:and |so )?who(?:'s|’s)? (?:now |currently )?(?:chair(?:s|ed)?|leads?|led|heads?|headed|runs?|ran|"
    r"(?:(?:is|was) )?(?:now |currently )?(?:the )?(?:(?:vice[- ]?)?chair(?:man|woman|person)?|leader|head|director|"
    r"chief (?:executive|officer)|secretary|president) (?:of|at|for)) (?:the |our )?"
    r"(?P<body>(?:(?!of\b|in\b|for\b|that\b|which\b|who\b)[\w&'’-]+ ){0,4}(?:authority|association|board|"
    r"committee|council|federation|forum|partnership|service|society|trust|union|university))"
    r"(?: (?:in|of|for|at) .+)?\W*$",
    re.IGNORECASE,
)


def of_others(plain: Shape, inquiry: Inquiry) -> Shape:
    """Return silence where a body or an area that is asked about is named nowhere in what is quoted; else the plain."""
    if plain.status is not AnswerStatus.ANSWERED:
        return plain
    told = frozenset(term for quote in plain.quotes for term in terms(" ".join(_words(quote))))
    strange = (name for name, wanted in _named(inquiry) if not any(one <= told for one in wanted))
    missing = next(strange, None)
    if missing is None:
        return plain
    return Shape(status=AnswerStatus.NOT_FOUND, quotes=(), notes=(f"No passage found on this names {missing}.",))


def _named(inquiry: Inquiry) -> Iterator[tuple[str, list[frozenset[str]]]]:
    """Yield the body whose head is asked for and the areas that are asked about, each with the terms that name it."""
    asked = inquiry.asked.asked
    if head := _HEAD_OF.match(asked):
        yield head["body"], [frozenset(terms(head["body"]))]
    areas = inquiry.register.named_in(asked)
    if not frozenset(areas) & {paper.metadata.panel.value for paper in inquiry.collection.papers(inquiry.scope)}:
        for known in map(inquiry.register.panel, areas):
            yield known.area, [frozenset(terms(name)) for name in (known.area, *known.aliases)]


def _words(quote: Quote) -> Iterator[str]:
    """Yield the words of a quotation and those above it."""
    yield quote.paper.metadata.title.value or ""
    yield from (heading for section in quote.sections for heading in section.headings)
    yield quote.text
