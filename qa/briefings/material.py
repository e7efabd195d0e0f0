"""What the parts of a briefing are written from: findings, figures, requests, sources; and who says a quotation."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.panels import Register
from corpus.papers import Role
from index.search import Collection
from qa.actions import Tracked
from qa.briefings.amended import Place, place
from qa.briefings.amounts import amounts
from qa.briefings.clashes import Clash, clashes
from qa.briefings.comparisons import Told, told
from qa.briefings.findings import Finding, Nearness
from qa.briefings.parts import Form, Line, Order, computed, figure, fixed
from qa.briefings.reported import Reported, short_title
from qa.briefings.sources import Sources
from qa.briefings.subject import Subject
from qa.writing.orders import gives_orders

_NOTED = re.compile(r"\bnot(?:e|es|ed)\b", re.IGNORECASE)
_PROPOSED = re.compile(r"\brecommendations?$", re.IGNORECASE)
_BEHIND = 0.25  # how far a finding may lie behind the nearest and still be at the heart of the subject
_ENOUGH = 5  # findings at the heart of a subject that make the others needless
_OPEN_PRONOUN = 0.3  # what a quotation loses that begins with a "he" or an "it" of which it does not say who or what
_PRONOUN = re.compile(r"\W*(?:He|She|It|They|This|These|That|Those|His|Her|Their|Its|Such)\b")
_FEW_WORDS = 9
_SHORT = 200  # characters that may be quoted twice: it is quicker to read them than to look for them
_RECENT = 0.3  # how much the newest finding gains on the oldest


@dataclass(frozen=True, kw_only=True)  # no slots: what is worked out is kept
class Material:
    """All that the parts of one briefing are written from."""

    order: Order
    subject: Subject
    findings: tuple[Finding, ...]  # nearest first
    figures: tuple[Reported, ...]
    tracked: tuple[Tracked, ...]  # requests and undertakings on the subject, oldest first
    collection: Collection
    register: Register
    sources: Sources
    prepared: dt.date
    amended: Mapping[Place, Finding]  # findings that a later paper put right, and the one that did

    @cached_property
    def newest(self) -> dt.date | None:
        """The day of the newest paper in the scope; None where none has a date."""
        days = (paper.metadata.date.value for paper in self.collection.papers(self.subject.scope))
        return max((day for day in days if day), default=None)

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """The changes that single sentences of the findings tell."""
        return tuple(told(self.findings))

    @cached_property
    def clashes(self) -> tuple[Clash, ...]:
        """The figures that differ although they may be of the same thing at the same time."""
        return tuple(clashes(self.figures))

    @property
    def form(self) -> Form:
        """The form of the briefing."""
        return self.order.form

    @cached_property
    def points(self) -> tuple[Finding, ...]:
        """The findings in words of their own, nearest and newest first: no rows of tables, no orders."""
        told = [
            finding
            for finding in self.findings
            if finding.section.role is not Role.TABLE_ROW
            and finding.nearness is not Nearness.AFTER
            and not gives_orders(finding.quote.text)
        ]
        newest = _recency(told)

        def worth(finding: Finding) -> float:
            lost = _OPEN_PRONOUN if _PRONOUN.match(finding.quote.text) else 0.0
            return finding.score + _RECENT * newest[finding.date] - lost

        return tuple(sorted(told, key=lambda finding: (-worth(finding), finding.key)))

    @cached_property
    def direct(self) -> tuple[Finding, ...]:
        """Those of the points that are about the subject by their own words."""
        return tuple(finding for finding in self.points if finding.nearness is Nearness.DIRECT)

    @cached_property
    def central(self) -> tuple[Finding, ...]:
        """Those at the heart of the subject, where there are enough of them; else all that are about it."""
        direct = self.direct
        best = max((finding.score for finding in direct), default=0.0)
        near = tuple(finding for finding in direct if finding.score >= best - _BEHIND)
        return near if len(near) >= _ENOUGH else direct

    @cached_property
    def going_on(self) -> tuple[Finding, ...]:
        """The findings that go on from a sentence about the subject, quoted with it."""
        found = [one for one in self.findings if one.nearness is Nearness.AFTER and not gives_orders(one.quote.text)]
        return tuple(one for one in found if one.quote.start < one.sentence.start)

    @cached_property
    def panels(self) -> tuple[str, ...]:
        """The ids of the panels whose papers are at the heart of the subject, or that asked for something on it."""
        found = {finding.paper.metadata.panel.value for finding in self.central}
        found |= {one.action.panel for one in self.tracked}
        return tuple(sorted(panel for panel in found if panel))

    def quoted(self, finding: Finding) -> Line:
        """Return a finding as a line: who and when, then the quotation."""
        heading = finding.section.headings[-1:] if _is_bare(finding) else ()
        under = (fixed(", under “"), figure(heading[0]), fixed("”")) if heading else ()
        return (
            computed(self.lead(finding)),
            *under,
            fixed(": "),
            self.sources.said(finding.quote),
            *self.aside(finding),
        )

    def recalled(self, finding: Finding) -> Line:
        """Return a finding as a line; a long one that is quoted already by who and when alone."""
        if not self.sources.holds(finding.quote) or finding.quote.end - finding.quote.start <= _SHORT:
            return self.quoted(finding)
        return (
            computed(f"{self.lead(finding)}, quoted above", self.sources.marker(finding.quote)),
            *self.aside(finding),
        )

    def aside(self, finding: Finding) -> Line:
        """Return what must stand beside a finding that a later paper put right; nothing beside others."""
        correction = self.amended.get(place(finding))
        if correction is None:
            return ()
        return (
            computed(f" (put right on {written(correction.date)}", self.sources.marker(correction.quote)),
            fixed(")"),
        )

    def lead(self, finding: Finding) -> str:
        """Return who says a finding, or what it is, and when: "The Panel resolved (1 February 2024)"."""
        panel = finding.paper.metadata.panel.value
        told = panel is not None and self.panels == (panel,)  # the title block names it
        where = self.register.name_on(panel, finding.date) if panel and not told else ""
        aside = ", ".join(part for part in (where, written(finding.date)) if part)
        return f"{who(finding)} ({aside})"


def _is_bare(finding: Finding) -> bool:
    """Is a finding an item of a list that says little without the heading above it?"""
    return finding.section.role is Role.LIST_ITEM and len(finding.words.split()) <= _FEW_WORDS


def who(finding: Finding) -> str:
    """Return who says a finding, or what it is: a proposal is not what was resolved."""
    section, speaker = finding.section, finding.quote.speaker
    if section.role is Role.RESOLUTION:
        return "The Panel resolved"
    if is_proposal(finding):
        return "Proposed, not an outcome"
    if finding.sentence.undertaking:
        return f"{_capital(speaker)} undertook" if speaker else "Undertaken"
    if speaker:
        return _capital(speaker)
    return short_title(finding.paper)


def is_proposal(finding: Finding) -> bool:
    """Does a finding ask its reader for a decision?"""
    above = finding.section.headings[-1] if finding.section.headings else ""
    return finding.section.role is Role.RECOMMENDATION or bool(_PROPOSED.search(above))


def is_outcome(finding: Finding) -> bool:
    """Is a finding what the panel resolved, other than to note something?"""
    return finding.section.role is Role.RESOLUTION and not (_NOTED.search(finding.quote.text))


def has_figure(finding: Finding) -> bool:
    """Does a finding give a figure?"""
    start = max(finding.sentence.start, finding.section.body)
    return bool(amounts(finding.paper.text[start : finding.sentence.end]))


def overlaps(one: Finding, others: Iterable[Finding]) -> bool:
    """Does a quotation share words of its paper with one of the others?"""
    return any(
        one.paper.paper_id == other.paper.paper_id
        and one.quote.start < other.quote.end
        and other.quote.start < one.quote.end
        for other in others
    )


def written(day: dt.date | None) -> str:
    """Return a day as an officer writes it.

    >>> written(dt.date(2024, 2, 1)), written(None)
    ('1 February 2024', 'undated')
    """
    return f"{day.day} {day:%B %Y}" if day else "undated"


def months_between(first: dt.date, last: dt.date) -> int:
    """Return how many months lie between two days, rounded down.

    >>> months_between(dt.date(2023, 6, 22), dt.date(2025, 2, 6))
    19
    """
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def _recency(findings: Sequence[Finding]) -> dict[dt.date | None, float]:
    """Return how recent each day is among those of the findings, 0 to 1; undated ones as if a third back."""
    days = sorted({finding.date for finding in findings if finding.date})
    ranks: dict[dt.date | None, float] = {day: (place + 1) / len(days) for place, day in enumerate(days)}
    ranks[None] = 1 / 3
    return ranks


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def no_finding(words: str) -> Line:
    """Return a line that says that there is nothing."""
    return (fixed(words),)
