"""What a figure in a sentence measures, and for when: words of the sentence itself, or nothing where there is a doubt.

A wrong name or time beside a right figure is worse than none: only wordings are read that leave no choice.
"""

import re

from qa.briefings.amounts import Amount, Unit
from qa.periods import periods

_ROUGHLY = (
    r"(?:(?:about|nearly|almost|around|approximately|over|more than|less than|just over|just under|only|at|some|"
    r"up to) )?"
)
_IS = re.compile(
    r" (?:was|were|is|are|will be|has been|had been|stood at|stands at|will stand at|(?:had|has) (?:risen|fallen|grown|"
    rf"increased) to|(?:rose|fell) to|numbered|came to|amounted to|(?:had )?reached|totalled) {_ROUGHLY}$"
)
_OF = re.compile(
    rf"\b(?P<measure>(?:[Aa]n?|[Tt]he|its|their|his|her) (?:[a-z][\w-]* ){{0,2}}[a-z][\w-]*) of {_ROUGHLY}$"
)
_COUNTED = re.compile(r"\s(?P<measure>[a-z][\w'’-]*(?: [a-z][\w'’-]*){0,5})")
_DONE = re.compile(
    r" of (?:the |all )?(?P<measure>[a-z][\w-]*(?: [a-z][\w-]*){0,3} (?:had been|have been|has been|were|was|are|is) "
    r"[a-z]+(?:ed|en))(?=[.;,]|$)"
)
_ARTICLE = re.compile(r"^(?:an?|the|its|their|his|her) ", re.IGNORECASE)
_PAUSE = re.compile(r"[,;:–] (?:and |but )?|\b(?:that|but|while|whereas|although) ")
_AND = re.compile(r"\band ")
_TOLD = re.compile(r"\d|\b(?:was|were|is|are|had|has|said|rose|fell|stood|would|will)\b")
_NO_NAME = re.compile(
    r"(?:it|this|that|he|she|they|which|who|there|we|i|what|these|those|its|one|of|all|some|both|each|and|also)\b"
    r"(?: \w+)?$|.*\b(?:said|asked|reported|told|noted|because|so|when|if|as|it|they|which|who)$",
    re.IGNORECASE,
)
_NO_HEAD = re.compile(
    r".*\b(?:rise|fall|increase|decrease|reduction|drop|cut|total|maximum|minimum|average|sum|cost|figure|rate|worth|"
    r"most|part|number|share|majority|means|terms|loss|range|benefit)$"
)
_ENDS_A_NAME = frozenset(
    (  # noqa: SIM905 - quoting each word would say no more
        "was were is are be been being had have has having against on at in for by from to who whom whose which that "
        "and but with since during between than as or would will could can may must per each within over across "
        "into about after before until while where when there more fewer less of the an a it this so if not did do "
        "does out off up down under above said spent left took taken made came went rang used helped gave given died"
    ).split()
)
_MAY_FOLLOW = frozenset({"involving", "per"})  # "crimes involving a knife"
_CHANGE = re.compile(
    r"\b(?:(?:rise|fall|increase|decrease|reduction|drop|growth|cut)s? of|(?:up|down)|(?:r(?:ise|ose|isen|aised?)|"
    r"f(?:all|ell|allen)|gr(?:ew|own)|"
    r"increas\w+|decreas\w+|reduc\w+|cut|lower\w*|dropp\w+)\b[^.;,]{0,60}(?<!supported )(?<!opposed )(?<!backed )\bby) "
    rf"{_ROUGHLY}$",
    re.IGNORECASE,
)
_AIMED = re.compile(
    r"\b(?:aims?|aimed(?! at)|targets?|goals?|establishment|would|will(?! have)|expect\w*|hope[sd]?|forecast\w*|"
    r"propos\w+|assum\w+|budgeted|should(?! (?:have )?read)|promis\w+|intend\w*|recommend\w*|limit|"
    r"plan(?:s|ned) to|estimat\w+|rebuilt)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:(?:in|over|during|for|within) (?:the|its|their) (?:past|last|previous|first|final)(?: \w+){0,2} (?:months?|"
    r"years?|weeks?|quarter|days)|in the (?:year|month|quarter) before|in the \d+ months (?:to|leading up to) "
    r"\w+ 20\d\d|last year|this year)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"\b(?:between|from) (?P<one>[^,;:.]{3,20}?) (?:and|to) (?P<two>\d{1,2} \w+ 20\d\d|\w+ 20\d\d)|\b20\d\d to 20\d\d\b"
)
_OPENS = re.compile(r"\W*(?:(?:in|on|at|by|for|during|since|from|between|as at|at the end of|by the end of)\s+)?", re.I)
_SAYS_WHEN = re.compile(r"(?:^|\b(?:in|on|at|by|for|to|during|end of|of|since|between|from) )$", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\d|\bagainst\b|\band\b|\b(?:to|for) (?:the|an?|it|be|him|her|them)\b"
)  # the time is of something else
_REACH = 70  # characters after a figure in which its time may stand
_CLAUSE_ENDS = re.compile(r"[;:]\s|,\s(?=(?:and|but|while|whereas|of which|which)\b)")
_LONGEST_CLAUSE = 200


def measure(words: str, amount: Amount) -> str:
    """Return what a figure of a sentence measures, or nothing where its wording leaves a doubt."""
    before, after = words[: amount.start], words[amount.end :]
    if (match := _IS.search(before)) and (subject := _subject(before[: match.start()])):
        return _ARTICLE.sub("", subject)
    if amount.unit is Unit.COUNT and (match := _COUNTED.match(after)) and (name := counted(match["measure"])):
        return name
    if amount.unit is Unit.SHARE and (match := _DONE.match(after)):
        return match["measure"]  # "8.8 per cent of burglaries had been solved."
    if (match := _OF.search(before)) and not _NO_HEAD.match(match["measure"]):
        return _ARTICLE.sub("", match["measure"])
    return ""


def _subject(before: str) -> str:
    """Return what stands before the verb, from the last pause on; nothing where that names no thing."""
    start = max((match.end() for match in _PAUSE.finditer(before)), default=0)
    for match in _AND.finditer(before, start):
        if _TOLD.search(before[start : match.start()]):
            start = match.end()
    subject = before[start:].strip(" *“”\"'")
    named = re.search(r"[a-z]{3}", subject) and not _NO_NAME.match(subject) and not _TOLD.search(_timeless(subject))
    return subject if named and len(subject.split()) <= 12 else ""


def _timeless(words: str) -> str:
    """Return words without the times that they name."""
    for period in periods(words):
        words = words.replace(period.words, "")
    return re.sub(r"\b(?:101|999)\b", "", words)


def counted(words: str) -> str:
    """Return the name of the things counted that some words begin with, up to the first that cannot belong to it.

    >>> counted("crimes involving a knife"), counted("detectives in post"), counted("of the time")
    ('crimes involving a knife', 'detectives', '')
    """
    kept: list[str] = []
    for word in words.split():
        if word in _ENDS_A_NAME and not (kept and kept[-1] in _MAY_FOLLOW):
            break
        kept.append(word)
    while kept and (kept[-1] in _MAY_FOLLOW or kept[-1].endswith(("ly", "ed"))):
        kept.pop()
    plural = any(re.search(r"(?:[^s]s|people|children|staff|women|men|police)$", word) for word in kept)
    return " ".join(kept) if plural else ""


def clause(words: str, amount: Amount) -> str:
    """Return the part of a sentence around a figure, cut where the sentence itself pauses."""
    if len(words) <= _LONGEST_CLAUSE:
        return words.strip()
    start = max((match.end() for match in _CLAUSE_ENDS.finditer(words, 0, amount.start)), default=0)
    match = _CLAUSE_ENDS.search(words, amount.end)
    return words[start : match.start() if match else len(words)].strip()


def time_of(words: str, amount: Amount) -> str:
    """Return the time that a sentence gives for a figure, as printed; nothing where it gives none, or another's."""
    for start, end in _times(words):
        if end <= amount.start:
            opens = bool(_OPENS.fullmatch(words[:start]))
            between = words[end : amount.start]
            inside = bool(_IS.search(words[: amount.start])) and not _PAUSE.search(between)
            if (opens or inside) and _SAYS_WHEN.search(words[:start]):
                return words[start:end]
        elif amount.end <= start <= amount.end + _REACH:
            between = words[amount.end : start]
            if not _PAUSE.search(between) and not _ELSEWHERE.search(between):
                return words[start:end]
    return ""


def _times(words: str) -> list[tuple[int, int]]:
    """Return where a sentence names times, ranges and relative ones as a whole, in order."""
    found = [match.span() for match in _RANGE.finditer(words) if periods(match[0])]
    found += [match.span() for match in _RELATIVE.finditer(words)]
    for period in periods(words):
        for match in re.finditer(re.escape(period.words), words):
            if not any(start <= match.start() < end for start, end in found):
                found.append(match.span())
    return sorted(found)


def is_change(words: str, amount: Amount) -> bool:
    """Is a figure how much something rose or fell, not where it stands?"""
    return bool(_CHANGE.search(words[: amount.start]))


def is_aimed(words: str) -> bool:
    """Do the words before a figure make it an aim, a forecast, a limit or a proposal?"""
    return bool(_AIMED.search(words))
