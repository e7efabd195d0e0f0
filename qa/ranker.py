"""The weights behind an answer: which sentence comes first, and whether there is an answer at all.

Three models, trained by `python -m eval.train` on questions with known answers and kept as numbers in `ranker.json`:
one scores a sentence, one scores it again after the cross-encoder has read it (`qa/reread.py`), one scores a question's
best evidence. The first two choose among sentences, with none of them as one more choice, whose score is 0; what comes
out is the probability of each choice, 0 to 1. Source: the softmax loss of ListNet (Cao et al. 2007).
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Protocol

from corpus.errors import SettingsError
from index.cross_encoder import CrossEncoder
from qa.evidence import FEATURES, Evidence

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

REREAD_FEATURES = (
    "logit",  # log odds by the first model
    "gap",  # how far its log probability is below the best one's, 0 or less
    "read",  # the cross-encoder's score
    "read_gap",
    "first",  # the first model's best sentence
)


class Scorer(Protocol):
    """What scores rows of measurements."""

    @property
    def features(self) -> tuple[str, ...]:
        """The names of the measurements, in the order of a row."""
        ...

    def scores(self, rows: "Array") -> "Array":
        """Return the score (n,) of each row of features (n, features)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A score that is a weighted sum."""

    features: tuple[str, ...]
    weights: tuple[float, ...]
    intercept: float

    def scores(self, rows: "Array") -> "Array":
        """Return the score (n,) of each row of features (n, features)."""
        import numpy as np

        totals: Array = self.intercept + rows @ np.array(self.weights)
        return totals


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Network:
    """A score by a network with one hidden layer of rectified linear units."""

    features: tuple[str, ...]
    hidden: "Array"  # (units, features)
    biases: "Array"  # (units,)
    weights: "Array"  # (units,)
    intercept: float

    def scores(self, rows: "Array") -> "Array":
        """Return the score (n,) of each row of features (n, features)."""
        import numpy as np

        # Not `@`: the threads of its library would wait in a busy loop, just when the cross-encoder needs the cores.
        hidden = np.einsum("nf,uf->nu", rows, self.hidden)
        totals: Array = self.intercept + np.maximum(hidden + self.biases, 0) @ self.weights
        return totals


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranker:
    """The models, the probabilities below which the papers are said not to answer, what reads.

    A question of a few words tells little of what it wants, and much comes near it: it has a threshold of its own.
    """

    sentence: Scorer
    reread: Scorer
    answer: Scorer  # its scores are log odds
    threshold: float
    brief: tuple[float, ...] = ()  # the thresholds of questions of one word that says what it is about, of two, ...
    reader: CrossEncoder | None = None  # without one, sentences stay as the first model orders them

    def threshold_of(self, words: int) -> float:
        """Return the threshold of a question with so many words that say what it is about."""
        at = max(words, 1) - 1
        return self.brief[at] if at < len(self.brief) else self.threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A sentence and the probability that it is part of the answer."""

    evidence: Evidence
    probability: float
    read: float | None = None  # the cross-encoder's score, of those that it read


def probabilities(scores: "Array") -> "Array":
    """Return the probabilities (n,) of log odds (n,)."""
    import numpy as np

    chances: Array = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
    return chances


def log_odds(probability: float, *, least: float) -> float:
    """Return the logarithm of a probability's odds, after keeping it `least` away from 0 and 1.

    >>> log_odds(0.5, least=1e-6), round(log_odds(0.0, least=1e-2), 2)
    (0.0, -4.6)
    """
    chance = min(max(probability, least), 1 - least)
    return math.log(chance / (1 - chance))


def chosen(scores: "Array") -> "Array":
    """Return how likely each of some scored sentences (n,) is to be the answer, (n,), where none may be.

    >>> import numpy as np
    >>> chosen(np.array([0.0, 0.0, -40.0])).round(2).tolist()
    [0.33, 0.33, 0.0]
    """
    import numpy as np

    highest = max(float(scores.max()), 0.0)
    odds = np.exp(scores - highest)
    chances: Array = odds / (odds.sum() + math.exp(-highest))
    return chances


def rank(evidence: Sequence[Evidence], model: Scorer) -> list[Ranked]:
    """Return the sentences by probability, highest first; ties by passage id and place."""
    import numpy as np

    if not evidence:
        return []
    chances = chosen(model.scores(np.array([item.features for item in evidence]))).tolist()
    scored = [Ranked(evidence=item, probability=chance) for item, chance in zip(evidence, chances, strict=True)]
    return sorted(scored, key=lambda item: (-item.probability, item.evidence.passage.passage_id, item.evidence.place))


@cache
def load_ranker() -> Ranker:
    """Return the trained weights that the package ships.

    `qa.assemble.open_ranker` adds the cross-encoder.

    Raises:
        SettingsError: they were trained for other features.
    """
    data = json.loads(files("qa").joinpath("ranker.json").read_text("utf-8"))
    sentence, reread, answer = _network(data["sentence"]), _model(data["reread"]), _network(data["answer"])
    trained = (sentence.features, reread.features, answer.features)
    if trained != (FEATURES, REREAD_FEATURES, ANSWER_FEATURES):
        raise SettingsError("qa/ranker.json was trained for other features; run python -m eval.train")
    brief = tuple(data["brief"])
    return Ranker(sentence=sentence, reread=reread, answer=answer, threshold=data["threshold"], brief=brief)


def _model(part: dict[str, Any]) -> Model:
    return Model(features=tuple(part["features"]), weights=tuple(part["weights"]), intercept=part["intercept"])


def _network(part: dict[str, Any]) -> Network:
    import numpy as np

    arrays = {name: np.array(part[name]) for name in ("hidden", "biases", "weights")}
    return Network(features=tuple(part["features"]), intercept=part["intercept"], **arrays)
