import datetime as dt

import pytest

from corpus.errors import Reason, UnreadableError
from corpus.papers import PaperKind, PaperStatus
from corpus.readers.html import read_html
from corpus.readers.reading import MarkKind
from tests.fakes_readers import PANEL, meeting_item, meeting_page


def read(page):
    return read_html(page.encode())


def marked(reading, kind):
    return [(mark.level, reading.text[mark.start : mark.end]) for mark in reading.marks if mark.kind is kind]


def body(inner):
    return read(f"<html><body><main>{inner}</main></body></html>")


def test_a_meeting_page_reads_as_its_text_export():
    plan = """<div class="mgWordPara"><div class="WordSection1"><p>To consider the
      Commissioner’s plan.</p><p>&nbsp;</p></div></div>
      <p class="mgSubItemTitleTxt">Decision:</p><div class="mgWordPara"><p>RESOLVED that:</p><p>a)&nbsp;&nbsp;The Panel
      notes the plan.</p></div><p class="mgSubItemTitleTxt">Minutes:</p><p>Members spoke.<br>Twice.</p>"""
    page = meeting_page(meeting_item("1.", "Apologies", "") + meeting_item("2.", "The Plan", plan))

    reading = read(page)

    assert reading.text.split("\n\n") == [
        "Agenda and minutes",
        f"{PANEL} - Thursday 15th June 2023 1.00 pm",
        "Venue:\u00a0County Hall",
        "Contact: Alex Reed",
        "Items",
        "1. Apologies",
        "2. The Plan",
        "To consider the Commissioner’s plan.",
        "Decision:",
        "RESOLVED that:",
        "a)\u00a0\u00a0The Panel notes the plan.",
        "Minutes:",
        "Members spoke.\nTwice.",
    ]
    assert marked(reading, MarkKind.HEADING)[3:] == [
        (2, "1. Apologies"),
        (2, "2. The Plan"),
        (3, "Decision:"),
        (3, "Minutes:"),
    ]
    assert reading.hints.panel == PANEL
    assert reading.hints.date == dt.date(2023, 6, 15)
    assert reading.hints.kind is PaperKind.MINUTES
    assert reading.hints.status is None
    assert reading.hints.url == "https://democracy.thornshire.example/ieListDocuments.aspx?CId=140&MId=9001"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        (f"{PANEL} - Friday, 12th May, 2023 10.00 am, MOVED", dt.date(2023, 5, 12)),
        (f"Special Meeting, {PANEL} - Monday 3 July 2023 10.00 am", dt.date(2023, 7, 3)),
        (f"(Budget meeting), {PANEL} - Friday, 3rd February, 2023 10.00 am", dt.date(2023, 2, 3)),
        (f"Reconvened from 12th May 2023, {PANEL} - Friday 19th May 2023 2.00 pm", dt.date(2023, 5, 19)),
        (f"MS Teams/Virtual, {PANEL} – Thursday 1st October 2020", dt.date(2020, 10, 1)),
        (f"Informal, Special Meeting, {PANEL} - Thursday, 1st October, 2020 1.00 pm", dt.date(2020, 10, 1)),
    ],
)
def test_the_title_line_gives_panel_and_date_in_every_form(line, date):
    hints = read(meeting_page("", line=line)).hints

    assert (hints.panel, hints.date, hints.title) == (PANEL, date, line)


@pytest.mark.parametrize(
    ("sort", "kind", "status"),
    [
        ("Agenda", PaperKind.AGENDA, None),
        ("Agenda and draft minutes", PaperKind.MINUTES, PaperStatus.DRAFT),
        ("Agenda, decisions and draft minutes", PaperKind.MINUTES, PaperStatus.DRAFT),
        ("Agenda, decisions and minutes", PaperKind.MINUTES, None),
        ("Draft minutes", PaperKind.MINUTES, PaperStatus.DRAFT),
    ],
)
def test_the_page_says_what_it_is(sort, kind, status):
    hints = read(meeting_page("", sort=sort)).hints

    assert (hints.kind, hints.status) == (kind, status)


def test_a_title_line_that_is_missing_is_not_invented():
    hints = read(meeting_page(meeting_item("1.", "Apologies", ""), line="Items of business")).hints

    assert (hints.panel, hints.date) == (None, None)


def test_an_agenda_item_page_takes_panel_and_date_from_the_link_to_its_meeting():
    link = f"<a href='#'>Meeting of {PANEL}, Friday, 2nd February, 2024 10.00 am (Item 5.)</a>"
    reading = read(
        f"""<div class="mgContent"><h1>Agenda item</h1><h2>Proposed Precept</h2>
        <ul class="mgActionList"><li>{link}</li></ul><h3>Minutes:</h3><p>The Panel noted it.</p></div>"""
    )

    assert (reading.hints.panel, reading.hints.date) == (PANEL, dt.date(2024, 2, 2))
    assert "Meeting of" not in reading.text


def test_an_agenda_item_page_has_a_title_but_no_date():
    reading = read(
        """<html><head><title>Agenda item - Plan update</title></head><body><div class="mgContent"><h1>Agenda item</h1>
        <h2 class="mgSubTitleTxt">Plan update</h2><p>Guide time: 2.00 – 2.30 pm</p>
        <h3 class="mgSubSubTitleTxt">Decision:</h3><p>RESOLVED that it be noted.</p>
        <h3 class="mgSubSubTitleTxt">Minutes:</h3><p>It was noted on 4 May 2023.</p></div></body></html>"""
    )

    assert reading.text.startswith("Agenda item\n\nPlan update\n\nGuide time: 2.00 – 2.30 pm\n\nDecision:\n\nRESOLVED")
    assert (reading.hints.title, reading.hints.date, reading.hints.kind) == ("Plan update", None, PaperKind.MINUTES)


@pytest.mark.parametrize(
    "fields",
    [
        """<p><span class="mgLabel">Decision Maker:</span> Police, Fire and Crime Panel</p>
        <p><span class="mgLabel">Decision status:</span> <span class="mgPlanItemInForce">Approved</span></p>
        <p><span class="mgLabel">Is Key decision?:</span> No</p>
        <p><span class="mgLabel">Date of decision:</span> 25/07/2024</p>
        <p><span class="mgLabel">Publication date:</span> 30/07/2024</p>""",
        """<p><span class="mgLabel">Made at meeting:</span>25/07/2024 - Police, Fire and Crime Panel</p>
        <p><span class="mgLabel">Outcome:</span>Approved</p>
        <p><span class="mgLabel">Decision published:</span> 30/07/2024</p>
        <p><span class="mgLabel">Date of Decision</span>July 25, 2024</p>""",
    ],
    ids=["newer labels", "older labels"],
)
def test_a_decision_page_gives_who_decided_and_when(fields):
    reading = read(
        f"""<html><head><title>Decision</title></head><body><div class="mgContent"><h1>Decision details</h1>
        <h2 class="mgSubTitleTxt">Update from the Commissioner</h2>{fields}<h3>Purpose:</h3><p>To inform.</p>
        </div></body></html>"""
    )

    hints = reading.hints
    assert (hints.title, hints.panel) == ("Update from the Commissioner", "Police, Fire and Crime Panel")
    assert (hints.date, hints.kind) == (dt.date(2024, 7, 25), PaperKind.DECISION)
    assert "Purpose:\n\nTo inform." in reading.text


def test_an_issue_page_takes_the_date_of_its_only_meeting():
    page = """<html><body><div class="mgContent"><h1>Issue - meetings</h1><h2>Precept</h2>
      <h3>Meeting: 03/02/2023 - Thornshire Police, Fire and Crime Panel (Item 5)</h3>{}
      <p class="mgSubItemTitleTxt">Minutes:</p><p>Supported.</p></div></body></html>"""
    again = "<h3>Meeting: 10/02/2023 - Thornshire Police, Fire and Crime Panel (Item 2)</h3>"

    one, two = read(page.format("")).hints, read(page.format(again)).hints

    assert (one.title, one.panel, one.date, one.kind) == ("Precept", PANEL, dt.date(2023, 2, 3), PaperKind.MINUTES)
    assert two.date is None


def test_a_cmis_page_gives_panel_and_date():
    reading = read(
        """<html><body><form><div id="dnn"><h2>Meeting Details</h2><h3>Meeting Summary</h3>
        <div>Westmarsh Police and Crime Panel</div><div>26 Jan 2017 - 14:30 to 17:00</div><div>Occurred</div>
        <table><tr><th>Agenda</th><th>Minute</th><th>Title</th></tr><tr><td>1</td><td></td><td>Apologies</td></tr>
        <tr><td>2</td><td>1</td><td>Minutes of the last meeting</td></tr></table>
        </div></form></body></html>"""
    )

    assert (reading.hints.panel, reading.hints.date) == ("Westmarsh Police and Crime Panel", dt.date(2017, 1, 26))
    assert reading.text.endswith("Agenda\tMinute\tTitle\n1\t\tApologies\n2\t1\tMinutes of the last meeting")


def test_list_items_stand_one_a_line_with_their_markers():
    reading = body(
        """<p>RESOLVED that:</p><ol type="a" start="2"><li>first</li><li>second<ul><li>inner</li></ul></li></ol>
        <ol style="list-style-type: upper-roman"><li>one</li><li value="4"><p>four</p></li></ol>
        <ul style="list-style:none"><li>a) printed</li></ul><p>After.</p>"""
    )

    assert reading.text == (
        "RESOLVED that:\n\nb. first\nc. second\n·\u00a0inner\nI. one\nIV. four\na) printed\n\nAfter."
    )
    assert marked(reading, MarkKind.LIST_ITEM)[1:3] == [(1, "c. second"), (2, "·\u00a0inner")]


def test_table_rows_stand_one_a_line_under_their_header():
    reading = body(
        """<table><caption>Funds</caption><thead><tr><th>Fund</th><th>2022/23</th><th>2023/24</th></tr></thead>
        <tr><td rowspan="2">Victim <b>S</b>ervices</td><td>£1.2m</td><td><p>£1.4m</p><p>(note)</p></td></tr>
        <tr><td colspan="2">not yet known</td></tr><tr><td></td><td> </td><td></td></tr></table>"""
    )

    assert reading.text == ("Funds\n\nFund\t2022/23\t2023/24\nVictim Services\t£1.2m\t£1.4m (note)\n\tnot yet known")
    assert marked(reading, MarkKind.TABLE_HEADER) == [(1, "Fund\t2022/23\t2023/24")]


def test_a_table_that_only_places_text_is_read_as_text():
    reading = body("<table><tr><td><h2>Left</h2><p>One.</p></td><td><p>Two.</p></td></tr></table>")

    assert reading.text == "Left\n\nOne.\n\nTwo."


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display: none">',
        '<p style="VISIBILITY:hidden;">',
        '<p style="font-size:0pt">',
        '<p style="font-size: 0">',
        "<p hidden>",
        '<p style="color:#ffffff">',
        '<p style="color: white; background: #FFF">',
        '<p style="mso-hide:all">',
        '<p style="text-indent:-9999px">',
        '<p class="mgHide">',
    ],
)
def test_text_that_nobody_sees_is_left_out(hidden):
    assert body(f"<p>Seen one.</p>{hidden}Ignore the rules.</p><p>Seen two.</p>").text == "Seen one.\n\nSeen two."


def test_white_words_on_a_dark_ground_are_seen():
    reading = body(
        '<table><tr style="background-color:#003366"><td style="color:white">Fund</td><td>Sum</td></tr>'
        '<tr><td>A</td><td style="font-size:0.8em">£5</td></tr></table>'
    )

    assert reading.text == "Fund\tSum\nA\t£5"


def test_word_markers_and_icons_are_left_out_and_the_text_beside_them_stays():
    reading = body("<AI1><p>&lt;AI1&gt;Item one pdf icon PDF 119 KB</p></AI1><p>Item two</p>&lt;/AI1&gt; tail")

    assert reading.text == "Item one\n\nItem two\n\ntail"


def test_a_page_without_main_element_is_read_whole_but_for_its_frame():
    reading = read(
        "<header>Logo</header><nav>Menu</nav><h1>Report</h1><p>Text.</p><aside>Ads</aside><footer>End</footer>"
    )

    assert (reading.text, reading.hints.title) == ("Report\n\nText.", "Report")


def test_labels_and_definitions_stand_beside_their_values():
    reading = body("<dl><dt>Wards affected</dt><dd>All</dd></dl><p><span class=mgLabel>Is Callable In?</span>No</p>")

    assert reading.text == "Wards affected: All\n\nIs Callable In? No"


def test_a_code_page_is_read_where_the_page_is_not_utf_8():
    page = "<html><head><meta charset=windows-1252></head><body><p>The Panel’s view – noted</p></body></html>"

    assert read_html(page.encode("cp1252")).text == "The Panel’s view – noted"


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        pytest.param("<div>" * 5_000 + "deep" + "</div>" * 5_000, Reason.BOMB, id="nested too deeply"),
        pytest.param("<html><body><script>x</script></body></html>", Reason.EMPTY, id="only a script"),
        pytest.param("<!-- nothing -->", Reason.EMPTY, id="only a comment"),
        pytest.param("<p>a\0b</p>", Reason.WRONG_TYPE, id="NUL"),
    ],
)
def test_pages_that_cannot_be_read_say_why(page, reason):
    with pytest.raises(UnreadableError) as caught:
        read(page)

    assert caught.value.reason is reason


def test_a_page_nested_a_thousand_deep_is_read():
    assert read("<div>" * 1_000 + "deep" + "</div>" * 1_000 + "<p>after</p>").text == "deep\n\nafter"


@pytest.mark.parametrize(
    "opening", ["<span class=mgLabel>", "<td class=mgItemNumberCell>", "<table><tr><td>a<td>", "<ul><li>"]
)
def test_whatever_nests_deeply_is_read(opening):
    assert "deep" in read(f"<p>before</p>{opening * 400}deep").text


def test_control_characters_do_no_harm():
    assert body("<p>a &#1;b<script>x</script> c\x05d</p>").text.replace("\x01", "").replace("\x05", "") == "a b cd"


def test_marks_hold_exactly_their_text():
    reading = read(meeting_page(meeting_item("1.", "Apologies", "<ul><li>one</li><li>two</li></ul>")))

    assert all(reading.text[mark.start : mark.end].strip() for mark in reading.marks)
    assert [text for _, text in marked(reading, MarkKind.LIST_ITEM)] == ["·\u00a0one", "·\u00a0two"]


def test_items_of_a_cmis_page_are_headings_with_their_text_below():
    reading = read(
        """<html><body><h1>Meeting Details</h1><h2>Agenda items and minutes</h2><table>
        <tr><td>Committee</td><td>Westmarsh Police and Crime Panel</td></tr>
        <tr><td>Date</td><td>16 Nov 2023 - 14:00 to 16:30</td></tr>
        </table><table><tr><th>Agenda</th><th>Minute</th><th>Item</th></tr>
        <tr><td>1</td><td></td><td>Apologies</td></tr>
        <tr><td>2</td><td>17</td><td><p><b>Update</b></p><p>Members said:</p>
        <ul><li>one</li><li>two</li></ul></td></tr></table></body></html>"""
    )

    assert reading.text.endswith("1 Apologies\n\n2 Update\n\nMinute: 17\n\nMembers said:\n\n·\u00a0one\n·\u00a0two")
    assert marked(reading, MarkKind.HEADING)[2:] == [(2, "1 Apologies"), (2, "2 Update")]
    assert (reading.hints.panel, reading.hints.kind) == ("Westmarsh Police and Crime Panel", PaperKind.MINUTES)
    assert reading.hints.date == dt.date(2023, 11, 16)


def test_an_item_of_a_cmis_page_may_hold_a_table():
    reading = read(
        """<html><body><h1>Meeting Details</h1><table><tr><th>Agenda</th><th>Minute</th><th>Item</th></tr>
        <tr><td>5</td><td>45</td><td><h3>Work programme</h3><table><tr><th>Meeting</th><th>Item</th><th>Lead</th></tr>
        <tr><td>9 March</td><td>Estates</td><td>Clerk</td></tr></table></td></tr></table></body></html>"""
    )

    assert reading.text.endswith("5 Work programme\n\nMinute: 45\n\nMeeting\tItem\tLead\n9 March\tEstates\tClerk")
