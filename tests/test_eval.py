"""The curated questions are read with care, the measures count what they say, the training learns what is there."""

import hashlib
import json
from dataclasses import replace

import numpy as np
import pytest

from corpus.errors import PanelqaError
from corpus.papers import Span
from eval.curated import Gold, for_papers
from eval.fit_answers import fit_answers
from eval.found import cases
from eval.outcomes import Outcome, holds, sources
from qa.answers import AnswerStatus
from qa.evidence import FEATURES
from qa.ranker import ANSWER_FEATURES, load_ranker, probabilities
from tests.fakes_qa import MINUTES, REGISTER, RESOLUTION, Shelf, answer_from, harbour, rural

SHELF = Shelf(rural(), harbour())
WARDENS = "Cllr Ann Brook asked how many wardens there were."
ROW = {
    "qid": "q1",
    "split": "tune",
    "kind": "who",
    "question": "What did Cllr Brook ask about wardens?",
    "history": [{"question": "Who is Cllr Brook?"}],
    "answerable": True,
    "gold": [{"file": "rural.txt", "quote": WARDENS}],
    "speaker": "Cllr Ann Brook",
    "facts": ["wardens"],
    "must_not": ["drones"],
}


def curated(folder, *rows, split="tune", shelf=SHELF):
    """Return the questions of a file of rows; a row is a dict, or a line as it stands."""
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    (folder / "mine.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return for_papers(shelf.papers(), split=split, folder=folder)


def hashed(words, *, digest=None):
    """Return gold by offsets, as it is kept for papers whose words are not ours."""
    start = MINUTES.index(words)
    digest = digest or hashlib.sha256(words.encode()).hexdigest()[:16]
    return {"file": "rural.txt", "start": start, "end": start + len(words), "sha256": digest}


# The questions


def test_a_row_is_read_with_its_gold_found(tmp_path):
    (one,) = curated(tmp_path, ROW)

    start = MINUTES.index(WARDENS)
    assert one.gold == (Gold(spans=(("rural.txt", Span(start=start, end=start + len(WARDENS))),)),)
    assert (one.question.id, one.question.history[0].question) == ("q1", "Who is Cllr Brook?")
    assert (one.kind, one.answerable, one.speaker, one.facts) == ("who", True, "Cllr Ann Brook", ("wardens",))
    assert one.files == {"rural.txt"}


def test_gold_by_its_words_is_found_over_line_breaks(tmp_path):
    (one,) = curated(tmp_path, {**ROW, "gold": [{"file": "rural.txt", "quote": " ".join(RESOLUTION.split())}]})

    ((_, span),) = one.gold[0].spans
    assert MINUTES[span.start : span.end] == RESOLUTION


def test_gold_by_its_place_is_checked_by_its_hash(tmp_path):
    (one,) = curated(tmp_path, {**ROW, "gold": [hashed(WARDENS)]})

    assert one.gold[0].spans[0][1].start == MINUTES.index(WARDENS)


def test_an_alternative_joins_the_gold_that_it_may_stand_for(tmp_path):
    other = {**hashed("She hoped for more."), "alternative_to": 0}
    (one,) = curated(tmp_path, {**ROW, "gold": [hashed(WARDENS), other, hashed("The county had too few officers")]})

    assert [len(gold.spans) for gold in one.gold] == [2, 1]


def test_only_the_split_that_is_asked_for_is_given(tmp_path):
    rows = [ROW, {**ROW, "qid": "q2", "split": "report"}]

    assert [one.question.id for one in curated(tmp_path, *rows, split="report")] == ["q2"]


def test_questions_over_other_papers_are_passed_over(tmp_path):
    other = {**ROW, "qid": "q2", "gold": [{"file": "elsewhere.txt", "quote": "x"}]}

    assert curated(tmp_path, ROW, other) == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('{"qid": "q1", ', "Expecting"),
        (
            {**ROW, "qid": "q2", "gold": [{"file": "rural.txt", "quote": "Nobody said this."}]},
            "rural.txt does not hold 'Nobody",
        ),
        ({**ROW, "qid": "q2", "gold": [hashed(WARDENS, digest="0" * 16)]}, "rural.txt differs at"),
        ({**ROW, "qid": "q2", "gold": [{"file": "rural.txt", "start": 1}]}, "'end'"),
        (
            {**ROW, "qid": "q2", "gold": [{"file": "rural.txt", "start": "x", "end": 2, "sha256": "0"}]},
            "invalid literal",
        ),
        ({**ROW, "qid": "q2", "facts": "wardens"}, "'facts' must be a list"),
        ({key: value for key, value in ROW.items() if key != "must_not"}, "must_not"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_by_file_and_line(tmp_path, row, reason):
    with pytest.raises(PanelqaError, match=r"mine\.jsonl line 2") as caught:
        curated(tmp_path, ROW, row)

    assert reason in str(caught.value)


@pytest.mark.parametrize("missing", ["gold", "split"])
def test_a_row_without_gold_or_split_is_named_too(tmp_path, missing):
    row = {key: value for key, value in ROW.items() if key != missing}

    with pytest.raises(PanelqaError, match=r"mine\.jsonl line 2"):
        curated(tmp_path, ROW, row)


# The measures


def outcome(folder, gold, *, facts=(), question="What did Cllr Brook ask about wardens?"):
    (one,) = curated(folder, {**ROW, "gold": gold, "facts": list(facts), "question": question, "history": []})
    return Outcome(curated=one, answer=answer_from(SHELF, question), sources=sources(SHELF))


def test_a_citation_holds_gold_from_half_of_it_on():
    citation = answer_from(SHELF, "What did Cllr Brook ask about wardens?").citations[0]
    long = citation.end - citation.start

    def gold(start, end, file="rural.txt"):
        return Gold(spans=((file, Span(start=start, end=end)),))

    assert holds(gold(citation.start, citation.end), citation)
    assert holds(gold(citation.start, citation.start + 1), citation)
    assert holds(gold(citation.end - 10, citation.end + 10), citation)
    assert not holds(gold(citation.end - 9, citation.end + 11), citation)
    assert not holds(gold(citation.start - long, citation.start), citation)
    assert not holds(gold(citation.start, citation.end, file="other.txt"), citation)


def test_any_alternative_will_do():
    citation = answer_from(SHELF, "What did Cllr Brook ask about wardens?").citations[0]
    right = ("rural.txt", Span(start=citation.start, end=citation.end))

    assert holds(Gold(spans=(("rural.txt", Span(start=0, end=9)), right)), citation)


@pytest.mark.parametrize(
    ("status", "silent"),
    [
        (AnswerStatus.ANSWERED, False),
        (AnswerStatus.PARTIAL, False),
        (AnswerStatus.NOT_FOUND, True),
        (AnswerStatus.REFUSED, True),
        (AnswerStatus.CLARIFY, True),
    ],
)
def test_silence_is_every_end_without_an_answer(tmp_path, status, silent):
    one = outcome(tmp_path, [hashed(WARDENS)])

    assert replace(one, answer=replace(one.answer, status=status)).is_silent is silent


# The training


def lessons(count=80):
    rows = np.random.default_rng(1).random((count, 3)) * [1.0, 1.0, 0.0]
    return rows, (rows[:, 0] > 0.5).astype(float), np.ones(count)


def test_what_can_be_told_apart_is_learnt():
    rows, truth, weights = lessons()

    learnt = fit_answers(rows, truth, weights, names=("tells", "noise", "same"))

    chances = probabilities(learnt.scores(rows))
    assert ((chances > 0.5) == (truth == 1)).mean() > 0.9
    assert learnt.features == ("tells", "noise", "same")


def test_a_measurement_that_never_varies_weighs_nothing():
    learnt = fit_answers(*lessons(), names=("tells", "noise", "same"))

    assert (learnt.hidden[:, 2] == 0).all()
    assert (learnt.hidden[:, 0] != 0).any()


def test_training_twice_gives_the_same_weights():
    first, again = (fit_answers(*lessons(40), names=("a", "b", "c")) for _ in range(2))

    np.testing.assert_array_equal(first.hidden, again.hidden)
    assert first.intercept == again.intercept


def test_each_answerable_question_is_also_asked_where_its_papers_are_left_out(tmp_path):
    both, without = cases(curated(tmp_path, ROW), SHELF, register=REGISTER, first=5)

    assert (both.answerable, without.answerable) == (True, False)
    assert (bool(both.gold), bool(without.gold)) == (True, False)
    assert {item.passage.paper_id for item in without.evidence} == {"harbour"}
    assert (both.found.group, without.found.group) == (5, 5)


def test_the_sentence_that_is_gold_is_labelled(tmp_path):
    both, _ = cases(curated(tmp_path, ROW), SHELF, register=REGISTER)
    labelled = [item for item, label in zip(both.evidence, both.found.gold, strict=True) if label]

    assert [MINUTES[item.sentence.start : item.sentence.end] for item in labelled] == [WARDENS]


def test_an_unanswerable_question_is_asked_once(tmp_path):
    row = {**ROW, "answerable": False, "gold": [], "facts": []}

    (case,) = cases(curated(tmp_path, row), SHELF, register=REGISTER)

    assert (case.answerable, bool(case.gold)) == (False, False)


def test_the_shipped_weights_fit_the_measurements():
    shipped = load_ranker()

    assert shipped.sentence.features == FEATURES
    assert shipped.answer.features == ANSWER_FEATURES
    assert shipped.sentence.hidden.shape == (len(shipped.sentence.weights), len(FEATURES))
    assert shipped.answer.hidden.shape == (len(shipped.answer.weights), len(ANSWER_FEATURES))
    assert all(0 < threshold < 1 for threshold in (shipped.threshold, *shipped.brief))


def test_every_measurement_has_its_own_name():
    assert len(set(FEATURES)) == len(FEATURES)
    assert len(set(ANSWER_FEATURES)) == len(ANSWER_FEATURES)
