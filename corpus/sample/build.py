"""Make the sample's Word and PDF papers from their texts in `source/`: `python -m corpus.sample.build`.

The same texts give the same bytes, so that a rebuilt paper is the same paper: dates inside the files are fixed.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.sample import folder

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_SOURCE = Path(__file__).parent / "source"
_MADE = dt.datetime(2025, 3, 1)
_LEADING = 1.55  # from one line of a PDF to the next, in sizes of its letters
_PANEL_BEFORE = "Wexmere and Holt Police and Crime Panel"
_PANEL_AFTER = "Wexmere and Holt Police, Fire and Crime Panel"
WORD = ("2022-09-22-minutes", "2023-02-02-precept-report", "2023-09-14-letter-chief-constable", "2024-11-14-minutes")
PDF = {  # paper: words at the head of each page
    "2022-11-17-draft-police-and-crime-plan": "Safer Together",
    "2023-06-22-performance-report-2022-23": "Performance Report 2022/23",
    "2024-02-01-precept-report": _PANEL_AFTER,
    "2025-02-06-minutes": f"{_PANEL_AFTER} – 6 February 2025",
}
TWICE = ("2023-02-02-precept-report.docx", "s1187-proposed-precept-2023-24.docx")  # one paper, two names
SCAN = "scanned-2022-03-24-signed-minutes.pdf"
_SCAN_TEXT = f"""{_PANEL_BEFORE}
Minutes of the meeting held on 24 March 2022

Fictional paper: part of the panelqa sample collection.

1. Apologies: Councillor Susan Kett.

2. The Commissioner reported that the new plan had been
issued on 14 March 2022.

3. RESOLVED that: the report be noted.

Signed   G. Aldersyde   23 June 2022"""


class Kind(StrEnum):
    """What a block of a source text is."""

    TITLE = "# "
    HEADING = "## "
    BULLET = "- "
    ROW = "| "
    PARAGRAPH = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A line of a source text: its kind and its words; a row's cells are divided by tabs."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a PDF page: cells with their distance from the left margin, in points."""

    cells: tuple[tuple[float, str], ...]
    font: str = "Helvetica"
    size: float = 11
    gap: float = 0  # white space above, in points


def build(target: Path) -> list[Path]:
    """Write every Word and PDF paper into a folder and return their paths, in the order made."""
    papers = {f"{name}.docx": word(blocks(_source(name))) for name in WORD}
    papers |= {f"{name}.pdf": pdf(blocks(_source(name)), head=head) for name, head in PDF.items()}
    papers[SCAN] = scan(_SCAN_TEXT)
    papers[TWICE[1]] = papers[TWICE[0]]
    for name, data in papers.items():
        (target / name).write_bytes(data)
    return [target / name for name in papers]


def blocks(text: str) -> list[Block]:
    r"""Return the blocks of a source text, one for each line that says something.

    >>> [(block.kind.name, block.text) for block in blocks("# Plan\n\n| Band | Rise |\n| --- | --- |")]
    [('TITLE', 'Plan'), ('ROW', 'Band\tRise')]
    """
    lines = (line.strip() for line in text.splitlines())
    return [_block(line) for line in lines if line and not line.startswith("| ---")]


def word(content: list[Block]) -> bytes:
    """Return a Word paper."""
    import docx

    document = docx.Document()
    properties = document.core_properties
    properties.author, properties.title = "Wexmere County Council (fictional)", content[0].text
    properties.created = properties.modified = _MADE
    properties.language = "en-GB"
    rows: list[list[str]] = []
    for block in [*content, Block(kind=Kind.PARAGRAPH, text="")]:
        if block.kind is Kind.ROW:
            rows.append(block.text.split("\t"))
            continue
        _add_table(document, rows)
        rows = []
        if block.text:
            _add_text(document, block)
    made = io.BytesIO()
    document.save(made)
    return _repacked(made.getvalue())


def pdf(content: list[Block], *, head: str) -> bytes:
    """Return a PDF paper with a text layer, and with the same head and "Page n of m" on every page."""
    from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
    from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=1, lang="en-GB")
    canvas.setTitle(content[0].text)
    canvas.setAuthor("Wexmere and Holt (fictional)")
    pages = list(_pages(list(_lines(content)), height=A4[1] - 160))
    for number, page in enumerate(pages, start=1):
        canvas.setFont("Helvetica-Oblique", 9)
        canvas.drawString(72, A4[1] - 46, head)
        down = A4[1] - 80
        for line in page:
            down -= line.gap + line.size * _LEADING
            canvas.setFont(line.font, line.size)
            for left, words in line.cells:
                canvas.drawString(72 + left, down, words)
        canvas.setFont("Helvetica-Oblique", 9)
        canvas.drawRightString(A4[0] - 72, 40, f"Page {number} of {len(pages)}")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def scan(text: str) -> bytes:
    """Return a PDF that is a picture of a page, as a scanner makes it: there is no text in it."""
    from PIL import Image, ImageDraw, ImageFont
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import ImageReader  # type: ignore[import-untyped]
    from reportlab.pdfgen.canvas import Canvas

    page = Image.new("L", (827, 1169), color=248)
    ImageDraw.Draw(page).multiline_text((90, 110), text, fill=40, font=ImageFont.load_default(size=22), spacing=10)
    page = page.rotate(0.6, fillcolor=248)
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=1)
    canvas.drawImage(ImageReader(page), 0, 0, *A4)
    canvas.showPage()
    canvas.save()
    return made.getvalue()


def _source(name: str) -> str:
    """Return the text from which a paper is made."""
    return (_SOURCE / f"{name}.md").read_text(encoding="utf-8")


def _block(line: str) -> Block:
    """Return the block that a line of a source text is."""
    kind = next(kind for kind in Kind if line.startswith(kind.value))
    text = line.removeprefix(kind.value)
    if kind is Kind.ROW:
        text = "\t".join(cell.strip() for cell in text.removesuffix("|").split("|"))
    return Block(kind=kind, text=text)


def _add_text(document: "Document", block: Block) -> None:
    """Add a heading, a bullet or a paragraph to a Word paper."""
    match block.kind:
        case Kind.TITLE:
            document.add_heading(block.text, level=1)
        case Kind.HEADING:
            document.add_heading(block.text, level=2)
        case Kind.BULLET:
            _add_runs(document.add_paragraph(style="List Bullet"), block.text)
        case _:
            _add_runs(document.add_paragraph(), block.text)


def _add_runs(paragraph: "Paragraph", text: str) -> None:
    """Add the words of a paragraph, bold between pairs of asterisks."""
    for place, words in enumerate(text.split("**")):
        paragraph.add_run(words).bold = place % 2 == 1


def _add_table(document: "Document", rows: list[list[str]]) -> None:
    """Add a table to a Word paper; nothing where there are no rows."""
    if not rows:
        return
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _repacked(data: bytes) -> bytes:
    """Return a Word file with the same date on every part: python-docx writes the time of day into the archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, date_time=_MADE.timetuple()[:6])
            new.writestr(part, old.read(name), compress_type=zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _lines(content: list[Block]) -> Iterator[Line]:
    """Yield the lines of a PDF: paragraphs wrapped, table cells in columns."""
    for block in content:
        text = block.text.replace("**", "")
        match block.kind:
            case Kind.TITLE:
                yield from _wrapped(text, font="Helvetica-Bold", size=16)
            case Kind.HEADING:
                yield from _wrapped(text, font="Helvetica-Bold", size=13)
            case Kind.BULLET:
                first, *others = _wrapped(text, left=18)
                yield Line(cells=((6, "•"), *first.cells), gap=first.gap)
                yield from others
            case Kind.ROW:
                first_cell, *others_cells = text.split("\t")
                cells = ((0.0, first_cell), *((200 + 90.0 * n, cell) for n, cell in enumerate(others_cells)))
                yield Line(cells=cells, size=10, gap=3)
            case _:
                yield from _wrapped(text)


def _wrapped(text: str, *, font: str = "Helvetica", size: float = 11, left: float = 0) -> Iterator[Line]:
    """Yield the lines of a paragraph, the first with white space above it."""
    from reportlab.lib.utils import simpleSplit

    for place, words in enumerate(simpleSplit(text, font, size, 450 - left)):
        yield Line(cells=((left, words),), font=font, size=size, gap=0 if place else size * 0.7)


def _pages(lines: list[Line], *, height: float) -> Iterator[list[Line]]:
    """Yield the lines of each page. A paragraph runs on over the break, as in most papers."""
    page: list[Line] = []
    used = 0.0
    for line in lines:
        used += line.gap + line.size * _LEADING
        if used > height:
            yield page
            page, used = [], line.gap + line.size * _LEADING
        page.append(line)
    yield page


if __name__ == "__main__":
    build(folder())
