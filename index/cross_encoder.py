"""A cross-encoder: a question and a sentence are read together and scored for how well the one answers the other.

Two vectors tell what is near; whether it answers, only a model that sees both texts at once can tell. It is slow, so
it reads the few best sentences alone. Source: Nogueira and Cho 2019, "Passage Re-ranking with BERT"; here with MiniLM,
whose weights come with the default embedder, and with no answer as one of the choices while it learns.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from index.cores import shared_out
from index.export_cross_encoder import INPUTS, exported_cross_encoder
from index.onnx_minilm import Session, open_session, sound

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

    from index.search import Vector

WINDOW = 92  # wordpieces of a question and a sentence together, as in training; the longer one is cut


class CrossEncoder(Protocol):
    """What reads a question together with sentences."""

    def scores(self, question: str, sentences: Sequence[str]) -> "Vector":
        """Return a score (n,) for each sentence: log odds of being the answer against there being none."""
        ...


class OnnxCrossEncoder:
    """The cross-encoder that panelqa brings, in ONNX Runtime with 8-bit weights.

    Each pair is read for itself, as many at once as there are cores: that takes half as long as all together with
    several threads for each operator, and the scale of 8-bit numbers does not depend on what else is read.
    """

    def __init__(self, *, session: Session, tokenizer: "Tokenizer") -> None:
        self._session = session
        self._tokenizer = tokenizer

    def scores(self, question: str, sentences: Sequence[str]) -> "Vector":
        """Return a score (n,) for each sentence, in their order."""
        import numpy as np

        read = self._tokenizer.encode_batch([(sound(question), sound(sentence)) for sentence in sentences])
        scores = np.empty(len(read), np.float32)
        longest = sorted(range(len(read)), key=lambda at: -len(read[at].ids))  # first, so that no core is left waiting
        scores[longest] = shared_out(self._score, [read[at] for at in longest])
        return scores

    def _score(self, pair: "Encoding") -> float:
        import numpy as np

        values = dict(zip(INPUTS, (pair.ids, pair.type_ids), strict=True))
        return float(self._session.run(None, {name: np.array([value]) for name, value in values.items()})[0][0])


def open_cross_encoder(*, cache: Path) -> OnnxCrossEncoder:
    """Return the cross-encoder, exporting it below `cache` on the first call.

    Raises:
        CorruptError, SettingsError: as `index.export_cross_encoder.exported_cross_encoder` does.
    """
    export = exported_cross_encoder(home=cache)
    session, tokenizer = open_session(export, threads=1), open_tokenizer(export.tokenizer)
    return OnnxCrossEncoder(session=session, tokenizer=tokenizer)


def open_tokenizer(path: Path) -> "Tokenizer":
    """Return what cuts a question with a sentence into wordpieces, at most WINDOW of them, without padding."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.enable_truncation(WINDOW, strategy="longest_first")
    return tokenizer
