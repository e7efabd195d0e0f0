"""Who and what a text names: offices, people and bodies, so that those of two texts can be compared."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.terms import terms
from qa.tracker.days import days, without


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Somebody named in a text and where.

    `office` is the office or body in one form, with what limits it ("deputy commissioner", "panel", "members"); without
    one, `name` holds the words of a name in lower case. `acts` is whether the place is that of somebody who does
    something: not after "of the", not a possessive. `sure` is False for one word that opens a sentence, which may have
    its capital from that.
    """

    office: str
    name: tuple[str, ...]
    start: int
    end: int
    acts: bool
    sure: bool

    def same(self, other: "Mention") -> bool:
        """Do two mentions name the same office, or people whose names agree as far as both are given?"""
        if self.office or other.office:
            return self.office == other.office
        shorter, longer = sorted((self.name, other.name), key=len)
        return set(shorter) <= set(longer) and self.name[-1] == other.name[-1]


_LIMITS = (
    r"(?:(?P<limit>deputy|assistant|acting|temporary|interim|former|previous|outgoing|incoming|new|then|vice|shadow|"
    r"independent|co-opted)[ -])?"
)
_OFFICES = (
    ("office", r"OP?F?CC|Office of the (?:Police[\w ,&]{0,40}Crime )?Commissioner|"
               r"(?:Commissioner|P?F?CC)(?:['’]s?)? (?:office|team)"),
    ("commissioner", r"(?:Police(?:,| and| &)[\w ,&]{0,40}?Crime )?Commissioner|PFCC|PCC|PFC|Mayor"),
    ("deputy commissioner", r"DPFCC|DPCC"),
    ("deputy chief constable", r"DCC"),
    ("assistant chief constable", r"ACC"),
    ("temporary chief constable", r"T/CC"),
    ("chief constable", r"Chief Constable|CC"),
    ("chief superintendent", r"Chief Superintendent"),
    ("superintendent", r"Superintendent"),
    ("chief fire officer", r"Chief Fire Officer"),
    ("chief finance officer", r"Chief Finance Officer"),
    ("chief executive", r"Chief Executive"),
    ("monitoring officer", r"Monitoring Officer"),
    ("vice chair", r"Vice[- ‑]?Chair(?:man|woman|person)?"),
    ("chair", r"Chair(?:man|woman|person)?"),
    ("public", r"(?:an? |some |two )?members? of the public|residents?"),
    ("members", r"(?:the |all |other |several |some )?(?:Panel |committee )?members|Councillors(?! [A-Z])"),
    ("member", r"(?:an? |one |another |Panel )(?:Panel )?member(?! of the public)"),
    ("panel", r"(?:Police(?:,| and| &)[\w ,&]{0,40}?Crime )?Panel(?! members?)"),
    ("force", r"the Force|Constabulary"),
    ("clerk", r"Clerk"),
)  # fmt: skip
_OFFICE = re.compile(
    rf"\b{_LIMITS}(?:{'|'.join(f'(?P<o{at}>{words})' for at, (_, words) in enumerate(_OFFICES))})(?!\w)", re.IGNORECASE
)
_LONGEST_SHORT = 4  # letters of an abbreviation, which must be capitals; "Mayor" and "Clerk" are longer
_TITLE = r"(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Rev|Reverend|Professor|Prof)"
_WORD = r"(?:[A-Z]\.(?= )|[A-Z][\w&]*(?:['’](?!s\b)\w+)?(?:-[A-Z]?\w+)*)"
_NAME = re.compile(rf"\b(?:{_TITLE}\.? )*(?P<name>{_WORD}(?: {_WORD})*)")
_OPENING = re.compile(r"(?:^|[.!?:;][\"'”’)]*)\s*$")
_TITLES = re.compile(rf"{_TITLE}\.?$")
_NOT_ACTING = re.compile(
    r"\b(?:of|to|with|from|at|for|in|on|about|before|between|against|than|into|through|within|via|per)"
    r"(?: (?:the|an?|this|that|its|their|his|her|all|both))?\s*$",
    re.IGNORECASE,
)
_AGENT = re.compile(r"\b(?:according to|by|that)(?: (?:the|an?))?\s*$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’](?:s\b|(?!\w))(?! (?:view|opinion)\b)")
# Words that open a sentence and name nobody.
_OPENERS = frozenset(
    (  # noqa: SIM905 - quoting each word would say no more
        "a about according after all also an and another any as at because before between both but by during each even "
        "every for from given he her here his how however i if in it its just last later many more most much next no "
        "none nor not now of on once one only or other our out over overall per she since so some such that the their "
        "then there these they this those though through to under until up was we were what when where whether which "
        "while who why with within without would yes you your additionally furthermore further moreover similarly "
        "meanwhile finally first firstly second secondly third in-year "
        "regarding concerning following responding asked had has have is are be been did does do will may might could "
        "should can must"
    ).split()
)


def mentions(text: str) -> tuple[Mention, ...]:
    """Return who is named in a text, in order: offices first, then what else is written with capitals.

    >>> [(one.office, one.name, one.acts) for one in mentions("The Deputy PCC told Cllr Ann Brook of the Panel's view")]
    [('deputy commissioner', (), True), ('', ('ann', 'brook'), True), ('panel', (), False)]
    """
    offices = list(_offices(text))
    rest = without(text, [(one.start, one.end) for one in offices] + [(day.start, day.end) for day in days(text)])
    return tuple(sorted((*offices, *_names(rest)), key=lambda one: one.start))


def unknown_names(text: str, known: Sequence[str]) -> list[str]:
    """Return the names of a text that none of the known texts has, with their words in that order.

    A word with a capital is a name unless it opens a sentence and is an ordinary word or one of the known texts'.
    """
    tokens = [token for words in known for token in (*_tokens(words), "")]
    places: dict[str, list[int]] = {}
    for at, token in enumerate(tokens):
        places.setdefault(token, []).append(at)
    offices = {one.office for words in known for one in mentions(words)}
    stems = frozenset(term for words in known for term in terms(words))
    return [
        text[one.start : one.end]
        for one in mentions(text)
        if (one.office and one.office not in offices)
        or (one.name and not _stands(one.name, places) and (one.sure or not stems.intersection(terms(one.name[0]))))
    ]


def renamed(text: str, basis: Sequence[str]) -> str | None:
    """Return the first name of a text that its basis gives with other words before the last, or None.

    >>> renamed("Cllr Ann Hale asked", ["Cllr John Hale asked"]), renamed("Cllr Hale asked", ["Cllr John Hale asked"])
    ('Ann Hale', None)
    """
    given = [one.name for words in basis for one in mentions(words) if one.name]
    for one in mentions(text):
        alike = [name for name in given if one.name and name[-1] == one.name[-1]]
        if alike and not any(set(name) <= set(one.name) or set(one.name) <= set(name) for name in alike):
            return text[one.start : one.end]
    return None


def _stands(name: Sequence[str], places: dict[str, list[int]]) -> bool:
    """Do the words of a name stand in this order, with at most one word between two of them?"""
    return all(word in places for word in name) and all(
        any(0 < two - one <= 2 for one in places[first] for two in places[second]) for first, second in pairwise(name)
    )


def _offices(text: str) -> Iterator[Mention]:
    for match in _OFFICE.finditer(text):
        at = next(at for at in range(len(_OFFICES)) if match[f"o{at}"] is not None)
        kind, words = _OFFICES[at][0], match[f"o{at}"]
        if len(words) <= _LONGEST_SHORT and not words.isupper():
            continue  # "cc", "Acc": an abbreviation of something else
        limit = (match["limit"] or "").lower()
        office = f"{limit} {kind}" if limit and kind != "office" else kind
        acts = _may_act(text, match.start(), match.end())
        yield Mention(office=office, name=(), start=match.start(), end=match.end(), acts=acts, sure=True)


def _names(text: str) -> Iterator[Mention]:
    for match in _NAME.finditer(text):
        whole = match["name"].split()
        words = [word for word in whole if not _TITLES.fullmatch(word)] or whole
        opens = bool(_OPENING.search(text[: match.start()]))
        if opens and words and words[0].casefold() in _OPENERS:
            words, opens = words[1:], False
        if tokens := tuple(token for word in words for token in _tokens(word)):
            start = text.index(words[0], match.start())
            sure = not opens or len(tokens) > 1 or start > match.start()  # after a title it is a name
            acts = _may_act(text, match.start(), match.end())
            yield Mention(office="", name=tokens, start=start, end=match.end(), acts=acts, sure=sure)


def _may_act(text: str, start: int, end: int) -> bool:
    """Does a name stand where somebody who does something stands: not after "of the", nor as a possessive?"""
    free = bool(_AGENT.search(text[:start])) or not _NOT_ACTING.search(text[:start])
    return free and not _POSSESSIVE.match(text, end)


def _tokens(text: str) -> list[str]:
    """Return the words of a text in one form: small letters, no possessive, no plural of an abbreviation."""
    words = re.findall(r"[^\W_]+(?:['’&-][^\W_]+)*", text)
    return [_token(word.replace("’", "'")) for word in words]


def _token(word: str) -> str:
    word = word.removesuffix("'s")
    return (word[:-1] if len(word) > 2 and word[-1] == "s" and word[:-1].isupper() else word).casefold()
