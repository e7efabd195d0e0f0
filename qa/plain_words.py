"""Everyday words turned into the words that papers use, so that "bobby" finds "police officer"."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from index.terms import terms


def in_paper_words(text: str) -> str:
    """Return a question with the papers' words put beside everyday ones; the same text when it has none.

    >>> in_paper_words("Are there enough bobbies?")
    'Are there enough bobbies (police officers)?'
    """
    words, pattern = _entries()
    return pattern.sub(lambda match: f"{match[0]} ({words[match[0].lower()]})", text)


def everyday_words(text: str) -> str:
    """Return the everyday words of a question that have papers' words put beside them.

    >>> everyday_words("Are there enough bobbies?")
    'bobbies'
    """
    return " ".join(match[0] for match in _entries()[1].finditer(text))


@cache
def words_of_papers() -> frozenset[str]:
    """Return the search terms of the words that papers use: who means "precept" or "retail crime" has no other."""
    return frozenset(term for words in _entries()[0].values() for term in terms(words))


@cache
def _entries() -> tuple[dict[str, str], re.Pattern[str]]:
    words = {
        key.lower(): value
        for key, value in tomllib.loads(files("qa").joinpath("plain_words.toml").read_text("utf-8")).items()
    }
    longest = sorted(words, key=lambda key: (-len(key), key))
    return words, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)
