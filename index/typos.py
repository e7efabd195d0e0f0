"""Terms that no passage has, traced to ones that some passage has: words run together, and slips of the pen."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

_SHORTEST = 5  # shorter terms have too many neighbours
_LONG = 8  # from here on two slips are allowed, below it one
_MOST = 3


class Speller:
    """The vocabulary of an index, searched by likeness. Nothing is built until the first unknown term."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._vocabulary = vocabulary

    def guesses(self, term: str) -> list[str]:
        """Return at most three known terms that an unknown one may stand for, nearest first, ties by spelling.

        Two known terms that make it up ("crimepanel") are taken first; else the terms within one edit (two from eight
        letters on) that begin with the same letter: names differ in it more often than slips do. Figures and terms
        under five letters are left alone.
        """
        if len(term) < _SHORTEST or not term.isalpha():
            return []
        return self._halves(term) or self._near(term)

    def _halves(self, term: str) -> list[str]:
        """Return the two known terms that a term is made of, the most even cut first; none if there is no such cut."""
        cuts = sorted(range(3, len(term) - 2), key=lambda cut: (abs(len(term) - 2 * cut), cut))
        for cut in cuts:
            if term[:cut] in self._known and term[cut:] in self._known:
                return [term[:cut], term[cut:]]
        return []

    def _near(self, term: str) -> list[str]:
        """Return the known terms within reach, nearest first."""
        reach = 1 if len(term) < _LONG else 2
        shared: Counter[str] = Counter()
        for trigram in _trigrams(term):
            shared.update(self._by_trigram.get(trigram, ()))
        # One slip touches at most four of the trigrams (a swap of neighbours does), so that the others are kept.
        enough = max(len(_trigrams(term)) - 4 * reach, 1)
        near = [
            (distance(term, known), known)
            for known, count in shared.items()
            if count >= enough and known[0] == term[0] and abs(len(known) - len(term)) <= reach
        ]
        return [known for edits, known in sorted(near) if edits <= reach][:_MOST]

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._vocabulary)

    @cached_property
    def _by_trigram(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for term in self._vocabulary:
            if len(term) >= _SHORTEST - 1 and term.isalpha():
                for trigram in _trigrams(term):
                    found.setdefault(trigram, []).append(term)
        return found


def distance(one: str, other: str) -> int:
    """Return how many letters must be added, dropped, changed or swapped with a neighbour to turn one into the other.

    This is the restricted Damerau-Levenshtein distance ("optimal string alignment").

    >>> distance("precept", "percept"), distance("commision", "commission")
    (1, 1)
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, facing in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _trigrams(term: str) -> frozenset[str]:
    """Return the runs of three letters of a term, its ends marked."""
    marked = f"^{term}$"
    return frozenset(marked[i : i + 3] for i in range(len(marked) - 2))
