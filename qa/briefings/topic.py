"""A topic as it is weighed: its terms by their rarity, and the other names that papers have for it."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.errors import QuestionError
from corpus.panels import Register
from index.search import Collection
from index.terms import terms
from qa.answers import Question
from qa.evidence import wanted_terms
from qa.understand import Understood, understand

_FILE = Path(__file__).parent / "same_topic.toml"
_LEAST = 1e-3  # weight of a term that every passage has
# Names of bodies, which stand in the heads of most papers and say nothing of what these are about.
_BODIES = re.compile(
    r"\b(?:the )?(?:[A-Z][\w-]+,? (?:and |& )?){0,4}(?:Police,? (?:Fire,? )?(?:and|&|Fire &|Fire and) Crime)"
    r"(?: (?:Panel|Commissioner)(?:['’]s)?)\b",
    re.IGNORECASE,
)
_OFFICES = re.compile(r"\b(?:home|post|main|head)? ?offices?\b", re.IGNORECASE)

Weights = tuple[tuple[str, float], ...]  # (term, rarity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What is looked for: its words as typed, and its terms with their weights, once for each of its names."""

    text: str
    asked: Understood
    names: tuple[str, ...]  # that are searched for, its own first
    weights: tuple[Weights, ...]  # of each name; none is empty
    of_officers: bool = False  # "officers" and "office" have one stem: the Home Office is then not meant

    def cover(self, words: str) -> float:
        """Return the share of the topic, by rarity, that some words hold, under the name of which they hold most."""
        present = frozenset(terms(_OFFICES.sub("", words) if self.of_officers else words))
        return max(
            sum(weight for term, weight in name if term in present) / sum(weight for _, weight in name)
            for name in self.weights
        )

    def held(self, words: str) -> float:
        """Return how many of its own name's words some words hold, 0 to 1: rare or not, for telling the nearest."""
        present = frozenset(terms(words))
        return sum(term in present for term, _ in self.weights[0]) / len(self.weights[0])

    def terms(self) -> frozenset[str]:
        """Return the terms of all its names."""
        return frozenset(term for name in self.weights for term, _ in name)


def topic_of(text: str, *, collection: Collection, register: Register) -> Topic:
    """Return a topic as it is weighed in these papers.

    Raises:
        QuestionError: it is empty, too long, or has no word in it.
    """
    if not terms(text):
        raise QuestionError("name the topic in words that papers use, for example: burglary")
    asked = understand(Question(text=text), register=register)
    names = (asked.text, *other_names(text))
    alternatives = [_own(asked, collection), *(tuple(dict.fromkeys(terms(name))) for name in names[1:])]
    return Topic(
        text=text,
        asked=asked,
        names=names,
        weights=tuple(tuple((one, max(collection.idf(one), _LEAST)) for one in name) for name in alternatives if name),
        of_officers=bool(re.search(r"\bofficers?\b", text, re.IGNORECASE)) and not _OFFICES.search(text),
    )


def _own(asked: Understood, collection: Collection) -> tuple[str, ...]:
    """Return the terms of a topic's own name.

    Words by which questions ask are left out ("101 calls"), but where a single one would be left that names nothing by
    itself: of "response times" not "times" alone.
    """
    wanted = wanted_terms(asked, collection, text=asked.text)
    alone = len(wanted) == 1 and not wanted[0][0].isdigit()
    return tuple(dict.fromkeys(terms(asked.text))) if alone or not wanted else wanted


def other_names(text: str) -> tuple[str, ...]:
    """Return the other names of a topic, with the rest of its words kept as they are.

    >>> other_names("domestic abuse in rural areas")
    ('domestic violence in rural areas',)
    """
    found = []
    for group in _groups():
        for name in group:
            pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
            if pattern.search(text):
                found += [pattern.sub(other, text) for other in group if other != name]
                break
    return tuple(dict.fromkeys(found))


@cache
def _groups() -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, tomllib.loads(_FILE.read_text(encoding="utf-8"))["same"]))


def bare_title(title: str) -> str:
    """Return a title without the names of panels and commissioners.

    >>> bare_title("Report to the Wexmere and Holt Police and Crime Panel: Call handling")
    'Report : Call handling'
    """
    return _BODIES.sub("", title)
