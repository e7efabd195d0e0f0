"""Which format a file is in, by its first bytes, and the reader of each format."""

import codecs
import re
from enum import StrEnum

from corpus.errors import Reason, UnreadableError
from corpus.readers.html import read_html
from corpus.readers.limits import Limits
from corpus.readers.meeting_xml import read_meeting_xml
from corpus.readers.pdf import read_pdf
from corpus.readers.plain import read_plain
from corpus.readers.reading import Reading
from corpus.readers.word import read_word


class Format(StrEnum):
    """A format that is read."""

    TEXT = "plain text"
    HTML = "HTML"
    XML = "XML"
    WORD = "Word"
    PDF = "PDF"


HEAD_BYTES = 65_536  # enough to tell the format
ENDINGS = frozenset(
    {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".aspx", ".xml", ".docx", ".pdf"}
)  # .aspx: ModernGov's pages, saved under their own names
_TEXTUAL = {".xml": Format.XML, ".html": Format.HTML, ".htm": Format.HTML, ".xhtml": Format.HTML, ".aspx": Format.HTML}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"
_PDF_WITHIN = 1_024  # bytes; some programs write before the mark
_SEALED = "EncryptedPackage".encode("utf-16-le")  # a Word paper with a password lies in an OLE file
_LEAD = re.compile(r"^(?:\s+|<\?xml[^>]*\?>|<!--.*?-->)*", re.S)
_IS_HTML = re.compile(r"<(?:!doctype\s+html|html)[\s>]", re.I)
_IS_MEETING = re.compile(r"<(?:[\w.-]+:)?(?:meeting|getmeeting\w*|envelope)[\s>]", re.I)
_ADVICE = {".doc": "the old Word format: open it in Word and save it as .docx"}


def format_of(head: bytes, *, ending: str) -> Format:
    """Return the format of a file from its first `HEAD_BYTES` and its name's ending (".pdf").

    Text, HTML and XML are told apart by content, whatever the name says: council sites serve each under the others'
    endings. A name that says PDF or Word must hold one, and no other name may.

    Raises:
        UnreadableError: UNSUPPORTED, WRONG_TYPE, ENCRYPTED (a Word paper with a password).
    """
    if ending not in ENDINGS:
        raise UnreadableError(Reason.UNSUPPORTED, _ADVICE.get(ending, f'names ending in "{ending}" are not read'))
    if ending == ".pdf":
        if _PDF not in head[:_PDF_WITHIN]:
            raise UnreadableError(Reason.WRONG_TYPE, f"{_what(head)}, not a PDF")
        return Format.PDF
    if ending == ".docx":
        if head.startswith(_OLE) and _SEALED in head:
            raise UnreadableError(Reason.ENCRYPTED)
        if not head.startswith(_ZIP):
            raise UnreadableError(Reason.WRONG_TYPE, f"{_what(head)}, not a .docx")
        return Format.WORD
    if head.startswith((_OLE, _ZIP)) or head.lstrip().startswith(_PDF):
        raise UnreadableError(Reason.WRONG_TYPE, f"{_what(head)}, not text")
    return _textual(_opening(head), ending=ending)


def parse(data: bytes, form: Format, *, limits: Limits) -> Reading:
    """Read the bytes of a paper in a known format, in this process.

    Raises:
        UnreadableError: as the reader says; TOO_LARGE where the text is longer than the limit.
    """
    if form is Format.PDF:
        reading = read_pdf(data, limits=limits)
    elif form is Format.WORD:
        reading = read_word(data, limits=limits)
    else:
        reading = {Format.TEXT: read_plain, Format.HTML: read_html, Format.XML: read_meeting_xml}[form](data)
    if len(reading.text) > limits.text_chars:
        raise UnreadableError(Reason.TOO_LARGE, f"more than {limits.text_chars:,} characters")
    return reading


def _textual(opening: str, *, ending: str) -> Format:
    if _IS_HTML.match(opening):
        return Format.HTML
    if _IS_MEETING.match(opening):
        return Format.XML
    return _TEXTUAL.get(ending, Format.TEXT)


def _opening(head: bytes) -> str:
    """Return how the text begins, after declarations and comments."""
    encoding = "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    text = head.decode(encoding, errors="replace")[:4_096]
    return _LEAD.sub("", text, count=1)


def _what(head: bytes) -> str:
    """Say what the bytes are instead."""
    if head.startswith(_OLE):
        return "an old Office file"
    if head.startswith(_ZIP):
        return "a zip or an Office file"
    if head.lstrip().startswith(_PDF):
        return "a PDF"
    if _IS_HTML.match(_opening(head)):
        return "a web page (perhaps an error page saved in its place)"
    return "something else"
