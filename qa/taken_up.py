"""Which recommendations were accepted or refused is told where the reply to them is, not where they were made."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.best_sentences import sentence_words
from qa.ranker import Ranked
from qa.understand import Understood

_ASKS = re.compile(
    r"\b(?:which|what|how many)\b.{0,60}\b(?:recommendations?|ones?|proposals?|requests?)\b.{0,40}\b(?:accept\w*|"
    r"refus\w+|reject\w*|turn\w* down|declin\w+|agreed to|taken up|tak\w* on|not (?:accepted|agreed))",
    re.IGNORECASE,
)
_CODE = r"(?:\b[A-Z]{1,2}\d{1,2}\b|\b[Rr]ecommendations? \(?(?:\d{1,2}|[a-z]|[ivx]+)\b)"
_TAKEN = r"\b(?:accepted|refused|rejected|turned down|declined|not agreed|agreed in part)\b"
_TELLS = re.compile(rf"{_CODE}[^.;]{{0,80}}?{_TAKEN}|{_TAKEN}[^.;]{{0,40}}?{_CODE}")
_LOOKED = 40  # sentences among which one that tells it is looked for
_MOST = 2


def taken_up_first(asked: Understood, ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """Return the sentences with those first that tell which recommendations were taken up, where that is asked.

    >>> bool(_ASKS.search("Which fraud recommendation was turned down?")), bool(_TELLS.search("R6 had been rejected:"))
    (True, True)
    """
    if not ranked or not _ASKS.search(asked.asked):
        return ranked
    tell = [item for item in ranked[:_LOOKED] if _TELLS.search(sentence_words(item))][:_MOST]
    told = [replace(item, probability=ranked[0].probability) for item in tell]
    return [*told, *(item for item in ranked if item not in tell)]
