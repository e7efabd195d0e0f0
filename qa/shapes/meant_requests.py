"""Which request, recommendation or promise a question means: by letter, by words and what they mean, by time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.search import Scope
from index.terms import terms
from qa.actions import Action, Tracked
from qa.evidence import UNHEARD
from qa.periods import Period
from qa.plain_words import everyday_words
from qa.shapes.shape import Inquiry
from qa.shapes.topics import topic_of
from qa.topic_words import topic_words
from qa.tracker.common_words import COMMON
from qa.tracker.requests import ActionKind

_DEPTH = 100  # passages whose papers are gone through for the request
_NEAR = 8  # requests that share most words with the question, whose meaning is compared
SHARE = 0.5  # of the topic's words, by rarity, that a request must hold
_MEANT, _NEARLY = 0.4, 0.3  # cosine of question and request from which it is meant; where it holds the whole topic
_WHOLE = 0.95  # of the topic's words, by rarity
_WORD = re.compile(r"[a-z]{3,}")  # no number, and no letter of a limb
_SHORT_FORM = re.compile(r"(?<=\w)['’](?:d|ll|m|re|ve)\b", re.IGNORECASE)  # "she'd" is no shed
THING = re.compile(
    r"\b(?:recommendation|resolution|request|undertaking|promise|point) \(?(?P<letter>[a-z]|[ivx]{1,4}|\d{1,2})\b\)?",
    re.IGNORECASE,
)
_ABOUT_ASKING = frozenset(
    terms(
        "happen became become follow up back bring brought receive ever get got meet met kept honour accept deliver "
        "recommend recommendation request undertake undertaking promise resolution report ask outcome response answer "
        "implement fulfil act carry news result update progress"
    )
)
_KINDS = (
    (re.compile(r"\brecommend", re.IGNORECASE), frozenset({ActionKind.RECOMMENDATION})),
    (re.compile(r"\bunderta|\bpromis|\bassur", re.IGNORECASE), frozenset({ActionKind.UNDERTAKING})),
    (re.compile(r"\brequest|\bask", re.IGNORECASE), frozenset({ActionKind.REQUEST, ActionKind.MEMBER_REQUEST})),
)


def followed(named: re.Match[str] | None, inquiry: Inquiry) -> tuple[list[Action], Tracked | None]:
    """Return the requests that a question means, best first, and the best one followed up.

    None is followed up where only a letter is `named` and several have it.
    """
    meant: list[Action] = []

    def wanted(found: Sequence[Action]) -> Sequence[Action]:
        awaited = [action for action in found if action.awaited]
        if quoted := [one for one in awaited if _is_quoted(one, inquiry)]:
            meant[:] = quoted[:1]
        elif named:
            meant[:] = _lettered(awaited, named, inquiry)
        else:
            meant[:] = _meant(_of_time(awaited, inquiry) or awaited, inquiry)
        return meant[:1] if named is None or len(meant) == 1 or topic_terms(inquiry) else []

    tracked = inquiry.tracker(inquiry.scope, wanted=wanted, standing=_standing(inquiry)).actions
    return meant, next(iter(tracked), None)


def followed_in(paper: str, start: int, end: int, inquiry: Inquiry) -> Tracked | None:
    """Return the request that stands at a place of a paper, followed up; None where none does."""

    def wanted(found: Sequence[Action]) -> Sequence[Action]:
        places = (one.citation for one in found if one.awaited)
        held = [at for at in places if at.paper == paper and at.start < end and start < at.end]
        return [one for one in found if one.citation in held[:1]]

    tracked = inquiry.tracker(inquiry.scope, wanted=wanted, standing=frozenset({paper})).actions
    return next(iter(tracked), None)


def _is_quoted(one: Action, inquiry: Inquiry) -> bool:
    """Is a request the passage that "Was it done?" asks about: what the answer before it quoted?"""
    cited, place = inquiry.asked.cited, one.citation
    if cited is None or topic_words(inquiry.asked.typed, inquiry.register):
        return False
    return place.paper == cited.paper and place.start < cited.end and cited.start < place.end


def _standing(inquiry: Inquiry) -> frozenset[str]:
    """Return the papers in which the request can stand: those with the passages nearest to the question's topic.

    Those of the time that it names come first; without a topic, where only a letter is named, all of them.
    """
    topic, scope = " ".join(sorted(topic_terms(inquiry))), inquiry.scope
    if not topic:
        return frozenset(paper.paper_id for paper in inquiry.collection.papers(scope))
    scopes = [_within(scope, period) for period in inquiry.asked.periods]
    cited = frozenset({inquiry.asked.cited.paper}) if inquiry.asked.cited else frozenset()
    text, search = inquiry.asked.text, inquiry.collection.search
    hits = (hit for one in (*scopes, scope) for hit in search(text, k=_DEPTH, scope=one))
    return cited | frozenset(hit.passage.paper_id for hit in hits)


def _within(scope: Scope, period: Period) -> Scope:
    """Return the part of a scope that lies in a period."""
    since, until = scope.since or period.since, scope.until or period.until
    return replace(scope, since=max(since, period.since), until=min(until, period.until))


def _lettered(actions: Sequence[Action], named: re.Match[str], inquiry: Inquiry) -> list[Action]:
    """Return the requests of a letter, on the day that is named; of the sort that is named, where there are any."""
    same = [one for one in actions if _letter(one.letter) == named["letter"].lower()]
    dated = _of_time(same, inquiry) if inquiry.asked.periods else same
    sort = [one for one in dated if _kind(one, named[0])]
    return _meant(sort or dated, inquiry)


def _letter(printed: str | None) -> str:
    return re.sub(r"\W", "", printed or "").lower()


def topic_terms(inquiry: Inquiry) -> frozenset[str]:
    """Return the words of a question that say what was asked for."""
    named = _SHORT_FORM.sub("", THING.sub("", inquiry.asked.text))
    about = topic_of(replace(inquiry.asked, asked=named), inquiry.register)
    return about - _ABOUT_ASKING


def _of_time(actions: Sequence[Action], inquiry: Inquiry) -> list[Action]:
    """Return the requests of the time that a question names; it may also be the time when something was due."""
    periods = inquiry.asked.periods
    return [
        one
        for one in actions
        if (day := one.citation.date) and any(period.since <= day <= period.until for period in periods)
    ]


def _meant(actions: Sequence[Action], inquiry: Inquiry) -> list[Action]:
    """Return the requests that a question means, best first; ties by date."""
    weights = rarities(inquiry)
    if not weights:
        return list(actions) if THING.search(inquiry.asked.asked) else []
    shares = [share_of(weights, _terms(one)) for one in actions]
    near = sorted(range(len(actions)), key=lambda place: (-shares[place], place))[:_NEAR]
    query = inquiry.collection.embed(inquiry.asked.text)
    scored = [
        (shares[place] + cosine + _kind(actions[place], inquiry.asked.asked), place)
        for place in near
        if shares[place] >= SHARE
        and (cosine := float(query @ inquiry.collection.embed(_words(actions[place]))))
        >= (_NEARLY if shares[place] >= _WHOLE else _MEANT)
    ]
    return [actions[place] for _, place in sorted(scored, key=lambda pair: (-pair[0], pair[1]))]


def rarities(inquiry: Inquiry) -> dict[str, float]:
    """Return the words of what was asked for with their rarity, 1 in all."""
    unheard = inquiry.collection.idf(UNHEARD)
    everyday = frozenset(terms(everyday_words(inquiry.asked.asked)))  # the papers' own words stand beside them
    topic = topic_terms(inquiry)
    known = frozenset(term for term in topic if term not in everyday or inquiry.collection.idf(term) < unheard)
    return _weighed(known or topic, inquiry)


def rarities_of(one: Action, inquiry: Inquiry) -> dict[str, float]:
    """Return the words of a request itself with their rarity, 1 in all."""
    return _weighed(frozenset(term for term in _terms(one) if _WORD.fullmatch(term)), inquiry)


def _weighed(topic: frozenset[str], inquiry: Inquiry) -> dict[str, float]:
    idf = {term: inquiry.collection.idf(term) for term in sorted(topic) if term not in COMMON}
    weights = idf or dict.fromkeys(sorted(topic), 1.0)
    total = sum(weights.values())
    return {term: weight / total for term, weight in weights.items()}


def share_of(weights: Mapping[str, float], present: frozenset[str]) -> float:
    """Return the share of weighed terms that are present, 0 to 1 where the weights are 1 in all."""
    return sum(weight for term, weight in weights.items() if term in present)


def _terms(one: Action) -> frozenset[str]:
    return frozenset(terms(f"{one.item} {one.context} {one.citation.quote}"))


def _words(one: Action) -> str:
    return " ".join(f"{one.context} {one.citation.quote}".split())[:400]


def _kind(one: Action, text: str) -> float:
    """Return a little for a request of the kind that a question names."""
    return next((0.1 for words, kinds in _KINDS if words.search(text) and one.kind in kinds), 0.0)
