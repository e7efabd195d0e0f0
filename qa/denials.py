"""Denials: what the papers say was refused or not done happened on no day, and to no amount.

"When did Lathe Valley join the group?" takes for granted that it joined; that it "had twice declined" is no answer, but
the nearest thing to read beside the silence. So is "the application was refused" where it is asked how much was paid,
and "imposed no fine" where it is asked how large the fine was, be it not the first of what was found.
"""

import re
from collections.abc import Iterable

from index.terms import terms
from qa.evidence import content_terms

_WHEN_DONE = re.compile(
    r"^\W*(?:and |so |but )?when (?:exactly |first )?(?:did|was|were|had|has|have)\b", re.IGNORECASE
)
_DENIAL = re.compile(
    r"\b(?:not(?! only)|never|nobody|neither|none|cannot|refused|declined|rejected|withdrawn|withdrew|abandoned|"
    r"turned down|no longer|no (?:plans?|power|right|intention|appointment|premises|date))\b|n['’]t\b",
    re.IGNORECASE,
)
_HOW_MUCH_DONE = re.compile(
    r"^\W*(?:and |so |but )?how (?:much|many)\b.*\b(?:did|was|were|will|has|had|have|is|are|do|does)\b", re.IGNORECASE
)
_REFUSAL = re.compile(
    r"\b(?:refused|declined|rejected|withdrawn|withdrew|abandoned|turned down|not to|(?:did|was|were|would|will) not|"
    r"had not been)\b",
    re.IGNORECASE,
)  # an amount often stands beside what else was not so
# A question that itself is about a refusal, an end or a delay: "When was the offer withdrawn?"
_ASKS_DENIAL = re.compile(
    r"\b(?:not|never|no|none|nobody|without|against|unable|late|only|shut|lost|lose|run out|expired?|"
    r"(?:refus|reject|declin|fail|miss|stop|abandon|lack|den(?:y|ied)|turn\w* down|withdr|clos|end(?=ed|s|ing\b)|delay|"
    r"oppos|drop|cancel)\w*|end)\b|n['’]t\b",
    re.IGNORECASE,
)
_HOW_LARGE = re.compile(r"^\W*(?:and |so |but )?how (?:much|large|big|high)\b.*\b(?:did|was|were|had)\b", re.IGNORECASE)
# The word that is denied: "imposed no fine", "was not accepted"; "fixed breaks had not been brought in".
_DENIED = re.compile(
    r"\b(?:no|not(?! (?:only|yet|all)\b)|never|neither)(?: (?:been|be|have|to|in fact))* (?P<after>[\w-]+)|"
    r"\b(?P<before>[\w-]+)(?: \d+)? (?:was|were|had|has|have|did) (?:not(?! only)|never)\b",
    re.IGNORECASE,
)
# Words of whom nothing is denied when they stand beside a "not": "the Panel had not met".
_ANYBODY = frozenset(
    terms("panel member members commissioner deputy chief constable officer officers police force council year month")
)


def is_denied(asked: str, words: str) -> bool:
    """Does a question ask when or how much was done, of which words say that it was not done?

    >>> is_denied("When did Kent join?", "Kent had twice declined."), is_denied("Why did Kent join?", "It declined.")
    (True, False)
    >>> is_denied("When did Kent join?", "Kent joined in May."), is_denied("When did Kent decline?", "Kent declined.")
    (False, False)
    >>> is_denied("How much was Kent paid?", "Its bid for £900 was refused.")
    True
    """
    if _ASKS_DENIAL.search(asked):
        return False
    when = _WHEN_DONE.search(asked) and _DENIAL.search(words)
    return bool(when or (_HOW_MUCH_DONE.search(asked) and _REFUSAL.search(words)))


def is_denied_in_words(asked: str, told: Iterable[str]) -> bool:
    """Does any of some sentences deny, with the question's own word, what the question asks the day or the amount of?

    >>> is_denied_in_words("How large was the fine?", ["A fine was feared.", "The regulator imposed no fine."])
    True
    >>> is_denied_in_words("How large was the fine?", ["The fine was £900.", "It was not the first time."])
    False
    """
    if _ASKS_DENIAL.search(asked) or not (_WHEN_DONE.search(asked) or _HOW_LARGE.search(asked)):
        return False
    own = frozenset(content_terms(asked)) - _ANYBODY
    found = (match for words in told for match in _DENIED.finditer(words))
    return any(own & frozenset(terms(match["after"] or match["before"])) for match in found)
