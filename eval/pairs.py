"""Questions with the sentences that answer them, by which the cross-encoder learns (`eval/train_cross_encoder.py`).

Files of `eval/pairs/`, one JSON object a line: the question, the file that it is near to, and where its answer stands,
by offsets and the first digits of the words' SHA-256; no gold where that file does not answer it. The questions were
written for single sentences of made-up papers, of the five real ones and of MTRAG's government pages. Beside them it
learns from the curated questions of `TAUGHT`; what comes after it (`eval/train.py`) learns from the others. Each is
first learnt in one leg of the training, a pair in the one that the end of its file's name tells (no leg yet is that of
the "-7" files); those over one panel measure what was learnt.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.errors import PanelqaError
from corpus.papers import Paper, Span
from eval.curated import FOLDER as QUESTIONS
from eval.curated import digest

FOLDER = Path(__file__).parent / "pairs"
APART, PAIRS, CURATED = range(3)  # legs of the training; what is kept apart measures it
_KEPT_APART = "selworthy-3"  # the file
# The files of curated questions that it learns from, by how their names begin.
TAUGHT = {
    "papers-tune": CURATED,
    "sample": CURATED,
    **dict.fromkeys(("calderstow", "dunmarsh", "harrowmere", "stanwick"), 4),
    **dict.fromkeys(("hallowdene", "kelderby", "marchbury", "ottermouth", "wrenfield"), 5),
    **dict.fromkeys(("aldermoor", "cragholm", "fernwater", "lindenby", "pendrake", "tollesford"), 6),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A question and the places that answer it, each a file and a stretch of it; none where the papers do not."""

    question: str
    gold: tuple[tuple[str, Span], ...]
    leg: int  # of the training in which it is first learnt, or APART


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
                found.append(_pair(row, texts, place=place, leg=_leg(path.stem)))
    return found


def _leg(name: str) -> int:
    """Return the leg of a file's pairs: of "stanwick.jsonl" the first, of "stanwick-2.jsonl" the third, and so on.

    >>> _leg("stanwick"), _leg("stanwick-2"), _leg("selworthy-3")
    (1, 3, 0)
    """
    part = name.rpartition("-")[2]
    return APART if name == _KEPT_APART else 1 + int(part) if part.isdigit() else PAIRS


def _pair(row: dict[str, object], texts: dict[str, str], *, place: str, leg: int) -> Pair:
    gold = row["gold"] if isinstance(row["gold"], list) else []
    for item in gold:
        if not digest(texts.get(item["file"], "")[item["start"] : item["end"]]).startswith(item["sha256"]):
            raise PanelqaError(f"{place}: {item['file']} is not the paper that the question was written for")
    places = tuple((item["file"], Span(start=item["start"], end=item["end"])) for item in gold)
    return Pair(question=str(row["question"]), gold=places, leg=leg)


@cache
def taught(folder: Path = QUESTIONS) -> Mapping[str, int]:
    """Return the ids of the curated questions that the cross-encoder learns from, each with its leg."""
    found = {}
    for path in sorted(folder.glob("*.jsonl")):
        leg = next((leg for name, leg in TAUGHT.items() if path.name.startswith(name)), None)
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if leg and line.strip()]
        found.update({str(row["qid"]): leg for row in rows if leg and row["split"] == "tune"})
    return found
