"""HTML to blocks of text, laid out as a ModernGov text export is."""

import re
from dataclasses import dataclass, field
from itertools import islice

from corpus.readers.hidden import drop_unseen
from corpus.readers.layout import TextLayout, flat, looks_like_header
from corpus.readers.numerals import BULLET, letter, roman
from corpus.readers.reading import MarkKind
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
_SPAN_MOST = 50  # columns or rows that one cell may claim
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?(none|(?:lower|upper)-(?:alpha|latin|roman)|decimal)")
_CELL_MOST = 1_500  # characters; a longer cell of two columns is a part of the page
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
    prefix: str = ""  # to stand before the next block: a list marker, an item's number, a label
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
            self.prefix = f"{_words(element)} ".lstrip()
            return False
        if tag == "table" and is_data_table(element):
            self._table(element)
            return False
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

    def _table(self, table: Element) -> None:
        for caption in table.iter("caption"):
            self.layout.add(_plain(caption))
        rows, header_rows = table_rows(table)
        self.layout.add_rows(rows, header_rows=header_rows)

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
        words = _words(element).rstrip("\u00a0")
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
            self.layout.add(self.prefix + words, kind=self.kind, level=self.level)
            self.prefix = ""
            self.kind = None


def _words(element: Element) -> str:
    return flat("".join(element.itertext()))


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


def is_data_table(table: Element) -> bool:
    """Say whether a table shows data; others only place things on the page (meeting items, forms, one column)."""
    if "mgItemTable" in classes(table) or table.get("id", "") == "mgItemTable":
        return False
    if table.get("role", "") == "presentation" or sum(1 for _ in islice(table.iter("table"), 2)) > 1:
        return False
    columns = max((sum(1 for cell in row if name(cell) in {"td", "th"}) for row in table.iter("tr")), default=0)
    return columns > 2 or (columns == 2 and not _holds_prose(table))


def _holds_prose(table: Element) -> bool:
    """Say whether the cells hold headings, lists or pages of text."""
    if next(table.iter("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol"), None) is not None:
        return True
    return any(sum(map(len, cell.itertext())) > _CELL_MOST for cell in table.iter("td"))


def table_rows(table: Element) -> tuple[list[list[str]], int]:
    """Return the rows of a data table, cells in their columns (those spanned are empty), and how many are header."""
    rows: list[list[str]] = []
    header_rows = 0
    owed: dict[int, int] = {}  # column to rows still covered by a cell above
    for row in table.iter("tr"):
        cells = [cell for cell in row if name(cell) in {"td", "th"}]
        words = _place(cells, owed)
        if not any(word.strip() for word in words):
            continue
        if header_rows == len(rows) and _is_header(row, cells):
            header_rows += 1
        rows.append(words)
    if header_rows == len(rows):  # all cells are heads: nothing stands below them
        header_rows = 0
    return rows, header_rows or int(looks_like_header(rows))


def _place(cells: list[Element], owed: dict[int, int]) -> list[str]:
    out: list[str] = []

    def skip_covered() -> None:
        while owed.get(len(out), 0) > 0:
            owed[len(out)] -= 1
            out.append("")

    for cell in cells:
        skip_covered()
        across, down = _span(cell, "colspan"), _span(cell, "rowspan")
        for column in range(len(out), len(out) + across):
            owed[column] = down - 1
        out += [_plain(cell), *[""] * (across - 1)]
    skip_covered()
    return out


def _span(cell: Element, key: str) -> int:
    value = cell.get(key, "1").strip()
    return min(_SPAN_MOST, max(1, int(value))) if value.isascii() and value.isdecimal() and len(value) < 7 else 1


def _is_header(row: Element, cells: list[Element]) -> bool:
    parent = row.getparent()
    if parent is not None and name(parent) == "thead":
        return True
    return bool(cells) and all(name(cell) == "th" or _all_bold(cell) for cell in cells)


def _all_bold(cell: Element) -> bool:
    bold = "".join("".join(b.itertext()) for b in cell.iter("b", "strong"))
    return bool(bold.strip()) and len(bold.split()) >= len("".join(cell.itertext()).split())
