"""Fakes of the shapes: minutes of two panels over two years, a corrected figure, a request that was brought back."""

import datetime as dt

from corpus.papers import Access, PaperKind
from tests.fakes_qa import Written

HEAD = "{panel} Police and Crime Panel\n\nMinutes of the meeting on {day}\n\nPRESENT: {chair} (Chair), {others}\n\n"
ITEM = "{number}. {item}\n\n{said}\n\nRESOLVED that:\n\n{limbs}\n\n"
OTHERS = "Councillor Ada Birch and Councillor Tom Crane"


def met(panel, date, *items, chair="Councillor Ann Vale", **row):
    """Return minutes of a panel's meeting of a day; an item is (title, what was said, limb, limb, ...)."""
    day = dt.date.fromisoformat(date)
    text = HEAD.format(panel=panel.title(), day=f"{day.day} {day:%B %Y}", chair=chair, others=OTHERS)
    for number, (item, said, *limbs) in enumerate(items, start=3):
        lettered = "\n\n".join(f"{letter})    {limb}" for letter, limb in zip("abcdef", limbs, strict=False))
        text += ITEM.format(number=number, item=item, said=said, limbs=lettered)
    file = f"{panel}-{date}.txt"
    known = {"panel": panel, "date": day, "kind": PaperKind.MINUTES, "access": Access.PUBLIC, "file": file}
    return Written(text, **{"title": f"Minutes of {day.day} {day:%B %Y}", **known, **row})


def precept(panel, date, year, *, pounds, which="precept", **row):
    """Return minutes whose only item is a precept."""
    return met(
        panel,
        date,
        (
            f"Proposed {which.title()} {year}",
            "The Panel considered the report of the Commissioner.",
            f"The Panel supports the proposed {which} of £{pounds} for {year};",
            "The Panel notes the level of reserves.",
        ),
        **row,
    )
