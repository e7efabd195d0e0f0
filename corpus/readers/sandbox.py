"""Parse an untrusted paper in a child process with limits on memory, time and output.

The child gets the open file and nothing else: no environment, no arguments that come from the paper. A parser that
hangs, swells or crashes costs one paper. (The network is not cut off: the readers open no connection.)
"""

import datetime as dt
import json
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO, NoReturn, TypedDict

from corpus.errors import Reason, UnreadableError
from corpus.papers import PaperKind, PaperStatus, Span
from corpus.readers.formats import Format
from corpus.readers.limits import Limits
from corpus.readers.reading import Hints, Mark, MarkKind, Reading

# Works from a checkout and installed: the child searches where this process does.
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from corpus.readers.child import main; main(*sys.argv[2:])"
)
_TAIL = 2_000  # characters of the child's last words
_OUT_OF_TIME = frozenset({"SIGXCPU"})
_OUT_OF_ROOM = frozenset({"SIGXFSZ"})
_OUT_OF_MEMORY = frozenset({"SIGKILL"})  # not ours: the system was short of memory
_NO_ROOM = ("MemoryError", "Cannot allocate memory", "failed to map segment", "out of memory", "bad_alloc")


class _Hints(TypedDict):
    title: str | None
    panel: str | None
    date: str | None
    kind: str | None
    status: str | None
    url: str | None
    attendees: list[tuple[str, str]]


class _Message(TypedDict, total=False):
    """What the child says: a reason, or a reading."""

    reason: str
    detail: str
    text: str
    pages: list[tuple[int, int]]
    marks: list[tuple[str, int, int, int]]
    hints: _Hints


def parse_apart(file: BinaryIO, form: Format, *, limits: Limits) -> Reading:
    """Read an open file, from its beginning, in a child process.

    Raises:
        UnreadableError: as the reader says; TIME, MEMORY, TOO_LARGE, DAMAGED where the child ended without an answer.
    """
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *(path for path in sys.path if Path(path).is_absolute() and path != root)]
    command = [sys.executable, "-I", "-B", "-X", "utf8", "-c", _START, json.dumps(paths), form.value]
    file.seek(0)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        try:
            done = subprocess.run(
                [*command, json.dumps(asdict(limits))],
                stdin=file, stdout=out, stderr=err, timeout=limits.wall_seconds, env={}, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise UnreadableError(Reason.TIME, f"more than {limits.wall_seconds:g} seconds") from error
        if done.returncode:
            _explain(done.returncode, _last_words(err), limits=limits)
        out.seek(0)
        message: _Message = json.loads(out.read())
    return _reading(message)


def _last_words(err: BinaryIO) -> str:
    size = err.seek(0, 2)
    err.seek(max(0, size - _TAIL))
    return err.read().decode("utf-8", errors="replace").strip()


def _explain(code: int, words: str, *, limits: Limits) -> NoReturn:
    """Raise the reason for which a child ended without an answer."""
    ended = signal.Signals(-code).name if -code in set(signal.Signals) else ""
    if ended in _OUT_OF_TIME:
        raise UnreadableError(Reason.TIME, f"more than {limits.cpu_seconds} seconds of work")
    if ended in _OUT_OF_ROOM:
        raise UnreadableError(Reason.TOO_LARGE, "its text is too long")
    if ended in _OUT_OF_MEMORY or any(sign in words for sign in _NO_ROOM):
        raise UnreadableError(Reason.MEMORY, f"more than {limits.memory_bytes // 1_000_000:,} MB")
    last = words.splitlines()[-1] if words else f"exit code {code}"
    raise UnreadableError(Reason.DAMAGED, f"its reader stopped: {ended or last}")


def _reading(message: _Message) -> Reading:
    if "reason" in message:
        raise UnreadableError(Reason(message["reason"]), message.get("detail", ""))
    said = message["hints"]
    hints = Hints(
        title=said["title"],
        panel=said["panel"],
        date=dt.date.fromisoformat(said["date"]) if said["date"] else None,
        kind=PaperKind(said["kind"]) if said["kind"] else None,
        status=PaperStatus(said["status"]) if said["status"] else None,
        url=said["url"],
        attendees=tuple((name, role) for name, role in said["attendees"]),
    )
    return Reading(
        text=message["text"],
        pages=tuple(Span(start=start, end=end) for start, end in message["pages"]),
        marks=tuple(
            Mark(kind=MarkKind(kind), start=start, end=end, level=level) for kind, start, end, level in message["marks"]
        ),
        hints=hints,
    )
