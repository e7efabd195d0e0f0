"""Who speaks: in a sentence, and in the words that introduce a list of points.

Minutes use reported speech: "The Commissioner advised that ...", "Cllr Hale asked whether ...", "members raised the
following points:". A speaker is given as printed. Where the paper names nobody ("It was questioned whether"), nobody
is.
"""

import re

from corpus.names import NAME, OFFICE, TITLES
from corpus.patterns import deferred
from corpus.speech import ADVERB, STRONG, VERB

_WHO = rf"(?P<who>{TITLES} {NAME}|{OFFICE}|[A-Z][a-z]+ [A-Z][a-z]+(?:,? the {OFFICE})?|Witness [A-Z])"
_PLACE = r" of (?:the )?[A-Z][a-z]+(?: [A-Z][a-z]+){0,3}"  # "Mr Sprake of Gullport"
_ASIDE = rf"(?:{_PLACE}|,? \([^()]{{0,120}}\)|, [^,.:;]{{3,90}},){{0,2}}"
_TO = r"(?:[^,.:]{1,140}(?=,)|[^,.:]{1,140}?)"  # up to a comma where there is one
OPENING = (
    r"(?:(?:However|Moreover|Furthermore|In addition|In particular|In conclusion|At the same time|Finally|Overall|"
    rf"In (?:response|reply|answer)(?: to {_TO})?|In (?:presenting|introducing|responding){_TO}|"
    rf"Following {_TO}|(?:In the course of|During) {_TO}|At the Chair[^,.:]{{0,20}} invitation|"
    rf"In (?:an?|his|her|their) (?:\w+ )?(?:answer|question|reply|response)|"
    r"(?:Answering|Asked|Challenged|Invited|Pressed|Questioned|Replying|Responding|Speaking|Summing up|Turning)"
    r"(?: [^.:]{1,140}?)?(?=,)|"
    rf"As [^,.:]{{3,60}}(?=,)|On {_TO}),? )?"
)
_INLINE_TITLE = (
    r"(?:\*\*[^*\n]{3,80}\*\*\s*[-–—:]?\s*|(?:(?:Further|Supplementary) question|Reply|Answer|Response|A|"
    r"Minutes?|Discussion)\s*:\s*)?"
)
_STRONG = deferred(f" {STRONG}")
_SPEECH = deferred(
    rf"[\"'(*\s·•-]*(?:[A-Z]{{0,3}}\d[\w./]*:?\s+)?{_INLINE_TITLE}{OPENING}(?:that )?{_WHO}{_ASIDE}{ADVERB} {VERB}\b"
)
_ANYWHERE = deferred(rf"(?:^|[ ,.]){_WHO}{_ASIDE}{ADVERB} {VERB}\b")
_ASIDE_SPEECH = deferred(
    rf"(?:, (?P<who>{TITLES} {NAME}|the {OFFICE}) {VERB}(?:[,;]|[.]?$)|"
    rf"; (?:but |and )?(?P<then>{TITLES} {NAME}|the {OFFICE}) {VERB}\b)"
)  # "..., Cllr Hale believed, ..."; "It was not known; the Commissioner hoped to hear."
_GOES_ON = r"(?:had|has|have|would|was|were|is|are|could|should|might|and|or)"  # what is told of somebody, not by them
_BODIES = r"(?:(?:The |[Pp]anel )?[Mm]embers?|(?:The )?Panel|(?:The )?[Oo]fficers?|[Rr]epresentatives?)\b"
_SOMEBODY = rf"(?:{TITLES} )?{NAME}(?: ?\(|[,;.]|$)"  # "Chair: Cllr Hale" names whoever holds an office
_REPLY = deferred(
    r"\W*(?:\d[\d.]*\s+)?(?:(?:The )?(?:\w+ )?(?:[Rr]eply|[Aa]nswer|[Rr]esponse|[Rr]eport|[Ss]tatement|[Uu]pdate) "
    rf"(?:of|from|by) (?P<by>{TITLES} {NAME}|(?:the )?{OFFICE}(?:, (?:{TITLES} )?{NAME}(?=:))?)"
    r"(?:(?:, [A-Z][^,.:;]{2,40})?:|\.(?=\s[A-Z]|$))|"
    rf"(?P<of>{TITLES} {NAME}(?=(?:, [a-z][a-z ]{{1,30}})?:|['’])|(?:The )?{OFFICE}(?=['’])|"
    rf"(?!{_BODIES}){OFFICE}(?=: (?!{_SOMEBODY})))"
    r"(?:['’]s? (?:reply|answer|response|statement)|, [a-z][a-z ]{1,30})?:)"
)  # "Reply of the Commissioner: ...", "Cllr Hale: ...", "Treasurer: ...", "The oral report of the Chief Constable."
_ROUND = r"(?: ?\d{1,2})?\.? ?\((?P<who>[^():,]{2,60})(?:,[^():]{0,80})?\)\s*:"  # "Q (Mrs Lee, resident): ..."
_ASKED = deferred(
    rf"\W*(?:\d[\d.]*\s+)?(?:(?:Q|Question|Supplementary(?: question)?){_ROUND}|"
    rf"(?:Q|Question)(?: ?\d{{1,2}})? (?:from|by) (?P<of>{TITLES} {NAME})[^:.]{{0,60}}:|"
    rf"(?P<to>{TITLES} {NAME}) to (?:the )?{OFFICE}\W{{0,3}}:)"
)
_ANSWERED = deferred(rf"\W*(?:\d[\d.]*\s+)?(?:A|Answer|Reply|Response){_ROUND}")
_APPOSED = deferred(
    rf"\W*(?:\d[\d.]*\s+)?(?:The|An?|Our|Its) [^,.:;]{{3,80}}, "
    rf"(?P<who>{TITLES} {NAME}|[A-Z][a-z]+ [A-Z][a-z-]+),{ADVERB} {VERB}\b"
)  # "The federation's secretary, Mr Roe, told us ..."
_MARKS = deferred(r"\*\*|__")
_SAYS = deferred(rf"{ADVERB} {VERB}\b")
_HOLDS_OFFICE = deferred(OFFICE)
_ACTS = deferred(
    rf"[\"'(*\s·•-]*(?:\d[\d.]*\s+)?(?:(?P<who>{TITLES} {NAME}|The {OFFICE})(?= [a-z])(?! {_GOES_ON}\b)|"
    rf"(?P<member>(?:Cllr\.?|Councillor) {NAME})(?= (?:had|has|would|was|could) ))"
)
_VIEW = deferred(rf"In (?P<who>{OFFICE})['’]s? (?:view|opinion)\b")
_TOLD = r"(?:challenged|questioned|asked|thanked|advised|informed|urged|congratulated|pressed)"
_PREFACE = r"\W*(?:(?:However|In response)\b\W*)?"
_UNNAMED = deferred(
    rf"{_PREFACE}(?:It was (?:also |further |then )?(?:noted|questioned|highlighted|suggested|asked|explained|"
    r"reported|recogni[sz]ed|felt|acknowledged|agreed|proposed|confirmed|emphasi[sz]ed|requested|commented|stated|advised|"
    r"queried|raised|considered|stressed|clarified)|(?:Reassurance|Clarification|Concerns?|Questions?|A question)\b"
    r"[\w ]{0,40}\b(?:was|were) |"
    r"(?:On a vote|On being put|The (?:motion|amendment) (?:was|were)|\w{2,20} [Mm]embers voted))\b"
)
_PASSIVE = deferred(rf"{_PREFACE}{OFFICE} (?:was|were) (?:also |further |then )?{_TOLD}\b")
_POINTS = deferred(r"points? (?:were|was|rose|raised|noted)|arising from (?:the )?discussion", re.IGNORECASE)
_NOT_SPEAKERS = deferred(r"(?:[Tt]he )?(?:Plan|Report|Act|Home Office|Government|Voice|Force|Board|Team|Fund)\b")
_GROUP = deferred(r"(?:panel )?members", re.IGNORECASE)
_BODY = deferred(r"(?:[Pp]anel|[Mm]embers?|officers?|Officers|representatives?)$")
_PERSON = deferred(rf"{TITLES} |(?:a |one )(?:panel )?member\b", re.IGNORECASE)
_PANEL = deferred(r"\b(?:panel|members?|cllrs?|councillors?|chair(?:man|woman|person)?)\b", re.IGNORECASE)
_GIVE = (
    r"(?:bring (?:back|a|an|details)|report back|come back|take (?:the|this|that|it|these)[\w ]{0,20}away|"
    r"provide (?:the |a |an |any |full(?:er)? |further |more |additional |written )*"
    r"(?:information|details?|update|report|briefing|response|figures|data|breakdown|copy)|"
    r"circulate|share (?:the|a|with)|write to|look into|feed back|supply|send|arrange|follow (?:this|it|that) up)"
)
_UNDERTAKING = deferred(
    r"\b(?<!had )(?:agreed|undertook|promised|pledged) (?:also |then )?to\b|\bundertook that\b"
    rf"|\b(?:offered|committed) to (?:also |then )?{_GIVE}"
    rf"|\b(?:would|will|could) (?:also |then |be happy to |and )*{_GIVE}"
    r"|\b(?:to|would|will) be circulated\b",
    re.IGNORECASE,
)
_PROMISES_BESIDE = deferred(
    r".{5,}?\b(?:[a-z]{3,}ed|gave|said|told|was|were|had|thought|took|made)\b.{5,}? and "
    rf"(?P<who>{TITLES} {NAME})(?:, [^.;]{{2,120}}?)?,? (?:then |also )?(?:agreed|undertook|promised|offered) to\b"
)  # "The Commissioner gave an example and Mrs Lee, Chief Executive, agreed to come back with an update."
_ACTION = deferred(r"[\W\d]*actions?\b ?\d{0,3}:\s*(?P<who>[\w ]{0,30})", re.IGNORECASE)
_FIRST_PERSON = deferred(r"\b(?:I|my|me|I'm|I’m|I've|I’ve)\b")
_PRONOUN = deferred(rf"(?:He|She|They){ADVERB} (?:{VERB}|would|could)\b")
_OF_POINTS = deferred(r"(?:He|She|They|His|Her|Their)\b[^.]*:\W*$")
_MENTIONS = deferred(rf"\b(?:{TITLES} {NAME}|(?:[Tt]he|[Aa]n?) (?!(?:[Pp]anel|[Mm]embers?|[Oo]fficers?)\b){OFFICE}\b)")
_LONGEST_LEAD = 600  # characters: who makes the points stands in the last words before them


def speaker_of(sentence: str) -> str | None:
    """Return who speaks in a sentence by its own words, as printed; None when it does not say.

    >>> speaker_of("In response to a question, the Commissioner advised that work had begun.")
    'the Commissioner'
    >>> speaker_of("Volunteers were leaving, Councillor Vale believed, since nobody thanked them.")
    'Councillor Vale'
    >>> speaker_of("Reply of the Commissioner: I have had it taken down.")
    'the Commissioner'
    >>> speaker_of("**Ms Holt**, of the centre, felt that it was late."), speaker_of("Q (Mrs Lee, resident): Why not?")
    ('Ms Holt', 'Mrs Lee')
    >>> speaker_of("It was questioned whether this was standard.") is None
    True
    """
    words = " ".join(sentence.split())
    return _speaker(words) or (_speaker(_MARKS.sub("", words)) if _MARKS.search(words) else None)


def _speaker(words: str) -> str | None:
    if replier := replier_of(words):
        return replier
    if asked := _ASKED.match(words):
        return asked["who"] or asked["of"] or asked["to"]
    if match := _SPEECH.match(words) or _VIEW.match(words) or _APPOSED.match(words):
        return None if _NOT_SPEAKERS.fullmatch(match["who"]) else match["who"]
    aside = _ASIDE_SPEECH.search(words)
    return (aside["who"] or aside["then"]) if aside else None


def verb_after(words: str, at: int) -> bool:
    """Does a verb of speech follow at a place, right after whoever speaks?"""
    return bool(_SAYS.match(words, at))


def names_office(words: str) -> bool:
    """Do words name an office, that of somebody who attends?"""
    return bool(_HOLDS_OFFICE.match(words))


def replier_of(sentence: str) -> str | None:
    """Return whose reply or statement a sentence begins, where it is headed so."""
    words = " ".join(sentence.split())
    if answered := _ANSWERED.match(words):
        return answered["who"]
    match = _REPLY.match(words)
    return (match["by"] or match["of"]) if match else None


def takes_over(sentence: str, *, before: str) -> bool:
    """Does somebody clearly begin to speak, where another spoke before?

    >>> takes_over("The Commissioner replied that it was.", before="the Chair")
    True
    >>> takes_over("The Commissioner made use of it.", before="the Chair")
    False
    >>> takes_over("Cllr Hale welcomed the report.", before="Members")
    True
    """
    words = _MARKS.sub("", " ".join(sentence.split()))
    match = _SPEECH.match(words)
    if match is None:
        return bool(replier_of(words) or _ASKED.match(words) or _APPOSED.match(words) or _ASIDE_SPEECH.search(words))
    one_of_them = bool(_GROUP.fullmatch(before) and _PERSON.match(match["who"]))
    return one_of_them or bool(_STRONG.search(words, match.end("who"), match.end()))


def goes_on(sentence: str) -> bool:
    """Does whoever spoke before go on, named by a pronoun only?

    >>> goes_on("She added that the work had begun."), goes_on("It was noted.")
    (True, False)
    """
    return bool(_PRONOUN.match(" ".join(sentence.split())))


def announces_points(sentence: str) -> bool:
    """Does somebody who is named by a pronoun only make the points that follow: "She gave three reasons:"?"""
    return bool(_OF_POINTS.match(" ".join(sentence.split())))


def mentions_somebody(words: str) -> bool:
    """Do words name a person or an office, whom a later "he" or "she" may mean?"""
    return bool(_MENTIONS.search(" ".join(words.split())))


def is_body(who: str) -> bool:
    """Is it a body or a group that is named, not one person?"""
    return bool(_BODY.search(who))


def names_nobody(sentence: str) -> bool:
    """Does the sentence report speech without a speaker ("It was noted that", "The Commissioner was asked")?"""
    words = " ".join(sentence.split())
    return bool(_UNNAMED.match(words) or _PASSIVE.match(words))


def tells_of_another(sentence: str, *, before: str) -> bool:
    """Does a sentence tell what somebody else did, so that whoever spoke before no longer speaks?

    >>> tells_of_another("Councillor Vale took his leave.", before="The Chair")
    True
    >>> tells_of_another("The Chief Constable had been told.", before="The Chair")
    False
    """
    match = _ACTS.match(" ".join(sentence.split()))
    who = (match["who"] or match["member"]) if match else None
    if who is None or is_body(who):
        return False
    return who.split()[-1].lower() != before.split()[-1].lower()


def speaker_of_points(lead: str) -> str | None:
    """Return who makes the points that a lead-in announces: the last speaker before the points.

    >>> speaker_of_points("The Chair invited the PFCC to comment and the PFCC made the following points:")
    'the PFCC'
    """
    words = " ".join(lead[-_LONGEST_LEAD:].split())
    if re.match(r"The following points", words):
        return None
    speakers = [match["who"].strip() for match in _ANYWHERE.finditer(words)]
    speakers = [who for who in speakers if not _NOT_SPEAKERS.fullmatch(who)]
    if speakers:
        return speakers[-1]
    return "Panel members" if _POINTS.search(words) and re.search(r"\b[Mm]embers\b", words) else None


def promiser_beside(sentence: str) -> str | None:
    """Return who promises something after somebody else has spoken in the same sentence; None where nobody does.

    >>> promiser_beside("The PCC gave an example and Mrs G Lee, Chief Executive, agreed to bring an update.")
    'Mrs G Lee'
    >>> promiser_beside("The PCC and Mrs Lee agreed to bring an update.") is None
    True
    """
    match = _PROMISES_BESIDE.match(" ".join(sentence.split()))
    return match["who"] if match else None


def is_undertaking(sentence: str, speaker: str | None) -> bool:
    """Does somebody other than the panel promise something ("agreed to bring back ...")?

    An action that the minutes note ("Action: PCC to report back") is one whoever speaks.

    >>> is_undertaking("The Commissioner agreed to bring back details.", "The Commissioner")
    True
    >>> is_undertaking("The Panel agreed to write to the Home Secretary.", "The Panel")
    False
    """
    words = " ".join(sentence.split())
    if action := _ACTION.match(words):
        return not _PANEL.search(action["who"])
    return speaker is not None and not _PANEL.search(speaker) and bool(_UNDERTAKING.search(words))


def in_first_person(sentence: str) -> bool:
    """Does the author speak of themselves?"""
    return bool(_FIRST_PERSON.search(sentence))
