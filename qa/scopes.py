"""The scope of a question: what the asker set, narrowed by the panels and the meeting that the question names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.dates import MONTHS
from corpus.panels import Register
from corpus.papers import Paper, PaperKind
from index.search import Collection, Hit, Scope
from qa.drafts import without_drafts
from qa.periods import Period
from qa.understand import Understood

_MONTH = 31  # days of the longest time that names one meeting
_PAPER = r"(?:meetings?|minutes|session|agenda|papers?|report|update|hearing)\b"
# What is asked for stands in other papers: what came later, or was put right.
_ELSEWHERE = re.compile(
    r"\b(?:since|after|before|until|following|later|correct\w*|amend\w*|approv\w*|put right|changed|becom\w+|became|"
    r"happened|followed|coming|due|next)\b",
    re.IGNORECASE,
)
_LAST_MEETING = re.compile(
    r"(?<!since )(?<!after )(?<!before )(?<!until )(?<!following )"
    r"\b(?<!since the )(?<!after the )(?<!before the )(?<!until the )(?<!following the )(?P<words>(?:very )?"
    r"(?:last|latest|most recent) (?:(?!but\b)[a-z]+ )?(?:meeting|session|minutes))\b",
    re.IGNORECASE,
)
# "Actions from the October meeting?": the last one in that month.
_OF_MONTH = re.compile(
    r"(?<!since the )(?<!after the )(?<!before the )(?<!until the )(?<!following the )"
    rf"\b(?P<words>{'|'.join(sorted(MONTHS, key=len, reverse=True))}) (?:panel )?(?:meeting|session|hearing|minutes)\b",
    re.IGNORECASE,
)
_OF_MEETINGS = frozenset({PaperKind.MINUTES, PaperKind.DECISION})
_NEAR = 10  # hits among which the newest paper is looked for
# Words after an area that make it a body's name: "the Kent panel", "Surrey Police", "Sussex's commissioner".
_BODY = r"(?:['’]s?)?[\w,& ]{0,30}\b(?:panel|pf?cp|police|constabulary|force|commissioner|pf?cc|mayor)\b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """The scope to search, whether an answer can lie in it, and what to tell the asker about it."""

    scope: Scope
    answerable: bool = True
    notes: tuple[str, ...] = ()


def narrow(asked: Understood, scope: Scope, *, collection: Collection, register: Register) -> Narrowed:
    """Return the asker's scope narrowed to the panels that the question names, and to the meeting or the paper.

    A panel that is named but has no papers makes the question unanswerable; what other panels' papers say of it is then
    not quoted, not even as the nearest.
    """
    found = _to_panels(asked, scope, collection=collection, register=register)
    found = replace(found, scope=without_drafts(asked, found.scope, collection))
    meeting = _meeting(asked)
    if meeting is None or not found.answerable:
        return found
    since, until = found.scope.since or meeting.since, found.scope.until or meeting.until
    own = replace(found.scope, since=max(since, meeting.since), until=min(until, meeting.until))
    return replace(found, scope=own) if collection.papers(own) else found


def _meeting(asked: Understood) -> Period | None:
    """Return the time of the one meeting or paper that a question names as where the answer stands.

    >>> from corpus.panels import default_register
    >>> from qa.answers import Question
    >>> from qa.understand import understand
    >>> def words(text):
    ...     found = _meeting(understand(Question(text=text), register=default_register()))
    ...     return found and found.words
    >>> words("What did the June 2021 meeting decide on drones?"), words("What changed after the June 2021 meeting?")
    ('June 2021', None)
    """
    if len(asked.periods) == 1 and (last := _LAST_MEETING.search(asked.asked)):
        return asked.periods[0] if asked.periods[0].words == last["words"] else None
    if len(asked.periods) != 1 or _ELSEWHERE.search(asked.asked):
        return None
    (named,) = asked.periods
    time = re.escape(named.words)
    own = rf"{time}(?:['’]s)? (?:(?!(?:for|of|to|on)\b)[\w&']+ ){{0,2}}{_PAPER}"
    dated = rf"{_PAPER} (?:held |dated )?(?:(?:of|on|in|for|from) )?(?:the )?{time}"
    named_so = re.search(f"{own}|{dated}", asked.asked, re.IGNORECASE)
    return named if named_so and (named.until - named.since).days < _MONTH else None


def at_last_meeting(asked: Understood, scope: Scope, *, collection: Collection, register: Register) -> Understood:
    """Return a question on what was said or done at the last meeting, or a month's, with its day; any other as it is.

    That is the day of the newest minutes or decision in the scope, where all of these are of one panel.
    """
    named = _LAST_MEETING.search(asked.asked) or _OF_MONTH.search(asked.asked)
    if named is None or asked.periods:
        return asked
    inside = _to_panels(asked, scope, collection=collection, register=register).scope
    known = [paper.metadata for paper in collection.papers(inside)]
    days = {one.date.value: one.panel.value for one in known if one.date.value and one.kind.value in _OF_MEETINGS}
    if month := MONTHS.get(named["words"].lower()):
        days = {day: panel for day, panel in days.items() if day.month == month}
    if not days or len(set(days.values())) > 1:
        return asked
    return replace(asked, periods=(Period(since=max(days), until=max(days), words=named["words"]),))


def _to_panels(asked: Understood, scope: Scope, *, collection: Collection, register: Register) -> Narrowed:
    """Return the scope narrowed to the panels that are named."""
    if not asked.panels:
        return Narrowed(scope=scope)
    papers = collection.papers(scope)
    held = frozenset(paper.metadata.panel.value for paper in papers) - {None}
    named = [panel for panel in asked.panels if panel in held]
    missing = [panel for panel in asked.panels if panel not in held and _means_body(asked, panel, register, papers)]
    if named and not missing:
        return Narrowed(scope=replace(scope, panels=frozenset(named)))
    if not missing:
        return Narrowed(scope=scope)
    names = ", ".join(register.name_on(panel, None) for panel in missing)
    return Narrowed(
        scope=replace(scope, panels=frozenset(named)) if named else scope,
        answerable=bool(named),
        notes=(f"No papers of the {names} are {_where(scope)}.",),
    )


def newest(asked: Understood, hits: Sequence[Hit], collection: Collection) -> Understood:
    """Return a question for what is latest with the day of the newest paper that comes near it; any other as it is."""
    if not asked.latest or asked.periods:
        return asked
    dates = [collection.paper(hit.passage.paper_id).metadata.date.value for hit in hits[:_NEAR]]
    last = max((date for date in dates if date), default=None)
    return replace(asked, periods=(Period(since=last, until=last, words="latest"),)) if last else asked


def _means_body(asked: Understood, panel: str, register: Register, papers: Sequence[Paper]) -> bool:
    """Does the question mean an area's panel, force or commissioner, rather than a place of which papers speak?"""
    known = register.panel(panel)
    area = "|".join(re.escape(name) for name in (known.area, *known.aliases))
    if re.search(rf"\b(?:{area}){_BODY}", asked.asked, re.IGNORECASE):
        return True
    return not any(known.area in paper.text for paper in papers)


def _where(scope: Scope) -> str:
    return "among the papers searched" if scope.panels or scope.since or scope.until or scope.kinds else "loaded"
