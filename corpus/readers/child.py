"""The child process that parses one untrusted paper: bytes on stdin, one JSON object on stdout.

It limits itself before it reads a byte. Started by `sandbox`; nothing else imports it.
"""

import json
import sys
from dataclasses import asdict

from corpus.errors import Reason, UnreadableError
from corpus.readers.formats import Format, parse
from corpus.readers.limits import Limits
from corpus.readers.reading import Reading

_OPEN_FILES = 32
_CPU_GRACE = 2  # seconds between the signal and the kill
_OUT_BYTES = 12  # of a character in JSON, at most


def main(form: str, limits: str) -> None:
    """Read the paper on stdin; `form` is a `Format`, `limits` a JSON object of `Limits`."""
    bounds = Limits(**json.loads(limits))
    try:
        _limit(bounds)
        answer = _as_json(parse(sys.stdin.buffer.read(), Format(form), limits=bounds))
    except UnreadableError as error:
        answer = json.dumps({"reason": error.reason.value, "detail": error.detail})
    except MemoryError:
        answer = json.dumps({"reason": Reason.MEMORY.value, "detail": ""})
    sys.stdout.buffer.write(answer.encode())


def _as_json(reading: Reading) -> str:
    hints = asdict(reading.hints)
    hints["date"] = reading.hints.date.isoformat() if reading.hints.date else None
    pages = [[page.start, page.end] for page in reading.pages]
    marks = [[mark.kind.value, mark.start, mark.end, mark.level] for mark in reading.marks]
    return json.dumps({"text": reading.text, "pages": pages, "marks": marks, "hints": hints})


def _limit(limits: Limits) -> None:
    """Limit this process. Only where the system knows such limits (Linux; macOS has no limit on memory)."""
    if sys.platform == "win32":
        return
    import resource

    def bound(what: int, soft: int, hard: int) -> None:
        ceiling = resource.getrlimit(what)[1]
        if ceiling != resource.RLIM_INFINITY:
            soft, hard = min(soft, ceiling), min(hard, ceiling)
        resource.setrlimit(what, (soft, hard))

    if sys.platform == "linux":
        bound(resource.RLIMIT_AS, limits.memory_bytes, limits.memory_bytes)
    bound(resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + _CPU_GRACE)
    bound(resource.RLIMIT_NOFILE, _OPEN_FILES, _OPEN_FILES)
    bound(resource.RLIMIT_CORE, 0, 0)
    room = _OUT_BYTES * limits.text_chars + 1_000_000
    bound(resource.RLIMIT_FSIZE, room, room)
