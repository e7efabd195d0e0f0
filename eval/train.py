"""Train the weights of `qa/ranker.json` on the curated questions of the split "tune".

    python -m eval.train PAPERS...      folders of papers, e.g. corpus/sample/papers ../shared/papers

Two logistic regressions (scikit-learn). The first scores sentences: is it gold? The second scores questions: is there an
answer? Its negatives are the questions without an answer, and every answerable question asked again with the papers that
answer it left out. It sees only out-of-fold scores of the first. The threshold is the one that keeps wrong silence, out
of fold, at `WRONG_SILENCE`.
"""

import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.panels import Register, default_register
from eval.curated import FOLDER, Curated, load
from index.embed import DEFAULT_EMBEDDER, open_embedder
from index.ingest import ingest
from index.search import Collection, Scope
from index.store import Store
from qa.enough import measures
from qa.evidence import DEPTH, FEATURES, Evidence, gather
from qa.ranker import ANSWER_FEATURES, Model, Ranked
from qa.scopes import narrow
from qa.understand import Understood, understand

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

WRONG_SILENCE = 0.04
_FOLDS = 8
_STRENGTH = 0.5  # C of the sentence model; weaker than the default because features overlap
_TARGET = Path(__file__).parents[1] / "qa" / "ranker.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question with its evidence, asked over all papers or over those without the answer."""

    curated: Curated
    asked: Understood
    evidence: Sequence[Evidence]
    labels: tuple[bool, ...]  # is the sentence gold
    answerable: bool
    group: int  # of the question: its cases stay in one fold
    held: bool  # are papers of the panels that it names loaded


def cases(curated: Sequence[Curated], collection: Collection, *, register: Register) -> list[Case]:
    """Return each question over all papers, and each answerable one also over the papers that do not answer it."""
    everything = frozenset(paper.paper_id for paper in collection.papers())
    found = []
    for group, question in enumerate(curated):
        found.append(_case(question, group, collection, register=register, scope=Scope()))
        if question.answerable:
            answering = {paper.paper_id for paper in collection.papers() if question.files & set(paper.files)}
            without = Scope(papers=everything - answering)
            found.append(
                replace(_case(question, group, collection, register=register, scope=without), answerable=False)
            )
    return found


def _case(question: Curated, group: int, collection: Collection, *, register: Register, scope: Scope) -> Case:
    asked = understand(question.question, register=register)
    narrowed = narrow(asked, scope, collection=collection, register=register)
    hits = collection.search(asked.text, k=DEPTH, scope=narrowed.scope)
    evidence = gather(asked, collection, hits=hits)
    labels = tuple(_is_gold(item, question, collection) for item in evidence)
    return Case(
        curated=question, asked=asked, evidence=evidence, labels=labels, answerable=question.answerable, group=group,
        held=narrowed.answerable,
    )  # fmt: skip


def _is_gold(item: Evidence, question: Curated, collection: Collection) -> bool:
    file = collection.paper(item.passage.paper_id).files
    for gold in question.gold:
        for name, span in gold.spans:
            shared = min(span.end, item.sentence.end) - max(span.start, item.sentence.start)
            shorter = min(span.end - span.start, item.sentence.end - item.sentence.start)
            if name in file and shared > 0.5 * shorter:
                return True
    return False


def fit(rows: "Array", labels: "Array", *, names: tuple[str, ...], strength: float) -> Model:
    """Return a logistic regression fitted to rows (n, features) and labels (n,)."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, max_iter=5000).fit(rows, labels)
    weights = tuple(round(float(weight), 4) for weight in model.coef_[0])
    return Model(features=names, weights=weights, intercept=round(float(model.intercept_[0]), 4))


def train(found: Sequence[Case], collection: Collection) -> tuple[Model, Model, float]:
    """Return the sentence model, the answer model and the threshold."""
    import numpy as np

    positive = [case for case in found if any(case.labels)]
    folds = [set(range(fold, len({case.group for case in found}) + _FOLDS, _FOLDS)) for fold in range(_FOLDS)]
    sentence = _fit_sentences(positive)
    rows = np.zeros((len(found), len(ANSWER_FEATURES)))
    for fold in folds:
        model = _fit_sentences([case for case in positive if case.group not in fold])
        for at, case in enumerate(found):
            if case.group in fold and case.evidence:
                rows[at] = measures(case.asked, _ranked(case, model), collection)
    known = np.array([bool(case.evidence) and case.held for case in found])
    truth = np.array([float(case.answerable) for case in found])
    scores = np.zeros(len(found))
    for fold in folds:
        inside = np.array([case.group in fold for case in found])
        model = fit(rows[~inside & known], truth[~inside & known], names=ANSWER_FEATURES, strength=1.0)
        for at in np.flatnonzero(inside & known):
            scores[at] = model.probability(rows[at].tolist())
    threshold = float(np.quantile(scores[truth == 1], WRONG_SILENCE))
    _tell(found, scores, threshold)
    answer = fit(rows[known], truth[known], names=ANSWER_FEATURES, strength=1.0)
    return sentence, answer, round(threshold, 4)


def _fit_sentences(found: Sequence[Case]) -> Model:
    import numpy as np

    rows = np.array([item.features for case in found for item in case.evidence])
    labels = np.array([label for case in found for label in case.labels], dtype=float)
    return fit(rows, labels, names=FEATURES, strength=_STRENGTH)


def _ranked(case: Case, model: Model) -> list[Ranked]:
    scored = [Ranked(evidence=item, probability=model.probability(item.features)) for item in case.evidence]
    return sorted(scored, key=lambda item: -item.probability)


def _tell(found: Sequence[Case], scores: "Array", threshold: float) -> None:
    """Print what the threshold does, out of fold, by kind."""
    kinds = sorted({(case.answerable, case.curated.kind) for case in found})
    for answerable, kind in kinds:
        chosen = [
            score
            for case, score in zip(found, scores, strict=True)
            if (case.answerable, case.curated.kind) == (answerable, kind)
        ]
        silent = sum(score < threshold for score in chosen) / len(chosen)
        sys.stderr.write(
            f"{'answerable' if answerable else 'no answer '} {kind:14s} n={len(chosen):3d} silent {silent:.2f}\n"
        )


def main(folders: Sequence[str]) -> None:
    """Index the folders, train, write `qa/ranker.json`."""
    register = default_register()
    with tempfile.TemporaryDirectory() as home:
        store = Store(Path(home))
        model = open_embedder(DEFAULT_EMBEDDER, cache=Path(home) / "cache")
        ingest(
            [Path(folder) for folder in folders],
            store=store,
            open_model=lambda: model,
            register=register,
            access=None,
            progress=_quiet,
        )
        with store.open(model) as collection:
            files = {file for paper in collection.papers() for file in paper.files}
            sets = sorted(FOLDER.glob("*.jsonl"))
            curated = [
                row for path in sets for row in load([path], collection.papers(), split="tune") if row.files <= files
            ]
            sentence, answer, threshold = train(cases(curated, collection, register=register), collection)
    parts = {
        name: {"features": part.features, "weights": part.weights, "intercept": part.intercept}
        for name, part in (("sentence", sentence), ("answer", answer))
    }
    _TARGET.write_text(
        json.dumps({**parts, "threshold": threshold, "questions": len(curated)}, indent=1) + "\n", "utf-8"
    )


def _quiet(stage: str, done: int, total: int) -> None:
    """Take progress and say nothing."""


if __name__ == "__main__":
    main(sys.argv[1:])
