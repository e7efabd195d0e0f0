"""What a panel said of something is what it resolved on it: a member's remark is never the panel's view."""

import re

from qa.shapes.decided import outcomes_that
from qa.shapes.shape import Inquiry, Shape, with_first
from qa.shapes.topics import topic_of
from qa.understand import Intent

_PANEL_SAYS = re.compile(
    r"\b(?:did|does|has|have) (?:the )?(?:\w+ ){0,3}panel(?:s)? (?:\w+ly )?(?:say|said|think|thought|feel|felt|make)\b|"
    r"\bpanel(?:['’]s)? (?:view|position|opinion|stance|line)\b",
    re.IGNORECASE,
)
_MOST = 2  # outcomes that are put before what else was found


def by_panel(plain: Shape, inquiry: Inquiry) -> Shape:
    """Return the outcomes on what a panel is asked to have said something of, with what the plain answer quotes after.

    The plain answer, where no outcome is on it. It may be silent: of a resolution nobody is recorded as its speaker.
    """
    asked = inquiry.asked
    if asked.intent is not Intent.SAID or not _PANEL_SAYS.search(asked.asked):
        return plain
    topic = topic_of(asked, inquiry.register)
    found = outcomes_that(inquiry, topic) if topic else []
    if not found:
        return plain
    return with_first([one.quote for one in found[:_MOST]], plain)
