"""The law in short: what the register of statute has on the subject; for the special forms, their dates and votes.

It stands at the end: members look it up, and the day by which they must report stands on the first page.
"""

import re
from collections.abc import Iterator

from qa.briefings.material import Material, written
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
from qa.briefings.precept_calendar import USUAL_SIZES, Step, calendar, needed_for_veto, report_by, year_name
from qa.briefings.statute import MARK, UNCHECKED, Provision, provisions_for

THE_LAW = "The law in short"
_NOTIFIED = re.compile(r"\bnotif(?:ied|ication)\b", re.IGNORECASE)


def the_law(material: Material) -> Part:
    """Return the part: provisions with what they do, then what the form needs."""
    blocks: list[Block] = [
        Paragraph(line=(fixed(MARK),)),
        Points(lines=tuple(_provision(one) for one in provisions_on(material))),
    ]
    if material.form is Form.PRECEPT:
        blocks += _precept(material)
    if material.form is Form.CONFIRMATION:
        blocks += _confirmation(material)
    return Part(heading=THE_LAW, blocks=tuple(blocks))


def provisions_on(material: Material) -> tuple[Provision, ...]:
    """Return the provisions on the subject; the panel's name says whether fire is among its business."""
    names = (material.register.name_on(panel, material.subject.meeting) for panel in material.panels)
    topic = " ".join((material.order.topic, material.subject.item, material.subject.name, *names))
    return provisions_for(topic, form=material.form)


def _provision(one: Provision) -> Line:
    aside = f" ({UNCHECKED})" if not one.checked else ""
    law = Phrase(text=one.law, says=Says.STATUTE, url=one.url)
    return (law, Phrase(text=f": {one.does}{aside}", says=Says.STATUTE))


def _precept(material: Material) -> Iterator[Block]:
    """Yield the statutory calendar of the year and the arithmetic of a veto."""
    first = material.subject.year
    rows = tuple(
        (
            (computed(f"{step.by:%A} {written(step.by)}"),),
            (Phrase(text=_step(step), says=Says.STATUTE),),
        )
        for step in calendar(first)
    )
    yield Table(
        caption=f"By when each step is due for {year_name(first)}; the law names these days whatever day of the week",
        headers=("By", "Step, and provision"),
        rows=rows,
        widths=(3, 10),
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
    yield from _veto(material)


def _step(step: Step) -> str:
    aside = " Only after a veto." if step.only_after_veto else ""
    return f"{step.what}{aside} ({step.law})"


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
    sizes = "; ".join(f"of {size} members {needed_for_veto(size)}" for size in USUAL_SIZES)
    not_given = fixed("The size of the panel was not given. Votes needed in panels of the usual sizes: ")
    yield Paragraph(line=(not_given, computed(f"{sizes}.")))


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
