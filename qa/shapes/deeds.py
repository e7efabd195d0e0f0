"""What an outcome does, limb by limb: noted, supported, approved, recommended, requested are never one another."""

import re
from collections.abc import Sequence

from corpus.papers import Paper, Role, Section
from qa.tracker.asking import bare, limb_kind
from qa.tracker.requests import ActionKind

_DOES = (
    (
        "supported",
        re.compile(
            r"\bsupport(?:s|ed)\b|(?:^|\b(?:[Tt]o|[Pp]anel|[Mm]embers) )support\b|\band support (?:the|it|this)\b"
        ),
    ),
    ("approved", re.compile(r"\bapproved?s?\b")),
    ("endorsed", re.compile(r"\bendorsed?s?\b")),
    ("accepted", re.compile(r"\baccept(?:s|ed)?\b")),
    ("elected", re.compile(r"\bbe (?:re-?)?(?:elected|appointed)\b")),
)
_NOTES = re.compile(r"\b(?:not(?:es?|ed)|receiv\w+)\b")
# What is milder than to recommend: told by the panel's own word.
_MILDER = (
    ("recommended", re.compile(r"\brecommend")),
    ("encouraged", re.compile(r"\bencourage")),
    ("urged", re.compile(r"\burge")),
    ("suggested", re.compile(r"\bsuggest")),
)
# From here on a limb says what somebody else is to do, or does: "requests that the force supports them".
_OF_OTHERS = re.compile(
    r"\b(?:requests?|recommends?|encourages?|asks?|urges?|suggests?|invites?|notes? that|requested|asked|recommended)\b"
)
_DENIES = re.compile(r"\b(?:not|without|neither|nor|no longer|un\w+ed to)\b", re.IGNORECASE)
_CLAUSE = 140  # characters of a limb in which its verb stands


def deeds(limb: str) -> tuple[str, ...]:
    """Return what a limb does, in words of ours; nothing where it denies something or no such word stands in it.

    >>> deeds("a) The Panel supports the precept but recommends a lower rise;"), deeds("b) That the report be noted.")
    (('supported', 'recommended'), ('noted',))
    >>> deeds("(1) That the precept be reported on without a veto and without support;")
    ()
    """
    words = bare(limb)[:_CLAUSE]
    if _DENIES.search(words):
        return ()
    other = _OF_OTHERS.search(words)
    own = words[: other.end()] if other else words
    kind = limb_kind(limb)
    patterns = (*_DOES, ("noted", _NOTES)) if kind is ActionKind.NOTED else _DOES
    found = sorted((match.start(), name) for name, pattern in patterns if (match := pattern.search(own)))
    return tuple(dict.fromkeys((*(name for _, name in found), *_asks(kind, words))))


def _asks(kind: ActionKind, words: str) -> tuple[str, ...]:
    """Return what a limb that asks or recommends is said to do, by the panel's own word where that is milder."""
    if kind is ActionKind.RECOMMENDATION:
        return (next((name for name, pattern in _MILDER if pattern.search(words)), "recommended"),)
    return ("requested",) if kind is ActionKind.REQUEST else ()


def told(paper: Paper, sections: Sequence[Section]) -> str:
    """Return what the limbs of an outcome do, those alike together: "a) supported; b) and c) recommended"."""
    limbs = [section for section in sections if section.role is Role.RESOLUTION]
    done: dict[str, list[str]] = {}
    for limb in limbs:
        what = " and ".join(deeds(paper.text[limb.start : limb.end]))
        if what:
            done.setdefault(what, []).append(limb.number or "")
    if len(limbs) == 1:
        return next(iter(done), "")
    return "; ".join(f"{_and(numbers)} {what}" for what, numbers in done.items() if all(numbers))


def _and(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
