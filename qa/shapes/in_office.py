"""How somebody came into an office, and whether they have left it since, where a paper tells so in a sentence."""

import re
from collections.abc import Iterator, Sequence

from corpus.papers import Paper, PaperKind, Role, Section, Sentence
from index.search import Collection
from qa.extract import Quote
from qa.shapes.shape import Inquiry

_READ = 60  # papers of a panel in which it is looked for
_LONGEST = 420  # characters of a sentence that tells it
_UNDER = ("Vice", "Deputy", "Assistant")
_NO_UNDER = r"(?<![Vv]ice)(?<![Vv]ice[ \-?])(?<![Dd]eputy )(?<![Aa]ssistant )"  # of another office
_NEAR = r"[^.;:]{0,100}?"
# What stands after a name where somebody comes into an office, the surest first; {office} is as it is printed.
_CAME = (
    r"\b(?:elected|appointed|became|has been|succeeded|confirmed as|sworn in as|took (?:up )?(?:the )?(?:office|post)|"
    r"taken (?:up )?(?:the )?(?:office|post))\b[^.;:]{0,40}?\b(?:{office})",
    r"\b(?:elected (?:on|in)\b|took (?:up )?(?:office|command|the post|her post|his post)|sworn in)",
    r"\bbe appointed\b",
)
_WENT = (
    r"\b(?:left|retire[ds]?|retirement|resign(?:s|ed)?|resignation|stood down|stands down|stepped down|died|"
    r"(?:not|been) replaced|no longer)\b[^.;:]{0,60}?\b(?:{office})"
)


def may_tell(paper: Paper) -> bool:
    """Can a paper tell who holds an office: one that has a day and is no agenda?"""
    return paper.metadata.date.value is not None and paper.metadata.kind.value is not PaperKind.AGENDA


def newest_papers(inquiry: Inquiry, own: Paper) -> list[Paper]:
    """Return the newest papers of a paper's panel inside the scope, newest first."""
    panel = own.metadata.panel.value
    papers = [paper for paper in inquiry.collection.papers(inquiry.scope) if paper.metadata.panel.value == panel]
    dated = [paper for paper in papers if may_tell(paper)]
    dated.sort(key=lambda paper: (paper.metadata.date.value, paper.paper_id), reverse=True)
    return dated[:_READ]


def came(name: str, office: str, papers: Sequence[Paper], collection: Collection) -> Iterator[Quote]:
    """Yield the surest and newest sentence that tells how a holder came into an office; `papers` are newest first."""
    named = list(_sentences(name, papers, collection))
    for pattern in _CAME:
        for paper, section, sentence in named:
            if _says(name, pattern, office, paper.text[sentence.start : sentence.end]):
                yield _quote(paper, section, sentence)
                return


def left(name: str, office: str, papers: Sequence[Paper], collection: Collection) -> Iterator[Quote]:
    """Yield the newest sentence that tells that a holder has left an office, with the sentence after it."""
    for paper, section, sentence in _sentences(name, papers, collection):
        if _says(name, _WENT, office, paper.text[sentence.start : sentence.end]):
            after = [one for one in section.sentences if one.start >= sentence.end][:1]
            yield _quote(paper, section, sentence, *after)
            return


def _says(name: str, pattern: str, office: str, words: str) -> bool:
    """Do words say of somebody what a pattern has, soon after the name?"""
    plain = office if office.startswith(_UNDER) else rf"{_NO_UNDER}(?:{office})"
    own = rf"\b{re.escape(name)}\b{_NEAR}{pattern.replace('{office}', plain)}"
    return re.search(own, " ".join(words.split())) is not None


def _sentences(name: str, papers: Sequence[Paper], collection: Collection) -> Iterator[tuple[Paper, Section, Sentence]]:
    """Yield the sentences that name somebody by their last name, with their paper and section."""
    for paper in papers:
        if name not in paper.text:
            continue
        for section in collection.sections(paper.paper_id):
            for sentence in section.sentences if section.role is not Role.FIELD else ():
                words = paper.text[sentence.start : sentence.end]
                if re.search(rf"\b{re.escape(name)}\b", words) and len(words) <= _LONGEST:
                    yield paper, section, sentence


def _quote(paper: Paper, section: Section, *sentences: Sentence) -> Quote:
    return Quote(
        paper=paper,
        start=sentences[0].start,
        end=sentences[-1].end,
        sections=(section,),
        speaker=sentences[0].speaker,
        probability=1.0,
    )
