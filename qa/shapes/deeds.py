"""What an outcome does, limb by limb: noted, supported, approved, recommended, requested are never one another."""

import re
from collections.abc import Sequence

from corpus.papers import Paper, Role, Section
from qa.tracker.asking import bare, limb_kind
from qa.tracker.requests import ActionKind

_DOES = (
    ("supported", re.compile(r"\b(?:supports?|be (?:\w+ )?supported|supported)\b")),
    ("approved", re.compile(r"\b(?:approves?|be approved|approved)\b")),
    ("endorsed", re.compile(r"\b(?:endorses?|be endorsed|endorsed)\b")),
    ("accepted", re.compile(r"\b(?:accepts?|be accepted|accepted)\b")),
    ("elected", re.compile(r"\bbe (?:re-?)?(?:elected|appointed)\b")),
)
_BY_KIND = {
    ActionKind.NOTED: "noted",
    ActionKind.RECOMMENDATION: "recommended",
    ActionKind.REQUEST: "requested",
}
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
    found = [name for name, pattern in _DOES if pattern.search(words)]
    last = _BY_KIND.get(limb_kind(limb))
    return tuple(dict.fromkeys((*found, last))) if last else tuple(found)


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
