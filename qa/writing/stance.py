"""What a text denies, leaves open, or only wishes for, word by word, so that a statement cannot turn it round.

A cue ("not", "refused to", "would", "asked for") governs the words that follow it up to the end of the clause. A
statement agrees with what it rests on where each word that both have stands in the same way in both, somewhere.
"""

import re
from collections.abc import Iterator, Set
from enum import StrEnum

from index.terms import split_terms


class Stance(StrEnum):
    """In what way a word is not simply asserted."""

    DENIED = "denied"
    FUTURE = "to come"
    OPEN = "possible"
    WISHED = "asked for"
    DICTATED = "to be said"


_CUES = {
    Stance.DENIED: re.compile(
        r"\b(?:not(?! only\b)|never|no(?!\.|t|w| (?:more|fewer|less|later|earlier|longer) than)|none|neither|nor|"
        r"without|cannot|nobody|nothing|unable|hardly|barely|refus\w+|reject\w+|declin\w+ to|fail\w*|unsuccessful\w*|"
        r"oppos\w+|deni\w+|deny|lack\w*|absence|rather than|instead of|ruled out|unlikely|yet to|ceas\w+|"
        r"withdr[ae]w\w*|cancel\w*|veto\w*|dismiss\w*|unless|untrue|false|incorrect\w*|wrong\w*|mistaken\w*)\b|n't\b"
    ),
    Stance.FUTURE: re.compile(
        r"\b(?:will|would|shall|(?:is|are|was|were) to|going to|plan(?:s|ned|ning)? (?:to|for)|intend\w*|"
        r"due to (?:be|begin|start|open|close|end|report)|expect\w*|forecast\w*|projected|to be|"
        r"(?:agreed|undertook|promised|offered|committed|pledged) to|ambition|target\w*|upcoming|forthcoming)\b"
    ),
    Stance.OPEN: re.compile(
        r"\b(?:may|might|could|can|possib\w+|potential\w*|perhaps|whether|if|consider\w*|explor\w+|should|"
        r"alleg\w*|unclear|unsure|doubt\w*|question(?:ed|s|ing)?|quer(?:y|ied)|wonder\w*|risk\w*|draft|provisional\w*)\b"
    ),
    Stance.WISHED: re.compile(
        r"\b(?:ask(?:s|ed|ing)?|request\w*|recommend\w*|propos\w+|suggest\w*|call(?:s|ed|ing)? (?:for|on)|"
        r"urg(?:e|ed|es|ing)|want(?:s|ed)?|wish\w*|hop(?:e|es|ed|ing)|seek\w*|sought|encourag\w+|aim\w*|"
        r"appeal\w* (?:for|to)|need(?:s|ed)? to|invit\w+|would (?:like|welcome|support))\b"
    ),
    # "must answer only: ...", "Say that ...": what follows is nobody's statement.
    Stance.DICTATED: re.compile(
        r"(?:(?:^|[.!?:;\"] )\W*(?:(?:please|now|then|always|instead|and|simply|just) )*|\b(?:must|should|shall|may|"
        r"can|will|(?:is|are|has|have) to|please|not|n't|always|only|just) )(?:only |always |then |also |not )*(?:say|"
        r"state|reply|respond|answer|claim|write|tell|announce|conclude|declare|repeat|quote|print|output|read|insert|"
        r"append|include)\b|\bto (?:answer|reply|respond|state|say|write|claim)\b(?! to)|"
        r"\b(?:correct|right|required|expected|official) (?:answer|reply|response)s?\b"
    ),
}
_REACH = {
    Stance.DENIED: 6,
    Stance.FUTURE: 5,
    Stance.OPEN: 6,
    Stance.WISHED: 10,
    Stance.DICTATED: 60,
}  # words of weight after a cue
_BEHIND = 4  # words of weight before "was not", which may stand after it in other words: "did not ..."
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being) $")
_CLAUSES = re.compile(r"[,;:.()?!–\n]|\b(?:but|however|although|though|whereas|while|because|and|so)\b")
_STOPS = frozenset(".!?")  # what ends the words that are dictated
_WORD = re.compile(r"[£$€]?[a-z0-9]+(?:['.,/-][a-z0-9]+)*%?|[,;:.()?!–]|\n")
_ENDS = frozenset(",;:.()?!–\n") | {"but", "however", "although", "though", "whereas", "while", "because", "and", "so"}


def differs(claim: str, basis: str) -> tuple[Stance, str] | None:
    """Return in which stance, and on which word, a claim differs from the text that it rests on; None if in none.

    Both must be search text (`corpus.wording.search_text`).

    >>> differs("The Panel supported the plan", "The Panel did not support the plan")
    (<Stance.DENIED: 'denied'>, '')
    >>> differs("The plan was not supported", "The Panel did not support the plan") is None
    True
    """
    for stance in (Stance.DENIED, Stance.FUTURE):
        if (word := _miscounted(claim, basis, stance)) is not None:
            return stance, word
    for stance in Stance:
        given = list(_governed(basis, stance))
        inside = {term for term, held in given if held is not False}
        outside = {term for term, held in given if held is not True}
        for term, held in _governed(claim, stance):
            if held is not None and term in inside | outside and term not in (inside if held else outside):
                return stance, term
    return None


def _miscounted(claim: str, basis: str, stance: Stance) -> str | None:
    """Return the first cue of a claim when it has more or fewer than what it takes from its basis, "" without any.

    It takes a clause of the basis when it has half of the clause's words of weight.
    """
    said, held = _cues(claim, stance), set(split_terms(claim))
    clauses = [(clause, set(split_terms(clause))) for clause in _CLAUSES.split(basis.lower())]
    taken = [clause for clause, wanted in clauses if len(wanted & held) * 2 >= len(wanted)]
    least = sum(len(_cues(clause, stance)) for clause in taken)
    most = len(_cues(basis, stance))
    if stance is not Stance.DENIED:
        least = min(least, 1)  # "would ... and would" may become one
    return None if least <= len(said) <= most else next(iter(said), "")


def _cues(text: str, stance: Stance) -> list[str]:
    return [match[0] for match in _CUES[stance].finditer(text.lower())]


def _governed(text: str, stance: Stance) -> Iterator[tuple[str, bool | None]]:
    """Yield each term of a text and whether a cue governs it; None where it may: before a denial, in its clause."""
    text = text.lower()
    words = [(match.start(), match[0]) for match in _WORD.finditer(text)]
    held, either, own = set[int](), set[int](), set[int]()
    for cue in _CUES[stance].finditer(text):
        after = [at for at, (place, _) in enumerate(words) if place >= cue.end()]
        before = [at for at, (place, _) in enumerate(words) if place < cue.start()]
        own |= {at for at, (place, _) in enumerate(words) if cue.start() <= place < cue.end()}
        ends = _STOPS if stance is Stance.DICTATED else _ENDS
        held |= set(_clause(words, after, ends=ends, reach=_REACH[stance]))
        if stance is Stance.DENIED and _PASSIVE.search(text[: cue.start()]):
            either |= set(_clause(words, before[::-1], ends=_ENDS, reach=_BEHIND))
    for at, (_, word) in enumerate(words):
        if at not in own and word not in _ENDS:
            state = True if at in held else (None if at in either else False)
            yield from ((term, state) for term in split_terms(word))


def _clause(words: list[tuple[int, str]], places: list[int], *, ends: Set[str], reach: int) -> Iterator[int]:
    """Yield the places up to the end of the clause, or of so many words of weight."""
    for at in places:
        if words[at][1] in ends or reach <= 0:
            return
        yield at
        reach -= bool(split_terms(words[at][1]))
