"""papers.csv: what a person says of the papers beside it. It wins over what the papers say of themselves."""

import csv
import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import ScopeError, SidecarError
from corpus.panels import Register
from corpus.papers import Access, PaperKind, PaperStatus

NAME = "papers.csv"
COLUMNS = ("file", "title", "panel", "date", "kind", "status", "access", "url")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One paper's row; None where the cell is empty. `panel` is an id in the register."""

    file: str
    title: str | None = None
    panel: str | None = None
    date: dt.date | None = None
    kind: PaperKind | None = None
    status: PaperStatus | None = None
    access: Access | None = None
    url: str | None = None


def read_sidecar(folder: Path, *, register: Register) -> dict[str, Row]:
    """Return the rows of a folder's papers.csv by file name; empty when there is none.

    Raises:
        SidecarError: a column or a value cannot be used; names the line and what is allowed.
    """
    path = folder / NAME
    if not path.is_file():
        return {}
    rows: dict[str, Row] = {}
    try:
        lines = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
        unknown = set(lines.fieldnames or ()) - set(COLUMNS)
        if unknown or "file" not in (lines.fieldnames or ()):
            what = f"unknown column {sorted(unknown)[0]!r}" if unknown else "no column 'file'"
            raise SidecarError(f"{path}: {what}; the columns are {', '.join(COLUMNS)}")
        for cells in lines:
            row = _row(cells, where=f"{path} line {lines.line_num}", register=register)
            if row.file in rows:
                raise SidecarError(f"{path} line {lines.line_num}: {row.file} has a row already; keep one")
            rows[row.file] = row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SidecarError(f"{path} cannot be read ({error}); save it as UTF-8 CSV") from error
    return rows


def _row(cells: dict[str, str | None], *, where: str, register: Register) -> Row:
    value = {name: " ".join((cells.get(name) or "").split()) for name in COLUMNS} | {
        "file": (cells.get("file") or "").strip()
    }
    if None in cells or not value["file"]:
        raise SidecarError(
            f"{where}: {'too many cells' if None in cells else 'no file name'}; quote cells that hold commas"
        )
    try:
        return Row(
            file=value["file"],
            title=value["title"] or None,
            panel=register.resolve(value["panel"]) if value["panel"] else None,
            date=dt.date.fromisoformat(value["date"]) if value["date"] else None,
            kind=PaperKind(value["kind"].lower()) if value["kind"] else None,
            status=PaperStatus(value["status"].lower()) if value["status"] else None,
            access=Access(value["access"].lower()) if value["access"] else None,
            url=_url(value["url"]),
        )
    except (ValueError, ScopeError) as error:
        raise SidecarError(
            f"{where}: {error}; dates are YYYY-MM-DD, kinds {_names(PaperKind)}, statuses {_names(PaperStatus)}, "
            f"access {_names(Access)}, panels those of the register"
        ) from error


def _url(text: str) -> str | None:
    if text and not text.startswith(("https://", "http://")):
        raise ValueError(f"{text!r} is not a web address")
    return text or None


def _names(kind: type[PaperKind] | type[PaperStatus] | type[Access]) -> str:
    return "|".join(member.value for member in kind)
