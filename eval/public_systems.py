"""Those who are asked a public data set, side by side: panelqa, its parts alone, and LlamaIndex's default."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.panels import default_register
from eval.bench.llama_baseline import embedding_by
from eval.bench.recall_peers import llama_index
from eval.peers import Search, bm25_alone, hybrid, minilm_alone
from eval.public_data import PublicQuestion
from eval.public_index import Shelf
from eval.public_sentences import Ours, Sentences
from eval.public_tasks import Variant, asked, paper_of, words
from qa.answers import Found
from qa.evidence import DEPTH
from qa.ranker import Ranker

OURS, BM25, MINILM, LLAMA = "panelqa", "BM25 alone", "MiniLM alone", "LlamaIndex default"
_BATCH = 2048  # texts at once, the most that LlamaIndex allows

Find = Callable[[PublicQuestion, Variant], Sequence[Found]]


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """One of those who are asked. All answer from the same texts with the same embedding model."""

    name: str
    find: Find  # its pieces, best first
    sentences: Find  # single sentences, best first
    sure: Callable[[PublicQuestion, Variant], float]  # higher where it is surer that there is an answer


def systems(shelf: Shelf, *, ranker: Ranker) -> list[System]:
    """Return panelqa, then the others. What a system ranks sentences with is made when it is first asked for them."""
    collection = shelf.collection

    @cache
    def sentences() -> Sentences:
        return Sentences(collection, embed=shelf.embed)

    model = embedding_by(shelf.embed, batch=_BATCH)
    bm25 = cache(bm25_alone(collection, k=DEPTH))
    minilm = cache(minilm_alone(collection, embed=shelf.embed, k=DEPTH))
    llama = cache(llama_index(collection.papers(), model=model, k=DEPTH))
    return [
        _ours(shelf, ranker),
        _other(BM25, bm25, lambda: sentences().by_words),
        _other(MINILM, minilm, lambda: sentences().by_meaning),
        _other(LLAMA, llama, lambda: sentences().out_of(llama)),
    ]


def _ours(shelf: Shelf, ranker: Ranker) -> System:
    """Return panelqa as it answers: the question understood, the hybrid search, the sentence ranker, its confidence."""
    ours = Ours(shelf.collection, register=default_register(), ranker=ranker)
    search = hybrid(shelf.collection, k=DEPTH)
    return System(
        name=OURS,
        find=lambda question, variant: search(
            ours.understood(asked(question, variant)).text, within=paper_of(question, variant)
        ),
        sentences=lambda question, variant: ours.sentences(asked(question, variant)),
        sure=lambda question, variant: ours.confidence(asked(question, variant)),
    )


def _other(name: str, search: Search, sentences: Callable[[], Search]) -> System:
    """Return a system that knows words alone; it is as sure as the score of its best piece is high."""

    def find(question: PublicQuestion, variant: Variant) -> Sequence[Found]:
        return search(words(question, variant), within=paper_of(question, variant))

    return System(
        name=name,
        find=find,
        sentences=lambda question, variant: sentences()(words(question, variant), within=paper_of(question, variant)),
        sure=lambda question, variant: next((place.score for place in find(question, variant)), 0.0),
    )
