"""Actions as papers print them: a line for each ("Action: ... (Clerk, by May)"), a list, or a table with owners."""

import re
from dataclasses import dataclass

from corpus.papers import Section
from corpus.patterns import deferred
from corpus.tables import cells
from qa.tracker.asking import IS_ASKED, WHO
from qa.tracker.deliveries import Says, says

# "Action 15/1: Commissioner to send the figures (by May)": what is to be done, after the label.
_LINE = deferred(
    r"\W*(?:ACTION|Action)s?(?: (?:[Pp]oint|[Nn]o\.?))?(?: [\w./-]*\d[\w./-]*)?\s*[:–—-]\s*(?P<what>\w.*)$", re.DOTALL
)
_NOTHING = deferred(
    r"(?:none|no (?:further )?action|(?:to )?noted?\b|(?:for|to) (?:noting|decision|information|discussion|approval))",
    re.IGNORECASE,
)
_DOES = deferred(
    r"(?P<who>(?:(?:[A-Z][\w.'’-]*|[Tt]he|and|&|of|for)(?:, |[ /]|(?= to\b))){1,8}?)\s*\bto "
    r"(?!(?:be|the|an?|all|its|their|his|her|our|every|each|whom)\b)[a-z]+\b"
)  # "The Chief Constable to raise it", not "Letter to the Home Secretary"
_TAIL = deferred(
    r"\((?:(?:[Oo]wner|[Ll]ead|[Ww]ho|[Rr]esponsible|[Aa]ction(?:ed)?)(?: by)?: ?)?(?P<tail>[^()]{2,90})\)\W*$"
)
_TIME = deferred(
    r"(?:by|before|from|in|at|for|within|each|every|when|until|due|next|no later|after|early|late|spring|summer|autumn|"
    r"winter|ongoing|quarterly|monthly|annually|january|february|march|april|may|june|july|august|september|october|"
    r"november|december|\d)\b",
    re.IGNORECASE,
)
_NOBODY = deferred(
    r"(?:see|as|if|including|e\.?g|i\.?e|and|or|with|para\w*|page|item|minute|appendix)\b", re.IGNORECASE
)
_LONGEST = 6  # words of a name with its office
_LISTED = deferred(r"\W*[A-Z]{0,2}\d{1,3}/\d{2,4}\s*[-–—:]\s*(?:(?P<who>(?:The |the )?[A-Z][^,.;]{2,80}?) to [a-z])?")
_OWNED = deferred(
    r"\W*(?:[A-Z]{0,2}\d{1,3}[.):]?\s+)?[^|]{5,}? \([^()]{2,90}\)[.;]?$"
)  # "Dates of a visit (Mr Thorold)", "A1: Letter to the Secretary of State (Chair, by 4 October)"
ACTIONS_LEAD = deferred(
    r"\W*(?:(?:agreed |further |outstanding )?(?:actions?(?! fraud)|information to be provided)\b"
    r"|(?:things|information|papers|matters|items|figures) to be (?:sent|provided|supplied|circulated|brought)\b)",
    re.IGNORECASE,
)
_LOG = deferred(
    r"\bactions?\W+(?:log|table|tracker|sheet|list|register|points?|outstanding|arising|from|agreed)\b"
    r"|\b(?:outstanding|previous|agreed|(?:progress|update)s? (?:on|of|with)|(?:summary|log|list|table) of) actions?\b"
    r"|^\W*(?:item\W*)?[\d.]*\s*actions?\W*$",
    re.IGNORECASE,
)
_COLUMNS = {
    "what": deferred(r"(?:agreed |outstanding )?actions?(?: (?:required|agreed|points?|needed))?|what|tasks?", re.I),
    "by": deferred(
        r"(?:action )?(?:owners?|leads?)(?: officer| name)?|who|(?:by|for) whom|responsib(?:le|ility)(?: \w+)?|"
        r"assigned to|(?:action(?:ed)? )?by|officers?|actionee",
        re.I,
    ),
    "due": deferred(
        r"due(?: date| by)?|(?:by )?when|deadline|date due|target(?: date)?|timing|timescale|complet(?:ion date|e by)",
        re.I,
    ),
    "state": deferred(
        r"(?:current )?(?:stat(?:us|e)|position|progress|updates?|latest|outcome|response|comments?|rag)\b.*", re.I
    ),
}
_MARKS = 2  # of owner, due and state, how many columns a table of actions has at least
# A row of what is done, or dealt with elsewhere in the same paper, is no longer awaited.
_OVER = deferred(
    r"\W*(?:(?:green|amber|red|blue)\W+)?(?:done|closed|completed?|discharged|actioned|no further|superseded|withdrawn|"
    r"on (?:this|today|the) (?:\w+['’]s )?agenda|see (?:item|minute|paragraph|agenda|report|\d+)|(?:agenda )?item \d+|"
    r"given|decided|agreed|received|sent|circulated|published|reported|provided|held|answered|supplied|issued|included|"
    r"added|implemented|delivered)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Who is to do an action, and by when, as printed; empty where the paper does not say."""

    by: str = ""
    due: str = ""
    row: str = ""  # what is to be done, where a row of a table says so


def in_line(words: str) -> Printed | None:
    """Return the action of a line that is labelled as one; None where it is none, or nothing is to be done.

    >>> in_line("Action: publish travel for 2019 (Clerk, by 30 September 2021)")
    Printed(by='Clerk', due='by 30 September 2021', row='')
    >>> in_line("Action 36/4: Chief Constable to raise fees with the Committee (by 30 April 2019).")
    Printed(by='Chief Constable', due='by 30 April 2019', row='')
    >>> in_line("Action: For decision"), in_line("Action Fraud: a national service")
    (None, None)
    """
    match = _LINE.match(" ".join(words.split()))
    if match is None or _NOTHING.match(match["what"]) or IS_ASKED.search(match["what"]):
        return None
    return _owned(match["what"])


def in_list(words: str) -> Printed | None:
    """Return the action of an entry under a heading such as "Actions"; None where it does not look like one.

    >>> in_list("R12/21 – The Clerk to write to members."), in_list("12 officers came.") is None
    (Printed(by='The Clerk', due='', row=''), True)
    >>> in_list("A2: Squads that will lose officers (Commissioner, by 31 October 2024)")
    Printed(by='Commissioner', due='by 31 October 2024', row='')
    """
    plain = " ".join(words.split())
    if match := _LISTED.match(plain):
        who = match["who"] or ""
        return Printed(by=who if re.search(rf"{WHO}$", who) else _owned(plain).by, due=_owned(plain).due)
    return _owned(plain) if _OWNED.match(plain) else None


def in_table(section: Section, line: str, *, minutes: bool) -> Printed | None:
    """Return the action of a row under "Action | Owner | Due | Status" that is still to be done; None for other rows.

    Minutes print tables of actions among their items; other papers under a heading that says so: a table of what a
    force plans is none.
    """
    row = cells(line)
    if len(row) != len(section.columns) or not (minutes or any(map(_LOG.search, section.headings[-2:]))):
        return None
    held: dict[str, list[str]] = {}
    for column, cell in zip(section.columns, row, strict=True):
        name = next((name for name, pattern in _COLUMNS.items() if pattern.fullmatch(column.strip(" *:"))), "")
        held.setdefault(name, []).append(cell)
    if not all(held.get("what", ("",))) or "what" not in held or len(held.keys() & {"by", "due", "state"}) < _MARKS:
        return None
    if any(_OVER.match(cell) or says(cell) in (Says.DONE, Says.WITHDRAWN) for cell in held.get("state", ())):
        return None
    return Printed(by=held.get("by", [""])[0], due=held.get("due", [""])[0], row=held["what"][0])


def _owned(words: str) -> Printed:
    """Return who does what a line says, by its first words or the bracket that ends it."""
    does, tail = _DOES.match(words), _TAIL.search(words)
    named, due = _parted(tail["tail"]) if tail else ("", "")
    return Printed(by=does["who"].strip(" ,") if does else named, due=due)


def _parted(tail: str) -> tuple[str, str]:
    """Return the name and the time in a bracket; empty for what it does not hold.

    >>> _parted("Mrs Horbury, by 31 December 2014"), _parted("by 30 April 2019"), _parted("see page 4")
    (('Mrs Horbury', 'by 31 December 2014'), ('', 'by 30 April 2019'), ('', ''))
    """
    if _TIME.match(tail):
        return "", tail
    name, _, due = tail.partition(", ")
    is_name = len(name.split()) <= _LONGEST and not _NOBODY.match(name) and not re.search(r"\d", name)
    is_name = is_name and bool(re.match(rf"[A-Z]|{WHO}", name))
    return (name if is_name else ""), (due if is_name and _TIME.match(due) else "")
