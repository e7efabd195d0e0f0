"""Does a question lean on what was said before it? By its opening, by a pronoun, or for want of a topic of its own."""

import re

from corpus.panels import Register
from index.terms import terms
from qa.antecedents import points_back
from qa.intents import OFFICER, TITLED, Intent, Voice, intent_of, voice_of
from qa.periods import asks_latest, periods
from qa.topic_words import topic_words

FEW = 1  # topic words up to which a question leans on the one before
_BRIEF = 2  # weight up to which one does that speaks of something known
_OPENED = 3  # weight up to which one that begins with "and" does

_OPENS = re.compile(r"^\W*(?:and|but|so|then|also|what about|how about|what else)\b", re.IGNORECASE)
BARE = re.compile(
    r"^\W*(?:(?:and|but|so|or)\b(?!\W+(?:what|who|whom|whose|when|where|which|why|how|if|did|does|do|is|are|was|were|"
    r"has|have|had|will|would|can|could|should)\b)|what about|how about)\b",
    re.IGNORECASE,
)  # no asking word and no verb of its own: it asks what the question before asked
_ALONE = re.compile(
    r"^\W*(?:and |but |so )?(?:why|who|when|where|how|how (?:much|many|long|come|so)|what (?:was|were) the votes?|"
    r"how did (?:they|it) vote)(?: not| else| then)?\W*$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:about|on|over|regarding|concerning)\b(?P<topic>.+)", re.IGNORECASE)
_OFFICE = re.compile(
    r"^\W*who(?:'s| is| was| are| were) (?:now |currently )?(?:the|our) (?:\w+ )?(?:chair\w*|vice[- ]chair\w*|"
    r"commissioner|chief constable|p?f?cc|mayor)\b",
    re.IGNORECASE,
)  # "Who is the chair?" is a whole question at any time
_ELLIPTIC = re.compile(
    r"^\W*(?:and |but |so )?how many (?:are|came|did|do|had|has|have|is|was|went|were|will|would)\b"
    r"(?! there (?!now\b)\w)|"
    r"^\W*(?:and|but) (?:the )?[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,3}\W*$"
)  # how many of what was spoken of; a name and nothing else
_VIEW = re.compile(
    r"['’]s? (?:\w+ )?(?:answer|argument|excuse|explanation|opinion|position|reaction|reason|reply|response|verdict|"
    r"view)s?\W*$",
    re.IGNORECASE,
)  # "the commissioner's excuse", for what was spoken of
_UNSAID = re.compile(
    r"\bwhat (?:did|does|do|has|have|had) (?:[\w'’.-]+ ){1,4}(?:advise|ask|conclude|decide|do|find|found|object|"
    r"promise|recommend|reply|resolve|respond|say|suggest|think|thought|want|warn)(?:ed|d)?\W*$|"
    r"\bwhat (?:was|were|is) (?:[\w'’.-]+ ){1,4}(?:worried|concerned|unhappy|pleased) about\W*$",
    re.IGNORECASE,
)  # "What did the survey find?": it does not say about what
_THEN = re.compile(
    r"\b(?:(?:back )?then|before|previously|afterwards|at (?:that|the) (?:time|point)|"
    r"(?:that|the same) (?:year|month|quarter|meeting))\W*$",
    re.IGNORECASE,
)  # at a time that was named before
_KNOWN = re.compile(
    r"^\W*(?i:(?:(?:and|but|so) )?(?:who|why|when|how|where|did|do|does|is|are|was|were|has|have|had|will|would|can|"
    r"could|should)\b)(?:(?! the ).)* the (?!(?:precept|budget|police|public|force|county|council|city|government|"
    r"region|reserve|mayor|inspectorate|ombudsman|grant|levy|referendum|election|uplift|minute|agenda|plan|law)s?\b)"
    r"[a-z][a-z’'-]+(?: \w+){0,2}\W*$"
)  # "Were the riders sacked?": which ones was said before
_OF_WHAT = re.compile(
    r"\bthe (?:(?:actual|annual|current|estimated|expected|final|likely|main|new|original|overall|revised|total) )?"
    r"(?:rise|increase|growth|fall|drop|decrease|reduction|decline|change|difference|delay|shortfall|overspend|excess|"
    r"underspend|savings?|costs?|price|bill|money|rest|balance|result|reasons?|target|deadline|"
    r"(?:\w{3,}est|most \w+|least \w+|average|total|maximum) \w+)"
    r"(?=\W*$| (?:is|are|was|were|has|have|had|will|would|can|could|did|be|been)\b)",
    re.IGNORECASE,
)  # "the rise", of what was spoken of: it names no topic of its own


def leans(text: str, *, register: Register) -> bool:
    """Does a question lean on what was said before it: by its opening, by a pronoun, or for want of a topic?

    >>> from corpus.panels import default_register
    >>> leans("And the year before?", register=default_register())
    True
    """
    own = _weight(_OF_WHAT.sub(" ", text), register)
    if _ELLIPTIC.search(text) or (own <= _OPENED and (_THEN.search(text) or _VIEW.search(text))):
        return True
    if _UNSAID.search(text) and _weight(TITLED.sub(" ", text), register) <= _OPENED:
        return True
    if _OFFICE.search(text):
        return False
    if own <= FEW or _asks_a_speaker(text, register) or points_back(text, register):
        return True
    if own <= _BRIEF and _KNOWN.search(text) and not OFFICER.search(text):
        return True
    return bool(_OPENS.search(text)) and own <= _OPENED and not _says_about(text, register)


def goes_on(text: str, told: str, *, register: Register) -> bool:
    """Does a question of few words go on about something that was just quoted?

    >>> from corpus.panels import default_register
    >>> goes_on("Did the plan turn up?", "A plan is to be brought in June.", register=default_register())
    True
    """
    if _weight(text, register) > _BRIEF or _OFFICE.search(text):
        return False
    return not frozenset(terms(" ".join(topic_words(text, register)))).isdisjoint(terms(told))


def is_bare(text: str, *, register: Register) -> bool:
    """Does a question say nothing of what it is about, but point to something said before it?

    >>> from corpus.panels import default_register
    >>> [is_bare(text, register=default_register()) for text in ("Who asked that?", "Who is the chair?", "And drones?")]
    [True, False, False]
    """
    if topic_words(text, register) or _OFFICE.search(text):
        return False
    return bool(BARE.search(text) or _ALONE.match(text) or points_back(text, register))


def _weight(text: str, register: Register) -> int:
    """Return how much a text says of its own topic: a point a word, two a name; a point a panel, a time, a speaker.

    The last meeting is a time.
    """
    words = topic_words(text, register)
    names = sum(word[0].isupper() and (word.isupper() or not text.startswith(word)) for word in words)
    times = len(periods(text)) + asks_latest(text)
    others = len(register.named_in(text)) + times + (voice_of(text) is not None)
    return len(words) + names + others


def _asks_a_speaker(text: str, register: Register) -> bool:
    """Does a question ask what somebody said, and nothing of about what or of when? A speaker is no topic."""
    rest = OFFICER.sub(" ", TITLED.sub(" ", text))
    if topic_words(rest, register) or periods(text) or register.named_in(text):
        return False
    return intent_of(text, voice_of(text) or (Voice.NAMED if rest != text else None)) is Intent.SAID


def _says_about(text: str, register: Register) -> bool:
    """Does a question that begins with "and" say about what it asks, in more than a word?"""
    about = None if BARE.search(text) else _ABOUT.search(text)
    return about is not None and len(topic_words(about["topic"], register)) > FEW
