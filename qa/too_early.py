"""Papers that are too early to say: of a year that was not over, a precept not yet proposed, a day still to come.

What was counted in a month or a calendar year is not told by a paper written before it began.

"How many officers resigned in 2022/23?" finds a paper of September 2022 with the figure of the year before, or of some
months. A budget of three years before has what it assumes of a precept, not what was proposed. "Was it published by the
end of January 2024?" finds a paper of November 2023 that says that it would be.
"""

import datetime as dt
import re
from collections.abc import Sequence

from index.search import Collection
from qa.best_sentences import strong
from qa.kinds import Sort, value_asked
from qa.periods import Period
from qa.ranker import Ranked
from qa.understand import Intent, Understood

_COUNTED_UP = (Sort.COUNT, Sort.SHARE, Sort.LENGTH)
# What is guessed beforehand, and what else is known of a year before it is over.
_GUESSED = re.compile(
    r"\b(?:plan\w*|forecast\w*|expect\w*|assum\w*|foresee\w*|foresaw|predict\w*|estimat\w*|likely|gap|medium)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:budget\w*|propos\w+|to be|meant|will|would|going|due|targets?|half[- ]year|so far|by now|first|start|"
    r"beg[aiu]n\w*|want\w*|ris(?:e|ing)|increase|promis\w*|pledg\w*|savings?|survey\w*|consult\w*|grant|"
    r"fund(?:ing|ed)|until)\b",
    re.IGNORECASE,
)
_LEVIED = re.compile(r"\b(?:precept|council tax|band [a-h])\b", re.IGNORECASE)
# What stands before a time that something is counted in, and after it: "the 2022/23 survey" counts nothing.
_WITHIN = (
    r"\b(?:(?:in|for|during|over|throughout|of) (?:the (?:\w+ )?(?:year|quarter|half) (?:of )?|all of |the whole of |"
    r"the )?|last year,? |(?:first|second|third|fourth|last) quarter(?: of)?,? )"
)
_ENDS = (
    r"(?=\W*$|\W*[,;:?)]|\W+(?:and|as|but|compared|against|than|not|alone|in|by|at|on|for|were|was|did|had|have|that|"
    r"which|who|so|with|under|across|from|season)\b)"
)
_LONG_BEFORE = dt.timedelta(days=120)  # of a year: precepts are proposed in January and February, and begin in April
_SHORT = dt.timedelta(days=92)  # a day, a month or a quarter; what happens in a year is often known before
_HAPPENED = re.compile(r"\b(?:did|was|were|had|has|came|happened|reached)\b", re.IGNORECASE)
# What was said of a day before it came: "as the Treasurer said", "the deadline of 31 March".
_SAID_BEFORE = re.compile(
    r"\b(?:said|deadline|asked|gave|agreed|undert\w+|whether|as the)\b",
    re.IGNORECASE,
)
_AT_THAT_TIME = r"\b(?P<by>in|on|by|before|beyond|past|during|(?:in|by|at) the (?P<end>end) of) "
_OF_WHAT_HAPPENED = frozenset({Intent.CHECK, Intent.FACT, Intent.FIGURE, Intent.DATE, Intent.DECISION})


def too_early(asked: Understood, ranked: Sequence[Ranked], collection: Collection) -> str | None:
    """Return why the papers of the best sentences are too early to say; None where they are not, or are undated.

    `ranked` must not be empty.
    """
    if len(asked.periods) != 1 or _GUESSED.search(asked.asked):
        return None
    (time,) = asked.periods
    if "/" not in time.words:
        return _yet_to_come(asked, time, ranked, collection)
    if _is_counted_up(asked, time):
        written = _written(ranked[0], collection)
        return f"No passage found on this was written after {time.words} ended." if written < time.until else None
    if not _LEVIED.search(asked.asked):
        return None
    early = all(_written(item, collection) < time.since - _LONG_BEFORE for item in strong(ranked))
    return f"What was found on this is of long before {time.words}." if early else None


def _yet_to_come(asked: Understood, time: Period, ranked: Sequence[Ranked], collection: Collection) -> str | None:
    """Return that all that was found on what happened at a time, or by then, was written before it."""
    text, early = asked.asked, all(_written(item, collection) < time.since for item in strong(ranked))
    if early and _is_counted_up(asked, time):
        return f"No passage found on this is as late as {time.words}."
    if not early or asked.intent not in _OF_WHAT_HAPPENED or not _HAPPENED.search(text):
        return None
    stands = re.search(f"{_AT_THAT_TIME}{re.escape(time.words)}", text, re.IGNORECASE)
    if stands is None or _AHEAD.search(text) or _SAID_BEFORE.search(text):
        return None
    if time.until - time.since > _SHORT and not stands["end"]:
        return None
    return f"What was found on this was written before {time.words}."


def _is_counted_up(asked: Understood, year: Period) -> bool:
    """Is it asked how many there were in all of a year, or what share?"""
    counted = value_asked(asked) in _COUNTED_UP and not (_LEVIED.search(asked.asked) or _AHEAD.search(asked.asked))
    return counted and bool(re.search(f"{_WITHIN}{re.escape(year.words)}{_ENDS}", asked.asked, re.IGNORECASE))


def _written(item: Ranked, collection: Collection) -> dt.date:
    """Return the day of a sentence's paper; one without a day may be of any, so of the last."""
    return collection.paper(item.evidence.passage.paper_id).metadata.date.value or dt.date.max
