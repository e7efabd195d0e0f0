"""A question that may mean several panels, years or precepts: an answer for each, newest first, or the question back.

"What did the panel decide on the precept?" has as many answers as there are panels and years. A question that names
panel and year means one of them; where that one holds a police and a fire precept apart, both are given.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.papers import Role
from qa.answers import AnswerStatus
from qa.changed import THE_PANEL
from qa.extract import Quote
from qa.precepts import services
from qa.quotation import is_within
from qa.shapes.decided import Outcome, is_code, outcomes
from qa.shapes.shape import Inquiry, Shape
from qa.shapes.topics import topic_of
from qa.tracker.later import financial_years
from qa.understand import Intent
from qa.verdicts import group_asked
from qa.votes import with_votes

_MOST = 4  # candidates that are answered for
_PANELS = 4  # panels up to which each is answered for: of more, one must be chosen
_CHOICES = 8
_WORDS = 3  # topic words up to which a question is open
_MONEY_YEAR = re.compile(r"\d\d\s?[/–-]\s?(?:20)?\d\d$")
_TOLD_AGAIN = dt.timedelta(days=120)  # in which papers tell again of an outcome
_PRECEPT = re.compile(r"\bprecepts?\b", re.IGNORECASE)
_REPORTED = re.compile(
    r"\b[Tt]he [Pp]anel (?:had |has )?(?:\w+ly )?(?:supported|approved|vetoed|rejected|agreed|endorsed)\b"
)
ASK_BACK = "{} panels decided on this: name the panel, and the year where there are several."


def by_candidate(plain: Shape, inquiry: Inquiry) -> Shape:
    """Return the answer for each thing that a question may mean; the plain one where it means one thing."""
    asked = inquiry.asked
    if asked.intent is not Intent.DECISION or asked.contact or asked.latest or group_asked(asked):
        return plain
    topic = topic_of(asked, inquiry.register)
    if not 0 < len(topic) <= _WORDS:
        return plain
    found = _meant(outcomes(inquiry, topic), inquiry)
    if not found:
        return _without_other_years(plain, inquiry)
    if len(found) == 1:
        return _narrowed(plain, found[0], inquiry)
    if not _agrees(plain, found):
        return plain
    panels = list(dict.fromkeys(one.panel for one in found if one.panel))
    if len(panels) > _PANELS:
        asks = [_for_panel(asked.asked, panel, inquiry) for panel in panels[:_CHOICES]]
        return Shape(status=AnswerStatus.CLARIFY, quotes=(), notes=(ASK_BACK.format(len(panels)),), choices=tuple(asks))
    shown = _shown(found)
    later = [one for one in found if one not in shown]
    quotes = [_headed(one, inquiry) for one in shown]
    if plain.status is AnswerStatus.ANSWERED:
        quotes += [quote for quote in plain.quotes if _is_reported(quote, found)][: max(0, _MOST - len(quotes))]
    return replace(
        plain,
        status=AnswerStatus.ANSWERED,
        quotes=tuple(quotes),
        notes=(_several(found, shown, inquiry),),
        choices=tuple(dict.fromkeys(_for_one(asked.asked, one, inquiry) for one in later))[:_CHOICES],
    )


def _without_other_years(plain: Shape, inquiry: Inquiry) -> Shape:
    """Return the answer without outcomes for another financial year than the one asked about; silence if none is left.

    Nor does an outcome count of which nothing tells the time. The precept for 2022/23 is decided in February 2022; what
    is decided in February 2023 is the one for 2023/24.
    """
    wanted = [period.words for period in inquiry.asked.periods if _MONEY_YEAR.search(period.words)]
    other = [quote for quote in plain.quotes if wanted and not _may_be_for(quote, wanted)]
    if plain.status is not AnswerStatus.ANSWERED or not other:
        return plain
    kept = tuple(quote for quote in plain.quotes if quote not in other)
    if any(quote.sections[0].role is Role.RESOLUTION and _has_time(quote) for quote in kept):
        return replace(plain, quotes=kept)
    return Shape(status=AnswerStatus.NOT_FOUND, quotes=kept, notes=(f"No outcome for {wanted[0]} was found.",))


def _has_time(quote: Quote) -> bool:
    """Does an outcome name a financial year, or its paper a day?"""
    return quote.paper.metadata.date.value is not None or bool(financial_years(quote.text))


def _may_be_for(quote: Quote, wanted: Sequence[str]) -> bool:
    """May an outcome be for one of the financial years, as far as its item, its words and its paper's title say?"""
    section = quote.sections[0]
    if section.role is not Role.RESOLUTION:
        return True
    told = (*reversed(section.headings), quote.text, quote.paper.metadata.title.value or "")
    years = next(filter(None, map(financial_years, told)), frozenset())
    return not years or any(_is_year(year, words) for year in years for words in wanted)


def _narrowed(plain: Shape, one: Outcome, inquiry: Inquiry) -> Shape:
    """Return the answer to a question that names the year or the precept of one outcome: that first, no other's beside.

    Of another year and of the other precept nothing is given; what is no outcome stays. Where nothing was thought to
    answer a question that names a code (R14/21), the outcome that has it does.
    """
    asked = inquiry.asked
    if plain.status is AnswerStatus.NOT_FOUND and any(map(is_code, topic_of(asked, inquiry.register))):
        return replace(plain, status=AnswerStatus.ANSWERED, quotes=(_with_vote(one, inquiry),), notes=())
    if plain.status is not AnswerStatus.ANSWERED or not (asked.periods or services(asked.text)):
        return plain
    own = next((quote for quote in plain.quotes if _is_same(quote, one.quote)), None) or _with_vote(one, inquiry)
    others = [quote for quote in plain.quotes if quote is not own and quote.sections[0].role is not Role.RESOLUTION]
    return replace(plain, quotes=(own, *others[: _MOST - 1]))


def _agrees(plain: Shape, found: Sequence[Outcome]) -> bool:
    """Is the outcome that the plain answer gives first, where it gives any, one of those found by their words?"""
    given = [quote for quote in plain.quotes if quote.sections[0].role is Role.RESOLUTION]
    papers = {one.quote.paper.paper_id for one in found}
    return plain.status is not AnswerStatus.ANSWERED or not given or given[0].paper.paper_id in papers


def _is_same(one: Quote, other: Quote) -> bool:
    """Are two quotations the same outcome of one paper, as printed in one place or the other, or with its vote?"""
    alike = one.text.split() == other.text.split() or is_within(other, one)
    return one.paper.paper_id == other.paper.paper_id and alike


def _with_vote(one: Outcome, inquiry: Inquiry) -> Quote:
    """Return an outcome with the words that open it where they tell the vote."""
    return next(with_votes([one.quote], inquiry.collection.sections(one.quote.paper.paper_id)))


def _meant(found: Sequence[Outcome], inquiry: Inquiry) -> list[Outcome]:
    """Return the outcomes of the time and the precept that a question names."""
    wanted = services(inquiry.asked.text)
    kept = [one for one in found if not wanted or not one.services or wanted & one.services]
    periods = inquiry.asked.periods
    if not periods:
        return kept
    for_year = [one for one in kept if any(one.year and _is_year(one.year, period.words) for period in periods)]
    if any(_MONEY_YEAR.search(period.words) for period in periods):
        kept = [one for one in kept if not one.year]  # what is for another year was only decided in this one
    within = [one for one in kept if one.date and any(period.since <= one.date <= period.until for period in periods)]
    return for_year or within


def _is_year(year: str, words: str) -> bool:
    """Is a financial year the one named, in whatever form?

    >>> _is_year("2024/25", "2024-25"), _is_year("2024/25", "24/25"), _is_year("2024/25", "2024")
    (True, True, False)
    """
    named = re.search(r"(?:20)?(\d\d)\s?[/–-]\s?(?:20)?(\d\d)", words)
    return bool(named and f"20{named[1]}/{named[2]}" == year)


def _shown(found: Sequence[Outcome]) -> list[Outcome]:
    """Return the candidates to answer for, newest first: the newest of each panel whatever its age."""
    newest: dict[str | None, Outcome] = {}
    for one in found:
        newest.setdefault(one.panel, one)
    first = list(newest.values())
    same = [one for one in found if one not in first]
    kept = [*first, *same[: max(0, _MOST - len(first))]]
    return [one for one in found if one in kept]


def _headed(one: Outcome, inquiry: Inquiry) -> Quote:
    return replace(_with_vote(one, inquiry), head=f"If you mean {_name(one, inquiry)}")


def _name(one: Outcome, inquiry: Inquiry) -> str:
    """Return a candidate as it is told apart: panel, day, what for."""
    panel = inquiry.register.name_on(one.panel, one.date) if one.panel else "a panel that is not stated"
    when = f"{one.date.day} {one.date:%B %Y}" if one.date else "undated"
    for_what = " and ".join(sorted(one.services, reverse=True))
    precept = f", {for_what} precept{'s' if len(one.services) > 1 else ''}" if for_what else ""
    year = f"{'' if precept else ','} for {one.year}" if one.year else ""
    return f"the {panel}, {when}{precept}{year}"


def _several(found: Sequence[Outcome], shown: Sequence[Outcome], inquiry: Inquiry) -> str:
    others = [one for one in found if one not in shown]
    note = f"The question may mean {len(found)} outcomes: name the panel and the year for one of them."
    if not others:
        return note
    return f"{note} Not shown: {'; '.join(_name(one, inquiry) for one in others[:_CHOICES])}."


def _is_reported(quote: Quote, found: Sequence[Outcome]) -> bool:
    """Does a quotation tell of an outcome that is not among those found: told long after any of them?"""
    known, panel = quote.paper.metadata.date.value, quote.paper.metadata.panel.value
    told = [one.date for one in found if one.panel == panel and one.date]
    late = known is not None and not any(day <= known <= day + _TOLD_AGAIN for day in told)
    return late and bool(_REPORTED.search(quote.text))


def _for_panel(text: str, panel: str, inquiry: Inquiry) -> str:
    """Return a question with its panel named."""
    name = inquiry.register.name_on(panel, None)
    named, n = THE_PANEL.subn(f"the {name}", text, count=1)
    return named if n else f"{text.rstrip(' ?.')} ({name})?"


def _for_one(text: str, one: Outcome, inquiry: Inquiry) -> str:
    """Return a question with panel and year named, and the precept where it is one of two."""
    asks = _for_panel(text, one.panel, inquiry) if one.panel and not inquiry.asked.panels else text
    if len(one.services) == 1:
        asks = _PRECEPT.sub(f"{min(one.services)} precept", asks, count=1) if not services(asks) else asks
    if inquiry.asked.periods or not (one.year or one.date):
        return asks
    when = f" for {one.year}" if one.year else f" on {one.date.day} {one.date:%B %Y}" if one.date else ""
    return f"{asks.rstrip(' ?.')}{when}?"
