"""The curated questions: what is asked, where the papers answer it, what must and must not be said."""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import PanelqaError
from corpus.papers import Paper, Sentence, Span
from qa.answers import Question, Turn

Row = dict[str, object]  # of a file of questions, as JSON
FOLDER = Path(__file__).parent / "questions"
SPLITS = ("tune", "report")
KINDS = (
    "lookup", "paraphrase", "decision", "list", "who", "figure", "timeline", "followup", "actions", "definition",
    "unanswerable", "wrong_panel", "wrong_date", "off_topic", "false_premise", "ambiguous", "conversation", "personal",
)  # fmt: skip
WITHOUT_ANSWER = frozenset({"unanswerable", "wrong_panel", "wrong_date", "off_topic", "false_premise", "personal"})
_HALF = 0.5  # of a sentence that gold must cover
CORRECTED = "false_premise"  # the one kind that may have gold without an answer: what the papers say instead
_FIELDS = {
    "qid": (str, "text"), "split": (str, "text"), "kind": (str, "text"), "question": (str, "text"),
    "history": (list, "a list"), "answerable": (bool, "true or false"), "gold": (list, "a list"),
    "speaker": (str | None, "text or null"), "facts": (list, "a list"), "must_not": (list, "a list"),
}  # fmt: skip


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


def for_papers(
    papers: Sequence[Paper], *, split: str, folder: Path = FOLDER, files: Sequence[Path] = ()
) -> list[Curated]:
    """Return the questions of one split that are asked over these papers: of each file all of whose gold they hold.

    Files may be named in place of a folder. Every row of every file is checked, and the gold of every row that these
    papers hold is looked up.

    Raises:
        PanelqaError: a row cannot be used, or an id is there twice, named by file and line; or a file cannot be read.
    """
    held = _by_name(papers)
    rows: dict[Path, list[tuple[int, Row]]] = {}
    seen: dict[str, str] = {}
    for path in files or sorted(folder.glob("*.jsonl")):
        rows[path] = [(number, _row(path, number, line)) for number, line in _lines(path)]
        for number, row in rows[path]:
            place = f"{path.name} line {number}"
            first = seen.setdefault(str(row["qid"]), place)
            if first != place:
                raise PanelqaError(f"{place}: '{row['qid']}' is the id of {first} already")
    found = []
    for path, listed in rows.items():
        if {str(item["file"]) for _, row in listed for item in _list(row, "gold")} <= held.keys():
            found += [_placed(row, held, place=f"{path.name} line {number}") for number, row in listed]
    return [curated for curated in found if curated.split == split]


def parsed(line: str, papers: Sequence[Paper]) -> Curated:
    """Return one line of a file as a question over papers that hold its gold, checked as `for_papers` does.

    Raises:
        PanelqaError: it cannot be used.
    """
    return _placed(_checked(line), _by_name(papers), place="the question")


def ids(folder: Path = FOLDER) -> frozenset[str]:
    """Return the ids that are taken, in all files of a folder. Raises PanelqaError as `for_papers` does."""
    paths = sorted(folder.glob("*.jsonl"))
    return frozenset(str(_row(path, number, line)["qid"]) for path in paths for number, line in _lines(path))


def places(words: str, text: str) -> list[Span]:
    r"""Return where words stand in a text, however their spaces and line breaks are set.

    >>> places("had  fallen", "Thefts had\nfallen.")
    [Span(start=7, end=17)]
    """
    pattern = r"\s*".join(map(re.escape, words.split()))
    return [Span(start=match.start(), end=match.end()) for match in re.finditer(pattern, text)] if pattern else []


def _by_name(papers: Sequence[Paper]) -> dict[str, Paper]:
    return {name: paper for paper in papers for name in (paper.file, *paper.files)}


def _lines(path: Path) -> list[tuple[int, str]]:
    try:
        lines = path.read_text("utf-8").split("\n")  # not splitlines: a text may hold other line breaks
    except (OSError, UnicodeDecodeError) as error:
        raise PanelqaError(
            f"{path} cannot be read ({error}): name a file of questions, one JSON object a line"
        ) from error
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _row(path: Path, number: int, line: str) -> Row:
    try:
        return _checked(line)
    except PanelqaError as error:
        raise PanelqaError(f"{path.name} line {number}: {error}") from error


def _checked(line: str) -> Row:
    """Return a line as a row whose fields can be relied on; where the gold stands is not looked at."""
    try:
        row = json.loads(line)
    except ValueError as error:
        raise PanelqaError(f"not JSON: {error}") from error
    if not isinstance(row, dict):
        raise PanelqaError("not a JSON object")
    for wrong in _faults(row):
        raise PanelqaError(wrong)
    return row


def _faults(row: Row) -> Iterator[str]:
    """Yield what is wrong with a row, each thing only when those before it are right."""
    yield from _faults_of_fields(row)
    yield from _faults_of_values(row)
    yield from _faults_of_gold(row)


def _faults_of_fields(row: Row) -> Iterator[str]:
    if missing := _FIELDS.keys() - row.keys():
        yield f"no {', '.join(sorted(missing))}"
    if unknown := row.keys() - _FIELDS.keys():
        yield f"unknown field {', '.join(sorted(unknown))}"
    for name, (kind, called) in _FIELDS.items():
        if not isinstance(row[name], kind):
            yield f"'{name}' must be {called}"


def _faults_of_values(row: Row) -> Iterator[str]:
    for name in ("qid", "question"):
        if not str(row[name]).strip():
            yield f"'{name}' is empty"
    for name, known in (("split", SPLITS), ("kind", KINDS)):
        if row[name] not in known:
            yield f"unknown {name} '{row[name]}': one of {', '.join(known)}"
    for name in ("facts", "must_not"):
        if not all(isinstance(text, str) and text.strip() for text in _list(row, name)):
            yield f"'{name}' must be a list of texts, none of them empty"
    if not all(isinstance(turn, dict) and "question" in turn for turn in _list(row, "history")):
        yield "each turn of 'history' needs a 'question'"


def _faults_of_gold(row: Row) -> Iterator[str]:
    gold = _list(row, "gold")
    if row["answerable"] and row["kind"] in WITHOUT_ANSWER:
        yield f"a question of the kind '{row['kind']}' has no answer"
    if row["answerable"] and not gold:
        yield "an answerable question needs gold"
    if gold and not row["answerable"] and row["kind"] != CORRECTED:
        yield "a question without an answer has no gold"
    if not all(isinstance(item, dict) and "file" in item for item in gold):
        yield "each gold needs a 'file'"
    own = [at for at, item in enumerate(gold) if "alternative_to" not in item]
    for at, item in enumerate(gold):
        if item.get("alternative_to", own[0] if own else None) not in own:
            yield f"gold {at} is an alternative to {item['alternative_to']}, which is no gold of its own"


def _placed(row: Row, held: dict[str, Paper], *, place: str) -> Curated:
    try:
        return _curated(row, held)
    except KeyError as error:
        raise PanelqaError(f"{place}: gold needs 'quote', or 'start', 'end' and 'sha256'; no {error}") from error
    except (ValueError, PanelqaError) as error:
        raise PanelqaError(f"{place}: {error}") from error


def _curated(row: Row, held: dict[str, Paper]) -> Curated:
    groups: dict[int, list[tuple[str, Span]]] = {}
    for at, item in enumerate(_list(row, "gold")):
        paper, span = _span(item, held)
        groups.setdefault(int(str(item.get("alternative_to", at))), []).append((paper.file, span))
    history = tuple(
        Turn(question=str(turn["question"]), answer=str(turn.get("answer", ""))) for turn in _list(row, "history")
    )
    return Curated(
        question=Question(text=str(row["question"]), history=history, id=str(row["qid"])),
        kind=str(row["kind"]),
        split=str(row["split"]),
        answerable=bool(row["answerable"]),
        gold=tuple(Gold(spans=tuple(spans)) for spans in groups.values()),
        files=frozenset(file for spans in groups.values() for file, _ in spans),
        speaker=row["speaker"] if isinstance(row["speaker"], str) else None,
        facts=tuple(map(str, _list(row, "facts"))),
        must_not=tuple(map(str, _list(row, "must_not"))),
    )


def _list(row: Row, name: str) -> list[dict[str, object]]:
    value = row[name]
    return value if isinstance(value, list) else []


def _span(item: Row, held: dict[str, Paper]) -> tuple[Paper, Span]:
    """Return where gold stands: offsets with a hash for papers whose words are not ours, else found by its words."""
    file = str(item["file"])
    if file not in held:
        raise PanelqaError(f"{file} is not among the papers")
    paper = held[file]
    if "quote" in item:
        found = places(str(item["quote"]), paper.text)
        if not found:
            raise PanelqaError(f"{file} does not hold {item['quote']!r}")
        return paper, found[0]
    span = Span(start=int(str(item["start"])), end=int(str(item["end"])))
    if not str(item["sha256"]) or not digest(paper.text[span.start : span.end]).startswith(str(item["sha256"])):
        raise PanelqaError(
            f"{file} differs at {span.start} to {span.end} from the text that the question was written for"
        )
    return paper, span


def is_gold(sentence: Sentence, files: Collection[str], places: Iterable[tuple[str, Span]]) -> bool:
    """Does more than half of a sentence of a paper, known under these names, lie in one of the places?"""
    return any(file in files and span.shares(sentence.start, sentence.end) > _HALF for file, span in places)


def digest(words: str) -> str:
    """Return the SHA-256 of words, by which gold is recognised whose words are not ours to copy."""
    return hashlib.sha256(words.encode()).hexdigest()
