"""The default embedder against sentence-transformers' default, with the same weights.

    python -m eval.bench.embedding [--rounds 5] [--passages 32] [--queries 20]

Passages have close to 200 wordpieces, questions are those of the sample collection. Each side takes all threads that it
takes by default, one side waits while the other works.
"""

import json
import random
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from eval.bench import made_papers
from eval.bench.llama_baseline import packaged_model
from eval.bench.results import Need, Result, arguments, figure, finish, in_turn, machine, seconds
from eval.curated import FOLDER
from index.embed import Embedder, open_embedder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_WORDPIECES = 200
_REST = 0.02  # seconds between turns, for the other side's threads to fall asleep


def questions() -> list[str]:
    """Return the curated questions over the sample collection."""
    lines = (FOLDER / "sample.jsonl").read_text("utf-8").splitlines()
    return [str(json.loads(line)["question"]) for line in lines]


def passages(count: int, *, model: Embedder) -> list[str]:
    """Return texts of at most 200 wordpieces, as close to it as whole sentences come."""
    chance = random.Random(0)
    return [_passage(chance, model=model) for _ in range(count)]


def _passage(chance: random.Random, *, model: Embedder) -> str:
    text = made_papers.paragraph(1, chance=chance)
    while model.count(longer := f"{text} {made_papers.paragraph(1, chance=chance)}") <= _WORDPIECES:
        text = longer
    return text


def measure(*, home: Path, rounds: int, count: int, asked: int) -> Result:
    """Return both ratios (theirs / ours, so that higher is better) and the cosine of the two sides' vectors."""
    from sentence_transformers import SentenceTransformer

    ours, theirs = open_embedder(cache=home / "cache"), SentenceTransformer(str(packaged_model()))
    queries, texts = questions()[:asked], passages(count, model=ours)
    cosines = _cosines([*queries, *texts], ours=ours, theirs=theirs)  # not timed, and warms both up
    encode = partial(theirs.encode, show_progress_bar=False)
    query = in_turn(lambda: _queries(queries, ours.embed_query), lambda: _queries(queries, encode), rounds=rounds)
    bulk = in_turn(lambda: _rested(partial(ours.embed, texts)), lambda: _rested(partial(encode, texts)), rounds=rounds)
    sizes = [ours.count(text) for text in texts]
    return Result(
        row="embedding",
        figures=(
            figure("one query, theirs / ours", [b / a for a, b in query], unit="x", need=Need(least=2.5)),
            figure("200-token passages, theirs / ours", [b / a for a, b in bulk], unit="x", need=Need(least=1.2)),
            figure("cosine of the same text", cosines, unit="", need=Need(least=0.9999)),
            figure("lowest cosine", [min(cosines)], unit="", need=Need(least=0.9999)),
            figure("one query, ours", [1000 * a for a, _ in query], unit="ms"),
            figure("one query, theirs", [1000 * b for _, b in query], unit="ms"),
            figure("passages a second, ours", [count / a for a, _ in bulk], unit="1/s"),
            figure("passages a second, theirs", [count / b for _, b in bulk], unit="1/s"),
        ),
        conditions=(
            f"{len(queries)} queries of mean {statistics.mean(map(ours.count, queries)):.0f} wordpieces, the median of "
            f"them a round; {count} passages of mean {statistics.mean(sizes):.0f}, {min(sizes)} to {max(sizes)}",
            f"{rounds} rounds in turn, fp32 on both sides; theirs: SentenceTransformer.encode, batches of 32",
            machine(),
        ),
    )


def _queries(queries: Sequence[str], embed: Callable[[str], object]) -> float:
    """Return the median seconds of a query."""
    return statistics.median(_rested(partial(embed, query)) for query in queries)


def _rested(work: Callable[[], object]) -> float:
    """Return how long a call takes, after a rest."""
    time.sleep(_REST)
    return seconds(work)


def _cosines(texts: Sequence[str], *, ours: Embedder, theirs: "SentenceTransformer") -> list[float]:
    """Return the cosine of the two sides' vectors of each text."""
    import numpy as np

    left, right = ours.embed(texts), np.asarray(theirs.encode(list(texts), show_progress_bar=False))
    lengths = np.linalg.norm(left, axis=1) * np.linalg.norm(right, axis=1)
    return [float(value) for value in np.einsum("ij,ij->i", left, right) / lengths]


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--passages", type=int, default=32)
    parser.add_argument("--queries", type=int, default=20)
    chosen = parser.parse_args()
    found = measure(home=chosen.home, rounds=chosen.rounds, count=chosen.passages, asked=chosen.queries)
    finish([found], output=chosen.output)


if __name__ == "__main__":
    main()
