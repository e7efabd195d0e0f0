"""Train `index/cross_encoder.safetensors`, the cross-encoder that reads a question together with sentences.

    python -m eval.train_cross_encoder PAPERS... --dataset DIR [--leg N]

PAPERS are folders of papers, DIR is a public set's; from leg N on, it goes on with the weights that are there.
It begins as MiniLM; word embeddings and the two lowest layers stay as they are. For each question it is shown
sentences that answer and the best found that do not; the loss is that of choosing, with "none of these" among the
choices at a score of 0, so that a score is the log odds of being the answer. In the last legs what answers is
now and then not shown, as with papers that do not say. It learns in seven legs, each with lessons of those before:
pairs, curated questions, pairs that were written later, three times pairs and curated questions over more panels, and
all of them once more. It takes three hours on two cores. After it, `python -m eval.train` must run.
"""

import random
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.panels import default_register
from eval.fit_choice import losses_of
from eval.lessons import Lesson, curated_lessons, pair_lessons
from eval.opened import opened, widened
from eval.pairs import APART, CURATED, PAIRS
from eval.public_data import read_dataset
from eval.public_index import open_dataset
from index.cross_encoder import open_tokenizer
from index.embed import open_embedder
from index.export_cross_encoder import ENCODED, TRAINED, is_trained, load_trained, untrained
from index.exports import packaged_model
from qa.ranker import load_ranker
from qa.settings import load_settings

if TYPE_CHECKING:
    import torch
    from tokenizers import Encoding, Tokenizer
    from transformers import BertForSequenceClassification

_TARGET = Path(__file__).parents[1] / "index" / TRAINED
_SHOWN = 8  # sentences of a lesson in one step
_GOLD = 3  # of them that answer, at most
_NEAREST = 20  # sentences that do not answer, from which the others are drawn, half of them the very nearest
_BATCH = 6  # lessons a step
_WARM_UP = 0.08  # share of the steps over which the rate rises
_SEED = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leg:
    number: int
    rounds: int  # through its lessons and those of the legs before
    rate: float
    older: float = 1.0  # share of the lessons of the legs before that are gone through again
    hidden: float = 0.0  # share of the lessons of which what answers is not shown


_LEGS = (
    _Leg(number=PAIRS, rounds=2, rate=8e-5),
    _Leg(number=CURATED, rounds=2, rate=6e-5),
    _Leg(number=3, rounds=1, rate=6e-5),
    _Leg(number=4, rounds=1, rate=5e-5, hidden=0.2),
    _Leg(number=5, rounds=1, rate=5e-5, older=0.4, hidden=0.1),
    _Leg(number=6, rounds=1, rate=5e-5, older=0.25, hidden=0.1),
    _Leg(number=7, rounds=1, rate=4e-5, hidden=0.12),
)


def lessons(folders: Sequence[Path], dataset: Path | None) -> list[Lesson]:
    """Return the lessons over folders of papers and over a public set."""
    register, ranker, settings = widened(default_register(), folders), load_ranker(), load_settings()
    found: list[Lesson] = []
    with ExitStack() as stack:
        collections = [stack.enter_context(opened(folder, register=register)) for folder in folders]
        if dataset:
            shelf = open_dataset(
                read_dataset(dataset), home=settings.home / "eval" / f"lessons-{dataset.name}",
                model=open_embedder(cache=settings.cache), progress=lambda *_: None,
            )  # fmt: skip
            collections.append(stack.enter_context(shelf).collection)
        for collection in collections:
            found += pair_lessons(collection, register=register, ranker=ranker)
            found += curated_lessons(collection, register=register, ranker=ranker)
    return found


def shown(lesson: Lesson, draw: random.Random, *, hidden: float = 0.0) -> list[int]:
    """Return which sentences of a lesson are shown in a step: what answers first, at most _SHOWN.

    `hidden` is how likely it is that nothing that answers is shown.

    >>> shown(Lesson(question="q", sentences=("a", "b"), gold=(False, True), leg=1), random.Random(0))
    [1, 0]
    """
    gold = [at for at, answers in enumerate(lesson.gold) if answers][:_GOLD]
    if draw.random() < hidden:
        gold = []
    others = [at for at, answers in enumerate(lesson.gold) if not answers][:_NEAREST]
    room = _SHOWN - len(gold)
    near, far = others[: room // 2], others[room // 2 :]
    return gold + near + draw.sample(far, min(room - room // 2, len(far)))


def of_leg(taught: Sequence[Lesson], leg: _Leg) -> list[Lesson]:
    """Return the lessons of a leg, and of those of the legs before as large a share as it goes through again."""
    before = [lesson for lesson in taught if APART < lesson.leg < leg.number]
    again = random.Random(_SEED).sample(before, round(leg.older * len(before)))
    return [*(lesson for lesson in taught if lesson.leg == leg.number), *again]


def learn(model: "BertForSequenceClassification", taught: list[Lesson], leg: _Leg, tokenizer: "Tokenizer") -> None:
    """Go through the lessons as often as the leg says; the rate rises, then falls to nothing."""
    import torch

    draw = random.Random(_SEED)
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(weights, lr=leg.rate, weight_decay=0.01)
    steps = len(taught) // _BATCH * leg.rounds
    for step in range(steps):
        at = step * _BATCH % (len(taught) - _BATCH + 1)
        if at < _BATCH:
            draw.shuffle(taught)
        for group in optimiser.param_groups:
            group["lr"] = leg.rate * min(1.0, (step + 1) / (_WARM_UP * steps)) * max(0.02, 1 - step / steps)
        optimiser.zero_grad()
        loss = _loss(model, taught[at : at + _BATCH], tokenizer, draw, hidden=leg.hidden)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        if step % 50 == 0:
            sys.stderr.write(f"step {step} of {steps}: loss {loss.item():.3f}\n")


def _loss(
    model: "BertForSequenceClassification",
    batch: Sequence[Lesson],
    tokenizer: "Tokenizer",
    draw: random.Random,
    *,
    hidden: float,
) -> "torch.Tensor":
    import torch

    picked = [(lesson, shown(lesson, draw, hidden=hidden)) for lesson in batch]
    read = tokenizer.encode_batch([(lesson.question, lesson.sentences[at]) for lesson, own in picked for at in own])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = _scores(model, read)
    parts = torch.split(scores.float(), [len(own) for _, own in picked])
    return losses_of(parts, [[lesson.gold[at] for at in own] for lesson, own in picked]).mean()


def _scores(model: "BertForSequenceClassification", read: "Sequence[Encoding]") -> "torch.Tensor":
    """Return the score (n,) of each encoded pair."""
    import torch

    ids, mask, types = (torch.tensor([getattr(one, name) for one in read]) for name in ENCODED)
    scores: torch.Tensor = model(input_ids=ids, attention_mask=mask, token_type_ids=types).logits[:, 0]
    return scores


def _tell(model: "BertForSequenceClassification", apart: Sequence[Lesson], tokenizer: "Tokenizer") -> None:
    """Print of how many questions that were kept apart a sentence that answers has the highest score."""
    import torch

    right = 0
    for lesson in apart:
        read = tokenizer.encode_batch([(lesson.question, sentence) for sentence in lesson.sentences])
        with torch.no_grad():
            right += lesson.gold[int(_scores(model, read).argmax())]
    sys.stderr.write(f"of the {len(apart)} questions kept apart, the first sentence answers {right}\n")


def _beginning(leg: int) -> "tuple[BertForSequenceClassification, Tokenizer]":
    """Return the model as a leg of the training begins with it, and what cuts its texts into wordpieces."""
    import torch

    torch.manual_seed(_SEED)
    folder = packaged_model()
    model = untrained(folder)
    if leg > PAIRS:
        load_trained(model)
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0  # drawing the masks takes longer than the rest of a step
    for name, weight in model.named_parameters():
        weight.requires_grad = is_trained(name)
    tokenizer = open_tokenizer(folder / "tokenizer.json")
    tokenizer.enable_padding()
    return model.train(), tokenizer


def main() -> None:
    """Gather the lessons, train, write the weights that changed, in half precision."""
    import torch
    from safetensors.torch import save_file

    parser = ArgumentParser(description=__doc__)
    parser.add_argument("papers", nargs="+", type=Path)
    parser.add_argument("--dataset", type=Path)
    parser.add_argument("--leg", type=int, choices=[leg.number for leg in _LEGS], default=PAIRS)
    chosen = parser.parse_args()
    taught = lessons(chosen.papers, chosen.dataset)
    model, tokenizer = _beginning(chosen.leg)
    for leg in _LEGS[chosen.leg - 1 :]:
        own = of_leg(taught, leg)
        sys.stderr.write(f"leg {leg.number}: {len(own)} lessons, {leg.rounds} rounds\n")
        learn(model, own, leg, tokenizer)
        _tell(model, [lesson for lesson in taught if lesson.leg == APART and any(lesson.gold)], tokenizer)
    kept = {name: weight.detach().to(torch.float16).contiguous() for name, weight in model.named_parameters()}
    save_file({name: weight for name, weight in kept.items() if is_trained(name)}, _TARGET)
    digest = sha256(_TARGET.read_bytes()).hexdigest()
    sys.stderr.write(f'Put this into index/export_cross_encoder.py: TRAINED_WEIGHTS = "{digest}"\n')


if __name__ == "__main__":
    main()
