"""A figure of a place of which no passage found has a word: "What share of thefts in Kelsick ...?" of all the county.

The figure of the whole area, or of another town, stands next to it and would be taken for it.
"""

import re
from collections.abc import Iterable, Sequence

from index.terms import terms
from qa.best_sentences import BEST
from qa.kinds import NAMELESS, Sort, value_asked
from qa.ranker import Ranked
from qa.understand import Understood

_OF_PLACES = (Sort.COUNT, Sort.SHARE, Sort.LENGTH, Sort.MONEY)
_PLACE = re.compile(r"\b(?:in|at|around|across) (?:the )?(?P<name>[A-Z][a-z]{3,}(?:[- ][A-Z][a-z]+)*)")
# "in Spring", "at Christmas", "in Sept": times, as "in March" is by the list of nameless words.
_TIMES = frozenset(("Spring", "Summer", "Autumn", "Winter", "Christmas", "Easter", "Sept", "Quarter"))


def of_another_place(asked: Understood, ranked: Sequence[Ranked]) -> str | None:
    """Return that no passage found is of the place whose figure is asked for; None where one is, or none is named.

    A place that panel or papers are called after, in whose context their passages stand, is that of all of them.
    """
    places = list(_PLACE.finditer(asked.asked)) if value_asked(asked) in _OF_PLACES else []
    if not places:
        return None
    context = _terms({item.evidence.passage.context for item in ranked})
    found = context | _terms(item.evidence.passage.text for item in ranked[:BEST])
    for match in places:
        named = _terms(word for word in re.findall(r"[A-Za-z]+", match["name"]) if word not in NAMELESS | _TIMES)
        if named and not named & found:
            return f"No passage found on this is of {match['name']}, or mentions it."
    return None


def _terms(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(term for text in texts for term in terms(text))
