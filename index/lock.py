"""One ingest at a time. The kernel holds the lock, so that it is free again however its holder ends."""

import datetime as dt
import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import BusyError


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock file for the time of the block.

    Raises:
        BusyError: another process (or another store in this one) holds it; says which and since when.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError(f"Another ingest ({_holder(path)}) is running: wait until it ends") from error
        started = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        os.ftruncate(handle, 0)
        os.pwrite(handle, json.dumps({"pid": os.getpid(), "started": started}).encode(), 0)
        yield
    finally:
        os.close(handle)


def _holder(path: Path) -> str:
    """Return who holds the lock, as the holder wrote it."""
    try:
        held = json.loads(path.read_text("utf-8"))
        return f"pid {held['pid']}, started {held['started']}"
    except (OSError, ValueError, KeyError, TypeError):  # the holder has not written it yet
        return "started just now"


def share(path: Path) -> int:
    """Take a shared lock on a file that exists and return its handle; `os.close` gives the lock back."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
    except BaseException:
        os.close(handle)
        raise
    return handle


def claim(path: Path) -> int | None:
    """Take the lock on a file that nobody may share any more; return its handle, None where somebody holds it."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle
