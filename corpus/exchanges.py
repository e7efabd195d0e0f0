"""Questions and answers within a paragraph: who asks, of whom, and whose the words are that follow."""

from corpus.names import NAME, OFFICE, TITLES
from corpus.patterns import deferred
from corpus.speakers import in_first_person, is_body

_ASKS = deferred(
    r"(?<!\bhad )(?<!\bbeen )(?<!\bwas )(?<!\bwere )\b"
    r"(?:asked(?! that)|enquired|queried|questioned|wondered|(?:wished|wanted) to know)\b"
)
_PUTS = deferred(
    r"\b(?:asked(?! for\b)|enquired|queried|wondered|(?:wished|wanted) to know)\b[^.;:\"“]{0,80}?"
    r"\b(?:about|after|how|if|what|when|where|whether|which|who|whom|whose|why)\b[^\"“]*$"
)
_MORE = deferred(
    r"(?:He|She|They) (?:also|then|further|additionally|added|went on|continued|followed|feared|hoped|pointed out|"
    r"suggested|thanked|urged|welcomed|worried|(?:was|were) (?:concerned|disappointed|surprised|worried))\b"
)
_ADDRESSED = deferred(
    rf"\basked (?:(?P<who>{TITLES} {NAME}|the (?!Panel\b){OFFICE})(?= (?:about|how|if|wh\w+)\b)|"
    rf"(?:if|how|when|whether|why) (?P<of>the (?!Panel\b){OFFICE})(?= (?:could|intended|meant|planned|would)\b))"
)
_REPLIES = deferred(r"(?:He|She|They) (?:replied|answered|responded)\b")
_ANSWERS = deferred(rf"(?P<who>{TITLES} {NAME}|The {OFFICE})(?= [a-z])(?! (?:are|have|[a-z]+(?<!wa)s)\b)")


def asks(sentence: str) -> bool:
    """Does somebody ask something, so that what follows may be the answer?"""
    return bool(_ASKS.search(sentence))


def puts_question(sentence: str) -> bool:
    """Is what somebody asks a question, to which words that nobody is named for are an answer? A request is none.

    >>> puts_question("Cllr Hale asked how long it took."), puts_question("Cllr Hale asked for a list.")
    (True, False)
    """
    return not in_first_person(sentence) and asks(sentence) and bool(_PUTS.search(" ".join(sentence.split())))


def says_more(sentence: str) -> bool:
    """Does whoever asked something go on, and not whoever answers it: "He also asked", "She hoped", "And when?"."""
    return asks(sentence) or bool(_MORE.match(sentence)) or sentence.rstrip("\"'’” ").endswith("?")


def asked_by_name(sentence: str) -> str | None:
    """Return of whom something is asked, where the sentence names them, if only by what they are to do.

    >>> asked_by_name("Cllr Hale asked the Chief Constable how many there were.")
    'the Chief Constable'
    >>> asked_by_name("Cllr Hale asked if the Commissioner could pay.")
    'the Commissioner'
    """
    match = _ADDRESSED.search(" ".join(sentence.split()))
    return (match["who"] or match["of"]) if match else None


def replies(sentence: str) -> bool:
    """Does somebody reply who is named by a pronoun only?"""
    return bool(_REPLIES.match(sentence))


def answerer_of(sentence: str) -> str | None:
    """Return whom the sentence after a question begins with: the answer is theirs, whatever the verb in the past.

    >>> answerer_of("The Chief Constable had no local figure.")
    'The Chief Constable'
    >>> answerer_of("No figure had been kept.") is None
    True
    """
    match = _ANSWERS.match(" ".join(sentence.split()))
    return match["who"] if match and not is_body(match["who"]) else None
