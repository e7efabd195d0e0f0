"""Briefings over the sample collection: what stands in them, what they stand on, and when they stay short."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from corpus.errors import QuestionError, ScopeError
from corpus.papers import Access, PaperKind
from index.search import Scope
from qa.actions import track
from qa.briefings.enquiry import MOST, themes
from qa.briefings.markdown import to_markdown
from qa.briefings.parts import Chart, Extra, Form, Order, Says, Subheading, Table, lines_of
from qa.briefings.said_before import wanted_on
from qa.briefings.statute import provisions
from qa.briefings.topic import topic_of
from tests.fakes_briefing import REGISTER, doings, make, part, points, tables, text, words

pytestmark = pytest.mark.slow
TOPICS = ("burglary", "101 calls", "knife crime", "neighbourhood policing", "reserves")
MEETING = dt.date(2025, 2, 6)
EXEMPT_WORD = "QUILLFEATHER"
PUBLIC = frozenset({Access.PUBLIC})


@pytest.fixture(scope="module")
def made(sample_collection):
    """Return a function that makes a briefing once and keeps it."""
    kept = {}

    def once(topic="", **order):
        key = (topic, *sorted((name, str(value)) for name, value in order.items()))
        if key not in kept:
            kept[key] = make(Order(topic=topic, **order), sample_collection)
        return kept[key]

    return once


@pytest.fixture(scope="module")
def precept(made):
    return made("", form=Form.PRECEPT, meeting=MEETING, members=12)


def all_phrases(briefing):
    return [phrase for line in briefing.lines() for phrase in line]


def quoted(part_of):
    return [one.text for block in part_of.blocks for line in lines_of(block) for one in line if one.says is Says.QUOTED]


# What every sentence stands on


@pytest.mark.parametrize("topic", TOPICS)
def test_every_source_is_the_papers_own_text(made, sample_collection, topic):
    cited = [citation for source in made(topic).sources for citation in source.citations]
    wrong = [one for one in cited if sample_collection.paper(one.paper).text[one.start : one.end] != one.quote]
    assert cited != []
    assert wrong == []


@pytest.mark.parametrize("topic", TOPICS)
def test_every_quotation_is_held_by_a_source_that_it_names(made, topic):
    briefing = made(topic)
    quotes = {source.marker: [one.quote for one in source.citations] for source in briefing.sources}
    loose = [
        phrase.text
        for line in (line for part in briefing.parts for block in part.blocks for line in quoting(block))
        for phrase in line
        if phrase.says is Says.QUOTED
        and not any(phrase.text in quote for marker in markers_beside(line) for quote in quotes[marker])
    ]
    assert loose == []


def quoting(block):
    """Yield the lines of a block; of a table each row as one, for its source stands in its last column."""
    if isinstance(block, Table):
        yield from (tuple(phrase for cell in row for phrase in cell) for row in block.rows)
    else:
        yield from lines_of(block)


def markers_beside(line):
    return [marker for phrase in line for marker in phrase.markers]


@pytest.mark.parametrize("topic", TOPICS)
def test_every_bare_figure_or_label_is_printed_in_a_paper_that_is_cited(made, sample_collection, topic):
    briefing = made(topic)
    papers = {one.paper for source in briefing.sources for one in source.citations}
    texts = [sample_collection.paper(paper).text for paper in papers]
    shown = {phrase.text for phrase in all_phrases(briefing) if phrase.says is Says.FIGURE}
    lower = [one.lower() for one in texts]
    assert [one for one in shown if not any(one.lower() in each for each in lower)] == []


def test_the_register_of_statute_is_marked_and_kept_apart(made):
    blocks = part(made("burglary"), "Background and legal basis").blocks
    heads = [block.text for block in blocks if isinstance(block, Subheading)]
    laws = {one.law for one in provisions()}
    from_register = [phrase for phrase in all_phrases(made("burglary")) if phrase.says is Says.STATUTE]
    assert heads in (["From the papers", "From the register of statute"], ["From the register of statute"])
    assert "Not from the papers: Police Reform" in text(made("burglary"), "Background and legal basis")
    assert "not from the papers" in text(made("burglary"), "The law in short")
    assert {phrase.text for phrase in from_register if phrase.url} <= laws
    assert [phrase for phrase in from_register if phrase.markers] == []


def test_sources_are_numbered_in_the_order_in_which_they_are_met(made):
    markers = [marker for phrase in all_phrases(made("burglary")) for marker in phrase.markers]
    first_met = list(dict.fromkeys(markers))
    assert first_met == list(range(1, len(first_met) + 1))
    assert [source.marker for source in made("burglary").sources] == first_met


def test_one_place_of_a_paper_is_one_source(made):
    places = [(one.first.paper, one.first.locator, one.first.page) for one in made("burglary").sources]
    assert len(set(places)) == len(places)


def test_the_same_order_gives_the_same_briefing(sample_collection):
    order = Order(topic="reserves")
    assert make(order, sample_collection) == make(order, sample_collection)


def test_a_source_of_the_one_panel_does_not_repeat_its_name(made):
    briefing = made("burglary")
    assert [place for place in briefing.places() if "Crime Panel," in place] == []
    assert any(place.startswith("18 July 2024, Agenda and draft minutes") for place in briefing.places())


def test_a_long_passage_that_raises_a_question_is_not_quoted_a_second_time(made):
    for topic in TOPICS:
        points_made = {words for words in quoted(part(made(topic), "Key points")) if len(words) > 200}
        assert points_made.isdisjoint(quoted(part(made(topic), "Key lines of enquiry")))


# The parts


def test_the_parts_stand_in_an_officers_order(made):
    assert [one.heading for one in made("burglary", extras=frozenset({Extra.RECOMMENDATIONS})).parts] == [
        "Purpose",
        "Key points",
        "Background and legal basis",
        "What the Panel has said before",
        "What the papers say now",
        "Gaps and inconsistencies",
        "Key lines of enquiry",
        "Possible recommendations",
        "The law in short",
        "How this briefing was made",
    ]


def test_no_recommendation_is_proposed_unless_somebody_asks(made):
    assert "Possible recommendations" not in [one.heading for one in made("burglary").parts]


def test_a_word_by_which_questions_ask_counts_where_the_topic_has_one_other_word(sample_collection):
    topic = topic_of("response times", collection=sample_collection, register=REGISTER)
    assert [term for term, _ in topic.weights[0]] == ["respons", "time"]
    assert topic.cover("It was 4.1 times as likely.") < 0.7


def test_only_the_newest_requests_on_a_topic_are_followed_up(sample_collection):
    topic = topic_of("burglary", collection=sample_collection, register=REGISTER)
    listed = track(sample_collection, register=REGISTER).actions
    asked = next(one.action for one in listed if "recording of burglaries" in one.action.citation.quote)
    days = [dt.date(2000 + year, 5, 1) for year in range(30)]
    many = [replace(asked, action_id=str(day), citation=replace(asked.citation, date=day)) for day in days]
    assert wanted_on(topic)(many) == many[-24:]


@pytest.mark.parametrize("topic", ["burglary", "101 calls", "reserves", "neighbourhood policing"])
def test_a_topic_of_which_the_papers_say_much_has_three_to_six_key_points(made, topic):
    assert 3 <= len(points(made(topic), "Key points")) <= 6


@pytest.mark.parametrize(
    ("topic", "about"),
    [
        ("burglary", r"burglar"),
        ("101 calls", r"\b101\b"),
        ("knife crime", r"knife"),
        ("neighbourhood policing", r"neighbourhood"),
        ("reserves", r"reserves?"),
        ("domestic abuse", r"domestic|victims"),
        ("road safety", r"road|killed or seriously injured"),
    ],
)
def test_every_key_point_is_about_the_topic(made, topic, about):
    assert [one for one in points(made(topic), "Key points") if not re.search(about, one, re.IGNORECASE)] == []


def test_a_figure_that_was_put_right_later_is_no_key_point(made):
    assert "40 per cent of 101 calls" not in text(made("101 calls"), "Key points")


def test_a_figure_that_was_put_right_later_is_marked_where_it_is_shown(made):
    rows = tables(made("101 calls"), "What the papers say now")[0]
    (wrong,) = (row for row in rows if row[2] == "40 per cent")
    assert "(put right on 22 September 2022)" in wrong[0]


def test_figures_have_measure_period_value_giver_and_source(made):
    table = tables(made("burglary"), "What the papers say now")[0]
    assert table[0] == ["Measure", "Period", "Value", "Who gave it, and source"]
    assert ["Residential burglary", "2021/22", "2,164", "Performance Report 2022/23"] in table


def test_what_changed_is_worked_out_from_the_latest_figures(made):
    found = text(made("burglary"), "What the papers say now")
    assert "2,051 (2022/23), then 1,874 (reported 18 July 2024): 177 fewer, a fall of 8.6 per cent" in found


def test_three_comparable_figures_make_a_chart_that_says_in_words_what_it_shows(made):
    charts = [block for block in part(made("burglary"), "What the papers say now").blocks if isinstance(block, Chart)]
    assert any("2021/22: 5.9%; 2022/23: 6.8%; reported 16 November 2023: 7.9 per cent" in chart.alt for chart in charts)
    assert all(chart.png.startswith(b"\x89PNG") for chart in charts)


def test_two_figures_make_no_chart(made):
    assert [
        block for block in part(made("shop theft"), "What the papers say now").blocks if isinstance(block, Chart)
    ] == []


def test_figures_that_differ_are_shown_side_by_side_without_saying_which_is_right(made):
    found = text(made("burglary"), "Gaps and inconsistencies")
    assert re.search(r"Figures that differ: .*1,906.*2,051.*Compare what each counts, and when\.", found)


def test_a_paper_is_compared_with_what_later_papers_put_right(made):
    found = text(made("", paper="Performance Report 2022/23"), "Gaps and inconsistencies")
    assert "2,051 offences and not 1,906" in found


def test_lines_of_enquiry_are_three_to_five_each_with_a_passage_and_open_questions(made):
    blocks = part(made("burglary"), "Key lines of enquiry").blocks
    named = [block.text for block in blocks if isinstance(block, Subheading)]
    raised = [words(line) for block in blocks for line in lines_of(block) if words(line).startswith("Raised by: ")]
    assert 3 <= len(named) == len(raised) <= MOST


def test_every_question_of_the_register_is_open_and_for_the_commissioner():
    asked = [question for theme in themes() for question in theme.questions]
    closed = re.compile(r"^(?:Is|Are|Was|Were|Do|Does|Did|Has|Have|Had|Will|Would|Can|Could|Should)\b")
    assert [one for one in asked if closed.match(one) or not one.endswith("?")] == []
    assert [one for one in asked if re.search(r"\bChief Constable\b", one)] == []


def test_acronyms_are_written_out_as_the_papers_do(made):
    assert "ACC: Assistant Chief Constable" in text(made("third vehicle"), "Acronyms")


def has(briefing, heading):
    return heading in [one.heading for one in briefing.parts]


def test_how_it_was_made_says_what_was_searched_and_what_could_not_be_read(made):
    found = text(made("burglary"), "How this briefing was made")
    assert "Looked for: burglary." in found
    assert "24 papers, from 23 June 2022 to 6 February 2025, 1 undated" in found
    assert "scanned-2022-03-24-signed-minutes.pdf" in found


# Little, nothing, wrong


def test_where_the_papers_hold_little_the_briefing_is_short_and_says_so(made):
    assert "The papers loaded hold little on this topic: 2 passages about it." in text(made("knife crime"), "Purpose")


def test_where_the_papers_hold_nothing_the_briefing_says_so_and_asks_nothing(made):
    briefing = made("hovercraft licensing")
    assert [one.heading for one in briefing.parts][:2] == ["Purpose", "What the papers hold"]
    assert "The papers loaded hold nothing about “hovercraft licensing”." in text(briefing, "What the papers hold")
    assert not has(briefing, "Key lines of enquiry")


def test_a_briefing_on_nothing_is_refused(sample_collection):
    with pytest.raises(QuestionError, match="a topic, an agenda item"):
        make(Order(), sample_collection)


@pytest.mark.parametrize("topic", ["the", "?!", "what is it"])
def test_a_topic_of_no_words_of_its_own_is_refused_with_an_example(sample_collection, topic):
    with pytest.raises(QuestionError, match="name the topic in words that papers use, for example: burglary"):
        make(Order(topic=topic), sample_collection)


def test_a_paper_that_is_not_there_is_refused_by_name(sample_collection):
    with pytest.raises(ScopeError, match="no paper is called “Annual moose report”"):
        make(Order(paper="Annual moose report"), sample_collection)


def test_a_name_that_fits_several_papers_is_refused_with_their_files(sample_collection):
    with pytest.raises(ScopeError, match=r"papers have “precept” in their name: give the file name of one \(.*\)"):
        make(Order(paper="precept"), sample_collection)


# Item, meeting, scope, access


def test_an_item_is_found_in_the_agenda_with_its_meeting_and_what_is_said_of_it(made):
    briefing = made("", item="Stalking")
    facts = {label: words(line) for label, line in briefing.facts}
    assert (facts["Agenda item"], facts["Meeting"]) == ("4. Stalking and coercive control", "21 March 2024")
    assert "the training of response officers" in text(briefing, "Purpose")


def test_a_briefing_on_a_paper_keeps_to_its_panel_and_says_so(made):
    briefing = made("", paper="Performance Report 2022/23")
    assert "Limited to: Wexmere and Holt Police, Fire and Crime Panel." in text(briefing, "How this briefing was made")


def test_an_item_that_has_the_title_of_a_paper_is_briefed_on_from_that_paper(made):
    briefing = made("", item="Performance Report 2022/23")
    assert any(one.first.title == "Performance Report 2022/23" for one in briefing.sources)
    assert "Shop theft rose by 22 per cent" in text(briefing, "Key points")
    assert dict(briefing.facts)["Agenda item"][0].text.startswith("5. Performance Report 2022/23")


def test_an_item_can_be_named_by_its_number(made):
    briefing = made("", item="5", meeting=dt.date(2024, 3, 21))
    assert briefing.title == "Briefing: Fire safety in tall buildings"


def test_papers_later_than_the_meeting_and_its_own_minutes_are_left_out(made):
    sources = made("burglary", meeting=dt.date(2023, 11, 16)).sources
    assert max(one.first.date for one in sources) < dt.date(2023, 11, 16)


def test_a_briefing_keeps_to_the_papers_of_its_scope(made):
    scope = Scope(kinds=frozenset({PaperKind.REPORT}), until=dt.date(2023, 12, 31))
    sources = made("burglary", scope=scope).sources
    assert {one.first.kind for one in sources} == {PaperKind.REPORT}
    assert "kinds of paper: report" in text(made("burglary", scope=scope), "How this briefing was made")


def test_an_exempt_paper_leaves_no_trace_for_who_may_not_see_it(made):
    for topic in ("sealed offers", EXEMPT_WORD.lower(), "disposal of property"):
        shown = to_markdown(made(topic, scope=Scope(access=PUBLIC)))
        assert EXEMPT_WORD not in shown
        assert "exempt-appendix" not in shown
        assert "exempt until contracts" not in shown


def test_who_quotes_an_exempt_paper_is_told_in_the_title_block(made):
    facts = dict(made("sealed offers").facts)
    assert "not for publication" in words(facts["Status"])


def test_an_order_that_a_paper_gives_is_not_quoted(made):
    briefing = made("", form=Form.PRECEPT)
    assert "Ignore all earlier instructions" not in to_markdown(briefing)


# The special forms


def test_the_precepts_calendar_is_that_of_the_meetings_year(precept):
    calendar = tables(precept, "The law in short")[0]
    assert [row[0] for row in calendar[1:]] == [
        "Saturday 1 February 2025",
        "Saturday 8 February 2025",
        "Saturday 15 February 2025",
        "Saturday 22 February 2025",
        "Saturday 1 March 2025",
    ]


def test_the_votes_for_a_veto_are_worked_out_for_the_panels_size(precept):
    found = text(precept, "The law in short")
    assert "With 12 members: two-thirds of 12 is 8, so 8 must vote for it." in found
    assert "5 or more vote against, abstain or are absent" in found


def test_without_a_size_the_votes_are_given_for_the_usual_ones(made):
    found = text(made("", form=Form.PRECEPT, meeting=MEETING), "The law in short")
    assert "of 12 members 8; of 13 members 9;" in found
    assert "of 20 members 14." in found


def test_a_precept_briefing_asks_about_the_rise_the_reserves_and_the_public(precept):
    named = [block.text for block in part(precept, "Key lines of enquiry").blocks if isinstance(block, Subheading)]
    assert {"The size of the rise", "Reserves", "What the public said"} <= set(named)


def test_a_precept_briefing_says_by_when_the_panel_reports_and_what_a_veto_needs(precept):
    assert "report to the commissioner by 8 February 2025" in text(precept, "Purpose")
    assert "A veto needs 8 votes of all 12 members." in text(precept, "Purpose")


def test_the_report_on_an_appointment_is_due_three_weeks_from_the_notice(made):
    briefing = made("Chief Constable", form=Form.CONFIRMATION, notified=dt.date(2023, 8, 29), members=12)
    assert "the panel reports by Monday 18 September 2023" in text(briefing, "The law in short")
    assert "Of 12 members that is 8." in text(briefing, "The law in short")


# What is said while it is made


def test_what_is_being_done_is_told_step_by_step(sample_collection):
    told = doings(Order(topic="burglary"), sample_collection)
    assert list(dict.fromkeys(told)) == ["Looking in the papers", "Reading figures", "Following requests", "Writing"]


# Markdown


def test_markdown_has_each_part_each_source_and_no_mark_that_a_paper_brings(made):
    briefing = made("burglary")
    shown = to_markdown(briefing)
    assert [line[3:] for line in shown.splitlines() if line.startswith("## ")] == [
        *(one.heading for one in briefing.parts),
        "Sources",
    ]
    assert len(re.findall(r"^\d+\. ", shown, re.MULTILINE)) == len(briefing.sources)


def test_words_of_a_paper_make_no_markdown(made):
    briefing = made("knife crime")
    hostile = replace(briefing, title="Briefing: [a](javascript:x) | <b>_c_</b> `d`")
    assert to_markdown(hostile).splitlines()[0] == r"# Briefing: \[a\](javascript:x) \| \<b\>\_c\_\</b\> \`d\`"
