"""Private people's contact details: found in papers, never given out.

Papers are public, but a phone number or an e-mail address that a paper gives for one person is not an answer. Lines of
services (a helpline, an office) are.
"""

import re

from index.terms import terms

_EMAIL = re.compile(r"\b([A-Za-z0-9._%+-]+)@[A-Za-z0-9.-]+\.[A-Za-z]{2,}\b")
_PHONE = re.compile(r"(?<![\d£])(?:\+44\s?(?:\(0\)\s?)?|0)\d(?:[\s()-]{0,2}\d){8,10}\b")
_SERVICE_PHONE = re.compile(r"0(?:800|808|300|303|330|333|345|844|845)\b")
_SERVICE_NAMES = re.compile(
    r"(?:info|enquir\w*|contact|office|admin|help\w*|talk|support|hello|mail|team|press|media|democra\w*|"
    r"committee\w*|panel|clerk|"
    r"customer\w*|complaints?|feedback|grants?|consultation\w*|p?f?cc|opf?cc)[\w.-]*$",
    re.IGNORECASE,
)
_PERSONAL_PHONE = re.compile(
    r"\b(?:his|her|my|mobile|home|Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Name|Author|Contact|Officer)\b"
)
CONTACT_WORDS = frozenset(
    terms(
        "address addresses phone telephone number numbers mobile email e-mail contact details information "
        "reach ring home postal"
    )
)
LEFT_OUT = "contact details left out"


def private_contacts(text: str) -> list[tuple[int, int]]:
    """Return where a text gives one person's phone number or e-mail address, as (start, end) offsets.

    >>> private_contacts("Contact: Ann Lee, 01632 960 001, ann.lee@council.example")
    [(18, 31), (33, 56)]
    >>> private_contacts("Ring the helpline on 0800 000 0000 or write to info@charity.example.")
    []
    """
    personal = bool(_PERSONAL_PHONE.search(text))
    found = [match.span() for match in _EMAIL.finditer(text) if not _SERVICE_NAMES.match(match[1])]
    found += [match.span() for match in _PHONE.finditer(text) if not _SERVICE_PHONE.match(match[0]) and personal]
    return sorted(found)


def gives_contact(text: str) -> bool:
    """Does a text give any way to reach somebody, a service's included?"""
    return bool(_EMAIL.search(text) or _PHONE.search(text))


def masked(text: str) -> str:
    """Return a text with private contact details replaced, for showing what stands around a quotation."""
    for start, end in reversed(private_contacts(text)):
        text = f"{text[:start]}[{LEFT_OUT}]{text[end:]}"
    return text
