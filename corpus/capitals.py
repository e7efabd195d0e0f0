"""Titles printed in capitals throughout, in the letters in which an officer would cite them."""

import re
from functools import lru_cache

_KEPT = 4096  # titles of which it is kept how they are cited
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_JOINS = frozenset("a an and as at by for from in into of on or the to upon with".split())  # noqa: SIM905
_FEWEST = 3  # words from which capitals are those of a heading, not of initials: "PCC UPDATE" stays
_PROSE = re.compile(r"[a-z]{3}")  # small letters around a word in capitals: it is written so everywhere


def as_cited(title: str, text: str) -> str:
    r"""Return a title without its capitals where it has no small letter; what its paper writes in capitals keeps them.

    >>> as_cited("REPORT OF THE PFCC TO THE PANEL", "REPORT OF THE PFCC TO THE PANEL\nA report: the PFCC said so.")
    'Report of the PFCC to the Panel'
    >>> as_cited("PCC UPDATE", "PCC UPDATE"), as_cited("The PCC's Update", "")
    ('PCC UPDATE', "The PCC's Update")
    """
    words = _WORD.findall(title)
    if len(words) < _FEWEST or title != title.upper():
        return title
    return lowered(title, text)


@lru_cache(maxsize=_KEPT)
def lowered(title: str, text: str) -> str:
    """Return words printed in capitals in plain letters; what their paper writes in capitals keeps them."""
    kept = {word for word in _WORD.findall(title) if _is_initials(word, text)}

    def plain(match: re.Match[str]) -> str:
        word = match[0]
        if word in kept:
            return word
        small = word.lower()
        return small if small in _JOINS and match.start() else small[0].upper() + small[1:]

    return _WORD.sub(plain, title)


def _is_initials(word: str, text: str) -> bool:
    """Does a paper write a word in capitals among its prose, and never in small letters?"""
    found = [match for match in re.finditer(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) if match[0] != word]
    if found or word.lower() in _JOINS:
        return False
    lines = (line for line in text.splitlines() if word in line and line.upper() != line)
    return any(re.search(rf"\b{re.escape(word)}\b", line) and _PROSE.search(line) for line in lines)
