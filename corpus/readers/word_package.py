"""The parts of a .docx file: its zip checked before anything is unpacked, then the XML that the text needs.

Read from the zip itself: python-docx would parse every part, and takes 0.16 s to import.
"""

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from corpus.errors import Reason, UnreadableError
from corpus.readers.limits import Limits
from corpus.readers.plain import decode
from corpus.readers.trees import Element, name, parse_xml

WORD_TYPE = "wordprocessingml.document.main"  # part of the content type of a Word paper's main part
_SMALL = 1_000_000  # bytes; below this any ratio is harmless
_ENCRYPTED = 0x1  # bit of an entry's flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The parsed parts of a Word paper; None where it has no such part."""

    document: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None
    title: str  # of the file's properties; often that of the paper that served as a template


def open_package(data: bytes, *, limits: Limits) -> Package:
    """Check and parse a .docx file.

    Raises:
        UnreadableError: BOMB, ENCRYPTED, DAMAGED, WRONG_TYPE (a zip of another kind).
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check(archive.infolist(), limits=limits)
            return _parts(archive)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, zlib.error) as error:
        raise UnreadableError(Reason.DAMAGED, "not a whole Word file") from error


def _check(entries: list[zipfile.ZipInfo], *, limits: Limits) -> None:
    """Hold the claims of the contents list against the limits. Python unpacks no entry beyond its claim."""
    if len(entries) > limits.zip_entries:
        raise UnreadableError(Reason.BOMB, f"{len(entries):,} parts")
    if sum(entry.file_size for entry in entries) > limits.unzipped_bytes:
        raise UnreadableError(Reason.BOMB, f"unpacks to more than {limits.unzipped_bytes // 1_000_000} MB")
    for entry in entries:
        if entry.file_size > _SMALL and entry.file_size > limits.zip_ratio * entry.compress_size:
            raise UnreadableError(Reason.BOMB, f"one part unpacks to more than {limits.zip_ratio} times its size")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableError(Reason.ENCRYPTED)


def _parts(archive: zipfile.ZipFile) -> Package:
    names = frozenset(archive.namelist())

    def part(path: str) -> Element | None:
        return parse_xml(decode(archive.read(path))) if path in names else None

    main = _main_part(part("[Content_Types].xml"))
    document = part(main)
    if document is None:
        raise UnreadableError(Reason.DAMAGED, "the Word file lacks its text")
    folder = posixpath.dirname(main)
    core = part("docProps/core.xml")
    titles = [(e.text or "").strip() for e in core.iter() if name(e) == "title"] if core is not None else []
    return Package(
        document=document,
        styles=part(f"{folder}/styles.xml"),
        numbering=part(f"{folder}/numbering.xml"),
        footnotes=part(f"{folder}/footnotes.xml"),
        endnotes=part(f"{folder}/endnotes.xml"),
        title=next((title for title in titles if title), ""),
    )


def _main_part(types: Element | None) -> str:
    for override in types if types is not None else ():
        if WORD_TYPE in override.get("ContentType", ""):
            return override.get("PartName", "").lstrip("/")
    raise UnreadableError(Reason.WRONG_TYPE, "a zip, but not a Word paper")
