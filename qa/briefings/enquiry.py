"""Key lines of enquiry: themes with open questions to the commissioner, each tied to the passage that raises it.

The questions are fixed (`qa/briefings/enquiry.toml`); which of them are asked, and about which passage, follows from
the papers.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.papers import Role
from qa.actions import ActionKind, ActionStatus
from qa.briefings.amended import place
from qa.briefings.clashes import Clash
from qa.briefings.comparisons import Change
from qa.briefings.figures_now import change_line, own_changes, own_told, told_line
from qa.briefings.findings import Finding
from qa.briefings.gaps import clash_line
from qa.briefings.material import Material, has_figure, no_finding, overlaps, written
from qa.briefings.parts import Block, Form, Line, Paragraph, Part, Points, Subheading, computed, fixed, said
from qa.briefings.said_before import asked_by, is_open

_FILE = Path(__file__).parent / "enquiry.toml"
LEAST, MOST = 3, 4
_LONGEST = 420  # characters
_LEAST_WORDS = 7  # of a passage that raises a question by its words
_LEAST_CHANGE = 0.05  # share by which a figure must have moved to be asked about
_MEMBERS = re.compile(r"\bmembers?\b|\bcllr\b|\bcouncillor\b|\bthe panel\b|\bchair\b", re.IGNORECASE)
_ASKED = frozenset({ActionKind.REQUEST, ActionKind.RECOMMENDATION, ActionKind.UNDERTAKING})
_WAITING = frozenset({ActionStatus.MENTIONED, ActionStatus.SILENT, ActionStatus.UNDATED})
_ANY = re.compile("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One theme with its questions and what raises it; see `qa/briefings/enquiry.toml`."""

    name: str
    source: str
    questions: tuple[str, ...]
    forms: frozenset[Form] = frozenset(Form)
    words: re.Pattern[str] = _ANY
    unless: re.Pattern[str] | None = None
    by: str = ""
    figures: str = ""

    def raised_by(self, finding: Finding) -> bool:
        """Does a finding raise this theme by its words?"""
        if not self.words.search(finding.words) or (self.unless and self.unless.search(finding.words)):
            return False
        members = bool(_MEMBERS.search(finding.quote.speaker or ""))
        if self.by and (self.by == "members") != members:
            return False
        return not self.figures or (self.figures == "with") == has_figure(finding)


@cache
def themes() -> tuple[Theme, ...]:
    """Return the themes in the order of preference."""
    entries = tomllib.loads(_FILE.read_text(encoding="utf-8"))["theme"]
    return tuple(
        Theme(
            name=entry["theme"],
            source=entry["from"],
            questions=tuple(entry["questions"]),
            forms=frozenset(map(Form, entry["forms"])) if "forms" in entry else frozenset(Form),
            words=re.compile(entry.get("words", ""), re.IGNORECASE),
            unless=re.compile(entry["unless"], re.IGNORECASE) if "unless" in entry else None,
            by=entry.get("by", ""),
            figures=entry.get("figures", ""),
        )
        for entry in entries
    )


def lines_of_enquiry(material: Material) -> Part:
    """Return the part: three to five themes where the papers raise so many."""
    raised = list(_raised(material))[:MOST]
    blocks: list[Block] = []
    if not raised:
        blocks.append(Paragraph(line=no_finding("No passage raises a question of its own.")))
    else:
        blocks.append(
            Paragraph(line=(fixed("Open questions to the Commissioner, for members to take up, change or leave."),))
        )
    for theme, line in raised:
        blocks.append(Subheading(text=theme.name))
        blocks.append(Points(lines=tuple((fixed(question),) for question in theme.questions)))
        blocks.append(Paragraph(line=(fixed("Raised by: "), *line)))
    return Part(heading="Key lines of enquiry", blocks=tuple(blocks))


def _raised(material: Material) -> Iterator[tuple[Theme, Line]]:
    """Yield the themes that something raises, with the line that does, in the order of preference."""
    used: list[Finding] = []
    for theme in themes():
        if material.form not in theme.forms:
            continue
        line = _line_for(theme, material, used)
        if line:
            yield theme, line


def _line_for(theme: Theme, material: Material, used: list[Finding]) -> Line:
    """Return the line that raises a theme, and note the finding that it quotes; nothing where nothing does."""
    match theme.source:
        case "request":
            return _request(material)
        case "clash":
            return _clash(material, used)
        case "change":
            return _change(material, used)
        case _:
            return _words(theme, material, used)


def _request(material: Material) -> Line:
    """Return the newest thing asked for or promised that is due; else one that is still awaited."""
    asked = [one for one in reversed(material.tracked) if one.action.kind in _ASKED]
    due = [one for one in asked if is_open(material, one)]
    waiting = [one for one in asked if one.status in _WAITING]
    for tracked in (due + waiting)[:1]:
        citation = tracked.action.citation
        quote = said(citation.quote, material.sources.marker_of(citation))
        return (computed(f"{asked_by(tracked)} ({written(citation.date)}): "), quote)
    return ()


def _clash(material: Material, used: list[Finding]) -> Line:
    found: Sequence[Clash] = material.clashes
    if not found:
        return ()
    used += [found[0].one.finding, found[0].other.finding]
    return clash_line(material, found[0])


def _change(material: Material, used: list[Finding]) -> Line:
    """Return the largest change of a figure that is large enough to ask about."""
    moved: list[Change] = [one for one in own_changes(material) if one.size >= _LEAST_CHANGE]
    if moved:
        largest = max(moved, key=lambda one: one.size)
        used.append(largest.last.finding)
        return change_line(material, largest)
    told = [one for one in own_told(material) if one.size >= _LEAST_CHANGE and not overlaps(one.finding, used)]
    if told:
        largest_told = max(told, key=lambda one: one.size)
        used.append(largest_told.finding)
        return told_line(material, largest_told)
    return ()


def _words(theme: Theme, material: Material, used: list[Finding]) -> Line:
    """Return the newest of the nearest findings that raise a theme."""
    special = material.form in theme.forms and theme.forms != frozenset(Form)
    candidates = (*(material.points if special else material.central), *material.going_on)
    raised = [
        finding
        for finding in candidates
        if theme.raised_by(finding)
        and finding.section.role is not Role.RESOLUTION
        and not finding.sentence.undertaking
        and place(finding) not in material.amended
        and finding not in material.amended.values()
        and finding.quote.end - finding.quote.start <= _LONGEST
        and len(finding.quote.text.split()) >= _LEAST_WORDS
        and not overlaps(finding, used)
    ]
    if not raised:
        return ()
    newest = max(raised, key=lambda finding: (finding.key[0], finding.score))
    used.append(newest)
    return material.recalled(newest)
