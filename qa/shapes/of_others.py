"""Silence where another body, another police area or another panel is asked about and nothing quoted names it.

The chair of the panel is not that of the fire authority, near as the words are; a merger with Kent is not one that
some other force thought of; and what the panel of a place thinks that no register has is not what this panel thinks.
"""

import re
from collections.abc import Iterator, Sequence

from corpus.panels import words
from index.terms import STOP_WORDS, terms
from qa.answers import AnswerStatus
from qa.kinds import NAMELESS
from qa.quotation import Quote
from qa.shapes.shape import Inquiry, Shape

_HEAD_OF = re.compile(
    r"^\W*(?:and |so )?who(?:'s|’s)? (?:now |currently )?(?:chair(?:s|ed)?|leads?|led|heads?(?: up)?|"
    r"headed(?: up)?|runs?|ran|"
    r"(?:(?:is|was) )?(?:now |currently )?(?:the )?(?:(?:vice[- ]?)?chair(?:man|woman|person)?|leader|head|director|"
    r"chief (?:executive|officer)|secretary|president) (?:of|at|for)) (?:the |our )?"
    r"(?:(?:county|city|area|force|region)['’]s )?"
    r"(?P<body>(?:(?!of\b|in\b|for\b|that\b|which\b|who\b)[\w&'’-]+ ){0,4}(?:authority|association|board|"
    r"committee|council|federation|forum|partnership|service|society|trust|union|university))"
    r"(?: (?:in|of|for|at) .+)?\W*$",
    re.IGNORECASE,
)
_PANEL_OF = re.compile(
    r"\b(?P<place>[A-Z][\w-]*(?:(?:,? and|,| &)? [A-Z][\w-]*)*?)(?:['’]s?)?(?: own)? "
    r"(?:(?:Police|Fire|and|&|Rescue|Crime),? ){0,5}[Pp]anel\b"
)
_HEAD = 400  # characters of a paper in which it names its own panel


def of_others(plain: Shape, inquiry: Inquiry) -> Shape:
    """Return silence where a body or an area that is asked about is named nowhere in what is quoted; else the plain."""
    if plain.status is not AnswerStatus.ANSWERED:
        return plain
    told = frozenset(term for quote in plain.quotes for term in terms(" ".join(_words(quote))))
    strange = (name for name, wanted in _named(inquiry) if not any(one <= told for one in wanted))
    missing = next(strange, None) or _other_panel(inquiry, plain.quotes)
    if missing is None:
        return plain
    return Shape(status=AnswerStatus.NOT_FOUND, quotes=(), notes=(f"No passage found on this names {missing}.",))


def _named(inquiry: Inquiry) -> Iterator[tuple[str, list[frozenset[str]]]]:
    """Yield the body whose head is asked for and the areas that are asked about, each with the terms that name it."""
    asked = inquiry.asked.asked
    if head := _HEAD_OF.match(asked):
        yield head["body"], [frozenset(terms(head["body"]))]
    areas = inquiry.register.named_in(asked)
    if not _held(inquiry).intersection(areas):
        for known in map(inquiry.register.panel, areas):
            yield known.area, [frozenset(terms(name)) for name in (known.area, *known.aliases)]


def _other_panel(inquiry: Inquiry, quotes: Sequence[Quote]) -> str | None:
    """Return the panel of an unknown place that is asked about, where no quotation or its paper's head names it."""
    asked, register = inquiry.asked.asked, inquiry.register
    ours = " ".join(words(" ".join(register.panel(one).wordings)) for one in _held(inquiry)).split()
    for match in _PANEL_OF.finditer(asked):
        place = [word for word in re.findall(r"[\w-]+", match["place"]) if word.lower() not in STOP_WORDS]
        own = frozenset(words(" ".join(place)).split())
        if own <= frozenset(map(str.lower, NAMELESS)) or own & frozenset(ours) or register.named_in(match["place"]):
            continue
        named = _panel_named(place)
        if not any(named.search(" ".join((*_words(quote), quote.paper.text[:_HEAD]))) for quote in quotes):
            return f"the panel of {' '.join(place)}"
    return None


def _panel_named(place: Sequence[str]) -> re.Pattern[str]:
    """Return what finds the panel of a place: "the Kent and Medway Police and Crime Panel", "the panels of Kent"."""
    name = r"\W+(?:and\W+)?".join(map(re.escape, place))
    return re.compile(
        rf"\b{name}\b(?:\W+\w+){{0,6}}?\W+panels?\b|\bpanels? (?:of|for|in)(?:\W+\w+){{0,4}}?\W+{name}\b", re.IGNORECASE
    )


def _held(inquiry: Inquiry) -> frozenset[str]:
    """Return the panels whose papers are looked at."""
    panels = (paper.metadata.panel.value for paper in inquiry.collection.papers(inquiry.scope))
    return frozenset(panel for panel in panels if panel)


def _words(quote: Quote) -> Iterator[str]:
    """Yield the words of a quotation and those above it."""
    yield quote.paper.metadata.title.value or ""
    yield from (heading for section in quote.sections for heading in section.headings)
    yield quote.text
