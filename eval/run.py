"""Ask a set of questions, keep each answer as it comes, and measure them.

A run's folder holds `outcomes.jsonl`, one answer a line, and `run.json`, what the run was made with and what came of
it. A run that was interrupted goes on where it stopped; answers of another configuration are never mixed in.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import PanelqaError
from eval import curves, measures, trec
from eval.configuration import Configuration, differences
from eval.curated import Curated
from eval.curves import Curve, Figure
from eval.intervals import Interval, interval
from eval.measures import Score
from eval.outcomes import Outcome, Sources
from eval.setups import Ask
from qa.answers import Answer
from qa.saved import from_plain, to_plain

SCHEMA = 1
RUN, OUTCOMES = "run.json", "outcomes.jsonl"
Progress = Callable[[str, int, int], None]
_STAGE = "Asking"


@dataclass(frozen=True, slots=True, kw_only=True)
class Posed:
    """One collection, what answers over it, and the questions that it is asked."""

    curated: Sequence[Curated]
    sources: Sources
    ask: Ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A score with its 95 % interval."""

    score: Score
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a run; `run.json` is this record. Before the last answer there are no scores."""

    command: str
    configuration: Configuration
    made: dt.date | None = None  # when it was measured
    scores: tuple[Scored, ...] = ()
    figures: tuple[Figure, ...] = ()
    curves: tuple[Curve, ...] = ()
    schema: int = SCHEMA


def answer(
    posed: Sequence[Posed],
    *,
    known: Mapping[str, Answer],
    keep: Callable[[Outcome], None],
    progress: Progress,
    at_once: int = 1,
) -> tuple[Outcome, ...]:
    """Return the outcome of every question, in order; those whose answer is known are not asked again.

    Args:
        posed: collections with their questions; ids of questions are unique over all of them.
        known: answers of an earlier part of the same run, by question id.
        keep: is given each new outcome as soon as those before it are there.
        progress: is told how many are done, and of how many.
        at_once: how many questions are worked on at a time. More than one only where an answer waits for somebody else:
            else threads hinder each other, and the seconds of an answer, which are measured too, are not its own.

    Raises:
        PanelqaError: two questions have the same id.
    """
    asked = [(part, curated) for part in posed for curated in part.curated]
    _require_unique([curated for _, curated in asked])

    def told(pair: tuple[Posed, Curated]) -> Answer:
        part, curated = pair
        return known.get(curated.question.id or "") or part.ask(curated.question)

    outcomes: list[Outcome] = []
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        for (part, curated), found in zip(asked, pool.map(told, asked), strict=True):
            outcomes.append(Outcome(curated=curated, answer=found, sources=part.sources))
            if outcomes[-1].qid not in known:
                keep(outcomes[-1])
            progress(_STAGE, len(outcomes), len(asked))
    return tuple(outcomes)


def measured(outcomes: Sequence[Outcome], begun: Result, *, opinions: Sequence[Score] = ()) -> Result:
    """Return what was begun with the scores of its outcomes and their intervals, its figures and its curves.

    `opinions` are scores that a judge gave, and stand after those that are measured.
    """
    scores = (*measures.measure(outcomes), *opinions)
    return replace(
        begun,
        made=dt.date.today(),
        scores=tuple(Scored(score=score, interval=interval([value for _, value in score.values])) for score in scores),
        figures=(*curves.figures(outcomes), curves.peak_memory()),
        curves=curves.curves(outcomes),
    )


def begin(folder: Path, result: Result) -> dict[str, Answer]:
    """Make a run's folder, or go on with the one that is there; return the answers that it holds, by question id.

    Raises:
        PanelqaError: the folder holds a run of another configuration, or something else, or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / RUN).exists():
            if any(folder.iterdir()):
                raise PanelqaError(f"{folder} holds something else than a run: name an empty folder with -o")
            _write(folder / RUN, result)
        before = read_result(folder).configuration
        if other := differences(before, result.configuration):
            raise PanelqaError(
                f"{folder} holds a run of another configuration ({'; '.join(other)}): "
                "name another folder with -o, or remove this one"
            )
        return _read_answers(folder / OUTCOMES)
    except OSError as error:
        raise PanelqaError(f"{folder} cannot be used for a run: {error.strerror}") from error


@contextmanager
def keeping(folder: Path) -> Iterator[Callable[[Outcome], None]]:
    """Give what adds an outcome to a run's folder, at once on disk as far as the operating system is concerned."""
    with (folder / OUTCOMES).open("a", encoding="utf-8") as file:

        def keep(outcome: Outcome) -> None:
            line = {"qid": outcome.qid, "answer": outcome.answer.to_json()}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()

        yield keep


def finish(folder: Path, result: Result, *, outcomes: Sequence[Outcome]) -> None:
    """Write what came of a run beside its answers: `run.json` and the TREC files."""
    trec.write(folder, trec.topics(outcomes))
    _write(folder / RUN, result)


def read_result(folder: Path) -> Result:
    """Return what came of a run.

    Raises:
        PanelqaError: the folder holds no run, or one of another version.
    """
    try:
        data = json.loads((folder / RUN).read_text("utf-8"))
    except OSError as error:
        raise PanelqaError(f"{folder} holds no run of `panelqa eval -o`: {error.strerror}") from error
    except ValueError as error:
        raise PanelqaError(f"{folder / RUN} is damaged: {error}") from error
    try:
        return from_plain(Result, data)
    except PanelqaError as error:
        raise PanelqaError(f"{folder / RUN}: {error}") from error


def _read_answers(path: Path) -> dict[str, Answer]:
    """Return the answers of a file; a last line that was cut off when the run was ended is dropped."""
    if not path.exists():
        return {}
    text = path.read_text("utf-8")
    whole = text[: text.rfind("\n") + 1]
    if whole != text:
        path.write_text(whole, "utf-8")
    found = {}
    for number, line in enumerate(whole.splitlines(), 1):
        try:
            row = json.loads(line)
            found[str(row["qid"])] = from_plain(Answer, row["answer"])
        except (ValueError, KeyError, TypeError, PanelqaError) as error:
            raise PanelqaError(f"{path} line {number}: {error}; remove the folder and run again") from error
    return found


def _write(path: Path, result: Result) -> None:
    path.write_text(json.dumps(to_plain(result), ensure_ascii=False, indent=1) + "\n", "utf-8")


def _require_unique(curated: Sequence[Curated]) -> None:
    seen: set[str | None] = set()
    for one in curated:
        if one.question.id in seen:
            raise PanelqaError(f"two questions have the id {one.question.id}: give each its own")
        seen.add(one.question.id)
