"""Who is meant by initials: minutes say "JC replied that ...", with "Judith Carnaby (JC)" among those present."""

from collections.abc import Mapping

from corpus.patterns import deferred
from corpus.speakers import names_office, verb_after

_GIVEN = deferred(
    r"(?:^|[;:,.\n]\s*|\*\*|[-•·]\s+)(?P<name>(?:[A-Z][\w.'’-]+ ){1,5})[(\[](?P<initials>[A-Z]{2,4})[)\]]"
    r"(?=(?:(?:,| -| –) (?P<role>[^;\n]{3,80}))?)"
)
_OPENING = deferred(r"\W*(?:\d[\d.]*\s+)?(?P<initials>[A-Z]{2,4})(?= )")


def initials_given(text: str) -> Mapping[str, str]:
    """Return whom a paper gives which initials to, with their office where it stands beside them; none given twice.

    >>> initials_given("Present: Cllr Rod Amble (RA), Tidecombe; Judith Carnaby (JC), Commissioner")
    {'RA': 'Cllr Rod Amble', 'JC': 'Judith Carnaby, Commissioner'}
    """
    found: dict[str, set[str]] = {}
    for match in _GIVEN.finditer(text):
        words = match["name"].split()
        if "".join(word[0] for word in words).endswith(match["initials"]):
            role = (match["role"] or "").strip(" .")
            name = " ".join(words)
            found.setdefault(match["initials"], set()).add(f"{name}, {role}" if names_office(role) else name)
    return {initials: names.pop() for initials, names in found.items() if len(names) == 1}


def speaker_by_initials(sentence: str, given: Mapping[str, str]) -> str | None:
    """Return who speaks in a sentence that begins with initials, of those whom the paper gives them to.

    >>> speaker_by_initials("12.1 JC replied that it was.", {"JC": "Judith Carnaby"})
    'Judith Carnaby'
    """
    words = " ".join(sentence.split())
    match = _OPENING.match(words) if given else None
    return given.get(match["initials"]) if match and verb_after(words, match.end()) else None
