"""A follow-up made to stand alone: what it takes over from the conversation before it.

"And the year before?" means nothing by itself. The nearest turn that has a topic gives it one, with the panel, the time
and the person that are not named anew. What is taken over is shown behind the question, in brackets.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from corpus.panels import Register
from corpus.wording import search_text
from index.terms import terms
from qa.answers import Citation, Turn
from qa.antecedents import PERSONAL, pointing, points_back
from qa.intents import Intent, Voice, intent_of, official_in, voice_of
from qa.leaning import BARE, FEW, leans
from qa.periods import Period, periods, shifted, with_year
from qa.restated import years_moved
from qa.topic_words import phrases, topic_words, words_left

_DEEP = 3  # turns that a topic is gathered from, where they lean on each other
_MOST = 14  # words that are taken over
_BRIEF = 240  # characters of an answer that say what it was about

_NO_TOPIC = re.compile(rf"{PERSONAL.pattern}|there", re.IGNORECASE)  # a person or a place
_CENTRE = re.compile(r"its?|they|them|theirs?", re.IGNORECASE)
_THINGS = re.compile(r"its?|them", re.IGNORECASE)  # "they" may be people whom the answer names
_NUMBERED = re.compile(
    r"(?<!\S)(?:\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)|[a-z]\)|\d{1,2}\.|\d+(?:\.\d+)+\.?)(?=\s)"
)  # "(ii)", "5.4"
_INSTEAD = re.compile(r"^\W*(?:what|how) about\b", re.IGNORECASE)  # its topic takes the place of the one before
_LATER = re.compile(
    r"\b(?:follow\w*|later|since|next|after\w*|happen\w*|ever|still|now|latest|came|come|become|became|before|previous\w*)\b",
    re.IGNORECASE,
)  # what was said before or after the passage that was cited
_MOVES_ON = re.compile(
    r"\b(?:since|later|afterwards?|still|now|today|currently|at present|yet|so far|ever|latest|bec[ao]me|c[ao]me of|"
    r"happen(?:ed|s)? (?:to|with|about|after)|changed)\b|"
    r"\b(?:done|delivered|finished|honoured|kept|met|published|sent)\W*$",
    re.IGNORECASE,
)  # what came of it: later papers tell, of no time that was named before
_NOW = re.compile(r"\b(?:now|today|currently|at present|these days)\b", re.IGNORECASE)  # talk stays in the present
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
    r"Scheme|Party|Board|County|North|South|East|West|Act|Group|Hub|Society|Association|Trust|Federation|Foundation|Partnership|Agency|Authority|Committee|School|College|University|"
    r"Operation|Project|Constabulary|Court|Hall|Centre|Town|City|Force|Meeting|Report|Order|Line|Officer)\b"
)
_REPLIES = re.compile(r"\b(?:repl(?:y|ied)|respond(?:ed)?|answer(?:ed)?)\b", re.IGNORECASE)
_MALE, _FEMALE = frozenset({"Mr"}), frozenset({"Mrs", "Ms", "Miss"})
_MARKS = re.compile(r"\[\d+\]|[“”\"*_#]")
_FIRST = re.compile(r"(?<![\w)])[^\W\d_]{2}.{20,160}?(?=[.;:]\s|$)", re.DOTALL)  # sentence or limb, without its letter
_ALL_PANELS = re.compile(r"\b(?:all|any|every|each|other|which) panels?\b", re.IGNORECASE)
_EVENT = re.compile(r"\b(?:hearing|meeting|session|briefing)\b", re.IGNORECASE)  # it has a time of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """A question with what it takes over; everything is empty where it stands alone."""

    text: str  # to search with: the question, its topic in the place of a pronoun, then what else it takes over
    taken: str = ""  # what it takes over, as it is shown
    before: str = ""  # the question whose asking words hold on: "And band A?" asks how much again
    names: tuple[str, ...] = ()  # of people whom it means
    voice: Voice | None = None  # whom "he", "she" or "they" means, where they speak
    panels: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    cited: Citation | None = None  # the passage that the answer before cited first
    earlier: tuple[Citation, ...] = ()  # those that the answers before that one did, the last first


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
    thread = _thread(turns, register)
    names = _people(asked, turns, register)
    voice = _speaker(asked, thread, names, register)
    who = [voice.value] if voice and voice is not Voice.NAMED else []
    times, time_words = _times(asked, thread, cited)
    topic = _topic(asked, thread, names, register=register)
    taken = _distinct([*names, *who, *topic, *time_words], asked)
    return Completed(
        text=_searched(asked, taken, thread, register),
        taken=", ".join([*taken, *areas]),
        before=turns[-1].question if BARE.search(asked) else "",
        names=names,
        voice=voice,
        panels=panels,
        periods=times,
        cited=turns[-1].cited,
        earlier=tuple(turn.cited for turn in reversed(thread[:-1]) if turn.cited),
    )


def _thread(turns: Sequence[Turn], register: Register) -> Sequence[Turn]:
    """Return the turns that a follow-up goes on from: back to the nearest that stands alone."""
    whole = [at for at, turn in enumerate(turns) if not leans(turn.question, register=register)]
    return turns[whole[-1] :] if whole else turns


def _searched(asked: str, taken: Sequence[str], thread: Sequence[Turn], register: Register) -> str:
    """Return a follow-up as it is searched for: its topic in the place of the pronoun, then what else it takes over.

    "How much do they cost?" of empty stations is nearer to what papers say as "How much do empty stations cost?".
    """
    topics = [turn.question for turn in thread if BARE.search(turn.question)]
    meant = next(filter(None, (phrases(text, register) for text in (*reversed(topics), thread[0].question))), [])
    says = intent_of(asked, Voice.MEMBERS) is Intent.SAID  # "they" are people then
    things = [one for one in pointing(asked, register) if not _NO_TOPIC.fullmatch(one[0])]
    pronoun = next((one for one in things if not (says and one[0].lower() == "they")), None)
    if pronoun and meant and len(topic_words(asked, register)) <= FEW:  # of a longer one it would bury the words
        asked = f"{asked[: pronoun.start()]}{' '.join(meant)}{asked[pronoun.end() :]}"
        taken = [phrase for phrase in taken if phrase not in meant]
    return f"{asked} ({', '.join(taken)})" if taken else asked


def _passage_meant(asked: str, turns: Sequence[Turn], *, register: Register) -> Citation | None:
    """Return the passage that a follow-up without a topic of its own asks about; None where it asks what came later."""
    wanted = turns and not topic_words(asked, register) and not _LATER.search(asked)
    return turns[-1].cited if wanted else None


def _panels_of(cited: Citation | None, register: Register) -> tuple[str, ...]:
    return tuple(register.named_in(cited.panel)) if cited and cited.panel else ()


def _topic(asked: str, thread: Sequence[Turn], names: Sequence[str], *, register: Register) -> list[str]:
    """Return the phrases of the nearest turn that has a topic, and of those that it leans on itself.

    Where the only pronoun means a person, what was answered says no more of the topic; a question with a topic of its
    own then needs no other. What else was asked of the same person, or of the same "it", is not what either means: the
    centre of attention stays while a pronoun does (Grosz, Joshi and Weinstein, 1995).
    """
    pronouns = points_back(asked, register)
    of_person = bool(names) and all(map(PERSONAL.fullmatch, pronouns))
    if of_person and len(topic_words(asked, register)) > FEW:
        return []
    centred = not of_person and bool(pronouns) and _keeps_centre(asked, pronouns)
    kept = PERSONAL if of_person else _CENTRE if centred else None
    found: list[str] = []
    for deep, turn in enumerate(reversed(thread)):
        first = turn is thread[0]
        if kept and not first and any(map(kept.fullmatch, points_back(turn.question, register))):
            continue
        own = phrases(turn.question, register)
        pointed = pronouns or not own
        brief = len(own) <= FEW and len(turn.answer) <= _BRIEF
        quoted = turn.cited and centred and all(map(_THINGS.fullmatch, pronouns))
        says_what = quoted and len(" ".join(own).split()) > FEW
        # Of what was answered in between only "that" speaks, not "it"; nor does "it" of a paper's words on what the
        # question names itself.
        told = (first and not says_what) or (pronouns and not centred)
        if not (deep or of_person or periods(asked)) and told and (pointed or brief):
            own += phrases(_gist(turn), register)
        found = [*own, *found]
        if deep + 1 >= _DEEP or (found and _INSTEAD.search(turn.question)):
            break
    if found or not BARE.search(asked):
        return found
    return words_left(thread[-1].question, register)  # "And in 2023?" after "What did she promise in 2022?"


def _keeps_centre(asked: str, pronouns: Sequence[str]) -> bool:
    """Do all pronouns of a follow-up mean what the talk is about, as "it" does, and none what was just said of it?"""
    says = intent_of(asked, Voice.MEMBERS) is Intent.SAID  # "they" are people then
    return all(_CENTRE.fullmatch(one) and not (says and one.lower() == "they") for one in pronouns)


def _gist(turn: Turn) -> str:
    """Return what was answered: a short quotation whole, of a longer one the beginning; the answer where none is cited.

    What stands around a quotation in an answer says where it stands ("Para 5.4") and is no topic.
    """
    words = _NUMBERED.sub(" ", search_text(turn.cited.quote)) if turn.cited else _MARKS.sub(" ", turn.answer)
    if len(words) <= _BRIEF:
        return words
    first = _FIRST.search(words) if turn.cited else None
    return first[0] if first else ""


def _panels_before(turns: Sequence[Turn], register: Register) -> tuple[str, ...]:
    return next((tuple(named) for turn in reversed(turns) if (named := register.named_in(turn.question))), ())


def _people(asked: str, turns: Sequence[Turn], register: Register) -> tuple[str, ...]:
    """Return the person whom "he", "him" or "she" means: of the nearest turn that names one, the last that fits."""
    match = next(filter(None, map(PERSONAL.fullmatch, points_back(asked, register))), None)
    if match is None:
        return ()
    wrong = _FEMALE if match["he"] else _MALE
    cited = turns[-1].cited
    spoke = cited.speaker if cited and cited.speaker and _REPLIES.search(asked) else ""  # nobody replies to themselves
    for turn in reversed(turns):
        speaker = turn.cited.speaker if turn.cited else None
        for words in (turn.question, _gist(turn) or _MARKS.sub(" ", turn.answer)[:_BRIEF], speaker or ""):
            people = [
                found[0]
                for found in _PERSON.finditer(words)
                if found["title"] not in wrong and not _NO_PERSON.search(found[0]) and found[0] not in spoke
            ]
            if people:
                return (people[-1],)
    return ()


def _speaker(asked: str, thread: Sequence[Turn], names: Sequence[str], register: Register) -> Voice | None:
    """Return whose words are asked for by a pronoun that is the subject; None where none is.

    "They" are those whose words were asked for before; a passage that was cited has one speaker, whom it does not mean.
    """
    match = _SUBJECT.search(asked)
    if match is None or match["one"].lower() not in map(str.lower, points_back(asked, register)):
        return None
    if match["one"].lower() == "they":
        return next((voice for turn in reversed(thread) if (voice := voice_of(turn.question))), None)
    if names:
        return Voice.NAMED
    return next((voice for turn in reversed(thread) if (voice := _official_in(turn))), None)


def _official_in(turn: Turn) -> Voice | None:
    """Return the official whom a question names, else whose the passage is that was cited."""
    speaker = turn.cited.speaker if turn.cited else None
    return official_in(turn.question) or (official_in(speaker) if speaker else None)


def _times(asked: str, thread: Sequence[Turn], cited: Citation | None) -> tuple[tuple[Period, ...], list[str]]:
    """Return the times that a follow-up means, and the words for them: its own, worked out, or those before it."""
    if periods(asked) or _EVENT.search(asked) or _MOVES_ON.search(asked):
        return (), []
    known = (periods(turn.question) for turn in takewhile(lambda one: not _NOW.search(one.question), reversed(thread)))
    before = next(filter(None, known), ())
    if cited and cited.date and not before:
        before = tuple(periods(f"{cited.date.day} {cited.date:%B %Y}"))
    if not before:
        return (), []
    if years := years_moved(asked):
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
