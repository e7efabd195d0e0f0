"""What the index holds and what an ingest did, as rows and lines."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from corpus.papers import Fact, Origin, Paper
from index.ingest import Report
from index.manifest import Check
from index.search import Skipped
from qa.web.plain import count

T = TypeVar("T")

PAPER_COLUMNS = ("paper", "panel", "date", "kind", "status", "access")
CHECK_COLUMNS = ("file", "state", "SHA-256")
_NAMED = 10  # files of one sort that are named in a report; files that could not be read are all named


def paper_rows(papers: Iterable[Paper]) -> list[tuple[str, ...]]:
    """Return a row for each paper (`PAPER_COLUMNS`), by date and file name, undated ones last.

    A value is followed by where it comes from: "minutes (stated)"; papers.csv and --access are "sidecar".
    """
    return [_paper_row(paper) for paper in sorted(papers, key=_order)]


def _order(paper: Paper) -> tuple[str, str]:
    date = paper.metadata.date.value
    return (date.isoformat() if date else "~", paper.file)


def _paper_row(paper: Paper) -> tuple[str, ...]:
    known = paper.metadata
    names = [paper.file, *(f"= {file}" for file in paper.files if file != paper.file)]
    return (
        " ".join(names),
        _said(known.panel, known.panel.value),
        _said(known.date, known.date.value.isoformat() if known.date.value else None),
        _said(known.kind, known.kind.value),
        _said(known.status, known.status.value),
        _said(known.access, known.access.value),
    )


def _said(fact: Fact[T], value: str | None) -> str:
    return "unknown" if value is None or fact.origin is Origin.UNKNOWN else f"{value} ({fact.origin.value})"


def check_rows(checks: Iterable[Check]) -> list[tuple[str, ...]]:
    """Return a row for each file of the index (`CHECK_COLUMNS`)."""
    return [
        (check.file, "ok", check.expected)
        if check.ok
        else (check.file, "damaged", f"{check.actual}, expected {check.expected}")
        for check in checks
    ]


def report_lines(report: Report) -> list[str]:
    """Return what an ingest did: counts, the files that changed or went, and every file that could not be read."""
    counts = (
        f"{len(report.added):,} new, {len(report.changed):,} changed, {len(report.removed):,} removed, "
        f"{report.unchanged:,} unchanged"
    )
    lines = [f"{count(report.papers, 'paper')} in the index ({report.generation}): {counts}."]
    lines += [f"{what}: {_named(files)}" for what, files in _moved(report) if files]
    return lines + unread_lines(report.skipped)


def unread_lines(skipped: Sequence[Skipped]) -> list[str]:
    """Return how many files could not be read, then each with its reason and what to do; nothing if all were read."""
    if not skipped:
        return []
    return [
        f"{count(len(skipped), 'file')} could not be read:",
        *(f"  {skip.file}: {skip.reason}" for skip in skipped),
    ]


def _moved(report: Report) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (("Changed", report.changed), ("Removed", report.removed))


def _named(files: Sequence[str]) -> str:
    more = len(files) - _NAMED
    return ", ".join(files[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")
