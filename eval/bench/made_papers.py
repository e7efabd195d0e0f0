"""Papers made in any number, the same each time: sentences of the sample collection put together anew.

The words are the sample's own. Its figures are changed, so that the same sentence is not met in hundreds of papers.
What is measured on such papers is speed; they say nothing of how good answers are.
"""

import csv
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.errors import UnreadableError
from corpus.panels import DatedName, Panel, Register
from corpus.readers.read import read
from corpus.sample import folder as sample
from corpus.sentences import sentences
from corpus.sidecar import COLUMNS
from corpus.wording import search_text

AREAS = ("Eastmarch", "Vale of Tarn", "Northwold", "Calderbrook", "Saltmere")  # invented
_KINDS = ("minutes", "report", "decision", "plan")
_SHORTEST, _LONGEST = 50, 220  # characters of a sentence
_TOPICS = (
    "Call handling",
    "Rural crime",
    "The precept",
    "Road safety",
    "Victim services",
    "Empty stations",
    "Burglary",
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# Years and days stay as they are.
_FIGURE = re.compile(rf"(?<![\w/.,])\d{{1,3}}(?:,\d{{3}})*(?:\.\d+)?(?![\w/.,:]|\s(?:{_MONTHS}))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a collection of made papers consists of."""

    papers: int
    paragraphs: int  # of a paper
    sentences: int  # of a paragraph


@cache
def pool() -> tuple[str, ...]:
    """Return the sentences that papers are made of, sorted."""
    found: set[str] = set()
    for path in sorted(sample().iterdir()):
        try:
            text = read(path).text
        except UnreadableError:
            continue  # papers.csv, and the scanned page, which has no text by intention
        found |= {search_text(text[span.start : span.end]) for span in sentences(text, 0, len(text))}
    whole = re.compile(rf"[A-Z][^|\n]{{{_SHORTEST - 2},{_LONGEST - 2}}}[a-z]\.")
    return tuple(sorted(sentence for sentence in found if whole.fullmatch(sentence)))


def register() -> Register:
    """Return a register of the invented panels."""
    return Register(
        Panel(
            id=area.lower().replace(" ", "-"),
            area=area,
            force=f"{area} Police",
            names=(DatedName(name=f"{area} Police and Crime Panel"),),
            commissioner=(DatedName(name="Police and Crime Commissioner"),),
        )
        for area in AREAS
    )


def write(folder: Path, shape: Shape, *, seed: int = 0) -> None:
    """Write papers and their papers.csv into a folder; what is there already is written over with the same words."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    rows = []
    for number in range(shape.papers):
        row = _row(number)
        (folder / row[0]).write_text("\n\n".join(_blocks(row[1], shape, chance=chance)) + "\n", "utf-8")
        rows.append(row)
    with (folder / "papers.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])


def _row(number: int) -> tuple[str, ...]:
    area, topic, kind = (names[number % len(names)] for names in (AREAS, _TOPICS, _KINDS))
    date = f"{2010 + number // 140 % 15}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
    title = f"{topic}: paper {number} for the {area} Panel"
    return f"paper-{number:05d}.md", title, f"{area} Police and Crime Panel", date, kind, "approved", "public", ""


def _blocks(title: str, shape: Shape, *, chance: random.Random) -> Iterator[str]:
    """Yield the title, then numbered paragraphs with a heading before every tenth."""
    yield f"# {title}"
    for place in range(shape.paragraphs):
        if place % 10 == 0 and shape.paragraphs > 10:
            yield f"## {place // 10 + 1} {chance.choice(_TOPICS)}"
        yield f"{place // 10 + 1}.{place % 10 + 1} {paragraph(shape.sentences, chance=chance)}"


def paragraph(count: int, *, chance: random.Random, words: Sequence[str] | None = None) -> str:
    """Return so many sentences, their figures changed."""
    chosen = chance.choices(words or pool(), k=count)
    return " ".join(_FIGURE.sub(lambda _: str(chance.randint(2, 999)), sentence) for sentence in chosen)


def masked(sentence: str) -> str:
    """Return a sentence without its figures, by which it is known again.

    >>> masked("It cost £12,500 in 41 weeks.") == masked("It cost £9 in 7 weeks.")
    True
    """
    return re.sub(r"\d[\d.,]*", "0", sentence)
