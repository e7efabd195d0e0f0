"""Whether a question asks for several things, of which one alone would be half an answer: read off its own words."""

import re

_NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|various)"
_THINGS = r"(?:(?!(?:of|in|on|for|from|that|who)\b)[\w'’-]+ ){0,3}?(?P<noun>[a-z][a-z-]+[a-hj-rtv-z]s)"
_GIVE = r"\b(?:give|name|list|tell|show|set out|state)(?: me| us)?"
_ASKS = r"(?:who|whats?|which|how|why|when|where|whose|of|from|in|do|does|did|is|are|was|were|has|could|numbers?)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "Which old requests did ...", "In which areas was ...": several things, whatever they are.
        r"\b(?:which|what) (?!(?:is|was|does|has|this|his|its)\b)(?:(?:of|the) )*"
        r"(?:(?!(?:of|in|on|for|from)\b)[\w'’-]+ ){0,2}?"
        r"(?P<noun>[a-z][a-z-]+[a-hj-rtv-z]s) (?:of|in|on|for|from|about|at|to|by|with|were|are|was|is|did|do|does|"
        r"have|had|has|would|will|could|can|should|came|come|went|go|made|got|gave|took|fell|fall|stood|stand|lay|lie|"
        r"sat|sit|put|sent|left|kept|held|drew|led|[a-z]+ed)\b",
        # "What three aims ...", "Give me the four conclusions", "The five parts of the decision"
        rf"(?:\b(?:which|what|{_GIVE})(?: (?:is|are|was|were))?(?: of)?(?: the| other)* |^\W*(?:the )?)"
        rf"{_NUMBER} {_THINGS}\b",
        # "all (of) the recommendations" where they are asked for, "each of the tenders"
        rf"(?:^|[^\w ] |\b(?:what|which) (?:is|are|was|were) |{_GIVE} )all (?:of )?"
        rf"(?:the |its |his |her |their |those )?{_THINGS}\b",
        rf"\b(?:each|every one) of (?:the|its|his|her|their|these|those) {_THINGS}\b",
        rf"^\W*(?:please |can you |could you )*{_GIVE} (?:the|his|her|its|their) {_THINGS}\b",
        # "Alternatives the Commissioner considered", "Conditions attached to decision 12"
        rf"^\W*(?!{_ASKS}\b)(?:the )?{_THINGS} (?:(?:of|in|on|for|to|with|under|behind) the|that|which|the|attached|"
        r"sent|made|taken|published|considered|named|proposed|listed)\b",
    )
)
# "What would the rise pay for?": what money or an effort goes to is seldom one thing.
_GOES_TO = re.compile(
    r"^\W*(?:and |so )?(?:what (?:\w+ ){0,3}(?:would|will|is|was|were|are|did|does|do|could)\b.{3,80}\b"
    r"(?:(?:pay|paid|meant|used|needed|set aside|earmarked) (?:to pay )?for|(?:spent|go|went|spend) on|buy|fund)"
    r"(?=\W*(?:$|(?:in|at|over|during|after|under|according)\b))|(?:on|for) what\b.{0,80}\b(?:spent|used|go|went)\b)",
    re.IGNORECASE,
)
_ONE_BY_ONE = re.compile(
    rf"{_GIVE} (?:each|every)\b|\bone by one\b|\blist them\b|\([a-h]\) to \([b-z]\)|\b[A-Z]1 to [A-Z]?\d+\b|"
    r"^\W*how (?:is|are|was|were)\b.{3,80}\b(?:made up|split|shared out|divided)\b|\blist (?:them|these) all\b|"
    r"\bhow (?:much|many) (?:did |does |was |were )?each (?!year|month|week|day)|"
    r"\bfor each (?!year|month|week|day)\w+\W*$|"
    r"\ball (?:two|three|four|five|six|seven|eight|nine|ten)\W*$|^[^?]{10,}?[–—-] what (?:are|were) they\W*$",
    re.IGNORECASE,
)
_MEASURES = re.compile(
    r"(?:figures|numbers|costs|sums|amounts|totals|rates|shares|proportions|times|does|goes|lies|years|months|pounds|"
    r"percentages|news)$",
    re.IGNORECASE,
)


def asks_several(text: str) -> bool:
    """Does a question ask for several things: by a plural, their number, "each" or "all", or by what money goes to?

    >>> asks_several("Which lines of the budget were overspent?"), asks_several("What was spent on vans?")
    (True, False)
    >>> asks_several("What will the rise pay for?"), asks_several("What did it pay for the van?")
    (True, False)
    >>> asks_several("Who owns the blocks, and how many does each have?"), asks_several("How many left each year?")
    (True, False)
    >>> asks_several("How did she answer each of the six recommendations?"), asks_several("Conditions of the grant?")
    (True, True)
    """
    if _GOES_TO.search(text) or _ONE_BY_ONE.search(text):
        return True
    found = (pattern.search(text) for pattern in _PATTERNS)
    return any(match is not None and not _MEASURES.match(match["noun"]) for match in found)
