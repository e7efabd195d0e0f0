"""Generations opened for reading: everything is checked before anything is parsed."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from corpus.errors import CorruptError, MismatchError, NoIndexError
from index import generation, manifest, records
from index.embed import Embedder
from index.generation import Generation, load_arrays
from index.home import Home, Pointer
from index.lock import share
from index.manifest import Manifest

_RETRIES = 5  # how often a reader may find that its generation was removed before it got hold of it


def open_generation(home: Home, *, embedder: Embedder, chunker: str) -> Generation:
    """Open the generation in use; where it is damaged, the newest sound one, with `degraded` saying why.

    Raises:
        NoIndexError: there is no index yet.
        MismatchError: it was built with another embedder, chunker or version.
        CorruptError: it is damaged and there is none to fall back on.
    """
    for _ in range(_RETRIES):
        pointer = None
        try:
            pointer = home.pointer()
            return _load(home, _required(home, pointer), embedder=embedder, chunker=chunker)
        except CorruptError as error:
            if not _moved(home, pointer):
                return _fall_back(home, pointer, embedder=embedder, chunker=chunker, error=error)
    raise CorruptError(f"The index in {home.folder} changes faster than it can be opened: try again")


def current_manifest(home: Home) -> Manifest:
    """Return the manifest of the generation in use. Raises NoIndexError, CorruptError or MismatchError."""
    pointer = _required(home, home.pointer())
    return _manifest(home.folder / pointer.generation, pointer.seal)


@contextmanager
def current_records(home: Home, *, chunker: str | None) -> Iterator[sqlite3.Connection | None]:
    """Open the records of the generation in use without its vectors; None where there is no index yet.

    Without a chunker they may be of any make: no more than paths can be had from them then.

    Raises:
        CorruptError: the records are damaged.
        MismatchError: they were made by another version or cut by another chunker.
    """
    pointer = home.pointer()
    if pointer is None:
        yield None
        return
    folder = home.folder / pointer.generation
    with _held(folder):
        made = _manifest(folder, pointer.seal)
        if chunker is not None:
            manifest.same_records(made, chunker=chunker)
        only = [listed for listed in made.files if listed.file == generation.RECORDS]
        manifest.require(folder, [manifest.check(folder, listed) for listed in only])
        with closing(records.open_records(folder / generation.RECORDS)) as base:
            yield base


def _load(home: Home, pointer: Pointer, *, embedder: Embedder, chunker: str, degraded: str | None = None) -> Generation:
    """Open one generation, everything checked."""
    folder = home.folder / pointer.generation
    with ExitStack() as undo:
        undo.enter_context(_held(folder))
        made = _manifest(folder, pointer.seal)
        manifest.same_make(made, embedder=embedder, chunker=chunker)
        manifest.require(folder, manifest.check_files(folder, made))
        base = undo.enter_context(closing(records.open_records(folder / generation.RECORDS)))
        arrays = load_arrays(folder)
        return Generation(
            folder.name, arrays=arrays, base=base, embedder=embedder, close=undo.pop_all().close, degraded=degraded
        )


def _fall_back(
    home: Home, pointer: Pointer | None, *, embedder: Embedder, chunker: str, error: CorruptError
) -> Generation:
    """Open the newest sound generation but the damaged one, else raise the error."""
    for name in reversed(home.generations()):
        if pointer is None or name != pointer.generation:
            try:
                unsealed = Pointer(generation=name, seal="")
                return _load(home, unsealed, embedder=embedder, chunker=chunker, degraded=str(error))
            except (CorruptError, MismatchError):
                continue  # the first error says what to do
    raise error


def _moved(home: Home, pointer: Pointer | None) -> bool:
    """Tell whether another generation has been committed since: its ingest may have removed ours."""
    try:
        return home.pointer() != pointer
    except CorruptError:
        return False


def _manifest(folder: Path, seal: str) -> Manifest:
    """Return the manifest in a folder; an empty seal stands for one that is not known."""
    made = manifest.read_manifest(folder, files=generation.FILES)
    if seal and manifest.digest(made.encode()) != seal:
        raise CorruptError(f"{folder / manifest.NAME} is not the one that CURRENT names: {manifest.REBUILD}")
    return made


def _required(home: Home, pointer: Pointer | None) -> Pointer:
    if pointer is None:
        raise NoIndexError(f"There is no index in {home.folder} yet: run `panelqa index PATH`")
    return pointer


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold a reader's lock on a generation, which keeps it on disk, for the time of the block.

    Raises:
        CorruptError: it is not there, or was removed while we waited.
    """
    path = folder / manifest.NAME
    try:
        lock = share(path)
    except OSError as error:
        raise CorruptError(f"{path} cannot be opened ({error.strerror}): {manifest.REBUILD}") from error
    try:
        if not os.fstat(lock).st_nlink:
            raise CorruptError(f"{path} was removed by another ingest: try again")
        yield
    finally:
        os.close(lock)
