"""Fakes of the index, simple enough to compute by hand."""

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from corpus.papers import Access, Fact, Metadata, Origin, Paper, PaperKind, Passage, Role, Section, Sentence
from index.disk import Disk
from index.store import Entry

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass
class LetterEmbedder:
    """Counts words by their first letter: "a bad apple" points along (2, 1, 0, ...). A text without words, along z."""

    name: str = "letters"
    revision: str = "1"
    weights: str = "0" * 64
    dimension: int = 26
    window: int = 1000
    embedded: list[str] = field(default_factory=list)  # every text that went through `embed`

    @property
    def key(self):
        return f"{self.name} {self.revision} {self.weights} {self.dimension}"

    def embed(self, texts):
        self.embedded += texts
        return np.array([self._vector(text) for text in texts], np.float32).reshape(len(texts), self.dimension)

    def embed_query(self, text):
        return np.array(self._vector(text), np.float32)

    def count(self, text):
        return len(text.split())

    def _vector(self, text):
        firsts = [word[0] for word in text.lower().split()]
        counts = np.array([firsts.count(letter) for letter in LETTERS[: self.dimension]], float)
        if not counts.any():
            counts[-1] = 1
        return counts / np.linalg.norm(counts)


def entry(
    paper_id,
    *passages,
    panel=None,
    date=None,
    kind=None,
    access=Access.PUBLIC,
    path=None,
):
    """Return a paper of which each given text is a section and a passage of one sentence."""
    text = "\n".join(passages)
    starts = [sum(len(passage) + 1 for passage in passages[:i]) for i in range(len(passages))]
    known = Metadata(
        title=Fact(value=paper_id.title(), origin=Origin.STATED),
        panel=fact(panel),
        date=fact(date),
        kind=fact(kind),
        access=fact(access),
    )
    file = path or f"{paper_id}.txt"
    digest = hashlib.sha256(text.encode()).hexdigest()
    paper = Paper(
        paper_id=paper_id, file=Path(file).name, files=(file,), sha256=digest, text=text, pages=(), metadata=known
    )
    spans = [(start, start + len(passage)) for start, passage in zip(starts, passages, strict=True)]
    sections = tuple(
        Section(
            ordinal=i,
            role=Role.PARAGRAPH,
            start=start,
            end=end,
            body=start,
            sentences=(Sentence(start=start, end=end),),
        )
        for i, (start, end) in enumerate(spans)
    )
    return Entry(
        paper=paper,
        sections=sections,
        passages=tuple(passage(paper, section) for section in sections),
        key=digest,
        roots=(file,),
    )


def passage(paper, section):
    """Return the passage of one section."""
    return Passage(
        passage_id=f"{paper.paper_id}#{section.ordinal}",
        paper_id=paper.paper_id,
        ordinal=section.ordinal,
        start=section.start,
        end=section.end,
        text=paper.text[section.start : section.end],
        context="",
        role=section.role,
        number=None,
        speaker=None,
        page=None,
        block=0,
        sections=(section.ordinal,),
        sentences=section.sentences,
    )


def fact(value):
    """Return a value that the paper states, or the unknown."""
    return Fact() if value is None else Fact(value=value, origin=Origin.STATED)


def collection():
    """Return five small papers: two panels and none, three kinds, every sort of access, one paper without a date."""
    return [
        entry(
            "norfolk-plan",
            "The plan sets out seven priorities",
            "Priorities are reviewed every year",
            panel="norfolk",
            date=dt.date(2019, 4, 25),
            kind=PaperKind.PLAN,
        ),
        entry(
            "norfolk-minutes",
            "RESOLVED that the precept of £19.9m be supported",
            "Councillor Brown asked about rural crime",
            "The Commissioner agreed to bring back figures",
            panel="norfolk",
            date=dt.date(2021, 12, 16),
            kind=PaperKind.MINUTES,
        ),
        entry(
            "essex-report",
            "Rural crime fell by 3.8 per cent in 2021/22",
            "The precept rose",
            panel="essex",
            date=dt.date(2021, 12, 16),
            kind=PaperKind.REPORT,
            access=Access.UNKNOWN,
        ),
        entry(
            "essex-exempt",
            "The secret precept option is exempt",
            panel="essex",
            date=dt.date(2022, 1, 31),
            kind=PaperKind.REPORT,
            access=Access.EXEMPT,
        ),
        entry("undated", "The precept and rural crime were noted", access=None),
    ]


class FailingDisk(Disk):
    """A disk of which the nth step fails; all later ones too where `persistent`."""

    def __init__(self, nth, error, persistent=False):
        self.steps = 0
        self._nth, self._error, self._persistent = nth, error, persistent

    def _step(self):
        self.steps += 1
        if self.steps == self._nth or (self._persistent and self.steps > self._nth):
            raise OSError(self._error, "disk says no")

    def make(self, folder):
        self._step()
        super().make(folder)

    def write(self, path, data):
        self.steps += 1
        if self.steps == self._nth or (self._persistent and self.steps > self._nth):
            path.write_bytes(data[: len(data) // 2])  # a short write: half of it is there
            raise OSError(self._error, "disk says no")
        super().write(path, data)

    def sync(self, path):
        self._step()
        super().sync(path)

    def rename(self, old, new):
        self._step()
        super().rename(old, new)

    def remove(self, folder):
        self._step()
        super().remove(folder)
