"""What shape of answer a question asks for, and whose words: read off its own words, without a model."""

import re
from collections.abc import Iterator
from enum import StrEnum

from index.terms import STOP_WORDS


class Intent(StrEnum):
    """What shape of answer is asked for."""

    DECISION = "decision"  # what the panel resolved, whole
    LIST = "list"  # all of several things
    SAID = "said"  # what a named speaker said
    FIGURE = "figure"  # a number with its unit
    DATE = "date"  # a day, a month, a year
    PERSON = "person"  # who
    MEANING = "meaning"  # what a term stands for
    REASON = "reason"  # why
    CHECK = "check"  # yes or no
    FACT = "fact"  # anything else


class Voice(StrEnum):
    """Whose words are asked for."""

    COMMISSIONER = "commissioner"
    MEMBERS = "members"
    CHIEF = "chief constable"
    PUBLIC = "public"
    NAMED = "named person"


_DECISION = re.compile(
    r"\bresol(?:ve[ds]?|ution)|\b(?:panel|members|they|council(?:lors)?)(?:'s)?\b"
    r"(?:(?!\b(?:let|letting|allow\w*|whether)\b).){0,40}\b(?:decide[ds]?|"
    r"agree[ds]?|recommend\w*|request(?:ed|s)?|"
    r"ask(?:ed|ing)? (?:for|to (?:see|have|receive|get))|support(?:ed|s)?|endorse[ds]?|approve[ds]?|"
    r"accept(?:ed|s)?|back(?:ed)?|veto\w*|"
    r"conclude[ds]?|vote[ds]?)\b|\bwhat (?:was|were|is|got) (?:formally )?(?:decided|agreed|settled|recommended|"
    r"resolved|the (?:recorded )?(?:outcome|decision|upshot))|"
    r"\b(?:was|were) (?:it|that|this|they|these|those|the (?:[\w'’&-]+ ){1,5}?)"
    r" ?(?:agreed|approved|accepted|adopted|carried|passed)\b|"
    r"\bwhat did (?:the )?(?:\w+ )?panel (?:\w+ly )?do (?:about|on|over|with) (?:\w+ ){0,3}[a-z]{1,4}\d[\d/-]*\b|"
    r"\bpanel (?:(?:is|was|being) )?(?:asked|invited) to\b|\b(?:asking|inviting) the panel to\b|"
    r"^\W*(?:and |so )?how did (?:the |that |this )?(?:[\w'’-]+ ){0,4}(?:hearing|meeting|debate|session)\b"
    r".{0,60}\b(?:conclude|end|finish|turn out)\b|\b(?:every|each|all) (?:the )?limbs?\b|"
    r"\bdecision\b(?! record)|\boutcome\b|\brecommendations?\b|\bformally\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"\b(?:(?<!waiting )(?<!['’] )(?<!['’]s )list|enumerate|set out (?:the|all|every)|"
    r"every (?:point|item|resolution|decision)|(?:what|which) examples|which things|break ?down|line by line|"
    r"name (?:all|the|each)|all (?:the )?(?:\w+ )?(?:points|items|resolutions|decisions|records|rows|numbers)|"
    r"decision records\b|which (?:\w+ ){0,4}(?:records|decisions|resolutions|changes|kinds|types|priorities|"
    r"points|items|schemes|services|bodies|areas)\b|"
    r"what (?:are|were) (?:the|all|its|their|his)\b.{0,30}(?:s|es)\b|what .{0,30}points|have to (?:contain|"
    r"include|set out)|what \w+ things|\bwhat (?:is|was|are|were|has|have)?\b.{0,60}\bmade up\b|"
    r"^\W*(?:and |so )?(?:what|which) (?:\w+ ){0,2}(?:aims|amendments|conditions|corrections|factors|grounds|"
    r"objectives|options|reservations|sources|steps)\b)",
    re.IGNORECASE,
)
# "What share of ...", not "do their share" or "share a station".
SHARE = r"percentage|per ?cent|proportion|(?:what|which|the|as a|big a|large a) share|share of|rate"
_FIGURE = re.compile(
    rf"\bhow (?:many|much|large|big|high|often|old|long)\b|\b(?:{SHARE}|cost|sum|amount|total|budget|figures?|"
    r"numbers? of|worth|spend|spent)\b|[£%]|"
    r"\b(?:largest|biggest|maximum|highest|lowest|smallest|most|least) (?:\w+ )?(?:grant|sum|amount|number|"
    r"figure|share|award|rise|increase|fall|money)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"\W*(?:(?:and|so|on|by|in|at|from|"
    r"to)\W+)*$",
    re.IGNORECASE,
)  # nothing of weight before the asking word
_CLAUSE = re.compile(
    r"^\W*(?:when|if|after|since|as|under|in|at|according to)\b[^,?]{5,90}, (?=\w+)", re.IGNORECASE
)  # "When it met, what ..."
_TRAILING = re.compile(
    r", (?:as|according to|if|when|during|at|in) [^,?]{5,80}\?*$", re.IGNORECASE
)  # "..., as reported to the panel?"
_COUNT = re.compile(r"\bhow (?:many|much|large|big|high|often|old|long)\b", re.IGNORECASE)
_DATE = re.compile(
    r"(?:(?:^|[,;]\s*)\W*(?:and |so |roughly |exactly |about )?when|\b(?:by when|since when|until when))\b|"
    r"\b(?:what (?:date|day|year|month|time)|which (?:date|day|year|month)|deadline|how soon|"
    r"on what (?:date|day)|by when|what year|start date|^\W*what (?:is|was) the date of)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?:^|[,;–-]\s*|\band |\bso |\bby |\bto |\bfrom )\W*(?:who|whom|whose)\b|\bwhich (?:of (?:the|them)|"
    r"councillor|member|person|officer|detective|"
    r"charity|organisation|supplier|company)\b|\bnames? of the (?:person|man|woman|officer|councillor|member|"
    r"author|candidate)",
    re.IGNORECASE,
)
_MEANING = re.compile(
    r"\bwhat (?:does|do|did) .{1,60}\b(?:mean|stand for)\b|\bshort for\b|\bmeaning of\b|\bdefin\w+|^\s*explain\b|"
    r"^\s*what(?:'s| is| are|s) (?:an? |the )?(?:\w+ ){0,2}[\w&'-]+\?*$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"^\s*what (?:are|were) (?:the )?(?:two|three|four|five|six|seven|eight|nine|ten|twelve|\d+|main|key)\b",
    re.IGNORECASE,
)  # "What are the five priorities?" asks for all of them, not for a meaning
_NAMED_THING = re.compile(
    r"^\s*[Ww]hat(?:'s| is| are|s) (?:an? |the )?(?:[A-Z][\w&'-]+ ?(?:of |and |with )?){1,5}(?:\w+ )?(?:for|about)?\?*$"
)
_REASON = re.compile(r"\b(?:why|what (?:reasons?|made(?! up))|for what reason|how come)\b", re.IGNORECASE)
_CHECK = re.compile(
    r"^\W*(?:and |so )?(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should|aren't|isn't|didn't)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:said?|sa(?:y|ys|id)|tell|told|think|thought|claim\w*|view|views|opinion|position|respon\w*|"
    r"repl(?:y|ied)|answer\w*|react\w*|comment\w*|ask(?:ed|s)?|"
    r"rais(?:e|ed)|concern\w*|worr\w*|point(?:s|ed)?|mention\w*|argu\w*|complain\w*|want(?:ed)? to know|"
    r"questions?|assur\w*|promis\w*|explain\w*|stress\w*|voic(?:e|ed)|reservation\w*|disagree\w*|attribut\w*|"
    r"describ\w*|outlin\w*|urg(?:e|ed)|"
    r"caution\w*|warn\w*|defend(?:ed|s)?|justify|insist\w*|admit\w*|denied|deny|reckon\w*|ma[dk]e of|"
    r"highlight\w*|suggest\w*|call(?:ed)? for|request|undert\w+|feel|felt)\b",
    re.IGNORECASE,
)
# What somebody holds rather than does: "Did the PFCC see it as ...?" asks for the PFCC's words.
_HOLDS = re.compile(
    r"\b(?:did|does|do)\b (?:\w+ ){1,5}(?:see|believe|regard|consider|expect|hope|fear|doubt|admit|acknowledge|"
    r"insist)\b",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"^(?!\W*(?:what|who|when|where|which|why|how|did|does|do|is|are|was|were|has|have|had|will|would|can)\b)"
    r"[^?]{15,}?[\w)%”\"'’](?:[.;!]| [–-])\s+"
    r"(?=(?:and |but |so )?(?:what (?:has |had )?(?:came|come|became|become|happened)|did|does|do|is|are|was|were|has|"
    r"have|had|any|kept|done)\b[^.]{0,40}$)",
    re.IGNORECASE,
)  # "Mrs Lee was promised a letter. Was it sent?"
_VOICES = (
    (Voice.CHIEF, re.compile(r"\b(?:(?:acting |deputy |assistant |temporary )?chief constable|ACC|DCC|"
    r"T/CC)(?:'s)?\b", re.IGNORECASE)),
    (Voice.COMMISSIONER, re.compile(r"\b(?:P?F?CC|PFC|commissioner|mayor)(?:'s)?\b(?! (?:office|team|"
    r"decision))", re.IGNORECASE)),
    (Voice.PUBLIC, re.compile(r"\b(?:members? of the public|public speakers?|residents?)\b", re.IGNORECASE)),
    (Voice.MEMBERS, re.compile(r"\b(?:panel members?|members?|councillors?|panel)(?:'s)?\b", re.IGNORECASE)),
)  # fmt: skip
TITLED = re.compile(
    r"\b(?i:cllr|councillor|mr|mrs|ms|miss|dr|prof|professor)\.? ((?:[A-Z]\.? )?[A-Z][a-z][\w-]*(?: [A-Z][a-z][\w-]*)?)"
)
_SMALL = re.compile(
    r"(?<!\bthe )(?<!\ba )(?<!\bwhich )(?<!\bwhat )(?<!\beach )(?<!\bany )(?<!\bevery )(?<!\bby )(?<!\bone )"
    r"\b(?P<title>cllr|councillor|mr|mrs|ms|dr)(?P<gap>\.? (?:[a-z]\.? )?)(?P<name>[a-z][a-z'-]{2,})\b(?![/@])",
    re.IGNORECASE,
)  # "cllr lee", not "did the councillor say"
OFFICER = re.compile(
    r"\b(?:(?:chief|deputy|assistant|monitoring|fire|finance|executive|lead) ){1,3}(?:officer|executive)\b|"
    r"\b(?:treasurer|clerk|superintendent|chief inspector)\b",
    re.IGNORECASE,
)  # who speaks at meetings beside the commissioner, the chief constable and the members
CHAIR = re.compile(r"\b(?:vice[- ]?chair|chair)(?:man|woman|person)?\b(?! of)", re.IGNORECASE)
_SPOKEN_TO = re.compile(
    r"\b(?:tell|told|ask(?:ed|s)?|answer(?:ed)?|thank(?:ed)?|urge[ds]?|to|for|with|against|from|about|on|of|at|before) "
    r"(?:(?:the|a|an|his|her|their|this|that) )?(?:\w+ ){0,2}$"
)
_FULL_NAME = re.compile(
    r"\b(?:did|does|has|was|were) ([A-Z][a-z]+ [A-Z][a-z]+)(?=['’]s\b| (?!Police|Fire|Crime|Panel))"
)


def intent_of(text: str, voice: Voice | None) -> Intent:
    """Return the shape of answer that a question asks for, given whose words it asks for."""
    text = _TRAILING.sub("", _CLAUSE.sub("", text))
    return next(intent for intent, applies in _rules(text, voice) if applies)


def _rules(text: str, voice: Voice | None) -> Iterator[tuple[Intent, bool]]:
    """Yield the intents in the order in which they are considered, and whether the text has each; the last always."""
    yield Intent.LIST, bool(_SEVERAL.search(text))
    meaning = bool(_MEANING.search(text)) and not _FIGURE.search(text)
    yield Intent.MEANING, meaning or bool(_NAMED_THING.search(text))
    yield Intent.REASON, bool(_REASON.search(text))
    for intent, pattern in ((Intent.DATE, _DATE), (Intent.FIGURE, _COUNT), (Intent.PERSON, _PERSON)):
        yield intent, bool(_FIRST.match(text[: _at(pattern, text)])) and bool(pattern.search(text))
    others = voice in (Voice.CHIEF, Voice.PUBLIC) or _is_about_commissioner(text)
    yield Intent.DECISION, bool(_DECISION.search(text)) and not others
    for intent, pattern in (
        (Intent.LIST, _LIST),
        (Intent.FIGURE, _FIGURE),
        (Intent.DATE, _DATE),
        (Intent.PERSON, _PERSON),
    ):
        yield intent, bool(pattern.search(text))
    yield Intent.SAID, voice is not None and bool(_SAID.search(text) or _HOLDS.search(text))
    yield Intent.CHECK, bool(_CHECK.search(text))
    yield Intent.FACT, True


def _at(pattern: re.Pattern[str], text: str) -> int:
    """Return where a pattern first matches; past the text's end when it does not."""
    match = pattern.search(text)
    return match.start() if match else len(text) + 1


def _is_about_commissioner(text: str) -> bool:
    """Is it the commissioner, not the panel, who decided or agreed in this question?"""
    return bool(
        re.search(
            r"\b(?:commissioner|p?f?cc|mayor)\b.{0,30}\b(?:agree|decide|support|accept|recommend|approve)",
            text,
            re.IGNORECASE,
        )
    )


def without_statement(text: str) -> str:
    """Return a short question without what it states first, which says no more than what it is about.

    >>> without_statement("Mrs Lee was promised a letter. Was it sent?")
    'Was it sent?'
    """
    return _STATED.sub("", text)


def with_capitals(text: str) -> str:
    """Return a question with the capitals that names have, where they stand after a title and are typed without.

    >>> with_capitals("what did cllr a lee ask mrs hale"), with_capitals("did the councillor say so, or cllrs ask it")
    ('what did cllr A Lee ask mrs Hale', 'did the councillor say so, or cllrs ask it')
    """

    def named(match: re.Match[str]) -> str:
        name = match["name"]
        small = name.islower() and name not in STOP_WORDS and not _SAID.fullmatch(name)
        return f"{match['title']}{match['gap'].upper()}{name.capitalize()}" if small else match[0]

    return _SMALL.sub(named, text)


def official_in(text: str) -> Voice | None:
    """Return the one official whom a text names, spoken to or not: whom "he" or "she" may mean without a name.

    >>> official_in("What did the panel ask the commissioner?"), official_in("What did members ask?")
    (<Voice.COMMISSIONER: 'commissioner'>, None)
    """
    return next((voice for voice, pattern in _VOICES[:2] if pattern.search(text)), None)


def voice_of(text: str) -> Voice | None:
    """Return whose words are asked for: the first person or body named, but for those who are only spoken to."""
    text = _TRAILING.sub("", _CLAUSE.sub("", text))
    patterns = (*_VOICES, (Voice.NAMED, TITLED), (Voice.NAMED, CHAIR), (Voice.NAMED, _FULL_NAME))
    found = [(match.start(), voice) for voice, pattern in patterns for match in pattern.finditer(text)]
    subjects = [item for item in found if not _SPOKEN_TO.search(text[: item[0]])]
    return min(subjects, default=(0, None), key=lambda item: item[0])[1]
