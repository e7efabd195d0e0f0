"""Are the answers as good as they were? A baseline kept in the repository, and what fell below it.

`eval/baseline.toml` says what was measured with what, each score with the tolerance within which it may fall, and for
each question the measures in which it did not have full marks, so that the gate can name the questions behind a fall.
It is written by `panelqa eval ... --update-baseline`, never by hand, except for the tolerances.
"""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path

from corpus.errors import PanelqaError
from eval.choices import Setup
from eval.configuration import ASKED, Configuration, differences
from eval.intervals import Change, Interval
from eval.judge import GROUP as JUDGES
from eval.measures import MEASURES, Better, Score
from eval.run import Result
from qa.saved import from_plain, to_plain

BASELINE = Path(__file__).parent / "baseline.toml"
_NO_SLACK = frozenset({"exact quotation", "nothing forbidden"})  # one question is too many
_VERSIONS = ("setup", "model", "index", "ranker", "prompt", "program")  # the engine itself is what the gate is about
_NEVER = frozenset({"cost", JUDGES})  # groups of measures that are reported and judge nothing
_LOWER_IS_BETTER = frozenset(measure.name for measure in MEASURES if measure.better is Better.LOWER)
_HAIR = 1e-6  # values are kept with six decimals
_HEAD = """# What the answers must be as good as: `panelqa eval --gate` fails when one falls further than its tolerance.
# Written by: panelqa eval --sample --update-baseline
# [questions] has, for each question, the measures in which it does not have full marks.
"""


class Verdict(StrEnum):
    """How a score stands against its baseline."""

    BETTER = "better"
    SAME = "same"
    WITHIN = "worse, within tolerance"
    FELL = "worse"
    GONE = "no longer measured"
    NEW = "no baseline"
    REPORTED = "reported only"  # the baseline does not judge it


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One score of the baseline."""

    measure: str
    value: float
    tolerance: float
    questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What was measured, with what, and how good it was."""

    command: str
    configuration: Configuration
    kept: tuple[Kept, ...]
    short: dict[str, dict[str, float]]  # question id to measure to value, where that is not full marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One measure beside its baseline; without a score it is no longer measured, without `kept` it is new."""

    measure: str
    score: Score | None
    interval: Interval | None
    kept: Kept | None
    verdict: Verdict
    worse: tuple[Change, ...]  # the questions that fell, by id

    @property
    def difference(self) -> float | None:
        """The score less its baseline; None where there is only one of them."""
        return None if self.score is None or self.kept is None else self.score.mean - self.kept.value


def judge(result: Result, baseline: Baseline | None) -> tuple[Judged, ...]:
    """Return every measure of a run beside its baseline, then those that the baseline has and the run has not."""
    kept = {} if baseline is None else {one.measure: one for one in baseline.kept}
    found = [
        Judged(
            measure=one.score.name, score=one.score, interval=one.interval, kept=kept.get(one.score.name),
            verdict=_verdict(one.score, kept.get(one.score.name), baseline), worse=_worse(one.score, baseline),
        )
        for one in result.scores
    ]  # fmt: skip
    measured = {one.measure for one in found}
    gone = [
        Judged(measure=name, score=None, interval=None, kept=one, verdict=Verdict.GONE, worse=())
        for name, one in kept.items()
        if name not in measured
    ]
    return (*found, *gone)


def strangeness(result: Result, baseline: Baseline) -> list[str]:
    """Return why a baseline cannot be compared with a run, as one line; empty when it can."""
    other = differences(baseline.configuration, result.configuration, among=ASKED)
    if not other:
        return []
    return [
        f"The baseline is of another set, so that its figures cannot be compared: {'; '.join(other)}. "
        "Look at the new figures; --update-baseline makes them the baseline."
    ]


def complaints(judged: Sequence[Judged]) -> list[str]:
    """Return what fell below the baseline, a line each; empty when nothing did."""
    return [_complaint(one) for one in judged if one.verdict in (Verdict.FELL, Verdict.GONE)]


def remarks(result: Result, baseline: Baseline) -> list[str]:
    """Return what has changed since the baseline and may be why a figure moved, a line each."""
    changed = differences(baseline.configuration, result.configuration, among=_VERSIONS)
    return [f"Since the baseline, {line}" for line in changed]


def read_baseline(path: Path) -> Baseline:
    """Return the baseline of a file.

    Raises:
        PanelqaError: there is no such file, or it is not a baseline.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        return Baseline(
            command=data["run"].pop("command"),
            configuration=from_plain(Configuration, data["run"]),
            kept=tuple(from_plain(Kept, one) for one in data["score"]),
            short={qid: {name: float(value) for name, value in row.items()} for qid, row in data["questions"].items()},
        )
    except OSError as error:
        raise PanelqaError(f"{path} cannot be read: {error.strerror}; --update-baseline makes one") from error
    except (ValueError, KeyError, TypeError, AttributeError, PanelqaError) as error:
        raise PanelqaError(f"{path} is not a baseline: {error}; --update-baseline makes it anew") from error


def as_baseline(result: Result, *, before: Baseline | None) -> Baseline:
    """Return a run as a baseline. A tolerance that the one before has is kept, as long as n is the same.

    Otherwise it is one question's worth, since a question that tips from right to wrong on another processor is no
    change of ours; and nothing for what must never happen.

    Raises:
        PanelqaError: the run was not of the engine as shipped.
    """
    if result.configuration.setup is not Setup.SHIPPED:
        raise PanelqaError("a baseline is of the engine as shipped: leave --setup out")
    old = {} if before is None else {one.measure: one for one in before.kept}
    scores = [one.score for one in result.scores if one.score.group not in _NEVER]
    short: dict[str, dict[str, float]] = {}
    for score in scores:
        for qid, value in score.values:
            if value != _best(score):
                short.setdefault(qid, {})[score.name] = round(value, 6)
    return Baseline(
        command=result.command,
        configuration=result.configuration,
        kept=tuple(
            Kept(
                measure=score.name, value=round(score.mean, 6), questions=score.n,
                tolerance=_tolerance(score, old.get(score.name)),
            )
            for score in scores
        ),
        short={qid: short[qid] for qid in sorted(short)},
    )  # fmt: skip


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write a baseline as TOML. Raises PanelqaError when the file cannot be written."""
    run = {"command": baseline.command} | {
        field.name: str(to_plain(getattr(baseline.configuration, field.name))) for field in fields(Configuration)
    }
    lines = [_HEAD, "[run]", *(f"{name} = {_text(value)}" for name, value in run.items())]
    for one in baseline.kept:
        lines += ["", "[[score]]", f"measure = {_text(one.measure)}", f"value = {one.value}"]
        lines += [f"tolerance = {one.tolerance}", f"questions = {one.questions}"]
    lines += ["", "[questions]"]
    for qid, row in baseline.short.items():
        lines.append(f"{_text(qid)} = {{ {', '.join(f'{_text(name)} = {value}' for name, value in row.items())} }}")
    try:
        path.write_text("\n".join(lines) + "\n", "utf-8")
    except OSError as error:
        raise PanelqaError(f"{path} cannot be written: {error.strerror}") from error


def changes(before: Baseline | None, after: Baseline) -> list[str]:
    """Return what a new baseline changes, a line each."""
    if before is None:
        return [f"{one.measure}: {one.value:.3f} (tolerance {one.tolerance})" for one in after.kept]
    lines = differences(before.configuration, after.configuration)
    old = {one.measure: one for one in before.kept}
    lines += [_change(one, old.pop(one.measure, None)) for one in after.kept]
    return [*filter(None, lines), *(f"{name}: no longer measured" for name in old)]


def _change(one: Kept, was: Kept | None) -> str:
    """Return how a score of a new baseline differs from that of the one before, empty when it does not."""
    if was is None:
        return f"{one.measure}: new, {one.value:.3f}"
    said = []
    if abs(moved := one.value - was.value) > _HAIR:
        is_worse = (moved > 0) is (one.measure in _LOWER_IS_BETTER)
        said.append(f"{was.value:.3f}, now {one.value:.3f} ({moved:+.3f}{', worse' if is_worse else ''})")
    if one.questions != was.questions:
        said.append(f"over {one.questions} questions, was {was.questions}")
    if one.tolerance != was.tolerance:
        said.append(f"tolerance {one.tolerance:g}, was {was.tolerance:g}")
    return f"{one.measure}: {'; '.join(said)}" if said else ""


def _verdict(score: Score, kept: Kept | None, baseline: Baseline | None) -> Verdict:
    if kept is None:
        return Verdict.REPORTED if baseline is None or score.group in _NEVER else Verdict.NEW
    gain = score.mean - kept.value if score.better is Better.HIGHER else kept.value - score.mean
    if abs(gain) <= _HAIR:
        return Verdict.SAME
    if gain > 0:
        return Verdict.BETTER
    return Verdict.WITHIN if -gain <= kept.tolerance + _HAIR else Verdict.FELL


def _worse(score: Score, baseline: Baseline | None) -> tuple[Change, ...]:
    """Return the questions that the baseline answered better."""
    if baseline is None or score.group in _NEVER:
        return ()
    found = []
    for qid, value in sorted(score.values):
        was = baseline.short.get(qid, {}).get(score.name, _best(score))
        if (was - value if score.better is Better.HIGHER else value - was) > _HAIR:
            found.append(Change(measure=score.name, qid=qid, before=was, after=value, is_better=False))
    return tuple(found)


def _complaint(one: Judged) -> str:
    if one.score is None or one.kept is None:
        return f"{one.measure}: in the baseline, but no question measures it any more"
    moved = "fell" if one.score.better is Better.HIGHER else "rose"
    named = ", ".join(f"{change.qid} ({change.before:.3g} to {change.after:.3g})" for change in one.worse)
    values = f"from {one.kept.value:.3f} to {one.score.mean:.3f}"
    return f"{one.measure} {moved} {values}, by more than {one.kept.tolerance:g}; questions: {named}"


def _tolerance(score: Score, before: Kept | None) -> float:
    if before is not None and before.questions == score.n:
        return before.tolerance
    return 0.0 if score.name in _NO_SLACK else round(1 / score.n, 4)


def _best(score: Score) -> float:
    return 1.0 if score.better is Better.HIGHER else 0.0


def _text(words: str) -> str:
    """Return a string as TOML writes it; JSON's form is one of TOML's."""
    return json.dumps(words, ensure_ascii=False)
