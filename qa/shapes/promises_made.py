"""What those who come before a panel promised at its meetings: who is asked about, and every promise of theirs.

The tracker follows what is plainly promised ("undertook to ..."). Minutes tell of many promises only that somebody
would do something ("She would raise it with the court"): where all of a meeting's are asked for, these are given too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.papers import Paper, PaperKind, Role, Section
from index.search import Collection
from index.terms import terms
from qa.briefings.findings import quote_of
from qa.extract import Quote
from qa.shapes.on_topic import Subject
from qa.tracker.asking import WHO
from qa.tracker.promising import begins_with, promised, promiser
from qa.understand import Understood

_OFFICES = (
    ("deputy commissioner", r"\bdeputy (?:\w+ ){0,4}?(?:commissioner|mayor|pf?cc)\b|\bdpf?cc\b"),
    ("commissioner", r"\b(?:commissioners?|mayor|pf?cc|pfc|pcvc)\b"),
    ("assistant chief constable", r"\b(?:assistant|deputy|acting) chief constable\b|\b[ad]cc\b"),
    ("chief fire officer", r"\b(?:chief fire officer|fire chief)\b"),
    ("finance officer", r"\b(?:chief )?financ\w+ officer\b|\bcfo\b|\btreasurer\b"),
    ("chief executive", r"\bchief executive\b"),
    ("chief constable", r"\bchief constable\b|\bt?/?cc\b|\bthe chief\b"),
)
_OFFICERS = re.compile(r"\bofficers\b", re.IGNORECASE)
_PANEL = re.compile(r"\b(?:[Pp]anel|[Mm]embers?|[Cc]llrs?|[Cc]ouncillors?|[Cc]hair\w*)\b")
_NO_DEED = (
    r"(?!(?:not|never|rather|be|have|like|prefer|welcome|expect|say|think|need|cost|mean|seem|hope|want|feel|know|lose|"
    r"become|support|remain|depend|take (?:years|months|time)|see(?! (?:to|that))|look(?! (?:at|into|again)))\b)"
)
_WOULD = re.compile(
    rf"(?:^|[\s(])(?:[Hh]e|[Ss]he|[Tt]hey|I|{WHO}|[A-Z]{{2,4}}|and|but) (?:would|will|shall) "
    rf"(?:(?:also|then|now|gladly|happily|certainly|in any case|herself|himself) )*+{_NO_DEED}[a-z]+"
    r"|\b(?:he|she|they) would(?=[,.;]| and\b)|\b(?:promised|pledged|offered) (?!by\b|to (?:him|her|them)\b)"
)
_PRONOUN = re.compile(r"(?:He|She|They)\b")
_PIECES = re.compile(r",| and | or |;")
_HELD = 0.5  # of the words of one of several topics that a promise, its paragraph or its heading holds
_KINDS = frozenset({PaperKind.MINUTES, PaperKind.UNKNOWN, None})


@dataclass(frozen=True, slots=True)
class People:
    """Whose promises are asked for: offices, and surnames; nobody named means anybody but the panel."""

    offices: frozenset[str]
    surnames: frozenset[str]

    def hold(self, speaker: str, paper: Paper) -> bool:
        """Is a speaker one of them? Whoever is named may speak under an office that the paper gives with the name."""
        if _PANEL.search(speaker):
            return False
        if not (self.offices or self.surnames):
            return True
        if self.offices & offices_in(speaker) or any(name in speaker for name in self.surnames):
            return True
        return bool(offices_in(speaker) & frozenset(self._offices_given(paper)))

    def _offices_given(self, paper: Paper) -> Iterator[str]:
        """Yield the offices that a paper gives beside the surnames: "Mrs P Garrow, Police and Crime Commissioner"."""
        for name in sorted(self.surnames):
            for match in re.finditer(rf"\b{re.escape(name)}\b,? ?[,(][^.;\n]{{2,60}}", paper.text):
                yield from offices_in(match[0])


ANYBODY = People(frozenset(), frozenset())


def promisers(asked: Understood) -> People:
    """Return whose promises a question asks for."""
    if _OFFICERS.search(asked.asked):
        return ANYBODY
    offices = offices_in(asked.asked)
    names = (name.split()[-1] for name in asked.names if not offices_in(name))
    surnames = frozenset(
        name for name in names if re.search(rf"\b(?:M(?:r|rs|s|iss)|Dr|[A-Z][a-z]+)\.? {name}\b", asked.asked)
    )
    return People(offices, surnames)


def offices_in(text: str) -> frozenset[str]:
    """Return the offices that a text names.

    >>> sorted(offices_in("the Deputy PCC and the Chief Finance Officer")), sorted(offices_in("Mr Hale"))
    (['deputy commissioner', 'finance officer'], [])
    """
    found, rest = set(), text
    for office, pattern in _OFFICES:
        rest, n = re.subn(pattern, " ", rest, flags=re.IGNORECASE)
        if n:
            found.add(office)
    return frozenset(found)


def promises_made(
    people: People, subject: Subject, papers: Sequence[Paper], *, collection: Collection
) -> Iterator[Quote]:
    """Yield the promises that minutes report of the people asked about, on the subject or on one of several."""
    topics = [frozenset(terms(piece)) for piece in _PIECES.split(subject.text) if terms(piece)]
    for paper in papers:
        if paper.metadata.kind.value not in _KINDS:
            continue
        for section in collection.sections(paper.paper_id):
            if section.role in (Role.RESOLUTION, Role.HEADING) or not _is_about(paper, section, topics):
                continue
            for place, sentence in enumerate(section.sentences):
                if _promises(paper, section, place, people):
                    yield quote_of(paper, section, sentence)


def _promises(paper: Paper, section: Section, place: int, people: People) -> bool:
    """Do the people asked about promise something in a sentence?"""
    sentence = section.sentences[place]
    before, words = (_words(paper, section, at) for at in (place - 1, place))
    speaker = sentence.speaker or section.speaker or ""
    match = _WOULD.search(words)
    if match:
        told = begins_with(before) if _PRONOUN.match(words) and not speaker else ""
        by = promiser(words, end=match.end()) or begins_with(words) or speaker or told
    else:
        promise = promised(words, speaker or None, marked=sentence.undertaking)
        by = promise.by if promise else ""
    return bool(by) and people.hold(by, paper)


def _words(paper: Paper, section: Section, place: int) -> str:
    """Return a sentence of a section on one line; nothing for the one before the first."""
    if place < 0:
        return ""
    sentence = section.sentences[place]
    return " ".join(paper.text[sentence.start : sentence.end].split())


def _is_about(paper: Paper, section: Section, topics: Sequence[frozenset[str]]) -> bool:
    held = frozenset(terms(" ".join((*section.headings[-1:], paper.text[section.start : section.end]))))
    return not topics or any(len(topic & held) >= _HELD * len(topic) for topic in topics)
