"""Gaps and inconsistencies: figures that differ or were corrected, what is missing, promised and not seen, or old."""

import re
from collections.abc import Callable, Iterable, Iterator

from corpus.papers import PaperStatus
from qa.briefings.amended import CORRECTED
from qa.briefings.clashes import Clash, totals
from qa.briefings.comparisons import Told, series
from qa.briefings.findings import Finding, Nearness
from qa.briefings.material import Material, months_between, no_finding, overlaps, written
from qa.briefings.parts import Line, Paragraph, Part, Points, Says, computed, figure, fixed, said
from qa.briefings.reported import Reported, who_gave
from qa.briefings.said_before import answer_beside, in_table, is_open
from qa.writing.figures import figures

_MOST = 6
_MOST_OF_A_SORT = 2
_NEAR = 0.44  # score from which what merely stands under the topic's title is near enough
_NUMBERS = frozenset({"", "£", "share", "times"})  # units of numbers that say how much or how many
_OLD = 12  # months from which the newest figure or statement is called old
_MISSING = re.compile(
    r"\bnot yet\b|\bno (?:figures?|data|information|plan|targets?|measures?|sum|timetable|date)\b|"
    r"\b(?:did|does|do) not (?:provide|show|include|say|give)\b|"
    r"\bnot (?:available|known|collected|published|set out)\b|\bnot (?:been )?received\b|\bprovisional\b|\bto follow\b|"
    r"\bnot much information\b|\bstill to be found\b|\bstill (?:awaited|outstanding)\b|\bdeferred\b",
    re.IGNORECASE,
)
_YEAR_NAME = re.compile(r"(?P<first>20\d\d)/(?P<last>\d\d)$")


def gaps(material: Material) -> Part:
    """Return the part: what was worked out first, then what the papers themselves call missing."""
    writers: tuple[Callable[[Material], Iterator[Line]], ...] = (
        _no_figures,
        _differing,
        _arithmetic,
        _unanswered,
        _corrected,
        _missing,
        _years_left_out,
        _age,
        _unapproved,
    )
    lines = _each_once(line for writer in writers for line in _first(writer(material)))
    heading = "Gaps and inconsistencies"
    if not lines:
        return Part(heading=heading, blocks=(Paragraph(line=no_finding("None were found by the checks made.")),))
    return Part(heading=heading, blocks=(Points(lines=tuple(lines[:_MOST])),))


def _each_once(lines: Iterable[Line]) -> list[Line]:
    """Return the lines without those that quote the same as one before."""
    seen: set[str] = set()
    kept = []
    for line in lines:
        quoted = {phrase.text for phrase in line if phrase.says is Says.QUOTED}
        if not quoted or not quoted <= seen:
            kept.append(line)
        seen |= quoted
    return kept


def _first(lines: Iterator[Line]) -> Iterator[Line]:
    for _, line in zip(range(_MOST_OF_A_SORT), lines, strict=False):
        yield line


def _no_figures(material: Material) -> Iterator[Line]:
    numbers = [one for finding in material.direct for one in figures(finding.words) if one.unit in _NUMBERS]
    if not material.figures and not numbers:
        yield (fixed("The papers loaded give no figures on this topic: no number, share, sum or time."),)


def _differing(material: Material) -> Iterator[Line]:
    for clash in material.clashes:
        yield (
            fixed("Figures that differ: "),
            *clash_line(material, clash),
            fixed(" Compare what each counts, and when."),
        )


def clash_line(material: Material, clash: Clash) -> Line:
    """Return two differing figures as a line, each with who gave it; nothing is said of which is right."""
    return (*_given(material, clash.one), fixed("; "), *_given(material, clash.other), fixed("."))


def _given(material: Material, one: Reported) -> Line:
    marker = material.sources.marker(one.quote)
    who = f" ({who_gave(one)}, {written(one.paper.metadata.date.value)})"
    if one.named:
        period = (fixed(", "), figure(one.period)) if one.period and one.period not in " ".join(one.measure) else ()
        return (figure(" ".join(one.measure)), *period, fixed(": "), figure(one.amount.text, marker), computed(who))
    return (said(one.measure[0], marker), computed(who))


def _arithmetic(material: Material) -> Iterator[Line]:
    """Yield percentages that do not follow from their two figures, and totals that their rows do not add up to."""
    for one in material.told:
        if not one.agrees:
            yield told_wrong(material, one)
    for total in totals(material.figures):
        if not total.adds_up:
            marker = material.sources.marker(total.row.quote)
            yield (
                computed(
                    f"The table prints a total of {total.row.amount.text}; its {total.rows} rows come to "
                    f"{total.sum_words}",
                    marker,
                ),
                fixed("."),
            )


def told_wrong(material: Material, one: Told) -> Line:
    """Return a change whose printed percentage does not follow from its figures."""
    marker = material.sources.marker(one.finding.quote)
    words = f" The two figures come to: {one.words}; the sentence says {one.rate} per cent"
    return (*material.quoted(one.finding), computed(words, marker), fixed("."))


def _unanswered(material: Material) -> Iterator[Line]:
    """Yield what was asked for or promised and is not in the later papers; of what the table shows, how many."""
    shown = [one for one in in_table(material) if is_open(material, one)]
    if shown:
        days = "; ".join(dict.fromkeys(written(one.action.citation.date) for one in shown))
        markers = [material.sources.marker_of(one.action.citation) for one in shown]
        yield (computed(f"Asked for or promised, and open as far as the papers say (table above): {days}", *markers),)
    for tracked in material.tracked:
        if is_open(material, tracked) and tracked not in shown:
            citation = tracked.action.citation
            marker = material.sources.marker_of(citation)
            yield (
                computed(f"Asked for or promised on {written(citation.date)}: "),
                said(citation.quote, marker),
                computed(f" {tracked.rule}"),
                *answer_beside(material, tracked),
            )


def _quoted(material: Material, pattern: re.Pattern[str], lead: str) -> Iterator[Line]:
    chosen: list[Finding] = []
    near = [one for one in material.points if one.nearness is Nearness.DIRECT or one.score >= _NEAR]
    for finding in sorted((*near, *material.going_on), key=lambda one: one.key, reverse=True):
        if pattern.search(finding.words) and not overlaps(finding, chosen):
            chosen.append(finding)
            yield (fixed(f"{lead}: "), *material.quoted(finding))


def _corrected(material: Material) -> Iterator[Line]:
    yield from _quoted(material, CORRECTED, "Corrected or restated")


def _missing(material: Material) -> Iterator[Line]:
    yield from _quoted(material, _MISSING, "Missing, as the papers say")


def _years_left_out(material: Material) -> Iterator[Line]:
    """Yield financial years for which a series has no figure although it has those around it."""
    for one in series(material.figures):
        years = [int(match["first"]) for point in one.points if (match := _YEAR_NAME.search(point.period))]
        left_out = [year for year in range(min(years, default=0), max(years, default=0)) if year not in years]
        if left_out:
            name = " ".join(one.points[-1].measure)
            names = ", ".join(f"{year}/{(year + 1) % 100:02d}" for year in left_out)
            yield (
                figure(name, material.sources.marker(one.points[-1].quote)),
                computed(f": no figure for {names} in the papers loaded."),
            )


def _age(material: Material) -> Iterator[Line]:
    """Yield that the newest paper on the topic is old, seen from the meeting, or else from today."""
    days = [finding.date for finding in material.direct if finding.date]
    seen_from = material.subject.meeting or material.prepared
    if days and (months := months_between(max(days), seen_from)) >= _OLD:
        what = "the meeting" if material.subject.meeting else "the day on which this briefing was prepared"
        yield (computed(f"The newest paper quoted is of {written(max(days))}: {months} months before {what}."),)


def _unapproved(material: Material) -> Iterator[Line]:
    drafts = {
        one.paper.paper_id: one.paper for one in material.direct if one.paper.metadata.status.value is PaperStatus.DRAFT
    }
    undated = {one.paper.paper_id for one in material.direct if one.date is None}
    if drafts:
        names = "; ".join(sorted(one.metadata.title.value or one.file for one in drafts.values()))
        yield (computed(f"Still a draft, as far as the papers say: {names}."),)
    if undated:
        count = f"{len(undated)} of the papers quoted {'has' if len(undated) == 1 else 'have'} no date"
        yield (computed(f"{count}, so that what came first cannot be told."),)
