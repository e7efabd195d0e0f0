"""Learn `qa/query_fit.npy`: the matrix that moves a question's vector towards the sentences that answer it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.query_fit import QueryFit

if TYPE_CHECKING:
    import numpy as np
    import torch
    from numpy.typing import NDArray

    from index.search import Vector

_STEPS = 250
_BATCH = 48  # questions a step
_RATE = 1e-3
_SOFTNESS = 0.05  # cosines are divided by it before the softmax
_HOLD = 0.03  # how strongly the matrix is held near zero: chosen on held-out papers among .03, .1 and .3
_SEED = 20


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pull:
    """A question's vector (d,), the vectors (n, d) of the sentences found for it, and which of them are gold (n,)."""

    question: "Vector"
    sentences: "Vector"
    gold: "NDArray[np.bool_]"


def fit_query(pulls: Sequence[Pull]) -> QueryFit:
    """Return the matrix under which gold sentences stand highest among those found; the same each time.

    Questions without gold among their sentences teach nothing and are left out.
    """
    import torch
    from torch.nn.functional import normalize

    taught = [pull for pull in pulls if pull.gold.any()]
    questions = torch.tensor([pull.question.tolist() for pull in taught])
    sentences, held, gold = _padded(taught)
    matrix = torch.zeros((questions.shape[1], questions.shape[1]), requires_grad=True)
    optimiser = torch.optim.Adam([matrix], lr=_RATE)
    draw = torch.Generator().manual_seed(_SEED)
    for _ in range(_STEPS):
        chosen = torch.randint(len(taught), (_BATCH,), generator=draw)
        moved = normalize(questions[chosen] + questions[chosen] @ matrix, dim=1)
        scores = torch.einsum("bnd,bd->bn", sentences[chosen], moved) / _SOFTNESS
        of_all = torch.logsumexp(scores.masked_fill(~held[chosen], -torch.inf), 1)
        of_gold = torch.logsumexp(scores.masked_fill(~gold[chosen], -torch.inf), 1)
        loss = (of_all - of_gold).mean() + _HOLD * matrix.square().sum()
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    return QueryFit(matrix=matrix.detach().numpy())


def _padded(pulls: Sequence[Pull]) -> "tuple[torch.Tensor, torch.Tensor, torch.Tensor]":
    """Return the sentences (b, n, d), which of them there are (b, n), and which are gold (b, n)."""
    import torch

    longest = max(len(pull.sentences) for pull in pulls)
    sentences = torch.zeros((len(pulls), longest, pulls[0].sentences.shape[1]))
    held = torch.zeros((len(pulls), longest), dtype=torch.bool)
    gold = torch.zeros_like(held)
    for at, pull in enumerate(pulls):
        n = len(pull.sentences)
        sentences[at, :n] = torch.from_numpy(pull.sentences)
        held[at, :n] = True
        gold[at, :n] = torch.from_numpy(pull.gold)
    return sentences, held, gold
