"""What a panel decided is not told by what it was recommended to decide: a proposal is never the outcome.

"Did the panel back the rise?" is nearest to the report that asks it to. The proposal stands beside the silence.
"""

import re
from dataclasses import replace

from qa.answers import AnswerStatus
from qa.quotation import is_proposal
from qa.shapes.shape import Inquiry, Shape
from qa.understand import Intent

_OF_PROPOSALS = re.compile(
    r"\b(?:recommend\w*|ask(?:ed|s|ing)?|invit\w+|propos\w+|suggest\w*|put (?:to|before)|before)\b", re.IGNORECASE
)
NOT_DECIDED = "What the panel decided on this was not found, only what was proposed to it."


def only_proposed(found: Shape, inquiry: Inquiry) -> Shape:
    """Return silence where a decision is asked for and what comes first is a proposal; else what was found."""
    asked = inquiry.asked
    decision = asked.intent is Intent.DECISION and not _OF_PROPOSALS.search(asked.asked)
    if found.status is not AnswerStatus.ANSWERED or not decision or not found.quotes:
        return found
    if not is_proposal(found.quotes[0].sections[0]):
        return found
    return replace(found, status=AnswerStatus.NOT_FOUND, notes=(NOT_DECIDED,))
