"""What a language model is given to write from: numbered passages that the search found, sentence by sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from corpus.panels import Register
from corpus.papers import Access, Paper, Role, Section, Sentence
from corpus.tables import cells
from corpus.wording import search_text
from index.search import Collection
from qa import cite
from qa.answers import Answer, Citation
from qa.extract import Quote
from qa.privacy import private_contacts
from qa.writing.orders import gives_orders

MAX_SOURCES = 10
MAX_CHARACTERS = 9000  # of all passages together: the whole prompt stays below what small models can read
_OUTCOME = re.compile(r"(?:outcome|decision|resolution)s?\W*$", re.IGNORECASE)
_PROPOSED = re.compile(r"\brecommendations?$", re.IGNORECASE)
_PRINTED = re.compile(r"\(?(?:\d[\d.]*|[a-z]{1,4})[.):]*", re.IGNORECASE)  # "2.4", "b)"; not "Decision Record 46"
_LONGEST_LEAD = 200  # characters of the words that introduce a list, from their end
_COVERED = 0.8  # share of a passage from which it says no more than what is quoted already


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence of a source.

    `text` is the paper's own, without a number or letter printed before it; `words` are the same as search text, with
    what their place adds: the words that introduce a list, the columns of a row, "It was recommended that". `speaker`
    is as printed, and so are `columns`, of a row. `outcome` is whether it is part of what the panel resolved.
    """

    start: int
    end: int
    text: str
    words: str
    speaker: str | None
    columns: tuple[str, ...]
    role: Role
    outcome: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A passage with its number, its sentences (headings are none), and whether the verbatim answer quotes it."""

    citation: Citation  # of the passage; its marker is the number
    lines: tuple[Line, ...]
    headings: tuple[str, ...]
    quoted: bool

    @property
    def number(self) -> int:
        """Return the number by which the model names the passage and the reader the citation."""
        return self.citation.marker

    @property
    def outcome(self) -> bool:
        """Tell whether an outcome of the panel stands in it: it is quoted whole, and no model may reword it."""
        return any(line.outcome for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What may be given to a model, and what was held back: files with orders to machines, papers not for its eyes."""

    sources: tuple[Source, ...]
    ordering: tuple[str, ...]
    unseen: int


def given(answer: Answer, *, collection: Collection, register: Register, sees: frozenset[Access]) -> Given:
    """Return what an answer quotes, under the same numbers, then what else the search found, as far as there is room.

    Held back are papers that the model may not see, private people's contact details, and passages that give orders to
    whoever answers questions. Outcomes that the answer does not quote are left out: they are given whole or not at all.
    """
    found = tuple(
        replace(citation, marker=marker)
        for marker, citation in enumerate(_further(answer, collection, register), len(answer.citations) + 1)
    )
    open_to = [citation for citation in (*answer.citations, *found) if citation.access in sees]
    clean = [citation for citation in open_to if not private_contacts(citation.quote)]
    ordering = {citation.file for citation in clean if _gives_orders(citation, collection)}
    kept = [
        _source(citation, collection, quoted=citation.marker <= len(answer.citations))
        for citation in clean
        if not _gives_orders(citation, collection)
    ]
    fresh = [source if source.quoted else _without(source, answer.citations) for source in kept]
    useful = [source for source in fresh if source.lines and (source.quoted or not source.outcome)]
    return Given(
        sources=tuple(_within(useful[:MAX_SOURCES])),
        ordering=tuple(sorted(ordering)),
        unseen=len(answer.citations) + len(found) - len(open_to),
    )


def holds_outcome(citation: Citation, *, collection: Collection) -> bool:
    """Tell whether an outcome of the panel stands in a citation."""
    return any(map(_is_outcome, _sections(citation.paper, citation.start, citation.end, collection)))


def narrowed(source: Source, start: int, end: int, *, collection: Collection, register: Register) -> Citation:
    """Return the citation of a stretch of a source, under the source's number. Raises CorruptError as `cite` does."""
    paper = collection.paper(source.citation.paper)
    (citation,) = cite.citations([_quote(paper, start, end, collection)], collection=collection, register=register)
    return replace(citation, marker=source.number)


def _further(answer: Answer, collection: Collection, register: Register) -> tuple[Citation, ...]:
    """Return the passages that the search gave, but for those that the citations cover."""
    quotes = [
        _quote(collection.paper(hit.paper), hit.start, hit.end, collection)
        for hit in answer.hits
        if not _is_covered(hit.paper, hit.start, hit.end, answer.citations)
    ]
    return cite.citations([quote for quote in quotes if quote.sections], collection=collection, register=register)


def _is_covered(paper: str, start: int, end: int, citations: Sequence[Citation]) -> bool:
    inside = (min(one.end, end) - max(one.start, start) for one in citations if one.paper == paper)
    return sum(length for length in inside if length > 0) >= _COVERED * (end - start)


def _quote(paper: Paper, start: int, end: int, collection: Collection) -> Quote:
    sections = tuple(_sections(paper.paper_id, start, end, collection))
    voices = {sentence.speaker for _, sentence in _sentences(sections, start, end)}
    speaker = next(iter(voices)) if len(voices) == 1 else None
    return Quote(paper=paper, start=start, end=end, sections=sections, speaker=speaker, probability=0.0)


def _sections(paper_id: str, start: int, end: int, collection: Collection) -> Iterator[Section]:
    return (one for one in collection.sections(paper_id) if one.start < end and one.end > start)


def _sentences(sections: Sequence[Section], start: int, end: int) -> Iterator[tuple[Section, Sentence]]:
    for section in sections:
        for sentence in section.sentences:
            if sentence.start < end and sentence.end > start:
                yield section, sentence


def _source(citation: Citation, collection: Collection, *, quoted: bool) -> Source:
    paper = collection.paper(citation.paper)
    sections = tuple(_sections(citation.paper, citation.start, citation.end, collection))
    return Source(
        citation=citation,
        lines=tuple(
            _line(paper, section, sentence)
            for section, sentence in _sentences(sections, citation.start, citation.end)
            if section.role is not Role.HEADING
        ),
        headings=tuple(dict.fromkeys(heading for section in sections for heading in section.headings)),
        quoted=quoted,
    )


def _is_outcome(section: Section) -> bool:
    return section.role is Role.RESOLUTION or bool(section.label and _OUTCOME.match(section.label))


def _line(paper: Paper, section: Section, sentence: Sentence) -> Line:
    text = paper.text[sentence.start : sentence.end]
    if section.number and _PRINTED.fullmatch(section.number):
        text = text.removeprefix(section.number).lstrip(".):\t \u00a0")
    return Line(
        start=sentence.start,
        end=sentence.end,
        text=text,
        words=_framed(paper, section, search_text(_row(text, section))),
        speaker=sentence.speaker or section.speaker,
        columns=section.columns,
        role=Role.UNDERTAKING if sentence.undertaking else section.role,
        outcome=_is_outcome(section),
    )


def _row(text: str, section: Section) -> str:
    """Return a row as what it says of each column, and any other text as it is."""
    row = cells(text)
    if section.columns and len(section.columns) == len(row):
        columns = [column if column.isupper() else column.lower() for column in section.columns]  # titles, not names
        label = f"{columns[0]} {row[0]}"
        rest = zip(columns[1:], row[1:], strict=True)
        return "; ".join((label, *(f"{label} {column} {cell}" for column, cell in rest)))
    return text


def _framed(paper: Paper, section: Section, words: str) -> str:
    """Return a sentence with what its place says of it."""
    above = section.headings[-1] if section.headings else ""
    if section.role is Role.RECOMMENDATION or _PROPOSED.search(above):
        words = f"It was recommended that {words}"
    if section.lead and section.lead.start != section.start and not section.speaker:
        lead = search_text(paper.text[section.lead.start : section.lead.end])[-_LONGEST_LEAD:]
        words = f"{lead} {words}"
    return words


def _gives_orders(citation: Citation, collection: Collection) -> bool:
    """Does a passage, its paper's title, a heading above it or the name of a speaker in it give orders?"""
    sections = tuple(_sections(citation.paper, citation.start, citation.end, collection))
    voices = [sentence.speaker or "" for _, sentence in _sentences(sections, citation.start, citation.end)]
    around = [citation.title, *(heading for section in sections for heading in section.headings), *voices]
    return any(map(gives_orders, dict.fromkeys((citation.quote, *around))))


def _without(source: Source, citations: Sequence[Citation]) -> Source:
    """Return a source without the sentences that citations give already."""
    paper = source.citation.paper
    return replace(
        source, lines=tuple(line for line in source.lines if not _is_covered(paper, line.start, line.end, citations))
    )


def _within(found: Sequence[Source]) -> Iterator[Source]:
    """Yield the sources, the last ones cut or left out, so that their sentences fit into MAX_CHARACTERS."""
    room = MAX_CHARACTERS
    for source in found:
        ends = accumulate(len(line.text) + len(line.speaker or "") for line in source.lines)
        lines = tuple(line for line, end in zip(source.lines, ends, strict=True) if end <= room)
        room -= sum(len(line.text) + len(line.speaker or "") for line in lines)
        if lines:
            yield replace(source, lines=lines)
