"""What an evaluation prints: the measures beside the baseline, and beside another run."""

from collections.abc import Sequence

from eval.choices import ABOUT
from eval.comparison import Comparison, Moved
from eval.gate import Judged
from eval.report import KIND_COLUMNS, Kind, Report, figure, kinds

_NOTHING = "-"


def lines(report: Report) -> list[str]:
    """Return the run's figures as lines of text, in columns."""
    configuration = report.result.configuration
    asked = [f"{configuration.questions.split(',')[0]} over {configuration.papers.split(',')[0]}"]
    asked += [f"{ABOUT[configuration.setup]}"]
    table = [("measure", "now", "95 %", "baseline", "difference", "", "n"), *map(_row, report.judged)]
    if report.baseline is None:
        table = [(name, now, interval, n) for name, now, interval, _, _, _, n in table]
    found = [f"{asked[0]}; {asked[1]}", "", *_aligned(table), ""]
    found += [*_aligned([(one.name, figure(one)) for one in report.result.figures]), ""]
    found += _aligned([("kind", "n", *KIND_COLUMNS), *map(_kind, kinds(report))])
    return [*found, *(_against(report.comparison) if report.comparison else [])]


def _row(one: Judged) -> tuple[str, ...]:
    now, interval, n = _NOTHING, _NOTHING, _NOTHING
    if one.score and one.interval:
        now, n = f"{one.score.mean:.3f}", str(one.score.n)
        interval = f"{one.interval.low:.3f} to {one.interval.high:.3f}"
    was = f"{one.kept.value:.3f}" if one.kept else _NOTHING
    moved = _NOTHING if one.difference is None else f"{one.difference:+.3f}".replace("-0.000", "+0.000")
    return one.measure, now, interval, was, moved, one.verdict.value, n


def _kind(kind: Kind) -> tuple[str, ...]:
    return kind.name, str(kind.n), *(f"{score.mean:.3f}" if score else _NOTHING for score in kind.scores)


def _against(other: Comparison) -> list[str]:
    rows = [
        (
            one.score.name, f"{one.before:.3f}", f"{one.after:.3f}", f"{one.difference.mean:+.3f}",
            f"{one.difference.low:+.3f} to {one.difference.high:+.3f}", f"{one.difference.p:.3f}", one.trend.value,
        )
        for one in other.compared
    ]  # fmt: skip
    changed = [_line("worse", one) for one in other.worse] + [_line("better", one) for one in other.better]
    table = _aligned([("measure", other.name, "now", "difference", "95 %", "p", ""), *rows])
    return ["", f"Against {other.name}", "", *table, "", *changed]


def _line(how: str, moved: Moved) -> str:
    said = ", ".join(f"{one.measure} {one.before:.2g} to {one.after:.2g}" for one in moved.changes)
    return f"{how:6s} {moved.qid}: {said}"


def _aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Return rows with their cells under each other.

    >>> _aligned([("name", "n"), ("RR", "60")])
    ['name  n', 'RR    60']
    """
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return ["  ".join(f"{cell:{width}s}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
