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
from eval.bench import recall_peers
from eval.bench.indexes import keep
from eval.bench.llama_baseline import embedding
from eval.bench.results import Figure, Result, arguments, figure, finish, machine
from eval.curated import Curated, for_papers
from eval.outcomes import holds
from eval.peers import Search, bm25_alone, hybrid, minilm_alone
from index.embed import Embedder, open_embedder
from index.generation import Generation
from index.search import EVERYTHING, Scope
from index.store import Store
from qa.answers import Found, Question
from qa.ask import ask
from qa.assemble import open_ranker
from qa.settings import load_settings

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
        "panelqa, search alone": hybrid(collection, k=K),
        "BM25 alone, our passages": bm25_alone(collection, k=K),
        "MiniLM alone, our passages": minilm_alone(collection, embed=ours.embed, k=K),
        "LlamaIndex default, 1024/200 tokens": recall_peers.llama_index(papers, model=model, k=K),
    }
    if recall_peers.has_langchain():
        make = partial(recall_peers.langchain, papers, model=model, k=K)
        systems["LangChain default, 4000/200 characters"] = make(sizes=None)
        systems["LangChain tutorial, 1000/200 characters"] = make(sizes=(1000, 200))
    return systems


def _ours(collection: Generation, register: Register, question: str, *, within: str | None = None) -> Sequence[Found]:
    scope = EVERYTHING if within is None else Scope(papers=frozenset({within}))
    asked = Question(text=question, scope=scope)
    return ask(asked, collection=collection, register=register, ranker=open_ranker(load_settings())).hits


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
