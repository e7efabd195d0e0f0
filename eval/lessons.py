"""What the cross-encoder learns from: questions, each with sentences found for it and which of them answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.errors import QuestionError
from corpus.panels import Register
from corpus.papers import Span
from eval.curated import for_papers
from eval.found import labels_of
from eval.pairs import pairs_for, taught
from index.search import Collection, Scope
from qa.answers import Question
from qa.evidence import DEPTH, gather
from qa.ranker import Ranker, rank
from qa.reread import as_read
from qa.understand import understand

KEPT = 24  # sentences of a lesson, the best that the shipped ranker finds, and all that answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A question as it is searched, sentences as they are read, best found first, and which of them answer it."""

    question: str
    sentences: tuple[str, ...]
    gold: tuple[bool, ...]
    leg: int  # of the training in which it is first learnt, from 1


def pair_lessons(collection: Collection, *, register: Register, ranker: Ranker) -> Iterator[Lesson]:
    """Yield the pairs of a collection's papers (`eval/pairs.py`) as lessons; answers that were not found are left out.

    Raises:
        PanelqaError: as `eval.pairs.pairs_for` does.
    """
    for pair in pairs_for(collection.papers()):
        question = Question(text=pair.question)
        yield from _lesson(question, pair.gold, collection, register=register, ranker=ranker, leg=pair.leg)


def curated_lessons(collection: Collection, *, register: Register, ranker: Ranker) -> Iterator[Lesson]:
    """Yield the curated questions of the split "tune" that are for the cross-encoder.

    Raises:
        PanelqaError: as `eval.curated.for_papers` does.
    """
    for curated in for_papers(collection.papers(), split="tune"):
        leg = taught().get(curated.question.id or "")
        if leg:
            gold = [place for one in curated.gold for place in one.spans] if curated.answerable else []
            yield from _lesson(curated.question, gold, collection, register=register, ranker=ranker, leg=leg)


def _lesson(
    question: Question,
    gold: Sequence[tuple[str, Span]],
    collection: Collection,
    *,
    register: Register,
    ranker: Ranker,
    leg: int,
) -> Iterator[Lesson]:
    """Yield the lesson of a question; none where it has an answer that is not among the sentences found."""
    try:
        asked = understand(question, register=register)
    except QuestionError:
        return
    hits = collection.search(asked.text, k=DEPTH, scope=Scope())
    ranked = rank(gather(asked, collection, hits=hits), ranker.sentence)
    flags = labels_of([item.evidence for item in ranked], gold, collection)
    kept = [at for at, flag in enumerate(flags) if at < KEPT or flag]
    if any(flags) == bool(gold):
        yield Lesson(
            question=asked.text,
            sentences=tuple(as_read(ranked[at]) for at in kept),
            gold=tuple(flags[at] for at in kept),
            leg=leg,
        )
