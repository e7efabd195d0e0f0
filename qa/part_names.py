"""Panels that a question names by a part of their name: "Stanwick" for the Stanwick Vale Police and Crime Panel.

Which part of a name tells a panel apart depends on the panels that are loaded, so this is no matter of the register. A
word that papers of another panel have too is a place like any other, and names no panel unless the question says so.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.panels import Panel, Register, words
from corpus.papers import Paper
from index.search import Collection
from qa.answers import Question
from qa.understand import Understood

_SHORTEST = 4  # letters of a word that can name a panel
_NO_NAME = frozenset(
    (  # noqa: SIM905 - quoting each word would say no more
        "police fire rescue crime victims panel commissioner constabulary force authority council county city borough "
        "north south east west northern southern eastern western greater great upper lower central valley vale isle "
        "with from joint area"
    ).split()
)  # words of names that many panels have


def named_by_part(asked: Understood, question: Question, *, collection: Collection, register: Register) -> Understood:
    """Return a question with the panels that it names by a part of their name; else those that it was about before."""
    papers = collection.papers(question.scope)
    held = sorted({paper.metadata.panel.value for paper in papers if paper.metadata.panel.value})
    if len(held) < 2:
        return asked
    parts = _parts([register.panel(panel) for panel in held])
    own = register.named_in(asked.asked)
    named = _named(asked.asked, parts, papers)
    if named:
        return replace(asked, panels=tuple(dict.fromkeys((*own, *named))))
    if own or asked.panels:
        return asked
    before = (_named(turn.question, parts, papers) for turn in reversed(question.history))
    return replace(asked, panels=tuple(next(filter(None, before), ())))


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


def _named(text: str, parts: dict[str, str], papers: Iterable[Paper]) -> list[str]:
    """Return the panels that a text names by a part of their name, in order of appearance."""
    said = words(text)
    found = [word for word in said.split() if word in parts]
    return list(
        dict.fromkeys(parts[word] for word in found if _is_panel(said, word) or _is_its_own(word, parts[word], papers))
    )


def _is_panel(said: str, word: str) -> bool:
    """Does a text call a word a panel: "the Stanwick panel"?"""
    return bool(re.search(rf"\b{re.escape(word)} (?:s )?(?:(?:police|fire|and|crime) ){{0,5}}panel\b", said))


def _is_its_own(word: str, panel: str, papers: Iterable[Paper]) -> bool:
    """Do only papers of the panel have the word?"""
    written = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
    return not any(paper.metadata.panel.value != panel and written.search(paper.text) for paper in papers)
