"""Questions over the index in use, for many threads at once and across ingests."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial

from corpus.errors import CorruptError, ScopeError, StoreError
from corpus.panels import Register
from corpus.papers import Access, Paper
from index.embed import Embedder
from index.generation import Generation
from index.search import Collection, Scope
from index.store import Store
from qa import actions, ask
from qa.actions import ActionList, Wanted, every
from qa.answers import Answer, AnswerStatus, Question
from qa.examples import candidates
from qa.ranker import Ranker
from qa.tracker.corrections import Correction, Corrections
from qa.tracker.trail import quietly
from qa.writing.stages import Stage
from qa.writing.writer import Writer

MAX_EXAMPLES = 4
_LISTS = 8  # lists of actions that are kept at hand, one for each scope
_OLDER = "The newest index is damaged. This answer is from an older one ({}): see `panelqa verify`."
_TRIED = 12  # questions that are asked to find the examples


@dataclass(slots=True, eq=False)
class _Held:
    """An opened generation, how many requests use it, and whether a newer one has taken its place."""

    collection: Generation
    seen: str | None  # what the store said was in use when it was opened
    users: int = 0
    retired: bool = False
    examples: tuple[str, ...] | None = None
    actions: "OrderedDict[Scope, ActionList]" = field(default_factory=OrderedDict)  # the scopes asked for last


class Assistant:
    """Answers questions over the index in use; implements `qa.web.desk.Desk`. Threads may share it.

    When an ingest has committed a newer generation, the next question opens it. A request sees one generation from
    beginning to end, and one that nobody uses any more is closed.
    """

    def __init__(
        self,
        held: Store,
        embedder: Embedder,
        *,
        register: Register,
        ranker: Ranker,
        writer: Writer | None = None,
        corrections: Corrections | None = None,
    ) -> None:
        """Open the generation in use. Raises StoreError as `Store.open` does.

        Without a writer, no language model takes part; without corrections, every status is by rule.
        """
        self._store = held
        self._embedder = embedder
        self._register = register
        self._ranker = ranker
        self._writer = writer
        self._corrections = corrections
        self._turn = threading.Lock()  # guards what is held and by how many
        self._renewing = threading.Lock()  # one thread opens a newer generation, the others go on with the older
        self._choosing = threading.Lock()  # one thread makes the examples
        self._tracking = threading.Lock()  # one thread follows up requests, the others wait for its list
        self._held = self._open()

    def ask(self, question: Question) -> Answer:
        """Answer a question within its scope, access included. Raises QuestionError, ScopeError, StoreError."""
        with closing(self.stages(question)) as steps:
            return next(step for step in steps if isinstance(step, Answer))

    def stages(self, question: Question) -> Generator[Stage | Answer, None, None]:
        """Yield what is being done, the same many times over while a language model is waited for; last the answer.

        Raises:
            QuestionError, ScopeError, StoreError: as `ask` does.
        """
        with self._use() as held:
            yield Stage.SEARCHING
            answer = self._answer(question, held)
            if held.collection.degraded is not None:
                answer = replace(answer, notes=(*answer.notes, _OLDER.format(answer.index)))
            if self._writer is None:
                yield answer
                return
            from qa import generate  # here, as what checks a model's words takes a tenth of a second to load

            desk = generate.Desk(collection=held.collection, register=self._register, writer=self._writer)
            yield from generate.written(answer, question, desk=desk)

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
                held.examples = tuple(self._examples(held))
            return held.examples

    @property
    def register(self) -> Register:
        """Return the register of panels."""
        return self._register

    @contextmanager
    def reading(self) -> Iterator[Collection]:
        """Hold the newest generation for the time of the block."""
        with self._use() as held:
            yield held.collection

    def actions(
        self, scope: Scope, wanted: Wanted = every, *, progress: Callable[[int, int], None] = quietly
    ) -> ActionList:
        """Return the requests and undertakings wanted of the papers inside the scope, with what became of them.

        Raises:
            StoreError: the papers or the corrections cannot be read.
        """
        with self._use() as held:
            return self._tracked(held, scope, wanted, progress=progress)

    def correct(self, correction: Correction, *, access: frozenset[Access]) -> None:
        """Keep a status that somebody set by hand.

        Raises:
            ScopeError: there is no such record among the papers that they may see.
            StoreError: it cannot be kept.
        """
        known = {one.action.action_id for one in self.actions(Scope(access=access)).actions}
        if correction.action_id not in known or self._corrections is None:
            raise ScopeError(
                f"there is no record {correction.action_id} among the papers that you can see: list them again"
            )
        self._corrections.add(correction)

    def unmatched(self, found: ActionList) -> tuple[Correction, ...]:
        """Return the statuses set by hand that belong to no action of a list, by day: of all papers, these are lost.

        Raises:
            StorageError: the corrections cannot be read.
        """
        known = {one.action.action_id for one in found.actions}
        every_one = self._corrections.all().values() if self._corrections else ()
        return tuple(sorted((one for one in every_one if one.action_id not in known), key=lambda one: one.at))

    def close(self) -> None:
        """Let the index go. Nothing may be asked afterwards."""
        with self._turn:
            self._held.retired = True
            idle = not self._held.users
        if idle:
            self._held.collection.close()

    def _answer(self, question: Question, held: _Held) -> Answer:
        return ask.ask(
            question,
            collection=held.collection,
            register=self._register,
            ranker=self._ranker,
            tracker=partial(self._tracked, held),
        )

    def _tracked(
        self,
        held: _Held,
        scope: Scope,
        wanted: Wanted = every,
        *,
        standing: frozenset[str] | None = None,
        progress: Callable[[int, int], None] = quietly,
    ) -> ActionList:
        """Return what is wanted of the requests in a scope, as kept or followed up now, with corrections by hand."""
        follow = partial(
            actions.track, held.collection, register=self._register, scope=scope, standing=standing, progress=progress
        )
        with self._tracking:
            found = self._listed(held, scope, wanted, follow)
        return actions.corrected(found, self._corrections.all() if self._corrections else {})

    def _listed(self, held: _Held, scope: Scope, wanted: Wanted, follow: Callable[..., ActionList]) -> ActionList:
        """Return what is wanted out of the list of all, which is kept; where there is none yet, follow only that."""
        if scope not in held.actions:
            found = follow(wanted=wanted)
            if wanted is not every:
                return found
            held.actions[scope] = found
        held.actions.move_to_end(scope)
        while len(held.actions) > _LISTS:
            held.actions.popitem(last=False)
        kept = held.actions[scope]
        chosen = {action.action_id for action in wanted([one.action for one in kept.actions])}
        return replace(kept, actions=tuple(one for one in kept.actions if one.action.action_id in chosen))

    def _examples(self, held: _Held) -> Iterator[str]:
        """Yield the questions that are answered from the paper that they were made from."""
        given = 0
        for tried, (text, paper_id) in enumerate(candidates(held.collection)):
            if given == MAX_EXAMPLES or tried == _TRIED:
                return
            answer = self._answer(Question(text=text), held)
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
