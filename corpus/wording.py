"""Search text: the published wording made comparable. It is searched and embedded, never shown and never quoted."""

import re
import unicodedata

# Non-breaking hyphens that a code page turned into question marks: "Vice?Chair", "co?operative".
_LOST_HYPHEN = re.compile(r"\?(?<=[A-Za-z]{2}\?)(?=[a-z]{2}|[A-Z][a-z])")
_MOJIBAKE = {"â€™": "’", "â€˜": "‘", "â€œ": "“", "â€\x9d": "”", "â€“": "–", "â€”": "—", "Â£": "£", "Â\xa0": " "}
_PLAIN = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-"}
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\U000e0000-\U000e007f]")
# Each begins with a character that is rare, at which alone it is tried. The word joined to it follows or is matched.
_JOINED = (
    (re.compile(r"[0-9](?:\b(?<=[a-z][0-9])|[0-9]\b(?<=[a-z][0-9]{2}))"), r" \g<0>"),  # "were18"
    (re.compile(r"[0-9](?=(?:January|February|March|April|May|June|July|August|September|October|November|December))"),
     r"\g<0> "),
    (re.compile(r"[:;,](?=[A-Z])"), r"\g<0> "),  # "that:Councillor"
    (re.compile(r"'s(?<=[a-z]'s)(?=[a-z]{3})"), r"\g<0> "),  # "PCC'spublic"
)  # fmt: skip


def search_text(text: str) -> str:
    r"""Return the words of a text on one line, as a searcher would type them.

    >>> search_text("The Vice?Chair’s 8September\u00a0\u00a0report:Noted")
    "The Vice-Chair's 8 September report: Noted"
    """
    if not text.isascii():
        for wrong, right in _MOJIBAKE.items():
            text = text.replace(wrong, right)
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
        for fine, plain in _PLAIN.items():  # a tenth of the time of `str.translate`
            text = text.replace(fine, plain)
    text = _LOST_HYPHEN.sub("-", text)
    for joint, apart in _JOINED:
        text = joint.sub(apart, text)
    return " ".join(text.split())
