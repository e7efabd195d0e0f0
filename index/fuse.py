"""Scores of several searches made one, by a weighted sum."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.search import Vector

    Counts = NDArray[np.int64]


def fuse(parts: Sequence[tuple["Vector", float]]) -> "Vector":
    """Return one score (n,) of n candidates from several, each a pair of scores (n,) and their share.

    Scores are divided by their best, so that the shares mean the same for a question that much was found on and for
    one that little was. Unlike reciprocal ranks, this keeps how far one candidate stands before the next.
    Source: the convex combination of Bruch, Gai and Ingber, "An analysis of fusion functions for hybrid retrieval",
    ACM TOIS 2023. A score whose best is not above 0 counts as it is.

    >>> import numpy as np
    >>> fuse([(np.array([2.0, 1.0]), 0.75), (np.array([0.0, 0.0]), 0.25)]).tolist()
    [0.75, 0.375]
    """
    import numpy as np

    scores = np.zeros(len(parts[0][0]), np.float32)
    for part, share in parts:
        best = float(part.max(initial=0.0))
        scores += np.float32(share / best if best > 0 else share) * part
    return scores


def nearest(cosines: "Vector", *, counts: "Counts", otherwise: "Vector") -> "Vector":
    """Return the best of each of n stretches of cosines, `counts` (n,) long each, and `otherwise` (n,) where empty."""
    import numpy as np

    found = otherwise.copy()
    held = counts > 0
    firsts = np.cumsum(counts) - counts
    if held.any():
        found[held] = np.maximum.reduceat(cosines, firsts[held])
    return found
