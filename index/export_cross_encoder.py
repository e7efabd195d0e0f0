"""The ONNX form of the cross-encoder, with 8-bit weights: exported once with torch, kept in the cache.

Its upper layers and its head are `cross_encoder.safetensors`, trained by `eval/train_cross_encoder.py`; its word
embeddings and its lower layers are MiniLM's own, which stayed as they were.
"""

import hashlib
import shutil
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, cast

from corpus.errors import CorruptError
from index.exports import Export, export, exported, packaged_model, quantise

if TYPE_CHECKING:
    import torch
    from transformers import BertForSequenceClassification

NAME = "cross-encoder"
TRAINED = "cross_encoder.safetensors"
# Of that file; a new training changes it. Read and worked out at every start, it would cost 25 ms.
TRAINED_WEIGHTS = "7668f6378ce17355a67e6184d87351ab2e75af61dc555ede8a19a63340eac650"
# The second product of each feed-forward part: its inputs have outliers that 8 bits do not tell apart, which cost two
# of a hundred first answers; the others cost none and take half the time.
_SPARED = r"layer\.\d+/output/dense/MatMul$"
KEPT_LAYERS = 2  # MiniLM's lowest layers, which training leaves as they are


def exported_cross_encoder(*, home: Path) -> Export:
    """Return the export below the cache `home`, made now where it is missing, damaged or of other weights.

    Raises:
        CorruptError, SettingsError: as `index.exports.packaged_model` does.
    """

    def fill(work: Path) -> None:
        if weights_digest() != TRAINED_WEIGHTS:
            raise CorruptError(f"{TRAINED} is not the one that this version was built with: install panelqa again")
        model = packaged_model()
        export(_scorer(model), work / "full.onnx", output="scores")
        quantise(work / "full.onnx", work / "model.onnx", spared=_SPARED)
        (work / "full.onnx").unlink()
        shutil.copyfile(model / "tokenizer.json", work / "tokenizer.json")

    return exported(NAME, weights=TRAINED_WEIGHTS, cache=home, fill=fill)


def weights_digest() -> str:
    """Return the SHA-256 of the weights that training changed, as they lie in the package."""
    return hashlib.sha256(files("index").joinpath(TRAINED).read_bytes()).hexdigest()


def untrained(model: Path) -> "BertForSequenceClassification":
    """Return MiniLM with a head that gives one score, as training begins with it."""
    from safetensors.torch import load_file
    from transformers import BertConfig, BertForSequenceClassification

    config = BertConfig.from_json_file(str(model / "config.json"))
    config._attn_implementation = "eager"  # the attention that the fusion recognises
    config.num_labels = 1
    whole = BertForSequenceClassification(config)
    whole.bert.load_state_dict(load_file(str(model / "model.safetensors")), strict=False)
    return whole


def is_trained(name: str) -> bool:
    """Is a tensor of that name one that training changes?

    >>> is_trained("bert.encoder.layer.1.output.dense.bias"), is_trained("classifier.weight")
    (False, True)
    """
    lower = tuple(f"bert.encoder.layer.{at}." for at in range(KEPT_LAYERS))
    return not name.startswith(("bert.embeddings.", *lower))


def _scorer(model: Path) -> "torch.nn.Module":
    """Return the cross-encoder as one torch module: wordpieces (n, w) to scores (n,)."""
    import torch
    from safetensors.torch import load

    whole = untrained(model)
    ours = load(files("index").joinpath(TRAINED).read_bytes())
    whole.load_state_dict({name: tensor.float() for name, tensor in ours.items()}, strict=False)

    class Scorer(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.whole = whole

        def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
            logits = self.whole(input_ids=ids, attention_mask=mask, token_type_ids=types).logits
            return cast(torch.Tensor, logits[:, 0])

    return Scorer().train(mode=False)
