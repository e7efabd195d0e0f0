"""A question that minutes record, quoted with the reply to it: "Cllr Lee asked who had signed it" answers nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.papers import Role, Section, Sentence
from qa.quotation import Quote
from qa.understand import Intent, Understood

ASKS = re.compile(
    r"\b(?:(?:asked|asks)\b(?! (?:that|to|by)\b| for(?:[.,;:]|$))|(?:enquired|inquired|questioned|queried|wondered|"
    r"w(?:anted|ished) to know)\b|\breturned to (?:his|her|the) (?:request|question|point)\b|\brecalled that\b|"
    r"\breminded (?:the )?(?:P?F?CC|Commissioner|Chief|him|her)\b)",
    re.IGNORECASE,
)
_OF_QUESTIONS = re.compile(r"\b(?:ask\w*|enquir\w+|quer(?:y|ied|ies)|questions?|raised?|wonder\w*)\b", re.IGNORECASE)
_OF_PEOPLE = re.compile(
    r"\bwho(?:m|se)?\b|\bwhich (?:\w+ )?(?:councillor|cllr|member|man|woman|person)s?\b", re.IGNORECASE
)
# "Who wanted it stopped, and what was he told?": the reply is asked for too, whatever was said.
_AND_REPLY = re.compile(
    r"(?:\band|,)\s+(?:(?:by|to) )?(?:what|who|whom|how|which|whose)\b[^,?]{0,30}\b(?:answer\w*|repl\w+|respon\w+|"
    r"said back|(?:come|came) back|comeback|obliged|told|promised|retort\w*|assur\w+|reassur\w+|explanation)\b"
    # "..., and did the police agree?", "What was his point and what did the Commissioner say to it?"
    r"|(?:\band|[,?])\s+(?:and )?(?:did|was|were|had) (?!(?:they|members|the panel|every\w+)\b)[^,?]{0,40}\b"
    r"(?:agree|accept|share|concur|reply|answer|respond)(?:e?d|s)?\b"
    r"|(?:\band|[,?])\s+(?:and )?(?:what (?:was|were) )?(?:the|his|her|their) (?:\w+ )?(?:repl(?:y|ies)|answers?|"
    r"responses?)\b"
    r"|(?:\band|[,?])\s+(?:and )?what did [^,?]{2,40} say (?:to (?:her|him|them|that|it)|back|in (?:reply|answer))\b",
    re.IGNORECASE,
)
# "Who told members?" asks for the one who replied, and so does "Who authorised it?" where somebody asked who.
_OF_TELLERS = re.compile(
    r"\bwho (?:\w+ )?(?:told|answered|replied|explained|confirmed|assured|revealed|admitted)\b", re.IGNORECASE
)
_WHO = re.compile(r"\W*(?:and |so )?who\b", re.IGNORECASE)
_ASKS_WHO = re.compile(r"\b(?:asked|enquired|queried|wondered|know)\b.{0,40}?\bwho(?:m|se)?\b", re.IGNORECASE)
_LONGEST = 420  # characters of a reply
_PRINTED = re.compile(r"\?[\"”’'*_)\s]*$")  # how a question ends that is printed as it was put
_LABEL = re.compile(r"[^.?!:]{3,60}:\W*$")  # "Written reply of the Commissioner:"


def with_reply(quote: Quote, sections: Sequence[Section], asked: Understood) -> Iterator[Quote]:
    """Yield a quotation and, where it ends with a question, the reply; not where the question itself is asked for.

    Where the reply is asked for too, it follows whatever was said.

    The reply is what the next speaker says, in the same section or in the one after it; what nobody is named for, in
    the same section. It comes before a question that is printed as it was put, or that is all that is quoted: either
    tells nothing by itself, unless the question is about a person, who may have put it.
    `sections` are those of the paper.
    """
    both = _AND_REPLY.search(asked.asked) is not None
    wanted = both or not (asked.intent is Intent.SAID or _OF_QUESTIONS.search(asked.asked))
    replies = list(reply_to(quote, sections, whatever=both)) if wanted else []
    person = asked.voice is not None or _OF_PEOPLE.search(asked.asked)
    told = _OF_TELLERS.search(asked.asked) or (_WHO.match(asked.asked) and _ASKS_WHO.search(quote.text))
    of_people = both or (person and not told)
    bare = _is_printed(quote) or (not of_people and _only_asks(quote))
    yield from (*replies, quote) if replies and bare else (quote, *replies)


def reply_to(quote: Quote, sections: Sequence[Section], *, whatever: bool = False) -> Iterator[Quote]:
    """Yield the reply to a quotation that ends with a question, or to `whatever` somebody said; else nothing."""
    own = quote.sections[-1]
    if _is_printed(quote):
        yield from _printed_reply(quote, sections)
        return
    last = next((one for one in reversed(own.sentences) if one.end <= quote.end), None)
    if own.role is Role.RESOLUTION or last is None or not (last.speaker if whatever else _asks(quote, last)):
        return
    section, following = _following(own, last, sections)
    reply = _turn(following)
    if not reply or reply[0].speaker == last.speaker or (_asks(quote, reply[0]) and not whatever):
        return
    if reply[0].speaker is None and section is not own:
        return
    start, end = reply[0].start, reply[-1].end
    yield replace(quote, start=start, end=end, sections=(section,), speaker=reply[0].speaker)


def _only_asks(quote: Quote) -> bool:
    """Is a quotation one sentence that says no more than that somebody asked something?"""
    told = [one for one in quote.sections[-1].sentences if quote.start <= one.start < quote.end]
    return len(quote.sections) == len(told) == 1 and ";" not in quote.text and ASKS.search(quote.text) is not None


def _is_printed(quote: Quote) -> bool:
    """Is a quotation of a question that is printed as it was put?"""
    own = quote.sections[-1]
    return _PRINTED.search(quote.paper.text, own.start, own.end) is not None


def _printed_reply(quote: Quote, sections: Sequence[Section]) -> Iterator[Quote]:
    """Yield the reply that is printed below a question, without the label that may stand between them."""
    own, text = quote.sections[-1], quote.paper.text
    below = [one for one in sections[own.ordinal + 1 : own.ordinal + 3] if one.headings == own.headings]
    told = [one for one in below if not _LABEL.match(text, one.start, one.end)][:1]
    for section in told:
        reply = _turn(section.sentences)
        if section.role is not Role.HEADING and reply and not _PRINTED.search(text, section.start, section.end):
            start, end = reply[0].start, reply[-1].end
            yield replace(quote, start=start, end=end, sections=(section,), speaker=reply[0].speaker)


def _asks(quote: Quote, sentence: Sentence) -> bool:
    return ASKS.search(quote.paper.text, sentence.start, sentence.end) is not None


def _following(own: Section, last: Sentence, sections: Sequence[Section]) -> tuple[Section, Sequence[Sentence]]:
    """Return the sentences that follow one in its section, or else those of the next under the same heading."""
    rest = [one for one in own.sentences if one.start >= last.end]
    if rest:
        return own, rest
    after = sections[own.ordinal + 1 : own.ordinal + 2]
    near = after and after[0].role is not Role.HEADING and after[0].headings == own.headings
    return (after[0], after[0].sentences) if near else (own, ())


def _turn(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return what the first of some sentences begins, as far as its speaker goes on and it does not get long."""
    found: list[Sentence] = []
    for one in sentences:
        if found and (one.speaker != found[0].speaker or one.end - found[0].start > _LONGEST):
            break
        found.append(one)
    return found
