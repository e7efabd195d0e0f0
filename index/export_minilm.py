"""The ONNX form of all-MiniLM-L6-v2, the default embedding model: exported once with torch, kept in the cache."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, cast

from corpus.errors import SettingsError
from index.attention import layered
from index.embed import MINILM, MINILM_INT8
from index.exports import WEIGHTS, Export, export, packaged_model, quantise
from index.exports import exported as kept

if TYPE_CHECKING:
    import torch
    from transformers import BertModel
    from transformers.models.bert.modeling_bert import BertLayer

INPUTS = ("input_ids",)  # of the exported graph


def exported(name: str, *, cache: Path) -> Export:
    """Return the export of that name below `cache`, made now where it is missing or damaged.

    Raises:
        CorruptError: the packaged weights are not the ones that this version was built for.
        SettingsError: the package that holds the weights is not installed.
    """

    def fill(work: Path) -> None:
        if name == MINILM_INT8:
            full = exported(MINILM, cache=cache)
            quantise(full.graph, work / "model.onnx")
            shutil.copyfile(full.tokenizer, work / "tokenizer.json")
        else:
            model = packaged_model()
            export(alone(sentence_encoder(model)), work / "model.onnx", inputs=INPUTS, output="vectors")
            shutil.copyfile(model / "tokenizer.json", work / "tokenizer.json")

    return kept(name, weights=WEIGHTS, cache=cache, fill=fill)


def sentence_encoder(model: Path) -> "torch.nn.Module":
    """Return MiniLM with mean pooling and normalisation (Reimers and Gurevych 2019) as one torch module."""
    import torch
    from safetensors.torch import load_file
    from transformers import BertConfig, BertModel

    config = BertConfig.from_json_file(str(model / "config.json"))
    config._attn_implementation = "eager"  # the attention that the fusion recognises
    bert = BertModel(config, add_pooling_layer=False)
    loaded = bert.load_state_dict(load_file(str(model / "model.safetensors")), strict=False)
    if loaded.missing_keys:  # unexpected keys are the pooler's and a buffer's, which nobody uses
        raise SettingsError(f"This version of transformers names the weights differently: {loaded.missing_keys[0]}")

    class Encoder(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.bert = bert

        def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
            states = self.bert(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
            kept = mask.unsqueeze(-1).to(states.dtype)
            mean = (states * kept).sum(1) / kept.sum(1).clamp(min=1e-9)
            return cast(torch.Tensor, mean / mean.norm(dim=1, keepdim=True).clamp(min=1e-12))

    return Encoder().train(mode=False)


def alone(encoder: "torch.nn.Module") -> "torch.nn.Module":
    """Return a sentence encoder as it reads texts without padding: wordpieces (n, w) to unit vectors (n, d)."""
    import torch

    bert = cast("BertModel", encoder.bert)
    layers = cast("list[BertLayer]", list(bert.encoder.layer))

    class Alone(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.bert = bert

        def forward(self, ids: torch.Tensor) -> torch.Tensor:
            states = bert.embeddings(input_ids=ids, token_type_ids=torch.zeros_like(ids))
            for layer in layers:
                states = layered(layer, states, asking=states)
            mean = states.mean(1)
            return cast(torch.Tensor, mean / mean.norm(dim=1, keepdim=True).clamp(min=1e-12))

    return Alone().train(mode=False)
