"""A judge's opinion is asked of what it may see, is reported, and gates nothing."""

from dataclasses import replace

import pytest

from corpus.errors import Fault, WriterError
from corpus.papers import Access
from eval import run
from eval.choices import Setup
from eval.cli import main
from eval.gate import Verdict, as_baseline, complaints, judge
from eval.judge import CORRECT, GROUP, SUPPORTED, judged
from eval.outcomes import sources
from eval.report import render
from eval.setups import engine
from tests.fakes_outcomes import MACHINERY, THEFTS, WARDENS, cited, gold, outcome, question
from tests.fakes_qa import REGISTER, Shelf, harbour, ranker, rural
from tests.test_eval_report import BEGUN, report

RIGHT = outcome(question(qid="q1", wanted=[gold(WARDENS)]), citations=[cited(WARDENS)])
WRONG = outcome(question(qid="q2", wanted=[gold(THEFTS)]), citations=[cited(MACHINERY)])
TALKED = outcome(question(qid="q3", kind="unanswerable", answerable=False), citations=[cited(MACHINERY)])
SILENT = outcome(question(qid="q4", wanted=[gold(THEFTS)]))


class Judge:
    """A language model that finds answers on wardens right, and keeps what it was sent."""

    name = "judge"

    def __init__(self, *, sees=frozenset(Access)) -> None:
        self.sees, self.sent = sees, []

    def write(self, prompt):
        self.sent.append(prompt.user)
        own = prompt.user.rsplit("Information:", 1)[-1].rsplit("## Generated Answer", 1)[-1]
        is_right = WARDENS in own
        yield ""
        yield (
            ("YES" if is_right else "NO") if "Information:" in prompt.user else ("5.0\nwell" if is_right else "2.0\nno")
        )


def opinions(outcomes, model):
    found = judged(outcomes, model, progress=lambda *_: None)
    return {score.name: dict(score.values) for score in found}


def test_a_judge_says_what_is_supported_and_how_well_it_agrees_with_what_was_marked():
    assert opinions([RIGHT, WRONG, TALKED, SILENT], Judge()) == {
        SUPPORTED: {"q1": 1.0, "q2": 0.0, "q3": 0.0},
        CORRECT: {"q1": 1.0, "q2": 0.25},
    }


def test_a_judge_is_sent_the_answer_with_what_it_cites_and_with_what_was_marked():
    model = Judge()
    opinions([WRONG], model)

    supported, correct = model.sent
    assert supported.count(MACHINERY) == 2  # said, and cited
    assert (MACHINERY in correct, THEFTS in correct) == (True, True)


def test_a_judge_is_not_shown_papers_that_it_may_not_see():
    held = sources(Shelf(rural(access=Access.EXEMPT), harbour()))
    hidden = [outcome_over(one, held) for one in (RIGHT, WRONG)]
    model = Judge(sees=frozenset({Access.PUBLIC}))

    assert opinions(hidden, model) == {}
    assert model.sent == []


def outcome_over(one, held):
    return replace(one, sources=held)


def test_a_reply_without_a_verdict_is_left_out():
    class Rambling(Judge):
        def write(self, _):
            yield "It is hard to say."

    assert opinions([RIGHT], Rambling()) == {}


def test_a_judge_that_does_not_deliver_is_an_error():
    class Away(Judge):
        def write(self, _):
            raise WriterError(Fault.UNAVAILABLE, "the language model cannot be reached")
            yield

    with pytest.raises(WriterError, match="cannot be reached"):
        opinions([RIGHT], Away())


def test_an_opinion_is_reported_and_shuts_no_gate():
    good, bad = (
        run.measured([RIGHT], BEGUN, opinions=judged([one], Judge(), progress=lambda *_: None))
        for one in (RIGHT, WRONG)
    )
    kept = as_baseline(good, before=None)
    found = [one for one in judge(bad, kept) if one.score.group == GROUP]

    assert not {SUPPORTED, CORRECT} & {one.measure for one in kept.kept}
    assert {one.verdict for one in found} == {Verdict.REPORTED}
    assert complaints(judge(bad, kept)) == []


def test_the_report_says_that_it_is_an_opinion():
    told = run.measured([RIGHT], BEGUN, opinions=judged([RIGHT], Judge(), progress=lambda *_: None))
    page = render(replace(report([RIGHT]), result=told, judged=judge(told, None)))

    assert "What a language model thinks of them" in page
    assert "A language model&#39;s opinion: the share of answers" in page


def test_a_language_model_writes_the_answers_of_its_own_setup():
    class Garbled(Judge):
        def write(self, prompt):
            self.sent.append(prompt.user)
            yield "no JSON"

    model = Garbled()
    ask = engine(Setup.WRITTEN, Shelf(rural(), harbour()), register=REGISTER, ranker=ranker(), writer=model)
    told = ask(question(qid="q1").question)

    assert told.status in ("answered", "not_found")


@pytest.mark.parametrize("options", [["--judge"], ["--setup", "written"]])
def test_without_a_language_model_the_command_says_so(options, sample_home, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["eval", "--sample", "--split", "tune", *options, "--home", str(sample_home)])

    assert ended.value.code == 1
    assert "name one with --llm and --model" in capsys.readouterr().err
