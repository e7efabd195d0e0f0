"""The tracker: what panels asked for and were promised, and what became of each, in the papers that somebody may see.

The steps are in `qa/tracker/`:

found        requests, recommendations, undertakings, resolutions, as spans   request_finding.py, requests.py
once         the same words printed twice are one record; when it is due      register_of_requests.py
trail        later passages that mention it                                   later.py, ties.py, trail.py
status       by rule, with the passage behind it                              status.py
corrected    by officers, in a database of its own                            corrections.py
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from corpus.panels import Register
from corpus.papers import Paper
from index.search import EVERYTHING, Collection, Scope
from index.terms import terms
from qa import write
from qa.answers import Coverage
from qa.tracker.common_words import COMMON
from qa.tracker.corrections import Correction
from qa.tracker.deliveries import Says
from qa.tracker.register_of_requests import records
from qa.tracker.requests import Action, ActionKind, Due
from qa.tracker.status import ActionStatus, Verdict, judge
from qa.tracker.trail import Mention, quietly, trails

__all__ = [
    "Action", "ActionKind", "ActionList", "ActionStatus", "Correction", "Due", "Filters", "Mention", "Says", "Tracked",
    "Verdict", "Wanted", "about", "corrected", "every", "select", "track",
]  # fmt: skip

_ABOUT = 0.5  # share of a topic's words, by rarity, that an action must hold to be about it
_SPARE = 1.5  # times as many as are wanted are measured
_MEANT = 0.55  # cosine from which an action is about a topic although it shares no word with it

Wanted = Callable[[Sequence[Action]], Sequence[Action]]  # which of the actions somebody wants, in the same order


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """An action, its trail, and how it stands."""

    action: Action
    trail: tuple[Mention, ...]  # oldest to newest
    found: Verdict  # by rule
    correction: Correction | None = None

    @property
    def status(self) -> ActionStatus:
        """How it stands: as set by hand where it was, else by rule."""
        return self.correction.status if self.correction else self.found.status

    @property
    def rule(self) -> str:
        """Why it stands so."""
        if self.correction is None:
            return self.found.rule
        at = self.correction.at
        note = f": {self.correction.note}" if self.correction.note else "."
        return f"Set by hand by {self.correction.by} on {at.day} {at:%B %Y}{note}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionList:
    """What was found: actions by date, oldest first, undated ones last; where it was looked for."""

    actions: tuple[Tracked, ...]
    coverage: Coverage
    index: str  # the generation that was read


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which actions are wanted; None and empty mean no limit."""

    kinds: frozenset[ActionKind] | None = None
    statuses: frozenset[ActionStatus] | None = None
    topic: str = ""
    panels: frozenset[str] | None = None  # ids in corpus/panels.toml
    since: dt.date | None = None  # asked on this day or later, as `until` is for before; undated ones are left out
    until: dt.date | None = None


def every(found: Sequence[Action]) -> Sequence[Action]:
    """Want every action."""
    return found


def track(
    collection: Collection,
    *,
    register: Register,
    scope: Scope = EVERYTHING,
    wanted: Wanted = every,
    standing: frozenset[str] | None = None,
    progress: Callable[[int, int], None] = quietly,
) -> ActionList:
    """Return the actions of the papers inside a scope, with what became of them.

    `since` and `kinds` of the scope say which papers the actions stand in. What became of them is looked for in all
    papers that its panels, papers, access and `until` admit: so `until` shows how things stood on that day. Only what
    is wanted is followed, which is quicker; it stands as it would in the list of all. Where it is known which papers it
    can be `standing` in, by paper id, others are not gone through for it.

    Raises:
        CorruptError: a quotation is not the paper's own text.
    """
    seen = collection.papers(replace(scope, since=None, kinds=None))
    asking = {paper.paper_id for paper in collection.papers(scope)}
    read = seen if standing is None else [paper for paper in seen if paper.paper_id in standing]
    listed_in = records(collection, read, beside=seen, register=register)
    told = [action for action in listed_in if action.citation.paper in asking]
    found = wanted(told)
    followed = trails(found, seen, beside=told, collection=collection, register=register, progress=progress)
    newest = _newest(seen)
    tracked = [
        Tracked(
            action=action,
            trail=followed.get(action.action_id, ()),
            found=judge(action, followed.get(action.action_id, ()), last=newest.get(action.panel or "")),
        )
        for action in found
    ]
    return ActionList(
        actions=tuple(tracked),
        coverage=write.coverage(collection, replace(scope, since=None, kinds=None)),
        index=collection.generation,
    )


def corrected(found: ActionList, corrections: Mapping[str, Correction]) -> ActionList:
    """Return the same actions with the corrections that are theirs; a correction of what is not there is not shown."""
    actions = (replace(one, correction=corrections.get(one.action.action_id)) for one in found.actions)
    return replace(found, actions=tuple(actions))


def select(found: ActionList, filters: Filters, *, collection: Collection) -> ActionList:
    """Return the actions that the filters admit, in the same order."""
    chosen = [one for one in found.actions if _is_wanted(one, filters)]
    if filters.topic.strip():
        near = _nearness(chosen, filters.topic, collection=collection)
        chosen = [one for one, words, meaning in near if words >= _ABOUT or meaning() >= _MEANT]
    return replace(found, actions=tuple(chosen))


def about(found: ActionList, topic: str, *, collection: Collection, k: int = 12) -> tuple[Tracked, ...]:
    """Return at most k actions about a topic, best first, ties by date.

    What they mean is looked at only of those that share most of its words, somewhat more than are wanted.
    """
    near = _nearness(found.actions, topic, collection=collection)
    first = sorted(near, key=lambda one: -one[1])[: max(round(_SPARE * k), 0)]
    measured = [(one, (words, meaning())) for one, words, meaning in first]
    ranked = sorted(measured, key=lambda pair: (-max(pair[1]), -sum(pair[1])))
    good = [one for one, (words, meaning) in ranked if words >= _ABOUT or meaning >= _MEANT]
    return tuple(good[: max(k, 0)])


def _is_wanted(one: Tracked, filters: Filters) -> bool:
    asked = one.action.citation.date
    return (
        (filters.kinds is None or one.action.kind in filters.kinds)
        and (filters.statuses is None or one.status in filters.statuses)
        and (filters.panels is None or one.action.panel in filters.panels)
        and (filters.since is None or (asked is not None and asked >= filters.since))
        and (filters.until is None or (asked is not None and asked <= filters.until))
    )


def _nearness(
    actions: Sequence[Tracked], topic: str, *, collection: Collection
) -> Sequence[tuple[Tracked, float, Callable[[], float]]]:
    """Return each action with the share of the topic's words that it holds; its cosine with it, worked out if asked."""
    wanted = {term: collection.idf(term) for term in terms(topic)}
    rare = {term: weight for term, weight in wanted.items() if term not in COMMON} or wanted
    total = sum(rare.values()) or 1.0
    near = []
    for one in actions:
        text = f"{one.action.item} {one.action.context} {one.action.citation.quote}"
        held = frozenset(terms(text))
        shared = sum(weight for term, weight in rare.items() if term in held) / total
        near.append((one, shared, partial(_cosine, topic, one.action if shared else None, collection=collection)))
    return near


def _cosine(topic: str, action: Action | None, *, collection: Collection) -> float:
    return float(collection.embed(topic) @ collection.embed(_short(action))) if action else 0.0


def _short(action: Action) -> str:
    return re.sub(r"\s+", " ", f"{action.item}. {action.citation.quote}")[:400]


def _newest(papers: Sequence[Paper]) -> dict[str, dt.date]:
    """Return the day of the newest dated paper of each panel."""
    newest: dict[str, dt.date] = {}
    for paper in papers:
        panel, day = paper.metadata.panel.value, paper.metadata.date.value
        if panel and day:
            newest[panel] = max(newest.get(panel, day), day)
    return newest
