"""How strongly a later passage is tied to an asking: by words, by meaning, by what it refers to, by when it comes."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.papers import Role
from qa.tracker.codes import Codes
from qa.tracker.deliveries import Says
from qa.tracker.gist import topic
from qa.tracker.later import ASKING, Shelf, financial_years
from qa.tracker.references import Reference
from qa.tracker.requests import Action

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

# What is measured of a passage, with its weight: a logistic regression over the split `tune` of eval/tracker, rounded.
# `asks` and `named` have our own judgement, as the split has too little of them: a new asking seldom tells what became
# of an older one, and what names an asking by its code is about it.
_WEIGHTS = {
    "words": 5.3, "meaning": 1.1, "stands_out": 0.9, "both": 9.8, "refers": 2.6, "may_refer": 2.0, "due_words": 1.4,
    "due_meaning": 4.8, "tells": 4.8, "follows": 1.5, "asks": -1.2, "years": -0.8, "named": 6.5,
}  # fmt: skip
_INTERCEPT = -5.9  # of the score; passages below 0 are not linked
FEATURES = tuple(_WEIGHTS)
_TELLS = FEATURES.index("tells")
_DUE = [FEATURES.index("due_words"), FEATURES.index("due_meaning")]
_ENOUGH = 2.0  # words as rare as can be, from which more shared words say no more
_DUE_DAYS = 35  # a paper this near to the day when something is due may bring it
_UNTOLD = 0.5  # what coming in time is worth where a passage tells of nothing done
_NEVER = -2.0  # of a reference that is exact, and of something else
_SURE = 0.75  # share of words from which a passage counts although it refers to something else
_LIKELY = 0.5  # the same, although it comes well before the thing is due
_FOLLOW_UP = re.compile(
    r"matters? arising|\bactions?\b(?! (?:fraud|plan))|\btracker\b|follow[- ]?up|response to the panel", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """The passages of later days that are tied to an asking: places on the shelf, measurements (n, len(FEATURES))."""

    places: "NDArray[np.int64]"
    values: "Numbers"
    scores: "Numbers"  # (n,), 0 and more


class Loom:
    """Measures the passages of one panel against askings; built once for all of them.

    Only the passages `among` are measured, those with these places on the shelf. What is known of each is kept by its
    number among them.
    """

    def __init__(self, shelf: Shelf, idf: Callable[[str], float], *, codes: Codes, among: Iterable[int]) -> None:
        import numpy as np

        self.shelf, self._idf, self._codes = shelf, idf, codes
        most = idf("\0")  # of a word that no paper has
        self._rarity = lambda term: idf(term) / most
        self._places = np.array(sorted(among), np.int64)
        self._read = [shelf.passages[place] for place in self._places.tolist()]
        self._own = _postings([later.terms for later in self._read])
        self._around = _postings([later.around for later in self._read])
        self._years = _postings([later.years for later in self._read])
        self._citing = [number for number, later in enumerate(self._read) if later.refers]
        self._days = np.array([later.date.toordinal() for later in self._read], np.int64)
        self._tells: dict[int, bool] = {}  # by number; most passages are never looked at
        self._heads = np.array([later.section.role is Role.HEADING for later in self._read], bool)
        self._asks = np.array([later.section.role in ASKING for later in self._read], np.float32)
        self._follows = np.array([bool(_FOLLOW_UP.search(later.item)) for later in self._read], bool)
        self._bounds = np.array([bound for later in shelf.passages for bound in later.rows], np.int64)

    def among(self, places: Iterable[int]) -> "Loom":
        """Return one that measures these places of the shelf alone."""
        return Loom(self.shelf, self._idf, codes=self._codes, among=places)

    def meanings(self, queries: "Numbers") -> "Numbers":
        """Return the best cosine (m, n) of each of n passages' sentences with each of m unit vectors (m, d)."""
        import numpy as np

        if not self.shelf.passages:
            return np.empty((len(queries), 0), np.float32)
        cosines = queries @ self.shelf.vectors.T
        # `reduceat` needs every bound inside: a last column that is never the best makes the last one so.
        padded = np.concatenate([cosines, np.full((len(queries), 1), -1, np.float32)], axis=1)
        best: Numbers = np.maximum.reduceat(padded, self._bounds, axis=1)[:, ::2]
        return best

    def ties(self, action: Action, meaning: "Numbers") -> Ties:
        """Return the passages of later days that are tied to an asking; `meaning` (n,), of all, is of `meanings`.

        What a passage says became of something takes long to read and can only raise a score: it is read last.
        """
        import numpy as np

        asked = action.citation.date
        later = meaning[self.shelf.after(asked) if asked else len(meaning) :]
        first = int(np.searchsorted(self._places, len(meaning) - len(later)))
        if asked is None or first == len(self._places):
            empty = np.empty((0, len(FEATURES)), np.float32)
            return Ties(places=np.empty(0, np.int64), values=empty, scores=np.empty(0, np.float32))
        words, wide, around = self._shared(action)
        meaning = meaning[self._places]
        stands_out = _stands_out(meaning, later)
        cited, named = self._cited(action)
        # What says which asking it answers need not repeat it: the heading that it stands under may say what it was.
        words = np.where(cited >= 1, np.maximum(around, named), words)
        in_time, early = self._due(action)
        refers = (cited >= 0.6) * np.minimum(1, 2 * wide + 2 * np.maximum(0, meaning - 0.4) + named)
        due = in_time * (1 - self._asks)
        of_item = (words >= 0.45) | (meaning >= 0.6)  # a heading says little: it must say what is asked for
        years = np.maximum(0, (self._days - asked.toordinal()) / 365 - 1)
        values = np.stack(
            [words, meaning, stands_out, words * meaning, refers, (cited == np.float32(0.3)) * words,
             due * np.minimum(1, 2 * words), due * np.maximum(0, meaning - 0.35) * 2, words,
             self._follows * np.minimum(1, 2 * words), self._asks, years, named],
            axis=1,
        )  # fmt: skip
        barred = (
            ((cited < 0) & (words < _SURE))
            | (cited <= _NEVER)
            | (early & (cited < 0.6) & (words < _LIKELY))
            | (self._heads & ~(in_time & of_item))
            | self._of_another_year(action)
        )
        hopeful = first + np.flatnonzero((_scores(values[first:]) >= 0) & ~barred[first:])
        return self._told(hopeful, values[hopeful].astype(np.float32))

    def _told(self, numbers: "NDArray[np.int64]", values: "Numbers") -> Ties:
        """Return what is left of these passages once it is read what they tell."""
        import numpy as np

        untold = np.array([not self._is_told(number) for number in numbers.tolist()], bool)
        values[untold, _TELLS] = 0
        values[np.ix_(untold & ~self._heads[numbers], _DUE)] *= np.float32(_UNTOLD)
        scores = _scores(values)
        kept = scores >= 0
        return Ties(places=self._places[numbers[kept]], values=values[kept], scores=scores[kept])

    def _is_told(self, number: int) -> bool:
        """Does a passage say what became of something? A heading only names it."""
        if number not in self._tells:
            later = self._read[number]
            self._tells[number] = later.section.role is not Role.HEADING and later.says is not Says.TOUCHED
        return self._tells[number]

    def _shared(self, action: Action) -> "tuple[Numbers, Numbers, Numbers]":
        """Return how much of what is asked each passage shares, 0 to 1.

        In its own words, with those around it counting less, and with those around it counting as much.
        """
        import numpy as np

        n = len(self._read)
        weights = topic(action, self._rarity)
        hit, near = np.zeros(n, np.float32), np.zeros(n, np.float32)
        for term, weight in weights.items():
            hit[self._own.get(term, [])] += weight
            near[self._around.get(term, [])] += weight
        total = sum(weights.values()) or 1.0
        cover, mass = hit / total, np.minimum(hit, _ENOUGH) / _ENOUGH
        wide_cover = np.minimum(1, cover + 0.5 * near / total)
        wide_mass = np.minimum(1, mass + 0.3 * (near / total > 0.3))
        words: Numbers = np.sqrt(cover * mass)
        wide: Numbers = np.sqrt(wide_cover * wide_mass)
        both = hit + near
        around: Numbers = np.sqrt(np.minimum(1, both / total) * np.minimum(both, _ENOUGH) / _ENOUGH)
        return words, wide, around

    def _cited(self, action: Action) -> "tuple[Numbers, Numbers]":
        """Return how well each passage's references fit the asking, as `refers_to` says; 1 for those with its code."""
        import numpy as np

        own, known = self._codes.of.get(action.action_id, frozenset()), self._codes.known
        fits, named = np.zeros((2, len(self._read)), np.float32)
        for number in self._citing:
            found = self._read[number].refers
            codes = {reference.code for reference in found if reference.code}
            named[number] = bool(codes & own)
            plain = [refers_to(reference, action) for reference in found if not reference.code]
            fits[number] = 1.0 if codes & own else _NEVER if codes & known else max(plain, default=0.0)
        return fits, named

    def _due(self, action: Action) -> "tuple[NDArray[np.bool_], NDArray[np.bool_]]":
        """Return which passages come when the thing is due, and which come well before."""
        import numpy as np

        if action.due is None or action.due.date is None:
            never = np.zeros(len(self._read), bool)
            return never, never
        late = self._days - action.due.date.toordinal()
        return np.abs(late) <= _DUE_DAYS, late < -_DUE_DAYS

    def _of_another_year(self, action: Action) -> "NDArray[np.bool_]":
        """Return which passages name financial years, and none that the asking names."""
        import numpy as np

        named = financial_years(action.citation.quote)
        others = np.zeros(len(self._read), bool)
        if named:
            for year, places in self._years.items():
                others[places] |= year not in named
            for year in named:
                others[self._years.get(year, [])] = False
        return others


def _stands_out(meaning: "Numbers", among: "Numbers") -> "Numbers":
    """Return by how many of their deviations cosines (n,) lie above the mean of some, 0 to 1 for four and more."""
    import numpy as np

    far: Numbers = np.clip((meaning - among.mean()) / (among.std() + 0.02), 0, 4) / 4
    return far


def _scores(values: "Numbers") -> "Numbers":
    """Return the scores (n,) of passages with these measurements (n, len(FEATURES))."""
    import numpy as np

    scores: Numbers = values @ np.array(list(_WEIGHTS.values()), np.float32) + np.float32(_INTERCEPT)
    return scores


def refers_to(reference: Reference, action: Action) -> float:
    """Return 1 where a reference fits an asking, 0.6 where its letter or minute does, 0.3 where it may, -1 where not.

    A row of a list of actions that names another day is never about it: `_NEVER`.
    """
    asked = action.citation.date
    if reference.letter and reference.letter != re.sub(r"\W", "", action.letter or ""):
        return -1.0
    if reference.month is not None and asked:
        day_fits = reference.day is None or reference.day == asked.day
        if (reference.year, reference.month) != (asked.year, asked.month) or not day_fits:
            return _NEVER if reference.listed else -1.0
        minute_fits = not (reference.minute and action.minute) or reference.minute == action.minute.rstrip(".")
        return 1.0 if minute_fits else -1.0
    if reference.minute and action.minute and not reference.letter:
        return 0.6 if reference.minute == action.minute.rstrip(".") else -1.0
    return 0.6 if reference.letter else 0.3


def _postings(held: Sequence[frozenset[str]]) -> "dict[str, NDArray[np.int64]]":
    """Return the places that hold each term."""
    import numpy as np

    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(held):
        for word in words:
            places[word].append(place)
    return {word: np.array(found, np.int64) for word, found in places.items()}
