"""Who is meant by initials: minutes say "JC replied that ...", with "Judith Carnaby (JC)" among those present."""

from collections.abc import Mapping

from corpus.patterns import deferred
from corpus.speakers import OPENING, names_office, verb_after

_GIVEN = deferred(
    r"(?:^|[;:,.\n]\s*|\*\*|[-•·]\s+)(?P<name>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){0,4})"
    r"(?:, (?P<office>[^;:()\n]{3,80}?))? [(\[](?P<initials>[A-Z]{2,4})[)\]](?=(?:(?:,| -| –) (?P<role>[^;\n]{3,80}))?)"
)  # "Judith Carnaby (JC), Commissioner", "Judith Carnaby, Commissioner (JC)"
_PARTS = deferred(r"[ -]")
_OPENING = deferred(rf"\W*(?:\d[\d.]*\s+)?{OPENING}(?P<initials>[A-Z]{{2,4}})(?= )")


def initials_given(text: str) -> Mapping[str, str]:
    """Return whom a paper gives which initials to, with their office where it stands beside them; none given twice.

    >>> initials_given("Present: Cllr Rod Amble (RA), Tidecombe; Judith Carnaby (JC), Commissioner")
    {'RA': 'Cllr Rod Amble', 'JC': 'Judith Carnaby, Commissioner'}
    >>> initials_given("Also present: Ann Lee-Vale, Chief Constable (ALV)")
    {'ALV': 'Ann Lee-Vale, Chief Constable'}
    """
    found: dict[str, set[str]] = {}
    for match in _GIVEN.finditer(text):
        name, initials = match["name"], match["initials"]
        if any("".join(word[:1] for word in words).endswith(initials) for words in (name.split(), _PARTS.split(name))):
            role = (match["office"] or match["role"] or "").strip(" .")
            found.setdefault(initials, set()).add(f"{name}, {role}" if names_office(role) else name)
    return {initials: names.pop() for initials, names in found.items() if len(names) == 1}


def speaker_by_initials(sentence: str, given: Mapping[str, str]) -> str | None:
    """Return who speaks in a sentence that begins with initials; in a paper that gives some, others stay as printed.

    >>> speaker_by_initials("12.1 JC replied that it was.", {"JC": "Judith Carnaby"})
    'Judith Carnaby'
    >>> speaker_by_initials("In reply, RD said that it was.", {"JC": "Judith Carnaby"})
    'RD'
    """
    words = " ".join(sentence.split())
    match = _OPENING.match(words) if given else None
    return given.get(match["initials"], match["initials"]) if match and verb_after(words, match.end()) else None
