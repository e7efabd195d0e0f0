"""Folders of papers as an opened collection, for training and measuring; vectors are kept between runs."""

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import MismatchError
from corpus.panels import Register, load_register
from index.embed import DEFAULT_EMBEDDER, Embedder, open_embedder
from index.generation import Generation
from index.ingest import ingest
from index.store import Store
from qa.settings import load_settings


def _quiet(stage: str, done: int, total: int) -> None:
    """Take progress and say nothing."""


@contextmanager
def opened(
    *folders: Path,
    register: Register,
    model: Embedder | None = None,
    home: Path | None = None,
    progress: Callable[[str, int, int], None] = _quiet,
) -> Iterator[Generation]:
    """Index folders into one home of their own below `home`, by default the one of the settings, and open it.

    Each model, by default the one that comes with panelqa, has an index of its own.
    """
    place = (home or load_settings().home) / "eval" / _name(folders, model)
    store = Store(place)
    start_afresh(store, place)
    found = model or open_embedder(DEFAULT_EMBEDDER, cache=place / "cache")
    ingest(folders, store=store, open_model=lambda: found, register=register, access=None, progress=progress)
    with store.open(found) as collection:
        yield collection


def widened(register: Register, folders: Sequence[Path]) -> Register:
    """Return the register with the panels of each folder's own `panels.toml`, for folders of made-up papers.

    Raises:
        RegisterError: such a file cannot be read, or a panel is there twice.
    """
    files = [path for folder in folders if (path := folder / "panels.toml").is_file()]
    return Register((*register.panels, *load_register(*files).panels)) if files else register


def _name(folders: Sequence[Path], model: Embedder | None) -> str:
    """Return the name of an index: the folders' own, and the model's where it is not the usual one."""
    first, *others = (folder.resolve() for folder in folders)
    name = "-".join((first.parent.name, first.name, *(folder.name for folder in others)))
    usual = model is None or model.name == DEFAULT_EMBEDDER
    return name if model is None or usual else f"{name}-{re.sub(r'[^A-Za-z0-9.]+', '-', model.name)}"


def start_afresh(store: Store, home: Path) -> None:
    """Put an index that other rules made, in a folder that is the store's home, out of the way; its vectors stay."""
    try:
        store.keys()
    except MismatchError:
        (home / "CURRENT").unlink()
        for generation in home.glob("gen-*"):
            shutil.rmtree(generation)
