"""What was answered to an earlier question, as far as a follow-up may speak of it."""

import re

from corpus.wording import search_text
from qa.answers import Turn

SHORT = 240  # characters of an answer that say what it was about

_NUMBERED = re.compile(
    r"(?<!\S)(?:\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)|[a-z]\)|\d{1,2}\.|\d+(?:\.\d+)+\.?)(?=\s)"
)  # "(ii)", "5.4"
_ITEM = re.compile(
    r"\b(?:(?:action|recommendation|resolution) (?:\d[\d/.–-]*\d|\d)(?:\([a-z]\))?|R\d{1,2}|"
    r"\d{1,2}\.\d{1,2}\([a-z]\))(?![\w%])",
    re.IGNORECASE,
)
_MARKS = re.compile(r"\[\d+\]|[“”\"*_#]")
_FIRST = re.compile(r"(?<![\w)])[^\W\d_]{2}.{20,160}?(?=[.;:]\s|$)", re.DOTALL)  # sentence or limb, without its letter


def gist(turn: Turn) -> str:
    """Return what was answered: a short quotation whole, of a longer one the beginning; the answer where none is cited.

    What stands around a quotation in an answer says where it stands ("Para 5.4") and is no topic.
    """
    words = _NUMBERED.sub(" ", search_text(turn.cited.quote)) if turn.cited else _MARKS.sub(" ", turn.answer)
    if len(words) <= SHORT:
        return words
    first = _FIRST.search(words) if turn.cited else None
    return first[0] if first else ""


def brief(turn: Turn) -> str:
    """Return the beginning of an answer."""
    return _MARKS.sub(" ", turn.answer)[:SHORT]


def last_item(turn: Turn) -> str:
    """Return the last item of a list that an answer names by its number, as in "all but R5"; "" where it names none."""
    found = _ITEM.findall(brief(turn) if not turn.cited or _ITEM.search(brief(turn)) else gist(turn))
    return found[-1] if found else ""
