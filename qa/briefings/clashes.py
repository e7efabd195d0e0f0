"""Figures that do not go together: two for the same thing at the same time, totals that their rows do not add up to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from corpus.papers import Role
from corpus.tables import cells, column_at
from index.terms import terms
from qa.briefings.amounts import Amount, Unit, plain, single
from qa.briefings.reported import Reported

_TOTAL = re.compile(r"(?:grand )?total", re.IGNORECASE)
_LEAST_SHARED = 3  # words that two sentences must have in common, times and figures left out
_OF_ANY_FIGURE = frozenset(terms("per cent million pounds number total"))
_ALIKE = 0.5  # share of the words in common that makes two sentences speak of the same thing


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two figures that may be of the same thing at the same time, and differ."""

    one: Reported
    other: Reported


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A column of a table with a total: what its rows add up to, and what the table prints."""

    row: Reported  # of the total
    column: str  # its head as printed, "" where there is none
    rows: int
    adds_up: bool
    sum_words: str  # what the rows add up to, in the unit of the table


def clashes(figures: Sequence[Reported]) -> list[Clash]:
    """Return figures that differ although they may be of the same thing at the same time, in the order given."""
    found: list[Clash] = []
    for one, other in combinations(figures, 2):
        if one.amount.unit is not other.amount.unit or one.amount.value == other.amount.value or one.changed:
            continue
        if one.paper.metadata.panel.value != other.paper.metadata.panel.value or other.changed:
            continue
        if _same_thing(one, other) and not any(_repeats(clash, one, other) for clash in found):
            found.append(Clash(one=one, other=other))
    return found


def _same_thing(one: Reported, other: Reported) -> bool:
    """May two figures be of the same thing at the same time? By measure and period, or by most words and the period."""
    if one.quote == other.quote or one.aimed != other.aimed:
        return False
    same_time = bool(one.period) and _time(one) == _time(other)
    if not same_time:
        return False
    if one.named and other.named and one.key and one.key == other.key:
        return True
    return not one.named and not other.named and _overlap(one, other) >= _ALIKE


def _time(figure: Reported) -> str:
    """Return a period so that two wordings of it compare: "over the last 18 months", "in the past 18 months"."""
    words = re.sub(r"\b(?:in|over|during|for|the|within)\b", "", figure.period.lower()).replace("past", "last")
    return " ".join(words.split())


def _overlap(one: Reported, other: Reported) -> float:
    """Return how many of the rarer words of the shorter clause the longer one has, 0 to 1."""
    first, second = _content(one), _content(other)
    shared = len(first & second)
    return shared / min(len(first), len(second)) if shared >= _LEAST_SHARED else 0.0


def _content(figure: Reported) -> frozenset[str]:
    """Return the words of a clause, without its figures and its times."""
    words = " ".join(figure.measure).replace(figure.period, " ") if figure.period else " ".join(figure.measure)
    return frozenset(term for term in terms(words) if not term[0].isdigit() and term[0] != "£") - _OF_ANY_FIGURE


def _repeats(clash: Clash, one: Reported, other: Reported) -> bool:
    """Is a pair told already, by the same two values of the same measure?"""
    values = {clash.one.amount.value, clash.other.amount.value}
    return values == {one.amount.value, other.amount.value} and clash.one.key == one.key


def totals(figures: Sequence[Reported]) -> list[Total]:
    """Return the totals of the tables that the figures stand in, checked against their rows."""
    found: list[Total] = []
    for figure in figures:
        section = figure.finding.section
        # Without heads of columns, what looks like a table may be a part of one.
        if section.role is Role.TABLE_ROW and section.columns and _TOTAL.fullmatch(" ".join(figure.measure)):
            found += _total(figure)
    return found


def _total(figure: Reported) -> Iterator[Total]:
    """Yield the check of one total, where every row above it has a figure in the same column."""
    section, text = figure.finding.section, figure.paper.text
    column = column_at(text[section.start : section.end], figure.amount.start - section.start)
    above = [row for row in figure.quote.sections if row.start < section.start]
    parts = [_cell(text[row.start : row.end], column) for row in above]
    if len(parts) < 2 or any(part is None for part in parts):
        return
    printed = single(text[figure.amount.start : figure.amount.end])
    if printed is None:
        return
    summed = round(sum(part.value for part in parts if part), 6)
    head = section.columns[column] if column < len(section.columns) else ""
    decimals = len(printed.text.partition(".")[2]) if "." in printed.text else 0
    slack = 0.5 * len(parts) * 10**-decimals if decimals else 0.0
    yield Total(
        row=figure,
        column=head,
        rows=len(parts),
        adds_up=abs(summed - printed.value) <= max(slack if decimals else 0.0, 1e-9) and _close(summed, printed.value),
        sum_words=("£" if printed.unit is Unit.MONEY else "") + plain(summed),
    )


def _cell(row: str, column: int) -> Amount | None:
    found = cells(row)
    return single(found[column]) if column < len(found) else None


def _close(one: float, other: float) -> bool:
    """Are two sums the same but for rounding in the last place printed?"""
    return abs(one - other) <= 0.005 * max(abs(one), abs(other), 1.0)
