"""A follow-up with what it means in the place of its pronouns: "How much is it worth?" becomes a whole question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import filterfalse

from corpus.panels import Register
from qa.antecedents import PERSONAL, pointing
from qa.intents import TITLED, Intent, Voice, intent_of
from qa.periods import is_time

_OWNS = re.compile(r"his|its|theirs?|hers", re.IGNORECASE)
_HER = re.compile(r" (?!(?:about|again|at|by|for|from|in|now|of|on|since|then|to|with|yet)\b)[a-z]", re.IGNORECASE)
_THINGS = re.compile(r"its?|they|them|theirs?|ones?", re.IGNORECASE)
_DOERS = re.compile(
    r" (?:(?:actually|also|ever|now|really|still) )?"
    r"(?:agree|buy|choos|decid|getting|hir|plan|promis|recruit|replac|sell|spend|vot|want)",
    re.IGNORECASE,
)  # what "they" do who are people: "Are they getting more?"
_MANY = re.compile(r"they|them|theirs?|ones", re.IGNORECASE)
_OF_ONE = re.compile(
    r"\b(?:is|was|has|does)(?:n['’]t)?\b|\b(?:how|what|where|who|why)['’]s\b", re.IGNORECASE
)  # said of one thing only
_ONE = re.compile(r"ones?", re.IGNORECASE)
_THAT_ONE = re.compile(r"\b(?:that|this) one\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"\bhow many(?= (?:are|came|did|do|had|has|have|is|was|went|were|will|would)\b)"
    r"(?!.*\b(?:arrested|charged|convicted|died|dismissed|hurt|injured|jailed|killed|sacked|sentenced|suspended)\b)",
    re.IGNORECASE,
)  # how many of what was spoken of, unless it is done to people alone
_ARTICLE = re.compile(r"(?:the|an?|those|these) ", re.IGNORECASE)
_ANY = re.compile(r"an? ", re.IGNORECASE)
_KNOWN = re.compile(r"(?:(?i:the|any|each|every|no|\w+ing)\b|[A-Z\d£])")
_HEAD = re.compile(r"^.*?(?=\s(?:of|for|on|in|at|to|from|with|by|about|over|under|between|against|near)\b|$)")
_STAYS = re.compile(
    r"\b(?:the|that|this|which|any|each|other|who is|who was) $|\b(?:any|all|half|most|much|none|some) of $",
    re.IGNORECASE,
)  # "the one at Gullport", "Who was it?", "any of it"
_KIND = re.compile(r"\b(?:the|an?|which) [\w'’-]+ $", re.IGNORECASE)  # "the old one"
_PLACE = re.compile(r"\b(?:get|gets|getting|got|go|hang|out|over|up|down|in) $", re.IGNORECASE)  # "Did he get there?"
_OF = re.compile(r"\bof $", re.IGNORECASE)
_OPENS = re.compile(
    r"^\W*(?:and|but|so)\b\W*(?=(?:what|who|whom|whose|when|where|which|why|how|if|did|does|do|is|are|was|were|has|have|"
    r"had|will|would|can|could|should)\b)",
    re.IGNORECASE,
)

_THING = re.compile(
    r"(?:(?:and|but|so) )?(?P<named>(?:the|his|her|their|our) [\w’'-]+(?: [\w’'-]+){0,3})", re.IGNORECASE
)  # "And the vote?"
_AT = re.compile(r"(?:after|before|between|by|during|from|in|last|next|on|since|this|until)\b", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)? [A-Z]")
_NAMED = re.compile(rf"{TITLED.pattern}|[A-Z]{{2}}")  # keeps its capital
_SHOWN = 2  # things that a question is shown to be on


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What pronouns may mean: a person, things, the one that the talk is about first, an area, an item of a list."""

    person: str = ""
    things: tuple[str, ...] = ()
    area: str = ""
    item: str = ""  # of a list, by its number


def filled_in(asked: str, meant: Meant, register: Register) -> str:
    """Return a follow-up with what its pronouns mean in their places, each of it once.

    >>> from corpus.panels import default_register
    >>> filled_in("How much is it worth?", Meant(things=("the contract",)), default_register())
    'How much is the contract worth?'
    """
    people_speak = intent_of(asked, Voice.MEMBERS) is Intent.SAID
    if meant.item:
        asked = _THAT_ONE.sub(meant.item, asked)
    said, used = asked, {""}
    found = pointing(asked, register)
    if any(_ONE.fullmatch(match[0]) for match in found):  # "Did it get one?": "it" is whoever was to get it
        found = [match for match in found if match[0].lower() != "it"]
    for match in found:
        speaks = people_speak and match[0].lower() == "they"
        one = meant.person if speaks or PERSONAL.fullmatch(match[0]) else _thing(match, asked, meant)
        if one not in used and not _stays(match, asked):
            used.add(one)
            at = len(said) - len(asked) + match.start()
            said = f"{said[:at]}{_owning(one) if _owns(match, asked) else one}{asked[match.end() :]}"
    return _counted(said, meant)


def _counted(said: str, meant: Meant) -> str:
    """Return a question how many there are with what is counted: "How many were breached?" of what was spoken of."""
    things = next(filter(_is_many, meant.things), "")
    counts = _COUNTED.search(said) if things else None
    return f"{said[: counts.end()]} {_bare(things)}{said[counts.end() :]}" if counts else said


def shown(said: str, more: Sequence[str], *, areas: Sequence[str]) -> str:
    """Return a follow-up as its asker is shown it: a whole question, with what else it is on, of when and of where.

    Of what it is on the first things are shown; what was answered is searched for beyond them.

    >>> shown("and was it saved?", ["the Lantern", "May 2022", "Norfolk"], areas=["Norfolk"])
    'On the Lantern: was it saved in May 2022 in Norfolk?'
    """
    said = _OPENS.sub("", said).strip(" ?.")
    if thing := _THING.fullmatch(said):
        said = f"what {'were' if _is_many(thing['named']) else 'was'} {thing['named']}"
    times = [_at(one) for one in more if is_time(one)]
    on = [one for one in more if one not in areas and not is_time(one)][:_SHOWN]
    if where := [*times, *(f"in {one}" for one in more if one in areas)]:
        said = f"{said} {' '.join(where)}"
    said += "?"
    if not on:
        return said[:1].upper() + said[1:]
    topics = " and ".join(filter(None, (", ".join(on[:-1]), on[-1])))
    return f"On {topics}: {said if _NAMED.match(said) else said[:1].lower() + said[1:]}"


def _at(time: str) -> str:
    """Return a time with the word that goes before it."""
    return time if _AT.match(time) else f"on {time}" if _DAY.match(time) else f"in {time}"


def _stays(match: re.Match[str], asked: str) -> bool:
    """Does a pronoun keep its place, as nothing that is known could stand there?"""
    before = asked[: match.start()]
    if match[0].lower() == "there":
        return bool(_PLACE.search(before))
    if _ONE.fullmatch(match[0]) and _KIND.search(before):
        return True
    return bool(_STAYS.search(before)) and not (_MANY.fullmatch(match[0]) and _OF.search(before))


def _thing(match: re.Match[str], asked: str, meant: Meant) -> str:
    """Return what a pronoun means: one the first thing that is one, many the first that is many; else nothing.

    "It" may be a matter of many, "Who raised it?", unless something is said that holds of one thing alone.
    """
    pronoun = match[0]
    if pronoun.lower() == "there":
        return f"in {meant.area}" if meant.area else ""
    if not _THINGS.fullmatch(pronoun) or (pronoun.lower() == "they" and _DOERS.match(asked, match.end())):
        return ""
    if _MANY.fullmatch(pronoun):
        many = next(filter(_is_many, meant.things), "")
        return _known(many) if many and _OF.search(asked[: match.start()]) else many
    if pronoun.lower() == "one":
        return next(map(the, meant.things[:1]), "")
    matters = () if _OF_ONE.search(asked) else meant.things[:1]
    return next((the(one) for one in (*filterfalse(_is_many, meant.things), *matters)), "")


def _bare(phrase: str) -> str:
    article = _ARTICLE.match(phrase)
    return phrase[article.end() :] if article else phrase


def _known(phrase: str) -> str:
    """Return many things as those that are known: "some of the web chats"."""
    return phrase if _KNOWN.match(phrase) else f"the {phrase}"


def the(phrase: str) -> str:
    """Return a thing as one that is known: of "which report", or of "a report", it is "the report".

    >>> the("a drone flight"), the("Harbour Watch"), the("drones")
    ('the drone flight', 'Harbour Watch', 'drones')
    """
    if found := _ANY.match(phrase):
        return f"the {phrase[found.end() :]}"
    return phrase if _is_many(phrase) else _known(phrase)


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
