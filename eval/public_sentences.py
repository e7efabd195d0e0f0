"""Sentences ranked for a question: by our ranker, by BM25 alone, by the embedding model alone, and out of pieces."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.panels import Register
from corpus.papers import Passage, Sentence
from corpus.wording import search_text
from eval.peers import Embed, Search, list_passages, places_by_paper
from index.lexical import best, build_lexical
from index.search import Collection
from qa.answers import Found, Question
from qa.enough import score
from qa.evidence import DEPTH, gather
from qa.ranker import Ranked, Ranker, rank
from qa.reread import reread
from qa.understand import Understood, understand

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.search import Vector

    Ids = NDArray[np.int64]

_PIECES = 5  # of which the sentences are ranked, where pieces were searched


class Ours:
    """Our way from a question to ranked sentences, as `qa.ask` goes it, and how sure it is of an answer."""

    def __init__(self, collection: Collection, *, register: Register, ranker: Ranker) -> None:
        self._collection = collection
        self._register = register
        self._ranker = ranker

    def understood(self, question: Question) -> Understood:
        """Return what a question asks; its text stands alone."""
        return understand(question, register=self._register)

    def sentences(self, question: Question) -> list[Found]:
        """Return the sentences of the hits, best first."""
        return [
            _sentence(item.evidence.passage, item.evidence.sentence, place=item.evidence.place, score=item.probability)
            for item in self._ranked(self.understood(question), question)
        ]

    def confidence(self, question: Question) -> float:
        """Return how likely it is that the best sentences are an answer, 0 to 1."""
        asked = self.understood(question)
        ranked = self._ranked(asked, question)
        return score(asked, ranked, self._collection, ranker=self._ranker) if ranked else 0.0

    def _ranked(self, asked: Understood, question: Question) -> Sequence[Ranked]:
        hits = self._collection.search(asked.text, k=DEPTH, scope=question.scope)
        ranked = rank(gather(asked, self._collection, hits=hits), self._ranker.sentence)
        return reread(asked.text, ranked, self._ranker)


class Sentences:
    """All n sentences of a collection; an id is a sentence's place in reading order, from 0."""

    def __init__(self, collection: Collection, *, embed: Embed) -> None:
        passages = list_passages(collection)
        own = [(passage, place) for passage in passages for place in range(len(passage.sentences))]
        self._places = [_sentence(passage, passage.sentences[place], place=place, score=0.0) for passage, place in own]
        texts = [search_text(passage.words(passage.sentences[place])) for passage, place in own]
        lines = [search_text(passage.context) for passage, _ in own]
        self._inside = places_by_paper(place.paper for place in self._places)
        self._lexical = build_lexical([f"{line}\n{text}" for line, text in zip(lines, texts, strict=True)])
        self._vectors = embed(texts)
        self._collection = collection

    def by_words(self, question: str, *, within: str | None = None) -> list[Found]:
        """Rank by BM25 over each sentence with the context line of its passage."""
        return self._best(self._lexical.scores(question), self._allowed(within))

    def by_meaning(self, question: str, *, within: str | None = None) -> list[Found]:
        """Rank by the cosine of question and sentence."""
        return self._best(1 + self._vectors @ self._collection.embed(question), self._allowed(within))

    def out_of(self, search: Search) -> Search:
        """Return a search for the sentences of the best pieces of another search, by the cosine of each."""

        def find(question: str, *, within: str | None = None) -> list[Found]:
            pieces = search(question, within=within)[:_PIECES]
            ids = sorted({id for piece in pieces for id in self._of(piece)})
            return self._best(1 + self._vectors @ self._collection.embed(question), _ids(ids))

        return find

    def _of(self, piece: Found) -> list[int]:
        """Return the sentences that begin in a piece."""
        return [int(id) for id in self._inside[piece.paper] if piece.start <= self._places[id].start < piece.end]

    def _allowed(self, within: str | None) -> "Ids | None":
        return None if within is None else self._inside[within]

    def _best(self, scores: "Vector", allowed: "Ids | None") -> list[Found]:
        ids, _ = best(scores, k=DEPTH, allowed=allowed)
        return [self._places[id] for id in ids]


def _ids(ids: Sequence[int]) -> "Ids":
    import numpy as np

    return np.array(ids, np.int64)


def _sentence(passage: Passage, sentence: Sentence, *, place: int, score: float) -> Found:
    """Return a sentence as a place."""
    return Found(
        passage=f"{passage.passage_id}/{place}", paper=passage.paper_id, file=passage.paper_id, start=sentence.start,
        end=sentence.end, score=score,
    )  # fmt: skip
