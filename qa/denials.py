"""Denials: what the papers say was refused or not done did not happen on any day.

"When did Lathe Valley join the group?" takes for granted that it joined; that it "had twice declined" is no answer, but
the nearest thing to read beside the silence.
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
# A question that itself is about a refusal, an end or a delay: "When was the offer withdrawn?"
_ASKS_DENIAL = re.compile(
    r"\b(?:not|never|no|none|nobody|without|against|unable|late|only|shut|lost|lose|run out|expired?|"
    r"(?:refus|reject|declin|fail|miss|stop|abandon|lack|den(?:y|ied)|turn\w* down|withdr|clos|end(?=ed|s|ing\b)|delay|"
    r"oppos|drop|cancel)\w*|end)\b|n['’]t\b",
    re.IGNORECASE,
)


def is_denied(asked: str, words: str) -> bool:
    """Does a question ask when something was done of which words say that something was not done?

    >>> is_denied("When did Kent join?", "Kent had twice declined."), is_denied("Why did Kent join?", "It declined.")
    (True, False)
    >>> is_denied("When did Kent join?", "Kent joined in May."), is_denied("When did Kent decline?", "Kent declined.")
    (False, False)
    """
    takes_as_done = _WHEN_DONE.search(asked) and not _ASKS_DENIAL.search(asked)
    return bool(takes_as_done and _DENIAL.search(words))
