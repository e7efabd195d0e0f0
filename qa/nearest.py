"""What is shown beside "the papers do not say": the nearest passages, but nothing that would pass for the answer.

Who asks for an amount and reads one below the silence takes it away, whatever stands above it; so does who asks for a
person and reads a name, or about one year and reads the figure of another. Such passages are named by their place and
not quoted.
"""

from collections.abc import Sequence
from dataclasses import replace

from index.terms import terms
from qa.answers import Citation
from qa.denials import is_denied
from qa.details import people_in
from qa.kinds import Sort, figure_named, gives_value, value_asked
from qa.understand import Intent, Understood

_MOST = 3


def nearest(asked: Understood, citations: Sequence[Citation]) -> tuple[tuple[Citation, ...], tuple[str, ...]]:
    """Return the passages to show as the nearest, best first and numbered from 1, and a note on those only named."""
    named = [one for one in citations[:_MOST] if _would_pass(asked, one)]
    places = "; ".join(dict.fromkeys(one.cite() for one in named))
    what = "Names" if asked.intent is Intent.PERSON else "Figures"
    note = (f"{what} that do not answer this are not quoted; they stand in: {places}.",) if places else ()
    shown = [one for one in citations[:_MOST] if one not in named]
    return tuple(replace(one, marker=marker) for marker, one in enumerate(shown, 1)), note


def _would_pass(asked: Understood, one: Citation) -> bool:
    """Does a passage give a figure of the sort asked for, a person, or a figure of another time than is asked about?

    One that denies what was to have been done on some day sets the question right.
    """
    listed = asked.intent is Intent.LIST  # "What were the damages?" asks for no list
    sort = value_asked(asked) or (figure_named(asked.asked) if listed else None)
    if sort is Sort.DAY and is_denied(asked.asked, one.quote):
        return False
    if sort and gives_value(sort, one.quote):
        return True
    if asked.intent is Intent.PERSON and any(people_in(one.quote, asked.asked)):
        return True
    return _is_of_another_time(asked, one) and gives_value(Sort.COUNT, one.quote)


def _is_of_another_time(asked: Understood, one: Citation) -> bool:
    """Is a passage neither from a paper of a time that is asked about nor naming one?"""
    held = frozenset(terms(one.quote))
    of_it = (
        (one.date is not None and period.since <= one.date <= period.until) or frozenset(terms(period.words)) <= held
        for period in asked.periods
    )
    return bool(asked.periods) and not any(of_it)
