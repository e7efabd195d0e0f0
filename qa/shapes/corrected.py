"""Words that a later paper of the same panel puts right: the correction is quoted beside them, both are shown.

"should read 16 and not 61", "“58 per cent” rather than “85 per cent”", "a figure of 17.9 per cent was a misprint".
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from corpus.dates import dates
from corpus.papers import Paper, Section
from index.terms import terms
from qa.answers import AnswerStatus
from qa.extract import Quote
from qa.privacy import private_contacts
from qa.quotation import overlap
from qa.shapes.shape import Inquiry, Shape
from qa.tracker.common_words import COMMON

_MOST = 2  # corrections beside one answer
_KEPT = 4096  # papers of which it is kept what they put right
_SHARED = 2  # words in common by which a figure put right is the one quoted
_LEAST = 8  # characters of quoted words that need nothing else in common
_NUMBER = r"£?\d[\d,]*(?:\.\d+)?(?: ?(?:%|per cent|million|billion)|[mk]\b)?"
# Words that are in every correction: a text without them is not looked at further.
_SIGNS = ("rather than", "instead of", "and not", "misprint", "mistake", "error", "wrong")
_WRONG = (
    re.compile(r"\b(?:rather than|instead of|and not)\s+[“\"‘'](?P<wrong>[^”\"’]{4,})[”\"’']"),
    re.compile(rf"{_NUMBER}(?:\s\w+){{0,3}}?,?\s(?:and not|rather than|instead of)\s(?P<wrong>{_NUMBER})"),
    re.compile(
        rf"\bfigures?\sof\s(?P<wrong>{_NUMBER})[^.]{{0,120}}?\swas\s(?:misprinted|wrong|an? (?:misprint|mistake|error))"
    ),
    re.compile(r"\b(?:mistake|error)\b[^.]{0,40}?\bof\s(?P<wrong>[\w£,. ]{3,40}?)\sgiven\s(?:for|in|on|by)\b"),
)
_MINUTES_OF = re.compile(
    r"\bminutes of (?:the (?:\w+ )?meeting )?(?:held )?(?:of |on )?(?:\w+day,? )?(?=\d{1,2}\b)", re.IGNORECASE
)
CORRECTED = "[{}] is put right by [{}], a later paper: both are shown."


def with_corrections(shape: Shape, inquiry: Inquiry) -> Shape:
    """Return an answer with the corrections of what it quotes, each after the words that it corrects."""
    if shape.status not in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL):
        return shape
    quotes: list[Quote] = []
    pairs: list[tuple[Quote, Quote]] = []
    for quote in shape.quotes:
        quotes.append(quote)
        for found in corrections(quote, inquiry):
            known = next((other for other in (*quotes, *shape.quotes) if overlap(other, found)), None)
            pairs.append((quote, known or found))
            if known is None and len(pairs) <= _MOST:
                quotes.append(found)
    notes = tuple(
        CORRECTED.format(quotes.index(one) + 1, quotes.index(other) + 1) for one, other in pairs if other in quotes
    )
    return replace(shape, quotes=tuple(quotes), notes=(*shape.notes, *dict.fromkeys(notes))) if notes else shape


def corrections(quote: Quote, inquiry: Inquiry) -> Iterator[Quote]:
    """Yield the passages of later papers of its panel that put a quotation right, oldest first."""
    day, panel = quote.paper.metadata.date.value, quote.paper.metadata.panel.value
    if day is None or panel is None:
        return
    later = replace(inquiry.scope, panels=frozenset({panel}), since=day + dt.timedelta(days=1), kinds=None)
    papers = inquiry.collection.papers(later)
    own = " ".join(quote.text.split())
    for paper in sorted(papers, key=lambda one: (one.metadata.date.value or dt.date.max, one.paper_id)):
        if any(_stands_in(wrong, own) for wrong in _put_right(paper.text)):
            yield from _in_paper(quote, own, paper, inquiry)


@lru_cache(maxsize=_KEPT)
def _put_right(text: str) -> tuple[str, ...]:
    """Return the words and figures that a paper says are wrong: for each paper found out once, not at every answer."""
    return tuple(wrong_words(text)) if any(sign in text for sign in _SIGNS) else ()


def wrong_words(words: str) -> list[str]:
    """Return the words and figures that a text says are wrong.

    >>> wrong_words("the number should read 16 and not 61"), wrong_words("3 members rather than a vote")
    (['61'], [])
    >>> wrong_words("A figure of 17.9 per cent given in the report was a misprint.")
    ['17.9 per cent']
    """
    return [match["wrong"].strip() for pattern in _WRONG for match in pattern.finditer(words)]


def _in_paper(quote: Quote, own: str, paper: Paper, inquiry: Inquiry) -> Iterator[Quote]:
    """Yield what a paper puts right of a quotation, `own` its words with single spaces."""
    for section in inquiry.collection.sections(paper.paper_id):
        words = paper.text[section.start : section.end]
        wrong = [one for one in wrong_words(words) if _stands_in(one, own)]
        if wrong and _is_of(quote, section, words) and (_is_told_by_words(wrong) or _is_alike(own, words)):
            found = _quoted(paper, section, wrong)
            if not private_contacts(found.text):
                yield found


def _stands_in(wrong: str, text: str) -> bool:
    wrong = " ".join(wrong.split())
    return bool(re.search(rf"(?<![\w.,£]){re.escape(wrong)}(?![\w%]|[.,]\d)", text))


def _is_told_by_words(wrong: list[str]) -> bool:
    return any(len(one) >= _LEAST and not re.fullmatch(_NUMBER, one) for one in wrong)


def _is_alike(one: str, other: str) -> bool:
    """Do two texts speak of the same thing, apart from figures?"""
    first, second = (frozenset(term for term in terms(text) if not term[0].isdigit()) - COMMON for text in (one, other))
    return len(first & second) >= _SHARED


def _is_of(quote: Quote, section: Section, words: str) -> bool:
    """Is a correction of the minutes of a day one of this paper? One that names no minutes may be of any."""
    text = " ".join((*section.headings[-1:], words))
    starts = [match.end() for match in _MINUTES_OF.finditer(text)]
    named = [day for start, _, day in dates(text) if start in starts]
    return not named or quote.paper.metadata.date.value in named


def _quoted(paper: Paper, section: Section, wrong: list[str]) -> Quote:
    """Return the sentences from the one before the wrong words to the one after them."""
    places = [
        at
        for at, sentence in enumerate(section.sentences)
        if any(_stands_in(one, " ".join(paper.text[sentence.start : sentence.end].split())) for one in wrong)
    ]
    start, end = section.start, section.end
    if places:
        start = section.sentences[max(0, places[0] - 1)].start
        end = section.sentences[min(len(section.sentences) - 1, places[-1] + 1)].end
    day = paper.metadata.date.value
    return Quote(
        paper=paper,
        start=start,
        end=end,
        sections=(section,),
        speaker=section.speaker,
        probability=1.0,
        head=f"Put right later, {day.day} {day:%B %Y}" if day else "Put right later",
    )
