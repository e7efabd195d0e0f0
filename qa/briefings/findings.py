"""What the papers hold on a topic, sentence by sentence, and how near each is to it.

The search finds passages that are like the topic; a briefing may only hold what is about it. A sentence is about a
topic when its own words are (their rarity counts, so that "crime" alone is not "knife crime"), or when it stands in an
item or a paper whose title is. What is merely similar is left out.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.outcomes import ATTENDANCE
from corpus.papers import Paper, PaperKind, Role, Section, Sentence
from corpus.patterns import deferred
from index.search import Collection, Hit, Scope
from index.terms import terms
from qa.briefings.topic import Topic, bare_title
from qa.evidence import FEATURES, Evidence, gather
from qa.extract import Quote
from qa.privacy import private_contacts

DEPTH = 80  # passages that are looked at
_PAPERS = 24  # papers whose items are read through, the nearest first
_COVER = 0.7  # share of the topic, by rarity, that makes words be about it
_HALF_COVER, _LIKE = 0.4, 0.32  # less of it will do where the meaning is as near as this
_FAR = 0.0  # cosine of a passage that shares a word with the topic and nothing else
_SHORT = 260  # characters up to which a point is quoted whole; a longer one may go on to other things
_LONGEST = 700  # of a quotation; a longer sentence is no point to be made in a briefing
_LEAST_WORDS = 5
_COSINE, _PASSAGE = (FEATURES.index(name) for name in ("cosine_sentence", "cosine_passage"))
_LIMB = frozenset({Role.RESOLUTION, Role.RECOMMENDATION})  # always whole, with its letter
_POINT = frozenset({Role.LIST_ITEM, Role.STATEMENT, Role.UNDERTAKING})
_PARAGRAPH_NUMBER = deferred(r"[\d.]+$|[ivx]+\.?$")
_LEANS = deferred(r"(?:This|These|That|Those|He|She|They|It|His|Her|Their|Its|Such|However)\b")
_GOES_ON = deferred(
    rf"{_LEANS.pattern}|Both\b|Neither\b|The (?:aim|target|figure|average|number|rest|remainder|same|difference|gap|"
    r"total)s?\b"
)
# What a reader of a paper looks for: what moved, what is asked or promised, what was missed.
_TURNS = deferred(
    r"\b(?:rose|fell|risen|fallen|increased?|reduced|higher|lower|highest|lowest|record|short of|missed|worse|improved|"
    r"propose[sd]?|recommend\w*|risks?|savings|gap|will|aim|target|not yet|delay\w*)\b",
    re.IGNORECASE,
)
_SUMS_UP = deferred(
    r"\b(?:summary|key (?:points|messages)|the proposal|recommendations?|conclusions?)\b", re.IGNORECASE
)
# Who was there, how to reach them, when the meeting is: never a point.
_FORMAL = deferred(
    r"(?:url|present|also present|in attendance|apologies|contact|report author|author|venue|date|time|guide time|"
    r"media|note|report of|report to|subject|title|reference|decision maker|is |background papers|classification|"
    r"signed|date of|decision status|minute|status|officer|joined by)",
    re.IGNORECASE,
)
_FORMALITIES = deferred(
    r"\b(?:is|are) filed with these minutes|\bmeeting closed\b|\bapolog(?:y|ies)\b.{0,30}\breceived\b|"
    r"\bminutes\b.{0,60}\b(?:approved|correct record)|^\W*report (?:of|to|by) the\b[^.]*\.?$|"
    r"^\W*to consider\b|^\W*fictional paper|\breserve date\b",
    re.IGNORECASE,
)


class Nearness(StrEnum):
    """How a sentence belongs to the topic."""

    DIRECT = "its own words are about it"
    UNDER = "it stands under a title that is"
    AFTER = "it goes on from the sentence before it, which is"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One sentence, point, limb or row on the topic, with what would be quoted of it."""

    quote: Quote
    section: Section
    sentence: Sentence
    nearness: Nearness
    score: float  # higher is nearer to the topic, about 0 to 2

    @property
    def paper(self) -> Paper:
        """The paper that it stands in."""
        return self.quote.paper

    @property
    def date(self) -> dt.date | None:
        """The day of its paper."""
        return self.quote.paper.metadata.date.value

    @property
    def words(self) -> str:
        """The sentence itself, word for word."""
        return self.quote.paper.text[self.sentence.start : self.sentence.end]

    @property
    def key(self) -> tuple[dt.date, str, int]:
        """Where it stands among others in time: undated ones first, then as in the paper."""
        return (self.date or dt.date.min, self.paper.paper_id, self.sentence.start)


def find(topic: Topic, *, collection: Collection, scope: Scope) -> tuple[Finding, ...]:
    """Return what the papers in the scope hold on a topic, nearest first."""
    hits = _hits(topic, collection, scope=scope)
    measured = {
        (item.passage.paper_id, item.sentence.start): item for item in gather(topic.asked, collection, hits=hits)
    }
    papers = list(dict.fromkeys(hit.passage.paper_id for hit in hits))[:_PAPERS]
    found: dict[tuple[str, int], Finding] = {}
    for paper_id in papers:
        for finding in _in_paper(topic, collection.paper(paper_id), collection.sections(paper_id), measured=measured):
            found.setdefault((paper_id, finding.sentence.start), finding)
    return _without_repeats(sorted(found.values(), key=lambda finding: (-finding.score, finding.key)))


def _hits(topic: Topic, collection: Collection, *, scope: Scope) -> Sequence[Hit]:
    """Return the passages that are like the topic under one of its names, each once, those of its own name first."""
    found: dict[str, Hit] = {}
    for name in topic.names:
        for hit in collection.search(name, k=DEPTH, scope=scope):
            found.setdefault(hit.passage.passage_id, hit)
    return list(found.values())


def read_through(paper: Paper, *, topic: Topic, collection: Collection) -> tuple[Finding, ...]:
    """Return all that one paper says, for a briefing about that paper, nearest to its topic first."""
    found = [
        _finding(paper, section, sentence, nearness=Nearness.DIRECT, score=_weight(paper, section, sentence, topic))
        for section in collection.sections(paper.paper_id)
        for sentence in section.sentences
        if is_substance(paper, section, sentence)
    ]
    return _without_repeats(sorted(found, key=lambda finding: (-finding.score, finding.key)))


def _weight(paper: Paper, section: Section, sentence: Sentence, topic: Topic) -> float:
    """Return how much a sentence of the paper that a briefing is about has to say."""
    words = _words(paper, sentence)
    summary = bool(section.headings) and bool(_SUMS_UP.search(section.headings[-1]))
    asks = section.role in _LIMB or bool(_TURNS.search(words))
    figures = bool(re.search(r"\d", words[max(0, section.body - sentence.start) :]))
    return 0.9 + 0.2 * topic.cover(words) + 0.25 * figures + 0.25 * asks + 0.2 * summary


def _in_paper(
    topic: Topic, paper: Paper, sections: Sequence[Section], *, measured: dict[tuple[str, int], Evidence]
) -> Iterator[Finding]:
    """Yield the sentences of one paper that are about the topic."""
    title = _is_title(topic, bare_title(paper.metadata.title.value or ""))
    agenda = paper.metadata.kind.value is PaperKind.AGENDA
    for section in sections:
        under = title or (bool(section.headings) and _is_title(topic, bare_title(section.headings[-1])))
        before = False
        for sentence in section.sentences:
            own = _is_direct(topic, paper, sentence, measured=measured)
            after = before and bool(_GOES_ON.match(paper.text, max(sentence.start, section.body)))
            before = own
            if agenda or not (own or under or after) or not is_substance(paper, section, sentence):
                continue
            item = measured.get((paper.paper_id, sentence.start))
            near = item.features[_COSINE] if item else 0.0
            words = _words(paper, sentence)
            score = near + (0.6 + 0.25 * topic.cover(words) + 0.15 * topic.held(words) if own else 0.3)
            nearness = Nearness.DIRECT if own else Nearness.UNDER if under else Nearness.AFTER
            yield _finding(paper, section, sentence, nearness=nearness, score=score)


def _is_title(topic: Topic, title: str) -> bool:
    """Is a title about the topic: does it hold most of it, or nothing else than a good part of it ("4. Roads")?"""
    cover = topic.cover(title)
    own = frozenset(term for term in terms(title) if not term[0].isdigit())
    return cover >= _COVER or (cover >= _HALF_COVER and own <= topic.terms())


def _is_direct(topic: Topic, paper: Paper, sentence: Sentence, *, measured: dict[tuple[str, int], Evidence]) -> bool:
    """Is a sentence about the topic by its own words?"""
    own = topic.cover(_words(paper, sentence))
    item = measured.get((paper.paper_id, sentence.start))
    if item is None:
        return own >= _COVER
    cosine = item.features[_COSINE]
    if own >= _COVER:
        return item.features[_PASSAGE] >= _FAR or cosine >= _LIKE
    return own >= _HALF_COVER and cosine >= _LIKE


def is_substance(paper: Paper, section: Section, sentence: Sentence) -> bool:
    """Does a sentence say something, rather than head a list, name who was there or how to reach somebody?"""
    words = _words(paper, sentence)
    if section.role is Role.HEADING or (section.label and section.role is Role.FIELD and _FORMAL.match(section.label)):
        return False
    if section.lead and section.lead.start == section.start:
        return False
    if section.headings and ATTENDANCE.search(section.headings[-1]):
        return False
    long_enough = len(words.split()) >= _LEAST_WORDS or section.role is Role.TABLE_ROW or bool(section.number)
    short_enough = sentence.end - sentence.start <= _LONGEST
    return long_enough and short_enough and not _FORMALITIES.search(words) and not private_contacts(words)


def _words(paper: Paper, sentence: Sentence) -> str:
    return paper.text[sentence.start : sentence.end]


def _finding(paper: Paper, section: Section, sentence: Sentence, *, nearness: Nearness, score: float) -> Finding:
    return Finding(
        quote=quote_of(paper, section, sentence), section=section, sentence=sentence, nearness=nearness, score=score
    )


def quote_of(paper: Paper, section: Section, sentence: Sentence) -> Quote:
    """Return what is quoted for a sentence: a short point, limb or row whole; else it and what it leans on."""
    start, end = sentence.start, sentence.end
    if section.role is Role.TABLE_ROW:
        start, end = section.start, section.end
    elif section.role in _LIMB or _is_short_point(section):
        start, end = section.sentences[0].start, section.end
    else:
        place = section.sentences.index(sentence)
        before = section.sentences[place - 1] if place else None
        if before and before.speaker == sentence.speaker and _GOES_ON.match(paper.text, max(start, section.body)):
            start = before.start
    if section.role not in _LIMB and section.number and _PARAGRAPH_NUMBER.match(section.number):
        start = max(start, section.body)  # the locator gives its number
    return Quote(
        paper=paper,
        start=start,
        end=end,
        sections=(section,),
        speaker=sentence.speaker or section.speaker,
        probability=1.0,
    )


def _is_short_point(section: Section) -> bool:
    """Is a section one short point of one speaker?"""
    voices = {sentence.speaker for sentence in section.sentences}
    return section.role in _POINT and section.end - section.start <= _SHORT and len(voices) <= 1


def _without_repeats(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings without those that say the same in the same words as one before (minutes inside a pack)."""
    seen: set[tuple[str, frozenset[str]]] = set()
    kept = []
    for finding in found:
        words = frozenset(terms(finding.quote.text))
        key = (finding.paper.metadata.panel.value or "", words)
        if len(words) > 4 and key in seen:
            continue
        seen.add(key)
        kept.append(finding)
    return tuple(kept)
