"""Parse HTML and XML safely. The only importer of lxml's parsers; the other readers see an `Element`.

Recipe: no network, no DTD, no entities, and a resource limit that is an error instead of a silent cut.
"""

import re
from collections.abc import Iterator
from typing import Protocol

from corpus.errors import Reason, UnreadableError

_PROLOGUE = re.compile(r"^\s*<\?xml[^>]*\?>")
_DECLARES = re.compile(r"<!(?:DOCTYPE|ENTITY)")


class Element(Protocol):
    """What the readers use of an lxml element. `tag` is not a string for comments and processing instructions."""

    tag: object
    text: str | None
    tail: str | None

    def get(self, key: str, default: str) -> str:
        """Return an attribute."""

    def items(self) -> list[tuple[str, str]]:
        """Return the attributes."""

    def iter(self, *tags: str) -> Iterator["Element"]:
        """Iterate over the element and all below it, in reading order."""

    def itertext(self) -> Iterator[str]:
        """Iterate over the text below it."""

    def getparent(self) -> "Element | None":
        """Return the element above it."""

    def clear(self, *, keep_tail: bool) -> None:
        """Take out all it holds; `keep_tail` keeps the text after it."""

    def __iter__(self) -> Iterator["Element"]:
        """Iterate over the children."""

    def __len__(self) -> int:
        """Return the number of children."""


def parse_html(text: str) -> Element:
    """Parse an HTML page or a fragment of one; the root is `html`.

    Raises:
        UnreadableError: BOMB where it is nested beyond 2,048 levels (the parser would cut it silently), EMPTY.
    """
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root: Element = html.document_fromstring(_PROLOGUE.sub("", text).encode(), parser=parser)
    except etree.ParserError as error:  # nothing but blanks and comments
        raise UnreadableError(Reason.EMPTY) from error
    if any("RESOURCE" in entry.type_name or "NO_MEMORY" in entry.type_name for entry in parser.error_log):
        raise UnreadableError(Reason.BOMB, "nested beyond 2,048 levels")
    return root


def parse_xml(text: str) -> Element:
    """Parse XML that declares neither a document type nor entities.

    Raises:
        UnreadableError: BOMB where it declares either or is nested beyond 256 levels, DAMAGED where it is not XML,
            MEMORY.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root: Element = etree.fromstring(_PROLOGUE.sub("", text).encode(), parser=parser)
    except etree.XMLSyntaxError as error:
        if _DECLARES.search(text):
            raise UnreadableError(Reason.BOMB, "declares a document type or entities") from error
        if "depth" in str(error) or "Resource limit" in str(error):
            raise UnreadableError(Reason.BOMB, "nested too deeply or too large a value") from error
        if "unknown error" in str(error):  # libxml2 says nothing where it gets no memory
            raise UnreadableError(Reason.MEMORY) from error
        raise UnreadableError(Reason.DAMAGED, str(error).splitlines()[0]) from error
    if etree.ElementTree(root).docinfo.doctype:
        raise UnreadableError(Reason.BOMB, "declares a document type or entities")
    return root


def drop(element: Element) -> None:
    """Empty an element and take its meaning away; the text after it stays."""
    element.clear(keep_tail=True)
    element.tag = "dropped"


def name(element: Element) -> str:
    """Return the local name in lower case; empty for comments and the like."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def classes(element: Element) -> frozenset[str]:
    """Return the class names."""
    return frozenset(element.get("class", "").split())
