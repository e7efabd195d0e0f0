"""The three to six points that a member should have read if nothing else: each a quotation about the topic itself."""

import re
from collections.abc import Callable, Sequence

from corpus.papers import Role
from qa.briefings.amended import place
from qa.briefings.findings import Finding
from qa.briefings.material import Material, has_figure, is_outcome, is_proposal, overlaps
from qa.briefings.parts import Part, Points

MOST = 6
_LONGEST = 420  # characters of a point
_NO_POINT = re.compile(r"\?[”\"’' ]*$|[;,] (?:and|or)$")  # a question; a part of a list that goes on
# What a member looks for, in this order, and how many of each.
_WANTED: tuple[tuple[Callable[[Finding], bool], int], ...] = (
    (is_outcome, 2),
    (lambda finding: has_figure(finding) and not is_proposal(finding), 2),
    (lambda finding: finding.sentence.undertaking, 1),
    (lambda finding: _is_of_members(finding), 1),
    (lambda finding: finding.section.role is not Role.RESOLUTION or is_outcome(finding), MOST),
)


def key_points(material: Material) -> Part:
    """Return the part with the key points, newest first; those of one day in the order of what members look for."""
    ordered = sorted(chosen_points(material), key=lambda finding: finding.key[0], reverse=True)
    return Part(heading="Key points", blocks=(Points(lines=tuple(material.quoted(finding) for finding in ordered)),))


def chosen_points(material: Material) -> Sequence[Finding]:
    """Return at most six findings about the topic: outcomes, figures, promises, concerns, and what else is nearest."""
    chosen: list[Finding] = []
    candidates = [
        finding
        for finding in material.central
        if finding.quote.end - finding.quote.start <= _LONGEST
        and place(finding) not in material.amended
        and finding not in material.amended.values()
        and not _NO_POINT.search(finding.words)
    ]
    for wanted, most in _WANTED:
        taken = 0
        for finding in candidates:
            if taken == most or len(chosen) == MOST:
                break
            if wanted(finding) and not overlaps(finding, chosen):
                chosen.append(finding)
                taken += 1
    return chosen


def _is_of_members(finding: Finding) -> bool:
    speaker = (finding.quote.speaker or "").lower()
    return any(word in speaker for word in ("member", "cllr", "councillor", "the panel"))
