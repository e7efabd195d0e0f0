"""What a question asks is read off its own words: kind, speaker, panels, times, names, figures."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import QuestionError
from corpus.panels import default_register
from qa.answers import Question, Turn
from qa.periods import periods
from qa.plain_words import everyday_words, in_paper_words
from qa.understand import MAX_CHARACTERS, Intent, Voice, understand, understood_as

REGISTER = default_register()


def understood(text, *history):
    turns = tuple(Turn(question=question) for question in history)
    return understand(Question(text=text, history=turns), register=REGISTER)


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("What did the panel resolve about the precept?", Intent.DECISION),
        ("Did the panel agree to the budget?", Intent.DECISION),
        ("What was decided on drones?", Intent.DECISION),
        ("Which decision records were taken?", Intent.LIST),
        ("List the priorities", Intent.LIST),
        ("How many officers were recruited?", Intent.FIGURE),
        ("What percentage of calls were answered?", Intent.FIGURE),
        ("How much was spent on drones?", Intent.FIGURE),
        ("When did the scheme start?", Intent.DATE),
        ("By when must the plan be published?", Intent.DATE),
        ("What was the date of the hearing?", Intent.DATE),
        ("Was the county's policing plan accepted without reservation?", Intent.DECISION),
        ("Who presented the report?", Intent.PERSON),
        ("Which councillor asked about drones?", Intent.PERSON),
        ("What does PFCC mean?", Intent.MEANING),
        ("What is a drone?", Intent.MEANING),
        ("Why did response times rise?", Intent.REASON),
        ("What did the commissioner say about drones?", Intent.SAID),
        ("What concerns did members raise?", Intent.SAID),
        ("Did the force buy drones?", Intent.CHECK),
        ("What caution did members add on letting officers decide for themselves?", Intent.SAID),
        ("Cllr Brook proposed a letter. Was it agreed?", Intent.DECISION),
        ("What are the five priorities?", Intent.LIST),
        ("What is the panel asked to do with the report?", Intent.DECISION),
        ("What was the panel invited to do?", Intent.DECISION),
        ("How far did the panel support the plan?", Intent.DECISION),
        ("How did the hearing for the deputy end, in full?", Intent.DECISION),
        ("What was settled about the vacancy?", Intent.DECISION),
        ("Did the PFCC see violence as a matter for the police alone?", Intent.SAID),
        ("Tell me about drones", Intent.FACT),
    ],
)
def test_the_kind_of_answer_is_read_off_the_words(question, intent):
    assert understood(question).intent is intent


def test_the_commissioners_own_agreement_is_not_the_panels_decision():
    assert understood("Did the commissioner agree to bring back a report?").intent is not Intent.DECISION


def test_when_at_the_head_of_a_clause_asks_for_no_date():
    assert understood("When it met in the spring, what did the panel resolve?").intent is Intent.DECISION


@pytest.mark.parametrize(
    ("question", "voice"),
    [
        ("What did the commissioner say about drones?", Voice.COMMISSIONER),
        ("What did the PFCC tell members?", Voice.COMMISSIONER),
        ("What did the Mayor think of the plan?", Voice.COMMISSIONER),
        ("What did the acting chief constable say about targets?", Voice.CHIEF),
        ("What did the ACC confirm?", Voice.CHIEF),
        ("What points did panel members make?", Voice.MEMBERS),
        ("What did members of the public say?", Voice.PUBLIC),
        ("What did Cllr Brook ask about drones?", Voice.NAMED),
        ("What did Cllr Brook tell the commissioner about drones?", Voice.NAMED),
        ("What did Hannah Webb say about drones?", Voice.NAMED),
        ("What did the vice-chair ask about?", Voice.NAMED),
        ("How many drones are there?", None),
    ],
)
def test_the_voice_is_that_of_whoever_speaks_not_of_whoever_is_spoken_to(question, voice):
    assert understood(question).voice is voice


@pytest.mark.parametrize(
    ("question", "panels"),
    [
        ("What did the Norfolk panel resolve?", ("norfolk",)),
        ("What did Cambs members ask?", ("cambridgeshire",)),
        ("Compare the Kent and the Surrey panel", ("kent", "surrey")),
        ("What did the Northamptonshire Police and Crime Panel resolve?", ("northamptonshire",)),
        ("What did the Northamptonshire Police, Fire & Crime Panel resolve?", ("northamptonshire",)),
        ("What did Cllr Kent ask about Kent Street?", ()),
        ("What about drones?", ()),
    ],
)
def test_panels_are_known_by_area_alias_and_earlier_name(question, panels):
    assert understood(question).panels == panels


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ("2021/22", "2021-04-01", "2022-03-31"),
        ("2021-2022", "2021-04-01", "2022-03-31"),
        ("21/22", "2021-04-01", "2022-03-31"),
        ("2019-21", "2019-01-01", "2021-12-31"),
        ("2019", "2019-01-01", "2019-12-31"),
        ("April 2019", "2019-04-01", "2019-04-30"),
        ("December 2021", "2021-12-01", "2021-12-31"),
        ("25 July 2024", "2024-07-25", "2024-07-25"),
        ("25th July 2024", "2024-07-25", "2024-07-25"),
        ("July 25, 2024", "2024-07-25", "2024-07-25"),
        ("25/07/2024", "2024-07-25", "2024-07-25"),
        ("2024-07-25", "2024-07-25", "2024-07-25"),
    ],
)
def test_a_time_is_a_stretch_of_days_both_inclusive(words, since, until):
    (period,) = periods(f"What happened in {words} on drones?")

    assert (period.since.isoformat(), period.until.isoformat(), period.words) == (since, until, words)


def test_a_quarter_is_searched_within_its_financial_year():
    (period,) = periods("How many referrals were there in Q2 21/22?")

    assert period.since <= dt.date(2021, 7, 1) <= dt.date(2021, 9, 30) <= period.until


def test_a_day_is_not_also_its_month_and_year():
    assert len(periods("on 25 July 2024")) == 1


@pytest.mark.parametrize("text", ["Decision 21/23", "in 1850", "24/7 helpline", "no time at all"])
def test_numbers_that_are_no_times_are_none(text):
    assert periods(text) == ()


def test_times_come_in_order():
    assert [period.words for period in periods("in 2021 and in April 2019")] == ["April 2019", "2021"]


def test_a_follow_up_takes_in_the_topic_of_the_question_before():
    asked = understood("And what did they say about it?", "How many drones were bought?")

    assert asked.text == asked.asked == "And what did they say about drones?"
    assert asked.typed == "And what did they say about it?"


def test_a_follow_up_keeps_the_panel_of_the_question_before():
    assert understood("And what about it?", "What did the Norfolk panel resolve?").panels == ("norfolk",)


def test_a_follow_up_that_names_a_panel_means_that_one():
    assert understood("What about Kent?", "What did the Norfolk panel resolve?").panels == ("kent",)


def test_a_question_that_stands_alone_keeps_only_the_panel_of_the_conversation():
    asked = understood("How many drones were bought?", "What did the Norfolk panel resolve about burglary?")

    assert (asked.text, asked.panels) == ("How many drones were bought?", ("norfolk",))


def test_without_history_a_pronoun_stays_a_pronoun():
    assert understood("What about it?").text == "What about it?"


def test_figures_are_kept_as_typed():
    asked = understood("Why did £19.9m, 12% and 1,300 officers not suffice?")

    assert asked.numbers == ("£19.9m", "12%", "1,300")


def test_a_name_that_is_typed_small_after_a_title_is_one():
    asked = understand(Question(text="what did cllr randall say about shops"), register=REGISTER)

    assert asked.names == understand(Question(text="What did Cllr Randall say about shops?"), register=REGISTER).names
    assert (asked.names[0], asked.voice, understood_as(asked)) == ("Randall", Voice.NAMED, ())


def test_a_whole_question_in_small_letters_is_not_shown_again():
    asked = understand(Question(text="what was the cost of the boats"), register=REGISTER)

    assert understood_as(asked) == ()


def test_names_are_kept_as_typed_and_the_first_word_is_none():
    assert understood("Where is Harbour Centre mentioned by Mrs Lee?").names == ("Lee", "Harbour Centre", "Mrs Lee")


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How many drones were there in May 2022?", ()),
        ("In the Harbour Plan, what is said of drones?", ("Harbour Plan",)),
        ("Do I need drones?", ()),
    ],
)
def test_months_and_words_that_only_begin_a_question_are_no_names(question, names):
    assert understood(question).names == names


@pytest.mark.parametrize(
    "question",
    [
        "What is the commissioner's email address?",
        "How do I contact the panel?",
        "Give me Ann Lee's phone number",
        "What is Cllr Brook's home address?",
        "contact details of the report's author",
        "Mr Lee's e-mail?",
        "Whom do I ring or e-mail about the report?",
        "Did he leave a phone number, and what is it?",
    ],
)
def test_a_question_for_a_way_to_reach_somebody_is_known(question):
    assert understood(question).contact


@pytest.mark.parametrize(
    "question",
    [
        "How did the Commissioner address knife crime?",
        "Which contracts were let?",
        "Did the boss's email about sickness ever reach him?",
        "How many emails were answered in a day?",
        "one phone number for the council and the police, what became of it",
        "What did members decide on the e-mail breach?",
        "Why did they give up the goal of shutting down dealers' phone numbers?",
        "Had the office stopped sharing everybody's e-mail address?",
        "What did members decide on the email data breach?",
    ],
)
def test_other_questions_ask_for_no_contact(question):
    assert not understood(question).contact


def test_everyday_words_are_searched_in_the_papers_words_too():
    assert in_paper_words("Are Bobbies there?") == "Are Bobbies (police officers) there?"
    assert everyday_words("Are Bobbies there?") == "Bobbies"


def test_part_of_a_word_is_no_everyday_word():
    assert in_paper_words("cash and cashmere").endswith("and cashmere")


@pytest.mark.parametrize("text", ["", "   \n\t", "🚔🔥", "?!…", "\u200b\u200b"])
def test_a_question_without_a_word_is_refused(text):
    with pytest.raises(QuestionError, match="type a question"):
        understood(text)


def test_a_question_of_the_longest_length_is_asked():
    text = "drones " * (MAX_CHARACTERS // 7)

    assert understood(text).text.startswith("drones drones")


def test_a_longer_question_is_refused_with_both_lengths():
    with pytest.raises(QuestionError, match=r"2,000 characters \(yours: 2,001\)"):
        understood("x" * (MAX_CHARACTERS + 1))


@pytest.mark.parametrize("text", ["drones\x00?", "drones \ud800?", "dro\u200bnes?"])
def test_a_question_with_strange_characters_is_understood(text):
    assert "nes" in understood(text).text


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=120), st.text(max_size=60))
def test_any_text_is_understood_or_refused(text, before):
    try:
        asked = understood(text, before)
    except QuestionError:
        return
    assert asked.asked.strip()
    assert all(period.since <= period.until for period in asked.periods)
