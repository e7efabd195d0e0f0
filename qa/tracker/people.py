"""Who takes part in a paper: its independent members, and who took the decisions of a decision record."""

import re
from collections.abc import Sequence

from corpus.outcomes import ATTENDANCE
from corpus.papers import Paper, PaperKind, Role, Section
from corpus.voices import VALUE

_TITLED = re.compile(r"\b(?:Mrs|Mr|Ms|Miss|Dr|Professor)\.? (?:[A-Z][\w'’-]+ ){0,2}([A-Z][\w'’-]+)")


def members_of(paper: Paper, sections: Sequence[Section]) -> frozenset[str]:
    """Return the surnames of those present who have no councillor's title: independent members."""
    found: set[str] = set()
    for section in sections:
        label = section.label or (section.headings[-1] if section.headings else "")
        if ATTENDANCE.match(label) and not re.match(r"also|in attendance|apolog", label, re.IGNORECASE):
            found.update(_TITLED.findall(" ".join(paper.text[section.start : section.end].split())))
        elif label == "" or section.role is Role.HEADING:
            found.update(_TITLED.findall(_listed_name(paper, section)))
    return frozenset(found)


def _listed_name(paper: Paper, section: Section) -> str:
    """Return a heading that is no more than a name, as lists of those present are often read."""
    words = " ".join(paper.text[section.start : section.end].split())
    return words if section.role is Role.HEADING and len(words) <= 40 else ""


def decision_maker(paper: Paper, sections: Sequence[Section]) -> str:
    """Return who took the decisions of a decision record; empty for the panel, and for all other papers."""
    if paper.metadata.kind.value is not PaperKind.DECISION:
        return ""
    for section in sections:
        if section.label and re.match(r"decision[- ]maker|made by|by whom", section.label, re.IGNORECASE):
            value = " ".join(VALUE.split(paper.text[section.start : section.end], maxsplit=1)[-1].split())
            return "" if re.search(r"\bPanel\b", value) else value
    return ""
