"""A briefing as a Word file that an officer can edit: real headings, lists, header rows, endnotes."""

import datetime as dt
from io import BytesIO
from itertools import count, zip_longest
from typing import TYPE_CHECKING

from qa.briefings import word_notes
from qa.briefings.parts import Block, Briefing, Chart, Line, Paragraph, Phrase, Points, Subheading, Table, leads
from qa.briefings.word_notes import LINK_STYLE, MARK_STYLE, TEXT_STYLE, is_web, usable
from qa.office.zipped import undated

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table as WordTable
    from docx.text.paragraph import Paragraph as WordParagraph

_FONT, _INK = "Arial", "1B1B1B"
_POINTS = {"Normal": 12, "Title": 20, "Heading 1": 15, "Heading 2": 13, "Caption": 12}
# Points before and after a paragraph. Members read a briefing of two to four pages: it is set close, not small.
_SPACING = (
    ("Normal", 0, 4), ("List Bullet", 0, 3), ("Title", 0, 6), ("Heading 1", 10, 3), ("Heading 2", 6, 2),
    ("Caption", 4, 3), ("endnote text", 0, 2),
)  # fmt: skip
_LANGUAGE = "en-GB"
_CHART_WIDTH = 17.0  # cm, the width of the text on A4
_SHADE = "E7EAED"  # behind the header row; black on it is 17:1
MARK_NAME = "endnote reference"
_STAND_OFF = 114300  # EMU, 9 points
_SOURCES = "Each number in the text leads to a note below, which says where the words stand and links to the paper."


def to_word(briefing: Briefing) -> bytes:
    """Return the briefing as a .docx file; the same briefing gives the same bytes."""
    import docx

    document = docx.Document()
    _set_up(document, briefing)
    writer = _Writer(document)
    document.add_paragraph(usable(briefing.title), style="Title")
    for label, line in briefing.facts:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        writer.write(paragraph, line)
    for part in briefing.parts:
        document.add_heading(usable(part.heading), level=1)
        for block, after in zip_longest(part.blocks, part.blocks[1:]):
            writer.block(block, leads=leads(block, after))
    if briefing.sources:
        document.add_heading("Sources", level=1)
        document.add_paragraph(_SOURCES)
        _add_endnotes(document, briefing)
    out = BytesIO()
    document.save(out)
    return undated(out.getvalue())


class _Writer:
    """Writes blocks into a document and remembers which sources have their note already."""

    def __init__(self, document: "Document") -> None:
        self._document = document
        self._noted: set[int] = set()
        self._ids = count(1)
        self._after_table = False

    def block(self, block: Block, *, leads: bool) -> None:
        """Append one block, on the page of the next where it leads to it; what follows a table stands off from it."""
        before, self._after_table = self._after_table, False
        first = len(self._document.paragraphs)
        self._append(block)
        if before and len(self._document.paragraphs) > first:
            spacing = self._document.paragraphs[first].paragraph_format
            spacing.space_before = max(spacing.space_before or 0, _STAND_OFF)
        if leads:
            self._document.paragraphs[-1].paragraph_format.keep_with_next = True

    def _append(self, block: Block) -> None:
        match block:
            case Paragraph():
                self.write(self._document.add_paragraph(), block.line)
            case Points():
                for line in block.lines:
                    self.write(self._document.add_paragraph(style="List Bullet"), line)
            case Subheading():
                self._document.add_heading(usable(block.text), level=2)
            case Table():
                self._table(block)
            case Chart():
                self._chart(block)

    def write(self, paragraph: "WordParagraph", line: Line) -> None:
        """Append a line to a paragraph: its words, its links, and a note for each source."""
        for phrase in line:
            if phrase.url and is_web(phrase.url):
                _link(paragraph, phrase)
            elif phrase.text:
                paragraph.add_run(usable(phrase.shown))
            for place, marker in enumerate(phrase.markers):
                if place:
                    paragraph.add_run(", ", style=MARK_NAME)
                self._mark(paragraph, marker)

    def _mark(self, paragraph: "WordParagraph", marker: int) -> None:
        """Append a source's number: its endnote the first time, then a field that repeats the note's number."""
        name = f"source_{marker}"
        if marker in self._noted:
            for part in (_field("begin"), _instruction(rf" NOTEREF {name} \f \h "), _field("separate")):
                _run_of(paragraph, part)
            paragraph.add_run(str(marker), style=MARK_NAME)
            _run_of(paragraph, _field("end"))
            return
        self._noted.add(marker)
        ident = str(next(self._ids))
        paragraph._p.append(_element("w:bookmarkStart", id=ident, name=name))
        run = paragraph.add_run(style=MARK_NAME)
        run._r.append(_element("w:endnoteReference", id=str(marker)))
        paragraph._p.append(_element("w:bookmarkEnd", id=ident))

    def _table(self, block: Table) -> None:
        caption = self._document.add_paragraph(usable(block.caption), style="Caption")
        caption.paragraph_format.keep_with_next = True
        table = self._document.add_table(rows=1, cols=len(block.headers), style="Table Grid")
        for cell, header in zip(table.rows[0].cells, block.headers, strict=True):
            cell.paragraphs[0].add_run(usable(header)).bold = True
            cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=_SHADE))
        for row in block.rows:
            for cell, line in zip(table.add_row().cells, row, strict=True):
                self.write(cell.paragraphs[0], line)
        _set_widths(table, block.widths or (1,) * len(block.headers))
        for row in table.rows:
            row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
        table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
        table._tbl.tblPr.append(_element("w:tblCaption", val=usable(block.caption)))
        self._after_table = True

    def _chart(self, block: Chart) -> None:
        from docx.shared import Cm

        picture = self._document.add_picture(BytesIO(block.png), width=Cm(_CHART_WIDTH))
        properties = picture._inline.docPr
        properties.set("descr", usable(block.alt))
        properties.set("title", "Chart")
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True
        self.write(self._document.add_paragraph(style="Caption"), block.caption)


def _set_widths(table: "WordTable", widths: tuple[int, ...]) -> None:
    """Set the widths of the columns, cell by cell as Word wants them, and less space between lines."""
    from docx.shared import Cm, Pt

    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(_CHART_WIDTH * width / sum(widths))
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(_CHART_WIDTH * width / sum(widths))
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(2)
                paragraph.paragraph_format.line_spacing = 1.0


def _set_up(document: "Document", briefing: Briefing) -> None:
    """Set page, fonts, language, title and the footer with page numbers."""
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.8)
    _set_styles(document)
    _set_language(document)
    known = document.core_properties
    known.title, known.language, known.subject = usable(briefing.title), _LANGUAGE, "Briefing for members of the panel"
    known.author, known.comments, known.last_modified_by = "panelqa", "", ""
    known.created = known.modified = dt.datetime.combine(briefing.prepared, dt.time(), dt.UTC)
    known.revision = 1
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{usable(briefing.title)}, page ")
    for instruction, between in (("PAGE", " of "), ("NUMPAGES", "")):
        for part in (_field("begin"), _instruction(f" {instruction} "), _field("separate")):
            _run_of(footer, part)
        footer.add_run("1")
        _run_of(footer, _field("end"))
        footer.add_run(between)


def _set_styles(document: "Document") -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, kind in (("endnote text", WD_STYLE_TYPE.PARAGRAPH), (MARK_NAME, WD_STYLE_TYPE.CHARACTER)):
        document.styles.add_style(name, kind, builtin=True).element.set(
            qn("w:styleId"), TEXT_STYLE if kind is WD_STYLE_TYPE.PARAGRAPH else MARK_STYLE
        )
    document.styles["endnote text"].base_style = document.styles["Normal"]
    document.styles[MARK_NAME].font.superscript = True
    link = document.styles.add_style(LINK_STYLE, WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.underline, link.font.color.rgb = True, RGBColor.from_string("1D4E89")
    for name, size in _POINTS.items():
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), RGBColor.from_string(_INK)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in [one for one in fonts.attrib if "heme" in one]:  # the theme's fonts would come before ours
            del fonts.attrib[attribute]
        for attribute in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(attribute), _FONT)
    for name, before, after in _SPACING:
        spacing = document.styles[name].paragraph_format
        spacing.space_before, spacing.space_after = Pt(before), Pt(after)
    document.styles["Normal"].paragraph_format.line_spacing = 1.08
    for border in document.styles["Title"].element.iter(qn("w:pBdr")):
        border.getparent().remove(border)


def _set_language(document: "Document") -> None:
    """Set British English for all text, Word's present layout, and arabic numbers for endnotes."""
    from docx.oxml.ns import qn

    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)
    settings = document.settings.element
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), _LANGUAGE)
    compatible = settings.find(qn("w:compat"))
    for setting in compatible:
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # 14 would open in compatibility mode
    notes = _notes_format()
    for ident in ("-1", "0"):
        notes.append(_element("w:endnote", id=ident))
    compatible.addprevious(notes)
    document.sections[0]._sectPr.find(qn("w:pgSz")).addprevious(_notes_format())


def _notes_format() -> "BaseOxmlElement":
    """Return how endnotes stand: at the end, numbered 1, 2, 3."""
    notes = _element("w:endnotePr")
    notes.append(_element("w:pos", val="sectEnd"))
    notes.append(_element("w:numFmt", val="decimal"))
    return notes


def _add_endnotes(document: "Document", briefing: Briefing) -> None:
    """Add the part with the endnotes and the links in them."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    xml = word_notes.endnotes(briefing)
    part = Part(PackURI("/word/endnotes.xml"), word_notes.CONTENT_TYPE, xml, document.part.package)
    for url in word_notes.addresses(briefing.sources):
        part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    document.part.relate_to(part, word_notes.RELATION)


def _link(paragraph: "WordParagraph", phrase: Phrase) -> None:
    """Append words with a web address behind them."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn

    ident = paragraph.part.relate_to(phrase.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = _element("w:hyperlink")
    link.set(qn("r:id"), ident)
    run = paragraph.add_run(usable(phrase.shown), style=LINK_STYLE)
    link.append(run._r)
    paragraph._p.append(link)


def _element(tag: str, **attributes: str) -> "BaseOxmlElement":
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _field(kind: str) -> "BaseOxmlElement":
    return _element("w:fldChar", fldCharType=kind)


def _instruction(text: str) -> "BaseOxmlElement":
    element = _element("w:instrText")
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    element.text = text
    return element


def _run_of(paragraph: "WordParagraph", element: "BaseOxmlElement") -> None:
    """Append a run that holds one element."""
    paragraph.add_run()._r.append(element)
