"""A circuit breaker: a server that failed several times in a row is left alone for a while."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from corpus.errors import Fault, WriterError

_DOWN = frozenset({Fault.UNAVAILABLE, Fault.TIMED_OUT})  # the server's faults, not those of one reply


class Breaker:
    """Lets calls pass until `failures` in a row have failed; then none for `rest` seconds, then one to try.

    Threads share it. Source: M. T. Nygard, Release It! (2018), "Circuit Breaker".
    """

    def __init__(self, *, failures: int, rest: float) -> None:
        self._limit = failures
        self._rest = rest
        self._turn = threading.Lock()
        self._failed = 0  # in a row
        self._until = 0.0  # on the clock of time.monotonic
        self._trying = False  # one call is finding out whether the server is back

    @contextmanager
    def call(self) -> Iterator[None]:
        """Let the block call the server. A block that is left in any other way than by an error of ours counts nothing.

        Raises:
            WriterError: at once, while the server is left alone.
        """
        self._enter()
        down: bool | None = None
        try:
            yield
            down = False
        except WriterError as error:
            down = True if error.fault in _DOWN else None
            raise
        finally:
            self._leave(down)

    def _enter(self) -> None:
        with self._turn:
            if self._failed < self._limit:
                return
            left = self._until - time.monotonic()
            if left > 0 or self._trying:
                raise WriterError(
                    Fault.UNAVAILABLE,
                    f"the language model failed {self._failed} times in a row and is left alone for now: "
                    f"ask again in {max(1, round(left))} seconds",
                )
            self._trying = True

    def _leave(self, down: bool | None) -> None:
        """Count how a call ended; None tells nothing about the server."""
        with self._turn:
            self._trying = False
            if down is not None:
                self._failed = self._failed + 1 if down else 0
            if self._failed >= self._limit and down:
                self._until = time.monotonic() + self._rest
