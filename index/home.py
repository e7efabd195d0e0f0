"""The folder that holds the index: which generations are there, which one is in use, which may go.

HOME/LOCK                  held by the one ingest that runs
HOME/CURRENT               name of the generation in use and the SHA-256 of its manifest
HOME/gen-000042/           complete, never changed; `index.generation.FILES` and the manifest
HOME/gen-000043.tmp/       being built, or left by an ingest that was killed
HOME/cache/                exported models, vectors by model and text
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorruptError
from index import manifest
from index.disk import Disk
from index.lock import claim

_KEPT = 2  # generations that stay: the one in use and the one to fall back on
_NAME = re.compile(r"gen-\d{6,9}")
_POINTER = re.compile(r"(gen-\d{6,9}) ([0-9a-f]{64})\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """What CURRENT says."""

    generation: str
    seal: str  # SHA-256 of the manifest


class Home:
    """The folder and its names."""

    def __init__(self, folder: Path, *, disk: Disk) -> None:
        self.folder = folder
        self.lock = folder / "LOCK"
        self.vectors = folder / "cache" / "vectors.sqlite"
        self._current = folder / "CURRENT"
        self._disk = disk

    def pointer(self) -> Pointer | None:
        """Return which generation is in use, None where there is none yet.

        Raises:
            CorruptError: CURRENT is damaged.
        """
        try:
            text = self._current.read_bytes().decode("ascii")
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise CorruptError(f"{self._current} cannot be read ({error}): {manifest.REBUILD}") from error
        match = _POINTER.fullmatch(text)
        if match is None:
            raise CorruptError(f"{self._current} does not name a generation: {manifest.REBUILD}")
        return Pointer(generation=match[1], seal=match[2])

    def point(self, name: str, *, seal: str) -> None:
        """Make a generation the one in use, in one step."""
        new = self.folder / "CURRENT.tmp"
        self._disk.write(new, f"{name} {seal}\n".encode())
        self._disk.rename(new, self._current)
        self._disk.sync(self.folder)

    def generations(self) -> list[str]:
        """Return the names of the generations that are there, oldest first."""
        names = [path.name for path in self.folder.iterdir() if path.is_dir() and _NAME.fullmatch(path.name)]
        return sorted(names, key=_number)

    def next(self) -> str:
        """Return the name of the generation to build."""
        return f"gen-{max(map(_number, self.generations()), default=0) + 1:06d}"

    def work(self, name: str) -> Path:
        """Return the folder in which a generation is built."""
        return self.folder / f"{name}.tmp"

    def sweep(self) -> None:
        """Remove what an ingest that was killed has left. The lock must be held."""
        for path in sorted(self.folder.glob("gen-*.tmp")):
            self._disk.remove(path)
        (self.folder / "CURRENT.tmp").unlink(missing_ok=True)
        try:
            pointer = self.pointer()
        except CorruptError:
            return  # which ones were committed cannot be told, so that all of them stay
        if pointer is not None:
            for name in self.generations():
                if _number(name) > _number(pointer.generation):
                    self.discard(name)

    def collect(self, current: str) -> None:
        """Remove all generations but the last two and those that somebody reads. The lock must be held."""
        kept = self.generations()[-_KEPT:]
        for name in self.generations():
            if name not in kept and name != current:
                self.discard(name)

    def discard(self, name: str) -> None:
        """Remove a generation unless somebody reads it."""
        folder = self.folder / name
        try:
            handle = claim(folder / manifest.NAME)
        except FileNotFoundError:
            self._disk.remove(folder)  # without a manifest nobody can have opened it
            return
        if handle is None:
            return
        try:  # readers wait while we hold the file, and then find that it is gone
            self._disk.rename(folder, self.work(name))
            self._disk.remove(self.work(name))
        finally:
            os.close(handle)


def _number(name: str) -> int:
    return int(name.removeprefix("gen-"))
