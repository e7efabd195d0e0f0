"""BM25 over passages: built with bm25s, kept as plain arrays, summed with numpy.

bm25s works out the weight of every term in every passage once ("BM25S: orders of magnitude faster lexical search via
eager sparse scoring", Lù 2024). A search then only adds up columns, which needs neither bm25s nor scipy: importing them
would cost a question more than the search itself.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.terms import split_terms
from index.terms import terms as terms
from index.typos import Speller

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.search import Vector

    Ids = NDArray[np.int64]

K1, B = 1.5, 0.75  # bm25s's own; the weights are those of Lucene's BM25
_GUESS = 0.5  # how much a term counts that was guessed for an unknown one
FILES = ("vocabulary.txt", "weights.npy", "passages.npy", "offsets.npy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """The weight of each term in each passage that has it, term by term.

    Term t has `weights[offsets[t]:offsets[t + 1]]` in the passages of the same stretch of `passages`.
    """

    weights: "Vector"
    passages: "NDArray[np.int32]"
    offsets: "Ids"


class Lexical:
    """BM25 over n passages; an id is a passage's place, from 0."""

    def __init__(self, vocabulary: Sequence[str], *, count: int, postings: Postings) -> None:
        self._vocabulary = {term: column for column, term in enumerate(vocabulary)}
        self._count = count
        self._postings = postings
        self._speller = Speller(vocabulary)

    def __len__(self) -> int:
        """Return the number of passages."""
        return self._count

    def search(self, text: str, *, k: int, allowed: "Ids | None" = None) -> "tuple[Ids, Vector]":
        """Return the ids and scores of the k best passages among `allowed` (all when None), best first, ties by id.

        Passages without any term of the text are never returned.
        """
        return best(self.scores(text), k=k, allowed=allowed)

    def scores(self, text: str) -> "Vector":
        """Return the BM25 score (n,) of every passage for a text, 0 and up.

        A term that no passage has counts through its nearest spellings (`index.typos`), at half their weight.
        """
        import numpy as np

        scores = np.zeros(self._count, np.float32)
        held = self._postings
        for column, share in sorted(self._columns(text).items()):
            start, end = held.offsets[column], held.offsets[column + 1]
            scores[held.passages[start:end]] += share * held.weights[start:end]
        return scores

    def having(self, term: str) -> "NDArray[np.int32]":
        """Return the ids of the passages that have a term as `terms` gives it."""
        import numpy as np

        column, held = self._vocabulary.get(term), self._postings
        if column is None:
            return np.empty(0, np.int32)
        return held.passages[held.offsets[column] : held.offsets[column + 1]]

    def idf(self, term: str) -> float:
        """Return the inverse document frequency of a term as `terms` gives it; highest where no passage has it."""
        import math

        column = self._vocabulary.get(term)
        having = 0 if column is None else int(self._postings.offsets[column + 1] - self._postings.offsets[column])
        return math.log(1 + (self._count - having + 0.5) / (having + 0.5))

    def save(self, folder: Path) -> None:
        """Write the four files of the index (`FILES`) into a folder that exists."""
        import numpy as np

        vocabulary = "".join(f"{term}\n" for term in self._vocabulary)
        (folder / "vocabulary.txt").write_text(vocabulary, "utf-8", newline="\n")
        held = self._postings
        np.save(folder / "weights.npy", held.weights, allow_pickle=False)
        np.save(folder / "passages.npy", held.passages, allow_pickle=False)
        np.save(folder / "offsets.npy", np.append(held.offsets, self._count), allow_pickle=False)

    def _columns(self, text: str) -> dict[int, float]:
        """Return the columns that a text asks for, each with its share."""
        columns: dict[int, float] = {}
        for term in dict.fromkeys(terms(text)):
            known = self._vocabulary.get(term)
            if known is not None:
                columns[known] = 1.0
                continue
            for guess in self._speller.guesses(term):
                columns.setdefault(self._vocabulary[guess], _GUESS)
        return columns


def build_lexical(texts: Sequence[str]) -> Lexical:
    """Return the BM25 index of search texts (`corpus.wording`); a passage's id is its place."""
    import numpy as np

    tokens = [split_terms(text) for text in texts]
    vocabulary = sorted({term for passage in tokens for term in passage})
    if not vocabulary:
        empty = Postings(weights=np.zeros(0, np.float32), passages=np.zeros(0, np.int32), offsets=np.zeros(1, np.int64))
        return Lexical((), count=len(texts), postings=empty)
    import bm25s

    logging.getLogger("bm25s").setLevel(logging.WARNING)  # it sets itself to tell every step (bm25s 0.3)
    columns = {term: column for column, term in enumerate(vocabulary)}
    model = bm25s.BM25(k1=K1, b=B, method="lucene")
    ids = [[columns[term] for term in passage] for passage in tokens]
    model.index((ids, columns), create_empty_token=False, show_progress=False)
    postings = Postings(
        weights=np.asarray(model.scores["data"], np.float32),
        passages=np.asarray(model.scores["indices"], np.int32),
        offsets=np.asarray(model.scores["indptr"], np.int64),
    )
    return Lexical(vocabulary, count=len(texts), postings=postings)


def load_lexical(folder: Path) -> Lexical:
    """Return the index in a folder, its arrays mapped from disk. The files must have been checked."""
    import numpy as np

    offsets = np.load(folder / "offsets.npy", allow_pickle=False)
    postings = Postings(
        weights=np.load(folder / "weights.npy", mmap_mode="r", allow_pickle=False),
        passages=np.load(folder / "passages.npy", mmap_mode="r", allow_pickle=False),
        offsets=offsets[:-1],
    )
    vocabulary = (folder / "vocabulary.txt").read_text("utf-8").split("\n")[:-1]
    return Lexical(vocabulary, count=int(offsets[-1]), postings=postings)


def best(scores: "Vector", *, k: int, allowed: "Ids | None") -> "tuple[Ids, Vector]":
    """Return the ids and scores of the k best of the allowed scores above 0, best first, ties by id."""
    import numpy as np

    ids = np.flatnonzero(scores > 0) if allowed is None else allowed[scores[allowed] > 0]
    found = scores[ids]
    if 0 < k < len(ids):
        least = np.partition(found, len(found) - k)[len(found) - k]
        ids, found = ids[found >= least], found[found >= least]
    order = np.lexsort((ids, -found))[: max(k, 0)]
    return ids[order].astype(np.int64), found[order]
