"""Papers, sections and passages as rows of one SQLite file, readable without this program."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, fields, replace
from itertools import chain
from pathlib import Path

from msgspec.json import Decoder, Encoder

from corpus.errors import CorruptError
from corpus.folder import Source
from corpus.papers import Access, Metadata, Paper, PaperKind, Passage, Section, Sentence
from index.search import Detail, Skipped
from index.terms import terms

_SCHEMA = """
CREATE TABLE papers (paper_id TEXT PRIMARY KEY, ordinal INTEGER UNIQUE, panel TEXT, date TEXT, kind TEXT, access TEXT,
    key TEXT, roots TEXT, record TEXT, sections TEXT);
CREATE TABLE passages (id INTEGER PRIMARY KEY, passage_id TEXT UNIQUE, paper INTEGER, ordinal INTEGER, record TEXT,
    detail TEXT);
CREATE INDEX passages_by_paper ON passages (paper, ordinal);
CREATE TABLE skipped (file TEXT, reason TEXT, access TEXT, path TEXT, key TEXT);
"""
_write = Encoder(order="deterministic")
to_paper = Decoder(Paper).decode
to_sections = Decoder(tuple[Section, ...]).decode
to_passage = Decoder(Passage).decode
to_detail = Decoder(Detail).decode


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
    kinds = (Paper, Metadata, Section, Sentence, Passage, Detail)
    names = [[kind.__name__, *(field.name for field in fields(kind))] for kind in kinds]
    return hashlib.sha256(json.dumps([_SCHEMA, names]).encode()).hexdigest()[:16]


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
        base.executemany("INSERT INTO papers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        found = (
            _passage_row(passage, id, number, entry=entries[number])
            for id, passage in enumerate(passages)
            for number in [numbers[passage.paper_id]]
        )
        base.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)", found)
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
    rows = base.execute("SELECT ordinal, record, sections, key, roots FROM papers ORDER BY paper_id").fetchall()
    for number, record, sections, key, roots in rows:
        yield Entry(
            paper=to_paper(record),
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
    # Read for a rebuild too: of records that an older version wrote, these fields alone are known.
    named = [zip(json.loads(roots), json.loads(record)["files"], strict=True) for roots, record in rows]
    pairs = [*chain.from_iterable(named), *base.execute("SELECT path, file FROM skipped WHERE path <> ''")]
    return [Source(path=Path(path), file=file) for path, file in sorted(pairs)]


def read_papers(base: sqlite3.Connection) -> list[Paper]:
    """Return all papers, by paper id."""
    return [to_paper(record) for (record,) in base.execute("SELECT record FROM papers ORDER BY paper_id")]


def paper_passages(base: sqlite3.Connection, number: int) -> list[Passage]:
    """Return the passages of the paper of that ordinal, in reading order."""
    rows = base.execute("SELECT record FROM passages WHERE paper = ? ORDER BY ordinal", (number,))
    return [to_passage(record) for (record,) in rows]


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
        json.dumps(entry.roots),
        _json(paper),
        _json(entry.sections),
    )


def _passage_row(passage: Passage, id: int, paper: int, *, entry: Entry) -> tuple[object, ...]:
    held = [entry.sections[at] for at in passage.sections if 0 <= at < len(entry.sections)]
    context, before, *sentences = (
        frozenset(terms(text))
        for text in (
            passage.context, _before(passage, held, entry.paper.text), *map(passage.words, passage.sentences)
        )
    )  # fmt: skip
    detail = Detail(
        sections=tuple(replace(section, sentences=()) for section in held),
        context=context,
        before=before,
        sentences=tuple(sentences),
    )
    return id, passage.passage_id, paper, passage.ordinal, _json(passage), _json(detail)


def _before(passage: Passage, held: Sequence[Section], text: str) -> str:
    """Return the sentence before a passage's first one in the same section; nothing where there is none."""
    first = passage.sentences[0].start if passage.sentences else passage.start
    earlier = [one for section in held[:1] for one in section.sentences if one.end <= first]
    return text[earlier[-1].start : earlier[-1].end] if earlier else ""


def _json(value: object) -> str:
    return _write.encode(value).decode()
