"""The pronouns of a question that mean something said before it: those without an antecedent in the question itself.

"What did the panel ask for on 101 calls, and did it get it?" needs no question before it: both stand in a later clause
than what they mean. "What did members say about it?" does. A pronoun that is an object means nothing of its own clause;
one that owns something ("their plan"), or asks on, may mean its subject.
"""

import re

from corpus.panels import Register
from index.terms import STOP_WORDS
from qa.intents import TITLED
from qa.topic_words import topic_words

_INSIDE = 3  # topic words before a pronoun in its own clause from which it means one of them
_WHOLE = 5  # topic words of a question that needs no other topic, whatever "it" is

_PRONOUN = re.compile(
    r"\b(?:(?P<person>he|him|his|she|hers?)|(?P<many>they|them|theirs?|those)|"
    r"(?P<thing>its?|there|this|that|these|ones?|the same|the latter|the former))\b(?!-)",
    re.IGNORECASE,
)
PERSONAL = re.compile(r"\b(?:(?P<he>he|him|his)|(?P<she>she|hers?))\b", re.IGNORECASE)
_OBJECT = re.compile(r"(?:him|them|it)$", re.IGNORECASE)
_OWNS = re.compile(r"(?:his|hers?|its|theirs?)$", re.IGNORECASE)
# What such words are where they point to nothing: the beginning of a clause, a numeral, a word that only fills a place.
_VERB = r"(?:is|are|was|were|has|have|had|will|would|can|could|should|did|does|do|may|might|must)"
_EXPLETIVE = re.compile(
    rf"\b{_VERB} (?:there\b|it (?:(?:\w+ ){{0,2}}(?:who|that|whose)|the|true)\b)|"
    rf"\bit (?:(?:actually|always|be|been|being|also|ever|really|still|so) )*(?:agreed|argued|claimed|clear|cost|costs|"
    r"decided|far|hard|held|known|legal|likely|long|matter|matters|mean|normal|possible|right|said|set|take|taken|"
    r"takes|thought|true|wrong)\b(?: (?!and\b|or\b|but\b)[\w’'-]+){0,4}? "
    r"(?:from|how|if|that|to|when|whether|who|why)\b|"
    r"\b(?:call|called|consider|find|found|make|made|notice|think|thought) it (?:\w+ ){0,4}?(?:if|that|to|when)\b|"
    r"\bthere (?:is|are|was|were|be|been|any|enough)\b|\bto do with it\b",
    re.IGNORECASE,
)
_POINTING_THAT = re.compile(
    rf"(?:^|[,;:.?] |\b(?:what|who|where|how)['’]s |\b(?:(?P<at>about|against|after|at|before|behind|by|for|from|in|"
    rf"like|of|on|over|than|to|under|until|with)|and|but|or|all|{_VERB}) )$",
    re.IGNORECASE,
)  # what stands before "that" where it is no conjunction: "about that", "was that"
_SO_THAT = re.compile(r"\b(?:so|now|given|such|in) $", re.IGNORECASE)
_AFTER_THAT = re.compile(r" (?:the|an?|there|it|he|she|they|panel|members)\b", re.IGNORECASE)
_RELATIVE = re.compile(rf" {_VERB}(?:n['’]t)?\b", re.IGNORECASE)  # "a thing they ring about that is no crime"
_PART_OF = re.compile(r"\b(?:all|any|half|how (?:many|much)|most|much|none|part|some) of $", re.IGNORECASE)
_KNOWN = re.compile(r" (?:days|papers?|year|report|month|week|minutes)\b", re.IGNORECASE)  # "this year"
_DEFINED = re.compile(
    r" (?:who|whom|whose|with|without|in|from|under|over|on|at|affected|arrested|asked|concerned|consulted|involved|"
    r"present)\b",
    re.IGNORECASE,
)  # "those who replied"
_NUMERAL = re.compile(r"\b(?:any|band|by|every|grade|level|no|number|part|phase|priority|some|stage|tier|to) $")
_LAST = re.compile(r"(?: (?:about|at|from|in|on|that|which|with|for|then|too|either|instead)\b|\W*$|[,;:.?])")
_FORMER = re.compile(rf" {_VERB}\b|\W*$|[,;:.?]")
# Where a clause ends and another begins.
_BREAK = re.compile(
    r"[,;:.?!–—]\s|\s-\s|\b(?:and|but|or|if|because|so|when|while|after|before|since|that|which|who|whose|whom|whether|"
    r"than|until|though|although|as|where)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    rf"{TITLED.pattern}|\b(?i:commissioner|p?f?cc|chief constable|acting chief|constable|chair\w*|mayor|candidate|"
    r"deputy|acc|dcc|chief|boss|head|leader|director|manager|minister|executive|member|councillor|officer|resident|"
    r"victim|witness|speaker|nominee|"
    r"person|man|woman|somebody|someone|anybody|anyone|everybody|everyone|whoever|nobody)\b|"
    r"\b(?!(?:Police|Fire|Crime|Panel|Council|Board|Plan|Report|List|Name|Compare)\b)[A-Z][a-z]{2,}\b"
)
_WHO = re.compile(r"\bwho\b", re.IGNORECASE)
_FRONTED = re.compile(
    rf"^\W*(?:(?:and|but|so) )?(?:what|which|how (?:many|much)) (?:[\w'’-]+ ){{1,5}}?{_VERB}(?:n['’]t)? $",
    re.IGNORECASE,
)  # "Which shops did they hear from?": who hears is not what is heard from
_MALE, _FEMALE = re.compile(r"\bMr\b"), re.compile(r"\b(?:Mrs|Ms|Miss)\b")
_MANY = re.compile(
    r"\b(?i:people|men|women|police|staff|panel|force|council|team|committee|public|family|brigade|board|group|trust|"
    r"service|anybody|anyone|everybody|everyone|whoever|nobody|somebody|someone)\b|"
    r"\b(?!(?i:does|was|has|is|this|its|his|hers|theirs|ours|always|yes)\b)[A-Za-z]{2,}[a-rtv-z]s\b"
)
_BODY = re.compile(r"\b(?i:panel|force|council|committee|team|board|group|trust|office|service|brigade|police)\b")


def points_back(text: str, register: Register) -> list[str]:
    """Return the pronouns of a question that have no antecedent in it, in order.

    >>> from corpus.panels import default_register
    >>> asks = ("Who backed it?", "What did the panel ask for on 101 calls, and did it get it?", "Has he left?")
    >>> [points_back(text, default_register()) for text in asks]
    [['it'], [], ['he']]
    """
    return [match[0] for match in pointing(text, register)]


def pointing(text: str, register: Register) -> list[re.Match[str]]:
    """Return the same pronouns where they stand."""
    clear = _EXPLETIVE.sub(lambda match: " " * len(match[0]), text)
    whole = len(topic_words(TITLED.sub(" ", clear), register)) >= _WHOLE
    found = [match for match in _PRONOUN.finditer(clear) if _is_pointing(match, clear)]
    return [match for match in found if (match["person"] or not whole) and not _is_bound(match, clear, register)]


def _is_pointing(match: re.Match[str], text: str) -> bool:
    """Is a word a pronoun here, not the beginning of a clause, a numeral or a place that the question defines?"""
    if match[0] == "IT" and not text.isupper():
        return False  # a department
    before, after, word = text[: match.start()], text[match.end() :], match[0].lower()
    if word == "that":
        return bool(re.match(r"\W*$", after)) or not _is_conjunction(before, after)
    if word in ("this", "these"):
        return not _KNOWN.match(after)
    if word == "those":
        return not _DEFINED.match(after)
    if word in ("one", "ones"):
        return bool(_LAST.match(after)) and not _NUMERAL.search(before)
    return not word.startswith("the ") or bool(_FORMER.match(after))


def _is_conjunction(before: str, after: str) -> bool:
    """Does the "that" between two parts of a question begin a clause?"""
    pointing = _POINTING_THAT.search(before)
    if pointing is None or _AFTER_THAT.match(after) or _SO_THAT.search(before):
        return True
    return bool(pointing["at"] and _RELATIVE.match(after) and not _PART_OF.search(before))


def _is_bound(match: re.Match[str], text: str, register: Register) -> bool:
    """Has a pronoun an antecedent before it in the question?"""
    before = text[: match.start()]
    breaks = list(_BREAK.finditer(before))
    earlier = before[: breaks[-1].start()] if breaks else ""  # the clauses before its own
    near = earlier if _OBJECT.match(match[0]) else before
    topics = topic_words(TITLED.sub(" ", earlier), register)
    if match["person"]:
        people = [one[0] for one in _PERSON.finditer(near) if one[0].lower() not in STOP_WORDS]
        # Whoever an earlier clause asks for is meant by a later one: "Who objected, and what was she told?"
        return any(_fits(one, match[0]) for one in people) or (not people and bool(topics or _WHO.search(earlier)))
    if match["many"] and _FRONTED.match(before):
        return False
    if topics or len(topic_words(TITLED.sub(" ", before), register)) >= _INSIDE:
        return True
    pattern = _MANY if match["many"] else _BODY
    may_own = match["many"] or _OWNS.match(match[0]) or earlier
    return bool(may_own and match[0].lower() != "those" and pattern.search(near))


def _fits(person: str, pronoun: str) -> bool:
    """May a pronoun mean a person, as far as the person's title says?"""
    one = PERSONAL.fullmatch(pronoun)
    return not (one and (_FEMALE if one["he"] else _MALE).search(person))
