"""What is found and tells nothing: bare headings, "see above", lists of those who came where nobody asks for them."""

import re
from collections.abc import Sequence

from corpus.papers import Paper, Role, Section
from index.search import Collection
from qa.best_sentences import sentence_words
from qa.quotation import refers_elsewhere
from qa.ranker import Ranked
from qa.understand import Intent, Understood

_TELLS = re.compile(r"\b(?:19|20)\d\d\b|\w: \w+(?:\W+\w+){3,}")  # a year, or a term with what it means
_ONE = frozenset({Intent.FIGURE, Intent.DATE, Intent.CHECK})  # asked for one thing: no list
_WHO = (
    r"\W*(?:(?:also|members?|officers?|others|and|those|who|were|councillors) )*"
    r"(?:present|attending|attended|in attendance|attendance|attendees|took part|there|apologies|officers and others)\b"
)
_LABEL = re.compile(rf"{_WHO}[^:.]{{0,40}}:", re.IGNORECASE)
_HEADING = re.compile(rf"{_WHO}\W*$", re.IGNORECASE)
_OF_THOSE = re.compile(
    r"\b(?:attend\w*|present\b|apolog\w+|absent|came|there|turn(?:ed)? up|members|councillors|sat|sits|chair\w*|quor)",
    re.IGNORECASE,
)


def telling(asked: Understood, ranked: Sequence[Ranked], collection: Collection) -> list[Ranked]:
    """Return the sentences found but for those that are nothing to quote.

    That is "see above", a heading over no list, or a list of those present where that is not asked.
    """
    of_those = asked.intent is Intent.PERSON or _OF_THOSE.search(asked.asked) is not None
    return [item for item in ranked if not _tells_nothing(asked, item, collection, of_those=of_those)]


def _tells_nothing(asked: Understood, item: Ranked, collection: Collection, *, of_those: bool) -> bool:
    evidence = item.evidence
    if evidence.section.role is Role.HEADING:
        return _is_bare(asked, item, collection) or refers_elsewhere(sentence_words(item))
    if not of_those and _is_attendance(collection.paper(evidence.passage.paper_id), evidence.section):
        return True
    return refers_elsewhere(sentence_words(item))


def _is_bare(asked: Understood, item: Ranked, collection: Collection) -> bool:
    """Is it a heading that gives no date, explains nothing and stands over no list: nothing to quote?"""
    section = item.evidence.section
    if section.block or _TELLS.search(sentence_words(item)):
        return False
    below = collection.sections(item.evidence.passage.paper_id)[section.ordinal + 1 : section.ordinal + 2]
    return asked.intent in _ONE or not any(one.role is Role.LIST_ITEM and not _is_speech(one) for one in below)


def _is_speech(section: Section) -> bool:
    """Does somebody speak in a section, so that it is what they said and no item of a list?"""
    return section.speaker is not None or any(sentence.speaker for sentence in section.sentences)


def _is_attendance(paper: Paper, section: Section) -> bool:
    """Is a section a list of those who came?"""
    listed = bool(section.headings) and _HEADING.match(section.headings[-1]) is not None
    return listed or _LABEL.match(paper.text, section.start) is not None
