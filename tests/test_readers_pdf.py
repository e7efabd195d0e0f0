import io
import textwrap

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from corpus.errors import Reason, UnreadableError
from corpus.readers.limits import Limits
from corpus.readers.pdf import read_pdf
from corpus.readers.pdf_paragraphs import join_wrapped
from corpus.readers.reading import MarkKind
from tests.fakes_readers import pdf, picture_pdf

LONG = "The Panel considered the report of the Commissioner and noted that the number of officers in"


def blocks(data):
    return read_pdf(data).text.split("\n\n")


def test_wrapped_lines_become_paragraphs():
    data = pdf(
        [
            [
                "1. Purpose of Report",
                f"1.1 {LONG}",
                "rural areas had risen.",
                f"1.2 {LONG}",
                "towns had not.",
                "(a) has regard to this report; and",
                "(b) gives the Panel a response.",
                f"· {LONG}",
                (80, "villages was steady."),
                "",
                "Present:",
                "Councillor A Smith (Chair)",
                "Councillor B Jones",
            ]
        ]
    )

    assert blocks(data) == [
        "1. Purpose of Report",
        f"1.1 {LONG} rural areas had risen.",
        f"1.2 {LONG} towns had not.",
        "(a) has regard to this report; and",
        "(b) gives the Panel a response.",
        f"· {LONG} villages was steady.",
        "Present:",
        "Councillor A Smith (Chair)",
        "Councillor B Jones",
    ]


def test_a_paragraph_goes_on_over_the_page_break_and_pages_are_known():
    first = ["3.3 Short.", "", f"3.4 {LONG}"]
    second = ["remote areas had risen, and members", "welcomed it.", "", "3.5 Next."]
    data = pdf([first, second, ["4. Last."]], header="Thornshire Panel, June 2023", footer="Page {n} of {count}")

    reading = read_pdf(data)

    whole = f"3.4 {LONG} remote areas had risen, and members welcomed it."
    assert reading.text == f"3.3 Short.\n\n{whole}\n\n3.5 Next.\n\n4. Last."
    assert [reading.text[page.start : page.end] for page in reading.pages] == [
        f"3.3 Short.\n\n3.4 {LONG}",
        "remote areas had risen, and members welcomed it.\n\n3.5 Next.",
        "4. Last.",
    ]


def test_a_numbered_paragraph_after_the_page_break_is_a_new_one():
    data = pdf([[f"3.4 {LONG}", "rural areas had risen."], ["3.5 Next."]])

    assert blocks(data)[1:] == ["3.5 Next."]


@pytest.mark.parametrize("footer", ["Page {n} of {count}", "{n}", "- {n} -", "Thornshire Panel {n}", "{n}/{count}"])
def test_page_numbers_and_running_lines_are_left_out(footer):
    data = pdf([["One."], ["Two."], ["In 2019 we met 12 times."]], header="Public reports pack", footer=footer)

    assert blocks(data) == ["One.", "Two.", "In 2019 we met 12 times."]


def test_a_line_that_stands_once_is_no_running_header():
    data = pdf([["One."], ["Two."]], header="", footer="Signed by the Chair on page {n}")

    assert "Signed" not in read_pdf(data).text
    assert blocks(pdf([["Thornshire Panel", "One."]], footer="Signed by the Chair"))[-1] == "Signed by the Chair"


def test_a_repeated_title_below_the_margin_stays_once():
    data = pdf(
        [
            ["Minutes of the Panel", "", "One."],
            ["Minutes of the Panel", "", "Two."],
            ["Minutes of the Panel", "", "Three."],
        ]
    )

    assert blocks(data) == ["Minutes of the Panel", "One.", "Two.", "Three."]


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("told in confi-", "dence to us", "told in confidence to us"),
        ("over the long-", "term plan", "over the long-term plan"),
        ("the sea-", "side town", "the seaside town"),
        ("the fire-", "fighters came", "the fire-fighters came"),
        ("the Vice-", "Chair", "the Vice-Chair"),
        ("soft\u00ad", "ware", "software"),
        ("from 2019-", "20 on", "from 2019-20 on"),
        ("the plan –", "and more", "the plan – and more"),
        ("two", "words", "two words"),
    ],
)
def test_hyphens_at_line_ends_are_judged_by_the_words_of_the_paper(left, right, joined):
    assert join_wrapped(left, right, frozenset({"fire-fighters", "fire", "seaside", "sea", "side"})) == joined


def test_table_cells_keep_their_columns():
    table = [
        [(72, "Fund"), (250, "2022/23"), (400, "2023/24")],
        [(72, "Victim Services"), (250, "£1.2m"), (400, "£1.4m")],
        [(72, "Total"), (400, "£3.0m")],
    ]
    reading = read_pdf(pdf([["Funding follows.", "", *table, "", "After the table."]]))

    assert reading.text == (
        "Funding follows.\n\nFund\t2022/23\t2023/24\nVictim Services\t£1.2m\t£1.4m\nTotal\t\t£3.0m\n\nAfter the table."
    )
    kinds = [mark.kind for mark in reading.marks]
    assert kinds == [MarkKind.TABLE_HEADER, MarkKind.TABLE_ROW, MarkKind.TABLE_ROW]


def test_words_wrapped_inside_a_cell_stay_in_it():
    style = getSampleStyleSheet()["BodyText"]
    out = io.BytesIO()
    rows = [
        ["Measure", "Target", "Comment"],
        ["Calls answered", "90%", Paragraph("Slower at night than it was in the year before.", style)],
        ["Visits", "12", Paragraph("On time.", style)],
    ]
    SimpleDocTemplate(out, pagesize=A4).build(
        [Table(rows, colWidths=[130, 80, 150], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])]
    )

    assert read_pdf(out.getvalue()).text.split("\n") == [
        "Measure\tTarget\tComment",
        "Calls answered\t90%\tSlower at night than it was in the year before.",
        "Visits\t12\tOn time.",
    ]


def test_justified_lines_are_no_table():
    style = getSampleStyleSheet()["BodyText"]
    style.alignment = 4
    out = io.BytesIO()
    words = "Notwithstanding considerable responsibilities commissioners acknowledged extraordinary circumstances. " * 4
    SimpleDocTemplate(out, pagesize=A4, rightMargin=250).build([Paragraph(words, style)])

    assert read_pdf(out.getvalue()).text == words.strip()


def test_columns_are_read_one_after_the_other():
    left = textwrap.wrap("The first column speaks of police and of the people of the county. " * 8, 38)
    right = textwrap.wrap("The second column speaks of fire and of rescue, and comes after. " * 8, 38)
    rows = [[(72, a), (320, b)] for a, b in zip(left, right, strict=False)]
    heading = "A heading that runs across both columns of the page, from the left edge to the right one"

    text = read_pdf(pdf([[heading, "", *rows]])).text

    assert text.startswith(f"{heading}\n\nThe first column speaks of police and of the people of the county. The first")
    assert "second" not in text[: text.rindex("first column")]


def test_a_table_whose_cells_hold_prose_is_no_page_of_columns():
    discussed = textwrap.wrap("Members spoke of vans and of the price of fuel in the north. " * 5, 30)
    decided = textwrap.wrap("That the report be noted and that the Chair write to the Mayor. " * 5, 30)
    rows = [[(72, "Item"), (190, "Discussion"), (370, "Decision")]]
    rows += [[(72, "Fuel"), (190, discussed[0]), (370, decided[0])]]
    rows += [[(190, a), (370, b)] for a, b in zip(discussed[1:], decided[1:], strict=False)]

    text = read_pdf(pdf([["The Panel dealt with the item as follows:", "", *rows]])).text

    assert "Item\tDiscussion\tDecision\nFuel\tMembers spoke of vans" in text


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_the_same(turn):
    lines = ["1.1 The Panel noted the", "report.", "", "1.2 It was approved."]
    upright = pdf([lines])
    document = pypdfium2.PdfDocument(upright)
    page = document[0]
    page.set_rotation(turn)
    out = io.BytesIO()
    document.save(out)

    assert blocks(out.getvalue()) == ["1.1 The Panel noted the report.", "1.2 It was approved."]


def test_a_landscape_page_shown_upright_by_its_rotation_reads_in_order():
    out = io.BytesIO()
    paper = canvas.Canvas(out, pagesize=A4)
    paper.setPageRotation(90)
    paper.rotate(90)
    width = landscape(A4)[0]
    for n, line in enumerate(["1.1 First line.", "1.2 Second line.", "1.3 Third line."]):
        paper.drawString(72, -100 - 30 * n, line)
    assert width > 800
    paper.showPage()
    paper.save()

    assert blocks(out.getvalue()) == ["1.1 First line.", "1.2 Second line.", "1.3 Third line."]


def test_large_print_is_a_heading():
    out = io.BytesIO()
    paper = canvas.Canvas(out, pagesize=A4)
    paper.setFont("Helvetica-Bold", 18)
    paper.drawString(72, 760, "Police and Crime Plan")
    paper.setFont("Helvetica", 11)
    for n in range(3):
        paper.drawString(72, 720 - 30 * n, f"{n + 1}.1 The plan has parts.")
    paper.save()

    reading = read_pdf(out.getvalue())

    assert [reading.text[m.start : m.end] for m in reading.marks] == ["Police and Crime Plan"]


def test_the_title_in_the_properties_counts_only_where_the_paper_bears_it_out():
    def titled(title):
        out = io.BytesIO()
        paper = canvas.Canvas(out, pagesize=A4)
        paper.setTitle(title)
        paper.drawString(72, 760, "Precept report, 2023/24")
        paper.save()
        return read_pdf(out.getvalue()).hints.title

    assert titled("Precept report") == "Precept report"
    assert titled("Budget of 2009") is None


def test_pages_without_text_are_tolerated_where_others_have_some():
    reading = read_pdf(pdf([["One."], [], ["Three."]]))

    assert reading.text == "One.\n\nThree."
    assert [reading.text[page.start : page.end] for page in reading.pages] == ["One.", "", "Three."]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(pdf([["Secret."]], password="open"), Reason.ENCRYPTED, id="encrypted"),
        pytest.param(picture_pdf(), Reason.NO_TEXT, id="scanned"),
        pytest.param(pdf([["One."]])[:-400], Reason.DAMAGED, id="partial download"),
        pytest.param(b"%PDF-1.7\n" + b"\xff" * 500 + b"\n%%EOF\n", Reason.DAMAGED, id="nothing inside"),
    ],
)
def test_pdfs_that_cannot_be_read_say_why(data, reason):
    with pytest.raises(UnreadableError) as caught:
        read_pdf(data)

    assert caught.value.reason is reason


def test_too_many_pages_are_refused():
    with pytest.raises(UnreadableError) as caught:
        read_pdf(pdf([["One."]] * 4), limits=Limits(pages=3))

    assert caught.value.reason is Reason.TOO_LARGE
    assert "4 pages" in str(caught.value)
