"""Word papers (.docx): paragraphs and tables in order, with list markers as Word prints them.

What a reader of the printed paper does not see stays out: deleted text, hidden text, comments, field codes. Page
headers and footers stay out too. Footnotes stand at the end.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from corpus.errors import Reason, UnreadableError
from corpus.readers.layout import TextLayout, flat, looks_like_header
from corpus.readers.limits import LIMITS, Limits
from corpus.readers.reading import Hints, MarkKind, Reading
from corpus.readers.trees import Element
from corpus.readers.word_package import Package, open_package
from corpus.readers.word_styles import Numbering, Styles, local, number, setting, switch, value

_SKIP = frozenset({"del", "moveFrom", "Fallback", "txbxContent", "instrText", "pPr", "rPr", "sectPr", "tbl"})
_PRINTED = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
_JUNK_TITLE = re.compile(r"^(microsoft word\b.*|document ?\d*|untitled.*|.*\.(docx?|dotx?|pdf)|title|template)$", re.I)
_NEAR_TOP = 2_000  # characters in which the title of the file's properties must stand
_SPAN_MOST = 50  # columns that one cell may claim
_DEEPEST = 30  # tables within tables


def read_word(data: bytes, *, limits: Limits = LIMITS) -> Reading:
    """Read a Word paper. To be run in the child process (`sandbox`): the bytes are not to be trusted.

    Raises:
        UnreadableError: BOMB, ENCRYPTED, DAMAGED, WRONG_TYPE (another kind of zip), NO_TEXT.
    """
    package = open_package(data, limits=limits)
    styles = Styles.read(package.styles)
    walk = _Walk(TextLayout(), styles, Numbering.read(package.numbering, styles=styles))
    for body in package.document:
        if local(body) == "body":
            walk.blocks(body)
    walk.notes(package)
    if not walk.layout.blocks:
        raise UnreadableError(Reason.NO_TEXT)
    text = walk.layout.reading(hints=Hints()).text
    return walk.layout.reading(hints=Hints(title=walk.title or _confirmed(package.title, text)))


def _confirmed(title: str, text: str) -> str | None:
    """Return the title of the file's properties where the paper's top has it too: templates pass theirs on."""
    words = flat(title.replace("\u00a0", " "))
    top = flat(text[:_NEAR_TOP].replace("\u00a0", " ")).lower()
    return words if words and not _JUNK_TITLE.match(words) and words.lower() in top else None


@dataclass(slots=True)
class _Walk:
    layout: TextLayout
    styles: Styles
    numbering: Numbering
    title: str | None = None
    depth: int = 0

    def blocks(self, parent: Element) -> None:
        """Add the blocks below `parent`: paragraphs, tables, and what content controls hold."""
        for child in _unwrapped(parent):
            if local(child) == "p":
                self._paragraph(child)
            else:
                self._table(child)

    def notes(self, package: Package) -> None:
        """Add footnotes and endnotes, numbered in the order of the file as Word does."""
        for root, label in ((package.footnotes, "Footnote"), (package.endnotes, "Endnote")):
            ordinal = 0
            for note in root if root is not None else ():
                words = flat(" ".join(self._text(p) for p in note if local(p) == "p"))
                if value(note, "type") is None and words:
                    ordinal += 1
                    self.layout.add(f"{label} {ordinal}: {words}")

    def _paragraph(self, paragraph: Element) -> None:
        style = setting(paragraph, "pPr", "pStyle") or self.styles.default
        words = self._text(paragraph)
        if words.strip():  # an empty paragraph of a list prints no marker and is not counted
            self._words(paragraph, words, style=style)
        for box in _boxes(paragraph):
            self.blocks(box)

    def _words(self, paragraph: Element, words: str, *, style: str | None) -> None:
        marker = self.numbering.marker(paragraph, styles=self.styles, style=style)
        text = f"{marker.text}{words.lstrip(' ')}" if marker else words
        level = self.styles.heading_level(paragraph, style=style)
        if level is not None:
            if self.styles.is_title(style) and self.title is None:
                self.title = flat(words)
            self.layout.add(flat(text), kind=MarkKind.HEADING, level=level)
        elif marker:
            self.layout.add(text, kind=MarkKind.LIST_ITEM, level=marker.level)
        else:
            self.layout.add(text)

    def _text(self, paragraph: Element) -> str:
        """Return what a paragraph prints."""
        parts: list[str] = []
        stack = list(reversed(list(paragraph)))
        while stack:
            element = stack.pop()
            tag = local(element)
            if tag in _SKIP or (tag == "r" and self._is_hidden(element)):
                continue
            if tag == "t":
                parts.append(element.text or "")
            elif tag in _PRINTED:
                parts.append(_PRINTED[tag])
            else:
                stack.extend(reversed(list(element)))
        return "".join(parts)

    def _is_hidden(self, run: Element) -> bool:
        own = switch(run, "rPr", "vanish")
        return own if own is not None else self.styles.is_hidden(setting(run, "rPr", "rStyle"))

    def _table(self, table: Element) -> None:
        rows = [[*_unwrapped(row, wanted="tc")] for row in _unwrapped(table, wanted="tr")]
        if max((len(row) for row in rows), default=0) < 2:  # one column: only a frame around text
            for row in rows:
                for cell in row:
                    self.blocks(cell)
            return
        words = [self._row(row) for row in rows]
        kept = [ordinal for ordinal, row in enumerate(words) if any(text.strip() for text in row)]
        elements = [*_unwrapped(table, wanted="tr")]
        shown = [words[ordinal] for ordinal in kept]
        header_rows = _header_rows([elements[ordinal] for ordinal in kept])
        self.layout.add_rows(shown, header_rows=header_rows or int(looks_like_header(shown)))

    def _row(self, cells: Sequence[Element]) -> list[str]:
        """Return the words of a row, empty where a cell spans columns or continues the cell above."""
        out: list[str] = []
        for cell in cells:
            merge = next((e for e in _below(cell, "tcPr") if local(e) == "vMerge"), None)
            covered = merge is not None and value(merge) != "restart"
            across = number(setting(cell, "tcPr", "gridSpan")) or 1
            out += ["" if covered else self._cell(cell), *[""] * (min(max(across, 1), _SPAN_MOST) - 1)]
        return out

    def _cell(self, cell: Element) -> str:
        if self.depth >= _DEEPEST:
            raise UnreadableError(Reason.BOMB, "tables nested too deeply")
        inner = _Walk(TextLayout(), self.styles, self.numbering, depth=self.depth + 1)
        inner.blocks(cell)
        return flat(" ".join(inner.layout.blocks))


def _unwrapped(parent: Element, *, wanted: str = "") -> Iterator[Element]:
    """Iterate over the paragraphs and tables (or the `wanted` elements) of `parent`, content controls opened."""
    stack = list(reversed(list(parent)))
    while stack:
        element = stack.pop()
        tag = local(element)
        if tag == wanted or (not wanted and tag in {"p", "tbl"}):
            yield element
        elif tag in _WRAPPERS:
            stack.extend(reversed(list(element)))


def _below(element: Element, tag: str) -> Iterator[Element]:
    return (grandchild for child in element if local(child) == tag for grandchild in child)


def _boxes(paragraph: Element) -> Iterator[Element]:
    """Iterate over the text boxes anchored in a paragraph, each once (the second copy is for old programs)."""
    stack = list(reversed(list(paragraph)))
    while stack:
        element = stack.pop()
        if local(element) == "txbxContent":
            yield element
        elif local(element) not in {"Fallback", "del", "moveFrom"}:
            stack.extend(reversed(list(element)))


def _header_rows(rows: Sequence[Element]) -> int:
    """Return how many rows from the top are column heads: marked so, else those first rows all in bold."""
    marked = 0
    while marked < len(rows) - 1 and switch(rows[marked], "trPr", "tblHeader"):
        marked += 1
    if marked:
        return marked
    bold = len(list(takewhile(_is_bold, rows)))
    return bold if bold < len(rows) else min(bold, 1, len(rows) - 1)


def _is_bold(row: Element) -> bool:
    runs = [run for run in row.iter() if local(run) == "r" and any(local(e) == "t" and e.text for e in run)]
    return bool(runs) and all(switch(run, "rPr", "b") for run in runs)
