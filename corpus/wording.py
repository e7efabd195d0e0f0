"""Search text: the published wording made comparable. It is searched and embedded, never shown and never quoted."""

import re
import unicodedata

# Non-breaking hyphens that a code page turned into question marks: "Vice?Chair", "co?operative".
_LOST_HYPHEN = re.compile(r"(?<=[A-Za-z]{2})\?(?=[a-z]{2}|[A-Z][a-z])")
_MOJIBAKE = {"â€™": "’", "â€˜": "‘", "â€œ": "“", "â€\x9d": "”", "â€“": "–", "â€”": "—", "Â£": "£", "Â\xa0": " "}
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-"})
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\U000e0000-\U000e007f]")
_JOINED = (
    re.compile(r"(?<=[a-z])(?=\d{1,2}\b)"),  # "were18"
    re.compile(r"(?<=\d)(?=(?:January|February|March|April|May|June|July|August|September|October|November|December))"),
    re.compile(r"(?<=[:;,])(?=[A-Z])"),  # "that:Councillor"
    re.compile(r"(?<=[a-z]'s)(?=[a-z]{3})"),  # "PCC'spublic"
)


def search_text(text: str) -> str:
    r"""Return the words of a text on one line, as a searcher would type them.

    >>> search_text("The Vice?Chair’s 8September\u00a0\u00a0report:Noted")
    "The Vice-Chair's 8 September report: Noted"
    """
    if not text.isascii():
        for wrong, right in _MOJIBAKE.items():
            text = text.replace(wrong, right)
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).translate(_QUOTES)
    text = _LOST_HYPHEN.sub("-", text)
    for gap in _JOINED:
        text = gap.sub(" ", text)
    return " ".join(text.split())
