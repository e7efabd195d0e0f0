"""Statuses set by hand: kept apart from the index, with who and when."""

import datetime as dt

import pytest

from corpus.errors import QuestionError, StorageError
from qa.tracker.corrections import FILE, LONGEST_NOTE, Corrections, correction
from qa.tracker.status import ActionStatus


@pytest.fixture
def kept(tmp_path):
    return Corrections(tmp_path / "home" / FILE)


def test_without_a_correction_there_is_no_file(kept, tmp_path):
    assert kept.all() == {}
    assert not (tmp_path / "home").exists()


def test_a_correction_is_there_again_when_the_file_is_opened_anew(kept, tmp_path):
    made = correction("0123456789ab", ActionStatus.ANSWERED, note="By e-mail on 3 May.", by="  Lorna   Fisk ")
    kept.add(made)
    again = Corrections(tmp_path / "home" / FILE).all()["0123456789ab"]
    assert (again.status, again.note, again.by) == (ActionStatus.ANSWERED, "By e-mail on 3 May.", "Lorna Fisk")
    assert abs(again.at - made.at) < dt.timedelta(seconds=1)


def test_the_newest_correction_counts(kept):
    kept.add(correction("0123456789ab", ActionStatus.ANSWERED, note="", by="Ann"))
    kept.add(correction("0123456789ab", ActionStatus.OVERDUE, note="It was not.", by="Ben"))
    assert kept.all()["0123456789ab"].status is ActionStatus.OVERDUE


def test_somebody_must_be_named():
    with pytest.raises(QuestionError, match="who sets the status"):
        correction("0123456789ab", ActionStatus.ANSWERED, note="", by="  ")


def test_a_note_has_an_end():
    with pytest.raises(QuestionError, match="2,001 characters"):
        correction("0123456789ab", ActionStatus.ANSWERED, note="x" * (LONGEST_NOTE + 1), by="Ann")


def test_a_damaged_file_says_what_to_do(kept, tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / FILE).write_bytes(b"not a database, and long enough to be taken for one" * 40)
    with pytest.raises(StorageError, match="put back a copy, or move the file away"):
        kept.all()


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="check the folder"):
        Corrections(tmp_path / "file" / FILE).add(correction("0" * 12, ActionStatus.ANSWERED, note="", by="Ann"))
