"""What a briefing is for, and the short one where the papers hold nothing on its topic."""

import re

from corpus.papers import Role
from qa.briefings.findings import Finding
from qa.briefings.material import Material, written
from qa.briefings.parts import Block, Form, Line, Paragraph, Part, Phrase, Points, Says, computed, fixed
from qa.briefings.precept_calendar import calendar, needed_for_veto, report_by

_ASKED = re.compile(r"\b(?:Panel|Members) (?:is|are) (?:asked|invited|recommended|requested) to\b", re.IGNORECASE)
_FEW = 3  # findings below which a briefing says that the papers hold little
_MOST, _MOST_OF_AGENDA = 2, 4
_SAME_ROUND = 45  # days between a paper and the meeting that it is for


def purpose(material: Material) -> Part:
    """Return the part: what it is for, what the form asks of the panel, and what the paper asks of it."""
    blocks: list[Block] = [Paragraph(line=_for(material))]
    few = len(material.direct)
    if 0 < few < _FEW:
        found = "one passage" if few == 1 else f"{few} passages"
        words = (
            f"The papers loaded hold little on this topic: {found} about it. This briefing is short for that reason."
        )
        blocks.append(Paragraph(line=(computed(words),)))
    if due := _due(material):
        blocks.append(Paragraph(line=(due, *_votes(material))))
    if material.subject.agenda:
        lines = tuple((material.sources.said(quote),) for quote in material.subject.agenda[:_MOST_OF_AGENDA])
        blocks += [Paragraph(line=(fixed("What the agenda says of the item:"),)), Points(lines=lines)]
    asked = _asked(material)
    if asked:
        blocks.append(Paragraph(line=(fixed("What the papers ask of the Panel:"),)))
        blocks.append(Points(lines=tuple(material.quoted(finding) for finding in asked)))
    return Part(heading="Purpose", blocks=tuple(blocks))


def _for(material: Material) -> Line:
    paper = material.subject.paper
    about = f"the paper “{paper.metadata.title.value or paper.file}”" if paper else f"“{material.subject.name}”"
    return (
        fixed("To help members prepare: what the papers hold on "),
        computed(about),
        fixed(", what the Panel has said before, what is open, and what members may wish to ask the Commissioner."),
    )


def _due(material: Material) -> Phrase | None:
    """Return by when the panel must report, where the form of the briefing has a date."""
    if material.form is Form.PRECEPT:
        day = calendar(material.subject.year)[1].by
        return Phrase(
            text=f"The Panel must review the proposed precept and report to the commissioner by {written(day)}.",
            says=Says.STATUTE,
        )
    if material.form is Form.CONFIRMATION and material.order.notified:
        day = report_by(material.order.notified)
        return Phrase(
            text=f"The Panel must hold a hearing in public and report on the proposed appointment by {written(day)}.",
            says=Says.STATUTE,
        )
    return None


def _votes(material: Material) -> Line:
    """Return how many votes a veto of the precept needs, where the panel's size is known."""
    members = material.order.members
    if material.form is not Form.PRECEPT or members is None:
        return ()
    return (computed(f" A veto needs {needed_for_veto(members)} votes of all {members} members."),)


def _asked(material: Material) -> list[Finding]:
    """Return what papers for this meeting, or else the newest on this subject, recommend or ask the panel to do."""
    found = [
        finding
        for finding in material.points
        if finding.section.role is Role.RECOMMENDATION or _ASKED.search(finding.words)
    ]
    seen_from = material.subject.meeting or max((one.key[0] for one in material.points), default=material.prepared)
    return [one for one in found if one.date and abs((seen_from - one.date).days) <= _SAME_ROUND][:_MOST]


def little(material: Material) -> Part:
    """Return what stands in place of the parts where the papers hold nothing on the topic."""
    blocks: list[Block] = [
        Paragraph(
            line=(
                fixed("The papers loaded hold nothing about "),
                computed(f"“{material.subject.name}”"),
                fixed(
                    ". That they do not mention it is no proof that nothing was said or done: see what was searched."
                ),
            )
        )
    ]
    near = [*material.points][:_MOST]
    if near:
        blocks.append(Paragraph(line=(fixed("What comes nearest, but is not about it:"),)))
        blocks.append(Points(lines=tuple(material.quoted(finding) for finding in near)))
    return Part(heading="What the papers hold", blocks=tuple(blocks))
