"""Officers' corrections of statuses, in a database of their own that outlives every index."""

import datetime as dt
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import QuestionError, StorageError
from qa.tracker.status import ActionStatus

FILE = "corrections.sqlite"  # in the home folder, beside the index
LONGEST_NOTE = 2000  # characters
LONGEST_NAME = 100
_SCHEMA = """
CREATE TABLE IF NOT EXISTS corrections (action_id TEXT NOT NULL, status TEXT NOT NULL, note TEXT NOT NULL,
    by TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS corrections_by_action ON corrections (action_id);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A status that somebody set by hand."""

    action_id: str
    status: ActionStatus
    note: str
    by: str
    at: dt.datetime  # UTC


def correction(action_id: str, status: ActionStatus, *, note: str, by: str) -> Correction:
    """Return a correction made now.

    Raises:
        QuestionError: nobody is named, or the note is too long.
    """
    who, why = " ".join(by.split()), note.strip()
    if not who or len(who) > LONGEST_NAME:
        raise QuestionError(f"say who sets the status, in at most {LONGEST_NAME} characters")
    if len(why) > LONGEST_NOTE:
        raise QuestionError(f"the note is {len(why):,} characters long: it may have {LONGEST_NOTE:,}")
    return Correction(action_id=action_id, status=status, note=why, by=who, at=dt.datetime.now(dt.UTC))


class Corrections:
    """The corrections of a home. Every one is kept; the newest of an action counts. Threads may share it."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is made when the first correction is."""
        self._path = path

    def all(self) -> dict[str, Correction]:
        """Return the newest correction of each action, by action id.

        Raises:
            StorageError: the file cannot be read.
        """
        if not self._path.is_file():
            return {}
        try:
            with closing(sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True, timeout=10)) as base:
                rows = base.execute("SELECT action_id, status, note, by, at FROM corrections ORDER BY rowid").fetchall()
            found = (_correction(*row) for row in rows)
            return {correction.action_id: correction for correction in found}
        except (sqlite3.Error, ValueError) as error:
            raise StorageError(
                f"the corrections in {self._path} cannot be read ({error}): put back a copy, or move the file away"
            ) from error

    def add(self, correction: Correction) -> None:
        """Keep a correction.

        Raises:
            StorageError: the file cannot be written.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=10)) as base, base:
                base.executescript(_SCHEMA)
                base.execute(
                    "INSERT INTO corrections VALUES (?, ?, ?, ?, ?)",
                    (
                        correction.action_id,
                        correction.status.value,
                        correction.note,
                        correction.by,
                        _iso(correction.at),
                    ),
                )
        except (sqlite3.Error, OSError) as error:
            raise StorageError(f"the correction cannot be kept in {self._path} ({error}): check the folder") from error


def _iso(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="seconds")


def _correction(action_id: str, status: str, note: str, by: str, at: str) -> Correction:
    return Correction(
        action_id=action_id, status=ActionStatus(status), note=note, by=by, at=dt.datetime.fromisoformat(at)
    )
