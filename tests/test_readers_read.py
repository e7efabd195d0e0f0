import io
import os
import zipfile
from pathlib import Path

import docx
import pytest

from corpus.errors import ADVICE, Reason, UnreadableError
from corpus.readers.read import ENDINGS, LIMITS, Limits, read
from corpus.readers.reading import MarkKind
from tests.fakes_readers import get_meeting, meeting_page, pdf, picture_pdf, replaced, word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ITEM = "<agendaitem><agendaitemnumber>1</agendaitemnumber><agendaitemtitle>Apologies</agendaitemtitle></agendaitem>"


def word_paper(text="The Panel noted it."):
    paper = docx.Document()
    paper.add_paragraph(text)
    return word(paper)


def refusal(path, *, limits=LIMITS):
    with pytest.raises(UnreadableError) as caught:
        read(path, limits=limits)
    return caught.value


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("a.txt", b"The Panel noted it.", "The Panel noted it."),
        ("a.MD", b"# Minutes\r\n\r\nNoted.", "# Minutes\n\nNoted."),
        ("a.html", b"<p>Noted.</p>", "Noted."),
        ("a.htm", b"\xef\xbb\xbf <!DOCTYPE html><p>Noted.", "Noted."),
        ("ieListDocuments.aspx", b"<html><p>Noted.</html>", "Noted."),
        ("a.pdf", pdf([["Noted."]]), "Noted."),
        ("a.docx", word_paper(), "The Panel noted it."),
    ],
)
def test_each_format_is_read(tmp_path, name, data, text):
    path = tmp_path / name
    path.write_bytes(data)

    assert read(path).text == text


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.xml", "a.md"])
def test_pages_and_meetings_are_known_by_their_content_whatever_text_ending_they_have(tmp_path, name):
    page, meeting, xhtml = tmp_path / f"1{name}", tmp_path / f"2{name}", tmp_path / f"3{name}"
    page.write_bytes(meeting_page("").encode("utf-16"))
    meeting.write_bytes(get_meeting(ITEM))
    xhtml.write_text('<?xml version="1.0"?>\n<!-- x --><html xmlns="x"><body><p>Noted.</p></body></html>')

    assert read(page).text.startswith("Agenda and minutes\n\nThornshire Police, Fire and Crime Panel - ")
    assert "1. Apologies" in read(meeting).text
    assert read(xhtml).text == "Noted."


def test_markdown_that_holds_a_tag_is_text(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("<div>\n\n# Minutes\n\nNoted.\n")

    assert read(path).text == "<div>\n\n# Minutes\n\nNoted.\n"


def test_a_reading_comes_whole_out_of_the_child(tmp_path):
    path = tmp_path / "a.pdf"
    rows = [[(72, "Fund"), (300, "2023")], [(72, "Voice’s “fund”"), (300, "£5")], [(72, "All"), (300, "£5")]]
    path.write_bytes(pdf([rows, ["Noted."]]))

    reading = read(path)

    assert reading.text == "Fund\t2023\nVoice’s “fund”\t£5\nAll\t£5\n\nNoted."
    assert [reading.text[page.start : page.end] for page in reading.pages][1] == "Noted."
    assert [mark.kind for mark in reading.marks][:2] == [MarkKind.TABLE_HEADER, MarkKind.TABLE_ROW]


def test_a_large_page_goes_through_the_child_with_the_same_reading(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(meeting_page("", sort="Agenda and draft minutes"))

    assert read(path, limits=Limits(in_process_bytes=10)) == read(path)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        pytest.param("a.txt", b"", Reason.EMPTY, id="no bytes"),
        pytest.param("a.pdf", b"", Reason.EMPTY, id="no bytes in a PDF"),
        pytest.param("a.txt", b" \n\n\t", Reason.EMPTY, id="blanks"),
        pytest.param("a.txt", b"PNG\0\0\0", Reason.WRONG_TYPE, id="binary named text"),
        pytest.param("a.txt", pdf([["One."]]), Reason.WRONG_TYPE, id="PDF named text"),
        pytest.param("a.html", word_paper(), Reason.WRONG_TYPE, id="Word named HTML"),
        pytest.param("a.pdf", b"<html>404 Not found</html>", Reason.WRONG_TYPE, id="error page named PDF"),
        pytest.param("a.pdf", word_paper(), Reason.WRONG_TYPE, id="Word named PDF"),
        pytest.param("a.docx", pdf([["One."]]), Reason.WRONG_TYPE, id="PDF named Word"),
        pytest.param("a.docx", OLE + bytes(600), Reason.WRONG_TYPE, id="old Word named new"),
        pytest.param("a.docx", OLE + bytes(60) + "EncryptedPackage".encode("utf-16-le"), Reason.ENCRYPTED, id="sealed"),
        pytest.param("a.doc", OLE + bytes(600), Reason.UNSUPPORTED, id="old Word"),
        pytest.param("a.xlsx", b"PK\x03\x04", Reason.UNSUPPORTED, id="spreadsheet"),
        pytest.param("minutes", b"The Panel", Reason.UNSUPPORTED, id="no ending"),
        pytest.param("a.pdf", pdf([["One."]], password="x"), Reason.ENCRYPTED, id="PDF with a password"),
        pytest.param("a.pdf", picture_pdf(), Reason.NO_TEXT, id="scan"),
        pytest.param("a.pdf", pdf([["One."]])[:700], Reason.DAMAGED, id="partial PDF"),
        pytest.param("a.docx", word_paper()[:-99], Reason.DAMAGED, id="partial Word"),
        pytest.param(
            "a.docx", replaced(word_paper(), part="word/x.bin", content=bytes(9_000_000)), Reason.BOMB, id="zip bomb"
        ),
        pytest.param(
            "a.xml",
            b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><meeting>&c;</meeting>',
            Reason.BOMB,
            id="XML bomb",
        ),
        pytest.param("a.html", b"<div>" * 9_000, Reason.BOMB, id="deep page"),
        pytest.param("a.xml", b"<rss/>", Reason.UNSUPPORTED, id="other XML"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(tmp_path, name, data, reason):
    path = tmp_path / name
    path.write_bytes(data)

    error = refusal(path)

    assert error.reason is reason
    assert str(error).startswith(reason.value)
    assert str(error).endswith(ADVICE[reason])
    assert "\n" not in str(error)


def test_the_old_word_format_has_its_own_advice(tmp_path):
    path = tmp_path / "a.doc"
    path.write_bytes(OLE)

    assert "save it as .docx" in str(refusal(path))


def test_a_line_of_100_000_characters_is_whole(tmp_path):
    line = ("Members noted the report of the Commissioner. " * 2_200)[:100_000]
    text, page = tmp_path / "a.txt", tmp_path / "a.html"
    text.write_text(line)
    page.write_text(f"<p>{line}</p>")

    assert read(text).text == line
    assert read(page).text == line.strip()


@pytest.mark.parametrize(
    "name",
    [
        "-rf.txt",
        "--help.pdf",
        "a\nb.txt",
        "<script>alert(1)</script>.pdf".replace("/", "⁄"),
        "$(touch x);`id`.docx",
        "é" * 125 + ".txt",
        "a" * 251 + ".pdf",
        "CON.txt",
        "e\u0301.txt",
        "..txt",
    ],
)
def test_hostile_names_are_only_names(tmp_path, name):
    path = tmp_path / name
    data = {".pdf": pdf([["Noted."]]), ".docx": word_paper("Noted.")}.get(path.suffix, b"Noted.")
    path.write_bytes(data)

    if path.suffix in ENDINGS:
        assert read(path).text == "Noted."
    else:
        assert refusal(path).reason is Reason.UNSUPPORTED
    assert [found.name for found in tmp_path.iterdir()] == [name]


def test_a_name_that_climbs_out_is_opened_as_it_is_and_a_name_with_nul_is_refused(tmp_path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "a.txt").write_text("Noted.")

    assert read(tmp_path / "inner" / ".." / "a.txt").text == "Noted."
    assert refusal(Path(f"{tmp_path}/a\0.txt")).reason is Reason.UNREADABLE


def test_special_files_are_refused_without_waiting(tmp_path):
    pipe, folder, loop, device = (tmp_path / name for name in ("p.txt", "d.txt", "l.txt", "n.txt"))
    os.mkfifo(pipe)
    folder.mkdir()
    loop.symlink_to(loop)
    device.symlink_to("/dev/zero")

    reasons = [refusal(path).reason for path in (pipe, folder, device, loop, tmp_path / "none.txt")]

    assert reasons == [Reason.SPECIAL] * 3 + [Reason.UNREADABLE] * 2


def test_a_link_to_a_regular_file_is_followed(tmp_path):
    (tmp_path / "paper").write_text("Noted.")
    (tmp_path / "a.txt").symlink_to(tmp_path / "paper")

    assert read(tmp_path / "a.txt").text == "Noted."


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_says_so(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Noted.")
    path.chmod(0)

    assert refusal(path).reason is Reason.UNREADABLE


@pytest.mark.parametrize(
    ("name", "limits"),
    [
        ("a.txt", Limits(file_bytes=10)),
        ("a.txt", Limits(text_chars=10)),
        ("a.txt", Limits(text_chars=1)),
        ("a.pdf", Limits(text_chars=10)),
        ("a.docx", Limits(text_chars=10)),
    ],
)
def test_what_is_too_large_is_refused(tmp_path, name, limits):
    path = tmp_path / name
    words = "The Panel noted it."
    path.write_bytes({".pdf": pdf([[words]]), ".docx": word_paper(words)}.get(path.suffix, words.encode()))

    error = refusal(path, limits=limits)

    assert error.reason is Reason.TOO_LARGE
    assert "split it" in str(error)


def slow_pdf():
    return pdf([[f"{n}.{m} The Panel noted the report of the Commissioner." for m in range(50)] for n in range(60)])


@pytest.mark.parametrize(
    "limits", [Limits(wall_seconds=0.05), Limits(cpu_seconds=0)], ids=["by the clock", "by the processor"]
)
def test_a_child_that_takes_too_long_is_ended(tmp_path, limits):
    path = tmp_path / "a.pdf"
    path.write_bytes(slow_pdf())

    error = refusal(path, limits=limits)

    assert error.reason is Reason.TIME
    assert "plain text" in str(error)


def test_a_child_that_needs_too_much_memory_is_ended(tmp_path):
    path = tmp_path / "a.docx"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_paper())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for entry in old.infolist():
            if entry.filename != "word/styles.xml":
                new.writestr(entry.filename, old.read(entry.filename))
        new.writestr("word/styles.xml", b"<a>" + b"<b/>" * 5_000_000 + b"</a>")
    path.write_bytes(out.getvalue())

    error = refusal(path, limits=Limits(memory_bytes=200_000_000))

    assert error.reason is Reason.MEMORY
    assert "split it" in str(error)


def test_the_next_paper_is_read_after_one_that_failed(tmp_path):
    bad, good = tmp_path / "1.pdf", tmp_path / "2.pdf"
    bad.write_bytes(b"%PDF-1.7\n" + os.urandom(2_000) + b"%%EOF")
    good.write_bytes(pdf([["Noted."]]))

    assert refusal(bad).reason is Reason.DAMAGED
    assert read(good).text == "Noted."


def test_the_real_papers_are_kept_character_for_character():
    folder = Path(__file__).parents[2] / "shared" / "papers"
    if not folder.is_dir():
        pytest.skip("the real papers are not here")

    for path in sorted(folder.glob("*.txt")):
        assert read(path).text == path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
