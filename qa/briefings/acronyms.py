"""Acronyms in the words quoted, as the papers themselves write them out."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.papers import Paper, Section
from index.search import Collection
from qa.extract import Quote

_ACRONYM = re.compile(r"\b[A-Z][A-Za-z&]*[A-Z]s?\b")
_LONGEST = 8  # letters
_INITIALS_ONLY = frozenset(
    {"RESOLVED", "AGREED", "TOTAL", "DRAFT", "THAT", "OFFICE", "POLICE", "PANEL", "UK", "PRESENT"}
)
_LEAST_INITIALS = 4  # letters; of fewer, other names have the same initials too easily
_SMALL = frozenset({"of", "and", "the", "for", "in", "to", "on", "a", "an"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """An acronym and the words that a paper gives for it; `quote` holds both, None where no paper says."""

    acronym: str
    words: str
    quote: Quote | None


def acronyms(text: str) -> list[str]:
    """Return the acronyms of a text in order, each once, plurals as singular.

    >>> acronyms("The OPFCC asked PCSOs and the Chief Constable")
    ['OPFCC', 'PCSO']
    """
    found = (match[0] for match in _ACRONYM.finditer(text))
    bare = (one[:-1] if one.endswith("s") and one[:-1].isupper() else one for one in found)
    kept = (
        one for one in bare if len(one) <= _LONGEST and sum(map(str.isupper, one)) > 1 and one not in _INITIALS_ONLY
    )
    return list(dict.fromkeys(one for one in kept if not re.match(r"(?:Mc|Mac|O')[A-Z]", one)))


def expand(quotes: Iterable[Quote], *, papers: Sequence[Paper], collection: Collection) -> list[Expansion]:
    """Return the acronyms of the quotations with the words that their own papers, else others of the panel, give."""
    found: dict[str, Expansion] = {}
    for quote in quotes:
        for acronym in acronyms(quote.text):
            if found.get(acronym) is None or found[acronym].quote is None:
                same_panel = [p for p in papers if p.metadata.panel.value == quote.paper.metadata.panel.value]
                where = [quote.paper, *(paper for paper in same_panel if paper.paper_id != quote.paper.paper_id)]
                found[acronym] = _expansion(acronym, where, collection)
    return [found[acronym] for acronym in sorted(found, key=str.casefold)]


def _expansion(acronym: str, papers: Sequence[Paper], collection: Collection) -> Expansion:
    for paper in papers:
        span = written_out(acronym, paper.text)
        if span is not None:
            section = _section_at(collection.sections(paper.paper_id), span[0])
            if section is not None:
                quote = Quote(
                    paper=paper, start=span[0], end=span[1], sections=(section,), speaker=None, probability=1.0
                )
                return Expansion(acronym=acronym, words=paper.text[span[0] : span[2]], quote=quote)
    return Expansion(acronym=acronym, words="", quote=None)


def written_out(acronym: str, text: str) -> tuple[int, int, int] | None:
    """Return where a text writes an acronym out: start, end with the acronym, end of the words. None where it does not.

    >>> text = "Police Community Support Officers (PCSOs) walk."
    >>> start, end, words = written_out("PCSO", text)
    >>> text[start:words], text[start:end]
    ('Police Community Support Officers', 'Police Community Support Officers (PCSOs)')
    """
    for match in re.finditer(rf"\(\s?[“\"‘']?(?:the )?{re.escape(acronym)}s?[”\"’']?\s?\)", text):
        start = _start_of_words(acronym, text[max(0, match.start() - 120) : match.start()])
        if start is not None:
            return match.start() - start, match.end(), len(text[: match.start()].rstrip())
    for match in re.finditer(rf"\b{re.escape(acronym)}s? \((?P<long>[A-Z][^()]{{3,90}})\)", text):
        words = match["long"]
        if _start_of_words(acronym, words) == len(words):
            return match.start("long"), match.end("long"), match.end("long")
    return _by_initials(acronym, text) if len(acronym) >= _LEAST_INITIALS else None


def _by_initials(acronym: str, text: str) -> tuple[int, int, int] | None:
    """Return where a paper that uses an acronym has a name whose capitals are its letters, in their order.

    Of several such names it is the commonest one, which no slip of the pen is.

    >>> text = "The PFCC is the Police, Fire and Crime Commissioner."
    >>> start, end, _ = _by_initials("PFCC", text)
    >>> text[start:end]
    'Police, Fire and Crime Commissioner'
    >>> text = "The PFCC wrote for the Police, Fire and Crime Commission. " + text + " " + text
    >>> start, end, _ = _by_initials("PFCC", text)
    >>> text[start:end]
    'Police, Fire and Crime Commissioner'
    """
    if not re.search(rf"\b{re.escape(acronym)}s?\b", text):
        return None
    words = r",? (?:(?:of|and|the|for|&),? ){0,2}".join(rf"{re.escape(letter)}[a-z][\w’'-]*" for letter in acronym)
    found = list(re.finditer(rf"\b{words}", text))
    times = Counter(match[0] for match in found)
    match = max(found, key=lambda one: times[one[0]], default=None)
    return (match.start(), match.end(), match.end()) if match else None


def _start_of_words(acronym: str, before: str) -> int | None:
    """Return how many characters before the bracket the written-out words begin: their initials give the acronym."""
    letters = [letter.lower() for letter in acronym if letter.isupper()]
    words = list(re.finditer(r"[A-Za-z][\w'’]*", before.rstrip()))
    place = len(letters) - 1
    for match in reversed(words):
        word = match[0].lower()
        if word[0] == letters[place] and not (word in _SMALL and len(words) > len(letters) and place == 0):
            place -= 1
            if place < 0:
                return len(before) - match.start()
        elif word not in _SMALL:
            return None
    return None


def _section_at(sections: Sequence[Section], start: int) -> Section | None:
    return next((section for section in sections if section.start <= start < section.end), None)
