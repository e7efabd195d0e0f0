"""Each measure counts what it says: against values worked out by hand, and rankings against brute force."""

import math
import random
from dataclasses import replace

import pytest

from corpus.papers import Span
from eval import answer_measures, citation_measures, curves, trec
from eval.citation_measures import is_same_speaker
from eval.curated import Gold
from eval.curves import Point, calibration, risk_coverage
from eval.measures import ABOUT, MEASURES, Better, Score, measure, rescore, retrieval
from eval.outcomes import confidence, holders
from eval.trec import Topic
from qa.answers import AnswerStatus, Claim, Seconds
from tests.fakes_outcomes import MACHINERY, SOURCES, THEFTS, WARDENS, cited, gold, hit, outcome, question
from tests.fakes_qa import LIMBS, Shelf, answer_from, harbour, rural

LIMB_WORDS = [limb[6:] for limb in LIMBS]


def named(scores):
    return {score.name: dict(score.values) for score in scores}


def limbs():
    return [gold(words) for words in LIMB_WORDS]


# Retrieval


def topic(hits, *relevant, qid="q1"):
    """Return a topic whose passages are letters: the ranking, and for each gold item those that hold it."""
    return Topic(qid=qid, hits=tuple(hits), gold=tuple(frozenset(passages) for passages in relevant))


def test_a_ranking_is_scored_as_by_hand():
    found = named(retrieval([topic("xaybz", "a", "b", "c")]))

    ideal = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    assert found["success@5"] == {"q1": 1.0}
    assert found["recall@5"] == {"q1": pytest.approx(2 / 3)}
    assert found["RR"] == {"q1": 0.5}
    assert found["nDCG@10"] == {"q1": pytest.approx((1 / math.log2(3) + 1 / math.log2(5)) / ideal)}


def test_what_stands_sixth_is_in_the_first_ten_alone():
    found = named(retrieval([topic("vwxyza", "a")]))

    assert [found[name]["q1"] for name in ("success@5", "recall@5", "recall@10")] == [0, 0, 1]


def test_a_fact_that_is_printed_twice_is_found_with_either():
    assert named(retrieval([topic("bx", "ab")]))["recall@5"] == {"q1": 1.0}


def test_a_passage_that_holds_two_gold_items_is_worth_two():
    first, second = retrieval([topic("ab", "a", "a", "b")]), retrieval([topic("ba", "a", "a", "b")])

    assert named(first)["nDCG@10"]["q1"] == 1
    assert named(second)["nDCG@10"]["q1"] == pytest.approx((1 + 2 / math.log2(3)) / (2 + 1 / math.log2(3)))


def test_gold_that_no_passage_holds_counts_as_not_found():
    found = named(retrieval([topic("ab", "a", "")]))

    assert found["recall@5"] == {"q1": 0.5}
    assert named(retrieval([topic("ab", "")]))["success@5"] == {"q1": 0.0}


def test_a_question_for_which_nothing_was_found_counts_as_nought():
    found = named(retrieval([topic("", "a", qid="q1"), topic("a", "a", qid="q2")]))

    assert found["RR"] == {"q1": 0.0, "q2": 1.0}


def test_without_topics_there_are_no_scores():
    assert retrieval([]) == ()


def brute(one):
    """Return the five values of a topic, without any library."""
    grades = {passage: sum(passage in gold for gold in one.gold) for passage in set().union(*one.gold)}
    gains = [grades.get(passage, 0) for passage in one.hits]
    found = [rank for rank, gain in enumerate(gains, 1) if gain]

    def dcg(values):
        return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(values[:10], 1))

    def recall(k):
        return sum(bool(gold & set(one.hits[:k])) for gold in one.gold) / len(one.gold)

    return {
        "success@5": float(any(gains[:5])),
        "recall@5": recall(5),
        "recall@10": recall(10),
        "nDCG@10": dcg(gains) / dcg(sorted(grades.values(), reverse=True)),
        "RR": 1 / found[0] if found else 0.0,
    }


def random_topics():
    chance = random.Random(3)
    letters = [f"minutes of May#{number}" for number in range(30)]
    return [
        topic(
            chance.sample(letters, chance.randint(0, 20)),
            *(chance.sample(letters, chance.randint(1, 3)) for _ in range(chance.randint(1, 4))),
            qid=f"q {number}",
        )
        for number in range(40)
    ]


def test_rankings_are_scored_as_brute_force_does():
    topics = random_topics()
    found = named(retrieval(topics))

    for one in topics:
        assert {name: found[name][one.qid] for name in found} == pytest.approx(brute(one)), one


def test_the_files_that_are_written_can_be_rescored(tmp_path):
    topics = random_topics()
    trec.write(tmp_path, topics)

    assert rescore(tmp_path) == retrieval(topics)


def test_a_line_of_a_run_has_six_fields_and_ids_without_spaces(tmp_path):
    trec.write(tmp_path, [topic(["a b#1", "é#2"], ["a b#1"], qid="q 1")])

    assert (tmp_path / "run.trec").read_text().splitlines() == [
        "q%201 Q0 a%20b#1 1 1.000000 panelqa",
        "q%201 Q0 %C3%A9#2 2 0.500000 panelqa",
    ]
    assert (tmp_path / "qrels.trec").read_text() == "q%201 0 a%20b#1 1\n"
    assert (tmp_path / "qrels-spans.trec").read_text() == "q%201/1 0 a%20b#1 1\n"


def test_a_passage_is_relevant_from_half_of_the_gold_on():
    passage = SOURCES["rural.txt"].passages[3]

    def held_from(start, end):
        return holders(Gold(spans=(("rural.txt", Span(start=start, end=end)),)), SOURCES)

    assert passage.passage_id in held_from(passage.end - 10, passage.end + 10)
    assert passage.passage_id not in held_from(passage.end - 9, passage.end + 11)


def test_only_questions_that_the_papers_answer_are_topics():
    answered = outcome(question(wanted=[gold(WARDENS)]), hits=[hit(THEFTS), hit(WARDENS)])
    other = outcome(question(qid="q2", kind="false_premise", answerable=False, wanted=[gold(THEFTS)]))

    assert trec.topics([answered, other]) == (
        Topic(qid="q1", hits=(hit(THEFTS).passage, hit(WARDENS).passage), gold=(frozenset({hit(WARDENS).passage}),)),
    )


# Citations


def test_a_quotation_shifted_by_one_character_is_not_exact():
    asked = question(wanted=[gold(WARDENS)])

    assert citation_measures.exact(outcome(asked, citations=[cited(WARDENS)])) == 1
    assert citation_measures.exact(outcome(asked, citations=[cited(WARDENS), cited(THEFTS, moved=1)])) == 0.5
    assert citation_measures.exact(outcome(asked, nearest=[cited(THEFTS, moved=-1)])) == 0
    assert citation_measures.exact(outcome(asked)) is None


def test_a_quotation_from_a_paper_that_is_not_there_is_not_exact():
    stranger = replace(cited(WARDENS), file="elsewhere.txt")

    assert citation_measures.exact(outcome(question(), citations=[stranger])) == 0


def test_precision_is_the_share_of_citations_that_support():
    asked = question(wanted=[gold(WARDENS)])

    assert citation_measures.precision(outcome(asked, citations=[cited(WARDENS), cited(THEFTS)])) == 0.5
    assert citation_measures.precision(outcome(asked)) is None
    assert citation_measures.precision(outcome(question(answerable=False), citations=[cited(WARDENS)])) is None


def test_a_sentence_of_a_long_gold_passage_supports_but_does_not_hold_it():
    asked = question(wanted=[gold(f"{WARDENS} She hoped for more.")])
    short = outcome(asked, citations=[cited("She hoped for more.")])

    assert (citation_measures.precision(short), citation_measures.recall(short)) == (1, 0)


def test_recall_is_the_share_of_gold_that_is_cited():
    asked = question(wanted=[gold(WARDENS), gold(THEFTS)])
    half = outcome(asked, citations=[cited(MACHINERY), cited(THEFTS)])

    assert (citation_measures.recall(half), citation_measures.all_cited(half)) == (0.5, 0)
    assert citation_measures.first_right(half) == 0
    assert citation_measures.first_right(outcome(asked, citations=[cited(THEFTS), cited(MACHINERY)])) == 1


def test_silence_cites_nothing():
    silent = outcome(question(wanted=[gold(WARDENS)]))

    assert [citation_measures.recall(silent), citation_measures.all_cited(silent)] == [0, 0]
    assert citation_measures.first_right(silent) == 0


def test_any_place_of_a_fact_that_is_printed_twice_may_be_cited():
    asked = question(wanted=[gold(THEFTS, WARDENS)])

    assert citation_measures.all_cited(outcome(asked, citations=[cited(WARDENS)])) == 1


def test_a_dropped_limb_is_not_whole():
    asked = question(kind="decision", wanted=limbs())
    quoted = [cited(words) for words in LIMB_WORDS]

    assert citation_measures.whole(outcome(asked, citations=quoted)) == 1
    assert citation_measures.whole(outcome(asked, citations=quoted[:2])) == 0


def test_a_limb_without_its_last_word_is_not_whole():
    asked = question(kind="decision", wanted=[gold(LIMB_WORDS[2])])

    assert citation_measures.whole(outcome(asked, citations=[cited(LIMB_WORDS[2].removesuffix("."))])) == 1
    assert citation_measures.whole(outcome(asked, citations=[cited(LIMB_WORDS[2].removesuffix("m."))])) == 0


def test_what_need_not_be_given_whole_is_not_measured():
    assert citation_measures.whole(outcome(question(kind="figure", wanted=[gold(THEFTS)]))) is None


@pytest.mark.parametrize(
    ("expected", "printed", "same"),
    [
        ("PFCC", "the Commissioner", True),
        ("Commissioner", "The Police, Fire and Crime Commissioner", True),
        ("Commissioner", "Deputy Police and Crime Commissioner", False),
        ("ACC", "The Chief Constable", False),
        ("The Chief Constable, Daniel Oakhurst", "the Chief Constable", True),
        ("Mr Oakhurst", "The Chief Constable, Daniel Oakhurst", True),
        ("Mr Oakhurst", "the Chief Constable", False),
        ("Councillor Wendy Hale", "Cllr Hale", True),
        ("Councillor Wendy Hale", "Panel members", False),
        ("Cllr Hale", "Cllr Wells", False),
        ("Panel member", "Panel members", True),
        ("Panel", "Panel members", False),
        ("Vice Chair", "The Chair", False),
        ("The Monitoring Officer", "The Monitoring Officer", True),
        ("The Assistant Chief Constable (ACC), Piers Wendlow", "ACC Wendlow", True),
    ],
)
def test_speakers_are_compared_by_name_else_by_office(expected, printed, same):
    assert is_same_speaker(expected, printed) is same


def test_the_speaker_is_asked_of_the_citation_that_is_gold():
    asked = question(wanted=[gold(WARDENS)], speaker="Cllr Ann Brook")
    right = [cited(THEFTS, speaker="The Commissioner"), cited(WARDENS, speaker="Cllr Brook")]
    wrong = [cited(THEFTS, speaker="Cllr Ann Brook"), cited(WARDENS, speaker="The Commissioner")]

    assert citation_measures.speaker_right(outcome(asked, citations=right)) == 1
    assert citation_measures.speaker_right(outcome(asked, citations=wrong)) == 0
    assert citation_measures.speaker_right(outcome(asked, citations=[cited(WARDENS)])) == 0
    assert citation_measures.speaker_right(outcome(asked, citations=[cited(THEFTS)])) is None


@pytest.mark.parametrize(
    ("words", "file", "locator", "right"),
    [
        (LIMB_WORDS[1], "rural.txt", "resolution b), one of a) to c), under “Decision”", True),
        (LIMB_WORDS[1], "rural.txt", "resolutions a) to c), under “Decision”", True),
        (LIMB_WORDS[1], "rural.txt", "resolution a), one of a) to c), under “Decision”", False),
        (LIMB_WORDS[2], "rural.txt", "resolutions a) to b), of a) to c)", False),
        ("The Centre saw 412 people in its first year.", "harbour.txt", "para 2.2", True),
        ("The Centre saw 412 people in its first year.", "harbour.txt", "paras 2.1 to 2.2", True),
        ("The Centre saw 412 people in its first year.", "harbour.txt", "para 2.1", False),
        ("Counsellors	£61,000", "harbour.txt", "table row Counsellors, para 2.1", True),
        ("Rent	£18,500", "harbour.txt", "table rows Counsellors to Training, para 2.1", True),
        ("Rent	£18,500", "harbour.txt", "table row Training, para 2.1", False),
        ("Decision Record 72 - Pier lighting", "harbour.txt", "Decision Record 72", True),
        ("Decision Record 72 - Pier lighting", "harbour.txt", "Decision Record 73", False),
        (WARDENS, "rural.txt", "under “Minutes”", True),
        (WARDENS, "rural.txt", "under “Decision”", False),
    ],
)
def test_a_locator_is_right_when_it_names_the_unit_of_the_gold(words, file, locator, right):
    asked = question(wanted=[gold(words, file=file)])
    answered = outcome(asked, citations=[cited(words, file=file, locator=locator)])

    assert citation_measures.locator_right(answered) == float(right)


def test_the_locators_of_real_answers_are_right():
    shelf = Shelf(rural(), harbour())
    asked = question(kind="decision", wanted=limbs())
    answered = replace(outcome(asked), answer=answer_from(shelf, "What did the panel resolve on rural crime?"))

    assert citation_measures.whole(answered) == 1
    assert citation_measures.locator_right(answered) == 1


def test_a_locator_is_not_asked_of_what_is_not_cited():
    assert citation_measures.locator_right(outcome(question(wanted=[gold(WARDENS)]))) is None


# What is said


def test_every_required_fact_must_be_said():
    def has_facts(*facts):
        return answer_measures.has_facts(
            outcome(question(wanted=[gold(THEFTS)], facts=facts), citations=[cited(THEFTS)])
        )

    assert has_facts("12%", "april 2022") == 1
    assert has_facts("12%", "April 2021") == 0
    assert has_facts("2%") == 0
    assert has_facts() is None


def test_silence_states_no_fact():
    assert answer_measures.has_facts(outcome(question(wanted=[gold(THEFTS)], facts=["do not say"]))) == 0


@pytest.mark.parametrize(
    ("text", "words", "stands"),
    [
        ("a grant of £84,000 was made", "£84,000", True),
        ("a grant of £84,000 was made", "84", False),
        ("a rise of 1.5%", "5%", False),
        ("in 2012.", "2012", True),
        ("the Panel’s  view", "panel's view", True),
        ("round\u00a05", "round 5", True),
        ("up 10 months", "10 months", True),
        ("up 110 months", "10 months", False),
    ],
)
def test_words_stand_in_a_text_but_a_figure_not_inside_another(text, words, stands):
    assert answer_measures.states(text, words) is stands


def test_what_must_not_be_said_must_not_be_shown_as_nearest_either():
    asked = question(answerable=False, must_not=["£84,000"])

    assert answer_measures.nothing_forbidden(outcome(asked)) == 1
    assert answer_measures.nothing_forbidden(outcome(asked, nearest=[cited(MACHINERY)])) == 0
    assert answer_measures.nothing_forbidden(outcome(asked, citations=[cited(MACHINERY)])) == 0
    assert answer_measures.nothing_forbidden(outcome(question())) is None


def test_a_number_must_stand_in_what_is_cited_for_it():
    both = [cited(THEFTS), cited(MACHINERY, marker=2)]

    def numbers(*claims):
        said = [Claim(text=text, citations=markers) for text, markers in claims]
        return answer_measures.numbers_cited(outcome(question(), citations=both, claims=said))

    assert numbers(("Thefts fell by 12% since 2022 [1].", (1,))) == 1
    assert numbers(("Thefts fell by 15% since 2022.", (1,))) == 0.5
    assert numbers(("Machinery worth 84000 was found.", (1,))) == 0
    assert numbers(("Machinery worth 84000 was found.", (2,))) == 1
    assert numbers(("Thefts fell.", (1,))) is None


def test_the_place_of_a_citation_may_be_said_beside_it():
    one = cited(THEFTS, locator="para 3.8")
    said = [Claim(text=f"Para 3.8: “{one.quote}”", citations=(1,))]

    assert answer_measures.numbers_cited(outcome(question(), citations=[one], claims=said)) == 1


def test_silence_is_right_or_wrong_by_the_question():
    none, some = question(answerable=False), question(wanted=[gold(THEFTS)])

    assert answer_measures.right_silence(outcome(none)) == 1
    assert answer_measures.right_silence(outcome(none, citations=[cited(THEFTS)])) == 0
    assert answer_measures.right_silence(outcome(some)) is None
    assert answer_measures.wrong_silence(outcome(some)) == 1
    assert answer_measures.wrong_silence(outcome(some, citations=[cited(THEFTS)])) == 0
    assert answer_measures.wrong_silence(outcome(none)) is None


def test_a_refusal_and_a_question_back_are_silence_too():
    silent = outcome(question(answerable=False))

    for status in (AnswerStatus.REFUSED, AnswerStatus.CLARIFY):
        assert answer_measures.right_silence(replace(silent, answer=replace(silent.answer, status=status))) == 1


def test_a_false_premise_is_met_by_silence_or_by_its_correction_first():
    asked = question(kind="false_premise", answerable=False, wanted=[gold(THEFTS)])

    assert answer_measures.premise_met(outcome(asked)) == 1
    assert answer_measures.premise_met(outcome(asked, citations=[cited(THEFTS), cited(MACHINERY)])) == 1
    assert answer_measures.premise_met(outcome(asked, citations=[cited(MACHINERY), cited(THEFTS)])) == 0
    assert answer_measures.premise_met(outcome(question(answerable=False))) is None


def test_citations_are_counted_for_answers_alone():
    assert answer_measures.citations_given(outcome(question(), citations=[cited(THEFTS), cited(MACHINERY)])) == 2
    assert answer_measures.citations_given(outcome(question())) is None


# Put together


def test_a_measure_that_applies_to_no_question_is_left_out():
    scores = measure([outcome(question(answerable=False))])

    assert [(score.name, score.values) for score in scores] == [("right silence", (("q1", 1.0),))]


def test_no_outcomes_give_no_scores():
    assert measure([]) == ()


def test_the_mean_is_over_the_questions_that_a_measure_applies_to():
    right = outcome(question(qid="a", wanted=[gold(THEFTS)]), citations=[cited(THEFTS)], hits=[hit(THEFTS)])
    wrong = outcome(question(qid="b", wanted=[gold(WARDENS)]), citations=[cited(THEFTS)], hits=[hit(THEFTS)])
    silent = outcome(question(qid="c", kind="off_topic", answerable=False))

    found = {score.name: score for score in measure([right, wrong, silent])}

    assert (found["first citation right"].mean, found["first citation right"].n) == (0.5, 2)
    assert found["success@5"].values == (("a", 1.0), ("b", 0.0))
    assert found["right silence"].mean == 1
    assert found["wrong silence"].better is Better.LOWER


def test_a_score_can_be_narrowed_to_some_questions():
    score = Score(name="x", group="answers", better=Better.HIGHER, values=(("a", 1.0), ("b", 0.0)))

    assert score.only({"b", "z"}) == replace(score, values=(("b", 0.0),))
    assert score.only({"z"}) is None


def test_every_measure_is_explained_and_has_a_name_of_its_own():
    names = [one.name for one in MEASURES] + [score.name for score in retrieval([topic("a", "a")])]

    assert sorted(names) == sorted(ABOUT)
    assert all(one.value.__doc__ for one in MEASURES)


# Figures of a set


def sure(score, *, right, qid="q"):
    """Return an answer that is as sure as the score of its best hit says."""
    asked = question(qid=qid, wanted=[gold(THEFTS)])
    return outcome(asked, citations=[cited(THEFTS if right else WARDENS)], hits=[hit(THEFTS, score=score)])


def test_risk_rises_as_more_is_answered():
    found = [sure(0.9, right=True), sure(0.8, right=False), sure(0.7, right=True), sure(0.6, right=False)]

    assert risk_coverage(found).points == (
        Point(x=0.25, y=0.0, n=1),
        Point(x=0.5, y=0.5, n=2),
        Point(x=0.75, y=pytest.approx(1 / 3), n=3),
        Point(x=1.0, y=0.5, n=4),
    )


def test_the_area_is_the_mean_risk():
    found = [sure(0.9, right=True), sure(0.8, right=False), sure(0.7, right=True), sure(0.6, right=False)]
    area = next(figure for figure in curves.figures(found) if figure.name == "area under risk-coverage")

    assert area.value == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)


def test_the_order_of_equally_sure_answers_does_not_matter():
    found = [sure(0.5, right=True), sure(0.5, right=False)]

    assert risk_coverage(found) == risk_coverage(found[::-1])
    assert risk_coverage(found).points == (Point(x=1.0, y=0.5, n=2),)


def test_a_question_without_an_answer_is_never_answered_rightly():
    assert not curves.is_right(outcome(question(answerable=False, wanted=[gold(THEFTS)]), citations=[cited(THEFTS)]))


def test_silence_is_judged_by_what_it_holds_to_be_nearest():
    asked = question(wanted=[gold(THEFTS)])

    assert curves.is_right(outcome(asked, nearest=[cited(THEFTS)]))
    assert not curves.is_right(outcome(asked, nearest=[cited(WARDENS)]))
    assert not curves.is_right(outcome(asked))


def test_calibration_compares_confidence_with_the_share_right():
    found = [sure(0.92, right=True), sure(0.98, right=False), sure(1.0, right=True), sure(0.12, right=False)]
    first, last = calibration(found).points

    assert first == Point(x=0.12, y=0.0, n=1)
    assert (last.x, last.y, last.n) == (pytest.approx(2.9 / 3), pytest.approx(2 / 3), 3)
    error = next(figure for figure in curves.figures(found) if figure.name == "calibration error")
    assert error.value == pytest.approx((0.12 + 3 * (2.9 / 3 - 2 / 3)) / 4)


def test_nothing_found_is_no_confidence():
    assert confidence(outcome(question())) == 0


def test_seconds_are_given_by_stage():
    found = [
        outcome(question(qid=str(n)), seconds=Seconds(search=n / 100, answer=n / 10, total=float(n)))
        for n in range(101)
    ]
    values = {figure.name: figure.value for figure in curves.figures(found) if figure.group == "cost"}

    assert values == {
        "search p50": pytest.approx(0.5), "search p95": pytest.approx(0.95),
        "answer p50": pytest.approx(5), "answer p95": pytest.approx(9.5),
        "total p50": pytest.approx(50), "total p95": pytest.approx(95),
    }  # fmt: skip


def test_no_outcomes_give_no_figures_and_empty_curves():
    assert curves.figures([]) == ()
    assert [curve.points for curve in curves.curves([])] == [(), ()]


def test_memory_is_that_of_a_python_process_in_mebibytes():
    assert 10 < curves.peak_memory().value < 1_000_000
