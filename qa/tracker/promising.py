"""The words by which a commissioner or an officer promises something, and who it is that promises."""

import re
from dataclasses import dataclass

from corpus.patterns import deferred
from qa.tracker.asking import OPENING, WHO

_GIVE = (
    r"(?:bring|provide|share|circulate|send|supply|report|write|present|submit|publish|include|look into|feed ?back|"
    r"forward|come back|return|update|look at|chase|reconsider|review|raise|consider|check|find out|arrange|invite|"
    r"follow (?:it|this|that) up|put (?:the|it|this|that)|give|ask the|reply|respond|answer)"
)
_ANSWERS = (
    r"(?:check|enquire|see to|find out|look into|come back|report back|write|let [\w ]{2,30} know|feed ?back|chase|"
    r"reply)"
)
_GOODS = r"(?:figures|data|details|information|breakdown|briefing|note|report|update|visit|session|presentation)"
_PROMISES = deferred(
    r"\b(?<!had )(?<!were )(?<!was )(?<!been )(?<!are )(?<!is )"
    r"(?:(?:agreed|undertook|promised|pledged|committed|offered|volunteered)(?: also| then)? to\b"
    r"(?! (?:it\b|this|that|(?!bring)\w+ing)\b)|undertook that\b|\bpromised (?:it|them|one|this)\b"
    r"|\bgave (?:(?:the Panel|[Mm]embers) )?(?:her|his|their|its|an?) (?:word|assurance|undertaking)\b"
    r"|\b(?:said|confirmed|added) that (?:all )?(?:future|later|the next) \w+ would\b"
    rf"|^(?:He|She|They) would (?:also |then )?{_GIVE}\b"
    r"|\bsaid that (?:it|this|that|these|they) would be (?:done|added|provided|sent|put right|corrected|changed)\b"
    r"|(?:agreed|confirmed|said|advised)\b[^.;]{0,120}\bwould be (?:reconsidered|looked into|followed up)\b"
    rf"|(?:said|answered|replied|added|stated|confirmed) (?:that )?(?:he|she|they) would"
    rf"(?:, (?=that|and)| (?:also |happily |gladly )?{_GIVE}\b)"
    r"|would be (?:also )?(?:shared|circulated|sent|provided|supplied|e-?mailed|forwarded) "
    r"(?:to|with|after|before|in|by)\b"
    r"|\boffered (?:(?:the Panel|[Mm]embers|him|her|them) )?(?:(?:an?|the|further|more) )?(?:\w+ )?"
    rf"{_GOODS}\b"
    rf"|^{OPENING}(?:{WHO}|He|She|They)\b[^.;]{{1,200}}\b(?:and|but) would {_ANSWERS}\b"
    r"|^(?:He|She|They) would (?:also )?(?:see (?:to it )?that|make sure|ensure)\b"
    rf"|(?:said|answered|replied|confirmed) (?:that )?(?:he|she|they) would (?:have|need) to {_ANSWERS}\b"
    r"|\b(?:[Mm]embers|the Panel) would (?:have|receive|get|be (?:sent|given|told|shown)) (?:it|them|the|an?)\b"
    r"(?! (?:\w+ )?(?:opportunity|chance|right|option|time|vote|say))"
    rf"|\bwhich (?:{WHO}|he|she|they) (?:promised|undertook|agreed) (?:by|for|in|before|within|to)\b"
    r"|[;,] (?:and |but )?(?:he|she|they) would (?:himself |herself |also )?"
    rf"(?:{_ANSWERS}|take (?:it|this|that) (?:up|away|back)|write to)\b"
    r"|\bwould have (?:an?|the) [^.;]{3,50} ready (?:for|by|in)\b"
    rf"|accepted [^.;]{{0,90}}\band would\b|would (?:also )?{_GIVE} [^.;]{{0,90}}\b(?:Panel|[Mm]embers)\b)"
)
_INTENDS = deferred(  # an attitude, what somebody became, or what something hangs on, not a promise
    r"\bcommitted to (?!bring)\w+ing\b|\bagreed to be an? |\b(?:unless|until|if) [^.;,]{0,60}\bagreed to\b"
)
# "He said that new boilers would bring savings": a thing does, not whoever speaks.
_OF_A_THING = deferred(
    r"\b(?:said|answered|replied|stated|explained|felt|believed|thought|hoped|advised|reported|added) that "
    rf"(?!(?:it|he|she|they|{WHO})\b|(?:(?:his|her|their|the|an?) )?(?:office|team|force|staff|department|service|"
    r"constabulary|colleagues|deputy|inspector|superintendent)\b)[a-z][^.;,]{2,60}? "
    r"(?:would|will|could) (?:also )?(?:bring|provide|send|arrange|supply|share)\b"
)
# "The plan would be brought to the Panel": whoever says so, it is promised.
_PROMISED_PASSIVELY = deferred(
    r"^(?:It|This|That|These|Those|They|An? [^.;]{2,60}|The (?!Panel\b)[^.;]{2,60}) would be (?:then |also |now )?"
    r"(?:brought|presented|reported|submitted|supplied|sent|provided|given|shared|circulated|forwarded|e-?mailed) "
    r"(?:back )?(?:in writing )?(?:to|with) (?:all |the )*(?:next )?(?:Panel|[Mm]embers|meeting)\b"
)
_WRITTEN = deferred(
    rf"(?:^|[\s.])(?P<who>I|We|{WHO})\b"
    r"[^.;]{0,200}?\b(?:will|shall)\b(?! not)[^.;]{0,160}?\b(?:bring|present|report|provide|send|give|submit|circulate|"
    r"write|return|update|share)\b[^.;]{0,120}?\b(?:Panel\b|[Mm]embers\b(?! of (?:the public|staff)))"
)
# What somebody who answers a question promises the one who asked it.
_REPLIED = deferred(
    r"(?:^|[.;:,] |\bbut |\band )I (?:will|shall) (?:also |then |certainly |gladly )?"
    r"(?:(?:write|reply|come back|report back|send (?:it|them|this|that|these)) to you|send you|let you know|"
    r"raise (?:it|this|that|the (?:matter|point)) with|look into (?:it|this|that)|find out|check|ask(?=[;,.]))\b"
)
_REPLY_OF = deferred(r"\W*(?:Reply|Answer|Response) (?:of|from|by) (?P<who>[Tt]he [\w ]{3,60}?):")
_SUBJECT = deferred(
    rf"(?:^|[\s,.;])(?P<who>{WHO}|[A-Z][a-z]+ [A-Z][a-z]+)(?: \([^()]{{0,80}}\)|(?:, (?!and )[A-Z][^.;]{{2,90}}?)?,?)?"
    r"(?: did not [\w ]{1,40} and)?(?: (?:also|then|again))* "
    r"(?:agreed|undertook|promised|pledged|committed|offered|volunteered|accepted|said|answered|added|stated|replied|advised|confirmed|would|could)\b"
)
_BEGINS = deferred(rf"{OPENING}(?P<who>{WHO})")
_PANEL = deferred(r"\b(?:[Pp]anel|[Mm]embers?|[Cc]llrs?|[Cc]ouncillors?|[Cc]hair\w*)\b")
_PROMISING = deferred(
    rf"\b(?:(?:will|would|could|shall) (?:also |then )?{_GIVE}\b|"
    r"(?:agreed|undertook|promised|pledged|committed|offered) (?:also |then )?to\b|"
    r"(?:[Mm]embers|the Panel) would (?:have|receive|get)\b)"
)
_CLAUSE = 6  # words that say what is promised
_ACTION = deferred(r"\W*(?:ACTION|Action)s?\b ?\d{0,3}\W{0,3}(?P<who>[A-Z][\w &,]{1,60}?) to\b")
_TO = deferred(
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
    if passive := _PROMISED_PASSIVELY.match(words):
        told = speaker if speaker and not _PANEL.search(speaker) else ""
        return Promise(by=told, to=recipient(words[passive.start() :]))
    match = _PROMISES.search(words)
    if _INTENDS.search(words) or (match is None and (not marked or _OF_A_THING.search(words))):
        return None
    by = promiser(words, end=_promising(match) if match else len(words)) or begins_with(words) or speaker or ""
    if not by or _PANEL.search(by):
        return None
    return Promise(by=by, to=recipient(words[match.start() :] if match else words))


def _promising(match: re.Match[str]) -> int:
    """Return where the promising words end that may have a subject: "members would have it" has another."""
    return match.start() if _PANEL.match(match[0]) else match.end()


def promiser(words: str, *, end: int) -> str | None:
    """Return who is named last before the promising verb."""
    found = [match["who"] for match in _SUBJECT.finditer(words, 0, end)]
    return found[-1] if found else None


def begins_with(words: str) -> str:
    """Return who a sentence begins with; empty where it begins with nobody."""
    match = _BEGINS.match(words)
    return match["who"] if match else ""


def promised_in_writing(sentence: str) -> Promise | None:
    """Return what a report or plan promises the panel ("I will bring a joint plan to the Panel"), or None.

    >>> promised_in_writing("The Commissioner will bring an update to the Panel in May.").to
    'the Panel'
    >>> promised_in_writing("I will publish the share each quarter.") is None
    True
    >>> promised_in_writing("It will be scored again, and I will write to you with the result.").to
    'you'
    """
    words = " ".join(sentence.split())
    match = _WRITTEN.search(words)
    if match is None or _PANEL.search(match["who"]):
        return Promise(by="", to="you") if _REPLIED.search(words) else None
    return Promise(by="" if match["who"] in ("I", "We") else match["who"], to=recipient(words))


def promised_clause(words: str) -> str:
    """Return a promise without what stands before its promising verb, as far as enough is left to say what is promised.

    >>> promised_clause("I will review the plan after the transfer, and will bring a joint plan to the Panel.")
    'will bring a joint plan to the Panel.'
    """
    starts = [match.start() for match in _PROMISING.finditer(words)]
    return next((words[start:] for start in reversed(starts) if len(words[start:].split()) >= _CLAUSE), words)


def replier(words: str) -> str:
    """Return who answers in a reply as it begins ("Reply of the Commissioner: ..."); empty where it does not say."""
    match = _REPLY_OF.match(words)
    return match["who"] if match else ""


def recipient(words: str) -> str | None:
    """Return who is promised something, as printed."""
    match = _TO.search(words)
    return next((who for who in match.groups() if who), None) if match else None
