"""The answer from verbatim sentences: which to quote, and how much around them belongs to the quotation.

A quotation is the author's unit wherever that is short: a point, a limb, a row, a field. A resolution is given whole,
with every limb; a list is given whole unless it is long and the question narrows it; of a long paragraph only
the sentences that answer are given, with the sentence that a "he" or a "this" refers to.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.papers import Paper, Role, Section, Sentence, Span
from index.search import Collection
from index.terms import terms
from qa.best_sentences import NEAR_BEST
from qa.evidence import FEATURES, Evidence, content_terms
from qa.further import answered, around, goes_on, is_authors, is_beside, is_second, leant_on
from qa.quotation import Quote, joined, numbered_under, only_leads_in, opens, run_around, speaker_of_all
from qa.ranker import Ranked
from qa.several import asks_several
from qa.tells_nothing import telling
from qa.understand import Intent, Understood, Voice
from qa.verdicts import group_asked, verdicts_first
from qa.votes import with_votes

__all__ = ["DECIDING", "MAX_QUOTES", "Quote", "compose"]

MAX_QUOTES = 4
_SHORT = 420  # characters up to which a section is quoted whole
_SPEECH = 700  # the same of what somebody says in one go, where that is asked for
_WHOLE = 6000  # characters up to which a list is quoted whole
_KEEP = 0.05  # of the best sentence's probability
_GOES_ON = 0.01  # the same of a sentence that goes on with what is quoted
_LEAST = 0.005  # probability below which a sentence is not quoted beside the first
_NARROW = 0.35  # share of the topic, by rarity, that an item must hold to be told apart from the others
_ALIKE = 0.8  # of the best item's share from which another is meant too
_FEW = 12  # items up to which a list that is asked for is given whole, whatever the question dwells on
_BRIEF = 120  # characters of an item, on average, up to which a list is quoted whole
_DESCRIBED = re.compile(r"\b(?:residents?|members? of the public|public speakers?) who\b", re.IGNORECASE)
_OWN, _ANOTHER = FEATURES.index("voice"), FEATURES.index("voice_missing")
_LISTED = frozenset({Role.LIST_ITEM, Role.TABLE_ROW, Role.STATEMENT, Role.UNDERTAKING, Role.PARAGRAPH})
DECIDING = frozenset(
    terms(
        "panel resolve resolved resolution resolutions decide decided decision agree agreed recommend "
        "recommended recommendation request "
        "requested support supported outcome formally pass passed meeting update end review made make council "
        "members vote back backed "
        "condition conclude concluded change any want wanted see regarding police crime fire plan commissioner"
    )
)


def compose(asked: Understood, ranked: Sequence[Ranked], collection: Collection) -> list[Quote]:
    """Return what to quote, best first, at most MAX_QUOTES stretches; `ranked` must not be empty."""
    ranked = telling(asked, ranked, collection) or ranked[:1]
    ranked = verdicts_first(asked, _by_voice(asked, ranked))
    best = ranked[0]
    floor, least = (max(share * best.probability, _LEAST) for share in (_KEEP, _GOES_ON))
    quotes: list[Quote] = []
    told: list[Evidence] = []
    for item in ranked:
        if quotes and (item.probability < least or len(quotes) >= MAX_QUOTES):
            break
        faint = item.probability < floor or is_beside(asked, item, best)
        if quotes and (is_second(asked, item, best) or (faint and not goes_on(item, told))):
            continue
        told.append(item.evidence)
        quotes = joined(quotes, list(_units(asked, item, collection)))
    return _lists_first(asked, quotes[:MAX_QUOTES])


def _by_voice(asked: Understood, ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """Return the sentences but for those that somebody else says than who is asked about; all where nothing is left.

    Of a list "by" a named person, all too where none of them is said by that name: papers call them by their office.
    """
    named = asked.voice is Voice.NAMED and asked.intent is Intent.LIST
    if asked.voice is None or not (named or asked.intent is Intent.SAID):
        return ranked
    if named and not any(item.evidence.features[_OWN] for item in ranked):
        return ranked
    return [item for item in ranked if not item.evidence.features[_ANOTHER]] or ranked


def _lists_first(asked: Understood, quotes: list[Quote]) -> list[Quote]:
    """Return the quotations with lists first where a list is asked for, and outcomes first where a decision is.

    One that is far less likely than the best stays behind it: another list, the outcome of another item. What a group
    recommended is a list of its own paper, not what the panel made of it.
    """
    if asked.intent not in (Intent.LIST, Intent.DECISION):
        return quotes
    least = NEAR_BEST * max(quote.probability for quote in quotes)
    outcome = asked.intent is Intent.DECISION
    group = group_asked(asked) if outcome else None

    def is_asked(quote: Quote) -> bool:
        if group:
            return len(quote.sections) > 1 and group in (quote.paper.metadata.title.value or "").lower()
        fits = quote.sections[0].role is Role.RESOLUTION if outcome else len(quote.sections) > 1
        return fits and quote.probability >= least

    return sorted(quotes, key=lambda quote: not is_asked(quote))


def _units(asked: Understood, item: Ranked, collection: Collection) -> Iterator[Quote]:
    """Yield what one sentence stands for: the list, resolution or speaker's points that it is part of, or itself."""
    evidence = item.evidence
    paper = collection.paper(evidence.passage.paper_id)
    sections = collection.sections(paper.paper_id)
    section = _announced(sections, sections[evidence.section.ordinal], evidence.sentence)
    block = [
        other for other in sections if section.block and other.block == section.block and other.role is not Role.HEADING
    ]
    items = [other for other in block if not only_leads_in(paper, other)]
    if section.role in (Role.RESOLUTION, Role.RECOMMENDATION):
        items = [other for other in items if other.role is section.role or opens(other)]
    parts = numbered_under(sections[evidence.section.ordinal], sections)
    if parts and asked.intent is Intent.LIST:
        yield from _stretches(paper, parts, item.probability)
    elif evidence.sentence.speaker and _is_whole_speech(asked, paper, section):
        yield from _spoken(paper, sections, evidence.sentence.speaker, item.probability)
    elif section.role is Role.TABLE_ROW and asked.intent is not Intent.LIST and len(items) > 1:
        rows = [" ".join((*one.headings[-1:], paper.text[one.start : one.end])) for one in items]
        chosen = _narrowed(items, frozenset(content_terms(asked.asked)), rows, collection)
        yield from _stretches(paper, chosen if len(chosen) < len(items) else [section], item.probability)
    elif section.role is Role.RESOLUTION:
        limbs = list(_stretches(paper, items or [section], item.probability))  # every limb: an outcome is never cut
        yield from with_votes(limbs, sections) if asked.intent is Intent.DECISION else limbs
    elif len(items) > 1 and _is_whole(asked, items, section, evidence.section):
        texts = [paper.text[one.start : one.end] for one in items]
        every = asked.intent in (Intent.LIST, Intent.DECISION) and len(items) <= _FEW
        chosen = items if every else _narrowed(items, _topic(asked, paper, section), texts, collection)
        yield from _stretches(paper, chosen, item.probability)
    else:
        said = _points(sections, section) if asked.intent is Intent.SAID else ()
        if said and said[-1].end - said[0].start <= _SPEECH:
            yield _joined(paper, said, item.probability)
        else:
            several = asked.intent in (Intent.SAID, Intent.LIST) or asks_several(asked.asked)
            speech = _SPEECH if several else _SHORT
            yield _quote(asked, paper, item, section, speech=speech)


def _points(sections: Sequence[Section], section: Section) -> Sequence[Section]:
    """Return the neighbouring points that one speaker makes, of which the section is one."""
    if section.role is not Role.STATEMENT or not section.speaker:
        return ()
    return [one for one in sections if one.block == section.block and one.speaker == section.speaker]


def _is_whole_speech(asked: Understood, paper: Paper, section: Section) -> bool:
    """Is all asked that somebody said: a named person on no topic, or a resident who is told by what it was about?"""
    if asked.voice is Voice.PUBLIC and asked.intent is Intent.SAID and section.speaker:
        return bool(_DESCRIBED.search(asked.asked))
    return asked.voice is Voice.NAMED and not _topic(asked, paper, section)


def _announced(sections: Sequence[Section], section: Section, sentence: Sentence) -> Section:
    """Return the first item of the list that a heading or a sentence announces; else the section itself."""
    for other in sections[section.ordinal + 1 : section.ordinal + 4]:
        if other.role is Role.HEADING or other.start <= section.start:
            continue
        heads = section.role is Role.HEADING and other.ordinal == section.ordinal + 1
        leads = other.lead is not None and sentence.start <= other.lead.start < sentence.end
        return other if other.block and (heads or leads) else section
    return section


def _is_whole(asked: Understood, items: Sequence[Section], section: Section, found: Section) -> bool:
    """Is the block that the section belongs to to be given whole? `found` is the section that the search gave."""
    if section.ordinal != found.ordinal:
        return True  # its lead-in or its heading was found
    if asked.intent is Intent.DECISION and section.role is Role.RECOMMENDATION:
        return True
    if asked.intent is Intent.LIST:
        return section.role in _LISTED
    short = sum(item.end - item.start for item in items) <= _BRIEF * len(items)
    return section.role is Role.LIST_ITEM and short


def _topic(asked: Understood, paper: Paper, section: Section) -> frozenset[str]:
    """Return the question's terms that neither ask, nor decide, nor name the speaker, nor stand above the section."""
    above = [
        paper.metadata.title.value or "",
        *section.headings,
        paper.text[section.lead.start : section.lead.end] if section.lead else "",
    ]
    known = frozenset(term for words in (*above, *asked.names) for term in terms(words))
    return frozenset(content_terms(asked.asked)) - known - DECIDING


def _narrowed(
    items: Sequence[Section], topic: frozenset[str], texts: Sequence[str], collection: Collection
) -> list[Section]:
    """Return the items that the question is about: those that hold most of its topic; all when it tells none apart."""
    weights = {term: collection.idf(term) for term in topic}
    total = sum(weights.values()) or 1.0
    shares = [sum(weights[term] for term in topic & frozenset(terms(text))) / total for text in texts]
    most = max(shares)
    if most < _NARROW or min(shares) >= most:
        return list(items)
    return [item for item, share in zip(items, shares, strict=True) if share >= _ALIKE * most]


def _stretches(paper: Paper, items: Sequence[Section], probability: float) -> Iterator[Quote]:
    """Yield neighbouring items as one quotation each."""
    run: list[Section] = []
    for item in items:
        if run and (item.ordinal > run[-1].ordinal + 2 or item.end - run[0].start > _WHOLE):
            yield _joined(paper, run, probability)
            run = []
        run.append(item)
    yield _joined(paper, run, probability)


def _joined(paper: Paper, run: Sequence[Section], probability: float) -> Quote:
    return Quote(
        paper=paper,
        start=_start(run[0]),
        end=run[-1].end,
        sections=tuple(run),
        speaker=speaker_of_all(run),
        probability=probability,
    )


def _start(section: Section) -> int:
    """Return where a section's quotation begins: at its number, not at its bullet."""
    return section.sentences[0].start if section.sentences and section.role is not Role.FIELD else section.start


def _spoken(paper: Paper, sections: Sequence[Section], speaker: str, probability: float) -> Iterator[Quote]:
    """Yield everything that a named person says in the paper, neighbouring sentences as one quotation."""
    run: Quote | None = None
    for section in sections:
        for sentence in section.sentences:
            if sentence.speaker != speaker:
                continue
            gap = paper.text[run.end : sentence.start] if run else ""
            if run and not re.search(r"\w", gap):
                run = replace(run, end=sentence.end, sections=tuple(dict.fromkeys((*run.sections, section))))
                continue
            if run:
                yield run
            run = Quote(
                paper=paper,
                start=sentence.start,
                end=sentence.end,
                sections=(section,),
                speaker=speaker,
                probability=probability,
            )
    if run:
        yield run


def _quote(asked: Understood, paper: Paper, item: Ranked, section: Section, *, speech: int) -> Quote:
    """Return a short section whole, of one with several speakers what one says; of a long one the sentence.

    With the sentence comes the one that it leans on, with a vote the motion. Where one figure is asked for, no
    neighbour gives another.
    """
    sentence, sentences = item.evidence.sentence, section.sentences
    speaker = sentence.speaker
    span = Span(start=sentence.start, end=sentence.end)
    voices = {other.speaker for other in sentences}
    place = next((at for at, other in enumerate(sentences) if other.start <= sentence.start < other.end), 0)
    if section.end - section.start <= _SHORT and len(voices) <= 1 and sentences:
        own = around(asked, paper, sentences, place)
        start = _start(section) if own[0] is sentences[0] else own[0].start
        span = Span(start=start, end=section.end if own[-1] is sentences[-1] else own[-1].end)
    elif len(voices) > 1 and sentence.speaker and (turn := _turn(sentences, place))[-1].end - turn[0].start <= speech:
        own = around(asked, paper, turn, turn.index(sentences[place]))
        span = Span(start=own[0].start, end=own[-1].end)
    elif (exchange := answered(paper, sentences, place)) and exchange[-1].end - exchange[0].start <= speech:
        own = around(asked, paper, exchange, exchange.index(sentences[place]))
        span = Span(start=exchange[0].start, end=own[-1].end)
    elif before := leant_on(paper, sentences, place):
        span = Span(start=before.start, end=sentence.end)
        authors = speaker is None and is_authors(paper, before)
        speaker = before.speaker if authors or before.speaker == speaker else None
    return Quote(
        paper=paper,
        start=span.start,
        end=span.end,
        sections=(section,),
        speaker=speaker,
        probability=item.probability,
    )


def _turn(sentences: Sequence[Sentence], place: int) -> Sequence[Sentence]:
    """Return what a speaker says in one go around a place: the neighbouring sentences that are theirs."""
    return run_around(place, place, sentences, lambda other: other.speaker == sentences[place].speaker)
