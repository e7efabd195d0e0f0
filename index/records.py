"""Papers, sections and passages as rows of one SQLite file, readable without this program."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, fields
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TypeVar

from corpus.errors import CorruptError
from corpus.folder import Source
from corpus.papers import (
    Access,
    Fact,
    Metadata,
    Origin,
    Paper,
    PaperKind,
    PaperStatus,
    Passage,
    Role,
    Section,
    Sentence,
    Span,
)
from index.search import Detail, Skipped
from index.terms import terms

T = TypeVar("T")
R = TypeVar("R", bound=dict[str, object])

_SCHEMA = """
CREATE TABLE papers (paper_id TEXT PRIMARY KEY, ordinal INTEGER UNIQUE, panel TEXT, date TEXT, kind TEXT, access TEXT,
    key TEXT, roots TEXT, record TEXT, text TEXT, sections TEXT);
CREATE TABLE passages (id INTEGER PRIMARY KEY, passage_id TEXT UNIQUE, paper INTEGER, ordinal INTEGER, record TEXT,
    text TEXT, detail TEXT);
CREATE INDEX passages_by_paper ON passages (paper, ordinal);
CREATE TABLE skipped (file TEXT, reason TEXT, access TEXT, path TEXT, key TEXT);
"""
_DETAIL = 2  # changes with what `to_detail` reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One paper as it goes into the index."""

    paper: Paper
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    key: str  # hash of everything that the parsing depended on; equal keys, equal entries
    roots: tuple[str, ...]  # every path that the paper was read from


def shape() -> str:
    """Return a short hash of what a record consists of: with other fields, old records cannot be read back."""
    kinds = (Paper, Metadata, Section, Sentence, Passage)
    names = [[kind.__name__, *(field.name for field in fields(kind))] for kind in kinds]
    return hashlib.sha256(json.dumps([_SCHEMA, _DETAIL, names]).encode()).hexdigest()[:16]


def write_records(
    path: Path, entries: Sequence[Entry], *, passages: Sequence[Passage], skipped: Sequence[Skipped]
) -> None:
    """Write everything in one transaction. A passage's id is its place in `passages`, a paper's its place in `entries`.

    Raises:
        sqlite3.Error: the disk refused.
    """
    numbers = {entry.paper.paper_id: number for number, entry in enumerate(entries)}
    with closing(sqlite3.connect(path)) as base, base:
        # The file is new and is thrown away if anything fails, so that SQLite's own journal would only cost time.
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("PRAGMA synchronous = OFF")
        base.executescript(_SCHEMA)
        base.execute("BEGIN")
        rows = (_paper_row(entry, number) for number, entry in enumerate(entries))
        base.executemany("INSERT INTO papers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        found = (
            _passage_row(passage, id, number, entry=entries[number])
            for id, passage in enumerate(passages)
            for number in [numbers[passage.paper_id]]
        )
        base.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?)", found)
        unread = sorted((skip.file, skip.reason, skip.access.value, skip.path, skip.key) for skip in skipped)
        base.executemany("INSERT INTO skipped VALUES (?, ?, ?, ?, ?)", unread)


def open_records(path: Path) -> sqlite3.Connection:
    """Return a read-only connection that threads may share one at a time; the file must have been checked.

    Raises:
        CorruptError: it is not a SQLite file of ours.
    """
    try:
        base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        base.execute("SELECT 1 FROM papers, passages, skipped LIMIT 1")
    except sqlite3.Error as error:
        raise CorruptError(f"{path} cannot be read ({error}): run `panelqa index --rebuild`") from error
    return base


def read_entries(base: sqlite3.Connection) -> Iterator[Entry]:
    """Yield all entries, by paper id."""
    rows = base.execute("SELECT ordinal, record, text, sections, key, roots FROM papers ORDER BY paper_id").fetchall()
    for number, record, text, sections, key, roots in rows:
        yield Entry(
            paper=to_paper(record, text),
            sections=to_sections(sections),
            passages=tuple(paper_passages(base, number)),
            key=key,
            roots=tuple(json.loads(roots)),
        )


def read_keys(base: sqlite3.Connection) -> dict[str, str]:
    """Return the key of every path that was read, papers and files that could not be read alike."""
    rows = base.execute("SELECT key, roots FROM papers ORDER BY paper_id")
    keys = {root: key for key, roots in rows for root in json.loads(roots)}
    return keys | dict(base.execute("SELECT path, key FROM skipped WHERE path <> '' ORDER BY path"))


def read_sources(base: sqlite3.Connection) -> list[Source]:
    """Return every file that was read or could not be, by path, with the name that people see."""
    rows = base.execute("SELECT roots, record FROM papers")
    named = [zip(json.loads(roots), json.loads(record)["files"], strict=True) for roots, record in rows]
    pairs = [*chain.from_iterable(named), *base.execute("SELECT path, file FROM skipped WHERE path <> ''")]
    return [Source(path=Path(path), file=file) for path, file in sorted(pairs)]


def read_papers(base: sqlite3.Connection) -> list[Paper]:
    """Return all papers, by paper id."""
    rows = base.execute("SELECT record, text FROM papers ORDER BY paper_id")
    return [to_paper(record, text) for record, text in rows]


def paper_passages(base: sqlite3.Connection, number: int) -> list[Passage]:
    """Return the passages of the paper of that ordinal, in reading order."""
    rows = base.execute("SELECT record, text FROM passages WHERE paper = ? ORDER BY ordinal", (number,))
    return [to_passage(record, text) for record, text in rows]


def read_skipped(base: sqlite3.Connection) -> list[Skipped]:
    """Return the files that could not be read, by file name."""
    rows = base.execute("SELECT file, reason, access, path, key FROM skipped ORDER BY rowid")
    return [
        Skipped(file=file, reason=reason, access=Access(access), path=path, key=key)
        for file, reason, access, path, key in rows
    ]


def _paper_row(entry: Entry, number: int) -> tuple[object, ...]:
    paper, known = entry.paper, entry.paper.metadata
    return (
        paper.paper_id,
        number,
        known.panel.value,
        known.date.value and known.date.value.isoformat(),
        (known.kind.value or PaperKind.UNKNOWN).value,
        (known.access.value or Access.UNKNOWN).value,
        entry.key,
        _json(entry.roots),
        _json(_record(paper) | {"metadata": asdict(known)}),
        paper.text,
        _json([_record(section) | {"sentences": _sentences(section.sentences)} for section in entry.sections]),
    )


def _passage_row(passage: Passage, id: int, paper: int, *, entry: Entry) -> tuple[object, ...]:
    record = _json(_record(passage) | {"sentences": _sentences(passage.sentences)})
    held = [entry.sections[at] for at in passage.sections if 0 <= at < len(entry.sections)]
    sections = [_record(section) | {"sentences": []} for section in held]
    texts = list(map(passage.words, passage.sentences))
    # Terms as text: a term holds no space.
    before = _before(passage, held, entry.paper.text)
    words = [" ".join(dict.fromkeys(terms(text))) for text in (passage.context, before, *texts)]
    return id, passage.passage_id, paper, passage.ordinal, record, passage.text, _json([sections, words])


def _before(passage: Passage, held: Sequence[Section], text: str) -> str:
    """Return the sentence before a passage's first one in the same section; nothing where there is none."""
    first = passage.sentences[0].start if passage.sentences else passage.start
    earlier = [one for section in held[:1] for one in section.sentences if one.end <= first]
    return text[earlier[-1].start : earlier[-1].end] if earlier else ""


def _record(item: Paper | Section | Passage) -> dict[str, object]:
    """Return the fields of an item by name, without the text, which has a column of its own."""
    return {field.name: getattr(item, field.name) for field in fields(item) if field.name != "text"}


def _sentences(sentences: Iterable[Sentence]) -> list[tuple[object, ...]]:
    """Return sentences as short rows: they are most of what is stored."""
    return [tuple(getattr(sentence, field.name) for field in fields(Sentence)) for sentence in sentences]


def to_paper(record: str, text: str) -> Paper:
    """Return the paper of a row."""
    values = _frozen(json.loads(record))
    values["pages"] = tuple(Span(**page) for page in values["pages"])
    values["metadata"] = _metadata(values["metadata"])
    return Paper(**values, text=text)


def to_sections(record: str) -> tuple[Section, ...]:
    """Return the sections of a row."""
    return tuple(_section(_frozen(values)) for values in json.loads(record))


def to_passage(record: str, text: str) -> Passage:
    """Return the passage of a row."""
    values = _frozen(json.loads(record))
    values["role"] = Role(values["role"])
    values["sentences"] = _to_sentences(values["sentences"])
    return Passage(**values, text=text)


def to_detail(record: str) -> Detail:
    """Return the detail of a passage's row."""
    sections, (context, before, *sentences) = json.loads(record)
    return Detail(
        sections=tuple(_section(_frozen(values)) for values in sections),
        context=frozenset(context.split()),
        before=frozenset(before.split()),
        sentences=tuple(frozenset(words.split()) for words in sentences),
    )


def _section(values: dict[str, object]) -> Section:
    lead = values["lead"]
    values["role"] = Role(str(values["role"]))
    values["lead"] = Span(**lead) if isinstance(lead, dict) else None
    values["sentences"] = _to_sentences(values["sentences"])
    return Section(**values)  # type: ignore[arg-type]  # written from a Section by `_record`


def _frozen(values: R) -> R:
    """Put tuples for JSON's lists among the fields of a record, in place."""
    for name, value in values.items():
        if isinstance(value, list):
            values[name] = tuple(value)
    return values


def _to_sentences(rows: object) -> tuple[Sentence, ...]:
    if not isinstance(rows, tuple):
        return ()
    # Most of what is read: the fields in the order of `_sentences`, without looking them up each time.
    return tuple(Sentence(start=row[0], end=row[1], speaker=row[2], undertaking=row[3]) for row in rows)


def _metadata(values: dict[str, dict[str, str | None]]) -> Metadata:
    return Metadata(
        title=_fact(values["title"], str),
        panel=_fact(values["panel"], str),
        date=_fact(values["date"], date.fromisoformat),
        kind=_fact(values["kind"], PaperKind),
        status=_fact(values["status"], PaperStatus),
        access=_fact(values["access"], Access),
        url=_fact(values["url"], str),
    )


def _fact(values: dict[str, str | None], read: Callable[[str], T]) -> Fact[T]:
    value = values["value"]
    return Fact(value=None if value is None else read(value), origin=Origin(str(values["origin"])))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    """Return what JSON has no form for as something that it has."""
    match value:
        case date():
            return value.isoformat()
        case Span():
            return {"start": value.start, "end": value.end}
        case _:
            raise TypeError(f"{type(value).__name__} cannot be stored")
