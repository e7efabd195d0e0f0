"""Structure on small texts of our own: every form of outcome, number and bullet, and text that nobody should write."""

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.papers import Role
from corpus.readers.reading import Mark, MarkKind, Reading
from corpus.sentences import sentences
from corpus.speakers import is_undertaking, names_nobody, speaker_of, speaker_of_points
from corpus.structure import structure
from tests.fakes_corpus import from_text, understood


def limbs(text: str) -> list[str]:
    paper = from_text(text)
    return [paper.words(section) for section in paper.of(Role.RESOLUTION)]


def shape(text: str) -> list[tuple[Role, str | None]]:
    return [(section.role, section.number) for section in from_text(text).sections]


# outcomes


@pytest.mark.parametrize(
    "line",
    [
        "RESOLVED – That the report be noted.",
        "Resolved: That the report be noted.",
        "Resolved : that the report be noted.",
        "RESOLVED,that the report be noted.",
        "RESOLVED,\u00a0\u00a0\u00a0 that the report be noted.",
        "UNANIMOUSLY RESOLVED that the report be noted.",
        "RESOLVED unanimously that the report be noted.",
        "It was agreed that the report be noted.",
        "It was RESOLVED that the report be noted.",
        "It was further RESOLVED – that the report be noted.",
        "It was also agreed that the report be noted.",
        "Agreed – that the report be noted.",
        "The Panel RESOLVED that the report be noted.",
        "RESOLVED that:Councillor Hale be elected Chair.",
        "23.9 Resolved – That the report be noted.",
        "That the report be noted.",
        "That the Panel notes the report.",
    ],
)
def test_an_outcome_on_one_line_is_one_resolution(line):
    assert limbs(f"Complaints\n\nThe Clerk reported on complaints.\n\n{line}\n\nThe meeting closed at noon.") == [
        " ".join(line.split())
    ]


@pytest.mark.parametrize(
    ("lead", "first", "second"),
    [
        ("RESOLVED that:", "a) the report be noted;", "b) a briefing be arranged."),
        ("RESOLVED:", "(a) That the report be noted;", "(b) That a briefing be arranged."),
        ("RESOLVED –", "(1) That the report be noted;", "(2) That a briefing be arranged."),
        ("Resolved", "(i) That the report be noted;", "(ii) That a briefing be arranged."),
        ("RESOLVED to:", "1) note the report;", "2) arrange a briefing."),
        ("RESOLVED:", "1. That the report be noted;", "2. That a briefing be arranged."),
        ("RESOLVED that", "1. The report be noted; and", "2. the Clerk be asked to arrange a briefing."),
        ("**RESOLVED –**", "1. the report be noted; and", "2. the Clerk be asked to arrange a briefing."),
        ("RESOLVED:", "(1). That the report be noted;", "(2). That a briefing be arranged."),
        ("RESOLVED that:", "· the report be noted;", "· a briefing be arranged."),
        ("UNANIMOUSLY RESOLVED that:", "(a)(i) the report be noted;", "(a)(ii) a briefing be arranged."),
        ("RESOLVED unanimously that:The Panel", "a) notes the report;", "b) asks for a briefing."),
        ("The Panel agreed the following resolutions:", "(a) That it notes the report;", "(b) That it asks again."),
        ("The Panel agreed that:", "a) the report be noted;", "b) a briefing be arranged."),
        ("4.1 The Panel RESOLVED that:", "(a) the report be noted;", "(b) a briefing be arranged."),
        ("RESOLVED by nine votes to one that:", "a) the report be noted;", "b) a briefing be arranged."),
    ],
)
def test_every_limb_of_a_list_is_a_resolution_and_nothing_else_is(lead, first, second):
    paper = from_text(f"{lead}\n\n{first}\n\n{second}\n\nThe meeting closed at noon.")
    assert [paper.words(section) for section in paper.of(Role.RESOLUTION)] == [first, second]
    assert {section.lead.start for section in paper.of(Role.RESOLUTION)} == {0}
    assert paper.sections[-1].role is Role.PARAGRAPH


@pytest.mark.parametrize(
    "line",
    [
        "The Panel agreed the importance of this.",
        "The Panel noted that crime had fallen.",
        "The Commissioner said that she had resolved the matter.",
        "That work would be completed by May.",
        "That was being accompanied by patrols.",
        "Members agreed with the Commissioner.",
    ],
)
def test_what_only_sounds_like_an_outcome_is_none(line):
    assert limbs(f"{line}\n\nThe meeting closed at noon.") == []


def test_the_decision_block_repeated_at_the_end_of_the_minutes_is_one_resolution():
    block = "RESOLVED that:\n\na) the report be noted;\n\nb) a briefing be arranged.\n\n"
    text = f"Agenda item\n\nCrime\n\nDecision:\n\n{block}Minutes:\n\nThe Chair spoke.\n\n{block}Supporting documents:"
    paper = from_text(text)
    assert [(s.number, s.headings[-1]) for s in paper.of(Role.RESOLUTION)] == [("a)", "Decision"), ("b)", "Decision")]
    assert sum(paper.words(section) == "RESOLVED that:" for section in paper.sections) == 1


def test_the_same_words_resolved_under_two_items_are_two_resolutions():
    text = "1. Crime\n\nRESOLVED that: the report be noted.\n\n2. Fire\n\nRESOLVED that: the report be noted."
    paper = from_text(text)
    assert [section.headings[-1] for section in paper.of(Role.RESOLUTION)] == ["1. Crime", "2. Fire"]


def test_an_outcome_under_a_decision_label_without_its_verb_is_a_resolution():
    assert limbs("Decision:\n\nThat the report be noted.\n\nMinutes:\n\nThe Chair spoke.") == [
        "That the report be noted."
    ]


def test_what_follows_a_complete_outcome_is_not_part_of_it():
    text = "RESOLVED that: the public be excluded.\n\nThe Panel withdrew at noon."
    assert limbs(text) == ["RESOLVED that: the public be excluded."]


def test_the_next_item_after_a_list_of_numbered_limbs_is_no_limb():
    assert limbs("RESOLVED:\n\n1. That x be noted.\n\n2. That y be noted.\n\n7. The next item was heard.") == [
        "1. That x be noted.",
        "2. That y be noted.",
    ]


def test_the_last_paragraph_of_a_marked_item_tells_the_outcome_in_cmis_minutes():
    text = (
        "Crime\n\nThe Clerk spoke.\n\nThe Panel noted the report.\n\nFire\n\nThe Panel noted that it rained. It left."
    )
    marks = tuple(
        Mark(kind=MarkKind.HEADING, start=text.index(word), end=text.index(word) + len(word))
        for word in ("Crime", "Fire")
    )
    paper = understood(Reading(text=text, marks=marks))
    assert paper.words(paper.of(Role.RESOLUTION)[0]) == "The Panel noted the report."


def test_recommendations_of_a_report_are_no_resolutions():
    paper = from_text("Subject:\tCrime\nRecommendations:\tThat the Panel notes the report.\nAuthor:\tA Clerk")
    assert [section.role for section in paper.sections] == [Role.FIELD, Role.RECOMMENDATION, Role.FIELD]


# undertakings


@pytest.mark.parametrize(
    ("sentence", "speaker", "promised"),
    [
        ("The Commissioner agreed to bring back details.", "The Commissioner", True),
        ("The PCC undertook to publish the plan.", "The PCC", True),
        ("She would report back in May.", "the Commissioner", True),
        ("He could provide further information to the Panel.", "the PFCC", True),
        ("A note would be circulated.", "the Chief Executive", True),
        ("Action 16: PCC to report back on fraud.", None, True),
        ("Action: Members to suggest topics.", None, False),
        ("The Panel agreed to write to the Home Secretary.", "The Panel", False),
        ("The Chair asked the Clerk to write to the force.", "The Chair", False),
        ("Cllr Hale agreed to send it round.", "Cllr Hale", False),
        ("Results which she had agreed in June to bring back were shown.", "The Commissioner", False),
        ("The force undertook a review.", "The ACC", False),
        ("The Commissioner agreed the importance of this.", "The Commissioner", False),
        ("It would provide further information.", None, False),
    ],
)
def test_an_undertaking_is_a_promise_of_somebody_outside_the_panel(sentence, speaker, promised):
    assert is_undertaking(sentence, speaker) is promised


def test_a_paragraph_that_only_promises_is_an_undertaking():
    assert shape("23.10 The Commissioner undertook to publish the plan.") == [(Role.UNDERTAKING, "23.10")]


def test_an_undertaking_beside_other_words_is_marked_on_its_sentence():
    (section,) = from_text("The PCC said that crime fell. She agreed to send the figures.").sections
    assert section.role is Role.STATEMENT
    assert [(s.speaker, s.undertaking) for s in section.sentences] == [("The PCC", False), ("The PCC", True)]


# who speaks


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("In response to a question from Mrs Judith Arkle, the Commissioner said that it was.", "the Commissioner"),
        ("In response to questions about plans the PCC emphasised prevention.", "the PCC"),
        ("In response the Commissioner stated that she was.", "the Commissioner"),
        ("Mr Alan Sprake of Gullport asked why.", "Mr Alan Sprake"),
        ("At the Chair’s invitation Mr Alan Sprake of Gullport asked why.", "Mr Alan Sprake"),
        ("The Democratic Services Officer said that she had.", "The Democratic Services Officer"),
        ("The Assistant Chief Constable (ACC), Piers Wendlow, said so.", "The Assistant Chief Constable"),
        ("Councillor Hobday moved that it be vetoed.", "Councillor Hobday"),
        ("Cllr C McCarron-Holmes asked whether.", "Cllr C McCarron-Holmes"),
        ("In the Commissioner's view it was.", "the Commissioner"),
        ("As the Panel asked in November, both are given.", None),
        ("The Panel considered a report on crime.", None),
        ("It was questioned whether this was standard.", None),
        ("The Commissioner was asked about fraud.", None),
        ("Crime had fallen.", None),
        ("Chief Fire Officer Brennick declined to say which he preferred.", "Chief Fire Officer Brennick"),
        ("ACC Brathwell explained that it would come in four phases.", "ACC Brathwell"),
        ("The federation's secretary, Mr Gavin Roe, told members that it was unfair.", "Mr Gavin Roe"),
        ("The Chief Constable did not have the figure.", "The Chief Constable"),
        ("Question from Mrs Lee, of Tilsham: why is it shut?", "Mrs Lee"),
        ("Supt Rowe: two of three; the last in December.", "Supt Rowe"),
        ("Treasurer: out-turn for the year, an overspend of £2m.", "Treasurer"),
        ("Mr Lee, supplementary: he had no computer.", "Mr Lee"),
        ("Chair: Cllr Ann Hale (Corl). Vice-Chair: Mr Roe.", None),
        ("Officers: three of them had left.", None),
        ("Cllr Hale to the Chief Constable: On how many days?", "Cllr Hale"),
        ("The Chief Constable, asked by Cllr Hale why, named three causes.", "The Chief Constable"),
        ("Asked to sum up, Ms Roe listed three aims.", "Ms Roe"),
        ("In a supplementary question Mrs Yard said that it was no use.", "Mrs Yard"),
        ("The control room inspector, Gail Roe, told us that it was so.", "Gail Roe"),
        ("Councillor Hale in particular held that it was wrong.", "Councillor Hale"),
        ("The candidate was not in favour, since it could not be logged.", "The candidate"),
        ("Answer by the Deputy Commissioner, Ms B Lee: It was three minutes.", "the Deputy Commissioner, Ms B Lee"),
        ("Minutes: The Chief Constable gave figures.", "The Chief Constable"),
        ("Cllr Hale left the meeting.", None),
    ],
)
def test_a_speaker_is_given_as_printed(sentence, speaker):
    assert speaker_of(sentence) == speaker


@pytest.mark.parametrize("lead", ["The following points rose from discussion:", "Crime fell in three places:"])
def test_points_without_a_speaker_have_none(lead):
    assert speaker_of_points(lead) is None


@pytest.mark.parametrize(
    "sentence", ["It was noted that crime fell.", "However, it was late. On a vote", "The PCC was asked why."]
)
def test_speech_without_a_speaker_is_known(sentence):
    assert names_nobody(sentence) is (not sentence.startswith("However, it"))


def test_a_named_member_takes_over_in_the_points_of_members():
    text = (
        "Members raised the following points:\n\n· It was late.\n\n· Mrs Arkle welcomed the survey.\n\n· It cost much."
    )
    points = from_text(text).of(Role.STATEMENT)
    assert [point.sentences[0].speaker for point in points] == ["Members", "Mrs Arkle", "Members"]


def test_whoever_spoke_goes_on_in_the_next_paragraph_by_a_pronoun():
    first, then = from_text("Beatrix Olney said that it rained.\n\nShe said that it was cold. Bills rose.").sections
    assert {s.speaker for s in (*first.sentences, *then.sentences)} == {"Beatrix Olney"}


def test_a_pronoun_means_whoever_spoke_last_where_nobody_was_named_since():
    text = "35.1 Mr Roe said that 9 waited.\n\n35.2 The wait was long.\n\n35.3 He put the growth down to three things."
    assert [section.sentences[0].speaker for section in from_text(text).sections] == ["Mr Roe", None, "Mr Roe"]
    named = text.replace("The wait was long", "The Clerk came late")
    assert from_text(named).sections[2].sentences[0].speaker is None


def test_points_that_a_pronoun_announces_are_those_of_whoever_spoke():
    text = "Mr Roe gave a talk.\n\nHe gave two reasons:\n\n- vans were new;\n- roads were dry.\n\nIt closed at five."
    told = [section.sentences[0].speaker for section in from_text(text).sections]
    assert told == ["Mr Roe", None, "Mr Roe", "Mr Roe", None]


@pytest.mark.parametrize(
    ("question", "answer", "speaker"),
    [
        ("Cllr Hale asked how long it took.", "It was 34 days on average.", None),
        ("Cllr Hale asked how long it took.", "He replied that he did not know.", None),
        ("Cllr Hale asked how long it took.", "He also asked who paid.", "Cllr Hale"),
        ("Cllr Hale asked how long it took.", "He hoped for less.", "Cllr Hale"),
        ("Cllr Hale asked the Chief Constable how long it took.", "She gave the figure of 34.", "the Chief Constable"),
        ("Cllr Hale asked for a list.", "It had been promised.", "Cllr Hale"),
        ("The Chair said that he had asked about it.", "It was dear.", "The Chair"),
        ("The Chair asked that farmers be told.", "The Chief Constable was not in favour.", "The Chief Constable"),
        ("Mr Lee said that they rang.", "Councillor Hale had rung six.", None),
    ],
)
def test_an_answer_is_never_that_of_whoever_asked(question, answer, speaker):
    assert dict(spoken(f"9. Vetting\n\n{question} {answer}"))[answer] == speaker


@pytest.mark.parametrize(("answer", "together"), [("It was 34 days.", True), ("Mr Roe said that it was 34.", False)])
def test_an_answer_that_names_nobody_is_found_with_its_question(answer, together):
    paper = from_text(f"Cllr Hale asked how long it took. {answer}")
    assert [passage.text.count("asked") for passage in paper.passages if answer in passage.text] == [together]


LETTER = """Correspondence

Note by the Clerk: two letters are set out.

Corl, 2 May 2023

Dear Chair,

I will sell the vans. The Chief Constable thinks it right. They cost us much.

Yours sincerely,
Gerald Roe
Police and Crime Commissioner

The Panel is asked to note it.
"""


def test_whoever_signs_a_letter_speaks_where_it_says_i_and_others_in_a_sentence_of_their_own():
    told = dict(spoken(LETTER))
    assert told["I will sell the vans."] == "Gerald Roe, Police and Crime Commissioner"
    assert told["The Chief Constable thinks it right."] == "The Chief Constable"
    assert told["They cost us much."] is told["The Panel is asked to note it."] is None


def test_a_letter_that_nobody_signs_is_nobodys():
    assert set(dict(spoken(LETTER.replace("Yours sincerely", "The end"))).values()) == {None, "The Chief Constable"}


def test_a_short_field_is_said_by_whoever_says_all_of_it():
    text = "Item: 5. Vetting\nDecision: RESOLVED that it be noted.\nMinutes: The Clerk reported that 85 were late.\n"
    assert [who for words, who in spoken(text) if "85" in words] == ["The Clerk"]


def test_the_count_of_a_vote_is_nobodys_speech():
    (section,) = from_text("Councillor Hale seconded the motion. On a vote it was lost.").sections
    assert [s.speaker for s in section.sentences] == ["Councillor Hale", None]


# numbers, bullets, lines


def test_a_count_under_a_colon_is_a_list_whatever_its_letters():
    found = shape(
        "6.4 The chief risks are:\n\n1. pay awards;\n2. the cost of pensions, which nobody can know at this time,\n"
        "of the younger members; and\n3. falling numbers of firefighters.\n\n6.5 The tower was closed."
    )

    assert found == [
        (Role.PARAGRAPH, "6.4"),
        (Role.LIST_ITEM, "1."),
        (Role.LIST_ITEM, "2."),
        (Role.LIST_ITEM, "3."),
        (Role.PARAGRAPH, "6.5"),
    ]


def test_a_single_number_under_a_colon_is_no_list():
    assert (Role.LIST_ITEM, "1.") not in shape("The report of the Commissioner:\n\n1. Purpose\n\nTo note the report.")


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("145. The Chair opened the meeting.", "145."),
        ("39/20 The Chair opened the meeting.", "39/20"),
        ("8/22. The Chair opened the meeting.", "8/22"),
        ("4.1 The Chair opened the meeting.", "4.1"),
        ("4.4.1 The Chair opened the meeting.", "4.4.1"),
        ("- 3.5 The Chair opened the meeting.", "3.5"),
        ("(iv) The Chair opened the meeting.", "(iv)"),
        ("   viii.     The Chair opened the meeting.", "viii."),
        ("1) The Chair opened the meeting.", "1)"),
        ("(a)(i) The Chair opened the meeting.", "(a)(i)"),
        ("3(2) The Chair opened the meeting.", "3(2)"),
        ("R4/20 The Chair opened the meeting.", "R4/20"),
        ("Decision Record 244 – The Chair opened the meeting.", "Decision Record 244"),
        ("Decision 112 (28 March 2024): Four places were paid for.", "Decision 112"),
        ("Decision 112 was not liked by anybody.", None),
        ("3.8  per cent was the rise.", None),
        ("2019 was a year.", None),
    ],
)
def test_a_number_is_kept_as_printed(line, number):
    paper = from_text(line)
    assert paper.sections[0].number == number
    if number:
        assert paper.text[paper.sections[0].sentences[0].start :].startswith(number)


@pytest.mark.parametrize(
    "bullet", ["·\u00a0\u00a0\u00a0", "• ", "- ", "– ", "Ø ", "?  ", "o  ", "\uf0b7\t", "·\t", "▪ ", "·"]
)
def test_a_bullet_is_no_part_of_a_point(bullet):
    paper = from_text(f"The PCC made the following points:\n\n{bullet}Crime fell.\n\n{bullet}Fire rose.")
    said = [(s.speaker, paper.text[s.sentences[0].start : s.sentences[0].end]) for s in paper.of(Role.STATEMENT)]
    assert said == [("The PCC", "Crime fell."), ("The PCC", "Fire rose.")]


def test_a_lost_hyphen_hides_no_speaker():
    assert speaker_of("The Vice?Chair asked whether it was.") == "The Vice?Chair"


def test_hard_wrapped_lines_are_one_paragraph():
    text = "The Chair thanked Mr Oakhurst, who was given the chance to speak and said\nthat it was three in four."
    assert [len(section.sentences) for section in from_text(text).sections] == [1]


def test_a_wrapped_line_with_a_colon_further_on_is_no_label():
    text = (
        "He added that he had been wrong to say that four in five of\nMarlshire's detectives were there: it was three."
    )
    assert len(from_text(text).sections) == 1


def test_a_paragraph_broken_by_a_page_into_a_false_bullet_is_one():
    text = (
        "3.4 Panel members commended the mission in the revised Plan and also\n\n- expressed confidence.\n- 3.5 Next."
    )
    assert shape(text) == [(Role.STATEMENT, "3.4"), (Role.PARAGRAPH, "3.5")]


def test_a_bullet_that_starts_in_lower_case_after_a_bullet_stays_one():
    first = "a smaller number of specialist officers in all places"
    text = f"Changes proposed for the next year included:\n\n· {first}\n\n· more"
    assert [section.role for section in from_text(text).sections][1:] == [Role.LIST_ITEM, Role.LIST_ITEM]


def test_marks_of_publishing_systems_are_left_out():
    paper = from_text("<AI1>\n\n1. Apologies\n\nThere were none.\n\n</AI1>\n\nMinutes Pdf Minutes (108Kb)")
    assert [paper.words(section) for section in paper.sections] == ["1. Apologies", "There were none."]


def test_names_under_present_are_a_list_and_no_headings():
    paper = from_text(
        "PRESENT\n\nCouncillor A Hale (Chair)\nMrs B Ode\n\nALSO PRESENT\n\nC Olney, Chief Executive\n\n1. Crime\n\nX."
    )
    assert [paper.words(section) for section in paper.of(Role.LIST_ITEM)] == [
        *("Councillor A Hale (Chair)", "Mrs B Ode", "C Olney, Chief Executive"),
    ]
    assert paper.sections[-1].headings == ("1. Crime",)


def test_a_heading_over_a_paragraph_ends_the_names_of_those_present():
    paper = from_text(
        "Members present\n\nCllr A Hale (Chair)\nMrs B Ode\n\nIn attendance\n\nC Olney, Chief Executive\n\n"
        "Declarations\n\nMrs Ode declared that she kept a dog.\n\nCustody\n\nThe cells were full.\n"
    )
    assert [paper.words(section) for section in paper.of(Role.HEADING)] == [
        *("Members present", "In attendance", "Declarations", "Custody"),
    ]
    assert paper.sections[-1].headings == ("Custody",)


def test_a_limb_that_ends_in_and_is_no_heading():
    paper = from_text("**Recommendation 6.** an observer sit in on hearings; and\n\n**Recommendation 7.** it be noted.")
    assert [section.role for section in paper.sections] == [Role.PARAGRAPH, Role.PARAGRAPH]


# tables and fields


def test_a_tab_table_with_a_header_names_its_columns():
    rows = from_text("Calls since May were:\n\nMonth\tCalls\tWait\nMay\t31,420\t4 minutes\nJune\t30,100\t3 minutes").of(
        Role.TABLE_ROW
    )
    assert [(row.label, row.columns) for row in rows] == [
        ("May", ("Month", "Calls", "Wait")),
        ("June", ("Month", "Calls", "Wait")),
    ]
    assert {row.lead.start for row in rows} == {0}


DRAWN = (
    "4.1 The table shows what was spent.\n\n| Fund | 2021/22 | 2022/23 |\n|:---|---:|---:|\n"
    "| Boats | £4,100 | £5,300 |\n| Boots, socks | | £900 |\n\nThe fund closed in May.\n"
)


def test_a_table_drawn_with_bars_is_rows_with_their_labels_and_columns():
    paper = from_text(DRAWN)
    rows = paper.of(Role.TABLE_ROW)
    assert [(row.label, row.columns) for row in rows] == [
        ("Boats", ("Fund", "2021/22", "2022/23")),
        ("Boots, socks", ("Fund", "2021/22", "2022/23")),
    ]
    assert [paper.words(row) for row in rows] == ["| Boats | £4,100 | £5,300 |", "| Boots, socks | | £900 |"]
    assert {paper.text[row.lead.start : row.lead.end] for row in rows} == {"The table shows what was spent."}


def test_what_follows_a_drawn_table_is_a_paragraph():
    assert shape(DRAWN)[-1] == (Role.PARAGRAPH, None)


def test_a_bar_in_a_cell_divides_nothing_when_it_is_escaped():
    (row,) = from_text("| A | B |\n|---|---|\n| yes \\| no | 3 |\n").of(Role.TABLE_ROW)
    assert row.label == "yes \\| no"


def test_rows_without_a_rule_under_the_first_have_no_columns():
    assert [row.columns for row in from_text("| Boats | 4 |\n| Boots | 9 |\n").of(Role.TABLE_ROW)] == [(), ()]


def test_a_tab_table_without_a_header_has_rows_only():
    rows = from_text("Victim Services\t£813,336\nUplift\t£60,592\nTOTAL\t£873,928").of(Role.TABLE_ROW)
    assert [(row.label, row.columns) for row in rows] == [("Victim Services", ()), ("Uplift", ()), ("TOTAL", ())]
    assert len({row.block for row in rows}) == 1


def test_a_row_of_one_cell_heads_those_below_it():
    rows = from_text("Core funding\t\nServices\t£813,336\nExtra funding\t\nUplift\t£60,592").of(Role.TABLE_ROW)
    assert [row.headings[-1] for row in rows] == ["Core funding", "Extra funding"]


@pytest.mark.parametrize(
    "text",
    [
        "Decision Maker: The Panel\nOutcome: Approved\nIs Key Decision?: No\nPurpose:\nDate of Decision: July 25, 2024",
        "Decision Maker: The Panel\nDecision status: Done\nIs Key decision?: No\nPurpose:\nDate of decision: 1/7/2024",
        "**Decision maker:** The Panel\n**Outcome:** Done\n**Is Key decision?:** No\n**Purpose:**\n"
        "**Date of decision:** 25 July 2024",
    ],
)
def test_label_value_pages_of_every_generation_are_fields(text):
    paper = from_text(text)
    assert {section.role for section in paper.sections} == {Role.FIELD}
    assert [section.label.lower() for section in paper.sections][0::2] == [
        *("decision maker", "is key decision?", "date of decision"),
    ]


def test_a_long_field_is_quoted_by_sentence_without_its_label():
    text = "Outcome: Approved\nContent: " + "The Commissioner said that it rained. " * 12 + "\nDate: 1 May 2024"
    section = next(s for s in from_text(text).sections if s.label == "Content")
    assert len(section.sentences) == 12
    assert text[section.sentences[0].start :].startswith("The Commissioner")


# sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Hale asked why. The Chair (Cllr. Ode) replied.", 2),
        ("The offer is that of Bidder A. The sum is small.", 2),
        ("C. Hale spoke for A. Ode at length.", 1),
        ("It stands on one page. The measures are few.", 2),
        ("See para. 3 and p. 4 of the plan.", 1),
        ("It cost £1.5m. Nobody knew.", 2),
        ("Why? Because! So it was.", 3),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text, count):
    assert len(from_text(text).sections[0].sentences) == count


# anything at all

ODD = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("\n\n\n\t .:;,·•-–()[]*#_123abivxlRESOLVED\u00a0\u202e\u2066\x00\ufeff\U000e0041"),
    ),
    max_size=400,
)
PIECES = st.lists(
    st.sampled_from(
        ["RESOLVED that:", "a) ", "(i) ", "1. ", "3.4 ", "· ", "\n", "\n\n", "\t", "Decision:", "Minutes:", "PRESENT",
         "Agenda item", "That the report be noted.", "The PCC said that ", "Members raised these points:", "Date: ",
         "£1", "## ", "**", "of"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@example("Renewed that:\n**")
@example("**\n·")
@given(st.one_of(ODD, PIECES))
def test_structure_takes_any_text_and_stays_inside_it(text):
    paper = from_text(text)
    place = 0
    for section in paper.sections:
        assert place <= section.start < section.end <= len(text)
        assert section.start <= section.body <= section.end
        assert all(section.start <= s.start < s.end <= section.end for s in section.sentences)
        place = section.end
    assert all(passage.text == text[passage.start : passage.end] for passage in paper.passages)


@settings(max_examples=60, deadline=None)
@example("****")
@given(PIECES)
def test_every_word_of_any_text_without_an_outcome_is_in_a_passage(text):
    words = text.replace("RESOLVED", "Renewed").replace("That", "This").replace("Decision", "Deciding")
    paper = from_text(words)
    kept = "".join(passage.text for passage in paper.passages)
    drawn = re.compile(r"^[ \t]*([*_=~-])\1{2,}[ \t]*$", re.MULTILINE)  # a line across the page, which is no word
    assert sorted("".join(drawn.sub("", words).split())) == sorted("".join(drawn.sub("", kept).split()))


EVIL = {
    "words": "the " * 25_000,
    "panels": "The Panel " * 10_000,
    "commas": ", " * 50_000,
    "capitals": "A" * 100_000,
    "short capitals": "A " * 50_000,
    "titles": "Mr. " * 25_000,
    "howevers": "However, " * 12_000,
    "police": "Police, " * 12_500,
    "brackets": "the Panel ( " * 9_000,
    "stops": "!" * 50_000 + '"' * 50_000,
    "dashes": "-" * 100_000,
    "stars": "*" * 100_000,
    "label and spaces": "Date" + " " * 100_000 + "x",
    "tabs": "a\t" * 50_000,
    "lines": "a\n" * 50_000,
    "rows": "a\tb\n" * 25_000,
    "items": "(a) x\n" * 16_000,
    "counts": "1. b:\n" * 16_000,
    "counts that begin anew": "a:\n1. b\n" * 11_000,
    "resolved": "resolved " * 11_000 + ":",
    "points": "The PFCC made the following points " * 2_500 + ":",
    "nothing": "\x00" * 100_000,
    "directions": "\u202e\u2066" * 50_000,
    "tags": "\U000e0041" * 100_000,
    "half characters": "\ud800" * 1_000,
}


@pytest.mark.parametrize("text", EVIL.values(), ids=EVIL)
def test_hostile_text_is_cut_into_passages_that_fit_in_no_time(text):
    begun = time.process_time()
    paper = from_text(text)
    assert time.process_time() - begun < 5
    assert max(len(passage.text) for passage in paper.passages) <= 4000


def test_a_table_in_markdown_is_read_as_rows_under_its_columns():
    text = "Report\n\n| Use | Amount |\n|---|---:|\n| Boats | 6.8 |\n| Vans | 5.5 |\n\nThe end of it came soon.\n"

    found = structure(Reading(text=text, pages=()))
    rows = [one for one in found if one.role is Role.TABLE_ROW]

    assert [text[one.start : one.end] for one in rows] == ["| Boats | 6.8 |", "| Vans | 5.5 |"]
    assert [(one.label, one.columns) for one in rows] == [("Boats", ("Use", "Amount")), ("Vans", ("Use", "Amount"))]


def test_decisions_numbered_by_their_year_are_items_of_one_list():
    text = "Minutes\n\nThese were published:\n\n2021/09 – Three drones\n2021/10 – Lease of cars\n2021/11 – A grant\n"

    items = [one for one in structure(Reading(text=text, pages=())) if one.number]

    assert [(one.number, one.role) for one in items] == [(f"2021/{n}", Role.LIST_ITEM) for n in ("09", "10", "11")]
    assert len({one.block for one in items}) == 1


def test_a_reply_that_is_headed_so_is_by_whoever_replied_before():
    text = (
        "Questions\n\nReply of the Commissioner: The board is down. I saw to it.\n\n"
        "Further question: Mr Lee asked about the door.\n\nReply: It has a lock.\n"
    )

    spoken = [one.speaker for section in structure(Reading(text=text, pages=())) for one in section.sentences]

    assert spoken[-4:] == ["the Commissioner", "the Commissioner", "Mr Lee", "the Commissioner"]


def test_what_another_did_is_not_by_whoever_spoke_before():
    text = "Minutes\n\nCllr Hale believed in plans. Cllr Oram left the room then. It was quiet.\n"

    spoken = [one.speaker for section in structure(Reading(text=text, pages=())) for one in section.sentences]

    assert spoken[-3:] == ["Cllr Hale", None, None]


def spoken(text):
    sections = structure(Reading(text=text, pages=()))
    return [(text[one.start : one.end], one.speaker) for section in sections for one in section.sentences]


def test_who_is_named_in_bold_speaks_and_the_quotation_keeps_the_mark():
    text = "Town centre\n\n**Ms Oduya**, of the forum, considered that people did not report. **The Chair** agreed.\n"

    assert spoken(text)[1:] == [
        ("**Ms Oduya**, of the forum, considered that people did not report.", "Ms Oduya"),
        ("**The Chair** agreed.", "The Chair"),
    ]


def test_questions_and_answers_in_turn_have_their_speakers():
    text = (
        "Questions\n\nQ (Mrs Lee, resident): Why not on Sundays?\n\n"
        "A (Commissioner): Sunday was the quietest day. He would check.\n\nSupplementary (Mrs Lee): When?\n"
    )

    assert [who for _, who in spoken(text)][1:] == ["Mrs Lee", "Commissioner", "Commissioner", "Mrs Lee"]


def test_initials_are_those_of_whoever_the_paper_gives_them_to():
    text = (
        "PRESENT\n\nCllr Rod Amble (RA), Tidecombe\n\nIN ATTENDANCE\n\nJudith Carnaby (JC), Commissioner\n\n"
        "12. FIRE\n\n12.1 JC replied that the station would stay open. RA welcomed this. XY asked when.\n"
    )

    assert [who for _, who in spoken(text)][-3:] == ["Judith Carnaby, Commissioner", "Cllr Rod Amble", "XY"]


def test_initials_may_stand_after_the_office():
    text = (
        "In attendance: Ann Lee-Vale, Chief Constable (ALV); Winn Roe, Clerk (WR)\n\n"
        "3.1 In reply, ALV said that it was.\n"
    )

    assert spoken(text)[-1][1] == "Ann Lee-Vale, Chief Constable"


def test_initials_given_to_two_people_name_nobody():
    text = "Present: Ann Hale (AH), Alan Hope (AH)\n\n3.1 AH asked why it was late.\n"

    assert spoken(text)[-1][1] is None


# what pages print around the wording


@pytest.mark.parametrize(
    "footer", ["Page 2 of 3", "- Page 2 of 3 -", "Gullport Police and Crime Panel - 4 May 2023      Page 2 of 3"]
)
def test_the_foot_of_a_page_is_no_heading_and_ends_no_sentence(footer):
    paper = from_text(
        "5. Fleet\n\nThe Chief Constable said that the vans ordered in the spring had been\n\n"
        f"{footer}\n\ndelivered late, and that two were still to come.\n\n{footer}\n\n6. Close\n"
    )
    assert [section.role for section in paper.sections] == [Role.HEADING, Role.STATEMENT, Role.PARAGRAPH]
    (sentence,) = paper.sections[1].sentences
    assert paper.text[sentence.start : sentence.end].endswith("and that two were still to come.")


def test_a_paragraph_that_speaks_of_a_page_is_kept():
    paper = from_text("Minutes\n\nMr Roe asked what was meant on\nPage 2 of the report.\n")
    assert "Page 2 of the report." in paper.words(paper.sections[-1])


def test_a_drawn_line_parts_letters_and_belongs_to_neither():
    paper = from_text("The Clerk reported on two letters.\n\n=========\nLETTER 1\n\nWe ask for the figures.\n\n---\n")
    assert [paper.words(section) for section in paper.sections] == [
        "The Clerk reported on two letters.", "LETTER 1", "We ask for the figures.",
    ]  # fmt: skip


# tables whose cells no tab divides


@pytest.mark.parametrize(
    "table",
    [
        "Fund | 2021/22 | 2022/23\nSafer streets | 120 | 95\nYouth: detached work | 40 | 52",
        "Fund                     2021/22   2022/23\nSafer streets                120        95\n"
        "Youth: detached work          40        52",
    ],
    ids=["bars", "gaps"],
)
def test_rows_parted_by_single_bars_or_gaps_are_rows_with_their_columns(table):
    paper = from_text(f"3.1 The funds are these.\n\n{table}\n\n3.2 No fund is closed.\n\nAPPENDIX\n\nOne page.\n")
    rows = paper.of(Role.TABLE_ROW)
    assert [row.label for row in rows] == ["Safer streets", "Youth: detached work"]
    assert {row.columns for row in rows} == {("Fund", "2021/22", "2022/23")}
    assert [paper.words(section) for section in paper.sections if not section.block][-1] == "One page."


def test_a_row_whose_gaps_leave_open_which_cell_is_which_has_no_columns():
    paper = from_text("Site      Staff    Posts\nNorth        12       14\nSouth                 9\n")
    assert [row.columns for row in paper.of(Role.TABLE_ROW)] == [("Site", "Staff", "Posts"), ()]


@pytest.mark.parametrize("space", ["  ", " | "])
def test_two_blanks_after_sentences_and_one_lone_bar_make_no_table(space):
    paper = from_text(f"The Clerk spoke.{space}The Chair replied at length on the matter.\nNobody asked why.\n")
    assert not paper.of(Role.TABLE_ROW)


def test_a_heading_right_after_a_table_is_a_heading():
    paper = from_text(
        "Cllr Roe      Gullport\nCllr Hale     Marsh End\n\n"
        "IN ATTENDANCE\nMs Lee        Clerk\nMr Ash        Treasurer\n"
    )
    assert [paper.words(section) for section in paper.of(Role.HEADING)] == ["IN ATTENDANCE"]
    assert len(paper.of(Role.TABLE_ROW)) == 4


# questions as labels, and actions


@pytest.mark.parametrize("line", ["Is it a key decision? Yes", "Has the Panel been told? No, not yet"])
def test_a_question_answered_on_its_line_is_a_field(line):
    paper = from_text(f"Record of Decision\n\n{line}\n\nThe vans are to be sold.\n")
    (field,) = paper.of(Role.FIELD)
    assert field.label == line[: line.index("?") + 1]
    assert paper.sections[-1].headings == ("Record of Decision",)


def test_a_question_that_is_put_and_not_answered_is_no_field():
    assert not from_text("Fleet\n\nIs the van sold? Mr Roe thought that it was.\n").of(Role.FIELD)


@pytest.mark.parametrize("number", ["", " 3", " 7/2"])
def test_an_action_is_no_heading_for_what_follows(number):
    paper = from_text(f"Fleet\n\nAction{number}: figures for repairs (Treasurer, by May 2022)\n\nThe vans are old.\n")
    assert [paper.words(section) for section in paper.of(Role.HEADING)] == ["Fleet"]
    assert paper.sections[-1].headings == ("Fleet",)


@pytest.mark.parametrize(
    "words",
    [
        "A1. The post was advertised.",
        "II. The post was advertised.",
        "Q3. Who advertised the post?",
        "10B. The post was advertised.",
        "**R1.** That the post be advertised.",
        "He took the money that was his mother's.",
    ],
)
def test_a_number_is_no_sentence_and_a_possessive_no_short_word(words):
    text = f"{words} The Commissioner undertook to look."
    spans = sentences(text, 0, len(text))
    assert [text[span.start : span.end] for span in spans] == [words, "The Commissioner undertook to look."]


def test_the_first_limb_beside_resolved_is_a_limb_however_it_ends():
    text = (
        "4. Stations\n\n"
        "RESOLVED: (i) That closing wait until the count has been seen (carried by 6 to\n0); "
        "and\n(ii) That Corl be left out."
    )
    assert limbs(text) == [
        "RESOLVED: (i) That closing wait until the count has been seen (carried by 6 to 0); and",
        "(ii) That Corl be left out.",
    ]


def test_a_letter_that_goes_on_with_the_points_before_an_outcome_is_no_limb():
    text = (
        "5. Precept\n\n"
        "(a) The Chair moved it.\n\n"
        "(b) A vote was taken.\n\n"
        "RESOLVED:\n(1) That it be vetoed.\n(2) That a\nletter be sent.\n\n"
        "(c) The Clerk reminded members of the date.\n\n"
        "(d) The Chair closed the meeting."
    )
    assert limbs(text) == ["(1) That it be vetoed.", "(2) That a letter be sent."]


def test_letters_below_a_numbered_limb_are_its_parts():
    text = (
        "5. Precept\n\n"
        "(a) The Chair moved it.\n\n"
        "RESOLVED:\n(1) That the Commissioner\n(a) write to the Minister; and\n(b) report back."
    )
    assert limbs(text)[-2:] == ["(a) write to the Minister; and", "(b) report back."]


def headings(text):
    paper = from_text(text)
    return [paper.words(section) for section in paper.of(Role.HEADING)]


def test_names_below_a_letter_are_no_headings():
    text = (
        "LETTER 1\n\n"
        "We ask for the figures.\n\n"
        "Yours sincerely,\n\n"
        "Prudence Ode\nChair\n\n"
        "LETTER 2\n\n"
        "Here they are.\n\n"
        "Kind regards\nAnn Lee\n\n"
        "LETTER 3\n\n"
        "Thank you.\n"
    )
    assert headings(text) == ["LETTER 1", "LETTER 2", "LETTER 3"]


def test_lines_of_a_list_of_dates_are_no_headings():
    text = (
        "Timetable\n\n"
        "September 2022 - notice given\n1 April 2023 - all of it begins\n\n"
        "It was late.\n\n"
        "2 May 2024 - Elections\n\n"
        "Members wished to know more.\n"
    )
    assert headings(text) == ["Timetable", "2 May 2024 - Elections"]


def test_the_panel_that_agreed_after_a_private_session_is_an_outcome_at_the_end_of_a_marked_item():
    words = "Following a private deliberation, the Panel agreed by six votes to four to recommend the appointment."
    text = f"2 Hearing\n\nThe candidate answered questions.\n\n{words}\n\n3 Complaints"
    marks = tuple(
        Mark(kind=MarkKind.HEADING, start=text.index(head), end=text.index(head) + len(head), level=2)
        for head in ("2 Hearing", "3 Complaints")
    )
    paper = understood(Reading(text=text, marks=marks))
    assert [paper.words(section) for section in paper.of(Role.RESOLUTION)] == [words]


def test_a_head_whose_first_cell_is_empty_names_the_columns_to_its_right():
    rows = from_text("Costs\n\n\t2023/24\t2024/25\nPay\t10\t12\nRent\t3\t4\n").of(Role.TABLE_ROW)
    assert [(row.label, row.columns) for row in rows] == [
        ("Pay", ("", "2023/24", "2024/25")),
        ("Rent", ("", "2023/24", "2024/25")),
    ]


def test_an_indented_letter_before_a_tab_is_no_row():
    assert shape("The Panel:\n\n\t(a)\tnotes the report;\n\t(b)\tasks again.")[1:] == [
        (Role.LIST_ITEM, "(a)"),
        (Role.LIST_ITEM, "(b)"),
    ]


def test_heads_of_several_lines_are_joined_column_by_column():
    lines = ["\t2023/24\t\t2024/25", "Service\tBudget\tOutturn\tBudget", "\t£m\t£m\t£m", "Pay\t9.1\t9.2\t9.9"]
    text, marks = "\n".join(lines), []
    for line in lines:
        kind = MarkKind.TABLE_ROW if line is lines[-1] else MarkKind.TABLE_HEADER
        marks.append(Mark(kind=kind, start=text.index(line), end=text.index(line) + len(line), level=1))
    (row,) = understood(Reading(text=text, marks=tuple(marks))).of(Role.TABLE_ROW)
    assert row.columns == ("Service", "2023/24 Budget £m", "2023/24 Outturn £m", "2024/25 Budget £m")


def test_a_row_of_figures_in_bold_is_no_second_line_of_heads():
    lines = ["Fund\t2023/24\t2024/25", "Total\t£9.1m\t£9.9m", "Pay\t£8m\t£8m"]
    text = "\n".join(lines)
    marks = tuple(
        Mark(kind=MarkKind.TABLE_HEADER, start=text.index(line), end=text.index(line) + len(line), level=1)
        for line in lines[:2]
    )
    assert [row.label for row in understood(Reading(text=text, marks=marks)).of(Role.TABLE_ROW)] == ["Total", "Pay"]


def test_a_list_below_a_table_is_no_row_of_it():
    paper = from_text("Fund\t2023\t2024\nPay\t10\t12\n\n(a)\tfor more;\n\n(b)\tfor less.")
    assert [section.label for section in paper.of(Role.TABLE_ROW)] == ["Pay"]
    assert [section.number for section in paper.of(Role.LIST_ITEM)] == ["(a)", "(b)"]


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("Report of: the Clerk    Contact: Ann Hale    Status: Open", ["Report of", "Contact", "Status"]),
        ("**Date:** 4 May 2023   **Time:** 2.00 pm", ["Date", "Time"]),
        ("Venue: Hall \u00a0 Is Key decision?: Yes", ["Venue", "Is Key decision?"]),
        ("Yn bresennol / Present: Councillor Hale", ["Present"]),
        ("Purpose: to say whether the date: 4 May, is right", ["Purpose"]),
    ],
)
def test_labels_side_by_side_are_fields_of_their_own(line, fields):
    assert [section.label for section in from_text(f"Decision\n\n{line}").of(Role.FIELD)] == fields


@pytest.mark.parametrize(
    ("heading", "speaker"),
    [
        ("Response of the Commissioner", "the Commissioner"),
        ("Reply from Mr Hale, Clerk", "Mr Hale"),
        ("The Chief Constable's written answer", "The Chief Constable"),
        ("Response of the Panel", None),
        ("Report of the Commissioner", None),
    ],
)
def test_what_stands_under_a_headed_answer_is_by_whoever_answers(heading, speaker):
    text = f"## Question\n\nWhy is it shut?\n\n## {heading}\n\nThree people used it. I have asked for a desk.\n"
    told = from_text(text).sections[-1]
    assert [sentence.speaker for sentence in told.sentences] == [speaker] * 2


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        (
            "The Deputy Mayor for Policing, Fire and Crime, Ms Kath Hale, outlined the plan.",
            "The Deputy Mayor for Policing, Fire and Crime",
        ),
        ("The Mayor of West Wexmere said that it would pay.", "The Mayor of West Wexmere"),
        ("The Deputy Mayor replied that it was late.", "The Deputy Mayor"),
    ],
)
def test_the_mayor_and_the_deputy_speak_by_their_full_titles(sentence, speaker):
    assert speaker_of(sentence) == speaker


def test_a_link_to_a_report_is_no_heading():
    assert [role for role, _ in shape("1. Fire\n\nReport WPCP/31/22 Pdf (219Kb)\n\nThe Clerk told of it.")] == [
        Role.HEADING,
        Role.STATEMENT,
    ]


def test_a_row_that_holds_what_the_panel_resolved_is_an_outcome_of_its_own():
    rows = ["Item\tVote\tDecision", "Boats\t9\tThat the report be noted.", "Lamps\t8\tDeferred to 4 May."]
    paper = from_text("\n".join([*rows, "Piers\t7\tRESOLVED that the pier be painted."]))
    outcomes = paper.of(Role.RESOLUTION)
    assert [paper.words(section) for section in outcomes] == [
        "Boats 9 That the report be noted.",
        "Piers 7 RESOLVED that the pier be painted.",
    ]
    assert len({section.block for section in outcomes}) == 2
    assert [section.label for section in paper.of(Role.TABLE_ROW)] == ["Lamps"]


def test_the_name_under_a_recommendation_is_not_recommended():
    paper = from_text("6. Recommendation\n\n6.1 The Panel is asked to note it.\n\nAnn Hale\n\nCommissioner for Holt\n")
    assert [section.headings for section in paper.sections[-2:]] == [(), ()]


def test_a_sentence_in_which_one_speaks_and_another_promises_is_of_both():
    words = "The Commissioner gave an example and Mrs G Lee, Chief Executive, agreed to come back with an update."
    paper = from_text(f"Minutes\n\n{words} The matter was urgent.\n")
    told = [(one.speaker, one.undertaking) for section in paper.sections for one in section.sentences]
    assert ("The Commissioner and Mrs G Lee", True) in told


LETTERED = "Alternatives considered:\n\nA. To mend both buildings, at £6m.\n\nB. To build one station alone, at £8m.\n"
HEARING = (
    "Report\n\n6.3 The Panel RECOMMENDS, by five votes to two:\n\n(a) that Ann Brook be appointed;\n\n"
    "(b) that the reason be published.\n\n6.4 The meeting closed.\n"
)
STOPPED = (
    "Minutes\n\n14. Minutes of the previous meeting.\n\nThey were confirmed.\n\n15. Announcements.\n\nNone came.\n\n"
    "16. Mental Health and Hospital Waits.\n\nThe Clerk gave the figures.\n\nRESOLVED:\n\n(a) That they be noted;\n"
)


def test_alternatives_counted_by_letters_under_a_colon_are_a_list():
    assert shape(LETTERED)[1:] == [(Role.LIST_ITEM, "A."), (Role.LIST_ITEM, "B.")]


def test_what_a_panel_recommends_after_a_hearing_is_its_outcome():
    assert limbs(HEARING) == ["(a) that Ann Brook be appointed;", "(b) that the reason be published."]
    letter = "Letter\n\n1. The Panel RECOMMENDS that the appointment be made.\n\n2. It was told of the survey.\n"
    assert limbs(letter) == ["1. The Panel RECOMMENDS that the appointment be made."]


def test_what_a_panel_recommends_in_a_limb_is_that_limb():
    text = "Minutes\n\nRESOLVED that:\n\na) The report is noted;\n\nb) The Panel recommends that drones be bought.\n"
    blocks = {section.block for section in from_text(text).of(Role.RESOLUTION)}
    assert (len(limbs(text)), len(blocks)) == (2, 1)


def test_an_outcome_with_a_list_of_its_reasons_is_an_outcome_all_the_same():
    told = (
        "Report\n\nThe Panel recommends that Mr Lee be appointed. It noted in particular:\n\n1. his experience; and\n\n"
    )
    assert limbs(f"{told}2. his readiness.\n")[0].startswith("The Panel recommends that Mr Lee be appointed.")


def test_numbered_headings_with_a_full_stop_are_headings_where_a_paper_has_several():
    found = [section.headings[-1:] for section in from_text(STOPPED).sections if section.role is Role.RESOLUTION]
    assert found == [("16. Mental Health and Hospital Waits.",)]
    letter = (
        "Letter\n\n1. We write to you.\n\nIt is long.\n\n2. " + "We met and spoke of it at length. " * 4 + "\n\nSo.\n"
    )
    assert Role.HEADING not in [role for role, number in shape(letter) if number]


def test_a_recommendation_that_begins_with_a_verb_keeps_its_number():
    numbers = [number for _, number in shape("Recommendations\n\n6.1 to note the report;\n6.2 to agree the plan.\n")]
    assert numbers == [None, "6.1", "6.2"]


def test_a_list_that_ends_a_paper_is_no_row_of_headings():
    note = "# Note\n\nIt was brief.\n\n## Things to be sent\n\n1. Business case (Ms Lee)\n2. Dates (Mr Ode)\n"
    last = from_text(note).sections[-2:]
    assert [(one.role, one.headings[-1]) for one in last] == [(Role.LIST_ITEM, "Things to be sent")] * 2


def test_an_outcome_behind_a_label_is_an_outcome_with_every_limb():
    text = "Item: 5. Vetting\n\nDecision: RESOLVED that:\n\n(a) the report be noted;\n\n(b) it come back in May.\n"
    assert limbs(text) == ["(a) the report be noted;", "(b) it come back in May."]
