"""A bare follow-up said in full: the question before it, with the one thing changed that the follow-up names.

"And the year before?" after "What did the panel resolve on the 2023/24 precept?" asks what it resolved on that of
2022/23: the same question of another time, panel, person or service. Said in full it is answered, and shown, as if it
had been typed so. A follow-up that brings a topic of its own is completed in `qa/follow_up.py`.
"""

import re
from collections.abc import Sequence

from corpus.panels import Register
from corpus.wording import search_text
from qa.answers import Turn
from qa.intents import TITLED
from qa.periods import Period, periods, shifted, with_year

YEAR_BEFORE = re.compile(r"\b(?:the )?(?:year before|previous year|preceding year|prior year)\b", re.IGNORECASE)
YEAR_AFTER = re.compile(
    r"\b(?:the )?(?:year after|(?:next|following|subsequent) year|year that followed)\b", re.IGNORECASE
)
_OPENS = re.compile(
    r"^\W*(?:(?:(?:and|but|so|or|then)\b\W*)+(?:what about|how about)?|what about|how about)\b\W*", re.IGNORECASE
)
_SMALL = re.compile(
    r"\b(?:in|on|for|of|at|by|during|since|from|the|that|this|a|an|year|panel|one|then|instead|element|side|service|"
    r"precepts?)\b|\W",
    re.IGNORECASE,
)  # words that name no topic beside a time, a panel or a service
_SINCE = re.compile(r"(?:ever )?since\b", re.IGNORECASE)  # no other time, but one without an end
_SERVICE = re.compile(r"\b(?P<one>police|fire)\b(?!(?:,| and| &)[\w ,&]* crime\b)", re.IGNORECASE)
_PRECEPT = re.compile(r"(?<!police )(?<!fire )\bprecept", re.IGNORECASE)
THE_PANEL = re.compile(r"\b(?:the|our) (?:police(?:,| and)?(?: fire)?(?: and)? crime )?panel\b", re.IGNORECASE)


def in_full(asked: str, history: Sequence[Turn], *, register: Register) -> str:
    """Return a follow-up said in full; the question itself where it stands alone or brings a topic of its own.

    A follow-up may follow another: each is said in full before the next is.
    """
    full = ""
    for text in (*(search_text(turn.question) for turn in history), asked):
        full = _said(text, full, register=register) if full else text
    return full


def _said(asked: str, before: str, *, register: Register) -> str:
    opening = _OPENS.match(asked)
    if opening is None:
        return asked
    named = asked[opening.end() :].rstrip(" ?.!")
    return (
        _another_time(named, before, register=register)
        or _another_panel(named, before, register=register)
        or _another_service(named, before)
        or _another_person(named, before)
        or asked
    )


def _another_time(named: str, before: str, *, register: Register) -> str:
    """Return the question before of another time; "" where more than a time is named."""
    known = periods(before)
    own = periods(named)
    wanted = own[0] if own else _moved(named, known)
    if wanted is None or len(known) > 1 or register.named_in(named) or (known and _SINCE.match(named)):
        return ""
    rest = YEAR_AFTER.sub(" ", YEAR_BEFORE.sub(" ", named))
    if _is_more(rest, wanted.words, wanted.words.split()[0]):
        return ""
    return before.replace(known[0].words, wanted.words) if known else f"{before.rstrip(' ?.')} {named}?"


def _moved(named: str, known: Sequence[Period]) -> Period | None:
    """Return the time that is meant by one before it: a year before or after, or a month of the same year."""
    if not known:
        return None
    years = next((years for pattern, years in ((YEAR_BEFORE, -1), (YEAR_AFTER, 1)) if pattern.search(named)), 0)
    return shifted(known[0], years) if years else with_year(named, known[0])


def _another_panel(named: str, before: str, *, register: Register) -> str:
    """Return the question before of another panel; "" where more than a panel is named."""
    panels = register.named_in(named)
    if len(panels) != 1 or _is_more(named, *register.panel(panels[0]).wordings, "police", "and", "crime", "fire"):
        return ""
    area = register.panel(panels[0]).area
    earlier = [words for panel in register.named_in(before) for words in register.panel(panel).wordings]
    if earlier:
        longest_first = sorted(earlier, key=len, reverse=True)
        return re.sub(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", area, before, count=1, flags=re.IGNORECASE)
    said, n = THE_PANEL.subn(f"the {area} panel", before, count=1)
    return said if n else f"{before.rstrip(' ?.')} ({area})?"


def _another_service(named: str, before: str) -> str:
    """Return the question before of the other service: of fire for police; "" where more than that is named."""
    wanted = {match["one"].lower() for match in _SERVICE.finditer(named)}
    told = {match["one"].lower() for match in _SERVICE.finditer(before)}
    if len(wanted) != 1 or wanted & told or _is_more(named, *wanted, "and rescue"):
        return ""
    service = min(wanted)
    return _SERVICE.sub(service, before) if told else _PRECEPT.sub(f"{service} precept", before, count=1)


def _another_person(named: str, before: str) -> str:
    """Return the question before of another person; "" where more than a person is named."""
    person, earlier = TITLED.fullmatch(named), TITLED.search(before)
    return before.replace(earlier[0], person[0], 1) if person and earlier else ""


def _is_more(named: str, *known: str) -> bool:
    """Does a follow-up name more than what is known of it, small words apart?"""
    rest = re.sub("|".join(map(re.escape, sorted(known, key=len, reverse=True))), " ", named, flags=re.IGNORECASE)
    return bool(_SMALL.sub("", rest))
