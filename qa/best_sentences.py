"""The best sentences of a question: their words, what stands beside them, and which are nearly as good as the first."""

import re
from collections.abc import Sequence

from qa.ranker import Ranked

BEST = 4  # sentences that an answer may be made of
NEAR_BEST = 0.25  # share of the best sentence's probability from which another is nearly as good
_BARE_FIGURE = re.compile(r"(?<![\w£$€.,])(?=\d)")
_PREFIX = 5  # letters in common that make two terms forms of one word


def sentence_words(item: Ranked, *, offset: int = 0) -> str:
    """Return the words of a ranked sentence, or of one so many places after it in its passage; empty past its end."""
    passage, place = item.evidence.passage, item.evidence.place + offset
    if not 0 <= place < len(passage.sentences):
        return ""
    sentence = passage.sentences[place]
    return passage.words(sentence)


def with_neighbours(item: Ranked) -> str:
    """Return the words of a ranked sentence with those of the one before and the one after it."""
    return " ".join(sentence_words(item, offset=offset) for offset in (-1, 0, 1))


def strong(ranked: Sequence[Ranked], *, share: float = NEAR_BEST) -> list[Ranked]:
    """Return the best sentence with those that are nearly as good or stand beside it, of the first few.

    `share` is of the best probability; `ranked` must not be empty.
    """
    best = ranked[0].evidence
    return [
        item
        for item in ranked[:BEST]
        if item.probability >= share * ranked[0].probability
        or (item.evidence.passage == best.passage and abs(item.evidence.place - best.place) <= 1)
    ]


def begins_alike(forms: frozenset[str], present: frozenset[str]) -> bool:
    """Does a term that is present begin as one of a word's forms does?"""
    starts = tuple(form[:_PREFIX] for form in forms if len(form) >= _PREFIX)
    return bool(starts) and any(term.startswith(starts) for term in present)


def with_signs(item: Ranked) -> str:
    """Return the words of a sentence; of a row whose columns are headed "£m", with the sign before each figure."""
    words = sentence_words(item)
    return _BARE_FIGURE.sub("£", words) if "£" in " ".join(item.evidence.section.columns) else words
