"""What is asked of a public data set, in which words, and what counts as found."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from eval.public_data import DataSet, Place, PublicQuestion, whole_papers
from eval.trec import Topic
from index.search import EVERYTHING, Scope
from qa.answers import Found, Question

_ENOUGH = 0.5  # share of the shorter of gold and hit that both must hold


class Words(StrEnum):
    """Which words a question is asked in."""

    LAST = "last turn"
    HISTORY = "with history"
    REWRITE = "given rewrite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One way of asking the questions of a set."""

    name: str
    words: Words = Words.LAST
    inside: bool = False  # only the paper that holds the gold is searched

    @property
    def is_as_asked(self) -> bool:
        """Were the questions asked so? Nobody rewrites a question without an answer, nor knows the right paper."""
        return self.words is not Words.REWRITE and not self.inside


def variants(dataset: DataSet) -> list[Variant]:
    """Return the ways in which a set can be asked: by what it has of history, rewrites, and gold inside papers."""
    found = [Variant(name="all papers")]
    if any(question.history for question in dataset.questions):
        found = [Variant(name=words.value, words=words) for words in (Words.LAST, Words.HISTORY)]
    if any(question.rewrite for question in dataset.questions):
        found.append(Variant(name=Words.REWRITE.value, words=Words.REWRITE))
    if not whole_papers(dataset):
        found.append(Variant(name="right paper", inside=True))
    return found


def asked(question: PublicQuestion, variant: Variant) -> Question:
    """Return a question as panelqa is asked it: a history as the conversation that it is."""
    within = paper_of(question, variant)
    return Question(
        text=question.rewrite or question.text if variant.words is Words.REWRITE else question.text,
        scope=EVERYTHING if within is None else Scope(papers=frozenset({within})),
        history=question.history if variant.words is Words.HISTORY else (),
        id=question.qid,
    )


def words(question: PublicQuestion, variant: Variant) -> str:
    """Return the words that those search for who know no conversation: all questions of a history, joined."""
    own = asked(question, variant)
    return " ".join([*(turn.question for turn in own.history), own.text])


def paper_of(question: PublicQuestion, variant: Variant) -> str | None:
    """Return the one paper that is searched; None where all are."""
    return question.gold[0].paper if variant.inside else None


def first_of_each_paper(found: Sequence[Found]) -> list[Found]:
    """Return the best place of each paper, in order: a ranking of papers."""
    best: dict[str, Found] = {}
    for place in found:
        best.setdefault(place.paper, place)
    return list(best.values())


def topic(qid: str, found: Sequence[Found], *, gold: Sequence[Place], pieces: bool) -> Topic:
    """Return a ranking for measures of retrieval, in which each gold item counts once.

    Systems cut papers in their own ways, so that gold spans are ranked, not pieces: the first piece that shares at
    least half of the shorter of the two stands for the span, "qid/1"; a piece that holds nothing new stands for itself.
    Without `pieces` papers are ranked, by the best piece of each.
    """
    if not pieces:
        hits = tuple(place.paper for place in first_of_each_paper(found))
        return Topic(qid=qid, hits=hits, gold=tuple(frozenset({place.paper}) for place in gold))
    names = {place: f"{qid}/{number}" for number, place in enumerate(gold, 1)}
    left, ranked = dict(names), []
    for piece in found:
        new = [left.pop(place) for place in names if place in left and holds(place, piece)]
        ranked += new or [piece.passage]
    return Topic(qid=qid, hits=tuple(ranked), gold=tuple(frozenset({name}) for name in names.values()))


def holds(gold: Place, piece: Found) -> bool:
    """Does a piece share at least half of the shorter of the two with gold?"""
    return gold.paper == piece.paper and gold.span.shares(piece.start, piece.end) >= _ENOUGH
