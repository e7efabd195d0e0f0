"""A follow-up with what it means in the place of its pronouns: "How much is it worth?" becomes a whole question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.panels import Register
from qa.antecedents import PERSONAL, pointing
from qa.intents import Intent, Voice, intent_of

_OWNS = re.compile(r"his|its|theirs?|hers", re.IGNORECASE)
_HER = re.compile(r" (?!(?:about|again|at|by|for|from|in|now|of|on|since|then|to|with|yet)\b)[a-z]", re.IGNORECASE)
_THINGS = re.compile(r"its?|they|them|theirs?|ones?", re.IGNORECASE)
_MANY = re.compile(r"they|them|theirs?|ones", re.IGNORECASE)
_OF_ONE = re.compile(r"\b(?:is|was|has|does)(?:n['’]t)?\b", re.IGNORECASE)  # said of one thing only
_ONE = re.compile(r"ones?", re.IGNORECASE)
_ANY = re.compile(r"an? ", re.IGNORECASE)
_KNOWN = re.compile(r"(?:(?i:the|any|each|every|no|\w+ing)\b|[A-Z\d£])")
_HEAD = re.compile(r"^.*?(?=\s(?:of|for|on|in|at|to|from|with|by|about|over|under|between|against|near)\b|$)")
_STAYS = re.compile(
    r"\b(?:the|that|this|which|any|each|other|who is|who was) $", re.IGNORECASE
)  # "the one at Gullport", "Who was it?"
_OPENS = re.compile(
    r"^\W*(?:and|but|so)\b\W*(?=(?:what|who|whom|whose|when|where|which|why|how|if|did|does|do|is|are|was|were|has|have|"
    r"had|will|would|can|could|should)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What pronouns may mean: a person, things, the one that the talk is about first, and an area."""

    person: str = ""
    things: tuple[str, ...] = ()
    area: str = ""


def filled_in(asked: str, meant: Meant, register: Register) -> str:
    """Return a follow-up with what its pronouns mean in their places, each of it once.

    >>> from corpus.panels import default_register
    >>> filled_in("How much is it worth?", Meant(things=("the contract",)), default_register())
    'How much is the contract worth?'
    """
    people_speak = intent_of(asked, Voice.MEMBERS) is Intent.SAID
    said, used = asked, {""}
    found = pointing(asked, register)
    if any(_ONE.fullmatch(match[0]) for match in found):  # "Did it get one?": "it" is whoever was to get it
        found = [match for match in found if match[0].lower() != "it"]
    for match in found:
        speaks = people_speak and match[0].lower() == "they"
        one = meant.person if speaks or PERSONAL.fullmatch(match[0]) else _thing(match[0], asked, meant)
        if one not in used and not _STAYS.search(asked[: match.start()]):
            used.add(one)
            at = len(said) - len(asked) + match.start()
            said = f"{said[:at]}{_owning(one) if _owns(match, asked) else one}{asked[match.end() :]}"
    return said


def shown(said: str, more: Sequence[str]) -> str:
    """Return a follow-up as its asker is shown it: as a question of its own, what else is meant behind it in brackets.

    >>> shown("and was it saved?", ["the Lantern", "May 2022"])
    'Was it saved? (the Lantern, May 2022)'
    """
    said = _OPENS.sub("", said).strip()
    said = said[:1].upper() + said[1:]
    return f"{said} ({', '.join(more)})" if more else said


def _thing(pronoun: str, asked: str, meant: Meant) -> str:
    """Return what a pronoun means: one thing what the talk is about, many the first that is many; else nothing."""
    if pronoun.lower() == "there":
        return f"in {meant.area}" if meant.area else ""
    if not _THINGS.fullmatch(pronoun):
        return ""
    if _MANY.fullmatch(pronoun):
        return next(filter(_is_many, meant.things), "")
    of_one = pronoun.lower() != "one" and _OF_ONE.search(asked)
    return next((the(one) for one in meant.things[:1] if not (of_one and _is_many(one))), "")


def the(phrase: str) -> str:
    """Return a thing as one that is known: of "which report", or of "a report", it is "the report".

    >>> the("a drone flight"), the("Harbour Watch"), the("drones")
    ('the drone flight', 'Harbour Watch', 'drones')
    """
    if found := _ANY.match(phrase):
        return f"the {phrase[found.end() :]}"
    return phrase if _KNOWN.match(phrase) or _is_many(phrase) else f"the {phrase}"


def _is_many(phrase: str) -> bool:
    head = _HEAD.search(phrase)
    return bool(head and re.search(r"[^sui]s$|\b(?:men|people|police|women)$", head[0]))


def _owns(match: re.Match[str], asked: str) -> bool:
    """Does a pronoun own something: "its cost"?"""
    if match[0].lower() == "her":
        return bool(_HER.match(asked, match.end()))
    return bool(_OWNS.fullmatch(match[0]))


def _owning(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"
