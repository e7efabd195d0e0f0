"""What panels decided on a topic, each outcome once and whole: found by its item, or by a limb that decides on it."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.papers import Paper, PaperKind, Role, Section
from index.search import Collection
from index.terms import terms
from qa.extract import Quote
from qa.precepts import services
from qa.quotation import only_leads_in, opens
from qa.shapes.shape import Inquiry
from qa.tracker.asking import bare
from qa.tracker.later import financial_years
from qa.tracker.places import first_word

_DEPTH = 120  # passages among which the papers are found
_PAPERS = 40  # papers that are read for outcomes
_TELLS = frozenset({PaperKind.MINUTES, PaperKind.UNKNOWN})
_PART = re.compile(r"(?:decisions?|minutes|considered|resolved|items?)\W*$", re.IGNORECASE)
_DECIDES = re.compile(
    r"\b(?:supports?|supported|approves?|approved|agrees?|agreed|endorses?|endorsed|accepts?|accepted|adopts?|adopted|"
    r"vetoe?[sd]?|rejects?|rejected|confirms?|confirmed|reported on without)\b",
    re.IGNORECASE,
)

_CODE = re.compile(r"[a-z]{1,4}\d[\w/-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One outcome of one meeting."""

    quote: Quote
    panel: str | None  # id in corpus/panels.toml
    date: dt.date | None
    year: str  # the financial year that it is for, "2024/25"; empty where none is named
    services: frozenset[str]  # whose precept: "police", "fire"


def outcomes(inquiry: Inquiry, topic: frozenset[str]) -> list[Outcome]:
    """Return the outcomes on a topic inside the scope, newest first, undated ones last, ties in reading order."""
    return _outcomes(inquiry, topic, told=_decides)


def outcomes_that(inquiry: Inquiry, topic: frozenset[str]) -> list[Outcome]:
    """Return the outcomes that speak of a topic, whatever they say of it, in the same order."""
    return _outcomes(inquiry, topic, told=_names)


def _outcomes(inquiry: Inquiry, topic: frozenset[str], *, told: Callable[[str, frozenset[str]], bool]) -> list[Outcome]:
    collection = inquiry.collection
    hits = collection.search(inquiry.asked.text, k=_DEPTH, scope=inquiry.scope)
    names = list(dict.fromkeys(hit.passage.paper_id for hit in hits))[:_PAPERS]
    papers = [collection.paper(name) for name in names]
    minutes = [paper for paper in papers if (paper.metadata.kind.value or PaperKind.UNKNOWN) in _TELLS]
    found = [one for paper in minutes for one in _of_paper(paper, collection, topic, told=told)]
    return sorted(found, key=lambda one: (-(one.date or dt.date.min).toordinal(), one.quote.paper.paper_id))


def _of_paper(
    paper: Paper, collection: Collection, topic: frozenset[str], *, told: Callable[[str, frozenset[str]], bool]
) -> Iterator[Outcome]:
    """Yield the outcomes of a paper on the topic; one that is printed twice counts once, as first printed."""
    seen: set[str] = set()
    for limbs in _blocks(paper, collection.sections(paper.paper_id)):
        item = _item(limbs[0])
        texts = [paper.text[one.start : one.end] for one in limbs]
        if not topic <= frozenset(terms(item)) and not any(told(text, topic) for text in texts):
            continue
        words = " ".join(" ".join(texts).split())
        if words not in seen:
            seen.add(words)
            yield _outcome(paper, limbs, item)


def _blocks(paper: Paper, sections: Sequence[Section]) -> Iterator[list[Section]]:
    """Yield the limbs of each outcome, without the words that lead in to them."""
    decided = {section.block for section in sections if section.role is Role.RESOLUTION and section.block}
    run: list[Section] = []
    for section in sections:
        if section.role is not Role.RESOLUTION and not (section.block in decided and opens(section)):
            continue
        if run and (not section.block or section.block != run[-1].block):
            yield run
            run = []
        if not only_leads_in(paper, section):
            run.append(section)
    if run:
        yield run


def _item(section: Section) -> str:
    """Return the heading of an outcome's item: the nearest that is not only the name of a part of the paper."""
    return next((words for words in reversed(section.headings) if not _PART.match(words)), "")


def _decides(text: str, topic: frozenset[str]) -> bool:
    """Does a limb itself decide on the topic, near its beginning? One that has a code (R14/21) decides on that."""
    words = bare(text)
    coded = any(map(is_code, topic))
    return (coded or bool(_DECIDES.search(words))) and topic <= frozenset(terms(words[:160]))


def _names(text: str, topic: frozenset[str]) -> bool:
    """Does a limb speak of the topic at all?"""
    return topic <= frozenset(terms(text))


def is_code(term: str) -> bool:
    """Is a search term a code, which names one thing?

    >>> is_code("r14"), is_code("2023/24")
    (True, False)
    """
    return bool(_CODE.fullmatch(term))


def _outcome(paper: Paper, limbs: Sequence[Section], item: str) -> Outcome:
    own = paper.text[limbs[0].start : limbs[-1].end]
    years = financial_years(item) or financial_years(own) or financial_years(paper.metadata.title.value or "")
    return Outcome(
        quote=Quote(
            paper=paper,
            start=first_word(limbs[0]),
            end=limbs[-1].end,
            sections=tuple(limbs),
            speaker=limbs[0].speaker,
            probability=1.0,
        ),
        panel=paper.metadata.panel.value,
        date=paper.metadata.date.value,
        year=min(years, default=""),
        services=services(item) or services(own),
    )
