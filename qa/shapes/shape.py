"""What a shape is made from, and what it is: which quotations, in which order, under which words of ours."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from corpus.panels import Register
from index.search import Collection, Scope
from qa.actions import ActionList, Wanted, track
from qa.answers import AnswerStatus
from qa.extract import MAX_QUOTES, Quote
from qa.quotation import joined
from qa.ranker import Ranked
from qa.understand import Understood


class Tracker(Protocol):
    """What follows up requests and promises, as `qa.actions.track` does."""

    def __call__(self, scope: Scope, *, wanted: Wanted, standing: frozenset[str]) -> ActionList:
        """Return those wanted, with what became of them."""
        ...


def untracked(collection: Collection, register: Register) -> Tracker:
    """Return a tracker that keeps nothing: each list is made anew."""

    def tracked(scope: Scope, *, wanted: Wanted, standing: frozenset[str]) -> ActionList:
        return track(collection, register=register, scope=scope, wanted=wanted, standing=standing)

    return tracked


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question as understood, and where its answer is looked for. All that is looked at lies in `scope`."""

    asked: Understood
    scope: Scope  # the asker's, narrowed: access included
    collection: Collection
    register: Register
    tracker: Tracker  # asked for questions about follow-up alone
    ranked: Sequence[Ranked] = ()  # the sentences found, best first


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What an answer is to be made of: with CLARIFY of nothing but the choices."""

    status: AnswerStatus
    quotes: tuple[Quote, ...]
    notes: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()  # questions, ready to be asked, of which one may be meant


def with_first(quotes: Sequence[Quote], plain: Shape) -> Shape:
    """Return an answer with quotations before its own, of which a silence has none: as many as are shown."""
    told = plain.quotes if plain.status is AnswerStatus.ANSWERED else ()
    whole = joined(joined([], quotes), told)
    return replace(plain, status=AnswerStatus.ANSWERED, quotes=tuple(whole[:MAX_QUOTES]), notes=())
