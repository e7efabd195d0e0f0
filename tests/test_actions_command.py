"""The command `panelqa actions`, over the sample with the real model: table, files, statuses set by hand, errors."""

import csv
from io import StringIO

import pytest

from qa import cli
from qa.tracker.corrections import Corrections, correction
from qa.tracker.status import ActionStatus

pytestmark = pytest.mark.slow


@pytest.fixture
def run(sample_home, capsys):
    """Return what runs the command over the sample: exit code, standard output, standard error."""
    place = sample_home / "eval" / "sample-papers"

    def command(*options):
        with pytest.raises(SystemExit) as ended:
            cli.main(["actions", "--home", str(place), *options])
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    yield command
    (place / "corrections.sqlite").unlink(missing_ok=True)


def rows(out):
    return list(csv.DictReader(StringIO(out), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_the_table_goes_to_standard_output_and_its_summary_to_the_other(run):
    code, out, err = run("--only", "request", "--status", "answered", "--topic", "101 calls")
    assert code == 0
    assert [(row["asked on"], row["status"]) for row in rows(out)] == [("2022-06-23", "answered")]
    assert err.startswith("1 record: 1 answered. Looked at: 24 papers")


def test_overdue_requests_are_found(run):
    _, out, _ = run("--status", "overdue", "--topic", "empty police stations")
    (row,) = rows(out)
    assert "breakdown of the yearly cost" in row["words"]
    assert row["due"] == "2022-08-18"


@pytest.mark.parametrize("ending", ["xlsx", "csv", "md"])
def test_a_file_is_written_and_said(run, tmp_path, ending):
    file = tmp_path / f"requests.{ending}"
    code, out, err = run("-o", str(file))
    assert (code, out) == (0, "")
    assert f"Written to {file}: " in err
    assert file.stat().st_size > 10_000


def test_a_status_set_by_hand_is_kept_and_said(run):
    _, out, _ = run("--topic", "leases of the 41 vehicles", "--only", "undertaking")
    number = rows(out)[0]["record"]
    code, _, err = run("--set", number[:8], "answered", "--note", "Circulated on 3 May.", "--by", "Lorna Fisk")
    assert (code, err) == (0, f"Record {number} is now answered, set by Lorna Fisk.\n")
    _, out, _ = run("--topic", "leases of the 41 vehicles", "--only", "undertaking")
    assert rows(out)[0]["status"] == "answered (by hand)"
    assert rows(out)[0]["why"].endswith(": Circulated on 3 May.")


def test_a_status_set_by_hand_whose_record_is_gone_is_told(run, sample_home):
    lost = correction("abcdefabcdef", ActionStatus.ANSWERED, note="By letter.", by="Lorna Fisk")
    Corrections(sample_home / "eval" / "sample-papers" / "corrections.sqlite").add(lost)
    _, _, err = run("--status", "overdue")
    assert "its record is in no paper now: abcdefabcdef, answered, by Lorna Fisk" in err
    assert "(By letter.)" in err
    _, _, narrower = run("--since", "2023")
    assert "abcdefabcdef" not in narrower


def test_the_passage_behind_a_status_is_shown(run):
    _, out, _ = run("--only", "request", "--status", "answered", "--topic", "101 calls")
    (row,) = rows(out)
    assert "101" in row["passage behind it"]


def test_no_requests_is_said_and_is_no_error(run):
    code, out, err = run("--kind", "agenda")
    assert (code, out) == (0, "")
    assert err.startswith("No requests in these papers (")


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (("--status", "perhaps"), 2, "not one of answered"),
        (("-o", "requests.pdf"), 2, ".xlsx, .csv, .md"),
        (("-o", "no-such-folder/requests.csv"), 1, "make it first"),
        (("--note", "Why"), 2, "--set RECORD STATUS"),
        (("--set", "ffffffffffff", "answered"), 1, "no record begins with"),
        (("--panel", "Narnia"), 1, "Narnia"),
    ],
)
def test_what_cannot_be_done_says_what_to_do(run, options, code, message):
    found, _, err = run(*options)
    assert found == code
    assert message in " ".join(err.replace("│", " ").split())
