"""What belongs to a quotation is quoted with it: the rest of a list, its opening words, a vote, what is referred to."""

import pytest

from corpus.papers import PaperKind
from qa.answers import AnswerStatus, Question
from qa.intents import Intent, intent_of, voice_of
from qa.quotation import Quote
from qa.several import asks_several
from qa.shapes.decision_records import by_record
from qa.shapes.made_whole import made_whole
from qa.shapes.of_its_item import by_item
from qa.shapes.off_topic import without_off_topic
from qa.shapes.shape import Inquiry, Shape, untracked
from qa.understand import understand
from tests.fakes_qa import EVERYTHING, REGISTER, Shelf, Written, answer_to
from tests.fakes_shapes import met

PRIORITIES = """Plan

1. The years ahead

1.1 Priority one is wardens in the villages.

1.2 Priority two is drones over the harbour.

1.3 Priority three is barns that are locked.

1.4 The budget follows from these.
"""
SHARES = """Report

3.4 Of 160 drivers who were stopped in the harbour:

- 71% had a trailer;
- 44% had a dog;
- 38% had a drone.

3.5 The harbour was quiet.
"""
SPENDING = """Report

2.1 The harbour was quiet.

2.2 The extra money for the villages is agreed. It will pay for:

(a) six wardens at £90,000;

(b) locks for barns;

(c) a drone over the fens.

2.3 The year ends in March.
"""
MOTION = """Minutes

Wardens

Councillor Hale moved an amendment that the wardens be paid weekly. It was seconded and LOST.

For the amendment: Councillors Hale and Lee (2)

Against the amendment: Councillors Brook and Dean (2)

The Panel went on to drones.
"""
PROMISE = """Minutes

Wardens

Councillor Hale asked for a chart of the wages of wardens in other counties, which he thought were higher than here \
and which nobody had set beside each other in the papers so far. Ann Brook agreed to send one round before the winter. \
The wardens had been counted in spring, by parish and by age, and again in the autumn when some of them had already \
left for the coast, as was their habit in years with a mild October and a late harvest.
"""
ASKED = """Minutes

7. The Harbour Drone

7.1 Councillor Hale asked who had signed the order for the harbour drone. In reply the Chief Executive said that a \
clerk had done so in May. She was sorry.

7.2 Councillor Lee asked who had flown it to the lighthouse.

7.3 The Chief Constable answered that a pilot on loan had done so.

7.4 Councillor Brook thought that the drone was loud.
"""
RECORD = """Decision Record 118 - Drones

Decision Maker: The Commissioner

Purpose:

To decide on drones.

Decision:

The Commissioner decided:

(a) to buy three drones; and

(b) to train twelve pilots.

Reasons for the decision:

The old drone was lost at sea.
"""


def quotes(text, paper, **row):
    row = {"file": "paper.txt", "panel": "norfolk", **row}
    return [one.quote for one in answer_to(text, Written(paper, **row)).citations]


def test_paragraphs_that_begin_alike_are_a_list():
    (first, *_) = quotes("Which priorities are in the plan for drones?", PRIORITIES)

    assert first.endswith("Priority three is barns that are locked.")
    assert first.startswith("1.1 Priority one")


def test_an_item_that_is_no_sentence_stands_with_the_words_that_open_its_list():
    (first, *_) = quotes("What is known of drivers with a dog?", SHARES)

    assert first == SHARES[SHARES.index("3.4") : SHARES.index("\n\n3.5")]


def test_a_quotation_that_ends_where_a_list_begins_goes_on_with_the_list():
    (first, *_) = quotes("What would the extra money pay for in the villages?", SPENDING)

    assert first == SPENDING[SPENDING.index("2.2") : SPENDING.index("\n\n2.3")]


def test_where_one_figure_is_asked_for_an_item_stands_alone():
    assert quotes("How many drivers had a dog?", SHARES)[0] == "44% had a dog;"


def test_a_motion_is_quoted_with_its_vote():
    found = quotes("Did the amendment on weekly pay for wardens pass?", MOTION)

    assert found[1] == MOTION[MOTION.index("For the amendment") : MOTION.index("\n\nThe Panel went")]


def test_a_promise_is_quoted_with_what_it_refers_to():
    (first, *_) = quotes("What did Ann Brook agree to send round before the winter?", PROMISE)

    assert first.startswith("Councillor Hale asked for a chart")


@pytest.mark.parametrize(
    ("text", "question", "reply"),
    [
        (
            "Who had signed the order for the harbour drone?",
            "7.1 Councillor Hale asked who had signed the order for the harbour drone.",
            "In reply the Chief Executive said that a clerk had done so in May. She was sorry.",
        ),
        (
            "Who had flown it to the lighthouse?",
            "7.2 Councillor Lee asked who had flown it to the lighthouse.",
            "7.3 The Chief Constable answered that a pilot on loan had done so.",
        ),
    ],
)
def test_a_question_that_was_put_is_quoted_with_the_reply_to_it(text, question, reply):
    found = quotes(text, ASKED)

    assert found[found.index(reply) + 1] == question


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Was the harbour drone flown to the lighthouse?", "7.3 The Chief Constable answered"),
        ("Which councillor spoke of the flight of the drone to the lighthouse?", "7.2 Councillor Lee asked"),
    ],
)
def test_a_reply_comes_before_a_question_that_is_all_that_is_quoted_unless_a_person_is_meant(text, first):
    below = [one for one in quotes(text, ASKED) if one.startswith(("7.2", "7.3"))]

    assert len(below) == 2
    assert below[0].startswith(first)


@pytest.mark.parametrize(
    "more",
    [
        ", and what was said back?",
        ", and who answered him?",
        " and what was he told?",
        ", and what was the comeback?",
        ", and did the Commissioner agree?",
        "? And the reply of the Commissioner?",
        " and what did the Commissioner say to it?",
    ],
)
def test_where_the_reply_is_asked_for_too_it_follows_whatever_was_said(more):
    text = (
        "Minutes\n\n7. The Harbour Drone\n\n"
        "7.1 Councillor Brook thought that the harbour drone was loud. The Commissioner said that gulls were.\n\n"
        "7.2 Councillor Lee did not agree.\n"
    )

    assert quotes(f"Who thought that the harbour drone was loud{more}", text)[:2] == [
        "7.1 Councillor Brook thought that the harbour drone was loud.",
        "The Commissioner said that gulls were.",
    ]


def test_where_the_question_itself_is_asked_for_it_stands_alone():
    found = quotes("What did Councillor Hale ask about the order for the harbour drone?", ASKED)

    assert found == ["7.1 Councillor Hale asked who had signed the order for the harbour drone."]


def test_a_decision_record_that_is_named_by_its_number_is_answered_with_what_it_decides():
    (first, *_) = quotes(
        "What does decision record 118 decide?", RECORD, kind=PaperKind.DECISION, title="Decision Record 118 - Drones"
    )

    assert first == RECORD[RECORD.index("The Commissioner decided:") : RECORD.index("\n\nReasons")]


def test_a_record_in_a_register_is_found_by_its_code():
    register = """Register of Decisions

# DM/2022/011 Drones

Date of decision: 4 May 2022
Decision: To buy three drones.
Contact: The Chief Executive

# DM/2022/014 Dogs

Date of decision: 5 May 2022
Decision: To sell two dogs.
Contact: The Chief Executive
"""
    (first, *_) = quotes("What does notice DM/2022/014 say?", register, kind=PaperKind.DECISION, title="Register")

    assert first == "Decision: To sell two dogs."


def test_an_outcome_on_a_code_is_found_whatever_its_verb():
    paper = met("norfolk", "2023-02-02", ("Actions", "Some had lapsed.", "That action R14/21 be reopened by June."))
    answer = answer_to("What did the panel do about R14/21?", paper)

    assert (answer.status, answer.citations[0].quote) == (
        AnswerStatus.ANSWERED,
        "a)    That action R14/21 be reopened by June.",
    )


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("What did the panel do about drones?", Intent.FACT),
        ("Did the amendment on drones go through?", Intent.CHECK),
        ("What did the panel do about R14/21?", Intent.DECISION),
    ],
)
def test_what_is_asked_for_is_read_off_the_question(text, intent):
    assert intent_of(text, voice_of(text)) is intent


@pytest.mark.parametrize(
    "text", ["Which costs are for drones?", "What was said on vans?", "What does this mean for us?"]
)
def test_a_plural_of_a_measure_asks_for_one_thing(text):
    assert not asks_several(text)


def test_a_printed_question_is_quoted_with_the_reply_below_it_first():
    paper = Written(
        "Questions\n\nQuestion 5. From Mr Tarn\n\nQuestion: Are the boats of the harbour to be sold?\n\n"
        "Written reply of the Commissioner:\n\nNothing is settled. It will be in the budget.\n\n"
        "Question 6. From Mrs Lee\n\nQuestion: Who feeds the gulls?\n\nAnswer: Nobody does.",
        file="asked.txt",
    )

    answer = answer_to("Are the boats of the harbour being sold?", paper)

    assert [citation.quote for citation in answer.citations][:2] == [
        "Nothing is settled. It will be in the budget.",
        "Question: Are the boats of the harbour to be sold?",
    ]


def quoted(shelf, paper_id, begins, *, probability=1.0):
    """Return the section of a paper that begins with some words, as a quotation."""
    paper = shelf.paper(paper_id)
    own = next(one for one in shelf.sections(paper_id) if paper.text.startswith(begins, one.start))
    return Quote(paper=paper, start=own.start, end=own.end, sections=(own,), speaker=None, probability=probability)


def given(shelf, question, *found):
    """Return a plain answer made of quotations, and the question that it answers."""
    asked = understand(Question(text=question), register=REGISTER)
    inquiry = Inquiry(asked, EVERYTHING, shelf, REGISTER, untracked(shelf, REGISTER))
    return Shape(status=AnswerStatus.ANSWERED, quotes=found, notes=()), inquiry


CHOICES = """Decision Record 118 - Drones

1. Background

1.1 The old drone over the harbour was lost, and what to do about the drone over the harbour was decided in May.

2. Alternatives considered

2.1 To hire a drone over the harbour by the day.

2.2 To do without. This was rejected because the harbour is wide.

3. Decision

I approve:

(a) the purchase of three drones; and

(b) the training of twelve pilots.

4. Publication

4.1 The record of the drone over the harbour is open.
"""


@pytest.mark.parametrize(
    ("question", "begins", "ends"),
    [
        ("What alternatives to the drone over the harbour were looked at?", "2.1 To hire", "harbour is wide."),
        ("What was decided on the drone over the harbour?", "I approve:", "twelve pilots."),
    ],
)
def test_the_part_of_a_decision_record_that_is_asked_for_comes_first_and_whole(question, begins, ends):
    shelf = Shelf(Written(CHOICES, file="record.txt", panel="norfolk", kind=PaperKind.DECISION))
    found = quoted(shelf, "record", "1.1 The old drone")
    (first, *_) = by_record(*given(shelf, question, found)).quotes

    assert first.text.startswith(begins)
    assert first.text.endswith(ends)


def test_a_table_that_words_announce_is_given_with_them():
    report = (
        "Report\n\n5.1 Savings of £90,000 for drones over the harbour have been found, as follows.\n\n"
        "Table 2: Savings\n\n| Saving | 2023 |\n| Fewer boats | 40 |\n| Fewer vans | 50 |\n\n5.2 The harbour was quiet."
    )
    (first, *_) = quotes("Which savings for drones over the harbour were found?", report)
    assert first.endswith("| Fewer vans | 50 |")


@pytest.mark.parametrize(
    ("question", "chance", "listed"),
    [
        ("What would the extra money for the villages pay for?", 0.4, True),
        ("What would the extra money for the villages pay for?", 0.1, False),
        ("Was the extra money for the villages agreed?", 0.4, False),
    ],
)
def test_of_several_things_asked_for_the_list_comes_first_unless_it_is_far_less_likely(question, chance, listed):
    shelf = Shelf(Written(SPENDING, file="report.txt", panel="norfolk"))
    found = (
        quoted(shelf, "report", "2.1 The harbour was quiet.", probability=0.8),
        quoted(shelf, "report", "(b) locks for barns;", probability=0.8 * chance),
    )
    (first, *_) = made_whole(*given(shelf, question, *found)).quotes

    assert ("(a) six wardens" in first.text) is listed


BY_ITEM = """Minutes of 4 May 2023

4. Draft Plan for Barns

The Commissioner presented her plan, Barns Ahead.

RESOLVED that

(i) the plan be supported;

(ii) locks be added.

5. Drones

The Clerk spoke of drones.
"""


@pytest.mark.parametrize(
    ("question", "said", "first"),
    [
        ("What did members decide on Barns Ahead?", "The Commissioner presented", "(i) the plan be supported;"),
        ("What did members decide on drones?", "The Clerk spoke", "The Clerk spoke of drones."),
        ("What did the Commissioner say of Barns Ahead?", "The Commissioner presented", "The Commissioner presented"),
    ],
)
def test_what_was_decided_is_told_by_the_outcome_of_the_item_that_was_found(question, said, first):
    shelf = Shelf(Written(BY_ITEM, file="minutes.txt", panel="norfolk", kind=PaperKind.MINUTES))
    found = by_item(*given(shelf, question, quoted(shelf, "minutes", said))).quotes

    assert found[0].text.startswith(first)
    assert found[-1].text.startswith(said)


def test_a_recommendation_to_the_panel_is_given_with_its_fellows():
    report = "Report\n\nPart 6: Recommendations\n\n6.1 to note the report;\n6.2 to agree that drones be sold; and\n"
    shelf = Shelf(Written(f"{report}6.3 to ask for a date.\n", file="report.txt", panel="norfolk"))
    found = quoted(shelf, "report", "6.2 to agree")
    (first, *_) = made_whole(*given(shelf, "What is the panel asked to agree on drones?", found)).quotes

    assert first.text.startswith("6.1 to note")
    assert first.text.endswith("6.3 to ask for a date.")


PRECEPTS = met(
    "norfolk",
    "2023-02-02",
    ("Police Precept 2023/24", "It was considered.", "The police precept of £250 is supported."),
    ("Fire Precept 2023/24", "It was considered.", "The fire precept of £70 is supported."),
)


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("What did the panel decide on the fire part of council tax?", ["fire"]),
        ("What did the panel decide on the police and fire precepts?", ["police", "fire"]),
        ("What did the panel decide on council tax?", ["police", "fire"]),
    ],
)
def test_of_one_precept_that_is_asked_about_the_other_is_left_out(question, left):
    shelf = Shelf(PRECEPTS)
    found = [quoted(shelf, "norfolk-2023-02-02", f"a)    The {service} precept") for service in ("police", "fire")]
    kept = without_off_topic(*given(shelf, question, *found)).quotes

    assert [quote.text.split()[2] for quote in kept] == left


LEAD = """Decision

Alternatives

The harbour alternatives that were considered:

A. To sell the harbour to the fens.

Reasons

The harbour needs wardens.
"""


def test_words_that_open_a_list_and_the_list_are_one_quotation_where_both_are_quoted():
    shelf = Shelf(Written(LEAD, file="record.txt", panel="norfolk"))
    quotes = [
        quoted(shelf, "record", words) for words in ("A. To sell", "The harbour alternatives", "The harbour needs")
    ]
    found = made_whole(*given(shelf, "Why sell the harbour?", *quotes))

    assert [quote.text.split()[0] for quote in found.quotes] == ["The", "The"]
    assert found.quotes[0].text.endswith("to the fens.")
