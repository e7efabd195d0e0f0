"""Which findings a later paper put right: "should read X rather than Y", "2,051 and not 1,906". Both are shown."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from index.terms import terms
from qa.briefings.amounts import Amount, amounts
from qa.briefings.findings import Finding

# Words by which a paper says that something printed before was wrong.
CORRECTED = re.compile(
    r"\bshould (?:have )?read\b|\brather than [“\"'£\d]|\brestated?\b|\band not [£\d]|\bcorrection of\b|\bmistake\b|"
    r"\bhad been (?:wrong|counted)\b|\bwas wrong\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"\b(?:rather than|instead of|and not)\s")
_QUOTED = re.compile(r"\b(?:rather than|instead of|and not)\s+[“\"'‘](?P<wrong>[^”\"’]{8,})[”\"’]")
_BEFORE = 30  # characters between the right figure and the wrong one
_SHARED = 2  # words in common that make two sentences speak of the same thing

Place = tuple[str, int]  # paper id, start of the sentence


def place(finding: Finding) -> Place:
    """Return the place of a finding's sentence."""
    return (finding.paper.paper_id, finding.sentence.start)


def amended(findings: Sequence[Finding]) -> Mapping[Place, Finding]:
    """Return, for each finding that a later paper of the same panel put right, the one that did."""
    found: dict[Place, Finding] = {}
    for correction in findings:
        wrong_words = [match["wrong"] for match in _QUOTED.finditer(correction.words)]
        wrong_figures = _wrong_figures(correction.words)
        if not wrong_words and not wrong_figures:
            continue
        for finding in findings:
            if _may_be_meant(finding, correction) and (
                any(words in finding.words for words in wrong_words)
                or _gives_one_of(wrong_figures, finding, correction)
            ):
                found.setdefault(place(finding), correction)
    return found


def _wrong_figures(words: str) -> list[Amount]:
    """Return the figures that a sentence says are wrong.

    >>> [one.text for one in _wrong_figures("Burglary was 2,051 offences and not 1,906.")]
    ['1,906']
    """
    if not _INSTEAD.search(words):
        return []
    given = amounts(words)
    return [
        wrong
        for right, wrong in pairwise(given)
        if right.unit is wrong.unit
        and wrong.start - right.end <= _BEFORE
        and any(match.end() == wrong.start for match in _INSTEAD.finditer(words, right.end, wrong.start))
    ]


def _may_be_meant(finding: Finding, correction: Finding) -> bool:
    """Is a finding of an earlier paper of the same panel?"""
    same_panel = finding.paper.metadata.panel.value == correction.paper.metadata.panel.value
    earlier = finding.date is not None and correction.date is not None and finding.date < correction.date
    return same_panel and earlier


def _gives_one_of(wrong: Sequence[Amount], finding: Finding, correction: Finding) -> bool:
    """Does a finding give one of the wrong figures, for the thing that the correction speaks of?"""
    if not wrong:
        return False
    given = {(one.unit, one.value) for one in amounts(finding.quote.text)}
    shared = _words(finding) & _words(correction)
    return len(shared) >= _SHARED and any((one.unit, one.value) in given for one in wrong)


def _words(finding: Finding) -> frozenset[str]:
    return frozenset(term for term in terms(finding.quote.text) if not term[0].isdigit())
