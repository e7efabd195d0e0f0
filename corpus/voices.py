"""Who speaks in each sentence of a paper's sections, and which of them promise something."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.exchanges import answerer_of, asked_by_name, asks, puts_question, replies, says_more
from corpus.floor import Floor
from corpus.initials import initials_given, speaker_by_initials
from corpus.letters import letters, writer_in
from corpus.papers import Role, Section, Sentence
from corpus.sentences import sentences
from corpus.speakers import (
    announces_points,
    goes_on,
    in_first_person,
    is_undertaking,
    mentions_somebody,
    names_nobody,
    promiser_beside,
    speaker_of,
    takes_over,
    tells_of_another,
)
from corpus.turns import Turns

_SHORT_LINE = 60  # characters; longer ones are no name and no office
_SHORT_FIELD = 300  # characters; a longer value is prose and is quoted sentence by sentence
VALUE = re.compile(r":\??(?:\*\*|__)?\s*")  # what stands before the value of a field
_NUMBERED = re.compile(r"[*_]*(?:[A-Z]{1,2}\d{1,3}|\d{1,3})[A-Za-z]?[.:]?[*_]*\s+(?=[*_]*[A-Z])")  # "A13 ", "**10B.** "
_UNSPOKEN = (Role.HEADING, Role.TABLE_ROW)
_SPOKEN = (Role.STATEMENT, Role.LIST_ITEM, Role.PARAGRAPH)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is known of a section's surroundings before its sentences are read."""

    given: Mapping[str, str]  # who is meant by initials
    author: str | None  # who signs the paper, or writes the letter
    letter: bool
    before: str | None  # who spoke at the end of the section before
    holder: str | None  # who has the floor, or answers


def voiced(text: str, sections: Sequence[Section]) -> Iterator[Section]:
    """Yield the sections with their sentences, who speaks in each, and the role that this gives them."""
    author, before, points = _author(text, sections), None, None
    given, floor, turns, written = initials_given(text), Floor(text), Turns(), letters(text)
    for section in sections:
        words = " ".join(text[section.start : section.end].split())
        holder, (answers, replier) = floor.holder_in(section, words), turns.answering(section, words)
        points = points if points and _is_point(section, points) else None
        holder = replier if answers else holder or (points.speaker if points else None)
        writer = writer_in(written, section.start, section.end)
        known = _Known(given=given, author=writer or author, letter=writer is not None, before=before, holder=holder)
        spoken = () if section.role in _UNSPOKEN else tuple(_spoken(text, section, known))
        if _is_whole(section):
            yield replace(section, sentences=(_whole(section, spoken),))
            before = points = None
            continue
        points = points or _announced(text, section, spoken, before)
        before = spoken[-1].speaker or (None if mentions_somebody(words) else before) if spoken else None
        section, role = _held(section, spoken, holder), _role(section, spoken)
        yield replace(section, sentences=_anchored(text, section, spoken), role=role)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Announced:
    """Points that somebody makes who is named by a pronoun only: "She gave three reasons:"."""

    speaker: str
    number: str | None  # of the section that announces them


def _announced(text: str, section: Section, spoken: Sequence[Sentence], before: str | None) -> _Announced | None:
    """Return whose points follow a section, where its last words announce some."""
    if not spoken or not announces_points(text[spoken[-1].start : spoken[-1].end]):
        return None
    speaker = spoken[-2].speaker if len(spoken) > 1 else before
    return _Announced(speaker=speaker, number=section.number) if speaker else None


def _is_point(section: Section, points: _Announced) -> bool:
    """Is a section one of the points that were announced, not the next item of the list that announced them?"""
    alike = points.number and section.number and section.number[-1] == points.number[-1]
    return section.role is Role.LIST_ITEM and section.speaker is None and not alike


def _whole(section: Section, spoken: Sequence[Sentence]) -> Sentence:
    """Return a section as one sentence; it has a speaker where all of it is said by one."""
    voices = {sentence.speaker for sentence in spoken}
    return Sentence(start=section.start, end=section.end, speaker=voices.pop() if len(voices) == 1 else None)


def _held(section: Section, spoken: Sequence[Sentence], holder: str | None) -> Section:
    """Return a section as a point of whoever has the floor, where it begins in their voice."""
    if holder is None or not spoken or spoken[0].speaker != holder:
        return section
    return replace(section, speaker=holder, role=Role.STATEMENT)


def _author(text: str, sections: Sequence[Section]) -> str | None:
    """Return who signs the paper as commissioner, for its sentences in the first person."""
    tail = [text[section.start : section.end] for section in sections[-3:] if section.role is Role.PARAGRAPH]
    if len(tail) >= 2 and re.search(r"Commissioner|Mayor", tail[-1]) and max(map(len, tail[-2:])) < _SHORT_LINE:
        return f"{' '.join(tail[-2].split())}, {' '.join(tail[-1].split())}"
    return None


def _is_whole(section: Section) -> bool:
    """Is it quoted in one piece: a heading, a row, a short field?"""
    short = section.label is not None and section.end - section.start <= _SHORT_FIELD
    return short or section.role in _UNSPOKEN


def _spoken(text: str, section: Section, known: _Known) -> Iterator[Sentence]:
    """Yield the sentences."""
    author, holder, before = known.author, known.holder, known.before
    voice, asker, put, asked = section.speaker or holder, None, False, None
    for span in sentences(text, _first(text, section), section.end):
        words = text[span.start : span.end]
        if numbered := _NUMBERED.match(words):
            words = words[numbered.end() :]
        alone = section.role is Role.LIST_ITEM or (section.role is Role.PARAGRAPH and not section.block)
        if voice is None and alone and goes_on(words):
            voice = before
        by_initials = None if section.role is Role.RESOLUTION else speaker_by_initials(words, known.given)
        voice = by_initials or _voice(words, section, voice) or (author if author and in_first_person(words) else None)
        if asker and voice == asker:
            named = answerer_of(words) or (asked if goes_on(words) and not says_more(words) else None)
            voice = named or (None if voice == holder or (put and not says_more(words)) else voice)
        elif voice == holder and replies(words):
            voice = None
        beside = promiser_beside(words) if voice else None
        asker, put, asked = voice if asks(words) else None, puts_question(words), asked_by_name(words)
        promise = section.role is not Role.RESOLUTION and is_undertaking(words, voice)
        both = f"{voice} and {beside}" if beside else voice
        yield Sentence(start=span.start, end=span.end, speaker=both, undertaking=promise)
        voice = beside or voice
        before, voice = None, None if known.letter or voice == author else voice


def _first(text: str, section: Section) -> int:
    """Return where the words to be quoted begin: after the bullet, at a mark of emphasis, or after a field's label."""
    if section.role is not Role.FIELD:
        marked = not section.number and text.endswith(("**", "__"), section.start, section.body)
        return section.body - 2 if marked else section.body
    value = VALUE.search(text, section.start, section.end)
    return value.end() if value else section.body


def _anchored(text: str, section: Section, spoken: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Return the sentences, the first with its number or letter: that belongs to the quotation, a bullet does not."""
    if not spoken or not section.number:
        return spoken
    return (replace(spoken[0], start=text.index(section.number, section.start)), *spoken[1:])


def _role(section: Section, spoken: Sequence[Sentence]) -> Role:
    if section.role in _SPOKEN and spoken and all(sentence.undertaking for sentence in spoken):
        return Role.UNDERTAKING
    if section.role is Role.PARAGRAPH and any(sentence.speaker for sentence in spoken):
        return Role.STATEMENT
    return section.role


def _voice(words: str, section: Section, voice: str | None) -> str | None:
    """Return who speaks in a sentence, given who spoke in the one before it."""
    leads = section.lead is not None and section.lead.start == section.start and words.rstrip().endswith(":")
    if section.role is Role.RESOLUTION or leads:
        return None
    named = speaker_of(words)
    if named and (voice is None or takes_over(words, before=voice) or _is_free(section, named)):
        return named
    another = voice is not None and tells_of_another(words, before=voice)
    return None if section.speaker is None and (another or names_nobody(words)) else voice


def _is_free(section: Section, speaker: str) -> bool:
    """May any verb change the speaker? Not in a list that one person speaks, nor to a body, whose acts are told too."""
    return section.speaker is None and not speaker.endswith("Panel")
