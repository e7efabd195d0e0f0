"""A follow-up is made to stand alone from the conversation before it, and what it takes over is shown."""

import datetime as dt
from dataclasses import replace

import pytest

from corpus.panels import default_register
from qa.answers import Question, Turn
from qa.follow_up import completed
from qa.leaning import leans
from qa.periods import asks_latest, periods, shifted
from qa.understand import Intent, Voice, understand, understood_as
from tests.fakes_outcomes import cited as cited_words

REGISTER = default_register()


def talk(*turns):
    """Return turns, each written as its question or as (question, answer)."""
    pairs = [(turn, "") if isinstance(turn, str) else turn for turn in turns]
    return tuple(Turn(question=question, answer=answer) for question, answer in pairs)


def understood(text, *turns):
    return understand(Question(text=text, history=talk(*turns)), register=REGISTER)


def taken(text, *turns):
    return completed(text, talk(*turns), register=REGISTER).taken


@pytest.mark.parametrize(
    "text",
    [
        "And the year before?",
        "Who asked that?",
        "Was that followed up?",
        "What did the commissioner answer?",
        "and what did the OPFCC tell him?",
        "how much was it?",
        "What about fire?",
        "But why?",
        "what had happened?",
        "Did it get one?",
        "What did Mrs Lee promise about it?",
        "Did the panel ask for anything?",
        "Which shops did they hear from?",
        "What's the final cost?",
        "What was behind the increase?",
        "Who pays the cost?",
        "what did the deputy fire officer say?",
        "What did the panel resolve?",
        "Did anyone complain?",
        "Who voted against?",
        "And how many were late?",
        "What was the highest speed?",
        "what was the Chief Constable's excuse?",
        "How many calls were abandoned then?",
        "What did the panel find?",
        "what did the ethics committee think?",
        "What was Cllr Lee worried about?",
        "Were the riders sacked?",
        "Who was the chair before?",
    ],
)
def test_a_question_without_a_topic_of_its_own_leans_on_the_one_before(text):
    assert leans(text, register=REGISTER)


@pytest.mark.parametrize(
    "text",
    [
        "What did the Norfolk panel resolve about drones in 2021?",
        "How many drones were bought for the rural team?",
        "Who is the chair?",
        "Was the precept frozen?",
        "Who is the monitoring officer?",
        "What did the panel ask for at its last meeting?",
        "What is Harbour Watch?",
        "Is it true that drones replaced the rural patrols?",
        "How many drones are there in the rural crime team?",
        "If burglars break into my garden shed twice, will an officer come to see it?",
        "What did the Commissioner undertake to do in November 2023?",
        "What was behind the increase in drone flights?",
        "What did the deputy fire officer say about drone flights?",
        "Why were the lamps in the park left dark in the small hours back then?",
        "What is the highest speed of the rural drones?",
    ],
)
def test_a_question_with_a_topic_of_its_own_stands_alone(text):
    assert not leans(text, register=REGISTER)


def test_the_topic_is_taken_over_and_the_words_that_only_ask_are_not():
    assert taken("And when?", "How many drones were bought for the rural team?") == "drones, the rural team"


def test_the_topic_comes_from_the_nearest_turn_that_has_one():
    talked = ("What about burglary in Gullport?", "How many drones were bought for the rural team?", "why?")

    assert taken("And who asked that?", *talked) == "drones, the rural team"


def test_a_turn_that_leans_brings_what_it_leans_on():
    assert (
        taken("who pays?", "What does the drone scheme cost?", "and the training?") == "the drone scheme, the training"
    )


def test_what_about_changes_the_topic():
    assert "burglary" not in taken("And when?", "What about burglary?", "What about drones?")


def test_without_a_conversation_nothing_is_taken_over():
    assert taken("And the year before?") == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("and what did the office tell him?", "Mr Adam Lee"),
        ("What did she answer?", "Mrs Ann Brook"),
        ("What did he ask?", "Mr Adam Lee"),
    ],
)
def test_a_pronoun_means_the_last_person_whom_its_title_fits(text, name):
    asked = understood(text, ("Who spoke about drones?", "Mrs Ann Brook and Mr Adam Lee."))

    assert name in asked.names


def test_a_body_is_no_person():
    talked = (("Who was the candidate?", "Daniel Webb."), ("Where did he work?", "At Norfolk Constabulary."))

    assert "Daniel Webb" in understood("Was he confirmed?", *talked).names


def test_a_pronoun_that_speaks_asks_for_that_persons_words():
    asked = understood("What did he say about drones?", ("Who spoke?", "Mr Adam Lee."))

    assert (asked.voice, asked.intent) == (Voice.NAMED, Intent.SAID)


def test_a_pronoun_that_means_a_person_is_the_person():
    asked = understood("What will he be paid?", ("Who was appointed?", "Mr Adam Lee."))

    assert asked.asked == "What will Mr Adam Lee be paid?"


def test_they_are_those_whose_words_were_asked_for_before():
    asked = understood("What did they say about vans?", "What did members ask about drones?")

    assert asked.voice is Voice.MEMBERS


@pytest.mark.parametrize(
    ("text", "before", "full"),
    [
        ("How much is it worth?", "Who won the contract for vans in 2022?", "How much is the contract for vans worth?"),
        ("how long do they last?", "How many orders were granted in 2021?", "How long do orders last?"),
        ("was it saved?", "How much does the night bus cost a year?", "Was the night bus saved?"),
        ("What is its budget?", "What did the survey of wardens find?", "What is the survey of wardens' budget?"),
        ("How much is she paid?", "Who is the deputy commissioner?", "How much is the deputy commissioner paid?"),
        ("Did she keep it?", "What did Mrs Lee promise about vans?", "Did Mrs Lee keep the promise about vans?"),
        ("Has it been met?", "What did members recommend?", "Has the recommendation been met?"),
        ("Can they get out of it?", "What is the price of Starling?", "Can they get out of Starling?"),
        ("Has it been sold since?", "What was decided on the mill?", "Has the mill been sold?"),
        ("How many of them were found?", "How many boats were lost?", "How many of the boats were found?"),
        ("Who pays for it?", "When did the rural barns scheme begin?", "Who pays for the rural barns scheme?"),
    ],
)
def test_what_a_pronoun_means_stands_in_its_place(text, before, full):
    asked = understood(text, before)

    assert understood_as(asked) == (f"Understood as: {full}",)
    assert asked.asked.lower() == full.lower()


def test_it_is_the_first_thing_that_the_talk_came_to():
    asked = understood(
        "How much is it?", ("Who chairs the panel?", "Councillor Ann Vale"), ("Did they veto the precept?", "No")
    )
    assert asked.asked == "How much is the precept?"


def test_a_pronoun_for_many_things_means_no_single_one():
    assert understood("Did they agree?", "Who won the contract for vans?").asked == "Did they agree?"


def test_it_is_whoever_was_to_get_the_one_that_was_spoken_of():
    asked = understood("Did it get one?", "Which report on vans did the panel request?")

    assert asked.asked == "Did it get the report on vans?"


def test_a_question_in_the_present_is_of_no_time_that_was_named_before():
    before = "How many drones were bought in May 2022?"

    assert understood("How long do they last?", before).periods == ()
    assert [one.words for one in understood("How long did they last?", before).periods] == ["May 2022"]


def test_a_time_in_the_name_of_a_thing_goes_with_it():
    asked = understood("How much is it?", "What did the panel resolve on the 2023/24 precept?")

    assert asked.asked == "How much is the 2023/24 precept?"


@pytest.mark.parametrize("text", ["How many calls were abandoned then?", "Who was the chair at that time?"])
def test_then_is_the_time_that_was_named_before(text):
    asked = understood(text, "How long was the wait for 101 in May 2022?")

    assert [one.words for one in asked.periods] == ["May 2022"]


def test_a_society_is_no_person():
    assert understood("Why did he refuse?", "Did the Agricultural Society offer to help with drones?").names == ()


def test_a_pronoun_means_the_topic_that_the_conversation_came_to():
    talked = ("How many burglaries were there in Gullport?", "And the new drone hangar?")

    assert understood("Who pays for it?", *talked).text.startswith("Who pays for the new drone hangar?")


def test_they_are_nobody_whose_words_were_quoted_where_a_thing_was_asked_about():
    cited = replace(cited_words("Reports of tractor thefts had fallen"), speaker="The Commissioner")
    turn = Turn(question="Which tractors stand idle?", answer="Five.", cited=cited)
    asked = understand(Question(text="How much do they cost?", history=(turn,)), register=REGISTER)

    assert (asked.voice, "commissioner" in asked.taken) == (None, False)


def test_she_is_the_official_of_whom_something_was_asked():
    before = "What did the panel ask the commissioner to do about drones?"

    assert understood("Did she agree?", before).asked == "Did the commissioner agree?"


def test_a_question_of_a_person_with_a_topic_of_its_own_takes_over_the_person_alone():
    asked = understood("What did she say about rural vans?", ("Who asked about drones?", "Mrs Ann Brook."))

    assert asked.text == "What did Mrs Ann Brook say about rural vans?"


def test_what_else_was_asked_of_a_person_is_no_topic():
    talked = (("Who was the candidate?", "Daniel Webb."), ("What will he be paid?", "A salary of £90,000."))

    assert understood("Where does he live?", *talked).text == "Where does Daniel Webb live? (the candidate)"


def test_what_else_was_asked_of_the_same_thing_is_no_topic():
    talked = ("What did the panel decide about the rural stables?", ("Who moved to close it?", "Cllr Ann Brook."))

    assert understood("What did it cost?", *talked).text == "What did the rural stables cost?"


def test_where_a_quotation_stands_is_no_topic():
    cited = replace(cited_words("Reports of tractor thefts had fallen"), speaker="The Commissioner")
    turn = Turn(question="What was it?", answer="Paragraph 7 of item 9 (the Commissioner): “…” [1]", cited=cited)
    asked = understand(Question(text="Why was that?", history=(turn,)), register=REGISTER)

    assert "tractor" in asked.taken
    assert "item 9" not in asked.taken


def test_what_was_answered_in_between_is_no_topic_of_a_question_that_points_to_nothing():
    talked = ("What do the drones cost?", ("Did anyone object?", "Gullport Town Council wrote to object."))

    assert "Gullport" not in taken("And when will the money be spent?", *talked)


def test_the_speaker_of_the_passage_that_was_cited_is_whom_a_pronoun_means():
    cited = replace(cited_words("Reports of tractor thefts had fallen"), speaker="Cllr Ann Brook")
    turn = Turn(question="Who spoke of tractors?", answer="Words. " * 90, cited=cited)
    asked = understand(Question(text="What did she want?", history=(turn,)), register=REGISTER)

    assert asked.asked == "What did Cllr Ann Brook want?"


def test_nobody_replies_to_themselves():
    cited = replace(cited_words("Cllr Ann Brook asked how many wardens"), speaker="Cllr Ann Brook")
    turn = Turn(question="Who asked about wardens?", answer="Words. " * 90, cited=cited)
    asked = understand(Question(text="What did he reply?", history=(turn,)), register=REGISTER)

    assert asked.names == ()


def test_no_time_is_taken_over_from_before_a_question_that_stands_alone():
    talked = ("How many burglaries were there in May 2022?", "How many drones were bought for the rural team?")

    assert "2022" not in taken("Why?", *talked)


def test_what_was_answered_for_one_time_is_no_topic_of_another():
    assert "twelve" not in taken("What did it do in 2023?", ("What did drones do in 2022?", "They found twelve barns."))


@pytest.mark.parametrize(
    ("text", "intent"),
    [("And helicopters?", Intent.FIGURE), ("What about helicopters?", Intent.FIGURE), ("And why?", Intent.REASON)],
)
def test_a_bare_follow_up_asks_what_was_asked_before_it(text, intent):
    assert understood(text, "How much was spent on drones?").intent is intent


@pytest.mark.parametrize(
    ("text", "before", "words"),
    [
        ("And the year before?", "How many burglaries were there in 2021/22?", "2020/21"),
        ("And the year before?", "How many burglaries were there in 21/22?", "20/21"),
        ("And the previous year?", "How many burglaries were there in 2019?", "2018"),
        ("And the year after?", "How many burglaries were there in May 2021?", "May 2022"),
        ("And in October?", "How many burglaries were there in May 2022?", "October 2022"),
        ("What was done about it that autumn?", "How many burglaries were there in May 2022?", "autumn 2022"),
        ("And in Gullport?", "How many burglaries were there in May 2022?", "May 2022"),
    ],
)
def test_the_time_of_a_follow_up_is_worked_out_from_the_time_before(text, before, words):
    assert taken(text, before).endswith(words)


def test_the_year_before_may_stand_in_the_paper_of_the_year_itself():
    asked = understood("And the year before?", "How many burglaries were there in 2021/22?")

    assert [period.words for period in asked.periods] == ["2020/21", "2021/22"]


def test_another_time_replaces_the_one_before():
    asked = understood("And in 2023?", "How many burglaries were there in 2021/22?")

    assert [period.words for period in asked.periods] == ["2023"]
    assert "2021/22" not in asked.text


def test_another_meeting_drops_the_time_before():
    assert understood("And at the confirmation hearing?", "What was resolved in June 2022?").periods == ()


def test_another_panel_drops_the_one_before():
    asked = understood("What about Kent?", "What did the Norfolk panel resolve about drones?")

    assert asked.panels == ("kent",)
    assert "Norfolk" not in asked.text


def test_all_panels_drop_the_one_before():
    assert understood("What did all panels resolve about vans?", "What did the Norfolk panel resolve?").panels == ()


def test_what_a_follow_up_was_taken_to_mean_is_shown():
    asked = understood("And when?", "How many drones did Norfolk buy?")

    assert understood_as(asked) == ("Understood as: On drones: when in Norfolk?",)


def test_of_a_question_that_stands_alone_nothing_is_shown():
    assert understood_as(understood("How many drones were bought for the rural team?")) == ()


def test_a_question_taken_up_stays_short_whatever_was_answered():
    before = "What of " + " ".join(f"drone{number} and" for number in range(60)) + " vans?"

    assert len(understood("And why?", (before, "Words. " * 900)).text.split()) < 20


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ("Q2 21/22", "2021-07-01", "2021-09-30"),
        ("Q4 of 2021/22", "2022-01-01", "2022-03-31"),
        ("the municipal year 2022/23", "2022-05-01", "2023-04-30"),
        ("autumn 2022", "2022-09-01", "2022-11-30"),
        ("201718", "2017-04-01", "2018-03-31"),
        ("205/16", "2015-04-01", "2016-03-31"),
        ("since May 2021", "2021-05-01", "2099-12-31"),
        ("since 2019", "2019-01-01", "2099-12-31"),
    ],
)
def test_times_are_known_in_the_forms_that_papers_print(words, since, until):
    (period,) = periods(f"What happened in {words} on drones?".replace("in since", "since"))

    assert (period.since, period.until) == (dt.date.fromisoformat(since), dt.date.fromisoformat(until))


def test_a_time_is_moved_in_words_of_the_same_form():
    moved = [shifted(periods(words)[0], -1).words for words in ("2021/22", "2021-2022", "21/22", "5 May 2021")]

    assert moved == ["2020/21", "2020-2021", "20/21", "5 May 2020"]


@pytest.mark.parametrize(
    ("text", "latest"),
    [("What was said at the last meeting?", True), ("the latest figure", True), ("How long did it last?", False)],
)
def test_a_question_for_what_is_newest_is_known(text, latest):
    assert asks_latest(text) is latest


def test_special_constables_are_a_topic_and_the_chief_constable_is_none():
    before = "How many special constables did the Chief Constable expect?"

    assert taken("What is the goal?", before).startswith("special constables")


@pytest.mark.parametrize(
    "text", ["Has that changed since?", "Was it done?", "What came of it?", "And now?", "Is it still so?"]
)
def test_what_came_later_is_asked_of_no_time_that_was_named_before(text):
    assert understood(text, "How long was the wait for 101 in May 2022?").periods == ()


def test_a_talk_that_came_to_the_present_stays_there_and_another_goes_back_to_its_time():
    first = "How long was the wait for 101 in May 2022?"

    assert understood("Why so long?", first, "And how long is it now?").periods == ()
    assert [one.words for one in understood("Why so long?", first, "Was it cut later?").periods] == ["May 2022"]


def test_what_somebody_got_in_the_end_is_of_no_time_that_was_named_before():
    first = "What did Mrs Dunn ask for in June 2020?"

    assert understood("Did she get it?", first).periods == ()
    assert understood("What did she think of it?", first, "Did she get it?").periods == ()


def test_the_day_of_the_paper_that_was_quoted_is_no_time_of_a_follow_up():
    told = replace(cited_words("Reports of tractor thefts had fallen"), date=dt.date(2022, 6, 23))
    before = Turn(question="What was said on tractor thefts?", answer=told.quote, cited=told)

    assert completed("And who objected?", (before,), register=REGISTER).periods == ()


def test_the_stretch_that_a_time_ends_is_shown_with_it():
    asked = understood("Who flew them?", "How many times did the drones fly in the year to August 2022?")

    assert "in the year to August 2022" in asked.shown


@pytest.mark.parametrize(
    ("text", "before", "full"),
    [
        ("how many are there now?", "What did she say on the specials?", "How many specials are there now?"),
        ("how many were breached?", "How many orders were granted?", "How many orders were breached?"),
        ("how many were arrested?", "What happened with the drones?", "On the drones: how many were arrested?"),
        ("are they buying more?", "How many vans are there?", "On vans: are they buying more?"),
        ("and the vote?", "What was resolved on vans?", "On vans: what was the vote?"),
    ],
)  # fmt: skip
def test_what_is_counted_and_who_acts_is_shown_as_far_as_it_is_known(text, before, full):
    assert understood(text, before).shown == full


def test_names_typed_in_haste_are_names():
    asked = understood("what did cllr dunn say on rec 4")

    assert (asked.asked, asked.voice) == ("what did Cllr Dunn say on recommendation 4", Voice.NAMED)
    assert understood("did the councillor object to vans").asked == "did the councillor object to vans"


def test_of_a_question_that_differs_in_a_capital_alone_nothing_is_shown():
    assert understood_as(understood("how many drones were bought for the pier", "What of vans?")) == ()


def test_of_a_thing_that_a_question_names_a_quotation_says_no_more_and_of_that_it_does():
    told = "Four members asked for a note on padlocks."
    cited = replace(cited_words("Reports of tractor thefts had fallen"), quote=told)
    before = Turn(question="What did the night patrol of the wardens find?", answer=told, cited=cited)

    asked = completed("Who paid for it?", (before,), register=REGISTER)
    assert asked.text == "Who paid for the night patrol of the wardens?"
    assert "padlocks" in completed("Who asked for that?", (before,), register=REGISTER).taken


@pytest.mark.parametrize("text", ["What happened to the old one?", "Did she get any of it back?", "Did he get there?"])
def test_a_pronoun_stays_where_nothing_that_was_spoken_of_can_stand(text):
    asked = understood(text, "How much did the Norfolk boats cost?").asked

    assert asked == text


def test_it_is_the_first_thing_that_is_one():
    assert understood("What did it cost?", "Which firms built the boat shed?").asked == "What did the boat shed cost?"


def test_that_one_is_the_last_item_that_the_answer_names():
    asked = understood("Why was that one refused?", ("Which recommendations were accepted?", "R1 and R2; not R5."))

    assert asked.asked == "Why was R5 refused?"


def test_a_question_of_when_is_of_no_time_that_was_named_before():
    assert understood("When did he leave?", "Who was made deputy chief in 2022?").periods == ()


def test_a_short_question_on_what_was_just_quoted_goes_on_from_it():
    before = ("What was resolved on the Starling scheme?", "That a plan be brought by June.")

    assert "Starling" in taken("Did the plan turn up?", before)
    assert taken("Did Holt scooters turn up?", before) == ""


def test_of_an_answer_only_what_it_begins_with_is_taken_over_and_no_number():
    answer = "Nine of the vans went to Holt, the boats to Gullport, the bicycles to Lyde and the drones to Sallow."

    assert "drones" not in taken("Who asked about that?", ("Where did they go?", answer))
