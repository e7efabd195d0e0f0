"""What answers the questions of an evaluation: the engine as shipped, or with one part taken out to see its worth.

Nothing below this layer knows of it: a collection is searched in another order, or a ranker is given other numbers.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from corpus.errors import SettingsError
from corpus.panels import Register
from eval.choices import Setup
from index.search import EVERYTHING, Collection, Hit, Scope
from qa.answers import Answer, Question
from qa.ask import ask
from qa.evidence import FEATURES
from qa.generate import Desk, written
from qa.ranker import Model, Ranker
from qa.writing.writer import Writer

Ask = Callable[[Question], Answer]


def engine(
    setup: Setup, collection: Collection, *, register: Register, ranker: Ranker, writer: Writer | None = None
) -> Ask:
    """Return what answers questions over a collection in this setup. Threads may share it.

    Raises:
        SettingsError: a language model is to write, and none is set.
    """
    searched = collection
    match setup:
        case Setup.SHIPPED:
            pass
        case Setup.BM25:
            searched = Reordered(collection, by=_words_alone)
        case Setup.DENSE:
            searched = Reordered(collection, by=_meaning_alone)
        case Setup.UNRANKED:
            ranker = replace(ranker, sentence=_search_order(), reader=None)
        case Setup.OUTSPOKEN:
            ranker = replace(ranker, threshold=0.0, brief=())
        case Setup.WRITTEN:
            if writer is None:
                raise SettingsError("no language model is set: name one with --llm and --model")
            return partial(_written, desk=Desk(collection=collection, register=register, writer=writer), ranker=ranker)
    return partial(ask, collection=searched, register=register, ranker=ranker)


def _written(question: Question, *, desk: Desk, ranker: Ranker) -> Answer:
    """Return the answer as a language model tells it."""
    told = ask(question, collection=desk.collection, register=desk.register, ranker=ranker)
    return next(step for step in written(told, question, desk=desk) if isinstance(step, Answer))


def _words_alone(hit: Hit) -> Hit | None:
    """Return the hit with its BM25 as its score; None where it shares no word with the question."""
    return replace(hit, score=hit.lexical, dense=0.0) if hit.lexical > 0 else None


def _meaning_alone(hit: Hit) -> Hit | None:
    """Return the hit with its cosine as its score."""
    return replace(hit, score=hit.dense, lexical=0.0)


class Reordered:
    """A collection whose search goes by one half of the hybrid search; implements `index.search.Collection`.

    It ranks every passage of the scope by that half's own score, which is exact and slow: for measuring alone.
    """

    def __init__(self, collection: Collection, *, by: Callable[[Hit], Hit | None]) -> None:
        self._collection = collection
        self._by = by
        self._n = sum(len(collection.passages(paper.paper_id)) for paper in collection.papers())
        self.generation = collection.generation
        self.papers, self.paper, self.skipped = collection.papers, collection.paper, collection.skipped
        self.sections, self.passages, self.details = collection.sections, collection.passages, collection.details
        self.embed_query, self.embed = collection.embed_query, collection.embed
        self.sentence_vectors, self.idf, self.holding = collection.sentence_vectors, collection.idf, collection.holding

    def search(self, text: str, *, k: int, scope: Scope = EVERYTHING) -> Sequence[Hit]:
        """Return at most k hits inside the scope, best first by the one score, ties by passage id."""
        every = self._collection.search(text, k=self._n, scope=scope)
        found = [scored for hit in every if (scored := self._by(hit))]
        found.sort(key=lambda hit: (-hit.score, hit.passage.passage_id))
        return [replace(hit, rank=rank) for rank, hit in enumerate(found[:k], start=1)]


def _search_order() -> Model:
    """Return a model that orders sentences by the rank of their passage, and within one by their cosine."""
    weights = {"rank": 29.0, "cosine_sentence": 0.018}  # less than there is between the ranks 39 and 40
    middle = -15.0  # keeps the first and the last apart within what a probability can tell
    return Model(features=FEATURES, weights=tuple(weights.get(name, 0.0) for name in FEATURES), intercept=middle)
