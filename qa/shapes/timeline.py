"""Time lines: what papers say of a subject, oldest to newest, and the meetings that say nothing on it."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from corpus.papers import Paper, PaperKind, Role, Section, Sentence
from index.terms import terms
from qa.briefings.findings import quote_of
from qa.enough import why_silent
from qa.evidence import gather
from qa.extract import Quote, compose
from qa.kinds import Sort, figure_named, gives_value
from qa.privacy import private_contacts
from qa.quotation import overlap
from qa.ranker import Ranked, rank
from qa.shapes.meetings import shown_in
from qa.shapes.on_topic import COVER, HINT, is_point, sentence_at
from qa.shapes.set_out import Shaped, spread
from qa.shapes.survey import Survey
from qa.shapes.things import things
from qa.shapes.times import Limits, is_open
from qa.shapes.wishes import Form, Thing
from qa.web.plain import count, day

_DEPTH = 200  # passages whose sentences are weighed
_EACH = 2  # quotations from one paper at most
_GOOD, _LESS = 0.1, 0.15  # of the best sentence's probability; share of the subject that will do with it
_SURE = 0.9  # share of the subject that will do whatever the probability
_FAINT, _HELD = 0.01, 0.3  # the same, of the words themselves, for the first quotation of a paper
_CLOSE = 0.04  # of the best sentence's probability, from which _LESS will do for the first quotation of a paper
_LEAST = 0.002  # of the best sentence's probability, below which no share of the subject's words will do
_ALONE = 0.5  # of the best sentence's probability, from which its section may name the subject in its place
_SECOND = ((0.3, _GOOD), (0.4, 0.015))  # of its paper's best and of the best of all, from which a second is quoted
_LATER = dt.timedelta(days=183)  # what was so at the end of a time is reported later
_FIGURE = re.compile(r"\d|\b(?:half|third|quarter|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen)\b")
_NO_FIGURE = re.compile(
    r"\b(?:101|999|20\d\d(?:[/–-]\d\d)?|grade (?:one|1))\b|^\W*[\w.]{1,6}[.)]\s|\b\d{1,2} (?=[A-Z][a-z]{2,})"
)
_MEASURE = re.compile(
    r"\b(?:share|rates?|average|numbers?|figures?|costs?|size|strength|forecast|wait(?:s|ing)?|percentage|proportion|"
    r"levels?|budget|precept|many|much|often|totals?|amounts?|price|estimated?)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"\W*(?:of (?:which|these|those|them|whom)|including)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b20\d\d(?:[/–-]\d\d)?\b")
_SHORT = 90  # characters of a sentence that gives a figure of another time and nothing else
_LONGER = 180  # the same of one that begins with that time
_OF_TIME = re.compile(
    r"(?:In|By|At|For|Over) [\w /–-]{3,40}?,? (?:it|they|this|that|the (?:figure|rate|share)) "
    r"(?:had|has|was|were|stood)\b"
)
_DAYS = re.compile(r"\b(?:dates?|deadlines?|due|when|opening|opened|go(?:ne)? live)\b", re.IGNORECASE)
_DAY = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn|"
    r"winter) (?:of )?(?:19|20)\d\d\b"
)
_ASKS = re.compile(r"\b(?:ask|rais|question)\w*", re.IGNORECASE)
_NAMED = 6  # meetings without a word on the subject that are named


def timeline(found: Survey) -> Shaped | None:
    """Return what papers say of the subject, oldest first, undated ones last; None for nothing."""
    if found.subject.topic is None:
        return None
    papers = [paper for paper in found.papers if _is_of_time(paper, found.limits)]
    best = list(_quotes(found, papers))
    quotes = sorted(_with_others(found, papers, best) if best else (), key=_order)
    if len({quote.paper.metadata.date.value for quote in quotes}) < 2:
        return None
    told = count(len(quotes), "quotation")
    where = spread([quote.paper for quote in quotes])
    about = f"{found.subject.named} in the papers {where}" if found.subject.named else f"The papers {where}"
    return Shaped(
        quotes=tuple(quotes), summary=f"{about}, oldest first: {told}.", notes=tuple(_gaps(found, papers, quotes))
    )


def first_or_last(found: Survey) -> Shaped | None:
    """Return when the subject came up, or was asked about, for the first or the last time; None for never."""
    papers = [paper for paper in found.papers if paper.metadata.date.value and found.limits.admit(paper)]
    if found.subject.topic is None:
        return None
    if _ASKS.search(found.asked.asked):
        asked = things(Thing.QUESTION, found.subject, papers, collection=found.collection, register=found.register)
        quotes = [item.quote for item in asked]
    else:
        shown = (shown_in(one, found) for one in papers)
        quotes = sorted(filter(None, shown), key=_order)
    if not quotes:
        return None
    return _one(found, quotes[0] if found.wish.form is Form.FIRST else quotes[-1], papers, quotes)


def _order(quote: Quote) -> tuple[bool, dt.date, str, int]:
    day = quote.paper.metadata.date.value
    return day is None, day or dt.date.min, quote.paper.paper_id, quote.start


def _is_of_time(paper: Paper, limits: Limits) -> bool:
    """Is a paper of the time asked about, or little later, when it still reports on it?"""
    when = paper.metadata.date.value
    if not limits.periods:
        return True
    return when is not None and any(
        one.since <= when and (when <= one.until or when - one.until <= _LATER) for one in limits.periods
    )


def _quotes(found: Survey, papers: Sequence[Paper]) -> Iterator[Quote]:
    """Yield the best of each paper, and a second one where it is about as good; nothing where there is no answer."""
    scope = replace(found.scope, papers=frozenset(paper.paper_id for paper in papers))
    hits = found.collection.search(found.asked.text, k=_DEPTH, scope=scope)
    asked = replace(found.asked, periods=())  # which papers are of the time is settled
    ranked = rank(gather(asked, found.collection, hits=hits), found.ranker.sentence)
    if not ranked or _is_silent(found):
        return
    best = ranked[0].probability
    seen: list[frozenset[str]] = []
    given: dict[str, list[float]] = {}
    for item in ranked:
        so_far = given.setdefault(item.evidence.passage.paper_id, [])
        if len(so_far) >= _EACH or (so_far and not _is_second(item.probability, so_far[0], best)):
            continue
        quote = _quoted(found, item, share=item.probability / best, first=not so_far)
        words = frozenset(terms(quote.text)) if quote else frozenset()
        if quote is None or words in seen or private_contacts(quote.text):
            continue
        seen.append(words)
        so_far.append(item.probability)
        yield quote


def _is_second(probability: float, first: float, best: float) -> bool:
    """Is a sentence good enough for the second quotation of its paper: near the best of all, or near its paper's?"""
    return any(probability >= max(share * first, least * best) for share, least in _SECOND)


def _is_silent(found: Survey) -> bool:
    """Would the question be met with silence, if it asked for no shape?"""
    return why_silent(found.asked, found.ranked, found.collection, ranker=found.ranker) is not None


def _with_others(found: Survey, papers: Sequence[Paper], quotes: Sequence[Quote]) -> list[Quote]:
    """Return the quotations with those that the question would be answered with if it asked for no shape.

    The first always, others where they are on the subject; none from before a time without end ("since 2021"). The
    longer of two that overlap stays.
    """
    within = {paper.paper_id for paper in papers}
    kept = list(quotes)
    bounded = not any(is_open(one) for one in found.limits.periods)
    for place, other in enumerate(compose(found.asked, found.ranked, found.collection)):
        around = f"{' '.join(other.sections[0].headings)} {other.paper.metadata.title.value or ''} {other.text}"
        if not (bounded or other.paper.paper_id in within):
            continue
        if place and (found.subject.cover(around) < _LESS or not _gives(found, other.text)):
            continue
        shared = [one for one in kept if overlap(one, other)]
        if all(len(one.text) < len(other.text) for one in shared):
            kept = [*(one for one in kept if one not in shared), other]
    return kept


def _quoted(found: Survey, item: Ranked, *, share: float, first: bool) -> Quote | None:
    """Return what is quoted for a sentence; None where it is not about the subject or lacks the figure asked for."""
    evidence, topic = item.evidence, found.subject.topic
    paper = found.collection.paper(evidence.passage.paper_id)
    section = found.collection.sections(paper.paper_id)[evidence.section.ordinal]
    sentence = sentence_at(section, evidence.sentence)
    if topic is None or sentence is None or not is_point(paper, section, sentence):
        return None
    words = paper.text[sentence.start : sentence.end]
    measures = bool(_MEASURE.search(found.asked.asked))
    if not _gives(found, words, row=section.role is Role.TABLE_ROW):
        return None
    around = f"{' '.join(section.headings)} {' '.join(section.columns)} {paper.metadata.title.value or ''} {words}"
    cover = topic.cover(around)
    nearby = topic.cover(f"{around} {paper.text[section.start : section.end]}")  # "February was the new date"
    alone = share >= _ALONE and nearby >= _LESS and (measures or section.role is not Role.TABLE_ROW)
    near = alone or found.subject.cover(around) >= (_SURE if measures else COVER)
    near = near or (share >= (_CLOSE if first else _GOOD) and (first or measures) and cover >= _LESS)
    held = cover if measures else topic.cover(words)  # a figure may stand under a heading that names what it measures
    if share >= _LEAST and (near or (first and share >= _FAINT and held >= _HELD)):
        quote = quote_of(paper, section, sentence)
        sections = found.collection.sections(paper.paper_id)
        return _with_days(_with_figures(quote, sections) if measures else quote, found.asked.asked)
    return None


def _gives(found: Survey, words: str, *, row: bool = False) -> bool:
    """Do words give a figure, if one is asked for, and money, if that is? A row of a table need not have its sign."""
    asked = found.asked.asked
    if not _MEASURE.search(asked):
        return True
    if figure_named(asked) is Sort.MONEY and not row and not _DAYS.search(asked):
        return gives_value(Sort.MONEY, words)
    return bool(_FIGURE.search(_NO_FIGURE.sub(" ", words)))


def _with_days(quote: Quote, asked: str) -> Quote:
    """Return a quotation with the next sentence where days are asked for and that gives the one that is meant."""
    after = next((one for one in quote.sections[-1].sentences if one.start >= quote.end), None)
    if after is None or not _DAYS.search(asked) or not _DAY.search(quote.paper.text, after.start, after.end):
        return quote
    near = after.speaker in (None, quote.speaker) and after.end - after.start <= _LONGER
    return replace(quote, end=after.end) if near else quote


def _with_figures(quote: Quote, sections: Sequence[Section]) -> Quote:
    """Return a figure with those that stand beside it: parts of it in the rows below, or what it was at other times."""
    paper, section = quote.paper, quote.sections[-1]
    if section.role is Role.TABLE_ROW:
        below = takewhile(lambda one: _is_part(paper, one), sections[section.ordinal + 1 :])
        rows = (section, *below)
        return replace(quote, end=rows[-1].end, sections=rows)
    after = (one for one in section.sentences if one.start >= quote.end)
    beside = takewhile(lambda one: one.speaker == quote.speaker and _is_of_year(paper, one), after)
    return replace(quote, end=max((one.end for one in beside), default=quote.end))


def _is_part(paper: Paper, section: Section) -> bool:
    return section.role is Role.TABLE_ROW and _PART.match(paper.text, section.start, section.end) is not None


def _is_of_year(paper: Paper, sentence: Sentence) -> bool:
    """Does a short sentence give a figure of a time that it names, and little else?

    One that begins with the time may be longer: "In 2020/21 it had been 82 per cent, the best ever."
    """
    words = paper.text[sentence.start : sentence.end]
    dated = _YEAR.search(words) and _FIGURE.search(_NO_FIGURE.sub(" ", _YEAR.sub(" ", words)))
    return bool(dated) and len(words) <= (_LONGER if _OF_TIME.match(words) else _SHORT)


def _one(found: Survey, quote: Quote, papers: Sequence[Paper], quotes: Sequence[Quote]) -> Shaped:
    """Return the first or the last time alone, with how far the papers go on that side."""
    first = found.wish.form is Form.FIRST
    when = quote.paper.metadata.date.value or dt.date.min
    days = sorted({paper.metadata.date.value for paper in papers if paper.metadata.date.value})
    beyond = [one for one in days if (one < when if first else one > when)]
    which, side = ("first", "earlier") if first else ("last", "later")
    came = "is asked about" if _ASKS.search(found.asked.asked) else "comes up"
    silent = f" {count(len(beyond), f'{side} day')} with papers say nothing on it." if beyond else ""
    others = sorted({one.paper.metadata.date.value for one in quotes if one.paper.metadata.date.value} - {when})
    again = f"It comes up again in the papers of {_days(others)}." if others else ""
    summary = f"In the papers loaded, {found.subject.named or 'it'} {came} {which} on {day(when)}.{silent}"
    far = f"The papers searched go {'back to' if first else 'up to'} {day(days[0] if first else days[-1])}."
    return Shaped(quotes=(quote,), summary=summary, notes=tuple(filter(None, (far, again))))


def _gaps(found: Survey, papers: Sequence[Paper], quotes: Sequence[Quote]) -> Iterator[str]:
    """Yield the meetings loaded that say nothing on the subject."""
    told = {quote.paper.metadata.date.value for quote in quotes}
    met = {one.metadata.date.value for one in papers if one.metadata.kind.value is PaperKind.MINUTES} - told
    said = {one.metadata.date.value for one in papers if one.metadata.date.value in met and _says(found, one)}
    silent = sorted(one for one in met - said if one)
    if silent:
        yield f"Nothing on it was found in what is loaded of {count(len(silent), 'meeting')}: {_days(silent)}."
    undated = sum(one.metadata.date.value is None for one in found.papers)
    if undated and found.limits.periods:
        yield f"Left out for want of a date: what {count(undated, 'undated paper')} may hold."


def _says(found: Survey, paper: Paper) -> bool:
    """Is there anything in the paper that may be on the subject?"""
    topic = found.subject.topic
    if topic is None or not found.subject.may_be_in(paper):
        return False
    sections = found.collection.sections(paper.paper_id)
    return any(topic.cover(paper.text[section.start : section.end]) >= HINT for section in sections)


def _days(days: Sequence[dt.date]) -> str:
    named = ", ".join(map(day, days[:_NAMED]))
    return f"{named} and {len(days) - _NAMED} more" if len(days) > _NAMED else named
