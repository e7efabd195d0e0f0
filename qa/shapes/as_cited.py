"""A follow-up that asks about the very words that were quoted: who said them, what was replied, how the vote went.

"Who asked that?" after an answer is not searched for: the passage that the answer cites stands in its paper, with who
speaks in it, the question before it and the reply after it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.papers import Paper, Role, Section, Sentence
from qa.answers import AnswerStatus, Citation
from qa.intents import Voice, voice_of
from qa.quotation import Quote, joined
from qa.shapes.corrected import corrections
from qa.shapes.replied import ASKS
from qa.shapes.shape import Inquiry, Shape
from qa.shapes.things import whole_outcome
from qa.votes import asks_vote, tells_vote, with_motion_votes, with_votes

_NEAR = 3  # sentences before or after the passage that may belong to it
_REPLY = 4  # sentences of a reply
_WHO = re.compile(
    r"^\W*(?:and |so |but )?who (?:(?:had|has|was it that) )?"
    r"(?P<verb>asked|raised|put|wanted|said|told|thought|claimed)\b",
    re.IGNORECASE,
)
_ASKING = frozenset({"asked", "raised", "put", "wanted"})
_PUT = re.compile(rf"{ASKS.pattern}|\b(?:a question from|in answer to)\b|\?[\"”’')\s]*$", re.IGNORECASE)
_REPLIES = re.compile(
    r"^\W*(?:and |so |but )?what (?:(?:was|were) the (?:answer|reply|response)|"
    r"did (?:[\w']+ ){1,3}(?:answer|reply|respond|say (?:to|in reply))\b|did (?P<says>he|she|they) say\W*$)",
    re.IGNORECASE,
)
_RIGHT = re.compile(r"\b(?:correct(?:ed)?|put right|right|true|hold up|restated|wrong|misprint)\b", re.IGNORECASE)
_ENDED = re.compile(r"\b(?:lost|carried|withdrawn|fell|agreed|not seconded)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A cited passage in its paper."""

    paper: Paper
    sections: Sequence[Section]
    lines: Sequence[tuple[Section, Sentence]]  # all sentences of the paper, in order
    first: int  # of the passage's sentences, in `lines`
    last: int

    def quote(self, first: int, last: int) -> Quote:
        """Return some sentences as a quotation."""
        lines = self.lines[first : last + 1]
        return Quote(
            paper=self.paper,
            start=lines[0][1].start,
            end=lines[-1][1].end,
            sections=tuple(dict.fromkeys(section for section, _ in lines)),
            speaker=lines[0][1].speaker or lines[0][0].speaker,
            probability=1.0,
        )

    def words(self, at: int) -> str:
        """Return a sentence's words."""
        return self.paper.text[self.lines[at][1].start : self.lines[at][1].end]

    def speaker(self, at: int) -> str | None:
        """Return who speaks in a sentence."""
        section, sentence = self.lines[at]
        return sentence.speaker or section.speaker

    def is_near(self, at: int) -> bool:
        """Does a sentence stand under the same heading?"""
        return self.lines[at][0].headings == self.lines[self.last][0].headings


def as_cited(plain: Shape, inquiry: Inquiry) -> Shape:
    """Return the answer to a follow-up about the words quoted before; the plain one where it asks something else."""
    asked = inquiry.asked
    find = next((find for asks, find in _ASKED if asks(asked.typed)), None)
    if find is None or asked.restated:
        return plain
    # A vote may have been taken on what was cited further back; who spoke and what was replied goes with the last.
    cited = [asked.cited] if asked.cited else []
    for one in _to_an_outcome([*cited, *asked.earlier], inquiry) if find is _vote else cited:
        place = _place(one, inquiry)
        quotes = joined([], find(place, inquiry)) if place else []
        if quotes:
            return Shape(status=AnswerStatus.ANSWERED, quotes=tuple(quotes))
    return plain


def _to_an_outcome(cited: Sequence[Citation], inquiry: Inquiry) -> Iterator[Citation]:
    """Yield what was cited, the last first, back to the first outcome: a vote on another one is not its vote."""
    for one in cited:
        yield one
        place = _place(one, inquiry)
        if place and place.lines[place.first][0].role is Role.RESOLUTION:
            return


def _place(cited: Citation, inquiry: Inquiry) -> _Place | None:
    """Return where a citation stands, as long as the asker may see its paper and its sentences are known."""
    if cited.paper not in {one.paper_id for one in inquiry.collection.papers(inquiry.scope)}:
        return None
    paper, sections = inquiry.collection.paper(cited.paper), inquiry.collection.sections(cited.paper)
    lines = [(section, sentence) for section in sections for sentence in section.sentences]
    held = [at for at, (_, one) in enumerate(lines) if one.start < cited.end and cited.start < one.end]
    return _Place(paper=paper, sections=sections, lines=lines, first=held[0], last=held[-1]) if held else None


def _said_by(place: _Place, inquiry: Inquiry) -> Sequence[Quote]:
    """Return the passage with who speaks in it; for who asked, the question before it where it is a reply."""
    verb = _WHO.search(inquiry.asked.typed)
    if not verb or verb["verb"].lower() not in _ASKING:
        return (place.quote(place.first, place.last),) if place.speaker(place.first) else ()
    before = range(place.last, max(-1, place.first - _NEAR - 1), -1)
    at = next((at for at in before if place.is_near(at) and _PUT.search(place.words(at))), None)
    return () if at is None else (place.quote(at, max(at, place.first)),)


def _reply(place: _Place, inquiry: Inquiry) -> Sequence[Quote]:
    """Return what the next speaker says, who is the one asked about where one is."""
    said = _REPLIES.search(inquiry.asked.typed)
    if said and said["says"] and not _PUT.search(place.words(place.last)):
        return ()  # more of the same speaker is asked for
    wanted = inquiry.asked.voice if inquiry.asked.voice in (Voice.COMMISSIONER, Voice.CHIEF, Voice.MEMBERS) else None
    own = place.speaker(place.last)
    asker = voice_of(own) if own else None  # another member's words are no reply to a member
    for at in range(place.last + 1, min(len(place.lines), place.last + 1 + 2 * _NEAR)):
        speaker = place.speaker(at)
        if speaker in (None, own) or not place.is_near(at):
            continue
        voice = voice_of(speaker)
        if voice is not wanted if wanted else asker is voice is Voice.MEMBERS:
            continue
        last = at
        while last + 1 < min(len(place.lines), at + _REPLY) and _goes_on(place, at, last + 1):
            last += 1
        return (place.quote(at, last),)
    return ()


def _goes_on(place: _Place, first: int, at: int) -> bool:
    """Does a sentence go on with what a speaker says, in the same paragraph or the same list?"""
    own, section = place.lines[first][0], place.lines[at][0]
    near = section is own or (own.block > 0 and section.block == own.block)
    return near and place.speaker(at) == place.speaker(first)


def _vote(place: _Place, _inquiry: Inquiry) -> Sequence[Quote]:
    """Return the outcome or the motion with its vote, what tells it first; nothing where none is recorded."""
    section = place.lines[place.first][0]
    if section.role is Role.RESOLUTION:
        outcome = with_votes([whole_outcome(place.paper, section, place.sections)], place.sections)
        quotes = sorted(outcome, key=lambda one: not tells_vote(one.text))
        return quotes if tells_vote(quotes[0].text) else ()
    ends = [
        at
        for at in range(place.first, min(len(place.lines), place.last + 1 + _NEAR))
        if place.lines[at][0] is section and (tells_vote(place.words(at)) or _ENDED.search(place.words(at)))
    ]
    told = place.quote(place.first, max((place.last, *ends)))
    found = tuple(with_motion_votes(replace(told, sections=(section,)), place.sections))
    return found if ends or len(found) > 1 else ()


def _put_right(place: _Place, inquiry: Inquiry) -> Sequence[Quote]:
    """Return the passage where a later paper puts it right: the correction is then quoted beside it."""
    quote = place.quote(place.first, place.last)
    return (quote,) if any(True for _ in corrections(quote, inquiry)) else ()


def _asks_how(question: str) -> bool:
    """Does a question ask how the vote went, rather than for a number of votes?"""
    return asks_vote(question) and not re.search(r"\bhow many\b", question, re.IGNORECASE)


_ASKED: tuple[tuple[Callable[[str], object], Callable[[_Place, Inquiry], Sequence[Quote]]], ...] = (
    (_WHO.search, _said_by),
    (_REPLIES.search, _reply),
    (_asks_how, _vote),
    (_RIGHT.search, _put_right),
)
