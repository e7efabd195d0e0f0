"""Reported figures set side by side: what changed, what differs, what adds up, what makes a series.

Only figures of the same panel, unit and measure are compared, and what is worked out is simple enough to check by hand.
Where it is not sure that two figures count the same, nothing is compared.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.papers import Role
from index.terms import terms
from qa.briefings.amounts import Amount, Unit, amounts, difference
from qa.briefings.findings import Finding
from qa.briefings.reported import Reported

_FACTOR = 2.5  # how far apart two figures of the same thing may be
_LEAST_SERIES = 3  # comparable points that make a chart
_TOLERANCE = 0.051  # of a printed percentage, which is rounded to one decimal or two
_ALIKE = 0.5  # share of the words in common that makes two sentences speak of the same thing
_AGAINST = re.compile(r"(?: \w+){0,2},? (?:against|compared (?:to|with)) ")
_SETS_BESIDE = re.compile(r"\bfrom .* to |\bagainst |\bcompared ", re.DOTALL)  # what every such sentence has
_BEFORE = re.compile(r"\b(?:in|on|than) the (?:year|month|quarter) before\b", re.IGNORECASE)
_RATE = re.compile(
    r"\b(?:rise|fall|increase|decrease|reduction|drop) of (?P<rate>\d[\d.]*) ?(?:%|per ?cent)|, or (?P<or>\d[\d.]*) ?"
    r"(?:%|per ?cent)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How one measure moved between two reported figures, the earlier first."""

    first: Reported
    last: Reported

    @property
    def words(self) -> str:
        """How it moved, worked out: "792 more, a rise of 22.0 per cent"."""
        return moved(self.first.amount, self.last.amount)

    @property
    def size(self) -> float:
        """How far it moved, as a share of where it was; shares by their points."""
        before, after = self.first.amount.value, self.last.amount.value
        if self.first.amount.unit is Unit.SHARE:
            return abs(after - before) / 100
        return abs(after - before) / before if before else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A change that one sentence tells by its two figures ("fell from 13,905 to 12,480"), checked by arithmetic."""

    finding: Finding
    first: Amount
    last: Amount
    rate: str = ""  # the percentage that the sentence gives for it, as printed
    agrees: bool = True  # does that percentage follow from the two figures?

    @property
    def words(self) -> str:
        """How it moved, worked out."""
        return moved(self.first, self.last)

    @property
    def size(self) -> float:
        """How far it moved, as a share of where it was."""
        return abs(self.last.value - self.first.value) / self.first.value if self.first.value else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One measure over time: at least three figures of different days, oldest first."""

    points: tuple[Reported, ...]


def moved(first: Amount, last: Amount) -> str:
    """Return how a figure moved, in words.

    >>> one, two = amounts("It went from 2,000 to 2,440.")
    >>> moved(one, two), moved(two, one), moved(one, one)
    ('440 more, a rise of 22.0 per cent', '440 fewer, a fall of 18.0 per cent', 'unchanged')
    """
    change = round(last.value - first.value, 6)
    if not change:
        return "unchanged"
    up = change > 0
    size = difference(first.unit, change)
    if first.unit is Unit.SHARE:
        return f"{size} {'higher' if up else 'lower'}"
    way = {Unit.COUNT: ("more", "fewer"), Unit.TIME: ("longer", "shorter")}.get(first.unit, ("more", "less"))
    words = f"{size} {way[0] if up else way[1]}"
    if not first.value:
        return words
    return f"{words}, a {'rise' if up else 'fall'} of {abs(change) / first.value * 100:.1f} per cent"


def series(figures: Sequence[Reported]) -> list[Series]:
    """Return the measures with figures for at least three different times, the longest first."""
    found = [Series(points=points) for points in _by_measure(figures) if len(points) >= _LEAST_SERIES]
    return sorted(found, key=lambda one: (-len(one.points), one.points[0].measure))


def changes(figures: Sequence[Reported]) -> list[Change]:
    """Return how each measure moved between its last two times, in the order in which the measures are reported."""
    return [Change(first=points[-2], last=points[-1]) for points in _by_measure(figures) if len(points) > 1]


def _by_measure(figures: Sequence[Reported]) -> Iterator[tuple[Reported, ...]]:
    """Yield the comparable figures of each measure, one for each time, oldest first."""
    groups: dict[tuple[str, Unit, frozenset[str]], list[Reported]] = defaultdict(list)
    for figure in figures:
        if is_comparable(figure):
            groups[figure.paper.metadata.panel.value or "", figure.amount.unit, figure.key].append(figure)
    for group in groups.values():
        points = _one_a_time(group)
        if len(points) > 1 and _fit(points):
            yield points


def is_comparable(figure: Reported) -> bool:
    """Can a figure be met again: does it name what it measures, with a time, as a fact?"""
    total = bool(re.fullmatch(r"(?:grand )?total", " ".join(figure.measure), re.IGNORECASE))
    return (
        figure.named
        and bool(figure.key)
        and not total
        and not (figure.aimed or figure.changed or figure.amount.rough)
        and figure.day is not None
    )


def _one_a_time(group: Sequence[Reported]) -> tuple[Reported, ...]:
    """Return the figures of one measure, for each time the one that the latest paper gives."""
    ordered = sorted(group, key=lambda one: (one.day or dt.date.min, bool(one.period), _told_on(one), _is_row(one)))
    found = {figure.day: figure for figure in ordered}
    timed = {figure.amount.value for figure in group if figure.period}
    # A figure told again, without a time of its own, is no new point.
    return tuple(one for one in found.values() if one.period or one.amount.value not in timed)


def _is_row(figure: Reported) -> bool:
    return figure.finding.section.role is Role.TABLE_ROW


def _told_on(figure: Reported) -> dt.date:
    return figure.paper.metadata.date.value or dt.date.min


def _fit(points: Sequence[Reported]) -> bool:
    """Are the figures near enough to each other to be of the same thing? Rows of tables say so by their labels."""
    rows = all(map(_is_row, points))
    if rows:
        return True
    near = all(_near(one.amount.value, other.amount.value) for one, other in pairwise(points))
    named = len(points[0].key) > 1 or all(_share_words(one, other) for one, other in pairwise(points))
    return near and named


def _near(one: float, other: float) -> bool:
    low, high = sorted((one, other))
    return high <= _FACTOR * low


def _share_words(one: Reported, other: Reported) -> bool:
    """Do two sentences share a further word than the one that names what is counted?"""
    return bool((_content(one) & _content(other)) - one.key - other.key)


def _content(figure: Reported) -> frozenset[str]:
    return frozenset(term for term in terms(figure.quote.text) if not term[0].isdigit() and term[0] != "£")


def told(findings: Sequence[Finding]) -> list[Told]:
    """Return the changes that single sentences tell by two figures, in the order of the findings."""
    return [one for finding in findings if (one := _told(finding)) is not None]


def _told(finding: Finding) -> Told | None:
    if finding.section.role is Role.TABLE_ROW:
        return None
    start = max(finding.sentence.start, finding.section.body)
    words = finding.paper.text[start : finding.sentence.end]
    if not _SETS_BESIDE.search(words):
        return None
    for one, other in pairwise(amounts(words)):
        between = words[one.end : other.start]
        first, last = one, other
        if _AGAINST.fullmatch(between) and _BEFORE.match(words[other.end :].lstrip()):
            first, last = other, one
        elif between.strip() != "to" or not re.search(r"\bfrom $", words[: one.start]):
            continue
        if first.unit is last.unit and first.value and not (first.rough or last.rough):
            return _checked(finding, words, first, last)
    return None


def _checked(finding: Finding, words: str, first: Amount, last: Amount) -> Told:
    """Return a told change, its percentage compared with what the two figures come to."""
    match = next((one for one in _RATE.finditer(words) if one.start() >= max(first.end, last.end) - 1), None)
    if match is None or first.unit is Unit.SHARE:
        return Told(finding=finding, first=first, last=last)
    printed = match["rate"] or match["or"]
    worked_out = abs(last.value - first.value) / first.value * 100
    agrees = abs(worked_out - float(printed)) <= (_TOLERANCE if "." in printed else 0.51)
    return Told(finding=finding, first=first, last=last, rate=printed, agrees=agrees)
