"""Who speaks: in a sentence, and in the words that introduce a list of points.

Minutes use reported speech: "The Commissioner advised that ...", "Cllr Hale asked whether ...", "members raised the
following points:". A speaker is given as printed. Where the paper names nobody ("It was questioned whether"), nobody is.
"""

import re

_TITLES = r"(?:Cllrs?\.?|Councillors?|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Sir|Dame|Lord|Lady|Baroness|Rev\.?|Professor)"
_NAME = r"(?:[A-Z]\.? )?(?:[A-Z][A-Za-z'’-]+)(?: [A-Z][A-Za-z'’-]+){0,2}"
_OFFICE = (
    r"(?:[Tt]he |[Aa]n? )?(?:(?:former|new|then|other|several|some|another|Panel|Force|Joint) )?(?:[Dd]eputy |[Aa]ssistant |[Aa]cting |[Tt]emporary |[Ii]nterim )?"
    r"(?:Police(?:,| and| &)[ \w&,]*Crime Commissioner(?: for [A-Z]\w+)?|PFCC|PCC|PFC|DPFCC|DPCC|Commissioner|Mayor|"
    r"Chief Constable|ACC|DCC|CC|T/CC|Chief Superintendent|Superintendent|Chief Fire Officer|CFO|Chief Executive|"
    r"Chief Finance Officer|Monitoring Officer|Director of [A-Z]\w+(?: and [A-Z]\w+)?|Clerk|"
    r"Vice[- ?\u2011]?[Cc]hair(?:man|woman|person)?|Chair(?:man|woman|person)?|"
    r"[Pp]anel [Mm]embers?|[Mm]embers?(?: of (?:the [Pp]anel|the public|the [Pp]ublic))?|Panel|"
    r"[Ii]ndependent [Mm]ember|[Oo]fficers?|representatives?)"
)
_WHO = rf"(?P<who>{_TITLES} {_NAME}|{_OFFICE}|[A-Z][a-z]+ [A-Z][a-z]+(?:,? the {_OFFICE})?)"
_ASIDE = r"(?:,? \([^)]*\)|, [^,.;:]{3,90},)?"
_ADVERB = r"(?: (?:also|then|further|subsequently|again|next|additionally|went on to|continued to|was keen to|stated in response|in response))*"
_VERB = (
    r"(?:add(?:ed|s|ing)?|address(?:ed)?|acknowledg(?:ed|e)|advis(?:ed|e)|agreed|announced|answered|appreciated|argued|ask(?:ed|s)?|"
    r"assured|believed|call(?:ed)? for|challenged|clarified|commend(?:ed|s)?|comment(?:ed)?|committed|concluded|confirmed|"
    r"congratulated|consider(?:ed|s)|drew attention|emphasi[sz]ed?|encouraged?|enquired|explain(?:ed)?|expressed|felt|gave|"
    r"highlight(?:ed|s)?|hoped|informed|indicated|insisted|introduced|made|mentioned|noted|observed|outlined|pointed out|"
    r"praised|presented|proposed|present|provided|queried|question(?:ed|s)?|raised|recogni[sz]ed|recommended|referred|reiterated|remarked|"
    r"replied|reported|requested|responded|said|set out|shared|sought|spoke|stat(?:ed|es)|stressed|suggested|summari[sz]ed|"
    r"supported|thanked|thought|told|undertook|updated|urged|want(?:ed)|welcomed|wished|wondered)"
)
_STRONG = re.compile(
    r" (?:advised|agreed|ask(?:ed|s)|clarified|commented|confirmed|explain(?:ed|s)|highlighted|noted|questioned|replied|responded|"
    r"said|stated|states|stressed|suggested)\b"
)
_OPENING = (
    r"(?:(?:However|Moreover|Furthermore|In addition|In particular|In conclusion|At the same time|Finally|Overall|"
    r"In (?:response|reply|answer)(?: to [^,.:]{1,140}?)?|In (?:presenting|introducing|responding)[^,.:]{1,120}?|"
    r"Following [^,.:]{1,80}?|At the Chair[^,.:]{0,20} invitation|As [^,.:]{3,60}?|On [^,.:]{3,60}?),? )?"
)
_INLINE_TITLE = r"(?:\*\*[^*\n]{3,80}\*\*\s*[-–—:]?\s*)?"
_SPEECH = re.compile(
    rf"[\"'(*\s·•-]*(?:\d[\d.]*\s+)?{_INLINE_TITLE}{_OPENING}(?:that )?{_WHO}{_ASIDE}{_ADVERB} {_VERB}\b"
)
_ANYWHERE = re.compile(rf"(?:^|[ ,.]){_WHO}{_ASIDE}{_ADVERB} {_VERB}\b")
_TOLD = r"(?:challenged|questioned|asked|thanked|advised|informed|urged|congratulated|pressed)"
_UNNAMED = re.compile(
    r"(?:\W|However,? |In response,? )*(?:It was (?:also |further |then )?(?:noted|questioned|highlighted|suggested|asked|explained|"
    r"reported|recogni[sz]ed|felt|acknowledged|agreed|proposed|confirmed|emphasi[sz]ed|requested|commented|stated|advised|"
    r"queried|raised|considered|stressed|clarified)|(?:Reassurance|Clarification|Concerns?|Questions?|A question)\b[\w ]{0,40}"
    r"\b(?:was|were) )\b"
)
_PASSIVE = re.compile(rf"(?:\W|However,? )*{_OFFICE} (?:was|were) (?:also |further |then )?{_TOLD}\b")
_POINTS = re.compile(r"points? (?:were|was|rose|raised|noted)|arising from (?:the )?discussion", re.IGNORECASE)
_NOT_SPEAKERS = re.compile(r"(?:[Tt]he )?(?:Plan|Report|Act|Home Office|Government|Voice|Force|Board|Team|Fund)\b")
_UNDERTAKING = re.compile(
    r"\b(?:agreed|undertook|committed|promised|offered|would|will|could|to) (?:also |then |be happy to |to |and )*"
    r"(?:bring (?:back|a|an|details)|report back|come back|take (?:the|this|that|it|these)[\w ]{0,20}away|provide (?:the |a |an |"
    r"any |full(?:er)? |further |more |additional |written )*(?:information|details?|update|report|briefing|response|figures|"
    r"data|breakdown|copy)|circulate|share (?:the|a|with)|write to|look into|feed back|supply|send|arrange|follow (?:this|it|that) up)"
    r"|\b(?:to|would|will) be circulated\b|^\W*ACTIONS?\b ?\d*:",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|my|me|I'm|I’m|I've|I’ve)\b")


def speaker_of(sentence: str) -> str | None:
    """Return who speaks in a sentence by its own words, as printed; None when it does not say.

    >>> speaker_of("In response to a question, the Commissioner advised that work had begun.")
    'the Commissioner'
    >>> speaker_of("It was questioned whether this was standard.") is None
    True
    """
    words = " ".join(sentence.split())
    match = _SPEECH.match(words)
    if match is None or _NOT_SPEAKERS.fullmatch(match["who"]):
        return None
    return match["who"]


def takes_over(sentence: str) -> bool:
    """Does somebody clearly begin to speak, where another spoke before?

    >>> takes_over("The Commissioner replied that it was."), takes_over("The Commissioner made use of it.")
    (True, False)
    """
    words = " ".join(sentence.split())
    match = _SPEECH.match(words)
    return bool(match and _STRONG.search(words, match.end("who"), match.end()))


def names_nobody(sentence: str) -> bool:
    """Does the sentence report speech without a speaker ("It was noted that", "The Commissioner was asked")?"""
    words = " ".join(sentence.split())
    return bool(_UNNAMED.match(words) or _PASSIVE.match(words))


def speaker_of_points(lead: str) -> str | None:
    """Return who makes the points that a lead-in announces: the last speaker before the points.

    >>> speaker_of_points("The Chair invited the PFCC to comment and the PFCC made the following points:")
    'the PFCC'
    """
    words = " ".join(lead.split())
    if re.match(r"The following points", words):
        return None
    speakers = [match["who"].strip() for match in _ANYWHERE.finditer(words)]
    speakers = [who for who in speakers if not _NOT_SPEAKERS.fullmatch(who)]
    if speakers:
        return speakers[-1]
    return "Panel members" if _POINTS.search(words) and re.search(r"\b[Mm]embers\b", words) else None


def is_undertaking(sentence: str, speaker: str | None) -> bool:
    """Does somebody other than the panel promise something ("agreed to bring back ...")?

    >>> is_undertaking("The Commissioner agreed to bring back details.", "The Commissioner")
    True
    """
    panel = bool(speaker and re.search(r"\b(?:panel|members?|cllr|councillor)\b", speaker, re.IGNORECASE))
    return not panel and bool(_UNDERTAKING.search(" ".join(sentence.split())))


def in_first_person(sentence: str) -> bool:
    """Does the author speak of themselves?"""
    return bool(_FIRST_PERSON.search(sentence))
