"""The weights behind an answer: which sentence comes first, and whether there is an answer at all.

Two logistic regressions, trained by `python -m eval.train` on questions with known answers and kept as numbers in
`ranker.json`: one scores a sentence, one scores a question's best evidence. Their output is a probability, 0 to 1.
"""

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from corpus.errors import SettingsError
from index.embed import DEFAULT_EMBEDDER, MINILM_INT8
from qa.evidence import FEATURES, Evidence
from qa.kinds import taken_for_granted
from qa.query_fit import UNFITTED, QueryFit, load_query_fit
from qa.understand import Intent, Understood

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

ANSWER_FEATURES = (
    "best",  # probability of the best sentence
    "best_logit",
    "second",
    "third",
    "cosine",  # of the best sentence
    "cosine_top",  # highest of any sentence found
    "cover",  # of the best sentence
    "cover_passage",
    "cover_context",
    "missing",  # rarity of the rarest term of the question that the best passage lacks, against the rarest possible
    "missing_two",  # the same for the second rarest lacking
    "unheard",  # share of the question's terms that no paper has
    "name_missing",
    "number_missing",
    "period_missing",
    "voice_missing",
    "type_missing",
    "decision_missing",
    "voice_unmet",  # what somebody said is asked, and the best sentence is not theirs
    "counted_missing",
    "pending",
    "granted",  # the question takes an act for granted of which the best passage knows nothing
    "missing_despite",  # the rarest term lacking, where the others are there
    "negative_reason",  # "why ... not", "no longer", "only"
    "outcome_unasked",
    "short_question",
    "reason",  # "why" presumes something
    "decision",
    "list",
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
_SHORT = 4  # words below which a question is short
_NEGATIVE = re.compile(r"\b(?:not|never|no longer|only|fail\w*|n't|none|nobody)\b", re.IGNORECASE)


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


def answer_features(
    asked: Understood, ranked: Sequence[Ranked], *, lacking: Sequence[float], unheard: float
) -> tuple[float, ...]:
    """Return the features of a question's evidence as a whole, in the order of ANSWER_FEATURES.

    `lacking` are the rarities (0 to 1) of the question's terms that the best passage lacks, rarest first; `unheard` is
    the share of its terms that no paper has.
    """
    best = ranked[0].evidence
    value = dict(zip(FEATURES, best.features, strict=True))
    chances = [item.probability for item in ranked[:3]] + [0.0, 0.0, 0.0]
    top = min(max(chances[0], 1e-6), 1 - 1e-6)
    rarest = (*lacking, 0.0, 0.0)
    return (
        chances[0],
        math.log(top / (1 - top)) / 5,
        *chances[1:3],
        value["cosine_sentence"],
        max(item.evidence.features[0] for item in ranked),
        *(value[name] for name in ("cover_sentence", "cover_passage", "cover_context")),
        *rarest[:2],
        unheard,
        *(value[f"{name}_missing"] for name in ("name", "number", "period", "voice", "type", "decision")),
        float(asked.intent in (Intent.SAID, Intent.PERSON) and asked.voice is not None and not value["voice"]),
        value["counted_missing"],
        value["pending"] * float(asked.intent is not Intent.DECISION),
        taken_for_granted(asked.asked, f"{best.passage.context} {best.passage.text}"),
        rarest[0] * value["cover_context"],
        float(bool(_NEGATIVE.search(asked.asked))),
        value["outcome_unasked"],
        float(len(asked.asked.split()) < _SHORT),
        *(float(asked.intent is intent) for intent in (Intent.REASON, Intent.DECISION, Intent.LIST)),
    )


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
