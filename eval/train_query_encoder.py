"""Train `index/query_encoder.safetensors`, which brings the vector of a question near to those of what answers it.

    python -m eval.train_query_encoder PAPERS...

PAPERS are folders of papers. Each question over them that has an answer, of the pairs (`eval/pairs.py`) and of the
curated ones of the split "tune", is held against every sentence of its folder; the loss is that of choosing those that
answer, by cosine (a softmax over all, as in DPR, Karpukhin et al. 2020). The sentences' vectors stay as MiniLM gives
them; of the encoder a change of low rank is learnt (LoRA, Hu et al. 2022), which does as well as learning all of its
weights and is a tenth of their size. It takes ten minutes on two cores. After it, `python -m eval.train` must run.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, cast

from corpus.errors import QuestionError
from corpus.panels import Register, default_register
from corpus.papers import Span
from corpus.wording import search_text
from eval.curated import for_papers, is_gold
from eval.opened import opened, widened
from eval.pairs import pairs_for
from index.embed import Embedder
from index.export_minilm import sentence_encoder
from index.export_query_encoder import TRAINED, linear_layers
from index.exports import packaged_model
from index.onnx_minilm import WINDOW, sound
from index.search import Collection
from qa.answers import Question
from qa.understand import understand

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer

    from index.search import Vector

_TARGET = Path(__file__).parents[1] / "index" / TRAINED
_RANK = 16  # of the change to each layer's weights
_ROUNDS = 2  # through all questions
_BATCH = 32  # questions a step
_RATE = 2e-3
_WARM_UP = 50  # steps over which the rate rises; then it falls to nothing
_SOFTNESS = 0.05  # cosines are divided by it before the softmax
_SEED = 20
_CHANGE = ".parametrizations.weight.0"  # within the names of what is learnt


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pull:
    """A question as it is searched, the vectors (n, d) of its folder's sentences, and which of them answer, from 0."""

    question: str
    sentences: "Vector"
    gold: tuple[int, ...]


def pulls(collection: Collection, *, register: Register) -> Iterator[Pull]:
    """Yield the questions over a collection that it answers.

    Raises:
        PanelqaError: as `eval.pairs.pairs_for` and `eval.curated.for_papers` do.
    """
    papers = collection.papers()
    passages = [passage for paper in papers for passage in collection.passages(paper.paper_id)]
    vectors = collection.sentence_vectors(passages)
    held = [(sentence, collection.paper(one.paper_id).files) for one in passages for sentence in one.sentences]
    asked: list[tuple[Question, Sequence[tuple[str, Span]]]] = [
        *((Question(text=pair.question), pair.gold) for pair in pairs_for(papers)),
        *(
            (curated.question, [place for one in curated.gold for place in one.spans])
            for curated in for_papers(papers, split="tune")
            if curated.answerable
        ),
    ]
    for question, places in asked:
        gold = tuple(at for at, (sentence, files) in enumerate(held) if is_gold(sentence, files, places))
        with suppress(QuestionError):
            if gold:
                text = search_text(understand(question, register=register).text)
                yield Pull(question=text, sentences=vectors, gold=gold)


class Learnt:
    """An embedder whose questions an encoder in torch embeds; see `index.embed.Embedder` for the methods."""

    def __init__(self, model: Embedder, encoder: "torch.nn.Module") -> None:
        self.name, self.revision, self.weights = model.name, model.revision, model.weights
        self.dimension, self.window, self.key = model.dimension, model.window, model.key
        self.embed, self.count = model.embed, model.count
        self._encoder = encoder
        self._tokenizer = _tokenizer()

    def embed_query(self, text: str) -> "Vector":
        """Return the unit vector (d,) of a question."""
        import torch

        with torch.no_grad():
            return cast("Vector", _embedded(self._encoder, [text], self._tokenizer)[0].numpy())


def learn(taught: Sequence[Pull]) -> "torch.nn.Module":
    """Return MiniLM with the change under which sentences that answer stand highest; the same each time."""
    import torch

    draw = random.Random(_SEED)
    torch.manual_seed(_SEED)
    encoder, tokenizer = _changeable(), _tokenizer()
    weights = [weight for weight in encoder.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(weights, lr=_RATE, weight_decay=0.01)
    order = [pull for _ in range(_ROUNDS) for pull in draw.sample(taught, len(taught))]
    steps = len(order) // _BATCH
    for step in range(steps):
        batch = order[step * _BATCH : (step + 1) * _BATCH]
        for group in optimiser.param_groups:
            group["lr"] = _RATE * min(1.0, (step + 1) / _WARM_UP) * (1 - step / steps)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            questions = _embedded(encoder, [pull.question for pull in batch], tokenizer)
        loss = torch.stack([_loss(one, pull) for one, pull in zip(questions.float(), batch, strict=True)]).mean()
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        if step % 50 == 0:
            sys.stderr.write(f"step {step} of {steps}: loss {loss.item():.3f}\n")
    return encoder


def _loss(question: "torch.Tensor", pull: Pull) -> "torch.Tensor":
    """Return how unlikely the sentences that answer are, chosen by cosine among all."""
    import torch

    scores = torch.from_numpy(pull.sentences) @ question / _SOFTNESS
    return torch.logsumexp(scores, 0) - torch.logsumexp(scores[list(pull.gold)], 0)


def _changeable() -> "torch.nn.Module":
    """Return MiniLM as a sentence encoder, of which only a product of two narrow matrices for each layer can change."""
    import torch
    from torch.nn.utils.parametrize import register_parametrization

    class Change(torch.nn.Module):
        def __init__(self, weight: torch.Tensor) -> None:
            super().__init__()
            self.down = torch.nn.Parameter(torch.randn(_RANK, weight.shape[1]) / weight.shape[1] ** 0.5)
            self.up = torch.nn.Parameter(torch.zeros(weight.shape[0], _RANK))

        def forward(self, weight: torch.Tensor) -> torch.Tensor:
            return weight + self.up @ self.down

    encoder = sentence_encoder(packaged_model())
    for weight in encoder.parameters():
        weight.requires_grad = False
    for layer in linear_layers(encoder).values():
        register_parametrization(layer, "weight", Change(layer.weight))
    return encoder


def _tokenizer() -> "Tokenizer":
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(packaged_model() / "tokenizer.json"))
    tokenizer.enable_truncation(WINDOW)
    tokenizer.enable_padding()
    return tokenizer


def _embedded(encoder: "torch.nn.Module", texts: Sequence[str], tokenizer: "Tokenizer") -> "torch.Tensor":
    """Return the unit vectors (n, d) of questions."""
    import torch

    read = tokenizer.encode_batch([sound(text) for text in texts])
    parts = (torch.tensor([getattr(one, name) for one in read]) for name in ("ids", "attention_mask", "type_ids"))
    return cast("torch.Tensor", encoder(*parts))


def main(folders: Sequence[str]) -> None:
    """Gather the questions, train, write the matrices in half precision."""
    import torch
    from safetensors.torch import save_file

    places = [Path(folder) for folder in folders]
    register = widened(default_register(), places)
    taught: list[Pull] = []
    for place in places:
        with opened(place, register=register) as collection:
            taught += pulls(collection, register=register)
    found = {name.replace(_CHANGE, ""): one for name, one in learn(taught).state_dict().items() if _CHANGE in name}
    save_file({name: one.to(torch.float16).contiguous() for name, one in found.items()}, _TARGET)
    digest = sha256(_TARGET.read_bytes()).hexdigest()
    sys.stderr.write(f'Put this into index/export_query_encoder.py: TRAINED_WEIGHTS = "{digest}"\n')


if __name__ == "__main__":
    main(sys.argv[1:])
