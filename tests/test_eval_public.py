"""A public data set is read with care, cut and searched as papers are, and measured side by side."""

import json
from functools import partial
from pathlib import Path

import pytest

from corpus.errors import PanelqaError
from corpus.papers import Access, Role, Span
from corpus.sentences import sentences
from eval.bench.llama_baseline import embedding_by
from eval.bench.recall_peers import llama_index
from eval.measures import Better, Score, retrieval
from eval.peers import bm25_alone, hybrid, minilm_alone
from eval.public import Asked, compared, measure, report
from eval.public_data import Place, PublicQuestion, read_dataset, whole_papers
from eval.public_index import open_dataset, to_entry
from eval.public_sentences import Sentences
from eval.public_silence import asking, right_silence, separation
from eval.public_systems import BM25, LLAMA, MINILM, OURS, System, systems
from eval.public_tasks import Variant, Words, asked, first_of_each_paper, holds, topic, variants, words
from eval.trec import RUN
from index.search import Scope
from qa.answers import Found, Turn
from qa.ranker import load_ranker
from qa.settings import Settings
from tests.fakes_index import LetterEmbedder

DATA = Path(__file__).parents[2] / "shared" / "data"
BUSES = "The Chair: We come to buses. Ms Hale: Route nine will stop in May. It lost 40,000 pounds a year."
PARKS = "The Chair: Now the parks. Mr Dunn: The pond at Elm Green was dredged in April."
PAPERS = (
    {
        "doc_id": "buses",
        "title": "Committee on buses",
        "text": BUSES,
        "meta": {"turns": [["The Chair", 0, 28], ["Ms Hale", 29, len(BUSES)]]},
    },
    {
        "doc_id": "parks",
        "title": "Committee on parks",
        "text": PARKS,
        "meta": {"turns": [["The Chair", 0, 25], ["Mr Dunn", 26, len(PARKS)]]},
    },
)


def evidence(words, paper="buses", text=BUSES):
    """Return a stretch of a paper as the files name it."""
    start = text.index(words)
    return {"doc_id": paper, "char_start": start, "char_end": start + len(words), "text": words}


QUESTIONS = (
    {
        "qid": "q1",
        "query": "When will route nine stop?",
        "evidence": [evidence("Ms Hale: Route nine will stop in May. It lost 40,000 pounds a year.")],
        "sentence_evidence": [{"answer_sentence": "In May.", "evidence": [evidence("Route nine will stop in May.")]}],
        "answerable": True,
        "meta": {},
    },
    {
        "qid": "q2",
        "query": "What was done at the pond?",
        "evidence": [evidence("The pond at Elm Green was dredged in April.", "parks", PARKS)],
        "answerable": True,
        "meta": {},
    },
)
CONVERSATION = (
    {
        "qid": "c1",
        "query": "And what did it lose?",
        "rewrite": "What did route nine lose?",
        "history": [
            {"speaker": "user", "text": "Hello"},
            {"speaker": "user", "text": "When will route nine stop?"},
            {"speaker": "agent", "text": "In May."},
        ],
        "evidence": [{"doc_id": "buses", "char_start": 0, "char_end": len(BUSES)}],
        "answerable": True,
        "label": "ANSWERABLE",
    },
    {"qid": "c2", "query": "Who chairs the council?", "evidence": [], "answerable": False, "label": "UNANSWERABLE"},
    {"qid": "c3", "query": "Thank you!", "evidence": [], "answerable": False, "label": "CONVERSATIONAL"},
)


def put(folder, *, papers=PAPERS, questions=QUESTIONS):
    """Write a data set; a line is a dict, or a string as it stands."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in (("corpus.jsonl", papers), ("queries.jsonl", questions)):
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def shelf(tmp_path):
    """The two papers, opened with an embedder that counts first letters."""
    dataset = read_dataset(put(tmp_path / "set"))
    with open_dataset(dataset, home=tmp_path / "home", model=LetterEmbedder(), progress=quietly) as opened:
        yield opened


def quietly(stage, done, total):
    """Take progress and say nothing."""


def found(paper, start, end, *, score=0.0):
    return Found(passage=f"{paper}#{start}", paper=paper, file=paper, start=start, end=end, score=score)


def place(paper, start, end):
    return Place(paper=paper, span=Span(start=start, end=end))


# Reading


def test_papers_and_questions_are_read_as_they_stand(tmp_path):
    dataset = read_dataset(put(tmp_path / "tiny"))
    assert dataset.name == "tiny"
    assert [(paper.paper_id, paper.text) for paper in dataset.papers] == [("buses", BUSES), ("parks", PARKS)]
    assert [(one.speaker, one.span.start) for one in dataset.papers[0].speeches] == [("The Chair", 0), ("Ms Hale", 29)]
    question = dataset.questions[0]
    assert question.gold == (place("buses", 29, len(BUSES)),)
    assert [BUSES[one.span.start : one.span.end] for one in question.sentences] == ["Route nine will stop in May."]


def test_a_history_is_read_as_questions_with_what_was_answered(tmp_path):
    question = read_dataset(put(tmp_path, questions=CONVERSATION)).questions[0]
    assert question.history == (
        Turn(question="Hello", answer=""),
        Turn(question="When will route nine stop?", answer="In May."),
    )
    assert question.rewrite == "What did route nine lose?"


def without(row, name):
    return {key: value for key, value in row.items() if key != name}


@pytest.mark.parametrize(
    ("papers", "questions", "said"),
    [
        ((PAPERS[0], "{"), QUESTIONS, "corpus.jsonl line 2: Expecting property name"),
        (("[1]",), QUESTIONS, "corpus.jsonl line 1: not an object"),
        ((without(PAPERS[0], "title"),), QUESTIONS, "corpus.jsonl line 1: PaperLine without title"),
        ((PAPERS[0] | {"text": 3},), QUESTIONS, "corpus.jsonl line 1: text: 3 is not a str"),
        ((PAPERS[0] | {"text": " ", "meta": {}},), QUESTIONS, "corpus.jsonl line 1: the text is empty"),
        ((PAPERS[0], PAPERS[0]), QUESTIONS, "corpus.jsonl line 2: 'buses' is there twice"),
        ((PAPERS[0] | {"meta": {"turns": [["A", 0, 999]]}},), QUESTIONS, "line 1: a turn from 0 to 999 is outside"),
        ((PAPERS[0] | {"meta": {"turns": [["A", 0, 9], ["B", 5, 20]]}},), QUESTIONS, "the turns are not in order"),
        ((), QUESTIONS, "corpus.jsonl is empty"),
        (PAPERS, (QUESTIONS[0] | {"answerable": "yes"},), "queries.jsonl line 1: answerable: 'yes' is not a bool"),
        (PAPERS, (QUESTIONS[0], QUESTIONS[1] | {"evidence": []}), "queries.jsonl line 2: an answerable question with"),
        (PAPERS[:1], QUESTIONS, "queries.jsonl line 2: evidence is in 'parks', which is not in corpus.jsonl"),
        (
            PAPERS,
            (QUESTIONS[0] | {"evidence": [evidence("Ms Hale") | {"text": "Mr Hale"}]},),
            "queries.jsonl line 1: 'buses' does not hold 'Mr Hale' at 29",
        ),
        (PAPERS, (), "queries.jsonl is empty"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path, papers, questions, said):
    with pytest.raises(PanelqaError) as refused:
        read_dataset(put(tmp_path, papers=papers, questions=questions))
    assert said in str(refused.value)


@pytest.mark.parametrize("missing", ["corpus.jsonl", "queries.jsonl"])
def test_a_folder_without_one_of_the_two_files_is_refused(tmp_path, missing):
    (put(tmp_path) / missing).unlink()
    with pytest.raises(PanelqaError, match=f"{tmp_path.name} holds no {missing}: --dataset takes a folder with"):
        read_dataset(tmp_path)


def test_a_separator_of_lines_inside_a_text_is_no_end_of_line(tmp_path):
    text = "One.\u2028Two.\x85Three."
    row = json.dumps({"doc_id": "a", "title": "A", "text": text}, ensure_ascii=False)
    gold = {"doc_id": "a", "char_start": 0, "char_end": len(text)}
    questions = ({"qid": "q", "query": "What?", "evidence": [gold], "answerable": True},)
    assert read_dataset(put(tmp_path, papers=(row,), questions=questions)).papers[0].text == text


# Papers of a set as papers of ours


def test_a_transcript_is_cut_by_its_speeches_and_every_sentence_knows_its_speaker(tmp_path):
    paper = read_dataset(put(tmp_path)).papers[0]
    entry = to_entry(paper, key="k", count=lambda text: len(text.split()))
    assert [(one.speaker, one.role, BUSES[one.body : one.end]) for one in entry.sections] == [
        ("The Chair", Role.STATEMENT, "We come to buses."),
        ("Ms Hale", Role.STATEMENT, "Route nine will stop in May. It lost 40,000 pounds a year."),
    ]
    assert [passage.text for passage in entry.passages] == [BUSES[:28], BUSES[29:]]
    assert [BUSES[one.start : one.end] for one in entry.passages[1].sentences] == [
        "Route nine will stop in May.",
        "It lost 40,000 pounds a year.",
    ]
    assert entry.passages[1].context == "Committee on buses | Ms Hale"
    assert entry.paper.metadata.access.value is Access.PUBLIC


def test_a_set_is_indexed_once_and_again_when_a_paper_changes(tmp_path):
    model, home = LetterEmbedder(), tmp_path / "home"
    opening = partial(open_dataset, home=home, model=model, progress=quietly)
    names = []
    for papers in (PAPERS, PAPERS, (PAPERS[0] | {"title": "Another"}, PAPERS[1])):
        with opening(read_dataset(put(tmp_path / "set", papers=papers))) as opened:
            names.append(opened.collection.generation)
    assert names == ["gen-000001", "gen-000001", "gen-000002"]


# Those who are asked


def test_every_search_finds_the_pond_and_stays_within_the_paper_that_is_named(shelf):
    collection = shelf.collection
    searches = [
        hybrid(collection, k=9),
        bm25_alone(collection, k=9),
        minilm_alone(collection, embed=shelf.embed, k=9),
        llama_index(collection.papers(), model=embedding_by(shelf.embed), k=9),
    ]
    for search in searches:
        assert search("the pond at elm green was dredged in april")[0].paper == "parks"
        assert {one.paper for one in search("the pond and the route", within="buses")} == {"buses"}


def test_places_are_those_of_the_papers(shelf):
    for search in (
        hybrid(shelf.collection, k=9),
        llama_index(shelf.collection.papers(), model=embedding_by(shelf.embed), k=9),
    ):
        (first, *_) = search("pond dredged", within="parks")
        assert "The pond at Elm Green" in PARKS[first.start : first.end]


def test_sentences_are_ranked_by_words_and_by_meaning_and_out_of_pieces(shelf):
    ranked = Sentences(shelf.collection, embed=shelf.embed)
    pond = PARKS.index("The pond")
    assert ranked.by_words("the pond")[0].start == pond
    assert ranked.by_meaning("the pond at elm green was dredged in april")[0].start == pond
    within_buses = ranked.out_of(lambda *_, **__: [found("buses", 0, 60)])
    starts = [one.start for one in within_buses("the pond")]
    assert sorted(starts) == [one.start for one in sentences(BUSES, 11, 28)] + [BUSES.index("Route")]


# What is asked


def test_a_set_with_spans_is_asked_in_all_papers_and_in_the_right_one(tmp_path):
    dataset = read_dataset(put(tmp_path))
    assert [(one.name, one.inside) for one in variants(dataset)] == [("all papers", False), ("right paper", True)]
    inside = asked(dataset.questions[1], variants(dataset)[1])
    assert inside.scope == Scope(papers=frozenset({"parks"}))


def test_a_set_with_conversations_is_asked_with_and_without_them(tmp_path):
    dataset = read_dataset(put(tmp_path, questions=CONVERSATION))
    assert whole_papers(dataset)
    last, history, rewrite = variants(dataset)
    question = dataset.questions[0]
    assert [words(question, one) for one in (last, history, rewrite)] == [
        "And what did it lose?",
        "Hello When will route nine stop? And what did it lose?",
        "What did route nine lose?",
    ]
    assert (asked(question, last).history, asked(question, history).history) == ((), question.history)
    assert words(dataset.questions[1], rewrite) == "Who chairs the council?"  # nobody wrote it anew


def test_gold_is_found_where_half_of_the_shorter_is_shared():
    gold = place("a", 100, 200)
    assert holds(gold, found("a", 0, 150))  # half of the gold
    assert holds(gold, found("a", 90, 110))  # half of the piece
    assert not holds(gold, found("a", 0, 149))
    assert not holds(gold, found("b", 100, 200))


def test_a_gold_span_counts_once_however_many_pieces_lie_in_it():
    gold = [place("a", 0, 100), place("a", 500, 600)]
    pieces = [found("b", 0, 9), found("a", 0, 50), found("a", 50, 100), found("a", 490, 610)]
    ranked = topic("q", pieces, gold=gold, pieces=True)
    assert ranked.hits == ("b#0", "q/1", "a#50", "q/2")
    assert ranked.gold == (frozenset({"q/1"}), frozenset({"q/2"}))
    values = {score.name: score.mean for score in retrieval([ranked])}
    assert (values["recall@5"], values["RR"]) == (1.0, 0.5)


def test_a_piece_that_holds_two_gold_spans_stands_for_both():
    gold = [place("a", 0, 100), place("a", 100, 200)]
    assert topic("q", [found("a", 0, 200)], gold=gold, pieces=True).hits == ("q/1", "q/2")


def test_papers_are_ranked_by_the_best_piece_of_each():
    pieces = [found("b", 0, 9), found("a", 5, 9), found("b", 20, 30), found("a", 0, 4)]
    assert [one.passage for one in first_of_each_paper(pieces)] == ["b#0", "a#5"]
    ranked = topic("q", pieces, gold=[place("a", 0, 900), place("c", 0, 900)], pieces=False)
    assert (ranked.hits, ranked.gold) == (("b", "a"), (frozenset({"a"}), frozenset({"c"})))


# Silence


def silent_set(sure_of_answerable, sure_of_others):
    """Return questions and how sure somebody is of each."""
    rows = [(f"a{at}", True, sure) for at, sure in enumerate(sure_of_answerable)]
    rows += [(f"u{at}", False, sure) for at, sure in enumerate(sure_of_others)]
    questions = [
        PublicQuestion(
            qid=qid, text="?", history=(), rewrite=None, gold=(), sentences=(), answerable=answerable, label=""
        )
        for qid, answerable, _ in rows
    ]
    return {qid: sure for qid, _, sure in rows}, questions


def test_right_silence_is_taken_at_the_share_of_wrong_silence_that_is_allowed():
    sure, questions = silent_set([0.1, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.97, 0.99], [0.05, 0.3, 0.45])
    assert right_silence(sure, questions, wrong=0.04).values == (("u0", 1.0), ("u1", 0.0), ("u2", 0.0))
    assert right_silence(sure, questions, wrong=0.10).values == (("u0", 1.0), ("u1", 1.0), ("u2", 0.0))
    assert right_silence(sure, questions, wrong=0.20).mean == 1.0


def test_no_silence_is_won_where_confidences_are_alike():
    sure, questions = silent_set([0.5] * 10, [0.5])
    assert right_silence(sure, questions, wrong=0.10).mean == 0.0
    assert separation(sure, questions).mean == 0.5


def test_separation_is_the_area_under_the_roc_curve():
    sure, questions = silent_set([0.2, 0.6, 0.8, 0.9], [0.1, 0.7])
    assert separation(sure, questions).values == (("u0", 1.0), ("u1", 0.5))


def test_thanks_are_no_question(tmp_path):
    dataset = read_dataset(put(tmp_path, questions=CONVERSATION))
    assert [question.qid for question in asking(dataset.questions)] == ["c1", "c2"]


# Side by side


def test_ours_is_held_against_the_best_of_the_others():
    def scored(system, *values):
        rows = tuple((f"q{at}", value) for at, value in enumerate(values))
        score = Score(name="recall@5", group="retrieval", better=Better.HIGHER, values=rows)
        return Asked(variant="all papers", system=system, scores=(score,))

    (line,) = compared([scored("ours", 1.0, 1.0, 0.0), scored("one", 0.0, 0.0, 0.0), scored("two", 1.0, 0.0, 0.0)])
    assert (line.best, line.n) == ("two", 3)
    assert line.means == (("ours", 2 / 3), ("one", 0.0), ("two", 1 / 3))
    assert line.difference.mean == pytest.approx(1 / 3)
    assert line.difference.low <= 1 / 3 <= line.difference.high


def scripted(name, places, *, sure):
    """Return a system that finds the same places whatever it is asked."""
    return System(
        name=name,
        find=lambda *_: places,
        sentences=lambda *_: places,
        sure=lambda question, _: sure[question.qid],
    )


def test_spans_sentences_and_silence_are_measured_for_every_variant_that_has_them(tmp_path):
    spans = read_dataset(put(tmp_path / "spans"))
    route = found("buses", BUSES.index("Route"), BUSES.index(" It lost"))
    done = measure(spans, [scripted("one", [route], sure={})], progress=quietly)
    told = {one.variant: {score.name: score.mean for score in one.scores} for one in done}
    assert list(told) == ["all papers", "all papers, sentences", "right paper", "right paper, sentences"]
    assert (told["all papers"]["recall@5"], told["all papers, sentences"]["recall@5"]) == (0.5, 1.0)
    pages = read_dataset(put(tmp_path / "pages", questions=CONVERSATION))
    done = measure(pages, [scripted("one", [route], sure={"c1": 0.9, "c2": 0.1, "c3": 0.5})], progress=quietly)
    assert [one.variant for one in done] == [
        "last turn",
        "with history",
        "given rewrite",
        "last turn, silence",
        "with history, silence",
    ]
    assert [score.mean for score in done[0].scores] == [1.0, 1.0, 1.0, 1.0]
    assert [score.mean for score in done[-1].scores] == [1.0, 1.0, 1.0]


def test_four_systems_are_asked(shelf):
    found = systems(shelf, ranker=load_ranker())
    assert [one.name for one in found] == [OURS, BM25, MINILM, LLAMA]
    question = PublicQuestion(
        qid="q", text="What was done at the pond?", history=(), rewrite=None, gold=(place("parks", 0, 9),),
        sentences=(), answerable=True, label="",
    )  # fmt: skip
    inside = Variant(name="right paper", words=Words.LAST, inside=True)
    for system in found:
        assert {one.paper for one in system.find(question, inside)} == {"parks"}
        assert {one.paper for one in system.sentences(question, inside)} == {"parks"}
        assert system.sure(question, inside) > 0


def test_a_report_is_printed_and_kept(tmp_path, sample_home, capsys):
    home, out = tmp_path / "home", tmp_path / "out"
    (home / "cache").mkdir(parents=True)
    (home / "cache" / "models").symlink_to(sample_home / "cache" / "models")
    report(put(tmp_path / "tiny"), out, settings=Settings(home=home))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split("\t")[:5] == ["set", "asked", "measure", "n", OURS]
    assert lines[1].split("\t")[:5] == ["tiny", "all papers", "recall@5", "2", "1.000"]
    run = json.loads((out / "run.json").read_text("utf-8"))
    assert run["configuration"]["papers"].startswith("2 papers, ")
    assert run["lines"][0]["means"][0] == [OURS, 1.0]
    assert "q1 Q0 q1/1 1 " in (out / "all-papers" / "panelqa" / RUN).read_text("utf-8")
    assert (out / "right-paper-sentences" / "llamaindex-default" / RUN).exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(PanelqaError, match="cannot be made"):
        report(put(tmp_path / "set"), tmp_path / "file" / "out", settings=Settings(home=tmp_path / "home"))


# The real sets


def real(name):
    if not (DATA / name).is_dir():
        pytest.skip(f"the public data sets are not at {DATA}")
    return read_dataset(DATA / name)


@pytest.mark.slow
def test_the_committee_meetings_of_qmsum_are_read_whole():
    dataset = real("qmsum_committee")
    assert (len(dataset.papers), len(dataset.questions)) == (24, 284)
    assert all(paper.speeches for paper in dataset.papers)
    assert not whole_papers(dataset)
    assert sum(bool(question.sentences) for question in dataset.questions) == 278


@pytest.mark.slow
def test_the_government_pages_of_mtrag_are_read_whole():
    dataset = real("mtrag_govt")
    assert (len(dataset.papers), len(dataset.questions)) == (833, 214)
    assert whole_papers(dataset)
    assert sum(not question.answerable for question in asking(dataset.questions)) == 12


@pytest.mark.slow
def test_bm25_alone_reaches_on_the_meetings_what_it_reaches_elsewhere(tmp_path):
    dataset = real("qmsum_committee")
    with open_dataset(dataset, home=tmp_path, model=LetterEmbedder(), progress=quietly) as opened:
        search = bm25_alone(opened.collection, k=5)
        topics = [topic(one.qid, search(one.text), gold=one.gold, pieces=True) for one in dataset.questions]
    success = next(score for score in retrieval(topics) if score.name == "success@5")
    assert success.mean >= 0.767
