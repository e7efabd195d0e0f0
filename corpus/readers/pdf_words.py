"""Characters of a PDF page, with their boxes, to words. The only importer of pypdfium2."""

import ctypes
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.errors import Reason, UnreadableError
from corpus.readers.limits import Limits
from corpus.readers.pdf_lines import Word

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_SOFT = "\x02"  # a hyphen at the end of a line; a word ends there
_WORD = re.compile("[^\x00\x02\uffff \t\n\r\f\u2028\u2029]*\x02|[^\x00\x02\uffff \t\n\r\f\u2028\u2029]+")
# Ligatures are a matter of the type, not of the wording.
_PLAIN = str.maketrans({_SOFT: "-", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})
_APART = 0.6  # of the height: characters further apart are not of one word, whatever the file says
_WIDEST = 1.0  # of the height: the width of a letter, at most
_SAMPLE = 200  # characters of a page that show which way its lines run
_Box = tuple[float, float, float, float]  # x0, top, x1, bottom, from the top left of the page as shown


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """The words of one page, in the order of the file, and the page's size as shown, in points."""

    words: tuple[Word, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfWords:
    """The words of a PDF. `title` is that of the file's properties; empty where it has none."""

    pages: tuple[PageWords, ...]
    title: str


def pdf_words(data: bytes, *, limits: Limits) -> PdfWords:
    """Return the words of a PDF, page by page.

    Raises:
        UnreadableError: ENCRYPTED, DAMAGED, TOO_LARGE (pages or characters).
    """
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > limits.pages:
            raise UnreadableError(Reason.TOO_LARGE, f"{len(document):,} pages; at most {limits.pages:,} are read")
        pages: list[PageWords] = []
        left = limits.text_chars
        for number in range(len(document)):
            page = document[number]
            pages.append(_page(page))
            page.close()
            left -= sum(len(word.text) for word in pages[-1].words)
            if left < 0:
                raise UnreadableError(Reason.TOO_LARGE, f"more than {limits.text_chars:,} characters")
        title = document.get_metadata_value("Title").strip()
    except pypdfium2.PdfiumError as error:
        if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise UnreadableError(Reason.ENCRYPTED) from error
        raise UnreadableError(Reason.DAMAGED, "not a whole PDF") from error
    if not pages:
        raise UnreadableError(Reason.DAMAGED, "a PDF without pages")
    return PdfWords(pages=tuple(pages), title=title)


def _page(page: "PdfPage") -> PageWords:
    x0, y0, x1, y1 = page.get_bbox()
    text = page.get_textpage()
    turn = _turn(text)
    width, height = (y1 - y0, x1 - x0) if turn in {90, 270} else (x1 - x0, y1 - y0)
    words = [
        word
        for word in _words(text, _boxes(text, (x0, y0, x1, y1), turn=turn))
        if word.x1 > 0 and word.x0 < width and word.bottom > 0 and word.top < height  # not beside the page
    ]
    text.close()
    return PageWords(words=tuple(words), width=width, height=height)


def _turn(text: "PdfTextPage") -> int:
    """Return by how many degrees clockwise the page must be turned for most of its lines to run from left to right.

    The page's own rotation does not tell: wide tables are often printed sideways on an upright page.
    """
    from pypdfium2 import raw

    count = raw.FPDFText_CountChars(text)
    angles = [raw.FPDFText_GetCharAngle(text, index) for index in range(0, count, max(1, count // _SAMPLE))]
    turns = [round(-math.degrees(angle) / 90) % 4 * 90 for angle in angles if angle >= 0]
    return max(sorted(set(turns)), key=turns.count, default=0)


def _words(text: "PdfTextPage", box: Callable[[int], _Box]) -> Iterator[Word]:
    """Iterate over the words of a page in the order of the file; `box` gives the place of a character."""
    letters = _letters(text)
    for match in _WORD.finditer(letters):
        first, last = match.start(), match.end() - 1
        ends = (box(first), box(last))
        if first == last or _are_together(*ends, letters=last - first):
            yield _word(match[0], ends)
        else:
            yield from _pieces(match[0], [box(n) for n in range(first, last + 1)])


def _letters(text: "PdfTextPage") -> str:
    """Return a page's characters, one for each of pdfium's indexes: all at once where that is certain, else singly.

    pdfium writes a hyphen at the end of a line in two ways, neither of them a hyphen; here it is always `_SOFT`.
    """
    from pypdfium2 import raw

    count = raw.FPDFText_CountChars(text)
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(text, 0, count, buffer)
    letters = bytes(buffer)[: 2 * count].decode("utf-16-le", errors="replace").replace("\ufffe", _SOFT)
    samples = range(0, count, max(1, count // _SAMPLE))
    aligned = written == count + 1 and len(letters) == count
    if aligned and all(letters[n] == _letter(raw.FPDFText_GetUnicode(text, n)) for n in samples):
        return letters
    return "".join(_letter(raw.FPDFText_GetUnicode(text, n)) for n in range(count))


def _letter(code: int) -> str:
    if code == 0xFFFE:
        return _SOFT
    return "\ufffd" if 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)


def _boxes(text: "PdfTextPage", bounds: _Box, *, turn: int) -> Callable[[int], _Box]:
    """Return the function that gives a character's box, of the height of its font, on the turned page."""
    from pypdfium2 import raw

    x, y, right, top = bounds
    rect = raw.FS_RECTF()
    place = raw.FPDFText_GetLooseCharBox

    def upright(index: int) -> _Box:
        place(text, index, rect)
        return rect.left - x, top - rect.top, rect.right - x, top - rect.bottom

    def turned(index: int) -> _Box:
        x0, y0, x1, y1 = upright(index)  # y downwards
        if turn == 90:
            return top - y - y1, x0, top - y - y0, x1
        if turn == 180:
            return right - x - x1, top - y - y1, right - x - x0, top - y - y0
        return y0, right - x - x1, y1, right - x - x0

    return turned if turn else upright


def _are_together(first: _Box, last: _Box, *, letters: int) -> bool:
    """Say whether the ends of a word stand where those of one word can."""
    size = max(first[3] - first[1], 0.1)
    on_one_line = min(first[3], last[3]) - max(first[1], last[1]) > 0
    return on_one_line and first[0] <= last[0] and last[0] - first[2] < _WIDEST * size * letters


def _pieces(letters: str, boxes: Sequence[_Box]) -> Iterator[Word]:
    """Divide what the file holds together where the page holds it apart."""
    start = 0
    for n, (before, box) in enumerate(pairwise(boxes), start=1):
        size = before[3] - before[1]
        beside = box[0] - before[2] > _APART * size or before[0] - box[0] > size
        if beside or box[1] >= before[3] or box[3] <= before[1]:
            yield _word(letters[start:n], boxes[start:n])
            start = n
    yield _word(letters[start:], boxes[start:])


def _word(letters: str, boxes: Sequence[_Box]) -> Word:
    first, *rest = boxes
    x0, top, x1, bottom = first
    for box in rest:
        x0, top, x1, bottom = min(x0, box[0]), min(top, box[1]), max(x1, box[2]), max(bottom, box[3])
    return Word(
        text=letters if letters.isascii() and letters[-1] != _SOFT else letters.translate(_PLAIN),
        x0=x0,
        x1=x1,
        top=top,
        bottom=bottom,
    )
