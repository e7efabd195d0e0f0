"""A public data set in two files: `corpus.jsonl` with its papers, `queries.jsonl` with questions and where gold stands.

One JSON object a line; fields that are not named here are left alone. Everything is checked when it is read, and what
is wrong is named with its file and line. QMSum's committee meetings (Zhong and others 2021, with the sentences of
ExplainMeetSum, Kim and others 2023) and MTRAG's government pages (Katsis and others 2025) can be written so.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from corpus.errors import PanelqaError
from corpus.papers import Span
from qa.answers import Turn
from qa.saved import from_plain

PAPERS, QUESTIONS = "corpus.jsonl", "queries.jsonl"
_ASKER = "user"  # who asks in a history; anybody else answers
T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of a paper."""

    paper: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What one person says in one go, with the name as printed before it."""

    speaker: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPaper:
    """One paper of a data set."""

    paper_id: str
    title: str
    text: str
    speeches: tuple[Speech, ...]  # in order; empty where the set does not say who speaks


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicQuestion:
    """One question of a data set."""

    qid: str
    text: str
    history: tuple[Turn, ...]  # oldest first
    rewrite: str | None  # the same question, made to stand alone by a person
    gold: tuple[Place, ...]
    sentences: tuple[Place, ...]  # gold sentences, each once
    answerable: bool
    label: str  # what the set says of it, such as MTRAG's "PARTIAL"; empty where it says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSet:
    """A data set as read: at least one paper and one question."""

    name: str
    papers: tuple[PublicPaper, ...]
    questions: tuple[PublicQuestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """What a line of `corpus.jsonl` says beside the text."""

    turns: tuple[tuple[str, int, int], ...] = ()  # speaker, start, end


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """A line of `corpus.jsonl`."""

    doc_id: str
    title: str
    text: str
    meta: Meta = Meta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where gold stands; `text` are its first words, or all of them."""

    doc_id: str
    char_start: int
    char_end: int
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """The sentences that one sentence of a written answer rests on."""

    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One turn of a conversation."""

    speaker: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """A line of `queries.jsonl`."""

    qid: str
    query: str
    evidence: tuple[Evidence, ...]
    answerable: bool
    sentence_evidence: tuple[Grounds, ...] = ()
    history: tuple[Said, ...] = ()
    rewrite: str | None = None
    label: str = ""


def read_dataset(folder: Path) -> DataSet:
    """Return the data set of a folder.

    Raises:
        PanelqaError: a file is missing or empty, or a line cannot be used; names file and line.
    """
    papers = {paper.paper_id: paper for paper in _records(folder / PAPERS, PaperLine, _paper)}
    texts = {name: paper.text for name, paper in papers.items()}
    questions = _records(folder / QUESTIONS, QuestionLine, lambda line: _question(line, texts))
    return DataSet(name=folder.resolve().name, papers=tuple(papers.values()), questions=tuple(questions))


def whole_papers(dataset: DataSet) -> bool:
    """Tell whether all gold is whole papers, as where the papers are pages that were cut beforehand."""
    whole = {paper.paper_id: Span(start=0, end=len(paper.text)) for paper in dataset.papers}
    return all(place.span == whole[place.paper] for question in dataset.questions for place in question.gold)


def _records(path: Path, kind: type[R], make: Callable[[R], T]) -> list[T]:
    """Return what is made of each line of a file; empty lines are passed over."""
    found: dict[str, T] = {}
    for where, values in _lines(path):
        try:
            row = from_plain(kind, values)
            name = str(values["doc_id" if kind is PaperLine else "qid"])
            if name in found:
                raise PanelqaError(f"{name!r} is there twice")
            found[name] = make(row)
        except PanelqaError as error:
            raise PanelqaError(f"{where}: {_reason(error)}") from error
    if not found:
        raise PanelqaError(f"{path} is empty")
    return list(found.values())


def _reason(error: PanelqaError) -> str:
    """Return what is wrong with a line, without the words that are for files of ours."""
    cause = error.__cause__
    return str(cause.args[0] if isinstance(cause, KeyError) else cause or error)


def _lines(path: Path) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield each line as an object, with where it stands."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # a text may hold other separators of lines
    except FileNotFoundError as error:
        raise PanelqaError(
            f"{path.parent} holds no {path.name}: --dataset takes a folder with {PAPERS} and {QUESTIONS}"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise PanelqaError(f"{path} cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        where = f"{path.name} line {number}"
        if not line.strip():
            continue
        try:
            values = json.loads(line)
        except ValueError as error:
            raise PanelqaError(f"{where}: {error}") from error
        if not isinstance(values, dict):
            raise PanelqaError(f"{where}: not an object with fields")
        yield where, values


def _paper(line: PaperLine) -> PublicPaper:
    speeches = tuple(
        Speech(speaker=who, span=_span(start, end, line.text, what="a turn")) for who, start, end in line.meta.turns
    )
    if any(one.span.end > other.span.start for one, other in pairwise(speeches)):
        raise PanelqaError("the turns are not in order, or overlap")
    if not line.text.strip():
        raise PanelqaError("the text is empty")
    return PublicPaper(paper_id=line.doc_id, title=line.title, text=line.text, speeches=speeches)


def _question(line: QuestionLine, texts: Mapping[str, str]) -> PublicQuestion:
    if line.answerable and not line.evidence:
        raise PanelqaError("an answerable question without evidence")
    sentences = _places((one for grounds in line.sentence_evidence for one in grounds.evidence), texts)
    return PublicQuestion(
        qid=line.qid,
        text=line.query,
        history=tuple(_turns(line.history)),
        rewrite=line.rewrite,
        gold=_places(line.evidence, texts),
        sentences=sentences,
        answerable=line.answerable,
        label=line.label,
    )


def _places(evidence: Iterable[Evidence], texts: Mapping[str, str]) -> tuple[Place, ...]:
    """Return where evidence stands, each place once."""
    found = []
    for one in evidence:
        if one.doc_id not in texts:
            raise PanelqaError(f"evidence is in {one.doc_id!r}, which is not in {PAPERS}")
        text = texts[one.doc_id]
        span = _span(one.char_start, one.char_end, text, what="evidence")
        if not text[span.start : span.end].startswith(one.text):
            raise PanelqaError(f"{one.doc_id!r} does not hold {one.text[:60]!r} at {one.char_start}")
        found.append(Place(paper=one.doc_id, span=span))
    return tuple(dict.fromkeys(found))


def _span(start: int, end: int, text: str, *, what: str) -> Span:
    if not 0 <= start < end <= len(text):
        raise PanelqaError(f"{what} from {start} to {end} is outside a text of {len(text)} characters")
    return Span(start=start, end=end)


def _turns(history: Iterable[Said]) -> Iterator[Turn]:
    """Yield the questions of a conversation, each with what was answered before the next."""
    question, answers = None, []
    for said in history:
        if said.speaker != _ASKER:
            answers.append(said.text)
            continue
        if question is not None:
            yield Turn(question=question, answer="\n".join(answers))
        question, answers = said.text, []
    if question is not None:
        yield Turn(question=question, answer="\n".join(answers))
