"""Figures that papers report: of what, for when, how much, by whom. Every word shown is the paper's own.

A table says all of it by its rows and columns. Of a sentence, what a figure measures is taken only from wordings that
leave no doubt ("The share solved was 6.8 per cent", "151 detectives"); else the clause around it stands for it.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.papers import Paper, PaperKind, Role, Section
from corpus.tables import cells
from index.search import Collection
from index.terms import terms
from qa.briefings import measured
from qa.briefings.amounts import Amount, Unit, amounts, scaled, single
from qa.briefings.findings import Finding, Nearness
from qa.briefings.topic import Topic
from qa.extract import Quote
from qa.periods import periods

_OF_TOPIC = 0.4  # share of the topic that a measure must hold to be told from others in its sentence
_A_SENTENCE = 2  # figures that are taken from one sentence, at most
_LEAST_LABEL = 3  # letters; a shorter one needs the head of its column: "Band D"
_A_DAY = 86400  # seconds; longer times are time limits and terms far more often than measures
_LONGEST_TITLE = 65  # characters
_LEAST_CLAUSE = 30  # characters; a shorter one says too little of what it counts
# Measures that say too little without their sentence: "the aim".
_TELLS_LITTLE = frozenset(terms("aim target goal establishment gap limit grant funding budget sum amount cost"))
_ANY_MEASURE = frozenset(terms("number numbers total share average level figure full new more people"))
_TABLE_UNITS = (
    (re.compile(r"£\s?(?:m\b|million)", re.IGNORECASE), Unit.MONEY, 1e6),
    (re.compile(r"£\s?(?:000s?|k)\b|£'000", re.IGNORECASE), Unit.MONEY, 1e3),
    (re.compile(r"^%$|\bper ?cent$", re.IGNORECASE), Unit.SHARE, 1.0),
    (re.compile(r"^£$"), Unit.MONEY, 1.0),
)
_NAMED_WITH_TIME = re.compile(r"(?P<what>\S.*[a-z]{3}.*?)\s*\((?P<when>[^()]+)\)")  # "Visits a week (2021)"
_BARE_HEADS = re.compile(
    r"^(?:£\s?(?:m|k|000|million)?|%|amount|sum|value|number|total|cost|figure|per cent)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One reported figure. `measure` and `period` are words of the paper; `amount` is placed in the paper's text."""

    measure: tuple[str, ...]  # one stretch of words, or the row's and the column's
    named: bool  # the measure names what is counted, so that it can be met again elsewhere
    amount: Amount
    period: str  # "" where neither table nor sentence says
    day: dt.date | None  # last day of the period, else the paper's own; None where neither is known
    aimed: bool  # an aim, forecast, limit or proposal, not what was
    unit_note: str  # "£m": what the table says that its bare numbers are in
    changed: bool  # how much something rose or fell, not where it stands
    quote: Quote
    finding: Finding

    @property
    def paper(self) -> Paper:
        """The paper that reports it."""
        return self.quote.paper

    @property
    def key(self) -> frozenset[str]:
        """The terms of what is measured, without times and the words that any measure may have."""
        when = frozenset(term for words in self.measure for period in periods(words) for term in terms(period.words))
        return frozenset(term for words in self.measure for term in terms(words)) - when - _ANY_MEASURE


def reported(findings: Sequence[Finding], collection: Collection, *, topic: Topic) -> list[Reported]:
    """Return the figures of the findings, in their order; rows of tables as far as the findings hold them."""
    found: list[Reported] = []
    for finding in findings:
        if finding.section.role is Role.TABLE_ROW:
            found += _row(finding, _table_quote(finding, collection))
        elif finding.section.role is not Role.FIELD or finding.section.sentences:
            found += _sentence(finding, topic)
    return found


def _table_quote(finding: Finding, collection: Collection) -> Quote:
    """Return the whole table that a row stands in, which is one source however many of its rows are used."""
    sections = collection.sections(finding.paper.paper_id)
    rows = [
        one
        for one in sections
        if one.role is Role.TABLE_ROW
        and one.block == finding.section.block
        and one.headings == finding.section.headings
    ]
    return replace(finding.quote, start=rows[0].start, end=rows[-1].end, sections=tuple(rows))


def _row(finding: Finding, table: Quote) -> Iterator[Reported]:
    """Yield the figures of one row of a table."""
    section, paper = finding.section, finding.paper
    heads = section.columns or _times_above(table)
    if section.start == table.start and heads and not section.columns:
        return  # the row of times itself
    around = " ".join(
        (*section.headings[-1:], paper.text[section.lead.start : section.lead.end] if section.lead else "")
    )
    place = section.start
    for column, cell in enumerate(cells(paper.text[section.start : section.end])):
        start = paper.text.index(cell, place)
        place = start + len(cell)
        amount = single(cell) if column else None
        if amount is None:
            continue
        head = heads[column] if column < len(heads) else ""
        placed = replace(amount, start=start + amount.start, end=start + amount.end)
        amount, unit_note = _unit_of_table(placed, head, around)
        label = section.label or cells(paper.text[section.start : section.end])[0]
        if head_of_labels(section) == "band" and label != "D":
            return  # the other bands follow from band D (Local Government Finance Act 1992, section 5)
        measure, period = _measure_of_cell(section, label, head)
        period = period or _last_period(around)
        yield Reported(
            measure=measure,
            named=True,
            amount=amount,
            period=period,
            day=_day(period, paper),
            aimed=measured.is_aimed(f"{head} {label}"),
            unit_note=unit_note,
            changed=bool(re.match(r"(?:rise|change|increase|difference|\+/-|variance)", head, re.IGNORECASE)),
            quote=table,
            finding=finding,
        )


def _times_above(table: Quote) -> tuple[str, ...]:
    """Return the cells of a table's first row where they head its columns by times, which look like figures."""
    first = cells(table.paper.text[table.sections[0].start : table.sections[0].end])
    return first if len(first) > 1 and all(map(_is_time, first[1:])) else ()


def head_of_labels(section: Section) -> str:
    """Return what the first column of a row's table is called, in lower case; nothing where the table does not say."""
    return section.columns[0].strip().lower() if section.columns else ""


def _measure_of_cell(section: Section, label: str, head: str) -> tuple[tuple[str, ...], str]:
    """Return what a cell measures and for when: either the row or the column may be the time."""
    if (named := _NAMED_WITH_TIME.fullmatch(head)) and _is_time(named["when"]):
        return (label, named["what"]), named["when"]
    if head and _is_time(head):
        return ((section.columns[0], label) if len(label) < _LEAST_LABEL else (label,)), head
    if _is_time(label):
        return ((head,) if head else (label,)), label
    return ((label,) if not head or _BARE_HEADS.match(head.strip()) else (label, head)), ""


def _is_time(words: str) -> bool:
    """Is the head of a row or column a time: a month, a year, a quarter?"""
    return bool(periods(words)) or bool(re.match(r"Q[1-4]\b|quarter", words, re.IGNORECASE))


def _unit_of_table(amount: Amount, head: str, around: str) -> tuple[Amount, str]:
    """Return a bare number in the unit that its column, or the table's title, names, and that unit as it is named."""
    if amount.unit is not Unit.COUNT:
        return amount, ""
    for words in (head, around):
        for pattern, unit, scale in _TABLE_UNITS:
            if match := pattern.search(words):
                return scaled(amount, unit, scale=scale), match[0]
    return amount, ""


def _sentence(finding: Finding, topic: Topic) -> list[Reported]:
    """Return the figures of one sentence: those that measure the topic; else the nearest one, with its clause."""
    start = max(finding.sentence.start, finding.section.body)
    words = finding.paper.text[start : finding.sentence.end]
    found = [_in_sentence(finding, words, amount, start) for amount in amounts(words)]
    levels = [one for one in found if one.named and not one.changed and _says_of_what(one, topic)]
    own = [one for one in levels if topic.cover(one.measure[0]) >= _OF_TOPIC]
    if own or not found:
        return own[:_A_SENTENCE]
    telling = [one for one in levels if one.key - _TELLS_LITTLE]
    if telling and finding.nearness is not Nearness.DIRECT:
        return telling[:_A_SENTENCE]
    nearest = min(found, key=lambda one: _distance(words, one.amount.start - start, topic))
    if nearest in telling:
        return [nearest]
    clause = measured.clause(words, replace(nearest.amount, start=nearest.amount.start - start))
    long_time = nearest.amount.unit is Unit.TIME and nearest.amount.value > _A_DAY  # "within three weeks"
    return [replace(nearest, measure=(clause,), named=False)] if len(clause) >= _LEAST_CLAUSE and not long_time else []


def _says_of_what(figure: Reported, topic: Topic) -> bool:
    """Does a measure say what is counted without its sentence: not "officers", where the topic is another?"""
    return len(figure.key) > 1 or bool(figure.key & topic.terms())


def _distance(words: str, place: int, topic: Topic) -> int:
    """Return how many characters lie between a figure and the nearest word of the topic; 0 where there is none."""
    wanted = topic.terms()
    near = (abs(match.start() - place) for match in re.finditer(r"[\w'’-]+", words) if wanted & set(terms(match[0])))
    return min(near, default=0)


def _in_sentence(finding: Finding, words: str, amount: Amount, start: int) -> Reported:
    named = measured.measure(words, amount)
    period = measured.time_of(words, amount)
    proposed = finding.section.role in (Role.RESOLUTION, Role.RECOMMENDATION)
    return Reported(
        measure=(named or measured.clause(words, amount),),
        named=bool(named),
        amount=replace(amount, start=start + amount.start, end=start + amount.end),
        period=period,
        day=_day(period, finding.paper),
        aimed=proposed or measured.is_aimed(words[: amount.start]),
        unit_note="",
        changed=measured.is_change(words, amount),
        quote=finding.quote,
        finding=finding,
    )


def _last_period(words: str) -> str:
    """Return the time that the title of a table names; the last where it names several, nothing where it names none."""
    if match := re.search(r"\b20\d\d to 20\d\d\b", words):
        return match[0]
    named = periods(words)
    return named[-1].words if named else ""


def _day(period: str, paper: Paper) -> dt.date | None:
    """Return the last day of a period; of none, the day of the paper."""
    named = periods(period)
    return named[-1].until if named else paper.metadata.date.value


def who_gave(figure: Reported) -> str:
    """Return who gave a figure: the speaker as printed, else the paper by its title."""
    speaker = figure.finding.sentence.speaker or figure.finding.section.speaker
    if speaker:
        return speaker[0].upper() + speaker[1:]
    return short_title(figure.paper)


def short_title(paper: Paper) -> str:
    """Return a paper's title where it is short enough to stand in a line; else what kind of paper it is."""
    title = paper.metadata.title.value or paper.file
    if len(title) <= _LONGEST_TITLE and not title.isupper():
        return title
    kind = paper.metadata.kind.value or PaperKind.UNKNOWN
    return "The paper" if kind is PaperKind.UNKNOWN else f"The {kind.value}"
