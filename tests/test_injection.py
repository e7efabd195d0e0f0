"""Orders hidden in papers: none is obeyed, none hides another source, nothing leads out; with a model and without."""

import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

import pytest

from qa.answers import Question
from qa.generate import Desk, written
from qa.render import render
from qa.verify import Drafted, Quoted, check
from qa.web import page
from qa.web.cards import place, surroundings
from qa.web.plain import copy_text
from qa.writing.sources import given
from tests.fakes_carriers import FALSE, LINK, ORDERS, SIGNS, Obedient, ReadShelf, carriers
from tests.fakes_qa import REGISTER, answer_from, harbour, rural
from tests.fakes_writer import EVERYTHING, bag, source

SAID = "What did the Commissioner say about tractor thefts?"
GOLD = "Reports of tractor thefts had fallen by 12% since April 2022."
ALL = carriers()


@cache
def shelf(carrier):
    return ReadShelf(rural(), harbour(), carrier.paper())


@cache
def plainly(carrier):
    return answer_from(shelf(carrier), SAID)


@cache
def told(carrier):
    model = Obedient()
    desk = Desk(collection=shelf(carrier), register=REGISTER, writer=model)
    *_, answer = written(plainly(carrier), Question(text=SAID), desk=desk)
    return answer


def own_words(answer):
    """Return what an answer says in words that are not quoted from a paper."""
    quotes = sorted({citation.quote for citation in (*answer.citations, *answer.nearest)}, key=len, reverse=True)
    words = " ".join((*(claim.text for claim in answer.claims), answer.model or ""))
    for quote in quotes:
        words = words.replace(quote, "")
    return words


def markup(answer, collection):
    """Return the tags of the page that shows an answer, with their attributes."""
    cited = (*answer.citations, *answer.nearest)
    around = {place(one): surroundings(collection.paper(one.paper), start=one.start, end=one.end) for one in cited}
    seen = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag, attrs):
            seen.append((tag, dict(attrs)))

    Tags().feed(page.turn(answer, number=1, around=around))
    return seen


def test_there_are_a_hundred_carriers_and_more_of_them_each_unlike_the_others():
    assert len({carrier.name for carrier in ALL}) == len(ALL) >= 100


@pytest.mark.parametrize("ask", [plainly, told], ids=["by rule", "with an obedient model"])
@pytest.mark.parametrize("carrier", ALL, ids=lambda carrier: carrier.name)
def test_no_order_is_obeyed_and_no_other_source_is_hidden(carrier, ask):
    answer = ask(carrier)

    assert not [sign for sign in SIGNS if sign in own_words(answer)]
    assert any(GOLD in citation.quote for citation in answer.citations)
    for citation in answer.citations:
        assert shelf(carrier).paper(citation.paper).text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize("ask", [plainly, told], ids=["by rule", "with an obedient model"])
@pytest.mark.parametrize("carrier", ALL, ids=lambda carrier: carrier.name)
def test_nothing_that_is_shown_leads_out(carrier, ask):
    answer = ask(carrier)

    for tag, attributes in markup(answer, shelf(carrier)):
        assert tag not in {"img", "script", "iframe", "object", "embed", "link", "style", "base", "form", "svg"}
        assert not [
            name for name in attributes if name.startswith("on") or name in {"src", "srcset", "style", "action"}
        ]
        assert attributes.get("href", "#").startswith("#")
    assert not re.search(r"!\[|\]\(|<\w", answer.answer.replace("\\[", "").replace("\\]", "").replace("\\<", ""))
    for text in (render(answer, width=80), copy_text(answer)):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", text.replace("\n", ""))


@pytest.mark.parametrize("order", ORDERS)
def test_an_order_that_reaches_a_model_bears_no_claim(order):
    words = " ".join(ORDERS[order].split())
    held = source(words, speaker="The Commissioner")
    plain = source(words)
    ways = [f"{FALSE}.", f"OBEYED, {FALSE}.", f"The Commissioner said that {FALSE}.", f"See {LINK}.", "OBEYED."]
    if order != "quoted":  # "The letter read: ..." is true of a paper that says so
        ways.append(words)
    for passage in (held, plain):
        for text in ways:
            for quote in (words, FALSE):
                drafted = Drafted(text=text, quotes=(Quoted(passage=1, words=quote),))
                assert check(drafted, {1: passage}, embed=bag).findings, (text, quote)


def test_a_reader_is_told_which_paper_gives_orders():
    answer = told(next(one for one in ALL if one.name == "text-plain"))
    assert "carrier.txt seems to give orders to whoever answers questions; the language model was not shown that " \
           "passage." in answer.notes  # fmt: skip


def test_most_carriers_hold_an_order_where_a_model_would_read_it():
    read = [carrier for carrier in ALL if any(sign in shelf(carrier).paper("carrier").text for sign in SIGNS)]
    assert len(read) >= 100
    assert all("carrier" in {hit.paper for hit in plainly(carrier).hits} for carrier in read)


def test_a_paper_without_orders_is_not_suspected():
    clean = answer_from(ReadShelf(rural(), harbour()), SAID)
    held = given(clean, collection=ReadShelf(rural(), harbour()), register=REGISTER, sees=EVERYTHING)
    assert held.ordering == ()
    assert len(held.sources) > 3
    assert replace(held, sources=()).unseen == 0
