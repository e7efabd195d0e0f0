"""What the papers hold on a topic, where no more than the topic is named: whole passages, of more than one paper.

"What about fly tipping?" is answered by the short part of a paper that is about it, not by three single sentences of
that; and by a passage of each other paper that speaks of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.papers import Paper, Role, Section, Sentence
from index.search import Collection
from index.terms import STOP_WORDS, terms
from qa.answers import AnswerStatus
from qa.as_it_stands import newest_first
from qa.broad import broad_topic
from qa.evidence import content_terms
from qa.extract import MAX_QUOTES, Quote, compose
from qa.further import LEANS
from qa.privacy import private_contacts
from qa.quotation import joined
from qa.ranker import Ranked
from qa.shapes.on_topic import is_point
from qa.shapes.shape import Inquiry, Shape

_LONG = 900  # characters up to which neighbouring sentences are quoted together
_GAP = 8  # characters between neighbours: a line break, a number, a bullet
_LOOKED = 24  # sentences among which those on the topic are looked for
_BRIEF = 80  # characters of a quotation that says too little to be the first
_FLOOR = 0.01  # of the best one's probability
_STRONG = 0.1  # the same of a sentence that belongs to the part of its paper that is about the topic
_COVER = 0.7  # share of the topic, by rarity, that makes words be about it
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_Part = tuple[str, tuple[str, ...]]  # of a paper: its name, and the headings above
_WHOLE = frozenset({Role.RESOLUTION, Role.RECOMMENDATION})  # given as they are: an outcome is never cut or run on


@dataclass(frozen=True, slots=True, kw_only=True)
class _Topic:
    """What is asked about: its words, its terms with their weights, and where likely sentences stand."""

    words: frozenset[str]  # as they are typed, one and several alike
    weights: dict[str, float]
    likely: frozenset[tuple[str, int]]  # a paper, and where a sentence of it begins

    def is_in(self, words: str) -> bool:
        """Do words hold most of the topic?"""
        held = frozenset(terms(words))
        share = sum(weight for term, weight in self.weights.items() if term in held)
        return share >= _COVER * sum(self.weights.values())

    def is_above(self, section: Section) -> bool:
        """Is a heading above a section about the topic?"""
        return any(map(self.is_in, section.headings))

    def is_said(self, item: Ranked, paper: Paper) -> bool:
        """Does a sentence speak of the topic, or stand under a heading that does?"""
        section, sentence = item.evidence.section, item.evidence.sentence
        return self.is_in(paper.text[sentence.start : sentence.end]) or self.is_above(section)

    def is_likely(self, paper: Paper, sentence: Sentence) -> bool:
        """Is a sentence among the likely ones?"""
        return (paper.paper_id, sentence.start) in self.likely

    def is_typed(self, paper: Paper, section: Section) -> bool:
        """Do a section and its headings have the very words: "targets", not "targeted"?"""
        return self.words <= _typed(" ".join((*section.headings, paper.text[section.start : section.end])))


def by_topic(plain: Shape, inquiry: Inquiry) -> Shape:
    """Return the passages on a topic that is all a question names; the plain answer where none of them is on it."""
    words = broad_topic(inquiry.asked) if plain.status is AnswerStatus.ANSWERED else ""
    collection = inquiry.collection
    ranked = newest_first(inquiry.asked, inquiry.ranked, collection)[:_LOOKED]
    weights = {term: collection.idf(term) for term in content_terms(words)}
    if not weights or not ranked:
        return plain
    likely = [item for item in ranked if item.probability >= _FLOOR * ranked[0].probability]
    places = frozenset((item.evidence.passage.paper_id, item.evidence.sentence.start) for item in likely)
    topic = _Topic(words=_typed(words), weights=weights, likely=places)
    found: list[Quote] = []
    told = _on_topic(likely, topic, collection)
    for item in told if not told or ranked[0] in told else (*told, ranked[0]):  # the likeliest stays, in any words
        for quote in compose(inquiry.asked, [item], collection):
            found = joined(found, [_grown(quote, topic, collection)])
    found.sort(key=lambda quote: (not topic.is_in(quote.text), len(quote.text) < _BRIEF))
    return replace(plain, quotes=tuple(_chosen(found, ranked[0]))) if found else plain


def _typed(text: str) -> frozenset[str]:
    """Return the words of a text, small ones left out, one and several alike."""
    return frozenset(word.rstrip("s") for word in _WORD.findall(text.lower()) if word not in STOP_WORDS)


def _on_topic(ranked: Sequence[Ranked], topic: _Topic, collection: Collection) -> list[Ranked]:
    """Return the sentences about the topic, best first: by their words, a heading, or as the likely ones of its part.

    Where a part of a paper has the very words that were typed, parts that have only a form of them are about another
    thing.
    """
    said: dict[_Part, bool] = {}
    for item in ranked:
        section, paper = item.evidence.section, collection.paper(item.evidence.passage.paper_id)
        if topic.is_said(item, paper):
            part = (paper.paper_id, section.headings)
            said[part] = said.get(part, False) or topic.is_typed(paper, section)
    exact = any(said.values())
    parts = {part for part, typed in said.items() if typed or not exact}
    found = []
    for item in ranked:
        section, paper = item.evidence.section, collection.paper(item.evidence.passage.paper_id)
        strong = item.probability >= _STRONG * ranked[0].probability
        told = strong or topic.is_said(item, paper)
        if told and (paper.paper_id, section.headings) in parts and is_point(paper, section, item.evidence.sentence):
            found.append(item)
    return found


def _grown(quote: Quote, topic: _Topic, collection: Collection) -> Quote:
    """Return a quotation with its neighbours that the same person says on the topic, as far as it stays short."""
    if any(section.role in _WHOLE for section in quote.sections):
        return quote
    sections = collection.sections(quote.paper.paper_id)
    grown = quote
    for step in (1, -1):
        while (more := _neighbour(grown, sections, topic, step=step)) is not None:
            grown = more
    return quote if private_contacts(grown.text) else grown


def _neighbour(quote: Quote, sections: Sequence[Section], topic: _Topic, *, step: int) -> Quote | None:
    """Return a quotation with the next sentence after it (-1: before it); None where that does not belong to it."""
    own = quote.sections[-1 if step > 0 else 0]
    for section in sections[max(0, own.ordinal - 1) : own.ordinal + 2]:
        if section.headings != own.headings or section.role in _WHOLE or section.role is Role.HEADING:
            continue
        for sentence in section.sentences:
            gap = sentence.start - quote.end if step > 0 else quote.start - sentence.end
            if not 0 <= gap <= _GAP or sentence.speaker != quote.speaker:
                continue
            start, end = min(quote.start, sentence.start), max(quote.end, sentence.end)
            said = topic.is_above(section) or topic.is_in(quote.paper.text[sentence.start : sentence.end])
            leans = LEANS.match(quote.paper.text, sentence.start if step > 0 else quote.start)
            goes_on = section == own and (leans or topic.is_likely(quote.paper, sentence))
            if end - start > _LONG or not (said or goes_on):
                return None
            held = tuple(sorted({*quote.sections, section}, key=lambda one: one.ordinal))
            return replace(quote, start=start, end=end, sections=held)
    return None


def _chosen(found: Sequence[Quote], likeliest: Ranked) -> list[Quote]:
    """Return the passages to be shown, best first: the best one, one of each other paper, then more of the same.

    The one with the likeliest sentence is among them.
    """
    at = likeliest.evidence.sentence.start
    own = [one for one in found if one.paper.paper_id == likeliest.evidence.passage.paper_id]
    firsts = {quote.paper.paper_id: quote for quote in reversed(found)}
    others = [quote for quote in found[1:] if firsts[quote.paper.paper_id] is quote]
    newest = max(others, key=lambda quote: quote.paper.metadata.date.value or date.min, default=None)
    likely = [one for one in own if one.start <= at < one.end]
    ordered = [*found[:1], *likely, *([newest] if newest else []), *others, *found]
    kept = list({(quote.paper.paper_id, quote.start): quote for quote in ordered}.values())[:MAX_QUOTES]
    return [quote for quote in found if quote in kept]
