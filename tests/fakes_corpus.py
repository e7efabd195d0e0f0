"""Papers read in one step, and a count of wordpieces simple enough to do by hand."""

import re
from dataclasses import dataclass
from pathlib import Path

from corpus.metadata import describe
from corpus.panels import default_register
from corpus.papers import Metadata, Paper, Passage, Role, Section
from corpus.passages import split
from corpus.readers.read import read
from corpus.readers.reading import Reading
from corpus.sidecar import Row
from corpus.structure import structure


def count(text: str) -> int:
    """Count words and marks, half as many again: about what MiniLM's wordpieces come to."""
    return round(1.5 * len(re.findall(r"\w+|[^\w\s]", text)))


@dataclass(frozen=True, slots=True)
class Read:
    """A paper, and what was made of it without a papers.csv."""

    paper: Paper
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        return self.paper.text

    @property
    def known(self) -> Metadata:
        return self.paper.metadata

    def of(self, role: Role) -> list[Section]:
        return [section for section in self.sections if section.role is role]

    def words(self, section) -> str:
        return " ".join(self.text[section.start : section.end].split())

    def numbered(self, number: str) -> list[Section]:
        return [section for section in self.sections if section.number == number]


def understood(reading: Reading) -> Read:
    """Return what is made of a reading."""
    sections = structure(reading)
    known = describe(reading, sections, row=Row(file="x"), access=None, register=default_register())
    paper = Paper(
        paper_id="x", file="x", files=("x",), sha256="", text=reading.text, pages=reading.pages, metadata=known
    )
    return Read(paper, sections, split(paper, sections, count=count, panel=None))


def from_text(text: str) -> Read:
    return understood(Reading(text=text))


def from_file(path: Path) -> Read:
    return understood(read(path))
