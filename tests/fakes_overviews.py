"""Minutes of one panel over three meetings and of another over one, with things to be listed and set side by side."""

import datetime as dt

from corpus.papers import Access, PaperKind
from tests.fakes_qa import Written

_MEETING = """Agenda item

{item}

Decision:

RESOLVED that:

{limbs}

Minutes:

{said}
"""


def meeting(name, day, *, item, limbs, said, panel="norfolk", access=Access.PUBLIC):
    """Return the minutes of one item of a meeting."""
    text = _MEETING.format(item=item, limbs="\n\n".join(limbs), said="\n\n".join(said))
    date = dt.date.fromisoformat(day) if day else None
    return Written(text, file=f"{name}.txt", panel=panel, date=date, kind=PaperKind.MINUTES, access=access)


FIRST = meeting(
    "first",
    "2021-06-10",
    item="Drone Programme",
    limbs=[
        "a)    The Panel notes the drone programme.",
        "b)    The Panel requests the cost of each drone by September.",
    ],
    said=[
        "Cllr Ann Brook asked who flew the drones.",
        "The Commissioner said that four drones were flown from Thetford.",
        "The Commissioner agreed to bring back figures on drones to the next meeting.",
    ],
)
SECOND = meeting(
    "second",
    "2022-02-03",
    item="Hare Coursing",
    limbs=["a)    The Panel recommends that hare coursing be made a priority."],
    said=["The Commissioner said that hare coursing had risen in the fens."],
)
THIRD = meeting(
    "third",
    "2023-03-09",
    item="Drone Programme",
    limbs=["a)    The Panel recommends that two more drones be bought."],
    said=[
        "Cllr Tom Reed asked why drones were not flown at night.",
        "The Chief Constable said that nine drones were flown.",
    ],
)
EXEMPT = meeting(
    "exempt",
    "2023-06-01",
    item="Drone Programme",
    limbs=["a)    The Panel requests a list of drones that were lost."],
    said=["The Commissioner said that one drone was lost."],
    access=Access.EXEMPT,
)
OTHER = meeting(
    "other",
    "2022-10-06",
    item="Drone Programme",
    limbs=["a)    The Panel notes that drones are shared with the fire service."],
    said=["The Commissioner said that six drones were flown in Suffolk."],
    panel="suffolk",
)
UNDATED = meeting(
    "undated",
    None,
    item="Drone Programme",
    limbs=["a)    The Panel requests a flight plan for drones."],
    said=["The Commissioner said that drones were quiet."],
)
