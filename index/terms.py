"""Words as they are searched: stems, figures and their parts, hyphenated words whole and apart."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from corpus.wording import search_text

if TYPE_CHECKING:
    from Stemmer import Stemmer

_STOP = (
    "a about all also am an and any are as at be been being but by can could did do does doing for from had has have he"
    " her him his how i if in into is it its me my of on or our she should so some such than that the their them then"
    " there these they this those to too us was we were what when where which who whom why will with would you your"
    " please tell"
)
STOP_WORDS = frozenset(_STOP.split())
_KEPT = 1024  # texts whose terms are kept at hand: one question asks for those of a sentence several times
_ACCENT = re.compile("[\u0300-\u036f]")
_DOTTED = re.compile(r"\.[a-z]\.")  # told at once, and rare
_ACRONYM = re.compile(r"\b(?:[a-z]\.){2,}[a-z]?\b|\b(?:[a-z]\.){2,}")
_YEARS = re.compile(r"((?:19|20)\d\d(?<=\b\d{4}))\s?[/-]\s?(?:19|20)?(\d\d)\b(?![/-])")
_SHORT_YEARS = re.compile(r"(?<![\w/.,-])([0-3]\d)/([0-3]\d)\b(?![/-])")
_WORD = re.compile(r"[£$€]?\d[a-z0-9]*(?:[.,:/-]\d[a-z0-9]*)*%?|[a-z0-9]+(?:['-][a-z0-9]+)*", re.ASCII)
_FIGURE = re.compile(r"[£$€]?(\d+(?:\.\d+)*)([a-z]*%?)")


def terms(text: str) -> list[str]:
    """Return the search terms of a text in order, repeats kept, stop words left out.

    A figure gives itself and its number ("£19.9m": also "19.9m" and "19.9"), a span of years one form however it is
    written, a hyphenated word its parts and the word without hyphens. Words are stemmed (Snowball English, Porter2).

    >>> terms("The PCC's co-operative budgets of £19.9m for 2021-2022")
    ['pcc', 'co', 'oper', 'cooper', 'budget', '£19.9m', '19.9m', '19.9', '2021/22', '2021', '22']
    >>> terms("21/22")
    ['2021/22', '2021', '22']
    """
    return list(_terms(text))


@lru_cache(maxsize=_KEPT)
def _terms(text: str) -> tuple[str, ...]:
    return tuple(split_terms(search_text(text)))


def split_terms(text: str) -> list[str]:
    """Return the terms of what is search text already."""
    text = _folded(text.lower())
    if _DOTTED.search(text):
        text = _ACRONYM.sub(lambda match: match[0].replace(".", ""), text)
    text = _YEARS.sub(r"\1/\2", _SHORT_YEARS.sub(_in_full, text)) if "/" in text or "-" in text else text
    return [term for word in _WORD.findall(text) for term in _forms(word)]


def _in_full(match: re.Match[str]) -> str:
    """Return "22/23" as "2022/23"; two numbers that do not follow each other as they are."""
    return f"20{match[0]}" if int(match[2]) == int(match[1]) + 1 else match[0]


def _folded(text: str) -> str:
    """Return the text with accents taken off: "Siân" is found by "Sian"."""
    if text.isascii():
        return text
    import unicodedata

    return _ACCENT.sub("", unicodedata.normalize("NFKD", text))


@lru_cache(maxsize=1 << 16)
def _forms(word: str) -> tuple[str, ...]:
    """Return the terms of one word as written, in lower case."""
    if word[0] in "£$€" or word[0].isdigit():
        return tuple(_figures(word))
    if "-" not in word:
        return () if _bare(word) in STOP_WORDS else (_stem(_bare(word)),)
    parts = [_bare(part) for part in word.split("-")]
    return (*(_stem(part) for part in parts if part not in STOP_WORDS), _stem("".join(parts)))


def _figures(word: str) -> Iterator[str]:
    """Yield a figure whole, then its parts, each without thousands commas."""
    word = word.replace(",", "")
    parts = re.split(r"[/:-]", word)
    if len(parts) > 1:
        yield word
    for part in parts:
        figure = _FIGURE.fullmatch(part)
        yield part
        if figure and part[0] in "£$€":
            yield figure[1] + figure[2]
        if figure and figure[2]:
            yield figure[1]


def _bare(word: str) -> str:
    """Return the word without a possessive or an apostrophe."""
    return word.removesuffix("'s").replace("'", "")


def _stem(word: str) -> str:
    stem: str = _stemmer().stemWord(word)
    return stem


@cache
def _stemmer() -> "Stemmer":
    from Stemmer import Stemmer

    return Stemmer("english")
