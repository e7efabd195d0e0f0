"""The folder of papers: which files there are, under which names, and what their bytes are."""

import hashlib
import os

import pytest

from corpus.errors import PanelqaError, Reason, UnreadableError
from corpus.folder import fingerprint, scan


def put(path, data=b"x"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def names(*paths) -> list[str]:
    return [source.file for source in scan(paths)]


def test_files_of_a_folder_and_its_folders_come_by_name(tmp_path):
    for name in ("b.txt", "a.txt", "sub/c.txt"):
        put(tmp_path / name)
    assert names(tmp_path) == ["a.txt", "b.txt", "sub/c.txt"]


def test_hidden_files_locks_and_the_sidecar_are_passed_over(tmp_path):
    for name in (".hidden", "~$open.docx", "papers.csv", ".git/x.txt", "a.txt"):
        put(tmp_path / name)
    assert names(tmp_path) == ["a.txt"]


def test_a_single_file_goes_by_its_bare_name_and_knows_its_folder(tmp_path):
    (source,) = scan([put(tmp_path / "a.txt")])
    assert (source.file, source.folder) == ("a.txt", tmp_path)


def test_a_file_given_twice_is_there_once(tmp_path):
    assert names(tmp_path, put(tmp_path / "a.txt")) == ["a.txt"]


def test_a_relative_path_becomes_absolute(tmp_path, monkeypatch):
    put(tmp_path / "a.txt")
    monkeypatch.chdir(tmp_path)
    (source,) = scan([type(tmp_path)(".")])
    assert source.path == tmp_path / "a.txt"


def test_a_path_that_does_not_exist_is_an_error_that_names_it(tmp_path):
    with pytest.raises(PanelqaError, match=r"nowhere does not exist; give a folder of papers or a file"):
        scan([tmp_path / "nowhere"])


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>.txt",
        "-rf.txt",
        "a\nb.txt",
        "CON.txt",
        "e\u0301.txt",
        "\u202etxt.exe",
        "x" * 250 + ".txt",
    ],
)
def test_a_hostile_name_is_kept_as_it_is(tmp_path, name):
    put(tmp_path / name)
    assert names(tmp_path) == [name]


def test_a_name_that_is_no_text_is_listed_with_its_bytes_written_out(tmp_path):
    raw = os.fsencode(tmp_path) + b"/\xff.txt"
    with open(raw, "wb") as file:  # noqa: PTH123 - a path of bytes
        file.write(b"x")
    assert names(tmp_path) == [r"\xff.txt"]


def test_a_fingerprint_is_the_sha256_of_the_bytes(tmp_path):
    assert fingerprint(put(tmp_path / "a", b"abc")) == hashlib.sha256(b"abc").hexdigest()


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableError) as caught:
        fingerprint(tmp_path / "pipe")
    assert caught.value.reason is Reason.SPECIAL


def test_a_link_that_leads_nowhere_is_refused(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    with pytest.raises(UnreadableError) as caught:
        fingerprint(tmp_path / "link")
    assert caught.value.reason is Reason.SPECIAL
    assert names(tmp_path) == ["link"]


def test_a_link_that_leads_in_a_circle_does_not_hang(tmp_path):
    put(tmp_path / "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path):
    path = put(tmp_path / "a.txt")
    path.chmod(0)
    with pytest.raises(UnreadableError) as caught:
        fingerprint(path)
    assert caught.value.reason is Reason.UNREADABLE
