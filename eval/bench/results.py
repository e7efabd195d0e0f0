"""What a benchmark found: figures with their spread, the need that each is held against, a table and JSON."""

import argparse
import json
import os
import platform
import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from index.cores import cores
from qa.settings import load_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A limit that the median must keep."""

    least: float | None = None
    most: float | None = None

    def holds(self, value: float) -> bool:
        """Tell whether a value keeps the limit.

        >>> Need(most=0.5).holds(0.4), Need(least=50).holds(49)
        (True, False)
        """
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    def __str__(self) -> str:
        """Return the limit in signs."""
        return f">= {self.least:g}" if self.least is not None else f"<= {self.most:g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One thing that was measured: `count` times, summed up as least, middle and most."""

    name: str
    unit: str
    min: float
    median: float
    max: float
    count: int
    need: str = ""
    met: bool | None = None  # None where nothing is required


def figure(name: str, values: Sequence[float], *, unit: str, need: Need | None = None) -> Figure:
    """Return a figure of at least one value.

    >>> figure("ratio", [3.0, 1.0, 2.0], unit="x", need=Need(least=2.0)).met
    True
    """
    median = statistics.median(values)
    return Figure(
        name=name,
        unit=unit,
        min=min(values),
        median=median,
        max=max(values),
        count=len(values),
        need=str(need) if need else "",
        met=need.holds(median) if need else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One row of the benchmark: its figures and the conditions under which they hold."""

    row: str
    figures: tuple[Figure, ...]
    conditions: tuple[str, ...]


def table(results: Sequence[Result]) -> str:
    """Return results as lines of text, the conditions below each."""
    lines = [f"{'':54s} {'min':>9s} {'median':>9s} {'max':>9s}  unit      need"]
    for result in results:
        lines += ["", result.row]
        for one in result.figures:
            verdict = "" if one.met is None else f"{one.need}  {'reached' if one.met else 'NOT REACHED'}"
            values = " ".join(_short(value) for value in (one.min, one.median, one.max))
            lines.append(f"  {one.name:52s} {values}  {one.unit:8s}  {verdict}".rstrip())
        lines += [f"    {condition}" for condition in result.conditions]
    return "\n".join(lines)


def _short(value: float) -> str:
    return f"{value:9,.0f}" if abs(value) >= 1000 else f"{value:9.4g}"


def machine() -> str:
    """Return what the figures were measured on, and how busy it was."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    return f"{platform.machine()}, {cores()} cores, Python {platform.python_version()}, load {load:.1f} when it ended"


def arguments(words: str | None) -> argparse.ArgumentParser:
    """Return a parser with the options that every benchmark has; `words` is the docstring of its module."""
    parser = argparse.ArgumentParser(description=words, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the figures as JSON too")
    parser.add_argument(
        "--home", type=Path, default=load_settings().home / "bench", metavar="DIR", help="where indexes are kept"
    )
    return parser


def finish(results: Sequence[Result], *, output: Path | None) -> None:
    """Print the table, and write JSON where it is wanted."""
    print(table(results))
    if output:
        output.write_text(json.dumps([asdict(result) for result in results], indent=1) + "\n", "utf-8")


def quietly(stage: str, done: int, total: int) -> None:
    """Take the progress of an ingest and say nothing."""


def seconds(work: Callable[[], object]) -> float:
    """Return how long a call takes, by the clock."""
    import time

    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def in_turn(first: Callable[[], float], second: Callable[[], float], *, rounds: int) -> list[tuple[float, float]]:
    """Return the measurements of two things that are measured in turn (A B A B ...), a pair a round.

    Only ratios within a round are worth comparing: a shared machine drifts by far more than what is measured.

    >>> values = iter(range(4))
    >>> in_turn(lambda: next(values), lambda: next(values), rounds=2)
    [(0, 1), (2, 3)]
    """
    return [(first(), second()) for _ in range(rounds)]
