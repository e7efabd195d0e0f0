"""What happens when somebody asks: scope, conversation, limits and faults, without a browser."""

import datetime as dt

import pytest

from corpus.errors import ScopeError
from corpus.papers import Access, PaperKind
from qa.answers import Question
from qa.web import talk
from qa.web.access import OWNER, PUBLIC, Visitor
from qa.web.conversation import LONGEST, Conversation
from qa.web.narrow import Narrowed, first_day, last_day, scope
from tests.fakes_web import EXAMPLES, PAPERS, FakeDesk, answer, cite

STRANGER = Visitor(id="stranger:1", name=None, access=PUBLIC)
MEMBER = Visitor(id="session:1", name="Ada", access=frozenset(Access))
PRECEPT = "What did the Panel resolve on the precept?"


def ask(desk, text, *, form=None, conversation=None, visitor=OWNER):
    views = talk.ask(desk, text, form=form or Narrowed(), conversation=conversation or Conversation(), visitor=visitor)
    return list(views)


def test_the_question_is_shown_before_its_answer():
    first, last = ask(FakeDesk(), PRECEPT)
    assert "Looking in the papers" in first.shown
    assert "RESOLVED" not in first.shown
    assert "RESOLVED" in last.shown
    assert "data-pending" not in last.shown


def test_what_is_being_done_is_shown_once_and_nothing_of_an_answer_before_it_is_whole():
    class Writing(FakeDesk):
        def stages(self, question: Question):
            yield from ("The model is <writing>", "The model is <writing>", "Checking")
            yield self.ask(question)

    views = ask(Writing(), PRECEPT)
    assert ["&lt;writing&gt; …" in view.shown for view in views] == [False, True, True, False, False]
    assert views[2] is views[1]
    assert ["RESOLVED" in view.shown for view in views] == [False, False, False, False, True]
    assert [view.conversation.waiting for view in views] == [PRECEPT, PRECEPT, PRECEPT, PRECEPT, ""]


def test_whoever_stops_watching_stops_the_work():
    desk = FakeDesk()
    views = talk.ask(desk, "writing", form=Narrowed(), conversation=Conversation(), visitor=OWNER)
    shown = [next(views).shown for _ in range(3)]
    assert "writing" in shown[-1]
    assert not desk.stopped.is_set()
    views.close()
    assert desk.stopped.is_set()


def test_a_further_question_carries_the_conversation_and_stays_on_the_page():
    desk = FakeDesk()
    before = ask(desk, PRECEPT)[-1].conversation
    after = ask(desk, "Show me that again", conversation=before)[-1]
    assert [turn.question for turn in desk.asked[1].history] == [PRECEPT]
    assert "RESOLVED" in desk.asked[1].history[0].answer
    assert after.shown.index(PRECEPT) < after.shown.index("Show me that again")
    assert 'id="turn-1"' in after.shown
    assert 'id="turn-2"' in after.shown


def test_another_visitors_conversation_is_neither_shown_nor_passed_on():
    desk = FakeDesk()
    theirs = ask(desk, "What of the estate?", visitor=MEMBER)[-1].conversation
    mine = ask(desk, PRECEPT, conversation=theirs, visitor=STRANGER)
    assert desk.asked[1].history == ()
    assert not [view for view in mine if "Mill Lane" in view.shown or "estate" in view.shown]
    assert mine[-1].conversation.owner == STRANGER.id


def test_stopping_shows_nothing_of_another_visitors_conversation():
    theirs = ask(FakeDesk(), "What of the estate?", visitor=MEMBER)[0].conversation
    view = talk.interrupted(talk.STOPPED, conversation=theirs, visitor=STRANGER)
    assert (view.box, "estate" in view.shown) == ("", False)


def test_what_may_be_seen_comes_from_the_visitor():
    desk = FakeDesk()
    ask(desk, PRECEPT, visitor=STRANGER)
    ask(desk, PRECEPT, visitor=MEMBER)
    assert [question.scope.access for question in desk.asked] == [frozenset({Access.PUBLIC}), frozenset(Access)]


def test_a_stranger_learns_nothing_of_an_exempt_paper():
    shown = ask(FakeDesk(), "What of the estate?", visitor=STRANGER)[-1].shown
    assert "The papers do not say" in shown
    assert "1 paper," in shown
    assert "Mill Lane" not in shown


class LeakyDesk(FakeDesk):
    """Cites an exempt paper whoever asks."""

    def ask(self, question: Question):
        return answer(question.text, citations=(cite(PAPERS[2].text[-20:]),))


class ForgingDesk(FakeDesk):
    """Quotes what the paper does not say."""

    def ask(self, question: Question):
        cited = cite(PAPERS[0].text[:30])
        changed = type(cited)(**{name: getattr(cited, name) for name in cited.__slots__} | {"quote": "We agreed."})
        return answer(question.text, citations=(changed,))


@pytest.mark.parametrize(
    ("desk", "hidden"), [(LeakyDesk(), "1.2 million"), (ForgingDesk(), "We agreed")], ids=["not allowed", "not exact"]
)
def test_a_citation_that_may_not_be_shown_is_not_shown(desk, hidden):
    view = ask(desk, "What then?", visitor=STRANGER)[-1]
    assert "No answer was made" in view.shown
    assert hidden not in view.shown


def test_a_fault_of_ours_says_what_to_do_and_gives_the_question_back():
    view = ask(FakeDesk(), "please refuse")[-1]
    assert "Ask about one thing at a time." in view.shown
    assert view.box == "please refuse"
    assert view.conversation.exchanges == ()


def test_stopping_gives_the_question_back_and_keeps_the_conversation():
    desk = FakeDesk()
    before = ask(desk, PRECEPT)[-1].conversation
    waiting = ask(desk, "slower please", conversation=before)[0].conversation
    view = talk.interrupted(talk.STOPPED, conversation=waiting, visitor=OWNER)
    assert view.box == "slower please"
    assert "RESOLVED" in view.shown
    assert "data-pending" not in view.shown
    assert view.conversation.waiting == ""


def test_clearing_leaves_nothing():
    view = talk.clear(MEMBER)
    assert (view.shown, view.conversation.exchanges, view.conversation.owner) == ("", (), MEMBER.id)


@pytest.mark.parametrize("text", ["", "   \n "])
def test_no_question_is_asked_for(text):
    desk = FakeDesk()
    (view,) = ask(desk, text)
    assert "Type a question first" in view.notice
    assert desk.asked == []


def test_a_question_of_2000_characters_is_asked_and_one_of_2001_is_not():
    desk = FakeDesk()
    ask(desk, "x" * 2000)
    (view,) = ask(desk, "x" * 2001)
    assert [len(question.text) for question in desk.asked] == [2000]
    assert "The question is 1 characters too long: it may have 2,000." in view.notice
    assert view.box == "x" * 2001


def test_a_long_conversation_drops_its_oldest_turns_and_says_so():
    conversation = Conversation(owner=OWNER.id)
    for number in range(LONGEST + 2):
        conversation = conversation.with_answer(answer(f"Question {number}"), html=f"<p>{number}</p>")
    assert len(conversation.history) == LONGEST
    assert conversation.next_number == LONGEST + 3
    assert "2 earlier questions no longer shown." in conversation.html()


def test_the_page_opens_with_what_its_visitor_may_see():
    mine, public = talk.opening(FakeDesk(), OWNER), talk.opening(FakeDesk(), STRANGER)
    assert "3 papers, from 4 February 2022 to 1 June 2023, 1 undated." in mine.summary
    assert [ident for _, ident in mine.panels] == ["estreham", "secret-panel", "wexmere"]
    assert mine.examples == EXAMPLES
    assert "1 paper, of 4 February 2022." in public.summary
    assert [ident for _, ident in public.panels] == ["wexmere"]
    assert public.examples == ()


def test_a_stranger_gets_examples_when_every_paper_is_public():
    assert talk.opening(FakeDesk(loaded=PAPERS[:1]), STRANGER).examples == EXAMPLES


def test_without_papers_the_owner_is_told_what_to_type_and_a_stranger_to_sign_in():
    assert "panelqa index FOLDER" in talk.opening(FakeDesk(loaded=()), OWNER).summary
    assert "Sign in" in talk.opening(FakeDesk(loaded=PAPERS[1:]), STRANGER).summary
    assert talk.opening(FakeDesk(loaded=()), OWNER).examples == ()


def test_the_form_becomes_a_scope():
    form = Narrowed(panels=["wexmere"], since="2019", until="25/04/2022", kinds=["minutes", "unknown"])
    asked = scope(form, access=PUBLIC)
    assert asked.panels == frozenset({"wexmere"})
    assert (asked.since, asked.until) == (dt.date(2019, 1, 1), dt.date(2022, 4, 25))
    assert asked.kinds == frozenset({PaperKind.MINUTES, PaperKind.UNKNOWN})
    assert asked.access == PUBLIC


def test_an_empty_form_sets_no_limit():
    asked = scope(Narrowed(), access=PUBLIC)
    assert (asked.panels, asked.since, asked.until, asked.kinds) == (None, None, None, None)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2020", dt.date(2020, 1, 1), dt.date(2020, 12, 31)),
        ("Feb 2020", dt.date(2020, 2, 1), dt.date(2020, 2, 29)),
        ("25th April 2019", dt.date(2019, 4, 25), dt.date(2019, 4, 25)),
        ("25.4.2019", dt.date(2019, 4, 25), dt.date(2019, 4, 25)),
        (" 2019-04-25 ", dt.date(2019, 4, 25), dt.date(2019, 4, 25)),
    ],
)
def test_dates_are_read_as_people_write_them(typed, first, last):
    assert (first_day(typed), last_day(typed)) == (first, last)


@pytest.mark.parametrize("typed", ["soon", "31/02/2020", "0/4/2019", "13/13/2019", "2019/20", "0000", "25 Smarch 2019"])
def test_a_date_that_cannot_be_read_says_how_to_write_it(typed):
    with pytest.raises(ScopeError, match="write it as 25 April 2019"):
        first_day(typed)


def test_dates_the_wrong_way_round_are_not_asked():
    desk = FakeDesk()
    (view,) = ask(desk, PRECEPT, form=Narrowed(since="2022", until="2019"))
    assert "swap the two dates" in view.notice
    assert desk.asked == []


def test_a_kind_that_does_not_exist_is_refused():
    with pytest.raises(ScopeError, match="choose from the list"):
        scope(Narrowed(kinds=["poem"]), access=PUBLIC)
