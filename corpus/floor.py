"""Who has the floor: under a heading that is a person, what is written is what that person said.

Minutes and evidence are set out so: "Cllr Ann Hale" as a heading, and below it "- asked whether ...". A heading in a
list of those present is none of these. Where the points are a list, its end ends what was said: the paragraph after
it is the clerk's again, unless it goes on with a verb.
"""

import re

from corpus.names import NAME, OFFICE, TITLES, person_of
from corpus.outcomes import ATTENDANCE, is_outcome
from corpus.papers import Role, Section
from corpus.patterns import deferred
from corpus.speakers import names_nobody, speaker_of

_MARKS = deferred(r"^#+\s*|\*\*|__|:\s*$")
_QUESTION = deferred(r"(?:Q|Question)(?: ?\d{1,3})?(?:\s*[:.–—-]|\s+(?:from|by|of|put by))\s+")  # "Question 1: Mr Ode"
_ANSWER = deferred(
    r"\W*(?:\d[\d.]*\s+)?(?:(?:Reply|Answer|Response)(?:\s*:| (?:by|from|of)\b)|A\s*:|(?:A|Answer) ?\d{1,3}\b)"
)
_ANSWER_WORD = r"(?:[Rr]eply|[Aa]nswer|[Rr]esponse)"
_REPLIED = deferred(
    rf"(?:[Tt]he )?(?:\w+ )?{_ANSWER_WORD} (?:of|from|by) (?P<by>{TITLES} {NAME}|(?:the )?{OFFICE})"
    rf"(?:, [A-Z][^,.:;]{{2,60}})?|(?P<of>{TITLES} {NAME}|(?:The )?{OFFICE})['’]s? (?:\w+ )?{_ANSWER_WORD}"
)  # "Response of the Commissioner", "The Chief Constable's written reply"
_BODIES = deferred(r"(?:[Pp]anel|[Mm]embers|[Oo]fficers|representatives)$")
_AGAIN = deferred(r"\W*(?:Supplementary|Further)(?: question)?\s*:")
_ENDS = deferred(r"\W*(?:It was (?:moved|proposed|resolved|agreed)|A (?:recorded )?vote\b|Members voted)")
_PRESENT = deferred(
    r"\W*(?:(?:also|members|those|other) )*(?:present|in attendance|attend\w+|apolog\w+|officers|substitutes?)\b"
    r"\W*(?:[:–-]|$)",
    re.IGNORECASE,
)
_POINTS = (Role.LIST_ITEM, Role.STATEMENT)


class Floor:
    """Goes through the sections of a paper in order and says under whose heading each stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.holder: str | None = None
        self.headed: str | None = None  # whom the last heading names
        self.begun: Role | None = None  # how the first of what is said is set out
        self.present = False  # is what stands right above a list of people, or its label?

    def holder_in(self, section: Section, words: str) -> str | None:
        """Return who has the floor in the next section; None where it is nobody's.

        `words` are the section's, with single blanks.
        """
        if section.role is Role.HEADING:
            self._open(section, _MARKS.sub("", words).strip())
            return None
        self.present = self._lists_present(words)
        if self.present or (section.role is Role.FIELD and self.begun is None) or self._ends(section, words):
            self.holder = None
        elif _AGAIN.match(words):
            self.holder = self.headed
        elif section.role in (Role.LIST_ITEM, Role.STATEMENT, Role.PARAGRAPH):
            self.begun = self.begun or section.role
        return self.holder if section.role is not Role.FIELD else None

    def _open(self, section: Section, words: str) -> None:
        if section.block:  # the head of a table
            return
        question = _QUESTION.match(words)
        person, replier = person_of(words[question.end() :] if question else words), _replier(words)
        listed = self.present or any(map(ATTENDANCE.search, section.headings))
        self.holder = self.headed = replier or (person if person and not listed and self._is_known(person) else None)
        self.begun, self.present = None, person is not None or bool(_PRESENT.match(words))

    def _is_known(self, person: str) -> bool:
        """Is a person who is named by title and surname alone named elsewhere? "Councillor Training" is not."""
        names = person.split(",")[0].split()[1:]
        return len(names) > 1 or "," in person or self.text.count(names[-1]) > 1

    def _lists_present(self, words: str) -> bool:
        """Is it a label for people who came, or one of them?"""
        return bool(_PRESENT.match(words)) or person_of(words.strip("*•·-– .;,")) is not None

    def _ends(self, section: Section, words: str) -> bool:
        """Does a section end what was said: an outcome, a vote, or a paragraph that is not theirs?"""
        if section.role is Role.RESOLUTION or is_outcome(_MARKS.sub("", words)):
            return True
        if _ENDS.match(words) or _ANSWER.match(words):
            return True
        if section.role is not Role.PARAGRAPH or words[:1].islower() or self.holder is None:
            return False
        return self.begun in _POINTS or names_nobody(words) or self._is_of_others(words)

    def _is_of_others(self, words: str) -> bool:
        """Does a paragraph give the words of somebody else, or tell of the person from without?"""
        speaker, surname = speaker_of(words), (self.holder or "").split(",")[0].split()[-1]
        return surname not in speaker if speaker else surname in words


def _replier(heading: str) -> str | None:
    """Return whose answer stands under a heading that says so; those of a body are reported, not given."""
    match = _REPLIED.fullmatch(heading)
    who = (match["by"] or match["of"]) if match else None
    return who if who and not _BODIES.search(who) else None
