"""A warm question over 100,000 passages, everything included, and the memory that it takes.

    python -m eval.bench.warm [--passages 100000] [--questions 120] [--rounds 3] [--profile FILE]

The papers are made (`eval/bench/made_papers.py`), and so are their vectors (`eval/bench/made_vectors.py`): synthetic,
as an hour of embedding changes nothing in what a question costs. Questions are the curated ones over the sample, about
half of them naming a panel, which narrows the search; they are embedded by the real model. Timed is `qa.ask.ask`:
understand, search, evidence, ranking, quotations, citations. The index is kept between runs; building it takes some
minutes.
"""

import json
import shutil
import statistics
from collections.abc import Sequence
from pathlib import Path

from eval.bench import made_papers
from eval.bench.children import module, run
from eval.bench.indexes import keep
from eval.bench.made_papers import Shape
from eval.bench.made_vectors import MadeEmbedder
from eval.bench.results import Need, Result, arguments, figure, finish, machine
from index.embed import open_embedder
from index.store import Store

_PARAGRAPHS, _SENTENCES = 50, 4  # of a paper, of a paragraph
_PASSAGES = 1.8  # of a paragraph, about: it is cut where the speaker changes


def measure(*, home: Path, passages: int, questions: int, rounds: int, profile: Path | None) -> Result:
    """Return the percentiles of the time of a question, and the peak memory of the process that asked."""
    papers = 1 + round(passages / _PARAGRAPHS / _PASSAGES)
    folder = home / f"warm-{papers}-papers"
    held = _build(folder, home / "cache", papers=papers)
    words = [str(folder / "index"), str(home / "cache"), str(questions), str(rounds)]
    found = json.loads(run(module("eval.bench.warm_questions", *words, *([str(profile)] if profile else []))).output)
    rounds_ms = [[1000 * value for value in one] for one in found["total"]]
    answered = sum(status == "answered" for status in found["status"])
    return Result(
        row="warm",
        figures=(
            figure("a question, p50 of each round", _percentile(rounds_ms, 50), unit="ms", need=Need(most=40)),
            figure("a question, p95 of each round", _percentile(rounds_ms, 95), unit="ms"),
            figure("slowest question of each round", [max(one) for one in rounds_ms], unit="ms"),
            figure("of it until the hits are there", [1000 * value for value in found["search"]], unit="ms"),
            figure("peak memory, all questions asked", [found["memory"]], unit="MiB"),
            figure("memory once opened", [found["opened_memory"]], unit="MiB"),
            figure("opening model and index", [found["opened"]], unit="s"),
            figure("passages", [float(held)], unit=""),
            figure("share answered", [answered / len(found["status"])], unit=""),
        ),
        conditions=(
            f"{len(found['status'])} questions, {rounds} rounds, one after the other in one process, after 5 more; "
            "more than 64 questions, so that no question's vector is kept from one round to the next",
            "passage and sentence vectors are SYNTHETIC (means of real ones and noise); questions are really embedded",
            "memory counts the files that the process maps, as far as they were read",
            *(["PROFILED: times are too long"] if profile else []),
            machine(),
        ),
    )


def _percentile(rounds: Sequence[Sequence[float]], percent: int) -> list[float]:
    """Return that percentile of each round."""
    return [statistics.quantiles(one, n=100, method="inclusive")[percent - 1] for one in rounds]


def _build(folder: Path, cache: Path, *, papers: int) -> int:
    """Make the index unless it is there, and return how many passages it holds."""
    store = Store(folder / "index")
    if not (folder / "papers" / "papers.csv").is_file():
        made_papers.write(folder / "papers", Shape(papers=papers, paragraphs=_PARAGRAPHS, sentences=_SENTENCES))
    model = MadeEmbedder(open_embedder(cache=cache))
    keep(folder / "papers", store=store, model=model, register=made_papers.register())
    shutil.rmtree(folder / "index" / "cache", ignore_errors=True)  # of no use any more, and the larger half of it
    return store.manifest().counts.passages


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=120)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", type=Path, metavar="FILE", help="write cProfile's statistics")
    chosen = parser.parse_args()
    result = measure(
        home=chosen.home,
        passages=chosen.passages,
        questions=chosen.questions,
        rounds=chosen.rounds,
        profile=chosen.profile,
    )
    finish([result], output=chosen.output)


if __name__ == "__main__":
    main()
