"""What the page stands on: something that answers questions and shows papers."""

from collections.abc import Generator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from corpus.panels import Register
from corpus.papers import Access, Paper
from index.search import Collection, Scope
from qa.actions import ActionList, Wanted, every
from qa.answers import Answer, Question
from qa.tracker.corrections import Correction


class Desk(Protocol):
    """Answers questions over the loaded papers. Its methods are called from several threads at once."""

    def ask(self, question: Question) -> Answer:
        """Answer a question within its scope, access included."""
        ...

    def stages(self, question: Question) -> Generator[str | Answer, None, None]:
        """Do as `ask` does; yield what is being done, also again and again while it takes long, and last the answer.

        Closing it early stops the work.
        """
        ...

    def paper(self, paper_id: str, *, access: frozenset[Access]) -> Paper:
        """Return one paper with its text.

        Raises:
            ScopeError: the asker may not see it, or it is not loaded.
        """
        ...

    def papers(self, scope: Scope) -> Sequence[Paper]:
        """Return the papers inside the scope."""
        ...

    def panels(self) -> Sequence[tuple[str, str]]:
        """Return (id, current name) of the panels among the loaded papers, exempt papers included."""
        ...

    def examples(self) -> Sequence[str]:
        """Return questions that the loaded papers can answer, exempt papers included."""
        ...

    @property
    def register(self) -> Register:
        """Return the register of panels."""
        ...

    def reading(self) -> AbstractContextManager[Collection]:
        """Hold the papers as they are for the time of a block. What it gives knows no access: pass a scope to it."""
        ...

    def actions(self, scope: Scope, wanted: Wanted = every) -> ActionList:
        """Return the requests and undertakings wanted of the papers inside the scope, with what became of them."""
        ...

    def correct(self, correction: Correction, *, access: frozenset[Access]) -> None:
        """Keep a status that somebody set by hand.

        Raises:
            ScopeError: there is no such record among the papers that they may see.
            StoreError: it cannot be kept.
        """
        ...
