"""The index on disk: generations built one after the other, each committed by one rename. `index.home` has the layout.

A reader holds a shared lock on the manifest of its generation, and nobody removes a generation that is held.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorruptError, MismatchError, NoIndexError, StorageError
from corpus.passages import CHUNKER
from index import build, generation, manifest, records
from index.disk import Disk
from index.embed import Embedder
from index.generation import Generation, load_arrays
from index.home import Home, Pointer
from index.lock import exclusive, share
from index.manifest import Check, Manifest
from index.records import Entry as Entry
from index.search import Skipped
from index.vector_cache import VectorCache, open_cache

_RETRIES = 5  # how often a reader may find that its generation was removed before it got hold of it


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
                progress("write", 0, 1)
                name = self._publish(planned, embedder=embedder, cache=cache)
                progress("write", 1, 1)
                cache.prune(texts)
            self._checkpoint("pruned")
            self._home.collect(name)
            self._checkpoint("collected")
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
        for _ in range(_RETRIES):
            pointer = None
            try:
                pointer = self._home.pointer()
                return self._load(self._required(pointer), embedder=embedder)
            except CorruptError as error:
                if not self._moved(pointer):
                    return self._fall_back(pointer, embedder=embedder, error=error)
        raise CorruptError(f"The index in {self._home.folder} changes faster than it can be opened: try again")

    def current(self) -> str | None:
        """Return the name of the generation in use, None where there is none yet. Raises CorruptError if damaged."""
        pointer = self._home.pointer()
        return pointer.generation if pointer else None

    def manifest(self) -> Manifest:
        """Return what the generation in use says of itself. Raises NoIndexError, CorruptError or MismatchError."""
        pointer = self._required(self._home.pointer())
        return self._manifest(self._home.folder / pointer.generation, pointer.seal)

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
        with self._records() as base:
            return [] if base is None else list(records.read_entries(base))

    def keys(self) -> dict[str, str]:
        """Return the key of every indexed path, to tell what has changed. Raises as `entries` does."""
        with self._records() as base:
            return {} if base is None else records.read_keys(base)

    def skipped(self) -> list[Skipped]:
        """Return the files that could not be read, by name. Raises as `entries` does."""
        with self._records() as base:
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

    def _describe(self, name: str, work: Path, *, planned: build.Plan, embedder: Embedder) -> Manifest:
        """Return the manifest of what was built."""
        return Manifest(
            generation=name,
            parent=self._parent(),
            model=manifest.model_of(embedder),
            chunker=self._chunker,
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

    def _load(self, pointer: Pointer, *, embedder: Embedder, degraded: str | None = None) -> Generation:
        """Open one generation, everything checked."""
        folder = self._home.folder / pointer.generation
        with ExitStack() as undo:
            lock = _hold(folder)
            undo.callback(os.close, lock)
            made = self._manifest(folder, pointer.seal)
            manifest.same_make(made, embedder=embedder, chunker=self._chunker)
            manifest.require(folder, manifest.check_files(folder, made))
            base = records.open_records(folder / generation.RECORDS)
            undo.callback(base.close)
            opened = Generation(
                pointer.generation,
                arrays=load_arrays(folder),
                base=base,
                embedder=embedder,
                lock=lock,
                degraded=degraded,
            )
            undo.pop_all()
        return opened

    def _fall_back(self, pointer: Pointer | None, *, embedder: Embedder, error: CorruptError) -> Generation:
        """Open the newest sound generation but the damaged one, else raise the error."""
        for name in reversed(self._home.generations()):
            if pointer is None or name != pointer.generation:
                try:
                    sealed = Pointer(generation=name, seal="")
                    return self._load(sealed, embedder=embedder, degraded=str(error))
                except (CorruptError, MismatchError):
                    continue  # the first error says what to do
        raise error

    def _moved(self, pointer: Pointer | None) -> bool:
        """Tell whether another generation has been committed since: it may have taken the place of ours."""
        try:
            return self._home.pointer() != pointer
        except CorruptError:
            return False

    def _manifest(self, folder: Path, seal: str) -> Manifest:
        """Return the manifest in a folder; an empty seal stands for one that is not known."""
        made = manifest.read_manifest(folder, files=generation.FILES)
        if seal and manifest.digest(made.encode()) != seal:
            raise CorruptError(f"{folder / manifest.NAME} is not the one that was committed: {manifest.REBUILD}")
        return made

    def _required(self, pointer: Pointer | None) -> Pointer:
        if pointer is None:
            raise NoIndexError(f"There is no index in {self._home.folder} yet: run `panelqa index PATH`")
        return pointer

    @contextmanager
    def _records(self) -> Iterator[sqlite3.Connection | None]:
        """Open the records of the generation in use without its vectors; None where there is no index yet."""
        if self._home.pointer() is None:
            yield None
            return
        made = self.manifest()
        manifest.same_chunker(made, chunker=self._chunker)
        folder = self._home.folder / made.generation
        lock = _hold(folder)
        try:
            only = [listed for listed in made.files if listed.file == generation.RECORDS]
            manifest.require(folder, [manifest.check(folder, listed) for listed in only])
            with closing(records.open_records(folder / generation.RECORDS)) as base:
                yield base
        finally:
            os.close(lock)

    def _embedded(self, progress: Callable[[str, int, int], None], done: int, total: int) -> None:
        progress("embed", done, total)
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


def _hold(folder: Path) -> int:
    """Take a reader's lock on a generation and return its handle.

    Raises:
        CorruptError: it is not there, or was removed while we waited.
    """
    path = folder / manifest.NAME
    try:
        lock = share(path)
    except OSError as error:
        raise CorruptError(f"{path} cannot be opened ({error.strerror}): {manifest.REBUILD}") from error
    if os.fstat(lock).st_nlink:
        return lock
    os.close(lock)
    raise CorruptError(f"{path} was removed by another ingest: try again")


def _go_on(_step: str) -> None:
    """Do nothing at a step."""
