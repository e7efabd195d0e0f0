"""A follow-up made to stand alone: what it takes over from the conversation before it.

"And the year before?" means nothing by itself. The nearest turn that has a topic gives it one, with the panel, the time
and the person that are not named anew. What is taken over stands behind the question, in brackets, and is shown.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.panels import Register
from corpus.wording import search_text
from index.terms import terms
from qa.answers import Citation, Turn
from qa.intents import TITLED, Voice, voice_of
from qa.periods import Period, periods, shifted, with_year
from qa.restated import YEAR_AFTER, YEAR_BEFORE
from qa.topic_words import phrases, topic_words, words_left

_FEW = 1  # topic words up to which a question leans on the one before
_INSIDE = 3  # topic words before a pronoun from which it means one of them
_DEEP = 3  # turns that a topic is gathered from, where they lean on each other
_MOST = 14  # words that are taken over
_BRIEF = 240  # characters of an answer that say what it was about

_OPENS = re.compile(r"^\W*(?:and|but|so|then|also|what about|how about|what else)\b", re.IGNORECASE)
_INSTEAD = re.compile(r"^\W*(?:what|how) about\b", re.IGNORECASE)  # its topic takes the place of the one before
_BARE = re.compile(
    r"^\W*(?:(?:and|but|so|or)\b(?!\W+(?:what|who|whom|whose|when|where|which|why|how|if|did|does|do|is|are|was|were|"
    r"has|have|had|will|would|can|could|should)\b)|what about|how about)\b",
    re.IGNORECASE,
)  # no asking word and no verb of its own: it asks what the question before asked
_ALONE = re.compile(
    r"^\W*(?:and |but |so )?(?:why|who|when|where|how|how (?:much|many|long|come|so)|what (?:was|were) the votes?|"
    r"how did (?:they|it) vote)(?: not| else| then)?\W*$",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:follow\w*|later|since|next|after\w*|happen\w*|ever|still|now|latest|came|come|become|became|before|previous\w*)\b",
    re.IGNORECASE,
)  # what was said before or after the passage that was cited
_POINTS = re.compile(
    r"\b(?:its?|they|them|theirs?|he|him|his|she|hers?|there(?! (?:is|are|was|were|be|been|any|enough)\b)|"
    r"this(?! (?:year|paper|report|month|week)\b)|that(?! (?:the|a|an|there|it|he|she|they|panel|members)\b)|"
    r"these|those(?! who\b)|ones?(?! (?:of|or)\b)|the same|the latter|the former)\b",
    re.IGNORECASE,
)
_EXPLETIVE = re.compile(
    r"\b(?:is|was) (?:there|it (?:\w+ ){0,2}(?:who|that|the)|it true)\b|\b(?:is|are|was|were) there\b", re.IGNORECASE
)
_PERSONAL = re.compile(r"\b(?P<he>he|him|his)\b|\b(?P<she>she|hers?)\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\b(?:did|does|has|had|do|have|would|will|could|can|is|was|were) (?P<one>he|she|they)\b"
    r"(?! (?:told|asked|given|thanked)\b)",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?P<title>Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr)\.? (?:[A-Z]\.? )?[A-Z][\w'’-]+(?: [A-Z][a-z][\w'’-]+)?"
    r"|\b(?!The |An? |Police|Fire|Safer|Chief|Deputy|Assistant|Vice|Band )[A-Z][a-z]+ [A-Z][a-z'’-]+\b"
    r"(?! (?:[Pp]olice|[Ff]ire|[Cc]ouncil|[Pp]anel|[Ss]treet|[Rr]oad|[Ff]und|[Ss]cheme|[Ss]ervice|[Tt]eam|[A-Z]))"
)
_NO_PERSON = re.compile(
    r"\b(?:Police|Fire|Crime|Panel|Council|Commissioner|Constable|Office|Home|Fund|Street|Streets|Plan|Service|Team|"
    r"Scheme|Party|Board|County|North|South|East|West|University|Act|Group|Hub|Operation|Project|Constabulary|Court|Hall|Centre|Town|City|Force|Meeting|Report|Order|Line|Officer)\b"
)
_MALE, _FEMALE = frozenset({"Mr"}), frozenset({"Mrs", "Ms", "Miss"})
_MARKS = re.compile(r"\[\d+\]|[“”\"*_#]")
_FIRST = re.compile(r"(?<![\w)])[^\W\d_]{2}.{20,160}?(?=[.;:]\s|$)", re.DOTALL)  # sentence or limb, without its letter
_OFFICE = re.compile(
    r"^\W*who(?:'s| is| was| are| were) (?:now |currently )?(?:the|our) (?:\w+ )?(?:chair\w*|vice[- ]chair\w*|"
    r"commissioner|chief constable|p?f?cc|mayor)\b",
    re.IGNORECASE,
)  # "Who is the chair?" is a whole question at any time
_ALL_PANELS = re.compile(r"\b(?:all|any|every|each|other|which) panels?\b", re.IGNORECASE)
_EVENT = re.compile(r"\b(?:hearing|meeting|session|briefing)\b", re.IGNORECASE)  # it has a time of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """A question with what it takes over; everything is empty where it stands alone."""

    text: str  # to search with: the question, then what it takes over
    taken: str = ""  # what it takes over, as it is shown
    before: str = ""  # the question whose asking words hold on: "And band A?" asks how much again
    names: tuple[str, ...] = ()  # of people whom it means
    voice: Voice | None = None  # whom "he", "she" or "they" means, where they speak
    panels: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    cited: Citation | None = None  # the passage that the answer before cited first


def completed(asked: str, history: Sequence[Turn], *, register: Register) -> Completed:
    """Return a question with what it takes over from the turns before it, oldest first.

    A panel holds on until another is named. A topic, a time and a person hold on only for a follow-up.
    """
    turns = [replace(turn, question=search_text(turn.question), answer=search_text(turn.answer)) for turn in history]
    named = tuple(register.named_in(asked))
    cited = _passage_meant(asked, turns, register=register)
    panels = (
        named if named or _ALL_PANELS.search(asked) else _panels_before(turns, register) or _panels_of(cited, register)
    )
    areas = [register.panel(panel).area for panel in panels if panel not in named]
    if not turns or not leans(asked, register=register):
        return Completed(text=asked, taken=", ".join(areas), panels=panels)
    bare = bool(_BARE.search(asked))
    names = _people(asked, turns)
    voice = _speaker(asked, turns, names)
    who = [voice.value] if voice and voice is not Voice.NAMED else []
    times, time_words = _times(asked, turns, cited)
    topic = _topic(asked, turns, register=register)
    taken = _distinct([*names, *who, *topic, *time_words], asked)
    return Completed(
        text=f"{asked} ({', '.join(taken)})" if taken else asked,
        taken=", ".join([*taken, *areas]),
        before=turns[-1].question if bare else "",
        names=names,
        voice=voice,
        panels=panels,
        periods=times,
        cited=turns[-1].cited,
    )


def leans(text: str, *, register: Register) -> bool:
    """Does a question lean on what was said before it: by its opening, by a pronoun, or for want of a topic?

    >>> from corpus.panels import default_register
    >>> leans("And the year before?", register=default_register())
    True
    """
    own = _weight(text, register)
    if _OFFICE.search(text):
        return False
    if own <= _FEW or (_OPENS.search(text) and own <= _INSIDE):
        return True
    clear = _EXPLETIVE.sub(lambda match: " " * len(match[0]), text)
    # A speaker is no topic: in "What did Mrs Lee say about it?" the "it" points back.
    return any(
        len(topic_words(TITLED.sub("", text[: match.start()]), register)) < _INSIDE for match in _POINTS.finditer(clear)
    )


def is_bare(text: str, *, register: Register) -> bool:
    """Does a question say nothing of what it is about, but point to something said before it?

    >>> from corpus.panels import default_register
    >>> [is_bare(text, register=default_register()) for text in ("Who asked that?", "Who is the chair?", "And drones?")]
    [True, False, False]
    """
    if topic_words(text, register) or _OFFICE.search(text):
        return False
    return bool(_BARE.search(text) or _ALONE.match(text) or _POINTS.search(_EXPLETIVE.sub(" ", text)))


def _passage_meant(asked: str, turns: Sequence[Turn], *, register: Register) -> Citation | None:
    """Return the passage that a follow-up without a topic of its own asks about; None where it asks what came later."""
    wanted = turns and not topic_words(asked, register) and not _LATER.search(asked)
    return turns[-1].cited if wanted else None


def _panels_of(cited: Citation | None, register: Register) -> tuple[str, ...]:
    return tuple(register.named_in(cited.panel)) if cited and cited.panel else ()


def _weight(text: str, register: Register) -> int:
    """Return how much a text says of its own topic: a point a word, two a name; a point a panel, a time, a speaker."""
    words = topic_words(text, register)
    names = sum(word[0].isupper() and not text.startswith(word) for word in words)
    others = len(register.named_in(text)) + len(periods(text)) + (voice_of(text) is not None)
    return len(words) + names + others


def _topic(asked: str, turns: Sequence[Turn], *, register: Register) -> list[str]:
    """Return the phrases of the nearest turn that has a topic, and of those that it leans on itself."""
    found: list[str] = []
    for deep, turn in enumerate(reversed(turns)):
        own = phrases(turn.question, register)
        pointed = _POINTS.search(asked) or not own
        if not deep and (pointed or (len(own) <= _FEW and len(turn.answer) <= _BRIEF)):
            own += phrases(_gist(turn), register)
        found = [*own, *found]
        changes = _INSTEAD.search(turn.question) or not leans(turn.question, register=register)
        if deep + 1 >= _DEEP or (found and changes):
            break
    if found or not _BARE.search(asked):
        return found
    return words_left(turns[-1].question, register)  # "And in 2023?" after "What did she promise in 2022?"


def _gist(turn: Turn) -> str:
    """Return what was answered: a short answer whole, of a longer one the beginning of what it quotes first."""
    if len(turn.answer) <= _BRIEF:
        return _MARKS.sub(" ", turn.answer)
    first = _FIRST.search(search_text(turn.cited.quote)) if turn.cited else None
    return first[0] if first else ""


def _panels_before(turns: Sequence[Turn], register: Register) -> tuple[str, ...]:
    return next((tuple(named) for turn in reversed(turns) if (named := register.named_in(turn.question))), ())


def _people(asked: str, turns: Sequence[Turn]) -> tuple[str, ...]:
    """Return the person whom "he", "him" or "she" means: of the nearest turn that names one, the last that fits."""
    match = _PERSONAL.search(asked)
    if match is None:
        return ()
    wrong = _FEMALE if match["he"] else _MALE
    for turn in reversed(turns):
        for words in (turn.question, _gist(turn) or _MARKS.sub(" ", turn.answer)[:_BRIEF]):
            people = [
                found[0]
                for found in _PERSON.finditer(words)
                if found["title"] not in wrong and not _NO_PERSON.search(found[0])
            ]
            if people:
                return (people[-1],)
    return ()


def _speaker(asked: str, turns: Sequence[Turn], names: Sequence[str]) -> Voice | None:
    """Return whose words are asked for by a pronoun that is the subject; None where none is."""
    match = _SUBJECT.search(asked)
    if match is None:
        return None
    if names and match["one"].lower() != "they":
        return Voice.NAMED
    return next((voice for turn in reversed(turns) if (voice := _voice_in(turn))), None)


def _voice_in(turn: Turn) -> Voice | None:
    """Return whose words were asked for, else whose the passage is that was cited."""
    speaker = turn.cited.speaker if turn.cited else None
    return voice_of(turn.question) or (voice_of(speaker) if speaker else None)


def _times(asked: str, turns: Sequence[Turn], cited: Citation | None) -> tuple[tuple[Period, ...], list[str]]:
    """Return the times that a follow-up means, and the words for them: its own, worked out, or those before it."""
    if periods(asked) or _EVENT.search(asked):
        return (), []
    before = next((found for turn in reversed(turns) if (found := periods(turn.question))), ())
    if cited and cited.date and not before:
        before = tuple(periods(f"{cited.date.day} {cited.date:%B %Y}"))
    if not before:
        return (), []
    for pattern, years in ((YEAR_BEFORE, -1), (YEAR_AFTER, 1)):
        if pattern.search(asked):
            moved = shifted(before[-1], years)
            # The paper of the year itself often gives the year before beside it: either will do.
            return (moved, before[-1]), [moved.words]
    own = with_year(asked, before[-1])
    return ((own,), [own.words]) if own else (before, [period.words for period in before])


def _distinct(phrases: Sequence[str], asked: str) -> list[str]:
    """Return phrases whose words are not all there already, up to the most that are taken over."""
    seen = frozenset(terms(asked))
    found: list[str] = []
    count = 0
    for phrase in phrases:
        own = frozenset(terms(phrase))
        if own <= seen or count + len(phrase.split()) > _MOST:
            continue
        found.append(phrase)
        count += len(phrase.split())
        seen |= own
    return found
