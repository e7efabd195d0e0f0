"""A cross-encoder: a question and a sentence are read together and scored for how well the one answers the other.

Two vectors tell what is near; whether it answers, only a model that sees both texts at once can tell. It is slow, so
it reads the few best sentences alone. Source: Nogueira and Cho 2019, "Passage Re-ranking with BERT"; here with MiniLM,
whose weights come with the default embedder, and with no answer as one of the choices while it learns.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from index.export_cross_encoder import exported_cross_encoder
from index.onnx_minilm import Session, open_session, sound

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

    from index.search import Vector

_BATCH = 2  # of like length: more are no faster, and padding costs
WINDOW = 92  # wordpieces of a question and a sentence together, as in training; the longer one is cut


class CrossEncoder(Protocol):
    """What reads a question together with sentences."""

    def scores(self, question: str, sentences: Sequence[str]) -> "Vector":
        """Return a score (n,) for each sentence: log odds of being the answer against there being none."""
        ...


class OnnxCrossEncoder:
    """The cross-encoder that panelqa brings, in ONNX Runtime with 8-bit weights."""

    def __init__(self, *, session: Session, tokenizer: "Tokenizer") -> None:
        self._session = session
        self._tokenizer = tokenizer

    def scores(self, question: str, sentences: Sequence[str]) -> "Vector":
        """Return a score (n,) for each sentence, in their order."""
        import numpy as np

        read = self._tokenizer.encode_batch([(sound(question), sound(sentence)) for sentence in sentences])
        scores = np.zeros(len(read), np.float32)
        order = sorted(range(len(read)), key=lambda at: len(read[at].ids))
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            scores[rows] = self._run([read[row] for row in rows])
        return scores

    def _run(self, batch: "Sequence[Encoding]") -> "Vector":
        """Return the scores (n,) of a batch, padded to its longest."""
        import numpy as np

        shape = (len(batch), max(len(one.ids) for one in batch))
        inputs = {name: np.zeros(shape, np.int64) for name in ("input_ids", "attention_mask", "token_type_ids")}
        for row, one in enumerate(batch):
            for name, values in zip(inputs, (one.ids, one.attention_mask, one.type_ids), strict=True):
                inputs[name][row, : len(values)] = values
        return self._session.run(None, inputs)[0]


def open_cross_encoder(*, cache: Path) -> OnnxCrossEncoder:
    """Return the cross-encoder, exporting it below `cache` on the first call.

    Raises:
        CorruptError, SettingsError: as `index.export_cross_encoder.exported_cross_encoder` does.
    """
    export = exported_cross_encoder(home=cache)
    return OnnxCrossEncoder(session=open_session(export), tokenizer=open_tokenizer(export.tokenizer))


def open_tokenizer(path: Path) -> "Tokenizer":
    """Return what cuts a question with a sentence into wordpieces, at most WINDOW of them, without padding."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.enable_truncation(WINDOW, strategy="longest_first")
    return tokenizer
