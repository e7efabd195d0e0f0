"""The codes of lists of actions ("R12/21"): which asking each stands for, so that the right one is answered."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.terms import terms
from qa.tracker.asking import bare
from qa.tracker.common_words import COMMON
from qa.tracker.requests import Action

CODE = re.compile(r"\b([A-Z]{1,2}\d{1,3}/\d{2,4})\b")
_LEAST = 0.25  # share of a row's words that what it repeats holds at least
_LEADS = re.compile(rf"\W*{CODE.pattern}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """The codes by which askings go, by action id, and all codes that stand for some asking."""

    of: Mapping[str, frozenset[str]]
    known: frozenset[str]


def codes_of(actions: Sequence[Action], idf: Callable[[str], float]) -> Codes:
    """Return the codes of askings: those that they print, and those of the list that repeats them.

    A list of actions repeats what was told above it in the same item: of what has no code there, that which shares most
    words with a row, rare ones counting more, goes by the code of the row as well.
    """
    held = {action.action_id: frozenset(CODE.findall(action.citation.quote)) for action in actions}
    rows = {match[1]: action for action in actions if (match := _LEADS.match(action.citation.quote))}
    for code, row in rows.items():
        if twin := _twin(row, [action for action in actions if not held[action.action_id]], idf):
            held[twin.action_id] |= {code}
    return Codes(of=held, known=frozenset(rows))


def _twin(row: Action, plain: Sequence[Action], idf: Callable[[str], float]) -> Action | None:
    """Return what a row of a list repeats; None where nothing of its item shares words enough."""
    words = _words(row.citation.quote)
    ranked = [(shared(words, _words(f"{one.context} {one.citation.quote}"), idf), one) for one in _beside(row, plain)]
    most, twin = max(ranked, key=lambda pair: (pair[0], pair[1].citation.start), default=(0.0, None))
    return twin if most >= _LEAST else None


def shared(some: frozenset[str], others: frozenset[str], idf: Callable[[str], float]) -> float:
    """Return the share of a row's words, by rarity, that others hold."""
    return sum(map(idf, sorted(some & others))) / (sum(map(idf, sorted(some))) or 1.0)


def _beside(row: Action, plain: Sequence[Action]) -> Iterator[Action]:
    for one in plain:
        if (one.citation.paper, one.item) == (row.citation.paper, row.item) and one.awaited:
            yield one


def _words(text: str) -> frozenset[str]:
    return frozenset(filter(str.isalpha, terms(bare(text)))) - COMMON
