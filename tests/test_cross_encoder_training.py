import json
import random
from pathlib import Path
from types import SimpleNamespace

import pytest

from corpus.errors import PanelqaError
from eval.curated import digest
from eval.lessons import Lesson
from eval.pairs import FOLDER, pairs_for, taught_ids
from eval.train_cross_encoder import loss_of, shown

TEXT = "Thefts fell by a tenth. Drones were bought."


def paper(text=TEXT):
    return SimpleNamespace(file="a.txt", files=("a.txt",), text=text)


def file_of(folder, name="a.jsonl"):
    gold = {"file": "a.txt", "start": 0, "end": 23, "sha256": digest(TEXT[:23])[:12]}
    rows = [
        {"question": "Is less being stolen?", "near": "a.txt", "gold": [gold]},
        {"question": "Who paid for the drones?", "near": "a.txt", "gold": []},
        {"question": "Of another paper", "near": "b.txt", "gold": []},
    ]
    (folder / name).write_text("\n".join(map(json.dumps, rows)) + "\n", "utf-8")


def test_the_pairs_of_the_papers_at_hand_are_found_with_where_they_are_answered(tmp_path):
    file_of(tmp_path)

    found = pairs_for([paper()], folder=tmp_path)

    assert [(one.question, [(span.start, span.end) for _, span in one.gold], one.later) for one in found] == [
        ("Is less being stolen?", [(0, 23)], False),
        ("Who paid for the drones?", [], False),
    ]


def test_another_text_under_the_same_name_is_refused(tmp_path):
    file_of(tmp_path)

    with pytest.raises(PanelqaError, match=r"a\.jsonl line 1: a\.txt is not the paper"):
        pairs_for([paper("Thefts rose by a tenth. Drones were bought.")], folder=tmp_path)


def test_every_pair_that_ships_over_papers_that_ship_is_where_it_says():
    papers = [
        SimpleNamespace(file=path.name, files=(path.name,), text=path.read_text("utf-8"))
        for path in Path(FOLDER.parent / "papers").glob("*/*.[tm]*")
        if path.suffix in (".txt", ".md")
    ]

    assert len(pairs_for(papers)) > 500


def test_no_question_of_the_split_report_teaches_the_cross_encoder():
    rows = [json.loads(line) for path in (FOLDER.parent / "questions").glob("*.jsonl") for line in path.open("rb")]

    assert not taught_ids() & {row["qid"] for row in rows if row["split"] == "report"}
    assert len(taught_ids()) > 900


def test_what_answers_is_shown_with_the_nearest_that_do_not():
    lesson = Lesson(question="q", sentences=tuple("abcdefghijkl"), gold=(False,) * 11 + (True,), leg=1)

    picked = shown(lesson, random.Random(0))

    assert picked[:4] == [11, 0, 1, 2]
    assert len(picked) == len(set(picked)) == 8


def test_the_loss_is_small_where_the_right_sentence_or_none_is_chosen():
    import torch

    sure, low = torch.tensor([9.0, -9.0]), torch.tensor([-9.0, -9.0])

    assert loss_of(sure, [True, False]).item() < 0.01 < 8 < loss_of(sure, [False, True]).item()
    assert loss_of(low, [False, False]).item() < 0.01
