import struct

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.errors import Reason, UnreadableError
from corpus.readers.limits import Limits
from corpus.readers.reading import MarkKind
from corpus.readers.word import read_word
from tests.fakes_readers import replaced, word


def marked(reading, kind):
    return [(mark.level, reading.text[mark.start : mark.end]) for mark in reading.marks if mark.kind is kind]


def number(paragraph, num_id, level):
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>')
    )


def with_list(paper, levels):
    """Add a list to the paper: (format, text) of each level; return its number."""
    root = paper.part.numbering_part._element
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{inner}</w:abstractNum>')
    root.insert(0, abstract)
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    root.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/><w:lvlOverride w:ilvl="0">'
            f'<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
    )
    return 90


def test_paragraphs_and_tables_keep_their_order():
    paper = docx.Document()
    paper.add_heading("Performance report", 0)
    paper.add_heading("Purpose", 1)
    paper.add_paragraph("To inform\u00a0members.")
    table = paper.add_table(rows=3, cols=3)
    for row, words in zip(
        table.rows, [("Measure", "Target", "Actual"), ("Calls", "90%", "88%"), ("Visits", "5", "7")], strict=True
    ):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    paper.add_paragraph("After the table.")

    reading = read_word(word(paper))

    assert reading.text == (
        "Performance report\n\nPurpose\n\nTo inform\u00a0members.\n\n"
        "Measure\tTarget\tActual\nCalls\t90%\t88%\nVisits\t5\t7\n\nAfter the table."
    )
    assert marked(reading, MarkKind.HEADING) == [(1, "Performance report"), (1, "Purpose")]
    assert marked(reading, MarkKind.TABLE_HEADER) == [(1, "Measure\tTarget\tActual")]
    assert marked(reading, MarkKind.TABLE_ROW) == [(1, "Calls\t90%\t88%"), (1, "Visits\t5\t7")]
    assert reading.hints.title == "Performance report"


def test_list_markers_are_printed_as_word_counts_them():
    paper = docx.Document()
    key = with_list(paper, [("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"), ("lowerRoman", "%4.")])
    for level, text in [
        (0, "Purpose"),
        (1, "first"),
        (1, "second"),
        (2, "a limb"),
        (2, "a limb"),
        (3, "point"),
        (0, "Next"),
        (1, "first"),
    ]:
        number(paper.add_paragraph(text), key, level)
    number(paper.add_paragraph("Anew"), key + 1, 0)
    paper.add_paragraph("bullet", style="List Bullet")

    reading = read_word(word(paper))

    assert reading.text.split("\n") == [
        "1. Purpose", "1.1 first", "1.2 second", "(a) a limb", "(b) a limb", "i. point", "2. Next", "2.1 first",
        "1. Anew", "·\u00a0bullet",
    ]  # fmt: skip
    assert marked(reading, MarkKind.LIST_ITEM)[3] == (3, "(a) a limb")


def test_numbers_of_headings_come_from_their_style():
    paper = docx.Document()
    with_list(paper, [("decimal", "%1"), ("decimal", "%1.%2")])
    style = paper.styles["Heading 1"].element.get_or_add_pPr()
    style.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="90"/></w:numPr>'))
    paper.add_heading("Purpose", 1)
    paper.add_heading("Background", 1)

    assert marked(read_word(word(paper)), MarkKind.HEADING) == [(1, "1 Purpose"), (1, "2 Background")]


def test_what_the_printed_paper_does_not_show_is_left_out():
    paper = docx.Document()
    paragraph = paper.add_paragraph("Seen ")
    paragraph.add_run("hidden ").font.hidden = True
    style = paper.styles.add_style("Ghost", WD_STYLE_TYPE.CHARACTER)
    style.font.hidden = True
    paragraph.add_run("ghost ", style="Ghost")
    paragraph._p.append(parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="x"><w:r><w:t>deleted</w:t></w:r></w:del>'))
    paragraph._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="2" w:author="x"><w:r><w:t>added</w:t></w:r></w:ins>'))
    paper.sections[0].header.paragraphs[0].text = "Running header"
    paper.add_paragraph("<AI1>Item</AI1>")

    assert read_word(word(paper)).text == "Seen added\n\nItem"


def test_merged_cells_keep_the_columns_in_place():
    paper = docx.Document()
    table = paper.add_table(rows=3, cols=3)
    for row, words in zip(table.rows, ["abc", "def", "ghi"], strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 0).merge(table.cell(2, 0))

    assert read_word(word(paper)).text == "a b\t\tc\nd g\te\tf\n\th\ti"


def test_a_row_marked_as_header_is_one():
    paper = docx.Document()
    table = paper.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Who", "What", "Chair", "opened"], strict=True):
        cell.text = text
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))

    assert marked(read_word(word(paper)), MarkKind.TABLE_HEADER) == [(1, "Who\tWhat")]


def test_first_rows_all_in_bold_are_heads_of_the_columns():
    paper = docx.Document()
    table = paper.add_table(rows=3, cols=2)
    for number, (cell, text) in enumerate(
        zip(table._cells, ["", "2024/25", "Service", "£m", "Pay", "9.9"], strict=True)
    ):
        cell.paragraphs[0].add_run(text).bold = number < 4

    assert marked(read_word(word(paper)), MarkKind.TABLE_HEADER) == [(1, "\t2024/25"), (1, "Service\t£m")]


def test_a_table_without_figures_has_a_head_of_short_words_above_prose():
    paper = docx.Document()
    table = paper.add_table(rows=3, cols=3)
    words = ["Ref", "Action", "Owner", "A1", "Circulate the policy on drones to members", "Clerk"]
    for cell, text in zip(table._cells, [*words, "A2", "Arrange a visit to the custody suite", "Clerk"], strict=True):
        cell.text = text

    assert marked(read_word(word(paper)), MarkKind.TABLE_HEADER) == [(1, "Ref\tAction\tOwner")]


def test_a_frame_of_one_column_is_text_and_content_controls_are_opened():
    paper = docx.Document()
    paper.add_table(rows=1, cols=1).cell(0, 0).text = "Framed."
    body = paper.element.body
    control = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Controlled.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    body.insert(1, parse_xml(control))

    assert read_word(word(paper)).text == "Framed.\n\nControlled."


def test_footnotes_stand_at_the_end():
    paper = docx.Document()
    paper.add_paragraph("The precept rose.")
    notes = f"""<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>
    <w:footnote w:id="2"><w:p><w:r><w:t>By 2%.</w:t></w:r></w:p></w:footnote></w:footnotes>"""

    data = replaced(word(paper), part="word/footnotes.xml", content=notes.encode())

    assert read_word(data).text == "The precept rose.\n\nFootnote 1: By 2%."


@pytest.mark.parametrize(
    ("stated", "title"),
    [("the plan review", "the plan review"), ("Budget of another panel", None), ("Document1", None), ("", None)],
)
def test_the_title_in_the_properties_counts_only_where_the_paper_bears_it_out(stated, title):
    paper = docx.Document()
    paper.core_properties.title = stated
    paper.add_paragraph("The Plan review, June 2023. Document1.")

    reading = read_word(word(paper))

    assert reading.hints.title == title
    assert reading.hints.date is None


def test_tabs_breaks_and_hyphens_are_kept():
    paper = docx.Document()
    run = paper.add_paragraph("1.1\tVice").add_run()
    run._r.append(parse_xml(f"<w:noBreakHyphen {nsdecls('w')}/>"))
    run.add_text("Chair")
    run.add_break()
    run.add_text("next line")

    assert read_word(word(paper)).text == "1.1\tVice\u2011Chair\nnext line"


def plain():
    paper = docx.Document()
    paper.add_paragraph("The Panel noted the report.")
    return word(paper)


def sealed():
    """A zip whose entries say that they are encrypted."""
    data = bytearray(plain())
    start = 0
    while (start := data.find(b"PK\x01\x02", start)) >= 0:
        data[start + 8 : start + 10] = struct.pack("<H", struct.unpack("<H", data[start + 8 : start + 10])[0] | 1)
        start += 4
    return bytes(data)


TEXT = f"<w:document {nsdecls('w')}><w:body>%s</w:body></w:document>"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(replaced(plain(), part="word/media/a.bin", content=bytes(3_000_000)), Reason.BOMB, id="zip bomb"),
        pytest.param(
            replaced(plain(), part="word/document.xml", content=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
            Reason.BOMB,
            id="entities",
        ),
        pytest.param(
            replaced(plain(), part="word/document.xml", content=(TEXT % ("<w:p>" * 900 + "</w:p>" * 900)).encode()),
            Reason.BOMB,
            id="nested deeply",
        ),
        pytest.param(plain()[:-200], Reason.DAMAGED, id="cut short"),
        pytest.param(plain()[:400] + b"\xff" * 300 + plain()[700:], Reason.DAMAGED, id="overwritten"),
        pytest.param(replaced(plain(), part="word/document.xml", content=b"<w:document"), Reason.DAMAGED, id="not XML"),
        pytest.param(sealed(), Reason.ENCRYPTED, id="encrypted entries"),
        pytest.param(
            replaced(plain(), part="[Content_Types].xml", content=b"<Types/>"), Reason.WRONG_TYPE, id="another zip"
        ),
        pytest.param(word(docx.Document()), Reason.NO_TEXT, id="no text"),
    ],
)
def test_word_papers_that_cannot_be_read_say_why(data, reason):
    with pytest.raises(UnreadableError) as caught:
        read_word(data)

    assert caught.value.reason is reason


def test_too_many_parts_or_too_many_bytes_are_a_bomb():
    for limits in (Limits(zip_entries=3), Limits(unzipped_bytes=1_000)):
        with pytest.raises(UnreadableError) as caught:
            read_word(plain(), limits=limits)
        assert caught.value.reason is Reason.BOMB


def test_the_name_of_the_main_part_is_read_from_the_package():
    data = plain()
    types = replaced(
        data, part="word/document2.xml", content=(TEXT % "<w:p><w:r><w:t>Here.</w:t></w:r></w:p>").encode()
    )
    content = (
        '<Types xmlns="x"><Override PartName="/word/document2.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )

    assert read_word(replaced(types, part="[Content_Types].xml", content=content.encode())).text == "Here."
