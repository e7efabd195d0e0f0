"""A folder of papers as an opened collection, for training and measuring; vectors are kept between runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
    model = open_embedder(DEFAULT_EMBEDDER, cache=home / "cache")
    ingest([folder], store=store, open_model=lambda: model, register=register, access=None, progress=_quiet)
    with store.open(model) as collection:
        yield collection


def _quiet(stage: str, done: int, total: int) -> None:
    """Take progress and say nothing."""
