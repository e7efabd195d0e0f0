"""What became of an asking: later passages, statuses with their rule, access, corrections."""

import datetime as dt

import numpy as np
import pytest

from corpus.papers import Access
from index.search import EVERYTHING, Scope
from qa.actions import ActionStatus, Correction, Filters, Says, about, corrected, select, track
from qa.tracker.ties import FEATURES, Ties
from qa.tracker.trail import _compete
from tests.fakes_actions import minutes, report, the, tracked, words
from tests.fakes_qa import REGISTER, Shelf

ASKED = minutes(
    "The Commissioner spoke of badgers.\n\n"
    "RESOLVED that: a report on the theft of tractor parts be brought to the Panel in November 2023.",
    "2023-05-11",
)
FILLER = "The Panel considered the budget. Members spoke of buildings, lorries and the weather in March.\n\n"


def later(text, date="2023-11-16", **row):
    return minutes(FILLER + text, date, item="Other matters", **row)


def status_of(*written, scope=EVERYTHING):
    return the(tracked(ASKED, *written, scope=scope), "tractor parts")


def test_a_passage_that_brings_what_was_asked_for_answers_it():
    one = status_of(later("The report on the theft of tractor parts, as the Panel had asked in May, was presented."))
    assert one.status is ActionStatus.ANSWERED
    assert one.rule == "Said to be done, or brought, in the passage of 16 November 2023."
    assert "was presented" in one.found.basis.citation.quote
    assert one.found.basis.refers


def test_nothing_is_answered_without_a_passage_that_says_so():
    one = status_of(later("Members spoke again of the report on the theft of tractor parts, as asked in May."))
    assert one.status is ActionStatus.MENTIONED


def test_silence_says_how_far_was_looked():
    one = the(tracked(minutes("Cllr Ann Brook asked that maps be sent.", "2023-05-11"), later("The end.")), "maps")
    assert one.status is ActionStatus.SILENT
    assert one.rule == "No later mention in the papers loaded, up to 16 November 2023."


def test_what_is_past_its_day_is_overdue():
    one = status_of(later("The end.", "2024-02-01"))
    assert one.status is ActionStatus.OVERDUE
    assert one.rule.startswith("Due by 30 November 2023; the papers loaded go up to 1 February 2024")


def test_a_passage_that_says_not_yet_leaves_it_overdue():
    text = (
        "Cllr Brook noted that the report on the theft of tractor parts, asked for in May 2023, had not been received."
    )
    one = status_of(later(text, "2024-02-01"))
    assert (one.status, one.trail[0].says) == (ActionStatus.OVERDUE, Says.NOT_YET)


def test_a_deferral_moves_the_day():
    text = "The report on the theft of tractor parts, asked for in May 2023, was deferred to July 2024."
    one = status_of(later(text, "2024-02-01"))
    assert (one.status, one.trail[0].says) == (ActionStatus.MENTIONED, Says.DEFERRED)
    assert one.rule.endswith("It is due by 31 July 2024.")


def test_what_is_withdrawn_is_not_awaited_any_more():
    text = "The request of May 2023 for a report on the theft of tractor parts was withdrawn."
    assert status_of(later(text)).status is ActionStatus.WITHDRAWN


def test_what_was_declined_is_told():
    asked = minutes("RESOLVED that: the Commissioner be recommended to buy seven drones for wardens.", "2023-05-11")
    reply = later("The recommendation of May 2023 to buy seven drones for wardens was not accepted.")
    one = the(tracked(asked, reply), "seven drones")
    assert one.status is ActionStatus.MENTIONED
    assert "says that it was not accepted" in one.rule


def test_a_passage_that_refers_to_another_day_is_not_linked():
    one = status_of(later("The report on tractor parts that the Panel had asked for in January 2022 was presented."))
    assert one.trail == ()


def test_an_earlier_paper_is_never_a_later_passage():
    earlier = minutes("The report on the theft of tractor parts was presented.", "2023-01-05", name="earlier.txt")
    assert status_of(earlier).trail == ()


def test_another_panels_papers_are_not_looked_at():
    other = later(
        "The report on the theft of tractor parts, as the Panel had asked in May, was presented.", panel="essex"
    )
    assert status_of(other).trail == ()


def test_an_undated_asking_claims_no_order():
    asked = minutes("RESOLVED that: a report on hare coursing be brought.", None)
    one = the(tracked(asked, later("The report on hare coursing was presented.")), "hare coursing")
    assert (one.status, one.trail) == (ActionStatus.UNDATED, ())
    assert one.rule == "Its paper has no date: nothing can be said to be later."


def test_an_undated_paper_is_never_later():
    text = "The report on the theft of tractor parts, as the Panel had asked in May, was presented."
    assert status_of(later(text, None)).trail == ()


def test_undated_records_stand_last():
    found = tracked(minutes("RESOLVED that: a map be sent.", None), ASKED)
    assert [one.action.citation.date for one in found] == [dt.date(2023, 5, 11), None]


def test_trails_run_from_oldest_to_newest_and_count_from_one():
    first = later("The report on the theft of tractor parts, asked for in May 2023, was deferred to January 2024.")
    second = later("The report on the theft of tractor parts, asked for in May 2023, was presented.", "2024-02-01")
    one = status_of(second, first)
    assert [(m.citation.marker, m.citation.date.year) for m in one.trail] == [(1, 2023), (2, 2024)]


# Access


EXEMPT = later(
    "The report on the theft of tractor parts, as the Panel had asked in May, was presented.", access=Access.EXEMPT
)
PUBLIC = Scope(access=frozenset({Access.PUBLIC}))


def test_a_passage_of_an_exempt_paper_changes_nothing_for_those_who_may_not_see_it():
    with_it, without = status_of(EXEMPT, scope=PUBLIC), status_of(scope=PUBLIC)
    assert (with_it.status, with_it.rule, with_it.trail) == (without.status, without.rule, ())


def test_a_record_of_an_exempt_paper_is_neither_listed_nor_counted():
    secret = minutes("RESOLVED that: a report on the sale of Mill Lane be brought.", "2023-06-01", access=Access.EXEMPT)
    found = track(Shelf(ASKED, secret), register=REGISTER, scope=PUBLIC)
    assert [words(one) for one in found.actions if "Mill Lane" in words(one)] == []
    assert found.coverage.papers == 1


def test_a_note_on_a_record_of_an_exempt_paper_is_not_shown_to_those_who_may_not_see_it():
    secret = minutes("RESOLVED that: a report on the sale of Mill Lane be brought.", "2023-06-01", access=Access.EXEMPT)
    number = the(tracked(secret), "Mill Lane").action.action_id
    note = Correction(
        action_id=number,
        status=ActionStatus.ANSWERED,
        note="Sold.",
        by="Ann",
        at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
    )
    found = tracked(ASKED, secret, scope=PUBLIC, corrections={number: note})
    assert "Sold." not in " ".join(one.rule for one in found)


def test_until_shows_how_things_stood_on_that_day():
    done = later("The report on the theft of tractor parts, as the Panel had asked in May, was presented.")
    one = status_of(done, scope=Scope(until=dt.date(2023, 6, 30)))
    assert one.status is ActionStatus.SILENT


def test_since_says_when_something_was_asked_not_where_its_trail_is_looked_for():
    done = later("The report on the theft of tractor parts, as the Panel had asked in May, was presented.")
    assert status_of(done, scope=Scope(since=dt.date(2023, 5, 1))).status is ActionStatus.ANSWERED
    assert [words(one) for one in tracked(ASKED, done, scope=Scope(since=dt.date(2023, 6, 1)))] == []


# Choosing and correcting


def listed(*written):
    shelf = Shelf(*written)
    return track(shelf, register=REGISTER), shelf


def test_filters_choose_by_kind_status_period_panel_and_topic():
    found, shelf = listed(ASKED, minutes("Cllr Ann Brook asked that maps of badgers be sent.", "2023-09-01"))
    brook = the(found.actions, "maps").action

    def chosen(**filters):
        return [one.action for one in select(found, Filters(**filters), collection=shelf).actions]

    assert chosen(kinds=frozenset({brook.kind})) == [brook]
    assert chosen(statuses=frozenset({ActionStatus.ANSWERED})) == []
    assert chosen(since=dt.date(2023, 8, 1)) == [brook]
    assert chosen(until=dt.date(2023, 8, 1)) == [one.action for one in found.actions if one.action != brook]
    assert chosen(panels=frozenset({"essex"})) == []
    assert chosen(topic="maps of badgers") == [brook]


def test_what_is_followed_alone_stands_as_it_does_among_all():
    written = (ASKED, later("The report on the theft of tractor parts was presented, as asked in May 2023."))
    everything, shelf = listed(*written, minutes("Cllr Ann Brook asked that maps be sent.", "2023-06-01"))
    for one in everything.actions:
        alone = track(shelf, register=REGISTER, wanted=lambda _, own=one.action: [own])
        assert alone.actions == (one,)


def test_what_is_followed_alone_still_loses_a_passage_to_what_it_fits_better():
    written = (
        minutes(
            "RESOLVED that: a report on stolen lorries at night be sent to the Panel.", "2023-05-11", item="Lorries"
        ),
        minutes(
            "RESOLVED that: a report on stolen tractor parts be sent to the Panel.", "2023-05-11", name="parts.txt"
        ),
        later("The report on stolen tractor parts, asked for in May, was presented: lorries were used."),
    )
    everything, shelf = listed(*written)
    lorries = the(everything.actions, "lorries").action
    (alone,) = track(shelf, register=REGISTER, wanted=lambda _: [lorries]).actions
    assert alone.trail == ()


def test_what_is_about_a_topic_comes_best_first():
    found, shelf = listed(ASKED, minutes("Cllr Ann Brook asked that maps of badgers be sent.", "2023-09-01"))
    assert [words(one)[:15] for one in about(found, "maps of badgers", collection=shelf)] == ["Cllr Ann Brook "]
    assert about(found, "zebra crossings", collection=shelf) == ()


@pytest.mark.parametrize("status", [ActionStatus.ANSWERED, ActionStatus.WITHDRAWN])
def test_a_correction_takes_the_place_of_the_rule_and_says_who_and_when(status):
    found, _ = listed(ASKED)
    number = the(found.actions, "tractor parts").action.action_id
    at = dt.datetime(2024, 3, 5, 9, tzinfo=dt.UTC)
    kept = Correction(action_id=number, status=status, note="By e-mail.", by="Lorna Fisk", at=at)
    one = the(corrected(found, {number: kept}).actions, "tractor parts")
    assert (one.status, one.rule) == (status, "Set by hand by Lorna Fisk on 5 March 2024: By e-mail.")
    assert one.found.status is ActionStatus.SILENT


def test_a_report_can_answer_a_promise_of_its_author():
    promise = minutes("The Commissioner undertook to circulate a note on the leases of vans.", "2023-05-11")
    given = report(
        "Report\n\n1. Vans\n\n1.1 The note on the leases of vans, promised in May 2023, is attached.\n", "2023-09-01"
    )
    assert the(tracked(promise, given), "leases of vans").status is ActionStatus.ANSWERED


def test_what_one_row_of_a_list_of_actions_says_is_not_said_of_another():
    rows = (
        "### Outstanding actions\n\n| Ref. | Action | Owner | Asked for | State |\n|---|---|---|---|---|\n"
        "| R1/23 | Maps of badgers | Clerk | 11 May 2023 | Bid refused in November |\n"
        "| R2/23 | Theft of tractor parts | Commissioner | 11 May 2023 | Not received |\n"
    )
    one = the(tracked(ASKED, report(rows, "2023-11-16", file="actions.md")), "tractor parts")
    assert [(mention.says, words_of(mention)) for mention in one.trail] == [
        (Says.NOT_YET, "| R2/23 | Theft of tractor parts | Commissioner | 11 May 2023 | Not received |")
    ]


def words_of(mention):
    return " ".join(mention.citation.quote.split())


LISTED = minutes(
    "The Commissioner undertook to write to members on the theft of tractor parts. The Commissioner undertook to send "
    "a map of badgers.\n\nActions:\n\nR1/23 – The Clerk to send a map of badgers.\n\n"
    "R2/23 – The Commissioner to write to members on tractor parts.\n",
    "2023-05-11",
)
ANSWERS = minutes(
    "R1/23: it went out in June.\n\nR2/23: four Members had sat in on a talk instead, and the action was closed.",
    "2023-11-16",
    item="Matters arising",
)


@pytest.mark.parametrize("part", ["R2/23", "undertook to write"])
def test_an_asking_is_answered_under_its_code_also_where_it_was_first_told(part):
    one = the(tracked(LISTED, ANSWERS), part)
    assert [words_of(mention)[:6] for mention in one.trail] == ["R2/23:"]
    assert one.status is ActionStatus.ANSWERED


def test_what_stands_under_a_heading_answers_by_the_meeting_that_it_names():
    asked = minutes("RESOLVED that: a report on on-call crews be brought to the Panel.", "2023-05-11")
    given = minutes(
        "The Panel considered the report for which it had asked in May 2023.", "2024-03-16", item="On-call Crews"
    )
    assert the(tracked(asked, given), "on-call crews").status is ActionStatus.ANSWERED


def test_a_table_of_answers_is_read_letter_by_letter():
    limbs = "The Panel RESOLVED to recommend:\n\n(a) that lamps be mended;\n\n(b) that the Plan names its wardens.\n"
    rows = (
        "### Response to the Panel\n\n| Recommendation | Response |\n|---|---|\n"
        "| (a) Wardens and lamps in the Plan | Not accepted |\n| (b) Number of wardens in the Plan | Added |\n"
    )
    one = the(
        tracked(minutes(limbs, "2023-05-11"), report(rows, "2023-11-16", file="response.md")), "names its wardens"
    )
    assert [words_of(mention)[:5] for mention in one.trail] == ["| (b)"]


def test_the_title_of_a_report_that_comes_in_time_is_the_thing_asked_for():
    given = report(
        "# Theft of tractor parts\n\n## 1. Purpose\n\n1.1 This is it.\n",
        "2023-11-16",
        file="theft.md",
        title="Theft of tractor parts",
    )
    one = status_of(given)
    assert (one.status, words_of(one.trail[0])) == (ActionStatus.ANSWERED, "# Theft of tractor parts")


def test_words_that_a_paper_prints_twice_are_one_passage():
    told = "The report on the theft of tractor parts, as the Panel had asked in May, was presented."
    one = status_of(minutes(f"{told}\n\n{told}", "2023-11-16", item="Other matters"))
    assert [words_of(mention) for mention in one.trail] == [told]


def test_how_many_are_followed_up_is_told():
    told = []
    track(Shelf(ASKED, later("The end.")), register=REGISTER, progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 1)]


def test_names_of_those_who_take_part_tie_nothing():
    asked = minutes("RESOLVED that: a group be set up, with Dr Imogen Castrell and Cllr Piotr Wolniak.", "2023-05-11")
    told = later("Dr Imogen Castrell and Cllr Piotr Wolniak had visited the cells and had found them clean.")
    (one,) = (found for found in tracked(asked, told) if "group" in words(found))
    assert one.trail == ()


def test_a_passage_counts_for_the_two_items_that_it_fits_best_whatever_comes_between():
    items = ["Badgers", "Lorries", "Boats", "Badgers", "Lorries", "Boats", "Maps"]
    scores = [1.0, 2.0, 3.0, 9.0, 2.5, 8.0, 0.5]
    best = {}
    for number, (item, score) in enumerate(zip(items, scores, strict=True)):
        (one,) = tracked(minutes(f"Cllr Ann Brook asked that map {number} be sent.", "2023-05-11", item=item))
        values = np.zeros((1, len(FEATURES)), np.float32)
        _compete(best, one.action, Ties(places=np.array([7]), values=values, scores=np.array([score], np.float32)))
    assert sorted(best[7].items()) == [(("minutes-2023-05-11", "Badgers"), 9.0), (("minutes-2023-05-11", "Boats"), 8.0)]
