"""The register of statute: the law that panels work under, in plain words, kept apart from the papers."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qa.briefings.parts import Form

_FILE = Path(__file__).parent / "statute.toml"
MARK = "From the register of statute that panelqa brings, not from the papers. It points to the law and is not advice."
UNCHECKED = "not compared with the published text: check it before you rely on it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One provision: where it stands, what it does in our own words, where it can be read."""

    id: str
    law: str
    does: str
    url: str
    checked: bool  # was our wording compared with the published text?
    forms: frozenset[Form] = frozenset()
    words: tuple[str, ...] = ()


@cache
def provisions() -> tuple[Provision, ...]:
    """Return the register in the order of its file."""
    entries = tomllib.loads(_FILE.read_text(encoding="utf-8"))["entry"]
    return tuple(
        Provision(
            id=entry["id"],
            law=entry["law"],
            does=entry["does"],
            url=entry["url"],
            checked=entry["checked"],
            forms=frozenset(map(Form, entry.get("forms", ()))),
            words=tuple(entry.get("words", ())),
        )
        for entry in entries
    )


def provisions_for(topic: str, *, form: Form) -> tuple[Provision, ...]:
    """Return the provisions that a briefing of this form on this topic shows, those of the topic first.

    Those of the form follow where the topic names none of them: of three posts, only the one that is to be filled.
    `topic` may end with the panel's name, which says whether there is a fire precept.

    >>> [one.id for one in provisions_for("complaints", form=Form.GENERAL)]
    ['complaints', 'purpose', 'attendance']
    """
    named = [one for one in provisions() if any(re.search(words, topic, re.IGNORECASE) for words in one.words)]
    if any(form in one.forms for one in named):
        return tuple(named)
    return (*named, *(one for one in provisions() if form in one.forms and one not in named))


def provision(ident: str) -> Provision:
    """Return one provision by its id, which must be there."""
    return next(one for one in provisions() if one.id == ident)
