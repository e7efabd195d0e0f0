"""What became of an asking: the status, the rule that gave it, and the passage behind it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from qa.tracker.deliveries import Says
from qa.tracker.due import put_off_to
from qa.tracker.requests import Action, ActionKind
from qa.tracker.trail import Mention

_STRONG = 0.85  # score from which words of delivery count although nothing else speaks for them
_WHY_NOT_AWAITED = {
    ActionKind.NOTED: "Noted: nothing is asked for.",
    ActionKind.RESOLUTION: "Decided by saying so: nothing is asked for.",
    ActionKind.PROPOSED: "Proposed in a report: not what was decided.",
}


class ActionStatus(StrEnum):
    """How things stand, as far as the papers loaded tell."""

    ANSWERED = "answered"  # a later passage reports it done, or presents the thing asked for
    MENTIONED = "mentioned"  # later passages touch it
    SILENT = "no later mention"
    OVERDUE = "overdue"  # the papers go beyond the day when it was due, and none says that it was done
    WITHDRAWN = "withdrawn or superseded"
    NOT_AWAITED = "not awaited"
    UNDATED = "undated"  # its paper has no date, so that nothing can be called later


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A status by rule, why, and the passage behind it: always there with ANSWERED and WITHDRAWN."""

    status: ActionStatus
    rule: str
    basis: Mention | None = None


def judge(action: Action, trail: Sequence[Mention], *, last: dt.date | None) -> Verdict:
    """Return how an asking stands.

    Args:
        action: what was asked or promised.
        trail: later passages that mention it, oldest to newest.
        last: day of the newest paper of its panel that was looked at; None where no paper has a date.
    """
    if not action.awaited:
        return Verdict(status=ActionStatus.NOT_AWAITED, rule=_WHY_NOT_AWAITED[action.kind])
    asked = action.citation.date
    if asked is None or last is None:
        return Verdict(status=ActionStatus.UNDATED, rule="Its paper has no date: nothing can be said to be later.")
    ending = _ending(trail)
    if ending and ending.says is Says.WITHDRAWN:
        rule = f"Withdrawn or closed, says the passage of {_day(ending.citation.date)}."
        return Verdict(status=ActionStatus.WITHDRAWN, rule=rule, basis=ending)
    if ending:
        rule = f"Said to be done, or brought, in the passage of {_day(ending.citation.date)}.{_late(action, ending)}"
        return Verdict(status=ActionStatus.ANSWERED, rule=rule, basis=ending)
    return _open(action, trail, last=last)


def _open(action: Action, trail: Sequence[Mention], *, last: dt.date) -> Verdict:
    """Return how something stands of which no passage says that it was done."""
    due = _due(action, trail)
    newest = trail[-1] if trail else None
    told = f" {_told(newest)}" if newest else ""
    if due and due < last and not any(_may_be_it(mention) for mention in trail):
        rule = f"Due by {_day(due)}; the papers loaded go up to {_day(last)} and none says that it was done.{told}"
        return Verdict(status=ActionStatus.OVERDUE, rule=rule, basis=newest)
    when = f" It is due by {_day(due)}." if due and due >= last else ""
    if newest:
        rule = f"Mentioned later; no passage says that it was done.{told}{when}"
        return Verdict(status=ActionStatus.MENTIONED, rule=rule, basis=newest)
    return Verdict(status=ActionStatus.SILENT, rule=f"No later mention in the papers loaded, up to {_day(last)}.{when}")


def _may_be_it(mention: Mention) -> bool:
    """May a passage be the thing asked for, or settle it, without saying so? Then nothing is called overdue."""
    return mention.says is Says.DECLINED or (mention.timely and mention.says in (Says.TOUCHED, Says.DONE))


def _ending(trail: Sequence[Mention]) -> Mention | None:
    """Return the passage that ends the matter: the first that says so, unless a later one says that it is not done."""
    ending = None
    for mention in trail:
        if mention.says is Says.NOT_YET:
            ending = None
        elif ending is None or ending.says is Says.WITHDRAWN:
            ends = _delivers(mention) or (ending is None and mention.says is Says.WITHDRAWN)
            ending = mention if ends else ending
    return ending


def _delivers(mention: Mention) -> bool:
    """Does a passage say that the thing was done, and is it sure enough that it speaks of this one?"""
    sure = mention.refers or mention.timely or mention.follows or mention.score >= _STRONG
    return mention.says is Says.DONE and sure


def _due(action: Action, trail: Sequence[Mention]) -> dt.date | None:
    """Return when it is due; where a later passage puts it off to a named time, then."""
    due = action.due.date if action.due else None
    for mention in trail:
        if mention.says is Says.DEFERRED and (put_off := put_off_to(mention.citation.quote, mention.citation.date)):
            due = put_off
    return due


def _told(mention: Mention) -> str:
    when = _day(mention.citation.date)
    match mention.says:
        case Says.DECLINED:
            return f"The passage of {when} says that it was not accepted."
        case Says.NOT_YET:
            return f"The passage of {when} says that it was not done by then."
        case Says.DEFERRED:
            return f"The passage of {when} puts it off."
        case _:
            return f"Last mentioned on {when}."


def _late(action: Action, mention: Mention) -> str:
    due, done = action.due.date if action.due else None, mention.citation.date
    return f" It was due by {_day(due)}." if due and done and done > due else ""


def _day(date: dt.date | None) -> str:
    return f"{date.day} {date:%B %Y}" if date else "no date"
