"""The five promises: exact quotations, decisions whole, honest silence, who said it, access kept."""

import datetime as dt
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import CorruptError, QuestionError
from corpus.papers import Access, PaperKind, PaperStatus
from index.search import EVERYTHING, Scope, Skipped
from qa import cite
from qa.answers import AnswerStatus, Seconds
from qa.extract import compose
from qa.shapes.only_proposed import NOT_DECIDED
from tests.fakes_qa import (
    DAY,
    LIMBS,
    MINUTES,
    REGISTER,
    REPORT,
    RESOLUTION,
    Shelf,
    Written,
    answer_from,
    answer_to,
    harbour,
    ranked_for,
    ranker,
    rural,
)

SHELF = Shelf(rural(), harbour())
WORDS = sorted({word for paper in SHELF.papers() for word in re.findall(r"[\w£%,.]+", paper.text)})
ASKING = ["What did the panel resolve about", "How much", "Who said", "List", "Why", "When", "What is", "and", "Cllr"]
PUBLIC = Scope(access=frozenset({Access.PUBLIC}))
CANARY = "Marrowstone"
SECRET = f"""Sale of {CANARY}

RESOLVED that:

a)    The Panel notes the sale of {CANARY} for £7,720,111.

b)    The Panel approves the {CANARY} lease.

The Commissioner said that drones for the rural team would be stored at {CANARY}.
"""


def exempt(**row):
    row = {"file": f"{CANARY}.txt", "panel": "norfolk", "date": dt.date(2031, 1, 2), "access": Access.EXEMPT, **row}
    return Written(SECRET, title=f"Sale of {CANARY}", **row)


def everything_of(answer):
    """All that an answer tells, but for how long it took."""
    return json.dumps(replace(answer, seconds=Seconds()).to_json())


# Quotations


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(WORDS + ASKING), min_size=1, max_size=9).map(" ".join))
def test_every_quotation_is_the_papers_own_text(text):
    answer = answer_from(SHELF, text + "?")

    for citation in (*answer.citations, *answer.nearest):
        paper = SHELF.paper(citation.paper)
        assert citation.file == paper.file
        assert citation.quote.strip()
        assert paper.text[citation.start : citation.end] == citation.quote
    assert all(claim.text.count("“") for claim in answer.claims)
    assert [citation.marker for citation in answer.citations] == list(range(1, len(answer.citations) + 1))


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=80))
def test_any_text_gets_an_answer_or_is_refused_as_a_question(text):
    try:
        answer = answer_from(SHELF, text)
    except QuestionError:
        return
    assert answer.question == text
    assert json.loads(json.dumps(answer.to_json()))["status"] in set(AnswerStatus)


@pytest.mark.parametrize(
    "text",
    [
        '"); DROP TABLE papers; --',
        "drones NEAR/2 (team) AND NOT *",
        "rural* OR col:team ^ crime",
        "(?P<drones>[",
        "[a-z]{1000}(",
        "drones \x00 team",
        "drones \ud800 team",
        "<script>alert(1)</script>",
        "](javascript:alert(1)) drones",
        "%s %d {0} {drones}",
        "a" * 2000,
        "? " * 900 + "x",
    ],
)
def test_the_syntax_of_other_languages_is_only_words(text):
    assert answer_from(SHELF, text).status in (AnswerStatus.ANSWERED, AnswerStatus.NOT_FOUND)


def test_a_quotation_that_differs_from_the_paper_is_never_shown():
    asked, ranked = ranked_for("What did the panel resolve?", SHELF)
    (first, *_) = compose(asked, ranked, SHELF)
    altered = replace(first, paper=replace(first.paper, text=first.paper.text.replace("drones", "horses")))

    with pytest.raises(CorruptError, match="rural"):
        cite.citations([altered], collection=SHELF, register=REGISTER)


def test_every_claim_carries_its_own_citation_and_quotes_it():
    answer = answer_from(SHELF, "How many people did the Centre see?")

    assert len(answer.claims) == len(answer.citations) > 0
    for claim, citation in zip(answer.claims, answer.citations, strict=True):
        assert claim.citations == (citation.marker,)
        assert claim.text.endswith(f"“{citation.quote}”")
        assert f"{claim.text} [{citation.marker}]" in answer.answer


# Decisions


@pytest.mark.parametrize(
    "question",
    [
        "What did the panel resolve about rural crime?",
        "What was the outcome of the rural crime update?",
        "Which resolutions were made on the rural crime update?",
        "What was decided on the Rural Crime Update in May 2023?",
    ],
)
def test_a_resolution_is_quoted_whole_with_its_letters_in_order(question):
    first = answer_from(SHELF, question).citations[0]

    assert first.quote == RESOLUTION
    assert first.locator.startswith("resolutions a) to c)")


def test_a_resolution_printed_twice_is_cited_once():
    answer = answer_from(SHELF, "What did the panel resolve about rural crime?")

    assert sum("The Panel notes" in citation.quote for citation in answer.citations) == 1


def test_a_question_about_one_limb_gets_every_limb_of_the_resolution_with_its_letter():
    first = answer_from(SHELF, "What did the panel request on hare coursing?").citations[0]

    assert tuple(first.quote.split("\n\n")) == LIMBS
    assert first.locator.startswith("resolutions a) to c)")


def test_noted_is_given_as_noted_whatever_the_question_takes_it_for():
    answer = answer_from(SHELF, "Did the panel approve the rural crime update?")

    assert "The Panel notes the Rural Crime Update." in answer.citations[0].quote
    assert "approve" not in answer.answer.split("“")[0]


def test_a_claim_never_says_more_of_a_resolution_than_that_it_is_one():
    claim = answer_from(SHELF, "What did the panel resolve about rural crime?").claims[0]

    assert claim.text.split("“")[0] == "The panel’s resolutions a) to c) – a) noted; b) requested; c) recommended: "


PROPOSAL = "Recommended to its reader (a proposal, not an outcome): "


def test_a_recommendation_under_its_heading_is_marked_as_a_proposal():
    answer = answer_to("What is recommended on the renewal of the Harbour Centre grant?", harbour())

    claim = next(claim for claim in answer.claims if "approves the renewal" in claim.text)
    assert claim.text.startswith(PROPOSAL)
    assert "A proposal or plan is not an outcome." in answer.notes


def test_a_recommendation_in_a_field_is_marked_as_a_proposal():
    text = "Subject:\tGrant renewal\nRecommendations:\tThat the Panel approves the Harbour grant.\n"
    paper = Written(text, panel="norfolk")

    assert answer_to("What is recommended on the Harbour grant?", paper).claims[0].text.startswith(PROPOSAL)
    assert NOT_DECIDED in answer_to("Did the panel approve the Harbour grant?", paper).notes


def test_an_undertaking_is_told_as_one_with_whose_it_is():
    answer = answer_from(SHELF, "What did the commissioner agree to bring back on wardens?")

    assert answer.claims[0].text.startswith("Undertaken by the Commissioner: “The Commissioner agreed to bring back")


def test_an_undertaking_is_whose_it_is_and_not_of_whoever_begins_the_sentence():
    text = (
        "Minutes\n\nThe Commissioner praised the wardens and Mrs G Shearer, Chief Executive, agreed to come back with "
        "an update on wardens."
    )
    answer = answer_to("What was promised on wardens?", Written(text, panel="norfolk"))

    assert answer.claims[0].text.startswith("Undertaken by Mrs G Shearer: “The Commissioner praised")


# Silence


def silent():
    return answer_from(SHELF, "How many drones were lost over Kent Street?", by=ranker(threshold=0.9))


def test_silence_has_no_citation_no_claim_and_no_figure():
    answer = silent()

    assert answer.status is AnswerStatus.NOT_FOUND
    assert (answer.citations, answer.claims) == ((), ())
    assert answer.answer == "The papers do not say."


def test_silence_says_what_was_searched():
    coverage = silent().coverage

    assert (coverage.papers, coverage.first, coverage.last, coverage.undated) == (2, DAY, dt.date(2023, 9, 7), 0)


def test_silence_shows_at_most_three_nearest_passages_that_are_exact_too():
    nearest = silent().nearest

    assert 1 <= len(nearest) <= 3
    assert all(SHELF.paper(near.paper).text[near.start : near.end] == near.quote for near in nearest)


def test_an_answer_has_no_nearest():
    answer = answer_from(SHELF, "How many people did the Centre see?")

    assert (answer.status, answer.nearest) == (AnswerStatus.ANSWERED, ())


def test_nothing_to_search_is_silence_not_an_error():
    answer = answer_to("How many drones were bought?")

    assert (answer.status, answer.notes, answer.coverage.papers) == (AnswerStatus.NOT_FOUND, ("Nothing was found.",), 0)


def test_the_coverage_is_of_the_scope_that_was_searched():
    answer = answer_from(SHELF, "How many wardens were there?", scope=Scope(since=dt.date(2023, 6, 1)))

    assert (answer.coverage.papers, answer.coverage.first) == (1, dt.date(2023, 9, 7))
    assert {hit.file for hit in answer.hits} <= {"harbour.txt"}


def test_papers_without_a_date_are_counted():
    answer = answer_to("How many wardens were there?", rural(date=None))

    assert (answer.coverage.papers, answer.coverage.first, answer.coverage.undated) == (1, None, 1)


# Who said it


@pytest.mark.parametrize(
    ("question", "speaker", "words"),
    [
        ("What did Cllr Brook ask about wardens?", "Cllr Ann Brook", "how many wardens"),
        ("What did members say about farmers?", "Panel members", "farmers trusted the reporting line"),
        ("What did the commissioner say about tractor thefts?", "The Commissioner", "fallen by 12%"),
    ],
)
def test_what_somebody_said_is_answered_by_their_own_words(question, speaker, words):
    answer = answer_from(SHELF, question)

    assert (answer.citations[0].speaker, words in answer.citations[0].quote) == (speaker, True)
    assert answer.claims[0].text.startswith(f"{speaker}: “")


def test_nobody_else_is_quoted_for_what_a_named_person_said():
    answer = answer_from(SHELF, "What did Cllr Brook ask about wardens?")

    assert {citation.speaker for citation in answer.citations} == {"Cllr Ann Brook"}


def test_a_members_remark_is_never_the_panels():
    answer = answer_from(SHELF, "What did Cllr Brook ask about wardens?")

    assert "panel" not in answer.answer.split("“")[0].lower()


# Access


QUESTIONS = [
    f"What did the panel resolve about the sale of {CANARY}?",
    f"How much was {CANARY} sold for?",
    "How much was the sale, £7,720,111?",
    "What did the commissioner say about drones for the rural team?",
    "What was decided in January 2031?",
    "What did the panel approve?",
    f"{CANARY}",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_exempt_papers_words_are_nowhere_in_what_the_public_is_told(question):
    shelf = Shelf(rural(), harbour(), exempt())
    told = everything_of(answer_from(shelf, question, scope=PUBLIC)).replace(json.dumps(question), "")

    assert CANARY not in re.sub(r'"question": "[^"]*"|"No passage found gives [^"]*"', "", told)
    assert "2031" not in told.replace("January 2031", "")


@pytest.mark.parametrize("question", QUESTIONS)
def test_coverage_and_hits_are_those_of_a_collection_without_the_exempt_paper(question):
    without = answer_from(Shelf(rural(), harbour()), question, scope=PUBLIC)
    answer = answer_from(Shelf(rural(), harbour(), exempt()), question, scope=PUBLIC)

    assert answer.coverage == without.coverage
    assert {hit.passage for hit in answer.hits} <= {hit.passage for hit in without.hits}


def test_a_panel_whose_only_paper_is_exempt_has_no_papers_for_the_public():
    question = "What did the Kent panel resolve?"
    shelf = Shelf(rural(), exempt(panel="kent"))

    answer = answer_from(shelf, question, scope=PUBLIC)

    assert (answer.status, answer.notes) == (
        AnswerStatus.NOT_FOUND,
        answer_from(Shelf(rural()), question, scope=PUBLIC).notes,
    )


def test_the_public_is_not_told_by_a_note_which_places_an_exempt_paper_mentions():
    question = "How many wardens are there in Kent?"
    secret = Written("Estate\n\nThe Commissioner visited Kent on the sale.\n", file="s.txt", access=Access.EXEMPT)

    with_it = answer_from(Shelf(rural(), secret), question, scope=PUBLIC)

    assert with_it.notes == answer_from(Shelf(rural()), question, scope=PUBLIC).notes


def test_a_paper_of_unknown_access_is_not_public():
    answer = answer_to("How many wardens were there?", rural(access=None), scope=PUBLIC)

    assert (answer.status, answer.coverage.papers, answer.hits) == (AnswerStatus.NOT_FOUND, 0, ())


@pytest.mark.parametrize(
    ("access", "note"),
    [
        (Access.EXEMPT, "Exempt paper: not for publication. See [1]."),
        (None, "Not labelled public or exempt: check before you pass it on. See [1]."),
    ],
)
def test_the_owner_sees_other_papers_marked(access, note):
    answer = answer_to("What did Cllr Brook ask about wardens?", rural(access=access), scope=EVERYTHING)

    assert answer.citations[0].access is (access or Access.UNKNOWN)
    assert note in answer.notes


def test_a_public_answer_has_no_mark():
    assert answer_from(SHELF, "What did Cllr Brook ask about wardens?").notes == ()


def test_an_unreadable_exempt_file_is_not_named_to_the_public():
    skipped = [
        Skipped(file="open.pdf", reason="empty", access=Access.PUBLIC),
        Skipped(file=f"{CANARY}.pdf", reason="encrypted", access=Access.EXEMPT),
        Skipped(file="unlabelled.pdf", reason="empty"),
    ]

    public = answer_to("How many wardens?", rural(), scope=PUBLIC, skipped=skipped)
    owner = answer_to("How many wardens?", rural(), skipped=skipped)

    assert [unread.file for unread in public.coverage.unread] == ["open.pdf"]
    assert len(owner.coverage.unread) == 3


# Notes


def test_draft_minutes_are_marked():
    answer = answer_to("What did Cllr Brook ask about wardens?", rural(status=PaperStatus.DRAFT))

    assert "Draft minutes: not yet approved by the panel." in answer.notes


def test_an_informal_meeting_is_marked():
    text = f"Notes of an informal meeting\n\n{MINUTES}"
    answer = answer_to("What did Cllr Brook ask about wardens?", Written(text, panel="norfolk"))

    assert "An informal meeting: it cannot decide for the panel." in answer.notes


def test_the_informal_resolution_of_complaints_is_no_informal_meeting():
    text = "Complaints\n\nThe Panel agreed the informal resolution of four complaints about parking.\n"
    answer = answer_to("How many complaints about parking were there?", Written(text, panel="norfolk"))

    assert answer.status is AnswerStatus.ANSWERED
    assert answer.notes == ()


def test_a_plan_is_marked_as_no_outcome():
    answer = answer_to("What did Cllr Brook ask about wardens?", rural(kind=PaperKind.PLAN))

    assert "A proposal or plan is not an outcome." in answer.notes


def test_figures_that_differ_are_both_shown_with_a_note():
    first = Written("Wardens\n\nThere were 14 rural wardens in the county.\n", file="a.txt", panel="norfolk")
    second = Written("Wardens\n\nThe county has 19 rural wardens at work.\n", file="b.txt", panel="norfolk")
    answer = answer_to("How many rural wardens are in the county?", first, second)

    assert {re.search(r"\d+", citation.quote)[0] for citation in answer.citations} == {"14", "19"}
    assert answer.notes == ("The quotations give different figures ([1], [2]): compare what each counts, and when.",)


def test_the_same_figure_in_two_papers_gets_no_note():
    first = Written("Wardens\n\nThere were 14 rural wardens in the county.\n", file="a.txt", panel="norfolk")
    second = Written("Wardens\n\nThe county has rural wardens: 14 work today.\n", file="b.txt", panel="norfolk")

    assert answer_to("How many rural wardens are in the county?", first, second).notes == ()


def test_the_report_quotes_its_table_row_with_label_and_amount():
    assert "Rent\t£18,500" in REPORT
    assert answer_from(SHELF, "How much goes on rent?").citations[0].quote == "Rent\t£18,500"
