"""A layer whose inputs have outliers, in two parts: one that 8 bits hold well, and the few large inputs in full.

Some inputs of BERT's feed-forward layers are ten times as large as all others, always the same few. One scale for all
then leaves few of the 256 steps for the rest. Source: Dettmers et al. 2022, "LLM.int8()"; here on ONNX Runtime.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import torch

LARGE = r"/large(_\d+)?/"  # in the names of the products that stay in full precision, those of one name being counted
_LIMIT = 5.0  # an input above it, in size, is an outlier: the others are mostly below 1


def set_apart(layers: "Sequence[torch.nn.Module]", read: Callable[[], object]) -> None:
    """Give the part `dense` of each layer its outliers apart; `read` lets their model read some texts, to find them.

    What the model computes stays the same, up to the rounding of sums.
    """
    import torch

    most: dict[int, torch.Tensor] = {}

    def watch(at: int) -> "torch.utils.hooks.RemovableHandle":
        def look(_: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
            size = inputs[0].abs().flatten(0, -2).amax(0)
            most[at] = torch.maximum(most[at], size) if at in most else size

        return cast(torch.nn.Linear, layers[at].dense).register_forward_pre_hook(look)

    handles = [watch(at) for at in range(len(layers))]
    with torch.no_grad():
        read()
    for handle in handles:
        handle.remove()
    for at, layer in enumerate(layers):
        if columns := (most[at] > _LIMIT).nonzero()[:, 0].tolist():
            layer.dense = _apart(cast(torch.nn.Linear, layer.dense), columns)


def _apart(dense: "torch.nn.Linear", columns: list[int]) -> "torch.nn.Module":
    """Return a linear layer as the sum of two: of all inputs but these columns, and of these."""
    import torch

    class Apart(torch.nn.Module):
        kept: torch.Tensor

        def __init__(self) -> None:
            super().__init__()
            self.register_buffer("kept", torch.ones(dense.in_features).index_fill(0, torch.tensor(columns), 0.0))
            self.dense = dense
            self.large = torch.nn.Linear(len(columns), dense.out_features, bias=False)
            self.large.weight.data = dense.weight.data[:, columns].clone()

        def forward(self, inputs: torch.Tensor) -> torch.Tensor:
            return cast(torch.Tensor, self.dense(inputs * self.kept) + self.large(inputs[..., columns]))

    return Apart()
