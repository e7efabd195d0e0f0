"""The contract of a language model: a prompt in, its words out. Only `qa/llm.py`, which fulfils it, knows servers."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Protocol

from corpus.papers import Access


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What is sent to a language model, exactly: what it is told to do, and what it is given."""

    system: str
    user: str


class Writer(Protocol):
    """Anything that writes. Threads may share it."""

    @property
    def name(self) -> str:
        """Return the model's name as it is shown with an answer; never an address or a key."""
        ...

    @property
    def sees(self) -> frozenset[Access]:
        """Return which papers' text may be sent to it."""
        ...

    def write(self, prompt: Prompt) -> Generator[str, None, None]:
        """Yield the model's words in pieces as they come; "" now and then while it is waited for.

        What is yielded is not to be trusted: only `qa/generate.py` reads it. A generator that is closed early lets its
        connection go.

        Raises:
            WriterError: the model did not deliver, after whatever retries are the writer's own to make; also in the
                middle of the pieces.
        """
        ...
