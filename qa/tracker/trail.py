"""The later passages that mention an asking, oldest to newest, each quoted."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from corpus.panels import Register
from corpus.papers import Paper, Role, Span
from index.search import Collection
from qa.answers import Citation
from qa.cite import citations
from qa.extract import Quote
from qa.tracker.codes import codes_of
from qa.tracker.deliveries import Says, says
from qa.tracker.later import ASKING, Later, Shelf, shelve
from qa.tracker.requests import Action
from qa.tracker.ties import FEATURES, Loom, Ties

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RIVAL = 3.0  # a passage that fits the asking of another item better by this much is about that one
_CLOSES = 2.5  # a passage that tells of delivery with this score ends the trail, but for what scores higher by ...
_AFTER = 3.0  # ... this
_ENDED = 8.0  # ... or by this, where it says itself that it answers the asking
_IN_ONE_PAPER = 3  # passages of one paper in one trail, at most
_AT_ONCE = 64  # askings whose cosines are worked out together
_PLACES = tuple(FEATURES.index(name) for name in ("refers", "due_meaning", "due_words", "words", "follows"))


# Of each passage, by its place: the two items (paper, heading) with the askings that it fits best, and how well.
_Best = dict[int, dict[tuple[str, str], float]]


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


def quietly(done: int, total: int) -> None:
    """Take progress and say nothing."""


def trails(
    actions: Sequence[Action],
    papers: Sequence[Paper],
    *,
    beside: Sequence[Action],
    collection: Collection,
    register: Register,
    progress: Callable[[int, int], None] = quietly,
) -> dict[str, tuple[Mention, ...]]:
    """Return the trail of each action that awaits something, by action id; actions without one are left out.

    Only papers of the asking's own panel are looked at, and of these the dated ones of later days. What fits another of
    the actions `beside` them, these included, much better is about that one. `progress` is told how many are done, of
    how many.
    """
    found: dict[str, tuple[Mention, ...]] = {}
    total = sum(bool(action.panel) and _is_followed(action) for action in actions)
    numbers = count(1)
    for panel in sorted({action.panel for action in actions if action.panel and _is_followed(action)}):
        wanted, others = (
            [action for action in some if action.panel == panel and _is_followed(action)] for some in (actions, beside)
        )
        first = min(action.citation.date for action in wanted if action.citation.date)
        own = [paper for paper in papers if paper.metadata.panel.value == panel]
        asking = {action.citation.paper for action in (*wanted, *others)}  # what is asked is measured by its own words
        read = [one for one in own if one.paper_id in asking or (one.metadata.date.value or first) > first]
        shelf = shelve(read, collection)
        among = range(shelf.after(first), len(shelf.passages))
        loom = Loom(shelf, collection.idf, codes=codes_of(others, collection.idf), among=among)
        for action, links in _linked(wanted, others, loom=loom, tick=lambda: progress(next(numbers), total)):
            if mentions := _mentions(links, collection=collection, register=register):
                found[action.action_id] = mentions
    return found


def _is_followed(action: Action) -> bool:
    return action.awaited and action.citation.date is not None


def _linked(
    actions: Sequence[Action], beside: Sequence[Action], *, loom: Loom, tick: Callable[[], None]
) -> Iterator[tuple[Action, list[_Link]]]:
    """Yield each action with the passages of its trail; `tick` is called as each is gone through, which takes long."""
    candidates: dict[str, list[_Link]] = {}
    best: _Best = {}
    for action, ties, asked in _tied(actions, loom):
        candidates[action.action_id] = list(_links(ties, loom.shelf, asked))
        _compete(best, action, ties)
        tick()
    if best:
        others = [action for action in beside if action.action_id not in candidates]
        for action, ties, _ in _tied(others, loom.among(best)):
            _compete(best, action, ties)
    for action in actions:
        links = candidates[action.action_id]
        yield action, list(_closed([link for link in links if not _is_of_another(link, action, best)]))


def _compete(best: _Best, action: Action, ties: Ties) -> None:
    """Note how well the passages fit an asking, as far as it is the best of its item, and one of the two best items."""
    own = _place(action)
    for place, score in zip(ties.places.tolist(), ties.scores.tolist(), strict=True):
        fits = best.setdefault(place, {})
        fits[own] = max(score, fits.get(own, score))
        if len(fits) > 2:
            del fits[min(fits, key=lambda item: (fits[item], item))]


def _is_of_another(link: _Link, action: Action, best: _Best) -> bool:
    """Does a passage fit an asking of another item so much better that it is about that one?"""
    own = _place(action)
    return any(score - link.score > _RIVAL for item, score in best[link.place].items() if item != own)


def _place(action: Action) -> tuple[str, str]:
    return (action.citation.paper, action.item)


def _tied(actions: Sequence[Action], loom: Loom) -> Iterator[tuple[Action, Ties, "NDArray[np.float32]"]]:
    """Yield each action with the passages that score high enough by themselves, and its two vectors (2, d)."""
    import numpy as np

    for first in range(0, len(actions), _AT_ONCE):
        some = actions[first : first + _AT_ONCE]
        queries = np.stack([vector for action in some for vector in _vectors(action, loom.shelf)])
        meanings = loom.meanings(queries)
        for place, action in enumerate(some):
            meaning = np.maximum(meanings[2 * place], meanings[2 * place + 1])
            yield action, loom.ties(action, meaning), queries[2 * place : 2 * place + 2]


def _links(ties: Ties, shelf: Shelf, asked: "NDArray[np.float32]") -> Iterator[_Link]:
    for place, values, score in zip(ties.places.tolist(), ties.values, ties.scores.tolist(), strict=True):
        later = shelf.passages[place]
        yield _Link(place=place, later=later, says=_says(shelf, later, asked), score=score, values=values)


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
    declines = said is Says.DONE and later.says is Says.DECLINED  # "not accepted, but she had found" something else
    return later.says if said is Says.TOUCHED or declines else said


def _closed(links: Sequence[_Link]) -> Iterator[_Link]:
    """Yield the passages of a trail in order, a few from each paper; once the thing is delivered, only what is sure."""
    by_paper: defaultdict[tuple[str, str], list[_Link]] = defaultdict(list)
    for link in links:
        by_paper[(link.later.date.isoformat(), link.later.paper.paper_id)].append(link)
    least, day, delivered = 0.0, "", 0.0
    for (date, _), of_paper in sorted(by_paper.items()):
        if date != day:
            least, day = delivered, date
        best = _told_once(sorted(of_paper, key=lambda link: (-link.score, link.place)))[:_IN_ONE_PAPER]
        chosen = sorted((link for link in best if link.score >= least or _refers(link)), key=lambda link: link.place)
        delivered = max([delivered, *(_after(link) for link in chosen)])
        yield from chosen


def _after(link: _Link) -> float:
    """Return the score from which passages of later days still belong to the trail: higher once the thing is delivered.

    A passage that says itself which asking it answers ends the matter, but for others that do.
    """
    if link.says is not Says.DONE or link.score < _CLOSES:
        return 0.0
    return _ENDED if _refers(link) else _AFTER


def _refers(link: _Link) -> bool:
    return float(link.values[_PLACES[0]]) > 0


def _told_once(links: Sequence[_Link]) -> list[_Link]:
    """Return the passages without those whose words a paper prints again, as under "Decision" and under "Minutes"."""
    first: dict[str, _Link] = {}
    for link in links:
        first.setdefault(link.later.words, link)
    return list(first.values())


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
