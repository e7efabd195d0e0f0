"""Why an answer is withheld: what the papers lack, panels that are not held, and the trained score."""

import datetime as dt
from dataclasses import replace

import pytest

from corpus.papers import PaperKind
from index.search import EVERYTHING, Scope
from qa.answer_features import word_count
from qa.answers import AnswerStatus, Question
from qa.best_sentences import sentence_words
from qa.enough import gap, lacks, measures, why_silent
from qa.evidence import FEATURES
from qa.kinds import Sort, counts_focus, holds, is_pending, sort_asked, taken_for_granted
from qa.other_places import of_another_place
from qa.ranker import ANSWER_FEATURES
from qa.scopes import narrow
from qa.understand import understand
from qa.unheard import topic_unheard
from qa.withheld import withheld
from tests.fakes_qa import REGISTER, Shelf, Written, answer_from, answer_to, harbour, ranked_for, ranker, rural

SHELF = Shelf(rural(), harbour())


@pytest.mark.parametrize("words", ["round five of the fund", "the fifth round of the fund", "Round 5 of the fund"])
def test_a_number_may_be_written_out(words):
    shelf = Shelf(Written(f"The office won money for lamps in {words}.", panel="norfolk"))

    assert gap_in("What did the office win money for in round 5 of the fund?", shelf) is None
    assert gap_in("What did the office win money for in round 6 of the fund?", shelf) == "No passage found has round 6."


def gap_in(text, shelf=SHELF):
    asked, ranked = ranked_for(text, shelf)
    return gap(asked, ranked, shelf) or next((lack for lack in lacks(asked, ranked, shelf) if lack), None)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("What is Decision Record 99 about?", "No passage found has Decision Record 99."),
        ("What does paragraph 2.7 say?", "No passage found has paragraph 2.7."),
        ("Why did the grant rise by £95,000?", "No passage found gives £95,000."),
        ("Why did tractor thefts rise by 37%?", "No passage found gives 37%."),
        ("Why did thefts rise by 37 per cent?", "No passage found gives 37 per cent."),
        (
            "Which machinery had the rural team recovered in March 2016?",
            "No passage found on this is of March 2016, or mentions it.",
        ),
        ("Why did the panel veto the drones?", "No passage found says that this happened."),
        ("Why was the Harbour Centre closed?", "No passage found says that this happened."),
        ("What did Cllr Sprake say about drones?", "No passage records that person saying anything on this."),
        (
            "What did the chief constable say about tractor thefts?",
            "No passage records the chief constable saying anything on this.",
        ),
        (
            "What did members of the public say about tractor thefts?",
            "No passage records a member of the public saying anything on this.",
        ),
        ("How much did the wardens cost?", "No passage found gives an amount for this."),
        ("What percentage of people saw the Centre in its first year?", "No passage found gives a share for this."),
    ],
)
def test_what_the_papers_lack_is_named(question, reason):
    assert gap_in(question) == reason


@pytest.mark.parametrize(
    "question",
    [
        "What is Decision Record 72 about?",
        "What does paragraph 2.2 say?",
        "What does resolution b) ask for?",
        "Why were £84,000 of machinery recovered?",
        "Why had thefts fallen by 12%?",
        "Why had thefts fallen by 12 per cent?",
        "Which machinery had the rural team recovered in May 2023?",
        "Which machinery had the rural team recovered in 2023/24?",
        "By how much had thefts fallen since April 2022?",
        "Why did the panel note the update?",
        "What did Cllr Brook ask about wardens?",
        "What did the commissioner say about tractor thefts?",
        "What did members say about farmers?",
        "What did the panel resolve about hare coursing?",
        "How much was the recovered machinery worth?",
        "How many people did the Centre see in its first year?",
    ],
)
def test_nothing_is_lacking_where_the_papers_have_it(question):
    assert gap_in(question) is None


PLAIN = "Report\n\nThe team looks after boats in the harbour. The Commissioner thanked the team for its boats.\n"


def test_an_outcome_is_lacking_where_no_paper_has_any():
    assert gap_in("What did the panel resolve about boats?", Shelf(Written(PLAIN, panel="norfolk"))) == (
        "No resolution or decision was found on this."
    )


def test_an_outcome_is_lacking_where_the_only_one_is_on_something_else():
    other = "Minutes\n\nRESOLVED that:\n\na)    That the appointment of the Clerk be noted.\n"
    shelf = Shelf(Written(PLAIN, file="a.txt", panel="norfolk"), Written(other, file="b.txt", panel="norfolk"))

    assert gap_in("What did the panel resolve about boats in the harbour?", shelf) == (
        "No resolution or decision was found on this."
    )


def test_a_number_is_lacking_where_things_are_only_spoken_of():
    shelf = Shelf(Written(PLAIN, panel="norfolk"))

    assert gap_in("How many boats does the team look after?", shelf) == "No passage found gives a number for this."


def test_an_undated_paper_that_mentions_the_year_may_be_of_it():
    text = "Report\n\nBoats were bought.\n\nThe harbour wall fell in 2019.\n"
    shelf = Shelf(Written(text, panel="norfolk"))

    assert gap_in("What was bought in 2019?", shelf) is None
    assert gap_in("What was bought in 2016?", shelf) == "No passage found on this is of 2016, or mentions it."


@pytest.mark.parametrize(("other", "disagrees"), [("1 May 2019", 0.0), ("1 May 2018", 0.5)])
def test_an_undated_paper_is_of_the_year_that_all_its_days_are_of(other, disagrees):
    text = f"Report\n\nBoats were bought.\n\nThe wall is to stand by 3 June 2019. It fell on {other}.\n"
    _, ranked = ranked_for("Which boats were bought in 2019?", Shelf(Written(text, panel="norfolk")))
    bought = next(item for item in ranked if "bought" in sentence_words(item))

    assert bought.evidence.features[FEATURES.index("period_missing")] == disagrees


@pytest.mark.parametrize(
    ("question", "silent"),
    [
        ("When was the hearing for the chief fire officer?", True),
        ("What was the date of the decision?", False),
        ("When was the harbour lease agreed?", False),
    ],
)
def test_the_day_on_a_form_is_that_of_what_the_form_is_about(question, silent):
    form = "Decision\nPurpose: Harbour lease\nOutcome: Approved\nDate of Decision: 25 July 2024\n"
    shelf = Shelf(Written(form, panel="norfolk", kind=PaperKind.DECISION, title="Harbour lease"))
    asked, ranked = ranked_for(question, shelf)
    day = [item for item in ranked if item.evidence.section.label == "Date of Decision"]

    assert day
    assert ("No passage found gives a date for this." in lacks(asked, day, shelf)) is silent


def test_who_says_something_in_the_very_words_asked_about_is_heard():
    shelf = Shelf(Written("Minutes\n\nThe PCC said that Harrow’s Rule kept boats moored.\n", panel="norfolk"))
    never = ranker(threshold=2.0)
    heard = ranked_for("What did the commissioner say about Harrow's Rule?", shelf)
    others = ranked_for("What did the commissioner say about Harrow's engines?", shelf)

    assert why_silent(*heard, shelf, ranker=never) is None
    assert why_silent(*others, shelf, ranker=never) is not None


@pytest.mark.parametrize(
    ("question", "early"),
    [
        ("How many tractors were stolen in 2022/23?", True),
        ("How many tractors were stolen in 2021/22?", False),
        ("How many tractors are expected to be stolen in 2022/23?", False),
        ("How many tractors did the 2022/23 plan count as stolen?", False),
        ("How many tractors were stolen in 2021/22 and in 2022/23?", False),
        ("Which tractors were stolen in 2022/23?", False),
        ("How many tractors were stolen last year, 2022/23?", True),
        ("Tractors stolen: what number, third quarter 2022/23?", True),
    ],
)
def test_a_paper_written_before_a_year_ended_has_not_counted_it_up(question, early):
    shelf = Shelf(Written("Tractors\n\nThere were 31 tractors stolen.\n", panel="norfolk", date=dt.date(2022, 9, 15)))
    asked, ranked = ranked_for(question, shelf)

    assert gap(asked, ranked, shelf) == ("No passage found on this was written after 2022/23 ended." if early else None)


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("How many tractors were stolen in 2023?", "No passage found on this is as late as 2023."),
        ("tractor numbers for May 2023", "No passage found on this is as late as May 2023."),
        ("How many tractors were stolen in 2022?", None),
        ("How many tractors will be bought in 2023?", None),
    ],
)
def test_a_paper_written_before_a_year_began_counts_nothing_in_it(question, lacking):
    shelf = Shelf(Written("Tractors\n\nThere were 31 tractors stolen.\n", panel="norfolk", date=dt.date(2022, 9, 15)))
    asked, ranked = ranked_for(question, shelf)

    assert gap(asked, ranked, shelf) == lacking


@pytest.mark.parametrize(
    ("question", "day", "early"),
    [
        ("What precept was proposed for 2025/26?", dt.date(2023, 2, 7), True),
        ("What precept was proposed for 2025/26?", dt.date(2025, 2, 7), False),
        ("What precept was proposed for 2025/26?", None, False),
        ("What precept is assumed for 2025/26?", dt.date(2023, 2, 7), False),
    ],
)
def test_a_paper_of_years_before_does_not_have_the_precept_of_a_year(question, day, early):
    shelf = Shelf(Written("Plan\n\nThe plan for 2025/26 takes a precept of £250.\n", panel="norfolk", date=day))
    asked, ranked = ranked_for(question, shelf)

    assert gap(asked, ranked, shelf) == ("What was found on this is of long before 2025/26." if early else None)


@pytest.mark.parametrize(
    ("question", "early"),
    [
        ("Were the tractors found by the end of May 2023?", True),
        ("Were the tractors found in 2023?", False),
        ("Were the tractors found by the end of 2023?", True),
        ("Were the tractors found in September 2022?", False),
        ("Were the tractors found by May 2023 as the police said?", False),
        ("Will the tractors be found by May 2023?", False),
        ("Were the tractors of the May 2023 show found?", False),
    ],
)
def test_what_had_happened_by_a_day_is_not_told_by_a_paper_from_before_it(question, early):
    text = "Tractors\n\nThe tractors were to be found by May 2023.\n"
    shelf = Shelf(Written(text, panel="norfolk", date=dt.date(2022, 9, 15)))
    asked, ranked = ranked_for(question, shelf)

    reason = gap(asked, ranked, shelf)

    assert (reason is not None and reason.startswith("What was found on this was written before")) is early


@pytest.mark.parametrize(
    ("question", "denied"),
    [
        ("When did Holt join the group?", True),
        ("When did Holt decline to join the group?", False),
        ("Why did Holt join the group?", False),
    ],
)
def test_what_the_best_sentence_says_was_not_done_happened_on_no_day(question, denied):
    shelf = Shelf(Written("Group\n\nBy 2 August Holt had twice declined to join the group.\n", panel="norfolk"))
    asked, ranked = ranked_for(question, shelf)

    assert gap(asked, ranked, shelf) == ("No passage found says that this happened." if denied else None)


@pytest.mark.parametrize(
    ("question", "denied"),
    [
        ("How large was the fine for the breach?", True),
        ("When was the fine for the breach paid?", True),
        ("Was a fine for the breach paid?", False),
        ("When did the breach of the harbour happen?", False),
    ],
)
def test_what_a_sentence_nearly_as_good_denies_in_the_words_of_the_question_was_not_done(question, denied):
    text = "Breach\n\nA fine for the breach of the harbour was feared. The regulator imposed no fine.\n"
    shelf = Shelf(Written(text, panel="norfolk"))
    asked, ranked = ranked_for(question, shelf)

    assert (gap(asked, ranked, shelf) == "No passage found says that this happened.") is denied


@pytest.mark.parametrize(
    ("words", "question", "reason"),
    [
        ("A neighbouring force declined to help.", "Which force declined to help?", "do not say which force"),
        ("A force, Kent Police, declined to help.", "Which force declined to help?", None),
        ("The head had left; he declined to give the name.", "What was the head called?", "leave out the name"),
        ("The reason for the decline is not known.", "Why did numbers decline?", "no reason is known"),
        ("The reason given for the decline was not cost.", "Why did numbers decline?", None),
        ("Cllr Lee asked about boats. No reply is recorded.", "What was the answer on boats?", "record no reply"),
        ("Cllr Lee asked about boats. No reply is recorded.", "Was there an answer on boats?", None),
        ("Present: Ann Holt, chief constable.", "Who succeeded Ann Holt as chief constable?", "came into this post"),
        ("Mr Ray was appointed after Ann Holt.", "Who succeeded Ann Holt as chief constable?", None),
    ],
)
def test_what_papers_speak_of_and_leave_out_is_not_answered(words, question, reason):
    shelf = Shelf(Written(f"Notes\n\n{words}\n", panel="norfolk"))
    asked, ranked = ranked_for(question, shelf)

    told = withheld(asked.asked, ranked)

    assert reason in told if reason else told is None


@pytest.mark.parametrize(
    ("question", "silent"),
    [
        ("What share of thefts in Kelsick led to a charge?", True),
        ("What share of thefts in Holt led to a charge?", False),
        ("What share of thefts in Norfolk led to a charge?", False),
        ("What share of thefts in March led to a charge?", False),
        ("Which thefts in Kelsick led to a charge?", False),
    ],
)
def test_the_figure_of_a_place_is_not_that_of_another(question, silent):
    text = "Thefts\n\nOf the thefts in Holt 18% led to a charge.\n"
    asked, ranked = ranked_for(question, Shelf(Written(text, panel="norfolk", title="Norfolk Police and Crime Panel")))

    reason = of_another_place(asked, ranked)

    assert reason == ("No passage found on this is of Kelsick, or mentions it." if silent else None)


def test_an_amount_is_stated_with_and_without_its_noughts():
    shelf = Shelf(Written("Precept\n\nA precept of £268.00 was proposed.\n", panel="norfolk"))

    assert gap(*ranked_for("Who proposed the £268 precept?", shelf), shelf) is None
    assert gap(*ranked_for("Who proposed the £26 precept?", shelf), shelf) == "No passage found gives £26."


def test_an_amount_is_not_stated_by_the_same_digits_in_another_unit():
    assert gap_in("Why was £12m lost to tractor thefts?") == "No passage found gives £12m."


def test_an_amount_is_stated_however_its_millions_are_written():
    shelf = Shelf(Written("Budget\n\nThe gap was £19.9 million because costs rose.\n", panel="norfolk"))

    assert gap_in("Why was there a gap of £19.9m?", shelf) is None


@pytest.mark.parametrize("asked", ["£20K", "£20,000", "£20 thousand"])
@pytest.mark.parametrize("written", ["£20K", "£20k", "£20,000"])
def test_an_amount_is_stated_however_its_thousands_are_written(asked, written):
    shelf = Shelf(Written(f"Budget\n\nThe gap was {written} because costs rose.\n", panel="norfolk"))

    assert gap_in(f"Why was there a gap of {asked}?", shelf) is None


def test_the_reason_is_told_to_the_asker():
    answer = answer_from(SHELF, "What is Decision Record 99 about?")

    assert (answer.status, answer.notes) == (AnswerStatus.NOT_FOUND, ("No passage found has Decision Record 99.",))


def test_below_the_threshold_the_score_is_silent_without_a_reason():
    asked, ranked = ranked_for("Were wardens wanted?", SHELF)

    assert why_silent(asked, ranked, SHELF, ranker=ranker(threshold=0.51)) == ""
    assert why_silent(asked, ranked, SHELF, ranker=ranker(threshold=0.5)) is None


def test_what_comes_near_nothing_is_told_where_the_score_is_silent_too():
    asked, ranked = ranked_for("Which recipe makes apple crumble?", SHELF)

    assert why_silent(asked, ranked, SHELF, ranker=ranker(threshold=0.5)) is None
    assert why_silent(asked, ranked, SHELF, ranker=ranker(threshold=0.51)) == (
        "Nothing in the papers searched comes near this question."
    )


@pytest.mark.parametrize(
    ("text", "silent"),
    [("wardens?", True), ("What about rural wardens?", True), ("Who said that the wardens patrol daily?", False)],
)
def test_a_question_of_a_few_words_has_a_threshold_of_its_own(text, silent):
    asked, ranked = ranked_for(text, SHELF)
    strict = replace(ranker(threshold=0.25), brief=(0.51, 0.51))

    assert why_silent(asked, ranked, SHELF, ranker=ranker(threshold=0.25)) is None
    assert (why_silent(asked, ranked, SHELF, ranker=strict) is not None) == silent


@pytest.mark.parametrize(("words", "threshold"), [(0, 0.6), (1, 0.6), (2, 0.5), (3, 0.25)])
def test_a_threshold_is_that_of_as_many_words(words, threshold):
    assert replace(ranker(threshold=0.25), brief=(0.6, 0.5)).threshold_of(words) == threshold
    assert ranker(threshold=0.25).threshold_of(words) == 0.25


def test_what_a_follow_up_takes_over_counts_among_its_words():
    asked = understand(Question(text="wardens?"), register=REGISTER)

    assert word_count(asked) == 1
    assert word_count(replace(asked, taken="the rural team's new patrols")) > 2


def test_nothing_found_is_told():
    asked, _ = ranked_for("wardens?", SHELF)

    assert why_silent(asked, [], SHELF, ranker=ranker()) == "Nothing was found."


def measured(text, shelf=SHELF):
    asked, ranked = ranked_for(text, shelf)
    return dict(zip(ANSWER_FEATURES, measures(asked, ranked, shelf), strict=True))


def test_words_that_no_paper_has_are_not_aligned():
    assert measured("How many wardens are there?")["aligned"] == 1
    assert measured("How many unicorns and wardens are there?")["aligned"] < 0.5


def test_a_word_that_begins_alike_is_nearly_aligned():
    aligned = measured("Who thinks of farming?")["aligned"]  # the papers have farms and farmers

    assert aligned in (0.8, 1)


def test_a_name_that_the_best_sentences_have_not_is_measured():
    assert measured("What did Cllr Brook ask about wardens?")["name_unheld"] == 0
    assert measured("What did Cllr Sprake ask about wardens?")["name_unheld"] == 1


def test_a_name_asked_for_and_not_given_is_measured():
    assert measured("What is the name of the rural team?")["unnamed"] == 1
    assert measured("What did the rural team recover?")["unnamed"] == 0


# Panels


def narrowed(text, *, shelf=SHELF, scope=EVERYTHING):
    asked = understand(Question(text=text), register=REGISTER)
    return narrow(asked, scope, collection=shelf, register=REGISTER)


def test_a_panel_that_is_held_narrows_the_scope():
    shelf = Shelf(rural(), harbour(panel="kent"))

    assert narrowed("What did the Kent panel resolve?", shelf=shelf).scope.panels == {"kent"}


def test_two_panels_that_are_held_narrow_the_scope_to_both():
    shelf = Shelf(rural(), harbour(panel="kent"))

    assert narrowed("Compare the Kent and Norfolk panels", shelf=shelf).scope.panels == {"kent", "norfolk"}


def test_a_panel_that_is_not_held_makes_silence_with_a_note():
    answer = answer_from(SHELF, "What did the Surrey panel resolve about rural crime?")

    assert answer.status is AnswerStatus.NOT_FOUND
    assert answer.notes == ("No papers of the Surrey Police and Crime Panel are loaded.",)
    assert answer.coverage.papers == 2


def test_where_one_of_two_panels_is_held_the_other_is_told():
    found = narrowed("Compare the Surrey panel and the Norfolk panel on rural crime")

    assert (found.answerable, found.scope.panels) == (True, {"norfolk"})
    assert found.notes == ("No papers of the Surrey Police and Crime Panel are loaded.",)


def test_a_place_that_papers_speak_of_is_no_panel():
    shelf = Shelf(Written("Report\n\nThe drones were lent by Surrey for a month.\n", panel="norfolk"))

    found = narrowed("What was lent by Surrey?", shelf=shelf)

    assert (found.answerable, found.scope, found.notes) == (True, EVERYTHING, ())


def test_its_police_are_its_panel_even_where_papers_speak_of_the_place():
    shelf = Shelf(Written("Report\n\nThe drones were lent by Surrey for a month.\n", panel="norfolk"))

    assert not narrowed("What did Surrey Police lend?", shelf=shelf).answerable


def test_the_askers_filters_stay():
    scope = Scope(since=dt.date(2023, 1, 1), kinds=frozenset({PaperKind.REPORT}))
    shelf = Shelf(rural(kind=PaperKind.REPORT))

    found = narrowed("What did the Norfolk panel resolve?", shelf=shelf, scope=scope)

    assert (found.scope.since, found.scope.kinds, found.scope.panels) == (scope.since, scope.kinds, {"norfolk"})


def test_a_panel_outside_the_askers_filter_is_not_among_the_papers_searched():
    shelf = Shelf(rural(), harbour(panel="kent"))

    found = narrowed("What did the Kent panel resolve?", shelf=shelf, scope=Scope(panels=frozenset({"norfolk"})))

    assert not found.answerable
    assert found.notes == ("No papers of the Kent and Medway Police and Crime Panel are among the papers searched.",)


# Sorts of things


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("How much did it cost?", Sort.MONEY),
        ("What was the total budget?", Sort.MONEY),
        ("What percentage agreed?", Sort.SHARE),
        ("Which share of calls was lost?", Sort.SHARE),
        ("How many people came?", Sort.COUNT),
        ("How long did it take?", Sort.LENGTH),
        ("When was it?", Sort.DAY),
        ("Who came?", Sort.NAME),
        ("Why did it rise?", Sort.REASON),
        ("What does PFCC stand for?", Sort.MEANING),
        ("List the decisions", Sort.ITEMS),
        ("Tell me about drones", None),
    ],
)
def test_the_sort_of_thing_asked_for(question, sort):
    asked = understand(Question(text=question), register=REGISTER)

    assert sort_asked(asked) is sort


def test_who_does_a_share_of_the_work_is_asked_for_no_share():
    asked = understand(Question(text="Must others do their share against drones?"), register=REGISTER)

    assert sort_asked(asked) is None


@pytest.mark.parametrize(
    ("sort", "words", "held"),
    [
        (Sort.MONEY, "It cost £40,000.", True),
        (Sort.MONEY, "It cost 40 people their jobs.", False),
        (Sort.SHARE, "About 12 per cent agreed.", True),
        (Sort.SHARE, "About 12 people agreed.", False),
        (Sort.COUNT, "Seven people came.", True),
        (Sort.COUNT, "People came.", False),
        (Sort.LENGTH, "It took three weeks.", True),
        (Sort.DAY, "It began in March.", True),
        (Sort.DAY, "It began.", False),
        (Sort.REASON, "It rose because of rain.", True),
        (Sort.REASON, "It rose.", False),
        (Sort.NAME, "It was Hannah Webb who came.", True),
        (Sort.NAME, "The Police and Crime Commissioner came.", False),
    ],
)
def test_a_sentence_holds_the_sort_or_not(sort, words, held):
    section = SHELF.sections("rural")[0]

    assert holds(sort, words, section=section, speaker=None, asked="Who was it?") is held


def test_a_name_that_the_question_has_is_no_answer():
    section = SHELF.sections("rural")[0]

    assert not holds(Sort.NAME, "The man was Hannah Webb.", section=section, speaker=None, asked="Who is Hannah Webb?")


def test_what_is_counted_must_have_the_number():
    assert counts_focus("How many drones are there?", "There are two drones.") is True
    assert counts_focus("How many drones are there?", "The team likes its drones.") is False
    assert counts_focus("What is a drone?", "There are two drones.") is None
    assert counts_focus("How many is it?", "It is 12.") is False  # no word is long enough to be looked for
    assert counts_focus("How many of the 30 drones flew?", "Two drones flew.") is True


def test_a_request_for_a_report_is_pending():
    assert is_pending("The Panel requests that a report be brought to it.")
    assert not is_pending("The report was published in May.")


def test_several_acts_are_each_looked_for():
    asked = "Why did the chair resign and the panel veto the plan?"

    assert taken_for_granted(asked, "The chair resigned.") == 0.5


def test_a_question_is_answered_from_the_shelf_when_nothing_is_lacking():
    assert answer_to("What did Cllr Brook ask about wardens?", rural()).status is AnswerStatus.ANSWERED


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Is zeppelin theft rising?", "zeppelin"),
        ("any zeppelin grants?", "zeppelin"),
        ("What did the panel decide about drakes?", "drakes"),  # no slip of a shorter word
        ("any harbour grants?", None),
        ("Is the harbuor grant rising?", None),  # misspelt
        ("Any news on tractors?", None),
        ("What did the panel say about the zeppelin grant for the harbour?", None),  # no short question
    ],
)
def test_a_short_question_on_a_thing_that_no_paper_has_a_word_of_is_met_with_silence(question, word):
    asked, ranked = ranked_for(question, SHELF)

    reason = topic_unheard(asked, ranked, SHELF, register=REGISTER, ranker=ranker())

    assert reason == (f"No paper searched has the word “{word}”." if word else None)
