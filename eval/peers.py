"""The parts of our search alone, over the same passages: what the search has to beat, beside other libraries.

Every way of searching is a `Search`. Those of other libraries are in `eval/bench/recall_peers.py`, where any library
may be imported.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from corpus.papers import Passage
from index.build import passage_search_text
from index.lexical import build_lexical
from index.search import EVERYTHING, Collection, Scope
from index.vectors import build_vectors
from qa.answers import Found

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.search import Vector

    Ids = NDArray[np.int64]

Embed = Callable[[Sequence[str]], "Vector"]  # texts to unit vectors (n, d)


class Search(Protocol):
    """A way of searching: the best places for a question, best first."""

    def __call__(self, question: str, *, within: str | None = None) -> Sequence[Found]:
        """Return places in all papers, or within the paper of that id."""
        ...


def hybrid(collection: Collection, *, k: int) -> Search:
    """Return our search: at most k passages."""
    files = _files(collection)

    def find(question: str, *, within: str | None = None) -> list[Found]:
        scope = EVERYTHING if within is None else Scope(papers=frozenset({within}))
        hits = collection.search(question, k=k, scope=scope)
        return [to_found(hit.passage, files, score=hit.score) for hit in hits]

    return find


def bm25_alone(collection: Collection, *, k: int) -> Search:
    """Return BM25 over our passages with their context lines."""
    passages, files = list_passages(collection), _files(collection)
    inside = places_by_paper(passage.paper_id for passage in passages)
    lexical = build_lexical([passage_search_text(passage) for passage in passages])

    def find(question: str, *, within: str | None = None) -> list[Found]:
        ids, scores = lexical.search(question, k=k, allowed=None if within is None else inside[within])
        return [to_found(passages[id], files, score=float(score)) for id, score in zip(ids, scores, strict=True)]

    return find


def minilm_alone(collection: Collection, *, embed: Embed, k: int) -> Search:
    """Return the embedding model over our passages with their context lines."""
    passages, files = list_passages(collection), _files(collection)
    inside = places_by_paper(passage.paper_id for passage in passages)
    vectors = build_vectors(embed([passage_search_text(passage) for passage in passages]))

    def find(question: str, *, within: str | None = None) -> list[Found]:
        allowed = None if within is None else inside[within]
        ids, scores = vectors.search(collection.embed(question), k=k, allowed=allowed)
        return [to_found(passages[id], files, score=float(score)) for id, score in zip(ids, scores, strict=True)]

    return find


def list_passages(collection: Collection) -> list[Passage]:
    """Return all passages, by paper id and in reading order."""
    return [passage for paper in collection.papers() for passage in collection.passages(paper.paper_id)]


def places_by_paper(papers: Iterable[str]) -> "dict[str, Ids]":
    """Return for each paper at which places of a sequence of paper ids it stands, ascending."""
    import numpy as np

    found: dict[str, list[int]] = {}
    for place, paper in enumerate(papers):
        found.setdefault(paper, []).append(place)
    return {paper: np.array(places, np.int64) for paper, places in found.items()}


def _files(collection: Collection) -> dict[str, str]:
    return {paper.paper_id: paper.file for paper in collection.papers()}


def to_found(passage: Passage, files: Mapping[str, str], *, score: float) -> Found:
    """Return a passage as a place; `files` are the papers' file names by paper id."""
    return Found(
        passage=passage.passage_id, paper=passage.paper_id, file=files[passage.paper_id], start=passage.start,
        end=passage.end, score=score,
    )  # fmt: skip
