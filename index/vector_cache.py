"""Vectors by model and text, so that no text is embedded twice: an ingest that was killed goes on where it was."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import StorageError
from index.embed import Embedder

if TYPE_CHECKING:
    from index.search import Vector

BATCH = 256  # texts embedded between two writes: seconds of work that a kill can cost
_LOOKUP = 500  # keys in one query; SQLite's limit on variables was 999 for long
_SCHEMA = """
CREATE TABLE IF NOT EXISTS models (id INTEGER PRIMARY KEY, key TEXT UNIQUE);
CREATE TABLE IF NOT EXISTS vectors (model INTEGER, text BLOB, vector BLOB, seal BLOB);
CREATE UNIQUE INDEX IF NOT EXISTS vectors_by_text ON vectors (model, text);
"""


class VectorCache:
    """The vectors of one model in `cache/vectors.sqlite`.

    Each row is sealed by a hash, so that a damaged one is embedded again.
    """

    def __init__(self, base: sqlite3.Connection, *, embedder: Embedder) -> None:
        self._base = base
        self._embedder = embedder
        with base:
            base.execute("INSERT OR IGNORE INTO models (key) VALUES (?)", (embedder.key,))
        self._model: int = base.execute("SELECT id FROM models WHERE key = ?", (embedder.key,)).fetchone()[0]

    def fill(self, texts: Sequence[str], *, progress: Callable[[int, int], None]) -> int:
        """Embed the texts that the cache does not hold, and return how many they were.

        Args:
            texts: any texts; repeats are embedded once.
            progress: is told how many of the distinct texts are there, and how many there are.
        """
        distinct = list(dict.fromkeys(texts))
        missing = self._missing(distinct)
        progress(len(distinct) - len(missing), len(distinct))
        # Texts of like length share a batch; the longest come first, so that a lack of memory shows at once.
        missing.sort(key=len, reverse=True)
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            self._put(batch, self._embedder.embed(batch))
            progress(len(distinct) - len(missing) + start + len(batch), len(distinct))
        return len(missing)

    def vectors(self, texts: Sequence[str]) -> "Vector":
        """Return the unit vectors (n, d) of texts that `fill` was given."""
        import numpy as np

        found = self._found(dict.fromkeys(_hash(text) for text in texts))
        rows = [np.frombuffer(found[_hash(text)], "<f4") for text in texts]
        return np.stack(rows).astype(np.float32) if rows else np.empty((0, self._embedder.dimension), np.float32)

    def prune(self, texts: Sequence[str]) -> None:
        """Forget the model's vectors of all other texts, so that nothing of a removed paper stays."""
        kept = {_hash(text) for text in texts}
        held = self._base.execute("SELECT text FROM vectors WHERE model = ?", (self._model,))
        gone = [(self._model, text) for (text,) in held if text not in kept]
        with self._base:
            self._base.executemany("DELETE FROM vectors WHERE model = ? AND text = ?", gone)

    def _missing(self, texts: Sequence[str]) -> list[str]:
        """Return the texts without a sound vector, in order."""
        found = self._found(dict.fromkeys(_hash(text) for text in texts))
        return [text for text in texts if _hash(text) not in found]

    def _found(self, hashes: dict[bytes, None]) -> dict[bytes, bytes]:
        """Return the sound vectors of those hashes."""
        keys, found = list(hashes), {}
        size = 4 * self._embedder.dimension
        for start in range(0, len(keys), _LOOKUP):
            some = keys[start : start + _LOOKUP]
            marks = ",".join("?" * len(some))
            query = f"SELECT text, vector, seal FROM vectors WHERE model = ? AND text IN ({marks})"
            for text, vector, seal in self._base.execute(query, (self._model, *some)):
                if len(vector) == size and _seal(text, vector) == seal:
                    found[text] = vector
        return found

    def _put(self, texts: Sequence[str], vectors: "Vector") -> None:
        """Keep vectors, in one transaction."""
        rows = []
        for text, vector in zip(texts, vectors, strict=True):
            key, blob = _hash(text), vector.astype("<f4").tobytes()
            rows.append((self._model, key, blob, _seal(key, blob)))
        with self._base:
            self._base.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)", rows)


@contextmanager
def open_cache(path: Path, *, embedder: Embedder) -> Iterator[VectorCache]:
    """Open the cache for the time of the block; one that is no SQLite file any more is begun anew.

    Raises:
        StorageError: the file is damaged inside.
        sqlite3.Error: the disk refused.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        base = _connect(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise  # the disk, not the file
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        base = _connect(path)
    with closing(base):
        try:
            yield VectorCache(base, embedder=embedder)
        except sqlite3.DatabaseError as error:
            if type(error) is not sqlite3.DatabaseError:
                raise  # the disk, not the file
            raise StorageError(f"{path} is damaged ({error}); no index was changed: delete it and try again") from error


def _connect(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path)
    try:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = NORMAL")
        base.execute("PRAGMA secure_delete = ON")
        base.executescript(_SCHEMA)
    except sqlite3.Error:
        base.close()
        raise
    return base


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _seal(key: bytes, vector: bytes) -> bytes:
    """Return a short hash that binds a vector to its text."""
    return hashlib.blake2b(key + vector, digest_size=8).digest()
