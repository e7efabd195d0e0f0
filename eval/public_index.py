"""A public data set as an opened collection: cut, embedded and searched by the program's own corpus and index code."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.papers import Access, Fact, Metadata, Origin, Paper, Role, Section, Sentence
from corpus.passages import CHUNKER, split
from corpus.readers.reading import Reading
from corpus.sentences import sentences
from corpus.structure import structure
from eval.opened import start_afresh
from eval.public_data import DataSet, PublicPaper, Speech
from index.embed import Embedder
from index.generation import Generation
from index.ingest import READERS
from index.store import Entry, Store
from index.vector_cache import open_cache

if TYPE_CHECKING:
    from index.search import Vector

_RULES = "public-1"  # changes when the same paper of a data set would be understood in another way
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A data set that is open for search."""

    collection: Generation
    embed: "Callable[[Sequence[str]], Vector]"  # texts to unit vectors (n, d), none embedded twice


@contextmanager
def open_dataset(dataset: DataSet, *, home: Path, model: Embedder, progress: Progress) -> Iterator[Shelf]:
    """Index a data set below `home`, unless it is there as it is now, and open it.

    Raises:
        StoreError: the index cannot be written or read.
    """
    store = Store(home)
    start_afresh(store, home)
    keys = {paper.paper_id: _key(paper) for paper in dataset.papers}
    if store.keys() != keys:
        entries = []
        for done, paper in enumerate(dataset.papers, start=1):
            entries.append(to_entry(paper, key=keys[paper.paper_id], count=model.count))
            progress("read", done, len(dataset.papers))
        store.commit(entries, skipped=(), embedder=model, progress=progress)
    with store.open(model) as collection, open_cache(home / "cache" / "vectors.sqlite", embedder=model) as cache:

        def embed(texts: "Sequence[str]") -> "Vector":
            cache.fill(texts, progress=lambda done, total: progress("embed", done, total))
            return cache.vectors(texts)

        yield Shelf(collection=collection, embed=embed)


def to_entry(paper: PublicPaper, *, key: str, count: Callable[[str], int]) -> Entry:
    """Return a paper of a data set as it goes into the index; `count` gives the wordpieces of a text."""
    sections = _spoken(paper) if paper.speeches else structure(Reading(text=paper.text))
    known = Metadata(
        title=Fact(value=paper.title, origin=Origin.STATED), access=Fact(value=Access.PUBLIC, origin=Origin.STATED)
    )
    whole = Paper(
        paper_id=paper.paper_id, file=paper.paper_id, files=(paper.paper_id,), text=paper.text, pages=(),
        sha256=hashlib.sha256(paper.text.encode()).hexdigest(), metadata=known,
    )  # fmt: skip
    passages = split(whole, sections, count=count, panel=None)
    return Entry(paper=whole, sections=sections, passages=passages, key=key, roots=(paper.paper_id,))


def _key(paper: PublicPaper) -> str:
    """Return a digest of everything that the entry of a paper depends on."""
    return hashlib.sha256("\n".join((repr(paper), _RULES, READERS, CHUNKER)).encode()).hexdigest()


def _spoken(paper: PublicPaper) -> tuple[Section, ...]:
    """Return the speeches of a transcript as sections; those without a word are left out."""
    found: list[Section] = []
    for speech in paper.speeches:
        body = _body(paper.text, speech)
        spoken = tuple(
            Sentence(start=span.start, end=span.end, speaker=speech.speaker)
            for span in sentences(paper.text, body, speech.span.end)
        )
        if spoken:
            found.append(
                Section(
                    ordinal=len(found), role=Role.STATEMENT, start=speech.span.start, end=spoken[-1].end, body=body,
                    speaker=speech.speaker, sentences=spoken,
                )
            )  # fmt: skip
    return tuple(found)


def _body(text: str, speech: Speech) -> int:
    """Return where the words begin that are said, after "Speaker: " where that is printed."""
    start, end = speech.span.start, speech.span.end
    named = f"{speech.speaker}:"
    body = start + len(named) if text.startswith(named, start, end) else start
    return end - len(text[body:end].lstrip())
