"""Quotations found in a paper although quotation marks, dashes and spacing differ; what is shown is the paper's own."""

import re
import unicodedata
from dataclasses import dataclass

_SIGNS = str.maketrans({
    "’": "'", "‘": "'", "‛": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "…": "...", "‹": "<", "›": ">", "［": "[", "］": "]",
})  # fmt: skip
_INVISIBLE = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
_OUTER = re.compile(r"^[\s\"']+|[\s\"']+$|^\.{3}\s*|\s*\.{3}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folded:
    """A text in one form, and the place in the text of each of its characters."""

    text: str
    places: tuple[int, ...]


def find(quote: str, text: str) -> tuple[int, int] | None:
    r"""Return where a text holds a quotation, as (start, end); None where it does not, word for word.

    Quotation marks, dashes, invisible characters and spacing may differ; letters, figures and their case may not. The
    quotation begins and ends with whole words.

    >>> find('"the Panel\'s view"', "It was the Panel’s\u00a0view.")
    (7, 23)
    >>> find("the Panel's vie", "It was the Panel’s view.") is None
    True
    """
    wanted, given = bare(quote), _folded(text)
    if not wanted:
        return None
    before, after = (r"(?<!\w)" if wanted[0].isalnum() else ""), (r"(?!\w)" if wanted[-1].isalnum() else "")
    match = re.search(f"{before}{re.escape(wanted)}{after}", given.text)
    return (given.places[match.start()], given.places[match.end() - 1] + 1) if match else None


def bare(quote: str) -> str:
    """Return a quotation in one form, without the quotation marks and the dots around it."""
    folded = _folded(quote).text
    while (less := _OUTER.sub("", folded)) != folded:
        folded = less
    return folded


def _folded(text: str) -> _Folded:
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if _INVISIBLE.match(sign):
            continue
        plain = unicodedata.normalize("NFKC", sign.translate(_SIGNS))
        for letter in plain:
            if letter.isspace():
                if not letters or letters[-1] == " ":
                    continue
                letter = " "
            letters.append(letter)
            places.append(place)
    return _Folded(text="".join(letters), places=tuple(places))
