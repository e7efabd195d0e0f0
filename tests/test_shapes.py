"""Shapes of answers: several things meant, who holds an office, what became of a request, what was put right later."""

import datetime as dt
import json

import pytest

from corpus.papers import Access, PaperKind, Role
from index.search import EVERYTHING, Scope
from qa.answers import AnswerStatus, Question, Turn
from qa.ask import ask
from qa.quotation import Quote
from qa.render import render
from qa.shapes import candidates, later_word, office_holders
from qa.shapes.deeds import deeds
from qa.shapes.of_others import of_others
from qa.shapes.shape import Inquiry, Shape, untracked
from qa.shapes.who_is_who import named
from qa.understand import understand
from tests.fakes_qa import REGISTER, Shelf, Written, answer_from, ranker
from tests.fakes_shapes import met, precept

NORFOLK_23 = precept("norfolk", "2023-02-02", "2023/24", pounds=250)
NORFOLK_24 = precept("norfolk", "2024-02-01", "2024/25", pounds=260, chair="Councillor Sam Dean")
SURREY_24 = precept("surrey", "2024-02-05", "2024/25", pounds=310)
DAY = dt.date(2023, 9, 7)
OPEN = "What did the panel decide on the precept?"
PUBLIC = Scope(access=frozenset({Access.PUBLIC}))
BOTH = met(
    "norfolk",
    "2021-02-04",
    ("Proposed Police Precept 2021/22", "It was considered.", "The Panel supports the police precept of £240."),
    ("Proposed Fire Precept 2021/22", "It was considered.", "The Panel supports the fire precept of £70."),
)
ASKED = met(
    "norfolk",
    "2023-05-11",
    (
        "Rural Crime",
        "The Commissioner agreed to circulate a note on tractor leases.",
        "The Panel requests a report on hare coursing with dogs seized;",
        "The Panel recommends that drones be bought for the wardens.",
    ),
)
BROUGHT = met(
    "norfolk",
    "2023-09-07",
    (
        "Hare coursing",
        "The Commissioner presented the report on hare coursing that the Panel had requested in May 2023: 40 dogs.",
        "That the report be noted.",
    ),
)


def heads(answer):
    """What stands above each quotation, before who says it."""
    return [claim.text.split(". The panel’s")[0] for claim in answer.claims]


# Several things meant


def test_a_question_that_may_mean_several_panels_and_years_is_answered_for_each_newest_first():
    answer = answer_from(Shelf(NORFOLK_23, NORFOLK_24, SURREY_24), OPEN)

    assert answer.status is AnswerStatus.ANSWERED
    assert heads(answer) == [
        "If you mean the Surrey Police and Crime Panel, 5 February 2024, for 2024/25",
        "If you mean the Norfolk Police and Crime Panel, 1 February 2024, for 2024/25",
        "If you mean the Norfolk Police and Crime Panel, 2 February 2023, for 2023/24",
    ]
    assert [len(claim.citations) for claim in answer.claims] == [1, 1, 1]
    assert all("notes the level of reserves" in citation.quote for citation in answer.citations)


def test_what_is_not_shown_is_named_and_ready_to_be_asked():
    years = [precept("norfolk", f"20{year}-02-01", f"20{year}/{year + 1}", pounds=200 + year) for year in range(18, 24)]
    answer = answer_from(Shelf(*years), "What did the Norfolk panel decide on the precept?")

    assert [citation.date.year for citation in answer.citations] == [2023, 2022, 2021, 2020]
    assert "Not shown: the Norfolk Police and Crime Panel, 1 February 2019, for 2019/20" in " ".join(answer.notes)
    assert answer.choices == (
        "What did the Norfolk panel decide on the precept for 2019/20?",
        "What did the Norfolk panel decide on the precept for 2018/19?",
    )


def test_too_many_panels_are_asked_back_with_questions_that_are_answered():
    panels = ["norfolk", "surrey", "sussex", "dorset", "cumbria"]
    shelf = Shelf(*(precept(panel, "2024-02-01", "2024/25", pounds=200) for panel in panels))
    answer = answer_from(shelf, OPEN)

    assert (answer.status, answer.claims, answer.citations) == (AnswerStatus.CLARIFY, (), ())
    assert len(answer.choices) == len(panels)
    assert "What did the Norfolk Police and Crime Panel decide on the precept?" in answer.choices
    again = answer_from(shelf, "What did the Norfolk Police and Crime Panel decide on the precept?")
    assert {citation.paper for citation in again.citations} == {"norfolk-2024-02-01"}


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("What did the Norfolk panel decide on the precept for 2023/24?", "norfolk-2023-02-02"),
        ("What did the Norfolk panel decide on the precept for 2024/25?", "norfolk-2024-02-01"),
        ("What did the Surrey panel decide on the precept for 2024/25?", "surrey-2024-02-05"),
    ],
)
def test_a_question_that_names_panel_and_year_means_one_outcome_and_gets_no_other(text, paper):
    answer = answer_from(Shelf(NORFOLK_23, NORFOLK_24, SURREY_24), text)

    assert answer.status is AnswerStatus.ANSWERED
    assert {citation.paper for citation in answer.citations} == {paper}
    assert "If you mean" not in answer.answer


def test_the_police_and_the_fire_precept_are_given_apart_under_their_names():
    answer = answer_from(Shelf(BOTH), "What did the Norfolk panel decide on the precept for 2021/22?")

    assert [head.rsplit(", ", 1)[1] for head in heads(answer)] == [
        "police precept for 2021/22",
        "fire precept for 2021/22",
    ]
    assert ["£240" in citation.quote for citation in answer.citations] == [True, False]


@pytest.mark.parametrize("asked", ["What did the Norfolk panel decide on the precept for 2013/14?", OPEN])
def test_an_outcome_that_is_meant_is_given_with_the_vote_that_opens_it(asked):
    lead = "RESOLVED, by nine votes to two, that:"
    voted = Written(
        "Proposed Precept 2013/14\n\nThe precept was considered.\n\n"
        f"{lead}\n\n(a) the precept for 2013/14 be supported; and\n\n(b) a list of stations be sent to members.\n",
        panel="norfolk", date=dt.date(2013, 1, 31), kind=PaperKind.MINUTES, file="norfolk-2013-01-31.txt",
    )  # fmt: skip

    answer = answer_from(Shelf(voted, NORFOLK_24), asked)

    assert any(cited.quote.startswith(f"{lead}\n\n(a) the precept") for cited in answer.citations)


def test_of_the_fire_precept_nothing_of_the_police_precept_is_given():
    answer = answer_from(Shelf(BOTH), "What did the Norfolk panel decide on the fire precept for 2021/22?")

    assert "£70" in answer.citations[0].quote
    assert not any("£240" in citation.quote for citation in answer.citations)


def test_a_paper_that_may_not_be_seen_is_neither_a_candidate_nor_a_choice():
    hidden = precept("surrey", "2024-02-05", "2024/25", pounds=310, access=Access.EXEMPT)
    told = answer_from(Shelf(NORFOLK_23, NORFOLK_24, hidden), OPEN, scope=PUBLIC)
    everything = json.dumps(told.to_json())

    assert heads(told)[0].startswith("If you mean the Norfolk Police and Crime Panel, 1 February 2024")
    assert "Surrey" not in everything
    assert "310" not in everything


def test_the_terminal_lists_the_questions_that_may_be_meant():
    panels = ["norfolk", "surrey", "sussex", "dorset", "cumbria"]
    shelf = Shelf(*(precept(panel, "2024-02-01", "2024/25", pounds=200) for panel in panels))
    shown = render(answer_from(shelf, OPEN), width=None)

    assert "You may mean\n- What did the" in shown
    assert candidates.ASK_BACK.format(5) in shown


# Who holds an office

HARBOUR = met(
    "norfolk", "2023-11-02",
    ("Harbour Board", "Mr Tom Crane, head of the harbour board, spoke.", "That the harbour board be thanked."),
    ("Mergers", "The Commissioner said that a merger with Suffolk had been thought of.", "That it be noted."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Who chairs the bridge board?", AnswerStatus.NOT_FOUND),
        ("Who is the head of the harbour council?", AnswerStatus.NOT_FOUND),
        ("Who is the head of the harbour board?", AnswerStatus.ANSWERED),
        ("Who leads the harbour board in Norfolk?", AnswerStatus.ANSWERED),
    ],
)
def test_the_head_of_a_body_that_nothing_quoted_names_is_not_known(text, status):
    assert answer_from(Shelf(HARBOUR), text).status is status


def test_the_head_of_a_body_of_the_county_is_looked_for_without_the_county():
    assert answer_from(Shelf(HARBOUR), "Who heads up the county's harbour board?").status is AnswerStatus.ANSWERED


def test_what_a_panel_was_recommended_to_decide_is_told_to_who_asks_for_that():
    report = Written("Report\n\nRecommendation\n\n1.1 That the Panel support the rise.\n", panel="norfolk")

    answer = answer_from(Shelf(report), "What was the panel recommended to do on the rise?")

    assert answer.status is AnswerStatus.ANSWERED


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Was a merger with Suffolk thought of?", AnswerStatus.ANSWERED),
        ("Was a merger with Surrey thought of?", AnswerStatus.NOT_FOUND),
        ("Did Norfolk think of a merger with Surrey?", AnswerStatus.ANSWERED),
        ("Was a merger thought of?", AnswerStatus.ANSWERED),
    ],
)
def test_of_another_area_nothing_is_quoted_that_does_not_name_it(text, status):
    shelf = Shelf(HARBOUR)
    (paper,) = shelf.papers()
    section = next(one for one in shelf.sections(paper.paper_id) if "Suffolk" in paper.text[one.start : one.end])
    quote = Quote(
        paper=paper, start=section.start, end=section.end, sections=(section,), speaker=None, probability=1.0
    )  # fmt: skip
    asked = understand(Question(text=text), register=REGISTER)
    inquiry = Inquiry(asked, EVERYTHING, shelf, REGISTER, untracked(shelf, REGISTER))

    assert of_others(Shape(status=AnswerStatus.ANSWERED, quotes=(quote,)), inquiry).status is status


WALDEN = met(
    "norfolk", "2023-11-02",
    ("Harbour", "The panels of Great Walden and Holt met. The Walden panel thought well of it.", "That it be noted."),
    ("Sheep", "Saxby Police had signed the agreement on sheep.", "That the agreement on sheep be noted."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("What did the Walden Police and Crime Panel think of the harbour?", AnswerStatus.ANSWERED),
        ("What did the Great Walden panel think of the harbour?", AnswerStatus.ANSWERED),
        ("What did the Saxby Police and Crime Panel think of the agreement on sheep?", AnswerStatus.NOT_FOUND),
        ("What did Saxby Police sign on sheep?", AnswerStatus.ANSWERED),
        ("Did the Police and Crime Panel note the agreement on sheep?", AnswerStatus.ANSWERED),
        ("Who chairs the Saxby panel?", AnswerStatus.NOT_FOUND),
        ("Who chairs the Norfolk panel?", AnswerStatus.ANSWERED),
    ],
)
def test_of_the_panel_of_a_place_nothing_is_quoted_that_does_not_name_it(text, status):
    assert answer_from(Shelf(WALDEN), text).status is status


@pytest.mark.parametrize(
    ("text", "before"),
    [("Who is the chair?", False), ("Who's the chair these days?", False), ("Who was the chair?", True)],
)
def test_an_office_holder_is_as_of_the_newest_paper_that_says_so_with_those_before_where_the_past_is_asked(
    text, before
):
    answer = answer_from(Shelf(NORFOLK_23, NORFOLK_24), text)

    assert [claim.text.split(". PRESENT")[0] for claim in answer.claims] == [
        "Chair, as of 1 February 2024: Councillor Sam Dean",
        *["Chair before that, as of 2 February 2023: Councillor Ann Vale"][: int(before)],
    ]
    assert office_holders.AS_OF in answer.notes


def told_of_office(text, *paragraphs, year):
    """What is quoted of an office where minutes of 2023 name its holder and a letter of a year says something more."""
    minutes = Written("Attending: Jo Marsh, Chief Constable; Al Reed, Clerk", file="a.txt", panel="norfolk", date=DAY)
    letter = Written("\n\n".join(paragraphs), file="b.txt", panel="norfolk", date=dt.date(year, 3, 1))
    return [citation.quote for citation in answer_from(Shelf(minutes, letter), text).citations]


def test_beside_the_holder_stands_how_they_came_into_the_office_or_that_they_have_left_it():
    came, left = "Ms Marsh was appointed Chief Constable on 4 May 2022.", "Ms Marsh retired as Chief Constable in May."
    other = "Ms Marsh had been Deputy Chief Constable elsewhere."
    minutes = "Attending: Jo Marsh, Chief Constable; Al Reed, Clerk"

    assert told_of_office("Who is the chief constable?", other, came, year=2022) == [minutes, came]
    assert told_of_office("Who is the chief constable?", other, left, year=2024) == [left, minutes]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Who was in the chair in 2024?", AnswerStatus.ANSWERED),
        ("Who was in the chair in 2019?", AnswerStatus.NOT_FOUND),
        ("What was agreed in February 2024?", AnswerStatus.ANSWERED),
        ("What was agreed in July 2024?", AnswerStatus.NOT_FOUND),
    ],
)
def test_of_a_time_without_a_paper_another_times_papers_tell_nothing(text, status):
    assert answer_from(Shelf(NORFOLK_23, NORFOLK_24), text).status is status


def test_what_a_panel_said_is_what_it_resolved_before_what_members_remarked():
    answer = answer_from(Shelf(ASKED), "What did the panel say about hare coursing?")

    assert (answer.status, "requests a report on hare coursing" in answer.citations[0].quote) == (
        AnswerStatus.ANSWERED,
        True,
    )


def test_an_office_that_no_paper_names_a_holder_of_has_none():
    answer = answer_from(Shelf(NORFOLK_23, NORFOLK_24), "Who is the chief constable?")

    assert (answer.status, answer.citations) == (AnswerStatus.NOT_FOUND, ())
    assert office_holders.NOBODY.format(office="chief constable") in answer.notes


@pytest.mark.parametrize("asked", ["at its last meeting", "at the latest panel meeting", "in the last minutes"])
def test_the_last_meeting_is_that_of_the_newest_minutes(asked):
    answer = answer_from(Shelf(NORFOLK_23, NORFOLK_24), f"What did the panel resolve {asked}?")
    assert {citation.date for citation in answer.citations} == {dt.date(2024, 2, 1)}


def test_the_meeting_of_a_month_is_the_last_one_in_it():
    answer = answer_from(Shelf(NORFOLK_23, NORFOLK_24), "What did the panel resolve at the February meeting?")
    assert {citation.date for citation in answer.citations} == {dt.date(2024, 2, 1)}


def test_office_holders_of_several_panels_are_told_by_panel():
    answer = answer_from(Shelf(NORFOLK_24, SURREY_24), "Who is the chair?")

    assert [claim.text.split(". PRESENT")[0] for claim in answer.claims] == [
        "Surrey Police and Crime Panel, chair, as of 5 February 2024: Councillor Ann Vale",
        "Norfolk Police and Crime Panel, chair, as of 1 February 2024: Councillor Sam Dean",
    ]


@pytest.mark.parametrize(
    ("office", "text", "name"),
    [
        ("chair", "Councillor Ann Vale was in the chair.", "Councillor Ann Vale"),
        ("chair", "The Chairman, Councillor Ann Vale, welcomed all.", "Councillor Ann Vale"),
        ("chair", "a) Councillor Ann Vale be elected Chair for 2024/25;", "Councillor Ann Vale"),
        ("chair", "Present: Councillor Tom Crane (Vice-Chair)", None),
        (
            "commissioner",
            "In attendance: Jo Marsh, Police and Crime Commissioner; Al Reed, Chief Constable",
            "Jo Marsh",
        ),
        ("commissioner", "the Deputy Commissioner, Mr Owen Rast; the Commissioner, Mrs Jo Marsh, said", "Mrs Jo Marsh"),
        ("chair", "Cllr Maud Fenn (Arnfold City Council) (Chairman)", "Cllr Maud Fenn"),
        ("chair", "Cllr Maud Fenn (Arnfold City), Chair", "Cllr Maud Fenn"),
        ("monitoring officer", "Officers: Al Reed, Clerk; Jo Marsh, Monitoring Officer\n\nMinutes", "Jo Marsh"),
        ("monitoring officer", "Monitoring Officer: Jo Marsh", "Jo Marsh"),
        ("commissioner", "Jo Marsh\n\nKent Police and Crime Commissioner", "Jo Marsh"),
        ("commissioner", "Jo Marsh, the Commissioner gave an update.", "Jo Marsh"),
        ("chief constable", "3. Holding the Chief Constable to account", None),
        ("chief constable", "Assistant Chief Constable Fay Noor; Chief Constable Al Reed; Jo Marsh", "Al Reed"),
    ],
)
def test_papers_name_the_holder_of_an_office_in_several_ways(office, text, name):
    paper = Shelf(Written(text, file="a.txt", panel="norfolk")).paper("a")

    found = next(office_holders.holdings(paper, office), None)

    assert (found.name if found else None) == name


# What became of a request


def test_a_request_is_quoted_with_its_date_and_letter_after_what_came_later():
    answer = answer_from(Shelf(ASKED, BROUGHT), "What happened about the report on hare coursing?")

    *later, last = answer.claims
    assert last.text.startswith("Asked for on 11 May 2023. The panel’s resolution a)")
    assert answer.citations[-1].quote.startswith("a)    The Panel requests a report on hare coursing")
    assert later
    assert all(claim.text.startswith("On 7 September 2023") for claim in later)
    assert answer.status is AnswerStatus.ANSWERED


def test_no_later_mention_is_told_up_to_the_newest_paper_and_is_no_proof():
    answer = answer_from(Shelf(ASKED, BROUGHT), "What happened about the note on tractor leases?")

    assert answer.status is AnswerStatus.PARTIAL
    assert answer.claims[0].text.startswith("Promised on 11 May 2023. Undertaken by the Commissioner")
    assert "No later mention in the papers loaded, up to 7 September 2023." in answer.notes
    assert later_word.NO_PROOF in answer.notes


@pytest.mark.parametrize("words", ["Leases of halls were dear.", "Tractor thefts fell in the spring."])
def test_a_later_passage_that_shares_one_word_of_two_is_no_later_mention(words):
    later = met("norfolk", "2023-09-07", ("Wardens", words, "That it be noted."))
    answer = answer_from(Shelf(ASKED, later), "What happened about the note on tractor leases?")

    assert [citation.date for citation in answer.citations] == [dt.date(2023, 5, 11)]
    assert later_word.NO_PROOF in answer.notes


def test_a_letter_names_one_recommendation_of_a_meeting():
    answer = answer_from(Shelf(ASKED, BROUGHT), "Was recommendation (b) of 11 May 2023 accepted?")

    assert answer.citations[0].quote.startswith("b)    The Panel recommends that drones be bought")
    assert answer.claims[0].text.startswith("Recommended on 11 May 2023")


def test_a_letter_that_several_meetings_have_is_asked_back_by_day():
    other = met(
        "norfolk", "2023-11-01", ("Pay", "It was considered.", "That it be noted;", "The Panel recommends a cap.")
    )
    answer = answer_from(Shelf(ASKED, other), "Was recommendation (b) accepted?")

    assert answer.status is AnswerStatus.CLARIFY
    assert answer.choices[0] == "Was recommendation (b) of 1 November 2023 (3. Pay) accepted?"
    assert later_word.WHICH.format(2) in answer.notes


def test_the_tracker_is_asked_for_questions_about_follow_up_alone():
    asked = []

    def tracker(scope, **_):
        asked.append(scope)
        raise AssertionError("the tracker was asked")

    for text in (
        OPEN,
        "Who is the chair?",
        "What did the commissioner agree to bring back on leases?",
        "How many dogs?",
    ):
        ask(Question(text=text), collection=Shelf(ASKED), register=REGISTER, ranker=ranker(), tracker=tracker)
    assert asked == []
    with pytest.raises(AssertionError, match="was asked"):
        ask(
            Question(text="What happened about the hare coursing report?"),
            collection=Shelf(ASKED),
            register=REGISTER,
            ranker=ranker(),
            tracker=tracker,
        )
    assert asked == [EVERYTHING]


def test_a_later_paper_that_may_not_be_seen_is_no_later_mention():
    item = ("Hare coursing", "The report on hare coursing was presented.", "That it be noted.")
    hidden = met("norfolk", "2024-01-09", item, access=Access.EXEMPT)
    answer = answer_from(Shelf(ASKED, hidden), "What happened about the report on hare coursing?", scope=PUBLIC)

    assert answer.status is AnswerStatus.PARTIAL
    assert "No later mention in the papers loaded, up to 11 May 2023." in answer.notes


def followed(shelf, text):
    """Return what follows the first resolution of the shelf's first paper as the plain answer to a question."""
    paper = shelf.papers(EVERYTHING)[0]
    section = next(one for one in shelf.sections(paper.paper_id) if one.role is Role.RESOLUTION)
    quote = Quote(
        paper=paper, start=section.start, end=section.end, sections=(section,), speaker=None, probability=1.0
    )  # fmt: skip
    asked = understand(Question(text=text), register=REGISTER)
    inquiry = Inquiry(asked, EVERYTHING, shelf, REGISTER, untracked(shelf, REGISTER))
    return later_word.followed_up(Shape(status=AnswerStatus.ANSWERED, quotes=(quote,)), inquiry)


def test_was_it_done_follows_up_the_request_that_the_answer_before_quoted():
    shelf, text = Shelf(ASKED, BROUGHT), "What report did the Panel request on hare coursing with dogs seized?"
    before = answer_from(shelf, text)
    turn = Turn(question=text, answer=before.answer, cited=before.citations[0])
    answer = answer_from(shelf, "Was it done?", history=(turn,))

    assert [head.split(". The")[0] for head in heads(answer)] == ["On 7 September 2023", "Asked for on 11 May 2023"]
    assert answer.citations[-1].quote.startswith("a)    The Panel requests a report on hare coursing")


def test_a_later_passage_that_asks_again_is_quoted_with_its_reply():
    again = "Councillor Birch asked for the report on hare coursing with dogs seized."
    reply = "The Commissioner said that it had never been written."
    later = met("norfolk", "2024-01-11", ("Matters arising", f"{again}\n\n{reply}", "That it be noted."))
    answer = answer_from(Shelf(ASKED, later), "What happened about the report on hare coursing?")

    assert [citation.quote for citation in answer.citations[:-1]] == [reply, again]
    assert answer.citations[0].speaker == "The Commissioner"
    assert answer.claims[0].text.startswith("On 11 January 2024")


DARK = met("norfolk", "2023-05-11", ("Lighting", "It was considered.", "That the dark lamps of the quay be noted."))
NEWS = "The dark lamps of the quay are a nuisance. Any news?"


def test_what_became_of_something_that_nobody_asked_for_is_told_from_younger_papers_too():
    mended = "A dark lamp of the quay, a nuisance to boats, had been mended."
    later = met("norfolk", "2024-01-11", ("Matters arising", mended, "That it be noted."))
    shape = followed(Shelf(DARK, later), NEWS)

    assert [quote.head for quote in shape.quotes] == ["On 11 January 2024", ""]
    assert shape.quotes[0].text == mended
    assert shape.notes == (later_word.FOUND,)


def test_where_no_younger_paper_speaks_of_it_the_answer_says_how_far_they_go():
    other = met("norfolk", "2024-01-11", ("Pay", "Pay was considered.", "That it be noted."))
    shape = followed(Shelf(DARK, other), NEWS)

    assert len(shape.quotes) == 1
    assert shape.notes == ("Nothing later on it was found in the papers loaded, which go up to 11 January 2024.",)
    assert followed(Shelf(DARK), NEWS).notes == ()


def test_a_request_that_answers_whether_something_was_so_is_quoted_with_what_came_of_it():
    limb = "That the Commissioner be asked to hold drone flights until noise is measured;"
    held = "Minute 3 (Drones): noise had been measured and drone flights held, as the Panel had requested."
    wait = met("norfolk", "2023-05-11", ("Drones", "It was considered.", limb))
    later = met("norfolk", "2023-09-07", ("Matters arising", held, "That it be noted."))

    assert [one.text for one in followed(Shelf(wait, later), "Did drone flights wait for noise?").quotes][:1] == [held]
    assert len(followed(Shelf(wait, later), "What did the panel ask for on drones?").quotes) == 1


# Put right later

WRONG = met(
    "norfolk", "2023-05-11", ("Rural watch", "There were 61 volunteers in the rural watch scheme.", "That it be noted.")
)
RIGHT = "An error was reported in the minutes of 11 May 2023: the number of volunteers in the rural watch scheme should read 16 and not 61."  # noqa: E501


def test_words_that_a_later_paper_corrects_are_shown_with_the_correction():
    later = met("norfolk", "2023-09-07", ("Minutes", RIGHT, "That the minutes be approved."))
    answer = answer_from(Shelf(WRONG, later), "How many volunteers were there in the rural watch scheme?")

    quotes = [citation.quote for citation in answer.citations]
    wrong = next(at for at, quote in enumerate(quotes, 1) if "There were 61" in quote)
    right = next(at for at, quote in enumerate(quotes, 1) if "16 and not 61" in quote)
    assert f"[{wrong}] is put right by [{right}], a later paper: both are shown." in answer.notes


@pytest.mark.parametrize(
    "text",
    [
        RIGHT.replace("11 May", "12 May"),  # other minutes
        RIGHT.replace("not 61", "not 68"),  # another figure
        "It was said that budget lines should read 16 and not 61 as printed.",  # another thing
    ],
    ids=["other minutes", "another figure", "another thing"],
)
def test_a_correction_of_something_else_is_not_one_of_these_words(text):
    later = met("norfolk", "2023-09-07", ("Minutes", text, "That the minutes be approved."))
    answer = answer_from(Shelf(WRONG, later), "How many volunteers were there in the rural watch scheme?")

    assert not any("put right" in note for note in answer.notes)


def test_an_earlier_paper_and_another_panels_paper_correct_nothing():
    others = [
        met("norfolk", "2023-01-07", ("Minutes", RIGHT, "That it be approved."), file="early.txt"),
        met("surrey", "2023-09-07", ("Minutes", RIGHT, "That it be approved.")),
    ]
    answer = answer_from(Shelf(WRONG, *others), "How many volunteers were there in the rural watch scheme?")

    assert not any("put right" in note for note in answer.notes)


def test_a_plan_that_was_replaced_is_said_to_be():
    plan = Written(
        "Safer Fields\n\n1. Drones\n\n1.1 Every warden will have a drone by March.",
        file="plan.txt", title="Safer Fields: plan for 2021 to 2024", panel="norfolk", kind=PaperKind.PLAN,
        date=dt.date(2021, 3, 1), access=Access.PUBLIC,
    )  # fmt: skip
    later = met("norfolk", "2024-03-01", ("Plan", "The new plan replaced “Safer Fields” in full.", "That it be noted."))
    answer = answer_from(Shelf(plan, later), "Will every warden have a drone?")

    assert (
        "“Safer Fields: plan for 2021 to 2024” was replaced: so says “Minutes of 1 March 2024”, 1 March 2024. See [1]."
        in answer.notes
    )


# Who is who, and what was done


def test_initials_are_whom_the_same_papers_list_says_and_nobody_where_two_fit():
    assert named("SM", "Present: Sarah Mills (SM), Tom Ferris (TF)") == "Sarah Mills"
    assert named("SM", "Present: Sarah Mills, Tom Ferris\n\nIn attendance: Al Reed") == "Sarah Mills"
    assert named("SM", "Present: Sarah Mills, Sam Moss") == ""
    assert named("SM", "Sarah Mills wrote.") == ""


@pytest.mark.parametrize("words", ["Acting Chief Constable", "Assistant Chief Constable"])
def test_an_acc_is_whichever_the_same_paper_writes_out(words):
    text = f"In attendance: Al Reed, {words} (ACC)\n\nThe ACC said that burglary had fallen in every town."
    shelf = Shelf(Written(text, file="a.txt", panel="norfolk", date=dt.date(2023, 1, 1)))
    answer = answer_from(shelf, "What did the ACC say about burglary?")

    assert any(note.startswith(f"“The ACC” is {words}") for note in answer.notes)


def test_an_acc_that_no_words_stand_for_is_said_not_to_be_written_out():
    shelf = Shelf(
        Written("The ACC said that burglary had fallen.", file="a.txt", panel="norfolk", date=dt.date(2023, 1, 1))
    )
    answer = answer_from(shelf, "What did the ACC say about burglary?")

    assert "“The ACC” is not written out in the paper. See [1]." in answer.notes


@pytest.mark.parametrize(
    ("limb", "done"),
    [
        ("a) The Panel notes the report;", ("noted",)),
        ("b) That the precept be supported;", ("supported",)),
        ("c) The Panel requests a report on drones;", ("requested",)),
        ("d) the Commissioner be recommended to name a lead;", ("recommended",)),
        ("e) That the plan be approved.", ("approved",)),
        ("f) That the plan be not accepted as complete;", ()),
        ("g) That the precept be reported on without support;", ()),
        ("h) That the Panel accepts and supports the plan;", ("accepted", "supported")),
        ("i) The Panel encourages work in support of victims;", ("encouraged",)),
        ("j) That the Chair write in support of stronger penalties;", ("requested",)),
        ("k) The Panel notes that the Home Office supports the plan;", ("noted",)),
    ],
)
def test_what_a_limb_does_is_told_by_its_own_verb_and_never_where_it_denies(limb, done):
    assert deeds(limb) == done


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Kent had a chief fire officer from outside the service.", AnswerStatus.NOT_FOUND),
        ("Mrs Ann Lee was named for chief fire officer, from outside the service.", AnswerStatus.ANSWERED),
    ],
)
def test_who_got_an_office_is_silence_where_nothing_quoted_names_anybody_with_it(words, status):
    shelf = Shelf(Written(words, file="a.txt", panel="norfolk", date=dt.date(2023, 1, 1)))

    assert answer_from(shelf, "who got the chief fire officer job in the end").status is status


def test_where_only_a_proposal_is_found_a_decision_is_said_not_to_be():
    report = Written(
        "Report\n\n1. Drones\n\n1.1 There are two.\n\n"
        "2. Recommendations\n\n2.1 That the Panel approves the drones scheme.",
        file="report.txt", panel="norfolk", kind=PaperKind.REPORT, date=dt.date(2023, 1, 1), access=Access.PUBLIC,
    )  # fmt: skip
    answer = answer_from(Shelf(report), "What did the panel decide on the drones scheme?")

    assert answer.status is AnswerStatus.NOT_FOUND
    assert "What the panel decided on this was not found, only what was proposed to it." in answer.notes
    assert [one.quote for one in answer.nearest] == ["2.1 That the Panel approves the drones scheme."]


def test_an_outcome_for_another_financial_year_is_not_given_for_the_one_asked_about():
    text = (
        "Minutes\n\nProposed precept for 2023/24\n\nRESOLVED that:\n\n"
        "(a) the Panel supports the precept for 2023/24.\n\n"
        "(b) the Panel thanks the officers for the precept report.\n"
    )
    shelf = Shelf(Written(text, file="minutes.txt", panel="norfolk", date=dt.date(2023, 2, 2)))

    wrong = answer_from(shelf, "What did the panel resolve on the precept for 2022/23?")
    right = answer_from(shelf, "What did the panel resolve on the precept for 2023/24?")

    assert (wrong.status, wrong.citations) == (AnswerStatus.NOT_FOUND, ())
    assert "No outcome for 2022/23 was found." in wrong.notes
    assert right.status is AnswerStatus.ANSWERED


def test_an_outcome_of_an_unknown_time_is_not_taken_for_that_of_the_year_asked_about():
    dated = (
        "Minutes\n\nProposed precept for 2023/24\n\nRESOLVED that:\n\n"
        "(a) the Panel supports the precept for 2023/24.\n\n(b) the precept report be noted.\n"
    )
    undated = "Minutes\n\nPlan update\n\nRESOLVED that:\n\n(a) the plan be noted.\n\n(b) a report be requested.\n"
    shelf = Shelf(
        Written(dated, file="minutes.txt", panel="norfolk", date=dt.date(2023, 2, 2)),
        Written(undated, file="update.txt", panel="norfolk", date=None),
    )

    answer = answer_from(shelf, "What did the panel resolve on the precept for 2022/23?")

    assert answer.status is AnswerStatus.NOT_FOUND
