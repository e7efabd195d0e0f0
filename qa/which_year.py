"""A follow-up for "the year before" where what came before covers several years: which one is asked back, by name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.panels import Register
from qa.answers import Turn
from qa.changed import YEAR_AFTER, YEAR_BEFORE, of_year, years_moved
from qa.leaning import leans
from qa.periods import Period, periods, shifted
from qa.restated import named_in

_MOST = 6  # years to choose from
_QUOTED = re.compile(r"“.*?”(?=\s*(?:\[\d|<br>|\||$))", re.DOTALL)  # a paper's words may name any year
_MARKER = re.compile(r"\[\d+\]")
_RELATIVE = re.compile(
    rf"(?:,? ?\b(?:for|in|of))?(?: ?(?:{YEAR_BEFORE.pattern}|{YEAR_AFTER.pattern}))+(?: that)?", re.IGNORECASE
)
_MONEY = re.compile(r"\d\s?[/–-]\s?\d")
_YEAR = 366  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichYear:
    """The years that the question or the answer before covers, in order, and the questions that may be meant."""

    covered: tuple[str, ...]
    choices: tuple[str, ...]


def which_year(asked: str, turns: Sequence[Turn], *, register: Register) -> WhichYear | None:
    """Return what "the year before" may mean after several years; None where it means one, or is not asked for.

    `turns` are those before it, said in full.
    """
    years = years_moved(asked)
    if not years or periods(asked) or not turns or not leans(asked, register=register):
        return None
    covered, before = next(((found, turn) for turn in reversed(turns) if (found := _covered(turn))), ((), turns[-1]))
    if len(covered) < 2 and not (covered and _is_long(covered[0])):
        return None
    moved = dict.fromkeys(shifted(one, years).words for one in covered)
    bare = not _RELATIVE.sub("", named_in(asked))
    return WhichYear(
        covered=tuple(one.words for one in covered),
        choices=tuple(of_year(before.question if bare else _RELATIVE.sub("", asked), year) for year in moved)[:_MOST],
    )


def _covered(turn: Turn) -> list[Period]:
    """Return the times that a turn is about, a year each, in order: of the question, else of what the answer tells.

    Of a stretch of years the answer tells which ones it covers. Financial years count before the days of papers.
    """
    asked = _years(turn.question)
    told = _years(_MARKER.sub(" ", _QUOTED.sub(" ", turn.answer)))
    if asked and not any(map(_is_long, asked)):
        return asked
    money = [one for one in told if _MONEY.search(one.words)]
    return money or told or asked


def _years(text: str) -> list[Period]:
    """Return the years that a text names, each once; of a day, its year."""
    found = periods(text)
    whole = [one if _is_long(one) or _MONEY.search(one.words) else _year_of(one) for one in found]
    return list(dict.fromkeys(whole))


def _year_of(one: Period) -> Period:
    return periods(str(one.since.year))[0]


def _is_long(period: Period) -> bool:
    """Is it a time of more than a year: "since 2019", "2019-21"?"""
    return (period.until - period.since).days > _YEAR
