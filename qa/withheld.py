"""What the papers speak of and do not give: a name that is left out, a reason nobody looked into, a reply not minuted.

"Which force refused to give evidence?" is not answered by "a neighbouring force"; nor is "What was he called?" by "he
declined to give the name", nor "Who succeeded him?" by a list of those present. Such a passage is the nearest thing to
read beside the silence.
"""

import re
from collections.abc import Sequence

from qa.best_sentences import sentence_words, strong
from qa.kinds import names_in
from qa.ranker import Ranked

# Bodies, people and places that have names of their own.
_NAMED = (
    r"(?:forces?|stations?|schools?|hospitals?|authorit(?:y|ies)|districts?|towns?|villages?|parish(?:es)?|streets?|"
    r"roads?|employers?|firms?|compan(?:y|ies)|charit(?:y|ies)|universit(?:y|ies)|banks?|supermarkets?|shops?|stores?|"
    r"councils?|councillors?|brigades?|trusts?|agenc(?:y|ies)|clubs?|venues?|pubs?|prisons?|courts?|judges?|landlords?|"
    r"retailers?|suppliers?|contractors?|bidders?|wards?|estates?|count(?:y|ies)|countr(?:y|ies))"
)
_ASKS_WHICH = re.compile(
    r"\b(?:which|what)(?: (?:of the|other|the|two|three|four|five|six|neighbouring|local|[a-z]+ing))* "
    rf"(?P<thing>{_NAMED})\b",
    re.IGNORECASE,
)
_SOME = r"\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|some|another|other|several|\d+)"
_STEM = 2  # letters at the end of a word in which its forms differ
_SHORTEST = 3
_ASKS_NAME = re.compile(r"\b(?:names?|called)\b|^\W*who\b", re.IGNORECASE)
_NO_NAME = re.compile(
    r"\b(?:declined|refused|would not|did not|could not)(?: to)? (?:give (?:the|a|his|her|their|any) names?|name|"
    r"identify|say who)\b",
    re.IGNORECASE,
)
_ASKS_WHY = re.compile(r"\bwhy\b|\bwhat (?:is|was|were|are) the (?:reasons?|causes?)\b", re.IGNORECASE)
_NO_REASON = re.compile(
    r"\b(?:reasons?|causes?)\b(?! given)[^.;]{0,40} (?:is|are|was|were|has|have|had) not (?:been )?(?:known|given|"
    r"found|looked into|established|recorded|explained|examined)\b|"
    r"\bno (?:reason|explanation)s? (?:is|was|were|has|had)\b",
    re.IGNORECASE,
)
_ASKS_REPLY = re.compile(r"\b(?:what|how)\b.*\b(?:answer|reply|replied|respon\w+|said?)\b", re.IGNORECASE)
_NO_REPLY = re.compile(
    r"\bno (?:reply|answer|response) (?:is|was|has been) (?:recorded|given|minuted)\b", re.IGNORECASE
)
_ASKS_SUCCESSOR = re.compile(
    r"^\W*(?:and |so |but )?who (?:(?:has |had )?(?:succeeded|replaced|taken over|took over)|"
    r"(?:has been|have been|was|were|is|will be) (?:chosen|appointed|picked|selected|made permanent))\b",
    re.IGNORECASE,
)
_SUCCEEDS = re.compile(
    r"\b(?:succe|appoint|replac|(?:take|took|taken|taking) (?:over|up|the place)|elect|chosen|chose|select|candidate|"
    r"recommend|join|nominat|becom|became|in post|new\b|permanent)",
    re.IGNORECASE,
)
_WITHHELD = (
    (_ASKS_NAME, _NO_NAME, "The papers speak of this and leave out the name."),
    (_ASKS_WHY, _NO_REASON, "The papers say that no reason is known or given."),
    (_ASKS_REPLY, _NO_REPLY, "The papers record no reply to this."),
)


def withheld(asked: str, ranked: Sequence[Ranked]) -> str | None:
    """Return what the papers say that they do not give, or name no further than "a firm"; None where they do neither.

    `ranked` must not be empty.
    """
    told = " ".join(sentence_words(ranked[0], offset=offset) for offset in (0, 1))
    for asks, lacks, reason in _WITHHELD:
        if asks.search(asked) and lacks.search(told):
            return reason
    if _ASKS_SUCCESSOR.search(asked) and not any(_SUCCEEDS.search(sentence_words(item)) for item in strong(ranked)):
        return "No passage found says who came into this post."
    thing = _unnamed(asked, ranked)
    return f"The papers speak of this and do not say which {thing}." if thing else None


def _unnamed(asked: str, ranked: Sequence[Ranked]) -> str | None:
    """Return the thing whose name is asked for where the best sentence speaks of one or some, and none has a name."""
    match = _ASKS_WHICH.search(asked)
    if match is None:
        return None
    if any(item.evidence.section.block or names_in(_without_brackets(item), asked) for item in strong(ranked)):
        return None
    stem = re.escape(match["thing"][: max(_SHORTEST, len(match["thing"]) - _STEM)])
    said = re.search(rf"{_SOME}(?: (?:of )?[a-z-]+){{0,2}} {stem}", sentence_words(ranked[0]), re.IGNORECASE)
    return match["thing"].lower() if said else None


def _without_brackets(item: Ranked) -> str:
    return re.sub(r"\([^)]*\)", " ", sentence_words(item))
