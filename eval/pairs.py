"""Questions with the sentences that answer them, by which the cross-encoder learns (`eval/train_cross_encoder.py`).

Files of `eval/pairs/`, one JSON object a line: the question, the file that it is near to, and where its answer stands,
by offsets and the first digits of the words' SHA-256; no gold where that file does not answer it. The questions were
written for single sentences of made-up papers, of the five real ones and of MTRAG's government pages. Beside them it
learns from the curated questions of `TAUGHT`; what comes after it (`eval/train.py`) learns from the others.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.errors import PanelqaError
from corpus.papers import Paper, Span
from eval.curated import FOLDER as CURATED
from eval.curated import digest

FOLDER = Path(__file__).parent / "pairs"
TAUGHT = ("papers-tune", "sample")  # how the names begin of the files of curated questions that it learns from


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A question and the places that answer it, each a file and a stretch of it; none where the papers do not."""

    question: str
    gold: tuple[tuple[str, Span], ...]
    later: bool  # in a file whose name ends in "-2": these were written after the others had been learnt


def pairs_for(papers: Sequence[Paper], *, folder: Path = FOLDER) -> list[Pair]:
    """Return the pairs of every file that is about these papers, in order.

    Raises:
        PanelqaError: a paper is not the one that a question was written for, named by file and line.
    """
    texts = {name: paper.text for paper in papers for name in (paper.file, *paper.files)}
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            row = json.loads(line)
            if row["near"] in texts:
                place = f"{path.name} line {number}"
                found.append(_pair(row, texts, place=place, later=path.stem.endswith("-2")))
    return found


def _pair(row: dict[str, object], texts: dict[str, str], *, place: str, later: bool) -> Pair:
    gold = row["gold"] if isinstance(row["gold"], list) else []
    for item in gold:
        if not digest(texts.get(item["file"], "")[item["start"] : item["end"]]).startswith(item["sha256"]):
            raise PanelqaError(f"{place}: {item['file']} is not the paper that the question was written for")
    places = tuple((item["file"], Span(start=item["start"], end=item["end"])) for item in gold)
    return Pair(question=str(row["question"]), gold=places, later=later)


@cache
def taught_ids(folder: Path = CURATED) -> frozenset[str]:
    """Return the ids of the curated questions that the cross-encoder learns from."""
    files = [path for path in sorted(folder.glob("*.jsonl")) if path.name.startswith(TAUGHT)]
    rows = [json.loads(line) for path in files for line in path.read_text("utf-8").splitlines() if line.strip()]
    return frozenset(str(row["qid"]) for row in rows if row["split"] == "tune")
