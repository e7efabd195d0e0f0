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
# Headings that say nothing of their own, and titles that name the paper rather than its subject.
_EMPTY = re.compile(
    r"\b(?:minutes|agenda|apolog\w+|declarations?|interests?|urgent|any other|date of|next meeting|introduction|"
    r"background|recommend\w+|resol\w+|decisions?|conclusions?|summary|attendance|present|purpose|appendix|exempt|"
    r"exclusion|welcome|matters arising|chair|outcome|reasons?|questions?|discussion|key points?|draft|report of)\b",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"[\s:;,.\-–—]+$")


def candidates(collection: Collection) -> Iterator[tuple[str, str]]:
    """Yield questions with the id of the paper that they were made from, the newest papers' first.

    What was resolved is asked for first, then what was said, in turn from paper to paper.
    """
    newest = sorted(collection.papers(), key=_age)[:_PAPERS]
    asked = [list(_of_paper(paper, collection.sections(paper.paper_id))) for paper in newest]
    for turn in range(max(map(len, asked), default=0)):
        for paper, questions in zip(newest, asked, strict=True):
            if turn < len(questions):
                yield questions[turn], paper.paper_id


def _age(paper: Paper) -> tuple[int, str]:
    """Return a key by which the newest paper comes first and undated ones last."""
    date = paper.metadata.date.value
    return (-date.toordinal() if date else 0, paper.paper_id)


def _of_paper(paper: Paper, sections: tuple[Section, ...]) -> Iterator[str]:
    """Yield at most one question on a resolution and one on what somebody said."""
    title = paper.metadata.title.value or ""
    resolved = next((section for section in sections if section.role is Role.RESOLUTION), None)
    if resolved and (subject := _subject(resolved, title)):
        yield f"What did the panel resolve on {subject}?"
    for section in sections:
        speaker = _speaker(section)
        if speaker and (subject := _subject(section, title)):
            yield f"What did {speaker} say about {subject}?"
            return


def _subject(section: Section, title: str) -> str:
    """Return what a section is about: the nearest heading with words of its own, else the paper's title, else ""."""
    for words in (*reversed(section.headings), title):
        subject = _TRAILING.sub("", _NUMBER.sub("", " ".join(words.split())))
        if _SHORTEST <= len(subject) <= _LONGEST and not _EMPTY.search(subject) and " " in subject:
            return _in_sentence(subject)
    return ""


def _in_sentence(subject: str) -> str:
    """Return a heading as it reads inside a sentence.

    >>> _in_sentence("THE PROPOSED PRECEPT"), _in_sentence("Proposed precept"), _in_sentence("Fire and Rescue Plan")
    ('the proposed precept', 'the proposed precept', 'the Fire and Rescue Plan')
    """
    words = subject.lower() if subject.isupper() else subject
    first, _, rest = words.partition(" ")
    if rest.islower() and not first.isupper():
        words = words[0].lower() + words[1:]
    return words if re.match(r"(?:the|a|an|\d)\b", words, re.IGNORECASE) else f"the {words}"


def _speaker(section: Section) -> str:
    """Return who speaks in a section as a question names them, or ""."""
    named = (section.speaker, *(sentence.speaker for sentence in section.sentences))
    speaker = next(filter(None, named), "")
    if not 3 <= len(speaker) <= _LONGEST_SPEAKER or re.search(r"public|resident", speaker, re.IGNORECASE):
        return ""
    return speaker[0].lower() + speaker[1:] if re.match(r"(?:The|A|An|Panel|Members)\b", speaker) else speaker
