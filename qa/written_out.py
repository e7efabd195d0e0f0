"""A question as typed in haste, its names and short forms as papers have them: "cllr strang", "rec 4"."""

import re

from index.terms import STOP_WORDS
from qa.topic_words import is_topic

_TITLED = re.compile(
    r"(?<!\bthe )(?<!\ban )(?<!\ba )(?<!\bany )(?<!\beach )(?<!\bevery )(?<!\bwhich )(?<!\bwhat )"
    r"\b(?P<title>cllr|councillor|mr|mrs|ms|dr|prof|professor)(?P<space>\.? )"
    r"(?P<name>[a-z][a-z-]+(?:['’](?!s\b)[a-z]+)?)\b",
    re.IGNORECASE,
)
_SHORT = re.compile(r"\brec(?P<many>s?)\.? (?=\d)", re.IGNORECASE)


def written_out(asked: str) -> str:
    """Return a question with the names after a title as names are written, and with short forms in full.

    >>> written_out("what did cllr strang say on rec 4"), written_out("did the councillor object")
    ('what did Cllr Strang say on recommendation 4', 'did the councillor object')
    """
    return _TITLED.sub(_named, _SHORT.sub(r"recommendation\g<many> ", asked))


def _named(match: re.Match[str]) -> str:
    """Return a title and a name, capitals in their places; unchanged where no name follows."""
    name = match["name"]
    if not name.islower() or name in STOP_WORDS or not is_topic(name):
        return match[0]
    return f"{match['title'].capitalize()}{match['space']}{name.title()}"
