"""What a question is about, as far as it can be looked for: its words without panel, time and deciding; the service."""

import re

from corpus.panels import Register
from index.terms import terms
from qa.evidence import content_terms
from qa.extract import DECIDING
from qa.understand import Understood

_OWN = frozenset(terms("plan change review"))  # decide nothing here: "the draft plan" is a topic
_SERVICE = re.compile(
    r"\b(?P<one>police|fire)(?:(?:,| and| &) (?P<two>police|fire))?(?: and rescue| service| element of(?: the)?)*"
    r"(?: council tax)? precepts?\b",
    re.IGNORECASE,
)
# "the police part of council tax", "fire council tax"
_PART = re.compile(
    r"\b(?P<one>police|fire)(?:['’]s)? "
    r"(?:(?:part|element|side|share|half) of (?:the )?(?:council tax|precept)|council tax)\b",
    re.IGNORECASE,
)


def topic_of(asked: Understood, register: Register) -> frozenset[str]:
    """Return the search terms that a question is about, without those of its panels and times."""
    known = [period.words for period in asked.periods]
    for panel in map(register.panel, asked.panels):
        known += panel.wordings
    told = frozenset(term for words in known for term in terms(words))
    return frozenset(content_terms(asked.asked)) - (DECIDING - _OWN) - told


def services(text: str) -> frozenset[str]:
    """Return which precepts a text names: the police's, the fire service's, both; none where it does not say.

    >>> sorted(services("the Police and Fire Precepts 2024/25")), sorted(services("the precept"))
    (['fire', 'police'], [])
    >>> sorted(services("the fire part of council tax"))
    ['fire']
    """
    plain = " ".join(text.split())
    named = (match.group("one", "two") for match in _SERVICE.finditer(plain))
    parts = (match["one"].lower() for match in _PART.finditer(plain))
    return frozenset(word.lower() for pair in named for word in pair if word) | frozenset(parts)
