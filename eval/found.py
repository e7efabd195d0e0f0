"""What is found for the questions that the models of `qa/ranker.json` learn from (`eval/train.py`)."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.errors import QuestionError
from corpus.panels import Register
from corpus.papers import Span
from eval.curated import Curated, is_gold
from eval.pairs import pairs_for, taught
from index.search import Collection, Scope
from qa.answers import Question
from qa.evidence import DEPTH, FEATURES, Evidence, gather
from qa.scopes import narrow
from qa.understand import Understood, understand

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_OF_A_PAIR = 0.5  # weight of a pair: it was written for one sentence, and others may answer it too


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """What was found for a question: its sentences' measurements (n, features), and which of them are gold (n,)."""

    rows: "NDArray[np.float32]"
    gold: "NDArray[np.bool_]"
    group: int  # of the question: what belongs to it stays in one fold
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question with its evidence, asked over all papers or over those without the answer."""

    curated: Curated
    asked: Understood
    evidence: Sequence[Evidence]
    found: Found  # measurements in the order of the evidence
    answerable: bool
    held: bool  # are papers of the panels that it names loaded
    taught: bool  # was the cross-encoder trained on it
    collection: Collection

    @property
    def gold(self) -> frozenset[tuple[str, int]]:
        """Return the gold sentences, each by its passage's id and its place there."""
        labelled = zip(self.evidence, self.found.gold, strict=True)
        return frozenset((one.passage.passage_id, one.place) for one, gold in labelled if gold)

    @property
    def again(self) -> bool:
        """Tell whether it is asked over the papers that do not answer it."""
        return self.answerable != self.curated.answerable


def cases(curated: Sequence[Curated], collection: Collection, *, register: Register, first: int = 0) -> list[Case]:
    """Return each question over all papers, and each answerable one also over the papers that do not answer it.

    Groups are numbered from `first`.
    """
    papers = collection.papers()
    found = []
    for group, question in enumerate(curated, first):
        case = _case(question, Scope(), group=group, collection=collection, register=register)
        found.append(case)
        if question.answerable:
            others = frozenset(paper.paper_id for paper in papers if not question.files & set(paper.files))
            without = _case(question, Scope(papers=others), group=group, collection=collection, register=register)
            found.append(replace(without, answerable=False))
    return found


def _case(question: Curated, scope: Scope, *, group: int, collection: Collection, register: Register) -> Case:
    asked = understand(question.question, register=register)
    narrowed = narrow(asked, scope, collection=collection, register=register)
    hits = collection.search(asked.text, k=DEPTH, scope=narrowed.scope)
    evidence = gather(asked, collection, hits=hits)
    places = [place for gold in question.gold for place in gold.spans]
    return Case(
        curated=question, taught=question.question.id in taught(), asked=asked, evidence=evidence,
        found=_found(evidence, gold=places, group=group, collection=collection),
        answerable=question.answerable, held=narrowed.answerable, collection=collection,
    )  # fmt: skip


def of_pairs(collection: Collection, *, register: Register, first: int) -> list[Found]:
    """Return what is found for the questions of the pairs over a collection; groups are numbered from `first`."""
    found = []
    for group, pair in enumerate(pairs_for(collection.papers()), first):
        with suppress(QuestionError):
            asked = understand(Question(text=pair.question), register=register)
            hits = collection.search(asked.text, k=DEPTH, scope=Scope())
            evidence = gather(asked, collection, hits=hits)
            own = _found(evidence, gold=pair.gold, group=group, collection=collection)
            if own.gold.any() == bool(pair.gold):
                found.append(replace(own, weight=_OF_A_PAIR))
    return found


def labels_of(evidence: Sequence[Evidence], gold: Sequence[tuple[str, Span]], collection: Collection) -> list[bool]:
    """Tell of each sentence whether it is gold."""
    return [is_gold(one.sentence, collection.paper(one.passage.paper_id).files, gold) for one in evidence]


def _found(
    evidence: Sequence[Evidence], *, gold: Sequence[tuple[str, Span]], group: int, collection: Collection
) -> Found:
    import numpy as np

    labels = np.array(labels_of(evidence, gold, collection), dtype=bool)
    rows = np.array([one.features for one in evidence], np.float32).reshape(len(evidence), len(FEATURES))
    return Found(rows=rows, gold=labels, group=group)
