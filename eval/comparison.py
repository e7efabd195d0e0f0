"""Two runs side by side: what got better and what worse, over the questions that both have."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from eval.configuration import Configuration
from eval.intervals import Change, Difference, compare, paired
from eval.measures import Better, Score
from eval.run import Result


class Trend(StrEnum):
    """Which way a measure went, as far as its interval tells."""

    BETTER = "better"
    WORSE = "worse"
    UNCLEAR = "no clear difference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One measure in two runs. The means are over the questions that both runs have."""

    before: float
    after: float
    score: Score  # of the later run
    difference: Difference
    trend: Trend


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One question and the measures in which it got better, or those in which it got worse."""

    qid: str
    changes: tuple[Change, ...]  # at least one


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A run beside an earlier one. A question may stand among the worse and among the better ones."""

    name: str  # of the earlier run
    configuration: Configuration  # of the earlier run
    compared: tuple[Compared, ...]
    worse: tuple[Moved, ...]  # by question id
    better: tuple[Moved, ...]


def beside(result: Result, earlier: Result, *, name: str) -> Comparison:
    """Return a run beside an earlier one; measures without a question in common are left out."""
    before = {one.score.name: one.score for one in earlier.scores}
    shares = [one.score for one in result.scores if one.score.group != "cost"]
    changes = compare(tuple(before.values()), shares)
    pairs = [(before[one.score.name], one.score) for one in result.scores if one.score.name in before]
    return Comparison(
        name=name,
        configuration=earlier.configuration,
        compared=tuple(found for old, new in pairs if (found := _compared(old, new))),
        worse=_moved([change for change in changes if not change.is_better]),
        better=_moved([change for change in changes if change.is_better]),
    )


def _moved(changes: Sequence[Change]) -> tuple[Moved, ...]:
    """Return changes by question, those of one in the order of the measures."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.qid, []).append(change)
    return tuple(Moved(qid=qid, changes=tuple(found[qid])) for qid in sorted(found))


def _compared(before: Score, after: Score) -> Compared | None:
    shared = {qid for qid, _ in before.values} & {qid for qid, _ in after.values}
    old, new = before.only(shared), after.only(shared)
    if old is None or new is None:
        return None
    difference = paired(old, new)
    return Compared(
        before=old.mean, after=new.mean, score=new, difference=difference, trend=_trend(difference, new.better)
    )


def _trend(difference: Difference, better: Better) -> Trend:
    if difference.low <= 0 <= difference.high:
        return Trend.UNCLEAR
    return Trend.BETTER if (difference.mean > 0) is (better is Better.HIGHER) else Trend.WORSE
