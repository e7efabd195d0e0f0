"""Who speaks: in a sentence, and in the words that introduce a list of points.

Minutes use reported speech: "The Commissioner advised that ...", "Cllr Hale asked whether ...", "members raised the
following points:". A speaker is given as printed. Where the paper names nobody ("It was questioned whether"), nobody
is.
"""

import re

from corpus.names import NAME, OFFICE, TITLES
from corpus.patterns import deferred

_WHO = rf"(?P<who>{TITLES} {NAME}|{OFFICE}|[A-Z][a-z]+ [A-Z][a-z]+(?:,? the {OFFICE})?|Witness [A-Z])"
_PLACE = r" of (?:the )?[A-Z][a-z]+(?: [A-Z][a-z]+){0,3}"  # "Mr Sprake of Gullport"
_ASIDE = rf"(?:{_PLACE}|,? \([^()]{{0,120}}\)|, [^,.:;]{{3,90}},){{0,2}}"
_ADVERB = (
    r"(?: (?:also|then|further|subsequently|again|next|additionally|went on to|continued to|was keen to|"
    r"stated in response|in response)){0,4}"
)
_VERB = (
    r"(?:abstained (?:and|but) (?:asked|explained|said)|add(?:ed|s|ing)?|address(?:ed)?|"
    r"acknowledg(?:ed|e)|advis(?:ed|e)|agreed|announced|answered|apologised|"
    r"appreciated|argued|ask(?:ed|s)?|assured|believed|call(?:ed)? for|challenged|clarified|commend(?:ed|s)?|"
    r"comment(?:ed)?|committed|concluded|confirmed|congratulated|consider(?:ed|s)(?! (?:an?|the|its) )|decided|"
    r"declared|declined|described|dissent(?:s|ed)|drew attention|"
    r"emphasi[sz]ed?|encouraged?|enquired|explain(?:ed)?|expressed|felt|gave|"
    r"highlight(?:ed|s)?|hoped|informed|indicated|insisted|introduced|made|mentioned|moved|noted|observed|outlined|"
    r"pointed out|praised|presented|proposed|present|provided|queried|question(?:ed|s)?|raised|"
    r"recogni[sz]ed|recommended|referred|reiterated|remarked|reminded|replied|reported|requested|responded|said|"
    r"seconded|set out|shared|sought|spoke|stat(?:ed|es)|stressed|suggested|summari[sz]ed|supported|thanked|"
    r"thought|told|undertook|updated|urged|want(?:ed)|warned|welcomed|were concerned|was concerned|wished|wondered|"
    r"accepted|admitted|attributed|blamed|complained|conceded|contended|countered|criticised|defended|denied|"
    r"disagreed|disputed|doubted|estimated|expected|feared|maintained|objected|pledged|pointed to|predicted|"
    r"preferred|pressed|promised|protested|put (?:it|this|that|the)|reckoned|regretted|repeated|returned to|"
    r"stood by|took (?:an?|the) (?:\w+ )?view|took issue|turned to|voiced|went through|"
    r"would (?:have )?(?:like|prefer|recommend|welcome|vote|support|oppose)(?:d|red|ed)?|believes?|feels|says|thinks|"
    r"(?:did|could|do|does|would) not (?:accept|agree|be drawn|believe|bind|comment|commit|consider|expect|have|"
    r"know|rule|say|see|share|think|want|wish)|"
    r"(?:was|were) (?:also |not |less |more |very )?(?:of the (?:\w+ )?(?:view|opinion)|clear|confident|convinced|"
    r"disappointed|frank|glad|grateful|persuaded|pleased|satisfied|sceptical|sorry|surprised|sympathetic|unhappy|"
    r"worried|alarmed|angry|anxious|content|dismayed|doubtful|keen|uneasy|upset)|"
    r"(?:was|were) (?!told|informed|advised|assured|reminded|asked|given)\w+ that)"
)
_STRONG = deferred(
    r" (?:advised|agreed|answered|ask(?:ed|s)|clarified|commented|confirmed|explain(?:ed|s)|highlighted|noted|"
    r"questioned|remarked|replied|responded|said|stated|states|stressed|suggested|warned|admitted|conceded|"
    r"countered|disagreed|objected|(?:did|could) not agree|took (?:an?|the) (?:\w+ )?view)\b"
)
_TO = r"(?:[^,.:]{1,140}(?=,)|[^,.:]{1,140}?)"  # up to a comma where there is one
_OPENING = (
    r"(?:(?:However|Moreover|Furthermore|In addition|In particular|In conclusion|At the same time|Finally|Overall|"
    rf"In (?:response|reply|answer)(?: to {_TO})?|In (?:presenting|introducing|responding){_TO}|"
    rf"Following {_TO}|(?:In the course of|During) {_TO}|At the Chair[^,.:]{{0,20}} invitation|"
    rf"As [^,.:]{{3,60}}(?=,)|On {_TO}),? )?"
)
_INLINE_TITLE = (
    r"(?:\*\*[^*\n]{3,80}\*\*\s*[-–—:]?\s*|(?:(?:Further|Supplementary) question|Reply|Answer|Response|A)\s*:\s*)?"
)
_SPEECH = deferred(
    rf"[\"'(*\s·•-]*(?:[A-Z]{{0,3}}\d[\w./]*:?\s+)?{_INLINE_TITLE}{_OPENING}(?:that )?{_WHO}{_ASIDE}{_ADVERB} {_VERB}\b"
)
_ANYWHERE = deferred(rf"(?:^|[ ,.]){_WHO}{_ASIDE}{_ADVERB} {_VERB}\b")
_ASIDE_SPEECH = deferred(
    rf"(?:, (?P<who>{TITLES} {NAME}|the {OFFICE}) {_VERB}(?:[,;]|[.]?$)|"
    rf"; (?:but |and )?(?P<then>{TITLES} {NAME}|the {OFFICE}) {_VERB}\b)"
)  # "..., Cllr Hale believed, ..."; "It was not known; the Commissioner hoped to hear."
_GOES_ON = r"(?:had|has|have|would|was|were|is|are|could|should|might|and|or)"  # what is told of somebody, not by them
_REPLY = deferred(
    r"\W*(?:\d[\d.]*\s+)?(?:(?:The )?(?:\w+ )?(?:[Rr]eply|[Aa]nswer|[Rr]esponse|[Rr]eport|[Ss]tatement|[Uu]pdate) "
    rf"(?:of|from|by) (?P<by>{TITLES} {NAME}|(?:the )?{OFFICE})(?:(?:, [A-Z][^,.:;]{{2,40}})?:|\.(?=\s[A-Z]|$))|"
    rf"(?P<of>{TITLES} {NAME}|(?:The )?{OFFICE}(?=['’]))(?:['’]s? (?:reply|answer|response|statement))?:)"
)  # "Reply of the Commissioner: ...", "Cllr Hale: ...", "The oral report of the Chief Constable."
_ROUND = r"(?: ?\d{1,2})?\.? ?\((?P<who>[^():,]{2,60})(?:,[^():]{0,80})?\)\s*:"  # "Q (Mrs Lee, resident): ..."
_ASKED = deferred(
    rf"\W*(?:\d[\d.]*\s+)?(?:(?:Q|Question|Supplementary(?: question)?){_ROUND}|"
    rf"(?:Q|Question)(?: ?\d{{1,2}})? (?:from|by) (?P<of>{TITLES} {NAME})[^:.]{{0,60}}:)"
)
_ANSWERED = deferred(rf"\W*(?:\d[\d.]*\s+)?(?:A|Answer|Reply|Response){_ROUND}")
_APPOSED = deferred(
    rf"\W*(?:\d[\d.]*\s+)?(?:The|An?|Our|Its) [^,.:;]{{3,80}}, (?P<who>{TITLES} {NAME}),{_ADVERB} {_VERB}\b"
)  # "The federation's secretary, Mr Roe, told us ..."
_MARKS = deferred(r"\*\*|__")
_SAYS = deferred(rf"{_ADVERB} {_VERB}\b")
_HOLDS_OFFICE = deferred(OFFICE)
_ACTS = deferred(rf"[\"'(*\s·•-]*(?:\d[\d.]*\s+)?(?P<who>{TITLES} {NAME}|The {OFFICE})(?! {_GOES_ON}\b)(?= [a-z])")
_ASKS = deferred(r"\b(?:asked(?! that)|enquired|queried|questioned|wondered|(?:wished|wanted) to know)\b")
_REPLIES = deferred(r"(?:He|She|They) (?:replied|answered|responded)\b")
_ANSWERS = deferred(rf"(?P<who>{TITLES} {NAME}|The {OFFICE})(?= [a-z])(?! (?:are|have|[a-z]+(?<!wa)s)\b)")
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
_ACTION = deferred(r"[\W\d]*actions?\b ?\d{0,3}:\s*(?P<who>[\w ]{0,30})", re.IGNORECASE)
_FIRST_PERSON = deferred(r"\b(?:I|my|me|I'm|I’m|I've|I’ve)\b")
_PRONOUN = deferred(rf"(?:He|She|They){_ADVERB} {_VERB}\b")
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
        return asked["who"] or asked["of"]
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
    if match is None or _BODY.search(match["who"]):
        return False
    return match["who"].split()[-1].lower() != before.split()[-1].lower()


def asks(sentence: str) -> bool:
    """Does somebody ask something, so that what follows may be the answer?"""
    return bool(_ASKS.search(sentence))


def replies(sentence: str) -> bool:
    """Does somebody reply who is named by a pronoun only?"""
    return bool(_REPLIES.match(sentence))


def answerer_of(sentence: str) -> str | None:
    """Return whom the sentence after a question begins with: the answer is theirs, whatever the verb in the past.

    >>> answerer_of("The Chief Constable had no local figure.")
    'The Chief Constable'
    >>> answerer_of("No figure had been kept.") is None
    True
    """
    match = _ANSWERS.match(" ".join(sentence.split()))
    return match["who"] if match and not _BODY.search(match["who"]) else None


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
