"""Train the weights of `qa/ranker.json` on the curated questions of the split "tune".

    python -m eval.train PAPERS...      folders of papers, e.g. corpus/sample/papers ../shared/papers

Each folder is a collection of its own, asked the questions whose papers it holds. Three logistic regressions
(scikit-learn). The first scores sentences: is it gold? The second scores the best of them again, now that the
cross-encoder has read them. The third scores questions: are the best sentences an answer? Its negatives are the
questions without an answer, every answerable question asked again with the papers that answer it left out, and those
whose gold is not among the best sentences. Each sees only out-of-fold scores of the one before, as the first sees only
questions moved by a matrix (`eval/fit_query.py`) that was learnt on other questions; the second and the third see only
questions that the cross-encoder was not trained on. The threshold is the one at which, out of fold, a share of
`WRONG_SILENCE` of the answers that were found would be withheld.
"""

import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.panels import Register, default_register
from eval.curated import Curated, for_papers, is_gold
from eval.fit_query import Pull, fit_query
from eval.opened import opened, widened
from eval.pairs import taught_ids
from index.cross_encoder import CrossEncoder, open_cross_encoder
from index.search import Collection, Hit, Scope
from qa.enough import TOP, gap, measures
from qa.evidence import DEPTH, Evidence, gather
from qa.query_fit import QueryFit
from qa.ranker import ANSWER_FEATURES, REREAD_FEATURES, SENTENCE_FEATURES, Model, Ranked, rank, with_products
from qa.reread import as_read, by_reading, in_doubt, measured
from qa.scopes import narrow
from qa.settings import load_settings
from qa.understand import Understood, understand

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

WRONG_SILENCE = 0.08
_FOLDS = 5
_STRENGTH = 0.01  # C of the sentence model; weaker than the default because features overlap
_REREAD_STRENGTH = 1.0
_ANSWER_STRENGTH = 0.3
_POSED_AGAIN = 0.4  # weight of a question asked without its papers: easier to tell than what they nearly answer
_TARGET = Path(__file__).parents[1] / "qa"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question with its evidence, asked over all papers or over those without the answer."""

    curated: Curated
    asked: Understood
    hits: Sequence[Hit]
    evidence: Sequence[Evidence]
    labels: tuple[bool, ...]  # is the sentence gold
    answerable: bool
    held: bool  # are papers of the panels that it names loaded
    group: int  # of the question: its cases stay in one fold
    taught: bool  # was the cross-encoder trained on it
    collection: Collection


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
        curated=question, taught=question.question.id in taught_ids(), asked=asked, hits=hits, evidence=evidence,
        answerable=question.answerable, held=narrowed.answerable,
        labels=tuple(is_gold(one.sentence, collection.paper(one.passage.paper_id).files, places) for one in evidence),
        group=group, collection=collection,
    )  # fmt: skip


def _pull(case: Case) -> Pull:
    import numpy as np

    return Pull(
        question=case.collection.embed(case.asked.text),
        sentences=case.collection.sentence_vectors([hit.passage for hit in case.hits]),
        gold=np.array(case.labels, dtype=bool),
    )


def _moved(case: Case, fit: QueryFit) -> Case:
    """Return a case with its evidence measured anew, the question moved."""
    return replace(case, evidence=gather(case.asked, case.collection, hits=case.hits, fit=fit))


def _unseen(found: Sequence[Case]) -> list[Case]:
    """Return the cases, each moved by a matrix that was learnt on other questions."""
    fits = [
        fit_query([_pull(case) for case in found if case.group % _FOLDS != fold and any(case.labels)])
        for fold in range(_FOLDS)
    ]
    return [_moved(case, fits[case.group % _FOLDS]) for case in found]


def fit(
    rows: "Array", labels: "Array", *, names: tuple[str, ...], strength: float, weights: "Array | None" = None
) -> Model:
    """Return a logistic regression fitted to rows (n, features) and labels (n,).

    Features are brought to one scale first, so that `strength` (C, the inverse of regularisation) holds for all alike.
    `weights` (n,) say how much each row counts; all alike where none are given.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler()
    model = LogisticRegression(C=strength, max_iter=5000).fit(scaler.fit_transform(rows), labels, sample_weight=weights)
    slopes = model.coef_[0] / scaler.scale_
    intercept = float(model.intercept_[0] - slopes @ scaler.mean_)
    return Model(features=names, weights=tuple(round(float(w), 5) for w in slopes), intercept=round(intercept, 5))


def train(found: Sequence[Case], reader: CrossEncoder) -> tuple[Model, Model, Model, float]:
    """Return the models of `qa.ranker.Ranker` and its threshold; print what they do out of fold."""
    import numpy as np

    first = _out_of_fold(found)
    read = [_read(case, ranked, reader) for case, ranked in zip(found, first, strict=True)]
    fresh = [at for at, case in enumerate(found) if not case.taught]
    rows = np.zeros((len(found), len(ANSWER_FEATURES)))
    truth, scored = np.zeros(len(found)), np.zeros(len(found), dtype=bool)
    for fold in range(_FOLDS):
        again = _fit_reread([(found[at], first[at], read[at]) for at in fresh if found[at].group % _FOLDS != fold])
        for at in fresh:
            case = found[at]
            if case.group % _FOLDS == fold and first[at]:
                ranked = by_reading(first[at], read[at], again)
                rows[at] = measures(case.asked, ranked, case.collection)
                scored[at] = case.held and gap(case.asked, ranked) is None
                truth[at] = case.answerable and any(_label(case, item) for item in ranked[:TOP])
    answer, threshold = _answers([found[at] for at in fresh], rows[fresh], truth[fresh], scored[fresh])
    return _fit_sentences(found), _fit_reread([(found[at], first[at], read[at]) for at in fresh]), answer, threshold


def _out_of_fold(found: Sequence[Case]) -> list[list[Ranked]]:
    """Return the sentences of each case as a model orders them that was fitted to other questions."""
    models = [_fit_sentences([case for case in found if case.group % _FOLDS != fold]) for fold in range(_FOLDS)]
    return [rank(case.evidence, models[case.group % _FOLDS]) if case.evidence else [] for case in found]


def _read(case: Case, ranked: Sequence[Ranked], reader: CrossEncoder) -> list[float]:
    """Return the cross-encoder's scores of the sentences that are read."""
    scores: list[float] = reader.scores(case.asked.text, [as_read(item) for item in in_doubt(ranked)]).tolist()
    return scores


def _fit_reread(taught: Sequence[tuple[Case, Sequence[Ranked], Sequence[float]]]) -> Model:
    import numpy as np

    rows, labels = [], []
    for case, ranked, scores in taught:
        own = [_label(case, item) for item in ranked[: len(scores)]]
        if any(own):
            rows.append(measured(ranked[: len(scores)], scores))
            labels += own
    return fit(np.concatenate(rows), np.array(labels, dtype=float), names=REREAD_FEATURES, strength=_REREAD_STRENGTH)


def _answers(found: Sequence[Case], rows: "Array", truth: "Array", scored: "Array") -> tuple[Model, float]:
    """Return the answer model and its threshold, from rows (n, features) of which some are `scored` (n,)."""
    import numpy as np

    weights = np.array([1.0 if case.answerable == case.curated.answerable else _POSED_AGAIN for case in found])
    scores = np.zeros(len(found))
    folds = np.array([case.group % _FOLDS for case in found])
    for fold in range(_FOLDS):
        others, own = (folds != fold) & scored, (folds == fold) & scored
        scores[own] = _fit_answers(rows[others], truth[others], weights[others]).probabilities(rows[own])
    threshold = float(np.quantile(scores[truth == 1], WRONG_SILENCE))
    _tell(found, scores, threshold)
    return _fit_answers(rows[scored], truth[scored], weights[scored]), round(threshold, 4)


def _fit_answers(rows: "Array", truth: "Array", weights: "Array") -> Model:
    return fit(rows, truth, names=ANSWER_FEATURES, strength=_ANSWER_STRENGTH, weights=weights)


def _label(case: Case, item: Ranked) -> bool:
    return case.labels[case.evidence.index(item.evidence)]


def _fit_sentences(found: Sequence[Case]) -> Model:
    import numpy as np

    positive = [case for case in found if any(case.labels)]
    rows = with_products([item.features for case in positive for item in case.evidence])
    labels = np.array([label for case in positive for label in case.labels], dtype=float)
    return fit(rows, labels, names=SENTENCE_FEATURES, strength=_STRENGTH)


def _tell(found: Sequence[Case], scores: "Array", threshold: float) -> None:
    """Print how often each kind is met with silence, out of fold."""
    kinds = sorted({(case.answerable, case.curated.kind) for case in found})
    for answerable, kind in kinds:
        chosen = [
            score
            for case, score in zip(found, scores, strict=True)
            if (case.answerable, case.curated.kind) == (answerable, kind)
        ]
        silent = sum(score < threshold for score in chosen) / len(chosen)
        name = "answerable" if answerable else "no answer"
        sys.stderr.write(f"{name:10s} {kind:14s} n={len(chosen):3d} silent {silent:.2f}\n")


def main(folders: Sequence[str]) -> None:
    """Index the folders, train, write `qa/ranker.json` and `qa/query_fit.npy`."""
    register = widened(default_register(), [Path(folder) for folder in folders])
    found: list[Case] = []
    with ExitStack() as open_collections:
        for folder in folders:
            collection = open_collections.enter_context(opened(Path(folder), register=register))
            curated = for_papers(collection.papers(), split="tune")
            first = max((case.group for case in found), default=-1) + 1
            found += cases(curated, collection, register=register, first=first)
        reader = open_cross_encoder(cache=load_settings().cache)
        sentence, reread, answer, threshold = train(_unseen(found), reader)
        fit = fit_query([_pull(case) for case in found if any(case.labels)])
    parts = {
        name: {"features": part.features, "weights": part.weights, "intercept": part.intercept}
        for name, part in (("sentence", sentence), ("reread", reread), ("answer", answer))
    }
    (_TARGET / "ranker.json").write_text(json.dumps({**parts, "threshold": threshold}, indent=1) + "\n", "utf-8")
    _save(fit)


def _save(fit: QueryFit) -> None:
    """Write the matrix in half precision, which changes a cosine by less than a thousandth."""
    import numpy as np

    with (_TARGET / "query_fit.npy").open("wb") as file:
        np.save(file, np.asarray(fit.matrix, np.float16), allow_pickle=False)


if __name__ == "__main__":
    main(sys.argv[1:])
