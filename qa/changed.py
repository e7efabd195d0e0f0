"""A question with one thing changed: the same of another time, panel, person, place, service, topic or number."""

import re
from collections.abc import Sequence

from corpus.dates import MONTHS
from corpus.panels import Register
from qa.antecedents import pointing
from qa.intents import TITLED
from qa.periods import Period, periods, shifted, with_year
from qa.topic_words import topic_words

YEAR_BEFORE = re.compile(r"\b(?:the )?(?:year before|previous year|preceding year|prior year)\b", re.IGNORECASE)
YEAR_AFTER = re.compile(
    r"\b(?:the )?(?:year after|(?:next|following|subsequent) year|year that followed)\b", re.IGNORECASE
)
_SMALL = re.compile(
    r"\b(?:in|on|for|of|at|by|during|since|from|the|that|this|a|an|year|panel|one|then|instead|element|side|service|"
    r"precepts?|about|with)\b|\W",
    re.IGNORECASE,
)  # words that name no topic beside a time, a panel or a service
_SINCE = re.compile(r"(?:ever )?since\b", re.IGNORECASE)  # no other time, but one without an end
_SERVICE = re.compile(r"\b(?P<one>police|fire)\b(?!(?:,| and| &)[\w ,&]* crime\b)", re.IGNORECASE)
_PRECEPT = re.compile(r"(?<!police )(?<!fire )\bprecept", re.IGNORECASE)
THE_PANEL = re.compile(r"\b(?:the|our) (?:police(?:,| and)?(?: fire)?(?: and)? crime )?panel\b", re.IGNORECASE)
_PERSON = re.compile(
    rf"{TITLED.pattern}|\b(?i:(?:(?:the|our) )?(?:(?:acting|assistant|deputy|temporary) )?(?:chief constable|"
    r"(?:police(?:,| and)?(?: fire)?(?: and)? crime )?commissioner|p?f?cc|chief (?:executive|(?:fire|finance) officer)|"
    r"monitoring officer|(?:vice[- ]?)?chair(?:man|woman|person)?|mayor|(?:panel )?members|councillors|residents))\b"
)  # somebody in office or with a title
_OWN_VIEW = re.compile(r"['’]s (?:answer|opinion|position|reply|response|take|view)s?$", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:at|around|in|near) (?P<name>(?-i:[A-Z])[\w'’-]+(?: (?-i:[A-Z])[\w'’-]+)*)", re.IGNORECASE)
_COUNT = re.compile(
    r"^\W*how many (?P<things>(?:[\w’'-]+ ){0,3}?[\w’'-]+) "
    r"(?:are|can|could|did|do|had|has|have|is|was|were|will|would)\b",
    re.IGNORECASE,
)
_THINGS = re.compile(r"(?:[a-z’'-]+ ){0,2}(?:[a-z’'-]+s|men|people|police|staff|women)")

_IN = re.compile(r"(?P<one>after|among|before|by|during|for|from|in|under|with|without) ", re.IGNORECASE)
_LAST = re.compile(
    r"\b(?P<one>after|among|before|by|during|for|from|in|under|with|without) "
    r"(?:(?:an?|the) )?(?:[\w'’-]+ ){0,2}[\w'’-]+\W*$",
    re.IGNORECASE,
)  # what a question ends with
_ABOUT = re.compile(r"\b(?:about|on|over|regarding|concerning) ", re.IGNORECASE)
_WHEN = re.compile(r"(?:\s+(?:at|by|during|for|from|in|of|on|since|the|meeting))+$", re.IGNORECASE)
_WHERE = re.compile(r"\s+(?:around|at|in|near)\s+(?:the\s+)?(?=[A-Z])")  # a place is kept
_VERB = re.compile(
    r"\b(?:what|who|whom|whose|when|where|which|why|how|if|did|does|do|is|are|was|were|has|have|had|will|would|can|could|"
    r"should|he|she|it|they|him|her|them|his|their|its|that|this|those|these|else|about|say|said)\b|\d",
    re.IGNORECASE,
)  # what a follow-up that names a topic alone does not have
_LONGEST = 6  # words of such a follow-up
_NOW = re.compile(r"now|today|currently|at present|at the moment|these days", re.IGNORECASE)
_IS = re.compile(
    r"(?<=^what )(?:is|are)\b(?! (?:being|\w+ing|to)\b)|(?<=^how (?:many|much) )(?:is|are)\b", re.IGNORECASE
)
_WAS = {"is": "was", "are": "were"}  # "And in 2019?" after "What is the forecast?"
_HAS_BEEN = re.compile(r"(?<=^what )(?:was|were)\b", re.IGNORECASE)
_NOW_IS = {"was": "is", "were": "are"}
_ENDS_FOR = re.compile(r"\bfor\W*$")
_NAME = re.compile(r"\b[A-Z][\w-]*(?: [A-Z][\w-]*)*")
_OF_NAME = re.compile(r"^(?:for|from|of|on|to|with) (?=[A-Z])")
_KIND = re.compile(r"ones?", re.IGNORECASE)  # one of a kind, where "it" is the thing itself
_THING = r"(?:action|minute|para(?:graph)?|point|priority|question|recommendation|record|resolution)"
_NUMBERED = re.compile(rf"\b(?:{_THING} (?:no\.? |number )?|R)(?P<number>\d{{1,3}})\b", re.IGNORECASE)
_NUMBER = re.compile(rf"(?:the )?(?:(?:{_THING}|no\.?|number) |R)?(?P<number>\d{{1,3}})", re.IGNORECASE)


def changed(named: str, before: str, known: Sequence[Period], *, whole: bool, register: Register) -> str:
    """Return the question before with one thing changed; "" where it is not that alone which the follow-up names.

    Only to a question that says what it is about is added what it does not have yet.
    """
    return (
        _another_time(named, before, known, whole=whole, register=register)
        or _another_panel(named, before, whole=whole, register=register)
        or _another_service(named, before)
        or _another_person(named, before)
        or _another_place(named, before, whole=whole)
        or _another_count(named, before, register)
        or _another_number(named, before)
        or _another_thing(named, before, register)
        or _another_topic(named, before, register)
        or _in_another(named, before, register)
    )


def _another_time(named: str, before: str, known: Sequence[Period], *, whole: bool, register: Register) -> str:
    """Return the question before of another time than the one known; "" where more than a time is named."""
    if _NOW.fullmatch(named) and whole:
        return _HAS_BEEN.sub(lambda match: _NOW_IS[match[0].lower()], of_year(before, "now"))
    own = periods(named)
    wanted = own[0] if own else _moved(named, known)
    if wanted is None or register.named_in(named) or (known and _SINCE.match(named)):
        return ""
    rest = YEAR_AFTER.sub(" ", YEAR_BEFORE.sub(" ", named))
    if _is_more(rest, wanted.words, wanted.words.split()[0]):
        return ""
    had = periods(before)
    if not had or wanted.since < had[-1].since:
        before = _IS.sub(lambda match: _WAS[match[0].lower()], before)
    if len(had) == 1:
        return before.replace(had[0].words, wanted.words)
    return of_year(before, wanted.words) if had or not own else _with(before, named) if whole else ""


def _moved(named: str, known: Sequence[Period]) -> Period | None:
    """Return the time that is meant by one before it: a year before or after, or a month of the same year."""
    if len(known) != 1:
        return None
    years = years_moved(named)
    return shifted(known[0], years) if years else with_year(named, known[0])


def years_moved(text: str) -> int:
    """Return how many years after a time before it a text means: -1 for "the year before", 0 where it names no such.

    >>> years_moved("And the year before?"), years_moved("And the following year?"), years_moved("And in 2021?")
    (-1, 1, 0)
    """
    return next((years for pattern, years in ((YEAR_BEFORE, -1), (YEAR_AFTER, 1)) if pattern.search(text)), 0)


def of_year(question: str, year: str) -> str:
    """Return a question of one year, or another time, in the place of all times that it names.

    >>> of_year("How has the precept changed between 2022/23 and 2024/25?", "2021/22")
    'How has the precept changed for 2021/22?'
    """
    for one in periods(question):
        question = re.sub(
            rf"(?:\b(?:and|between|by|during|for|from|in|of|on|or|over|since|the|to|until|up|versus|vs|with)\s+)*"
            rf"{re.escape(one.words)}",
            "",
            question,
        )
    before = "for " if re.search(r"[/–-]", year) and not _ENDS_FOR.search(question) else "in "
    return _with(re.sub(r"\s+(?=[ ?.,])", "", question), year if _NOW.fullmatch(year) else f"{before}{year}")


def _with(question: str, more: str) -> str:
    return f"{question.rstrip(' ?.')} {more}?"


def _another_panel(named: str, before: str, *, whole: bool, register: Register) -> str:
    """Return the question before of another panel; "" where more than a panel is named."""
    panels = register.named_in(named)
    if len(panels) != 1 or _is_more(named, *register.panel(panels[0]).wordings, "police", "and", "crime", "fire"):
        return ""
    known = sorted(register.panel(panels[0]).wordings, key=len, reverse=True)
    area = next((words for words in known if words.lower() in named.lower()), known[0])  # as its asker calls it
    area = next(iter(re.findall(re.escape(area), named, re.IGNORECASE)), area)
    earlier = [words for panel in register.named_in(before) for words in register.panel(panel).wordings]
    if earlier:
        longest_first = sorted(earlier, key=len, reverse=True)
        return re.sub(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", area, before, count=1, flags=re.IGNORECASE)
    said, n = THE_PANEL.subn(f"the {area} panel", before, count=1)
    return said if n else _with(before, f"({area})") if whole else ""


def _another_service(named: str, before: str) -> str:
    """Return the question before of the other service: of fire for police; "" where more than that is named."""
    wanted = {match["one"].lower() for match in _SERVICE.finditer(named)}
    told = {match["one"].lower() for match in _SERVICE.finditer(before)}
    if len(wanted) != 1 or wanted & told or _is_more(named, *wanted, "and rescue"):
        return ""
    service = min(wanted)
    said = _SERVICE.sub(service, before) if told else _PRECEPT.sub(f"{service} precept", before, count=1)
    return said if said != before else ""


def _another_person(named: str, before: str) -> str:
    """Return the question before of another person or office; "" where more than that is named."""
    person, earlier = _PERSON.fullmatch(_OWN_VIEW.sub("", named)), _PERSON.search(before)
    if person is None or earlier is None or person[0].lower() == earlier[0].lower():
        return ""
    return before.replace(earlier[0], person[0], 1)


def _another_place(named: str, before: str, *, whole: bool) -> str:
    """Return the question before of another place; "" where more than a place is named."""
    place = _PLACE.fullmatch(named)
    if place is None or _is_month(place["name"]):
        return ""
    earlier = next((one for one in _PLACE.finditer(before) if not _is_month(one["name"])), None)
    if earlier:
        return before.replace(earlier[0], place[0], 1)
    return _with(before, place[0]) if whole else ""


def of_name(named: str, before: str, register: Register) -> str:
    """Return the question before of another name: "And Holt?" after "When did Gullport station shut?"; "" elsewhere."""
    named = _OF_NAME.sub("", named)
    names = (match for match in _NAME.finditer(before) if match.start())
    earlier = [match for match in names if not (_PERSON.search(match[0]) or _is_month(match[0]))]
    if len(earlier) != 1 or not _NAME.fullmatch(named) or _is_month(named) or register.named_in(f"{named} {before}"):
        return ""
    return f"{before[: earlier[0].start()]}{named}{before[earlier[0].end() :]}"


def _another_count(named: str, before: str, register: Register) -> str:
    """Return how many of other things there are: "And vans?" after "How many drones were bought?"; "" elsewhere."""
    counted = _COUNT.search(before)
    if counted is None or not _THINGS.fullmatch(named) or " ".join(topic_words(named, register)) != named:
        return ""
    return f"{before[: counted.start('things')]}{named}{before[counted.end('things') :]}"


def _another_topic(named: str, before: str, register: Register) -> str:
    """Return the question before about another topic: "And drones?" after "What was said about vans?"; "" elsewhere."""
    about, times = _ABOUT.search(before), periods(before)
    if about is None or not _is_topic(named, register):
        return ""
    ends = [at for one in times if (at := before.find(one.words, about.end())) > 0]
    told = before[about.end() : min(ends, default=len(before))].rstrip(" ?.")
    topic = _WHERE.split(_WHEN.sub("", told) if ends else told, maxsplit=1)[0]
    if not topic_words(topic, register):
        return ""
    return f"{before[: about.end()]}{named}{before[about.end() + len(topic) :]}"


def _another_thing(named: str, before: str, register: Register) -> str:
    """Return the question before of another kind of thing: "And a van?" after "What does it cost to repair one?"."""
    found = [match for match in pointing(before, register) if _KIND.fullmatch(match[0])]
    if len(found) != 1 or not _is_topic(named, register) or _SERVICE.fullmatch(named):
        return ""
    return f"{before[: found[0].start()]}{named}{before[found[0].end() :]}"


def _is_topic(named: str, register: Register) -> bool:
    """Does a follow-up name a thing and nothing else: no verb, no asking word, no person, no time?"""
    few = 0 < len(named.split()) <= _LONGEST
    return few and bool(topic_words(named, register)) and not (_VERB.search(named) or periods(named))


def _in_another(named: str, before: str, register: Register) -> str:
    """Return the question before in other circumstances: "And in the second year?", "And for women?"; "" elsewhere."""
    told = _IN.match(named)
    if told is None or not _is_topic(named[told.end() :], register):
        return ""
    if said := of_name(named, before, register):
        return said
    earlier = _LAST.search(before)
    if earlier and earlier["one"].lower() == told["one"].lower():
        return f"{before[: earlier.start()]}{named}?"
    return _with(before, named)


def _another_number(named: str, before: str) -> str:
    """Return the question before of the recommendation, or whatever it is, with another number; "" elsewhere."""
    number, earlier = _NUMBER.fullmatch(named), _NUMBERED.search(before)
    if number is None or earlier is None:
        return ""
    return f"{before[: earlier.start('number')]}{number['number']}{before[earlier.end('number') :]}"


def _is_month(name: str) -> bool:
    return name.split()[0].lower() in MONTHS


def _is_more(named: str, *known: str) -> bool:
    """Does a follow-up name more than what is known of it, small words apart?"""
    rest = re.sub("|".join(map(re.escape, sorted(known, key=len, reverse=True))), " ", named, flags=re.IGNORECASE)
    return bool(_SMALL.sub("", rest))
