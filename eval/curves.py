"""Figures of a set as a whole, which are no means of values: risk and coverage, calibration, seconds, memory."""

import resource
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from eval.measures import Better
from eval.outcomes import Outcome, confidence, holds
from qa.answers import Seconds

_BINS = 10
_MIB = 2**20
_STAGES: tuple[tuple[str, Callable[[Seconds], float]], ...] = (
    ("search", lambda seconds: seconds.search),
    ("answer", lambda seconds: seconds.answer),
    ("total", lambda seconds: seconds.total),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of a whole set."""

    name: str
    group: str
    better: Better
    value: float
    unit: str  # "", "s", "MiB"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of a curve and the number of questions behind it."""

    x: float
    y: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A curve to be drawn, its points from left to right; `x` and `y` say what the axes are."""

    name: str
    x: str
    y: str
    points: tuple[Point, ...]


def is_right(outcome: Outcome) -> bool:
    """Is what the answer cites first gold, or for silence what it would have cited: the nearest passage?

    A question that the papers do not answer cannot be answered rightly.
    """
    shown = (outcome.answer.citations or outcome.answer.nearest)[:1]
    return outcome.curated.answerable and any(holds(gold, one) for gold in outcome.curated.gold for one in shown)


def risk_coverage(outcomes: Sequence[Outcome]) -> Curve:
    """Return the share of wrong answers (risk) when only the surest questions are answered, by how many (coverage).

    El-Yaniv and Wiener (2010); Geifman and El-Yaniv, "Selective Classification for Deep Neural Networks" (2017). Right
    is `is_right`, over all questions: since some have no answer, the curve ends above 0 even for a perfect answerer.
    Questions of the same confidence are answered together. Confused with the ROC curve, whose axes are rates among
    right and wrong answers.
    """
    levels = sorted({confidence(outcome) for outcome in outcomes}, reverse=True)
    groups = [[outcome for outcome in outcomes if confidence(outcome) == level] for level in levels]
    answered = list(accumulate(len(group) for group in groups))
    wrong = accumulate(sum(not is_right(outcome) for outcome in group) for group in groups)
    points = tuple(Point(x=n / len(outcomes), y=bad / n, n=n) for n, bad in zip(answered, wrong, strict=True))
    return Curve(name="risk-coverage", x="share of questions answered", y="share of those wrong", points=points)


def calibration(outcomes: Sequence[Outcome]) -> Curve:
    """Return how often answers are right, by how sure they are, in ten bins of equal width; empty bins are left out.

    The reliability diagram (Murphy and Winkler 1977; Guo et al. 2017): on the diagonal, confidence is the share right.
    Others bin by equal counts, or plot only what was answered.
    """
    bins: dict[int, list[Outcome]] = {}
    for outcome in outcomes:
        bins.setdefault(min(int(confidence(outcome) * _BINS), _BINS - 1), []).append(outcome)
    points = tuple(
        Point(
            x=sum(map(confidence, bins[number])) / len(bins[number]),
            y=sum(map(is_right, bins[number])) / len(bins[number]),
            n=len(bins[number]),
        )
        for number in sorted(bins)
    )
    return Curve(name="calibration", x="confidence", y="share right", points=points)


def curves(outcomes: Sequence[Outcome]) -> tuple[Curve, ...]:
    """Return both curves; without outcomes they have no points."""
    return risk_coverage(outcomes), calibration(outcomes)


def figures(outcomes: Sequence[Outcome]) -> tuple[Figure, ...]:
    """Return the area under the risk-coverage curve, the calibration error, and seconds by stage; () without outcomes.

    The area is the mean risk over coverages 1/N to 1 (AURC; Geifman, Uziel and El-Yaniv 2019), lower is better; others
    subtract what a perfect order would have (E-AURC), or plot accuracy, whose area is higher when better. The
    calibration error is the mean distance of the curve from the diagonal, weighted by questions (ECE, Guo et al. 2017).
    Seconds are wall-clock, percentiles interpolated between neighbours, of the search, of what follows it, of both.
    """
    if not outcomes:
        return ()
    return (
        Figure(
            name="area under risk-coverage", group="silence", better=Better.LOWER, unit="",
            value=_area(risk_coverage(outcomes)),
        ),
        Figure(
            name="calibration error", group="silence", better=Better.LOWER, unit="",
            value=sum(point.n * abs(point.x - point.y) for point in calibration(outcomes).points) / len(outcomes),
        ),
        *_seconds(outcomes),
    )  # fmt: skip


def peak_memory() -> Figure:
    """Return the most resident memory that this process or one of its finished children has held, in MiB."""
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    scale = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes on macOS, in KiB on Linux
    return Figure(name="peak memory", group="cost", better=Better.LOWER, value=peak * scale / _MIB, unit="MiB")


def _area(curve: Curve) -> float:
    """Return the mean risk over coverages 1/N to 1; questions of equal confidence all have that after the last."""
    total, before = 0.0, 0
    for point in curve.points:
        total, before = total + (point.n - before) * point.y, point.n
    return total / before


def _seconds(outcomes: Sequence[Outcome]) -> tuple[Figure, ...]:
    import numpy as np

    return tuple(
        Figure(
            name=f"{stage} p{percent}", group="cost", better=Better.LOWER, unit="s",
            value=float(np.percentile([seconds(outcome.answer.seconds) for outcome in outcomes], percent)),
        )
        for stage, seconds in _STAGES
        for percent in (50, 95)
    )  # fmt: skip
