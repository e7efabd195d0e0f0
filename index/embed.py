"""Texts to unit vectors: the contract of an embedding model, and how one is opened by name."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from index.search import Vector

MINILM = "all-MiniLM-L6-v2"
MINILM_INT8 = "all-MiniLM-L6-v2-int8"
DEFAULT_EMBEDDER = MINILM


class Embedder(Protocol):
    """A model that turns texts into unit vectors; the inner product of two of them is their cosine, -1 to 1."""

    @property
    def name(self) -> str:
        """Return the name that `open_embedder` takes."""
        ...

    @property
    def revision(self) -> str:
        """Return which edition of the model it is, as its publisher numbers it."""
        ...

    @property
    def weights(self) -> str:
        """Return the SHA-256 of the weights, in hexadecimal."""
        ...

    @property
    def dimension(self) -> int:
        """Return d, the length of a vector."""
        ...

    @property
    def window(self) -> int:
        """Return how many wordpieces the model reads, special tokens included; it ignores what follows them."""
        ...

    @property
    def key(self) -> str:
        """Return a line that names everything that changes vectors: equal keys, equal vectors."""
        ...

    def embed(self, texts: Sequence[str]) -> "Vector":
        """Return the unit vectors (n, d) of passages or sentences, in the order of the texts."""
        ...

    def embed_query(self, text: str) -> "Vector":
        """Return the unit vector (d,) of a question."""
        ...

    def count(self, text: str) -> int:
        """Return the number of wordpieces of a text, special tokens not counted and nothing cut off."""
        ...


def open_embedder(name: str = DEFAULT_EMBEDDER, *, cache: Path) -> Embedder:
    """Return the embedding model of that name.

    The two MiniLM names run in ONNX Runtime from an export kept below `cache`; the first call makes it, which takes
    seconds and needs torch. Any other name or folder is opened by sentence-transformers.

    Raises:
        CorruptError: the weights differ from the ones that this version was built for.
        SettingsError: there is no such model, or it cannot be opened.
    """
    if name in (MINILM, MINILM_INT8):
        from index.onnx_minilm import open_minilm

        return open_minilm(name, cache=cache)
    from index.sentence_model import open_sentence_model

    return open_sentence_model(name)
