"""A text as a stream of what it speaks of, clause by clause: names, numbers, dates, acts, words, each in one form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.terms import terms
from qa.tracker.days import days, without
from qa.writing.acts import kinds
from qa.writing.figures import figures
from qa.writing.names import mentions

# Words that say little of what a text is about, so that a claim may have them where the paper has others.
WEIGHTLESS = frozenset(
    terms(
        "meeting report reports reported paper papers presented according also further made make making given give "
        "gave including included include includes regarding concerning number figure total one during within per "
        "people there year recorded stood set out response question answer how over under across question questions "
        "between each around came come comes shows show showed used use uses same well both not again more most will "
        "would while once asked whether against being become became still yet then than even never no only"
    )
)
_CLAUSE = re.compile(
    r"[;:,.]\s|[()?!\n]|\b(?:and|but|that|while|because|although|though|whereas|against|compared)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]{2,}(?:['’][^\W_]{2,})*")
_TITLE = re.compile(r"(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Miss|Dr|Rev|Professor)\.?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that a text speaks of, in one form, and the clause in which it stands, counted from 0.

    `sort` is "name", "number", "date", "change", "act" or "word".
    """

    sort: str
    form: str
    clause: int


@lru_cache(maxsize=512)
def stream(text: str) -> tuple[Item, ...]:
    """Return what a text speaks of, in order; it must be search text.

    >>> [(item.sort, item.form) for item in stream("Cllr Hale said that thefts fell by 12%")]
    [('name', 'hale'), ('act', 'say'), ('word', 'theft'), ('change', 'fall'), ('number', '3/25 share')]
    """
    found = sorted(_found(text))
    breaks = [match.start() for match in _CLAUSE.finditer(text)]
    return tuple(
        Item(sort=sort, form=form, clause=sum(place < start for place in breaks)) for start, _, sort, form in found
    )


def _found(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield (start, order, sort, form); what is found is blanked, so that each word counts once."""
    for read in (_dates, _numbers, _names, _acts):
        taken = list(read(text))
        yield from ((start, at, sort, form) for at, (start, _, sort, form) in enumerate(taken))
        text = without(text, [(start, end) for start, end, _, _ in taken])
    for match in _WORD.finditer(text):
        if not _TITLE.match(match[0]):
            yield from (
                (match.start(), at, "word", term) for at, term in enumerate(terms(match[0])) if term not in WEIGHTLESS
            )


def _dates(text: str) -> Iterator[tuple[int, int, str, str]]:
    for day in days(text):
        form = " ".join(str(part or "-") for part in (day.year, day.month, day.day, day.until))
        yield day.start, day.end, "date", form


def _numbers(text: str) -> Iterator[tuple[int, int, str, str]]:
    for figure in figures(text):
        yield figure.start, figure.end, "number", f"{figure.amount} {figure.unit}".strip()


def _names(text: str) -> Iterator[tuple[int, int, str, str]]:
    for one in mentions(text):
        if one.sure:
            yield one.start, one.end, "name", one.office or one.name[-1]


def _acts(text: str) -> Iterator[tuple[int, int, str, str]]:
    reach = 0
    for start, end, sort, form in kinds(text):
        if start >= reach:
            yield start, end, sort, form
            reach = end
