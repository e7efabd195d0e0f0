"""The words of a question that name a topic: neither asking, nor a time, nor a panel."""

import re
from functools import cache

from corpus.panels import Panel, Register
from index.terms import terms
from qa.periods import periods

COMPOUND = re.compile(
    r"(?:answer(?:ing)?|attendance|reply|response|wait(?:ing)?) (?:rates?|times?)|"
    r"(?:black|deaf|disabled|homeless|local|missing|old(?:er)?|vulnerable|young(?:er)?) people",
    re.IGNORECASE,
)  # two words that name a topic together, of which one does not alone
_WORD = re.compile(r"[£$€]?[\w&'’/.,%-]*\w%?")
_CHIEF = re.compile(r"\bchief constables?\b", re.IGNORECASE)  # an office; "special constables" are a topic
# Words that ask or refer and are no topic.
_ASKING = frozenset(
    terms(
        "say said says list name names many much number tell told show asked ask asking answer answered reply replied "
        "respond response come came back comment explain explained think thought view give gave given get got getting "
        "happen happened happening go going went gone done else other others more long old ever again still then now "
        "next later before after since earlier until exactly actually true really reason reasons people member members "
        "panel commissioner pcc pfcc opfcc pfc cc acc dcc chief chair mayor council councillor cllr mr mrs "
        "ms dr year month date day time proposed propose moved seconded raised raise promise promised want wanted "
        "made make take took taken see follow followed agree agreed decide decided decision resolve there thing "
        "things one ones object undertake undertook up under behind without whether yes no not spoke out "
        "vote votes voted voting unanimous unanimously carried "
        "them same latter former whole last first new put paper papers meeting outcome mean means "
        "anyone anybody someone somebody everyone everybody nobody anything something everything nothing against"
    )
)


def topic_words(text: str, register: Register) -> list[str]:
    """Return the words of a text that name a topic: neither asking, nor a time, nor a panel."""
    return [word for phrase in phrases(text, register) for word in phrase.split()]


def phrases(text: str, register: Register) -> list[str]:
    """Return the topic words of a text, neighbours together, in order."""
    found: list[list[str]] = [[]]
    words = _words(text, register)
    for at, word in enumerate(words):
        if is_topic(word) or any(
            COMPOUND.fullmatch(" ".join(words[one : one + 2])) for one in (at - 1, at) if one >= 0
        ):
            found[-1].append(word)
        else:
            found.append([])
    return [" ".join(words) for words in found if words]


def is_topic(word: str) -> bool:
    """Does a word name a topic, rather than ask for something or refer to it?"""
    return bool(frozenset(terms(word)) - _ASKING)


def _without_times(text: str) -> str:
    for period in periods(text):
        text = text.replace(period.words, " , ")
    return text


def _without_panels(text: str, register: Register) -> str:
    """Return a text without the names of the panels that it names."""
    for names in panel_names(text, register):
        text = names.sub(" , ", text)
    return text


def panel_names(text: str, register: Register) -> list[re.Pattern[str]]:
    """Return what finds the names of each panel that a text names."""
    return [_names(register.panel(panel)) for panel in register.named_in(text)]


@cache
def _names(panel: Panel) -> re.Pattern[str]:
    words = "|".join(re.escape(wording) for wording in sorted(panel.wordings, key=len, reverse=True))
    return re.compile(rf"\b(?:{words})(?:['’]s)?\b", re.IGNORECASE)


def words_left(text: str, register: Register) -> list[str]:
    """Return the words of a text that names no topic, as far as they can be searched with, without times and panels."""
    return [word for word in _words(text, register) if terms(word)]


def _words(text: str, register: Register) -> list[str]:
    return _WORD.findall(_CHIEF.sub(" , ", _without_times(_without_panels(text, register))))
