"""Panels that a question names by a part of their name: "Stanwick" for the Stanwick Vale Police and Crime Panel.

Which part of a name tells a panel apart depends on the panels that are loaded, so this is no matter of the register. A
word that papers of another panel have too is a place like any other, and names no panel unless the question says so.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from corpus.panels import Panel, Register, words
from corpus.papers import Paper
from index.search import Collection
from qa.answers import Question

_TALKS = 64  # registers kept, as the next question of a talk mostly names the same panels
_SHORTEST = 4  # letters of a word that can name a panel
_NO_NAME = frozenset(
    (  # noqa: SIM905 - quoting each word would say no more
        "police fire rescue crime victims panel commissioner constabulary force authority council county city borough "
        "north south east west northern southern eastern western greater great upper lower central valley vale isle "
        "with from joint area"
    ).split()
)  # words of names that many panels have


def with_part_names(register: Register, question: Question, collection: Collection) -> Register:
    """Return the register with the parts of names by which a question, or one before it, names panels."""
    papers = collection.papers(question.scope)
    held = sorted({paper.metadata.panel.value for paper in papers if paper.metadata.panel.value})
    if len(held) < 2:
        return register
    parts = _parts([register.panel(panel) for panel in held])
    texts = (question.text, *(turn.question for turn in question.history))
    said = frozenset(word for text in texts for word in _naming(words(text), parts, papers))
    return _widened(register, tuple((parts[word], word) for word in sorted(said) if not register.named_in(word)))


@lru_cache(maxsize=_TALKS)
def _widened(register: Register, aliases: tuple[tuple[str, str], ...]) -> Register:
    """Return a register in which panels have more aliases."""
    if not aliases:
        return register
    more = {panel: tuple(word for one, word in aliases if one == panel) for panel, _ in aliases}
    return Register(replace(one, aliases=(*one.aliases, *more.get(one.id, ()))) for one in register.panels)


def distinctive(panel: Panel) -> frozenset[str]:
    """Return the words of a panel's names that may tell it apart, in lower case."""
    names = " ".join((panel.area, panel.force, *(dated.name for dated in panel.names)))
    return frozenset(word for word in words(names).split() if len(word) >= _SHORTEST) - _NO_NAME


def _parts(panels: Sequence[Panel]) -> dict[str, str]:
    """Return the words that one of the panels alone has in its names, and whose they are."""
    owners: dict[str, list[str]] = {}
    for panel in panels:
        for word in distinctive(panel):
            owners.setdefault(word, []).append(panel.id)
    return {word: owned[0] for word, owned in sorted(owners.items()) if len(owned) == 1}


def _naming(said: str, parts: Mapping[str, str], papers: Sequence[Paper]) -> list[str]:
    """Return the parts of names by which a text, as `words` gives it, names panels."""
    found = [word for word in said.split() if word in parts]
    return [word for word in found if _is_panel(said, word) or _is_its_own(word, parts[word], papers)]


def _is_panel(said: str, word: str) -> bool:
    """Does a text call a word a panel: "the Stanwick panel"?"""
    return bool(re.search(rf"\b{re.escape(word)} (?:s )?(?:(?:police|fire|and|crime) ){{0,5}}panel\b", said))


def _is_its_own(word: str, panel: str, papers: Iterable[Paper]) -> bool:
    """Do only papers of the panel have the word?"""
    written = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
    return not any(paper.metadata.panel.value != panel and written.search(paper.text) for paper in papers)
