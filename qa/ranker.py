"""The weights behind an answer: which sentence comes first, and whether there is an answer at all.

Three logistic regressions, trained by `python -m eval.train` on questions with known answers and kept as numbers in
`ranker.json`: one scores a sentence, one scores it again after the cross-encoder has read it (`qa/reread.py`), one
scores a question's best evidence. Their output is a probability, 0 to 1.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from corpus.errors import SettingsError
from index.cross_encoder import CrossEncoder
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
    "read",  # the cross-encoder's score of the best sentence
    "read_best",  # the highest of any sentence that it read
    "read_all",  # of all of them together: log odds of there being an answer among them
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
    "lacks_period",  # what the best sentences lack, as far as it can be named: `qa.enough.lacks`
    "lacks_voice",
    "lacks_outcome",
    "lacks_sort",
    "lacks_detail",
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
REREAD_FEATURES = (
    "logit",  # of the probability that the first model gives
    "logit_gap",  # how far below the best one, 0 or less
    "read",  # the cross-encoder's score
    "read_gap",
    "first",  # the first model's best sentence
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
    """The models, the probability below which the papers are said not to answer, what moves a question, what reads."""

    sentence: Model
    reread: Model
    answer: Model
    threshold: float
    fit: QueryFit = UNFITTED
    reader: CrossEncoder | None = None  # without one, sentences stay as the first model orders them


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A sentence and the probability that it is part of the answer."""

    evidence: Evidence
    probability: float
    read: float | None = None  # the cross-encoder's score, of those that it read


def log_odds(probability: float, *, least: float) -> float:
    """Return the logarithm of a probability's odds, after keeping it `least` away from 0 and 1.

    >>> log_odds(0.5, least=1e-6), round(log_odds(0.0, least=1e-2), 2)
    (0.0, -4.6)
    """
    chance = min(max(probability, least), 1 - least)
    return math.log(chance / (1 - chance))


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

    `qa.assemble.open_ranker` adds the cross-encoder.

    Raises:
        SettingsError: they were trained for other features.
    """
    data = json.loads(files("qa").joinpath("ranker.json").read_text("utf-8"))
    sentence, reread, answer = (
        Model(features=tuple(part["features"]), weights=tuple(part["weights"]), intercept=part["intercept"])
        for part in (data["sentence"], data["reread"], data["answer"])
    )
    trained = (sentence.features, reread.features, answer.features)
    if trained != (SENTENCE_FEATURES, REREAD_FEATURES, ANSWER_FEATURES):
        raise SettingsError("qa/ranker.json was trained for other features; run python -m eval.train")
    fit = load_query_fit() if embedder in (DEFAULT_EMBEDDER, MINILM_INT8) else UNFITTED
    return Ranker(sentence=sentence, reread=reread, answer=answer, threshold=data["threshold"], fit=fit)
