"""The gate is shut by what it is there for, and by nothing else: each fault runs through the real engine."""

import json
import re
from dataclasses import replace

import pytest

from corpus.errors import PanelqaError
from corpus.panels import default_register
from eval import gate, run
from eval.choices import Choice, Setup, Split
from eval.cli import main
from eval.configuration import Configuration, configuration
from eval.curated import FOLDER, for_papers
from eval.gate import BASELINE, Verdict, as_baseline, changes, complaints, judge, read_baseline, write_baseline
from eval.intervals import interval
from eval.measures import Better, Score
from eval.outcomes import sources
from eval.run import Posed, Result, Scored
from eval.setups import engine
from index.cross_encoder import open_cross_encoder
from index.embed import open_embedder
from qa.ranker import load_ranker
from tests.fakes_eval import moved_by_one, placed_one_off, without_the_last_limb, worded_one_off

SET = Choice()


# The gate, over the real engine


class Bench:
    """The sample collection, every other question to report from, and the baseline of the engine as it is."""

    def __init__(self, collection, model, ranker) -> None:
        self.ranker = ranker
        self.collection, self.sources = collection, sources(collection)
        self.curated = for_papers(collection.papers(), split="report")[::2]
        self.configuration = configuration(SET, papers=collection.papers(), curated=self.curated, model=model)
        self.outcomes = self.asked(Setup.SHIPPED)
        self.baseline = as_baseline(self.result(self.outcomes), before=None)

    def asked(self, setup):
        """Return the outcomes of the real engine in a setup."""
        ask = engine(setup, self.collection, register=default_register(), ranker=self.ranker)
        posed = Posed(curated=self.curated, sources=self.sources, ask=ask)
        return run.answer([posed], known={}, keep=lambda _: None, progress=lambda *_: None)

    def broken(self, fault):
        """Return the outcomes of the real engine when everything that it answers passes through a fault."""
        return [replace(one, answer=fault(one.answer, self.collection)) for one in self.outcomes]

    def result(self, outcomes):
        return run.measured(outcomes, Result(command="", configuration=self.configuration))

    def complaints(self, outcomes):
        """Return what the gate complains of, by measure."""
        found = complaints(judge(self.result(outcomes), self.baseline))
        return {line.split(" fell ")[0].split(" rose ")[0]: line for line in found}


@pytest.fixture(scope="module")
def bench(sample_collection, sample_home):
    cache = sample_home / "cache"
    shipped = replace(load_ranker(), reader=open_cross_encoder(cache=cache))
    return Bench(sample_collection, open_embedder(cache=cache), shipped)


def test_the_unchanged_engine_passes(bench):
    assert bench.complaints(bench.asked(Setup.SHIPPED)) == {}


def test_a_resolution_without_its_last_limb_shuts_the_gate(bench):
    found = bench.complaints(bench.broken(without_the_last_limb))

    assert "outcomes and lists whole" in found
    assert "exact quotation" not in found  # what is left is the paper's own text: only the completeness tells


@pytest.mark.parametrize(
    ("fault", "measure"),
    [
        (worded_one_off, "exact quotation"),
        (placed_one_off, "exact quotation"),
        (moved_by_one, "outcomes and lists whole"),  # the paper's own text still, and no longer the whole limb
    ],
)
def test_quotations_one_character_off_shut_the_gate(bench, fault, measure):
    assert measure in bench.complaints(bench.broken(fault))


def test_a_single_quotation_one_character_off_shuts_the_gate(bench):
    at = next(n for n, one in enumerate(bench.outcomes) if one.answer.citations)
    one = bench.outcomes[at]
    outcomes = [*bench.outcomes]
    outcomes[at] = replace(one, answer=worded_one_off(one.answer, bench.collection))

    assert f"questions: {one.qid} (" in bench.complaints(outcomes)["exact quotation"]


def test_a_search_without_bm25_shuts_the_gate(bench):
    found = bench.complaints(bench.asked(Setup.DENSE))

    assert {"recall@5", "nDCG@10", "all gold cited"} <= found.keys()


def test_an_engine_that_is_never_silent_shuts_the_gate(bench):
    assert "right silence" in bench.complaints(bench.asked(Setup.OUTSPOKEN))


# What the gate compares


def score(*values, name="all gold cited", better=Better.HIGHER, group="citations"):
    """Return a score over questions q1, q2, ..."""
    return Score(
        name=name, group=group, better=better, values=tuple((f"q{n}", value) for n, value in enumerate(values, 1))
    )


def result(*scores, **changed):
    """Return what came of a run with these scores; `changed` are parts of its configuration."""
    made = Configuration(
        **{
            "setup": Setup.SHIPPED, "split": Split.REPORT, "papers": "2 papers, 1a", "questions": "4 questions, 2b",
            "model": "small", "index": "one", "ranker": "3c", "prompt": "none", "engine": "4d", "program": "1",
            **changed,
        }
    )  # fmt: skip
    scored = tuple(Scored(score=one, interval=interval([value for _, value in one.values])) for one in scores)
    return Result(command="panelqa eval", configuration=made, scores=scored)


def judged(now, before, *, tolerance=0.25):
    """Return the verdict on a score beside that of a run before it, and what the gate says."""
    kept = as_baseline(result(before), before=None)
    kept = replace(kept, kept=tuple(replace(one, tolerance=tolerance) for one in kept.kept))
    (one,) = judge(result(now), kept)
    return one.verdict, complaints([one])


def test_a_fall_within_the_tolerance_is_let_through():
    assert judged(score(1, 1, 1, 0), score(1, 1, 1, 1)) == (Verdict.WITHIN, [])


def test_a_fall_beyond_the_tolerance_names_the_measure_its_figures_and_the_questions():
    verdict, said = judged(score(1, 0, 0.5, 1), score(1, 1, 1, 0.5), tolerance=0.2)

    assert verdict is Verdict.FELL
    line = "all gold cited fell from 0.875 to 0.625, by more than 0.2; questions: q2 (1 to 0), q3 (1 to 0.5)"
    assert said == [line]


def test_where_lower_is_better_a_rise_shuts_the_gate():
    before, now = (score(*values, name="wrong silence", better=Better.LOWER) for values in ((0, 0, 0, 0), (0, 1, 1, 0)))

    assert judged(now, before)[1] == [
        "wrong silence rose from 0.000 to 0.500, by more than 0.25; questions: q2 (0 to 1), q3 (0 to 1)"
    ]
    assert judged(before, now) == (Verdict.BETTER, [])


def test_a_gain_elsewhere_does_not_hide_which_questions_fell():
    (one,) = judge(result(score(0, 1, 1, 1)), as_baseline(result(score(1, 0, 1, 1)), before=None))

    assert one.verdict is Verdict.SAME
    assert [(change.qid, change.before, change.after) for change in one.worse] == [("q1", 1, 0)]


def test_a_measure_that_is_gone_shuts_the_gate():
    kept = as_baseline(result(score(1), score(1, name="RR", group="retrieval")), before=None)

    assert complaints(judge(result(score(1)), kept)) == ["RR: in the baseline, but no question measures it any more"]


def test_a_new_measure_is_said_to_be_new_and_lets_through():
    kept = as_baseline(result(score(1)), before=None)
    found = judge(result(score(1), score(0, name="RR", group="retrieval")), kept)

    assert [one.verdict for one in found] == [Verdict.SAME, Verdict.NEW]
    assert complaints(found) == []


def test_what_an_answer_costs_is_reported_and_never_judged():
    cheap, dear = (score(n, name="citations an answer", group="cost", better=Better.LOWER) for n in (1, 4))
    kept = as_baseline(result(cheap), before=None)

    assert kept.kept == ()
    assert [one.verdict for one in judge(result(dear), kept)] == [Verdict.REPORTED]


@pytest.mark.parametrize(
    ("part", "value"), [("papers", "3 papers, 9z"), ("questions", "9 questions, 9z"), ("split", Split.TUNE)]
)
def test_a_baseline_of_another_set_is_refused_and_says_in_what_it_differs(part, value):
    kept = as_baseline(result(score(1)), before=None)

    (said,) = gate.strangeness(result(score(1), **{part: value}), kept)
    assert f"{part}: " in said
    assert str(value) in said
    assert gate.strangeness(result(score(1)), kept) == []


def test_versions_that_changed_since_the_baseline_are_remarked_on():
    kept = as_baseline(result(score(1)), before=None)
    found = gate.remarks(result(score(1), ranker="9z", model="large", engine="9z"), kept)

    assert found == ["Since the baseline, model: small, now large", "Since the baseline, ranker: 3c, now 9z"]


# The baseline as a file


def test_a_baseline_is_read_as_it_was_written(tmp_path):
    kept = as_baseline(result(score(1, 0.25, 1 / 3), score(1, name="exact quotation")), before=None)
    write_baseline(tmp_path / "b.toml", kept)

    assert read_baseline(tmp_path / "b.toml") == kept
    assert kept.short == {"q2": {"all gold cited": 0.25}, "q3": {"all gold cited": 0.333333}}


def test_what_was_measured_again_is_the_same_to_the_last_digit_of_the_file(tmp_path):
    same = result(score(1 / 3, 2 / 3, 1 / 7))
    write_baseline(tmp_path / "b.toml", as_baseline(same, before=None))

    (one,) = judge(same, read_baseline(tmp_path / "b.toml"))
    assert (one.verdict, one.worse) == (Verdict.SAME, ())


def test_a_score_may_fall_by_one_question_and_a_promise_by_none():
    scores = [score(1, 1, 0, 1), score(1, 1, 1, 1, name="exact quotation")]
    kept = as_baseline(result(*scores), before=None).kept

    assert [one.tolerance for one in kept] == [0.25, 0.0]


def test_a_tolerance_that_was_set_by_hand_is_kept_while_the_questions_stay_the_same():
    old = as_baseline(result(score(1, 1)), before=None)
    old = replace(old, kept=(replace(old.kept[0], tolerance=0.02),))

    assert as_baseline(result(score(1, 0)), before=old).kept[0].tolerance == 0.02
    assert as_baseline(result(score(1, 0, 1, 1)), before=old).kept[0].tolerance == 0.25


def test_a_new_baseline_says_what_it_changes():
    wrong = [score(*values, name="wrong silence", better=Better.LOWER) for values in ((0, 0), (1, 0, 0))]
    old = as_baseline(result(score(1, 1), wrong[0], score(1, name="RR")), before=None)
    new = as_baseline(result(score(1, 0), wrong[1], score(1, name="nDCG@10"), ranker="9z"), before=old)

    assert changes(old, new) == [
        "ranker: 3c, now 9z",
        "all gold cited: 1.000, now 0.500 (-0.500, worse)",
        "wrong silence: 0.000, now 0.333 (+0.333, worse); over 3 questions, was 2; tolerance 0.3333, was 0.5",
        "nDCG@10: new, 1.000",
        "RR: no longer measured",
    ]
    assert changes(new, new) == []


def test_an_engine_with_a_part_left_out_makes_no_baseline():
    with pytest.raises(PanelqaError, match="leave --setup out"):
        as_baseline(result(score(1), setup=Setup.DENSE), before=None)


@pytest.mark.parametrize(
    "text", ["", "not toml", "[run]\ncommand = 1\n", '[run]\ncommand = "x"\n[[score]]\nvalue = "high"\n']
)
def test_a_file_that_is_no_baseline_is_named(tmp_path, text):
    (tmp_path / "b.toml").write_text(text, "utf-8")

    with pytest.raises(PanelqaError, match=r"b\.toml is not a baseline"):
        read_baseline(tmp_path / "b.toml")


def test_a_baseline_that_is_not_there_is_named(tmp_path):
    with pytest.raises(PanelqaError, match=r"b\.toml cannot be read"):
        read_baseline(tmp_path / "b.toml")


def test_the_baseline_that_is_shipped_is_of_the_sample_and_holds_the_promises_without_slack():
    shipped = read_baseline(BASELINE)

    assert shipped.command == "panelqa eval --sample --split report --setup shipped"
    tolerances = {one.measure: one.tolerance for one in shipped.kept}
    assert tolerances["exact quotation"] == 0
    assert {"recall@5", "outcomes and lists whole", "right silence", "wrong silence"} <= tolerances.keys()
    assert max(tolerances.values()) < 0.15


# The command


@pytest.fixture
def small_set(tmp_path):
    """Return a file of some questions over the sample to tune on."""
    rows = (FOLDER / "sample.jsonl").read_text("utf-8").splitlines()
    chosen = [row for row in rows if json.loads(row)["split"] == "tune"][:12]
    (tmp_path / "small.jsonl").write_text("\n".join(chosen) + "\n", "utf-8")
    return tmp_path / "small.jsonl"


def run_eval(*options, home):
    """Run `panelqa eval` in this process and return how it ended."""
    with pytest.raises(SystemExit) as ended:
        main(["eval", *map(str, options), "--home", str(home)])
    return ended.value.code


def test_the_command_ends_with_1_and_names_what_fell(sample_home, small_set, tmp_path, capsys):
    kept = tmp_path / "baseline.toml"
    chosen = ("--sample", "--split", "tune", "--questions", small_set, "--baseline", kept)

    assert run_eval(*chosen, "--update-baseline", home=sample_home) == 0
    assert re.search(r"^all gold cited: [01]\.\d+ \(tolerance", capsys.readouterr().out, re.MULTILINE)
    assert run_eval(*chosen, "--gate", home=sample_home) == 0
    assert "The gate is open" in capsys.readouterr().err

    assert run_eval(*chosen, "--gate", "--setup", "unranked", home=sample_home) == 1
    said = capsys.readouterr()
    assert "worse" in said.out
    fell = r"^(recall@5|all gold cited|nDCG@10) fell from [01]\.\d+ to [01]\.\d+, by more than 0\.\d+; questions: s\d+"
    assert re.search(fell, said.err, re.MULTILINE)
    assert "Since the baseline, setup: shipped, now unranked" in said.err
    assert said.err.splitlines()[-1].startswith("panelqa: the gate is shut")


def test_the_command_refuses_a_baseline_of_other_questions(sample_home, small_set, tmp_path, capsys):
    kept = tmp_path / "baseline.toml"
    write_baseline(kept, as_baseline(result(score(1)), before=None))

    chosen = ("--sample", "--split", "tune", "--questions", small_set, "--baseline", kept)
    assert run_eval(*chosen, "--gate", home=sample_home) == 1
    assert "The baseline is of another set" in capsys.readouterr().err
