"""Possible recommendations, only where an officer asks for them: frames around what is open, not advice."""

from qa.briefings.gaps import clash_line
from qa.briefings.material import Material, no_finding, written
from qa.briefings.parts import Line, Paragraph, Part, Points, computed, fixed, said
from qa.briefings.said_before import is_open

_MOST = 4


def possible_recommendations(material: Material) -> Part:
    """Return the part: what is open as a request for a report, for the officer to word or strike out."""
    lines = [*_open_requests(material), *_differing(material)][:_MOST]
    heading = "Possible recommendations"
    if not lines:
        nothing = no_finding("Nothing in the papers loaded is open in a way that a recommendation could be made from.")
        return Part(heading=heading, blocks=(Paragraph(line=nothing),))
    note = (fixed("Asked for by the officer. They follow from what is open in the papers; strike out or reword each."),)
    return Part(heading=heading, blocks=(Paragraph(line=note), Points(lines=tuple(lines))))


def _open_requests(material: Material) -> list[Line]:
    return [
        (
            fixed("That the Commissioner be asked to report to the next meeting on what was asked for or promised "),
            computed(f"on {written(one.action.citation.date)}: "),
            said(one.action.citation.quote, material.sources.marker_of(one.action.citation)),
        )
        for one in reversed(material.tracked)
        if is_open(material, one)
    ]


def _differing(material: Material) -> list[Line]:
    return [
        (
            fixed("That the Commissioner be asked to say which of these figures is right, and what each counts: "),
            *clash_line(material, clash),
        )
        for clash in material.clashes
    ]
