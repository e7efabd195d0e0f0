"""Every row of the curated questions is checked when it is read, whatever its split, and named when it is wrong."""

import json
from dataclasses import replace

import pytest

from corpus.errors import PanelqaError
from corpus.papers import Span
from eval.curated import for_papers, ids, parsed
from tests.fakes_qa import Shelf, Written

PAPER = Written("Item 4\n\nThe fund was closed. The fund was\u00a0closed in May.\n", file="one.txt")
PAPERS = Shelf(PAPER).papers()
ROW = {
    "qid": "q1", "split": "tune", "kind": "lookup", "question": "What became of the fund?", "history": [],
    "answerable": True, "gold": [{"file": "one.txt", "quote": "The fund was closed."}], "speaker": None,
    "facts": ["closed"], "must_not": [],
}  # fmt: skip
GOLD = ROW["gold"][0]


def written(folder, *rows, name="mine.jsonl"):
    (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"qid": ""}, "'qid' is empty"),
        ({"qid": 7}, "'qid' must be text"),
        ({"question": "  "}, "'question' is empty"),
        ({"split": "test"}, "unknown split 'test': one of tune, report"),
        ({"kind": "riddle"}, "unknown kind 'riddle': one of lookup, "),
        ({"answerable": "yes"}, "'answerable' must be true or false"),
        ({"speaker": 3}, "'speaker' must be text or null"),
        ({"history": ["And then?"]}, "each turn of 'history' needs a 'question'"),
        ({"facts": [""]}, "'facts' must be a list of texts, none of them empty"),
        ({"must_not": [5]}, "'must_not' must be a list of texts, none of them empty"),
        ({"gold": []}, "an answerable question needs gold"),
        ({"answerable": False}, "a question without an answer has no gold"),
        ({"kind": "unanswerable"}, "a question of the kind 'unanswerable' has no answer"),
        ({"gold": ["The fund"]}, "each gold needs a 'file'"),
        ({"gold": [{"quote": "The fund"}]}, "each gold needs a 'file'"),
        ({"gold": [GOLD, {**GOLD, "alternative_to": 1}]}, "gold 1 is an alternative to 1, which is no gold of its own"),
        ({"gold": [{**GOLD, "alternative_to": 5}]}, "gold 0 is an alternative to 5, which is no gold of its own"),
        ({"gold": [{"file": "one.txt"}]}, "gold needs 'quote', or 'start', 'end' and 'sha256'"),
        ({"gold": [{"file": "one.txt", "start": 0, "end": 4, "sha256": ""}]}, "one.txt differs at 0 to 4"),
        ({"note": "x"}, "unknown field note"),
    ],
)
@pytest.mark.parametrize("split", ["tune", "report"])
def test_a_row_that_is_wrong_is_named_whatever_its_split(tmp_path, change, reason, split):
    written(tmp_path, {**ROW, "qid": "q0"}, {**ROW, "split": split, **change})

    with pytest.raises(PanelqaError) as caught:
        for_papers(PAPERS, split="tune", folder=tmp_path)

    assert str(caught.value).startswith("mine.jsonl line 2: ")
    assert reason in str(caught.value)


def test_a_line_that_is_not_an_object_is_named(tmp_path):
    (tmp_path / "mine.jsonl").write_text("[]\n", encoding="utf-8")

    with pytest.raises(PanelqaError, match=r"^mine\.jsonl line 1: not a JSON object$"):
        for_papers(PAPERS, split="tune", folder=tmp_path)


def test_an_id_that_is_used_in_another_file_is_named(tmp_path):
    written(tmp_path, ROW, name="a.jsonl")
    written(tmp_path, {**ROW, "qid": "q0"}, ROW, name="b.jsonl")

    with pytest.raises(PanelqaError, match=r"^b\.jsonl line 2: 'q1' is the id of a\.jsonl line 1 already$"):
        for_papers(PAPERS, split="tune", folder=tmp_path)


def test_a_wrong_row_over_papers_that_are_not_there_is_named_too(tmp_path):
    written(tmp_path, {**ROW, "gold": [{**GOLD, "file": "elsewhere.txt"}], "kind": "riddle"})

    with pytest.raises(PanelqaError, match=r"^mine\.jsonl line 1: unknown kind"):
        for_papers(PAPERS, split="tune", folder=tmp_path)


def test_empty_lines_are_passed_over_and_counted(tmp_path):
    (tmp_path / "mine.jsonl").write_text(f"{json.dumps(ROW)}\n\n{{}}\n", encoding="utf-8")

    with pytest.raises(PanelqaError, match=r"^mine\.jsonl line 3: no answerable, facts, "):
        for_papers(PAPERS, split="tune", folder=tmp_path)


def test_a_false_premise_may_have_the_passage_that_corrects_it(tmp_path):
    written(tmp_path, {**ROW, "kind": "false_premise", "answerable": False, "facts": []})

    (one,) = for_papers(PAPERS, split="tune", folder=tmp_path)

    assert one.gold[0].spans == (("one.txt", Span(start=8, end=28)),)


def test_gold_in_a_copy_of_a_paper_is_gold_in_the_paper():
    paper = replace(PAPERS[0], file="first.txt", files=("first.txt", "one.txt"))
    one = parsed(json.dumps(ROW), [paper])

    assert one.files == {"first.txt"}
    assert [file for file, _ in one.gold[0].spans] == ["first.txt"]


def test_the_ids_of_all_files_are_taken(tmp_path):
    written(tmp_path, ROW, name="a.jsonl")
    written(tmp_path, {**ROW, "qid": "q2"}, name="b.jsonl")

    assert ids(tmp_path) == {"q1", "q2"}


def test_the_questions_that_are_shipped_can_all_be_read():
    assert len(ids()) >= 220
    assert for_papers([], split="tune") == []


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(PanelqaError, match=r"nowhere\.jsonl cannot be read"):
        for_papers(PAPERS, split="tune", files=[tmp_path / "nowhere.jsonl"])
