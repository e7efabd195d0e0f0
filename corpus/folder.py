"""The folder of papers: which files there are, and what a changed one is recognised by."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import PanelqaError, Reason, UnreadableError
from corpus.sidecar import NAME

_PIECE = 1 << 20  # bytes read at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that may be a paper: where it is, and the name that people see."""

    path: Path  # absolute
    file: str  # relative to the folder that was given, with "/"; the bare name for a single file

    @property
    def folder(self) -> Path:
        """The folder whose papers.csv speaks of it."""
        return self.path.parent


def scan(paths: Iterable[Path]) -> list[Source]:
    """Return the files under the paths by name; hidden files and papers.csv itself are passed over.

    Raises:
        PanelqaError: a path does not exist.
    """
    found: dict[Path, Source] = {}
    for given in paths:
        root = absolute(given)
        if not os.path.lexists(root):
            raise PanelqaError(f"{given} does not exist; give a folder of papers or a file")
        for source in _walk(root) if root.is_dir() else [Source(path=root, file=as_text(root.name))]:
            found.setdefault(source.path, source)
    return sorted(found.values(), key=lambda source: (source.file, source.path))


def _walk(root: Path) -> Iterator[Source]:
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and name != NAME and not name.startswith("~$"):
                path = Path(folder, name)
                yield Source(path=path, file=as_text(path.relative_to(root)))


def absolute(path: Path) -> Path:
    """Return a path from the root, without "..", links left as they are: a link is a name of its own."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links


def as_text(path: Path | str) -> str:
    r"""Return a path as text that can be shown and stored; bytes that are no text are written out.

    >>> as_text("a\udcff.txt")
    'a\\xff.txt'
    """
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file's bytes.

    Raises:
        UnreadableError: it is not a regular file, or may not be read.
    """
    if not path.is_file():
        raise UnreadableError(Reason.SPECIAL)
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except OSError as error:
        raise UnreadableError(Reason.UNREADABLE, error.strerror or "") from error
    return digest.hexdigest()
