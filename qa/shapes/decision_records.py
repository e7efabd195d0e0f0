"""Parts of decision records, whole: what one decides, by its number, title or subject; what it chose between."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.papers import Paper, PaperKind, Role, Section
from index.terms import terms
from qa.answers import AnswerStatus
from qa.quotation import Quote, overlap, refers_elsewhere
from qa.shapes.shape import Inquiry, Shape
from qa.shapes.topics import topic_of
from qa.understand import Intent, Voice

_MOST = 3  # quotations
_TOP = 600  # characters at the beginning of a record, where its number stands
_LONGEST = 160  # characters of a heading
_NAMED = re.compile(
    r"\b(?:decision (?:record |notice )?(?:no\.? |number )?(?P<code>(?:[A-Z]{1,6}[-/]?)?\d[\w/-]*)"
    r"|(?:record|notice) (?:no\.? |number )?(?P<parted>(?:[A-Z]{1,6}[-/])?\d+[-/][\w/-]+|[A-Z]{1,6}[-/]\d[\w/-]*)"
    r"|(?:decid|approv|authoris)\w+ (?:in|by|under) "
    r"(?P<bare>(?:[A-Z]{1,6}[-/])?\d{4}/\d{2,4}|[A-Z]{1,6}[-/]\d[\w/-]*))",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:decid\w+|approv\w+|agree[ds]?|authoris\w+|outcome|says?|what (?:is|was) (?:in )?decision|about|for|"
    r"parts?|limbs?|conditions?)\b",
    re.IGNORECASE,
)
_PANEL = re.compile(r"\b(?:panel|members|councillors)\b", re.IGNORECASE)
_PART = re.compile(r"(?:reasons?|background|alternative|options|consultation|implications)\b[^.]{0,60}:", re.IGNORECASE)
_DECISION = re.compile(r"(?:\d+\.? )?(?:the )?decision\W*$", re.IGNORECASE)
_DECIDED = re.compile(
    r"\bwhat\b.{0,40}\b(?:decid\w+|approv\w+|authoris\w+)\b|\bwhat (?:is|was) the decision\b|\boutcome\b|"
    r"\b(?:parts?|limbs?)\b.{0,40}\bdecision\b",
    re.IGNORECASE,
)
_CHOSE = re.compile(
    r"\b(?:alternatives?|options?|(?:other|different) (?:ways|choices|courses|possibilities)|what else)\b",
    re.IGNORECASE,
)
_CHOICES = re.compile(
    r"(?:\d+\.? )?(?:other |alternative )?(?:alternatives|options|choices)\b[^.]{0,40}$", re.IGNORECASE
)
_CHOICES_LABEL = re.compile(r"(?:other |alternative )?(?:alternatives|options)\b[^.]{0,40}:", re.IGNORECASE)


def by_record(plain: Shape, inquiry: Inquiry) -> Shape:
    """Return what the record that a question names decides, then the plain answer.

    Where none is named but one is quoted first, the part of it that is asked for comes first.
    """
    named = _NAMED.search(inquiry.asked.asked)
    if named is None:
        titled = _by_title(plain, inquiry)
        return titled if titled is not plain else _with_part(plain, inquiry)
    if not _ASKS.search(inquiry.asked.asked):
        return _with_part(plain, inquiry)
    code = frozenset(terms(named["code"] or named["parted"] or named["bare"]))
    held = frozenset.intersection(*map(inquiry.collection.holding, code)) if code else frozenset[str]()
    papers = [one for one in inquiry.collection.papers(inquiry.scope) if one.metadata.kind.value is PaperKind.DECISION]
    records = [one for one in papers if _is_at_top(one, code) or (one.paper_id in held and _is_headed(one, code))]
    if len(records) != 1:
        return plain
    paper, sections = records[0], inquiry.collection.sections(records[0].paper_id)
    own = [one for one in sections if any(code <= frozenset(terms(head)) for head in one.headings)]
    decided = _decided(paper, own) or (_decided(paper, sections) if _is_at_top(paper, code) else None)
    return _with(plain, decided) if decided else plain


def _by_title(plain: Shape, inquiry: Inquiry) -> Shape:
    """Return what the one record on a topic decides, where a decision is asked for that is not a panel's."""
    asked = inquiry.asked
    topic = topic_of(asked, inquiry.register)
    answered = asked.intent is Intent.DECISION and plain.status is AnswerStatus.ANSWERED
    if not answered or not topic or _PANEL.search(asked.asked):
        return plain
    papers = {
        one.paper.paper_id: one.paper for one in plain.quotes if one.paper.metadata.kind.value is PaperKind.DECISION
    }
    records = [one for one in papers.values() if topic <= frozenset(terms(one.metadata.title.value or ""))]
    if len(records) != 1:
        return plain
    decided = _decided(records[0], inquiry.collection.sections(records[0].paper_id))
    return _with(plain, decided) if decided else plain


def _with(plain: Shape, decided: Quote) -> Shape:
    """Return an answer with what a record decides or chose between first, then what else it says."""
    answered = plain.status is AnswerStatus.ANSWERED
    same = [one for one in plain.quotes if answered and one.paper == decided.paper]
    others = [one for one in same if not overlap(one, decided)]
    return replace(
        plain, status=AnswerStatus.ANSWERED, quotes=(decided, *others)[:_MOST], notes=plain.notes if answered else ()
    )


def _with_part(plain: Shape, inquiry: Inquiry) -> Shape:
    """Return the answer with the decision of the record quoted first, or what it chose between, where that is asked."""
    asked, first = inquiry.asked, plain.quotes[0] if plain.quotes else None
    if first is None or plain.status is not AnswerStatus.ANSWERED:
        return plain
    if first.paper.metadata.kind.value is not PaperKind.DECISION:
        return plain
    sections, part = inquiry.collection.sections(first.paper.paper_id), None
    if _CHOSE.search(asked.asked):
        part = _choices(first.paper, sections)
    elif asked.intent is Intent.DECISION and asked.voice is not Voice.MEMBERS and _DECIDED.search(asked.asked):
        part = _decided(first.paper, sections) if _is_single(sections) else None
    if part is None or (part.sections[0].role is Role.FIELD and first.sections[0].role is Role.FIELD):
        return plain  # a form, of which a field was found
    return _with(plain, part)


def _is_single(sections: Sequence[Section]) -> bool:
    """Has a paper one decision, and not several as a register has?"""
    headed = {one.headings for one in sections if one.headings and _DECISION.fullmatch(one.headings[-1])}
    labelled = [one for one in sections if one.label and _DECISION.fullmatch(one.label)]
    return len(headed) + len(labelled) == 1


def _choices(paper: Paper, sections: Sequence[Section]) -> Quote | None:
    """Return what stands under "Options considered", or behind that label; None where several records have it.

    "Options considered: see the report" gives none.
    """
    headed = [one for one in sections if one.headings and _CHOICES.match(one.headings[-1])]
    labelled = [one for one in sections if one.role is not Role.HEADING and _CHOICES_LABEL.match(paper.text, one.body)]
    if len({one.headings for one in headed}) + len(labelled) != 1:
        return None
    if labelled and refers_elsewhere(paper.text[labelled[0].start : labelled[0].end]):
        return None
    return _quote(paper, labelled or [one for one in headed if one.role is not Role.HEADING])


def _is_at_top(paper: Paper, code: frozenset[str]) -> bool:
    """Does a number stand in the title or at the beginning: is it that of the whole paper?"""
    return code <= frozenset(terms(f"{paper.metadata.title.value or ''} {paper.text[:_TOP]}"))


def _is_headed(paper: Paper, code: frozenset[str]) -> bool:
    """Does a line that is short enough to head a record, as in a register, have a number?"""
    return any(code <= frozenset(terms(line)) for line in paper.text.splitlines() if len(line) <= _LONGEST)


def _decided(paper: Paper, sections: Sequence[Section]) -> Quote | None:
    """Return all that stands as "Decision", under that heading or behind that label, up to the next part."""
    under = [one for one in sections if one.headings and _DECISION.fullmatch(one.headings[-1])]
    stop = next((at for at, one in enumerate(under) if _PART.match(paper.text, one.body)), len(under))
    under = [one for one in under[:stop] if one.role is not Role.HEADING]
    under = under or [one for one in sections if one.label and _DECISION.fullmatch(one.label)][:1]
    return _quote(paper, under)


def _quote(paper: Paper, sections: Sequence[Section]) -> Quote | None:
    if not sections:
        return None
    start, end = sections[0].start, sections[-1].end
    return Quote(paper=paper, start=start, end=end, sections=tuple(sections), speaker=None, probability=1.0)
