"""A plan or report of which a later version is loaded: said beside what is quoted from the earlier one."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from corpus.papers import Paper, PaperKind
from qa.extract import Quote
from qa.shapes.shape import Inquiry

_VERSIONED = frozenset({PaperKind.PLAN, PaperKind.REPORT})
_EDITION = re.compile(r"\b(?:draft|revised|final|updated?|proposed|version|v\d+|new)\b|\W+", re.IGNORECASE)
# Each begins with letters alone: `re` then looks for them as fast as for a word.
_REPLACES = (re.compile(r"replac(?:e[sd]?|ing)\b"), re.compile(r"supersed(?:e[sd]?|ing)\b"))
_REACH = 180  # characters in which a title follows "replaces", both included
_KEPT = 4096  # papers of which it is kept what they replace
_NAME = 8  # letters of a title that make it a name to be found in a text
LATER = "Of “{}”, {}, a later version is loaded: “{}”, {}."
REPLACED = "“{}” was replaced: so says “{}”, {}."


def later_versions(quotes: Sequence[Quote], inquiry: Inquiry) -> tuple[str, ...]:
    """Return notes on quotations from papers of which a later paper of the same panel is the next version."""
    markers: dict[str, list[str]] = {}
    for marker, quote in enumerate(quotes, 1):
        markers.setdefault(quote.paper.paper_id, []).append(f"[{marker}]")
    papers = {quote.paper.paper_id: quote.paper for quote in quotes}
    return tuple(
        f"{note} See {', '.join(markers[name])}." for name, paper in papers.items() for note in _of(paper, inquiry)
    )


def _of(older: Paper, inquiry: Inquiry) -> Iterator[str]:
    known = older.metadata
    day, panel, title = known.date.value, known.panel.value, known.title.value or ""
    if known.kind.value not in _VERSIONED or day is None or panel is None or not title:
        return
    scope = replace(inquiry.scope, panels=frozenset({panel}), since=day + dt.timedelta(days=1), kinds=None)
    for paper in sorted(inquiry.collection.papers(scope), key=lambda one: (str(one.metadata.date.value), one.paper_id)):
        other, when = paper.metadata.title.value or "", paper.metadata.date.value
        if when is None:
            continue
        if paper.metadata.kind.value is known.kind.value and _plain(other) == _plain(title):
            yield LATER.format(title, _day(day), other, _day(when))
            return
        if known.kind.value is PaperKind.PLAN and _replaces(paper, title):
            yield REPLACED.format(title, other, _day(when))
            return


def _plain(title: str) -> str:
    return " ".join(_EDITION.sub(" ", title).lower().split())


def _replaces(paper: Paper, title: str) -> bool:
    """Does a paper say that something of this title was replaced? A title's name is what stands before its colon."""
    name = title.split(":")[0].strip().lower()
    if len(name) < _NAME or ":" not in title:
        return False
    return any(name in words for words in _after_replaces(paper.text))


@lru_cache(maxsize=_KEPT)
def _after_replaces(text: str) -> tuple[str, ...]:
    """Return what follows each "replaces", in lower case: for each paper found out once, not at every answer."""
    text = text.lower()
    found = (one for pattern in _REPLACES for one in pattern.finditer(text))
    return tuple(text[one.end() : one.start() + _REACH] for one in found)


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
