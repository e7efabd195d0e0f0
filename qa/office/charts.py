"""Charts, drawn by matplotlib: as SVG that stands in a page, its text kept as text, and as PNG for Word files."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from io import BytesIO, StringIO
from textwrap import fill
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_INK, _GRID = "#1b1b1b", "#d0d4d8"
_COLOURS = ("#1d4e89", "#9a3b00", "#3f6b21")  # on white 7:1 and more; told apart by their markers as well
_MARKERS = ("o", "s", "^")
_SIZE = (5.6, 3.9)  # inches
_BARS_SIZE, _DOTS = (6.7, 1.7), 150  # inches; dots an inch
_LABEL_WIDTH = 14  # characters of a line under or over a bar
_TIME_LINE_WIDTH, _ROW_HEIGHT = 9.0, 0.3  # inches
_MOST_DATES = 8  # under a time line
_FEW = 20  # points up to which each has a marker


class Stroke(StrEnum):
    """How a line is drawn."""

    SOLID = "solid"  # with a marker at each point where they are few
    DASHED = "dashed"  # without markers: something to compare with


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a chart, its points from left to right."""

    label: str
    points: tuple[tuple[float, float], ...]
    stroke: Stroke = Stroke.SOLID


def line_chart(lines: Sequence[Line], *, title: str, x: str, y: str) -> str:
    """Return an SVG element with both axes from 0 on; `title` is what is read out in its place.

    The same lines give the same characters. Ids in it are made from the title: give each chart of a page its own.
    """
    from matplotlib import rc_context
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with rc_context({"svg.fonttype": "none", "svg.hashsalt": title, "font.family": "sans-serif", "font.size": 11}):
        figure = Figure(figsize=_SIZE, layout="constrained")
        FigureCanvasSVG(figure)
        axes = figure.add_subplot()
        for number, line in enumerate(lines):
            across, up = zip(*line.points, strict=True) if line.points else ((), ())
            is_solid = line.stroke is Stroke.SOLID
            axes.plot(
                across, up, label=line.label, linestyle=line.stroke.value, linewidth=2 if is_solid else 1.4,
                color=_COLOURS[number % len(_COLOURS)] if is_solid else "#555555",
                marker=_MARKERS[number % len(_MARKERS)] if is_solid and len(across) <= _FEW else "", markersize=5,
                clip_on=False,
            )  # fmt: skip
        axes.set_xlabel(x, color=_INK)
        axes.set_ylabel(y, color=_INK)
        axes.set_xmargin(0)
        axes.set_xlim(left=0)
        axes.set_ylim(bottom=0)
        axes.grid(color=_GRID, linewidth=0.8)
        axes.spines[["top", "right"]].set_visible(False)
        if len(lines) > 1:
            axes.legend(frameon=False)
        drawn = StringIO()
        figure.savefig(drawn, format="svg", metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
    return _for_a_page(drawn.getvalue(), title)


def _for_a_page(svg: str, title: str) -> str:
    """Return the drawing without what only a file of its own needs, named for those who cannot see it."""
    element = svg[svg.index("<svg") :].strip()
    element = re.sub(r' (?:width|height)="[\d.]+pt"', "", element, count=2)
    element = re.sub(r'<g id="[^"]*"', "<g", element)  # the same in every chart, and nothing refers to them
    return element.replace("<svg", f'<svg role="img" aria-label="{escape(title)}"', 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a chart: what stands under it, how high it is, and the figure over it as published."""

    label: str
    value: float
    text: str


def bar_chart(bars: Sequence[Bar]) -> bytes:
    """Return a PNG of bars from 0 on, each with its figure, wide enough for a page of A4; its words are the caller's.

    The figure stands over each bar, so that nothing has to be read off an axis or told apart by colour.
    """
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with rc_context({"font.family": "sans-serif", "font.size": 11}):
        figure = Figure(figsize=_BARS_SIZE, layout="constrained", dpi=_DOTS)
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        places = range(len(bars))
        drawn = axes.bar(places, [bar.value for bar in bars], width=0.6, color=_COLOURS[0])
        axes.bar_label(drawn, labels=[fill(bar.text, _LABEL_WIDTH) for bar in bars], padding=3, color=_INK)
        axes.set_xticks(places, labels=[fill(bar.label, _LABEL_WIDTH) for bar in bars])
        axes.set_ylim(bottom=0, top=max((bar.value for bar in bars), default=1) * 1.25 or 1)
        axes.set_yticks([])
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.tick_params(axis="x", length=0, colors=_INK)
        out = BytesIO()
        figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One line of a time line: from when to when, what happened in between, how it ended."""

    label: str
    start: dt.date
    end: dt.date
    marks: tuple[dt.date, ...] = ()  # when something was heard of it
    due: dt.date | None = None
    state: str = ""  # in words, at the right
    is_open: bool = False  # it goes on beyond its end


def time_line(runs: Sequence[Run], *, title: str) -> str:
    """Return an SVG element, a row for each run from top to bottom; `title` is what is read out in its place.

    Rows are told apart by words and by marks, not by colour: a ring where it begins, a tick where it is heard of, a
    square where it ends, an arrow where it is open, a bar where it is due.
    """
    from matplotlib import rc_context
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
    from matplotlib.figure import Figure

    with rc_context({"svg.fonttype": "none", "svg.hashsalt": title, "font.family": "sans-serif", "font.size": 10}):
        figure = Figure(figsize=(_TIME_LINE_WIDTH, 0.9 + _ROW_HEIGHT * max(1, len(runs))), layout="constrained")
        FigureCanvasSVG(figure)
        axes = figure.add_subplot()
        for row, run in enumerate(runs):
            _draw_run(axes, run, row)
        dates = AutoDateLocator(maxticks=_MOST_DATES)  # type: ignore[no-untyped-call]
        axes.xaxis.set_major_locator(dates)
        axes.xaxis.set_major_formatter(ConciseDateFormatter(dates))  # type: ignore[no-untyped-call]
        axes.set_yticks(range(len(runs)), [run.label for run in runs])
        axes.set_ylim(len(runs) - 0.5, -0.5)
        axes.grid(axis="x", color=_GRID)
        axes.set_axisbelow(True)
        axes.margins(x=0.03)
        axes.tick_params(axis="y", length=0)
        axes.spines[["top", "right", "left"]].set_visible(False)
        states = axes.secondary_yaxis("right")
        states.set_yticks(range(len(runs)), [run.state for run in runs])
        states.tick_params(length=0)
        states.spines["right"].set_visible(False)
        out = StringIO()
        figure.savefig(out, format="svg", metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
    return _for_a_page(out.getvalue(), title)


def _draw_run(axes: "Axes", run: Run, row: int) -> None:
    """Draw one row: the line, and the marks on it."""
    start, end = _days(run.start), _days(run.end)
    axes.plot([start, end], [row, row], color=_INK if run.is_open else _COLOURS[0], linewidth=1.6,
              linestyle=":" if run.is_open else "-")  # fmt: skip
    axes.plot([start], [row], marker="o", color=_INK, markerfacecolor="white", markersize=7)
    axes.plot(
        [end], [row], marker=">" if run.is_open else "s", color=_INK if run.is_open else _COLOURS[0], markersize=7
    )
    heard = [_days(mark) for mark in run.marks if run.start < mark < run.end]
    axes.plot(heard, [row] * len(heard), marker="x", color=_INK, linestyle="", markersize=7)
    if run.due:
        axes.plot([_days(run.due)], [row], marker="|", color=_COLOURS[1], markersize=14, markeredgewidth=2.5)


def _days(day: dt.date) -> int:
    """Return a day as matplotlib counts them: days since 1 January 1970."""
    return (day - dt.date(1970, 1, 1)).days
