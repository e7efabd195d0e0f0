"""The index on disk: generations built one after the other, each committed by one rename. `index.home` has the layout.

A reader holds a shared lock on the manifest of its generation, and nobody removes a generation that is held.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorruptError, StorageError
from corpus.folder import Source
from corpus.papers import Paper
from corpus.passages import CHUNKER
from index import build, generation, manifest, records
from index.disk import Disk
from index.embed import Embedder
from index.generation import Generation
from index.home import Home
from index.lock import exclusive
from index.manifest import Check, Manifest
from index.opening import current_manifest, current_records, open_generation
from index.records import Entry as Entry
from index.search import Skipped
from index.vector_cache import VectorCache, open_cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """What an ingest did."""

    generation: str
    papers: int
    passages: int
    embedded: int  # texts that went through the model
    cached: int  # texts whose vectors were there already


class Store:
    """The index below one folder. Reading never waits for an ingest, and an ingest never for a reader."""

    def __init__(
        self,
        home: Path,
        *,
        chunker: str = CHUNKER,
        disk: Disk | None = None,
        checkpoint: Callable[[str], None] | None = None,
    ) -> None:
        """Take the folder; nothing is read or made yet.

        Args:
            home: where the index lies.
            chunker: version of the rules by which papers are cut.
            disk: how files are written; a test passes one that fails.
            checkpoint: is told the name of each step of a commit when it is done; a test ends the process there.
        """
        self._disk = disk or Disk()
        self._home = Home(home, disk=self._disk)
        self._chunker = chunker
        self._checkpoint = checkpoint or _go_on
        self._locked = False

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the one ingest for the time of the block; blocks of one store may stand in each other.

        Raises:
            BusyError: another ingest runs.
            StorageError: the folder cannot be written.
        """
        if self._locked:
            yield
            return
        with ExitStack() as stack:
            with self._storage():
                self._home.folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # papers in it may be exempt
                stack.enter_context(exclusive(self._home.lock))
            self._locked = True
            stack.callback(setattr, self, "_locked", False)
            yield

    def commit(
        self,
        entries: Sequence[Entry],
        *,
        skipped: Sequence[Skipped],
        embedder: Embedder,
        progress: Callable[[str, int, int], None],
    ) -> Commit:
        """Make these papers the whole index. Until the last rename everybody goes on with the previous one.

        Args:
            entries: all papers, the unchanged ones too.
            skipped: the files that could not be read.
            embedder: asked only for texts that it has not embedded before.
            progress: is told a stage ("embed", "write"), how much of it is done, and of how much.

        Raises:
            BusyError: another ingest runs.
            CorruptError: what was written does not read back; nothing was changed.
            StorageError: the disk refused or is too full; says which index is in use now.
        """
        with self.lock(), self._storage():
            self._home.sweep()
            self._checkpoint("swept")
            planned = build.plan(entries, skipped=skipped)
            self._require_space(planned, embedder)
            texts = (*planned.texts, *planned.sentences)
            with open_cache(self._home.vectors, embedder=embedder) as cache:
                embedded = cache.fill(texts, progress=lambda done, total: self._embedded(progress, done, total))
                name = self._publish(planned, embedder=embedder, cache=cache)
                self._tidy(name, texts, cache=cache)
        progress("write", 1, 1)
        return Commit(
            generation=name,
            papers=len(planned.entries),
            passages=len(planned.passages),
            embedded=embedded,
            cached=len(set(texts)) - embedded,
        )

    def open(self, embedder: Embedder) -> Generation:
        """Open the generation in use, every file checked first; close it after use.

        Where it is damaged, the newest sound one before it is opened; its `degraded` then says why.

        Raises:
            NoIndexError: there is no index yet.
            MismatchError: it was built with another embedder, chunker or version.
            CorruptError: it is damaged and there is none to fall back on.
        """
        return open_generation(self._home, embedder=embedder, chunker=self._chunker)

    def current(self) -> str | None:
        """Return the name of the generation in use, None where there is none yet. Raises CorruptError if damaged."""
        pointer = self._home.pointer()
        return pointer.generation if pointer else None

    def manifest(self) -> Manifest:
        """Return what the generation in use says of itself. Raises NoIndexError, CorruptError or MismatchError."""
        return current_manifest(self._home)

    def verify(self) -> list[Check]:
        """Read every file of the generation in use and return its state. Raises as `manifest` does."""
        made = self.manifest()
        return manifest.check_files(self._home.folder / made.generation, made)

    def entries(self) -> list[Entry]:
        """Return all papers of the generation in use, by paper id; none where there is no index yet.

        Raises:
            CorruptError: the records are damaged.
            MismatchError: they were made by another version or cut by another chunker.
        """
        with current_records(self._home, chunker=self._chunker) as base:
            return [] if base is None else list(records.read_entries(base))

    def keys(self) -> dict[str, str]:
        """Return the key of every indexed path, to tell what has changed. Raises as `entries` does."""
        with current_records(self._home, chunker=self._chunker) as base:
            return {} if base is None else records.read_keys(base)

    def papers(self) -> list[Paper]:
        """Return all papers, by paper id, without what was made of them. Raises as `entries` does."""
        with current_records(self._home, chunker=self._chunker) as base:
            return [] if base is None else records.read_papers(base)

    def sources(self) -> list[Source]:
        """Return every file that the index was made from, by path, however it was built.

        Raises:
            CorruptError: the records are damaged.
            MismatchError: they were made by a version that keeps them in another way.
        """
        with current_records(self._home, chunker=None) as base:
            return [] if base is None else records.read_sources(base)

    def skipped(self) -> list[Skipped]:
        """Return the files that could not be read, by name. Raises as `entries` does."""
        with current_records(self._home, chunker=self._chunker) as base:
            return [] if base is None else records.read_skipped(base)

    def _publish(self, planned: build.Plan, *, embedder: Embedder, cache: VectorCache) -> str:
        """Build the next generation beside the others and make it the one in use."""
        name = self._home.next()
        folder, work = self._home.folder / name, self._home.work(name)
        with ExitStack() as undo:
            undo.callback(self._discard, work, folder)
            self._disk.make(work)
            build.write_generation(work, planned, cache=cache, disk=self._disk, checkpoint=self._checkpoint)
            encoded = self._describe(name, work, planned=planned, embedder=embedder).encode()
            self._disk.write(work / manifest.NAME, encoded)
            self._checkpoint("manifest written")
            build.check_generation(work, planned, cache=cache)
            self._checkpoint("checked")
            self._disk.sync(work)
            self._disk.rename(work, folder)
            self._checkpoint("renamed")
            self._disk.sync(self._home.folder)
            self._checkpoint("home synced")
            self._home.point(name, seal=manifest.digest(encoded))
            undo.pop_all()
        self._checkpoint("committed")
        return name

    def _tidy(self, name: str, texts: Sequence[str], *, cache: VectorCache) -> None:
        """Forget what the committed generation does not use."""
        cache.prune(texts)
        self._checkpoint("pruned")
        self._home.collect(name)
        self._checkpoint("collected")

    def _describe(self, name: str, work: Path, *, planned: build.Plan, embedder: Embedder) -> Manifest:
        """Return the manifest of what was built."""
        return Manifest(
            generation=name,
            parent=self._parent(),
            model=manifest.model_of(embedder),
            chunker=self._chunker,
            records=records.shape(),
            counts=planned.counts,
            files=manifest.list_files(work, generation.FILES),
        )

    def _parent(self) -> str | None:
        """Return the generation in use; None also where CURRENT is damaged, which this ingest mends."""
        try:
            return self.current()
        except CorruptError:
            return None

    def _discard(self, work: Path, folder: Path) -> None:
        """Remove a generation that was not committed."""
        for path in (work, folder):
            if path.exists() and self._parent() != folder.name:
                self._disk.remove(path)

    def _embedded(self, progress: Callable[[str, int, int], None], done: int, total: int) -> None:
        progress("embed", done, total)
        if done == total:
            progress("write", 0, 1)
        self._checkpoint("embedded")

    def _require_space(self, planned: build.Plan, embedder: Embedder) -> None:
        """Refuse an ingest for which the disk is too full, before anything is written."""
        need, free = planned.size(dimension=embedder.dimension), self._disk.free(self._home.folder)
        if need > free:
            short = f"The new index needs about {need / 1e9:.2f} GB and {free / 1e9:.2f} GB are free"
            raise StorageError(f"{short} in {self._home.folder}; nothing was changed: make room and try again")

    @contextmanager
    def _storage(self) -> Iterator[None]:
        """Turn what the disk says into an error of ours that tells which index is in use."""
        before = self._parent()
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            kept = "the previous index is still in use" if self._parent() == before else "the new index is in use"
            raise StorageError(f"Writing the index failed: {error}; {kept}") from error


def _go_on(_step: str) -> None:
    """Do nothing at a step."""
