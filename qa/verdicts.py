"""How recommendations were answered: where that is asked, sentences that say it of one by its number come first.

"Which recommendations were refused?" is nearer in words to the recommendations than to "R1 was accepted, R2 refused".
"""

import re
from collections.abc import Sequence

from corpus.papers import Role
from qa.best_sentences import sentence_words
from qa.ranker import Ranked
from qa.understand import Understood

_REFUSED = r"reject\w*|refus\w*|declin\w*|turned down|not (?:been )?accepted|not agreed|dismissed"
_IN_PART = r"in part|partly|partially|in principle"
_ACCEPTED = r"accept\w*|agreed(?: to)?|taken up"
_ASKED = re.compile(r"\brecommendations?\b", re.IGNORECASE)
_PANELS_OWN = re.compile(r"\b(?:panel|members|council\w*) (?:\w+ly )?(?:accept|reject|refuse|agree)", re.IGNORECASE)
_NUMBERED = re.compile(r"\b[A-Z]{1,2}\d{1,2}\b|\b[Rr]ecommendations? (?:[A-Z]\b|\d|(?:one|two|three|four|five|six)\b)")
_GROUP = re.compile(r"\b(?:group|sub-?committee|inquiry)\b", re.IGNORECASE)
_RECOMMENDS = re.compile(r"\brecommend(?:ations|ed)\b(?!.*\b(?:accept|reject|adopt|respon|repl|answer))", re.IGNORECASE)
_ANY = "|".join((_REFUSED, _IN_PART, _ACCEPTED))
_VERDICTS = tuple(
    (re.compile(rf"\b(?:{asked})\b", re.IGNORECASE), re.compile(rf"\b(?:{said})\b", re.IGNORECASE))
    for asked, said in (
        (_REFUSED, _REFUSED), (_IN_PART, _IN_PART), (r"accept\w*|taken up", _ACCEPTED),
        (r"how (?:did|was|were|has|have)\b.{3,60}\b(?:answer(?:ed)?|respon\w+|repl(?:y|ied)|react\w*|fared?)", _ANY),
    )
)  # fmt: skip


def tells_verdict(question: str, words: str) -> bool:
    """Do words give a numbered recommendation the answer that a question asks about?

    >>> tells_verdict("Which recommendations were refused?", "R1 was accepted and R2 was not accepted.")
    True
    """
    said = _verdict(question)
    return said is not None and bool(said.search(words) and _NUMBERED.search(words))


def verdicts_first(asked: Understood, ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """Return the sentences with those first that give a numbered recommendation the answer that is asked about."""
    return sorted(ranked, key=lambda item: not _gives(item, asked.asked)) if _verdict(asked.asked) else ranked


def group_asked(asked: Understood) -> str | None:
    """Return what sort of group it is whose recommendations are asked for, and not what was made of them."""
    match = _GROUP.search(asked.asked) if _RECOMMENDS.search(asked.asked) else None
    return match[0].lower() if match else None


def _verdict(question: str) -> re.Pattern[str] | None:
    """Return what tells the answer to recommendations that a question asks about; None where it asks about none."""
    said = next((said for asks, said in _VERDICTS if asks.search(question)), None)
    return said if _ASKED.search(question) and not _PANELS_OWN.search(question) else None


def _gives(item: Ranked, question: str) -> bool:
    told = item.evidence.section.role not in (Role.RESOLUTION, Role.RECOMMENDATION, Role.HEADING)
    return told and tells_verdict(question, sentence_words(item))
