"""What goes into the index and out of it: papers added, brought up to date, read anew, removed."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from corpus.errors import CorruptError, MismatchError, PanelqaError
from corpus.folder import Source, scan
from corpus.papers import Access
from index import ingest
from index.embed import Embedder
from index.ingest import Report
from index.manifest import REBUILD
from index.store import Store
from qa import assemble
from qa.settings import Settings

Progress = Callable[[str, int, int], None]  # a stage ("model", "read", "embed", "write"), how much is done, of how much


def update(settings: Settings, paths: Sequence[Path], *, access: Access | None, progress: Progress) -> Report:
    """Bring the index up to date with these folders and files.

    Raises:
        PanelqaError: a path does not exist, holds no file, or its papers.csv cannot be used.
        StoreError: the index cannot be used, another ingest runs, or the disk refuses.
    """
    held = assemble.store(settings)
    if held.current() is not None:
        assemble.require_embedder(held, settings.embedder)
    elif not scan(paths):
        raise PanelqaError(f"there is no file in {', '.join(map(str, paths))}: give a folder of papers")
    opening = partial(_open_model, settings, progress=progress)
    return ingest.ingest(
        paths, store=held, open_model=opening, register=assemble.register(settings), access=access, progress=progress
    )


def rebuild(settings: Settings, paths: Sequence[Path], *, access: Access | None, progress: Progress) -> Report:
    """Build the index anew from these paths, or else from every file that it was made from and that is still there.

    The report's `removed` are the files that are gone.

    Raises:
        PanelqaError: there is no file to build it from, or papers.csv cannot be used.
        StoreError: its files cannot be had from a damaged index, another ingest runs, or the disk refuses.
    """
    held = assemble.store(settings)
    known = scan(paths) if paths else _known(held)
    there = [source for source in known if os.path.lexists(source.path)]
    if not there:
        raise PanelqaError("none of the papers is where it was: name the folders, `panelqa index --rebuild PATH...`")
    opening = partial(_open_model, settings, progress=progress)
    report = ingest.rebuild(
        there, store=held, open_model=opening, register=assemble.register(settings), access=access, progress=progress
    )
    return replace(report, removed=tuple(sorted(source.file for source in known if source not in there)))


def remove(settings: Settings, files: Sequence[str], *, progress: Progress) -> Report:
    """Take papers out of the index by file name, path or paper id.

    Raises:
        PanelqaError: a name is not in the index; nothing is removed then.
        StoreError: as `update`.
    """
    held = assemble.store(settings)
    assemble.require_embedder(held, settings.embedder)
    paths = {str(source.path) for source in held.sources()}
    names = [str(path) if str(path := Path(file).absolute()) in paths else file for file in files]
    opening = partial(_open_model, settings, progress=progress)
    return ingest.remove(names, store=held, open_model=opening, progress=progress)


def _known(held: Store) -> list[Source]:
    """Return the files that the index was made from."""
    if held.current() is None:
        held.manifest()  # raises, and says what to do
    try:
        return held.sources()
    except (CorruptError, MismatchError) as error:
        wrong = str(error).removesuffix(f": {REBUILD}")
        raise type(error)(f"{wrong}: name the folders, `panelqa index --rebuild PATH...`") from error


def _open_model(settings: Settings, *, progress: Progress) -> Embedder:
    progress("model", 0, 1)
    model = assemble.open_model(settings)
    progress("model", 1, 1)
    return model
