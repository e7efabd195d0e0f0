"""Whom "he", "she" or "they" means in a follow-up: somebody named before, the holder of an office, or who spoke."""

import re
from collections.abc import Sequence

from corpus.panels import Register
from qa.answers import Turn
from qa.antecedents import PERSONAL, points_back
from qa.gist import brief, gist
from qa.intents import Voice, official_in, voice_of

_SUBJECT = re.compile(
    r"\b(?:did|does|has|had|do|have|would|will|could|can|is|was|were)(?:n['’]t)? (?P<one>he|she|they)\b"
    r"(?! (?:told|asked|given|thanked)\b)",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?P<title>Cllr|Councillor|Mr|Mrs|Ms|Miss|Master|Sir|Lord|Dame|Lady|Dr|Professor)\.? "
    r"(?:[A-Z]\.? )?[A-Z][\w'’-]+(?: [A-Z][a-z][\w'’-]+)?"
    r"|\b(?!The |An? |Cllrs |Councillors |Messrs |Members? |Police|Fire|Safer|Chief|Deputy|Assistant|Vice|Band )"
    r"[A-Z][a-z]+ [A-Z][a-z'’-]+\b"
    r"(?! (?:[Pp]olice|[Ff]ire|[Cc]ouncil|[Pp]anel|[Ss]treet|[Rr]oad|[Ff]und|[Ss]cheme|[Ss]ervice|[Tt]eam|[A-Z]))"
)
_NO_PERSON = re.compile(
    r"\b(?:Police|Fire|Crime|Panel|Council|Commissioner|Constable|Office|Home|Fund|Street|Streets|Plan|Service|Team|"
    r"Scheme|Party|Board|County|North|South|East|West|Act|Group|Hub|Society|Association|Trust|Federation|Foundation|Partnership|Agency|Authority|Committee|School|College|University|"
    r"Operation|Project|Constabulary|Court|Hall|Centre|Town|City|Force|Meeting|Report|Order|Line|Officer|Ltd|Limited|plc|Services|Support)\b"
)
_OFFICE = re.compile(
    r"\b(?:(?:acting|temporary|assistant|deputy|chief|fire|finance|vice|monitoring)[ -])*"
    r"(?:commissioner|constable|p?f?cc|mayor|chair(?:man|woman|person)?|executive|officer|treasurer|clerk)\b"
    r"(?!['’])",
    re.IGNORECASE,
)
_ON = re.compile(r"\b(?:on|of|for|about) (?:(?:the|an?|our) )?$", re.IGNORECASE)  # a vote "on the chief fire officer"
_WHO_IS = re.compile(r"\bwho(?:['’]s| is)\b", re.IGNORECASE)
_REPLIES = re.compile(
    r"\b(?:repl(?:y|ied)|respond(?:ed)?|answer(?:ed)?|say to (?:that|this|it|him|her|them))\b", re.IGNORECASE
)
_WHO = re.compile(r"\bwho\b", re.IGNORECASE)
_FEW = 2  # people quoted of whom the last is meant; more are those who were present
_NEAR = 30  # characters between a name and the office that is told of it
_MALE, _FEMALE = frozenset({"Mr", "Master", "Sir", "Lord"}), frozenset({"Mrs", "Ms", "Miss", "Dame", "Lady"})
_SPEAKERS = {
    Voice.COMMISSIONER: "the commissioner",
    Voice.MEMBERS: "members",
    Voice.CHIEF: "the chief constable",
    Voice.PUBLIC: "the public",
}


def person_meant(asked: str, turns: Sequence[Turn], register: Register) -> str:
    """Return the person whom "he", "him" or "she" means: of the nearest turn that names one, the last that fits."""
    match = next(filter(None, map(PERSONAL.fullmatch, points_back(asked, register))), None)
    if match is None:
        return ""
    wrong = _FEMALE if match["he"] else _MALE
    cited = turns[-1].cited
    spoke = cited.speaker if cited and cited.speaker and _REPLIES.search(asked) else ""  # nobody replies to themselves
    for turn in reversed(turns):
        if _stays(match, turn.question, register):
            continue
        if found := _of_turn(turn, wrong, spoke):
            return found
        if spoke:
            break
    return ""


def _of_turn(turn: Turn, wrong: frozenset[str], spoke: str) -> str:
    """Return whom a turn speaks of: whom its question names, the holder of an office, else whom its answer names."""
    if named := _named(turn.question, wrong, spoke):
        return named[-1]
    told = _named(gist(turn) or brief(turn), wrong, spoke)
    if held := _office(turn.question):
        return _holder(turn, held, told) if _WHO.search(turn.question) else f"the {held}"
    speaker = turn.cited.speaker if turn.cited and turn.cited.speaker else ""
    if found := [*_named(speaker, wrong, spoke), *told]:
        return found[-1]
    held = _office(speaker) if speaker != spoke else ""
    return f"the {held}" if held else ""


def _office(words: str) -> str:
    """Return the first office whose holder answers, is asked or is asked for, not one that something is about."""
    found = (match for match in _OFFICE.finditer(words) if not _ON.search(words[: match.start()]))
    return next((match[0] for match in found), "")


def _holder(turn: Turn, office: str, told: Sequence[str]) -> str:
    """Return who came to hold an office: whom the answer names right before it, or alone; else the office."""
    if _WHO_IS.search(turn.question):
        return f"the {office}"
    words = gist(turn) or brief(turn)
    at = words.lower().find(office.lower())
    near = [one for one in told if 0 <= words.find(one) <= at <= words.find(one) + len(one) + _NEAR]
    if near:
        return near[-1]
    return told[-1] if 0 < len(told) <= _FEW else f"the {office}"


def _stays(pronoun: re.Match[str], question: str, register: Register) -> bool:
    """Does an earlier question speak of the same person by the same pronoun, and ask for nobody else?"""
    told = map(PERSONAL.fullmatch, points_back(question, register))
    same = any(one and bool(one["he"]) is bool(pronoun["he"]) for one in told)
    return same and not _WHO.search(question)


def is_name(person: str) -> bool:
    """Is it somebody's name, not an office?"""
    return bool(_PERSON.fullmatch(person))


def _named(words: str, wrong: frozenset[str], spoke: str) -> list[str]:
    """Return the people whom a text names, each once, as far as their title fits."""
    people = [
        found[0]
        for found in _PERSON.finditer(words)
        if found["title"] not in wrong and not _NO_PERSON.search(found[0]) and found[0] not in spoke
    ]
    return list(dict.fromkeys(people))


def speaker_meant(asked: str, thread: Sequence[Turn], person: str, register: Register) -> Voice | None:
    """Return whose words are asked for by a pronoun that is the subject; None where none is.

    "They" are those whose words were asked for before; a passage that was cited has one speaker, whom it does not mean.
    """
    match = _SUBJECT.search(asked)
    if match is None or match["one"].lower() not in map(str.lower, points_back(asked, register)):
        return None
    if match["one"].lower() == "they":
        return next((voice for turn in reversed(thread) if (voice := voice_of(turn.question))), None)
    if person:
        return Voice.NAMED if is_name(person) else official_in(person)
    return next((voice for turn in reversed(thread) if (voice := _official_in(turn))), None)


def said_of(voice: Voice | None) -> str:
    """Return how those are called who speak with a voice; "" where a name does."""
    return _SPEAKERS.get(voice, "") if voice else ""


def _official_in(turn: Turn) -> Voice | None:
    """Return the official whom a question names, else whose the passage is that was cited."""
    speaker = turn.cited.speaker if turn.cited else None
    return official_in(turn.question) or (official_in(speaker) if speaker else None)
