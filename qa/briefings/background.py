"""Background and legal basis: what the papers say a thing is, and the register of statute, kept apart and marked."""

import re
from collections.abc import Iterator

from qa.briefings.findings import Finding
from qa.briefings.key_points import chosen_points
from qa.briefings.material import Material, overlaps
from qa.briefings.parts import (
    Block,
    Paragraph,
    Part,
    Phrase,
    Points,
    Says,
    Subheading,
    fixed,
)
from qa.briefings.the_law import THE_LAW, provisions_on

_MOST = 2
_LONGEST = 420  # characters
# Sentences that say what a thing is, since when and under which law.
_LAW = re.compile(
    r"\b(?:[A-Z]\w+ )?Act (?:19|20)\d\d|\bSchedule \d|\bsection \d|\bRegulations\b|\bOrder 20\d\d|\bstatutor"
)
_TELLS = re.compile(
    r"\b(?:was|were|is|are|has been|had been|been) (?:set up|established|launched|created|formed|introduced|funded by|"
    r"run by|made up of|responsible for|known as)\b|\b(?:scheme|team|service|unit|fund|board|programme|project|plan|"
    r"centre|group|body)\b,? (?:which|that|to) (?:\w+s\b|help|provide|support|give|enable)|\bis an? (?:\w+ ){0,3}"
    r"(?:scheme|team|service|unit|fund|board|programme|project|charity|centre|group|body)\b|"
    r"\bpriority (?:one|two|three|four|five|is)\b",
    re.IGNORECASE,
)


def background(material: Material) -> Part:
    """Return the part: from the papers, oldest first, where they say anything, then from the register."""
    chosen = sorted(_told(material), key=lambda finding: finding.key)
    blocks: list[Block] = []
    if chosen:
        points = Points(lines=tuple(material.quoted(finding) for finding in chosen))
        blocks += [Subheading(text="From the papers"), points]
    blocks += _legal(material)
    return Part(heading="Background and legal basis", blocks=tuple(blocks))


def _told(material: Material) -> list[Finding]:
    """Return up to two findings that say what the thing is or under which law it stands, not told as key points."""
    key = chosen_points(material)
    found: list[Finding] = []
    points = [one for one in material.points if one.quote.end - one.quote.start <= _LONGEST]
    for pattern in (_LAW, _TELLS):
        for finding in points:
            if len(found) == _MOST:
                return found
            told = pattern.search(finding.words) and not finding.quote.text.startswith("To ")
            if told and not overlaps(finding, (*key, *found)):
                found.append(finding)
    return found


def _legal(material: Material) -> Iterator[Block]:
    """Yield the provisions by name; what they do stands at the end of the briefing."""
    yield Subheading(text="From the register of statute")
    names: list[Phrase] = []
    for one in provisions_on(material):
        names += [fixed("; " if names else ""), Phrase(text=one.law, says=Says.STATUTE, url=one.url)]
    yield Paragraph(line=(fixed("Not from the papers: "), *names, fixed(f". See “{THE_LAW}” at the end.")))
