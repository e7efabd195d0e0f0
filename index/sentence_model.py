"""Any other embedding model, through sentence-transformers; on a GPU where torch finds one."""

import hashlib
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.errors import SettingsError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from index.search import Vector


class SentenceModel:
    """A sentence-transformers model; see `index.embed.Embedder` for the methods."""

    def __init__(self, name: str, *, model: "SentenceTransformer") -> None:
        self.name = name
        self.revision = _commit(model)
        self.weights = _weights(model)
        self.dimension = len(model.encode("", show_progress_bar=False))
        self.window = int(model.max_seq_length or 512)
        self.key = f"{name} {self.revision} {self.weights} {_recipe(model)} {self.dimension} {self.window}"
        self._model = model

    def count(self, text: str) -> int:
        """Return the number of wordpieces of a text, special tokens not counted and nothing cut off."""
        return len(self._model.tokenizer(text, add_special_tokens=False, truncation=False, verbose=False)["input_ids"])

    def embed(self, texts: Sequence[str]) -> "Vector":
        """Return the unit vectors (n, d), with the prompt that the model wants before a passage."""
        import numpy as np

        if not texts:
            return np.empty((0, self.dimension), np.float32)
        vectors = self._model.encode_document(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, np.float32)

    def embed_query(self, text: str) -> "Vector":
        """Return the unit vector (d,), with the prompt that the model wants before a question."""
        import numpy as np

        return np.asarray(
            self._model.encode_query(text, normalize_embeddings=True, show_progress_bar=False), np.float32
        )


def open_sentence_model(name: str) -> SentenceModel:
    """Return the model of that name or folder. No code that comes with a model is run.

    Raises:
        SettingsError: there is no such model, or it cannot be opened.
    """
    import torch
    from huggingface_hub import constants
    from sentence_transformers import SentenceTransformer

    device = "cuda" if torch.cuda.is_available() else "cpu"
    try:
        model = SentenceTransformer(
            name, device=device, trust_remote_code=False, local_files_only=constants.HF_HUB_OFFLINE
        )
    except (OSError, ValueError, RuntimeError, ImportError) as error:
        message = f"The embedding model {name!r} cannot be opened ({error}): check its name or path"
        raise SettingsError(message) from error
    return SentenceModel(name, model=model)


def _commit(model: "SentenceTransformer") -> str:
    """Return the publisher's commit of the model, "local" where it has none."""
    config = getattr(getattr(model[0], "auto_model", None), "config", None)
    return str(getattr(config, "_commit_hash", None) or "local")


def _weights(model: "SentenceTransformer") -> str:
    """Return the SHA-256 over the names and bytes of all weights."""
    import torch

    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().reshape(-1).view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()


def _recipe(model: "SentenceTransformer") -> str:
    """Return a short hash of what else shapes the vectors: the modules and the prompts."""
    recipe = json.dumps({"modules": str(model), "prompts": model.prompts}, sort_keys=True)
    return hashlib.sha256(recipe.encode()).hexdigest()[:16]
