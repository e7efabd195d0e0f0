"""Recall@5 of the curated questions' gold, against the defaults of LlamaIndex and LangChain, in one run.

    python -m eval.bench.recall PAPERS... [-o FILE]      each folder is a collection of its own

A piece holds gold when it holds at least half of a gold span. Recall@5 is the share of a question's gold that the first
five pieces hold, averaged over the answerable questions; success@5 is the share of questions with any gold among them.
Pieces differ in size: a bigger one holds more gold by chance, so that the characters of the five are given too.
Follow-up questions are left out, as the others take no conversation. LangChain needs the extra "bench".
"""

import statistics
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from corpus.panels import Register, default_register
from corpus.papers import Passage
from eval.bench import recall_peers
from eval.bench.indexes import keep
from eval.bench.llama_baseline import embedding
from eval.bench.recall_peers import Search
from eval.bench.results import Figure, Result, arguments, figure, finish, machine
from eval.curated import Curated, for_papers
from eval.evaluate import holds
from index.build import passage_search_text
from index.embed import Embedder, open_embedder
from index.generation import Generation
from index.lexical import build_lexical
from index.store import Store
from index.vectors import build_vectors
from qa.answers import Found, Question
from qa.ask import ask
from qa.ranker import load_ranker

K = 5


def measure(folder: Path, *, home: Path) -> list[Result]:
    """Return a row for each split of the questions over the papers of a folder."""
    register = default_register()
    store, model = Store(home / f"recall-{folder.resolve().parent.name}"), open_embedder(cache=home / "cache")
    keep(folder, store=store, model=model, register=register)
    with store.open(model) as collection:
        systems = _systems(collection, ours=model, register=register)
        splits = ((split, _asked(collection, split=split)) for split in ("report", "tune"))
        return [_row(f"{folder.resolve().parent.name}, {split}", asked, systems) for split, asked in splits if asked]


def _asked(collection: Generation, *, split: str) -> list[Curated]:
    """Return the questions that stand alone and have an answer."""
    curated = for_papers(collection.papers(), split=split)
    return [question for question in curated if question.answerable and not question.question.history]


def _systems(collection: Generation, *, ours: Embedder, register: Register) -> dict[str, Search]:
    """Return ours, its parts alone, and the others, by name."""
    papers, model = collection.papers(), embedding()
    systems: dict[str, Search] = {
        "panelqa, an answer's hits": partial(_ours, collection, register),
        "panelqa, search alone": partial(_search, collection),
        "BM25 alone, our passages": _bm25(collection),
        "MiniLM alone, our passages": _dense(collection, ours),
        "LlamaIndex default, 1024/200 tokens": recall_peers.llama_index(papers, model=model, k=K),
    }
    if recall_peers.has_langchain():
        make = partial(recall_peers.langchain, papers, model=model, k=K)
        systems["LangChain default, 4000/200 characters"] = make(sizes=None)
        systems["LangChain tutorial, 1000/200 characters"] = make(sizes=(1000, 200))
    return systems


def _ours(collection: Generation, register: Register, question: str) -> Sequence[Found]:
    asked = Question(text=question)
    return ask(asked, collection=collection, register=register, ranker=load_ranker()).hits


def _search(collection: Generation, question: str) -> list[Found]:
    files = _files(collection)
    return [_found(hit.passage, files, score=hit.score) for hit in collection.search(question, k=K)]


def _bm25(collection: Generation) -> Search:
    """Return BM25 over our passages and their context lines."""
    passages, files = _passages(collection), _files(collection)
    lexical = build_lexical([passage_search_text(passage) for passage in passages])

    def find(question: str) -> list[Found]:
        ids, scores = lexical.search(question, k=K)
        return [_found(passages[id], files, score=float(score)) for id, score in zip(ids, scores, strict=True)]

    return find


def _dense(collection: Generation, model: Embedder) -> Search:
    """Return MiniLM over our passages and their context lines."""
    passages, files = _passages(collection), _files(collection)
    vectors = build_vectors(model.embed([passage_search_text(passage) for passage in passages]))

    def find(question: str) -> list[Found]:
        ids, scores = vectors.search(collection.embed(question), k=K)
        return [_found(passages[id], files, score=float(score)) for id, score in zip(ids, scores, strict=True)]

    return find


def _passages(collection: Generation) -> list[Passage]:
    return [passage for paper in collection.papers() for passage in collection.passages(paper.paper_id)]


def _files(collection: Generation) -> dict[str, str]:
    return {paper.paper_id: paper.file for paper in collection.papers()}


def _found(passage: Passage, files: Mapping[str, str], *, score: float) -> Found:
    return Found(
        passage=passage.passage_id, paper=passage.paper_id, file=files[passage.paper_id], start=passage.start,
        end=passage.end, score=score,
    )  # fmt: skip


def _row(name: str, asked: Sequence[Curated], systems: Mapping[str, Search]) -> Result:
    """Return what each system finds for the questions of one split."""
    recall, success, sizes = [], [], []
    for system, search in systems.items():
        found = [search(question.question.text)[:K] for question in asked]
        shares = [share(places, question) for places, question in zip(found, asked, strict=True)]
        lengths = [float(sum(place.end - place.start for place in places)) for places in found]
        recall.append(_average(f"recall@5, {system}", shares))
        success.append(_average(f"success@5, {system}", [float(held > 0) for held in shares]))
        sizes.append(figure(f"size of five, {system}", lengths, unit="chars"))
    missing = () if recall_peers.has_langchain() else ("LangChain is not installed: pip install panelqa[bench]",)
    return Result(
        row=f"recall: {name}",
        figures=(*recall, *success, *sizes),
        conditions=(f"{len(asked)} answerable questions that stand alone", *missing, machine()),
    )


def share(places: Sequence[Found], question: Curated) -> float:
    """Return the share of a question's gold that the places hold, 0 to 1."""
    return statistics.mean(any(holds(gold, place) for place in places) for gold in question.gold)


def _average(name: str, values: Sequence[float]) -> Figure:
    """Return the mean of values as one figure: a spread of zeros and ones would say nothing."""
    return figure(name, [statistics.mean(values)], unit="")


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__)
    parser.add_argument("papers", nargs="+", type=Path)
    chosen = parser.parse_args()
    results = [row for folder in chosen.papers for row in measure(folder, home=chosen.home)]
    finish(results, output=chosen.output)


if __name__ == "__main__":
    main()
