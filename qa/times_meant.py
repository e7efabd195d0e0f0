"""Which time a follow-up means: its own, one before or after those of the conversation, or those themselves."""

import re
from collections.abc import Sequence

from qa.answers import Turn
from qa.changed import years_moved
from qa.periods import Period, in_words, periods, shifted, with_year

_MOVES_ON = re.compile(
    r"\b(?:since|later|afterwards?|still|now|today|currently|at present|yet|so far|ever|latest|bec[ao]me|c[ao]me of|"
    r"happen(?:ed|s)? (?:to|with|about|after)|changed|(?:get|got|gets) (?:it|one|them|there))\b|"
    r"\b(?:done|delivered|finished|honoured|kept|met|published|sent)\W*$",
    re.IGNORECASE,
)  # what came of it: later papers tell, of no time that was named before
_STAYS = re.compile(
    r"\b(?:now|today|currently|at present|these days|(?:get|gets|got) (?:it|one|them|there))\b", re.IGNORECASE
)  # from there on talk is of that time
_WHEN = re.compile(
    r"^\W*(?:(?:and|but|so) )?(?:since |until |by )?when\b|\b(?:what|which) (?:date|day|year)\b", re.IGNORECASE
)
_PRESENT = re.compile(
    r"^\W*(?:(?:and|but|so) )?(?:(?:who|what|where|how|when)['’]s\b|who (?!was\b)\w+s\b|"
    r"(?:(?!(?:was|were|did|had|would|could)\b)[\w’'-]+ ){0,4}(?:is|are|does|do|has|have|can|will)\b)",
    re.IGNORECASE,
)  # "how long does it last": of no time that was named before
_POINTS = re.compile(r"th(?:is|at|ese|ose)", re.IGNORECASE)
_EVENT = re.compile(r"\b(?:hearing|meeting|session|briefing)\b", re.IGNORECASE)  # it has a time of its own


def times_meant(asked: str, thread: Sequence[Turn], topic: Sequence[str]) -> tuple[tuple[Period, ...], list[str]]:
    """Return the times that a follow-up means, and the words for them: its own, worked out, or those before it.

    `thread` are the turns that it goes on from, `topic` is what it is about. Once the talk has come to the present, or
    to what somebody got in the end, it stays there.
    """
    if periods(asked) or _EVENT.search(asked) or _MOVES_ON.search(asked) or _WHEN.search(asked):
        return (), []
    if of_topic := () if years_moved(asked) else periods(" ".join(topic)):
        return of_topic, []
    if _PRESENT.search(asked) and not _POINTS.search(asked):
        return (), []
    question, before = _named(thread)
    if not before:
        return (), []
    if years := years_moved(asked):
        moved = shifted(before[-1], years)
        # The paper of the year itself often gives the year before beside it: either will do.
        return (moved, before[-1]), [moved.words]
    own = with_year(asked, before[-1])
    return ((own,), [own.words]) if own else (tuple(before), [in_words(period, question) for period in before])


def _named(thread: Sequence[Turn]) -> tuple[str, tuple[Period, ...]]:
    """Return the nearest question that names times, with them; none from before the talk moved on for good."""
    for turn in reversed(thread):
        if found := periods(turn.question):
            return turn.question, found
        if _STAYS.search(turn.question):
            break
    return "", ()
