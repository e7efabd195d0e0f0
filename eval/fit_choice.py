"""Learn to choose, of the sentences found for a question, one that answers it, or none (`qa/ranker.py`).

The loss is that of choosing: how unlikely the sentences that answer are, among all that were found and "none of these"
at a score of 0. Each sentence for itself, as a logistic regression sees it, teaches less: on four panels that were left
out, an answer was among the first four for .75 of the questions so, for .84 with this loss and a hidden layer, and for
.87 when the pairs were learnt from too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.ranker import Model, Network

if TYPE_CHECKING:
    import numpy as np
    import torch
    from numpy.typing import NDArray
    from torch import nn

    Array = NDArray[np.float64]

_ROUNDS = 8  # through all questions
_BATCH = 32  # questions a step
_RATE, _DECAY = 2e-3, 0.01
_HELD = 1e-3  # how strongly the weighted sum is held near zero
_DROPPED = 0.1  # share of the hidden units that a step leaves out
_UNITS, _NETWORKS = 32, 4  # hidden units of each network; how many, from other beginnings, are averaged
_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Choice:
    """The sentences found for a question by their measurements (n, features), and which of them answer it (n,)."""

    rows: "NDArray[np.float32]"
    gold: "NDArray[np.bool_]"
    weight: float = 1.0  # how much the question counts


def fit_network(choices: Sequence[Choice], *, names: tuple[str, ...]) -> Network:
    """Return the mean of several networks fitted to the choices, as one; the same each time."""
    from torch import nn

    middle, spread = _spread(choices)
    parts = []
    for seed in range(_NETWORKS):
        first, last = _begun(seed, (len(names), _UNITS), (_UNITS, 1))
        _learn(
            nn.Sequential(first, nn.ReLU(), nn.Dropout(_DROPPED), last),
            choices,
            seed=seed,
            middle=middle,
            spread=spread,
        )
        parts.append((*_plain(first, middle, spread), *_plain(last)))
    return mean_of(parts, names=names)


def mean_of(parts: "Sequence[tuple[Array, Array, Array, Array]]", *, names: tuple[str, ...]) -> Network:
    """Return several networks as one whose score is their mean.

    Each is given by its hidden weights (units, features) and biases (units,), then the last weights (1, units) and the
    bias (1,).
    """
    import numpy as np

    hidden, biases, weights, ends = zip(*parts, strict=True)
    return Network(
        features=names,
        hidden=np.concatenate(hidden).round(_DIGITS),
        biases=np.concatenate(biases).round(_DIGITS),
        weights=(np.concatenate(weights, axis=1)[0] / len(parts)).round(_DIGITS),
        intercept=round(float(np.mean(ends)), _DIGITS),
    )


def fit_model(choices: Sequence[Choice], *, names: tuple[str, ...]) -> Model:
    """Return the weighted sum that fits the choices best; the same each time."""
    import torch

    middle, spread = _spread(choices)
    (layer,) = _begun(0, (len(names), 1))
    rows, weights = _tensors(choices, middle, spread)
    optimiser = torch.optim.LBFGS(layer.parameters(), max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> float:
        optimiser.zero_grad()
        scores = torch.split(layer(torch.cat(rows))[:, 0], [len(one) for one in rows])
        losses = losses_of(scores, [choice.gold for choice in choices])
        total = (losses * weights).sum() / weights.sum() + _HELD * layer.weight.square().sum()
        total.backward()  # type: ignore[no-untyped-call]
        return total.item()

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    slopes, end = _plain(layer, middle, spread)
    return Model(
        features=names,
        weights=tuple(slopes[0].round(_DIGITS).tolist()),
        intercept=round(float(end[0]), _DIGITS),
    )


def _spread(choices: Sequence[Choice]) -> "tuple[Array, Array]":
    """Return the mean (features,) and the standard deviation (features,) of all rows."""
    import numpy as np

    rows = np.concatenate([choice.rows for choice in choices])
    return rows.mean(axis=0, dtype=float), rows.std(axis=0, dtype=float) + 1e-6


def _begun(seed: int, *sizes: tuple[int, int]) -> "list[nn.Linear]":
    """Return new layers of (inputs, outputs) each, always the same ones."""
    import torch

    torch.manual_seed(seed)
    return [torch.nn.Linear(*size) for size in sizes]


def _plain(layer: "nn.Linear", middle: "Array | float" = 0.0, spread: "Array | float" = 1.0) -> "tuple[Array, Array]":
    """Return a layer's weights (outputs, inputs) and biases (outputs,) for inputs as they were before scaling."""
    import numpy as np

    weights, biases = (tensor.detach().numpy().astype(float) for tensor in layer.parameters())
    return weights / spread, biases - weights / spread @ (np.zeros(weights.shape[1]) + middle)


def _learn(net: "nn.Module", choices: Sequence[Choice], *, seed: int, middle: "Array", spread: "Array") -> None:
    """Go through the choices `_ROUNDS` times, in an order of its own each time; the rate falls to nothing."""
    import torch

    draw = torch.Generator().manual_seed(seed)
    torch.manual_seed(seed)
    optimiser = torch.optim.AdamW(net.parameters(), lr=_RATE, weight_decay=_DECAY)
    steps = max(1, len(choices) // _BATCH)
    rows, weights = _tensors(choices, middle, spread)
    for turn in range(_ROUNDS):
        order = torch.randperm(len(choices), generator=draw).tolist()
        for step in range(steps):
            for group in optimiser.param_groups:
                group["lr"] = _RATE * (1 - (turn * steps + step) / (_ROUNDS * steps))
            batch = order[step * _BATCH : (step + 1) * _BATCH]
            optimiser.zero_grad()
            scores = torch.split(net(torch.cat([rows[at] for at in batch]))[:, 0], [len(rows[at]) for at in batch])
            losses = losses_of(scores, [choices[at].gold for at in batch])
            ((losses * weights[batch]).sum() / weights[batch].sum()).backward()  # type: ignore[no-untyped-call]
            optimiser.step()


def _tensors(choices: Sequence[Choice], middle: "Array", spread: "Array") -> "tuple[list[torch.Tensor], torch.Tensor]":
    """Return the scaled rows (n, features) of each choice, and how much each counts (choices,)."""
    import torch

    rows = [torch.tensor((choice.rows - middle) / spread, dtype=torch.float32) for choice in choices]
    return rows, torch.tensor([choice.weight for choice in choices])


def losses_of(scores: "Sequence[torch.Tensor]", gold: "Sequence[Sequence[bool] | NDArray[np.bool_]]") -> "torch.Tensor":
    """Return how unlikely the right choice of each question is (q,), among its sentences and "none of these" at 0."""
    import numpy as np
    import torch
    from torch.nn.utils.rnn import pad_sequence

    flags = [np.asarray(own, dtype=bool) for own in gold]
    none = scores[0].new_zeros(len(scores), 1)
    choices = torch.cat([none, pad_sequence(list(scores), batch_first=True, padding_value=-torch.inf)], 1)
    right = pad_sequence(
        [torch.from_numpy(np.append(not own.any(), own)) for own in flags], batch_first=True, padding_value=False
    )
    return torch.logsumexp(choices, 1) - torch.logsumexp(choices.masked_fill(~right, -torch.inf), 1)
