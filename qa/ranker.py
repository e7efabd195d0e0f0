"""The weights behind an answer: which sentence comes first, and whether there is an answer at all.

Two logistic regressions, trained by `python -m eval.train` on questions with known answers and kept as numbers in
`ranker.json`: one scores a sentence, one scores a question's best evidence. Their output is a probability, 0 to 1.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from corpus.errors import SettingsError
from index.embed import DEFAULT_EMBEDDER, MINILM_INT8
from qa.evidence import FEATURES, Evidence
from qa.query_fit import UNFITTED, QueryFit, load_query_fit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

ANSWER_FEATURES = (
    "best_logit",  # of the probability of the best sentence
    "cosine",  # of the best sentence
    "cosine_top",  # highest of any sentence found
    "cosine_around",  # of the best sentence with its neighbours
    "aligned",  # share of the question's words, by rarity, that the best passage has in any form
    "name_unheld",  # a name of the question is in none of the best sentences
    "unnamed",  # a name is asked for, and the best sentence has none of its own
    "type_missing",
    "counted_missing",
    "period_missing",
    "reason",  # the intents, from which different evidence is to be expected
    "list",
    "fact",
    "meaning",
    "person",
)

_FACTORS = (
    "cosine_sentence",
    "cosine_gap",
    "cosine_fitted",
    "cosine_fitted_gap",
    "cover_sentence",
    "cover_gap",
    "rank",
    "lexical",
)
SENTENCE_FEATURES = FEATURES + tuple(f"{name} x {factor}" for factor in _FACTORS for name in FEATURES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One logistic regression: names, weights and intercept."""

    features: tuple[str, ...]
    weights: tuple[float, ...]
    intercept: float

    def probabilities(self, rows: "Array") -> "Array":
        """Return the probability (n,) for each row of features (n, features), 0 to 1."""
        import numpy as np

        totals: Array = self.intercept + rows @ np.array(self.weights)
        chances: Array = 1 / (1 + np.exp(-np.clip(totals, -30, 30)))
        return chances


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranker:
    """Both models, the probability below which the papers are said not to answer, and what moves a question."""

    sentence: Model
    answer: Model
    threshold: float
    fit: QueryFit = UNFITTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A sentence and the probability that it is part of the answer."""

    evidence: Evidence
    probability: float


def with_products(rows: Sequence[Sequence[float]]) -> "Array":
    """Return rows of FEATURES (n, f) with their products, (n, len(SENTENCE_FEATURES)).

    A product lets one measurement count more where another is high: a matching figure means more in a sentence that
    is near in meaning.
    """
    import numpy as np

    plain = np.array(rows, dtype=float).reshape(len(rows), len(FEATURES))
    factors = [plain[:, [FEATURES.index(name)]] for name in _FACTORS]
    return np.concatenate([plain, *(plain * factor for factor in factors)], axis=1)


def rank(evidence: Sequence[Evidence], model: Model) -> list[Ranked]:
    """Return the sentences by probability, highest first; ties by passage id and place."""
    chances = model.probabilities(with_products([item.features for item in evidence])).tolist()
    scored = [Ranked(evidence=item, probability=chance) for item, chance in zip(evidence, chances, strict=True)]
    return sorted(scored, key=lambda item: (-item.probability, item.evidence.passage.passage_id, item.evidence.place))


@cache
def load_ranker(embedder: str = DEFAULT_EMBEDDER) -> Ranker:
    """Return the trained weights that the package ships; questions are moved only for the embedder of that training.

    Raises:
        SettingsError: they were trained for other features.
    """
    data = json.loads(files("qa").joinpath("ranker.json").read_text("utf-8"))
    sentence, answer = (
        Model(features=tuple(part["features"]), weights=tuple(part["weights"]), intercept=part["intercept"])
        for part in (data["sentence"], data["answer"])
    )
    if sentence.features != SENTENCE_FEATURES or answer.features != ANSWER_FEATURES:
        raise SettingsError("qa/ranker.json was trained for other features; run python -m eval.train")
    fit = load_query_fit() if embedder in (DEFAULT_EMBEDDER, MINILM_INT8) else UNFITTED
    return Ranker(sentence=sentence, answer=answer, threshold=data["threshold"], fit=fit)
