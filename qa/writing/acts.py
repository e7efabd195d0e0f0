"""What a text says that somebody does, and how things change: "noted" is not "approved", "fell" is not "rose"."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from corpus.papers import Role
from qa.writing.names import Mention, mentions
from qa.writing.sources import Line

Pair = tuple[Mention, Mention]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An act, and who does it by the text's own words; None where they do not say."""

    act: str
    who: Mention | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlike:
    """A word of a claim for what the paper does not say, or for somebody of whom it does not say it."""

    word: str
    speaker: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """An act and the sentence that tells it."""

    line: Line
    deed: Deed


_SAY = "say"
# What a sentence's speaker does in it, whoever else is named before the verb.
_SPOKEN = frozenset({"note", "ask", "welcome", "worry", "promise", "propose", "recommend", "agree", "accuse", _SAY})
_BODIES = frozenset({"panel", "members", "member", "public", "force", "office"})
# What else may stand in a paper for an act of a statement.
_STANDS_FOR = {"resolve": frozenset({"agree"}), "propose": frozenset({"recommend"})}
_IMPLIED = {Role.UNDERTAKING: frozenset({"promise", "agree"}), Role.RECOMMENDATION: frozenset({"recommend", "propose"})}
_AUXILIARY = re.compile(
    r"\s*(?:(?:had|has|have|was|were|is|are|be|been|also|then|not|did|does|to|who|\w+ly),?\s+)*$", re.I
)
_DIRECT = re.compile(r"\s*(?:(?:the|an?|all|its|their|for|on|that)\s+)?$", re.IGNORECASE)
_BY = re.compile(r"[^.;:]{0,40}?\bby\s+(?:the\s+|an?\s+)?$", re.IGNORECASE)
_STOP = re.compile(r"[.!?;]\s")


@cache
def _table() -> tuple[dict[str, re.Pattern[str]], ...]:
    """Return the patterns of deeds, of speech and of changes."""
    read = tomllib.loads(files("qa.writing").joinpath("acts.toml").read_text("utf-8"))
    return tuple(
        {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in read[part].items()}
        for part in ("deeds", "speech", "changes")
    )


def deeds(text: str) -> tuple[Deed, ...]:
    """Return what somebody does or says in a text, in order, each with who is named before it, or after "by".

    >>> [(deed.act, deed.who and deed.who.office) for deed in deeds("The Panel noted it and asked the PCC for more.")]
    [('note', 'panel'), ('ask', 'panel')]
    """
    does, says, _ = _table()
    spots = sorted((*match.span(), name) for name, words in (does | says).items() for match in words.finditer(text))
    named = [one for one in mentions(text) if one.acts and one.sure]
    found: list[Deed] = []
    for start, end, act in spots:
        found.append(Deed(act=act, who=_who(text, start, end, named, found), start=start, end=end))
    return tuple(found)


def _who(text: str, start: int, end: int, named: Sequence[Mention], before: Sequence[Deed]) -> Mention | None:
    """Return who does what stands at a place: named after "by", else the last named before who is not acted upon."""
    for one in named:
        if one.start >= end and _BY.match(text[end : one.start]):
            return one
    nearest = next((one for one in reversed(named) if one.end <= start), None)
    if nearest is None or _STOP.search(text, nearest.end, start):
        return None
    done = next((deed for deed in reversed(before) if deed.end <= nearest.start), None)
    acted_upon = done is not None and bool(_DIRECT.match(text[done.end : nearest.start]))
    return done.who if done and acted_upon and not _AUXILIARY.match(text[nearest.end : start]) else nearest


def kinds(text: str) -> list[tuple[int, int, str, str]]:
    """Return the words of a text for acts and changes as (start, end, "act" or "change", kind), in order.

    >>> kinds("Crime fell")
    [(6, 10, 'change', 'fall')]
    """
    does, says, changes = _table()
    return sorted(
        (*match.span(), sort, name)
        for sort, part in (("act", does | says), ("change", changes))
        for name, words in part.items()
        for match in words.finditer(text)
    )


def missing_change(claim: str, basis: str) -> str | None:
    """Return the first word of a claim for a change, a limit or a comparison of which its basis has no word.

    >>> missing_change("Thefts rose by 12%", "Thefts fell by 12%")
    'rose'
    """
    for words in _table()[2].values():
        found = words.search(claim)
        if found and not words.search(basis):
            return found[0]
    return None


def unlike_deed(claim: str, lines: Sequence[Line], *, aliases: Sequence[Pair]) -> Unlike | None:
    """Return the first thing that a claim says somebody does or says and that the lines do not, or not of them.

    Args:
        claim: search text.
        lines: what the claim rests on.
        aliases: pairs of mentions of one and the same person.
    """
    told = [_Told(line=line, deed=deed) for line in lines for deed in deeds(line.words)]
    for deed in deeds(claim):
        like = [one for one in told if one.deed.act in _STANDS_FOR.get(deed.act, frozenset()) | {deed.act}]
        implying = [line for line in lines if deed.act in _IMPLIED.get(line.role, frozenset())]
        if deed.act != _SAY and not like and not implying:
            return Unlike(word=claim[deed.start : deed.end], speaker=False)
        if deed.act == _SAY:
            like, implying = [one for one in told if one.deed.act in _SPOKEN], list(lines)
        spoken = [one.line for one in like if one.deed.who is None or one.deed.act in _SPOKEN]
        doers = [one.deed.who for one in like if one.deed.who]
        doers += [one for line in (*implying, *spoken) for one in mentions(line.speaker or "")]
        if deed.who and not any(is_same(deed.who, doer, aliases) for doer in doers):
            return Unlike(word=claim[deed.who.start : deed.who.end], speaker=True)
    return None


def aliases(text: str) -> list[Pair]:
    """Return the pairs of an office and a name that a text gives for one person, as in "the Chair (Cllr Ode)"."""
    named = mentions(text)
    return [
        (one, two)
        for one, two in pairwise(named)
        if bool(one.office) != bool(two.office)
        and not {one.office, two.office} & _BODIES
        and re.fullmatch(r"\s?\((?:the )?", text[one.end : two.start])
    ]


def is_same(one: Mention, two: Mention, known: Sequence[Pair]) -> bool:
    """Do two mentions name the same person or body, by themselves or by an alias?"""
    return one.same(two) or any(
        (one.same(first) and two.same(second)) or (one.same(second) and two.same(first)) for first, second in known
    )
