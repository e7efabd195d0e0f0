"""Evidence: the sentences of the passages found, measured against the question.

Each measurement is a named feature between about -1 and 1. `qa/ranker.py` weighs them; `python -m eval.train` finds the
weights on questions with known answers. Nothing here decides; it only measures.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.dates import dates, days_met
from corpus.papers import Paper, Passage, Role, Section, Sentence
from index.search import Collection, Detail, Hit
from index.terms import terms
from qa.kinds import Sort, counts_focus, holds, is_pending, sort_asked
from qa.plain_words import everyday_words
from qa.understand import Intent, Understood, Voice

_CARRIED = 0.4  # weight of a term that a follow-up takes from the question before
DEPTH = 24  # passages whose sentences are measured: with 40 no more of the first four sentences were right
FEATURES = (
    "cosine_sentence",
    "cosine_passage",
    "cosine_gap",  # how far the sentence lies below the nearest one, 0 or less
    "cosine_around",  # mean with the sentences next to it
    "cover_sentence",  # share of the question's terms, weighted by rarity, that the sentence has
    "cover_gap",  # how far it lies below the sentence that covers most, 0 or less
    "cover_passage",
    "cover_context",  # with title, headings, panel, date, speaker
    "cover_before",  # of the sentence before it, which may be the question that it answers
    "rank",  # 1 / rank of the passage
    "score",  # of the passage, as the search gives it, 0 to 1
    "lexical",  # BM25 of the passage against the best of this question
    "number",  # the question's figures stand in the sentence
    "number_missing",
    "name",  # the question's names stand in the sentence or its context
    "name_missing",
    "type",  # the sentence holds what is asked for: a figure, a date, a person, a reason, a list
    "type_missing",
    "counted",  # the thing that "how many" counts has a number beside it
    "counted_missing",
    "decision",  # an outcome is asked for and this is one
    "decision_missing",
    "outcome_unasked",  # this is an outcome, but none was asked for
    "voice",  # the speaker asked about speaks
    "voice_missing",  # another speaks
    "voice_said",  # the same two, where the question asks what was said
    "voice_said_missing",
    "lead",  # the sentence announces a list
    "field",
    "label",  # share of the field's label that the question has
    "row",
    "asked_only",  # the sentence reports a question, not an answer
    "pending",  # the sentence asks for, promises or awaits what is asked
    "heading",
    "short",
    "period",
    "period_missing",
)
_YEAR = re.compile(r"\b(20[0-3]\d)\b")
_UNDATED = 0.5  # disagreement of an undated paper that may be of the time asked about
UNHEARD = "\x00"  # a term that no paper has: the highest rarity there is
# Words that ask, and say nothing of the thing asked about.
_ASKING = frozenset(
    terms(
        "say said says list name names many much number kind kinds sort pls please paper papers according "
        "mention happen happened "
        "does did done go going get got give gave think thought reply replied view views point points raise "
        "raised ask asked answer "
        "question questions respond response comment explain explained call called reckon break down line "
        "show tell told put "
        "want wanted know request requested promise promised assurance assurances position opinion claim "
        "reaction concern concerns worry "
        "demand demanding mean short stand explain idea reckons look looked looking late early autumn spring "
        "summer winter came come"
    )
)
_ASKS = re.compile(
    r"\b(?:asked|questioned|queried|enquired|wondered)\b.{0,60}\b(?:whether|if|how|what|why|when)\b|\?\s*$"
)
_SPEAKERS = {
    Voice.COMMISSIONER: re.compile(r"P?F?CC\b|Commissioner|Mayor"),
    Voice.MEMBERS: re.compile(r"[Mm]embers?\b|Panel|Cllr|Councillor|[Cc]hair"),
    Voice.CHIEF: re.compile(r"Chief Constable|\b[AD]?CC\b"),
    Voice.PUBLIC: re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\b|public"),
}
_OUTCOME_LABEL = re.compile(r"(?:outcome|decision|resolution)s?$", re.IGNORECASE)
_PROPOSALS = re.compile(r"\brecommendations?$", re.IGNORECASE)
_OUTCOMES = frozenset({Role.RESOLUTION, Role.RECOMMENDATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One sentence of a passage that was found, with what was measured of it."""

    passage: Passage
    section: Section
    sentence: Sentence
    place: int  # of the sentence within the passage, from 0
    hit: Hit
    features: tuple[float, ...]  # in the order of FEATURES


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sought:
    """What the measurements of one question have in common."""

    asked: Understood
    terms: tuple[str, ...]
    weights: tuple[float, ...]  # idf of each term
    names: tuple[frozenset[str], ...]
    numbers: tuple[frozenset[str], ...]
    total: float  # of the weights; 1 where there are none
    sort: Sort | None  # what a sentence that answers holds
    said: frozenset[str]  # all terms of the question

    def cover(self, present: frozenset[str]) -> float:
        """Return the share of the terms, by weight, that are present, 0 to 1."""
        held = sum(weight for term, weight in zip(self.terms, self.weights, strict=True) if term in present)
        return held / self.total


def gather(asked: Understood, collection: Collection, *, hits: Sequence[Hit]) -> list[Evidence]:
    """Return the sentences of the hits with their measurements, in the order of the hits."""
    if not hits:
        return []
    sought = _sought(asked, collection)
    passages = [hit.passage for hit in hits]
    cosines: list[float] = (collection.sentence_vectors(passages) @ collection.embed_query(asked.text)).tolist()
    details = collection.details(passages)
    covers = [sought.cover(words) for detail in details for words in detail.sentences]
    bests = (max(cosines), max(hit.lexical for hit in hits) or 1.0, max(covers))
    found: list[Evidence] = []
    first = 0
    for hit, detail in zip(hits, details, strict=True):
        last = first + len(hit.passage.sentences)
        own = list(zip(cosines[first:last], covers[first:last], strict=True))
        first = last
        paper = collection.paper(hit.passage.paper_id) if asked.periods else None
        found += _measured(sought, hit, detail=detail, own=own, bests=bests, paper=paper)
    return found


def _measured(
    sought: _Sought,
    hit: Hit,
    *,
    detail: Detail,
    own: Sequence[tuple[float, float]],
    bests: tuple[float, float, float],
    paper: Paper | None,
) -> Iterator[Evidence]:
    """Yield the sentences of one hit; `paper` is given when times matter.

    `own` are each sentence's cosine with the question and its cover; `bests` the highest cosine, BM25 and cover of any.
    """
    passage = hit.passage
    around = frozenset[str]().union(*detail.sentences)
    whole = around | detail.context
    shares = (sought.cover(around), sought.cover(whole))
    period = _period(sought.asked, passage, paper, whole) if paper else (0.0, 0.0)
    for place, sentence in enumerate(passage.sentences):
        words = passage.words(sentence)
        section = next(one for one in detail.sections if one.start <= sentence.start < one.end)
        near = [cosine for cosine, _ in own[max(0, place - 1) : place + 2]]
        cosine, cover = own[place]
        held = detail.sentences[place]
        before = own[place - 1][1] if place else sought.cover(detail.before)
        features = (
            cosine, hit.dense, cosine - bests[0], sum(near) / len(near),
            cover, cover - bests[2], *shares, before,
            1 / hit.rank, hit.score, hit.lexical / bests[1],
            *_exact(sought, held, whole), *_kind(sought, section, sentence, words, held),
            *period,
        )  # fmt: skip
        yield Evidence(passage=passage, section=section, sentence=sentence, place=place, hit=hit, features=features)


def content_terms(text: str) -> tuple[str, ...]:
    """Return the terms of a question that say what it is about, each once.

    >>> content_terms("What did the panel say about the precept?")
    ('panel', 'precept')
    """
    return tuple(dict.fromkeys(term for term in terms(text) if term not in _ASKING))


def wanted_terms(asked: Understood, collection: Collection, *, text: str) -> tuple[str, ...]:
    """Return the terms that an answer should have; an everyday word that no paper uses gives way to the papers' own."""
    everyday = frozenset(terms(everyday_words(asked.asked)))
    unheard = collection.idf(UNHEARD)
    return tuple(term for term in content_terms(text) if term not in everyday or collection.idf(term) < unheard)


def _sought(asked: Understood, collection: Collection) -> _Sought:
    wanted = wanted_terms(asked, collection, text=asked.text)
    own = frozenset(content_terms(asked.asked))
    times = frozenset(term for period in asked.periods for term in terms(period.words))
    weights = tuple(collection.idf(term) * (1.0 if term in own or not own else _CARRIED) for term in wanted)
    return _Sought(
        asked=asked,
        terms=wanted,
        weights=weights,
        total=sum(weights) or 1.0,
        names=tuple(frozenset(terms(name)) for name in asked.names),
        numbers=tuple(frozenset(forms) for number in asked.numbers if not (forms := frozenset(terms(number))) <= times),
        sort=sort_asked(asked),
        said=frozenset(terms(asked.text)),
    )


def _exact(sought: _Sought, own: frozenset[str], around: frozenset[str]) -> tuple[float, float, float, float]:
    """Return how many of the question's figures and names are there, and how many are not, as shares."""
    numbers = [bool(forms & own) for forms in sought.numbers]
    names = [len(name & (own | around)) / len(name) for name in sought.names if name]
    number = sum(numbers) / len(numbers) if numbers else 0.0
    name = sum(names) / len(names) if names else 0.0
    return number, (1 - number if numbers else 0.0), name, (1 - name if names else 0.0)


def _kind(sought: _Sought, section: Section, sentence: Sentence, words: str, own: frozenset[str]) -> tuple[float, ...]:
    """Return whether the sentence is of the kind asked for: type, outcome, speaker, form."""
    asked, sort = sought.asked, sought.sort
    speaker = sentence.speaker or section.speaker
    wants = None if sort is None else holds(sort, words, section=section, speaker=speaker, asked=asked.asked)
    counted = counts_focus(asked.asked, words)
    outcome = (
        section.role in _OUTCOMES
        or bool(section.label and _OUTCOME_LABEL.match(section.label))
        or bool(section.headings and _PROPOSALS.search(section.headings[-1]) and section.role is not Role.HEADING)
    )
    decision = asked.intent is Intent.DECISION
    voice = _voice(sought, speaker, own)
    said = asked.intent in (Intent.SAID, Intent.LIST)
    return (
        float(wants is True), float(wants is False), float(counted is True), float(counted is False),
        float(decision and outcome), float(decision and not outcome), float(outcome and not decision),
        float(voice is True), float(voice is False), float(said and voice is True), float(said and voice is False),
        float(section.lead is not None and section.lead.start == section.start),
        float(section.role is Role.FIELD), _labelled(sought, section), float(section.role is Role.TABLE_ROW),
        float(bool(_ASKS.search(words))), float(is_pending(words)),
        float(section.role is Role.HEADING), float(len(words) < 50),
    )  # fmt: skip


def _labelled(sought: _Sought, section: Section) -> float:
    """Return the share of the terms of a field's label that the question has; 0 without a label."""
    label = frozenset(terms(section.label)) if section.label else frozenset[str]()
    return len(label & sought.said) / len(label) if label else 0.0


def _voice(sought: _Sought, speaker: str | None, own: frozenset[str]) -> bool | None:
    """Does the speaker asked about speak? None where the question or the paper names nobody."""
    voice = sought.asked.voice
    if voice is None or speaker is None:
        return None
    if voice is not Voice.NAMED:
        return bool(_SPEAKERS[voice].search(speaker))
    said = frozenset(terms(speaker))
    if any(name & said for name in sought.names):
        return True
    return None if any(name <= own for name in sought.names) else False


@lru_cache(maxsize=256)
def _days_of_its_year(text: str) -> frozenset[dt.date]:
    """Return the days that an undated paper gives, where all are of one year; none where they are not."""
    days = frozenset(day for _, _, day in dates(text))
    return days if len({day.year for day in days}) == 1 else frozenset()


def _period(asked: Understood, passage: Passage, paper: Paper, stated: frozenset[str]) -> tuple[float, float]:
    """Return (agrees, disagrees) with the times that the question names.

    A passage agrees when its paper is of that time or tells of a meeting then, or when it mentions it. An undated
    paper whose days are all of one year is of that year; it half agrees with the other years that it mentions anywhere:
    it may be of one of them. `stated` are the terms of the passage with its context.
    """
    date = paper.metadata.date.value
    others = [
        period
        for period in asked.periods
        if not (date is not None and period.since <= date <= period.until)
        and not frozenset(terms(period.words)) <= stated
    ]
    if not others:
        return 1.0, 0.0
    days = {day for _, _, day in dates(f"{passage.context} {passage.text}")} | days_met(paper.text)
    days |= _days_of_its_year(paper.text) if date is None else frozenset()
    others = [period for period in others if not any(period.since <= day <= period.until for day in days)]
    years = frozenset(map(int, _YEAR.findall(paper.text))) if date is None else frozenset[int]()
    may_be = sum(any(period.since.year <= year <= period.until.year for year in years) for period in others)
    agree, disagree = len(asked.periods) - len(others), len(others) - (1 - _UNDATED) * may_be
    return agree / len(asked.periods), disagree / len(asked.periods)
