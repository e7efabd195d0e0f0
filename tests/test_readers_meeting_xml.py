import datetime as dt

import pytest

from corpus.errors import Reason, UnreadableError
from corpus.papers import PaperKind
from corpus.readers.meeting_xml import read_meeting_xml
from corpus.readers.reading import MarkKind
from tests.fakes_readers import get_meeting

PANEL = "Thornshire Police, Fire & Crime Panel"
OPEN = "<isrestricted>False</isrestricted><isdisplayallowed>True</isdisplayallowed>"
PLAN = f"""<agendaitem><agendaitemid>7</agendaitemid><agendaitemnumber>2</agendaitemnumber>
  <minutesitemnumber>25</minutesitemnumber><agendaitemtitle>The Commissioner&amp;#39;s plan</agendaitemtitle>
  <agendatext>&lt;p&gt;To consider.&lt;/p&gt;</agendatext>{OPEN}
  <decisionnonemptyhtmlbody>&lt;div class="WordSection1"&gt;&lt;p&gt;RESOLVED that the Panel&amp;#8217;s
  view is noted.&lt;/p&gt;&lt;p&gt;&amp;nbsp;&lt;/p&gt;&lt;/div&gt;</decisionnonemptyhtmlbody>
  <minutesnonemptyhtmlbody>&amp;lt;p&amp;gt;Members spoke.&amp;lt;/p&amp;gt;</minutesnonemptyhtmlbody>
  <linkeddocuments><linkeddoc><title>Plan &amp;amp; review</title><isrestricted>False</isrestricted></linkeddoc>
  <linkeddoc><title>Exempt appendix</title><isrestricted>True</isrestricted></linkeddoc></linkeddocuments>
  </agendaitem>"""
HEADING = "<agendaitem><agendaitemnumber>0</agendaitemnumber><agendaitemtitle>Part one</agendaitemtitle></agendaitem>"
SOAP = (
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
    '<GetMeetingResponse xmlns="http://moderngov.co.uk/namespaces"><GetMeetingResult>',
    "</GetMeetingResult></GetMeetingResponse></soap:Body></soap:Envelope>",
)


def restricted(field):
    return f"""<agendaitem><agendaitemnumber>3</agendaitemnumber><agendaitemtitle>Complaint of M. Hale</agendaitemtitle>
    <minutesnonemptyhtmlbody>&lt;p&gt;secret&lt;/p&gt;</minutesnonemptyhtmlbody>{field}</agendaitem>"""


@pytest.mark.parametrize("envelope", [("", ""), SOAP], ids=["alone", "in its SOAP envelope"])
def test_a_meeting_is_laid_out_as_its_page(envelope):
    reading = read_meeting_xml(get_meeting(HEADING + PLAN, envelope=envelope))

    assert reading.text.split("\n\n") == [
        f"{PANEL} - Monday 5 June 2023 1.00 pm",
        "Meeting date: 05/06/2023",
        "Time: 1.00 pm",
        "Venue: County Hall",
        "Status: Confirmed; Budget Council",
        "Present: Cllr Pat O'Dell (Chair)",
        "Apologies: Cllr Jo Marsh (Committee Member)",
        "Part one",
        "2. The Commissioner's plan",
        "Minute number: 25",
        "To consider.",
        "Additional documents:",
        "·\u00a0Plan & review",
        "Decision:",
        "RESOLVED that the Panel’s view is noted.",
        "Minutes:",
        "Members spoke.",
    ]
    heads = [reading.text[m.start : m.end] for m in reading.marks if m.kind is MarkKind.HEADING]
    assert heads[1:3] == ["Part one", "2. The Commissioner's plan"]


def test_the_day_comes_before_the_month():
    hints = read_meeting_xml(get_meeting(PLAN)).hints

    assert hints.date == dt.date(2023, 6, 5)
    assert (hints.title, hints.panel) == (f"{PANEL} - Monday 5 June 2023 1.00 pm", PANEL)
    assert hints.kind is PaperKind.MINUTES


def test_attendees_are_those_who_came():
    assert read_meeting_xml(get_meeting(PLAN)).hints.attendees == (("Cllr Pat O'Dell", "Chair"),)


@pytest.mark.parametrize(
    "field",
    [
        "<isrestricted>True</isrestricted>",
        "<isrestricted>true </isrestricted><isdisplayallowed>True</isdisplayallowed>",
        "<isdisplayallowed>False</isdisplayallowed>",
        "<isrestricted>?</isrestricted>",
    ],
    ids=["restricted", "restricted in small letters", "display not allowed", "not understood"],
)
def test_restricted_items_leave_a_line_and_nothing_else(field):
    text = read_meeting_xml(get_meeting(PLAN + restricted(field))).text

    assert "Item 3: restricted by its publisher; not read." in text
    assert "Hale" not in text
    assert "secret" not in text
    assert "Exempt appendix" not in text


def test_a_meeting_held_wholly_in_private_is_not_read():
    with pytest.raises(UnreadableError) as caught:
        read_meeting_xml(get_meeting(restricted("<isrestricted>True</isrestricted>")))

    assert caught.value.reason is Reason.RESTRICTED


def test_minutes_that_are_not_published_are_not_read():
    item = PLAN.replace(OPEN, f"{OPEN}<isminutepublished>False</isminutepublished>")

    reading = read_meeting_xml(get_meeting(item))

    assert "Minutes: not published yet; not read." in reading.text
    assert "Members spoke" not in reading.text
    assert reading.hints.kind is PaperKind.DECISION


def test_a_lone_item_is_an_agenda():
    item = "<agendaitem><agendaitemnumber>1</agendaitemnumber><agendaitemtitle>Apologies</agendaitemtitle></agendaitem>"

    assert read_meeting_xml(get_meeting(item)).hints.kind is PaperKind.AGENDA


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(get_meeting("&i;", before=LAUGHS + "]>"), Reason.BOMB, id="billion laughs"),
        pytest.param(get_meeting("&a;", before='<!DOCTYPE x [<!ENTITY a "one">]>'), Reason.BOMB, id="one entity"),
        pytest.param(
            get_meeting("&a;", before='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'),
            Reason.BOMB,
            id="a file drawn in",
        ),
        pytest.param(get_meeting(PLAN, before="<!-- <a> --><!DOCTYPE meeting>"), Reason.BOMB, id="a document type"),
        pytest.param(b"<meeting>" + b"<a>" * 3_000 + b"</a>" * 3_000 + b"</meeting>", Reason.BOMB, id="nested deeply"),
        pytest.param(get_meeting(PLAN)[:-30], Reason.DAMAGED, id="cut short"),
        pytest.param(b"<?xml version='1.0'?><rss><channel/></rss>", Reason.UNSUPPORTED, id="other XML"),
    ],
)
def test_hostile_and_other_xml_says_why(data, reason):
    with pytest.raises(UnreadableError) as caught:
        read_meeting_xml(data)

    assert caught.value.reason is reason
