"""What a question speaks of, as a person would name it: its noun phrases, without what is only asked of them.

"Who won the contract for sexual violence advisers in 2022?" speaks of "the contract for sexual violence advisers".
Without a tagger: each word has a class, told from the word and its neighbours, and a pattern over the classes is a
phrase (as in partial parsing by finite-state cascades: Abney, 1996).
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from corpus.panels import Register
from index.terms import STOP_WORDS
from qa.intents import OFFICER, TITLED
from qa.periods import periods
from qa.topic_words import COMPOUND, is_topic, panel_names

_TOKEN = re.compile(r"~+|§+|[£$€]?[\w&'’/.,%-]*\w%?(?:(?<=s)['’](?=\s))?|[^\w\s]")
_OFFICE = re.compile(
    r"\b(?:(?:acting|temporary|assistant|deputy) )*(?:chief constable|(?:police(?:,| and)?(?: fire)?(?: and)? crime )?"
    r"(?:commissioner|panel)|p?f?cc|chief (?:executive|(?:fire|finance) officer)|home secretary|"
    r"(?:deputy )?mayor)\b(?!['’])",
    re.IGNORECASE,
)  # who speaks, answers or decides, and is no topic
_RANKED = re.compile(
    r"\b(?:T/)?(?:ACC|CC|ACO|DCC|CFO|PCC|PFCC|DCI|DI|DC|DS|PC|(?:(?:Chief|Ch) )?(?:Superintendent|Supt|Inspector|Insp)|"
    r"Sergeant|Sgt) [A-Z][\w’'-]+"
)  # who speaks, by rank
# Classes of words, a letter each. T is a topic word, E one that may be a participle, N a name, O a name whose word asks
# elsewhere, V another such word, "." anything else.
_CLASSES = tuple(
    (letter, re.compile(words, re.IGNORECASE))
    for letter, words in (
        ("Y", r"~+"),  # a time
        ("S", r"§+"),  # somebody
        ("D", r"the|an?|any|each|every|no"),
        ("J", r"new|old|other|first|last|next|latest|further|whole"),
        ("X", r"(?:do|does|did|will|would|can|could|should|may|might|must)(?:n['’]t)?"),
        ("Q", r"who|whom"),
        ("H", r"how"),
        ("B", r"be|been|being"),
        ("R", r"it|he|she|they|we|you|i"),
        ("A", r"about|on|over|regarding|concerning"),
        ("F", r"for"),
        ("I", r"to"),
        ("P", r"of|in|at|from|with|by|under|between|against|into|without|after|near"),
        ("C", r"and|or|&"),
        (
            ".",
            r"yet|n?ever|instead|anything|nothing|something|ok|okay|up|down|away|through|off|out|because|although|though|"
            r"while|whether|until|only|not|more|less|most|some|half|"
            r"(?!(?:anomal|assembl|bull|famil|rall|repl|suppl)y)[a-z]{4,}ly",
        ),
    )
)
_PREDICATES = frozenset(("better", "enough", "live", "right", "true", "worse", "wrong"))  # "Was it right?"
_NAMING = frozenset("TEN")
_PARTICIPLE = re.compile(
    r"(?!\w*eed$)[a-z]{3,}ed|won|held|cut|sold|lost|built|bought|spent|sent|found|met|paid|kept|shown|seen|made|"
    r"stolen|driven|broken|chosen|written|caught|brought|taught|led|drawn|grown|thrown|worn|struck|hurt"
)
_ACT = re.compile(
    r"(?:recommend|endorse|approve|accept|reject|adopt|consider|discuss|debate|need|use|try|trie)(?:e?s|e?d)?"
)
# What the neighbours tell of a word: that it is a verb.
_VERBS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<=[TNY.V])[TE](?=D)|(?<=[QHR])[TE]",  # "won" before "the contract"; after "who", "how" and "it"
        r"(?<=XS)[TE]|(?<=XDS)[TE]|(?<=[TNR]X)[TE]",  # "did the panel write", "a camera would cost"
        r"(?<=I)[TE](?=[^TEN]|$)",  # "to repair"
        r"(?<=T)E|E(?![TE])|(?<=N)E(?!T)",  # "orders granted in": no adjective
        r"D?N+(?=S)",  # "the Kelderby panel"
    )
)
_SUBJECT = re.compile(
    r"(?<=X)D?[TENYJCAPFID]*[TN](?P<verb>T)(?![TENVB])(?![TNYJCAPFID]*[TN]V)"
)  # "did the survey find"
_PHRASE = r"(?:DJ*Y?|J*)[TN]+(?:[PAF]D?S|(?:[PACFI](?:DJ*Y?)|[PACF]J*|I(?=N)|J)[TN]+)*"
_FOUND = re.compile(rf"{_PHRASE}(?:FY)?")
_WHICH = re.compile(r"(?:what|which) ", re.IGNORECASE)
_PHRASE_NEXT = re.compile(r".[JTN]")  # "which report": what is asked about stands beside the asking word
_TOLD = re.compile(rf"[.VXS]A(?P<topic>{_PHRASE}(?:FY)?|D?S)")  # "say about", "resolve on"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """The words of a text, where each stands, and a letter for the class of each."""

    text: str
    spans: tuple[tuple[int, int], ...]
    classes: str

    def words(self, first: int, end: int) -> str:
        """Return some words as they stand in the text."""
        return self.text[self.spans[first][0] : self.spans[end - 1][1]]


def noun_phrases(text: str, register: Register) -> list[str]:
    """Return what a question speaks of, in its own words, first the thing that it is about.

    >>> from corpus.panels import default_register
    >>> noun_phrases("Who won the contract for rural patrols in 2022?", default_register())
    ['the contract for rural patrols']
    >>> noun_phrases("What did the survey of victims say about trust in the police?", default_register())
    ['trust in the police', 'the survey of victims']
    """
    read = _read(text, register)
    told = None if _WHICH.match(text) and _PHRASE_NEXT.match(read.classes) else _TOLD.search(read.classes)
    about = told.span("topic") if told else None
    found = sorted((match.span() for match in _FOUND.finditer(read.classes)), key=lambda span: span != about)
    return [read.words(*span).removeprefix("'s ").removeprefix("’s ") for span in found]


def _read(text: str, register: Register) -> _Read:
    """Return the words of a text with their classes, verbs told from nouns as far as their places tell."""
    masked = _masked(text, register)
    tokens = list(_TOKEN.finditer(masked))
    classes = "".join(_class_of(token[0], first=not at) for at, token in enumerate(tokens))
    for at, pair in enumerate(pairwise(token[0] for token in tokens)):
        if COMPOUND.fullmatch(" ".join(pair)):
            classes = f"{classes[:at]}TT{classes[at + 2 :]}"
    for at, token in enumerate(tokens):
        if token[0] in _PREDICATES and classes[at + 1 : at + 2] not in _NAMING:
            classes = f"{classes[:at]}.{classes[at + 1 :]}"
    classes = re.sub(r"OD?(?=N)|(?<=N)O+|(?<=DY)V", lambda match: "N" * len(match[0]), classes).replace("O", "V")
    spans = tuple(token.span() for token in tokens)
    classes = _without_verb(classes, [masked[slice(*span)] for span in spans])
    for pattern in _VERBS:
        classes = pattern.sub(lambda match: "." * len(match[0]), classes)
    return _Read(text=text, spans=spans, classes=classes.replace("E", "T"))


def _masked(text: str, register: Register) -> str:
    """Return a text of the same length with its times as one sign and its people, offices and panels as none."""
    for one in periods(text):
        text = text.replace(one.words, "~" * len(one.words))
    for pattern in (TITLED, _RANKED, _OFFICE, OFFICER, *panel_names(text, register)):
        text = pattern.sub(lambda match: "§" * len(match[0]), text)
    return text


def _class_of(word: str, *, first: bool) -> str:
    """Return the class of a word by itself; O for a name whose word asks elsewhere ("Second Bell")."""
    known = next((letter for letter, pattern in _CLASSES if pattern.fullmatch(word)), "")
    if known:
        return known
    name = word[0].isupper() and not (first and not word.isupper())
    if re.fullmatch(r"[^\w£$€]|[A-Za-z]", word):
        return "O" if word.isupper() else "."
    if not is_topic(word) or _ACT.fullmatch(word):
        return "." if word.lower() in STOP_WORDS else "O" if name else "V"
    return "N" if name or word[0].isdigit() else "E" if _PARTICIPLE.fullmatch(word) else "T"


def _without_verb(classes: str, words: list[str]) -> str:
    """Return classes without the verb of "did the survey find": the last word of what "did" begins, if no plural."""
    match = _SUBJECT.search(classes)
    if match is None or words[match.start("verb")].endswith("s"):
        return classes
    at = match.start("verb")
    return f"{classes[:at]}.{classes[at + 1 :]}"
