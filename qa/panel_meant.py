"""Which panel a question of a conversation is about: it holds on until another is named."""

import re
from collections.abc import Sequence

from corpus.panels import Register
from qa.answers import Citation, Turn

_ALL_PANELS = re.compile(r"\b(?:all|any|every|each|other|which) panels?\b", re.IGNORECASE)


def panels_meant(
    asked: str, turns: Sequence[Turn], cited: Citation | None, register: Register
) -> tuple[tuple[str, ...], list[str]]:
    """Return the panels that a question is about, and the areas of those that it does not name itself.

    `cited` is the passage that it asks about, where it asks about one.
    """
    named = tuple(register.named_in(asked))
    if named or _ALL_PANELS.search(asked):
        return named, []
    panels = _before(turns, register) or _of(cited, register)
    return panels, [register.panel(panel).area for panel in panels]


def _before(turns: Sequence[Turn], register: Register) -> tuple[str, ...]:
    """Return the panels that were named last, or the one quoted since, where a whole question was answered from it."""
    told: tuple[str, ...] = ()
    for turn in reversed(turns):
        if named := tuple(register.named_in(turn.question)):
            return told if told and not frozenset(told) & frozenset(named) else named
        told = told or _of(turn.cited, register)
    return ()


def _of(cited: Citation | None, register: Register) -> tuple[str, ...]:
    return tuple(register.named_in(cited.panel)) if cited and cited.panel else ()
