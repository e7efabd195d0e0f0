"""A figure of the time that is asked about: one that is told of another time alone is neither first nor beside it.

"How many burglaries were there in 2021/22?" finds the sentence of the year before, and the year after, in the same
words. Who asks for one year takes the first figure that stands there for that year's.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from qa.best_sentences import NEAR_BEST, sentence_words
from qa.evidence import FEATURES
from qa.kinds import Sort, gives_value, value_asked
from qa.periods import Period, periods
from qa.ranker import Ranked
from qa.understand import Intent, Understood

_INTENTS = frozenset({Intent.FIGURE, Intent.FACT})  # a day that is asked for may be of any time
# Words of a question that more than one figure answers: how it changed, or how two compare.
COMPARES = (
    r"compar\w*|versus|vs|against|chang\w*|moved?|moves|moving|gr[eo]w\w*|r[io]se[ns]?|f[ae]ll\w*|trace|order|"
    r"history|year by year|than|more|less|fewer|how far|differ\w*|still|"
    r"between (?!(?:\w+ ){1,2}and (?:\w+ ){1,2}20\d\d)|from .{1,40} to|increas\w*|decreas\w*|reduc\w*|drop\w*|went|"
    r"gone|over the years|meet\w*"
)
_OVER_TIME = re.compile(rf"\b(?:{COMPARES}|trend|rising|previous\w*|earlier|since|before|after|until)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\W*(?:and |so )?(?:what|who|which|when|where|why|how|did|do|does|is|are|was|were|has|have|had|will|would|can|"
    r"could|should|give|tell|show|explain)\b",
    re.IGNORECASE,
)
_TITLED = re.compile(r"\b(?:Act|Regulations?|Order|Rules|Plan|Strategy|Code|Survey) (?:of )?(?:19|20)\d\d\b")
_NOW = re.compile(r"\b(?:now|currently|at present|at the moment|today)\b", re.IGNORECASE)
# "95 per cent, against 92 in 2022" is of the time that the paper is of.
_SET_AGAINST = re.compile(r"\b(?:against|compared|than|(?:down|up) (?:from|on)|from .{1,40} to)\b", re.IGNORECASE)
_AHEAD = dt.timedelta(days=120)  # before a financial year begins, what is decided for it is decided
_PERIOD_MISSING = FEATURES.index("period_missing")


def asks_of_a_time(asked: Understood) -> bool:
    """Does a question itself name a time and ask for a figure of it, and not for how it changed?

    "Burglaries recorded in 2021/22" asks for one without a word for it.
    """
    figure = value_asked(asked) or (asked.intent is Intent.FACT and not _ASKS.match(asked.asked))
    named = figure and asked.intent in _INTENTS and asked.periods and periods(asked.typed)
    return bool(named) and not _OVER_TIME.search(asked.asked)


def of_its_time(asked: Understood, ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """Return the sentences without those that give a figure of another time alone, where another is nearly as good.

    A figure that stands in a paper of another time comes after one that is nearly as good and does not.
    """
    if not ranked or not asks_of_a_time(asked):
        return ranked
    best = ranked[0]
    kept = [item for item in ranked if not _is_of_another(asked, item)]
    if not kept or kept[0].probability < NEAR_BEST * best.probability:
        return ranked
    first = next((item for item in kept if _is_nearer(item, kept[0])), kept[0])
    rest = [item for item in kept if item is not first]
    return [replace(first, probability=best.probability), *rest]


def _is_nearer(item: Ranked, best: Ranked) -> bool:
    """Does a sentence give a figure nearly as likely as the best one's, in a paper of the time as that is not?"""
    agrees = item.evidence.features[_PERIOD_MISSING] < 1 <= best.evidence.features[_PERIOD_MISSING]
    return agrees and item.probability >= NEAR_BEST * best.probability and _gives(item) and _gives(best)


def _is_of_another(asked: Understood, item: Ranked) -> bool:
    words = sentence_words(item)
    now = _NOW.search(words) and item.evidence.features[_PERIOD_MISSING] < 1  # of the day of its paper
    return not now and _tells_of_another(asked, words)


def _gives(item: Ranked) -> bool:
    return gives_value(Sort.COUNT, sentence_words(item))


def figure_of_another(asked: Understood, words: str) -> bool:
    """Do words give a figure of another time alone than the one that a question asks about?"""
    return asks_of_a_time(asked) and _tells_of_another(asked, words)


def _tells_of_another(asked: Understood, words: str) -> bool:
    """Do words give a figure and name times, of which none is one that is asked about?"""
    own = _SET_AGAINST.split(_TITLED.sub(" ", words), maxsplit=1)[0]
    told = periods(own) if gives_value(Sort.COUNT, own) else ()
    return bool(told) and not any(_meets(one, other) for one in told for other in asked.periods)


def _meets(told: Period, wanted: Period) -> bool:
    """Have two times a day in common?

    What is for a financial year may be asked of one of the months before it; what is held on a year's eve is what the
    year begins with.
    """
    ahead = _AHEAD if "/" in told.words and wanted.until - wanted.since < _AHEAD else dt.timedelta()
    eve = dt.timedelta(days=1) if told.since == told.until else dt.timedelta()
    return told.since - ahead <= wanted.until and wanted.since <= told.until + eve
