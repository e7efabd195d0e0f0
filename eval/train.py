"""Train the weights of `qa/ranker.json` on the curated questions of the split "tune".

    python -m eval.train PAPERS...      folders of papers, e.g. corpus/sample/papers ../shared/papers

Each folder is a collection of its own, asked the questions whose papers it holds; a query encoder that learnt from the
other half of the folders embeds them (`eval/train_query_encoder.py`), so that none has seen what it is measured on. A
network chooses among the sentences found (`eval/fit_choice.py`); it learns from the pairs as well (`eval/pairs.py`). A
weighted sum chooses again among the best of them, now that the cross-encoder has
read them. A small network (`eval/fit_answers.py`, scikit-learn) scores questions: are the best sentences an answer? Its
negatives are the questions without an answer, every answerable question asked again with the papers that answer it left
out, and those whose gold is not among the best sentences. Each sees only out-of-fold scores of the one before; the last
two see only questions that the cross-encoder was not trained on. The threshold is the one at which, out of fold, a
share of `WRONG_SILENCE` of the answers that were found would be withheld; questions of up to three words that say what
they are about have their own.
"""

import json
import math
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
from eval.found import Case, Found, cases, of_pairs
from eval.opened import opened, widened
from eval.train_query_encoder import Learnt, learn, pulls
from index.cross_encoder import CrossEncoder, open_cross_encoder
from index.embed import open_embedder
from qa.answer_features import word_count
from qa.enough import TOP, gap, measures
from qa.evidence import FEATURES
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


def train(asked: Sequence[Case], pairs: Sequence[Found], reader: CrossEncoder) -> dict[str, object]:
    """Return the models of `qa.ranker.Ranker` and its threshold by name; print what they do out of fold."""
    import numpy as np

    lists = [*(case.found for case in asked if _teaches(case)), *pairs]
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
    answer, thresholds = _answers(fresh, rows, truth, scored)
    sentence = fit_network([_choice(found) for found in lists], names=FEATURES)
    return {"sentence": sentence, "reread": _fit_reread(triples), "answer": answer, **thresholds}


def _teaches(case: Case) -> bool:
    """Does a case teach what answers: asked over all papers, and what answers it was found if there is any?"""
    return not case.again and bool(case.gold) == case.answerable


def _choice(found: Found) -> Choice:
    return Choice(rows=found.rows, gold=found.gold, weight=found.weight)


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


def _answers(
    found: Sequence[Case], rows: "Array", truth: "Array", scored: "Array"
) -> tuple[Network, dict[str, object]]:
    """Return the answer model and its thresholds by name, from rows (n, features) of which some are `scored` (n,)."""
    import numpy as np

    weights = np.array([_POSED_AGAIN if case.again else 1.0 for case in found])
    scores = np.zeros(len(found))
    folds = np.array([case.found.group % _FOLDS for case in found])
    for fold in range(_FOLDS):
        others, own = (folds != fold) & scored, (folds == fold) & scored
        scores[own] = probabilities(_fit_answers(rows[others], truth[others], weights[others]).scores(rows[own]))
    words = np.array([word_count(case.asked) for case in found])

    def threshold(least: int, most: float) -> float:
        own = (truth == 1) & (words >= least) & (words <= most)
        return round(float(np.quantile(scores[own], WRONG_SILENCE)), 4)

    few, three, more = threshold(0, 2), threshold(3, 3), threshold(4, math.inf)  # of one word there are too few
    _tell(found, scores, more)
    answer = _fit_answers(rows[scored], truth[scored], weights[scored])
    return answer, {"threshold": more, "brief": (few, few, three)}


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
    """Index the folders, train, write `qa/ranker.json`."""
    places, settings = [Path(folder) for folder in folders], load_settings()
    register = widened(default_register(), places)
    halves, model = (places[::2], places[1::2]), open_embedder(cache=settings.cache)
    asked: list[Case] = []
    pairs: list[Found] = []
    with ExitStack() as stack:
        taught = []
        for half in halves:
            collections = [stack.enter_context(opened(place, register=register)) for place in half]
            taught.append([pull for one in collections for pull in pulls(one, register=register)])
        for half, others in zip(halves, reversed(taught), strict=True):
            learnt = Learnt(model, learn(others))
            for place in half:
                collection = stack.enter_context(opened(place, register=register, model=learnt))
                curated = for_papers(collection.papers(), split="tune")
                first = 1 + max((found.group for found in (*(case.found for case in asked), *pairs)), default=-1)
                asked += cases(curated, collection, register=register, first=first)
                pairs += of_pairs(collection, register=register, first=first + len(curated))
        models = train(asked, pairs, open_cross_encoder(cache=settings.cache))
    (_TARGET / "ranker.json").write_text(json.dumps(models, default=_plain) + "\n", "utf-8")


def _plain(value: object) -> object:
    """Return an array or a model as JSON has it."""
    tolist = getattr(value, "tolist", None)
    return tolist() if tolist else asdict(value)  # type: ignore[call-overload]


if __name__ == "__main__":
    main(sys.argv[1:])
