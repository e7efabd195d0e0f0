"""The program `panelqa`: the commands of `qa/cli.py`, and with them the one that measures how good the answers are.

It stands here because evaluation is the top layer: nothing below may import it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from corpus.errors import PanelqaError
from eval.choices import Choice, Setup, Split
from qa import cli, options
from qa.options import Embedder, Home, Llm, Model
from qa.terminal import say, tell

if TYPE_CHECKING:
    from eval.evaluation import Evaluation
    from qa.settings import Settings
    from qa.writing.writer import Writer


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run panelqa with these arguments; exits as `qa.cli.main` does."""
    cli.main(arguments)


# What `panelqa eval` takes.
Papers = Annotated[
    list[Path] | None, typer.Argument(metavar="PAPERS...", help="Folders of papers; without any, the index in use.")
]
Sample = Annotated[bool, typer.Option("--sample", help="The papers of the fictional panel.")]
Questions = Annotated[
    list[Path] | None, typer.Option(metavar="FILE", help="Curated questions (repeatable), by default panelqa's own.")
]
Which = Annotated[Split, typer.Option(help="Which of the questions are asked.")]
Engine = Annotated[Setup, typer.Option(help="The engine as shipped, or with a part left out.")]
Out = Annotated[
    Path | None, typer.Option("-o", "--out", metavar="DIR", help="Keep answers, figures and report; go on if there.")
]
Against = Annotated[Path | None, typer.Option(metavar="DIR", help="Compare with the run kept in this folder.")]
BaselineFile = Annotated[Path | None, typer.Option(metavar="FILE", help="The baseline, by default panelqa's own.")]
Gate = Annotated[bool, typer.Option("--gate", help="Exit with 1 if the answers are below the baseline.")]
Update = Annotated[bool, typer.Option("--update-baseline", help="Make this run the baseline.")]
Add = Annotated[bool, typer.Option("--add", help="Add a question to the file named by --questions.")]
Dataset = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Measure a public set of questions instead; needs -o.")
]
Judge = Annotated[bool, typer.Option("--judge", help="Add what the language model thinks of the answers.")]


@cli.app.command("eval")
def evaluate(  # noqa: PLR0913 - options are parameters
    papers: Papers = None,
    *,
    sample: Sample = False,
    questions: Questions = None,
    split: Which = Split.REPORT,
    setup: Engine = Setup.SHIPPED,
    out: Out = None,
    against: Against = None,
    baseline: BaselineFile = None,
    gate: Gate = False,
    update_baseline: Update = False,
    add: Add = False,
    dataset: Dataset = None,
    judge: Judge = False,
    home: Home = None,
    embedder: Embedder = None,
    llm: Llm = None,
    model: Model = None,
) -> None:
    """Ask questions with known answers and tell how good the answers are. The gate is over the sample."""
    if sum((gate, update_baseline, add, dataset is not None)) > 1:
        raise typer.BadParameter("choose one of --gate, --update-baseline, --add and --dataset")
    if dataset and (papers or sample or questions):
        raise typer.BadParameter("--dataset brings papers and questions: leave PAPERS, --sample and --questions out")
    settings = options.settings(home, embedder=embedder, llm=llm, model=model)
    folders = _folders(papers, or_sample=sample or (not papers and (gate or update_baseline)))
    choice = Choice(folders=folders, questions=tuple(questions or ()), split=split, setup=setup)
    if dataset is not None:
        _measure_public(dataset, out, settings=settings)
    elif add:
        _add(choice, settings)
    elif update_baseline:
        _update_baseline(_evaluate(choice, settings, out, judge=None), baseline)
    else:
        _require_readable(baseline, against)
        done = _evaluate(choice, settings, out, judge=_judge(settings) if judge else None)
        _tell(done, out, baseline=baseline, against=against, gate=gate)


def _require_readable(baseline: Path | None, against: Path | None) -> None:
    """Refuse what cannot be read, which is better said now than when all questions have been asked."""
    from eval.gate import read_baseline
    from eval.run import read_result

    if baseline:
        read_baseline(baseline)
    if against:
        read_result(against)


def _folders(papers: Sequence[Path] | None, *, or_sample: bool) -> tuple[Path, ...]:
    from corpus.sample import folder

    return (*(papers or ()), *((folder(),) if or_sample else ()))


def _measure_public(dataset: Path, out: Path | None, *, settings: "Settings") -> None:
    if out is None:
        raise typer.BadParameter("--dataset needs -o DIR")
    from eval.public import report

    report(dataset, out, settings=settings)


def _add(choice: Choice, settings: "Settings") -> None:
    """Ask for a question step by step and add it to the one file that is named."""
    from eval.new_question import add_question
    from eval.posing import collections
    from qa.progress import bars

    if len(choice.questions) != 1:
        raise typer.BadParameter("--add needs --questions FILE, once")
    with bars() as move, collections(choice.folders, settings, progress=move) as found:
        papers = [paper for one in found for paper in one.papers()]
    try:
        add_question(choice.questions[0], papers, ask=input, say=say)
    except EOFError as error:
        raise PanelqaError("the input ended before the question was whole: nothing was added") from error


def _judge(settings: "Settings") -> "Writer":
    from qa.llm import open_writer

    writer = open_writer(settings)
    if writer is None:
        raise PanelqaError("--judge needs a language model: name one with --llm and --model")
    return writer


def _evaluate(choice: Choice, settings: "Settings", out: Path | None, *, judge: "Writer | None") -> "Evaluation":
    from eval.evaluation import evaluate
    from qa.progress import bars

    with bars() as move:
        return evaluate(choice, settings, out=out, judge=judge, progress=move, say=tell)


def _update_baseline(done: "Evaluation", file: Path | None) -> None:
    """Make a run the baseline and say what that changes."""
    from eval import gate

    file = file or gate.BASELINE
    before = gate.read_baseline(file) if file.exists() else None
    after = gate.as_baseline(done.result, before=before)
    gate.write_baseline(file, after)
    say("\n".join(gate.changes(before, after)) or "Nothing changed.")
    tell(f"The baseline is now: {file}")


def _tell(done: "Evaluation", out: Path | None, *, baseline: Path | None, against: Path | None, gate: bool) -> None:
    """Print the figures, keep the report, and end with 1 where the gate is asked for and shut."""
    from eval import evaluation, printed
    from eval.gate import BASELINE

    named = baseline or (BASELINE if gate else None)
    report = evaluation.reported(done, baseline=evaluation.baseline_for(done.result, named), against=against)
    say("\n".join(printed.lines(report)))
    for line in (*report.remarks, *report.complaints):
        tell(line)
    if out:
        tell(f"The report: {evaluation.keep_report(out, report)}")
    if gate and report.complaints:
        raise PanelqaError("the gate is shut: the answers are below the baseline, or the baseline is of another set")
    if gate:
        tell("The gate is open: no measure fell further than the baseline allows.")


if __name__ == "__main__":
    main()
