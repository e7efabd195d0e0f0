"""What became of a request, a recommendation or a promise: what later papers say, the newest first, then its words.

The tracker (`qa/actions.py`) finds what was asked and what was said later; here the one that a question means is found.
That no paper speaks of it later is said as such: it proves nothing. A later passage that only asks again is quoted with
its reply.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from corpus.papers import Role
from index.search import Collection
from index.terms import terms
from qa.actions import Action, Tracked
from qa.answers import AnswerStatus, Citation
from qa.best_sentences import NEAR_BEST
from qa.extract import Quote
from qa.intents import Intent
from qa.privacy import private_contacts
from qa.quotation import joined, overlap
from qa.shapes.meant_requests import SHARE, THING, followed, followed_in, rarities, rarities_of, share_of
from qa.shapes.replied import reply_to
from qa.shapes.shape import Inquiry, Shape
from qa.tracker.requests import ActionKind
from qa.verdicts import tells_verdict

_MOST = 6  # quotations
_TRAIL = 4  # later passages of the tracker's, at most
_CHOICES = 8
_LONGEST = 900  # characters of what is added from the search
_PARAGRAPH = 500  # characters of a paragraph that is quoted whole
_VOICES = 3  # speakers, one after the other, in such a paragraph
_NEARLY = 0.4  # of the topic's words that a later passage must hold to be shown where nothing else speaks of it
_OWN = 0.4  # of the request's own words, that a later passage of the plain answer must hold
_MOSTLY = 0.6  # of the topic's words, where no request is known
_PASSAGES = 8  # of later papers, nearest to the question
_MANY = 4  # words of a topic
_ASKS = re.compile(
    r"\bwhat(?:['’]s| has| have| had)? (?:ever )?(?:happened|came|come|became|become)\b(?! out\b)|"
    r"\b(?:came|come) of (?:it|that|this)\b|\bcome off\b|\bfollow(?:ed)?[ -]up\b|"
    r"\bever (?:get|got|given|gave|held|made|produced|published|sent|receive[sd]?|answer\w*|bring|brought|done|come|"
    r"came|report\w*|provided?|circulated?|arriv\w+|suppl\w+|hear|happen\w*|turn\w* up)\b|"
    r"\bke(?:ep|pt) (?:his|her|its|their|the) (?:promise|word)\b|"
    r"[\w)%”\"'’](?:[.;!:]| [–-]) (?:and |but )?(?:(?:did|was|were|has|have|had|is|are) "
    r"(?:it|that|this|these|those|they|he|she|one|members|an? \w+|the \w+)\b[^.?]{0,30}|"
    r"kept(?: or (?:not|broken))?|done|what was the (?:outcome|result|upshot)|"
    r"how far (?:has|had|did) (?:that|it|this) (?:got|gone|get|go))\W*$|"
    r"^\W*(?:was|were|did|has|have)\b.{5,120}\bas (?:[\w’'-]+ ){1,4}(?:said|promised|hoped|planned|intended)\W*$|"
    r"^\W*(?:and |so |but )?(?:did|has|have|had|was|were)\b(?!.{0,60}\b(?:agree|promise|undert\w+|ask)\w* to\b).{0,60}"
    r"\b(?:bring|brought|come|came|report|reported) (?:\w+ ){0,5}back\b|"
    r"\b(?:did|has|have|had|was|were|is|are)\b.{0,80}\b(?:been )?(?:met|kept|honoured|fulfilled|carried out|acted on|"
    r"implemented|accepted|delivered)\W*$|"
    r"^\W*(?:and |so |but )?(?:did|has|have|had|was|were|is|are) (?:it|that|this|these|those|they|he|she)\b.{0,30}"
    r"\b(?:done|finished|completed|published|sent|opened|set up|happen\w*|changed|keep|stick)(?: to)?(?: it| that)?"
    r"\W*$|[.;:!?–-] ?(?:and )?any (?:\w+ )?(?:results?|outcome|news|update|progress|joy)\b|"
    r"\bdid (?:it|one|that|this|they|he|she|the panel|members) (?:get|happen|come|receive)\b|"
    r"\bwhat (?:response|reply|answer) (?:was|has been|did)\b.{0,60}\b(?:recommendation|request|resolution)",
    re.IGNORECASE,
)
_PAST = re.compile(r"^\W*(?:and |so |but )?(?:did|has|have|had|was|were)\b", re.IGNORECASE)
_AT = re.compile(
    r"\bhappened (?:after|at|during|if|in|next|on|when)\b", re.IGNORECASE
)  # asks of a day, not what followed
_ASKED_IN = frozenset({Role.RESOLUTION, Role.RECOMMENDATION})
_CAME = 2  # later passages beside a request that is the answer itself
_DONE = {
    ActionKind.RECOMMENDATION: "Recommended",
    ActionKind.UNDERTAKING: "Promised",
    ActionKind.MEMBER_REQUEST: "Asked for by a member",
}
NO_PROOF = "That the papers do not mention it again is no proof that nothing was done."
FOUND = "The later passages were found by search: read whether they speak of the same thing."
NOTHING_LATER = "Nothing later on it was found in the papers loaded, which go up to {}."
WHICH = "{} have that letter: name the panel and the day of the meeting."


def followed_up(plain: Shape, inquiry: Inquiry) -> Shape:
    """Return what was said later of what was asked for, and its words; the plain answer where no request is meant.

    The newest comes first: who asks whether something was done wants to hear that before what had been asked.
    """
    asked = inquiry.asked
    if plain.status is AnswerStatus.ANSWERED and tells_verdict(asked.asked, plain.quotes[0].text):
        return plain
    if not (_ASKS.search(asked.typed) or _ASKS.search(asked.asked)):
        return _came_true(plain, inquiry) if asked.intent is Intent.CHECK and _PAST.search(asked.asked) else plain
    found = _of_request(plain, inquiry)
    head = bool(found.quotes) and bool(found.quotes[0].head)
    quotes = found.quotes if head else _by_day(found.quotes)
    whole = joined([], [one for quote in quotes for one in _whole(quote)])
    return replace(found, quotes=_most_told_first(whole, inquiry) if head else tuple(whole))


def _most_told_first(quotes: Sequence[Quote], inquiry: Inquiry) -> tuple[Quote, ...]:
    """Return quotations in their order, but of one paragraph those first that say more of what is asked about."""
    weights = rarities(inquiry)
    runs = [list(run) for _, run in groupby(quotes, key=lambda one: (one.paper.paper_id, one.sections[0].ordinal))]
    said = {id(one): share_of(weights, frozenset(terms(one.text))) for one in quotes}
    return tuple(one for run in runs for one in sorted(run, key=lambda one: -said[id(one)]))


def _by_day(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return quotations with the newest first of those that are nearly as likely as the likeliest; then the others."""
    least = NEAR_BEST * max((quote.probability for quote in quotes), default=0.0)
    return tuple(sorted(quotes, key=lambda quote: -_ordinal(quote) if quote.probability >= least else 0))


def _whole(quote: Quote) -> Iterator[Quote]:
    """Yield a quotation with the rest of its paragraph, where that is short, each speaker's words by themselves.

    What came of a thing is told in several sentences, by several people. The words that were found come first.
    """
    own = quote.sections[0]
    runs = [list(run) for _, run in groupby(own.sentences, key=lambda one: one.speaker)]
    alone = len(quote.sections) > 1 or own.role in _ASKED_IN or own.end - own.start > _PARAGRAPH
    if alone or not 0 < len(runs) <= _VOICES:
        yield quote
        return
    first = next((run for run in runs if quote.start < run[-1].end), runs[-1])
    for run in sorted(runs, key=lambda one: one is not first):
        start = min(quote.start, run[0].start) if run is runs[0] else run[0].start
        end = max(quote.end, run[-1].end) if run is runs[-1] else run[-1].end
        speaker = run[0].speaker or (quote.speaker if len(runs) == 1 else None)
        yield replace(quote, start=start, end=end, speaker=speaker, head=quote.head if run is first else "")


def _of_request(plain: Shape, inquiry: Inquiry) -> Shape:
    """Return the request that is meant with what was said of it later, or which of several it may be."""
    asked = inquiry.asked
    named = THING.search(asked.asked)
    meant, best = followed(named, inquiry)
    if named and meant and best is None:
        choices = dict.fromkeys(_choice(asked.asked, named, one) for one in reversed(meant) if one.citation.date)
        return Shape(
            status=AnswerStatus.CLARIFY, quotes=(), notes=(WHICH.format(len(meant)),), choices=tuple(choices)[:_CHOICES]
        )
    return _told(best, plain, inquiry) if best else _with_later(plain, inquiry)


def _with_later(plain: Shape, inquiry: Inquiry) -> Shape:
    """Return the plain answer with what papers younger than all that it quotes say of the same thing."""
    days = [day for quote in plain.quotes if (day := quote.paper.metadata.date.value)]
    if plain.status is not AnswerStatus.ANSWERED or not days or len(days) < len(plain.quotes):
        return plain
    newest = max(plain.quotes, key=_ordinal)
    later = [quote for quote in _nearest(newest, inquiry, least=_MOSTLY) if not private_contacts(quote.text)]
    last = max(filter(None, (paper.metadata.date.value for paper in inquiry.collection.papers(inquiry.scope))))
    if not later and (last == max(days) or _AT.search(inquiry.asked.asked)):
        return plain
    note = FOUND if later else NOTHING_LATER.format(f"{last.day} {last:%B %Y}")
    return replace(plain, quotes=(*plain.quotes, *_dated(later)), notes=(*plain.notes, note))


def _came_true(plain: Shape, inquiry: Inquiry) -> Shape:
    """Return a request that answers "Did phase two wait?" with what is known to have come of it; any other as it is."""
    if plain.status is not AnswerStatus.ANSWERED or plain.quotes[0].sections[0].role not in _ASKED_IN:
        return plain
    first = plain.quotes[0]
    one = followed_in(first.paper.paper_id, first.start, first.end, inquiry)
    if one is None:
        return plain
    found = _trail(one, inquiry.collection)[:_CAME]
    later = (quote for quote in found if not any(overlap(quote, other) for other in plain.quotes))
    return replace(plain, quotes=(*_dated(later), *plain.quotes))


def _told(one: Tracked, plain: Shape, inquiry: Inquiry) -> Shape:
    """Return a request with what later papers say: the tracker's passages, and those of the plain answer."""
    action = one.action
    request = _quote(action.citation, inquiry.collection)
    if private_contacts(request.text):
        return plain
    head = f"{_DONE.get(action.kind, 'Asked for')} on {_day(action.citation)}"
    later = [quote for quote in _later(one, plain, request, inquiry) if not private_contacts(quote.text)]
    if not later and plain.status is AnswerStatus.ANSWERED and _tells_more(plain.quotes[0], request):
        return plain
    return Shape(
        status=AnswerStatus.ANSWERED if later and (one.trail or _is_given(later, plain)) else AnswerStatus.PARTIAL,
        quotes=(*later, replace(request, head=head)),
        notes=tuple(_notes(one, later)),
    )


def _tells_more(quote: Quote, request: Quote) -> bool:
    """Is a quotation other words than a request, and not of an older paper?"""
    return not overlap(quote, request) and _ordinal(quote) >= _ordinal(request)


def _is_given(later: Sequence[Quote], plain: Shape) -> bool:
    """Is one of the later passages the plain answer's own?"""
    return any(overlap(quote, other) for quote in later for other in plain.quotes)


def _notes(one: Tracked, later: Sequence[Quote]) -> Iterator[str]:
    """Yield how the request stands by the tracker's rule, unless a passage quoted is younger than what the rule saw."""
    basis = one.found.basis.citation.date if one.found.basis else None
    newest = max((day for quote in later if (day := quote.paper.metadata.date.value)), default=None)
    if one.correction or not (basis or later) or (basis and newest and basis >= newest):
        yield one.rule
    if not one.trail:
        yield FOUND if later else NO_PROOF


def _later(one: Tracked, plain: Shape, request: Quote, inquiry: Inquiry) -> Iterator[Quote]:
    """Yield what was said later, newest first, each place once: the tracker's passages and what search gave."""
    asked, kept = request.paper.metadata.date.value, list[Quote]()
    found = list(_searched(one.action, plain, request, inquiry))
    if not one.trail and not found:
        found = _nearest(request, inquiry, least=_NEARLY)
    for quote in (*_trail(one, inquiry.collection), *found):
        if not any(overlap(quote, other) for other in (request, *kept)) and len(kept) < _MOST - 1:
            kept.append(quote)
    replies = [reply for quote in kept for reply in reply_to(quote, inquiry.collection.sections(quote.paper.paper_id))]
    kept += [reply for reply in replies if not any(overlap(reply, other) for other in kept)]
    yield from _dated(kept) if asked else (replace(quote, head="Undated") for quote in reversed(kept))


def _dated(quotes: Iterable[Quote]) -> Iterator[Quote]:
    """Yield quotations with the newest first, of one paper a reply before its question, each with its day."""
    for quote in sorted(quotes, key=lambda quote: (_ordinal(quote), quote.paper.paper_id, quote.start), reverse=True):
        day = quote.paper.metadata.date.value
        yield replace(quote, head=f"On {day.day} {day:%B %Y}" if day else "Undated")


def _trail(one: Tracked, collection: Collection) -> list[Quote]:
    """Return the tracker's passages: of many the strongest, but always the newest and the one that ends the matter."""
    sure = [mention for mention in (one.found.basis, *one.trail[-1:]) if mention]
    strongest = sorted(one.trail, key=lambda mention: -mention.score)
    kept = list(dict.fromkeys(mention.citation for mention in (*sure, *strongest)))[:_TRAIL]
    return [_quote(citation, collection) for citation in kept]


def _searched(action: Action, plain: Shape, request: Quote, inquiry: Inquiry) -> Iterator[Quote]:
    """Yield what the plain answer quotes from later papers of the same panel, on the same thing.

    It has the words of the question or those of the request: papers call "what was learned" the "lessons".
    """
    if plain.status is not AnswerStatus.ANSWERED:
        return
    by_question, by_request = rarities(inquiry), rarities_of(action, inquiry)
    asked, panel = request.paper.metadata.date.value, request.paper.metadata.panel.value
    for quote in plain.quotes:
        day = quote.paper.metadata.date.value
        held = frozenset(terms(quote.text))
        near = share_of(by_question, held) > SHARE or share_of(by_request, held) > _OWN
        is_later = day is not None and (asked is None or day > asked)
        if is_later and near and len(quote.text) <= _LONGEST and quote.paper.metadata.panel.value == panel:
            yield quote


def _nearest(request: Quote, inquiry: Inquiry, *, least: float) -> list[Quote]:
    """Return the passages of later papers that hold most of what was asked for: where nothing else speaks of it."""
    day, panel = request.paper.metadata.date.value, request.paper.metadata.panel.value
    if day is None or panel is None:
        return []
    later = replace(inquiry.scope, panels=frozenset({panel}), since=day + dt.timedelta(days=1), kinds=None)
    weights, found = rarities(inquiry), list[tuple[float, Quote]]()
    least = least if len(weights) >= _MANY else 1.0 - 1e-6  # of two or three words, one alone says nothing
    for hit in inquiry.collection.search(inquiry.asked.text, k=_PASSAGES, scope=later):
        paper = inquiry.collection.paper(hit.passage.paper_id)
        for section in (inquiry.collection.sections(paper.paper_id)[at] for at in hit.passage.sections):
            words = paper.text[section.start : section.end]
            share = share_of(weights, frozenset(terms(words)))
            if share >= least and len(words) <= _LONGEST and section.role is not Role.HEADING:
                quote = Quote(
                    paper=paper,
                    start=section.start,
                    end=section.end,
                    sections=(section,),
                    speaker=section.speaker,
                    probability=share,
                )
                found.append((share, quote))
    return [quote for _, quote in sorted(found, key=lambda pair: -pair[0])][:2]


def _ordinal(quote: Quote) -> int:
    day = quote.paper.metadata.date.value
    return day.toordinal() if day else 0


def _quote(citation: Citation, collection: Collection) -> Quote:
    """Return a citation as a quotation again, with the sections that it lies in."""
    paper, start, end = collection.paper(citation.paper), citation.start, citation.end
    own = tuple(one for one in collection.sections(citation.paper) if one.start < end and start < one.end)
    return Quote(paper=paper, start=start, end=end, sections=own, speaker=citation.speaker, probability=1.0)


def _day(citation: Citation) -> str:
    return f"{citation.date.day} {citation.date:%B %Y}" if citation.date else "a day that is not stated"


def _choice(text: str, named: re.Match[str], one: Action) -> str:
    """Return a question with the day and the item of one request in it."""
    item = f" ({one.item})" if re.match(r"\d", one.item) else ""
    return f"{text[: named.end()]} of {_day(one.citation)}{item}{text[named.end() :]}"
