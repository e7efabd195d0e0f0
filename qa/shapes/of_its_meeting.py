"""What was decided in a month or on a day, of which no paper is loaded: silence, not what another meeting decided."""

import re
from dataclasses import replace

from qa.answers import AnswerStatus
from qa.shapes.shape import Inquiry, Shape
from qa.shapes.topics import topic_of
from qa.understand import Intent

_MONTH = 31  # days of the longest time that names a meeting
_OF_MINUTES = re.compile(r"\bminutes of (?:the )?[^.;]{0,60}", re.IGNORECASE)
NONE_THEN = "No paper of {time} was found, nor one that tells what was decided then."


def by_meeting(plain: Shape, inquiry: Inquiry) -> Shape:
    """Return the answer to a question for all that was decided at a time; silence where nothing quoted is of it.

    Nor does the approval of that meeting's minutes count.
    """
    asked = inquiry.asked
    times = [period for period in asked.periods if (period.until - period.since).days < _MONTH]
    whole = asked.intent is Intent.DECISION and len(times) == 1 and not topic_of(asked, inquiry.register)
    if plain.status is not AnswerStatus.ANSWERED or not whole:
        return plain
    (time,) = times
    days = [quote.paper.metadata.date.value for quote in plain.quotes]
    told = [_OF_MINUTES.sub(" ", quote.text) for quote in plain.quotes]
    if any(day is None or time.since <= day <= time.until for day in days) or any(time.words in text for text in told):
        return plain
    return replace(plain, status=AnswerStatus.NOT_FOUND, notes=(NONE_THEN.format(time=time.words),))
