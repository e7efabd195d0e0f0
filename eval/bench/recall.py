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
from eval.bench.llama_baseline import embedding
from eval.bench.recall_peers import Search
from eval.bench.results import Figure, Result, arguments, figure, finish, machine, quietly
from eval.curated import Curated, for_papers
from eval.evaluate import holds
from index.embed import open_embedder
from index.generation import Generation
from index.ingest import ingest
from index.lexical import build_lexical
from index.store import Store
from qa.answers import Found, Question
from qa.ask import ask
from qa.ranker import load_ranker

K = 5


def measure(folder: Path, *, home: Path) -> list[Result]:
    """Return a row for each split of the questions over the papers of a folder."""
    register = default_register()
    store, model = Store(home / f"recall-{folder.resolve().parent.name}"), open_embedder(cache=home / "cache")
    ingest([folder], store=store, open_model=lambda: model, register=register, access=None, progress=quietly)
    with store.open(model) as collection:
        systems = _systems(collection, register=register)
        splits = ((split, _asked(collection, split=split)) for split in ("report", "tune"))
        return [_row(f"{folder.resolve().parent.name}, {split}", asked, systems) for split, asked in splits if asked]


def _asked(collection: Generation, *, split: str) -> list[Curated]:
    """Return the questions that stand alone and have an answer."""
    curated = for_papers(collection.papers(), split=split)
    return [question for question in curated if question.answerable and not question.question.history]


def _systems(collection: Generation, *, register: Register) -> dict[str, Search]:
    """Return ours, its parts alone, and the others, by name."""
    papers, model = collection.papers(), embedding()
    systems: dict[str, Search] = {
        "panelqa, an answer's hits": partial(_ours, collection, register),
        "panelqa, search alone": partial(_search, collection),
        "BM25 alone, our passages": _bm25(collection),
        "MiniLM alone, our passages": _dense(collection),
        "LlamaIndex default, 1024/200 tokens": recall_peers.llama_index(papers, model=model, k=K),
    }
    if recall_peers.has_langchain():
        make = partial(recall_peers.langchain, papers, model=model, k=K)
        systems["LangChain default, 4000/200 characters"] = make(sizes=None)
        systems["LangChain tutorial, 1000/200 characters"] = make(sizes=(1000, 200))
    return systems
