"""One generation of the index, opened for reading."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from corpus.errors import ScopeError
from corpus.papers import Paper, Passage, Section
from corpus.wording import search_text
from index import lexical, records
from index.embed import Embedder
from index.fuse import fuse, nearest
from index.lexical import Lexical, load_lexical
from index.scopes import Scopes
from index.search import EVERYTHING, Detail, Hit, Scope, Skipped
from index.vectors import Vectors, load_vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.search import Vector

    Ids = NDArray[np.int64]

RECORDS, VECTORS, LEXICAL, SENTENCES = "passages.sqlite", "vectors.faiss", "lexical", "sentences.npy"
FIRSTS = "first_sentences.npy"  # (n + 1,): the sentences of passage i are rows firsts[i] to firsts[i + 1]
PAPER_OF = "papers.npy"  # (n,): the ordinal of the paper that passage i is of
FILES = (RECORDS, VECTORS, SENTENCES, FIRSTS, PAPER_OF, *(f"{LEXICAL}/{file}" for file in lexical.FILES))
_KEPT = 64  # questions' vectors that are kept at hand
_PAPERS = 256  # papers and their sections, the same; a paper's take less than a tenth of a megabyte
_DEPTH = 80  # how far down vectors and BM25 each go for candidates, at least
# The shares of a candidate's score, found on the curated questions of the split "tune" and on public sets.
_PASSAGE, _SENTENCE, _WORDS = 0.3, 0.4, 0.3  # cosine of the passage, of its nearest sentence; BM25
_BESIDE = 0.25  # how much the BM25 of the passages right before and after counts: the topic may be named there


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrays:
    """The searchable side of a generation; ids are the places of passages ordered by passage id."""

    vectors: Vectors
    lexical: Lexical
    sentences: "NDArray[np.float16]"  # (sentences, d)
    firsts: "NDArray[np.int64]"
    paper_of: "NDArray[np.int32]"

    def nearest_sentences(self, query: "Vector", *, ids: "Ids", otherwise: "Vector") -> "Vector":
        """Return the cosine (n,) of each passage's nearest sentence, `otherwise` (n,) where it has none."""
        import numpy as np

        counts = self.firsts[ids + 1] - self.firsts[ids]
        steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        rows = self.sentences[np.repeat(self.firsts[ids], counts) + steps].astype(np.float32)
        return nearest(np.einsum("ij,j->i", rows, query), counts=counts, otherwise=otherwise)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """The records of a generation, one row at a time."""

    name: str
    base: sqlite3.Connection
    turn: Lock

    def paper(self, paper_id: str) -> Paper:
        """Return one paper, with its text."""
        [(record,)] = self.all("SELECT paper_id, record FROM papers WHERE paper_id IN", [paper_id])
        return records.to_paper(record)

    def sections(self, paper_id: str) -> tuple[Section, ...]:
        """Return the sections of one paper."""
        [(record,)] = self.all("SELECT paper_id, sections FROM papers WHERE paper_id IN", [paper_id])
        return records.to_sections(record)

    def all(self, query: str, keys: Sequence[str] | Sequence[int]) -> list[tuple[Any, ...]]:
        """Return the rows of a query of some keys, in the keys' order, without the key, which it selects first."""
        with self.turn:
            rows = self.base.execute(f"{query} (SELECT value FROM json_each(?))", [json.dumps(keys)]).fetchall()
        found = {key: row for key, *row in rows}
        if missing := [key for key in keys if key not in found]:
            raise ScopeError(f"{missing[0]!r} is not in {self.name}: search again, the papers have changed")
        return [tuple(found[key]) for key in keys]


class Generation:
    """An opened generation; implements `index.search.Collection`. Threads may share it.

    It stays as it is while newer ones are committed, and on disk until it is closed.
    """

    def __init__(
        self,
        name: str,
        *,
        arrays: Arrays,
        base: sqlite3.Connection,
        embedder: Embedder,
        close: Callable[[], None],
        degraded: str | None,
    ) -> None:
        self.generation = name
        self.degraded = degraded  # why an older generation is used than the one that was committed last
        self._arrays = arrays
        self._base = base
        self._embedder = embedder
        self._close = close  # gives back the connection and the reader's lock
        self._turn = Lock()  # one thread at a time uses the connection
        self._asked = lru_cache(maxsize=_KEPT)(embedder.embed_query)
        self._embedded = lru_cache(maxsize=_KEPT)(lambda text: embedder.embed([text])[0])
        # Kept by an object that does not know this one: a generation that is let go must be gone at once.
        rows = _Rows(name=name, base=base, turn=self._turn)
        self._rows = rows.all
        self._paper_of = lru_cache(maxsize=_PAPERS)(rows.paper)
        self._sections_of = lru_cache(maxsize=_PAPERS)(rows.sections)
        self._scopes = Scopes(base, paper_of=arrays.paper_of)

    def __enter__(self) -> Self:
        """Return the generation itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let the generation go: the next ingest may remove it."""
        self._close()

    def search(self, text: str, *, k: int, scope: Scope = EVERYTHING) -> Sequence[Hit]:
        """Return at most k hits inside the scope, best first, ties by passage id; scores are 0 to about 1.

        Vectors and BM25 each find candidates inside the scope; what is measured of these is fused (`index.fuse`).
        """
        import numpy as np

        allowed = self._scopes.passages(scope)
        depth = max(_DEPTH, 2 * k)
        query, weights = self.embed_query(text), self._arrays.lexical.scores(text)
        close, _ = self._arrays.vectors.search(query, k=depth, allowed=allowed)
        wordy, _ = lexical.best(weights, k=depth, allowed=allowed)
        ids = np.union1d(close, wordy)
        cosines = np.clip(self._arrays.vectors.scores(query, rows=ids), -1, 1)
        nearest = self._arrays.nearest_sentences(query, ids=ids, otherwise=cosines)
        fused = fuse([(cosines, _PASSAGE), (nearest, _SENTENCE), (self._around(weights, ids), _WORDS)])
        order = np.lexsort((ids, -fused))[: max(k, 0)]
        passages = self._fetch(ids[order].tolist())
        return [
            Hit(
                passage=passage,
                score=float(fused[at]),
                rank=rank,
                dense=float(cosines[at]),
                lexical=float(weights[ids[at]]),
            )
            for rank, (at, passage) in enumerate(zip(order, passages, strict=True), start=1)
        ]

    def papers(self, scope: Scope = EVERYTHING) -> Sequence[Paper]:
        """Return the papers inside the scope, by paper id. All are kept in memory from the first call on."""
        inside = self._scopes.mask(scope)
        return [paper for paper, within in zip(self._papers, inside, strict=True) if within]

    def paper(self, paper_id: str) -> Paper:
        """Return one paper, with its text.

        Raises:
            ScopeError: there is no such paper in this generation.
        """
        return self._paper_of(paper_id)

    def sections(self, paper_id: str) -> tuple[Section, ...]:
        """Return the paper's sections in reading order. Raises ScopeError where there is no such paper."""
        return self._sections_of(paper_id)

    def passages(self, paper_id: str) -> tuple[Passage, ...]:
        """Return the paper's passages in reading order. Raises ScopeError where there is no such paper."""
        [(ordinal,)] = self._rows("SELECT paper_id, ordinal FROM papers WHERE paper_id IN", [paper_id])
        with self._turn:
            return tuple(records.paper_passages(self._base, ordinal))

    def skipped(self, scope: Scope = EVERYTHING) -> Sequence[Skipped]:
        """Return the files that could not be read, as far as the scope's access admits them, by file name."""
        with self._turn:
            return [skip for skip in records.read_skipped(self._base) if skip.access in scope.access]

    def embed_query(self, text: str) -> "Vector":
        """Return the unit vector (d,) of a question. The last questions' vectors are kept: one is asked for twice."""
        return self._asked(search_text(text))

    def embed(self, text: str) -> "Vector":
        """Return the unit vector (d,) of any other text. The last texts' vectors are kept."""
        vector: Vector = self._embedded(search_text(text))
        return vector

    def sentence_vectors(self, passages: Sequence[Passage]) -> "Vector":
        """Return the unit vectors (n, d) of the passages' sentences, in order, n = sum of len(p.sentences)."""
        import numpy as np

        firsts = self._arrays.firsts
        stretches = [self._arrays.sentences[firsts[id] : firsts[id + 1]] for id in self._ids(passages)]
        if not stretches:
            return np.empty((0, self._embedder.dimension), np.float32)
        vectors = np.concatenate(stretches).astype(np.float32)
        # Kept as 16-bit numbers, which leaves lengths off by a thousandth.
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Vector = vectors / np.maximum(lengths, 1e-12)
        return unit

    def details(self, passages: Sequence[Passage]) -> Sequence[Detail]:
        """Return the details of passages, in order. Raises ScopeError where there is no such passage."""
        query, names = "SELECT passage_id, detail FROM passages WHERE passage_id IN", _names(passages)
        return [records.to_detail(detail) for (detail,) in self._rows(query, names)]

    def holding(self, term: str) -> frozenset[str]:
        """Return the ids of all papers that hold a search term, whoever may see them."""
        having = set(self._arrays.paper_of[self._arrays.lexical.having(term)].tolist())
        return frozenset(self._scopes.papers[place] for place in having)

    def idf(self, term: str) -> float:
        """Return the inverse document frequency of a term as `index.lexical.terms` gives it; highest when unseen."""
        return self._arrays.lexical.idf(term)

    def _around(self, weights: "Vector", ids: "Ids") -> "Vector":
        """Return the BM25 score (n,) of passages with a share of that of their neighbours."""
        import numpy as np

        beside = self._beside[:, ids]
        near: Vector = np.where(beside >= 0, weights[beside], 0).sum(axis=0, dtype=np.float32)
        return weights[ids] + np.float32(_BESIDE) * near

    @cached_property
    def _beside(self) -> "Ids":
        """The ids (2, n) of the passages right before and after each in its paper, -1 where there is none."""
        import numpy as np

        with self._turn:
            rows = self._base.execute("SELECT id, paper FROM passages ORDER BY paper, ordinal").fetchall()
        ids, papers = np.array(rows, np.int64).reshape(-1, 2).T
        same = papers[1:] == papers[:-1]
        beside = np.full((2, len(ids)), -1, np.int64)
        beside[0, ids[1:][same]] = ids[:-1][same]
        beside[1, ids[:-1][same]] = ids[1:][same]
        return beside

    def _fetch(self, ids: Sequence[int]) -> list[Passage]:
        """Return the passages of those ids, in that order."""
        rows = self._rows("SELECT id, record FROM passages WHERE id IN", ids)
        return [records.to_passage(record) for (record,) in rows]

    def _ids(self, passages: Sequence[Passage]) -> list[int]:
        """Return the ids of passages."""
        query = "SELECT passage_id, id FROM passages WHERE passage_id IN"
        return [id for (id,) in self._rows(query, _names(passages))]

    @cached_property
    def _papers(self) -> tuple[Paper, ...]:
        with self._turn:
            rows = self._base.execute("SELECT record FROM papers ORDER BY ordinal").fetchall()
        return tuple(records.to_paper(record) for (record,) in rows)


def _names(passages: Sequence[Passage]) -> list[str]:
    return [passage.passage_id for passage in passages]


def load_arrays(folder: Path) -> Arrays:
    """Return the arrays of a generation's folder; its files must have been checked."""
    import numpy as np

    return Arrays(
        vectors=load_vectors(folder / VECTORS),
        lexical=load_lexical(folder / LEXICAL),
        sentences=np.load(folder / SENTENCES, mmap_mode="r", allow_pickle=False),
        firsts=np.load(folder / FIRSTS, allow_pickle=False),
        paper_of=np.load(folder / PAPER_OF, allow_pickle=False),
    )
