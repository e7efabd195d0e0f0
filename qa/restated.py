"""A bare follow-up said in full: the question before it, with the one thing changed that the follow-up names.

"And the year before?" after "What did the panel resolve on the 2023/24 precept?" asks what it resolved on that of
2022/23. Said in full it is answered, and shown, as if it had been typed so; `qa/changed.py` knows what may be changed.
A follow-up that asks something else is completed in `qa/follow_up.py`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.panels import Register
from corpus.wording import search_text
from qa.answers import Turn
from qa.antecedents import points_back
from qa.changed import changed, of_name
from qa.courtesy import without_courtesy
from qa.filled_in import the
from qa.leaning import BARE, leans
from qa.periods import Period, periods
from qa.subject import noun_phrases
from qa.topic_words import topic_words
from qa.written_out import written_out

_OPENS = re.compile(
    r"^\W*(?:(?:(?:and|but|so|or|then)\b\W*)*(?:(?:what|how) about|(?:the )?same(?: again| question| thing)?"
    r"(?= (?:for|in|on|at|with|about)\b))|(?:(?:and|but|so|or|then)\b\W*)+)\b\W*",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"(?:(?:is|are|was|were|have|has) (?:there )?(?:been )?)?"
    r"(?:any|what(?: is|['’]s)? the latest|what(?: is|['’]s)? new|an)"
    r"(?: (?:update|news|progress|development|movement)s?)?(?: (?:on|about|with) (?:it|this|that|them))?"
    r"(?: (?:since|yet|so far|now))?",
    re.IGNORECASE,
)


_ASKING = re.compile(
    r"(?:(?:at|by|for|from|in|on|since|to|until|with) )?(?:when|where|why|how|how (?:long|much|many|often)|"
    r"(?:what|which) (?:date|day|price|year)|whom?(?: (?:by|for|from|to|with))?)(?P<not> not)?",
    re.IGNORECASE,
)  # nothing but an asking word
_WITH_WHOM = re.compile(r"whom? (?P<by>by|for|from|to|with)", re.IGNORECASE)
_WHOLE = re.compile(
    r"(?:at|by|for|from|in|on|since|to|until|with) \w|when|where|why|how(?: not)?$|whom? \w", re.IGNORECASE
)
_NOT = {"will": "won't", "can": "can't"}
_WHO = re.compile(r"^(?:(?:and|but|so) )?(?:who|which)\b(?!.*\bwhy\b)", re.IGNORECASE)  # did it, for which reason
_VERB = r"(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should)"
_CLAUSE = re.compile(
    rf"^(?:(?:and|but|so) )?(?:(?:when|where|why|how) )?(?P<verb>{_VERB})\b(?P<rest> (?!there\b).+)", re.IGNORECASE
)  # what such a word may ask of: "Was it sold?", "When did it close?"


def talked(history: Sequence[Turn], *, register: Register) -> tuple[Turn, ...]:
    """Return the turns of a conversation, oldest first, each question said in full."""
    turns: list[Turn] = []
    for turn in history:
        asked = written_out(without_courtesy(search_text(turn.question)))
        turns.append(replace(turn, question=in_full(asked, turns, register=register)))
    return tuple(turns)


def in_full(asked: str, turns: Sequence[Turn], *, register: Register) -> str:
    """Return a follow-up said in full; the question itself where it stands alone or brings a topic of its own.

    Where the turn before leans itself and lacks what is changed, as "Why?" does, the one that it leans on is asked
    again. `turns` are said in full already, as `talked` returns them.
    """
    named = named_in(asked)
    if _NEWS.fullmatch(named):
        return _latest_of(turns, register) or asked
    thread = _thread(turns, register)
    known = next((found for before in thread if (found := periods(before))), ()) or _time_quoted(turns)
    if thread and (said := _asked_on(named, thread[0])):
        return said
    for before in thread:
        whole = before == thread[-1] or says_what(before, register)
        if said := changed(named, before, known if whole else (), whole=whole, register=register):
            return said
        if BARE.search(asked) and (said := of_name(named, before, register)):
            return said
    return asked


def _asked_on(named: str, before: str) -> str:
    """Return what an asking word alone asks of the question before: "Why?" of "Was it shut?"; "" where that asks what.

    >>> _asked_on("by when", "Will the drones be sold?"), _asked_on("when", "What did it cost?")
    ('By when will the drones be sold?', '')
    >>> _asked_on("why", "Who abstained?")
    'Who abstained, and why?'
    """
    asking, clause = _ASKING.fullmatch(named), _CLAUSE.match(before)
    if named.lower() == "why" and _WHO.match(before):
        return f"{before.rstrip(' ?.')}, and why?"
    if asking is None or clause is None or not _WHOLE.match(named):
        return ""
    word = _WITH_WHOM.sub(r"\g<by> whom", named.removesuffix(asking["not"] or ""))
    verb = clause["verb"].lower()
    if asking["not"]:
        verb = _NOT.get(verb, f"{verb}n't")
    return f"{word[:1].upper()}{word[1:]} {verb}{clause['rest']}"


def _latest_of(turns: Sequence[Turn], register: Register) -> str:
    """Return the question what is new of what the talk is about; "" where that has no name."""
    named = (noun_phrases(question, register) for question in reversed(_thread(turns, register)))
    return next((f"What is the latest on {the(found[0])}?" for found in named if found), "")


def _time_quoted(turns: Sequence[Turn]) -> Sequence[Period]:
    """Return the year of what was just quoted, where it names one time alone."""
    found = periods(turns[-1].cited.quote) if turns and turns[-1].cited else []
    return periods(str(found[0].until.year)) if len(found) == 1 else ()


def _thread(turns: Sequence[Turn], register: Register) -> list[str]:
    """Return the questions that may be asked again, the last first: back to one that stands alone or changes topic."""
    found: list[str] = []
    for turn in reversed(turns):
        found.append(turn.question)
        changes = BARE.search(turn.question) and topic_words(turn.question, register)
        if changes or not leans(turn.question, register=register):
            break
    return found


def named_in(asked: str) -> str:
    """Return what a follow-up names, without its opening and its end."""
    return _OPENS.sub("", asked).strip(" ?.!")


def says_what(question: str, register: Register) -> bool:
    """Does a question say what it is about, and not point to what was answered ("Is that enough?")?"""
    pointing = frozenset(map(str.lower, points_back(question, register)))
    return bool(topic_words(question, register)) and not pointing & {"this", "that", "these", "those"}
