"""The ONNX form of the query encoder: MiniLM with small changes that bring a question near to what answers it.

Passages and sentences are embedded by MiniLM as it was published, questions by this, so that an index stays as it is
when the query encoder is trained anew. What training changed (`eval/train_query_encoder.py`) is, for each linear layer,
the product of two narrow matrices: `query_encoder.safetensors`. Sources: an encoder for questions and one for passages,
DPR (Karpukhin et al. 2020); changes of low rank, LoRA (Hu et al. 2022).
"""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from index.export_minilm import INPUTS, alone, sentence_encoder
from index.exports import Export, export, exported, packaged_model, trained_weights

if TYPE_CHECKING:
    import torch

NAME = "query-encoder-2"  # counts up when the graph changes
TRAINED = "query_encoder.safetensors"
# Of that file; a new training changes it. Read and worked out at every start, it would cost milliseconds.
TRAINED_WEIGHTS = "1d3e2915196fee0ef5b375d285a27b4bd9fe78cd7b039f1178c09dd6d7f775d5"


def exported_query_encoder(*, cache: Path) -> Export:
    """Return the export below `cache`, made now where it is missing, damaged or of other weights.

    Raises:
        CorruptError, SettingsError: as `index.exports.packaged_model` and `index.exports.trained_weights` do.
    """

    def fill(work: Path) -> None:
        model = packaged_model()
        encoder = sentence_encoder(model)
        _change(encoder, trained_weights(TRAINED, sha256=TRAINED_WEIGHTS))
        export(alone(encoder), work / "model.onnx", inputs=INPUTS, output="vectors")
        shutil.copyfile(model / "tokenizer.json", work / "tokenizer.json")

    return exported(NAME, weights=TRAINED_WEIGHTS, cache=cache, fill=fill)


def linear_layers(encoder: "torch.nn.Module") -> "dict[str, torch.nn.Linear]":
    """Return the layers that training changes, by name; each has weights (out, in)."""
    import torch

    return {name: part for name, part in encoder.named_modules() if isinstance(part, torch.nn.Linear)}


def _change(encoder: "torch.nn.Module", trained: bytes) -> None:
    """Add to each layer's weights what training found: the product of "NAME.up" (out, r) and "NAME.down" (r, in)."""
    from safetensors.torch import load

    matrices = load(trained)
    for name, layer in linear_layers(encoder).items():
        layer.weight.data += matrices[f"{name}.up"].float() @ matrices[f"{name}.down"].float()
