"""What the panel has said before: requests, recommendations and undertakings on the topic, and what became of each."""

import datetime as dt
import re
from collections.abc import Sequence

from qa.actions import Action, ActionKind, ActionList, ActionStatus, Tracked, Wanted
from qa.briefings.findings import Finding
from qa.briefings.key_points import chosen_points
from qa.briefings.material import Material, no_finding, written
from qa.briefings.parts import Line, Paragraph, Part, Table, computed, fixed, said
from qa.briefings.topic import Topic

_MOST = 6
_LONGEST = 220  # characters of a response in the table
_LEFT_OUT = frozenset({ActionKind.NOTED, ActionKind.PROPOSED})  # nothing said, and nothing decided
_FOLLOWED = 24  # requests and promises that are followed up: more than are shown, and what is old matters least
_ABOUT = 0.7  # share of the topic, by rarity, that what was asked for, or the item it stands under, must hold
_NOTHING = "The papers loaded record no request, recommendation or promise on this topic."


def wanted_on(topic: Topic) -> Wanted:
    """Return which requests and promises are about a topic, by their own words or the item above them: the newest."""

    def wanted(found: Sequence[Action]) -> Sequence[Action]:
        near = [action for action in found if _is_about(topic, action)]
        newest = {action.action_id for action in sorted(near, key=_day, reverse=True)[:_FOLLOWED]}
        return [action for action in near if action.action_id in newest]

    return wanted


def _is_about(topic: Topic, action: Action) -> bool:
    about = max(topic.cover(action.citation.quote), topic.cover(action.item))
    return action.kind not in _LEFT_OUT and about >= _ABOUT


def _day(action: Action) -> dt.date:
    return action.citation.date or dt.date.min


def in_order(found: ActionList) -> tuple[Tracked, ...]:
    """Return requests and promises oldest first, undated ones before them."""
    return tuple(sorted(found.actions, key=lambda one: (_day(one.action), one.action.citation.start)))


def is_open(material: Material, tracked: Tracked) -> bool:
    """Is something due by now, as far as the papers say, without a sign that it was done?"""
    if tracked.status is ActionStatus.OVERDUE:
        return True
    due = tracked.action.due.date if tracked.action.due else None
    asked, seen_from = tracked.action.citation.date, material.subject.meeting or material.newest
    too_early = due is not None and seen_from is not None and due > seen_from
    later_papers = asked is not None and material.newest is not None and asked < material.newest
    return tracked.status is ActionStatus.SILENT and later_papers and not too_early


def said_before(material: Material) -> Part:
    """Return the part: a dated table, oldest first."""
    heading = "What the Panel has said before"
    if not material.tracked:
        return Part(heading=heading, blocks=(Paragraph(line=no_finding(_NOTHING)),))
    table = Table(
        caption="Requests, resolutions and promises on this topic, oldest first",
        headers=("Date and place", "Who, and what", "Response and status in later papers"),
        rows=tuple(_row(material, one) for one in in_table(material)),
        widths=(4, 7, 7),
    )
    note = fixed("That the papers loaded do not mention something is no proof that it was not done.")
    return Part(heading=heading, blocks=(table, Paragraph(line=(note,))))


def in_table(material: Material) -> tuple[Tracked, ...]:
    """Return the newest of what is awaited, and of what was decided without being among the key points."""
    told = chosen_points(material)
    kept = [
        one for one in material.tracked if one.action.awaited or not any(_is_quoted_in(one, point) for point in told)
    ]
    return tuple((kept or list(material.tracked))[-_MOST:])


def _is_quoted_in(tracked: Tracked, finding: Finding) -> bool:
    citation = tracked.action.citation
    same_paper = citation.paper == finding.paper.paper_id
    return same_paper and finding.quote.start <= citation.start and citation.end <= finding.quote.end


def _row(material: Material, tracked: Tracked) -> tuple[Line, ...]:
    action = tracked.action
    citation = action.citation
    marker = material.sources.marker_of(citation)
    place = ", ".join(part for part in (_panel(material, tracked), action.item or citation.locator) if part)
    return (
        (computed(f"{written(citation.date)}, {place}" if place else written(citation.date)),),
        (computed(f"{asked_by(tracked)} ({action.kind.value}): "), said(citation.quote, marker)),
        (*_response(material, tracked), computed(status_words(tracked)), *answer_beside(material, tracked)),
    )


def asked_by(tracked: Tracked) -> str:
    """Return who asked or promised, to begin a line."""
    by = tracked.action.by
    return f"{by[0].upper()}{by[1:]}" if by else "Not named"


def answer_beside(material: Material, tracked: Tracked) -> Line:
    """Return a pointer to the answer given to something else of the same item, where this seems to have none."""
    if not is_open(material, tracked):
        return ()
    action = tracked.action
    beside = [one for one in material.tracked if one.status is ActionStatus.ANSWERED and _place(one) == _place(tracked)]
    if not action.item or not beside or (basis := beside[-1].found.basis) is None:
        return ()
    marker = material.sources.marker_of(basis.citation)
    words = f" What else was asked for under this item was answered on {written(basis.citation.date)}"
    return (computed(words, marker), fixed(": see whether that settles it."))


def _place(tracked: Tracked) -> tuple[str, str]:
    return (tracked.action.citation.paper, tracked.action.item)


def _panel(material: Material, tracked: Tracked) -> str:
    return (tracked.action.citation.panel or "") if len(material.panels) > 1 else ""


def _response(material: Material, tracked: Tracked) -> Line:
    """Return the later passage behind the status, else the last one that mentions it."""
    mention = tracked.found.basis or (tracked.trail[-1] if tracked.trail else None)
    if mention is None:
        return ()
    citation = mention.citation
    when = written(citation.date)
    return (computed(f"{when}: "), said(_beginning(citation.quote), material.sources.marker_of(citation)), fixed(" "))


def _beginning(words: str) -> str:
    """Return words as far as they fit into a cell, to the end of a sentence; the note of the source gives all of them.

    >>> _beginning("It was done. " + "It took long. " * 30)[:26], _beginning("It was done.")
    ('It was done. It took long.', 'It was done.')
    """
    ends = [match.start() for match in re.finditer(r"(?<=[.!?])\s", words[:_LONGEST])]
    return words if len(words) <= _LONGEST or not ends else words[: ends[-1]]


def status_words(tracked: Tracked) -> str:
    """Return the status with the rule that gave it."""
    status = tracked.status.value[0].upper() + tracked.status.value[1:]
    rule = tracked.rule
    return rule if rule.startswith(status) else f"{status}. {rule}".strip()
