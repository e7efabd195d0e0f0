"""Thanks and the like, with which a question may begin."""

import re

_COURTESY = re.compile(
    r"^\W*(?:(?:thanks(?: a lot)?|thank you(?: very much)?|cheers|ok|okay|great|lovely|perfect|right|good|fine|sorry|"
    r"yes|no|well|i see|interesting)(?:\W*[,.!;:–-]+\W*|"
    r"\s+(?=(?:and|but|so|now|then|what|who|how|when|where|why|did|was)\b)|\W*$))+(?:(?:and|but|so|now|then)\b\W*(?=(?:what|who|how|when|where|why|did|has|was|is|are)\b))?",
    re.IGNORECASE,
)  # "Thanks, and the chair?": what it closes, the "and" of a whole question after it does not take up


def without_courtesy(asked: str) -> str:
    """Return a question without the thanks or the "right" that it begins with.

    >>> without_courtesy("Thanks, and the chair?"), without_courtesy("Right to review: what is it?")
    ('and the chair?', 'Right to review: what is it?')
    """
    return _COURTESY.sub("", asked)
