"""What is shown beside "the papers do not say": the nearest passages, but nothing that would pass for the answer.

Who asks for an amount and reads one below the silence takes it away, whatever stands above it; so does who asks for a
name and reads one, or about one year and reads the figure of another. Such passages are named by their place and not
quoted.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.terms import terms
from qa.answers import Citation
from qa.denials import is_denied
from qa.details import people_in
from qa.kinds import NAMES, Sort, figure_named, gives_value, names_in, value_asked
from qa.understand import Intent, Understood

_MOST = 3
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Sir|Dame|Supt|Superintendent)\.? [A-Z]")
# "Is drug dealing getting worse?" is answered by two figures.
_TREND = re.compile(
    r"^\W*(?:is|are|has|have)\b.*\b(?:(?:going|gone|coming|come) (?:up|down)|rising|risen|falling|fallen|increas\w+|"
    r"decreas\w+|(?:getting|got|gotten) (?:any )?(?:worse|better)|worse|growing|grown|more|fewer|less)\b",
    re.IGNORECASE,
)


def nearest(asked: Understood, citations: Sequence[Citation]) -> tuple[tuple[Citation, ...], tuple[str, ...]]:
    """Return the passages to show as the nearest, best first and numbered from 1, and a note on those only named."""
    named = [one for one in citations[:_MOST] if _would_pass(asked, one)]
    places = "; ".join(dict.fromkeys(one.cite() for one in named))
    what = "Names" if _asks_name(asked) else "Figures"
    note = (f"{what} that do not answer this are not quoted; they stand in: {places}.",) if places else ()
    shown = [one for one in citations[:_MOST] if one not in named]
    return tuple(replace(one, marker=marker) for marker, one in enumerate(shown, 1)), note


def _would_pass(asked: Understood, one: Citation) -> bool:
    """Does a passage give a figure or a name of the sort asked for, or a figure of another time than is asked about?

    One that denies what was to have been done on some day sets the question right.
    """
    listed = asked.intent is Intent.LIST  # "What were the damages?" asks for no list
    sort = value_asked(asked) or (figure_named(asked.asked) if listed else None)
    if sort is Sort.DAY and is_denied(asked.asked, one.quote):
        return False
    if _TREND.search(asked.asked):
        sort = Sort.COUNT
    if sort and gives_value(sort, one.quote):
        return True
    if _asks_name(asked) and _names_somebody(asked, one):
        return True
    return _is_of_another_time(asked, one) and gives_value(Sort.COUNT, one.quote)


def _asks_name(asked: Understood) -> bool:
    return asked.intent is Intent.PERSON or bool(NAMES.search(asked.asked))


def _names_somebody(asked: Understood, one: Citation) -> bool:
    """Does a passage name a person, by title or by two names, whom the question does not name?"""
    full = any(" " in name for name in names_in(one.quote, asked.asked))
    return full or _TITLED.search(one.quote) is not None or any(people_in(one.quote, asked.asked))


def _is_of_another_time(asked: Understood, one: Citation) -> bool:
    """Is a passage neither from a paper of a time that is asked about nor naming one?"""
    held = frozenset(terms(one.quote))
    of_it = (
        (one.date is not None and period.since <= one.date <= period.until) or frozenset(terms(period.words)) <= held
        for period in asked.periods
    )
    return bool(asked.periods) and not any(of_it)
