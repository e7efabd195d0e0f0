"""What the page stands on: something that answers questions and shows papers."""

from collections.abc import Sequence
from typing import Protocol

from corpus.papers import Access, Paper
from index.search import Scope
from qa.answers import Answer, Question


class Desk(Protocol):
    """Answers questions over the loaded papers. Its methods are called from several threads at once."""

    def ask(self, question: Question) -> Answer:
        """Answer a question within its scope, access included."""
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
