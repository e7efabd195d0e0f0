import pytest

from corpus.errors import Reason, UnreadableError
from corpus.readers.plain import decode, read_plain


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"\xef\xbb\xbfThe Panel", "The Panel", id="UTF-8 with mark"),
        pytest.param("\ufeffPanel’s £5".encode("utf-16-le"), "Panel’s £5", id="UTF-16 little-endian"),
        pytest.param("\ufeffPanel’s £5".encode("utf-16-be"), "Panel’s £5", id="UTF-16 big-endian"),
        pytest.param("\ufeffPanel".encode("utf-32-le"), "Panel", id="UTF-32, whose mark begins like that of UTF-16"),
        pytest.param("Panel’s £5".encode(), "Panel’s £5", id="UTF-8"),
        pytest.param("Panel’s “£5” – noted".encode("cp1252"), "Panel’s “£5” – noted", id="cp1252"),
        pytest.param(b"\x91a\x92 \x81\x9d", "‘a’ \x81\x9d", id="cp1252 with undefined bytes"),
    ],
)
def test_the_encoding_is_found(data, text):
    assert read_plain(data).text == text


def test_only_newlines_are_altered():
    text = read_plain("\r\n\r\n ·\u00a0\u00a0 Vice?Chair\t\u200bnoted \rii.\u2028end\n\n".encode()).text

    assert text == "\n\n ·\u00a0\u00a0 Vice?Chair\t\u200bnoted \nii.\u2028end\n\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", Reason.EMPTY, id="no bytes"),
        pytest.param(b"\xef\xbb\xbf \r\n\t\xc2\xa0", Reason.EMPTY, id="only blanks"),
        pytest.param(b"The Panel\0noted", Reason.WRONG_TYPE, id="NUL"),
        pytest.param(bytes(range(1, 9)) * 9 + b"a few words", Reason.WRONG_TYPE, id="control characters"),
        pytest.param("\ufeffPanel".encode("utf-16-le")[:-1], Reason.DAMAGED, id="cut inside a character"),
    ],
)
def test_what_is_not_text_is_refused(data, reason):
    with pytest.raises(UnreadableError) as caught:
        read_plain(data)

    assert caught.value.reason is reason


def test_a_line_of_100_000_characters_is_whole():
    line = "The Panel noted. " * 6_000

    assert read_plain(line.encode()).text == line


def test_a_welsh_code_page_is_read_where_the_page_declares_it():
    assert decode("Tŷ, dŵr".encode("iso-8859-14"), declared="ISO-8859-14") == "Tŷ, dŵr"
