"""The contract of search: what is asked for, what comes back."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from corpus.papers import Access, Paper, PaperKind, Passage, Section

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What may be searched. None means: no limit of that sort. Papers without a date are outside any date limit."""

    panels: frozenset[str] | None = None  # ids in corpus/panels.toml
    since: dt.date | None = None  # inclusive
    until: dt.date | None = None  # inclusive
    kinds: frozenset[PaperKind] | None = None
    access: frozenset[Access] = frozenset(Access)  # what the asker may see: applied inside the search
    papers: frozenset[str] | None = None  # paper ids


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage found. Higher scores are better; ties are ordered by passage id; ranks count from 1."""

    passage: Passage
    score: float
    rank: int
    dense: float  # cosine of question and passage, -1 to 1
    lexical: float  # BM25, 0 and up


class Retriever(Protocol):
    """Anything that finds passages for a question."""

    def search(self, text: str, *, k: int, scope: Scope = EVERYTHING) -> Sequence[Hit]:
        """Return at most k hits inside the scope, best first."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file that is not in the index, with the reason and what to do (`corpus.errors.UnreadableError`)."""

    file: str
    reason: str
    access: Access = Access.UNKNOWN
    path: str = ""  # where it lies; never shown
    key: str = ""  # as of a paper: equal keys, nothing new to try


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What a closer look at a passage needs, worked out when it was indexed."""

    sections: tuple[Section, ...]  # that the passage holds, in order, without their sentences
    context: frozenset[str]  # search terms of its context line
    before: frozenset[str]  # of the sentence before it in its section, which it may answer
    sentences: tuple[frozenset[str], ...]  # search terms of each sentence


class Collection(Retriever, Protocol):
    """One opened generation of the index: search, and everything that an answer is made of."""

    generation: str  # "gen-000001"

    def papers(self, scope: Scope = EVERYTHING) -> Sequence[Paper]:
        """Return the papers inside the scope, by paper id."""
        ...

    def paper(self, paper_id: str) -> Paper:
        """Return one paper, with its text."""
        ...

    def sections(self, paper_id: str) -> tuple[Section, ...]:
        """Return the paper's sections in reading order."""
        ...

    def passages(self, paper_id: str) -> tuple[Passage, ...]:
        """Return the paper's passages in reading order."""
        ...

    def skipped(self, scope: Scope = EVERYTHING) -> Sequence[Skipped]:
        """Return the files that could not be read, as far as the scope's access admits them, by file name."""
        ...

    def embed_query(self, text: str) -> "Vector":
        """Return the unit vector (d,) of a question, to be held against those of passages and sentences."""
        ...

    def embed(self, text: str) -> "Vector":
        """Return the unit vector (d,) of any other text, as passages are embedded."""
        ...

    def sentence_vectors(self, passages: Sequence[Passage]) -> "Vector":
        """Return the unit vectors (n, d) of the passages' sentences, in order, n = sum of len(p.sentences)."""
        ...

    def details(self, passages: Sequence[Passage]) -> Sequence[Detail]:
        """Return the details of passages, in order."""
        ...

    def holding(self, term: str) -> frozenset[str]:
        """Return the ids of all papers that hold a search term (`index.lexical.terms`), whoever may see them."""
        ...

    def idf(self, term: str) -> float:
        """Return the BM25 inverse document frequency of a search term (`index.lexical.terms`); highest when unseen."""
        ...
