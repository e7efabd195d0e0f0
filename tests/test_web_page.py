"""Answers as HTML: what is shown, and that no word of a paper or a question can act as markup."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from corpus.papers import Access
from qa.answers import AnswerStatus, Claim
from qa.web import page
from qa.web.cards import REACH, Surroundings, card, place, surroundings
from qa.web.plain import copy_text, coverage_sentence
from tests.fakes_web import GRANT, MINUTES, PAPERS, RESOLUTION, SALE, answer, cite

SAFE_TAGS = {
    *("article", "section", "header", "footer", "div", "p", "span", "h2", "h3", "h4", "ul", "li", "a", "strong"),
    *("blockquote", "time", "details", "summary", "mark", "button", "pre"),
}


class Markup(HTMLParser):
    """Collects the elements and the text of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.marked = ""
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data
        self.marked += data if "mark" in self.open else ""

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def around(*quotes: str) -> dict[str, Surroundings]:
    found = {}
    for quote in quotes:
        cited = cite(quote)
        source = next(paper for paper in PAPERS if paper.paper_id == cited.paper)
        found[place(cited)] = surroundings(source, start=cited.start, end=cited.end)
    return found


def answered(*quotes: str, question: str = "What was resolved?"):
    cited = tuple(cite(quote, marker=marker) for marker, quote in enumerate(quotes, start=1))
    claims = tuple(Claim(text=quote.quote, citations=(quote.marker,)) for quote in cited)
    return answer(question, claims=claims, citations=cited)


def test_a_marker_points_to_the_card_of_its_citation():
    markup = Markup(page.turn(answered(RESOLUTION, GRANT), number=4, around={}))
    markers = [link for link in markup.all("a") if link.get("class") == "marker"]
    assert [link["data-card"] for link in markers] == ["source-4-1", "source-4-2"]
    assert [div["id"] for div in markup.all("div") if div.get("class") == "card"] == ["source-4-1", "source-4-2"]


def test_a_marker_without_a_citation_is_not_shown():
    bare = replace(answered(RESOLUTION), claims=(Claim(text="Agreed.", citations=(1, 9)),))
    assert "[9]" not in page.turn(bare, number=1, around={})


def test_the_opened_card_highlights_exactly_the_quotation():
    html = card(cite(RESOLUTION), ident="source-1-1", around=around(RESOLUTION), told=True)
    assert Markup(html).marked == RESOLUTION


def test_the_opened_card_shows_the_words_on_both_sides():
    start = MINUTES.index(RESOLUTION)
    shown = Markup(card(cite(RESOLUTION), ident="c", around=around(RESOLUTION), told=True)).text
    assert MINUTES[start - REACH : start + len(RESOLUTION) + REACH] in shown


def test_surroundings_are_cut_between_words_and_say_that_the_paper_goes_on():
    cited = cite(RESOLUTION)
    found = surroundings(PAPERS[0], start=cited.start, end=cited.end)
    assert found.more_before
    assert found.more_after
    assert MINUTES[cited.start - len(found.before) - 1].isspace()
    assert MINUTES[cited.end + len(found.after)].isspace()
    assert REACH <= len(found.before) <= REACH + 80


def test_surroundings_at_the_end_of_a_paper_stop_there():
    cited = cite(SALE)
    found = surroundings(PAPERS[2], start=cited.start, end=cited.end)
    assert (found.before, found.after) == ("Confidential item\n", "")
    assert not found.more_before
    assert not found.more_after


def test_the_closed_card_shows_the_quotation_unless_the_answer_does():
    told = page.turn(answered(RESOLUTION), number=1, around=around(RESOLUTION))
    summed_up = replace(answered(RESOLUTION), claims=(Claim(text="The precept was supported.", citations=(1,)),))
    assert "blockquote" not in told
    assert "blockquote" in page.turn(summed_up, number=1, around=around(RESOLUTION))


def test_a_card_says_where_the_words_stand():
    shown = " ".join(Markup(card(cite(RESOLUTION), ident="c", around={}, told=False)).text.split())
    assert "[1] Wexmere Police and Crime Panel, 4 February 2022" in shown
    assert "Minutes, resolutions (a) and (b), page 3" in shown
    assert "Approved" in shown


def test_a_card_says_what_is_not_known():
    shown = Markup(card(cite(GRANT), ident="c", around={}, told=False)).text
    assert "Estreham Police, Fire and Crime Panel (inferred), undated" in shown
    assert "said by the Commissioner" in shown
    assert "Access not stated" in shown


def test_a_card_without_a_panel_says_so():
    assert "Panel not stated" in card(replace(cite(GRANT), panel=None), ident="c", around={}, told=False)


def test_an_exempt_paper_is_marked_on_its_card():
    assert "Exempt: not for publication" in card(cite(SALE), ident="c", around={}, told=False)


def test_what_leads_in_to_a_quotation_stands_on_its_own_line():
    told = replace(answered(RESOLUTION), claims=(Claim(text=f"The panel’s decision: “{RESOLUTION}”", citations=(1,)),))
    html = page.turn(told, number=1, around=around(RESOLUTION))
    assert '<span class="claim__lead">The panel’s decision:</span> “RESOLVED that:' in html
    assert "blockquote" not in html


HOSTILE = [
    '<img src=x onerror="alert(1)">',
    "</details></article><script>alert(1)</script>",
    "![pixel](http://evil.example/p.png)",
    "[click](javascript:alert(1))",
    '"><a href="javascript:alert(1)">click</a>',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<!-- <b>",
    "${alert(1)} {{constructor.constructor('alert(1)')()}}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_the_words_of_a_paper_never_act_as_markup(text):
    hostile = replace(cite(GRANT), quote=text, panel=text, title=text, locator=text, speaker=text, file=text, url=text)
    beside = {place(hostile): Surroundings(before=text, after=text, more_before=True, more_after=True)}
    full = answer(
        text,
        AnswerStatus.PARTIAL,
        claims=(Claim(text=text, citations=(1,)),),
        citations=(hostile,),
        nearest=(hostile,),
        notes=(text,),
        model=text,
        index=text,
    )
    pages = [
        page.turn(full, number=1, around=beside),
        page.turn(answer(text, AnswerStatus.CLARIFY, answer=text), number=2, around={}),
        page.pending(text, number=3, doing=text),
        page.failure(text, number=4, message=text),
        page.notice(text),
    ]
    for html in pages:
        markup = Markup(html)
        assert {tag for tag, _ in markup.elements} <= SAFE_TAGS
        assert not [name for _, attributes in markup.elements for name in attributes if name.startswith("on")]
        assert not [link for link in markup.all("a") if not link["href"].startswith("#source-")]
        assert markup.open == []
    assert pages[0].count("<mark>") == 2
    assert text in Markup(pages[0]).marked


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "https:",
        "https://a b.example",
        "ftp://x.example",
        "[",
    ],
)
def test_only_web_addresses_become_links(url):
    assert "<a " not in card(replace(cite(RESOLUTION), url=url), ident="c", around={}, told=False)


def test_the_papers_own_address_is_a_link_that_tells_nobody_where_it_was_followed():
    (link,) = Markup(card(cite(RESOLUTION), ident="c", around={}, told=False)).all("a")
    assert link["href"] == "https://panel.example/minutes/2022?item=4&part=1"
    assert link["rel"] == "noopener noreferrer"


@pytest.mark.parametrize(
    ("status", "heading"),
    [
        (AnswerStatus.PARTIAL, "Part of an answer"),
        (AnswerStatus.NOT_FOUND, "The papers do not say"),
        (AnswerStatus.CLARIFY, "Which do you mean?"),
        (AnswerStatus.REFUSED, "This cannot be answered here"),
    ],
)
def test_what_is_not_an_answer_has_a_heading_and_a_sign_of_its_own(status, heading):
    html = page.turn(answer("Who?", status, answer="Say which panel."), number=1, around={})
    assert heading in Markup(html).text
    assert 'class="sign" aria-hidden="true"' in html
    assert f"answer--{status.value}" in html


def test_silence_says_what_was_searched_and_offers_the_nearest_as_no_answer():
    silent = answer("How many horses?", AnswerStatus.NOT_FOUND, nearest=(cite(GRANT),))
    shown = Markup(page.turn(silent, number=1, around={})).text
    assert "The papers do not say" in shown
    assert "Searched: 3 papers, from 4 February 2022 to 1 June 2023, 1 undated." in shown
    assert "Could not be read: scan.pdf (no text layer" in shown
    assert shown.index("Nearest, but not an answer") < shown.index("The Commissioner approved a grant")


def test_an_answer_does_not_offer_nearest_passages_when_there_are_none():
    assert "Nearest" not in page.turn(answered(RESOLUTION), number=1, around={})


def test_a_question_back_is_shown_in_full():
    asked_back = answer("Who?", AnswerStatus.CLARIFY, answer="Which panel?\n\nWexmere or Estreham?")
    shown = Markup(page.turn(asked_back, number=1, around={})).text
    assert "Which panel?" in shown
    assert "Wexmere or Estreham?" in shown


def test_every_answer_says_to_check_it_and_how_it_was_made():
    shown = Markup(page.turn(answered(RESOLUTION), number=1, around={})).text
    assert "Check against the source before you rely on it." in shown
    assert "Quoted by rule, no language model · index gen-000007 · 0.04 seconds" in shown


def test_a_written_answer_names_its_model_and_prompt():
    written = replace(answered(RESOLUTION), mode="generate", model="small-1", prompt="answer-3")
    assert page.how_made(written).startswith("Written by small-1, checked against the papers, prompt answer-3 · index")


def test_screen_readers_are_told_the_answer_and_the_number_of_sources():
    spoken = page.announcement(answered(RESOLUTION, GRANT))
    assert spoken.startswith("Answer. RESOLVED that: (a) the proposed precept")
    assert spoken.endswith("2 sources.")


def test_the_copy_holds_the_question_the_quotations_and_the_citations():
    copied = copy_text(answered(RESOLUTION))
    assert copied.startswith("Question: What was resolved?\n")
    assert f"[1] “{RESOLUTION}”\n" in copied
    assert "Wexmere Police and Crime Panel, 4 February 2022, Minutes, resolutions (a) and (b), page 3" in copied
    assert "https://panel.example/minutes/2022?item=4&part=1" in copied
    assert copied.endswith("Check against the source.")


def test_the_copy_keeps_the_mark_of_an_exempt_paper():
    assert "Exempt: not for publication" in copy_text(answered(SALE))


def test_a_public_paper_carries_no_mark():
    assert cite(RESOLUTION).access is Access.PUBLIC
    assert "Access" not in copy_text(answered(RESOLUTION))


def test_coverage_of_one_day_is_that_day():
    one = replace(answered(RESOLUTION).coverage, papers=1, last=None, first=None, undated=1, unread=())
    assert coverage_sentence(one) == "Searched: 1 paper, 1 undated."
