"""Answers with the real model and the shipped weights: over the sample collection, and over the five real papers."""

import re
from dataclasses import replace

import pytest

from corpus.panels import default_register
from corpus.papers import Access
from eval.curated import for_papers
from index.cross_encoder import open_cross_encoder
from index.embed import MINILM, open_embedder
from index.ingest import ingest
from index.search import Scope
from index.store import Store
from qa.answers import AnswerStatus, Question
from qa.ask import ask
from qa.extract import MAX_QUOTES
from qa.privacy import gives_contact, private_contacts
from qa.ranker import Ranker, load_ranker

pytestmark = pytest.mark.slow
REGISTER = default_register()
SILENT = (AnswerStatus.NOT_FOUND, AnswerStatus.REFUSED)


SHIPPED: list[Ranker] = []


@pytest.fixture(scope="module", autouse=True)
def shipped(sample_home):
    SHIPPED[:] = [replace(load_ranker(), reader=open_cross_encoder(cache=sample_home / "cache"))]


@pytest.fixture(scope="module")
def model(sample_home):
    return open_embedder(MINILM, cache=sample_home / "cache")


def opened(papers, home, model):
    store = Store(home)
    ingest([papers], store=store, open_model=lambda: model, register=REGISTER, access=None, progress=lambda *_: None)
    return store.open(model)


@pytest.fixture(scope="module")
def sample(sample_collection):
    return sample_collection


@pytest.fixture(scope="module")
def five(model, shared_papers, tmp_path_factory):
    with opened(shared_papers, tmp_path_factory.mktemp("five"), model) as collection:
        yield collection


def answer(text, collection, **scope):
    question = Question(text=text, scope=Scope(**scope))
    return ask(question, collection=collection, register=REGISTER, ranker=SHIPPED[0])


def places(told):
    """Return (file number, locator without what stands above it) of the citations, in order."""
    return [(citation.file[:3], citation.locator.split(", ")[0]) for citation in told.citations]


# The sample collection


def test_every_quotation_over_the_sample_is_exact(sample):
    asked = for_papers(sample.papers(), split="tune")[:30]
    assert len(asked) == 30

    for curated in asked:
        told = ask(curated.question, collection=sample, register=REGISTER, ranker=SHIPPED[0])
        assert len(told.citations) <= MAX_QUOTES or told.summary
        assert (
            bool(told.citations) == bool(told.claims) == (told.status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL))
        )
        for citation in (*told.citations, *told.nearest):
            paper = sample.paper(citation.paper)
            assert paper.text[citation.start : citation.end] == citation.quote
            assert citation.file in paper.files


def test_no_exempt_or_unlabelled_paper_of_the_sample_reaches_the_public(sample):
    public = frozenset({Access.PUBLIC})
    seen = {paper.paper_id for paper in sample.papers(Scope(access=public))}
    hidden = {paper.paper_id for paper in sample.papers()} - seen
    assert hidden

    for paper_id in sorted(hidden):
        told = answer(sample.paper(paper_id).metadata.title.value, sample, access=public)
        reached = {place.paper for place in (*told.citations, *told.nearest, *told.hits)}
        assert reached <= seen
        assert told.coverage.papers == len(seen)


def test_the_restricted_item_of_the_sample_is_not_found(sample):
    told = answer("What is MARROWSTONE-7720?", sample)

    assert told.status is AnswerStatus.NOT_FOUND
    assert "MARROW" not in str(told.to_json()).replace(told.question, "")


# The five real papers


def letters(quote):
    return re.findall(r"^[\s-]*(\(?[a-z]\))", quote, re.MULTILINE)


@pytest.mark.parametrize(
    ("question", "file", "limbs"),
    [
        ("What did the panel resolve about the Police, Fire and Crime Plan Delivery Update?", "000", "a) b) c)"),
        (
            "What resolutions did the Northamptonshire panel agree on the revised Police and Crime Plan in April 2019?",
            "001",
            "(a) (b) (c) (d) (e) (f)",
        ),
        ("What did the Leicestershire panel resolve on the draft Police and Crime Plan?", "003", "(a) (b)"),
    ],
)
def test_resolutions_are_given_first_and_whole(five, question, file, limbs):
    first = answer(question, five).citations[0]

    assert first.file.startswith(file)
    assert first.locator.startswith("resolutions ")
    assert " ".join(letters(first.quote)) == limbs


def test_the_seventeen_decision_records_are_one_list(five):
    first = answer("Which decision records did the commissioner take?", five).citations[0]

    assert (first.file[:3], first.locator) == ("002", "Decision Record 234 to Decision Record 250")
    assert re.findall(r"Decision Record (\d+)", first.quote) == [str(number) for number in range(234, 251)]


def test_the_funding_table_is_given_whole(five):
    told = answer("Set out all the rows of the MoJ grant funding table", five)

    rows = next(citation for citation in told.citations if citation.locator.startswith("table rows"))
    assert len([line for line in rows.quote.split("\n") if "£" in line]) == 8


@pytest.mark.parametrize(
    ("question", "file", "locator"),
    [
        ("What is decision record 244 about?", "002", "Decision Record 244"),
        ("What is the total of the Ministry of Justice grant funding?", "002", "table row TOTAL"),
        ("How much was the sexual violence uplift?", "002", "table row Sexual Violence Uplift"),
        ("How many families has the ACE Team helped?", "002", "2.4 Early Intervention"),
        ("Who was the decision maker in the Cumbria decision of 25 July 2024?", "004", "Decision Maker"),
        ("What did the panel request about the new Performance Pack?", "001", "resolutions (a) to (f)"),
    ],
)
def test_a_plain_question_is_answered_from_the_right_place(five, question, file, locator):
    told = answer(question, five)

    assert told.status is AnswerStatus.ANSWERED
    assert any(number == file and place.startswith(locator) for number, place in places(told)), places(told)


@pytest.mark.parametrize(
    ("question", "file", "speaker"),
    [
        ("What did Councillor Wendy Randall tell the meeting?", "000", "Councillor Wendy Randall"),
        ("What did Mr Blacha say about the response time?", "000", "Mr Craig Blacha"),
        ("What did the ACC say about the funding gap?", "003", "The ACC"),
        ("What did the commissioner agree to bring back about a dedicated Rape Team?", "004", "The Commissioner"),
        ("Who proposed sending a letter to the families?", "003", "Cllr Sood"),
    ],
)
def test_who_spoke_is_told(five, question, file, speaker):
    told = answer(question, five)

    assert (file, speaker) in [(citation.file[:3], citation.speaker) for citation in told.citations]


def test_an_undertaking_of_the_real_papers_is_no_resolution(five):
    told = answer("What did the commissioner agree to bring back about a dedicated Rape Team?", five)

    assert told.claims[0].text.startswith("Undertaken by the Commissioner: “")


@pytest.mark.parametrize(
    "question",
    [
        "What did the Kent panel resolve about the police and crime plan?",
        "What did the Northamptonshire panel resolve in 2016?",
        "What is Decision Record 261 about?",
        "Why did the panel approve the grant of £7.5m for drones?",
        "Why did the panel veto the precept?",
        "What is the recipe for apple crumble?",
        "What did the chief constable say about retail crime?",
    ],
)
def test_what_the_papers_do_not_say_is_not_found(five, question):
    told = answer(question, five)

    assert (told.status, told.citations, told.claims) == (AnswerStatus.NOT_FOUND, (), ())
    assert told.coverage.papers >= 3  # of the panel that is named, or all
    assert not re.search(r"\d", told.answer)


def test_the_authors_contact_is_refused(five):
    told = answer("What is the phone number of the report's author?", five)

    assert told.status is AnswerStatus.REFUSED
    assert not gives_contact(told.answer)


def test_the_authors_contact_is_in_no_answer(five):
    for question in ("Who wrote the report of April 2019?", "Author and contact details of the report", "Tel:"):
        told = answer(question, five)
        assert not any(private_contacts(place.quote) for place in (*told.citations, *told.nearest))
