"""A folder of papers as an opened collection, for training and measuring; vectors are kept between runs."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import MismatchError
from corpus.panels import Register
from index.embed import DEFAULT_EMBEDDER, open_embedder
from index.generation import Generation
from index.ingest import ingest
from index.store import Store
from qa.settings import load_settings


@contextmanager
def opened(folder: Path, *, register: Register) -> Iterator[Generation]:
    """Index a folder into a home of its own under the user's data folder, and open it."""
    home = load_settings().home / "eval" / (folder.resolve().parent.name + "-" + folder.resolve().name)
    store = Store(home)
    _start_afresh(store, home)
    model = open_embedder(DEFAULT_EMBEDDER, cache=home / "cache")
    ingest([folder], store=store, open_model=lambda: model, register=register, access=None, progress=_quiet)
    with store.open(model) as collection:
        yield collection


def _start_afresh(store: Store, home: Path) -> None:
    """Put an index that other rules made out of the way; its vectors stay."""
    try:
        store.keys()
    except MismatchError:
        (home / "CURRENT").unlink()
        for generation in home.glob("gen-*"):
            shutil.rmtree(generation)


def _quiet(stage: str, done: int, total: int) -> None:
    """Take progress and say nothing."""
