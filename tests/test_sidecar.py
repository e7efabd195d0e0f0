"""papers.csv: what it may say, and the plain words when it says something else."""

import datetime as dt

import pytest

from corpus.errors import SidecarError
from corpus.panels import default_register
from corpus.papers import Access, PaperKind, PaperStatus
from corpus.sidecar import Row, read_sidecar

HEAD = "file,title,panel,date,kind,status,access,url\n"


def rows(folder, text: str | bytes) -> dict[str, Row]:
    (folder / "papers.csv").write_bytes(text.encode() if isinstance(text, str) else text)
    return read_sidecar(folder, register=default_register())


def refusal(folder, text: str | bytes) -> str:
    with pytest.raises(SidecarError) as caught:
        rows(folder, text)
    return str(caught.value)


def test_a_folder_without_one_has_no_rows(tmp_path):
    assert read_sidecar(tmp_path, register=default_register()) == {}


def test_a_row_is_read_whole(tmp_path):
    line = 'a.pdf,"Crime, and fire",Wexmere and Holt Police and Crime Panel,2023-02-02,Minutes,DRAFT,public,https://x.example/\n'
    assert rows(tmp_path, HEAD + line) == {
        "a.pdf": Row(
            file="a.pdf",
            title="Crime, and fire",
            panel="wexmere",
            date=dt.date(2023, 2, 2),
            kind=PaperKind.MINUTES,
            status=PaperStatus.DRAFT,
            access=Access.PUBLIC,
            url="https://x.example/",
        )
    }


def test_empty_cells_and_missing_columns_say_nothing(tmp_path):
    assert rows(tmp_path, "access,file\n,a.pdf\nexempt , b.pdf \n") == {
        "a.pdf": Row(file="a.pdf"),
        "b.pdf": Row(file="b.pdf", access=Access.EXEMPT),
    }


def test_a_mark_of_the_byte_order_is_no_part_of_the_first_column(tmp_path):
    assert rows(tmp_path, b"\xef\xbb\xbffile\na.pdf\n") == {"a.pdf": Row(file="a.pdf")}


def test_empty_lines_are_passed_over(tmp_path):
    assert list(rows(tmp_path, "file,title\n\na.pdf,A\n\n")) == ["a.pdf"]


def test_a_quoted_cell_may_hold_a_line_break(tmp_path):
    assert rows(tmp_path, 'file,title\na.pdf,"Crime\nand fire"\nb.pdf,B\n')["a.pdf"].title == "Crime and fire"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("file,colour\na.pdf,red\n", "unknown column 'colour'"),
        ("title\nA\n", "no column 'file'"),
        ("", "no column 'file'"),
        ("file,date\na.pdf,2 May 2023\n", "line 2"),
        ("file,kind\na.pdf,minute\n", "agenda|minutes|decision"),
        ("file,status\na.pdf,final\n", "draft|approved|unknown"),
        ("file,access\na.pdf,everybody\n", "public|exempt|unknown"),
        ("file,panel\na.pdf,Nowhere Panel\n", "no panel is called 'Nowhere Panel'"),
        ("file,url\na.pdf,javascript:alert(1)\n", "is not a web address"),
        ("file,title\na.pdf,Crime, and fire\n", "too many cells"),
        ("file,title\n,Crime\n", "no file name"),
        ("file\na.pdf\nb.pdf\na.pdf\n", "line 4: a.pdf has a row already"),
        (b"file,title\na.pdf,\xa3100\n", "save it as UTF-8 CSV"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place_and_what_is_allowed(tmp_path, text, words):
    message = refusal(tmp_path, text)
    assert words in message
    assert str(tmp_path / "papers.csv") in message


def test_the_line_in_a_message_is_that_of_the_file_after_a_cell_with_a_line_break(tmp_path):
    assert "line 4" in refusal(tmp_path, 'file,title,kind\na.pdf,"Crime\nand fire",\nb.pdf,B,wrong\n')
