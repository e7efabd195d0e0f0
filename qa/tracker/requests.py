"""What papers ask for and promise, as records: which there are is found by `qa/tracker/request_finding.py`."""

import datetime as dt
import hashlib
import json
import re
from dataclasses import dataclass
from enum import StrEnum

from corpus.papers import Span
from qa.answers import Citation


class ActionKind(StrEnum):
    """What sort of record it is. Only the first four are the panel's own words."""

    REQUEST = "request"  # the panel asks for something to be done
    RECOMMENDATION = "recommendation"  # the panel recommends, suggests, encourages
    RESOLUTION = "resolution"  # the panel decides; nothing is awaited
    NOTED = "noted"  # the panel notes; nothing is awaited
    UNDERTAKING = "undertaking"  # the commissioner or an officer promises: not the panel's resolution
    MEMBER_REQUEST = "member's request"  # a member asks for something: not the panel's resolution
    PROPOSED = "proposed"  # what a report asks its reader to do: not an outcome


AWAITED = frozenset({ActionKind.REQUEST, ActionKind.RECOMMENDATION, ActionKind.UNDERTAKING, ActionKind.MEMBER_REQUEST})


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When something is due: the words as printed, and the last day that they may mean where that can be known."""

    text: str
    date: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One record: what was asked or promised, by whom, and where it stands."""

    action_id: str  # 12 hexadecimal digits, the same after papers are indexed again (`identity`)
    kind: ActionKind
    citation: Citation  # the words themselves; its marker is 1
    panel: str | None  # id in corpus/panels.toml
    item: str  # heading of the item, with its number as printed; empty where there is none
    minute: str | None  # its minute number, or its item number in minutes, as printed without closing punctuation
    letter: str | None  # as printed: "(b)", "a)", "ii."
    lead: str  # the words that introduce it: "RESOLVED that:"; empty where it has them itself
    by: str  # who asks or promises, as printed; empty where nobody is named
    to: str | None  # who is asked, as printed
    due: Due | None
    context: str  # words before it that it leans on ("bring back details" of what?); empty where it stands alone
    near: tuple[Span, ...]  # where these stand, or else the heading of its item
    also: tuple[Citation, ...] = ()  # where it is printed again
    row: str = ""  # what is to be done, where it is a row of a table of actions

    @property
    def awaited(self) -> bool:
        """Whether somebody is to do something."""
        return self.kind in AWAITED


def identity(*parts: str | None) -> str:
    """Return the id of a record: a hash of its panel, date, paper title, item, letter and words.

    Blanks, capitals and punctuation make no difference, so that a paper read by a better reader keeps its records.

    >>> identity("wexmere", "a) That  the report be noted;") == identity("Wexmere", "a) that the report be noted")
    True
    """
    plain = [" ".join(re.sub(r"\W+", " ", part or "").lower().split()) for part in parts]
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()[:12]
