import json
import random
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from corpus.errors import PanelqaError
from corpus.readers.read import read
from eval.curated import digest
from eval.fit_choice import Choice, fit_model, fit_network, losses_of
from eval.lessons import Lesson
from eval.pairs import APART, FOLDER, pairs_for, taught
from eval.train_cross_encoder import _LEGS, shown

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

    assert [(one.question, [(span.start, span.end) for _, span in one.gold], one.leg) for one in found] == [
        ("Is less being stolen?", [(0, 23)], 1),
        ("Who paid for the drones?", [], 1),
    ]


def test_another_text_under_the_same_name_is_refused(tmp_path):
    file_of(tmp_path)

    with pytest.raises(PanelqaError, match=r"a\.jsonl line 1: a\.txt is not the paper"):
        pairs_for([paper("Thefts rose by a tenth. Drones were bought.")], folder=tmp_path)


def test_every_pair_that_ships_over_papers_that_ship_is_where_it_says():
    papers = [
        SimpleNamespace(file=path.name, files=(path.name,), text=read(path).text)
        for path in Path(FOLDER.parent / "papers").glob("*/*.*")
        if path.suffix in (".txt", ".md", ".html")
    ]

    assert len(pairs_for(papers)) > 5000


def test_the_end_of_a_files_name_tells_the_leg_of_its_pairs(tmp_path):
    file_of(tmp_path, "a-3.jsonl")

    assert {one.leg for one in pairs_for([paper()], folder=tmp_path)} == {4}


def test_the_pairs_that_measure_the_cross_encoder_are_in_no_leg(tmp_path):
    file_of(tmp_path, "selworthy-3.jsonl")

    assert {one.leg for one in pairs_for([paper()], folder=tmp_path)} == {APART}
    assert APART not in {leg.number for leg in _LEGS}


def test_no_question_of_the_split_report_teaches_the_cross_encoder():
    rows = [json.loads(line) for path in (FOLDER.parent / "questions").glob("*.jsonl") for line in path.open("rb")]

    assert not taught().keys() & {row["qid"] for row in rows if row["split"] == "report"}
    assert len(taught()) > 1400


def test_what_answers_is_shown_with_the_nearest_that_do_not():
    lesson = Lesson(question="q", sentences=tuple("abcdefghijkl"), gold=(False,) * 11 + (True,), leg=1)

    picked = shown(lesson, random.Random(0))

    assert picked[:4] == [11, 0, 1, 2]
    assert len(picked) == len(set(picked)) == 8


def test_now_and_then_nothing_that_answers_is_shown():
    lesson = Lesson(question="q", sentences=tuple("abc"), gold=(False, True, False), leg=1)
    draw = random.Random(0)

    without = sum(1 not in shown(lesson, draw, hidden=0.2) for _ in range(500))

    assert 60 < without < 140


def test_the_loss_is_small_where_the_right_sentence_or_none_is_chosen():
    import torch

    sure, low = torch.tensor([9.0, -9.0]), torch.tensor([-9.0, -9.0, -9.0])

    right = losses_of([sure, low], [[True, False], [False, False, False]])
    wrong = losses_of([sure, low], [[False, True], [False, True, False]])

    assert right.max() < 0.01 < 8 < wrong.min()


def test_what_tells_the_answers_apart_is_learnt():
    rows = np.random.default_rng(0).normal(size=(400, 5, 2)).astype(np.float32)
    choices = [Choice(rows=own, gold=own[:, 0] == own[:, 0].max()) for own in rows]

    for learnt in (fit_network(choices, names=("tells", "noise")), fit_model(choices, names=("tells", "noise"))):
        found = [learnt.scores(own).argmax() == own[:, 0].argmax() for own in rows]
        assert sum(found) > 360
