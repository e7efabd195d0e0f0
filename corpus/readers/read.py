"""One entry for all formats: a file on disk to a Reading, or the reason why not."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from corpus.errors import Reason, UnreadableError
from corpus.readers.formats import ENDINGS, HEAD_BYTES, Format, format_of, parse
from corpus.readers.limits import LIMITS, Limits
from corpus.readers.reading import Reading
from corpus.readers.sandbox import parse_apart

__all__ = ["ENDINGS", "LIMITS", "Limits", "read"]

_MOST_BYTES = 4  # of one character, in any encoding that is read
_UNTRUSTED = frozenset({Format.PDF, Format.WORD})


def read(path: Path, *, limits: Limits = LIMITS) -> Reading:
    """Read a paper. PDF, Word and large HTML and XML are parsed in a child process with limits.

    A link is followed, but only to a regular file. The name is never part of a command or of another path.

    Raises:
        UnreadableError: with the reason and what to do; nothing else for whatever the file holds.
    """
    with _open(path, limits=limits) as file:
        head = file.read(HEAD_BYTES)
        ending = path.suffix.lower()
        if not head and ending in ENDINGS:
            raise UnreadableError(Reason.EMPTY, "0 bytes")
        form = format_of(head, ending=ending)
        size = os.fstat(file.fileno()).st_size
        if form is Format.TEXT and size > _MOST_BYTES * limits.text_chars:
            raise UnreadableError(Reason.TOO_LARGE, f"more than {limits.text_chars:,} characters")
        if form in _UNTRUSTED or (form is not Format.TEXT and size > limits.in_process_bytes):
            return parse_apart(file, form, limits=limits)
        return parse(head + file.read(), form, limits=limits)


def _open(path: Path, *, limits: Limits) -> BinaryIO:
    """Open a regular file that is not too large. A pipe or a device is not even opened."""
    try:
        _require_regular(path.stat().st_mode)
        # Not blocking: the file may have become a pipe since.
        file = os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise UnreadableError(Reason.UNREADABLE, str(why)) from error
    found = os.fstat(file.fileno())
    try:
        _require_regular(found.st_mode)
        if found.st_size > limits.file_bytes:
            size = f"{found.st_size / 1_000_000:,.0f} MB"
            raise UnreadableError(Reason.TOO_LARGE, f"{size}; at most {limits.file_bytes / 1_000_000:,.0f} MB are read")
    except UnreadableError:
        file.close()
        raise
    return file


def _require_regular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise UnreadableError(Reason.SPECIAL)
