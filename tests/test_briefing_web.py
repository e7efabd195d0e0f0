"""Briefings on the page and as files: the form as an order, the words as HTML, the files for whoever may see them."""

import datetime as dt
import re
from dataclasses import replace
from io import BytesIO

import pytest
from fastapi.testclient import TestClient
from starlette.datastructures import QueryParams

from corpus.errors import QuestionError, ScopeError
from corpus.papers import Access, PaperKind
from qa.briefings.form import Fields, order_of
from qa.briefings.parts import Extra, Form, Order
from qa.web import briefing_page
from qa.web.access import OWNER, Visitor, WebAccess, web_access
from qa.web.app import create_app
from qa.web.briefing_files import fields
from qa.web.briefing_talk import make
from qa.web.narrow import Narrowed
from qa.web.sign_in import add_user
from tests.fakes_briefing import CollectionDesk
from tests.fakes_briefing import make as made

pytestmark = pytest.mark.slow
HERE = "http://127.0.0.1:7860"
SHARED = "https://papers.example"
EVERYTHING = frozenset(Access)
PUBLIC = Visitor(id="stranger:1", name=None, access=frozenset({Access.PUBLIC}))
PASSWORD = "four plain short words"
EXEMPT_TOPIC, EXEMPT_WORDS = "sealed offers", "The offers are exempt until contracts have been exchanged"
DAY = dt.date(2025, 2, 20)


@pytest.fixture(scope="module")
def desk(sample_collection):
    return CollectionDesk(sample_collection)


@pytest.fixture(scope="module")
def client(desk):
    return TestClient(create_app(desk, access=WebAccess()), base_url=HERE, follow_redirects=False)


@pytest.fixture(scope="module")
def users(tmp_path_factory):
    path = tmp_path_factory.mktemp("users") / "users.jsonl"
    add_user(path, "Ada", PASSWORD)
    return path


@pytest.fixture
def shared(desk, users):
    access = web_access("0.0.0.0", users=users, names=frozenset({"papers.example"}))
    return TestClient(create_app(desk, access=access), base_url=SHARED, follow_redirects=False)


# The form


def test_a_form_is_an_order_within_what_the_asker_may_see():
    form = Fields(
        topic="  knife   crime ",
        form="precept",
        meeting="6 February 2025",
        members="12",
        extras=("recommendations",),
        narrowed=Narrowed(since="2023", kinds=("minutes",)),
    )
    order = order_of(form, access=PUBLIC.access)
    assert (order.topic, order.form, order.meeting, order.members) == (
        "knife crime",
        Form.PRECEPT,
        dt.date(2025, 2, 6),
        12,
    )
    assert order.extras == {Extra.RECOMMENDATIONS}
    assert (order.scope.since, order.scope.kinds) == (dt.date(2023, 1, 1), {PaperKind.MINUTES})
    assert order.scope.access == PUBLIC.access


def test_a_form_comes_back_whole_from_its_link():
    form = Fields(
        topic="a & b = c?",
        form="confirmation",
        item="5",
        paper="Report",
        meeting="2025-02-06",
        members="14",
        notified="1/2/2025",
        extras=["recommendations"],
        narrowed=Narrowed(panels=["kent"], since="2020", until="2024", kinds=["plan", "report"]),
    )
    assert fields(QueryParams(form.query())) == form


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"meeting": "February 2025"}, "not a whole date"),
        ({"meeting": "soon"}, "cannot be read"),
        ({"form": "poem"}, "form of briefing is not known"),
        ({"extras": ("veto",)}, "form of briefing is not known"),
    ],
)
def test_what_cannot_be_read_is_said(wrong, message):
    with pytest.raises(ScopeError, match=message):
        order_of(Fields(topic="x", **wrong), access=EVERYTHING)


@pytest.mark.parametrize("wrong", [{"members": "many"}, {"members": "3"}, {"topic": "x" * 301}])
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(QuestionError):
        order_of(Fields(**({"topic": "x"} | wrong)), access=EVERYTHING)


# The page


def test_steps_are_shown_before_the_briefing(desk):
    views = list(make(desk, Fields(topic="burglary"), visitor=OWNER, prepared=DAY))
    assert all("<progress" in view.shown for view in views[:-1])
    assert 'id="briefing-ready"' in views[-1].shown
    assert [view.notice for view in views if view.notice] == []


def test_an_order_that_cannot_be_made_is_answered_with_a_notice(desk):
    *_, view = make(desk, Fields(), visitor=OWNER, prepared=DAY)
    assert "Say what the briefing is about" in view.notice
    assert view.shown == ""


def test_every_marker_leads_to_a_source_that_is_there(desk):
    html = list(make(desk, Fields(topic="burglary"), visitor=OWNER, prepared=DAY))[-1].shown
    targets = set(re.findall(r'href="#(briefing-source-\d+)"', html))
    cards = set(re.findall(r'id="(briefing-source-\d+)"', html))
    assert targets == cards != set()


def test_tables_have_captions_and_heads_of_columns(desk):
    html = list(make(desk, Fields(topic="burglary"), visitor=OWNER, prepared=DAY))[-1].shown
    assert html.count("<table>") == html.count("<caption>") > 0
    assert re.findall(r"<th(?! scope=\"col\")", html.replace("<thead>", "")) == []


def test_every_picture_has_words_in_its_place(desk):
    html = list(make(desk, Fields(topic="burglary"), visitor=OWNER, prepared=DAY))[-1].shown
    assert re.findall(r'<img alt="Bar chart of [^"]+"', html) != []
    assert html.count("<img") == html.count('<img alt="Bar chart')


def test_words_are_escaped_wherever_they_stand(sample_collection):
    briefing = made(Order(topic="burglary"), sample_collection)
    hostile = replace(briefing, title='<script>alert("x")</script>')
    html = briefing_page.briefing(hostile, query='topic="><script>', around={})
    assert "<script" not in html


def test_a_stranger_sees_nothing_of_an_exempt_paper(desk):
    html = list(make(desk, Fields(topic=EXEMPT_TOPIC), visitor=PUBLIC, prepared=DAY))[-1].shown
    assert EXEMPT_WORDS not in html
    assert "exempt appendix" not in html


def test_the_owner_sees_it_marked(desk):
    html = list(make(desk, Fields(topic=EXEMPT_TOPIC), visitor=OWNER, prepared=DAY))[-1].shown
    assert "Exempt: not for publication" in html


# The files


def test_the_word_file_is_the_briefing_that_was_asked_for(client):
    docx = pytest.importorskip("docx")
    reply = client.get("/briefing.docx", params={"topic": "burglary"})
    assert reply.status_code == 200
    assert reply.headers["content-disposition"] == 'attachment; filename="briefing-burglary.docx"'
    assert docx.Document(BytesIO(reply.content)).paragraphs[0].text == "Briefing: burglary"


def test_the_markdown_file_is_never_kept_by_a_cache(client):
    reply = client.get("/briefing.md", params={"topic": "knife crime"})
    assert reply.text.startswith("# Briefing: knife crime\n")
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["x-content-type-options"] == "nosniff"


def test_a_link_that_says_nothing_is_answered_with_what_to_do(client):
    reply = client.get("/briefing.md")
    assert reply.status_code == 400
    assert "say what the briefing is about" in reply.text


def test_other_sites_cannot_read_a_file(client):
    reply = client.get("/briefing.md", params={"topic": "x"}, headers={"Origin": "https://evil.example"})
    assert reply.status_code == 403


def test_a_file_for_a_stranger_holds_public_papers_alone(shared):
    reply = shared.get("/briefing.md", params={"topic": EXEMPT_TOPIC})
    assert reply.status_code == 200
    assert EXEMPT_WORDS not in reply.text
    assert "exempt appendix" not in reply.text


def test_a_file_for_who_signed_in_holds_the_others_too(shared):
    signed = shared.post("/sign-in", data={"name": "Ada", "password": PASSWORD}, headers={"Origin": SHARED})
    assert signed.status_code == 303
    reply = shared.get("/briefing.md", params={"topic": EXEMPT_TOPIC})
    assert EXEMPT_WORDS in reply.text
