"""Whether a question names a topic and no more ("Court backlogs?", "What was said about scams?"), and which topic."""

import re

from qa.kinds import figure_named
from qa.understand import Intent, Understood

_TOPIC = r"(?P<topic>(?!\b(?:it|that|this|them|those|these|him|her)\b)[^,;:?]+?)"
_ON = r"(?:about|on|of|over|regarding|around)"
_WHO = (
    r"(?:the |our |your )?(?:police(?: force)?|force|constabulary|papers|minutes|reports?|panel|pcp|council|office|"
    r"opcc|opfcc|they|we|you|anyone|anybody|people)"
)
_WHOLE = tuple(
    re.compile(rf"^\W*(?:and |so |ok |please )*{words}\W*$", re.IGNORECASE)
    for words in (
        rf"(?:what|how) about {_TOPIC}",
        rf"(?:can you |could you )?tell (?:me|us) (?:more |everything )?about {_TOPIC}",
        r"what(?:['’]?s| is| was| were| has| have| had)?(?: been| being)? "
        rf"(?:said|done|heard|reported|raised|discussed) {_ON} {_TOPIC}",
        rf"what (?:is|are|was|were) {_WHO} doing {_ON} {_TOPIC}",
        rf"what (?:has|have|had) {_WHO} (?:been told|been doing|heard|done|learn(?:ed|t)|seen) {_ON} {_TOPIC}",
        rf"what (?:did|does|do) (?:the )?(?:papers|minutes|reports?) (?:say|tell (?:me|us)|have) {_ON} {_TOPIC}",
        rf"what (?:did|does|do) (?:the )?(?:panel|members) hear {_ON} {_TOPIC}",
        rf"(?:is there |is |do we have |have we got |have you got )?anything {_ON} {_TOPIC}",
        rf"(?:is|are|was|were) {_TOPIC} (?:an? )?(?:(?:good|bad|sensible|wise|right) (?:ideas?|things?)|"
        r"any good|worth (?:it|having|while)|worthwhile)",
    )
)
_BARE = re.compile(r"^\W*(?P<topic>[a-z][a-z'’-]+(?: (?:and )?[a-z][a-z'’-]+){0,3})\W*$", re.IGNORECASE)
_MOST = 5  # words of a topic
# Words that make of it a question of its own, or something narrower than a topic.
_NARROWER = re.compile(
    r"\b(?:whether|how|what|why|who|whom|whose|when|where|which|that|if|after|before|since|during|not|n't|at|by|from|"
    r"meeting|he|she|they|we|you|last|latest|next|first)\b",
    re.IGNORECASE,
)
# The same where nothing but a few words is typed: a verb, a value, a name, a sort of list.
_NO_TOPIC = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|any|anything|anyone|list|all|every|"
    r"explain|define|meaning|name|names|turnout|date|dates|venue|actions?|resolutions?|recommendations?|decisions?|"
    r"priorities|outcomes?|votes?|total|average|percentage|price|age|email|phone|address|whats|hows|whos|wheres|"
    r"numbers?|statistics|stats|availability|chair|commissioner|constable|hello|hi|help|thanks?|yes|no|ok|more|write|give)\b",
    re.IGNORECASE,
)
_INTENTS = frozenset({Intent.FACT, Intent.CHECK, Intent.SAID, Intent.FIGURE, Intent.LIST})


def broad_topic(asked: Understood) -> str:
    """Return the topic where a question names one and asks nothing narrower of it; empty where it does not.

    >>> from corpus.panels import default_register
    >>> from qa.answers import Question
    >>> from qa.understand import understand
    >>> def topic(text):
    ...     return broad_topic(understand(Question(text=text), register=default_register()))
    >>> topic("What about fly tipping?"), topic("Court backlogs?"), topic("Are targets a good idea?")
    ('fly tipping', 'Court backlogs', 'targets')
    >>> topic("What was said about who pays?"), topic("Election turnout?"), topic("Response times are what?")
    ('', '', '')
    """
    if asked.periods or asked.cited or asked.taken or asked.intent not in _INTENTS:
        return ""
    found = next((match for pattern in _WHOLE if (match := pattern.match(asked.asked))), None)
    if found is None and asked.intent is Intent.FACT and not _NO_TOPIC.search(asked.asked):
        found = None if figure_named(asked.asked) else _BARE.match(asked.asked)
    topic = found["topic"].strip(" ”\"'’“") if found else ""
    return "" if len(topic.split()) > _MOST or _NARROWER.search(topic) else topic
