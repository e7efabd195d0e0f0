"""Each claim of a language model against the passages that it names, before anybody sees it.

A claim rests on the sentences in which its quotations stand, and on nothing else. It is shown only when nothing is
found against it: rather a true claim too few than a false one too many.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.wording import search_text
from index.terms import terms
from qa.privacy import gives_contact
from qa.tracker.days import Day, days, without
from qa.writing.acts import aliases, is_same, missing_change, unlike_deed
from qa.writing.figures import Figure, figures
from qa.writing.folded import bare, find
from qa.writing.names import mentions, renamed, unknown_names
from qa.writing.orders import gives_orders
from qa.writing.sources import Line, Source
from qa.writing.stance import differs
from qa.writing.streams import stream
from qa.writing.support import Embed, likeness, misplaced, unsaid


class Failure(StrEnum):
    """What can be wrong with a claim. `prompts/repair.md` explains each to the model."""

    FORM = "form"  # not one plain sentence, or a link in it
    MARKER = "marker"  # no passage has that number
    QUOTE = "quote"  # not word for word in the passage
    OUTCOME = "outcome"  # an outcome of the panel, which is quoted whole and never retold
    STATEMENT = "statement"  # it rests on an order, or on words that the paper only quotes
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    SPEAKER = "speaker"  # given to somebody who does not say it, or to several at once
    UNATTRIBUTED = "unattributed"  # somebody's words given as a fact
    STANCE = "stance"  # denied, to come, possible or asked for in one of the two only
    ACT = "act"  # "approved" where the paper has "noted"
    CHANGE = "change"  # "rose" where the paper has "fell"
    PLACE = "place"  # a name, number, date or change that stands beside something else
    UNSUPPORTED = "unsupported"  # it says more, or other things


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Words that a model says stand in a passage."""

    passage: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A claim as a model wrote it, with what it says it rests on."""

    text: str
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong with a claim, and the words in question."""

    failure: Failure
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a quotation stands, and the whole sentences around it: offsets into the paper's text."""

    source: Source
    words: str  # the paper's own
    lines: tuple[Line, ...]

    @property
    def start(self) -> int:
        """Return where the first sentence begins."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Return where the last sentence ends."""
        return self.lines[-1].end


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A claim with everything that was found against it, nothing where it holds, and where it stands."""

    drafted: Drafted
    findings: tuple[Finding, ...]
    places: tuple[Place, ...]


LONGEST = 500  # characters of a claim
_LEAST_WORDS = 2  # of a quotation that is not a whole sentence
_ALIKE = 0.5  # least cosine of a claim and what it rests on
_PLAIN = re.compile(r"[^\[\]<>{}|\\`*_#~^@]+")
_LINK = re.compile(
    r"(?:https?|ftp|file|data|javascript|mailto):|//|www\.|\b[\w-]+\.(?:com|org|net|uk|gov|io|example)\b", re.I
)
_FRAME = re.compile(
    r"\b(?:meeting|minutes|report|paper|letter|record|agenda|plan|notes)(?: \w+){0,3}? (?:of|on|dated|for)\s*$",
    re.IGNORECASE,
)
_TOLD = re.compile(r"(?<=told )(?:the )?(?:panel )?members\b", re.IGNORECASE)  # whoever speaks, speaks to them
_COUNTS_NOTHING = re.compile(r"\s*(?:$|[.,;:)]|(?:pounds?|in|of|for|from|to|by|was|were|is|and|on|per|a year)\b)", re.I)
_INNER = re.compile(r"[“\"]([^“”\"]+)[”\"]")


def check(drafted: Drafted, sources: Mapping[int, Source], *, embed: Embed) -> Checked:
    """Return a claim with what is wrong with it, at most one finding of each kind of check, in their order.

    Args:
        drafted: what the model wrote.
        sources: what it was given, by number.
        embed: a text to its unit vector (d,).
    """
    findings = [*_form(drafted), *_quotes(drafted, sources)]
    places = () if findings else tuple(_place(quote, sources) for quote in drafted.quotes)
    if places:
        findings += _against(search_text(drafted.text), places, embed=embed)
    return Checked(drafted=drafted, findings=tuple(findings), places=places)


def shown(checked: Checked) -> str:
    """Return the words of a claim that holds as they are shown: what it quotes is the paper's own, sign by sign."""
    text = checked.drafted.text
    for match in reversed(list(_INNER.finditer(text))):
        spans = [(place.source.citation.quote, find(match[1], place.source.citation.quote)) for place in checked.places]
        own = next(quote[span[0] : span[1]] for quote, span in spans if span)
        text = f"{text[: match.start()]}“{own}”{text[match.end() :]}"
    return text


def _form(drafted: Drafted) -> Iterator[Finding]:
    """Yield a finding where a claim is not one plain sentence or two: markup, links and contact details are none."""
    text = drafted.text
    plain = _PLAIN.fullmatch(text) and text.isprintable() and search_text(text)
    if not plain or len(text) > LONGEST or _LINK.search(text) or gives_contact(text) or gives_orders(text):
        yield Finding(failure=Failure.FORM, words="")


def _quotes(drafted: Drafted, sources: Mapping[int, Source]) -> Iterator[Finding]:
    if not drafted.quotes:
        yield Finding(failure=Failure.QUOTE, words="")
    for quote in drafted.quotes:
        source = sources.get(quote.passage)
        if source is None:
            yield Finding(failure=Failure.MARKER, words=str(quote.passage))
        elif not _lines(quote, source):
            yield Finding(failure=Failure.QUOTE, words=quote.words)
    given = [sources[quote.passage].citation.quote for quote in drafted.quotes if quote.passage in sources]
    for match in _INNER.finditer(drafted.text):
        if not any(find(match[1], text) for text in given):
            yield Finding(failure=Failure.QUOTE, words=match[1])


def _lines(quote: Quoted, source: Source) -> tuple[Line, ...]:
    """Return the sentences in which a quotation stands, word for word; none where it does not or is a scrap."""
    found = find(quote.words, source.citation.quote)
    if found is None:
        return ()
    start, end = (source.citation.start + offset for offset in found)
    lines = tuple(line for line in source.lines if line.start < end and line.end > start)
    whole = bare(quote.words) in {bare(line.text) for line in lines}
    return lines if whole or len(bare(quote.words).split()) >= _LEAST_WORDS else ()


def _place(quote: Quoted, sources: Mapping[int, Source]) -> Place:
    source = sources[quote.passage]
    text, found = source.citation.quote, find(quote.words, source.citation.quote)
    return Place(source=source, words=text[slice(*found)] if found else "", lines=_lines(quote, source))


def _against(claim: str, places: Sequence[Place], *, embed: Embed) -> Iterator[Finding]:
    """Yield what is wrong with a claim whose quotations are exact."""
    lines = tuple(dict.fromkeys(line for place in places for line in place.lines))
    claim = _opened(_TOLD.sub(" ", claim), lines)
    basis = [line.words for line in lines]
    if any(line.outcome for line in lines):
        yield Finding(failure=Failure.OUTCOME, words="")
    if any(gives_orders(line.text) for line in lines) or _is_within_quotation(claim, places):
        yield Finding(failure=Failure.STATEMENT, words="")
    yield from _numbers(claim, basis, places)
    yield from _named(claim, lines, places)
    if differing := differs(_without_names(claim), _without_names("\n".join(basis))):
        yield Finding(failure=Failure.STANCE, words=f"{differing[0].value}: {differing[1]}")
    if word := missing_change(claim, " ".join(basis)):
        yield Finding(failure=Failure.CHANGE, words=word)
    around = [line.words for place in places for line in place.source.lines]
    if moved := misplaced(claim, basis):
        yield Finding(failure=Failure.PLACE, words=moved)
    voices = list(dict.fromkeys(line.speaker or "" for line in lines))
    missing = unsaid(claim, basis, voices=voices, around=[*around, *_titles(places)])
    if missing or likeness(claim, basis, embed=embed) < _ALIKE:
        yield Finding(failure=Failure.UNSUPPORTED, words=", ".join(missing))


def _opened(claim: str, lines: Sequence[Line]) -> str:
    """Return a claim so that a name at its beginning is taken for one: any word has a capital there."""
    usual = (word for line in lines for word in re.findall(r"^\W*\w[\w'-]*|\b[a-z][\w'-]*", line.words))
    ordinary = {term for word in usual for term in terms(word)}
    first = next((one for one in mentions(claim) if one.name and not one.start and not one.sure), None)
    return claim if first is None or set(terms(first.name[0])) & ordinary else f"that {claim}"


def _is_within_quotation(claim: str, places: Sequence[Place]) -> bool:
    """Does a claim assert what a passage only quotes, without quotation marks of its own?"""
    told = {bare(match[1]) for match in _INNER.finditer(claim)}
    said = {item.form for item in stream(claim) if item.sort != "name" and item.form != "say"}
    for inner in (match[1] for place in places for line in place.lines for match in _INNER.finditer(line.text)):
        only = any(bare(place.words) in bare(inner) for place in places)
        only = only or said <= {item.form for item in stream(search_text(inner))}
        if only and not any(words in bare(inner) for words in told):
            return True
    return False


def _numbers(claim: str, basis: Sequence[str], places: Sequence[Place]) -> Iterator[Finding]:
    """Yield numbers and dates that the sentences do not have, and numbers that count something else there."""
    given = [figure for words in basis for figure in figures(words)]
    dated = [day for words in basis for day in days(words)]
    for figure in figures(claim):
        if not any(_is_same_number(figure, other, claim) for other in given) and not _is_year(figure, dated):
            yield Finding(failure=Failure.NUMBER, words=claim[figure.start : figure.end])
    for day in days(claim):
        possible = [*dated, *_own_dates(claim, day, places)]
        if not any(day.agrees(other) for other in possible) and not _is_count(day, given):
            yield Finding(failure=Failure.DATE, words=claim[day.start : day.end])


def _is_same_number(figure: Figure, other: Figure, claim: str) -> bool:
    """Is it the same number? A sum of money may be told without its pound sign where it does not count anything."""
    bare_sum = other.unit == "£" and not figure.unit and _COUNTS_NOTHING.match(claim, figure.end)
    return figure.same(other) or bool(bare_sum and figure.same(replace(other, unit="")))


def _is_year(figure: Figure, dated: Sequence[Day]) -> bool:
    """May a number be what the sentences print like a year ("2,000" and "2000")?"""
    return not figure.unit and any(figure.amount == str(day.year) and not day.month and not day.until for day in dated)


def _is_count(day: Day, given: Sequence[Figure]) -> bool:
    """May a year be what the sentences print as a number?"""
    return not (day.month or day.until) and any(figure.amount == str(day.year) for figure in given)


def _own_dates(claim: str, day: Day, places: Sequence[Place]) -> list[Day]:
    """Return the dates of the papers, where a claim speaks of the meeting or the paper of that date."""
    if not _FRAME.search(claim[: day.start]):
        return []
    found = (place.source.citation.date for place in places)
    return [Day(year=one.year, month=one.month, day=one.day, start=0, end=0) for one in found if one]


def _named(claim: str, lines: Sequence[Line], places: Sequence[Place]) -> Iterator[Finding]:
    """Yield names that the passages do not have, and words or deeds that are not of whom they are said to be."""
    around = [line.words for place in places for line in place.source.lines]
    voices = list(dict.fromkeys(line.speaker for line in lines if line.speaker))
    unknown = unknown_names(claim, [*around, *voices, *_titles(places)])
    if name := next(iter(unknown), None) or renamed(claim, [*(line.words for line in lines), *voices]):
        yield Finding(failure=Failure.NAME, words=name)
    known = aliases(" ".join((*around, *voices)))
    first = next((one for one in mentions(claim) if one.acts and one.sure), None)
    told = [one for words in (voices or [line.words for line in lines]) for one in mentions(words)]
    if len({line.speaker for line in lines}) > 1:
        yield Finding(failure=Failure.SPEAKER, words=", ".join(voices))
    elif voices and (first is None or not told):
        if not told and search_text(voices[0]).lower() in claim.lower():
            return
        yield Finding(failure=Failure.UNATTRIBUTED, words=voices[0])
    elif first and not any(is_same(first, one, known) for one in told):
        yield Finding(failure=Failure.SPEAKER, words=claim[first.start : first.end])
    if unlike := unlike_deed(claim, lines, aliases=known):
        yield Finding(failure=Failure.SPEAKER if unlike.speaker else Failure.ACT, words=unlike.word)


def _titles(places: Sequence[Place]) -> list[str]:
    """Return what is known of the passages beside their words: titles, panels, headings."""
    known = [
        words or ""
        for place in places
        for words in (place.source.citation.title, place.source.citation.panel, *place.source.headings)
    ]
    return [search_text(words) for words in dict.fromkeys(known)]


def _without_names(text: str) -> str:
    """Return a text without names and dates, which are neither denied nor planned ("May" is a month)."""
    spans = [(one.start, one.end) for one in mentions(text) if one.sure]
    return without(text, spans + [(day.start, day.end) for day in days(text)])
