import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

QUESTIONS = Path(__file__).parents[1] / "eval" / "questions"
PAPERS = Path(__file__).parents[2] / "shared" / "papers"
SETS = sorted(QUESTIONS.glob("*.jsonl"))
PAPER_SETS = [path for path in SETS if path.name.startswith("papers-")]

FIELDS = {"qid", "split", "kind", "question", "history", "answerable", "gold", "speaker", "facts", "must_not"}
ANSWERABLE = {
    "actions",
    "ambiguous",
    "conversation",
    "lookup",
    "decision",
    "list",
    "who",
    "figure",
    "definition",
    "timeline",
    "followup",
    "paraphrase",
}
NOT_ANSWERABLE = {"unanswerable", "wrong_panel", "false_premise", "off_topic", "wrong_date", "personal"}

each_set = pytest.mark.parametrize("path", SETS, ids=lambda path: path.name)
each_paper_set = pytest.mark.parametrize("path", PAPER_SETS, ids=lambda path: path.name)
needs_papers = pytest.mark.skipif(not PAPERS.is_dir(), reason=f"the real papers are not at {PAPERS}")

Row = dict[str, Any]


def rows_of(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def text_of(name: str) -> str:
    with (PAPERS / name).open(encoding="utf-8", newline=None) as file:
        return file.read()


def test_the_tuning_set_is_there_with_questions_of_both_sorts():
    answerable = Counter(row["answerable"] for row in rows_of(QUESTIONS / "papers-tune.jsonl"))

    assert answerable[True] >= 75
    assert answerable[False] >= 40


def test_question_ids_are_unique_over_all_sets():
    seen = Counter(row["qid"] for path in SETS for row in rows_of(path))

    assert [qid for qid, times in seen.items() if times > 1] == []


@each_set
def test_no_question_is_asked_twice_in_a_set(path: Path):
    seen = Counter((row["question"].casefold(), json.dumps(row["history"])) for row in rows_of(path))

    assert [asked for asked, times in seen.items() if times > 1] == []


@each_set
def test_every_row_has_the_fields_and_no_others(path: Path):
    wrong = {row.get("qid"): sorted(FIELDS ^ row.keys()) for row in rows_of(path) if row.keys() != FIELDS}

    assert wrong == {}


@each_set
def test_values_are_of_the_right_type(path: Path):
    for row in rows_of(path):
        where = f"{path.name} {row['qid']}"
        assert row["question"].strip(), where
        assert isinstance(row["answerable"], bool), where
        assert row["speaker"] is None or row["speaker"].strip(), where
        assert all(isinstance(text, str) and text for text in row["facts"] + row["must_not"]), where
        for turn in row["history"]:
            assert "question" in turn, where
            assert turn.keys() <= {"question", "answer"}, where


@each_set
def test_the_kind_is_known_and_says_whether_the_question_can_be_answered(path: Path):
    for row in rows_of(path):
        # A follow-up question may also ask for what the papers do not say.
        expected = ANSWERABLE if row["answerable"] else NOT_ANSWERABLE | {"followup"}
        assert row["kind"] in expected, f"{path.name} {row['qid']}"


@each_set
def test_answerable_questions_have_gold_and_the_others_have_none(path: Path):
    # A false premise may carry the passage that corrects it.
    rows = [row for row in rows_of(path) if row["kind"] != "false_premise"]

    wrong = [row["qid"] for row in rows if bool(row["gold"]) != row["answerable"]]

    assert wrong == []


@each_set
def test_alternatives_point_to_gold_that_is_no_alternative_itself(path: Path):
    for row in rows_of(path):
        for number, item in enumerate(row["gold"]):
            other = item.get("alternative_to")
            if other is not None:
                where = f"{path.name} {row['qid']} gold {number}"
                assert 0 <= other < len(row["gold"]), where
                assert other != number, where
                assert "alternative_to" not in row["gold"][other], where


@needs_papers
@each_paper_set
def test_gold_lies_inside_its_paper_and_has_the_stated_hash(path: Path):
    for row in rows_of(path):
        for number, item in enumerate(row["gold"]):
            where = f"{path.name} {row['qid']} gold {number}"
            text = text_of(item["file"])
            assert 0 <= item["start"] < item["end"] <= len(text), where
            quoted = text[item["start"] : item["end"]]
            assert quoted == quoted.strip(), where
            assert hashlib.sha256(quoted.encode()).hexdigest()[:16] == item["sha256"], where
