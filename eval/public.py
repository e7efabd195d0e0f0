"""A public data set, asked of panelqa and of those that it has to beat: side by side, in one run, in one table.

    panelqa eval --dataset DIR -o OUT

Retrieval is measured on the search's own ranking, sentences on the ranker's, silence on the confidence of an answer.
What is retrieved is a gold span, or a whole paper where all gold is whole papers (`eval.public_tasks.topic`).
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import PanelqaError
from corpus.papers import Paper
from eval.choices import Choice
from eval.configuration import Configuration, configuration
from eval.intervals import Difference, paired
from eval.measures import Score, retrieval
from eval.public_data import QUESTIONS, DataSet, PublicQuestion, read_dataset, whole_papers
from eval.public_index import Progress, open_dataset
from eval.public_silence import WRONG, asking, right_silence, separation
from eval.public_systems import System, systems
from eval.public_tasks import Variant, topic, variants
from eval.trec import Topic, write
from index.embed import Embedder, open_embedder
from qa.assemble import open_ranker
from qa.progress import bars
from qa.saved import to_plain
from qa.settings import Settings
from qa.terminal import say_table, tell

_TOLD = ("recall@5", "nDCG@10", "success@5", "RR")
_TOLD_OF_SENTENCES = ("recall@5", "nDCG@10")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one system made of a set, asked in one way."""

    variant: str
    system: str
    scores: tuple[Score, ...]
    topics: tuple[Topic, ...] = ()  # the rankings behind the scores; none behind silence


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One measure of one variant: everybody's mean, and how far the first system's is above the best of the others."""

    variant: str
    measure: str
    n: int
    means: tuple[tuple[str, float], ...]  # by system, the first one first
    best: str  # of the others
    difference: Difference  # over the same questions; above 0 where the first is better


def report(dataset: Path, out: Path, *, settings: Settings) -> None:
    """Measure the data set of a folder, keep the run in another, and print the table.

    Raises:
        PanelqaError: the data set cannot be read, or the folder cannot be written.
    """
    found = read_dataset(dataset)
    home = settings.home / "eval" / f"set-{dataset.resolve().parent.name}-{found.name}"
    ranker = open_ranker(settings)
    _make(out)
    with bars() as move:
        model = open_embedder(settings.embedder, cache=settings.cache)
        with open_dataset(found, home=home, model=model, progress=move) as shelf:
            done = measure(found, systems(shelf, ranker=ranker), progress=move)
            made = _made_with(dataset, found, papers=shelf.collection.papers(), model=model)
    lines = compared(done)
    _keep(out, done, lines=lines, made=made, dataset=dataset)
    say_table(*_table(found.name, lines))
    tell(f"The difference is panelqa less the best of the others, with its interval of 95 %. The run is kept in {out}")


def measure(dataset: DataSet, asked: Sequence[System], *, progress: Progress) -> list[Asked]:
    """Return what each system makes of a set: pieces and sentences for every variant, then silence."""
    done: list[Asked] = []
    for variant in variants(dataset):
        for system in asked:
            done += _retrieved(dataset, variant, system, progress=progress)
    for variant in variants(dataset):
        if variant.is_as_asked:
            done += _silences(dataset, variant, asked, progress=progress)
    return done


def compared(done: Sequence[Asked]) -> list[Line]:
    """Return a line for each measure of each variant, in order; the first system is held against the others."""
    lines = []
    for variant in dict.fromkeys(one.variant for one in done):
        first, *others = [one for one in done if one.variant == variant]
        for place, score in enumerate(first.scores):
            beside = {other.system: other.scores[place] for other in others}
            best = max(beside, key=lambda name: beside[name].mean)
            lines.append(
                Line(
                    variant=variant, measure=score.name, n=score.n, best=best,
                    means=((first.system, score.mean), *((name, found.mean) for name, found in beside.items())),
                    difference=paired(beside[best], score),
                )
            )  # fmt: skip
    return lines


def _retrieved(dataset: DataSet, variant: Variant, system: System, *, progress: Progress) -> Iterator[Asked]:
    """Yield what a system finds: pieces, and sentences where the set has gold ones."""
    questions = [question for question in dataset.questions if question.gold]
    detailed = [question for question in questions if question.sentences]
    pieces, move = not whole_papers(dataset), _mover(progress, system, variant)

    def found(question: PublicQuestion) -> Topic:
        return topic(question.qid, system.find(question, variant), gold=question.gold, pieces=pieces)

    def told(question: PublicQuestion) -> Topic:
        return topic(question.qid, system.sentences(question, variant), gold=question.sentences, pieces=True)

    yield _asked(variant.name, system, [found(question) for question in move(questions)], names=_TOLD)
    if detailed:
        topics = [told(question) for question in move(detailed)]
        yield _asked(f"{variant.name}, sentences", system, topics, names=_TOLD_OF_SENTENCES)


def _asked(variant: str, system: System, topics: Sequence[Topic], *, names: Sequence[str]) -> Asked:
    scores = {score.name: score for score in retrieval(topics)}
    return Asked(
        variant=variant, system=system.name, topics=tuple(topics), scores=tuple(scores[name] for name in names)
    )


def _silences(dataset: DataSet, variant: Variant, asked: Sequence[System], *, progress: Progress) -> Iterator[Asked]:
    """Yield how well each system keeps silent, where the set has questions of both sorts."""
    questions = asking(dataset.questions)
    if len({question.answerable for question in questions}) < 2:
        return
    for system in asked:
        move = _mover(progress, system, variant)
        sure = {question.qid: system.sure(question, variant) for question in move(questions)}
        silent = (right_silence(sure, questions, wrong=wrong) for wrong in WRONG)
        yield Asked(
            variant=f"{variant.name}, silence", system=system.name, scores=(*silent, separation(sure, questions))
        )


def _mover(
    progress: Progress, system: System, variant: Variant
) -> Callable[[Sequence[PublicQuestion]], Iterator[PublicQuestion]]:
    """Return what gives questions one by one and moves a bar with each."""

    def move(questions: Sequence[PublicQuestion]) -> Iterator[PublicQuestion]:
        for done, question in enumerate(questions):
            progress(f"{system.name}, {variant.name}", done, len(questions))
            yield question
        progress(f"{system.name}, {variant.name}", len(questions), len(questions))

    return move


def _made_with(dataset: Path, found: DataSet, *, papers: Sequence[Paper], model: Embedder) -> Configuration:
    """Return what the run depends on."""
    made = configuration(Choice(folders=(dataset,)), papers=papers, curated=(), model=model)
    digest = hashlib.sha256((dataset / QUESTIONS).read_bytes()).hexdigest()[:16]
    return replace(made, questions=f"{len(found.questions)} questions, {digest}")


def _make(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PanelqaError(f"{out} cannot be made: {error.strerror}; name another folder with -o") from error


def _keep(out: Path, done: Sequence[Asked], *, lines: Sequence[Line], made: Configuration, dataset: Path) -> None:
    """Write `run.json`, and the TREC files of each system and variant in a folder of its own."""
    scores = [{"variant": one.variant, "system": one.system, "scores": one.scores} for one in done]
    run = {
        "command": f"panelqa eval --dataset {dataset} -o {out}", "configuration": made, "lines": lines, "scores": scores
    }  # fmt: skip
    try:
        (out / "run.json").write_text(json.dumps(to_plain(run), indent=1) + "\n", encoding="utf-8")
        for one in done:
            if one.topics:
                folder = out / _slug(one.variant) / _slug(one.system)
                folder.mkdir(parents=True, exist_ok=True)
                write(folder, one.topics)
    except OSError as error:
        raise PanelqaError(f"{out} cannot be written: {error.strerror}") from error


def _slug(name: str) -> str:
    """Return a name as that of a folder.

    >>> _slug("right paper, sentences")
    'right-paper-sentences'
    """
    return "-".join(name.lower().replace(",", "").split())


def _table(name: str, lines: Sequence[Line]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the columns and rows of the table."""
    columns = ("set", "asked", "measure", "n", *(system for system, _ in lines[0].means), "difference", "95 %")
    rows = [
        (
            name, line.variant, line.measure, str(line.n), *(f"{mean:.3f}" for _, mean in line.means),
            f"{line.difference.mean:+.3f}", f"{line.difference.low:+.3f} to {line.difference.high:+.3f}",
        )
        for line in lines
    ]  # fmt: skip
    return columns, rows
