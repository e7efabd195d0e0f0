"""Officers' work over 10,000 passages: a briefing, and the tracker's list of everything, from an opened index.

    python -m eval.bench.officers_work [--passages 10000] [--rounds 3]

The papers are made (`eval/bench/made_papers.py`), with the sample collection among them so that there is something to
brief on and to follow. Their sentences are the sample's, each many times over, so that far more passages fit each
request than in papers of panels: it is the worst case. Vectors are made up too (`eval/bench/made_vectors.py`), those of
topics are real. Nothing is kept from one round to the next but the papers.
"""

import datetime as dt
import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from corpus.panels import Register, default_register
from corpus.sample import folder as sample
from eval.bench import made_papers
from eval.bench.children import peak_memory
from eval.bench.indexes import keep
from eval.bench.made_papers import Shape
from eval.bench.made_vectors import MadeEmbedder
from eval.bench.results import Need, Result, arguments, figure, finish, machine
from index.embed import open_embedder
from index.search import Collection
from index.store import Store
from qa.actions import track
from qa.briefing import brief
from qa.briefings.parts import Order

_PARAGRAPHS, _SENTENCES = 50, 4  # of a paper, of a paragraph
_PASSAGES = 1.8  # of a paragraph, about
_TOPICS = ("road safety", "101 call handling", "rural crime")
_PREPARED = dt.date(2026, 1, 5)
_BRIEFING_SECONDS, _TRACKER_SECONDS = 10, 30


def measure(*, home: Path, passages: int, rounds: int) -> Result:
    """Return how long a briefing on each of three topics and the list of all requests take, by the clock and in CPU."""
    papers = 1 + round(passages / _PARAGRAPHS / _PASSAGES)
    folder = home / f"officers-work-{papers}-papers"
    model = MadeEmbedder(open_embedder(cache=home / "cache"))
    register = Register((*default_register().panels, *made_papers.register().panels))
    store = Store(folder / "index")
    if not (folder / "papers" / "papers.csv").is_file():
        made_papers.write(folder / "papers", Shape(papers=papers, paragraphs=_PARAGRAPHS, sentences=_SENTENCES))
        shutil.copytree(sample(), folder / "papers" / "sample")
    keep(folder / "papers", store=store, model=model, register=register)
    with store.open(model) as collection:
        briefed = [_timed(partial(_brief, topic, collection, register)) for _ in range(rounds) for topic in _TOPICS]
        counts: list[int] = []
        listed = [
            _timed(lambda: counts.append(len(track(collection, register=register).actions))) for _ in range(rounds)
        ]
    return Result(
        row="officers_work",
        figures=(
            figure("a briefing", [wall for wall, _ in briefed], unit="s", need=Need(most=_BRIEFING_SECONDS)),
            figure("a briefing, time of the processor", [cpu for _, cpu in briefed], unit="s"),
            figure(
                "the list of all requests", [wall for wall, _ in listed], unit="s", need=Need(most=_TRACKER_SECONDS)
            ),
            figure("the list, time of the processor", [cpu for _, cpu in listed], unit="s"),
            figure("requests, promises and resolutions listed", [float(counts[-1])], unit=""),
            figure("passages", [float(store.manifest().counts.passages)], unit=""),
            figure("peak memory", [peak_memory()], unit="MiB"),
        ),
        conditions=(
            f"briefings on {', '.join(_TOPICS)}, {rounds} rounds, one after the other in one process",
            "made papers repeat the sample's sentences: more passages fit each request than in papers of panels",
            machine(),
        ),
    )


def _brief(topic: str, collection: Collection, register: Register) -> None:
    made = brief(
        Order(topic=topic),
        collection=collection,
        register=register,
        before=lambda scope, wanted: track(collection, register=register, scope=scope, wanted=wanted),
        prepared=_PREPARED,
    )
    for _ in made:
        pass


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    """Return the seconds that a call takes, by the clock and of this thread's processor time."""
    wall, cpu = time.perf_counter(), time.thread_time()
    work()
    return time.perf_counter() - wall, time.thread_time() - cpu


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__)
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    finish([measure(home=chosen.home, passages=chosen.passages, rounds=chosen.rounds)], output=chosen.output)


if __name__ == "__main__":
    main()
