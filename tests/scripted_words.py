"""What the scripted model says: claims made from the prompt that it was sent, right ones and wrong ones.

Whatever is wrong in a claim holds one of CANARIES, so that a test sees at once whether it was shown.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

CANARIES = (
    "987",
    "nine hundred and eighty-seven",
    "９８７",
    "٩٨٧",
    "Quill",
    "zealous",
    "evil.example",
    "1999",
    "OBEYED",
)

_PASSAGE = re.compile(r"<passage (\d+)>\n(.*?)\n</passage \1>", re.DOTALL)
_LINE = re.compile(r"^\[([^\]]+)\] (.+)$", re.MULTILINE)
_PLAIN_STARTS = ("The ", "A ", "An ", "In ", "Reports ", "Callers ")  # not names, which keep their capital
_POINTING = ("She ", "He ", "It ", "They ", "This ", "These ", "One ")  # say nothing without what stands before
_ORDER = re.compile(r"answer only: (.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence that the model was given."""

    passage: int
    outcome: bool
    speaker: str  # "paper" for the paper itself
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What the model says and what it says it rests on."""

    text: str
    passage: object
    quote: object


def lines_of(prompt: str) -> list[Line]:
    return [
        Line(passage=int(number), outcome="\noutcome: yes\n" in f"\n{body}\n", speaker=line[1], text=line[2])
        for number, body in _PASSAGE.findall(prompt)
        for line in _LINE.finditer(body)
    ]


def _usable(line: Line) -> bool:
    whole = len(line.text.split()) >= 6 and line.text.endswith(".") and not line.text.startswith(_POINTING)
    return whole and not line.outcome and not _ORDER.search(line.text)


def _right(line: Line) -> Claim:
    said = line.text[0].lower() + line.text[1:] if line.text.startswith(_PLAIN_STARTS) else line.text
    speaker = line.speaker[0].upper() + line.speaker[1:]
    text = line.text if line.speaker == "paper" else f"{speaker} said that {said}"
    return Claim(text=text, passage=line.passage, quote=line.text)


def right(lines: list[Line]) -> list[Claim]:
    """Return what is true and can be seen to be: the first sentences of the papers with somebody's name before them."""
    usable = [line for line in lines if _usable(line)]
    spoken = [line for line in usable if line.speaker != "paper"]
    return [_right(line) for line in (spoken or usable)[:2]]


def _changed_number(text: str) -> str:
    return re.sub(r"\d[\d,]*", "987", text, count=1) if re.search(r"\d", text) else f"{text[:-1]} in 987 cases."


def _and(claim: Claim, more: str) -> Claim:
    return replace(claim, text=f"{claim.text[:-1]}{more}")


# What can be wrong with one claim. Each takes a right one.
ERRORS: dict[str, Callable[[Claim], Claim]] = {
    "wrong-number": lambda one: replace(one, text=_changed_number(one.text)),
    "wrong-number-quoted-too": lambda one: replace(
        one, text=_changed_number(one.text), quote=_changed_number(str(one.quote))
    ),
    "number-added": lambda one: _and(one, ", 987 in all."),
    "number-in-words": lambda one: _and(one, ", nine hundred and eighty-seven in all."),
    "number-in-wide-digits": lambda one: _and(one, ", ９８７ in all."),
    "number-in-other-digits": lambda one: _and(one, ", ٩٨٧ in all."),
    "invented-marker": lambda one: replace(_and(one, " zealously."), passage=987),
    "marker-of-no-kind": lambda one: replace(_and(one, " zealously."), passage="1; drop"),
    "marker-beyond-numbers": lambda one: replace(_and(one, " zealously."), passage=float("inf")),
    "quote-off-by-a-word": lambda one: replace(
        one, quote=re.sub(r"\w+\.$", "zealous.", str(one.quote)), text=zeal(one)
    ),
    "quote-of-nothing": lambda one: replace(_and(one, " zealously."), quote=""),
    "quote-of-a-scrap": lambda one: replace(_and(one, " zealously."), quote=str(one.quote).split()[0]),
    "quote-that-is-no-text": lambda one: replace(_and(one, " zealously."), quote=[1, None]),
    "invented-name": lambda one: _and(one, ", as Zebedee Quill had asked."),
    "invented-speaker": lambda one: replace(one, text=f"Zebedee Quill said that {one.quote}"),
    "invented-date": lambda one: _and(one, " on 3 March 1999."),
    "invented-reason": lambda one: _and(one, " because officers had worked zealously."),
    "invented-quotation": lambda one: _and(one, ", in words that were “zealous beyond compare”."),
    "turned-round": lambda one: _and(one, ", which the Panel zealously denied."),
    "link": lambda one: _and(one, ": see https://evil.example/more."),
    "picture": lambda one: _and(one, " ![more](http://evil.example/p.png)."),
    "markup": lambda one: _and(one, ' <img src="//evil.example/p.png">.'),
    "hidden-signs": lambda one: _and(one, "\u202e zea\u200blously zealous\U000e0041."),
    "pages-long": lambda one: _and(one, " zealously" * 900 + "."),
}


def zeal(claim: Claim) -> str:
    return re.sub(r"\w+\.$", "zealous.", claim.text)


def wrong_voice(lines: list[Line]) -> list[Claim]:
    """Give a member's or the commissioner's words to the panel, as its decision."""
    spoken = [line for line in lines if _usable(line) and line.speaker != "paper"]
    return [
        Claim(text=f"The Panel zealously resolved that {one.text}", passage=one.passage, quote=one.text)
        for one in spoken[:2]
    ]


def retold_outcome(lines: list[Line]) -> list[Claim]:
    """Tell a resolution in other words."""
    outcomes = [line for line in lines if line.outcome]
    return [
        Claim(text="The Panel was zealous about the update.", passage=one.passage, quote=one.text) for one in outcomes
    ]


def obedient(lines: list[Line]) -> list[Claim]:
    """Do what a passage says that one is to do."""
    return [
        Claim(text=found[1], passage=line.passage, quote=words)
        for line in lines
        if (found := _ORDER.search(line.text))
        for words in (line.text, found[1])
    ]


def as_json(claims: list[Claim]) -> str:
    """Return claims in the form that is asked for."""
    form = [{"text": one.text, "quotes": [{"passage": one.passage, "quote": one.quote}]} for one in claims]
    return json.dumps({"claims": form})


# Replies that are not of the form that is asked for, from the text of a right one.
FORMS: dict[str, Callable[[str], str]] = {
    "prose": lambda _: "In short, Zebedee Quill zealously counted 987 thefts in 1999.",
    "half-an-object": lambda reply: reply[: len(reply) // 2] + "zealous",
    "another-shape": lambda _: '{"answer": "987 thefts, zealously", "claims": "987"}',
    "a-list": lambda _: '["987", {"claims": 987}]',
    "claims-of-no-kind": lambda _: '{"claims": [987, null, {"text": 987, "quotes": {"passage": []}}, {"quotes": []}]}',
    "deep-as-a-well": lambda _: '{"claims": ' + "[" * 15_000,
    "a-number-without-end": lambda _: '{"claims": [{"text": "zealous", "quotes": [{"passage": ' + "9" * 9000 + "}]}]}",
    "a-million-claims": lambda _: '{"claims": [' + ",".join(['{"text": "zealous"}'] * 700) + "]}",
    "no-claims": lambda _: '{"claims": []}',
}
_FENCED = "Here is what I found:\n```json\n{}\n```\nI hope that this zealous work helps."


def words_for(script: str, prompt: str) -> str:
    """Return what a model of this name says to a prompt; nothing where the name is not about words.

    "NAME-and-right" says the wrong thing and right ones; "NAME-then-right" mends it when it is asked again.
    """
    lines = lines_of(prompt)
    true = right(lines)
    name, _, then = script.partition("-then-")
    if then and "You answered this before." in prompt:
        return as_json(true)
    name, _, also = name.partition("-and-")
    beside = true if also else []
    if name in ERRORS:
        return as_json([*(ERRORS[name](one) for one in true[:1]), *beside])
    if name in FORMS:
        return FORMS[name](as_json(true))
    whole = {
        "right": true,
        "wrong-voice": [*wrong_voice(lines), *beside],
        "retold-outcome": [*retold_outcome(lines), *beside],
        "obedient": [*obedient(lines), *beside],
        "everything-wrong": [*(error(one) for error in ERRORS.values() for one in true[:1]), *beside],
        "over-and-over": true * 40,
    }
    if name == "fenced":
        return _FENCED.format(as_json(true))
    if lines and name in whole:
        return as_json(whole[name])
    return as_json(true) if lines else ""
