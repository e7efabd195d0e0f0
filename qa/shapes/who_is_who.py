"""Who is meant by initials and by offices in what is quoted, as the same paper has it; who is not named stays unnamed.

"SM" is whoever the list of those present calls so. "ACC" may be an acting or an assistant chief constable, whichever
the paper writes out.
"""

import re
from collections.abc import Iterator, Sequence

from corpus.papers import Paper
from qa.briefings.acronyms import written_out
from qa.extract import Quote
from qa.shapes.office_holders import holdings

_OFFICES = (
    ("assistant chief constable", re.compile(r"^(?:[Tt]he )?Assistant Chief Constable$|^(?:[Tt]he )?ACC$")),
    ("deputy chief constable", re.compile(r"^(?:[Tt]he )?Deputy Chief Constable$|^(?:[Tt]he )?DCC$")),
    ("chief constable", re.compile(r"^(?:[Tt]he )?(?:(?:Acting|Temporary) )?Chief Constable$|^(?:[Tt]he )?T?/?CC$")),
    ("chief fire officer", re.compile(r"^(?:[Tt]he )?Chief Fire Officer$")),
    ("chief finance officer", re.compile(r"^(?:[Tt]he )?Chief Finance Officer$")),
    ("chief executive", re.compile(r"^(?:[Tt]he )?Chief Executive$")),
    ("monitoring officer", re.compile(r"^(?:[Tt]he )?Monitoring Officer$")),
    ("deputy commissioner", re.compile(r"^(?:[Tt]he )?Deputy (?:PF?CC|Commissioner)$|^(?:[Tt]he )?DPF?CC$")),
    ("commissioner", re.compile(r"^(?:[Tt]he )?(?:Commissioner|PF?CC|PFC|Police(?:, Fire)? and Crime Commissioner)$")),
    ("vice chair", re.compile(r"^(?:[Tt]he )?Vice[- ]?Chair(?:man|woman|person)?$")),
    ("chair", re.compile(r"^(?:[Tt]he )?Chair(?:man|woman|person)?$")),
)
_ACRONYM = re.compile(r"^(?:[Tt]he )?(?P<letters>[A-Z]{2,5})$")
_SPEAKS = re.compile(
    r"(?:^|[.;•·\n]\s*)\W*(?P<initials>[A-Z]{2,3}) (?:also |then )?(?:said|advised|asked|added|agreed|confirmed|"
    r"explained|highlighted|informed|introduced|noted|outlined|presented|queried|questioned|reported|responded|replied|stated|"
    r"suggested|thanked|undertook|updated)\b"
)
_PERSON = r"[A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+){1,3}"


def who_is_who(quotes: Sequence[Quote]) -> tuple[str, ...]:
    """Return notes that say whom the speakers of the quotations are, each with its marker; markers count from 1."""
    found: dict[str, list[int]] = {}
    told: dict[tuple[str, str | None], tuple[str, ...]] = {}  # of each paper's speakers, as most speak more than once
    for marker, quote in enumerate(quotes, 1):
        who = quote.paper.paper_id, quote.speaker
        if who not in told:
            told[who] = tuple(_of_speaker(quote))
        for words in (*told[who], *_of_initials(quote)):
            found.setdefault(words, []).append(marker)
    return tuple(f"{words} See {', '.join(f'[{marker}]' for marker in markers)}." for words, markers in found.items())


def _of_speaker(quote: Quote) -> Iterator[str]:
    speaker = " ".join((quote.speaker or "").split())
    acronym = _ACRONYM.match(speaker)
    spelt = _spelt(acronym["letters"], quote.paper) if acronym else ""
    names = (_holder(name, quote.paper) for name in dict.fromkeys((spelt, speaker)) if name)
    holder = next(filter(None, names), "")
    if acronym and (spelt or holder):
        article = "the " if spelt and not holder and speaker.startswith(("The ", "the ")) else ""
        yield f"“{speaker}” is {article}{' '.join(filter(None, (spelt, holder)))}, as the paper itself has it."
    elif acronym:
        yield f"“{speaker}” is not written out in the paper."
    elif holder:
        yield f"“{speaker}” is {holder}, as the paper itself has it."


def _of_initials(quote: Quote) -> Iterator[str]:
    for match in _SPEAKS.finditer(quote.text):
        name = named(match["initials"], quote.paper.text)
        if name:
            yield f"“{match['initials']}” is {name}, as the paper itself has it."


def _spelt(letters: str, paper: Paper) -> str:
    """Return what the paper writes out for an office's letters; empty where it does not."""
    span = written_out(letters, paper.text)
    return " ".join(paper.text[span[0] : span[2]].split()) if span else ""


def _holder(speaker: str, paper: Paper) -> str:
    """Return the one person whom the paper gives for an office; empty for none, and for more than one."""
    office = next((name for name, pattern in _OFFICES if pattern.match(speaker)), None)
    names = {one.name for one in holdings(paper, office)} if office else set()
    longest = max(names, key=lambda name: (len(name), name), default="")
    return longest if all(name.split()[-1] == longest.split()[-1] for name in names) else ""


def named(initials: str, text: str) -> str:
    """Return the one person whom a text gives these initials to, in brackets or in its list of those present.

    >>> named("SM", "Present: Sarah Mills (SM), Cllr Tom Ferris (TF)"), named("SM", "Present: Sarah Mills, Sam Moss")
    ('Sarah Mills', '')
    """
    stated = {match["name"] for match in re.finditer(rf"(?P<name>{_PERSON})\s*[\[(]{initials}[\])]", text)}
    if stated:
        return min(stated) if len(stated) == 1 else ""
    lists = re.finditer(r"(?:^|\n)\W*(?:also )?(?:present|in attendance|attendees)\b.{0,1500}", text, re.I | re.S)
    listed = {name for one in lists for name in re.findall(_PERSON, one[0])}
    fits = {name for name in listed if "".join(word[0] for word in name.split()) == initials}
    return min(fits) if len(fits) == 1 else ""
