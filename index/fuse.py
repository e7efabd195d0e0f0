"""Reciprocal rank fusion."""

from collections.abc import Sequence


def fuse(rankings: Sequence[Sequence[int]], *, k: int, c: int = 60) -> list[tuple[int, float]]:
    """Return the k best ids of several rankings with their fused scores, best first, ties by id.

    An id scores 1 / (c + rank) in each ranking that holds it, ranks counted from 1.
    Source: Cormack, Clarke and Büttcher, "Reciprocal rank fusion outperforms Condorcet and individual rank learning
    methods", SIGIR 2009; c = 60 is theirs.

    >>> [(id, round(score, 5)) for id, score in fuse([[7, 3], [3, 9]], k=2)]
    [(3, 0.03252), (7, 0.01639)]
    """
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, found in enumerate(ranking, start=1):
            scores[found] = scores.get(found, 0.0) + 1.0 / (c + rank)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:k]
