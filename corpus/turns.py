"""Questions and answers in turn: who gives an answer that is headed "Answer:" or "A13", and may name nobody."""

import re

from corpus.exchanges import answerer_of
from corpus.names import NAME, OFFICE, TITLES
from corpus.papers import Role, Section
from corpus.patterns import deferred
from corpus.speakers import in_first_person, replier_of, speaker_of

_WORD = r"\W*(?:\d[\d.]*\s+)?"
_REPLY = deferred(rf"{_WORD}(?:Reply|Answer|Response|A)\s*:[*_]*\s*")
_QUESTION = deferred(rf"{_WORD}(?:Q|Question)\s?(?P<n>\d{{1,3}})\b")
_NUMBERED = deferred(rf"{_WORD}(?:A|Answer)\s?(?P<n>\d{{1,3}})\b[.:)]?[*_]*\s+")
_WHO = rf"(?P<who>{TITLES} {NAME}|(?:[Tt]he )?{OFFICE})"
_ANSWERS = deferred(
    rf"\b(?:[Qq]uestions? (?:were |was )?(?:to|for|put to|answered by|(?:from|by) {TITLES} {NAME} to)|"
    rf"{TITLES} {NAME} to(?= [^:.]{{3,60}}:)|[Aa]nswers? (?:given )?(?:by|from|of)|"
    r"[Aa]nswering:?)"
    rf" {_WHO}"
)
_ALL = deferred(r"\bQuestions (?:were|are) ")
_ANSWERED = deferred(rf"{_WHO}(?:, [^,.:;]{{3,90}},)? (?:then )?(?:answered|replied|responded)\b")


class Turns:
    """Goes through the sections of a paper in order and says who gives the answer that each is."""

    def __init__(self) -> None:
        self.replier: str | None = None  # who replied last, or is said to answer, under this heading
        self.throughout: str | None = None  # who is said to answer all questions, right under the title
        self.asked: str | None = None  # the number of the question that was put last

    def answering(self, section: Section, words: str) -> tuple[bool, str | None]:
        """Return whether a section is an answer by its heading word or number, and whose where that is known.

        `words` are the section's, with single blanks.
        """
        question, label = _QUESTION.match(words), _REPLY.match(words) or self._numbered(words)
        self.asked = question["n"] if question else self.asked
        if section.role is Role.HEADING:
            self.replier = self._said_to_answer(words) or self.throughout
        elif label:
            own = words[label.end() :]
            self.replier = self._named(own) or self.replier
        elif not question:
            said = self._said_to_answer(words)
            if said and len(section.headings) <= 1 and _ALL.search(words):
                self.throughout = said
            self.replier = replier_of(words) or said or self.replier
        return label is not None, self.replier

    def _named(self, words: str) -> str | None:
        """Return whose words an answer reports; one in the first person reports nobody's."""
        return None if in_first_person(words) else answerer_of(words) or speaker_of(words)

    def _numbered(self, words: str) -> re.Match[str] | None:
        """Is it the answer of the number that the last question has? "A1." numbers paragraphs, too."""
        match = _NUMBERED.match(words)
        return match if match and match["n"] == self.asked else None

    def _said_to_answer(self, words: str) -> str | None:
        match = _ANSWERS.search(words) or _ANSWERED.search(words)
        return match["who"] if match else None
