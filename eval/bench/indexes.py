"""Indexes that benchmarks keep between runs."""

from pathlib import Path

from corpus.errors import MismatchError
from corpus.folder import scan
from corpus.panels import Register
from eval.bench.results import quietly
from index.embed import Embedder
from index.ingest import ingest, rebuild
from index.store import Store


def keep(folder: Path, *, store: Store, model: Embedder, register: Register) -> None:
    """Bring the index of a folder up to date, anew where an older version of the project has built it."""
    try:
        ingest([folder], store=store, open_model=lambda: model, register=register, access=None, progress=quietly)
    except MismatchError:
        again = scan([folder])
        rebuild(again, store=store, open_model=lambda: model, register=register, access=None, progress=quietly)
