"""A verbatim answer told by a language model: what is shown, what is kept, what happens when the model errs."""

import json
from dataclasses import replace

import pytest

from corpus.errors import Fault, WriterError
from corpus.papers import Access
from index.search import Scope
from index.store import Store
from qa.answers import AnswerStatus, Found, Question, Turn
from qa.assistant import Assistant
from qa.generate import LONGEST_REPLY, Desk, Stage, written
from qa.render import render
from qa.writing.prompting import version
from tests.fakes_index import LetterEmbedder, collection
from tests.fakes_qa import REGISTER, RESOLUTION, Shelf, Written, answer_from, harbour, ranker, rural
from tests.fakes_writer import FakeWriter, claims, passages

SHELF = Shelf(rural(), harbour())
SAID = "What did the Commissioner say about tractor thefts?"
RESOLVED = "What did the panel resolve about the Rural Crime Update?"
QUOTE = "Reports of tractor thefts had fallen by 12% since April 2022"
TRUE = "The Commissioner said that reports of tractor thefts had fallen by 12% since April 2022."
FALSE = TRUE.replace("12%", "21%")


def tell(text, *replies, shelf=SHELF, history=(), **writer):
    """Return the verbatim answer, the answer as told by a model, the stages and the model."""
    question = Question(text=text, history=history)
    plain = answer_from(shelf, text, history=history)
    fake = FakeWriter(replies=list(replies), **writer)
    *stages, answer = written(plain, question, desk=Desk(collection=shelf, register=REGISTER, writer=fake))
    return plain, answer, stages, fake


def place_of(fake, words):
    """Return the number of the passage that the model was given these words in."""
    given = passages(fake.prompts[0])
    return next(number for number, lines in given.items() if any(words in line for _, line in lines))


def number_of(text, words, shelf=SHELF, **writer):
    """Return the number under which a model is given the passage with these words."""
    return place_of(tell(text, claims(), shelf=shelf, **writer)[3], words)


NUMBER = number_of(SAID, QUOTE)
GOOD = claims((TRUE, NUMBER, QUOTE))
BAD = claims((FALSE, NUMBER, QUOTE))


def test_a_claim_that_holds_is_shown_with_the_citation_that_bears_it():
    plain, answer, _, _ = tell(SAID, GOOD)

    assert (answer.mode, answer.model, answer.prompt) == ("generate", "fake-7b", version())
    assert [claim.text for claim in answer.claims] == [TRUE]
    (marker,) = answer.claims[0].citations
    cited = next(citation for citation in answer.citations if citation.marker == marker)
    assert QUOTE in cited.quote
    assert answer.answer == f"{TRUE} [{marker}]"
    assert answer.citations[: len(plain.citations)] == plain.citations


def test_the_stages_are_told_in_order_and_only_checked_words_come_after_them():
    _, answer, stages, _ = tell(SAID, ["", GOOD[:40], "", GOOD[40:]])
    assert stages == [Stage.READING, Stage.WRITING, Stage.WRITING, Stage.WRITING, Stage.WRITING, Stage.CHECKING]
    assert [claim.text for claim in answer.claims] == [TRUE]


def test_what_does_not_hold_is_asked_again_once_and_the_corrected_claim_is_shown():
    _, answer, stages, fake = tell(SAID, BAD, GOOD)

    assert Stage.AGAIN in stages
    assert len(fake.prompts) == 2
    assert "- (number: 21%" in fake.prompts[1].user
    assert FALSE in fake.prompts[1].user
    assert fake.prompts[1].user.startswith(fake.prompts[0].user)
    assert [claim.text for claim in answer.claims] == [TRUE]
    assert not [note for note in answer.notes if "left out" in note.lower()]


def test_what_never_holds_is_not_shown_and_the_papers_own_words_are():
    plain, answer, _, fake = tell(SAID, BAD, BAD, BAD)

    assert len(fake.prompts) == 2
    assert (answer.mode, answer.model, answer.prompt) == ("extract", None, None)
    assert (answer.claims, answer.citations, answer.answer) == (plain.claims, plain.citations, plain.answer)
    assert answer.notes == (*plain.notes, "What the language model wrote is not shown: too little of it could be found "
                            "in the papers.")  # fmt: skip


def test_what_is_left_out_is_counted():
    more = "The Commissioner said that the rural team had recovered machinery worth £84,000."
    quote = "The rural team had recovered machinery worth £84,000"
    _, answer, _, _ = tell(
        SAID, claims((TRUE, NUMBER, QUOTE), (more, number_of(SAID, quote), quote), (FALSE, NUMBER, QUOTE)), claims()
    )
    assert [claim.text for claim in answer.claims] == [TRUE, more]
    assert (
        answer.notes[-1]
        == "Left out of what the language model wrote, because the papers do not bear it: one statement."
    )


def test_half_of_a_story_is_shown_and_less_is_not():
    others = [FALSE.replace("21", str(number)) for number in (31, 41)]
    half = tell(SAID, claims((TRUE, NUMBER, QUOTE), (FALSE, NUMBER, QUOTE)), claims())[1]
    less = tell(SAID, claims((TRUE, NUMBER, QUOTE), *((one, NUMBER, QUOTE) for one in others)), claims())[1]
    assert (half.mode, less.mode) == ("generate", "extract")


@pytest.mark.parametrize(
    "reply",
    [
        "Tractor thefts fell by 21%.",
        "",
        "[]",
        "{}",
        '{"claims": "none"}',
        '{"claims": [], "note": "obey"}',
        GOOD + GOOD,
        GOOD.replace('"text"', '"words"'),
        GOOD.replace(f'"passage": {NUMBER}', '"passage": true'),
        GOOD.replace(f'"passage": {NUMBER}', f'"passage": "{NUMBER}"'),
        GOOD.replace(f'"passage": {NUMBER}', '"passage": NaN'),
        GOOD[:-9],
        json.dumps({"claims": [json.loads(GOOD)["claims"][0]] * 9}),
        GOOD.replace('"quotes"', '"text": "twice", "quotes"'),
        '{"a":' * 3000,
        GOOD.replace("Commissioner", "\\ud800"),
    ],
    ids=range(16),
)
def test_what_is_not_the_form_asked_for_is_asked_again_and_never_shown(reply):
    plain, answer, _, fake = tell(SAID, reply, reply)
    assert len(fake.prompts) == 2
    assert "- (reply)" in fake.prompts[1].user
    assert (answer.mode, answer.claims) == ("extract", plain.claims)


@pytest.mark.parametrize(
    "reply",
    [
        f"Here is the answer:\n```json\n{GOOD}\n```\nI hope this helps.",
        f"<think>First I'd write {BAD}, but that is wrong.</think>{GOOD}",
        f"{{not json}} {GOOD}",
        json.dumps(json.loads(GOOD), indent=2),
    ],
    ids=["fenced", "thought", "braces", "indented"],
)
def test_text_around_the_claims_is_passed_over(reply):
    assert [claim.text for claim in tell(SAID, reply)[1].claims] == [TRUE]


@pytest.mark.parametrize("fault", Fault)
def test_a_model_that_does_not_deliver_leaves_the_verbatim_answer_and_a_note(fault):
    plain, answer, _, fake = tell(SAID, [GOOD[:30], WriterError(fault, "the language model cannot be reached")])
    assert (answer.claims, answer.citations, answer.mode) == (plain.claims, plain.citations, "extract")
    assert answer.notes[-1] == "Quoted from the papers by rule, because the language model cannot be reached."
    assert fake.closed == 1


def test_what_held_before_the_model_failed_is_kept():
    lost = WriterError(Fault.TIMED_OUT, "the language model took too long")
    _, answer, _, _ = tell(SAID, claims((TRUE, NUMBER, QUOTE), (FALSE, NUMBER, QUOTE)), lost)
    assert [claim.text for claim in answer.claims] == [TRUE]


def test_an_endless_reply_is_cut():
    plain, answer, stages, fake = tell(SAID, ["x" * 1000] * 100)
    assert stages.count(Stage.WRITING) == LONGEST_REPLY // 1000 + 1
    assert (answer.claims, fake.closed) == (plain.claims, 1)
    assert "did not come to an end" in answer.notes[-1]


def test_who_stops_waiting_lets_the_model_go():
    fake = FakeWriter(replies=[["", "", GOOD]])
    question = Question(text=SAID)
    steps = written(answer_from(SHELF, SAID), question, desk=Desk(collection=SHELF, register=REGISTER, writer=fake))
    assert [next(steps), next(steps)] == [Stage.READING, Stage.WRITING]
    steps.close()
    assert fake.closed == 1


def test_a_model_that_sees_no_answer_is_reported_beside_the_verbatim_one():
    plain, answer, _, fake = tell(SAID, claims())
    assert (answer.claims, len(fake.prompts)) == (plain.claims, 1)
    assert "saw no answer" in answer.notes[-1]


def test_silence_stays_silence_and_no_model_is_asked():
    text = "Are tractor thefts worse in spring?"
    silent = answer_from(SHELF, text, by=ranker(threshold=0.9))
    fake = FakeWriter(replies=[GOOD])
    steps = list(written(silent, Question(text=text), desk=Desk(collection=SHELF, register=REGISTER, writer=fake)))
    assert silent.status is AnswerStatus.NOT_FOUND
    assert (steps, fake.prompts) == ([silent], [])


def test_contact_details_stay_refused_and_no_model_is_asked():
    plain, answer, _, fake = tell("What is Cllr Brook's e-mail address?", GOOD)
    assert plain.status is AnswerStatus.REFUSED
    assert (answer, fake.prompts) == (plain, [])


# Outcomes


def test_an_outcome_stays_whole_and_verbatim_whatever_the_model_makes_of_it():
    plain, _, _, fake = tell(RESOLVED, claims())
    number = place_of(fake, "The Panel notes the Rural Crime Update.")
    retold = claims(("The Panel noted the Rural Crime Update.", number, "The Panel notes the Rural Crime Update"))

    _, answer, _, again = tell(RESOLVED, retold)

    assert "outcome: yes" in again.prompts[0].user
    assert [claim for claim in answer.claims if RESOLUTION in claim.text] == [plain.claims[0]]
    assert not [claim for claim in answer.claims if claim.text == "The Panel noted the Rural Crime Update."]
    assert len(again.prompts) == 1, "an outcome retold is no fault to be corrected"


def test_a_model_may_add_to_an_outcome_but_not_take_its_place():
    plain, _, _, fake = tell(RESOLVED, claims())
    number = place_of(fake, QUOTE)
    _, answer, _, _ = tell(RESOLVED, claims((TRUE, number, QUOTE)))
    assert answer.claims[: len(plain.claims)] == plain.claims
    assert [claim.text for claim in answer.claims[len(plain.claims) :]] == [TRUE]


def test_outcomes_that_are_not_quoted_are_not_given_to_the_model():
    _, _, _, fake = tell("How much machinery was recovered?", claims())
    assert "RESOLVED" not in fake.prompts[0].user
    assert "outcome: yes" not in fake.prompts[0].user


# What the model is given


def test_the_model_is_given_only_what_the_search_found():
    plain, _, _, fake = tell(SAID, claims())
    found = [SHELF.paper(hit.paper).text[hit.start : hit.end] for hit in plain.hits]
    found += [citation.quote for citation in plain.citations]
    for lines in passages(fake.prompts[0]).values():
        for _, sentence in lines:
            assert any(sentence in " ".join(text.split()) for text in found)


def test_a_claim_on_a_passage_that_was_not_quoted_adds_its_sentence_to_the_citations():
    quoted = answer_from(SHELF, SAID)
    plain = replace(quoted, citations=quoted.citations[:1], claims=quoted.claims[:1])
    passage = next(p for p in SHELF.passages("harbour") if "412 people" in p.text)
    hit = Found(
        passage=passage.passage_id, paper="harbour", file="harbour.txt", start=passage.start, end=passage.end, score=0.1
    )
    plain = replace(plain, hits=(hit,))
    fake = FakeWriter(replies=[claims(("The Centre saw 412 people in its first year.", 2, "saw 412 people"))])

    *_, answer = written(plain, Question(text=SAID), desk=Desk(collection=SHELF, register=REGISTER, writer=fake))

    added = answer.citations[1]
    assert (added.marker, added.paper) == (2, "harbour")
    assert SHELF.paper("harbour").text[added.start : added.end] == added.quote
    assert added.quote.endswith("The Centre saw 412 people in its first year.")
    assert answer.claims[0].citations == (2,)


def test_papers_that_the_model_may_not_see_are_not_sent_and_the_reader_is_told():
    shelf = Shelf(rural(access=Access.EXEMPT), harbour())
    public = frozenset({Access.PUBLIC})
    plain, answer, _, fake = tell(SAID, GOOD, shelf=shelf, sees=public)
    assert "tractor thefts had fallen" not in fake.prompts[0].user
    assert answer.citations == plain.citations
    assert "The language model was not shown papers that it may not see." in answer.notes


def test_private_contact_details_are_not_sent():
    text = "Rural Crime\n\n1.1 The Commissioner said that tractor thefts had fallen. Contact Ann Lee, 01632 960 001.\n"
    _, _, _, fake = tell(SAID, claims(), shelf=Shelf(Written(text, file="x.txt", panel="norfolk"), rural()))
    assert "01632" not in fake.prompts[0].user


def test_the_mark_of_an_exempt_paper_covers_what_the_model_adds():
    shelf = Shelf(rural(access=Access.EXEMPT), harbour())
    number = number_of(SAID, QUOTE, shelf=shelf)
    _, answer, _, _ = tell(SAID, claims((TRUE, number, QUOTE)), shelf=shelf)
    exempt = [f"[{one.marker}]" for one in answer.citations if one.access is Access.EXEMPT]
    assert f"Exempt paper: not for publication. See {', '.join(exempt)}." in answer.notes
    assert len([note for note in answer.notes if note.startswith("Exempt")]) == 1


def test_a_follow_up_comes_with_the_question_before_it():
    _, _, _, fake = tell("And what of tractors?", claims(), history=(Turn(question=SAID),))
    assert f"Earlier question: {SAID}" in fake.prompts[0].user


def test_the_time_that_writing_takes_is_part_of_the_answers():
    plain, answer, _, _ = tell(SAID, GOOD)
    assert answer.seconds.total >= plain.seconds.total
    assert answer.seconds.search == plain.seconds.search
    assert replace(answer, seconds=plain.seconds).to_json()["mode"] == "generate"


def test_the_scope_of_the_answer_is_untouched():
    plain, answer, _, _ = tell(SAID, GOOD)
    assert (answer.coverage, answer.hits, answer.index, answer.status) == (
        plain.coverage, plain.hits, plain.index, plain.status,
    )  # fmt: skip
    assert Scope() == Question(text=SAID).scope


# What shows it


def test_the_terminal_says_who_wrote_and_shows_what_each_claim_rests_on():
    plain, answer, _, _ = tell(SAID, GOOD)
    text = render(answer, width=None)
    assert "Written by fake-7b, checked against the papers." in text
    shown = " ".join(text.split())
    assert all(f"“{' '.join(citation.quote.split())}”" in shown for citation in answer.citations)
    assert "Written by" not in render(plain, width=None)


def test_what_a_claim_holds_is_no_markup_to_other_programs():
    signs = Written(
        "Rural Crime\n\n1.1 The team [see map](http://evil.example) recovered *ten* tractors in <b>May</b>.\n",
        file="signs.txt",
    )
    answer = answer_from(Shelf(signs), "How many tractors did the team recover?")
    assert "\\[see map\\](http:\\//evil.example) recovered \\*ten\\* tractors in \\<b\\>May\\</b\\>." in answer.answer


@pytest.fixture
def assistant(tmp_path):
    """Return the function that gives an assistant over five small papers, with a model or without."""
    store = Store(tmp_path / "home")
    store.commit(collection(), skipped=[], embedder=LetterEmbedder(), progress=lambda *_: None)
    return lambda writer: Assistant(store, LetterEmbedder(), register=REGISTER, ranker=ranker(), writer=writer)


def test_the_assistant_tells_its_stages_and_ends_with_the_answer(assistant):
    fake = FakeWriter(replies=[["", claims()]])
    question = Question(text="Who asked about rural crime?")

    steps = list(assistant(fake).stages(question))

    assert steps[:-1] == [Stage.SEARCHING, Stage.READING, Stage.WRITING, Stage.WRITING, Stage.CHECKING]
    assert "saw no answer" in steps[-1].notes[-1]
    assert assistant(fake).ask(question).claims == steps[-1].claims


def test_without_a_model_the_assistant_answers_as_ever(assistant):
    stage, answer = assistant(None).stages(Question(text="Who asked about rural crime?"))
    assert (stage, answer.mode, answer.model) == (Stage.SEARCHING, "extract", None)


def test_who_stops_the_assistant_lets_the_model_go(assistant):
    fake = FakeWriter(replies=[["", "", claims()]])
    steps = assistant(fake).stages(Question(text="Who asked about rural crime?"))
    assert [next(steps) for _ in range(3)] == [Stage.SEARCHING, Stage.READING, Stage.WRITING]
    steps.close()
    assert fake.closed == 1
