"""Numbers in a text, brought to one form: "£1.5m" and "£1,500,000", "seventeen" and "17", "12 per cent" and "12%"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from qa.tracker.days import days, without


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number, where it stands, and how it is limited.

    `amount` is an exact fraction or, for names with digits in them ("A47", "24/7"), the name. `unit` is "£", "share"
    (of 1, for percentages and fractions), "th" for ordinals, "clock" (minutes), "label", or nothing for a plain count.
    `bound` is ">", ">=", "<", "<=" or "~" where the text says that it is more than, at least, about ... the number.
    """

    amount: str
    unit: str
    bound: str
    start: int
    end: int

    def same(self, other: "Figure") -> bool:
        """Do two texts give the same number, in the same unit, limited in the same way?"""
        return (self.amount, self.unit, self.bound) == (other.amount, other.unit, other.bound)


_ONES = {
    word: value
    for value, word in enumerate(
        (  # noqa: SIM905 - quoting each word would say no more
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        ).split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)  # noqa: SIM905
}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        (  # noqa: SIM905 - as above
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ).split(),
        1,
    )
}
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12,
           "k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9}  # fmt: skip
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
          "tenth": 10}  # fmt: skip
_TIMES = {"once": "1", "twice": "2", "double": "2", "halve": "1/2", "halv": "1/2", "trebl": "3", "tripl": "3",
          "quadrupl": "4"}  # fmt: skip
_ONE = "|".join(_ONES)
_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{_ONE}))?|{_ONE})"
_HUNDREDS = rf"(?:(?:{_SMALL}|an?) hundred(?:(?: and)? {_SMALL})?|{_SMALL})"
_BIG = r"(?:thousand|million|billion|trillion)"
_REST = rf"(?:,?(?: and)? {_HUNDREDS})?"
_WORDS = re.compile(
    rf"\b(?:(?:{_HUNDREDS}|an?|half an?)[ -]{_BIG}(?:{_REST} thousand)?{_REST}"
    rf"|(?:{_SMALL}|an?|half a) dozen|{_HUNDREDS})\b(?!-(?:half|third|quarter|fifth|tenth))"
    r"(?P<unit> (?:per ?cent|percent|percentage points?|pounds|pence)\b)?",
    re.IGNORECASE,
)
_NO_NUMBER = re.compile(r"\b(?:no|any|every|some|each|this|that|which|another|the) (?=one\b)|\bone (?=another\b)", re.I)
_FRACTION = re.compile(
    rf"\b(?:(?P<n>an?|{'|'.join(list(_ONES)[1:11])})[ -])?(?P<d>{'|'.join(_PARTS)})s?\b(?P<of> of\b)?", re.IGNORECASE
)
_ORDINAL = re.compile(
    rf"\b(?:(?P<tens>twenty|thirty)[ -])?(?P<word>{'|'.join(_ORDINALS)})\b(?! (?:half|hand))", re.IGNORECASE
)
_TIMES_WORD = re.compile(
    r"\b(?P<word>once|twice|double|halve|halv(?=ing)|trebl|tripl|quadrupl)(?:d|s|ed|ing|e|es)?\b", re.I
)
_DIGITS = re.compile(
    r"(?P<sign>(?<![\w)])[-−–](?=[£$€]?\d))?(?:(?P<currency>[£$€])\s?)?"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:(?:[\s-]?(?P<scale>million|billion|trillion|thousand|hundred|dozen|bn|mn)|(?P<letter>[mk])(?![\w²])))?"
    r"(?:\s?(?P<unit>%|(?:per ?cent|percent|percentage points?|pounds|pence)\b|(?<=\d)(?:p|st|nd|rd|th)\b))?",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?P<h>1[0-2]|0?\d)(?:[.:](?P<m>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?|\b(?P<H>2[0-3]|[01]?\d):(?P<M>[0-5]\d)\b",
    re.I,
)
_LABEL = re.compile(
    r"\b[A-Za-z]+[-/.]?\d[\w/-]*|\b\d+(?:\.\d+){2,}\b|(?<![\d,.])\d+/\d+\b|"
    r"(?<![\d,.£$€])\d+(?!(?:st|nd|rd|th|m|mn|k|bn|p)\b)[A-Za-z]\w*"
)
_BOUNDS = (  # "no more than" goes before "more than"
    (">=", re.compile(r"(?:at least|no (?:less|fewer) than|not less than|a? ?minimum of)\W*$", re.I)),
    ("<=", re.compile(r"(?:up to|at most|no more than|not more than|a? ?maximum of)\W*$", re.I)),
    (">", re.compile(r"(?:more than|over|above|exceed\w*|in excess of|greater than|higher than|upwards of)\W*$", re.I)),
    ("<", re.compile(r"(?:less than|fewer than|under|below|lower than|almost|nearly|just short of)\W*$", re.I)),
    ("~", re.compile(r"(?:about|around|approximately|approx\.?|roughly|some|circa|c\.|estimated(?: at)?|~)\W*$", re.I)),
)
_AFTER = (
    (">=", re.compile(r"\+| or (?:more|over)\b| plus\b", re.I)),
    ("<=", re.compile(r" or (?:less|fewer|under)\b", re.I)),
)
_REACH = 24  # characters before a number in which its limit stands


def figures(text: str) -> tuple[Figure, ...]:
    """Return the numbers of a text in order; dates are left to `qa.days`.

    >>> [(figure.amount, figure.unit, figure.bound) for figure in figures("over £1.5m, 12 per cent of seventeen")]
    [('1500000', '£', '>'), ('3/25', 'share', ''), ('17', '', '')]
    """
    rest = without(text, [(day.start, day.end) for day in days(text)])
    found = list[Figure]()
    for read in (_labels, _clocks, _digits, _fractions, _ordinals, _words, _times):
        taken = list(read(rest))
        found += taken
        rest = without(rest, [(figure.start, figure.end) for figure in taken])
    return tuple(sorted(found, key=lambda figure: figure.start))


def _figure(text: str, match: re.Match[str], amount: Fraction | str, unit: str = "") -> Figure:
    before, after = text[max(0, match.start() - _REACH) : match.start()], text[match.end() :]
    bound = next((sign for sign, pattern in _BOUNDS if pattern.search(before)), "")
    bound = bound or next((sign for sign, pattern in _AFTER if pattern.match(after)), "")
    return Figure(amount=str(amount), unit=unit, bound=bound, start=match.start(), end=match.end())


def _labels(text: str) -> Iterator[Figure]:
    for match in _LABEL.finditer(text):
        if not _CLOCK.match(text, match.start()):
            yield _figure(text, match, match[0].casefold(), "label")


def _clocks(text: str) -> Iterator[Figure]:
    for match in _CLOCK.finditer(text):
        if match["H"]:
            yield _figure(text, match, Fraction(int(match["H"]) * 60 + int(match["M"])), "clock")
        else:
            hour = int(match["h"]) % 12 + (12 if match["half"] in "pP" else 0)
            yield _figure(text, match, Fraction(hour * 60 + int(match["m"] or 0)), "clock")


def _digits(text: str) -> Iterator[Figure]:
    for match in _DIGITS.finditer(text):
        scale = (match["scale"] or match["letter"] or "").lower()
        value = Fraction(match["number"].replace(",", "")) * _SCALES.get(scale, 1)
        value, unit = _in_units(-value if match["sign"] else value, (match["unit"] or match["currency"] or "").lower())
        yield _figure(text, match, value, unit)


def _in_units(value: Fraction, unit: str) -> tuple[Fraction, str]:
    """Return a number and its unit in one form: shares of 1, pounds."""
    if unit.startswith("percentage"):
        return value, "points"
    if unit == "%" or unit.startswith("per"):
        return value / 100, "share"
    if unit in ("p", "pence"):
        return value / 100, "£"
    if unit in ("st", "nd", "rd", "th"):
        return value, "th"
    return value, "£" if unit == "pounds" else unit


def _fractions(text: str) -> Iterator[Figure]:
    for match in _FRACTION.finditer(text):
        part, count = match["d"].lower(), (match["n"] or "").lower()
        if re.match(r" an? (?:thousand|million|billion|dozen)\b", text[match.end() :], re.IGNORECASE):
            continue  # "half a million"
        if part == "half" or (match["of"] and (count or part == "quarter")) or count not in ("", "a", "an", "one"):
            yield _figure(text, match, Fraction(_ONES.get(count, 1), _PARTS[part]), "share")


def _ordinals(text: str) -> Iterator[Figure]:
    for match in _ORDINAL.finditer(text):
        tens = _TENS[match["tens"].lower()] if match["tens"] else 0
        yield _figure(text, match, Fraction(tens + _ORDINALS[match["word"].lower()]), "th")


def _words(text: str) -> Iterator[Figure]:
    blanked = without(text, [match.span() for match in _NO_NUMBER.finditer(text)])
    idle = {match.end() for match in _NO_NUMBER.finditer(text)} | {match.start() for match in _NO_NUMBER.finditer(text)}
    for match in _WORDS.finditer(blanked):
        unit = (match["unit"] or "").strip().lower()
        words = match[0][: len(match[0]) - len(match["unit"] or "")].lower()
        if words == "one" and (match.start() in idle or blanked[match.end() :].startswith(" of ")):
            continue  # "no one", "one of the": a pronoun
        value, unit = _in_units(_value(words), unit)
        yield _figure(text, match, value, unit)


def _value(words: str) -> Fraction:
    """Return the value of number words.

    >>> _value("two hundred and five thousand"), _value("half a million")
    (Fraction(205000, 1), Fraction(500000, 1))
    """
    total = part = Fraction(0)
    for word in re.findall(r"[a-z]+", words):
        if word in _SCALES:
            part = (part or Fraction(1)) * _SCALES[word]
            if _SCALES[word] >= _SCALES["thousand"]:
                total, part = total + part, Fraction(0)
        elif word == "half":
            part += Fraction(1, 2)
        else:
            part += _ONES.get(word, _TENS.get(word, 0))
    return total + part


def _times(text: str) -> Iterator[Figure]:
    for match in _TIMES_WORD.finditer(text):
        yield _figure(text, match, _TIMES[match["word"].lower()], "times")
