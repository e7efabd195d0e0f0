"""Denials: what the papers say was refused or not done happened on no day, and to no amount.

"When did Lathe Valley join the group?" takes for granted that it joined; that it "had twice declined" is no answer, but
the nearest thing to read beside the silence. So is "the application was refused" where it is asked how much was paid.
"""

import re

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
