"""Records told once, however often they are printed: in two papers of a day, or again in a table of actions."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from index.terms import terms
from qa.tracker.asking import bare
from qa.tracker.codes import shared
from qa.tracker.common_words import COMMON
from qa.tracker.requests import Action

_LONG = 60  # characters from which the same words under another heading are the same record all the same
_HERE = 0.5  # share of a row's words, by rarity, from which what its own paper told above is the same action
_BEFORE = 0.6  # the same of what an earlier paper told
_CODED = 0.3  # the same where both go by one code
_CODE = re.compile(r"\W*(?:[Aa]ction )?([A-Z]{0,2}\d{1,4}[/.-]\d{1,4}(?:\(\w+\))?|[A-Z]{1,2}\d{1,3})(?!\w)")


def told_once(actions: Sequence[Action], idf: Callable[[str], float]) -> Iterator[Action]:
    """Yield each record once, in the same order; where it is printed again is kept with it.

    A row of a table of actions that repeats what its own paper told above gives that its owner and its time. One that
    repeats what an earlier paper told is followed from there.
    """
    kept: list[Action] = []
    for action in _same_words_once(actions):
        at = _repeated(action, kept, idf) if action.row else None
        if at is None:
            kept.append(action)
        elif kept[at].citation.paper == action.citation.paper:
            kept[at] = replace(
                kept[at],
                by=kept[at].by or action.by,
                due=kept[at].due or action.due,
                also=(*kept[at].also, action.citation),
            )
    yield from kept


def _repeated(row: Action, kept: Sequence[Action], idf: Callable[[str], float]) -> int | None:
    """Return the place of what a row repeats; None where it stands for itself."""
    said = _plain(row.row)
    likely = [
        (shared(said, _plain(f"{bare(one.citation.quote)} {one.context}"), idf) - _least(row, one), -place)
        for place, one in enumerate(kept)
        if one.awaited and one.panel == row.panel
    ]
    most, place = max(likely, default=(-1.0, 0))
    return -place if most >= 0 else None


def _least(row: Action, other: Action) -> float:
    """Return the share of a row's words from which another record is the same action."""
    if _codes(row) & _codes(other):
        return _CODED
    return _HERE if row.citation.paper == other.citation.paper else _BEFORE


def _plain(words: str) -> frozenset[str]:
    return frozenset(filter(str.isalpha, terms(words))) - COMMON


def _codes(action: Action) -> frozenset[str]:
    """Return the codes that a record goes by: the one that it begins with, or its minute with its letter."""
    match = _CODE.match(action.citation.quote)
    limb = f"{action.minute}({action.letter.strip('().')})" if action.minute and action.letter else ""
    return frozenset(filter(None, (match[1] if match else "", limb)))


def _same_words_once(actions: Sequence[Action]) -> Iterator[Action]:
    """Yield each record once; where other papers of the day print it again is kept with it."""
    first: dict[tuple[str, ...], int] = {}
    kept: list[Action] = []
    for action in actions:
        key = _sameness(action)
        at = first.get(key)
        if at is None or kept[at].citation.paper == action.citation.paper or action.panel is None:
            first.setdefault(key, len(kept))
            kept.append(action)
        else:
            kept[at] = replace(kept[at], also=(*kept[at].also, action.citation))
    yield from kept


def _sameness(action: Action) -> tuple[str, ...]:
    words = " ".join(re.sub(r"\W+", " ", action.citation.quote).lower().split())
    item = re.sub(r"^[\W\d]+", "", action.item).lower() if len(words) < _LONG else ""
    return action.panel or "", str(action.citation.date), item, words
