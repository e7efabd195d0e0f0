"""The records of requests, recommendations and undertakings that papers hold, each as a span of its paper's text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.outcomes import PARTS, looks_like_heading
from corpus.papers import Paper, PaperKind, Role, Section, Sentence, Span
from corpus.patterns import deferred
from corpus.voices import VALUE
from index.terms import terms
from qa.tracker.action_lists import ACTIONS_LEAD, Printed, in_line, in_list, in_table
from qa.tracker.asking import INLINE, IS_ASKED, addressee, asked_by_member, asked_by_panel, bare, limb_kind
from qa.tracker.codes import CODE
from qa.tracker.common_words import COMMON
from qa.tracker.people import decision_maker, members_of
from qa.tracker.places import ITEM, first_word
from qa.tracker.promising import begins_with, promised, promised_in_writing, recipient, replier
from qa.tracker.requests import AWAITED, ActionKind

_RECOMMENDATIONS = deferred(r"\W*(?:\d[\d.]*\s+)?recommendations?\W*$", re.IGNORECASE)
_PROPOSES = deferred(
    r"\b(?:[Tt]hat|[Tt]o|be|notes?|asks?|requests?|considers?|approves?|agrees?|supports?|comments?)\b"
)
_LEADS_IN = deferred(r"(?:[\d.]+ )?That (?:the|this) [\w, ]{1,80}:")  # "That the Panel:", whose limbs follow
_TO_WHOM = deferred(r"[Tt]hat\s+(?P<who>the\s[^:;]{3,90}?)\s*:?$")
_OUTCOME_HEADING = deferred(
    r"\W*(?:(?:Decisions?|Outcome|Resolutions?)\W+)?(?:AGREED|RESOLVED|DECIDED|RECOMMENDED)(?: that| to)?\W*$",
    re.IGNORECASE,
)
_DECIDED = deferred(r"\b(?:decided|approved|agreed)(?: to| that)?\s*:$")
_ASKED = r" (?:\w+ly |also |then )?(?:asked|wanted to know|questioned|queried|enquired|wondered|wished to know)\b"
_QUESTIONS = deferred(rf"^[^.;,]{{3,80}}{_ASKED}")
_LETTER = deferred(r"\(?(?:[a-z]{1,4}|\d{1,2})[.)]+")
# "that the Panel", whose limbs follow
_PUT_TO = deferred(r"[Tt]hat (?P<who>the (?:[A-Z][\w’'-]*(?:, | and | for | of | )?){1,9})\W*")
_DEAR = deferred(r"^Dear ([A-Z][\w .'’]{1,40}?),?$", re.MULTILINE)
_MINUTE = deferred(r"^Minute(?: [Nn]umber| [Nn]o\.?)?:\s?(\d[\d/.]*)$")
_LEANS = deferred(
    r"\b(?:it|this|that|these|those|them|one|each|so|details|"
    r"the (?:figures?|list|results?|date|matter|group|same|item|words|point|numbers?|answer|reply|outcome|information)|"
    r"(?:he|she|they) would,|(?:he|she|they) would look|reconsidered|a further|third|the vehicles?)\b",
    re.IGNORECASE,
)
_NAMED = 3  # rare terms up to which a limb says too little to be followed by itself
_FEW = 8  # words up to which a request says too little to be followed by itself
_SPOKEN = frozenset({Role.PARAGRAPH, Role.STATEMENT, Role.LIST_ITEM, Role.UNDERTAKING, Role.FIELD})
_PROSE = 300  # characters above which the value of a field is prose, quoted by sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A record as it stands in its paper, before it is cited."""

    start: int
    end: int
    section: Section
    kind: ActionKind
    by: str
    to: str | None
    speaker: str | None
    lead: str
    near: tuple[Span, ...]  # words before it that it leans on
    heading: Span | None  # of its item
    minute: str | None
    printed: Printed | None = None  # where the paper prints it as an action, with its owner


def found_in(paper: Paper, sections: Sequence[Section]) -> Iterator[Found]:
    """Yield the records of one paper, in reading order. An agenda asks nothing: what it proposes is not yet asked."""
    if paper.metadata.kind.value is PaperKind.AGENDA:
        return
    walk = _Walk(paper, sections)
    for section in sections:
        walk.move(section)
        yield from walk.records(section)


class _Walk:
    """Goes through the sections of a paper and remembers where it is."""

    def __init__(self, paper: Paper, sections: Sequence[Section]) -> None:
        self.paper = paper
        self.kind = paper.metadata.kind.value or PaperKind.UNKNOWN
        self.members = members_of(paper, sections)
        self.maker = decision_maker(paper, sections)
        self.written = self.kind not in (PaperKind.MINUTES, PaperKind.DECISION)  # its author speaks for themselves
        self.minute: str | None = None
        self.lists_actions = False
        self.proposed_to = ""  # who is asked in "Recommendations: that the Panel", as far as its limbs follow apart
        self.heading: Span | None = None
        self.told: list[Span] = []  # the sentences of the item so far

    def move(self, section: Section) -> None:
        """Note the minute number, and whether a list of actions has begun."""
        words = self._words(section)
        if section.role is Role.HEADING and words.rstrip(":") not in PARTS.values() and not _MINUTE.search(words):
            self.told, self.heading = [], Span(start=section.start, end=section.end)
        elif section.role in _SPOKEN and not section.label:
            self.told += [Span(start=one.start, end=one.end) for one in section.sentences]
        if numbered := _MINUTE.search(words):
            self.minute = numbered[1]
        elif section.role is Role.HEADING:
            self.lists_actions = bool(ACTIONS_LEAD.match(words))
            number = ITEM.match(words)
            if number and self.kind in (PaperKind.MINUTES, PaperKind.UNKNOWN):
                self.minute = number[1]
        elif words.endswith(":") or (ACTIONS_LEAD.match(words) and looks_like_heading(words.lstrip("#* "))):
            self.lists_actions = bool(ACTIONS_LEAD.match(words))
        if section.role is Role.HEADING or not _LETTER.fullmatch(section.number or ""):
            self.proposed_to = _put_to(words) if section.role is Role.RECOMMENDATION else ""

    def records(self, section: Section) -> Iterator[Found]:
        """Yield the records of a section."""
        whole = self._at(section, first_word(section), section.end)
        if self.proposed_to and section.role is Role.RECOMMENDATION:
            return
        if self.proposed_to and section.number:
            yield replace(whole, kind=ActionKind.PROPOSED, to=self.proposed_to)
        elif section.role is Role.RECOMMENDATION or (section.label and IS_ASKED.match(f"{section.label} to")):
            yield from self._proposals(section)
        elif section.role is not Role.HEADING and self._is_proposal(section):
            yield replace(whole, kind=ActionKind.PROPOSED, to=self._asked(section))
        elif section.role is Role.RESOLUTION or self._is_limb(section):
            yield self._limb(section)
        elif action := self._printed(section):
            to = None if action.row else recipient(self._words(section))
            yield replace(whole, kind=ActionKind.UNDERTAKING, by=action.by, to=to, printed=action)
        elif section.role in _SPOKEN and not self._is_short_field(section):
            told = (self._told(section, place) for place in range(len(section.sentences)))
            yield from (found for found in told if found)

    def _printed(self, section: Section) -> Printed | None:
        """Return the action that a line, an entry of a list or a row of a table is printed as."""
        if section.role is Role.TABLE_ROW:
            row = self.paper.text[section.start : section.end]
            return in_table(section, row, minutes=self.kind is PaperKind.MINUTES)
        if section.role not in _SPOKEN or self._is_short_field(section):
            return None
        words = self._words(section)
        return in_line(words) or (in_list(words) if self.lists_actions else None)

    def _is_proposal(self, section: Section) -> bool:
        under = section.headings[-1] if section.headings else ""
        told = self.kind is PaperKind.MINUTES or section.role is Role.TABLE_ROW
        if told or not _RECOMMENDATIONS.match(under):
            return False
        words = self._words(section)
        return bool(_PROPOSES.search(words)) and not _LEADS_IN.fullmatch(words)

    def _is_limb(self, section: Section) -> bool:
        """Is it a limb under "Agreed", a heading, or "The Commissioner decided:"?"""
        if section.number is None or section.role not in (Role.LIST_ITEM, Role.STATEMENT):
            return False
        lead = self.paper.text[section.lead.start : section.lead.end] if section.lead else ""
        headed = bool(section.headings and _OUTCOME_HEADING.match(section.headings[-1]))
        return (headed and self.kind is PaperKind.MINUTES) or bool(self.maker and _DECIDED.search(lead))

    def _limb(self, section: Section) -> Found:
        words = self._words(section)
        whole = self._at(section, first_word(section), section.end)
        if self.maker:
            return replace(whole, by=self.maker)
        kind = limb_kind(words, whole.lead)
        near = self._said_of(words) if kind in AWAITED else ()
        return replace(whole, kind=kind, by="the Panel", to=addressee(words), near=near)

    def _said_of(self, words: str) -> tuple[Span, ...]:
        """Return what was said under the same item of the rare things that a short limb names ("the claim")."""
        if codes := CODE.findall(words):  # what a code stands for is told where it is named, and right after
            first = next((at for at, told in enumerate(self.told) if codes[0] in self._told_at(told)), len(self.told))
            return tuple(self.told[first : first + 2])
        named = frozenset(terms(bare(words))) - COMMON
        if len(named) > _NAMED:
            return ()
        said = [told for told in self.told if named & frozenset(terms(self._told_at(told)))]
        return tuple(said[-2:])

    def _told_at(self, span: Span) -> str:
        return self.paper.text[span.start : span.end]

    def _proposals(self, section: Section) -> Iterator[Found]:
        """Yield what a report recommends, limb by limb where letters stand in one line."""
        start, end, words = self._value(section)
        letters = [start + match.start() for match in INLINE.finditer(words)]
        bounds = [*(letters or [start]), end]
        lead = words[: letters[0] - start].strip() if letters else ""
        named = _TO_WHOM.match(lead)
        to = named["who"] if named else addressee(words) or self._asked(section)
        for first, last in pairwise(bounds):
            trimmed = first + len(self.paper.text[first:last].rstrip())
            if first < trimmed:
                found = self._at(section, first, trimmed)
                yield replace(
                    found, kind=ActionKind.PROPOSED, to=to and " ".join(to.split()), lead=" ".join(lead.split())
                )

    def _asked(self, section: Section) -> str | None:
        """Return who a proposal is put to."""
        words = f"{section.label} to" if section.label else self._words(section)
        if asked := IS_ASKED.search(words.replace(" to to", " to")):
            return asked["who"].replace("The ", "the ", 1)
        return addressee(words) or ("the Panel" if re.search(r"\bPanel\b", self._words(section)) else None)

    def _told(self, section: Section, place: int) -> Found | None:
        """Return what a sentence asks or promises; None where it does neither."""
        sentence = section.sentences[place]
        words = self.paper.text[sentence.start : sentence.end]
        told = self._read(words, replace(sentence, speaker=self._voice(section, place)))
        if told is None:
            return None
        kind, by, to = told
        found = self._at(section, sentence.start, sentence.end)
        return replace(found, kind=kind, by=by, to=to, near=self._before(section, place))

    def _read(self, words: str, sentence: Sentence) -> tuple[ActionKind, str, str | None] | None:
        """Return what kind of record a sentence is, by whom, and to whom."""
        promise = promised(words, sentence.speaker, marked=sentence.undertaking)
        if promise and promise.by.rsplit(" ", 1)[-1] in self.members:
            promise = None  # of the panel, not to it
        if promise is None and self.written:
            promise = promised_in_writing(words)
        if promise:
            author = sentence.speaker or "the Commissioner" if self.written else ""
            return ActionKind.UNDERTAKING, promise.by or author, promise.to
        if self.written and (proposal := IS_ASKED.search(words)):
            return ActionKind.PROPOSED, "", proposal["who"].replace("The ", "the ", 1)
        asked = asked_by_panel(words) or asked_by_member(words, sentence.speaker, members=self.members)
        if asked is None:
            return None
        return asked.kind, asked.by, self._reader() if asked.to == "you" else asked.to

    def _voice(self, section: Section, place: int) -> str | None:
        """Return who speaks in a sentence; None where nobody is named.

        "He" or "She" after a question is whoever answers it, not who asked.
        """
        words = [self.paper.text[one.start : one.end] for one in section.sentences[: place + 1]]
        speaker = section.sentences[place].speaker
        if not re.match(r"(?:He|She|They)\b", words[-1]):
            return speaker or replier(words[0]) or None
        if speaker and not (place and re.search(re.escape(speaker) + _ASKED, words[-2])):
            return speaker
        told = (before for before in reversed(words[:-1]) if not _QUESTIONS.match(before))
        return next(filter(None, map(begins_with, told)), None)

    def _reader(self) -> str:
        """Return whom a letter speaks to."""
        greeting = _DEAR.search(self.paper.text)
        return greeting[1] if greeting else "you"

    def _before(self, section: Section, place: int) -> tuple[Span, ...]:
        """Return the words before a sentence that it leans on: two sentences, or three where the last leans as well."""
        if not self._leans(section, place):
            return ()
        first = max(0, place - (3 if place and self._leans(section, place - 1) else 2))
        return tuple(Span(start=one.start, end=one.end) for one in section.sentences[first:place])

    def _leans(self, section: Section, place: int) -> bool:
        words = self.paper.text[section.sentences[place].start : section.sentences[place].end]
        return bool(_LEANS.search(words)) or len(words.split()) <= _FEW

    def _at(self, section: Section, start: int, end: int) -> Found:
        """Return a stretch of the paper as a decision that nobody awaits."""
        lead = section.lead if section.role is Role.RESOLUTION else None
        apart = lead is not None and lead.start != section.start
        return Found(
            start=start,
            end=end,
            section=section,
            kind=ActionKind.RESOLUTION,
            by="",
            to=None,
            speaker=next((one.speaker for one in section.sentences if one.start == start), None),
            lead=" ".join(self.paper.text[lead.start : lead.end].split()) if lead and apart else "",
            near=(),
            heading=self.heading,
            minute=self.minute,
        )

    def _words(self, section: Section) -> str:
        return " ".join(self._told_at(Span(start=section.start, end=section.end)).split())

    def _value(self, section: Section) -> tuple[int, int, str]:
        """Return where the value of a field begins and ends, and its words."""
        match = VALUE.search(self.paper.text, section.start, section.end)
        start = match.end() if match else section.body
        return start, section.end, self.paper.text[start : section.end]

    def _is_short_field(self, section: Section) -> bool:
        return section.label is not None and section.end - section.start <= _PROSE


def _put_to(words: str) -> str:
    """Return who is asked where a field names only that, and its limbs follow; empty where it says what."""
    match = _PUT_TO.fullmatch(VALUE.split(words, maxsplit=1)[-1])
    return match["who"] if match else ""
