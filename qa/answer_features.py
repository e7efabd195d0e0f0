"""What the best sentences are measured by as a whole, before it is decided whether they are an answer.

A question that the papers do not answer often finds sentences that are near: they have its topic but not its names, nor
the sort of thing that is asked for. `qa/ranker.py` weighs these measurements.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.search import Collection
from index.terms import terms
from qa.best_sentences import BEST, begins_alike, sentence_words
from qa.evidence import FEATURES, content_terms
from qa.kinds import NAMES, names_in
from qa.plain_words import everyday_words, in_paper_words
from qa.ranker import Ranked, log_odds
from qa.understand import Intent, Understood

_ALIKE = 0.8  # how much a word that only begins alike counts
_LEAST = 1e-5  # probabilities are kept this far from 0 and 1
_SCALE = 5  # brings log odds to about -1 to 1
_INTENTS = (Intent.REASON, Intent.LIST, Intent.FACT, Intent.MEANING, Intent.PERSON)
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*|\d[\d.,]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """A word of the question, the forms in which a paper may have it, and how rare it is."""

    forms: frozenset[str]
    weight: float
    capital: bool  # written with one, and not the first word

    def held(self, present: frozenset[str]) -> float:
        """Return 1 where a form is present, _ALIKE where only its beginning is, else 0."""
        if self.forms & present:
            return 1.0
        return _ALIKE if begins_alike(self.forms, present) else 0.0


def answer_features(asked: Understood, ranked: Sequence[Ranked], collection: Collection) -> tuple[float, ...]:
    """Return the measurements of a question's best sentences, in the order of `qa.ranker.ANSWER_FEATURES`.

    The last of those, what `qa.enough.lacks` names, are not among them. `ranked` must not be empty.
    """
    best = ranked[0]
    value = dict(zip(FEATURES, best.evidence.features, strict=True))
    words = _words(asked, collection)
    return (
        log_odds(best.probability, least=_LEAST) / _SCALE,
        value["cosine_sentence"],
        max(item.evidence.features[0] for item in ranked),
        value["cosine_around"],
        *_read(ranked),
        _aligned(words, best),
        _unheld(words, ranked[:BEST]),
        float(bool(NAMES.search(asked.asked)) and not names_in(sentence_words(best), asked.asked)),
        *(value[f"{name}_missing"] for name in ("type", "counted", "period")),
        *(float(asked.intent is intent) for intent in _INTENTS),
    )


def _read(ranked: Sequence[Ranked]) -> tuple[float, float, float]:
    """Return the cross-encoder's score of the best sentence, its highest, and that of all together; 0 where none."""
    scores = [item.read for item in ranked if item.read is not None]
    if not scores or ranked[0].read is None:
        return 0.0, 0.0, 0.0
    highest = max(scores)
    together = highest + math.log(sum(math.exp(score - highest) for score in scores))
    return ranked[0].read / _SCALE, highest / _SCALE, together / _SCALE


def word_count(asked: Understood) -> int:
    """Return how many words of a question say what it is about, each once, with what a follow-up takes over.

    >>> from corpus.panels import default_register
    >>> from qa.answers import Question
    >>> from qa.understand import understand
    >>> [word_count(understand(Question(text=text), register=default_register())) for text in ("drones?", "What was "
    ... "said about drones?", "Did the panel support the precept?")]
    [1, 1, 3]
    """
    return len({own[0] for _, own in _told(f"{asked.asked} {asked.taken}")})


def _told(text: str) -> Iterator[tuple[re.Match[str], list[str]]]:
    """Yield the words of a question that say what it is about, each with its terms."""
    for match in _WORD.finditer(text):
        own = terms(match[0])
        if own and content_terms(match[0]):
            yield match, own


def _words(asked: Understood, collection: Collection) -> list[_Word]:
    """Return the words of a question that say what it is about, each once, with the papers' words for them."""
    text = asked.asked
    phrase = frozenset(terms(everyday_words(text)))
    papers = frozenset(terms(in_paper_words(text))) - frozenset(terms(text))
    found: dict[str, _Word] = {}
    for match, own in _told(text):
        if own[0] in found:
            continue
        forms = frozenset(own) | frozenset(terms(in_paper_words(match[0])))
        found[own[0]] = _Word(
            forms=forms | papers if forms & phrase else forms,
            weight=collection.idf(own[0]),
            capital=match[0][0].isupper() and match.start() > 0,
        )
    return list(found.values())


def _aligned(words: Sequence[_Word], item: Ranked) -> float:
    """Return the share of the words, by rarity, that a sentence's passage with its context and speaker has."""
    evidence = item.evidence
    speaker = evidence.sentence.speaker or evidence.section.speaker or ""
    present = frozenset(terms(f"{evidence.passage.text} {evidence.passage.context} {speaker}"))
    total = sum(word.weight for word in words)
    return sum(word.weight * word.held(present) for word in words) / total if total else 1.0


def _unheld(words: Sequence[_Word], best: Sequence[Ranked]) -> float:
    """Return how far the least held name is from being in the best sentences with their context; 0 without names."""
    texts = (f"{sentence_words(item)} {item.evidence.passage.context}" for item in best)
    present = frozenset(term for text in texts for term in terms(text))
    return max((1 - word.held(present) for word in words if word.capital), default=0.0)
