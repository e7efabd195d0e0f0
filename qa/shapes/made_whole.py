"""What belongs to a quotation: the rest of a list, the words that open it, a vote, a reply, what a promise refers to.

"38% were known to social services;" says nothing without the words that open its list. Where several things are asked
for, a list is given whole also where no list is printed as one: numbered paragraphs that begin alike.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.outcomes import PROPOSAL
from corpus.papers import Paper, PaperKind, Role, Section
from qa.answers import AnswerStatus
from qa.best_sentences import NEAR_BEST
from qa.privacy import private_contacts
from qa.quotation import Quote, is_within, joined, numbered_under, run_around, speaker_of_all
from qa.several import asks_several
from qa.shapes.replied import with_reply
from qa.shapes.shape import Inquiry, Shape
from qa.tracker.places import first_word
from qa.understand import Intent, Understood
from qa.votes import asks_vote, fate_first, with_motion_votes, with_vote_lines, with_votes

_GAP = 8  # characters between the opening words of a list and its first item: line breaks, a bullet
_BRIEF = 900  # characters up to which a list of which an item is quoted is given whole, whatever is asked for
_LONGEST = 6000  # characters of a list
_FEW = 12  # items up to which a list is given whole
_SHORT = 2000  # characters of numbered paragraphs that are given together
_NUMERAL = re.compile(r"(?:[A-Z]\d{1,2}|[IVX]{1,4})\.\s")  # of a paragraph: "E2.", "IV."
_TITLED = 3  # sections after words that announce a table: its title, its heads, its first row
_SEVERAL = 2  # sections that are a list
_ALIKE = 3  # neighbours from which paragraphs that begin alike are a list
_OPENING = re.compile(r"[A-Z][a-z]{4,}\b")
_NO_OPENING = frozenset(
    {"Councillor", "Members", "Member", "Panel", "There", "These", "Those", "Their", "Under", "During"}
)
_FRAGMENT = re.compile(r"[a-z\d£]")
_ANNOUNCES = re.compile(
    r"\b(?:in turn|one by one|list|following|as follows|below|both|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve)\b",
    re.IGNORECASE,
)
_REFERS = re.compile(r"\b(?:one|it|this|that|them|these|those|so)\b", re.IGNORECASE)
_LISTED = frozenset({Role.LIST_ITEM, Role.STATEMENT, Role.UNDERTAKING})
_ORDINALS = re.compile(r"\bFirst(?:ly)?,.{10,}?\bSecond(?:ly)?,", re.DOTALL)  # "First, she is new. Secondly, ..."
_PRINTED = frozenset({Role.LIST_ITEM, Role.STATEMENT, Role.TABLE_ROW})


def made_whole(shape: Shape, inquiry: Inquiry) -> Shape:
    """Return an answer with what belongs to its quotations, those that then touch joined."""
    if shape.status is not AnswerStatus.ANSWERED or any(quote.head for quote in shape.quotes):
        return shape
    quotes: list[Quote] = []
    found = Counter(_list_of(quote) for quote in shape.quotes)
    for quote in shape.quotes:
        sections = inquiry.collection.sections(quote.paper.paper_id)
        first, *more = _made_whole(quote, sections, inquiry.asked, fellows=found[_list_of(quote)])
        others = [other for other in shape.quotes if other is not quote]
        whole = [first, *(one for one in more if not any(is_within(one, other) for other in others))]
        quotes = joined(quotes, [quote] if any(private_contacts(one.text) for one in whole) else whole)
    return replace(shape, quotes=_lists_first(fate_first(_with_leads(quotes), inquiry.asked.asked), inquiry.asked))


def _with_leads(quotes: Sequence[Quote]) -> list[Quote]:
    """Return the quotations with words that open a list, and that list, as one where both are quoted."""
    found: list[Quote] = []
    for quote in quotes:
        near = next((at for at, other in enumerate(found) if _opens(other, quote) or _opens(quote, other)), None)
        if near is None:
            found.append(quote)
        else:
            first, last = sorted((found[near], quote), key=lambda one: one.start)
            found[near] = replace(found[near], start=first.start, end=last.end, sections=first.sections + last.sections)
    return found


def _opens(one: Quote, other: Quote) -> bool:
    """Does a quotation end with a colon right before a list? An outcome is one without the words before it."""
    outcome = other.sections[0].role is Role.RESOLUTION
    if outcome or one.paper.paper_id != other.paper.paper_id or not one.text.rstrip(" *_").endswith(":"):
        return False
    return 0 <= other.start - one.end <= _GAP and not re.search(r"\w", one.paper.text[one.end : other.start])


def _lists_first(quotes: Sequence[Quote], asked: Understood) -> tuple[Quote, ...]:
    """Return the quotations with lists first where several things are asked for, but those far less likely.

    A list is as likely as the likeliest of its parts alone, so that one sentence that only speaks of it may be more so.
    """
    if asked.intent is Intent.DECISION or not asks_several(asked.asked):
        return tuple(quotes)
    least = NEAR_BEST * max(quote.probability for quote in quotes)
    return tuple(sorted(quotes, key=lambda one: len(one.sections) < _SEVERAL or one.probability < least))


def _list_of(quote: Quote) -> tuple[str, int | tuple[str, ...]]:
    """Return which list or table a quotation is an item of, or of the numbered paragraphs under which heading.

    One that is of none has a place of its own.
    """
    own = quote.sections[0]
    return quote.paper.paper_id, own.block or (own.headings if _is_numbered(quote.paper, own) else -1 - own.ordinal)


def _made_whole(quote: Quote, sections: Sequence[Section], asked: Understood, *, fellows: int) -> Iterator[Quote]:
    """Yield a quotation with what belongs to it; `fellows` items of its list are quoted, itself one."""
    outcome, votes = quote.sections[0].role is Role.RESOLUTION, asks_vote(asked.asked)
    proposed = asked.intent is Intent.DECISION and _is_proposed(quote)
    several = proposed or asked.intent is Intent.LIST or fellows >= _ALIKE or asks_several(asked.asked)
    whole = _whole_list(quote, sections, asked, together=proposed or fellows > 1) if several and not outcome else None
    if outcome:
        decides = asked.intent is Intent.DECISION  # then its votes are there already
        yield from with_votes([quote], sections) if votes and not decides else (quote,)
    elif votes or asked.intent is Intent.DECISION:
        yield from with_motion_votes(whole or with_vote_lines(quote, sections), sections)
    else:
        yield from with_reply(whole or _with_context(quote, sections, asked), sections, asked)


def _is_proposed(quote: Quote) -> bool:
    """Is a quotation one of the recommendations that a paper makes, under a heading that says so?"""
    own = quote.sections[0]
    return bool(own.number and own.headings and PROPOSAL.search(own.headings[-1]))


def _whole_list(quote: Quote, sections: Sequence[Section], asked: Understood, *, together: bool) -> Quote | None:
    """Return a quotation with its whole list; None where it is of none that is short enough."""
    run = next(filter(None, _lists(quote, sections, together=together)), ())
    if not run or run[-1].end - run[0].start > _LONGEST:
        return None
    speaker = speaker_of_all(run)
    whole = replace(quote, start=first_word(run[0]), end=run[-1].end, sections=tuple(run), speaker=speaker)
    return _with_opening(whole, sections, asked)


def _lists(quote: Quote, sections: Sequence[Section], *, together: bool) -> Iterator[Sequence[Section]]:
    """Yield the lists that a quotation may be of, the surest first; empty ones are none."""
    yield _opened(quote, sections)
    yield _announced(quote, sections)
    yield _numbered_under(quote, sections)
    yield _printed(quote, sections, together=together)
    if together:
        yield _paragraphs(quote, sections)
    if together or _ORDINALS.search(quote.paper.text, quote.sections[0].start, quote.sections[0].end):
        yield _own(quote)
    yield _alike(quote, sections)


def _with_context(quote: Quote, sections: Sequence[Section], asked: Understood) -> Quote:
    """Return a quotation with what it leans on: the promise's question, the items that it opens, its opening words."""
    return _with_opening(_with_items(_with_referent(quote), sections, asked), sections, asked)


def _with_items(quote: Quote, sections: Sequence[Section], asked: Understood) -> Quote:
    """Return a quotation that ends where a list begins ("It will be used for:") with the list, where it is short.

    Not where one figure is asked for: another would be taken for it.
    """
    run = _opened(quote, sections)
    if not run or asked.intent is Intent.FIGURE or run[-1].end - quote.start > _BRIEF:
        return quote
    speaker = quote.speaker if all(one.speaker in (None, quote.speaker) for one in run) else None
    return replace(quote, end=run[-1].end, sections=(*quote.sections, *run[1:]), speaker=speaker)


def _opened(quote: Quote, sections: Sequence[Section]) -> Sequence[Section]:
    """Return a paragraph whose last words open a list ("It will be used for:"), with the items of that list."""
    own = quote.sections[-1]
    after = sections[own.ordinal + 1 : own.ordinal + 2]
    lead = after[0].lead if after else None
    if lead is None or not own.start <= lead.start < lead.end <= own.end or quote.end < lead.end:
        return ()
    items = [one for one in sections[own.ordinal + 1 :] if one.block == after[0].block and one.lead == lead]
    return (own, *items) if len(items) <= _FEW else ()


def _printed(quote: Quote, sections: Sequence[Section], *, together: bool) -> Sequence[Section]:
    """Return the printed list or the table of which an item is quoted.

    Of points that somebody makes, one may be all that is asked about: they are a list where two of them are quoted.
    Those that several people make, as minutes have them, are none.
    """
    own = quote.sections[0]
    if not own.block or own.role not in _PRINTED:
        return ()
    items = [one for one in sections if one.block == own.block and one.role is own.role]
    fits = len(items) <= _FEW and _voices(items) <= 1
    return items if fits and (together or not own.speaker) else ()


def _numbered_under(quote: Quote, sections: Sequence[Section]) -> Sequence[Section]:
    """Return a numbered paragraph with those numbered under it, where they are few."""
    run = numbered_under(quote.sections[0], sections)
    return run if len(run) <= _FEW else ()


def _voices(sections: Sequence[Section]) -> int:
    """Return how many people speak in sections."""
    named = {one.speaker for one in sections}
    return len((named | {sentence.speaker for one in sections for sentence in one.sentences}) - {None})


def _paragraphs(quote: Quote, sections: Sequence[Section]) -> Sequence[Section]:
    """Return the numbered paragraphs that follow one another under one heading, where they are few and short."""
    own = quote.sections[0]
    run = run_around(own.ordinal, own.ordinal, sections, lambda one: _is_next(quote.paper, one, own))
    return run if _ALIKE <= len(run) <= _FEW and run[-1].end - run[0].start <= _SHORT else ()


def _own(quote: Quote) -> Sequence[Section]:
    """Return the paragraph that tells of several things in as many sentences: "Option A was ... Option B was ..."."""
    own = quote.sections[0]
    told = not own.block and own.role is not Role.HEADING and len({one.speaker for one in own.sentences}) == 1
    return (own,) if told and own.end - own.start <= _SHORT else ()


def _is_next(paper: Paper, section: Section, own: Section) -> bool:
    return section.headings == own.headings and _is_numbered(paper, section)


def _is_numbered(paper: Paper, section: Section) -> bool:
    """Is it a numbered paragraph in which nobody speaks but the author: "4. ...", "E2. ...", "IV. ..."?"""
    numbered = section.number is not None or _NUMERAL.match(paper.text, section.body) is not None
    written = section.role is Role.STATEMENT and paper.metadata.kind.value is not PaperKind.MINUTES
    return (section.role is Role.PARAGRAPH or written) and not section.block and numbered


def _alike(quote: Quote, sections: Sequence[Section]) -> Sequence[Section]:
    """Return the neighbouring paragraphs that begin alike: "Priority one is ...", "Priority two is ..."."""
    first, last = quote.sections[0].ordinal, quote.sections[-1].ordinal
    word = _opening(quote.paper, sections[first])
    if not word:
        return ()
    run = run_around(first, last, sections, lambda one: _opening(quote.paper, one) == word)
    return run if _ALIKE <= len(run) <= _FEW else ()


def _opening(paper: Paper, section: Section) -> str:
    match = _OPENING.match(paper.text, section.body) if section.role is not Role.HEADING else None
    return match[0] if match and match[0] not in _NO_OPENING else ""


def _announced(quote: Quote, sections: Sequence[Section]) -> Sequence[Section]:
    """Return a paragraph that announces several things with the list, or the table, that follows it without a lead."""
    own = quote.sections[-1]
    after = next((one for one in sections[own.ordinal + 1 :][:_TITLED] if one.role is not Role.HEADING), None)
    if after is None or own.block or not after.block or after.lead or not _ANNOUNCES.search(quote.text):
        return ()
    follows = after.role in _LISTED and after.ordinal == own.ordinal + 1
    if not follows and after.role is not Role.TABLE_ROW:
        return ()
    items = [one for one in sections if one.block == after.block and one.role in (*_LISTED, Role.TABLE_ROW)]
    return (own, *items) if len(items) <= _FEW and items[-1].end - own.start <= _LONGEST else ()


def _with_opening(quote: Quote, sections: Sequence[Section], asked: Understood) -> Quote:
    """Return the items of a list with the words that open it, where they are no sentences of their own.

    Of a short list all items are given; not where one figure is asked for: another would be taken for it.
    """
    first = quote.sections[0]
    if first.lead is None or first.role not in _LISTED or not _FRAGMENT.match(quote.paper.text, first.body):
        return quote
    items = [one for one in sections if one.block == first.block and one.role in _LISTED]
    if not items or not 0 <= items[0].start - first.lead.end <= _GAP:
        return quote
    if quote.start <= items[0].body:
        return replace(quote, start=first.lead.start)
    if asked.intent is Intent.FIGURE or items[-1].end - first.lead.start > _BRIEF:
        return quote
    start, end, speaker = first.lead.start, items[-1].end, speaker_of_all(items)
    return replace(quote, start=start, end=end, sections=tuple(items), speaker=speaker)


def _with_referent(quote: Quote) -> Quote:
    """Return a promise with the sentence before it where it refers to what that asks: "She agreed to send one"."""
    sentences = quote.sections[0].sentences
    place = next((at for at, one in enumerate(sentences) if one.start == quote.start), 0)
    promises = place > 0 and sentences[place].undertaking
    return replace(quote, start=sentences[place - 1].start) if promises and _REFERS.search(quote.text) else quote
