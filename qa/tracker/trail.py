"""The later passages that mention an asking, oldest to newest, each quoted."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.panels import Register
from corpus.papers import Paper, Role, Span
from index.search import Collection
from qa.answers import Citation
from qa.cite import citations
from qa.extract import Quote
from qa.tracker.deliveries import Says, says
from qa.tracker.later import ASKING, Later, Shelf, shelve
from qa.tracker.requests import Action
from qa.tracker.ties import FEATURES, Loom

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Of each measurement of `qa/tracker/ties.py`: a logistic regression over the split `tune` of eval/tracker, rounded.
# `asks` has our own judgement, as the split has too little of it: a new asking seldom tells what became of an older
# one.
_WEIGHTS = {
    "words": 5.3, "meaning": 1.1, "stands_out": 0.9, "both": 9.8, "refers": 2.6, "may_refer": -2.7, "due_words": 1.4,
    "due_meaning": 4.8, "tells": 4.8, "follows": 1.5, "asks": -1.2, "years": -0.2,
}  # fmt: skip
_INTERCEPT = -6.1  # of the score; passages below 0 are not linked
_RIVAL = 3.0  # a passage that fits the asking of another item better by this much is about that one
_CLOSES = 2.5  # a passage that tells of delivery with this score ends the trail, but for what scores higher by ...
_AFTER = 3.0  # ... this
_IN_ONE_PAPER = 3  # passages of one paper in one trail, at most
_AT_ONCE = 64  # askings whose cosines are worked out together
_PLACES = tuple(FEATURES.index(name) for name in ("refers", "due_meaning", "due_words", "words", "follows"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A later passage that mentions an asking."""

    citation: Citation  # its marker counts the trail, from 1
    says: Says
    score: float  # 0.5 to 1
    why: str  # what ties it to the asking, in words
    refers: bool  # it says itself that it refers to this asking
    follows: bool  # it stands under matters arising, or in a list of actions
    timely: bool  # it stands in a paper of the time when the thing is due


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Link:
    """A passage that is tied to an asking."""

    place: int
    later: Later
    says: Says
    score: float
    values: "NDArray[np.float32]"


def trails(
    actions: Sequence[Action], papers: Sequence[Paper], *, collection: Collection, register: Register
) -> dict[str, tuple[Mention, ...]]:
    """Return the trail of each action that awaits something, by action id; actions without one are left out.

    Only papers of the asking's own panel are looked at, and of these the dated ones of later days.
    """
    found: dict[str, tuple[Mention, ...]] = {}
    panels = sorted({action.panel for action in actions if action.panel and action.awaited and action.citation.date})
    for panel in panels:
        own = [paper for paper in papers if paper.metadata.panel.value == panel]
        asked = [action for action in actions if action.panel == panel and action.awaited and action.citation.date]
        for action, links in _linked(asked, Loom(shelve(own, collection), collection.idf)):
            if mentions := _mentions(links, collection=collection, register=register):
                found[action.action_id] = mentions
    return found


def _linked(actions: Sequence[Action], loom: Loom) -> Iterator[tuple[Action, list[_Link]]]:
    """Yield each action with the passages of its trail."""
    candidates = {action.action_id: links for action, links in _candidates(actions, loom)}
    rivals: defaultdict[int, list[tuple[float, tuple[str, str]]]] = defaultdict(list)
    for action in actions:
        for link in candidates[action.action_id]:
            rivals[link.place].append((link.score, (action.citation.paper, action.item)))
    for action in actions:
        own = (action.citation.paper, action.item)
        kept = [
            link
            for link in candidates[action.action_id]
            if all(score - link.score <= _RIVAL for score, item in rivals[link.place] if item != own)
        ]
        yield action, list(_closed(kept))


def _candidates(actions: Sequence[Action], loom: Loom) -> Iterator[tuple[Action, list[_Link]]]:
    """Yield each action with all passages that score high enough by themselves."""
    import numpy as np

    weights = np.array([_WEIGHTS[name] for name in FEATURES], np.float32)
    for first in range(0, len(actions), _AT_ONCE):
        some = actions[first : first + _AT_ONCE]
        queries = np.stack([vector for action in some for vector in _vectors(action, loom.shelf)])
        meanings = loom.meanings(queries)
        for place, action in enumerate(some):
            ties = loom.ties(action, np.maximum(meanings[2 * place], meanings[2 * place + 1]))
            scores = ties.values @ weights + np.float32(_INTERCEPT)
            kept = np.flatnonzero((scores >= 0) & ~ties.barred)
            asked = queries[2 * place : 2 * place + 2]
            yield (
                action,
                [
                    _Link(
                        place=int(ties.places[at]),
                        later=loom.shelf.passages[ties.places[at]],
                        says=_says(loom.shelf, loom.shelf.passages[ties.places[at]], asked),
                        score=float(scores[at]),
                        values=ties.values[at],
                    )
                    for at in kept
                ],
            )


def _vectors(action: Action, shelf: Shelf) -> "tuple[NDArray[np.float32], NDArray[np.float32]]":
    """Return the unit vectors (d,) of an asking's own words, and of these with the words near it."""
    import numpy as np

    cited = action.citation
    own = shelf.vector_of(cited.paper, [Span(start=cited.start, end=cited.end)])
    wide = own + shelf.vector_of(cited.paper, action.near)
    return own / (np.linalg.norm(own) or 1), wide / (np.linalg.norm(wide) or 1)


def _says(shelf: Shelf, later: Later, asked: "NDArray[np.float32]") -> Says:
    """Return what a passage says became of an asking: what its nearest sentence says, or else any of them."""
    if later.section.role in (*ASKING, Role.HEADING):
        return later.says
    cosines = (shelf.vectors[later.rows[0] : later.rows[1]] @ asked.T).max(axis=1)
    nearest = later.sentences[int(cosines.argmax())]
    said = says(later.paper.text[nearest.start : nearest.end])
    return later.says if said is Says.TOUCHED else said


def _closed(links: Sequence[_Link]) -> Iterator[_Link]:
    """Yield the passages of a trail in order, a few from each paper; once the thing is delivered, only what is sure."""
    by_paper: defaultdict[tuple[str, str], list[_Link]] = defaultdict(list)
    for link in links:
        by_paper[(link.later.date.isoformat(), link.later.paper.paper_id)].append(link)
    least, day, delivered = 0.0, "", False
    for (date, _), of_paper in sorted(by_paper.items()):
        if date != day:
            least, day = (_AFTER if delivered else 0.0), date
        best = sorted(of_paper, key=lambda link: (-link.score, link.place))[:_IN_ONE_PAPER]
        chosen = sorted((link for link in best if link.score >= least), key=lambda link: link.place)
        delivered |= any(link.says is Says.DONE and link.score >= _CLOSES for link in chosen)
        yield from chosen


def _mentions(links: Sequence[_Link], *, collection: Collection, register: Register) -> tuple[Mention, ...]:
    quotes = [
        Quote(
            paper=link.later.paper,
            start=link.later.start,
            end=link.later.end,
            sections=(link.later.section,),
            speaker=link.later.speaker,
            probability=1.0,
        )
        for link in links
    ]
    cited = citations(quotes, collection=collection, register=register)
    return tuple(_mention(link, citation) for link, citation in zip(links, cited, strict=True))


def _mention(link: _Link, citation: Citation) -> Mention:
    refers, meant, due, words, follows = (float(link.values[place]) for place in _PLACES)
    timely = due > 0 or meant > 0
    reasons = (
        "it refers to this itself" if refers else "",
        "it comes when this is due" if timely else "",
        "it follows up earlier matters" if follows else "",
        "it has the same rare words" if words >= 0.4 else "",
    )
    why = ", ".join(filter(None, reasons)) or "it means much the same"
    return Mention(
        citation=citation,
        says=link.says,
        score=round(1 / (1 + math.exp(-link.score)), 3),
        why=why[:1].upper() + why[1:],
        refers=refers > 0,
        follows=follows > 0,
        timely=timely,
    )
