"""The sort of thing that a question asks for, and whether a sentence holds it: an amount, a share, a name, a day.

Also what a question takes for granted ("Why did the panel veto ...") and whether a sentence speaks of it at all.
"""

import re
from enum import StrEnum
from functools import lru_cache

from corpus.papers import Section
from qa.intents import SHARE
from qa.understand import Intent, Understood

_KEPT = 16  # questions of which it is kept what they count: every sentence found is asked for it


class Sort(StrEnum):
    """A sort of thing that can be seen in a sentence."""

    MONEY = "money"
    SHARE = "share"
    COUNT = "count"
    LENGTH = "length of time"
    DAY = "day"
    NAME = "name"
    REASON = "reason"
    MEANING = "meaning"
    ITEMS = "items"


_ASKED_MONEY = re.compile(
    r"[£]|(?<!by )\bhow much (?!of|more|longer)|\b(?:cost|costs|price|budget|salary|paid|pay|pays|earns?|wages?|"
    r"funding|grant|precept|sum|amount|worth|"
    r"money|spend|spent|reserves?|saving|savings|gap|overspend|underspend|(?:final|total|whole|full) bill)\b",
    re.IGNORECASE,
)
_ASKED_SHARE = re.compile(rf"\b(?:{SHARE}|what fraction)\b|%", re.IGNORECASE)
_ASKED_LENGTH = re.compile(
    r"\bhow (?:long|old|often|far)\b|\bhow many (?:minutes|hours|days|weeks|months|years)\b", re.IGNORECASE
)
_SMALL = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|"
    r"half|third|quarter|double[ds]?|hundreds?|thousands?|dozens?)"
)
_HOLDS = {
    Sort.MONEY: re.compile(r"[£$€]\s?\d|\d[\d,.]*\s?(?:p\b|pence|pounds|million|billion)|\d\s?[mk]\b"),
    Sort.SHARE: re.compile(rf"\d\s?(?:%|per ?cent)|\b(?:half|third|quarter|majority|all|none|in (?:ten|five|"
    rf"four|three))\b|\d in \d|\b{_SMALL} per cent", re.IGNORECASE),
    Sort.COUNT: re.compile(rf"\d|\b{_SMALL}\b", re.IGNORECASE),
    Sort.LENGTH: re.compile(r"\b(?:second|minute|hour|day|week|month|year|quarter|decade|night|daily|weekly|"
    r"monthly|annual)", re.IGNORECASE),
    Sort.DAY: re.compile(
        r"\b(?:20\d\d|19\d\d|january|february|march|april|may|june|july|august|september|october|november|"
        r"december|spring|summer|autumn|"
        r"winter|christmas|new year|today|yesterday|tomorrow|\d{1,2} ?[ap]\.?m)\b",
        re.IGNORECASE,
    ),
    Sort.REASON: re.compile(
        r"\b(?:because|due to|owing to|reflect\w*|so that|so as|in order to|as a result|therefore|since|given|"
        r"meaning that|meant|means|reasons?|"
        r"caused?|led to|to (?:help|ensure|allow|enable|support|reduce|improve|prevent)|as (?:he|she|it|they|"
        r"there)|although|despite|affected|"
        r"was to do with|were to do with)\b",
        re.IGNORECASE,
    ),
    Sort.MEANING: re.compile(r"\([A-Z]{2,}\)|[A-Z]{2,}\s?\(|\b(?:is|was|are|were) (?:an?|the|to|set)\b|"
    r"\bwhich\b|\bknown as\b|\bmeans?\b|\baims?\b|\bcalled\b|\bprovid|\bhelps?\b"),
}  # fmt: skip
_SORTS = {
    Intent.DATE: Sort.DAY,
    Intent.PERSON: Sort.NAME,
    Intent.REASON: Sort.REASON,
    Intent.MEANING: Sort.MEANING,
    Intent.LIST: Sort.ITEMS,
}
# "Which names were put forward?", "What is the new prison called?", not "Which risks did the report name?"
ASKS_NAME = re.compile(
    r"^(?!.*\b(?:did|does|do|would|will|could|to)\b.{1,80}(?<!the )(?<!his )(?<!her )(?<!its )\bname"
    r"(?:\W*$| (?:as|in|among|its|the|their|his|her)\b))"
    r".*\bnames?\b"
    r"|^\W*what(?:['’]?s|['’]re| is| are| was| were)\b.*\bcalled\W*$",
    re.IGNORECASE | re.DOTALL,
)
_WORDS = (
    (Sort.NAME, ASKS_NAME),
    (
        Sort.MONEY,
        re.compile(
            r"\bwhat\b.*\b(?:be|is|was|are|were) (?:\w+ ){0,6}paid\b(?! for)|\b(?:salary|cost|budget)\b", re.IGNORECASE
        ),
    ),
)
# Capitalised words that are offices, bodies and days rather than somebody's name.
NAMELESS = frozenset(
    (  # noqa: SIM905 - quoting each word would say no more
        "Police Crime Fire Rescue Commissioner Panel Council County Borough City District Chief Constable Officer "
        "Executive Chair Vice Deputy Acting Assistant Plan Act Home Office Ministry Justice Government Service "
        "Services Board Team Report Agenda Item Minutes Decision Record Councillor Cllr Mr Mrs Ms Miss Dr Member "
        "Members Force The A An In On At As It He She They This That These Those There For To Of And Or But If When "
        "While Since January February March April May June July August September October November December Monday "
        "Scheme Fund Programme Unit Centre Strategy Partnership Commission Group Hearing Authority Department "
        "Standards Accountability Positive Operation Op Order Law Project Prison Review Survey Report Update Area "
        "Areas Policing Local Neighbourhood Safer Streets Youth Victim Victims Domestic Abuse Violence Women Girls "
        "Criminal National Band Tax Council's Mayor Lead Head Director Deputy Manager Tuesday Wednesday Thursday "
        "Friday Saturday Sunday North South East West England Wales Independent Public PFCC PCC OPFCC"
    ).split()
)
_CAPITALISED = re.compile(r"\b[A-Z][a-z][\w'’-]+(?: (?:[A-Z]\.? )?[A-Z][a-z][\w'’-]+)*")
_FOCUS = re.compile(
    r"\bhow many (?:more |extra |of (?:the |those )?|new |additional |\d[\d,]* )*([\w-]+)(?: ([\w-]+))?", re.IGNORECASE
)
_NUMBER = rf"(?:\d[\d,.]*|\b{_SMALL}\b)"
PLAIN_NUMBER = re.compile(_NUMBER, re.IGNORECASE)
_COUNTS_NOTHING = re.compile(
    r"(?m)^\W*[\w.]{1,8}[.)]?\s(?=[A-Z*])|\b(?:101|999)\b|"
    r"\b(?i:item|para(?:graph)?|section|page|phase|round|priority|record|decision|minute|recommendation|option) \d+|"
    r"\b\d{1,2}(?:st|nd|rd|th)?(?= (?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)\b)|\b(?:19|20)\d\d(?:\s?[/–-]\s?\d\d(?:\d\d)?)?\b"
)  # numbers of paragraphs, telephone services, days and years
_FIGURES = (
    (Sort.LENGTH, _ASKED_LENGTH),
    (Sort.SHARE, _ASKED_SHARE),
    (Sort.COUNT, _FOCUS),
    (Sort.MONEY, _ASKED_MONEY),
)
# "What was the average wait?", "What precept did the panel support?"
_MEASURED = re.compile(
    r"\b(?:average|median|numbers?|count|figures?|level|speed|wait(?:ing)?|availability)\b", re.IGNORECASE
)
_WHICH_SUM = re.compile(
    r"\b(?:what|which|how (?:much|big|large|high)) (?:[\w-]+ ){0,3}(?:precept|sum|amount|rise|increase)\b",
    re.IGNORECASE,
)
_PENDING = re.compile(
    r"\bwill (?:determine|be (?:held|reviewed|decided|published|considered))|\b(?:could|would) (?:provide|"
    r"bring|report|present|share|welcome)|"
    r"\brequests? (?:to receive|that)|\brequested (?:that|an?)|\bask(?:ed|s)? (?:for|whether|if|how|when|why|"
    r"to)|\bquestioned (?:whether|how|what)|"
    r"\bto report back|\bsought (?:re)?assurance|\bmembers? (?:asked|queried)",
    re.IGNORECASE,
)
# What somebody is said to have done, in groups of words for the same thing. A question that takes one for granted is
# not answered by a sentence that knows nothing of it.
_ACTS = tuple(
    re.compile(rf"\b(?:{words})", re.IGNORECASE)
    for words in (
        r"veto|reject|refus|threw out|thrown? out|turn(?:ed|ing)? down|declin|oppos|(?:vot\w+|"
        r"decid\w+) against|block(?:ed|ing)?\b",
        r"sack|dismiss|suspend|resign|step(?:ped)? down|remov|oust|forc\w+ out|fired?\b",
        r"clos(?:e|ed|ing|ure)(?! the books?\b)|shut|abolish|scrap|cancel|disband|withdr[ae]w|axe[ds]?\b|"
        r"no longer|stopp|discontinu|wound up|end(?:ed|ing) (?:the|its|their)",
        r"apolog|sorry\b|regret",
        r"upheld|uphold",
        r"illegal|unlawful|corrupt|fraudulent|misconduct|guilty|convicted|arrest|fined\b",
        r"special measures|inadequate|requires improvement",
        r"merg(?:e|ed|er|ing)|privatis|outsourc",
        r"vot(?:e|ed|es|ing)\b",
        r"lost\b|losing|fail(?:ed|ing|ure)?\b",
        r"doubl|halv|trebl|tripl",
    )
)  # fmt: skip


def sort_asked(asked: Understood) -> Sort | None:
    """Return the sort of thing that a question asks for; None where any sentence may answer."""
    if asked.intent is Intent.FIGURE:
        return next((sort for sort, pattern in _FIGURES if pattern.search(asked.asked)), Sort.COUNT)
    if asked.intent in _SORTS:
        return _SORTS[asked.intent]
    return next((sort for sort, pattern in _WORDS if pattern.search(asked.asked)), None)


def value_asked(asked: Understood) -> Sort | None:
    """Return the sort of figure that a question asks for, be it without "how much", a day counted as one.

    A second figure of that sort beside the answer, or one where there is no answer, would be taken for it.
    """
    if asked.intent in (Intent.FIGURE, Intent.DATE):
        return sort_asked(asked)
    if asked.intent is Intent.DECISION:
        return Sort.MONEY if _WHICH_SUM.search(asked.asked) else None
    return figure_named(asked.asked) if asked.intent is Intent.FACT else None


def figure_named(text: str) -> Sort | None:
    """Return the sort of figure that the words of a question name, whatever its shape; None where they name none.

    >>> figure_named("What were the damages paid?").value, figure_named("What were the aims?")
    ('money', None)
    """
    named = next((sort for sort, pattern in _FIGURES if pattern.search(text)), None)
    return named or (Sort.COUNT if _MEASURED.search(text) else None)


def holds(sort: Sort, words: str, *, section: Section, speaker: str | None, asked: str) -> bool:
    """Does a sentence hold the sort of thing asked for?"""
    if sort is Sort.ITEMS:
        return section.block > 0
    if sort is Sort.NAME:
        return bool(names_in(words, asked)) or (speaker is not None and not set(speaker.split()) <= set(asked.split()))
    return bool(_HOLDS[sort].search(words)) or (sort is Sort.MEANING and _explains(words, asked))


def _explains(words: str, asked: str) -> bool:
    """Do words say beside a name that the question asks about what it is?

    >>> _explains("The youth programme, Llwybrau, had ended.", "What is Llwybrau?")
    True
    >>> _explains("Members, among them Cllr Hale, had left.", "What is Llwybrau?")
    False
    """
    names = (re.escape(match[0]) for match in _CAPITALISED.finditer(asked) if match.start())
    return any(
        re.search(rf"\b(?:[Tt]he|an?|[Ii]ts|[Oo]ur) [^,.;]{{4,60}}, {name},|\b{name}, (?:the|an?|its|our) ", words)
        for name in names
    )


def gives_value(sort: Sort, words: str) -> bool:
    """Do words give a figure of a sort? Days, years and the numbers of paragraphs count only where a day is asked for.

    >>> gives_value(Sort.COUNT, "3.1 In May 2022 calls to 101 fell."), gives_value(Sort.COUNT, "Eleven died.")
    (False, True)
    >>> gives_value(Sort.DAY, "It opened in May 2022.")
    True
    """
    if sort is Sort.DAY:
        return bool(_HOLDS[sort].search(words))
    held = PLAIN_NUMBER if sort in (Sort.COUNT, Sort.LENGTH) else _HOLDS[sort]
    return bool(held.search(_COUNTS_NOTHING.sub(" ", words)))


def names_in(words: str, asked: str) -> list[str]:
    """Return the names in a sentence that the question does not give, offices and days not counted."""
    given = frozenset(re.findall(r"\w+", asked))
    found = []
    for match in _CAPITALISED.finditer(words):
        own = [word for word in re.findall(r"[\w'’-]+", match[0]) if word not in NAMELESS and word not in given]
        if own and (match.start() > 0 or len(own) > 1):
            found.append(" ".join(own))
    return found


def counts_focus(asked: str, words: str) -> bool | None:
    """Does a sentence put a number to what "how many ..." counts? None where nothing is counted.

    >>> counts_focus("How many families were helped?", "The team helped 997 families.")
    True
    >>> counts_focus("How many PCSOs are there?", "PCSOs were effective and an increase would be welcome.")
    False
    """
    pattern = _counted(asked)
    return None if pattern is None else bool(pattern.search(words))


@lru_cache(maxsize=_KEPT)
def _counted(asked: str) -> re.Pattern[str] | None:
    """Return what finds a number beside the thing that "how many ..." counts; None where nothing is counted."""
    match = _FOCUS.search(asked)
    if match is None:
        return None
    stems = [re.escape(word[: max(3, len(word) - 2)]) for word in match.groups() if word and len(word) > 2]
    if not stems:
        return re.compile(r"(?!)")  # a word too short to be looked for is found nowhere
    counted = f"(?:{'|'.join(stems)})"
    before = rf"{_NUMBER}(?:\W+[\w-]+){{0,3}}?\W+{counted}"
    after = rf"{counted}\w*(?:\W+[\w-]+){{0,4}}?\W+{_NUMBER}"
    return re.compile(f"{before}|{after}", re.IGNORECASE)


def is_pending(words: str) -> bool:
    """Does a sentence only ask for, promise or await what a question wants to know?"""
    return bool(_PENDING.search(words))


def taken_for_granted(asked: str, words: str) -> float:
    """Return the share of the acts that a question takes for granted of which the words know nothing, 0 to 1.

    >>> taken_for_granted("Why did the panel veto the plan?", "The Panel supported the plan.")
    1.0
    """
    acts = [act for act in _ACTS if act.search(asked)]
    return sum(not act.search(words) for act in acts) / len(acts) if acts else 0.0
