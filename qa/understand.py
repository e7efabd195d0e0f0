"""What a question asks: its kind, the panels, times and speakers it names, and what an answer must hold.

Everything is read off the question's own words. What cannot be read is left open: the search then looks everywhere.
"""

import re
from dataclasses import dataclass

from corpus.dates import MONTHS
from corpus.errors import QuestionError
from corpus.panels import Register
from corpus.wording import search_text
from index.terms import STOP_WORDS
from qa.answers import Citation, Question
from qa.antecedents import points_back
from qa.changed import YEAR_BEFORE
from qa.courtesy import without_courtesy
from qa.follow_up import Completed, completed, standing
from qa.intents import CHAIR, TITLED, Intent, Voice, intent_of, voice_of, with_capitals, without_statement
from qa.leaning import is_bare
from qa.periods import Period, asks_latest, periods, shifted
from qa.plain_words import in_paper_words
from qa.restated import in_full, says_what, talked
from qa.which_year import WhichYear, which_year
from qa.written_out import written_out

__all__ = ["Intent", "Understood", "Voice", "understand", "understood_as"]

MAX_CHARACTERS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A question as understood. `text` stands alone: a follow-up has taken in what it refers to."""

    text: str
    asked: str
    intent: Intent
    panels: tuple[str, ...]  # ids of the panels that it names, or that the conversation is about, in order
    periods: tuple[Period, ...]
    voice: Voice | None
    names: tuple[str, ...]  # surnames and other capitalised names, as typed
    numbers: tuple[str, ...]
    contact: bool  # asks how to reach somebody
    latest: bool = False  # asks for what is newest
    kept: bool = False  # a whole question that names no panel: `panels` is the one that the conversation is about
    taken: str = ""  # what a follow-up takes over from the conversation
    shown: str = ""  # a follow-up as it was understood, for its asker
    typed: str = ""  # as typed, with its pronouns
    restated: bool = False  # `asked` is the question before with one thing changed
    cited: Citation | None = None  # the passage that the answer before a follow-up cites
    earlier: tuple[Citation, ...] = ()  # those of the answers before that one, as far as it goes on from them
    bare: bool = False  # a follow-up of nothing: "Why?" without a question before it
    which: WhichYear | None = None  # the years of which "the year before" may mean any


_NAME = re.compile(r"\b[A-Z][\w&-]+(?:\s(?:of|and|the|for|at|on a|&)\s[A-Z][\w&-]*|\s[A-Z][\w&-]*)*")
_NUMBER = re.compile(r"£?\d[\d,]*(?:\.\d+)?(?:/\d{2,4})?(?: ?(?:%|per cent|million|billion|m|k|bn)\b|%)?")
_CONTACT = re.compile(
    r"\b(?:(?:home|e-?mail|postal|personal) address(?:es)?|"
    # not one that is to be: "one phone number for all services"
    r"(?<!\bone )(?<!\bsingle )(?<!\bsame )(?<!\bshared )(?<!\bcommon )(?<!\bjoint )(?:tele)?phone numbers?|"
    r"mobile numbers?|"
    # not a letter that was sent: "the e-mail about sickness", "e-mails from residents"
    r"e-?mail\b(?! (?:about|on|in|from|that|sent|saying|which|was|were|had|did|scams?|frauds?|accounts?|systems?|"
    r"data|breach\w*|leaks?|errors?|mistakes?|blunders?|mailings?|trails?|chains?|exchanges?|correspondence|"
    r"polic(?:y|ies)|outages?)\b)|"
    r"contact (?:details|numbers?|information)|(?:i|we|you|or|ring|phone) e-?mail|"
    r"how (?:do|can|could) (?:i|we|you|one|people) (?:contact|reach|phone|ring|e-?mail|get hold of))\b",
    re.IGNORECASE,
)


# A question that begins so asks what was done with numbers or addresses: "Why were the phone numbers cut off?"
_OF_WHAT_WAS_DONE = re.compile(
    r"^\W*(?:and |so |but )?(?:why|when|how (?:many|much|long)|did|had|has|have|was|were)\b", re.IGNORECASE
)
_ASKS_IT = re.compile(r"\b(?:what(?:'s|’s| is| are| was)|(?:give|tell|send) (?:me|us))\b", re.IGNORECASE)


def understand(question: Question, *, register: Register) -> Understood:
    """Return what a question asks.

    Raises:
        QuestionError: it is empty, longer than 2,000 characters, or has no word in it.
    """
    typed = with_capitals(_checked(question.text))
    turns = talked(question.history, register=register)
    which = which_year(typed, turns, register=register)
    full = typed if which else in_full(typed, turns, register=register)
    whole_now = full != typed and says_what(full, register) and not points_back(full, register)
    complete = standing if whole_now else completed
    whole = Completed(text=full, asked=full) if which else complete(full, turns, register=register)
    asked = whole.asked
    voice, intent = _read(asked, whole)
    times = periods(asked) or whole.periods
    if full != typed and YEAR_BEFORE.search(typed) and intent is not Intent.DECISION:
        times += tuple(shifted(one, 1) for one in times)  # the paper of the year itself often gives the year before
    return Understood(
        text=in_paper_words(whole.text),
        asked=asked,
        intent=intent,
        panels=whole.panels,
        periods=times,
        voice=voice,
        names=tuple(dict.fromkeys((*_names(asked), *(whole.names if voice_of(asked) is not Voice.NAMED else ())))),
        numbers=tuple(match[0].strip() for match in _NUMBER.finditer(asked)),
        contact=_asks_contact(asked),
        latest=asks_latest(asked),
        kept=whole.kept,
        taken=whole.taken,
        shown=whole.shown,
        typed=typed,
        restated=full != typed,
        cited=whole.cited,
        earlier=whole.earlier,
        bare=not turns and is_bare(asked, register=register),
        which=which,
    )


def _read(asked: str, whole: Completed) -> tuple[Voice | None, Intent]:
    """Return whose words are asked for, and the shape of the answer; a bare follow-up asks what was asked before it."""
    asked = without_statement(asked)
    voice = voice_of(asked)
    intent = intent_of(asked, voice)
    if whole.before and intent is Intent.FACT:
        intent = intent_of(whole.before, voice_of(whole.before))
        return voice or (voice_of(whole.before) if intent is Intent.SAID else None), intent
    if voice is None and intent_of(asked, whole.voice) is Intent.SAID:
        return whole.voice, Intent.SAID
    return voice, intent


def _asks_contact(text: str) -> bool:
    """Is it asked how to reach somebody, and not what was done with numbers or addresses?"""
    of_deeds = _OF_WHAT_WAS_DONE.search(text) and not _ASKS_IT.search(text)
    return bool(_CONTACT.search(text)) and not of_deeds


def _checked(text: str) -> str:
    if len(text) > MAX_CHARACTERS:
        raise QuestionError(f"shorten the question to {MAX_CHARACTERS:,} characters (yours: {len(text):,})")
    words = written_out(without_courtesy(search_text(text.encode("utf-8", "replace").decode())))
    if not re.search(r"\w", words):
        raise QuestionError("type a question, for example: What did the panel resolve about the precept?")
    return words


def _names(text: str) -> tuple[str, ...]:
    """Return the capitalised names of a question, its first word only where it goes on capitalised; no months."""
    titled = [match[1] for match in TITLED.finditer(text)] + [match[0] for match in CHAIR.finditer(text)]
    found = [match[0] if match.start() else _without_first(match[0]) for match in _NAME.finditer(text)]
    return tuple(dict.fromkeys(name for name in (*titled, *found) if name and name.lower() not in MONTHS))


def _without_first(name: str) -> str:
    """Return a name from the head of a question without the words that only begin it: "In the Plan" names the Plan."""
    if " " not in name:
        return ""
    words = name.split()
    while words and words[0].lower() in STOP_WORDS:
        words.pop(0)
    return " ".join(words)


def understood_as(asked: Understood) -> tuple[str, ...]:
    """Return the note that shows what a follow-up was taken to mean; nothing where it stood alone, as typed."""
    same = asked.shown.strip(" ?.").casefold() == asked.typed.strip(" ?.").casefold()
    return () if same or not asked.shown else (f"Understood as: {asked.shown}",)
