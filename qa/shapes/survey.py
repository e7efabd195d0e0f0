"""What a shape is made from: the question as understood, what it is about, and the papers to go through."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.panels import Register
from corpus.papers import Paper
from index.search import Collection, Scope
from index.terms import terms
from qa.ranker import Ranked, Ranker
from qa.scopes import Narrowed
from qa.shapes.on_topic import OF_ACTIONS, OF_PROMISES, Subject, subject_of
from qa.shapes.times import Limits, limits_of
from qa.shapes.wishes import Thing, Wish
from qa.understand import Understood


@dataclass(frozen=True, slots=True)
class Tools:
    """What answers are made with."""

    collection: Collection
    register: Register
    ranker: Ranker


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """One question that asks for a shape, with everything that an answer to it needs."""

    asked: Understood
    wish: Wish
    subject: Subject
    limits: Limits
    scope: Scope  # access included
    papers: Sequence[Paper]  # inside the scope
    ranked: Sequence[Ranked]  # the sentences that the question is answered from where it asks for no shape
    collection: Collection
    register: Register
    ranker: Ranker


def survey(asked: Understood, wish: Wish, narrowed: Narrowed, ranked: Sequence[Ranked], *, tools: Tools) -> Survey:
    """Return what a question is answered from, in a scope."""
    asking = OF_ACTIONS if wish.thing is Thing.ACTION else frozenset[str]()
    if wish.thing is Thing.PROMISE:
        asking = OF_PROMISES | frozenset(term for name in asked.names for term in terms(name))
    return Survey(
        asked=asked,
        wish=wish,
        subject=subject_of(asked, collection=tools.collection, register=tools.register, asking=asking),
        limits=limits_of(asked),
        scope=narrowed.scope,
        papers=tools.collection.papers(narrowed.scope),
        ranked=ranked,
        collection=tools.collection,
        register=tools.register,
        ranker=tools.ranker,
    )
