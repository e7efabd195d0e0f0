"""An evaluation from beginning to end: the papers opened, the questions asked, the answers measured and told of."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from eval import gate, run
from eval.choices import Choice, Setup
from eval.comparison import beside
from eval.gate import BASELINE, Baseline
from eval.judge import judged
from eval.outcomes import Outcome
from eval.posing import posed
from eval.report import FILE, Report, write_report
from eval.run import Progress, Result
from qa.settings import Settings
from qa.writing.writer import Writer

_AT_ONCE = 4  # questions that wait for a language model's server at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What came of an evaluation."""

    result: Result
    outcomes: tuple[Outcome, ...]


def evaluate(
    choice: Choice,
    settings: Settings,
    *,
    out: Path | None,
    judge: Writer | None = None,
    progress: Progress,
    say: Callable[[str], None],
) -> Evaluation:
    """Ask the questions, measure the answers, and keep both in a folder where one is given.

    Where the folder holds a part of the same run, only the rest is asked, and `say` is told so. A judge, where one is
    given, adds its opinion of the answers.

    Raises:
        PanelqaError: nothing to ask, or the folder holds a run of another configuration.
        StoreError: the papers' index cannot be used.
        WriterError: a judge is given and does not deliver; the answers are kept all the same.
    """
    with posed(choice, settings, progress=progress) as (parts, made):
        begun = Result(command=choice.command, configuration=made)
        known = run.begin(out, begun) if out else {}
        if known:
            n = sum(len(part.curated) for part in parts)
            say(f"{len(known)} of {n} questions were answered before and are not asked again.")
        with run.keeping(out) if out else nullcontext(_let_go) as keep:
            at_once = _AT_ONCE if choice.setup is Setup.WRITTEN else 1
            outcomes = run.answer(parts, known=known, keep=keep, progress=progress, at_once=at_once)
    opinions = judged(outcomes, judge, progress=progress) if judge else ()
    result = run.measured(outcomes, begun, opinions=opinions)
    if out:
        run.finish(out, result, outcomes=outcomes)
    return Evaluation(result=result, outcomes=outcomes)


def baseline_for(result: Result, named: Path | None) -> Baseline | None:
    """Return the baseline that is named; else the one that panelqa brings, where it is of the same set.

    Raises:
        PanelqaError: the file cannot be read.
    """
    if named:
        return gate.read_baseline(named)
    if not BASELINE.exists():
        return None
    found = gate.read_baseline(BASELINE)
    return None if gate.strangeness(result, found) else found


def reported(done: Evaluation, *, baseline: Baseline | None, against: Path | None) -> Report:
    """Return what there is to tell of an evaluation, beside a baseline and an earlier run's folder where given.

    Raises:
        PanelqaError: the folder holds no run.
    """
    strange = gate.strangeness(done.result, baseline) if baseline else []
    beheld = None if strange else baseline  # figures of another set say nothing of this one
    judged = gate.judge(done.result, beheld)
    return Report(
        result=done.result,
        outcomes=done.outcomes,
        judged=judged,
        baseline=beheld,
        complaints=strange or gate.complaints(judged),
        remarks=gate.remarks(done.result, beheld) if beheld else [],
        comparison=beside(done.result, run.read_result(against), name=against.name) if against else None,
    )


def keep_report(out: Path, report: Report) -> Path:
    """Write the report into a run's folder and return its path. Raises PanelqaError when it cannot be written."""
    write_report(out / FILE, report)
    return out / FILE


def _let_go(outcome: Outcome) -> None:
    """Keep nothing."""
