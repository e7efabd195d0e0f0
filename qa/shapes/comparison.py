"""Comparisons: two panels or two years side by side, what was proposed, resolved and said of each kept apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.papers import Paper, PaperKind, Role, Section
from index.terms import terms
from qa.answers import Row, Table
from qa.briefings.findings import quote_of
from qa.evidence import gather
from qa.extract import Quote
from qa.periods import Period
from qa.privacy import private_contacts
from qa.ranker import Ranked, rank
from qa.shapes.on_topic import COVER, is_point, sentence_at
from qa.shapes.set_out import Shaped
from qa.shapes.survey import Survey
from qa.shapes.things import whole_outcome
from qa.shapes.times import Limits, is_year_of_money

_DEPTH = 120  # passages whose sentences are weighed for each side
_MOST = 6  # sides
_YEAR = re.compile(r"\b20\d\d\s?[/–-]\s?(?:20)?\d\d\b")
_PROPOSES = re.compile(
    r"\b(?:propos\w+|recommended that|would (?:rise|increase|add|pay|raise)|intends?|plans? to)\b", re.IGNORECASE
)


class _Part(StrEnum):
    """What sort of words a row holds, in the order of the rows."""

    PROPOSED = "Proposed"
    RESOLVED = "Resolved by the panel"
    SAID = "Said or reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One of the things compared."""

    name: str
    panel: str | None = None
    period: Period | None = None


def comparison(found: Survey) -> Shaped | None:
    """Return the sides as the columns of a table; None where fewer than two have something to say."""
    sides = _sides(found)
    columns = [_parts(found, side, sides) for side in sides]
    if sum(bool(column) for column in columns) < 2:
        return None
    quotes: list[Quote] = []
    rows = []
    for part in _Part:
        cells = []
        for column in columns:
            if part in column:
                quotes.append(column[part])
            cells.append((len(quotes),) if part in column else ())
        if any(cells):
            rows.append(Row(label=part.value, cells=tuple(cells)))
    names = " and ".join((", ".join(side.name for side in sides[:-1]), sides[-1].name))
    about = f"{found.subject.named}: " if found.subject.named else ""
    return Shaped(
        quotes=tuple(quotes),
        summary=f"{about}{names} side by side, in the papers’ own words.",
        notes=("A proposal is not what was resolved. An empty cell means that the papers searched do not say.",),
        table=Table(columns=tuple(side.name for side in sides), rows=tuple(rows)),
    )


def _sides(found: Survey) -> list[_Side]:
    held = {paper.metadata.panel.value for paper in found.papers}
    panels = [panel for panel in found.asked.panels if panel in held]
    if len(panels) > 1:
        period = found.asked.periods[0] if len(found.asked.periods) == 1 else None
        return [_Side(name=found.register.panel(panel).area, panel=panel, period=period) for panel in panels[:_MOST]]
    periods = {period.words: period for period in found.asked.periods}
    return [_Side(name=words, period=period) for words, period in list(periods.items())[:_MOST]]


def _parts(found: Survey, side: _Side, sides: Sequence[_Side]) -> dict[_Part, Quote]:
    """Return the best quotation of each sort for a side."""
    papers = [
        paper
        for paper in found.papers
        if (side.panel is None or paper.metadata.panel.value == side.panel) and found.subject.may_be_in(paper)
    ]
    if not papers:
        return {}
    scope = replace(found.scope, papers=frozenset(paper.paper_id for paper in papers))
    periods = (side.period,) if side.period else ()
    asked = replace(found.asked, periods=periods, text=f"{found.subject.text} {side.name}")
    hits = found.collection.search(asked.text, k=_DEPTH, scope=scope)
    ranked = rank(gather(asked, found.collection, hits=hits), found.ranker.sentence)
    best: dict[_Part, Quote] = {}
    for item in sorted(ranked, key=lambda item: _places(found, item)):
        quoted = _quoted(found, item, side, sides)
        if quoted and quoted[0] not in best:
            best[quoted[0]] = quoted[1]
    return best


def _places(found: Survey, item: Ranked) -> tuple[bool, bool]:
    """Return where a sentence stands: those that name the subject first, and among them those with a figure."""
    passage, sentence = item.evidence.passage, item.evidence.sentence
    words = passage.words(sentence)
    return found.subject.cover(words) < COVER, not re.search(r"[£%]|\bper cent\b", words)


def _quoted(found: Survey, item: Ranked, side: _Side, sides: Sequence[_Side]) -> tuple[_Part, Quote] | None:
    """Return what a sentence is quoted as for a side; None where it is not about the subject or of another side."""
    evidence = item.evidence
    paper = found.collection.paper(evidence.passage.paper_id)
    section = found.collection.sections(paper.paper_id)[evidence.section.ordinal]
    sentence = sentence_at(section, evidence.sentence)
    if sentence is None or not is_point(paper, section, sentence):
        return None
    words = paper.text[sentence.start : sentence.end]
    around = f"{paper.metadata.title.value or ''} {' '.join(section.headings)} {words}"
    if found.subject.cover(around) < COVER:
        return None
    if side.period and not _is_of(side.period, paper, words, around, sides):
        return None
    if section.role is Role.RESOLUTION:
        quote = whole_outcome(paper, section, found.collection.sections(paper.paper_id))
    else:
        quote = quote_of(paper, section, sentence)
    return None if private_contacts(quote.text) else (_part(paper, section, words), quote)


def _is_of(period: Period, paper: Paper, words: str, around: str, sides: Sequence[_Side]) -> bool:
    """Are words of a time: do they, or what they stand under, name it, or is it their paper's and no other is named?"""
    wanted = frozenset(terms(period.words))
    others = [
        frozenset(terms(side.period.words)) for side in sides if side.period and side.period.words != period.words
    ]
    for text in (words, around):
        held = frozenset(terms(text))
        if wanted <= held:
            return not (is_year_of_money(period) and text == words and _begins_with_another(words, wanted, others))
        if any(other <= held for other in others) or (is_year_of_money(period) and _YEAR.search(text)):
            return False
    return Limits(periods=(period,)).admit(paper) and not is_year_of_money(period)


def _begins_with_another(words: str, wanted: frozenset[str], others: Sequence[frozenset[str]]) -> bool:
    """Is another of the years named before the one that is wanted?"""
    years = [frozenset(terms(match[0])) for match in _YEAR.finditer(words)]
    return bool(years) and not wanted <= years[0] and any(other <= years[0] for other in others)


def _part(paper: Paper, section: Section, words: str) -> _Part:
    """Return what sort of words they are: a proposal, the panel's outcome, or what was said or reported."""
    if section.role is Role.RESOLUTION:
        return _Part.RESOLVED
    asks = section.role is Role.RECOMMENDATION or paper.metadata.kind.value is PaperKind.PLAN
    return _Part.PROPOSED if asks or _PROPOSES.search(words) else _Part.SAID
