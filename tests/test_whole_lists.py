"""A question that asks for several things is answered with the whole list, however its paper prints it."""

import pytest

from corpus.papers import PaperKind, Role
from qa.several import asks_several
from tests.fakes_corpus import from_text
from tests.fakes_qa import Shelf, Written, answer_from

HEARING = """Confirmation Hearing

7. Recommendation

7.1 The Panel RECOMMENDS that Ann Brook be appointed Chief Constable.

7.2 The Panel further asks:

(a) that removal costs be paid against receipts only;

(b) that somebody from the harbour sit with the interviewers of a Chief Constable;

(c) that the Chief Constable bring an account of the first winter;

(d) that the Panel have a month's notice of any later hearing.

8. The meeting closed at noon.
"""
POINTS = """Minutes

4. Drones over the harbour

(a) The Commissioner said that drones over the harbour cost £90,000, which was more than in any of the four years \
before and would be paid from the reserve for equipment.

(b) Councillor Hale asked why drones over the harbour were loud, as people in the streets near the quay had been woken \
by them on nine nights in June and had written to him.

(c) The Chief Constable replied that drones over the harbour were old, that their motors were worn, and that nobody \
had yet found the parts with which they might be mended.

5. The meeting closed at noon.
"""
TASK_GROUP = """Report of the Task Group on Drones

3. Recommendations

We recommend that the Commissioner:

**R1.** buys three drones by March 2024, at a cost of £9,000;

**R2.** trains twelve pilots, of whom four from the harbour;

**R3.** publishes each drone flight;

4. Dissent

4.1 Councillor Hale did not agree.
"""
ADDRESSED = """Report of the Task Group on Drones

What we recommend

To the Commissioner:
1. That three drones be bought by the Commissioner.
2. That twelve pilots be trained by the Commissioner.

To the Chief Constable:
3. That drones be flown until 4 am by the Chief Constable.
4. That each flight be published by the Chief Constable.

Thanks

We thank all who spoke to us.
"""
RISKS = """Harbour Report

Reserves

1. Reserves stand at £7m.

Risks

1. Pay: an award above 3% is a risk for the harbour.

2. Uplift: a grant is a risk for the harbour if officers leave.

3. Drones: each month of delay costs £45,000.

Equality

Households are much as they were.
"""
OPTIONS = """Decision Record

Content

Three options for drones were weighed. Option A was to lease drones for a year at £41,000 from the present supplier, \
who had asked for a longer term, with a crew that would be trained at its own cost in Thetford. Option B was \
to buy drones at £60,000 and to train twelve pilots, of whom four would be based at the harbour and the rest inland. \
Option C was to borrow drones from the fire service, at no cost, on days on which it had no need of them itself.

Reasons

Leasing is cheap.
"""
VOTE = """Minutes

4. Drones

It was moved that the drones be sold. A vote was recorded.

For the motion (3): Councillors Hale, Lee and Dean.

Against (1): Councillor Brook.

Abstained (1): Councillor Vale.

The Panel went on to the accounts.
"""
BARE = """DECISION RECORD

Decision number: 2016/07

Title: Drones

7. Equality

7.1 Of the pilots half are women, as was decided.

8. Decision

The Commissioner decided:

8.1 That three drones be bought.

8.2 That twelve pilots be trained.

9. Reasons

The old drone was lost at sea.
"""


def quotes(text, paper, **row):
    shelf = Shelf(Written(paper, **{"file": "paper.txt", "panel": "norfolk", **row}))
    return [one.quote for one in answer_from(shelf, text).citations]


def between(text, first, last):
    return text[text.index(first) : text.index(last) + len(last)]


def test_the_points_of_one_speaker_are_one_list_where_several_are_asked_for():
    found = quotes("Which conditions did the Panel ask for on a Chief Constable at the hearing?", HEARING)

    assert sum("(a) that removal" in one for one in found) == 1
    assert any(between(HEARING, "(a) that", "any later hearing.") in one for one in found)


def test_the_points_of_several_speakers_are_no_list():
    found = quotes("Which facts were given on drones over the harbour?", POINTS)

    assert all(one.count("drones over") <= 1 for one in found)


def test_recommendations_are_a_list_however_they_are_printed():
    found = quotes("What were all the recommendations on drones?", TASK_GROUP)

    assert any(between(TASK_GROUP, "**R1.**", "each drone flight;") in one for one in found)


def test_a_list_counts_on_under_the_next_addressee():
    items = [(one.number, one.lead is not None) for one in from_text(ADDRESSED).sections if one.role is Role.LIST_ITEM]

    assert items == [("1.", True), ("2.", True), ("3.", True), ("4.", True)]


def test_a_count_that_does_not_go_on_is_no_list():
    text = ADDRESSED.replace("3. That", "5. That").replace("4. That", "6. That")

    assert [one.number for one in from_text(text).sections if one.role is Role.LIST_ITEM] == ["1.", "2."]


def test_short_numbered_paragraphs_under_one_heading_are_given_together():
    assert between(RISKS, "1. Pay", "£45,000.") in quotes(
        "Which risks for the harbour come from pay or a grant?", RISKS
    )


def test_a_paragraph_that_tells_of_several_things_is_given_whole():
    assert between(OPTIONS, "Three options", "it had no need of them itself.") in quotes(
        "Which options would train pilots to fly drones at the harbour?", OPTIONS
    )


def test_the_lines_of_a_vote_are_given_together():
    assert between(VOTE, "For the motion", "Councillor Vale.") in quotes("Who voted for the motion on drones?", VOTE)


def test_a_record_is_found_by_its_bare_number():
    row = {"kind": PaperKind.DECISION, "title": "Drones"}

    assert quotes("What did Brook decide in 2016/07?", BARE, **row)[0] == between(BARE, "The Comm", "be trained.")


@pytest.mark.parametrize(
    "text",
    [
        "Panel findings on (a) to (d)?",
        "Alternatives the Commissioner considered for the port",
        "Five parts of the decision please",
        "Go through R1 to R8 one by one",
        "Give me every recommendation on drones",
        "What were all the recommendations of the group?",
        "Which risks came with the new drones?",
        "How was the grant for drones split up?",
    ],
)
def test_several_things_are_asked_for_in_many_ways(text):
    assert asks_several(text)


@pytest.mark.parametrize(
    "text",
    [
        "What did the three drones cost?",
        "Who chairs the Norfolk panel?",
        "When were all pilots to be trained?",
        "Which supplier makes the drones?",
        "How many flights were there in the year?",
        "Name the firm of auditors that looked into drones",
    ],
)
def test_one_thing_is_asked_for_beside_a_plural(text):
    assert not asks_several(text)
