"""The police's precept and the fire service's: which of the two a text names, and sentences on the other left out.

Where one commissioner has both, minutes decide on the one in the words in which they decide on the other.
"""

import re
from collections.abc import Sequence

from qa.best_sentences import sentence_words
from qa.ranker import Ranked
from qa.understand import Understood

_SERVICE = re.compile(
    r"\b(?P<one>police|fire)(?:['’]s)?(?:(?:,| and| &) (?P<two>police|fire))?"
    r"(?: and rescue| service| (?:element|part|side|share|half) of(?: the)?)*"
    r"(?: council tax| precepts?)+\b",
    re.IGNORECASE,
)


def services(text: str) -> frozenset[str]:
    """Return which precepts a text names: the police's, the fire service's, both; none where it does not say.

    >>> sorted(services("the Police and Fire Precepts 2024/25")), sorted(services("the precept"))
    (['fire', 'police'], [])
    >>> sorted(services("the fire part of council tax"))
    ['fire']
    """
    named = (match.group("one", "two") for match in _SERVICE.finditer(" ".join(text.split())))
    return frozenset(word.lower() for pair in named for word in pair if word)


def of_its_precept(asked: Understood, ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """Return the sentences without those on the other precept than a question names; all where nothing is left."""
    wanted = services(asked.asked)
    if not wanted:
        return ranked
    return [item for item in ranked if not (told := _told(item)) or told & wanted] or ranked


def _told(item: Ranked) -> frozenset[str]:
    """Return which precepts a sentence is on, by its own words, else by the heading that it stands under."""
    headings = item.evidence.section.headings
    return services(sentence_words(item)) or next(filter(None, map(services, reversed(headings))), frozenset())
