"""Background and legal basis: what the papers say a thing is, and the register of statute, kept apart and marked."""

import re
from collections.abc import Iterator

from qa.briefings.findings import Finding
from qa.briefings.key_points import chosen_points
from qa.briefings.material import Material, no_finding, overlaps, written
from qa.briefings.parts import (
    Block,
    Form,
    Line,
    Paragraph,
    Part,
    Phrase,
    Points,
    Says,
    Subheading,
    Table,
    computed,
    fixed,
)
from qa.briefings.precept_calendar import USUAL_SIZES, calendar, needed_for_veto, report_by, year_name
from qa.briefings.statute import MARK, UNCHECKED, Provision, provisions_for

_MOST = 3
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
_NOTIFIED = re.compile(r"\bnotif(?:ied|ication)\b", re.IGNORECASE)


def background(material: Material) -> Part:
    """Return the part: from the papers, oldest first, then from the register, then what the form needs."""
    chosen = sorted(_told(material), key=lambda finding: finding.key)
    blocks: list[Block] = [Subheading(text="From the papers")]
    if chosen:
        blocks.append(Points(lines=tuple(material.quoted(finding) for finding in chosen)))
    else:
        blocks.append(Paragraph(line=no_finding("The papers loaded do not describe the background of this topic.")))
    blocks += _legal(material)
    return Part(heading="Background and legal basis", blocks=tuple(blocks))


def _told(material: Material) -> list[Finding]:
    """Return up to three findings that say what the thing is or under which law it stands, not told as key points."""
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
    yield Subheading(text="From the register of statute")
    yield Paragraph(line=(fixed(MARK),))
    topic = f"{material.order.topic} {material.subject.item} {material.subject.name}"
    found = provisions_for(topic, form=material.form)
    yield Points(lines=tuple(_provision(one) for one in found))
    if material.form is Form.PRECEPT:
        yield from _precept(material)
    if material.form is Form.CONFIRMATION:
        yield from _confirmation(material)


def _provision(one: Provision) -> Line:
    aside = f" ({UNCHECKED})" if not one.checked else ""
    law = Phrase(text=one.law, says=Says.STATUTE, url=one.url)
    return (law, Phrase(text=f": {one.does}{aside}", says=Says.STATUTE))


def _precept(material: Material) -> Iterator[Block]:
    """Yield the statutory calendar of the year and the arithmetic of a veto."""
    first = material.subject.year
    yield Subheading(text=f"Statutory calendar for the precept of {year_name(first)}")
    rows = tuple(
        (
            (computed(f"{step.by:%A} {written(step.by)}"),),
            (Phrase(text=step.what + (" Only after a veto." if step.only_after_veto else ""), says=Says.STATUTE),),
            (Phrase(text=step.law, says=Says.STATUTE),),
        )
        for step in calendar(first)
    )
    yield Table(
        caption=f"By when each step is due for {year_name(first)}; the law names these days whatever day of the week",
        headers=("By", "Step", "Provision"),
        rows=rows,
        widths=(3, 8, 5),
    )
    yield Paragraph(
        line=(
            Phrase(
                text="Without a veto the commissioner has regard to the panel's report, responds to it and publishes "
                "the response, and may then issue the proposed precept, or another one that the panel recommended.",
                says=Says.STATUTE,
            ),
        )
    )
    yield Subheading(text="Votes needed for a veto")
    yield from _veto(material)


def _veto(material: Material) -> Iterator[Block]:
    rule = "A veto needs at least two-thirds of all members of the panel at the time, present or not."
    yield Paragraph(line=(Phrase(text=rule, says=Says.STATUTE),))
    members = material.order.members
    if members is not None:
        needed = needed_for_veto(members)
        words = (
            f"With {members} members: two-thirds of {members} is {members * 2 / 3:.1f}".removesuffix(".0")
            + f", so {needed} must vote for it. It fails when {members - needed + 1} or more vote against, abstain "
            "or are absent."
        )
        yield Paragraph(line=(computed(words),))
        return
    yield Paragraph(line=(fixed("The size of the panel was not given. For panels of the usual sizes:"),))
    rows = tuple(((computed(str(size)),), (computed(str(needed_for_veto(size))),)) for size in USUAL_SIZES)
    yield Table(caption="Votes needed for a veto, by number of members", headers=("Members", "Votes needed"), rows=rows)


def _confirmation(material: Material) -> Iterator[Block]:
    """Yield the date of the report, and the two things that a hearing looks at."""
    yield Subheading(text="Date of the report")
    notified = material.order.notified
    if notified is not None:
        due = report_by(notified)
        words = (
            f"The notice was received on {written(notified)}, which is the first of 21 days: the panel reports by "
            f"{due:%A} {written(due)}. Days after an ordinary election until the winner takes office do not count."
        )
        yield Paragraph(line=(computed(words),))
    else:
        words = "The day of the notice was not given. The report is due within three weeks that begin with that day."
        yield Paragraph(line=(fixed(words),))
    told = [one for one in material.points if _NOTIFIED.search(one.words) and re.search(r"20\d\d", one.quote.text)]
    if told:
        yield Points(lines=(material.quoted(told[0]),))
    yield Subheading(text="What a hearing looks at")
    yield Points(
        lines=(
            (fixed("Professional competence: can the candidate do the work, and what shows it?"),),
            (fixed("Personal independence: will the candidate act independently of the commissioner, and say so?"),),
        )
    )
    words = (
        "A veto needs at least two-thirds of all members, and is open only for a chief constable or, where the "
        f"commissioner is the fire and rescue authority, a chief fire officer. {_votes(material)}"
    )
    yield Paragraph(line=(Phrase(text=words.strip(), says=Says.STATUTE),))


def _votes(material: Material) -> str:
    members = material.order.members
    return f"Of {members} members that is {needed_for_veto(members)}." if members else ""
