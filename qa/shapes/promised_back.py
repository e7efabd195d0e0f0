"""Whether anybody promised to come back on a topic: the promise itself, where minutes report one, before all else."""

import re
from collections.abc import Iterator, Sequence

from corpus.papers import Paper, Role, Section
from index.terms import terms
from qa.answers import AnswerStatus
from qa.evidence import content_terms
from qa.further import leant_on
from qa.quotation import Quote
from qa.ranker import Ranked
from qa.shapes.shape import Inquiry, Shape, with_first
from qa.tracker.promising import promised

_ASKS = re.compile(
    r"^\W*(?:and |so )?(?:did|has|have|will) (?:any(?:body|one)|some(?:body|one)|they) (?:ever )?"
    r"(?:promised?|agreed?|undert\w+|offer(?:ed)?|commit(?:ted)?|say they would|said they would) (?:to )?"
    r"(?:come|report|get|bring|write|feed|go)\b[^?]{0,40}?\b(?:about|on|regarding|over) (?P<topic>[^?,;]{3,60})\W*$",
    re.IGNORECASE,
)
_LOOKED = 24  # sentences in whose sections a promise is looked for
_BEFORE = 2  # sentences before a promise that may say what it is about


def by_promise(plain: Shape, inquiry: Inquiry) -> Shape:
    """Return the promises on the topic before what the plain answer quotes; the plain answer where there is none."""
    match = _ASKS.match(inquiry.asked.asked)
    topic = frozenset(content_terms(match["topic"])) if match else frozenset()
    if not topic or plain.status not in (AnswerStatus.ANSWERED, AnswerStatus.NOT_FOUND):
        return plain
    found = list(_promises(inquiry.ranked[:_LOOKED], topic, inquiry))
    return with_first(found, plain) if found else plain


def _promises(ranked: Sequence[Ranked], topic: frozenset[str], inquiry: Inquiry) -> Iterator[Quote]:
    """Yield the promises on a topic in the sections that were found."""
    seen: set[tuple[str, int]] = set()
    for item in ranked:
        paper = inquiry.collection.paper(item.evidence.passage.paper_id)
        section = inquiry.collection.sections(paper.paper_id)[item.evidence.section.ordinal]
        if (paper.paper_id, section.ordinal) in seen or section.role in (Role.RESOLUTION, Role.HEADING):
            continue
        seen.add((paper.paper_id, section.ordinal))
        for place, sentence in enumerate(section.sentences):
            words = paper.text[sentence.start : sentence.end]
            promise = promised(words, sentence.speaker or section.speaker, marked=sentence.undertaking)
            if promise and topic <= _about(paper, section, place):
                before = leant_on(paper, section.sentences, place)
                yield Quote(
                    paper=paper,
                    start=before.start if before else sentence.start,
                    end=sentence.end,
                    sections=(section,),
                    speaker=sentence.speaker,
                    probability=item.probability,
                )


def _about(paper: Paper, section: Section, place: int) -> frozenset[str]:
    """Return the terms of a sentence, of those just before it and of the heading above."""
    near = section.sentences[max(0, place - _BEFORE) : place + 1]
    words = (*section.headings[-1:], paper.text[near[0].start : near[-1].end])
    return frozenset(terms(" ".join(words)))
