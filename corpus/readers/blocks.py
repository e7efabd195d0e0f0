"""HTML to blocks of text, laid out as a ModernGov text export is."""

import re
from dataclasses import dataclass, field

from corpus.readers.hidden import drop_unseen
from corpus.readers.layout import TextLayout, flat
from corpus.readers.numerals import BULLET, letter, roman
from corpus.readers.reading import MarkKind
from corpus.readers.tables import Item, bare_text, is_data_table, items_of, table_rows
from corpus.readers.trees import Element, classes, name, parse_html

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "hr", "html", "legend", "li", "main", "menu", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_TITLES = {"mgAiTitleTxt": 2, "mgSubItemTitleTxt": 3}  # headings of a meeting page that are paragraphs in its HTML
_ICON = re.compile(r"[ \u00a0]*\bpdf icon\b(?:[ \u00a0]+PDF[ \u00a0]+[\d.,]+[ \u00a0]*[KMG]B\b)?", re.I)
_ITEM_MARKER = re.compile(r"ai\d+")
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?(none|(?:lower|upper)-(?:alpha|latin|roman)|decimal)")
_KINDS = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}


def fragment_text(markup: str, layout: TextLayout) -> None:
    """Add the blocks of an HTML fragment to a layout; a fragment without text adds nothing."""
    if markup.strip():
        root = parse_html(f"<div>{markup}</div>")
        drop_unseen(root)
        add_blocks(root, layout)


def add_blocks(root: Element, layout: TextLayout) -> None:
    """Add the text of an element to a layout. Hidden parts are expected to be gone (`hidden.drop_unseen`)."""
    _Walk(layout).run(root)


@dataclass(slots=True)
class _List:
    style: str  # of its markers, as in CSS
    next: int = 1


@dataclass(slots=True)
class _Walk:
    """Depth first without recursion: hostile pages nest two thousand deep."""

    layout: TextLayout
    inline: list[str] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    number: str = ""  # of a meeting's item, to stand before its title
    facts: tuple[str, ...] = ()  # of the item, to stand after its title
    items: dict[Element, Item] = field(default_factory=dict)  # by the cell that holds an item's text
    skipped: set[Element] = field(default_factory=set)
    prefix: str = ""  # to stand before the next block: a list marker, a label
    kind: MarkKind | None = None  # of the next block
    level: int = 1
    preformatted: int = 0

    def run(self, root: Element) -> None:
        """Walk what is below `root`; what `root` itself is does not matter."""
        self._text(root.text)
        stack = [(child, False) for child in reversed(list(root))]
        while stack:
            element, seen = stack.pop()
            if not seen and self._start(element):
                stack.append((element, True))
                self._text(element.text)
                stack.extend((child, False) for child in reversed(list(element)))
                continue
            if seen:
                self._end(element)
            self._text(element.tail)
        self._flush()
        self._number_alone()

    def _number_alone(self) -> None:
        """Print a number that no title followed."""
        self.layout.add(self.number)
        self.number = ""

    def _text(self, text: str | None) -> None:
        if text:
            self.inline.append(text if self.preformatted else re.sub(r"[ \t\n\r\f]+", " ", text))

    def _start(self, element: Element) -> bool:
        """Open an element; False where it is dealt with as a whole."""
        tag, names = name(element), classes(element)
        if tag == "br":
            self.inline.append("\n")
            return False
        if tag not in _BLOCKS and not _ITEM_MARKER.fullmatch(tag):
            if "mgLabel" in names:
                self._label(element)
            return "mgLabel" not in names
        self._flush()
        if "mgItemNumberCell" in names:
            self._number_alone()
            self.number = bare_text(element)
            return False
        if tag == "table" and self._table(element):
            return False
        if element in self.skipped:
            return False
        if item := self.items.get(element):
            self._number_alone()
            self.number, self.facts, self.kind, self.level = item.number, item.facts, MarkKind.HEADING, 2
        self._open(element, tag=tag, names=names)
        return True

    def _open(self, element: Element, *, tag: str, names: frozenset[str]) -> None:
        if tag in {"ul", "menu", "ol"}:
            self.lists.append(_new_list(element, ordered=tag == "ol"))
        elif tag == "li":
            self._item(element)
        elif tag == "pre":
            self.preformatted += 1
        level = _HEADINGS.get(tag) or next((_TITLES[title] for title in names & _TITLES.keys()), None)
        if level is not None and self.kind is None:
            self.kind, self.level = MarkKind.HEADING, level

    def _end(self, element: Element) -> None:
        tag = name(element)
        if tag not in _BLOCKS:
            return
        if tag == "dt":
            words = flat("".join(self.inline))
            self.inline, self.prefix = [], (words if words.endswith((":", "?")) else f"{words}:") + " " if words else ""
            return
        self._flush()
        if tag in {"ul", "menu", "ol"} and self.lists:
            self.lists.pop()
        elif tag == "pre":
            self.preformatted -= 1
        if tag in {"li", "dd", "tr", "dl"}:
            self.prefix, self.kind = "", None
        elif tag in _HEADINGS or classes(element) & _TITLES.keys():
            self.kind = None

    def _table(self, table: Element) -> bool:
        """Add a table that shows data; others are walked like the rest of the page."""
        found = items_of(table)
        for item in found:
            self.items[item.body] = item
            self.skipped.update(item.beside)
        if found or not is_data_table(table):
            return False
        for caption in table.iter("caption"):
            self.layout.add(_plain(caption))
        rows, header_rows = table_rows(table, words=_plain)
        self.layout.add_rows(rows, header_rows=header_rows)
        return True

    def _item(self, element: Element) -> None:
        self.prefix = ""
        if self.lists:
            marker = self.lists[-1]
            value = element.get("value", "")
            marker.next = int(value) if value.isascii() and value.isdecimal() and len(value) < 7 else marker.next
            self.prefix = _marker(marker)
            marker.next += 1
        self.kind, self.level = MarkKind.LIST_ITEM, max(1, len(self.lists))

    def _label(self, element: Element) -> None:
        """Print `Label: ` before its value."""
        words = bare_text(element).rstrip("\u00a0")
        if words:
            self.inline.append(words if words.endswith((":", "?")) else f"{words}:")
            following = element.tail or ""
            if not following.startswith((" ", "\u00a0", "\n", "\r", "\t")):
                self.inline.append(" ")

    def _flush(self) -> None:
        text = "".join(self.inline)
        self.inline = []
        if not self.preformatted:
            text = re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", text)).strip(" \n")
        if "pdf icon" in text.lower():
            text = _ICON.sub("", text)
        if text.strip():
            words = flat(text) if self.kind is MarkKind.HEADING else text
            number = f"{self.number} " if self.number else ""
            self.layout.add(number + self.prefix + words, kind=self.kind, level=self.level)
            for fact in self.facts:
                self.layout.add(fact)
            self.number, self.facts, self.prefix, self.kind = "", (), "", None


def _plain(element: Element) -> str:
    """Return the text of an element on one line: its blocks joined by blanks."""
    inner = TextLayout()
    add_blocks(element, inner)
    return flat(" ".join(inner.blocks))


def _new_list(element: Element, *, ordered: bool) -> _List:
    style = _LIST_STYLE.search(element.get("style", ""))
    usual = _KINDS.get(element.get("type", ""), "decimal" if ordered else "bullet")
    kind = style[1].replace("latin", "alpha") if style else usual
    start = element.get("start", "")
    return _List(style=kind, next=int(start) if start.isascii() and start.isdecimal() and len(start) < 7 else 1)


def _marker(item: _List) -> str:
    if item.style in {"none", "bullet"}:
        return BULLET if item.style == "bullet" else ""
    if item.style == "decimal":
        return f"{item.next}. "
    words = letter(item.next) if item.style.endswith("alpha") else roman(item.next)
    return f"{words.upper() if item.style.startswith('upper') else words}. "
