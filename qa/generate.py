"""A verbatim answer told by a language model: every claim checked, outcomes as they stand, sources never fewer.

The step after `qa.ask`: what is silent stays silent, what was found and cited stays found and cited. Only claims that
hold are shown; where too few do, or the model does not deliver, the verbatim answer is given and a note says so.
"""

import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from corpus.errors import Fault, WriterError
from corpus.panels import Register
from corpus.papers import PaperKind, Role
from index.search import Collection
from qa import write
from qa.answers import Answer, AnswerStatus, Citation, Claim, Question
from qa.understand import Intent, understand
from qa.verify import Checked, Failure, check, shown
from qa.writing.prompting import answer_prompt, repair_prompt, version
from qa.writing.reply import read_reply
from qa.writing.sources import Given, Source, given, holds_outcome, narrowed
from qa.writing.stages import Stage
from qa.writing.writer import Prompt, Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What an answer is written with."""

    collection: Collection
    register: Register
    writer: Writer


LONGEST_REPLY = 16_000  # characters; no reply of the form asked for is longer
_TOLD = frozenset({AnswerStatus.ANSWERED, AnswerStatus.PARTIAL})
# Questions that a model may answer in its own sentences. Others are answered by quotations, to which it may only add.
_WRITABLE = frozenset({Intent.SAID, Intent.FIGURE, Intent.DATE, Intent.PERSON, Intent.MEANING, Intent.REASON,
                       Intent.CHECK, Intent.FACT})  # fmt: skip
_LEAST = 0.5  # share of a model's claims that must hold
_ORDERS = "{} seems to give orders to whoever answers questions; the language model was not shown that passage."
_FAILED = "Quoted from the papers by rule, because {}."
_UNSEEN = "The language model was not shown papers that it may not see."
_SILENT = "The language model saw no answer in these passages: check whether they say what you asked."
_FEW = "What the language model wrote is not shown: too little of it could be found in the papers."
_LEFT_OUT = "Left out of what the language model wrote, because the papers do not bear it: {}."


def written(answer: Answer, question: Question, *, desk: Desk) -> Generator[Stage | Answer, None, None]:
    """Yield the stages of writing an answer, the same one many times over while it is waited for, and last the answer.

    Args:
        answer: the verbatim answer to the question.
        question: as asked, with the conversation.
        desk: where the answer comes from, and the model.

    Raises:
        CorruptError: a quotation is not the paper's own text.
    """
    started = time.perf_counter()
    if answer.status not in _TOLD or answer.summary:  # a list or a table is not told again: it would lose something
        yield answer
        return
    yield Stage.READING
    held = given(answer, collection=desk.collection, register=desk.register, sees=desk.writer.sees)
    answer = replace(answer, notes=(*answer.notes, *_withheld(held)))
    if any(not source.outcome for source in held.sources):
        answer = yield from _told(answer, question, held=held, desk=desk)
    taken = time.perf_counter() - started
    seconds = replace(
        answer.seconds,
        answer=round(answer.seconds.answer + taken, 4),
        total=round(answer.seconds.total + taken, 4),
    )
    yield replace(answer, seconds=seconds)


def _told(answer: Answer, question: Question, *, held: Given, desk: Desk) -> Generator[Stage, None, Answer]:
    """Return the answer as the model tells it, as far as that holds; else as it is, with a note."""
    before = question.history[-1].question if question.history else ""
    prompt = answer_prompt(question.text, held.sources, before=before)
    try:
        first = yield from _attempt(prompt, held.sources, desk)
    except WriterError as error:
        return _noted(answer, _FAILED.format(error))
    if first == []:
        return _noted(answer, _SILENT)
    failed = [one for one in first or () if _is_at_fault(one)]
    second: list[Checked] = []
    if failed or first is None:
        yield Stage.AGAIN
        second = yield from _second(repair_prompt(prompt, failed), held.sources, desk)
    kept = _distinct([one for one in (*(first or ()), *second) if not one.findings])
    wanted = len([one for one in first if one in failed or not one.findings]) if first else len(second)
    if wanted and len(kept) < max(1, _LEAST * wanted):
        return _noted(answer, _FEW)
    if first is None and not second:
        return _noted(answer, _FEW)
    told = _assembled(answer, question, kept=kept, desk=desk) if kept else answer
    return _noted(told, _LEFT_OUT.format(_count(wanted - len(kept)))) if len(kept) < wanted else told


def _attempt(prompt: Prompt, sources: Sequence[Source], desk: Desk) -> Generator[Stage, None, list[Checked] | None]:
    """Return what the model wrote, claim by claim, with what is wrong with each; None where it is not of the form."""
    reply = ""
    with closing(desk.writer.write(prompt)) as pieces:
        for piece in pieces:
            yield Stage.WRITING
            reply += piece
            if len(reply) > LONGEST_REPLY:
                raise WriterError(Fault.CUT_SHORT, "the language model did not come to an end")
    yield Stage.CHECKING
    drafted = read_reply(reply)
    if drafted is None:
        return None
    numbered = {source.number: source for source in sources}
    return [check(one, numbered, embed=desk.collection.embed) for one in drafted]


def _second(prompt: Prompt, sources: Sequence[Source], desk: Desk) -> Generator[Stage, None, list[Checked]]:
    """Return what the model wrote when asked again; nothing where it does not deliver: what held before is kept."""
    try:
        checked = yield from _attempt(prompt, sources, desk)
    except WriterError:
        return []
    return checked or []


def _is_at_fault(checked: Checked) -> bool:
    """Is anything wrong with a claim but that it retells an outcome, which the reader has whole already?"""
    return any(finding.failure is not Failure.OUTCOME for finding in checked.findings)


def _distinct(checked: Sequence[Checked]) -> list[Checked]:
    return list({one.drafted.text.casefold(): one for one in reversed(checked)}.values())[::-1]


def _assembled(answer: Answer, question: Question, *, kept: Sequence[Checked], desk: Desk) -> Answer:
    """Return the answer with the model's claims, and with the quotations that no model may take the place of."""
    citations = answer.citations
    claims: list[Claim] = []
    for one in kept:
        citations, markers = _cited(one, citations, desk)
        claims.append(Claim(text=shown(one), citations=markers))
    claims = [*_kept_whole(answer, question, desk), *claims]
    return replace(
        answer,
        answer=write.in_words(claims),
        claims=tuple(claims),
        citations=citations,
        notes=_notes(answer, citations, kept, desk=desk),
        mode="generate",
        model=desk.writer.name,
        prompt=version(),
    )


def _kept_whole(answer: Answer, question: Question, desk: Desk) -> list[Claim]:
    """Return the quotations that stay: outcomes, and all where a decision or a list is asked for."""
    if understand(question, register=desk.register).intent not in _WRITABLE:
        return list(answer.claims)
    outcomes = {one.marker for one in answer.citations if holds_outcome(one, collection=desk.collection)}
    return [claim for claim in answer.claims if outcomes & set(claim.citations)]


def _cited(
    checked: Checked, citations: tuple[Citation, ...], desk: Desk
) -> tuple[tuple[Citation, ...], tuple[int, ...]]:
    """Return the citations with those that a claim rests on, and the markers of these."""
    markers: list[int] = []
    for place in checked.places:
        paper = place.source.citation.paper
        held = [one for one in citations if one.paper == paper and one.start <= place.start and place.end <= one.end]
        if not held:
            added = narrowed(place.source, place.start, place.end, collection=desk.collection, register=desk.register)
            held = [replace(added, marker=len(citations) + 1)]
            citations = (*citations, *held)
        markers.append(held[0].marker)
    return citations, tuple(dict.fromkeys(markers))


def _notes(answer: Answer, citations: Sequence[Citation], kept: Sequence[Checked], *, desk: Desk) -> tuple[str, ...]:
    """Return the notes of the verbatim answer, brought up to date with what else is cited now."""
    old = write.marks(answer.citations)
    notes = [*write.marks(citations), *(note for note in answer.notes if note not in old)]
    if any(write.is_informal(desk.collection.paper(one.paper)) for one in citations):
        notes.append(write.INFORMAL)
    proposed = any(line.role is Role.RECOMMENDATION for one in kept for place in one.places for line in place.lines)
    if proposed or any(one.kind is PaperKind.PLAN for one in citations):
        notes.append(write.NOT_AN_OUTCOME)
    return tuple(dict.fromkeys(notes))


def _withheld(held: Given) -> list[str]:
    """Return what a reader must know of the passages that the model was not shown."""
    notes = [_ORDERS.format(file) for file in held.ordering]
    return notes + ([_UNSEEN] if held.unseen else [])


def _noted(answer: Answer, note: str) -> Answer:
    return replace(answer, notes=(*answer.notes, note))


def _count(number: int) -> str:
    return "one statement" if number == 1 else f"{number} statements"
