"""How strongly a later passage is tied to an asking: by words, by meaning, by what it refers to, by when it comes."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.papers import Role
from index.terms import terms
from qa.tracker.asking import PERSON, bare
from qa.tracker.codes import Codes
from qa.tracker.common_words import COMMON
from qa.tracker.deliveries import Says
from qa.tracker.later import ASKING, Shelf, financial_years
from qa.tracker.promising import promised_clause
from qa.tracker.references import Reference
from qa.tracker.requests import Action, ActionKind

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
_PLAIN, _LEANT_ON, _HEADING = 0.2, 0.5, 0.3  # weight of common words, of words leant on, and of the item's heading
_LEAST = 1.0  # sum of weights from half of which on an asking has words enough of its own
_MOST_AROUND = 2.0  # sum of weights that words leant on may reach where an asking has few words of its own
_ENOUGH = 2.0  # words as rare as can be, from which more shared words say no more
_DUE_DAYS = 35  # a paper this near to the day when something is due may bring it
_UNTOLD = 0.5  # what coming in time is worth where a passage tells of nothing done
_NEVER = -2.0  # of a reference that is exact, and of something else
_SURE = 0.75  # share of words from which a passage counts although it refers to something else
_LIKELY = 0.5  # the same, although it comes well before the thing is due
_PREAMBLE = re.compile(r"^(?:[\w.()]{1,6} )?(?:In response to|In reply to|In answer to) [^,]{1,120}, ")
_APPOSED = re.compile(r"(?<=[a-z]), [A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2},")  # "the Chief Executive, Ines Farrow, said"
_LAW = re.compile(
    r",? \b(?:as|in accordance with|under|made under|for the purposes of) [^,;]{0,70}(?:[Ss]ection|[Ss]chedule|Act)\b"
    r"[^,;]{0,90}?\d{4}(?: requires)?"
)
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
    """Measures the passages of one panel against askings; built once for all of them."""

    def __init__(self, shelf: Shelf, idf: Callable[[str], float], *, codes: Codes) -> None:
        import numpy as np

        self.shelf = shelf
        self._codes = codes
        most = idf("\0")  # of a word that no paper has
        self._rarity = lambda term: idf(term) / most
        self._own = _postings([later.terms for later in shelf.passages])
        self._around = _postings([later.around for later in shelf.passages])
        self._years = _postings([later.years for later in shelf.passages])
        self._citing = [place for place, later in enumerate(shelf.passages) if later.refers]
        self._days = np.array([later.date.toordinal() for later in shelf.passages], np.int64)
        self._tells: dict[int, bool] = {}  # by place; most passages are never looked at
        self._heads = np.array([later.section.role is Role.HEADING for later in shelf.passages], bool)
        self._asks = np.array([later.section.role in ASKING for later in shelf.passages], np.float32)
        self._follows = np.array([bool(_FOLLOW_UP.search(later.item)) for later in shelf.passages], bool)
        self._bounds = np.array([bound for later in shelf.passages for bound in later.rows], np.int64)

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

    def ties(self, action: Action, meaning: "Numbers", *, among: frozenset[int] | None = None) -> Ties:
        """Return the passages of later days that are tied to an asking; `meaning` (n,) is of `meanings`.

        Those `among` some, where they are given. What a passage says became of something takes long to read and can
        only raise a score: it is read last.
        """
        import numpy as np

        asked = action.citation.date
        first = self.shelf.after(asked) if asked else len(self.shelf.passages)
        if asked is None or first == len(self.shelf.passages):
            empty = np.empty((0, len(FEATURES)), np.float32)
            return Ties(places=np.empty(0, np.int64), values=empty, scores=np.empty(0, np.float32))
        words, wide, around = self._shared(action)
        stands_out = _stands_out(meaning, meaning[first:])
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
        if among is not None:
            hopeful = np.array([place for place in hopeful.tolist() if place in among], np.int64)
        return self._told(hopeful, values[hopeful].astype(np.float32))

    def _told(self, places: "NDArray[np.int64]", values: "Numbers") -> Ties:
        """Return what is left of these passages once it is read what they tell."""
        import numpy as np

        untold = np.array([not self._is_told(place) for place in places.tolist()], bool)
        values[untold, _TELLS] = 0
        values[np.ix_(untold & ~self._heads[places], _DUE)] *= np.float32(_UNTOLD)
        scores = _scores(values)
        kept = scores >= 0
        return Ties(places=places[kept], values=values[kept], scores=scores[kept])

    def _is_told(self, place: int) -> bool:
        """Does a passage say what became of something? A heading only names it."""
        if place not in self._tells:
            later = self.shelf.passages[place]
            self._tells[place] = later.section.role is not Role.HEADING and later.says is not Says.TOUCHED
        return self._tells[place]

    def _shared(self, action: Action) -> "tuple[Numbers, Numbers, Numbers]":
        """Return how much of what is asked each passage shares, 0 to 1.

        In its own words, with those around it counting less, and with those around it counting as much.
        """
        import numpy as np

        n = len(self.shelf.passages)
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
        fits, named = np.zeros((2, len(self.shelf.passages)), np.float32)
        for place in self._citing:
            found = self.shelf.passages[place].refers
            codes = {reference.code for reference in found if reference.code}
            named[place] = bool(codes & own)
            plain = [refers_to(reference, action) for reference in found if not reference.code]
            fits[place] = 1.0 if codes & own else _NEVER if codes & known else max(plain, default=0.0)
        return fits, named

    def _due(self, action: Action) -> "tuple[NDArray[np.bool_], NDArray[np.bool_]]":
        """Return which passages come when the thing is due, and which come well before."""
        import numpy as np

        if action.due is None or action.due.date is None:
            never = np.zeros(len(self.shelf.passages), bool)
            return never, never
        late = self._days - action.due.date.toordinal()
        return np.abs(late) <= _DUE_DAYS, late < -_DUE_DAYS

    def _of_another_year(self, action: Action) -> "NDArray[np.bool_]":
        """Return which passages name financial years, and none that the asking names."""
        import numpy as np

        named = financial_years(action.citation.quote)
        others = np.zeros(len(self.shelf.passages), bool)
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


def gist(action: Action) -> str:
    """Return what is asked for: the words without number, preamble, names of those who ask and are asked, and time."""
    words = _LAW.sub(" ", _PREAMBLE.sub("", bare(action.citation.quote)))
    if action.kind is ActionKind.UNDERTAKING:
        words = promised_clause(words)
    words = _APPOSED.sub(" ", PERSON.sub(" ", words))  # who takes part is named at every meeting
    time = action.due.text if action.due and re.search(r"\d|[A-Z]|meeting", action.due.text) else ""
    for taken in (time, action.by, action.to or ""):
        words = words.replace(taken, " ") if taken else words
    return " ".join(words.split())


def topic(action: Action, rarity: Callable[[str], float]) -> dict[str, float]:
    """Return the terms that tell what an asking is about, with their weights: rare words weigh most, at most 1."""
    own = _weighed(terms(gist(action)), rarity)
    leant = {
        term: _LEANT_ON * weight for term, weight in _weighed(terms(PERSON.sub(" ", action.context)), rarity).items()
    }
    few = bool(action.context) or sum(own.values()) < 2 * _LEAST
    title = _weighed(terms(re.sub(r"^[\W\d]+", "", action.item)), rarity) if few else {}
    around = {term: _HEADING * weight for term, weight in title.items()} | leant
    most = max(_MOST_AROUND, sum(own.values()))
    share = min(1.0, most / (sum(around.values()) or 1.0))
    return {term: share * weight for term, weight in around.items()} | own


def _weighed(words: Sequence[str], rarity: Callable[[str], float]) -> dict[str, float]:
    """Return the weight of each term; years and small numbers weigh nothing."""
    return {
        term: rarity(term) * (_PLAIN if term in COMMON else 1.0)
        for term in sorted(set(words))
        if not re.fullmatch(r"20\d\d(?:/\d\d)?|\d{1,2}", term)
    }


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
