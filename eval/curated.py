"""The curated questions: what is asked, where the papers answer it, what must and must not be said."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import PanelqaError
from corpus.papers import Paper, Span
from qa.answers import Question, Turn

FOLDER = Path(__file__).parent / "questions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One stretch of a paper that a complete answer cites; any of `spans` will do (the same fact printed twice)."""

    spans: tuple[tuple[str, Span], ...]  # (file, span)


@dataclass(frozen=True, slots=True, kw_only=True)
class Curated:
    """One curated question, its gold found in the loaded papers."""

    question: Question
    kind: str
    split: str  # "tune" or "report"; nothing is tuned on "report"
    answerable: bool
    gold: tuple[Gold, ...]
    files: frozenset[str]  # that hold gold
    speaker: str | None
    facts: tuple[str, ...]
    must_not: tuple[str, ...]


def for_papers(papers: Sequence[Paper], *, split: str, folder: Path = FOLDER) -> list[Curated]:
    """Return the questions of one split that are asked over these papers: of each file all of whose gold they hold.

    Raises:
        PanelqaError: a row cannot be used; names file and line.
    """
    texts = {file: paper.text for paper in papers for file in paper.files}
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        rows = [
            (number, _row(path, number, line)) for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        ]
        if not {str(item["file"]) for _, row in rows for item in _list(row, "gold")} <= texts.keys():
            continue  # asked over other papers
        for number, row in rows:
            if row["split"] == split:
                try:
                    found.append(_curated(row, texts))
                except (KeyError, ValueError, PanelqaError) as error:
                    raise PanelqaError(f"{path.name} line {number}: {error}") from error
    return found


def _row(path: Path, number: int, line: str) -> dict[str, object]:
    try:
        row: dict[str, object] = json.loads(line)
        missing = {"qid", "split", "question", "gold"} - row.keys()
        if missing:
            raise ValueError(f"no {', '.join(sorted(missing))}")
    except (ValueError, AttributeError) as error:
        raise PanelqaError(f"{path.name} line {number}: {error}") from error
    return row


def _curated(row: dict[str, object], texts: dict[str, str]) -> Curated:
    gold = list(_list(row, "gold"))
    groups: dict[int, list[tuple[str, Span]]] = {}
    for at, item in enumerate(gold):
        groups.setdefault(int(str(item.get("alternative_to", at))), []).append((str(item["file"]), _span(item, texts)))
    history = tuple(
        Turn(question=str(turn["question"]), answer=str(turn.get("answer", ""))) for turn in _list(row, "history")
    )
    return Curated(
        question=Question(text=str(row["question"]), history=history, id=str(row["qid"])),
        kind=str(row["kind"]),
        split=str(row["split"]),
        answerable=bool(row["answerable"]),
        gold=tuple(Gold(spans=tuple(spans)) for spans in groups.values()),
        files=frozenset(str(item["file"]) for item in gold),
        speaker=row["speaker"] if isinstance(row["speaker"], str) else None,
        facts=_strings(row, "facts"),
        must_not=_strings(row, "must_not"),
    )


def _strings(row: dict[str, object], name: str) -> tuple[str, ...]:
    value = row[name]
    if not isinstance(value, list):
        raise PanelqaError(f"'{name}' must be a list")
    return tuple(map(str, value))


def _list(row: dict[str, object], name: str) -> list[dict[str, object]]:
    value = row[name]
    if not isinstance(value, list):
        raise PanelqaError(f"'{name}' must be a list")
    return value


def _span(item: dict[str, object], texts: dict[str, str]) -> Span:
    """Return where gold stands: offsets with a hash for papers whose words are not ours, else found by its words."""
    file = str(item["file"])
    if file not in texts:
        raise PanelqaError(f"{file} is not among the papers")
    text = texts[file]
    if "quote" in item:
        words = r"\s*".join(map(re.escape, str(item["quote"]).split()))
        match = re.search(words, text)
        if match is None:
            raise PanelqaError(f"{file} does not hold {item['quote']!r}")
        return Span(start=match.start(), end=match.end())
    span = Span(start=int(str(item["start"])), end=int(str(item["end"])))
    digest = hashlib.sha256(text[span.start : span.end].encode()).hexdigest()
    if not digest.startswith(str(item["sha256"])):
        raise PanelqaError(
            f"{file} differs at {span.start} to {span.end} from the text that the question was written for"
        )
    return span
