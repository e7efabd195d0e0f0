"""Questions over the index in use, for many threads at once and across ingests."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from corpus.errors import CorruptError, ScopeError, StoreError
from corpus.panels import Register
from corpus.papers import Access, Paper
from index.embed import Embedder
from index.generation import Generation
from index.search import Scope
from index.store import Store
from qa import ask
from qa.answers import Answer, AnswerStatus, Question
from qa.examples import candidates
from qa.ranker import Ranker

MAX_EXAMPLES = 4
_TRIED = 12  # questions that are asked to find the examples


@dataclass(slots=True, eq=False)
class _Held:
    """An opened generation, how many requests use it, and whether a newer one has taken its place."""

    collection: Generation
    seen: str | None  # what the store said was in use when it was opened
    users: int = 0
    retired: bool = False
    examples: tuple[str, ...] | None = None


class Assistant:
    """Answers questions over the index in use; implements `qa.web.desk.Desk`. Threads may share it.

    When an ingest has committed a newer generation, the next question opens it. A request sees one generation from
    beginning to end, and one that nobody uses any more is closed.
    """

    def __init__(self, held: Store, embedder: Embedder, *, register: Register, ranker: Ranker) -> None:
        """Open the generation in use. Raises StoreError as `Store.open` does."""
        self._store = held
        self._embedder = embedder
        self._register = register
        self._ranker = ranker
        self._turn = threading.Lock()  # guards what is held and by how many
        self._renewing = threading.Lock()  # one thread opens a newer generation, the others go on with the older
        self._choosing = threading.Lock()  # one thread makes the examples
        self._held = self._open()

    def ask(self, question: Question) -> Answer:
        """Answer a question within its scope, access included. Raises QuestionError, ScopeError, StoreError."""
        with self._use() as held:
            answer = self._answer(question, held.collection)
        if held.collection.degraded is None:
            return answer
        older = f"The newest index is damaged. This answer is from an older one ({answer.index}): see `panelqa verify`."
        return replace(answer, notes=(*answer.notes, older))

    def paper(self, paper_id: str, *, access: frozenset[Access]) -> Paper:
        """Return one paper with its text.

        Raises:
            ScopeError: the asker may not see it, or it is not loaded; the same words for both.
        """
        with self._use() as held:
            if not held.collection.papers(Scope(papers=frozenset({paper_id}), access=access)):
                raise ScopeError("that paper is not among those that you can see: search again")
            return held.collection.paper(paper_id)

    def papers(self, scope: Scope) -> Sequence[Paper]:
        """Return the papers inside the scope, by paper id."""
        with self._use() as held:
            return held.collection.papers(scope)

    def panels(self) -> Sequence[tuple[str, str]]:
        """Return (id, current name) of the panels among the loaded papers, by id, exempt papers included."""
        found = {paper.metadata.panel.value for paper in self.papers(Scope())} - {None}
        return [(panel, self._register.name_on(panel, None)) for panel in sorted(filter(None, found))]

    def examples(self) -> Sequence[str]:
        """Return up to four questions that the loaded papers answer, exempt papers included; tried once an index."""
        with self._use() as held, self._choosing:
            if held.examples is None:
                held.examples = tuple(self._examples(held.collection))
            return held.examples

    def close(self) -> None:
        """Let the index go. Nothing may be asked afterwards."""
        with self._turn:
            self._held.retired = True
            idle = not self._held.users
        if idle:
            self._held.collection.close()

    def _answer(self, question: Question, collection: Generation) -> Answer:
        return ask.ask(question, collection=collection, register=self._register, ranker=self._ranker)

    def _examples(self, collection: Generation) -> Iterator[str]:
        """Yield the questions that are answered from the paper that they were made from."""
        given = 0
        for tried, (text, paper_id) in enumerate(candidates(collection)):
            if given == MAX_EXAMPLES or tried == _TRIED:
                return
            answer = self._answer(Question(text=text), collection)
            cited = {citation.paper for citation in answer.citations}
            if answer.status is AnswerStatus.ANSWERED and paper_id in cited:
                given += 1
                yield text

    @contextmanager
    def _use(self) -> Iterator[_Held]:
        """Hold the newest generation for the time of the block."""
        self._renew()
        with self._turn:
            held = self._held
            held.users += 1
        try:
            yield held
        finally:
            with self._turn:
                held.users -= 1
                done = held.retired and not held.users
            if done:
                held.collection.close()

    def _renew(self) -> None:
        """Put a newer generation in the place of the one that is held, if there is one and nobody else is at it."""
        if self._named() == self._held.seen or not self._renewing.acquire(blocking=False):
            return
        try:
            if self._named() == self._held.seen:
                return  # somebody was quicker
            newer = self._open()
            with self._turn:
                older, self._held = self._held, newer
                older.retired = True
                idle = not older.users
            if idle:
                older.collection.close()
        except StoreError as error:
            # Where the index lies is nobody's business but the owner's, whom `panelqa verify` tells all of it.
            raise StoreError("the papers cannot be read just now; their owner can run `panelqa verify`") from error
        finally:
            self._renewing.release()

    def _open(self) -> _Held:
        seen = self._named()
        return _Held(collection=self._store.open(self._embedder), seen=seen)

    def _named(self) -> str | None:
        """Return which generation is in use; what is wrong where that cannot be read, so that opening says it."""
        try:
            return self._store.current()
        except CorruptError as error:
            return str(error)
