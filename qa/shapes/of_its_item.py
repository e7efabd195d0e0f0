"""What was decided, where only what was said before it was found: the outcome with which minutes end the same item."""

import re
from dataclasses import replace
from itertools import takewhile

from corpus.papers import PaperKind, Role
from qa.answers import AnswerStatus
from qa.intents import Intent, Voice
from qa.quotation import Quote, is_outcome, only_leads_in
from qa.shapes.shape import Inquiry, Shape, with_first
from qa.shapes.things import whole_outcome

_DECIDES = re.compile(
    r"\b(?:decid\w+|resolv\w+|resolutions?|agree[ds]?|conclu\w+|settled?|outcome|veto\w*|reject\w*|recommend(?:ed|s)?)\b",
    re.IGNORECASE,
)
_MINUTES = frozenset({PaperKind.MINUTES, PaperKind.UNKNOWN})


def by_item(plain: Shape, inquiry: Inquiry) -> Shape:
    """Return the outcome of the item that is quoted first, then the rest; the plain answer where it gives an outcome.

    Who asks what the panel decided on a plan is not answered by how the plan was presented.
    """
    asked = inquiry.asked
    wanted = asked.intent is Intent.DECISION and asked.voice in (None, Voice.MEMBERS) and _DECIDES.search(asked.asked)
    if plain.status is not AnswerStatus.ANSWERED or not wanted:
        return plain
    if any(map(is_outcome, plain.quotes)):
        return plain
    found = _outcome_after(plain.quotes[0], inquiry)
    return with_first([found], plain) if found else plain


def _outcome_after(quote: Quote, inquiry: Inquiry) -> Quote | None:
    """Return the outcome that minutes have after a quotation under the same heading, every limb."""
    own = quote.sections[-1]
    if (quote.paper.metadata.kind.value or PaperKind.UNKNOWN) not in _MINUTES or not own.headings:
        return None
    sections = inquiry.collection.sections(quote.paper.paper_id)
    following = takewhile(lambda one: one.headings == own.headings, sections[own.ordinal + 1 :])
    limb = next((one for one in following if one.role is Role.RESOLUTION and not only_leads_in(quote.paper, one)), None)
    if limb is None:
        return None
    return replace(whole_outcome(quote.paper, limb, sections), speaker=None, probability=quote.probability)
