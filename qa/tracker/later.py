"""The passages that may tell what became of an asking: short sections whole, long ones sentence by sentence."""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from corpus.outcomes import ATTENDANCE, PARTS
from corpus.papers import Paper, PaperKind, Role, Section, Sentence, Span
from index.search import Collection
from index.terms import terms
from qa.tracker.asking import limb_kind
from qa.tracker.deliveries import Says, says
from qa.tracker.places import item_of
from qa.tracker.references import Reference, references
from qa.tracker.requests import AWAITED, ActionKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ASKING = frozenset({Role.RESOLUTION, Role.UNDERTAKING})  # what is newly asked or promised
_REPORTS = frozenset({PaperKind.REPORT, PaperKind.PLAN, PaperKind.LETTER})
_SHARED = 0.3  # of the shorter of two stretches that must lie in both for them to be one
_YEAR = re.compile(r"20\d\d/\d\d")
_AT_HAND = 256  # headings whose terms are kept
SHORT = 420  # characters up to which a section is one passage
_MARGIN = re.compile(
    r"\W*(?:present|also present|in attendance|apologies|contact|venue|media|note|link|signed|fictional)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, eq=False)  # no slots: what is worked out is kept
class Later:
    """One passage that may tell what became of an asking. What its words say is worked out when it is first asked."""

    paper: Paper
    section: Section
    start: int
    end: int
    date: dt.date
    speaker: str | None
    item: str  # the heading of its item
    before: "Later | None"  # the one before it in its section
    sentences: tuple[Span, ...]
    rows: tuple[int, int]  # its sentences among the vectors of its panel's passages: first, last + 1

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms of its own words."""
        return frozenset(terms(self.paper.text[self.start : self.end]))

    @cached_property
    def around(self) -> frozenset[str]:
        """The terms of its item's heading, its report's title, its lead-in, and the sentence before it."""
        lead = self.section.lead
        led_in = terms(self.paper.text[lead.start : lead.end]) if lead else ()
        before = self.before.terms if self.before else ()
        return frozenset((*_of_heading(self.item), *self._about, *led_in, *before)) - self.terms

    @property
    def _about(self) -> frozenset[str]:
        """The terms of its paper's title, unless that is of minutes."""
        known = self.paper.metadata
        return frozenset() if known.kind.value is PaperKind.MINUTES else _of_heading(known.title.value or "")

    @cached_property
    def years(self) -> frozenset[str]:
        """The financial years that it names, or else its item or its paper's title."""
        title = self.paper.metadata.title.value or ""
        return _years(self.terms) or _years(_of_heading(self.item)) or _years(_of_heading(title))

    @cached_property
    def refers(self) -> tuple[Reference, ...]:
        """What it refers to."""
        return tuple(references(self.words, written=self.date))

    @property
    def words(self) -> str:
        """The passage with single blanks."""
        return " ".join(self.paper.text[self.start : self.end].split())

    @property
    def says(self) -> Says:
        """What it says became of an asking; what is newly asked or promised tells of nothing done.

        That minutes have an item of a name tells that it was taken, and the title of a report that it is here.
        Worked out anew each time: most are never asked.
        """
        if self.section.role is Role.HEADING:
            minutes = self.paper.metadata.kind.value is PaperKind.MINUTES
            return Says.DONE if minutes or _is_title(self.paper, self.words) else Says.TOUCHED
        said = says(self.words)
        return Says.TOUCHED if said is Says.DONE and self.section.role in ASKING else said


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shelf:
    """The passages of one panel's dated papers, by date, and the unit vectors (n, d) of their sentences."""

    passages: tuple[Later, ...]
    vectors: "NDArray[np.float32]"
    sentences: Mapping[str, tuple[int, tuple[Span, ...]]]  # by paper id: the first of its vectors, and what they are of

    def vector_of(self, paper_id: str, spans: Sequence[Span]) -> "NDArray[np.float32]":
        """Return the mean (d,) of the vectors of the sentences that stretches of a paper share; zeros for none."""
        import numpy as np

        first, sentences = self.sentences.get(paper_id, (0, ()))
        rows = sorted({first + place for span in spans for place in _sharing(sentences, span)})
        mean: NDArray[np.float32] = (
            self.vectors[rows].mean(axis=0) if rows else np.zeros(self.vectors.shape[1], np.float32)
        )
        return mean

    def after(self, day: dt.date) -> int:
        """Return the place of the first passage of a later day."""
        return bisect_right(self.passages, day, key=lambda one: one.date)


def _sharing(sentences: Sequence[Span], span: Span) -> Iterator[int]:
    """Yield the places of the sentences, which are in order, that share enough with a stretch."""
    first = bisect_right(sentences, span.start, key=lambda one: one.end)
    for place in range(first, len(sentences)):
        sentence = sentences[place]
        if sentence.start >= span.end:
            return
        if span.shares(sentence.start, sentence.end) > _SHARED:
            yield place


def shelve(papers: Sequence[Paper], collection: Collection) -> Shelf:
    """Return the passages of one panel's papers.

    Undated papers are left out, for no order can be claimed of them; agendas too, for they say what is to come.
    """
    import numpy as np

    dated = [
        (paper.metadata.date.value, paper)
        for paper in papers
        if paper.metadata.date.value and paper.metadata.kind.value is not PaperKind.AGENDA
    ]
    passages: list[Later] = []
    vectors: list[NDArray[np.float32]] = []
    held: dict[str, tuple[int, tuple[Span, ...]]] = {}
    first = 0
    for day, paper in sorted(dated, key=lambda pair: (pair[0], pair[1].paper_id)):
        cut = collection.passages(paper.paper_id)
        sentences = [sentence for passage in cut for sentence in passage.sentences]
        sections = collection.sections(paper.paper_id)
        passages += _of_paper(paper, sections, sentences, day=day, first=first)
        vectors.append(collection.sentence_vectors(cut))
        held[paper.paper_id] = first, tuple(Span(start=one.start, end=one.end) for one in sentences)
        first += len(sentences)
    every = np.concatenate(vectors) if vectors else np.empty((0, 0), np.float32)
    return Shelf(passages=tuple(passages), vectors=every, sentences=held)


def _of_paper(
    paper: Paper, sections: Sequence[Section], sentences: Sequence[Sentence], *, day: dt.date, first: int
) -> Iterator[Later]:
    starts = [sentence.start for sentence in sentences]
    for section in sections:
        low, high = bisect_right(starts, section.start - 1), bisect_right(starts, section.end - 1)
        if low == high or not _tells(paper, section):
            continue
        item = item_of(section)
        before: Later | None = None
        for start, end, begin, stop in _stretches(section, sentences, low=low, high=high):
            later = Later(
                paper=paper,
                section=section,
                start=start,
                end=end,
                date=day,
                speaker=sentences[begin].speaker if len({one.speaker for one in sentences[begin:stop]}) == 1 else None,
                item=item,
                before=before,
                sentences=tuple(
                    Span(start=max(start, one.start), end=min(end, one.end)) for one in sentences[begin:stop]
                ),
                rows=(first + begin, first + stop),
            )
            yield later
            before = later


def _stretches(
    section: Section, sentences: Sequence[Sentence], *, low: int, high: int
) -> Iterator[tuple[int, int, int, int]]:
    """Yield start and end of each passage of a section, and its sentences: the first, the last + 1."""
    if section.role is Role.TABLE_ROW or section.end - section.start <= SHORT:
        yield section.start, section.end, low, high
    else:
        for at in range(low, high):
            start = section.start if at == low else sentences[at].start
            yield start, section.end if at == high - 1 else sentences[at].end, at, at + 1


@lru_cache(_AT_HAND)
def _of_heading(heading: str) -> frozenset[str]:
    """Return the terms of a heading, which stands over many passages."""
    return frozenset(terms(heading))


def financial_years(words: str) -> frozenset[str]:
    """Return the financial years that words name, each in one form.

    >>> sorted(financial_years("the precepts for 2023-24 and 2024/2025"))
    ['2023/24', '2024/25']
    """
    return _years(terms(words))


def _years(found: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(_YEAR.fullmatch, found))


def _is_title(paper: Paper, heading: str) -> bool:
    """Is a heading the title of a report, letter or plan, which stands for all of it?"""
    title, kind = paper.metadata.title.value, paper.metadata.kind.value
    return kind in _REPORTS and bool(title) and terms(heading) == terms(title or "")


def _tells(paper: Paper, section: Section) -> bool:
    """May a section tell what became of an asking? Not lists of names, nor "the report be noted", nor parts' labels."""
    words = " ".join(paper.text[section.start : section.end].split())
    if section.role is Role.HEADING:
        if words.rstrip(":").lower() in PARTS:
            return False
        return bool(section.number or re.match(r"\W*\d", words)) or _is_title(paper, words)
    if section.role is Role.RESOLUTION:
        kind = limb_kind(words)
        return kind in AWAITED or (kind is ActionKind.RESOLUTION and says(words) is not Says.TOUCHED)
    if section.label and (ATTENDANCE.match(section.label) or _MARGIN.match(section.label)):
        return False
    return not _MARGIN.match(words) or len(words) > SHORT
