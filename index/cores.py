"""The processor cores that we may use, and work that is shared out among them.

It is for work that runs outside Python's lock: models and searches. Source: the standard library's thread pools.
"""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def cores() -> int:
    """Return how many processor cores we may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shared_out(work: Callable[[T], R], items: Iterable[T]) -> list[R]:
    """Return what the work makes of each item, in their order; as many are under way as there are cores.

    Work must not share out work of its own: it would wait for itself.

    >>> shared_out(len, ["a", "to"])
    [1, 2]
    """
    return list(_workers().map(work, items))


@cache
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(cores(), thread_name_prefix="panelqa-core")
