"""Plain text and Markdown: bytes to the file's own characters."""

import codecs
import re

from corpus.errors import Reason, UnreadableError
from corpus.readers.reading import Reading

# The longer marks first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x19\x1b-\x1f\x7f]")  # not tab, line ends, form feed and the old end-of-file
_CONTROL_SHARE = 0.02  # random bytes have about 0.1, text has none
_UNDEFINED = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})  # bytes that cp1252 leaves without a character


def read_plain(data: bytes) -> Reading:
    """Read plain text or Markdown. Offsets are those of the file's characters, newlines normalised, no byte order mark.

    Raises:
        UnreadableError: WRONG_TYPE (not text), DAMAGED (cut inside a character), EMPTY.
    """
    text = decode(data)
    if not text.strip():
        raise UnreadableError(Reason.EMPTY)
    return Reading(text=text)


def decode(data: bytes, *, declared: str | None = None) -> str:
    r"""Return the characters of a text file: by its byte order mark, else UTF-8, else `declared`, else cp1252.

    Raises:
        UnreadableError: WRONG_TYPE where the bytes are not text, DAMAGED where a Unicode file is cut short.

    >>> decode(b"\xff\xfeA\x00\r\x00\n\x00")
    'A\n'
    >>> decode(b"the Panel\x92s view")
    'the Panel’s view'
    """
    text = _characters(data, declared)
    if "\0" in text:
        raise UnreadableError(Reason.WRONG_TYPE, "NUL characters: not text")
    if len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        raise UnreadableError(Reason.WRONG_TYPE, "control characters: not text")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _characters(data: bytes, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableError(Reason.DAMAGED, f"not {encoding} throughout") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:  # not an error: older papers are in a code page
        return _code_page(data, declared)


def _code_page(data: bytes, declared: str | None) -> str:
    if declared is not None and declared.lower().startswith("iso-8859-14"):  # Welsh
        return data.decode("iso-8859-14")
    # The five bytes that cp1252 leaves undefined become C1 controls, as the WHATWG Encoding Standard has it.
    defined = {byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in _UNDEFINED}
    return data.decode("latin-1").translate(defined)
