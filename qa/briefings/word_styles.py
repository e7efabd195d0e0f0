"""The styles of a Word file: one font in one ink, real headings and lists, set close but not small."""

from typing import TYPE_CHECKING

from qa.briefings.word_notes import LINK_STYLE, MARK_STYLE, TEXT_STYLE

if TYPE_CHECKING:
    from docx.document import Document

_FONT, _INK = "Arial", "1B1B1B"
_POINTS = {"Normal": 12, "Title": 20, "Heading 1": 15, "Heading 2": 13, "Caption": 12}
# Points before and after a paragraph. Members read a briefing of two to four pages: it is set close, not small.
_SPACING = (
    ("Normal", 0, 4), ("List Bullet", 0, 3), ("Title", 0, 6), ("Heading 1", 10, 3), ("Heading 2", 6, 2),
    ("Caption", 4, 3), ("endnote text", 0, 2),
)  # fmt: skip
MARK_NAME = "endnote reference"


def set_styles(document: "Document") -> None:
    """Set the styles that a briefing uses, and add those of endnotes and links."""
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
