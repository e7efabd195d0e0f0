"""Which shape of answer a question asks for beyond a few quotations: a full list, a time line, two things side by side.

Read off the question's own words, beside `qa/intents.py`. Only what is plainly asked for counts: a question that merely
has "which" in it is answered as any other.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from qa.intents import Voice
from qa.understand import Understood


class Form(StrEnum):
    """The shape that is asked for."""

    EVERY = "every"  # all things of a kind
    COUNT = "count"  # how many there are; they are given all the same
    TIMELINE = "time line"  # oldest to newest
    FIRST = "first"  # when it came up first
    LAST = "last"  # when it came up last
    COMPARISON = "comparison"  # panels or years side by side


class Thing(StrEnum):
    """What papers are made of, and can be listed."""

    RESOLUTION = "resolution"
    RECOMMENDATION = "recommendation"
    REQUEST = "request"
    UNDERTAKING = "undertaking"
    PROMISE = "promise"  # of those who are named, at meetings that are named
    ACTION = "action"  # agreed to be done, whoever is to do it
    DECISION_RECORD = "decision record"
    QUESTION = "question"  # the panel or a member asks about something
    MEETING = "meeting"
    PAPER = "paper"
    PANEL = "panel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked for: the shape, of what things, and by whom."""

    form: Form
    thing: Thing | None = None
    mentions: bool = False  # a passing mention will do


_BEFORE = r"^\W*(?:(?:in|since|during|between|at|over|from)\b[^,?]{3,50}, )?(?:please |can you |could you |and |so )*"
_OPENS = (
    r"(?:(?:list|enumerate|name|give(?: me| us)?|show(?: me| us)?|set out|find|get me|i need|i want|"
    r"what (?:are|were|have been|is)|tell me)\s+)?"
)
_ALL = r"(?:(?:a|the)?\s*(?:full |complete )?list of\s+|(?P<all>all|every|each)\s+(?:of\s+)?(?:the\s+)?|the\s+)*"
_WHICH = r"(?P<which>which|what|how many)\s+"
_WHOSE = (
    r"(?:formal |written |public |past |earlier |previous |panel(?:['’]s)? |commissioner(?:['’]s)? |p?f?cc(?:['’]s)? )*"
)
_THINGS = {
    Thing.DECISION_RECORD: r"decision[- ](?:records?|notices?)",
    Thing.RESOLUTION: r"resolutions?",
    Thing.RECOMMENDATION: r"recommendations?",
    Thing.REQUEST: r"(?:requests?|things? (?:that )?(?:the |a )?panel (?:has |had )?(?:asked|requested))",
    Thing.UNDERTAKING: r"(?:undertakings?|promises?|commitments?|assurances?)",
    Thing.ACTION: r"(?:(?:\w+ )?actions?(?: points?)?|jobs|tasks|follow[- ]ups)",
    Thing.MEETING: r"meetings?",
    Thing.PAPER: r"(?:papers?|reports?|(?<!many )minutes)",
    Thing.PANEL: r"panels?",
}
# "Which reports", "all requests", "list the resolutions", "decision records about ...": always more than one.
_HEADS = {
    thing: re.compile(rf"{_BEFORE}(?:{_WHICH}|{_OPENS}{_ALL}){_WHOSE}(?P<thing>{words})\b", re.IGNORECASE)
    for thing, words in _THINGS.items()
}
_TIMES = re.compile(
    r"\bhow (?:many times|often)\b.{0,30}\b(?:panel|members?|councillors?|they|it)\b.{0,25}?\b"
    r"(?P<verb>ask|rais|question|quer|request|discuss|consider|debate|mention|recommend)\w*",
    re.IGNORECASE,
)
_DID = re.compile(
    r"\bwhat (?:did|has|have|had) (?:the |a )?(?:\w+ ){0,5}?"
    r"(?P<who>panel|members|commissioner|p?f?cc|chief constable|mayor) "
    r"(?:\w+ly )?(?P<verb>request|ask for|asked for|recommend|undert|promise|resolve)\w*",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"\bwhat (?:did|has|have|had) (?:the |a )?(?:panel|members|councillors) "
    r"want(?:ed)? to (?:know|hear|find out|learn)\b",
    re.IGNORECASE,
)
# "What was left to do after the June meeting?", "What stood on the action table ...?"
_LEFT = re.compile(
    r"\bwhat (?:was|is|were|are|had|has)(?: still| there| left)* to (?:be )?"
    r"(?:do|done|sent|circulated|provided|brought(?: back)?|followed up)\b.{0,60}"
    r"\b(?:after|from|following|out of|at) (?:the |its |that |this )?(?:[\w’'/-]+ ){0,4}(?:meeting|hearing|session)\b|"
    r"\bwhat (?:was|is|were|are|stood|stands)\b.{0,20}\bon the (?:\w+ )?action (?:log|list|table|sheet)\b",
    re.IGNORECASE,
)
# Actions of a meeting, not of a plan or a force: where they were agreed is said.
_OF_MEETING = re.compile(
    r"\b(?:meetings?|hearing|session|minutes|log|panel|members|agreed|recorded|arising|arose|handed out)\b|"
    r"\b(?:came|come|coming|follow(?:ed|ing)?|result(?:ed|ing)?) (?:out of|from|on from)\b",
    re.IGNORECASE,
)
_TAKEN = re.compile(r"\b(?:tak(?:e|en|ing)|took)\b", re.IGNORECASE)
_VERBS = {
    "request": Thing.REQUEST, "ask for": Thing.REQUEST, "asked for": Thing.REQUEST,
    "recommend": Thing.RECOMMENDATION, "undert": Thing.UNDERTAKING, "promise": Thing.UNDERTAKING,
    "resolve": Thing.RESOLUTION,
}  # fmt: skip
# "What did the Treasurer promise in May 2022?", "Which undertakings did she give at the June meeting?"
_NOT_PANEL = r"(?:(?!\b(?:panel|members|councillors?|chair\w*)\b).){3,60}?"
_PROMISED = re.compile(
    r"^\W*(?:list |set out |tell me |and |so )*(?:"
    rf"(?:(?:what|which things)(?: else)? (?:did|had|has|have)|list what) {_NOT_PANEL}\b"
    r"(?:undert\w+|promised?|pledged?|commit\w*|say (?:that )?(?:s?he|they) would)\b|"
    r"(?:what|which)(?: else| things)? (?:was|were) (?:promised|pledged|undertaken|offered)\b|"
    rf"(?:what(?:['’]s| is| was| were| are)|anything)(?: that)?(?: left for)? {_NOT_PANEL} "
    r"(?:(?:left|due|supposed|meant|have|has|had|going) )?to (?:do|bring|provide|send|supply|come back|report back)\b"
    r".{0,60}?\b(?:after|following|from|at)\b|"
    r"(?:which|what|the|all)(?: the)?(?: new| other| further)? (?:undertakings|promises|pledges|commitments|"
    r"assurances)\b)",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\b(?:on|about|regarding|concerning|after|over|of|for|to (?!do\b))\s*(?:the |its |his |her )?\w{3,}", re.IGNORECASE
)
# What became of each, or whose they are, is another question: the list would only seem to answer it.
_OTHER = re.compile(
    r"\b(?:accept\w*|reject\w*|turned down|refus\w*|declin\w*|unanswered|outstanding|open|done|met|kept|broken|closed|"
    r"implemented|fulfilled|carried out|overdue|state of|status|progress|became of|happened|answer(?:ed)?|"
    r"repl(?:y|ied)|respon\w+|worded|limbs?|vot(?:e|es|ed|ing)|how many of|which of|hmic\w*|inspect\w+|auditors?|"
    r"task group|ombudsman|iopc|government|home (?:office|secretary)|why|"
    r"assurances?\b.{0,60}\b(?:ask(?:ed)?|sought|seek|want(?:ed)?|request(?:ed)?))\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?:which|what|the) (?:\w+ )?(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) ", re.IGNORECASE
)
_DEALT = re.compile(
    r"\W*(?:(?:loaded|that|which|have|has|had|did|do|does|was|were|are|the|panel|it|members|also|ever|of the panel) )*"
    r"(?:consider|discuss|deal|dealt|cover|look|mention|hear|heard|debat|rais|concern|refer|address|touch|about|"
    r"speak|spoke|talk|say|said|scrutin|examin|review|have to do|ask)\w*|"
    r".{3,80}\b(?:discuss|consider|mention|rais|debat)ed\b",
    re.IGNORECASE,
)
_MENTIONS = re.compile(r"\b(?:mention|refer|rais|touch|name|speak|spoke|talk|say|said)\w*", re.IGNORECASE)
_COMPARES = re.compile(
    r"\b(?:compar(?:e|es|ed|ing|ison)|side by side|versus|vs\.?|contrast|differences? between|"
    r"differ(?:s|ed)? (?:from|between))(?!\w)",
    re.IGNORECASE,
)
_BOTH_SAY = re.compile(
    r"\b(?:what|how) (?:did|do|does|have|has)\b.{3,80}\band\b.{2,60}\b(?:sa(?:y|id)|differ)\b", re.IGNORECASE
)
_EVENTS = r"(?:ask|rais|mention|discuss|report|consider|hear|heard|come up|came up|debat|question|request|recommend)\w*"
_FIRST = re.compile(
    rf"^\W*(?:and |so )?when\b.{{3,120}}\b"
    rf"(?:first\b.{{0,30}}\b{_EVENTS}|{_EVENTS}.{{0,80}}\bfirst\b|for the first time)|"
    rf"\bfirst time\b.{{0,60}}\b{_EVENTS}",
    re.IGNORECASE,
)
_LAST = re.compile(
    rf"^\W*(?:and |so )?when\b.{{3,120}}\b(?:last {_EVENTS}|for the last time)|\blast time\b.{{0,60}}\b{_EVENTS}",
    re.IGNORECASE,
)
_SPAN = r".{3,120}\b(?:(?:between|from) .{0,24}\b20\d\d (?:and|to|until)\b|over (?:the )?years\b)"
_LINE = re.compile(
    r"\btime ?line\b|^\W*trace\b|\bover the (?:years|meetings|months)\b|\beach time\b|\b(?:earliest|oldest) first\b|"
    r"\bin order of date\b|\bmonth by month\b|\bstep by step\b|"
    r"\bmeeting by meeting\b|\byear by year\b|\ball (?:the )?figures\b|"
    rf"^\W*follow\b.{{3,120}}\b(?:from|over|through|between)\b|\bwhat (?:has |had )?happened (?:to|with)\b{_SPAN}|"
    r"\bhow .{3,120}\b(?:has|have|had) (?:changed|moved|developed|evolved|grown|shifted|shrunk|risen|fallen|"
    r"dropped|climbed|come (?:down|up|on))\b|"
    r"\bhow (?:has|have|had)\b.{3,120}\b(?:since|over (?:the )?(?:years|time|last|past))\b|"
    r"\bhow (?:has|have|did)\b.{3,120}\b(?:change|moved?|develop|evolve|gone|grown|progress|shift|been reported|"
    r"come (?:down|up))\w*|"
    r"\bhistory of\b|\bevery (?:date|figure)\b",
    re.IGNORECASE,
)

_NO_LINE = re.compile(r"\bwhy\b|^\W*who\b", re.IGNORECASE)


def wish_of(asked: Understood) -> Wish | None:
    """Return the shape of answer that a question asks for; None for a question that a few quotations answer."""
    text = asked.asked
    if asked.contact or asked.bare:
        return None
    return _compares(asked) or _in_time(text) or _listing(asked)


def _compares(asked: Understood) -> Wish | None:
    """Two panels or two times are to be set side by side."""
    sides = max(len(asked.panels), len({period.words for period in asked.periods}))
    if sides < 2 or not (_COMPARES.search(asked.asked) or (len(asked.panels) > 1 and _BOTH_SAY.search(asked.asked))):
        return None
    return Wish(form=Form.COMPARISON)


def _in_time(text: str) -> Wish | None:
    if _FIRST.search(text):
        return Wish(form=Form.FIRST, mentions=True)
    if _LAST.search(text):
        return Wish(form=Form.LAST, mentions=True)
    return Wish(form=Form.TIMELINE) if _LINE.search(text) and not _NO_LINE.search(text) else None


def _listing(asked: Understood) -> Wish | None:
    text = asked.asked
    if asked.periods and _LEFT.search(text):
        return Wish(form=Form.EVERY, thing=Thing.ACTION)
    if _OTHER.search(text) or _NUMBERED.search(text):
        return None
    if asked.periods and _PROMISED.search(text):
        return Wish(form=Form.EVERY, thing=Thing.PROMISE)
    if asked.voice in (Voice.NAMED, Voice.PUBLIC):
        return None
    if times := _TIMES.search(text):
        asks = re.match(r"ask|rais|question|quer", times["verb"], re.IGNORECASE)
        other = {"request": Thing.REQUEST, "recommend": Thing.RECOMMENDATION}.get(times["verb"].lower(), Thing.MEETING)
        return Wish(form=Form.COUNT, thing=Thing.QUESTION if asks else other)
    for thing, pattern in _HEADS.items():
        if (match := pattern.search(text)) and _is_plural(match, thing) and _has_object(text, match, thing):
            counts = (match["which"] or "").lower() == "how many"
            mentions = bool(_MENTIONS.search(text, match.end()))
            return Wish(form=Form.COUNT if counts else Form.EVERY, thing=thing, mentions=mentions)
    return _done(asked)


def _is_plural(match: re.Match[str], thing: Thing) -> bool:
    """Is more than one asked for: "which resolutions", "every resolution", "minutes" of several meetings?"""
    return bool(match["all"]) or (
        match["thing"].lower().endswith("s") and (thing is not Thing.PAPER or _asks_for(match))
    )


def _asks_for(match: re.Match[str]) -> bool:
    return bool(match["which"] or re.match(r"\W*(?:list|name|find|show|give)\b", match[0], re.IGNORECASE))


def _has_object(text: str, match: re.Match[str], thing: Thing) -> bool:
    """Are papers, meetings and panels asked for by what they deal with, actions by where they were agreed?

    Other things may be asked for without.
    """
    if thing is Thing.ACTION:  # "actions" of a plan or of a force are another thing
        return bool(_OF_MEETING.search(text)) and not _TAKEN.search(text)
    return thing not in (Thing.MEETING, Thing.PAPER, Thing.PANEL) or bool(_DEALT.match(text, match.end()))


def _done(asked: Understood) -> Wish | None:
    """Return what “What did the panel request in 2023?” asks for: all, where it names no topic; or what it asked."""
    if _WANTED.search(asked.asked):
        return Wish(form=Form.EVERY, thing=Thing.QUESTION)
    match = _DID.search(asked.asked)
    if match is None or not asked.periods:
        return None
    thing = _VERBS[match["verb"].lower()]
    who = match["who"].lower()
    if (thing is Thing.UNDERTAKING) == (who in ("panel", "members")):
        return None
    rest = asked.asked[match.end() :]
    for period in asked.periods:
        rest = rest.replace(period.words, " ")
    if _TOPIC.search(rest) and not re.search(r"\bsince\b", asked.asked):
        return None  # the outcome on a topic, which may be one
    return Wish(form=Form.EVERY, thing=thing)
