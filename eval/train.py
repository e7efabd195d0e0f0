"""Train the weights of `qa/ranker.json` and `qa/query_fit.npy` on the curated questions of the split "tune".

    python -m eval.train PAPERS...      folders of papers, e.g. corpus/sample/papers ../shared/papers

Each folder is a collection of its own, asked the questions whose papers it holds. A matrix moves questions
(`eval/fit_query.py`). A network chooses among the sentences found (`eval/fit_choice.py`); these two learn from the
pairs as well (`eval/pairs.py`). A weighted sum chooses again among the best of them, now that the cross-encoder has
read them. A small network (`eval/fit_answers.py`, scikit-learn) scores questions: are the best sentences an answer? Its
negatives are the questions without an answer, every answerable question asked again with the papers that answer it left
out, and those whose gold is not among the best sentences. Each sees only out-of-fold scores of the one before; the last
two see only questions that the cross-encoder was not trained on. The threshold is the one at which, out of fold, a
share of `WRONG_SILENCE` of the answers that were found would be withheld.
"""

import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.panels import default_register
from eval.curated import for_papers
from eval.fit_answers import fit_answers
from eval.fit_choice import Choice, fit_model, fit_network
from eval.fit_query import fit_query
from eval.found import Case, Found, cases, moved, of_pairs, remeasured
from eval.opened import opened, widened
from index.cross_encoder import CrossEncoder, open_cross_encoder
from qa.enough import TOP, gap, measures
from qa.evidence import FEATURES
from qa.query_fit import QueryFit
from qa.ranker import ANSWER_FEATURES, REREAD_FEATURES, Model, Network, Ranked, probabilities, rank
from qa.reread import as_read, by_reading, in_doubt, measured
from qa.settings import load_settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

WRONG_SILENCE = 0.08
_FOLDS = 4
_POSED_AGAIN = 0.4  # weight of a question asked without its papers: easier to tell than what they nearly answer
_TARGET = Path(__file__).parents[1] / "qa"


def _unseen(found: Sequence[Found]) -> list[Found]:
    """Return what was found, each question moved by a matrix that was learnt on other questions."""
    fits = [
        fit_query([one.pull for one in found if one.group % _FOLDS != fold and one.pull.gold.any()])
        for fold in range(_FOLDS)
    ]
    return [moved(one, fits[one.group % _FOLDS]) for one in found]


def train(asked: Sequence[Case], pairs: Sequence[Found], reader: CrossEncoder) -> dict[str, object]:
    """Return the models of `qa.ranker.Ranker` and its threshold by name; print what they do out of fold."""
    import numpy as np

    taught = _unseen([*(case.found for case in asked), *pairs])
    asked = [remeasured(case, found) for case, found in zip(asked, taught[: len(asked)], strict=True)]
    lists = [*(case.found for case in asked if _teaches(case)), *taught[len(asked) :]]
    fresh = [case for case in asked if not case.taught]
    first = _out_of_fold(fresh, lists)
    read = [_read(case, ranked, reader) for case, ranked in zip(fresh, first, strict=True)]
    triples = list(zip(fresh, first, read, strict=True))
    rows = np.zeros((len(fresh), len(ANSWER_FEATURES)))
    truth, scored = np.zeros(len(fresh)), np.zeros(len(fresh), dtype=bool)
    for fold in range(_FOLDS):
        again = _fit_reread([triple for triple in triples if triple[0].found.group % _FOLDS != fold])
        for at, (case, found, scores) in enumerate(triples):
            if case.found.group % _FOLDS == fold and found:
                ranked = by_reading(found, scores, again)
                rows[at] = measures(case.asked, ranked, case.collection)
                scored[at] = case.held and gap(case.asked, ranked, case.collection) is None
                truth[at] = case.answerable and any(_place(item) in case.gold for item in ranked[:TOP])
    answer, threshold = _answers(fresh, rows, truth, scored)
    sentence = fit_network([_choice(found) for found in lists], names=FEATURES)
    return {"sentence": sentence, "reread": _fit_reread(triples), "answer": answer, "threshold": threshold}


def _teaches(case: Case) -> bool:
    """Does a case teach what answers: asked over all papers, and what answers it was found if there is any?"""
    return not case.again and bool(case.gold) == case.answerable


def _choice(found: Found) -> Choice:
    return Choice(rows=found.rows, gold=found.pull.gold, weight=found.weight)


def _out_of_fold(asked: Sequence[Case], lists: Sequence[Found]) -> list[list[Ranked]]:
    """Return the sentences of each case as a network orders them that was fitted to the lists of other questions."""
    networks = [
        fit_network([_choice(found) for found in lists if found.group % _FOLDS != fold], names=FEATURES)
        for fold in range(_FOLDS)
    ]
    return [rank(case.evidence, networks[case.found.group % _FOLDS]) for case in asked]


def _read(case: Case, ranked: Sequence[Ranked], reader: CrossEncoder) -> list[float]:
    """Return the cross-encoder's scores of the sentences that are read."""
    scores: list[float] = reader.scores(case.asked.text, [as_read(item) for item in in_doubt(ranked)]).tolist()
    return scores


def _fit_reread(read: Sequence[tuple[Case, Sequence[Ranked], Sequence[float]]]) -> Model:
    """Return what chooses among the sentences that were read, fitted to cases with the cross-encoder's scores."""
    import numpy as np

    choices = [
        Choice(
            rows=measured(ranked[: len(scores)], scores).astype(np.float32),
            gold=np.array([_place(item) in case.gold for item in ranked[: len(scores)]]),
            weight=_POSED_AGAIN if case.again else 1.0,
        )
        for case, ranked, scores in read
        if scores
    ]
    return fit_model(choices, names=REREAD_FEATURES)


def _place(item: Ranked) -> tuple[str, int]:
    return item.evidence.passage.passage_id, item.evidence.place


def _answers(found: Sequence[Case], rows: "Array", truth: "Array", scored: "Array") -> tuple[Network, float]:
    """Return the answer model and its threshold, from rows (n, features) of which some are `scored` (n,)."""
    import numpy as np

    weights = np.array([_POSED_AGAIN if case.again else 1.0 for case in found])
    scores = np.zeros(len(found))
    folds = np.array([case.found.group % _FOLDS for case in found])
    for fold in range(_FOLDS):
        others, own = (folds != fold) & scored, (folds == fold) & scored
        scores[own] = probabilities(_fit_answers(rows[others], truth[others], weights[others]).scores(rows[own]))
    threshold = float(np.quantile(scores[truth == 1], WRONG_SILENCE))
    _tell(found, scores, threshold)
    return _fit_answers(rows[scored], truth[scored], weights[scored]), round(threshold, 4)


def _fit_answers(rows: "Array", truth: "Array", weights: "Array") -> Network:
    return fit_answers(rows, truth, weights, names=ANSWER_FEATURES)


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
    asked: list[Case] = []
    pairs: list[Found] = []
    with ExitStack() as open_collections:
        for folder in folders:
            collection = open_collections.enter_context(opened(Path(folder), register=register))
            curated = for_papers(collection.papers(), split="tune")
            first = 1 + max((found.group for found in (*(case.found for case in asked), *pairs)), default=-1)
            asked += cases(curated, collection, register=register, first=first)
            pairs += of_pairs(collection, register=register, first=first + len(curated))
        reader = open_cross_encoder(cache=load_settings().cache)
        models = train(asked, pairs, reader)
    pulls = [found.pull for found in (*(case.found for case in asked), *pairs) if found.pull.gold.any()]
    _save(models, fit_query(pulls))


def _save(models: dict[str, object], fit: QueryFit) -> None:
    """Write the models, and the matrix in half precision, which changes a cosine by less than a thousandth."""
    import numpy as np

    def plain(value: object) -> object:
        return value.tolist() if isinstance(value, np.ndarray) else asdict(value)  # type: ignore[call-overload]

    (_TARGET / "ranker.json").write_text(json.dumps(models, default=plain) + "\n", "utf-8")
    with (_TARGET / "query_fit.npy").open("wb") as file:
        np.save(file, np.asarray(fit.matrix, np.float16), allow_pickle=False)


if __name__ == "__main__":
    main(sys.argv[1:])
