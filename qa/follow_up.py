"""A follow-up made to stand alone: what it takes over from the conversation before it.

"And the year before?" means nothing by itself. The nearest turn that has a topic gives it one, with the panel, the time
and the person that are not named anew. What is taken over is shown as part of the question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.dates import MONTHS
from corpus.panels import Register
from corpus.wording import search_text
from index.terms import terms
from qa.answers import Citation, Turn
from qa.antecedents import PERSONAL, points_back
from qa.filled_in import Meant, filled_in, shown
from qa.gist import SHORT, gist, last_item
from qa.intents import TITLED, Intent, Voice, intent_of
from qa.leaning import BARE, FEW, goes_on, leans
from qa.panel_meant import panels_meant
from qa.people_meant import is_name, person_meant, said_of, speaker_meant
from qa.periods import Period, periods
from qa.subject import noun_phrases
from qa.times_meant import times_meant
from qa.topic_words import phrases, topic_words, words_left

_DEEP = 3  # turns that a topic is gathered from, where they lean on each other
_MOST = 24  # words that are taken over

_FIRST = 3  # phrases of an answer that say what it was about
_DETAIL = re.compile(
    r"(?:(?:the|an?|of|and|to|[£$€]?[\d.,/%–-]+[a-z]{0,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|first|"
    rf"second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|{'|'.join(MONTHS)}|question|answer|average|whose|ours)"
    r"(?:\s|$))+",
    re.IGNORECASE,
)  # "the seventh", "30 September"

_COUNT = re.compile(
    r"^(?:the )?(?:[\d,.]+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?=[a-z]+(?: [a-z]+)?s$)"
)  # "68 speedwatch groups": how many was asked
_CENTRE = re.compile(r"its?|they|them|theirs?", re.IGNORECASE)
_THINGS = re.compile(r"its?|them", re.IGNORECASE)  # "they" may be people whom the answer names
_INSTEAD = re.compile(r"^\W*(?:what|how) about\b", re.IGNORECASE)  # its topic takes the place of the one before
_LATER = re.compile(
    r"\b(?:follow\w*|later|since|next|after\w*|happen\w*|ever|still|now|latest|came|come|become|became|before|previous\w*)\b",
    re.IGNORECASE,
)  # what was said before or after the passage that was cited
_MEASURE = re.compile(
    r"^(?:(?:the|an?) )?(?:[\w’'-]+ )?(?:age|amount|budget|cost|length|name|number|price|share|size|total|value) "
    r"of (?=\w)",
    re.IGNORECASE,
)  # of "the cost of Harbour Watch", "it" is Harbour Watch
_COMPARES = re.compile(
    r"\b(?:better|worse|more|less|higher|lower|high|low|up|down|same|now|still|compare\w*|chang\w+|f[ae]ll\w*|r[io]se\w*|"
    r"increas\w+|decreas\w+|grow\w*|grew|met|reach\w*|paid|pays?|much|many)\b",
    re.IGNORECASE,
)  # what is said of the measure itself
_LINGERS = re.compile(r" (?:since|yet|so far|in the end|after all|at all)(?=\W*$)", re.IGNORECASE)
_DEED = re.compile(
    r"\bwhat (?:else )?(?:did|does|has|had|have) (?:[\w'’-]+ ){1,9}(?P<verb>promised?|ask(?:ed)? for|"
    r"undert(?:ake|ook|aken)|recommend(?:ed)?|request(?:ed)?|(?:agreed?|decided?|resolved?)(?! (?:on|about|over)\b))\b",
    re.IGNORECASE,
)
_DEEDS = {
    "promi": "the promise",
    "under": "the undertaking",
    "recom": "the recommendation",
    "reque": "the request",
    "ask f": "the request",
    "asked": "the request",
}
_DECISION = "the decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """A question with what it takes over; everything is empty where it stands alone."""

    text: str  # to search with: the question as `asked`, then what else it takes over
    asked: str  # the question, what it means in the place of its pronouns
    taken: str = ""  # what it takes over besides
    shown: str = ""  # the question as it is understood, for its asker
    before: str = ""  # the question whose asking words hold on: "And band A?" asks how much again
    names: tuple[str, ...] = ()  # of people whom it means
    voice: Voice | None = None  # whom "he", "she" or "they" means, where they speak
    panels: tuple[str, ...] = ()
    kept: bool = False  # is it a whole question that names no panel, of the one that the conversation is about?
    periods: tuple[Period, ...] = ()
    cited: Citation | None = None  # the passage that the answer before cited first
    earlier: tuple[Citation, ...] = ()  # those that the answers before that one did, the last first


def standing(asked: str, history: Sequence[Turn], *, register: Register) -> Completed:
    """Return a question that stands alone with the panel that the conversation is about, which holds on."""
    cited = _passage_meant(asked, history, register=register)
    panels, areas = panels_meant(asked, history, cited, register)
    return Completed(
        text=asked,
        asked=asked,
        taken=", ".join(areas),
        shown=shown(asked, areas, areas=areas) if history else "",
        panels=panels,
        kept=bool(areas),
    )


def completed(asked: str, history: Sequence[Turn], *, register: Register) -> Completed:
    """Return a question with what it takes over from the turns before it, oldest first.

    A panel holds on until another is named. A topic, a time and a person hold on only for a follow-up.
    """
    turns = [replace(turn, question=search_text(turn.question), answer=search_text(turn.answer)) for turn in history]
    if not turns or not (leans(asked, register=register) or goes_on(asked, _told(turns[-1]), register=register)):
        return standing(asked, turns, register=register)
    panels, areas = panels_meant(asked, turns, _passage_meant(asked, turns, register=register), register)
    thread = _thread(turns, register)
    person = person_meant(asked, turns, register)
    voice = speaker_meant(asked, thread, person, register)
    meant = Meant(
        person=person or said_of(voice),
        things=_things(asked, thread, register),
        area=areas[0] if len(areas) == 1 else "",
        item=last_item(turns[-1]),
    )
    said = _LINGERS.sub("", filled_in(asked, meant, register))
    centred = any(one in said and one not in asked for one in meant.things)
    topic = list(meant.things) if centred else _topic(asked, said, thread, person, register=register)
    times, time_words = times_meant(asked, thread, topic)
    more = [meant.person, *topic, *time_words]
    taken = _distinct(more, said)
    return Completed(
        text=f"{said} ({', '.join(taken)})" if taken else said,
        asked=said,
        taken=", ".join(_distinct([*more, *areas], said)),
        shown=shown(said, _distinct([*more, *areas], said), areas=areas),
        before=turns[-1].question if BARE.search(asked) else "",
        names=(person,) if is_name(person) and person not in said else (),
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


def _things(asked: str, thread: Sequence[Turn], register: Register) -> tuple[str, ...]:
    """Return what "it" or "they" may mean: what was promised or asked for just before, else what the talk is about."""
    changes = [turn.question for turn in thread if BARE.search(turn.question)]
    questions = (turn.question for turn in thread)
    named = (noun_phrases(text, register) for text in (*reversed(changes), *questions))
    things = tuple(next(filter(None, named), ()))
    if not _COMPARES.search(asked):
        things = tuple(_MEASURE.sub("", one) for one in things)
    deed = _DEED.search(thread[-1].question)
    if deed is None:
        return things
    done = _DEEDS.get(deed["verb"][:5].lower())
    doers = [one for one in things if 0 <= thread[-1].question.find(one) < deed.start("verb")]
    others = [one for one in things if one not in doers]
    return (" about ".join([done, *others[:1]]) if done else _DECISION, *others, *doers)


def _passage_meant(asked: str, turns: Sequence[Turn], *, register: Register) -> Citation | None:
    """Return the passage that a follow-up without a topic of its own asks about; None where it asks what came later."""
    wanted = turns and not topic_words(asked, register) and not _LATER.search(asked)
    return turns[-1].cited if wanted else None


def _told(turn: Turn) -> str:
    return turn.cited.quote if turn.cited else turn.answer


def _topic(asked: str, said: str, thread: Sequence[Turn], person: str, *, register: Register) -> list[str]:
    """Return the phrases of the nearest turn that has a topic, and of those that it leans on itself.

    Where the only pronoun means a person, what was answered says no more of the topic; a question with a topic of its
    own then needs no other. What else was asked of the same person, or of the same "it", is not what either means: the
    centre of attention stays while a pronoun does (Grosz, Joshi and Weinstein, 1995). `said` has what its pronouns
    mean in their places: where none is left, what was answered says no more.
    """
    filled, left = said != asked, bool(points_back(said, register))
    pronouns = points_back(asked, register)
    of_person = is_name(person) and all(map(PERSONAL.fullmatch, pronouns))
    if of_person and len(topic_words(asked, register)) > FEW:
        return []
    centred = not of_person and bool(pronouns) and _keeps_centre(asked, pronouns)
    kept = PERSONAL if of_person else _CENTRE if centred else None
    found: list[str] = []
    for deep, turn in enumerate(reversed(thread)):
        first = turn is thread[0]
        if kept and not first and any(map(kept.fullmatch, points_back(turn.question, register))):
            continue
        own = _spoken_of(turn.question, register, whole=(first and not filled) or (left and not deep))
        pointed = pronouns or not own
        brief = len(topic_words(turn.question, register)) <= 2 * FEW and len(turn.answer) <= SHORT
        quoted = turn.cited and centred and all(map(_THINGS.fullmatch, pronouns))
        says_what = quoted and len(" ".join(own).split()) > FEW
        # Of what was answered in between only "that" speaks, not "it"; nor does "it" of a paper's words on what the
        # question names itself.
        told = (first and not says_what) or (pronouns and not centred)
        if not (deep or (filled and not left) or of_person or periods(asked)) and told and (pointed or brief):
            own += _answered(turn, register)
        found = [*own, *found]
        if deep + 1 >= _DEEP or (found and _INSTEAD.search(turn.question)):
            break
    if found or not BARE.search(asked):
        return found
    return words_left(thread[-1].question, register)  # "And in 2023?" after "What did she promise in 2022?"


def _spoken_of(text: str, register: Register, *, whole: bool) -> list[str]:
    """Return what a text speaks of; of a whole question that names nothing, the words of its topic."""
    found = noun_phrases(text, register)
    return found or ([one[0] for one in TITLED.finditer(text)] or phrases(text, register) if whole else [])


def _answered(turn: Turn, register: Register) -> list[str]:
    """Return what an answer speaks of first: further on papers go into detail, and numbers and days name nothing."""
    found = (_COUNT.sub("", one) for one in _spoken_of(gist(turn), register, whole=True) if not _DETAIL.fullmatch(one))
    return [*found][:_FIRST]


def _keeps_centre(asked: str, pronouns: Sequence[str]) -> bool:
    """Do all pronouns of a follow-up mean what the talk is about, as "it" does, and none what was just said of it?"""
    says = intent_of(asked, Voice.MEMBERS) is Intent.SAID  # "they" are people then
    return all(_CENTRE.fullmatch(one) and not (says and one.lower() == "they") for one in pronouns)


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
