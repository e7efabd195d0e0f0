"""A detail that is asked for and is not there, although the topic is: each is named, and only where it is missing."""

import pytest

from qa.best_sentences import begins_alike, sentence_words, strong, with_neighbours
from qa.details import looks_ahead, missing_detail
from tests.fakes_qa import Shelf, Written, ranked_for, ranker

SHARP = ranker(cover_gap=40.0, cosine_gap=40.0)  # the best sentence stands far above the others

TEXT = """Harbour Safety

The Harbour Watch team looks after the boats of Gullport.

The Commissioner commissioned a survey of the boats and asked for its report.

The Vice Chair asked Cllr Ann Brook to share what had been done about speed limits in Gullport.

Mr Sprake complained to the Office about the slipway. His complaint was not upheld.

The harbour grant paid for a boat yard in Gullport.

Sixty members of the sailing club use 12 boats.

The wall in the harbour was mended.

The Commissioner works with the parish councils on moorings.
"""


def detail(question, text=TEXT):
    asked, ranked = ranked_for(question, Shelf(Written(text, panel="norfolk")), by=SHARP)
    return missing_detail(asked, ranked)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("What is Mr Sprake's date of birth?", "No passage found gives this person's date of birth."),
        ("What does resolution (h) on the harbour ask for?", "No passage found has resolution (h)."),
        ("How many divers does the Harbour Watch team have?", "No passage found says how many divers."),
        ("How many fire boats do members of the public sail?", "No passage found says how many fire boats."),
        ("When was the wall in the harbour mended?", "No passage found gives a date or time for this."),
        ("How much did the boat yard in Gullport cost?", "No passage found gives an amount for this."),
        ("Who manages the Harbour Watch team?", "No passage found names anybody for this."),
        ("Which firm mended the wall in the harbour?", "No passage found says which firm."),
        ("What did the survey of the boats find?", "No passage found says what came of this."),
        (
            "What did Cllr Brook say about speed limits in Gullport?",
            "No passage found gives an answer of that person, only a question.",
        ),
        ("Why was Mr Sprake's complaint about the slipway upheld?", "No passage found says that this happened."),
        ("Why won't the Commissioner work with the parish councils?", "No passage found says that this happened."),
        ("When did the panel veto the harbour grant in 2019?", "No passage found says that this happened."),
        ("How is Kent mending the wall in the harbour?", "No passage found on this is of Kent."),
    ],
)
def test_a_detail_that_is_not_there_is_named(question, reason):
    said = TEXT.replace("mended.", "mended in 2019.") if "2019" in question else TEXT

    assert detail(question, said) == reason


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is Mr Sprake's date of birth?", "Mr Sprake gave his date of birth as 1 May 1950."),
        ("What does resolution (h) on moorings ask for?", "(h) That moorings be mended."),
        ("How many divers does the Harbour Watch team have?", "The Harbour Watch team has four divers."),
        ("How many divers does the Harbour Watch team have?", "The Harbour Watch team has no divers."),
        ("When was the wall in the harbour mended?", "The wall in the harbour was mended in May."),
        ("How much did the boat yard in Gullport cost?", "The boat yard in Gullport cost £4,000."),
        ("Who manages the Harbour Watch team?", "Mrs Dora Lee manages the Harbour Watch team."),
        ("Which firm mended the wall in the harbour?", "The firm Stonelight mended the wall in the harbour."),
        ("What did the survey of the boats find?", "The survey of the boats found leaks."),
        (
            "What did Cllr Brook say about speed limits in Gullport?",
            "Cllr Ann Brook said that speed limits in Gullport were kept.",
        ),
        (
            "Why was Mr Sprake's complaint about the slipway not upheld?",
            "Mr Sprake's complaint about the slipway was not upheld because it was late.",
        ),
        (
            "Why won't the Commissioner work with the parish councils?",
            "The Commissioner will not work with the parish councils.",
        ),
    ],
)
def test_a_detail_that_is_there_is_not_missed(question, said):
    assert detail(question, f"Harbour Safety\n\nThe harbour is safe.\n\n{said}\n") is None


def test_the_thing_counted_may_have_other_words_where_the_sentence_is_near():
    said = "Every day in the county there are more than 450 assaults on retail workers."

    assert (
        detail("How many attacks on retail workers are there every day in the county?", f"Report\n\n{said}\n") is None
    )


def test_a_section_number_is_no_count():
    text = "Report\n\n3.11 Boat accidents: an update was given.\n"

    assert detail("How many boat accidents were there?", text) == "No passage found says how many boat accidents."


def test_an_abbreviation_spelt_out_is_nobodys_name():
    text = "Report\n\nThe HAR (Harbour Adverse Response) team helps families.\n"

    assert detail("Who manages the HAR team?", text) == "No passage found names anybody for this."


def test_the_speaker_of_the_sentence_may_be_the_person_asked_for():
    text = "Minutes\n\nMrs Dora Lee said that she led the boat team.\n"

    assert detail("Who led the boat team?", text) is None


def test_a_decision_that_looks_ahead_is_what_was_decided():
    text = "RESOLVED that:\n\na)    The Panel requests to receive the results of the survey.\n"

    assert detail("What did the panel resolve on the results of the survey?", text) is None


def test_what_is_to_come_is_told_from_what_was():
    assert looks_ahead("A review will determine whether thefts fell.")
    assert not looks_ahead("The review found that thefts fell.")


def test_forms_of_a_word_begin_alike():
    assert begins_alike(frozenset({"shoplift"}), frozenset({"shopl"}))
    assert not begins_alike(frozenset({"shop"}), frozenset({"shoplift"}))


def test_the_first_sentence_has_none_before_it():
    _, ranked = ranked_for("Who uses the boats?", Shelf(Written("Boats are used. They leak.\n", panel="norfolk")))
    first = next(item for item in ranked if item.evidence.place == 0)

    assert sentence_words(first, offset=-1) == ""
    assert with_neighbours(first).split() == ["Boats", "are", "used.", "They", "leak."]
    assert strong(ranked)[0] is ranked[0]


def test_an_amount_for_something_else_is_none_for_this():
    text = "Report\n\nThe slipway at Gullport was mended. It is safe. The force has a funding gap of £19.9m.\n"

    assert (
        detail("How much did mending the slipway at Gullport cost?", text)
        == "No passage found gives an amount for this."
    )


def test_nobody_admits_what_the_sentence_denies():
    text = "Minutes\n\nThe Commissioner stated that there was not an issue with the number of boats.\n"

    assert detail("Why did the Commissioner admit that there was an issue with the number of boats?", text) == (
        "No passage found says that this happened."
    )
