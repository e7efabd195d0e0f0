"""The detail that a question asks for: do the best sentences hold it, or only speak of its topic?

Papers often come near: the question is who manages a team, and they say what the team does; what a survey found, and
they ask for its report. Each rule here names one such detail and says in words that it is not there. A rule looks at
the sentences that an answer would be made of, and is silent itself where the question does not ask for its detail.
"""

import re
from collections.abc import Iterator, Sequence

from corpus.papers import Role
from index.terms import terms
from qa.best_sentences import BEST, begins_alike, sentence_words, strong, with_neighbours, with_signs
from qa.evidence import FEATURES, content_terms
from qa.kinds import NAMELESS, PLAIN_NUMBER, Sort, counts_focus, names_in, sort_asked, taken_for_granted
from qa.plain_words import in_paper_words
from qa.ranker import Ranked
from qa.understand import Intent, Understood, Voice

_COSINE, _VOICE = FEATURES.index("cosine_sentence"), FEATURES.index("voice")
_AMOUNT_WORDS = 2  # words of the question that stand around the amount; one will do where it has no more than two
_AMOUNT_NEAR = 0.15  # the same where an amount is looked for: it often stands in a plainer sentence
_MEANT = 0.46  # cosine from which a sentence may name the thing counted in other words
_NEGATION = r"(?:not|never|no|none|nobody|nor|neither|without|unable)"
_DAY = re.compile(
    r"\b(?:(?:19|20)\d\d|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"\d{1,2}(?:\.\d\d)? ?[ap]\.?m\b|\d{1,2}:\d\d|new year|christmas|easter|spring|summer|autumn|winter|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekend|night|week|month|year|tomorrow|yesterday|today)",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"[£$€]\s?\d|\d\s?(?:p\b|pence|pounds|million|billion|[mk]\b)|\d,\d\d\d|\d\s?%|\d per ?cent", re.IGNORECASE
)
_ASKS_AMOUNT = re.compile(
    r"\bhow much\b|\b(?:cost|costs|price|salary|paid|worth|sum|amount)\b(?! (?:for|of living|cut))|"
    r"\b(?:is|was|'s|were|are) the (?:[\w-]+ ){0,3}(?:budget|grant|precept|reserves?)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\bhow many (?:more |extra |of (?:the |those )?|new |additional |other |\d[\d,]* )*"
    r"((?:[\w-]+ ?){1,4})",
    re.IGNORECASE,
)
_NOT_COUNTED = frozenset(
    (  # noqa: SIM905 - quoting each word would say no more
        "a an the at by by come came for from has have had in is are was were live of on or per did do does will would "
        "should could can take took sit sat that there they who which with it to and"
    ).split()
)
_ANYBODY = frozenset(("people", "persons", "individuals", "members", "times", "cases"))
_PLURALS = frozenset(("people", "children", "men", "women", "staff"))
_NO_COUNT = re.compile(
    r"^\W*\d+(?:\.\d+)+\b|\b(?:19|20)\d\d(?:/\d\d)?\b|\b\d+(?:st|nd|rd|th)\b|"
    r"\b(?:last|next|past|over the) (?:\w+ )?(?:months?|years?|weeks?)\b",
    re.IGNORECASE,
)
_NONE = re.compile(rf"\b{_NEGATION}\b", re.IGNORECASE)
_ASKS_PERSON = re.compile(
    r"\bwho (?:else )?(?:chair|manage|lead|led|run|ran|head|sits?\b|sat\b|got|won|represent|wrote)\w*|"
    r"\bwho (?:is|was) the (?:[\w-]+ ){0,3}(?:candidate|chair|constable|officer|leader|manager|director|investigator|"
    r"clerk|author)\b|"
    r"\bwho (?:was|were|is|has been) (?:\w+ )?(?:picked|chosen|appointed|elected|named|hired|recruited)|"
    r"\bnames? of the (?:\w+ ){0,3}(?:person|people|man|woman|officer|constable|councillors?|members?|candidate|"
    r"author|victims?|investigator)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Detective|Sergeant|Inspector|Superintendent)\.? "
    r"(?:[A-Z][\w'’-]*\.? ?)+|\b[A-Z][a-z]+ (?:[A-Z]\.? )?[A-Z][a-z'’-]+\b"
)
_TITLE = re.compile(r"(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Detective|Sergeant|Inspector)\.?$")
_ASKS_NAMED = re.compile(
    r"\b(?:which|what) (?:[\w-]+ ){0,2}?(?:firm|contractor|supplier|compan(?:y|ies)|charit(?:y|ies)|universit(?:y|ies)|"
    r"schools?|bank|hospitals?|prisons?|hotel|shops|venues?|pubs?|villages?|towns?|spots|streets?|roads?|"
    r"parish(?:es)|projects|councillors|other areas|judge)\b(?! (?:council|policing|meeting|centre))",
    re.IGNORECASE,
)
_ASKS_RESULT = re.compile(
    r"\b(?:find|found|conclude[ds]?|show(?:ed|n)?|results?|findings?|score[ds]?|grade[ds]?|rating|improve[ds]?|"
    r"reveal\w*|ever|c[ao]me back|turn(?:ed)? out|end(?:ed)? up)\b",
    re.IGNORECASE,
)
_ASKS_AHEAD = re.compile(r"\b(?:request|promise|undert|agree|will|to be|want|asked? (?:for|to))\w*", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:will (?:determine|be|provide|report|show|help|review|consider|take|bring|come)|requests? to receive|"
    r"requests? that|requested (?:that|an?|to)|be (?:presented|brought|provided|requested)|"
    r"agreed to (?:take|come|bring|provide|circulate|send|report|look)|undertook to|promised to|offered to|"
    r"formed an important part|had been engaged to|commissioned to|to be (?:presented|reported|published)|"
    r"asked (?:whether|if|for|about|that)|supply)\b",
    re.IGNORECASE,
)
_LIMB = re.compile(r"\b(?:resolution|recommendation|limb|point) \(?([a-z])\)", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:asked|questioned|queried|sought|wished to know)\b")
_ASKS_QUESTION = re.compile(
    r"\b(?:ask|question|quer|rais|want|concern|request|worr|put to|seek|sought|wonder|propos|suggest|call)",
    re.IGNORECASE,
)
_DENIED = re.compile(
    rf"\b{_NEGATION}\b|n't\b|\b(?:no longer|refus\w+|declin\w+|reject\w+|oppos\w+|against|lack\w*|fail\w*)\b",
    re.IGNORECASE,
)
_ASKS_DENIED = re.compile(rf"\b(?:{_NEGATION}|no longer)\b|(?<!^)\b\w+n't\b", re.IGNORECASE)
_SAYS = re.compile(
    r"\bwhy (?:did|does|has|had|would) .{1,60}?\b(?:admit|accept|acknowledge|agree|claim|concede|confirm|say|said|"
    r"state)(?:ed|d)? (?:in \w+ )?that\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:was|were|is|are|had|has|did|does|do|could|would|the [\w ]{3,40}) not(?! only)\b", re.IGNORECASE
)
_PRIVATE = re.compile(
    r"\b(?:date of birth|birthday|born|how old is|children|kids|married|wife|husband|partner|religion|nationality|"
    r"sexuality|illness|home address)\b",
    re.IGNORECASE,
)
_PRESUMES = re.compile(r"\b(?:on what grounds|when did|which|how did|who)\b", re.IGNORECASE)


def missing_detail(asked: Understood, ranked: Sequence[Ranked]) -> str | None:
    """Return which detail a question asks for that its best sentences do not hold; None when none can be named.

    `ranked` must not be empty.
    """
    rules = (_private, _area, _limb, _count, _day, _amount, _person, _named, _result, _speaker, _premise)
    return next((reason for rule in rules if (reason := rule(asked, ranked))), None)


def looks_ahead(words: str) -> bool:
    """Does a sentence only ask for something, or say that it is to come?"""
    return bool(_AHEAD.search(words))


def _private(asked: Understood, ranked: Sequence[Ranked]) -> str | None:
    """A private detail of a person is asked for that the best sentences have no word of."""
    wanted = [match[0] for match in _PRIVATE.finditer(asked.asked)]
    if asked.voice is not Voice.NAMED or not wanted:
        return None
    held = frozenset(term for item in strong(ranked) for term in terms(with_neighbours(item)))
    lacking = [words for words in wanted if not frozenset(terms(words)) <= held]
    return f"No passage found gives this person's {lacking[0].lower()}." if lacking == wanted else None


def _area(asked: Understood, ranked: Sequence[Ranked]) -> str | None:
    """The area of a panel is named, and the best passages neither are of it nor speak of it."""
    named = [panel.replace("-", " ") for panel in asked.panels]
    if not named:
        return None
    texts = [f"{item.evidence.passage.context} {item.evidence.passage.text}" for item in ranked[:BEST]]
    present = frozenset(term for text in texts for term in terms(text))
    if any(frozenset(terms(name)) & present for name in named):
        return None
    return f"No passage found on this is of {' or '.join(name.title() for name in named)}."


def _limb(asked: Understood, ranked: Sequence[Ranked]) -> str | None:
    """A limb of a resolution is named by a letter that no passage found has."""
    match = _LIMB.search(asked.asked)
    if match is None:
        return None
    letter = match[1].lower()
    stands = re.compile(rf"(?:^|\s)\(?{letter}\)", re.IGNORECASE)
    numbers = {(item.evidence.section.number or "").strip("() .").lower() for item in ranked}
    if letter in numbers or any(stands.search(item.evidence.passage.text) for item in ranked):
        return None
    return f"No passage found has {match[0]}."


def _count(asked: Understood, ranked: Sequence[Ranked]) -> str | None:
    """Something is counted that the best sentences do not name, or put no number to."""
    counted = _counted(asked.asked)
    if not counted:
        return None
    best = strong(ranked)
    held = frozenset(
        term for item in best for term in terms(f"{with_neighbours(item)} {item.evidence.passage.context}")
    )
    near = max(item.evidence.features[_COSINE] for item in best) >= _MEANT
    named = near or all(_is_held(word, held) for word in counted if word.lower() not in _ANYBODY)
    texts = [_NO_COUNT.sub(" ", sentence_words(item)) for item in best]
    numbered = any(PLAIN_NUMBER.search(text) or _NONE.search(text) for text in texts)
    first = [counts_focus(asked.asked, sentence_words(item)) for item in ranked[:BEST]]
    renamed = near and not _is_held(counted[-1], held)
    beside = any(first) or first[0] is None or renamed or any(_NONE.search(text) for text in texts)
    return None if named and numbered and beside else f"No passage found says how many {' '.join(counted)}."


def _counted(text: str) -> list[str]:
    """Return the words of what "how many" counts, as typed, up to the first plural."""
    match = _COUNTED.search(text)
    words: list[str] = []
    for word in match[1].split() if match else ():
        if word.lower() in _NOT_COUNTED:
            break
        words.append(word)
        if word[-1:] == "s" or word.lower() in _PLURALS:
            break
    return words


def _is_held(word: str, held: frozenset[str]) -> bool:
    """Is a word there: itself, the papers' word for it, or another form that begins alike?"""
    forms = frozenset(terms(in_paper_words(word)))
    return bool(forms & held) or begins_alike(forms, held)


def _day(asked: Understood, ranked: Sequence[Ranked]) -> str | None:
    """A time is asked for, and none of the best sentences has one."""
    if asked.intent is not Intent.DATE or any(_DAY.search(sentence_words(item)) for item in strong(ranked)):
        return None
    return "No passage found gives a date or time for this."


def _amount(asked: Understood, ranked: Sequence[Ranked]) -> str | None:
    """An amount is asked for; it stands in a sentence on something else, if anywhere."""
    if sort_asked(asked) is not Sort.MONEY or not _ASKS_AMOUNT.search(asked.asked):
        return None
    same = [item for item in ranked[:BEST] if item.evidence.passage == ranked[0].evidence.passage]
    wanted = frozenset(content_terms(asked.text))
    for item in (*strong(ranked, share=_AMOUNT_NEAR), *same):
        held = wanted & frozenset(terms(f"{with_neighbours(item)} {item.evidence.passage.context}"))
        if _AMOUNT.search(with_signs(item)) and len(held) >= min(_AMOUNT_WORDS, max(len(wanted) - 1, 1)):
            return None
    return "No passage found gives an amount for this."


def _person(asked: Understood, ranked: Sequence[Ranked]) -> str | None:
    """Somebody's name is asked for, and the best sentences have no person's name that the question has not."""
    if not _ASKS_PERSON.search(asked.asked):
        return None
    for item in strong(ranked):
        if item.evidence.section.role is Role.HEADING:
            continue
        speaker = item.evidence.sentence.speaker or item.evidence.section.speaker or ""
        if any(people_in(f"{_without_brackets(sentence_words(item))}; {speaker}", asked.asked)):
            return None
    return "No passage found names anybody for this."


def people_in(text: str, asked: str) -> Iterator[str]:
    """Yield the persons' names of a text that have a word of their own."""
    given = frozenset(re.findall(r"[\w'’-]+", asked.lower()))
    for match in _PERSON.finditer(text):
        words = [word for word in re.findall(r"[A-Z][\w'’-]+", match[0]) if not _TITLE.match(word)]
        own = [word for word in words if word not in NAMELESS and word.lower() not in given]
        if own and len(words) - len(own) <= 1:
            yield match[0]


def _without_brackets(text: str) -> str:
    """Return a text without the brackets that give an abbreviation's words; those with a person's title stay."""
    return re.sub(r"\((?!(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr)\b)[^)]*\)", " ", text)


def _named(asked: Understood, ranked: Sequence[Ranked]) -> str | None:
    """It is asked which firm, school or place; the best sentences name none, and are no list."""
    match = _ASKS_NAMED.search(asked.asked)
    if match is None:
        return None
    for item in strong(ranked):
        if item.evidence.section.block or names_in(_without_brackets(sentence_words(item)), asked.asked):
            return None
    return f"No passage found says {match[0].lower()}."


def _result(asked: Understood, ranked: Sequence[Ranked]) -> str | None:
    """What came of something is asked, and the best sentence only asks for it or looks ahead to it."""
    text = asked.asked
    if asked.intent is Intent.DECISION or not _ASKS_RESULT.search(text) or _ASKS_AHEAD.search(text):
        return None
    return "No passage found says what came of this." if looks_ahead(sentence_words(ranked[0])) else None


def _speaker(asked: Understood, ranked: Sequence[Ranked]) -> str | None:
    """What somebody said is asked, and the best sentences are questions put to them, not by them."""
    answering = asked.voice in (Voice.NAMED, Voice.COMMISSIONER, Voice.CHIEF) and asked.intent is Intent.SAID
    if not answering or _ASKS_QUESTION.search(asked.asked):
        return None
    if all(_ASKS.search(sentence_words(item)) and not item.evidence.features[_VOICE] for item in strong(ranked)):
        return "No passage found gives an answer of that person, only a question."
    return None


def _premise(asked: Understood, ranked: Sequence[Ranked]) -> str | None:
    """Something is taken for granted that the best passages deny or have no word of."""
    texts = [f"{item.evidence.passage.context} {item.evidence.passage.text}" for item in ranked[:BEST]]
    reason, denied = asked.intent is Intent.REASON, bool(_ASKS_DENIED.search(asked.asked))
    if reason and denied:
        said = any(_DENIED.search(with_neighbours(item)) for item in strong(ranked))
        known = said and not taken_for_granted(asked.asked, " ".join(texts))
    elif reason:
        contrary = _SAYS.search(asked.asked) and _DENIES.search(sentence_words(ranked[0]))
        known = not contrary and not taken_for_granted(asked.asked, _without_denied(" ".join(texts)))
    else:
        known = not (_PRESUMES.search(asked.asked) and taken_for_granted(asked.asked, " ".join(texts)))
    return None if known else "No passage found says that this happened."


def _without_denied(text: str) -> str:
    """Return a text without the few words that follow a "not": what it denies, it does not say."""
    return re.sub(r"\b(?:not|never|nor|without)\b(?:\W+\w+){1,3}", " ", text, flags=re.IGNORECASE)
