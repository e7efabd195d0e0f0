"""A run asks each question once, keeps what it was told, goes on where it stopped, and knows what it was made with."""

import datetime as dt
import json
import threading
from dataclasses import dataclass, replace
from enum import StrEnum

import pytest

from corpus.errors import PanelqaError
from corpus.papers import PaperKind
from eval import run
from eval.choices import Choice, Setup, Split
from eval.cli import main
from eval.comparison import Trend, beside
from eval.configuration import Configuration, configuration, differences
from eval.measures import Better, Score
from eval.run import Posed, Result
from eval.setups import Reordered, engine
from index.search import Scope
from qa.answers import Answer, Seconds
from qa.saved import from_plain, to_plain
from tests.fakes_outcomes import SOURCES, THEFTS, WARDENS, cited, gold, hit, outcome, question
from tests.fakes_qa import REGISTER, Shelf, answer_from, harbour, ranker, rural

SHELF = Shelf(rural(), harbour())
QUESTIONS = [question(qid=f"q{n}", wanted=[gold(words)]) for n, words in enumerate((WARDENS, THEFTS), 1)]
MADE = Configuration(
    setup=Setup.SHIPPED, split=Split.TUNE, papers="2 papers, 1a", questions="2 questions, 2b", model="small",
    index="one", ranker="3c", prompt="none", engine="4d", program="1",
)  # fmt: skip
BEGUN = Result(command="panelqa eval", configuration=MADE)


class Counting:
    """An engine that counts what it is asked."""

    def __init__(self, *, stop_after=99) -> None:
        self.asked, self.left = [], stop_after

    def __call__(self, asked):
        if not self.left:
            raise KeyboardInterrupt
        self.left -= 1
        self.asked.append(asked.id)
        told = cited(WARDENS)
        return outcome(QUESTIONS[0], citations=[told], hits=[hit(WARDENS)]).answer


def answered(ask, folder=None, curated=QUESTIONS):
    """Return the outcomes of a run, kept in a folder where one is given, and what the progress bar was told."""
    steps = []
    posed = [Posed(curated=curated, sources=SOURCES, ask=ask)]
    if folder is None:
        return run.answer(posed, known={}, keep=lambda _: None, progress=lambda *step: steps.append(step)), steps
    known = run.begin(folder, BEGUN)
    with run.keeping(folder) as keep:
        return run.answer(posed, known=known, keep=keep, progress=lambda *step: steps.append(step)), steps


# Asking and going on


def test_every_question_is_asked_once_in_order_and_counted():
    ask = Counting()
    outcomes, steps = answered(ask)

    assert ask.asked == ["q1", "q2"]
    assert [one.qid for one in outcomes] == ["q1", "q2"]
    assert [step[1:] for step in steps] == [(1, 2), (2, 2)]


def test_questions_that_are_worked_on_at_once_come_out_in_order():
    second_is_asked = threading.Event()
    count = Counting()

    def ask(asked):
        if asked.id == "q2":
            second_is_asked.set()
        assert second_is_asked.wait(timeout=10)  # the first is done only once the second has begun
        return count(asked)

    posed = [Posed(curated=QUESTIONS, sources=SOURCES, ask=ask)]
    kept = []
    outcomes = run.answer(posed, known={}, keep=kept.append, progress=lambda *_: None, at_once=2)

    assert [one.qid for one in outcomes] == ["q1", "q2"]
    assert kept == list(outcomes)


def test_two_questions_of_one_id_are_refused():
    with pytest.raises(PanelqaError, match="two questions have the id q1"):
        answered(Counting(), curated=[QUESTIONS[0], QUESTIONS[0]])


def test_a_run_that_was_stopped_goes_on_where_it_stopped(tmp_path):
    first, second = Counting(stop_after=1), Counting()
    with pytest.raises(KeyboardInterrupt):
        answered(first, tmp_path)

    outcomes, _ = answered(second, tmp_path)

    assert (first.asked, second.asked) == (["q1"], ["q2"])
    assert [one.answer for one in outcomes] == [one.answer for one in answered(Counting())[0]]


def test_an_answer_that_was_cut_off_in_writing_is_asked_again(tmp_path):
    answered(Counting(), tmp_path)
    path = tmp_path / run.OUTCOMES
    path.write_text(path.read_text("utf-8")[:-20], "utf-8")

    ask = Counting()
    answered(ask, tmp_path)

    assert ask.asked == ["q2"]
    assert len([json.loads(line) for line in path.read_text("utf-8").splitlines()]) == 2


def test_a_damaged_line_in_the_middle_is_named(tmp_path):
    answered(Counting(), tmp_path)
    path = tmp_path / run.OUTCOMES
    path.write_text("{}\n" + path.read_text("utf-8"), "utf-8")

    with pytest.raises(PanelqaError, match=r"outcomes\.jsonl line 1"):
        answered(Counting(), tmp_path)


def test_answers_of_another_configuration_are_not_mixed_in(tmp_path):
    answered(Counting(), tmp_path)
    other = replace(BEGUN, configuration=replace(MADE, ranker="9z"))

    with pytest.raises(PanelqaError, match=r"another configuration \(ranker: 3c, now 9z\).*name another folder"):
        run.begin(tmp_path, other)


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear Chair", "utf-8")

    with pytest.raises(PanelqaError, match="something else than a run"):
        run.begin(tmp_path, BEGUN)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_finished_run_is_read_as_it_was_written(tmp_path):
    outcomes, _ = answered(Counting(), tmp_path)
    result = run.measured(outcomes, BEGUN)
    run.finish(tmp_path, result, outcomes=outcomes)

    assert run.read_result(tmp_path) == result
    assert (tmp_path / "run.trec").read_text("utf-8").startswith("q1 Q0 ")
    recall = next(one for one in result.scores if one.score.name == "citation recall")
    assert recall.score.values == (("q1", 1.0), ("q2", 0.0))
    assert (recall.interval.mean, recall.interval.n) == (0.5, 2)


def test_a_folder_without_a_run_is_named(tmp_path):
    with pytest.raises(PanelqaError, match="holds no run"):
        run.read_result(tmp_path)


# Records as JSON


def test_an_answer_of_the_engine_is_read_as_it_was_written():
    told = answer_from(SHELF, "What did the panel resolve on rural crime?")
    assert told.citations

    assert from_plain(Answer, json.loads(json.dumps(told.to_json()))) == told


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    colour: Colour
    day: dt.date | None = None
    pairs: tuple[tuple[str, float], ...] = ()


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({}, "Thing without colour"),
        ({"colour": "blue"}, "colour: 'blue' is not a valid Colour"),
        ({"colour": "red", "day": 3}, "day: 3 is not a date"),
        ({"colour": "red", "pairs": [["a"]]}, "pairs: zip"),
        ({"colour": "red", "pairs": "ab"}, "pairs: 'ab' is not a list"),
        ([], "is not a Thing"),
    ],
)
def test_what_does_not_fit_a_record_is_named(value, reason):
    with pytest.raises(PanelqaError, match="not a Thing as this version writes them") as caught:
        from_plain(Thing, value)
    assert reason in str(caught.value)


def test_a_record_comes_back_whole_and_keys_that_it_does_not_know_are_left_alone():
    thing = Thing(colour=Colour.RED, day=dt.date(2022, 2, 4), pairs=(("a", 1.0),))

    assert from_plain(Thing, {**to_plain(thing), "later": True}) == thing


# What a run was made with


class Model:
    name, revision, weights = "small", "1", "0" * 64


def made(curated=QUESTIONS, papers=None, **choice):
    return configuration(Choice(**choice), papers=papers or SHELF.papers(), curated=curated, model=Model())


def test_the_same_choice_has_the_same_configuration():
    assert made() == made(curated=QUESTIONS[::-1], papers=SHELF.papers()[::-1])


def test_a_configuration_tells_what_changed():
    facts = replace(QUESTIONS[0], facts=("two",))

    assert [line.split(":")[0] for line in differences(made(), made(curated=[facts, QUESTIONS[1]]))] == ["questions"]
    assert [line.split(":")[0] for line in differences(made(), made(papers=SHELF.papers()[:1]))] == ["papers"]
    assert differences(made(), made(setup=Setup.DENSE)) == ["setup: shipped, now dense"]


# Engines with a part left out


@pytest.mark.parametrize(
    ("setup", "value"), [(Setup.DENSE, lambda hit: hit.dense), (Setup.BM25, lambda hit: hit.lexical)]
)
def test_one_half_of_the_search_ranks_every_passage_by_its_own_score(setup, value):
    searched = engine(setup, SHELF, register=REGISTER, ranker=ranker()).keywords["collection"]
    every = [hit for hit in SHELF.search("wardens in the rural team", k=99) if value(hit) > 0]
    oracle = sorted(every, key=lambda hit: (-value(hit), hit.passage.passage_id))

    found = searched.search("wardens in the rural team", k=4)

    assert [hit.passage.passage_id for hit in found] == [hit.passage.passage_id for hit in oracle[:4]]
    assert [hit.score for hit in found] == [value(hit) for hit in oracle[:4]]
    assert [hit.rank for hit in found] == [1, 2, 3, 4]


def test_a_search_by_words_alone_finds_nothing_that_shares_no_word():
    searched = engine(Setup.BM25, SHELF, register=REGISTER, ranker=ranker()).keywords["collection"]

    assert searched.search("xylophone", k=9) == []


def test_a_reordered_collection_is_otherwise_the_same():
    searched = Reordered(SHELF, by=lambda hit: hit)
    scope = Scope(kinds=frozenset({PaperKind.REPORT}))

    assert searched.search("grant", k=3, scope=scope) == SHELF.search("grant", k=3, scope=scope)
    assert searched.papers(scope) == SHELF.papers(scope)


def test_without_the_ranker_sentences_stay_in_the_order_of_the_search():
    told = engine(Setup.UNRANKED, SHELF, register=REGISTER, ranker=ranker())(QUESTIONS[0].question)
    order = [hit.passage.passage_id for hit in SHELF.search(QUESTIONS[0].question.text, k=40)]

    assert [hit.passage for hit in told.hits] == order[: len(told.hits)]


# Two runs


def scored(*values, name="all gold cited", better=Better.HIGHER):
    score = Score(name=name, group="citations", better=better, values=tuple(values))
    return replace(BEGUN, scores=(run.Scored(score=score, interval=run.interval([v for _, v in values])),))


def test_two_runs_are_compared_over_the_questions_that_both_have():
    before = scored(*((f"q{n}", 0.0) for n in range(1, 9)), ("old", 1.0))
    after = scored(*((f"q{n}", 1.0) for n in range(1, 8)), ("q8", 0.0), ("new", 0.0))

    found = beside(after, before, name="monday")

    (one,) = found.compared
    assert (one.before, one.after, one.difference.n, one.trend) == (0.0, 0.875, 8, Trend.BETTER)
    assert [moved.qid for moved in found.better] == [f"q{n}" for n in range(1, 8)]
    assert found.worse == ()


def test_where_lower_is_better_a_rise_is_worse():
    before, after = (
        scored(*((f"q{n}", value) for n in range(1, 9)), name="wrong silence", better=Better.LOWER)
        for value in (0.0, 1.0)
    )

    assert beside(after, before, name="monday").compared[0].trend is Trend.WORSE
    assert beside(after, after, name="monday").compared[0].trend is Trend.UNCLEAR


# The command


def evaluate(*options):
    with pytest.raises(SystemExit) as ended:
        main(["eval", *map(str, options)])
    return ended.value.code


@pytest.fixture
def few(tmp_path):
    """Return a file of three questions over the sample."""
    quote = "Councillor Gwen Aldersyde be elected Chair of the Panel for the municipal year 2022/23."
    row = {
        "qid": "z1", "split": "tune", "kind": "lookup", "question": "Who was elected chair for 2022/23?",
        "history": [], "answerable": True, "gold": [{"file": "2022-06-23-minutes.html", "quote": quote}],
        "speaker": None, "facts": ["Gwen Aldersyde"], "must_not": [],
    }  # fmt: skip
    silent = {"qid": "z2", "kind": "unanswerable", "question": "Who won the football?", "answerable": False}
    rows = [
        row,
        {**row, **silent, "gold": [], "facts": []},
        {**row, "qid": "z3", "question": "Who is chair in 2022/23?"},
    ]
    (tmp_path / "few.jsonl").write_text("".join(json.dumps(one) + "\n" for one in rows), "utf-8")
    return tmp_path / "few.jsonl"


def test_the_command_keeps_a_run_and_goes_on_with_it(sample_home, few, tmp_path, capsys):
    chosen = ("--sample", "--split", "tune", "--questions", few, "-o", tmp_path / "run", "--home", sample_home)
    assert evaluate(*chosen) == 0
    first = capsys.readouterr()
    lines = (tmp_path / "run" / run.OUTCOMES).read_text("utf-8").splitlines()
    (tmp_path / "run" / run.OUTCOMES).write_text("\n".join(lines[:2]) + "\n", "utf-8")

    assert evaluate(*chosen) == 0
    second = capsys.readouterr()

    assert first.out.startswith("3 questions over ")
    assert "not asked again" not in first.err
    assert "2 of 3 questions were answered before and are not asked again." in second.err
    again = (tmp_path / "run" / run.OUTCOMES).read_text("utf-8").splitlines()
    assert [timeless(line) for line in again] == [timeless(line) for line in lines]
    assert (tmp_path / "run" / "report.html").is_file()
    assert evaluate(*chosen, "--setup", "dense") == 1
    assert "holds a run of another configuration (setup: shipped, now dense)" in capsys.readouterr().err


def timeless(line):
    """Return an answer of a file without how long it took."""
    return replace(from_plain(Answer, json.loads(line)["answer"]), seconds=Seconds())


def test_the_command_compares_with_an_earlier_run(sample_home, few, tmp_path, capsys):
    chosen = ("--sample", "--split", "tune", "--questions", few, "--home", sample_home)
    evaluate(*chosen, "-o", tmp_path / "monday", "--setup", "unranked")
    capsys.readouterr()

    assert evaluate(*chosen, "-o", tmp_path / "tuesday", "--against", tmp_path / "monday") == 0

    assert "Against monday" in capsys.readouterr().out
    assert "Against monday" in (tmp_path / "tuesday" / "report.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--gate", "--add"), 2, "choose one of"),
        (("--add",), 2, "--add needs --questions FILE, once"),
        (("--dataset", "nowhere"), 2, "--dataset needs -o DIR"),
        (("--dataset", "nowhere", "--sample"), 2, "--dataset brings papers and questions"),
        (("--sample", "--questions", "nowhere.jsonl"), 1, "nowhere.jsonl is not there"),
        (("--sample", "--baseline", "nowhere.toml"), 1, "nowhere.toml cannot be read"),
        (("--sample", "--against", "nowhere"), 1, "nowhere holds no run"),
        ((), 1, "no index"),
    ],
)
def test_what_cannot_be_done_is_said(sample_home, capsys, options, code, said):
    assert evaluate(*options, "--home", sample_home) == code
    assert said in capsys.readouterr().err
