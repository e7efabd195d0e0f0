"""How sure a figure is: intervals of 95 %, differences between two runs, and the questions that changed.

Questions are the sample: the intervals say how a figure would vary over other questions of this sort about these
papers, not over other papers.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.errors import PanelqaError
from eval.measures import Better, Score

_CONFIDENCE = 0.95
_Z = 1.959964  # of the normal distribution at 95 %
_RESAMPLES = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A mean with its interval of 95 %."""

    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """By how much a mean rose (after less before) over the questions that both runs have, with its interval of 95 %."""

    mean: float
    low: float
    high: float
    p: float  # how often chance alone gives a difference at least as large, either way
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One question whose value differs between two runs."""

    measure: str
    qid: str
    before: float
    after: float
    is_better: bool


def interval(values: Sequence[float], *, seed: int = 0) -> Interval:
    """Return the mean with its interval: the bias-corrected and accelerated bootstrap (Efron 1987), through scipy.

    Where all values are alike a bootstrap has nothing to resample: 0s or 1s then get Wilson's interval (1927), whose
    width depends on how many there are; any other value stands alone, with no width. Confused with the standard
    deviation, which does not shrink with more questions.

    Raises:
        PanelqaError: there are no values.
    """
    if not values:
        raise PanelqaError("no values: there is no mean of nothing")
    mean = math.fsum(values) / len(values)
    if len(set(values)) == 1:
        low, high = _wilson(mean, len(values)) if values[0] in (0, 1) else (mean, mean)
        return Interval(mean=mean, low=low, high=high, n=len(values))
    low, high = _bootstrap(values, seed=seed)
    return Interval(mean=mean, low=low, high=high, n=len(values))


def paired(before: Score, after: Score, *, seed: int = 0) -> Difference:
    """Return the difference of two runs over the questions that both have: the bootstrap of each question's difference.

    Pairing takes out how hard a question is, so that small differences show that two separate intervals would hide. The
    p value is of the randomisation test, which swaps the two runs' values at random (Smucker, Allan and Carterette
    2007). Where no question differs, the interval has no width and p is 1.

    Raises:
        PanelqaError: the runs have no question in common.
    """
    earlier = dict(before.values)
    pairs = [(earlier[qid], value) for qid, value in after.values if qid in earlier]
    if not pairs:
        raise PanelqaError(f"{after.name}: the two runs have no question in common")
    gains = [later - first for first, later in pairs]
    mean = math.fsum(gains) / len(gains)
    if len(set(gains)) == 1:
        low = high = mean
    else:
        low, high = _bootstrap(gains, seed=seed)
    return Difference(mean=mean, low=low, high=high, p=_p_value(gains, seed=seed), n=len(gains))


def compare(before: Sequence[Score], after: Sequence[Score]) -> tuple[Change, ...]:
    """Return the questions that got better or worse, by measure in the order of `after`, worse ones first, then by id.

    Measures and questions that only one run has are left out.
    """
    earlier = {score.name: dict(score.values) for score in before}
    return tuple(
        change
        for score in after
        for change in sorted(
            _changes(score, earlier.get(score.name, {})), key=lambda change: (change.is_better, change.qid)
        )
    )


def _changes(score: Score, before: dict[str, float]) -> list[Change]:
    return [
        Change(
            measure=score.name, qid=qid, before=before[qid], after=value,
            is_better=(value > before[qid]) is (score.better is Better.HIGHER),
        )
        for qid, value in score.values
        if qid in before and value != before[qid]
    ]  # fmt: skip


def _bootstrap(values: Sequence[float], *, seed: int) -> tuple[float, float]:
    import numpy as np
    from scipy.stats import bootstrap

    found = bootstrap(
        (np.array(values, dtype=float),), np.mean, vectorized=True, n_resamples=_RESAMPLES, batch=500,
        confidence_level=_CONFIDENCE, method="BCa", rng=np.random.default_rng(seed),
    ).confidence_interval  # fmt: skip
    return float(found.low), float(found.high)


def _p_value(gains: Sequence[float], *, seed: int) -> float:
    import numpy as np
    from scipy.stats import permutation_test

    if not any(gains) or len(gains) == 1:  # of one question, either sign is as far from 0
        return 1.0
    found = permutation_test(
        (np.array(gains, dtype=float),), np.mean, permutation_type="samples", vectorized=True,
        n_resamples=_RESAMPLES, batch=500, rng=np.random.default_rng(seed),
    )  # fmt: skip
    return float(found.pvalue)


def _wilson(share: float, n: int) -> tuple[float, float]:
    """Return Wilson's interval of a share of 0 or 1."""
    reach = _Z**2 / (n + _Z**2)
    return (1 - reach, 1.0) if share else (0.0, reach)
