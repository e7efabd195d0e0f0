"""How an outcome or a motion was decided: the vote that minutes record with it, right before it or right after."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from corpus.outcomes import VOTE
from corpus.papers import Paper, Role, Section
from qa.quotation import Quote, run_around
from qa.tracker.places import first_word

_GAP = 8  # characters between the opening words and the first limb: line breaks, a letter, a bullet
_NEAR = 3  # sections after an outcome that may record its vote
_OUTCOMES = (Role.RESOLUTION, Role.RECOMMENDATION)
_LONGEST = 420  # characters of a section that records a vote
_VOTED = re.compile(
    r"\bvot(?:e|es|ed|ing)\b|\bunanim|\b(?:in favour|abstain\w*|abstentions?)\b|\bmajority\b|\bshow of hands\b|"
    r"\b(?:motion|amendment)\b.{0,60}?\b(?:was|were|had been|being)\b.{0,24}?\b(?:lost|carried|defeated|rejected)\b|"
    r"\b(?:motion|amendment) (?:then |therefore )?fell\b",
    re.IGNORECASE,
)

_GOT_THROUGH = re.compile(
    r"\b(?:motion|amendment|proposal|it|that|this)\b.{0,60}\b(?:go through|pass(?:ed)?|succeed(?:ed)?|fall|fail(?:ed)?|"
    r"carried|lost|agreed)\b",
    re.IGNORECASE,
)
# "What became of the motion to veto the precept?", and what tells it.
_OF_MOTION = re.compile(
    r"\b(?:became|become|came|come|happened|outcome|result|fate)\b.{0,30}\b(?:motion|amendment|attempt|proposal)\b",
    re.IGNORECASE,
)
_FATE = re.compile(
    r"\b(?:motion|amendment|proposal)\b.{0,80}?\b(?:lost|carried|fell|defeated|rejected|withdrawn|found no seconder)\b",
    re.IGNORECASE | re.DOTALL,
)
_MOTION = re.compile(r"\b(?:motion|amendment|moved|seconded|put to the vote)\b", re.IGNORECASE)


def with_votes(quotes: Sequence[Quote], sections: Sequence[Section]) -> Iterator[Quote]:
    """Yield the quotations of one outcome, with its opening words where they tell the vote, then what else tells it.

    Nothing is worked out: a vote that the paper does not record is not spoken of. `sections` are those of the paper.
    """
    first, last = quotes[0], quotes[-1]
    paper, lead = first.paper, first.sections[0].lead
    opened = lead is not None and 0 <= first.start - lead.end <= _GAP and tells_vote(paper.text[lead.start : lead.end])
    yield replace(first, start=lead.start) if lead and opened else first
    yield from quotes[1:]
    begins = lead.start if lead else first.start
    before = [one for one in sections[: first.sections[0].ordinal] if one.end <= begins][-_NEAR:]
    after = sections[last.sections[-1].ordinal + 1 :][:_NEAR]
    before = _while_votes(paper, before[::-1])[::-1]
    for run in (before, _while_votes(paper, after)):
        told = [one for one in run if _is_vote(paper, one) and not (opened and run is before)]
        if told:
            yield replace(first, start=told[0].start, end=told[-1].end, sections=tuple(told), speaker=None)


def with_motion_votes(quote: Quote, sections: Sequence[Section]) -> Iterator[Quote]:
    """Yield a quotation and, where it tells of a motion or an amendment, the lines after it that tell the vote.

    Then the outcome of the same item that follows: a motion that is carried says what was decided only there.
    """
    yield quote
    told: list[Section] = []
    if _MOTION.search(quote.text):
        told = _while_votes(quote.paper, sections[quote.sections[-1].ordinal + 1 :][:_NEAR])
        if told:
            yield replace(quote, start=told[0].start, end=told[-1].end, sections=tuple(told), speaker=None)
    limbs = _decided_after([*quote.sections, *told][-1], sections) if tells_vote(quote.text) or told else []
    if limbs:
        yield replace(quote, start=first_word(limbs[0]), end=limbs[-1].end, sections=tuple(limbs), speaker=None)


def _decided_after(section: Section, sections: Sequence[Section]) -> list[Section]:
    """Return the limbs of the outcome, or the recommendation, that follows a vote under the same heading."""
    near = takewhile(lambda one: one.headings == section.headings, sections[section.ordinal + 1 :][: _NEAR + 1])
    first = next((one for one in near if one.role in _OUTCOMES), None)
    if first is None or section.role in _OUTCOMES:
        return []
    return [
        one for one in sections if one is first or (first.block and one.block == first.block and one.role is first.role)
    ]


def with_vote_lines(quote: Quote, sections: Sequence[Section]) -> Quote:
    """Return a line of a vote with those around it: who was for, who against, who abstained."""
    own = quote.sections[0]
    if not _is_line(quote.paper, own):
        return quote
    run = run_around(own.ordinal, own.ordinal, sections, lambda one: _is_line(quote.paper, one))
    return replace(quote, start=run[0].start, end=run[-1].end, sections=tuple(run), speaker=None)


def _is_line(paper: Paper, section: Section) -> bool:
    return VOTE.match(" ".join(paper.text[section.body : section.end].split())) is not None


def asks_vote(question: str) -> bool:
    """Does a question ask how people voted, or whether something got through?

    >>> asks_vote("Did the amendment go through?"), asks_vote("What did the panel decide on drones?")
    (True, False)
    """
    return bool(_VOTED.search(question) or _GOT_THROUGH.search(question))


def fate_first(quotes: Sequence[Quote], question: str) -> list[Quote]:
    """Return quotations with those first that tell what became of a motion, where that is asked."""
    return sorted(quotes, key=lambda one: not _FATE.search(one.text)) if _OF_MOTION.search(question) else list(quotes)


def tells_vote(words: str) -> bool:
    """Do words tell how a vote went?

    >>> tells_vote("The Panel resolved by ten votes to one to support the plan:"), tells_vote("RESOLVED that:")
    (True, False)
    """
    return bool(_VOTED.search(words) or VOTE.match(words))


def _while_votes(paper: Paper, sections: Sequence[Section]) -> list[Section]:
    """Return the sections up to the first that tells of no vote."""
    stop = next((at for at, one in enumerate(sections) if not _is_vote(paper, one)), len(sections))
    return list(sections[:stop])


def _is_vote(paper: Paper, section: Section) -> bool:
    told = section.role is not Role.HEADING and section.end - section.start <= _LONGEST
    return told and section.role is not Role.RESOLUTION and tells_vote(paper.text[section.start : section.end])
