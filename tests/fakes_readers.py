"""Small papers of a made-up panel, built in memory in every format that is read."""

import io
import zipfile
from collections.abc import Sequence

import docx
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

PANEL = "Thornshire Police, Fire and Crime Panel"
Row = str | tuple[float, str] | list[tuple[float, str]]


def pdf(pages: Sequence[Sequence[Row]], *, header: str = "", footer: str = "", password: str | None = None) -> bytes:
    """Print lines from the top of each page: text, (x, text), or several (x, text) on one line; "" leaves a gap.

    `footer` is a format with {n} and {count}.
    """
    out = io.BytesIO()
    paper = canvas.Canvas(out, pagesize=A4, encrypt=password)
    for number, lines in enumerate(pages, start=1):
        paper.setFont("Helvetica", 9)
        paper.drawString(72, 806, header)
        paper.drawString(260, 30, footer.format(n=number, count=len(pages)))
        paper.setFont("Helvetica", 11)
        y = 760
        for line in lines:
            places = line if isinstance(line, list) else [line if isinstance(line, tuple) else (72, line)]
            for x, text in places:
                paper.drawString(x, y, text)
            y -= 14
        paper.showPage()
    paper.save()
    return out.getvalue()


def picture_pdf() -> bytes:
    """Print a page that only has a drawing on it, as a scan has."""
    out = io.BytesIO()
    paper = canvas.Canvas(out, pagesize=A4)
    paper.rect(72, 72, 400, 600, fill=1)
    paper.showPage()
    paper.save()
    return out.getvalue()


def word(paper: "docx.document.Document") -> bytes:
    """Return the bytes of a Word paper."""
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def replaced(package: bytes, *, part: str, content: bytes) -> bytes:
    """Return a zip with one part replaced or added, compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != part:
                new.writestr(entry.filename, old.read(entry.filename))
        new.writestr(part, content)
    return out.getvalue()


def meeting_page(
    items: str, *, sort: str = "Agenda and minutes", line: str = f"{PANEL} - Thursday 15th June 2023 1.00 pm"
) -> str:
    """Return a meeting page as ModernGov lays it out: the page in one form, items in a table."""
    return f"""<!DOCTYPE html><html><head><title>{sort}</title>
    <link rel="canonical" href="https://democracy.thornshire.example/ieListDocuments.aspx?CId=140&amp;MId=9001"/>
    <style>p {{ color: red }}</style><script>var agenda = "not the paper";</script></head>
    <body><form id="aspnetForm" action="x"><header>Thornshire Council</header><nav><a href="/">Home</a></nav>
    <div id="modgov"><div class="mgContent"><h1>{sort}</h1><h2 class="mgSubTitleTxt">{line}</h2>
    <p><span class="mgLabel">Venue:</span>&nbsp;County Hall</p><p><span class="mgLabel">Contact:</span>Alex Reed</p>
    <ul><li><a href="#">Share this item</a></li></ul>
    <h2>Items</h2><table class="mgItemTable"><tr><th>No.</th><th>Item</th></tr>{items}</table></div></div>
    <footer>Cookies</footer></form></body></html>"""


def meeting_item(number: str, title: str, body: str) -> str:
    """Return one row of a meeting page."""
    return f"""<tr><td class="mgItemNumberCell"><p><a name="AI1">{number}</a></p></td><td>
    <p class="mgAiTitleTxt"><a class="mgAiTitleLnk">{title}</a><span class="mgHide">ref: 1234</span>
    <span class="mgFileSize">PDF 119 KB</span></p>{body}</td></tr>"""


def get_meeting(items: str, *, before: str = "", envelope: tuple[str, str] = ("", "")) -> bytes:
    """Return a GetMeeting answer."""
    return f"""<?xml version="1.0" encoding="utf-8"?>{before}{envelope[0]}<meeting><meetingid>9001</meetingid>
    <committeetitle>Thornshire Police, Fire &amp;amp; Crime Panel</committeetitle>
    <meetingdate>05/06/2023</meetingdate><meetingtime>1.00 pm</meetingtime>
    <meetinglocation>County Hall</meetinglocation><meetingstatus>Confirmed; Budget Council</meetingstatus>
    <agendaitems>{items}</agendaitems>
    <attendees><attendee memberid="1" name="Cllr Pat O&amp;#39;Dell" roledescription="Chair"
    attendance="Present, as expected"/><attendee memberid="2" name="Cllr Jo Marsh" roledescription="Committee Member"
    attendance="Apologies, sent"/></attendees>
    </meeting>{envelope[1]}""".encode()
