"""How an outcome was decided stands with it, where the paper records it."""

from corpus.papers import Role
from qa.quotation import Quote
from qa.votes import fate_first, with_motion_votes, with_votes
from tests.fakes_qa import Shelf, Written, answer_from

LIMBS = "(a) that the report on wardens be noted; and\n\n(b) that four wardens be kept."
VOTED = """Minutes

Wardens

The Panel considered the report on wardens.

{before}

{lead}

(a) that the report on wardens be noted; and

(b) that four wardens be kept.

{after}

Drones

The Panel considered the report on drones.
"""


def decided(*, lead="RESOLVED:", before="It rained.", after="It rained again."):
    """Return what is quoted for the outcome of these minutes."""
    shelf = Shelf(Written(VOTED.format(lead=lead, before=before, after=after), file="minutes.txt", panel="norfolk"))
    paper, sections = shelf.paper("minutes"), shelf.sections("minutes")
    limbs = tuple(one for one in sections if one.role is Role.RESOLUTION and one.number)
    quote = Quote(
        paper=paper, start=limbs[0].start, end=limbs[-1].end, sections=limbs, speaker=None, probability=1.0
    )  # fmt: skip
    return [one.text for one in with_votes([quote], sections)]


def test_an_outcome_begins_at_its_opening_words_where_these_tell_the_vote():
    opening = "The Panel RESOLVED by nine votes to two, Councillor Hale abstaining:"

    assert decided(lead=opening) == [f"{opening}\n\n{LIMBS}"]


def test_where_no_vote_is_recorded_the_limbs_stand_alone():
    assert decided() == [LIMBS]


def test_a_vote_right_before_or_after_an_outcome_is_quoted_with_it():
    put = "On being put to the vote, nine Members were in favour and two against."

    assert decided(before=put) == [LIMBS, put]
    assert decided(after=put) == [LIMBS, put]


def test_several_votes_before_an_outcome_are_quoted_with_it():
    put = "A recorded vote was taken. Councillor Brook voted against.\n\nThe rest was carried without a vote."

    assert decided(before=f"It snowed.\n\n{put}") == [LIMBS, put]


def test_lines_of_votes_are_quoted_together():
    lines = "For: Councillors Hale and Lee (2)\n\nAgainst: Councillor Brook (1)\n\nAbstain (0)"

    assert decided(after=lines) == [LIMBS, lines]


def test_a_decision_is_answered_with_its_vote():
    opening = "The Panel RESOLVED by nine votes to two, Councillor Hale abstaining:"
    text = VOTED.format(lead=opening, before="It rained.", after="It rained again.")
    shelf = Shelf(Written(text, file="minutes.txt", panel="norfolk"))

    assert answer_from(shelf, "What did the panel resolve on wardens?").citations[0].quote.startswith(opening)


def test_a_motion_that_was_carried_is_given_with_the_outcome_that_follows_it():
    put = "Councillor Brook moved that four wardens be kept. The motion was carried by seven votes to three."
    shelf = Shelf(Written(VOTED.format(lead="RESOLVED:", before=put, after="It rained."), file="minutes.txt"))
    paper, sections = shelf.paper("minutes"), shelf.sections("minutes")
    own = next(one for one in sections if paper.text.startswith(put, one.start))
    quote = Quote(paper=paper, start=own.start, end=own.end, sections=(own,), speaker=None, probability=1.0)

    assert [one.text for one in with_motion_votes(quote, sections)] == [put, LIMBS]


def test_what_became_of_a_motion_comes_before_the_motion_where_that_is_asked():
    minutes = "Minutes\n\nCllr Hale moved that barns be sold.\n\nIt rained.\n\nThe motion was lost by one vote.\n"
    shelf = Shelf(Written(minutes, file="minutes.txt", panel="norfolk"))
    paper, (_, moved, _, lost) = shelf.paper("minutes"), shelf.sections("minutes")
    found = [
        Quote(paper=paper, start=one.start, end=one.end, sections=(one,), speaker=None, probability=1.0)
        for one in (moved, lost)
    ]

    assert fate_first(found, "What became of the motion on barns?") == found[::-1]
    assert fate_first(found, "Who made the motion on barns?") == found
