"""What an asking is about: its words without what surrounds them, and its terms by weight."""

import re
from collections.abc import Callable, Sequence

from index.terms import terms
from qa.tracker.asking import PERSON, bare
from qa.tracker.common_words import COMMON
from qa.tracker.promising import promised_clause
from qa.tracker.requests import Action, ActionKind

_PREAMBLE = re.compile(r"^(?:[\w.()]{1,6} )?(?:In response to|In reply to|In answer to) [^,]{1,120}, ")
_APPOSED = re.compile(r"(?<=[a-z]), [A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2},")  # "the Chief Executive, Ines Farrow, said"
_LAW = re.compile(
    r",? \b(?:as|in accordance with|under|made under|for the purposes of) [^,;]{0,70}(?:[Ss]ection|[Ss]chedule|Act)\b"
    r"[^,;]{0,90}?\d{4}(?: requires)?"
)
_LEAST = 1.0  # sum of weights from half of which on an asking has words enough of its own
_MOST_AROUND = 2.0  # sum of weights that words leant on may reach where an asking has few words of its own
_PLAIN, _LEANT_ON, _HEADING = 0.2, 0.5, 0.3  # weight of common words, of words leant on, and of the item's heading


def gist(action: Action) -> str:
    """Return what is asked for: the words without number, preamble, names of those who ask and are asked, and time."""
    words = _LAW.sub(" ", _PREAMBLE.sub("", bare(action.citation.quote)))
    if action.kind is ActionKind.UNDERTAKING:
        words = promised_clause(words)
    words = _APPOSED.sub(" ", PERSON.sub(" ", words))  # who takes part is named at every meeting
    time = action.due.text if action.due and re.search(r"\d|[A-Z]|meeting", action.due.text) else ""
    for taken in (time, action.by, action.to or ""):
        words = words.replace(taken, " ") if taken else words
    return " ".join(words.split())


def topic(action: Action, rarity: Callable[[str], float]) -> dict[str, float]:
    """Return the terms that tell what an asking is about, with their weights: rare words weigh most, at most 1."""
    own = _weighed(terms(gist(action)), rarity)
    leant = {
        term: _LEANT_ON * weight for term, weight in _weighed(terms(PERSON.sub(" ", action.context)), rarity).items()
    }
    few = bool(action.context) or sum(own.values()) < 2 * _LEAST
    title = _weighed(terms(re.sub(r"^[\W\d]+", "", action.item)), rarity) if few else {}
    around = {term: _HEADING * weight for term, weight in title.items()} | leant
    most = max(_MOST_AROUND, sum(own.values()))
    share = min(1.0, most / (sum(around.values()) or 1.0))
    return {term: share * weight for term, weight in around.items()} | own


def _weighed(words: Sequence[str], rarity: Callable[[str], float]) -> dict[str, float]:
    """Return the weight of each term; years and small numbers weigh nothing."""
    return {
        term: rarity(term) * (_PLAIN if term in COMMON else 1.0)
        for term in sorted(set(words))
        if not re.fullmatch(r"20\d\d(?:/\d\d)?|\d{1,2}", term)
    }
