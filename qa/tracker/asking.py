"""The words by which a panel and its members ask, recommend and note: what a limb or a sentence asks, and of whom."""

import re
from dataclasses import dataclass

from corpus.outcomes import OUTCOME
from corpus.patterns import deferred
from qa.tracker.requests import ActionKind

_NAMED = (
    r"(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Superintendent|Inspector)\.? "
    r"(?:[A-Z]\.? )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?"
)
PERSON = deferred(rf"\b{_NAMED}")
_OFFICE = (
    r"(?:[Tt]he |[Aa]n? |[Oo]ne )?(?:(?:new|then|Vice|Deputy|Assistant|Acting|Temporary|Interim)[- ?\u2011]?)?"
    r"(?:PFCC|PCC|PFC|OPCC|OPFCC|DPCC|DPFCC|CFO|ACC|DCC|CC|Commissioner|Mayor|"
    r"[Cc]hair(?:man|woman|person)?|[Cc]lerk|(?:Office of the )?Police(?:,| and| &)[ \w&,]{0,30}Crime Commissioner|"
    r"Chief (?:Constable|Superintendent|Executive|Finance Officer|Fire Officer|Officers?)|Superintendent|"
    r"(?:[A-Z][a-z]+ ){1,3}(?:Officer|Manager|Solicitor|Auditor|Adviser|Lead)|"
    r"(?:Head|Director) of [A-Z]\w+(?: (?:and|&) [A-Z]\w+)?|Constabulary|Force|Service|"
    r"[Oo]fficers?|(?:[Pp]anel )?[Mm]embers?|[Pp]anel)"
)
WHO = rf"(?:{_NAMED}|{_OFFICE})(?![\w])"
OPENING = (
    r"[\s\"'(“·•*–-]*(?:\d[\d.]*\.?\s+)?(?:\(?[a-z0-9]{1,5}[.)]\s+)?"
    r"(?:(?:In|At|Following|On|After|Finally|However)\b[^.,]{0,120}, )?"
)
_ADVERBS = r"(?: (?:also|then|further|subsequently|therefore|again|formally|unanimously|strongly|accordingly))*"

_NUMBER = deferred(r"[\s·•–-]*(?:\d+(?:\.\d+)+\.?\s|\(?(?:\d{1,3}|[a-z]{1,2}|[ivx]{1,5})[.)]{1,2})\s*", re.IGNORECASE)
_PROCEDURE = deferred(
    r"\b(?:press and public|public (?:and press )?be excluded|be (?:re-?)?(?:elected|appointed)\b|correct record|"
    r"true record|standing orders)\b",
    re.IGNORECASE,
)
_RECOMMENDS = deferred(
    r"\b(?:recommends?|RECOMMENDS?|resolved to (?:recommend|urge)|"
    r"(?:be|is|are) (?:strongly )?(?:recommended|encouraged|urged)(?= (?:to|that|by)\b|\W*$)|"
    r"suggests?|encourages?|urges?|calls? (?:up)?on (?:the|all)|consider \w+ing)\b"
    r"|^(?:[Tt]he )?Panel\b[^.;]{0,90}\b(?:recommended|suggested|urged|encouraged)\b"
)
_ASKS = deferred(
    r"\b(?:requests?(?= (?:that|to|a|an|the|for|further|more|all|information|details|\w+ly)\b)|"
    r"(?:be|is|are|was|were) (?:further |again |formally )?(?:requested|asked|invited|instructed)|"
    r"asks? (?:the|that|for|all|his|her)|(?:agreed|resolved) (?:to )?(?:ask|request|write|invite|seek)|"
    r"seeks? (?:the|a|an|further|assurance|reassurance|clarification)|invites?|addition of an? item|writes? to|"
    r"agree[sd]? to (?:return to|revisit|come back to|look again at|receive)|"
    r"should)\b|^(?:the )?Panel\b[^.;]{0,90}\b(?:asked|requested|requires?|required) (?:that|for|the|to)\b|"
    r"^(?:asks?|asked|requests?|requested|requires?) for\b",
    re.IGNORECASE,
)
# "That the Commissioner publish it": what somebody else is to do.
_BODY = (
    r"(?:[Tt]he |[Aa] )?(?:[Tt]ask(?: and finish)? [Gg]roup|[Ww]orking [Gg]roup|[Ss]ub-?[Cc]ommittee|"
    r"[Mm]onitoring [Oo]fficer|(?:Commissioner['’]s )?[Oo]ffice)"
)
_TO_DO = deferred(
    rf"^(?!(?:[Tt]he )?(?:[Pp]anel|[Mm]embers)\b)(?:{WHO}|{_BODY}) "
    r"(?!be\b|and\b|was\b|has\b|is\b|had\b)[a-z]{3,}(?<!s)(?<!ed)\b"
)
_AND_THAT = deferred(r",? and that |[,;] that ")  # "that the report be noted and that the office publish it"
_LEAD_RECOMMENDS = deferred(r"\b(?:recommend(?:s|ed|ations?)?)\b[^.]{0,40}:?$", re.IGNORECASE)
_LEAD_ASKS = deferred(r"\b(?:requests?|requested|asks?|asked)\b[^.]{0,40}:?$", re.IGNORECASE)
# Something is still to be done by somebody: not "be approved", which is done by saying so.
_TO_BE_DONE = deferred(
    r"(?:\breports?\b[^.;,]{0,40} be made\b"
    r"|\bbe (?:(?:next|then|now|also|jointly|formally|further) |\w+ed(?: by [\w ]{3,30})? and )?"
    r"(?:brought|looked (?:at|into)|reported(?! on\b)|presented|provided|supplied|submitted|circulated|arranged|held|"
    r"organi[sz]ed|convened|set up|established|prepared|produced|published|deferred|shared|included|drafted|"
    r"investigated|followed up|scheduled|added|commissioned|undertaken|carried out|forwarded|issued|sent|given|"
    r"written to|(?:authori[sz]ed|delegated|asked|appointed) to "
    r"(?:send|write|prepare|draft|arrange|report|respond|finali[sz]e))\b)"
)
_NOTES = deferred(r"\b(?:be (?:\w+ and )?(?:noted|received)|notes?|noted|receives|received)\b")

_NO_QUESTION = r"(?:(?!\b(?:why|whether|what|how|when|who|which|where|about)\b)[^.;,]){2,60}?"
_PANEL_ASKS = deferred(
    rf"(?:(?:^{OPENING}|[,;] |\band (?:that )?|\b(?=we (?:ask|request)\b))(?:[Tt]he Panel|THE PANEL|[Ww]e)"
    rf"|^{OPENING}Panel)"
    rf"{_ADVERBS}(?: (?:noted|welcomed|received|thanked|supported|considered)\b[^.;]{{0,90}}?,?(?: and)?)? "
    r"(?<!had )(?i:(?P<verb>ask for|ask that|request |requested|requests?|asked for|asks? for|"
    rf"asked (?:that|\w+ to|the {_NO_QUESTION} (?:to|for|that|if))|asks that|"
    r"agreed (?:to ask|to request|to write|that (?:[\w' ]+ )?should)|(?:would|should) be grateful|"
    r"recommended|recommends?|suggested|suggests|urged|urges|encouraged|encourages|called (?:up)?on))\b"
    r"(?! (?:it|this|them) (?:in|at|on|last)\b)"
)
_PANEL_AGREES = deferred(
    rf"^{OPENING}(?:The )?(?:Panel|Members){_ADVERBS} (?P<verb>agreed) that [^.;]*?{_TO_BE_DONE.pattern}"
)
_RECOMMENDED = deferred(r"recommend|suggest|urge|encourag|called", re.IGNORECASE)
_MEMBER_ASKS = deferred(
    rf"^{OPENING}(?P<who>{WHO}|He|She|They){_ADVERBS} "
    r"(?:asked (?:for|that|to (?:see|receive|have)|"
    rf"(?P<whom>{WHO}|officers|him|her|them) to) |requested |called for )"
)
_NOT_ASKED = deferred(r"\b(?:vote|abstention|dissent|apolog\w+|deferred|adjourn\w*|clarification|assurance)\b")
_SPEAKS_FOR_PANEL = deferred(r"\b(?:[Cc]llrs?|[Cc]ouncillors?|[Cc]hair\w*|[Mm]embers?)\b")
_ASKED_OF = deferred(
    rf"(?:^|[\s,;])(?:(?P<a>{WHO}) (?:be|is|are|was|were) (?:\w+ly |again |further )?"
    r"(?:requested|asked|recommended|invited|urged|encouraged|instructed|authori[sz]ed)\b"
    r"|\b(?:requests?|requested|asks?|asked|recommends?|recommended|suggests?|urges?|urged|encourages?|invites?|"
    rf"agreed to (?:ask|request)) (?:to )?(?:that )?(?P<b>{WHO})(?! be\b)"
    rf"|\bfrom (?P<c>{WHO})|^(?:That )?(?P<d>{WHO}) (?:considers?|gives?|reviews?|has|publish\w*|ensures?)\b)"
)
_PANEL = deferred(r"(?:[Tt]he )?(?:(?:[Pp]anel )?[Mm]embers?|[Pp]anel)$")
IS_ASKED = deferred(
    r"(?P<who>The Panel|Members(?: of the Panel)?|Panel [Mm]embers|The (?:[A-Z]\w+,? (?:and )?){1,6}Panel) "
    r"(?:is|are) (?:asked|invited|recommended|requested) to\b"
)
INLINE = deferred(r"(?:(?<=\s)|^)(?:\(?[a-h]\)|\((?:i|ii|iii|iv|v|vi|[1-9])\))(?=\s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a sentence asks: the kind, by whom and of whom, as printed."""

    kind: ActionKind
    by: str
    to: str | None


def bare(words: str) -> str:
    """Return the words of a limb without its number and without "RESOLVED that".

    >>> bare("(b)   That the report be noted"), bare("21.1 Resolved – That the minutes be approved")
    ('the report be noted', 'the minutes be approved')
    """
    plain = " ".join(words.split())
    number = _NUMBER.match(plain)
    plain = plain[number.end() :] if number else plain
    outcome = OUTCOME.match(plain)
    plain = plain[outcome.end() :] if outcome and outcome.end() < len(plain) else plain
    return re.sub(r"^(?:That|that)\s+", "", plain)


def limb_kind(words: str, lead: str = "") -> ActionKind:
    """Return what a limb of the panel's outcome does; the words that lead in to it may say ("resolved to recommend:").

    >>> limb_kind("a) The Panel notes the update;").value, limb_kind("b) That the minutes be approved.").value
    ('noted', 'resolution')
    >>> limb_kind("RESOLVED that: the report be noted and the first results be brought to the Panel in July.").value
    'request'
    >>> limb_kind("c) the Commissioner be recommended to name a lead;").value
    'recommendation'
    >>> limb_kind("(c) that the Commissioner publish the description;").value
    'request'
    >>> limb_kind("(b) that the Plan contains a section on men;", "The Panel RESOLVED to recommend:").value
    'recommendation'
    >>> limb_kind("(a) that Ms Quill be appointed;", "The Panel RESOLVED to recommend:").value
    'recommendation'
    """
    plain = bare(words)
    if _PROCEDURE.search(plain) and not (_RECOMMENDS.search(plain) or _LEAD_RECOMMENDS.search(lead)):
        return ActionKind.RESOLUTION
    if _RECOMMENDS.search(plain):
        return ActionKind.RECOMMENDATION
    if _ASKS.search(plain) or _TO_BE_DONE.search(plain) or any(map(_TO_DO.match, _AND_THAT.split(plain))):
        return ActionKind.REQUEST
    if _NOTES.search(plain):
        return ActionKind.NOTED
    if _LEAD_RECOMMENDS.search(lead):
        return ActionKind.RECOMMENDATION
    return ActionKind.REQUEST if _LEAD_ASKS.search(lead) else ActionKind.RESOLUTION


def addressee(words: str) -> str | None:
    """Return who is asked, as printed; None where the words do not say.

    >>> addressee("b) the Commissioner be recommended to name a lead;"), addressee("a visit be arranged")
    ('the Commissioner', None)
    """
    match = _ASKED_OF.search(bare(words))
    who = next((found for found in match.groups() if found), None) if match else None
    return None if who is None or _PANEL.match(who) else who


def asked_by_panel(sentence: str) -> Asked | None:
    """Return what the panel asks in a told sentence ("The Panel requested a report on ..."), or None.

    What it "had asked", or asked "two years ago", is told again, not asked.

    >>> asked_by_panel("The Panel asked for that response in time for its meeting.").kind.value
    'request'
    >>> asked_by_panel("The Panel asked what it would cost."), asked_by_panel("As the Panel asked, it is given.")
    (None, None)
    """
    words = " ".join(sentence.split())
    match = _PANEL_ASKS.search(words) or _PANEL_AGREES.match(words)
    if match is None or re.search(r"\b[Aa]s$", words[: match.start()]) or _is_told_again(words, match.start()):
        return None
    kind = ActionKind.RECOMMENDATION if _RECOMMENDED.match(match["verb"]) else ActionKind.REQUEST
    return Asked(kind=kind, by="the Panel", to=addressee(words[match.start() :]) or _reader(words))


def _is_told_again(words: str, start: int) -> bool:
    """Is the panel's asking a reference: by a clause before it ("In reply to the request that, ...") or by its time?"""
    before = re.search(r"\b(?:which|that|when|because|since|as)\s*$", words[:start])
    return bool(before or re.match(r"[^.;,]*\b(?:ago|earlier)\b", words[start:]))


def _reader(words: str) -> str | None:
    """Return who a letter speaks to."""
    return "you" if re.search(r"\bif you would\b|\bthat you\b", words) else None


def asked_by_member(sentence: str, speaker: str | None, *, members: frozenset[str] = frozenset()) -> Asked | None:
    """Return what a member asks for, not what they ask about; None where nobody of the panel asks.

    Args:
        sentence: as published.
        speaker: who speaks in it (`corpus.papers.Sentence`), for "She asked that ...".
        members: surnames of members without a councillor's title, from the list of those present.

    >>> asked_by_member("Cllr Hale asked that figures be given by ward.", "Cllr Hale").by
    'Cllr Hale'
    >>> asked_by_member("Cllr Hale asked for how long.", "Cllr Hale") is None
    True
    """
    words = " ".join(sentence.split())
    match = _MEMBER_ASKS.match(words)
    if (
        match is None
        or _NOT_ASKED.search(words)
        or re.match(r"(?:how|what|why|when|who|which)\b", words[match.end() :])
    ):
        return None
    who = speaker if match["who"] in ("He", "She", "They") else match["who"]
    if who is None or not (_SPEAKS_FOR_PANEL.search(who) or who.split()[-1] in members) or "public" in words[:80]:
        return None
    return Asked(kind=ActionKind.MEMBER_REQUEST, by=who, to=match["whom"] or None)
