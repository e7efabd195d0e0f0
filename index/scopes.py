"""Scopes turned into the ids of the passages that may be found."""

import sqlite3
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.papers import Access, PaperKind
from index.search import EVERYTHING, Scope

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]
    Ids = NDArray[np.int64]

_REMEMBERED = 32  # scopes whose passages are kept: a megabyte each where all of 130,000 are inside
_MASKS = 256  # scopes of which it is kept which papers are inside: a kilobyte each for a thousand papers


class Scopes:
    """What a scope needs to know of n papers, one array each, and which paper each passage is of."""

    def __init__(self, base: sqlite3.Connection, *, paper_of: "NDArray[np.int32]") -> None:
        import numpy as np

        rows = base.execute("SELECT paper_id, panel, date, kind, access FROM papers ORDER BY ordinal").fetchall()
        self.papers: tuple[str, ...] = tuple(row[0] for row in rows)
        self._panels: list[str | None] = [row[1] for row in rows]
        self._dates = np.array([date.fromisoformat(row[2]).toordinal() if row[2] else 0 for row in rows], np.int32)
        self._kinds = np.array([_place(PaperKind(row[3])) for row in rows], np.int8)
        self._access = np.array([_place(Access(row[4])) for row in rows], np.int8)
        self._paper_of = paper_of
        self.passages = lru_cache(_REMEMBERED)(self._passages)
        self.mask = lru_cache(_MASKS)(self._mask)  # a question asks for the same few again and again

    def _passages(self, scope: Scope) -> "Ids | None":
        """Return the ids of the passages inside the scope, ascending; None when all are."""
        import numpy as np

        if scope == EVERYTHING:
            return None
        return np.flatnonzero(self.mask(scope)[self._paper_of])

    def _mask(self, scope: Scope) -> "Mask":
        """Return for each paper whether it is inside the scope. A paper without a date is outside any date limit."""
        import numpy as np

        inside = np.isin(self._access, [_place(access) for access in scope.access])
        if scope.panels is not None:
            inside &= np.array([panel in scope.panels for panel in self._panels], bool)
        if scope.kinds is not None:
            inside &= np.isin(self._kinds, [_place(kind) for kind in scope.kinds])
        if scope.papers is not None:
            inside &= np.array([paper in scope.papers for paper in self.papers], bool)
        if scope.since is not None or scope.until is not None:
            inside &= self._dates > 0
        if scope.since is not None:
            inside &= self._dates >= scope.since.toordinal()
        if scope.until is not None:
            inside &= self._dates <= scope.until.toordinal()
        return inside


def _place(value: PaperKind | Access) -> int:
    """Return the place of a value among its kind."""
    return list(type(value)).index(value)
