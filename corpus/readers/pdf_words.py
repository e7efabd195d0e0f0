"""Characters of a PDF page, with their boxes, to words. The only importer of pypdfium2."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import Reason, UnreadableError
from corpus.readers.limits import Limits
from corpus.readers.pdf_lines import Word

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "ft", 0xFB06: "st"}
_HYPHEN = 0x02  # pdfium's sign for a hyphen at the end of a line; a word ends there
_NOT_TEXT = frozenset({0x00, 0xFFFE, 0xFFFF})
_WHITE = frozenset({0x20, 0x09, 0x0A, 0x0D, 0x0C, 0x2028, 0x2029})
_APART = 0.6  # of the height: characters further apart are not of one word, whatever the file says
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
        for word in _words(_characters(text, (x0, y0, x1, y1), turn=turn))
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


def _characters(text: "PdfTextPage", bounds: _Box, *, turn: int) -> Iterator[tuple[int, _Box]]:
    """Iterate over the page's characters as code points, with their boxes on the turned page."""
    from pypdfium2 import raw

    x, y, right, top = bounds
    wide, high = right - x, top - y
    rect = raw.FS_RECTF()
    for index in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, index)
        raw.FPDFText_GetLooseCharBox(text, index, rect)
        x0, x1, y0, y1 = rect.left - x, rect.right - x, rect.bottom - y, rect.top - y
        if turn == 0:
            yield code, (x0, high - y1, x1, high - y0)
        elif turn == 90:
            yield code, (y0, x0, y1, x1)
        elif turn == 180:
            yield code, (wide - x1, y0, wide - x0, y1)
        else:
            yield code, (high - y1, wide - x1, high - y0, wide - x0)


def _words(characters: Iterator[tuple[int, _Box]]) -> Iterator[Word]:
    letters: list[str] = []
    box: _Box = (0.0, 0.0, 0.0, 0.0)
    for code, place in characters:
        ends = code in _WHITE or code in _NOT_TEXT
        if letters and (ends or _is_apart(box, place)):
            yield _word(letters, box)
            letters = []
        if ends:
            continue
        if letters:
            box = (min(box[0], place[0]), min(box[1], place[1]), max(box[2], place[2]), max(box[3], place[3]))
        else:
            box = place
        letters.append(_letter(code))
        if code == _HYPHEN:
            yield _word(letters, box)
            letters = []
    if letters:
        yield _word(letters, box)


def _word(letters: list[str], box: _Box) -> Word:
    return Word(text="".join(letters), x0=box[0], x1=box[2], top=box[1], bottom=box[3])


def _is_apart(box: _Box, place: _Box) -> bool:
    """Say whether a character stands too far from those before it to be of their word."""
    size = box[3] - box[1]
    beside = place[0] - box[2] > _APART * size or box[0] - place[0] > size
    return beside or place[1] >= box[3] or place[3] <= box[1]


def _letter(code: int) -> str:
    if code == _HYPHEN:
        return "-"
    if code in _LIGATURES:  # a matter of the type, not of the wording
        return _LIGATURES[code]
    return "\ufffd" if 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)
