"""What a question is about, as far as it can be looked for: its words without panel, time and deciding."""

from corpus.panels import Register
from index.terms import terms
from qa.evidence import content_terms
from qa.extract import DECIDING
from qa.understand import Understood

_OWN = frozenset(terms("plan change review"))  # decide nothing here: "the draft plan" is a topic


def topic_of(asked: Understood, register: Register) -> frozenset[str]:
    """Return the search terms that a question is about, without those of its panels and times."""
    known = [period.words for period in asked.periods]
    for panel in map(register.panel, asked.panels):
        known += panel.wordings
    told = frozenset(term for words in known for term in terms(words))
    return frozenset(content_terms(asked.asked)) - (DECIDING - _OWN) - told
