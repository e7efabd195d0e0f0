"""What is quoted, how much around it, where it is said to stand, and what is never given out."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest

from corpus.papers import PaperKind, Span
from qa.answers import AnswerStatus, Turn
from qa.extract import MAX_QUOTES, compose
from qa.locate import locator as place_of
from qa.privacy import gives_contact, masked, private_contacts
from qa.quotation import speaker_of_all
from tests.fakes_corpus import from_text
from tests.fakes_qa import Shelf, Written, answer_from, answer_to, harbour, ranked_for, ranker, rural

SHELF = Shelf(rural(), harbour())
PRIORITIES = """Plan

The priorities are as follows:

- Visible policing in villages
- Safer roads
- Help for victims of fraud
- Fewer burglaries
- Young people kept safe

The plan runs for four years.
"""
WHOLE = PRIORITIES[PRIORITIES.index("Visible") : PRIORITIES.index("\n\nThe plan runs")]
ROADS = "It drove along lanes that nobody else in the whole county had seen for many winters{}. "
WORK = (
    "2.1 The rural team began its work in a borrowed barn. "
    + "".join(ROADS.format(f" before the {place}") for place in ("war", "flood", "frost", "fire"))
    + "The Superintendent had sold a quad bike to the college. He said that it had paid for itself within a fortnight. "
    + "Gates were mended, and hedges were cut back, all over the eastern half of the county."
)
BARN = f"Report\n\n2. Work\n\n{WORK}\n"
POINTS = """Minutes

The following points about vans and boats arose from discussion:

i.  The Panel welcomed the new buoys.

ii.  The PCC confirmed that the vans were green.

iii.  Cllr Lee said that the boats were rotten.
"""


def quotes_of(answer):
    return [citation.quote for citation in answer.citations]


def first_for(text, written, *, by=None):
    return answer_to(text, written, by=by).citations[0]


def words_of(item):
    return item.evidence.passage.words(item.evidence.sentence)


def plan():
    return Written(PRIORITIES, file="plan.txt", panel="norfolk")


# How much is quoted


def test_what_a_group_recommended_is_its_own_list_and_not_what_the_panel_made_of_it():
    report = "Report of the Drone Group\n\nThe Group recommends:\n\n1. that drones be sold;\n2. that boats be kept.\n"
    minutes = "Minutes\n\n4. Drones\n\nRESOLVED: That the recommendations of the Drone Group be endorsed.\n"
    row = {"panel": "norfolk"}
    shelf = Shelf(
        Written(report, file="report.txt", title="Report of the Drone Group", **row),
        Written(minutes, file="minutes.txt", title="Minutes", **row),
    )
    asked, ranked = ranked_for("List the recommendations of the Drone Group", shelf)
    best, other = (next(one for one in ranked if words in words_of(one)) for words in ("endorsed", "boats be kept"))
    found = compose(asked, [replace(best, probability=0.8), replace(other, probability=0.1)], shelf)

    assert [quote.text[:10] for quote in found] == ["1. that dr", "RESOLVED: "]


@pytest.mark.parametrize("question", ["List the priorities", "What are the priorities?", "Set out all the priorities"])
def test_a_list_is_quoted_whole_without_its_first_bullet(question):
    assert first_for(question, plan()).quote == WHOLE


@pytest.mark.parametrize(("chance", "first"), [(0.3, WHOLE), (0.1, "The Mayor wants boats, vans and lamps.")])
def test_a_list_comes_first_where_one_is_asked_for_unless_it_is_far_less_likely(chance, first):
    wish = "The Mayor wants boats, vans and lamps."
    shelf = Shelf(Written(f"{PRIORITIES}\nThe Mayor\n\n{wish}\n", file="plan.txt", panel="norfolk"))
    asked, ranked = ranked_for("List the things that the Mayor wants", shelf)
    best, other = (next(item for item in ranked if words_of(item) == words) for words in (wish, "Safer roads"))

    quotes = compose(asked, [replace(best, probability=0.8), replace(other, probability=0.8 * chance)], shelf)

    assert {quote.text for quote in quotes} == {WHOLE, wish}
    assert quotes[0].text == first


@pytest.mark.parametrize(
    ("question", "item"),
    [("Which priority is about roads?", "Safer roads"), ("Which priority is about burglaries?", "Fewer burglaries")],
)
def test_a_list_is_narrowed_to_the_item_that_the_question_is_about(question, item):
    assert first_for(question, plan()).quote == item


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("How much goes on rent?", "Rent\t£18,500"),
        ("What does training cost?", "Training\t£4,250"),
        ("What is the TOTAL of the table?", "TOTAL\t£83,750"),
    ],
)
def test_a_table_row_is_found_by_its_label(question, row):
    assert row in quotes_of(answer_from(SHELF, question))


def test_a_table_is_quoted_whole_with_the_words_that_announce_it_when_all_is_asked_for():
    (first, *_) = quotes_of(answer_from(SHELF, "List the sums of the grant"))

    assert first.startswith("2.1 The grant pays for four counsellors.")
    assert first.endswith("Counsellors\t£61,000\nRent\t£18,500\nTraining\t£4,250\nTOTAL\t£83,750")


def test_decision_records_are_one_list():
    first = answer_from(SHELF, "Which decision records were taken?").citations[0]

    assert first.quote.count("Decision Record") == 3
    assert first.quote.startswith("Decision Record 71 - Boat engines\n- Decision Record 72")


ONE = ranker(cover_gap=60.0)  # only what covers the question best is worth quoting


def test_of_a_long_paragraph_only_the_sentence_is_quoted():
    quote = first_for("Which gates were mended and hedges cut back?", Written(BARN, panel="norfolk"), by=ONE).quote

    assert quote == "Gates were mended, and hedges were cut back, all over the eastern half of the county."


def test_a_sentence_that_begins_with_he_takes_the_one_before():
    question = "Did it pay for itself within a fortnight?"

    assert first_for(question, Written(BARN, panel="norfolk"), by=ONE).quote == (
        "The Superintendent had sold a quad bike to the college. "
        "He said that it had paid for itself within a fortnight."
    )


@pytest.mark.parametrize(
    ("between", "moved"),
    [("", True), ("Cllr Hale thought it a poor idea. ", True), ("Nobody spoke. It rained. Lamps were lit. ", False)],
)
def test_a_vote_on_a_motion_is_quoted_with_the_motion_that_was_moved_shortly_before(between, moved):
    motion, vote = "Cllr Lee moved that the boats be sold.", "The motion was put to the vote and was lost."
    shelf = Shelf(Written(f"Minutes\n\nBoats\n\nThe PCC had three boats. {motion} {between}{vote}\n"))
    asked, ranked = ranked_for("Did the attempt to sell the boats succeed?", shelf)
    best = next(item for item in ranked if words_of(item) == vote)

    (quote,) = compose(asked, [replace(best, probability=0.9)], shelf)

    assert quote.text == (f"{motion} {between}{vote}" if moved else vote)
    assert quote.speaker is None


@pytest.mark.parametrize(("chance", "quoted"), [(0.02, True), (0.004, False)])
def test_a_sentence_that_goes_on_with_what_is_quoted_is_quoted_with_it(chance, quoted):
    asked, ranked = ranked_for("What had the Superintendent sold to the college?", Shelf(Written(BARN)))
    sold, paid, hedges = (
        next(item for item in ranked if item.evidence.passage.text[item.evidence.sentence.start :].startswith(words))
        for words in ("The Superintendent", "He said", "Gates")
    )
    order = [replace(item, probability=share) for item, share in ((sold, 0.9), (hedges, chance), (paid, chance))]

    (quote,) = compose(asked, order, Shelf(Written(BARN)))

    assert ("paid for itself" in quote.text) is quoted
    assert "Gates" not in quote.text


@pytest.mark.parametrize(
    ("question", "best", "chance", "quoted"),
    [
        ("How much rent does the fire authority pay for the barn?", 0.8, 0.3, False),
        ("How much rent does the fire authority pay for the barn?", 0.8, 0.6, True),
        ("How much rent does the fire authority pay for the barn?", 0.2, 0.35, True),
        ("How much rent for the barn do the fire authority and the college pay?", 0.8, 0.3, True),
        ("How much rent?", 0.8, 0.3, True),
        ("What does the fire authority do with the barn?", 0.8, 0.3, True),
    ],
)
def test_a_second_figure_that_is_less_likely_is_not_quoted_where_one_is_asked_for(question, best, chance, quoted):
    fire, college = (
        "The fire authority pays a rent of £140,000 for the barn.",
        "The college barn brings a rent of £700.",
    )
    shelf = Shelf(Written(f"Report\n\nFire\n\n{fire}\n\nCollege\n\n{college}\n"))
    asked, ranked = ranked_for(question, shelf)
    first, second = (next(item for item in ranked if words_of(item) == words) for words in (fire, college))

    quotes = compose(asked, [replace(first, probability=best), replace(second, probability=best * chance)], shelf)

    assert any("£700" in quote.text for quote in quotes) is quoted


def test_a_short_paragraph_is_quoted_whole_with_its_number():
    first = answer_from(SHELF, "How many people did the Centre see in its first year?").citations[0]

    assert first.quote == "2.2 The Centre saw 412 people in its first year."


def test_the_same_words_in_two_papers_are_quoted_once():
    answer = answer_to("What did Cllr Brook ask about wardens?", rural(file="one.txt"), rural(file="two.txt"))

    assert len({citation.quote for citation in answer.citations}) == len(answer.citations)


def test_no_more_is_quoted_than_is_allowed():
    many = [
        Written(f"Boats\n\nThe boat called {name} was sold.\n", file=f"{name}.txt", panel="norfolk")
        for name in ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gorse", "Hazel", "Ivy")
    ]

    assert len(answer_to("Which boat was sold?", *many).citations) == MAX_QUOTES <= 5


def test_no_two_quotations_of_an_answer_overlap():
    answer = answer_to("Were the vans and boats shown?", Written(POINTS, panel="norfolk"), by=ranker(lead=-3.0))
    spans = sorted((citation.paper, citation.start, citation.end) for citation in answer.citations)

    assert all(one[0] != two[0] or one[2] <= two[1] for one, two in pairwise(spans))


def test_points_of_several_people_are_not_put_into_the_mouth_of_one():
    by = ranker(lead=-3.0, cover_sentence=2.0, cosine_sentence=1.0)
    first = first_for("Were the vans and boats shown?", Written(POINTS, panel="norfolk"), by=by)

    assert (first.locator, first.speaker) == ("points i. to iii., under “Minutes”", None)


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("What did the resident who complained about slow calls tell the panel?", True),
        ("What did a resident say about slow calls?", False),
    ],
)
def test_of_a_resident_who_is_told_by_what_it_was_about_all_that_they_said_is_quoted(question, whole):
    points = "- Calls were slow.\n\n- " + "Nobody came when gates were broken. " * 20 + "\n\n- Vans were late.\n"
    lead = "At the Chair’s invitation Mr Tom Reed addressed the meeting and made the following points:"
    shelf = Shelf(Written(f"Minutes\n\n{lead}\n\n{points}", panel="norfolk"))
    asked, ranked = ranked_for(question, shelf)
    calls = [item for item in ranked if item.evidence.sentence.speaker == "Mr Tom Reed"][:1]
    quoted = " ".join(quote.text for quote in compose(asked, calls, shelf))

    assert ("Calls were slow" in quoted and "Vans were late" in quoted) is whole


def test_a_heading_alone_is_no_answer():
    answer = answer_to("Where is the quad bike barn?", Written(f"The quad bike barn\n\n{BARN}", panel="norfolk"))

    assert "The quad bike barn" not in quotes_of(answer)


@pytest.mark.parametrize(
    ("question", "given"), [("What did the Clerk bring to drones?", False), ("Who came to speak of drones?", True)]
)
def test_those_present_are_quoted_only_where_it_is_asked_who_was_there(question, given):
    minutes = "Minutes\n\nALSO PRESENT: Ann Brook (Clerk of Drones).\n\n4. Drones\n\nThe Clerk brought a drone.\n"
    shelf = Shelf(Written(minutes, file="minutes.txt", panel="norfolk"))
    asked, ranked = ranked_for(question, shelf)
    likely = [replace(one, probability=0.9 if "PRESENT" in words_of(one) else 0.3) for one in ranked]
    found = compose(asked, sorted(likely, key=lambda one: -one.probability), shelf)

    assert any("ALSO PRESENT" in quote.text for quote in found) is given


def test_see_above_is_no_answer():
    paper = Written("Decision\n\nOptions considered: See options A and C above.\n\nOptions A and C were dear.\n")

    answer = answer_to("Which options were considered?", paper)

    assert quotes_of(answer) == ["Options A and C were dear."]


def test_of_a_table_no_row_is_quoted_beside_the_one_that_the_question_names():
    table = "Report\n\nPolice boats | 14 | 15\nFire boats | 2 | 3\nHarbour wardens | 4 | 5\n"
    shelf = Shelf(Written(table))
    asked, ranked = ranked_for("How many police boats are there?", shelf)
    police, fire = (next(item for item in ranked if words_of(item).startswith(words)) for words in ("Police", "Fire"))

    quotes = compose(asked, [replace(police, probability=0.5), replace(fire, probability=0.4)], shelf)

    assert [quote.text.split()[0] for quote in quotes] == ["Police"]


def test_a_decision_asked_for_comes_before_what_was_said_of_it():
    answer = answer_from(SHELF, "What did the panel resolve about wardens, drones and farmers?")

    assert answer.citations[0].locator.startswith("resolution")


def test_a_named_person_is_quoted_with_all_they_said_in_a_row():
    assert quotes_of(answer_from(SHELF, "What did Cllr Brook say?")) == [
        "Cllr Ann Brook asked how many wardens there were. She hoped for more."
    ]


def test_an_answer_that_nobody_is_named_for_is_quoted_with_its_question_and_is_nobodys():
    text = (
        "Minutes\n\n5. Vetting\n\nThe Chair welcomed everybody to the hall. "
        "Cllr Lee asked how long it took to vet a recruit. It was 34 days on average. Mr Roe said that it was dry.\n"
    )
    cited = first_for("How many days on average was it?", Written(text))

    assert cited.quote == "Cllr Lee asked how long it took to vet a recruit. It was 34 days on average."
    assert cited.speaker is None


@pytest.mark.parametrize(
    ("last", "speaker"), [("Mr Roe said that boats were old.", "Mr Roe"), ("Ms Ode said that boats were old.", None)]
)
def test_points_quoted_together_are_anybodys_only_where_all_are(last, speaker):
    paper = from_text(f"Minutes\n\na) Mr Roe said that vans were old.\n\nb) {last}\n")

    assert speaker_of_all(paper.sections[1:]) == speaker


def test_what_is_quoted_from_a_letter_is_by_whoever_signs_it():
    body = "Dear Chair,\n\nThe wait was 34 days on average. It has not changed.\n\n"
    letter = f"Minutes\n\n5. Vetting\n\n{body}Yours sincerely,\n\nGerald Roe\nCommissioner\n"
    cited = first_for("How many days on average was the wait?", Written(letter))

    assert cited.speaker == "Gerald Roe, Commissioner"


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("PART C: REPLY OF THE COMMISSIONER, 2 JULY 2021", "the Commissioner"),
        ("### Reply B: Mr Roe, 5 March 2018", "Mr Roe"),
        ("6. The Commissioner's reply, 22 July 2021", "The Commissioner"),
        ("Letter from Mr Gerald Roe to the Chair", "Mr Gerald Roe"),
        ("Vetting", None),
        ("Reply awaited from the Commissioner", None),
    ],
)
def test_what_is_quoted_from_a_letter_without_a_signature_is_by_whom_its_title_names(title, speaker):
    body = "Dear Chair,\n\nThe wait was 34 days on average. It has not changed.\n\n"
    letters = Written(f"Letters\n\n{title}\n\n{body}7. Drones\n\nThe height was 400 feet on average.\n")

    assert first_for("How many days on average was the wait?", letters).speaker == speaker
    assert first_for("How many feet on average was the height?", letters).speaker is None


def test_the_last_line_of_a_letter_names_the_office_holder_of_its_title():
    body = "Dear Chair,\n\nThe wait was 34 days on average.\n\nGerald Roe\n\n"
    letter = Written(f"Letters\n\n6. The Commissioner's reply\n\n{body}7. Drones\n\nThere were none.\n")

    assert first_for("How many days on average was the wait?", letter).speaker == "Gerald Roe, The Commissioner"


def test_a_follow_up_is_answered_from_what_it_refers_to():
    answer = answer_from(SHELF, "And who asked about them?", history=(Turn(question="How many wardens were there?"),))

    assert answer.citations[0].speaker == "Cllr Ann Brook"


# Where it stands


FIELDS = """Decision
Decision Maker: Norfolk Police and Crime Panel
Outcome: Recommendations Approved
Is Key Decision?: No
Date of Decision: July 25, 2024
"""
ITEMS = """Minutes

7. Rural wardens

The wardens drove through the forest in a borrowed van.

8/23 Harbour lights

The lamps on the pier were cleaned by divers.

The following points arose from discussion:

i.  The Panel welcomed the new buoys.

ii.  The Panel asked for a chart of the sandbanks.
"""
LIMBS_IN_PARAGRAPH = """Report

3. Review

- 3.15 At the conclusion of discussion the Panel agreed the following resolutions:
 - (a) That the Panel supports the aims of the Plan.
 - (b) That the Panel requests a draft of the Pack.
"""


DUTIES = """Report

2. Background

- 2.1 A patrol plan should set out:
 - (a) the roads that are patrolled;
 - (b) the money for the cars;
 - (c) the reports that are made.
"""


@pytest.mark.parametrize(
    ("text", "question", "locator"),
    [
        (BARN, "Who had sold a quad bike to the college?", "para 2.1"),
        (FIELDS, "Was it a key decision?", "Is Key Decision"),
        (FIELDS, "What was the outcome?", "Outcome"),
        (ITEMS, "Who drove through the forest in a borrowed van?", "item 7. Rural wardens"),
        (ITEMS, "What was cleaned by divers?", "8/23 Harbour lights"),
        (ITEMS, "Which chart of the sandbanks was asked for?", "point ii., 8/23 Harbour lights"),
        (ITEMS, "List the points on the harbour", "points i. and ii., 8/23 Harbour lights"),
        (DUTIES, "What should a patrol plan set out?", "para 2.1, points (a) to (c)"),
        (LIMBS_IN_PARAGRAPH, "What did the panel resolve?", "resolutions (a) and (b), para 3.15"),
        (
            LIMBS_IN_PARAGRAPH,
            "What draft of the Pack did the panel request?",
            "resolutions (a) and (b), para 3.15",
        ),
        ("The boats were green.\n\nThe drones flew over the marsh.\n", "What flew over the marsh?", "paragraph 2"),
    ],
)
def test_a_quotation_is_placed_as_an_officer_would(text, question, locator):
    first = first_for(question, Written(text, panel="norfolk"), by=ranker(cover_sentence=4.0))

    assert first.locator.removesuffix(" of the paper") == locator


def test_a_heading_above_everything_is_placed_as_such():
    heading, *others = from_text("The handling of calls\n\nThe boats were green.\n").sections

    assert place_of([heading], [heading, *others]) == "heading of the paper"
    assert place_of(others[-1:], [heading, *others]) == "under “The handling of calls”"


@pytest.mark.parametrize(
    ("question", "locator"),
    [
        ("How much goes on rent?", "table row Rent, item 2. Money"),
        ("What is Decision Record 72 about?", "Decision Record 72"),
        ("Which decision records were taken?", "Decision Record 71 to Decision Record 73"),
    ],
)
def test_rows_and_records_are_placed_by_their_own_names(question, locator):
    assert answer_from(SHELF, question).citations[0].locator == locator


ITEM = """5. Boats

Minutes:

The Clerk told of a green boat.

6. Lamps

Minute: 43

A lamp was lit by the harbour.

Decision:

RESOLVED that:

(a) a second lamp be bought;

(b) the pier be painted.
"""


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("The Clerk told of a green boat.", "item 5. Boats"),
        ("A lamp was lit by the harbour.", "item 6. Lamps"),
        ("(a) a second lamp be bought;", "resolution (a), one of (a) and (b), item 6. Lamps"),
    ],
)
def test_what_stands_in_a_part_of_a_numbered_item_is_placed_by_the_item(words, place):
    paper = from_text(ITEM)
    quoted = [section for section in paper.sections if paper.words(section) == words]
    assert place_of(quoted, paper.sections) == place


def test_a_row_of_several_columns_is_given_with_their_heads():
    table = "Costs\n\nUse\t2022/23\t2023/24\nRent\t£18,500\t£19,000\nTraining\t£4,250\t£4,500\n"
    answer = answer_to("How much goes on rent?", Written(table, panel="norfolk"))
    assert (
        answer.claims[0].text
        == "Table row Rent, under “Costs” (columns: Use | 2022/23 | 2023/24): “Rent\t£18,500\t£19,000”"
    )


def test_a_row_is_an_amount_where_its_columns_are_in_pounds():
    table = "Costs\n\nUse\t2022/23 £m\t2023/24 £m\nBoats rent\t18.5\t19.0\nTraining\t4.2\t4.5\n"
    answer = answer_to("How much is the rent of boats?", Written(table, panel="norfolk"))
    assert [citation.quote for citation in answer.citations] == ["Boats rent\t18.5\t19.0"]


def test_the_page_is_that_on_which_the_quotation_begins():
    cut = BARN.index("The Superintendent")
    paged = Written(BARN, panel="norfolk", pages=(Span(start=0, end=cut), Span(start=cut, end=len(BARN))))

    first = first_for("Which gates were mended and hedges cut back?", paged, by=ONE)

    assert (first.page, first.cite().endswith(", page 2")) == (2, True)


def test_a_paper_without_pages_has_none():
    assert answer_from(SHELF, "How much goes on rent?").citations[0].page is None


def test_a_citation_reads_as_an_officer_writes_it():
    first = answer_from(SHELF, "What did Cllr Brook say?").citations[0]

    assert first.cite() == ("Norfolk Police and Crime Panel, 11 May 2023, Rural Crime Update, " + first.locator)


def test_a_citation_of_an_undated_paper_of_no_panel_says_so():
    first = answer_to("What did Cllr Brook say?", rural(panel=None, date=None)).citations[0]

    assert first.cite().startswith("Panel not stated, undated, Rural Crime Update, ")


@pytest.mark.parametrize(
    ("date", "name"),
    [
        (dt.date(2018, 6, 1), "Northamptonshire Police and Crime Panel"),
        (dt.date(2019, 4, 25), "Northamptonshire Police, Fire and Crime Panel"),
    ],
)
def test_a_panel_is_cited_by_the_name_of_the_day(date, name):
    answer = answer_to("What did Cllr Brook say?", rural(panel="northamptonshire", date=date))

    assert answer.citations[0].panel == name


# Contact details


LONG_BEFORE = "".join(ROADS.format(f" before the {place}") for place in ("war", "flood", "frost", "fire", "plague"))
CONTACTS = [
    "Cllr Hill said that the pier could be hired from Mrs Lee on 01632 960 001 at any time.",
    "Cllr Hill said that the pier could be hired from Mrs Lee on (01632) 960001 at any time.",
    "Cllr Hill said that the pier could be hired from Mrs Lee on +44 (0)1632 960 001 at any time.",
    "Cllr Hill said that the pier could be hired from ann.lee@council.example at any time.",
]
PRIVATE = ("960 001", "960001", "ann.lee")


@pytest.mark.parametrize("words", CONTACTS)
def test_a_private_persons_contact_is_quoted_nowhere(words):
    answer = answer_to("From whom could the pier be hired?", Written(f"Minutes\n\n{words}\n", panel="norfolk"))

    assert not [private for private in PRIVATE if private in str(answer.to_json())]


@pytest.mark.parametrize("words", CONTACTS)
def test_a_private_persons_contact_is_not_quoted_with_the_sentences_beside_it(words):
    text = f"Piers\n\nThe pier at Gullport was mended in May. {LONG_BEFORE}{words} The pier at Gullport is long.\n"
    questions = ["Tell me about the pier at Gullport", "From whom could the pier at Gullport be hired?"]

    for question in questions:
        answer = answer_to(question, Written(text, panel="norfolk"))
        assert not [private for private in PRIVATE if private in str(answer.to_json())]


@pytest.mark.parametrize(
    "question",
    [
        "What is Mrs Lee's phone number?",
        "What is Ann Lee's e-mail address?",
        "How do I contact Mrs Lee about the pier?",
    ],
)
@pytest.mark.parametrize("words", CONTACTS)
def test_who_asks_for_a_persons_contact_is_refused(question, words):
    answer = answer_to(question, Written(f"Minutes\n\n{words}\n", panel="norfolk"))

    assert answer.status is AnswerStatus.REFUSED
    assert (answer.citations, answer.nearest, answer.claims) == ((), (), ())
    assert "not given out" in answer.answer


def test_who_asks_for_a_home_address_is_refused():
    text = "Minutes\n\nCllr Hill said that his home address was 12 Mill Lane, Gullport.\n"

    assert answer_to("What is Cllr Hill's home address?", Written(text)).status is AnswerStatus.REFUSED


def test_a_helpline_is_given_out():
    text = "Help\n\nVictims can ring the helpline on 0800 000 0000 at any hour of the day.\n"
    answer = answer_to("What is the phone number of the helpline for victims?", Written(text, panel="norfolk"))

    assert (answer.status, "0800 000 0000" in answer.citations[0].quote) == (AnswerStatus.ANSWERED, True)


@pytest.mark.parametrize(
    "text",
    [
        "Ring 0800 000 0000 or (0800) 000 0000.",
        "Write to enquiries@council.example.",
        "It cost £01632960001 or 07 of 2021/22.",
        "Mr Lee counted 12,500 boats on 04/05/2021.",
        "Decision Record 244, minute 07/23",
    ],
)
def test_lines_of_services_and_other_figures_are_not_private(text):
    assert private_contacts(text) == []


def test_what_is_shown_around_a_quotation_has_contacts_left_out():
    assert masked("Name: Ann Lee Tel: 01632 960 001 Email: ann.lee@council.example.") == (
        "Name: Ann Lee Tel: [contact details left out] Email: [contact details left out]."
    )


def test_any_line_is_a_way_to_reach_somebody():
    assert gives_contact("0800 000 0000")
    assert not gives_contact("Ask the clerk.")


# What is left out beside the answer


def test_of_a_short_paragraph_with_two_speakers_one_ones_words_are_quoted():
    text = "Minutes\n\nCllr Lee did not believe it. In his ward the boats were gone. Cllr Hale said otherwise.\n"

    answer = answer_to("What did Cllr Lee say about boats?", Written(text, panel="norfolk"))

    assert quotes_of(answer)[0] == "Cllr Lee did not believe it. In his ward the boats were gone."


def test_beside_a_figure_of_the_time_asked_about_none_of_another_time_is_quoted():
    old = Written("Report\n\nThe rural team had 12 wardens.\n", file="a.txt", panel="norfolk", date=dt.date(2021, 5, 4))
    new = Written("Report\n\nThe rural team had 17 wardens.\n", file="b.txt", panel="norfolk", date=dt.date(2023, 5, 4))

    dated = answer_from(Shelf(old, new), "How many wardens did the rural team have in 2021?")
    both = answer_from(Shelf(old, new), "How many wardens did the rural team have?")

    assert [one.file for one in dated.citations] == ["a.txt"]
    assert len(both.citations) == 2


COUNTED = "2.1 The team had 17 boats in May 2023. All were green. A year before there had been 12 boats."


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("How many boats did the team have?", COUNTED[: COUNTED.index(" A year")]),
        ("How many boats did the team have, and how many a year before?", COUNTED),
        ("Why did the team have boats?", COUNTED),
    ],
)
def test_where_one_figure_is_asked_for_no_neighbour_gives_another(question, quoted):
    shelf = Shelf(Written(f"Report\n\n2. Boats\n\n{COUNTED}\n"))
    asked, ranked = ranked_for(question, shelf)
    best = next(item for item in ranked if "17" in words_of(item))

    (quote,) = compose(asked, [replace(best, probability=0.9)], shelf)

    assert quote.text == quoted


@pytest.mark.parametrize(
    ("sentences", "quoted"),
    [
        ("The team lost 12 boats. We have 17 boats.", "We have 17 boats."),
        ("The team had lost 12. This left 17 boats.", "The team had lost 12. This left 17 boats."),
    ],
)
def test_a_figure_before_the_one_that_is_asked_for_stays_only_where_it_is_leant_on(sentences, quoted):
    shelf = Shelf(Written(f"Report\n\nBoats\n\n{sentences}\n"))
    asked, ranked = ranked_for("How many boats are there?", shelf)
    best = next(item for item in ranked if "17" in words_of(item))

    (quote,) = compose(asked, [replace(best, probability=0.9)], shelf)

    assert quote.text == quoted


@pytest.mark.parametrize(
    ("question", "share", "n"),
    [
        ("When did the harbour open?", 0.2, 1),
        ("When did the harbour open?", 0.4, 2),
        ("List the harbours that opened", 0.08, 1),
        ("List the harbours that opened", 0.2, 2),
        ("Did the harbour open?", 0.2, 2),
    ],
)
def test_of_days_a_second_is_quoted_only_when_it_is_likely_and_of_lists_no_faint_part(question, share, n):
    opened = Written("Report\n\nThe harbour opened on 4 May 2021.\n", file="a.txt")
    closed = Written("Report\n\nThe old mill closed on 9 June 2022.\n", file="b.txt")
    asked, ranked = ranked_for(question, Shelf(opened, closed))
    first, second = (next(item for item in ranked if words in words_of(item)) for words in ("opened", "closed"))
    order = [replace(first, probability=0.9), replace(second, probability=0.9 * share)]

    assert len(compose(asked, order, Shelf(opened, closed))) == n


def test_a_list_of_numbered_sub_paragraphs_is_given_whole():
    text = (
        "Minutes\n\n2. Boats\n\n2.1 Two corrections were made to the minutes of the boats.\n\n"
        "2.1.1 The buoys were green.\n\n2.1.2 The masts were tall.\n\n2.2 The Panel agreed the minutes.\n"
    )

    answer = answer_to("What corrections were made to the minutes of the boats?", Written(text, panel="norfolk"))

    assert "2.1.1 The buoys were green.\n\n2.1.2 The masts were tall." in quotes_of(answer)[0]


def test_the_first_limb_of_an_outcome_may_stand_beside_the_word_that_opens_it():
    text = (
        "Minutes\n\n4. Harbour wardens\n\nThe wardens were discussed.\n\n"
        "RESOLVED: (i) That the wardens be kept; and\n\n(ii) That their boats be painted by June.\n\n"
        "5. Drones\n\nNone flew."
    )
    paper = Written(text, panel="norfolk", kind=PaperKind.MINUTES)
    (first, *_) = answer_to("What did the panel resolve about the boats of the wardens?", paper).citations

    assert first.quote == text[text.index("RESOLVED") : text.index("\n\n5.")]


TURNS = (
    "Minutes\n\n3. Boats\n\n"
    "3.1 Cllr Lee wanted to know why the boats were slow. {} The Commissioner said that the boats were old. He had "
    "asked for new ones in May. Two would come by the autumn. Cllr Hale was not content with the wardens. {}\n"
)


def test_of_a_long_paragraph_with_several_speakers_all_that_one_says_in_one_go_is_quoted():
    text = TURNS.format(ROADS.format(""), ROADS.format(" before the war") * 3)

    answer = answer_to("What did the Commissioner say about the boats?", Written(text, panel="norfolk"))

    told = (
        "The Commissioner said that the boats were old. He had asked for new ones in May. Two would come by the autumn."
    )
    assert told in quotes_of(answer)


def test_asked_what_somebody_said_the_few_points_that_they_make_one_after_the_other_are_quoted():
    text = (
        "Minutes\n\nDuring discussion the PFCC made the following points:\n\n"
        "- The boats were old.\n\n- New ones were ordered in May.\n\n- Two would come by the autumn.\n\n"
        "Panel members made the following points:\n\n- The wardens were few.\n"
    )

    answer = answer_to("What did the PFCC say about the old boats?", Written(text, panel="northamptonshire"))

    assert "The boats were old" in quotes_of(answer)[0]
    assert "Two would come by the autumn." in quotes_of(answer)[0]
    assert "wardens" not in quotes_of(answer)[0]


def met(day, words, *, file):
    return Written(f"Minutes\n\n{words}\n", file=file, panel="norfolk", date=day, kind=PaperKind.MINUTES)


MEETINGS = Shelf(
    met(dt.date(2023, 3, 9), "The rural team had 12 wardens.", file="march.txt"),
    met(dt.date(2023, 9, 7), "The rural team had 17 wardens, and 12 in March 2023.", file="september.txt"),
)


@pytest.mark.parametrize(
    "question",
    [
        "How many wardens of the rural team were there in the minutes of March 2023?",
        "How many wardens did the rural team have at the March 2023 meeting?",
    ],
)
def test_a_meeting_that_is_named_is_where_the_answer_stands(question):
    assert [one.file for one in answer_from(MEETINGS, question).citations] == ["march.txt"]


def test_what_came_after_a_meeting_that_is_named_is_looked_for_in_other_papers():
    answer = answer_from(MEETINGS, "How many wardens did the rural team have after the March 2023 meeting?")

    assert "september.txt" in [one.file for one in answer.citations]


def test_a_report_of_a_meeting_on_another_day_is_of_that_day_too():
    text = (
        "Report\n\n3.1 The Norfolk Police and Crime Panel met in public on 4 April 2019 to review the plan.\n\n"
        "3.2 The Panel resolved:\n\n(a) That the aims of the plan be supported.\n\n(b) That boats be added to it.\n"
    )
    report = Written(text, panel="norfolk", date=dt.date(2019, 4, 25))
    (first, *_) = answer_to("Which resolutions did the panel agree on 4 April 2019?", report).citations

    assert "That boats be added to it." in first.quote
    assert not answer_to("Which resolutions did the panel agree on 5 April 2018?", report).citations
