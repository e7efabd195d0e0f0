"""The ONNX form of the cross-encoder, with 8-bit weights: exported once with torch, kept in the cache.

Its upper layers and its head are `cross_encoder.safetensors`, trained by `eval/train_cross_encoder.py`; its word
embeddings and its lower layers are MiniLM's own, which stayed as they were.
"""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, cast

from index.attention import layered
from index.exports import Export, export, exported, fuse_products, packaged_model, quantise, trained_weights
from index.outliers import LARGE, set_apart

if TYPE_CHECKING:
    import torch
    from transformers import BertForSequenceClassification
    from transformers.models.bert.modeling_bert import BertLayer

NAME = "cross-encoder-3"  # counts up when the graph changes
TRAINED = "cross_encoder.safetensors"
# Of that file; a new training changes it. Read and worked out at every start, it would cost 25 ms.
TRAINED_WEIGHTS = "be0f3990e3c85354d65bbfdde71ae032e5345b7679e86175fad7d5cb222518e2"
ENCODED = ("ids", "attention_mask", "type_ids")  # what the tokenizer gives of a pair, in the order of the model
INPUTS = ("input_ids", "token_type_ids")  # of the exported graph
KEPT_LAYERS = 2  # MiniLM's lowest layers, which training leaves as they are
# Read once, to find the inputs that 8 bits do not hold (`index/outliers.py`).
_READ = (
    ("How many people answer the non-emergency line now?", "Calls |  | The Chair: There were now 64 operators on 101."),
    ("What did the panel resolve on the precept?", "Precept | The report was noted. | : RESOLVED – That the proposed "
     "precept of £266.23 for a Band D property, an increase of 4.99%, be supported."),
    ("Who asked for figures on rural crime?", "Rural crime |  | Cllr Brown: asked whether, since the last meeting, the "
     "Chief Constable's team (12 officers) had visited farms; it had not."),
    ("Why was the report late?", "16 December 2021 |  | : * The Panel was told that it would be circulated by 31/01."),
)  # fmt: skip


def exported_cross_encoder(*, home: Path) -> Export:
    """Return the export below the cache `home`, made now where it is missing, damaged or of other weights.

    Raises:
        CorruptError, SettingsError: as `index.exports.packaged_model` does.
    """

    def fill(work: Path) -> None:
        model = packaged_model()
        full, quantised = work / "full.onnx", work / "quantised.onnx"
        export(_scorer(model), full, inputs=INPUTS, output="scores")
        quantise(full, quantised, spared=LARGE)
        fuse_products(quantised, work / "model.onnx")
        full.unlink()
        quantised.unlink()
        shutil.copyfile(model / "tokenizer.json", work / "tokenizer.json")

    return exported(NAME, weights=TRAINED_WEIGHTS, cache=home, fill=fill)


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


def load_trained(whole: "BertForSequenceClassification") -> None:
    """Give the model the weights that training changed. Raises CorruptError as `index.exports.trained_weights` does."""
    from safetensors.torch import load

    ours = load(trained_weights(TRAINED, sha256=TRAINED_WEIGHTS))
    whole.load_state_dict({name: tensor.float() for name, tensor in ours.items()}, strict=False)


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

    whole = untrained(model).train(mode=False)
    load_trained(whole)
    _set_outliers_apart(whole, model)
    bert = whole.bert
    *others, last = cast("list[BertLayer]", list(bert.encoder.layer))

    class Scorer(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.whole = whole

        def forward(self, ids: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
            states = bert.embeddings(input_ids=ids, token_type_ids=types)
            for layer in others:
                states = layered(layer, states, asking=states)
            # Only the first wordpiece's state is scored: the last layer leaves out the others.
            first = layered(last, states, asking=states[:, :1])
            return cast(torch.Tensor, whole.classifier(bert.pooler(first))[:, 0])

    return Scorer().train(mode=False)


def _set_outliers_apart(whole: "BertForSequenceClassification", model: Path) -> None:
    """Let the cross-encoder read some texts, and set the large inputs of its feed-forward layers apart."""
    import torch
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.enable_padding()
    read = tokenizer.encode_batch(list(_READ))
    ids, mask, types = (torch.tensor([getattr(one, name) for one in read]) for name in ENCODED)
    layers = [part for layer in whole.bert.encoder.layer for part in (layer.intermediate, layer.output)]
    set_apart(
        cast("list[torch.nn.Module]", layers), lambda: whole(input_ids=ids, attention_mask=mask, token_type_ids=types)
    )
