"""The words by which a commissioner or an officer promises something, and who it is that promises."""

import re
from dataclasses import dataclass

from qa.tracker.asking import OPENING, WHO

_GIVE = (
    r"(?:bring|provide|share|circulate|send|supply|report|write|present|submit|publish|include|look into|feed ?back|"
    r"forward|come back|return|update|look at|chase|reconsider|review|raise|consider|check|find out|arrange|invite|"
    r"follow (?:it|this|that) up|put (?:the|it|this|that)|give|ask the)"
)
_PROMISES = re.compile(
    r"\b(?<!had )(?:(?:agreed|undertook|promised|pledged|committed|offered|volunteered)(?: also| then)? to\b"
    r"(?! (?:this|that|(?!bring)\w+ing)\b)|undertook that\b|\bpromised (?:it|them|one|this)\b"
    r"|\bgave (?:(?:the Panel|[Mm]embers) )?(?:her|his|their|its|an?) (?:word|assurance|undertaking)\b"
    r"|\b(?:said|confirmed|added) that (?:all )?(?:future|later|the next) \w+ would\b"
    rf"|^(?:He|She|They) would (?:also |then )?{_GIVE}\b"
    r"|\bsaid that (?:it|this|that|these|they) would be (?:done|added|provided|sent|put right|corrected|changed)\b"
    r"|(?:agreed|confirmed|said|advised)\b[^.;]{0,120}\bwould be (?:reconsidered|looked into|followed up)\b"
    rf"|(?:said|answered|replied|added|stated|confirmed) (?:that )?(?:he|she|they) would"
    rf"(?:, (?=that|and)| (?:also |happily |gladly )?{_GIVE}\b)"
    r"|would be (?:also )?(?:shared|circulated|sent|provided|supplied|e-?mailed|forwarded) "
    r"(?:to|with|after|before|in|by)\b"
    rf"|accepted [^.;]{{0,90}}\band would\b|would (?:also )?{_GIVE} [^.;]{{0,90}}\b(?:Panel|[Mm]embers)\b)"
)
_INTENDS = re.compile(r"\bcommitted to (?!bring)\w+ing\b")  # an attitude, not a promise
_WRITTEN = re.compile(
    r"(?:^|[\s.])(?P<who>I|We|[Tt]he (?:Commissioner|PFCC|PCC|PFC|OPFCC|OPCC|Mayor|Chief [A-Z]\w+(?: Officer)?))\b"
    r"[^.;]{0,200}?\b(?:will|shall)\b(?! not)[^.;]{0,160}?\b(?:bring|present|report|provide|send|give|submit|circulate|"
    r"write|return|update|share)\b[^.;]{0,120}?\b(?:Panel|Members)\b"
)
_SUBJECT = re.compile(
    rf"(?:^|[\s,.;])(?P<who>{WHO}|[A-Z][a-z]+ [A-Z][a-z]+)(?: \([^()]{{0,80}}\)|(?:, (?!and )[A-Z][^.;]{{2,90}}?)?,?)?"
    r"(?: did not [\w ]{1,40} and)?(?: (?:also|then|again))* "
    r"(?:agreed|undertook|promised|pledged|committed|offered|volunteered|accepted|said|answered|added|stated|replied|advised|confirmed|would|could)\b"
)
_BEGINS = re.compile(rf"{OPENING}(?P<who>{WHO})")
_PANEL = re.compile(r"\b(?:[Pp]anel|[Mm]embers?|[Cc]llrs?|[Cc]ouncillors?|[Cc]hair\w*)\b")
_PROMISING = re.compile(
    rf"\b(?:(?:will|would|could|shall) (?:also |then )?{_GIVE}\b|"
    r"(?:agreed|undertook|promised|pledged|committed|offered) (?:also |then )?to\b)"
)
_CLAUSE = 7  # words that say what is promised
_ACTION = re.compile(r"\W*(?:ACTION|Action)s?\b ?\d{0,3}\W{0,3}(?P<who>[A-Z][\w &,]{1,60}?) to\b")
_LISTED = re.compile(r"\W*[A-Z]{0,2}\d{1,3}/\d{2,4}\s*[-–—:]\s*(?:(?P<who>(?:The |the )?[A-Z][^,.;]{2,80}?) to [a-z])?")
ACTIONS_LEAD = re.compile(r"(?:agreed |further )?(?:actions?|information to be provided)\b", re.IGNORECASE)
_TO = re.compile(
    r"\b(?:to|share[\w ]{0,40} with) (?P<who>the (?:next )?Panel|(?:all )?(?:the )?[Mm]embers|the Chief Constable|"
    r"him|her|them|Cllr [A-Z]\w+)\b(?! (?:meeting|briefing))"
    r"|\bwith (?P<all>the Panel|(?:all )?(?:the )?[Mm]embers)\b"
    r"|\b(?:give|write to|update|send|brief|provide|supply) "
    r"(?P<them>the (?:Panel|Chief Constable)|(?:all )?[Mm]embers)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Who promises, as printed, and to whom, where the words say so."""

    by: str
    to: str | None


def promised(sentence: str, speaker: str | None, *, marked: bool) -> Promise | None:
    """Return a promise that minutes report; None where there is none, or where the panel itself promises.

    Args:
        sentence: as published.
        speaker: who speaks in it, where the paper says.
        marked: `corpus` found that it promises (`corpus.papers.Sentence.undertaking`).

    >>> promised("The Clerk left, and Mrs G Shearer, Chief Executive, agreed to come back.", None, marked=True).by
    'Mrs G Shearer'
    >>> promised("Cllr Hale said that she would write to the Panel.", "Cllr Hale", marked=False) is None
    True
    """
    words = " ".join(sentence.split())
    if action := _ACTION.match(words):
        return None if _PANEL.search(action["who"]) else Promise(by=action["who"], to=recipient(words))
    match = _PROMISES.search(words)
    if (match is None and not marked) or _INTENDS.search(words):
        return None
    by = _subject(words, end=match.end() if match else len(words)) or _first(words) or speaker or ""
    if not by or _PANEL.search(by):
        return None
    return Promise(by=by, to=recipient(words[match.start() :] if match else words))


def _subject(words: str, *, end: int) -> str | None:
    """Return who is named last before the promising verb."""
    found = [match["who"] for match in _SUBJECT.finditer(words, 0, end)]
    return found[-1] if found else None


def _first(words: str) -> str:
    """Return who a sentence begins with; empty where it begins with nobody."""
    match = _BEGINS.match(words)
    return match["who"] if match else ""


def promised_in_writing(sentence: str) -> Promise | None:
    """Return what a report or plan promises the panel ("I will bring a joint plan to the Panel"), or None.

    >>> promised_in_writing("The Commissioner will bring an update to the Panel in May.").to
    'the Panel'
    >>> promised_in_writing("I will publish the share each quarter.") is None
    True
    """
    words = " ".join(sentence.split())
    match = _WRITTEN.search(words)
    if match is None:
        return None
    return Promise(by="" if match["who"] in ("I", "We") else match["who"], to=recipient(words))


def listed(words: str) -> Promise | None:
    """Return who is to do what a list of actions names ("R12/21 – The Clerk to write to ..."); by is empty for nobody.

    >>> listed("R12/21 – The Clerk to write to members."), listed("12 officers came.") is None
    (Promise(by='The Clerk', to=None), True)
    """
    match = _LISTED.match(" ".join(words.split()))
    who = (match["who"] or "") if match else ""
    return Promise(by=who if re.search(rf"{WHO}$", who) else "", to=None) if match else None


def promised_clause(words: str) -> str:
    """Return a promise without what stands before its promising verb, as far as enough is left to say what is promised.

    >>> promised_clause("I will review the plan after the transfer, and will bring a joint plan to the Panel.")
    'will bring a joint plan to the Panel.'
    """
    starts = [match.start() for match in _PROMISING.finditer(words)]
    return next((words[start:] for start in reversed(starts) if len(words[start:].split()) >= _CLAUSE), words)


def recipient(words: str) -> str | None:
    """Return who is promised something, as printed."""
    match = _TO.search(words)
    return next((who for who in match.groups() if who), None) if match else None
