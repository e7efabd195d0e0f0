"""Questions that the loaded papers can answer, made from the papers themselves."""

import re
from collections.abc import Iterator

from corpus.papers import Paper, Role, Section
from index.search import Collection

_PAPERS = 12  # newest papers that are looked at
_SHORTEST, _LONGEST = 8, 64  # characters of a subject
_LONGEST_SPEAKER = 40
# The number or letter before a heading's words: "7.", "3.2", "Item 4:", "Agenda item 5 -", "a)".
_NUMBER = re.compile(
    r"^(?:(?:agenda )?item )?(?:\d+(?:[./]\d+)*|[ivx]+|[a-z])(?:[.):]+|\s*[-–—]|(?<=\d))\s+", re.IGNORECASE
)
# Headings and titles that name a paper or a part of it rather than a subject.
_EMPTY = re.compile(
    r"\b(?:minutes?|agenda|apolog\w+|declarations?|interests?|urgent|any other|date of|next meeting|introduction|"
    r"background|recommend\w+|resol\w+|decisions?|conclusions?|summary|attendance|present|purpose|appendix|exempt|"
    r"exclusion|welcome|matters arising|chair|outcomes?|reasons?|questions?|discussion|key points?|draft|report of|"
    r"earlier meetings?)\b|panel$|:",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"[\s;,.\-–—]+$")
_NOBODY = re.compile(r"public|resident|^(?:the )?panel$", re.IGNORECASE)
_OF_MANY = re.compile(r"s(?: (?:for )?20\d\d\S*)?$")


def candidates(collection: Collection) -> Iterator[tuple[str, str]]:
    """Yield questions with the id of the paper that each was made from, in turn what was resolved and what was said.

    The newest papers come first, those without a date last; no subject comes twice.
    """
    newest = sorted(collection.papers(), key=_age)[:_PAPERS]
    asked: set[str] = set()
    sections = {paper.paper_id: collection.sections(paper.paper_id) for paper in newest}
    resolved = ((paper, _resolutions(paper, sections[paper.paper_id])) for paper in newest)
    said = ((paper, _statements(paper, sections[paper.paper_id])) for paper in newest)
    for paper, found in (pair for pairs in zip(resolved, said, strict=True) for pair in pairs):
        start, subject = next(((start, subject) for start, subject in found if subject not in asked), ("", ""))
        if subject:
            asked.add(subject)
            yield f"What did {start} {_in_sentence(subject)}?", paper.paper_id


def _age(paper: Paper) -> tuple[int, str]:
    """Return a key by which the newest paper comes first and undated ones last."""
    date = paper.metadata.date.value
    return (-date.toordinal() if date else 0, paper.paper_id)


def _resolutions(paper: Paper, sections: tuple[Section, ...]) -> list[tuple[str, str]]:
    """Return who did what, and the subject, of each resolution that has one."""
    subjects = (_subject(section, paper) for section in sections if section.role is Role.RESOLUTION)
    return [("the panel resolve on", subject) for subject in subjects if subject]


def _statements(paper: Paper, sections: tuple[Section, ...]) -> list[tuple[str, str]]:
    """Return who did what, and the subject, of each statement that has both."""
    said = (section for section in sections if section.role is not Role.RESOLUTION and _speaker(section))
    found = ((f"{_speaker(section)} say about", _subject(section, paper)) for section in said)
    return [(start, subject) for start, subject in found if subject]


def _subject(section: Section, paper: Paper) -> str:
    """Return what a section is about: the nearest heading that names a subject, else the paper's title, else ""."""
    for words in (*reversed(section.headings), paper.metadata.title.value or ""):
        subject = _TRAILING.sub("", _NUMBER.sub("", " ".join(words.split())))
        if _SHORTEST <= len(subject) <= _LONGEST and not _EMPTY.search(subject) and " " in subject:
            return subject
    return ""


def _in_sentence(subject: str) -> str:
    """Return a heading as it reads inside a sentence.

    >>> _in_sentence("THE PROPOSED PRECEPT"), _in_sentence("Proposed precept"), _in_sentence("On-Call Fire Stations")
    ('the proposed precept', 'the proposed precept', 'On-Call Fire Stations')
    """
    words = subject.lower() if subject.isupper() else subject
    first, _, rest = words.partition(" ")
    if rest == rest.lower() and not first.isupper():
        words = words[0].lower() + words[1:]
    bare = re.match(r"(?:the|an?|\d\S*|\w+ing)\b", words, re.IGNORECASE) or _OF_MANY.search(words)
    return words if bare else f"the {words}"


def _speaker(section: Section) -> str:
    """Return who speaks in a section as a question names them, or ""."""
    named = (section.speaker, *(sentence.speaker for sentence in section.sentences))
    speaker = next(filter(None, named), "")
    if not 3 <= len(speaker) <= _LONGEST_SPEAKER or _NOBODY.search(speaker):
        return ""
    return speaker[0].lower() + speaker[1:] if re.match(r"(?:The|A|An|Panel|Members)\b", speaker) else speaker
