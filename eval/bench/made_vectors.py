"""Made-up passage vectors for collections that would take the model an hour; questions go through the real model.

A text's vector is the mean of the real vectors of the sample's sentences that it is made of, plus noise. Latency on
such vectors is that of real ones, since the search is exact; how good answers are must not be read from them.
"""

import hashlib
import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from eval.bench import made_papers
from index.embed import Embedder

if TYPE_CHECKING:
    from index.search import Vector

_NOISE = 0.3  # length of the noise, against 1 of the mean
_STRANGERS = 2  # sentences that stand in for a text that holds none of the sample's


class MadeEmbedder:
    """Implements `index.embed.Embedder`: made-up vectors for passages, real ones for questions."""

    def __init__(self, model: Embedder) -> None:
        self._model = model
        self.name = f"made-up vectors after {model.name}"
        self.revision = model.revision
        self.weights = model.weights
        self.dimension = model.dimension
        self.window = model.window
        self.key = f"made-up vectors, version 1, after {model.key}"

    def embed(self, texts: Sequence[str]) -> "Vector":
        """Return made-up unit vectors (n, d), the same for the same text."""
        import numpy as np

        rows = np.array([self._vector(text) for text in texts], np.float32).reshape(len(texts), self.dimension)
        unit: Vector = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    def embed_query(self, text: str) -> "Vector":
        """Return the real unit vector (d,) of a question."""
        return self._model.embed_query(text)

    def count(self, text: str) -> int:
        """Return the number of wordpieces of a text."""
        return self._model.count(text)

    def _vector(self, text: str) -> "Vector":
        """Return the mean of the vectors of a text's sentences, and noise."""
        import numpy as np

        seed = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
        chance = np.random.default_rng(seed)
        places, vectors = self._known
        parts = map(made_papers.masked, re.split(r"(?<=[.:|]) ", text))
        held = [places[part] for part in parts if part in places]
        chosen = held or chance.integers(len(vectors), size=_STRANGERS).tolist()
        mean = vectors[chosen].mean(axis=0)
        noise = chance.standard_normal(self.dimension, np.float32)
        made: Vector = mean / np.linalg.norm(mean) + _NOISE * noise / np.linalg.norm(noise)
        return made

    @cached_property
    def _known(self) -> "tuple[dict[str, int], Vector]":
        """Return the places of the sample's sentences, their figures masked, and their real vectors."""
        pool = made_papers.pool()
        return {made_papers.masked(sentence): place for place, sentence in enumerate(pool)}, self._model.embed(pool)
