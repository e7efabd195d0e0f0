"""Draft minutes of which the approved ones are loaded: set aside, since what was put right in them no longer holds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from corpus.papers import Paper, PaperKind, PaperStatus
from index.search import Collection, Scope
from qa.understand import Understood

SET_ASIDE = "A draft of these minutes is loaded, too: the approved ones are quoted."
_SAME = 0.5  # share of a draft's lines that stand in the approved minutes of the same meeting
_KEPT = 256  # papers whose lines are kept
_ASKED = re.compile(r"\bdrafts?\b", re.IGNORECASE)


def without_drafts(asked: Understood, scope: Scope, collection: Collection) -> Scope:
    """Return the scope without drafts whose approved version lies in it; as it is where drafts are asked about."""
    if scope.papers is not None or _ASKED.search(asked.asked):
        return scope
    papers = collection.papers(scope)
    drafts = frozenset(draft.paper_id for _, draft in _pairs(papers))
    return replace(scope, papers=frozenset(paper.paper_id for paper in papers) - drafts) if drafts else scope


def set_aside(quoted: Sequence[Paper], scope: Scope, collection: Collection) -> tuple[str, ...]:
    """Return a note where approved minutes are quoted of which a draft was set aside."""
    if scope.papers is None:
        return ()
    names = frozenset(paper.paper_id for paper in quoted)
    pairs = _pairs(collection.papers(replace(scope, papers=None)))
    return (SET_ASIDE,) if any(approved.paper_id in names for approved, _ in pairs) else ()


def _pairs(papers: Sequence[Paper]) -> Iterator[tuple[Paper, Paper]]:
    """Yield approved minutes, each with a draft of them."""
    drafts = [paper for paper in papers if _is_minutes(paper, PaperStatus.DRAFT)]
    if not drafts:  # as a rule, and every question asks
        return
    approved = {_meeting(paper): paper for paper in papers if _is_minutes(paper, PaperStatus.APPROVED)}
    for draft in drafts:
        other = approved.get(_meeting(draft))
        if other and _are_alike(draft.text, other.text):
            yield other, draft


def _is_minutes(paper: Paper, status: PaperStatus) -> bool:
    """Is a paper the minutes, in that state, of a meeting whose panel and day are known?"""
    known = paper.metadata
    return known.status.value is status and known.kind.value is PaperKind.MINUTES and _meeting(paper) is not None


def _meeting(paper: Paper) -> tuple[object, object] | None:
    """Return the panel and the day of minutes that have both."""
    panel, day = paper.metadata.panel.value, paper.metadata.date.value
    return (panel, day) if panel and day else None


def _are_alike(draft: str, approved: str) -> bool:
    own = _lines(draft)
    return len(own & _lines(approved)) >= _SAME * len(own)


@lru_cache(maxsize=_KEPT)
def _lines(text: str) -> frozenset[str]:
    return frozenset(" ".join(line.split()).lower() for line in text.split("\n") if line.strip())
