"""What a later passage says became of an asking: done, not done, declined, put off, withdrawn, or only touched."""

import re
from enum import StrEnum

from corpus.patterns import deferred
from corpus.sentences import sentences


class Says(StrEnum):
    """What a passage says of the thing that was asked for."""

    DONE = "done"  # it was done, or the thing asked for is presented
    DECLINED = "declined"
    NOT_YET = "not yet"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    TOUCHED = "touched"  # it is mentioned; no more


_PAST = (
    r"(?:sent|held|published|circulated|received|e-?mailed|provided|supplied|completed|finished|arranged|issued|done|made|"
    r"presented|given|shown|submitted|delivered|appointed|named|launched|opened|put up|switched on|installed|written|"
    r"shared|forwarded|produced|set up|established|found|introduced|included|implemented|recovered|filled|attended|"
    r"placed|paid|repaired|carried out|undertaken|brought|reported|met|visited|set|added|sat in|taken up|written)"
)
_ASKS_WHETHER = deferred(r"\b(?:asked|queried|questioned|enquired|wondered) (?:whether|if|when|what|why|how|who)\b")
_NOT_YET = deferred(
    r"\b(?:(?:had|has|have|was|were) (?:still |yet )?not (?:yet )?"
    r"(?:been |reached|received|arrived|come|had|gone|seen|sent|appeared|ready)|not yet|(?:is|are) not (?:yet )?ready|"
    r"(?:it|this|that|they|she|he) (?:had|has|have|was|were) not(?=[,.;]| because)|"
    r"still (?:awaited|outstanding|not|to be|to come)|outstanding|overdue|"
    r"(?:months?|weeks?|days?) late|not received|had hoped|"
    r"should come|had gone down|in progress|ongoing|never (?:been|received|come|arrived|appeared))\b",
    re.IGNORECASE,
)
# "The figures had been sent and the action was closed" tells of delivery, not of giving up.
_FINISHED = deferred(
    rf"\b(?:had|has|have) (?:been )?{_PAST}\b[^.;]*\b(?:action|request|item) (?:be |was |is )?closed\b"
)
# What came, came, however late.
_LATE = deferred(
    r"\b(?:came|arrived|received|sent|issued|published|provided|opened|began|had come|had been \w+)\b[^.;]{0,80}"
    r"\b(?:months?|weeks?|days?) late\b"
)
_DECLINED = deferred(
    r"\b(?:(?:was|were|had|has|did|been|is) not (?:been )?accept(?:ed)?|not accepted|turned down|declined|rejected|"
    r"refused|would not be|did not (?:agree|believe|accept|intend|support))\b",
    re.IGNORECASE,
)
_DEFERRED = deferred(
    r"\b(?:deferred|postponed|put (?:back|off) (?:to|until)|carried (?:forward|over) to|rescheduled)\b", re.IGNORECASE
)
_WITHDRAWN = deferred(
    r"\b(?:withdrawn|superseded|rescinded|no longer (?:required|needed|wanted)|fell away|lapsed|left to the next|"
    r"(?:action|request|item) (?:be |was |is )?closed)\b",
    re.IGNORECASE,
)
_AHEAD = deferred(
    r"^\W*(?:\(?[a-z\d]{1,3}[.)]\s*)?(?:to (?:bring|provide|report|write|send|publish|submit|present)\b|"
    r"[Tt]hat the (?:\w+ ){1,4}be (?:requested|asked|recommended))"
    r"|\b(?:be (?:requested|asked|recommended|urged|invited) to|undertook to|agreed to (?:ask|bring|write|provide)|"
    r"would be (?:shown|published|brought|provided|collected|reported|presented|sent)|"
    r"will (?:be|bring|report|provide)|is due|are due|is to be|plans to|"
    r"to be (?:brought|reported|presented|provided))\b"
)
_DONE = deferred(
    rf"\b(?:(?:had|has|have) (?:now |since |already |all |at last |been |also )*{_PAST}\b|"
    r"(?:had|has|have) been (?:put|\w+ed)\b|"
    rf"(?:was|were|is|are) (?:now |since |already |at last |duly )*(?:{_PAST}|attached|in section|appended|enclosed|"
    r"tabled|before the Panel|set out)\b|"
    r"(?:presented|tabled|introduced|circulated|reported|launched|attended|published|gave|issued|[Ss]ent|enclosed?)\b|"
    r"considered (?:the|a|an|his|her)\b|[Cc]onsidered [–-]|report (?:now )?sets out|(?:now )?shows?\b|"
    r"both [\w ]{3,30} (?:are|were) given|meets the request|[Tt]o answer the request|"
    r"[Tt]o consider the (?:Commissioner|PFCC|PCC)|I (?:now )?(?:send|enclose|attach)|report requested by|"
    r"to accept the|[Dd]one\b|[Aa]nswered\b(?= (?:on )?\d)|"
    r"[Cc]omplete[d]?\b|[Cc]losed\b|set a (?:target|measure)|to see a|"
    r"(?:came|come|gone|went)(?: out)? (?:to (?:all |the )?(?:[Mm]embers|Panel)|on \d)|[Aa]dded|"
    r"as (?:promised|requested|undertaken)|"
    r"as (?:he|she|it|they|the Panel|[Mm]embers) had (?:asked|promised|undertaken)|"
    r"thanked [^.;]{3,90} for the|on course|it had opened)\b|\bto issue a\b|[\t ](?:Done|Complete)\b"
)


def says(words: str) -> Says:
    """Return what a passage that touches an asking says became of it: the first of its clauses that says anything.

    Within a clause, what speaks against it counts before what speaks for it.

    >>> [says(words).value for words in (
    ...     "The breakdown had still not been received.", "A letter had been sent on 13 December.",
    ...     "The request was turned down.", "Deferred to February 2025", "Members spoke about cameras.",
    ...     "That list came on 19 May, seven weeks late.")]
    ['not yet', 'done', 'declined', 'deferred', 'touched', 'done']
    """
    for sentence in sentences(words, 0, len(words)):
        for clause in words[sentence.start : sentence.end].split("; "):
            if (said := _said(" ".join(clause.split()))) is not Says.TOUCHED:
                return said
    return Says.TOUCHED


def _said(plain: str) -> Says:
    if _ASKS_WHETHER.search(plain):
        return Says.TOUCHED
    if _LATE.search(plain) or _FINISHED.search(plain):
        return Says.DONE
    for pattern, said in (
        (_WITHDRAWN, Says.WITHDRAWN),
        (_NOT_YET, Says.NOT_YET),
        (_DECLINED, Says.DECLINED),
        (_DEFERRED, Says.DEFERRED),
    ):
        if pattern.search(plain):
            return said
    if _AHEAD.search(plain):
        return Says.TOUCHED
    return Says.DONE if _DONE.search(plain) else Says.TOUCHED
