"""Briefings as Word files: opened again, checked for what a screen reader needs, printed by LibreOffice."""

import datetime as dt
import re
import shutil
import subprocess
import zipfile
from io import BytesIO

import pytest
from lxml import etree

from corpus.papers import Access, Origin, PaperKind, PaperStatus
from qa.answers import Citation
from qa.briefings.parts import (
    Briefing,
    Chart,
    Order,
    Paragraph,
    Part,
    Phrase,
    Points,
    Says,
    Source,
    Subheading,
    Table,
    computed,
    figure,
    fixed,
    said,
    unshown,
)
from qa.briefings.word import to_word
from qa.office.charts import Bar, bar_chart

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = {
    "w": W,
    "r": R,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}
DAY = dt.date(2024, 2, 1)
ALT = "Bar chart of vans. 2021/22: 3; 2022/23: 5; 2023/24: 8."


def citation(quote, *, marker=1, url="https://papers.example/minutes", **changes):
    known = {
        "marker": marker,
        "paper": f"paper-{marker}",
        "file": "minutes.txt",
        "title": f"Minutes number {marker}",
        "panel": "Estreham Police and Crime Panel",
        "panel_origin": Origin.STATED,
        "date": DAY,
        "kind": PaperKind.MINUTES,
        "status": PaperStatus.APPROVED,
        "access": Access.PUBLIC,
        "locator": f"para {marker}.1",
        "page": 3,
        "speaker": None,
        "quote": quote,
        "start": 10,
        "end": 10 + len(quote),
        "url": url,
    }
    return Citation(**(known | changes))


def briefing(*parts, sources=(), title="Briefing: vans"):
    facts = (("Panel", (computed("Estreham Police and Crime Panel"),)), ("Status", (fixed("Draft for members."),)))
    return Briefing(
        title=title, facts=facts, parts=parts, sources=tuple(sources), prepared=DAY, order=Order(topic="vans")
    )


@pytest.fixture(scope="module")
def whole():
    """Return a briefing with one of everything."""
    first, second = "The vans were late.", "Eight vans were bought."
    rows = (
        ((figure("vans"),), (figure("2022/23"),), (figure("5"),), (computed("", 2),)),
        ((figure("vans"),), (figure("2023/24"),), (figure("8"),), (computed("", 2),)),
    )
    bars = [
        Bar(label="2021/22", value=3, text="3"),
        Bar(label="2022/23", value=5, text="5"),
        Bar(label="2023/24", value=8, text="8"),
    ]
    return briefing(
        Part(
            heading="Key points",
            blocks=(
                Points(
                    lines=(
                        (computed("The Chair (1 February 2024): "), said(first, 1)),
                        (said(first, 1), fixed(" Again.")),
                    )
                ),
            ),
        ),
        Part(
            heading="What the papers say now",
            blocks=(
                Subheading(text="From the papers"),
                Table(
                    caption="Vans by year",
                    headers=("Measure", "Period", "Value", "Source"),
                    rows=rows,
                    widths=(4, 2, 2, 1),
                ),
                Paragraph(line=(computed("3 more, a rise of 60.0 per cent", 1, 2), fixed("."))),
                Chart(caption=(computed("Chart: vans", 2), fixed(".")), alt=ALT, png=bar_chart(bars)),
                Paragraph(line=(Phrase(text="An Act", says=Says.STATUTE, url="https://www.legislation.gov.uk/x"),)),
            ),
        ),
        sources=(
            Source(marker=1, citations=(citation(first),)),
            Source(
                marker=2,
                citations=(citation(second, marker=2, url="https://papers.example/report", status=PaperStatus.DRAFT),),
            ),
        ),
    )


@pytest.fixture(scope="module")
def file(whole):
    return to_word(whole)


@pytest.fixture(scope="module")
def document(file):
    docx = pytest.importorskip("docx")
    return docx.Document(BytesIO(file))


def xml(file, name):
    with zipfile.ZipFile(BytesIO(file)) as parts:
        return etree.fromstring(parts.read(name))


def found(file, path, name="word/document.xml"):
    return xml(file, name).xpath(path, namespaces=NAMES)


# Opened again


def test_headings_are_headings_and_skip_no_level(document):
    styles = [
        (one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith(("Title", "Heading"))
    ]
    assert styles == [
        ("Title", "Briefing: vans"),
        ("Heading 1", "Key points"),
        ("Heading 1", "What the papers say now"),
        ("Heading 2", "From the papers"),
        ("Heading 1", "Sources"),
    ]


def test_points_are_a_list(document):
    points = [one.text for one in document.paragraphs if one.style.name == "List Bullet"]
    assert points == ["The Chair (1 February 2024): “The vans were late.”", "“The vans were late.”1 Again."]


def test_a_table_has_its_caption_before_it_and_its_cells(document):
    table = document.tables[0]
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == ["Measure", "Period", "Value", "Source"]
    assert cells[2][:3] == ["vans", "2023/24", "8"]
    assert [one.text for one in document.paragraphs if one.style.name == "Caption"] == ["Vans by year", "Chart: vans2."]


def test_title_language_and_date_are_those_of_the_briefing(document):
    known = document.core_properties
    assert (known.title, known.language, known.created.date()) == ("Briefing: vans", "en-GB", DAY)


def test_text_is_of_twelve_points(document):
    assert {document.styles[name].font.size.pt for name in ("Normal", "Caption")} == {12}
    assert [run.font.size for paragraph in document.paragraphs for run in paragraph.runs if run.font.size] == []


def test_the_same_briefing_is_the_same_file(whole, file):
    assert to_word(whole) == file


# What a screen reader needs


def test_the_first_row_of_every_table_is_a_header_row(file):
    headers = found(file, "//w:tbl/w:tr[1]/w:trPr/w:tblHeader")
    assert len(headers) == len(found(file, "//w:tbl")) == 1
    assert found(file, "//w:tbl/w:tr[position() > 1]/w:trPr/w:tblHeader") == []


def test_no_cells_are_merged_and_no_row_breaks_across_pages(file):
    assert found(file, "//w:gridSpan | //w:vMerge") == []
    assert len(found(file, "//w:tr/w:trPr/w:cantSplit")) == len(found(file, "//w:tr"))


def test_every_table_has_a_name(file):
    assert found(file, "//w:tblPr/w:tblCaption/@w:val") == ["Vans by year"]


def test_every_picture_says_what_it_shows(file):
    assert found(file, "//wp:docPr/@descr") == [ALT]


def test_all_text_is_british_english(file):
    languages = {str(one) for one in found(file, "//w:lang/@w:val", "word/styles.xml")}
    assert languages == {"en-GB"}


def test_links_have_words_and_addresses_of_the_web(file):
    words = found(file, "//w:hyperlink//w:t/text()") + found(file, "//w:hyperlink//w:t/text()", "word/endnotes.xml")
    targets = [
        str(one)
        for part in ("document", "endnotes")
        for one in found(file, "//rel:Relationship[@TargetMode='External']/@Target", f"word/_rels/{part}.xml.rels")
    ]
    assert words == ["An Act", "Minutes number 1", "Minutes number 2"]
    assert all(one.startswith("https://") for one in targets)
    assert len(targets) == 3


def test_pages_are_numbered_by_fields(file):
    assert [one.strip() for one in found(file, "//w:instrText/text()", "word/footer1.xml")] == ["PAGE", "NUMPAGES"]


def test_no_paragraph_is_empty(document):
    empty = [one for one in document.paragraphs if not one.text.strip() and not one._p.xpath(".//w:drawing")]
    assert empty == []


# Sources as endnotes


def test_every_source_is_one_endnote_with_its_place(file):
    notes = found(file, "//w:endnote[not(@w:type)]", "word/endnotes.xml")
    text = ["".join(note.itertext()) for note in notes]
    assert [note.get(f"{{{W}}}id") for note in notes] == ["1", "2"]
    assert text[0] == " Estreham Police and Crime Panel, 1 February 2024, Minutes number 1, para 1.1, page 3."


def test_a_note_gives_the_words_that_the_text_does_not_and_says_that_it_is_a_draft(file):
    second = found(file, "//w:endnote[@w:id='2']", "word/endnotes.xml")[0]
    assert "".join(second.itertext()).endswith("page 3. Draft. “Eight vans were bought.”")


def test_a_source_is_noted_once_and_then_referred_to_by_field(file):
    assert found(file, "//w:endnoteReference/@w:id") == ["1", "2"]
    assert [one.split()[1] for one in found(file, "//w:instrText/text()")] == [
        "source_1",
        "source_2",
        "source_1",
        "source_2",
        "source_2",
    ]
    assert set(found(file, "//w:bookmarkStart/@w:name")) == {"source_1", "source_2"}


def test_notes_are_numbered_in_figures_and_every_reference_has_its_note(file):
    assert found(file, "//w:endnotePr/w:numFmt/@w:val", "word/settings.xml") == ["decimal"]
    referred = {int(one) for one in found(file, "//w:endnoteReference/@w:id")}
    noted = {int(one) for one in found(file, "//w:endnote/@w:id", "word/endnotes.xml")}
    assert referred <= noted
    assert {-1, 0} <= noted


def test_the_endnotes_are_a_part_that_the_package_knows(file):
    types = xml(file, "[Content_Types].xml").xpath("//*[@PartName='/word/endnotes.xml']/@ContentType")
    assert types == ["application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"]
    assert found(file, "//rel:Relationship[contains(@Type, '/endnotes')]/@Target", "word/_rels/document.xml.rels") == [
        "endnotes.xml"
    ]


# Hostile words


def test_words_of_a_paper_are_never_markup_nor_break_the_file():
    hostile = 'He said "</w:t><w:p/>" & <b>\x0b\x00 bell\ud800 end'
    made = briefing(
        Part(heading="Key points", blocks=(Points(lines=((said(hostile, 1),),)),)),
        sources=(Source(marker=1, citations=(citation(hostile, title="<T> & co"),)),),
        title="Briefing: <x>\x07",
    )
    opened = pytest.importorskip("docx").Document(BytesIO(to_word(made)))
    (point,) = (one.text for one in opened.paragraphs if one.style.name == "List Bullet")
    assert "</w:t><w:p/>" in point
    assert opened.core_properties.title == "Briefing: <x>\ufffd"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://bad address", "", None])
def test_only_addresses_of_the_web_become_links(url):
    words = "The vans were late."
    made = briefing(
        Part(heading="Key points", blocks=(Points(lines=((said(words, 1),),)),)),
        sources=(Source(marker=1, citations=(citation(words, url=url),)),),
    )
    assert found(to_word(made), "//w:hyperlink", "word/endnotes.xml") == []


def test_a_briefing_without_sources_has_no_endnotes():
    made = briefing(Part(heading="What the papers hold", blocks=(Paragraph(line=(fixed("Nothing."),)),)))
    with zipfile.ZipFile(BytesIO(to_word(made))) as parts:
        assert "word/endnotes.xml" not in parts.namelist()


# Printed


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed, so no page can be printed")
def test_libreoffice_prints_headings_tables_chart_and_numbered_notes(file, tmp_path):
    pdfium = pytest.importorskip("pypdfium2")
    (tmp_path / "briefing.docx").write_bytes(file)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "briefing.docx")],
        check=True,
        timeout=120,
        capture_output=True,
    )
    printed = pdfium.PdfDocument(tmp_path / "briefing.pdf")
    text = "\n".join(page.get_textpage().get_text_range() for page in printed)
    flat = re.sub(r"\s+", " ", text)
    assert "Briefing: vans, page 1 of " in flat
    assert "Minutes number 1, para 1.1, page 3." in flat
    assert re.search(r"“The vans were late\.” ?1", flat)
    assert any(obj.type == 3 for page in printed for obj in page.get_objects())  # 3: a picture


def test_a_note_gives_no_words_that_stand_in_longer_ones():
    cited = (citation("Ten vans. Two are old."), citation("Two are old."), citation("Why?"))
    source = Source(marker=1, citations=cited)
    assert unshown(source, frozenset({"Why? And when?"})) == ("Ten vans. Two are old.",)
