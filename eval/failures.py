"""The questions that went wrong, in plain words: what was asked, what answers it, what was said, what was found.

A question is told under the first thing that went wrong with it, in the order of FAULTS; the others are named with it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.papers import Access, Span
from eval.curated import Gold
from eval.measures import Better, Score
from eval.outcomes import Outcome, holds
from qa.answers import Answer, Citation, Found, Turn
from qa.privacy import masked

SHOWN = 5  # passages found that are shown
_LONG = 1600  # characters of a passage or a quotation that are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that can be wrong with an answer: the measure that sees it, and words for it."""

    measure: str
    heading: str  # of the questions that fail in nothing worse
    reason: str  # of one question


FAULTS = (
    Fault(
        measure="exact quotation", heading="A quotation is not the paper's own text",
        reason="a quotation differs from the paper",
    ),
    Fault(
        measure="nothing forbidden", heading="Something was said that must not be",
        reason="says what it must not",
    ),
    Fault(
        measure="right silence", heading="Answered, though the papers do not say",
        reason="answered, though the papers do not say",
    ),
    Fault(
        measure="wrong silence", heading="Silent, though the papers do say",
        reason="silent, though the papers do say",
    ),
    Fault(
        measure="all gold cited", heading="Something that answers is not cited",
        reason="not all that answers is cited",
    ),
    Fault(
        measure="outcomes and lists whole", heading="A resolution or a list is not whole",
        reason="a resolution or list is not whole",
    ),
    Fault(measure="required facts", heading="A fact is missing from the answer", reason="a required fact is missing"),
    Fault(
        measure="numbers cited", heading="A number does not stand in the passage cited for it",
        reason="a number is not in the passage cited",
    ),
    Fault(measure="speaker right", heading="The wrong speaker is named", reason="the speaker is wrong or missing"),
    Fault(measure="locator right", heading="The place in the paper is wrong", reason="the place named is wrong"),
    Fault(
        measure="first citation right", heading="Right, but something else is quoted first",
        reason="the first citation is not one that answers",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text; `is_gold` where it is part of what answers."""

    text: str
    is_gold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One thing that a complete answer cites."""

    text: str
    file: str
    is_cited: bool
    rank: int | None  # of the first passage found that holds it, from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """One of the passages found."""

    rank: int
    file: str
    score: float
    pieces: tuple[Piece, ...]
    answers: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One question that went wrong, all that is needed to see why."""

    qid: str
    kind: str
    question: str
    history: tuple[Turn, ...]
    reasons: tuple[str, ...]
    wanted: tuple[Wanted, ...]
    facts: tuple[str, ...]
    must_not: tuple[str, ...]
    speaker: str | None
    answer: Answer
    found: tuple[Passed, ...]
    n_found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The questions that failed in the same thing first."""

    heading: str
    failures: tuple[Failure, ...]


def failed(outcomes: Sequence[Outcome], scores: Sequence[Score]) -> tuple[Failed, ...]:
    """Return every question that went wrong, under its gravest fault; groups without any are left out."""
    short = _short(scores)
    groups: dict[str, list[Failure]] = {}
    for outcome in outcomes:
        faults = [fault for fault in FAULTS if outcome.qid in short.get(fault.measure, ())]
        if faults:
            groups.setdefault(faults[0].heading, []).append(_failure(outcome, faults))
    return tuple(
        Failed(heading=fault.heading, failures=tuple(groups[fault.heading]))
        for fault in FAULTS
        if fault.heading in groups
    )


def not_public(groups: Sequence[Failed], outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Return the files that failures quote and that are not labelled public, sorted."""
    failures = {failure.qid: failure for group in groups for failure in group.failures}
    found = {
        file
        for outcome in outcomes
        if outcome.qid in failures
        for file in _files(failures[outcome.qid])
        if outcome.sources[file].paper.metadata.access.value is not Access.PUBLIC
    }
    return tuple(sorted(found))


def quoted(citation: Citation) -> str:
    """Return a quotation as the report shows it: a very long one cut, and marked so."""
    return _cut(citation.quote)


def _files(failure: Failure) -> set[str]:
    cited = {one.file for one in (*failure.answer.citations, *failure.answer.nearest)}
    return cited | {one.file for one in failure.wanted} | {one.file for one in failure.found}


def _short(scores: Sequence[Score]) -> dict[str, set[str]]:
    """Return for each measure the questions that do not have full marks in it."""
    best = {Better.HIGHER: 1.0, Better.LOWER: 0.0}
    return {
        score.name: {qid for qid, value in score.values if value != best[score.better]}
        for score in scores
        if score.group != "cost"
    }


def _failure(outcome: Outcome, faults: Sequence[Fault]) -> Failure:
    curated, hits = outcome.curated, outcome.answer.hits
    return Failure(
        qid=outcome.qid,
        kind=curated.kind,
        question=curated.question.text,
        history=curated.question.history,
        reasons=tuple(fault.reason for fault in faults),
        wanted=tuple(_wanted(gold, outcome) for gold in curated.gold),
        facts=curated.facts,
        must_not=curated.must_not,
        speaker=curated.speaker,
        answer=outcome.answer,
        found=tuple(_passed(hit, rank, outcome) for rank, hit in enumerate(hits[:SHOWN], 1)),
        n_found=len(hits),
    )


def _wanted(gold: Gold, outcome: Outcome) -> Wanted:
    file, span = gold.spans[0]
    ranks = (rank for rank, hit in enumerate(outcome.answer.hits, 1) if holds(gold, hit))
    return Wanted(
        text=_cut(outcome.sources[file].paper.text[span.start : span.end]),
        file=file,
        is_cited=any(holds(gold, citation) for citation in outcome.answer.citations),
        rank=next(ranks, None),
    )


def _passed(hit: Found, rank: int, outcome: Outcome) -> Passed:
    text = outcome.sources[hit.file].paper.text
    spans = [span for gold in outcome.curated.gold for file, span in gold.spans if file == hit.file]
    return Passed(
        rank=rank,
        file=hit.file,
        score=hit.score,
        pieces=tuple(_pieces(text, hit.start, min(hit.end, hit.start + _LONG), spans=spans)),
        answers=any(holds(gold, hit) for gold in outcome.curated.gold),
    )


def _pieces(text: str, start: int, end: int, *, spans: Sequence[Span]) -> Iterator[Piece]:
    """Yield a stretch of text in pieces, what is inside one of the spans apart from what is not."""
    inside = [(max(start, span.start), min(end, span.end)) for span in spans]
    marks = sorted({start, end, *(at for pair in inside if pair[0] < pair[1] for at in pair)})
    for low, high in pairwise(marks):
        is_gold = any(first <= low and high <= last for first, last in inside)
        yield Piece(text=masked(text[low:high]), is_gold=is_gold)


def _cut(text: str) -> str:
    return masked(text if len(text) <= _LONG else text[:_LONG].rstrip() + " ...")
