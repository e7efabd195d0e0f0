"""A curated question with its answer, and the papers that it was answered from: what every measure is taken of."""

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.papers import Paper, Passage, Section
from eval.curated import Curated, Gold
from index.search import Collection
from qa.answers import Answer, AnswerStatus, Citation, Found

SILENT = frozenset({AnswerStatus.NOT_FOUND, AnswerStatus.REFUSED, AnswerStatus.CLARIFY})
_ENOUGH = 0.5  # share of a gold span that a citation or a passage must hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One paper as it was answered from: its text, the author's units, and the passages that were searched."""

    paper: Paper
    sections: tuple[Section, ...]  # in reading order
    passages: tuple[Passage, ...]  # in reading order


Sources = Mapping[str, Source]  # by file name; a paper found under several names stands under each


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One curated question and its answer."""

    curated: Curated
    answer: Answer
    sources: Sources  # all papers of the collection; its outcomes share one mapping

    @property
    def qid(self) -> str:
        """The id of the question, unique over all sets."""
        return self.curated.question.id or ""

    @property
    def is_silent(self) -> bool:
        """The answer is that the papers do not say."""
        return self.answer.status in SILENT


def sources(collection: Collection) -> Sources:
    """Return the papers of a collection, to be kept when it is closed."""
    found = {}
    for paper in collection.papers():
        source = Source(
            paper=paper, sections=collection.sections(paper.paper_id), passages=collection.passages(paper.paper_id)
        )
        found.update(dict.fromkeys((paper.file, *paper.files), source))
    return found


def holds(gold: Gold, place: Citation | Found) -> bool:
    """Does a citation or a hit hold one of the gold's spans, at least half of it?"""
    return any(place.file == file and _share(place.start, place.end, span.start, span.end) for file, span in gold.spans)


def holders(gold: Gold, among: Sources) -> frozenset[str]:
    """Return the ids of the passages that hold the gold, as `holds` has it."""
    return frozenset(
        passage.passage_id
        for file, span in gold.spans
        for passage in (among[file].passages if file in among else ())
        if _share(passage.start, passage.end, span.start, span.end)
    )


def confidence(outcome: Outcome) -> float:
    """Return how sure the answer is of itself, 0 to 1: the trained probability that its best sentence is gold."""
    return outcome.answer.hits[0].score if outcome.answer.hits else 0.0


def _share(start: int, end: int, gold_start: int, gold_end: int) -> bool:
    return min(end, gold_end) - max(start, gold_start) >= _ENOUGH * (gold_end - gold_start)
