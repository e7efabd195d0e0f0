"""A language model's reply read as claims: one JSON object of one form, whatever stands around it, or nothing."""

import json
import re
from typing import NoReturn

from qa.verify import Drafted, Quoted

MAX_CLAIMS = 8
_MAX_QUOTES = 4  # of a claim
_LONGEST_TEXT = 1000  # characters of a claim or a quotation; what is longer is not what was asked for
_THOUGHT = re.compile(r"\A.*</think(?:ing)?>", re.DOTALL)
_STARTS = 20  # places at which an object is looked for


def read_reply(text: str) -> tuple[Drafted, ...] | None:
    """Return the claims of a reply, an empty tuple where it gives none; None where it is not of the form asked for.

    Text and code fences around the object are passed over, and so is what a model thought aloud. Two such objects are
    one too many: which is meant cannot be told.
    """
    text = _THOUGHT.sub("", text)
    decoder = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_constant)
    found: list[tuple[Drafted, ...]] = []
    place = text.find("{")
    for _ in range(_STARTS):
        if place < 0:
            break
        try:
            value, end = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            end = place + 1
        else:
            claims = _claims(value)
            if claims is not None:
                found.append(claims)
        place = text.find("{", end)
    return found[0] if len(found) == 1 else None


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return dict(pairs)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _claims(value: object) -> tuple[Drafted, ...] | None:
    match value:
        case {"claims": list() as claims, **rest} if not rest and len(claims) <= MAX_CLAIMS:
            drafted = [_claim(claim) for claim in claims]
            whole = tuple(claim for claim in drafted if claim)
            return whole if len(whole) == len(drafted) else None
        case _:
            return None


def _claim(value: object) -> Drafted | None:
    match value:
        case {"text": str() as text, "quotes": list() as quotes, **rest} if not rest and len(quotes) <= _MAX_QUOTES:
            quoted = [_quote(quote) for quote in quotes]
            whole = tuple(quote for quote in quoted if quote)
            usable = _is_text(text) and len(whole) == len(quoted)
            return Drafted(text=" ".join(text.split()), quotes=whole) if usable else None
        case _:
            return None


def _quote(value: object) -> Quoted | None:
    match value:
        case {"passage": int() as passage, "quote": str() as words, **rest} if not rest and _is_text(words):
            return None if isinstance(passage, bool) else Quoted(passage=passage, words=words)
        case _:
            return None


def _is_text(text: str) -> bool:
    """Is it text of a sensible length, without halves of characters?"""
    return 0 < len(text.strip()) <= len(text) <= _LONGEST_TEXT and not re.search("[\ud800-\udfff]", text)
