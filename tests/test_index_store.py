"""Generations: what is committed is what is found, nothing is embedded twice, nothing of a removed paper stays."""

import datetime as dt
import json
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import CorruptError, MismatchError, NoIndexError, ScopeError, StorageError
from corpus.folder import Source
from corpus.papers import Access, Fact, Metadata, Paper, PaperKind, PaperStatus, Passage, Section, Span
from index import records
from index.disk import Disk
from index.search import EVERYTHING, Scope, Skipped
from index.store import Store
from tests.fakes_index import LetterEmbedder, collection, entry

SKIPPED = (
    Skipped(file="scan.pdf", reason="no text layer", access=Access.PUBLIC),
    Skipped(file="exempt.pdf", reason="encrypted", access=Access.EXEMPT),
)


def commit(store, entries, embedder, skipped=()):
    return store.commit(entries, skipped=skipped, embedder=embedder, progress=lambda *_: None)


@pytest.fixture
def embedder():
    return LetterEmbedder()


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "home", chunker="test-1")


@pytest.fixture
def opened(store, embedder):
    commit(store, collection(), embedder, SKIPPED)
    with store.open(embedder) as generation:
        yield generation


def found(generation, text, **scope):
    return [hit.passage.passage_id for hit in generation.search(text, k=99, scope=Scope(**scope))]


def test_what_was_committed_is_what_is_found(opened):
    first = opened.search("precept of £19.9m", k=3)[0]
    assert first.passage.passage_id == "norfolk-minutes#0"
    assert first.passage.text == "RESOLVED that the precept of £19.9m be supported"
    assert first.rank == 1
    assert first.lexical > 0


def test_hits_carry_both_scores_of_every_passage(opened, embedder):
    query = embedder.embed_query("rural precept")
    for hit in opened.search("rural precept", k=99):
        own = embedder.embed_query("\n" + hit.passage.text)
        assert hit.dense == pytest.approx(float(query @ own), abs=1e-5)
        assert (hit.lexical > 0) == any(word in hit.passage.text.lower() for word in ("rural", "precept"))


def test_ranks_count_from_one_and_scores_fall(opened):
    hits = opened.search("the precept", k=99)
    assert [hit.rank for hit in hits] == list(range(1, 10))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_the_same_question_gives_the_same_hits_after_a_rebuild(opened, embedder, tmp_path):
    other = Store(tmp_path / "other", chunker="test-1")
    commit(other, collection()[::-1], embedder)
    with other.open(embedder) as again:
        assert list(again.search("rural crime", k=99)) == list(opened.search("rural crime", k=99))


def test_papers_sections_and_passages_come_back_as_they_went_in(opened, store):
    entries = sorted(collection(), key=lambda item: item.paper.paper_id)
    assert list(opened.papers()) == [item.paper for item in entries]
    for item in entries:
        assert opened.paper(item.paper.paper_id) == item.paper
        assert opened.sections(item.paper.paper_id) == item.sections
        assert opened.passages(item.paper.paper_id) == item.passages
    assert store.entries() == entries
    assert store.keys() == {root: item.key for item in entries for root in item.roots}


def test_sentence_vectors_are_those_of_the_sentences(opened, embedder):
    passages = [*opened.passages("norfolk-minutes")[1:], *opened.passages("undated")]
    expected = embedder.embed([passage.text for passage in passages])
    assert opened.sentence_vectors(passages) == pytest.approx(expected, abs=1e-3)
    assert np.linalg.norm(opened.sentence_vectors(passages), axis=1) == pytest.approx(1, abs=1e-6)
    assert opened.sentence_vectors([]).shape == (0, 26)


def test_a_paper_that_is_not_there_is_an_error_that_names_it(opened):
    for ask in (opened.paper, opened.sections, opened.passages):
        with pytest.raises(ScopeError, match="nowhere"):
            ask("nowhere")


def test_unread_files_are_listed_as_far_as_access_admits(opened, store):
    assert [skip.file for skip in opened.skipped()] == ["exempt.pdf", "scan.pdf"]
    assert [skip.file for skip in opened.skipped(Scope(access=frozenset({Access.PUBLIC})))] == ["scan.pdf"]
    assert store.skipped() == sorted(SKIPPED, key=lambda skip: skip.file)


@pytest.mark.parametrize(
    ("scope", "papers"),
    [
        (Scope(panels=frozenset({"norfolk"})), {"norfolk-plan", "norfolk-minutes"}),
        (Scope(panels=frozenset()), set()),
        (Scope(since=dt.date(2021, 12, 16)), {"norfolk-minutes", "essex-report", "essex-exempt"}),
        (Scope(until=dt.date(2021, 12, 16)), {"norfolk-plan", "norfolk-minutes", "essex-report"}),
        (Scope(since=dt.date(2022, 2, 1)), set()),
        (Scope(kinds=frozenset({PaperKind.REPORT})), {"essex-report", "essex-exempt"}),
        (Scope(kinds=frozenset({PaperKind.UNKNOWN})), {"undated"}),
        (Scope(access=frozenset({Access.PUBLIC})), {"norfolk-plan", "norfolk-minutes"}),
        (Scope(access=frozenset({Access.UNKNOWN})), {"essex-report", "undated"}),
        (Scope(access=frozenset()), set()),
        (Scope(papers=frozenset({"undated", "nowhere"})), {"undated"}),
    ],
)
def test_a_scope_admits_its_papers_alone(opened, scope, papers):
    assert {paper.paper_id for paper in opened.papers(scope)} == papers
    assert {hit.passage.paper_id for hit in opened.search("the precept", k=99, scope=scope)} == papers


def inside(paper, scope):
    """Tell in plain words whether a paper is inside a scope."""
    known = paper.metadata
    return (
        (known.access.value or Access.UNKNOWN) in scope.access
        and (scope.panels is None or known.panel.value in scope.panels)
        and (scope.kinds is None or (known.kind.value or PaperKind.UNKNOWN) in scope.kinds)
        and (scope.papers is None or paper.paper_id in scope.papers)
        and (scope.since is None or (known.date.value is not None and known.date.value >= scope.since))
        and (scope.until is None or (known.date.value is not None and known.date.value <= scope.until))
    )


IDS = [item.paper.paper_id for item in collection()]
DATES = st.none() | st.dates(dt.date(2018, 1, 1), dt.date(2023, 1, 1))
SCOPES = st.builds(
    Scope,
    panels=st.none() | st.frozensets(st.sampled_from(["norfolk", "essex", "kent"])),
    since=DATES,
    until=DATES,
    kinds=st.none() | st.frozensets(st.sampled_from(list(PaperKind))),
    access=st.frozensets(st.sampled_from(list(Access))),
    papers=st.none() | st.frozensets(st.sampled_from(IDS)),
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    store, embedder = Store(tmp_path_factory.mktemp("home"), chunker="test-1"), LetterEmbedder()
    commit(store, collection(), embedder)
    with store.open(embedder) as generation:
        yield generation


@given(scope=SCOPES, text=st.sampled_from(["the precept", "rural crime", "secret", "zzz", ""]), k=st.integers(0, 12))
@settings(max_examples=150, deadline=None)
def test_search_never_leaves_its_scope_and_misses_nothing_in_it(shared, scope, text, k):
    admitted = {item.paper.paper_id for item in collection() if inside(item.paper, scope)}
    hits = shared.search(text, k=k, scope=scope)
    assert {hit.passage.paper_id for hit in hits} <= admitted
    assert {paper.paper_id for paper in shared.papers(scope)} == admitted
    passages = sum(len(item.passages) for item in collection() if item.paper.paper_id in admitted)
    assert len(hits) == min(k, passages)


def test_nothing_is_embedded_twice(store, embedder):
    first = commit(store, collection(), embedder)
    assert (first.embedded, first.cached) == (len(set(embedder.embedded)), 0)
    embedder.embedded.clear()
    second = commit(store, collection(), embedder)
    assert (second.embedded, second.cached, embedder.embedded) == (0, first.embedded, [])


def test_a_renamed_paper_is_not_embedded_again(store, embedder):
    commit(store, collection(), embedder)
    embedder.embedded.clear()
    renamed = [replace(item, roots=(f"renamed/{item.roots[0]}",)) for item in collection()]
    commit(store, renamed, embedder)
    assert embedder.embedded == []
    assert set(store.keys()) == {f"renamed/{item.roots[0]}" for item in collection()}


def test_of_a_changed_paper_only_the_new_words_are_embedded(store, embedder):
    commit(store, collection(), embedder)
    embedder.embedded.clear()
    changed = entry("undated", "The precept and rural crime were noted", "A new paragraph")
    commit(store, [*collection()[:-1], changed], embedder)
    assert sorted(embedder.embedded) == ["\nA new paragraph", "A new paragraph"]


def test_a_removed_paper_is_gone_from_everything(store, embedder, tmp_path):
    commit(store, collection(), embedder)
    commit(store, [item for item in collection() if item.paper.paper_id != "essex-exempt"], embedder)
    with store.open(embedder) as generation:
        assert "essex-exempt#0" not in found(generation, "The secret precept option is exempt")
        assert [paper.paper_id for paper in generation.papers()] == [
            "essex-report",
            "norfolk-minutes",
            "norfolk-plan",
            "undated",
        ]
        assert generation.idf("secret") == generation.idf("unheard")
        home = tmp_path / "home" / generation.generation
    for file in home.rglob("*"):
        assert not file.is_file() or b"secret" not in file.read_bytes()
    with sqlite3.connect(tmp_path / "home" / "cache" / "vectors.sqlite") as base:
        held = base.execute("SELECT count(*) FROM vectors").fetchone()[0]
    embedder.embedded.clear()
    commit(store, collection(), embedder)
    assert (held, embedder.embedded) == (
        16,
        ["\nThe secret precept option is exempt", "The secret precept option is exempt"],
    )


def test_a_damaged_vector_of_the_cache_is_embedded_again(store, embedder, tmp_path):
    commit(store, collection(), embedder)
    with sqlite3.connect(tmp_path / "home" / "cache" / "vectors.sqlite") as base:
        base.execute("UPDATE vectors SET vector = zeroblob(104) WHERE rowid = 3")
    embedder.embedded.clear()
    commit(store, collection(), embedder)
    assert len(embedder.embedded) == 1


def test_a_cache_that_is_no_database_is_begun_anew(store, embedder, tmp_path):
    (tmp_path / "home" / "cache").mkdir(parents=True)
    (tmp_path / "home" / "cache" / "vectors.sqlite").write_bytes(b"not a database, and long enough to tell" * 40)
    assert commit(store, collection(), embedder).embedded == 18


def test_a_cache_that_is_damaged_inside_is_told_with_what_to_do(store, embedder, tmp_path):
    commit(store, collection(), embedder)
    path = tmp_path / "home" / "cache" / "vectors.sqlite"
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * len(data[4096:])  # the header and the schema are left
    path.write_bytes(data)
    with pytest.raises(StorageError, match=r"vectors\.sqlite is damaged .* delete it and try again"):
        commit(store, collection(), embedder)
    path.unlink()
    assert commit(store, collection(), embedder).embedded == 18


def test_a_reader_keeps_its_generation_while_others_are_committed(store, embedder, tmp_path):
    commit(store, collection(), embedder)
    home = tmp_path / "home"
    with store.open(embedder) as reader:
        before = list(reader.search("rural crime", k=5))
        for _ in range(4):
            commit(store, collection()[:1], embedder)
        assert reader.generation == "gen-000001"
        assert list(reader.search("rural crime", k=5)) == before
        assert sorted(path.name for path in home.glob("gen-*")) == ["gen-000001", "gen-000004", "gen-000005"]
    commit(store, collection()[:1], embedder)
    assert sorted(path.name for path in home.glob("gen-*")) == ["gen-000005", "gen-000006"]


def test_threads_may_share_a_generation(opened):
    expected = list(opened.search("rural crime", k=5))
    wrong = []

    def ask():
        for _ in range(30):
            if list(opened.search("rural crime", k=5)) != expected or len(opened.papers()) != 5:
                wrong.append(True)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_closing_twice_is_no_error(store, embedder):
    commit(store, collection(), embedder)
    generation = store.open(embedder)
    generation.close()
    generation.close()


def test_without_an_index_the_command_that_makes_one_is_named(store, embedder):
    with pytest.raises(NoIndexError, match="panelqa index PATH"):
        store.open(embedder)
    assert (store.current(), store.keys(), store.entries(), store.skipped()) == (None, {}, [], [])


def test_an_empty_collection_can_be_committed_and_asked(store, embedder):
    commit(store, [], embedder, SKIPPED)
    with store.open(embedder) as generation:
        assert (list(generation.search("precept", k=5)), list(generation.papers())) == ([], [])
        assert list(generation.search("precept", k=5, scope=Scope(access=frozenset()))) == []
        assert len(generation.skipped()) == 2


@pytest.mark.parametrize(
    "other",
    [
        LetterEmbedder(name="other"),
        LetterEmbedder(revision="2"),
        LetterEmbedder(weights="f" * 64),
        LetterEmbedder(dimension=20),
    ],
    ids=["model", "revision", "weights", "dimension"],
)
def test_an_index_of_another_model_is_refused_with_both_named(store, embedder, other):
    commit(store, collection(), embedder)
    with pytest.raises(MismatchError, match=r"built with letters .*not with .*panelqa index --rebuild"):
        store.open(other)


def test_an_index_of_another_chunker_is_refused_with_both_named(store, embedder, tmp_path):
    commit(store, collection(), embedder)
    newer = Store(tmp_path / "home", chunker="test-2")
    for ask in (lambda: newer.open(embedder), newer.entries, newer.keys):
        with pytest.raises(MismatchError, match=r"chunker test-1, not test-2.*panelqa index --rebuild"):
            ask()
    commit(newer, collection(), embedder)
    with newer.open(embedder) as generation:
        assert generation.generation == "gen-000002"


def test_another_model_is_refused_but_may_rebuild(store, embedder):
    commit(store, collection(), embedder)
    other = LetterEmbedder(name="other")
    assert commit(store, collection(), other).embedded == 18
    with store.open(other) as generation:
        assert found(generation, "precept of £19.9m")[0] == "norfolk-minutes#0"


def test_the_manifest_says_what_the_index_is_made_of(store, embedder, tmp_path):
    commit(store, collection(), embedder, SKIPPED)
    commit(store, collection(), embedder, SKIPPED)
    record = json.loads((tmp_path / "home" / "gen-000002" / "manifest.json").read_text())
    assert (record["generation"], record["parent"], record["chunker"]) == ("gen-000002", "gen-000001", "test-1")
    assert record["counts"] == {"papers": 5, "passages": 9, "sentences": 9, "skipped": 2}
    assert record["model"]["name"] == "letters"
    assert {listed["file"] for listed in record["files"]} == {
        path.relative_to(tmp_path / "home" / "gen-000002").as_posix()
        for path in (tmp_path / "home" / "gen-000002").rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }


def test_a_manifest_of_a_newer_version_is_refused(store, embedder, tmp_path):
    commit(store, collection(), embedder)
    path = tmp_path / "home" / "gen-000001" / "manifest.json"
    path.write_text(path.read_text().replace('"format": 1', '"format": 3'))
    with pytest.raises(MismatchError, match=r"newer version of panelqa \(format 3 > 1\)"):
        store.open(embedder)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "extra.bin"])
def test_a_manifest_that_names_other_files_is_refused(store, embedder, tmp_path, name):
    commit(store, collection(), embedder)
    path = tmp_path / "home" / "gen-000001" / "manifest.json"
    path.write_text(path.read_text().replace("papers.npy", name))
    with pytest.raises(CorruptError, match=r"manifest\.json"):
        store.open(embedder)


def test_verify_reads_every_file(store, embedder, tmp_path):
    commit(store, collection(), embedder)
    assert all(check.ok for check in store.verify())
    damaged = tmp_path / "home" / "gen-000001" / "lexical" / "weights.npy"
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"\x00")
    wrong = [check for check in store.verify() if not check.ok]
    assert [check.file for check in wrong] == ["lexical/weights.npy"]
    assert len(wrong[0].expected) == len(wrong[0].actual) == 64


class FullDisk(Disk):
    def free(self, _folder):
        return 1000


def test_a_disk_that_is_too_full_is_told_before_anything_is_written(tmp_path, embedder):
    store = Store(tmp_path / "home", chunker="test-1", disk=FullDisk())
    with pytest.raises(StorageError, match=r"needs about 0.00 GB and 0.00 GB are free .*nothing was changed"):
        commit(store, collection(), embedder)
    assert embedder.embedded == []


def test_progress_tells_how_much_is_embedded(store, embedder):
    told = []
    store.commit(collection(), skipped=(), embedder=embedder, progress=lambda *step: told.append(step))
    assert told == [("embed", 0, 18), ("embed", 18, 18), ("write", 0, 1), ("write", 1, 1)]


SPANS = st.builds(Span, start=st.integers(0, 99), end=st.integers(0, 99))
WORDS = st.text(st.characters(codec="utf-8"), max_size=12)


def facts(values):
    return st.builds(Fact, value=st.none() | values)


METADATA = st.builds(
    Metadata,
    title=facts(WORDS),
    panel=facts(WORDS),
    date=facts(st.dates()),
    kind=facts(st.sampled_from(list(PaperKind))),
    status=facts(st.sampled_from(list(PaperStatus))),
    access=facts(st.sampled_from(list(Access))),
    url=facts(WORDS),
)
PAPERS = st.builds(Paper, text=WORDS, pages=st.lists(SPANS, max_size=3).map(tuple), metadata=METADATA)


@given(
    paper=PAPERS,
    sections=st.lists(st.from_type(Section), max_size=2),
    passages=st.lists(st.from_type(Passage), max_size=2),
)
@settings(max_examples=60, deadline=None)
def test_every_field_of_a_record_survives_the_disk(tmp_path_factory, paper, sections, passages):
    path = tmp_path_factory.mktemp("records") / "passages.sqlite"
    passages = [
        replace(item, ordinal=i, passage_id=f"p#{i}", paper_id=paper.paper_id) for i, item in enumerate(passages)
    ]
    kept = records.Entry(paper=paper, sections=tuple(sections), passages=tuple(passages), key="k", roots=("one", "two"))
    records.write_records(path, [kept], passages=passages, skipped=())
    base = records.open_records(path)
    try:
        assert list(records.read_entries(base)) == [kept]
    finally:
        base.close()


def test_files_are_known_of_records_that_an_older_version_wrote(tmp_path):
    path = tmp_path / "passages.sqlite"
    records.write_records(path, [], passages=[], skipped=())
    row = {"paper_id": "p", "roots": '["/papers/a.txt"]', "record": '{"paper_id": "p", "files": ["a.txt"], "gone": 1}'}
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("INSERT INTO papers (paper_id, roots, record) VALUES (:paper_id, :roots, :record)", row)

    with closing(records.open_records(path)) as base:
        assert records.read_sources(base) == [Source(path=Path("/papers/a.txt"), file="a.txt")]


def test_everything_is_the_scope_without_limits(opened):
    assert found(opened, "precept") == [
        hit.passage.passage_id for hit in opened.search("precept", k=99, scope=EVERYTHING)
    ]
    assert len(opened.papers(EVERYTHING)) == 5


def test_a_passage_is_found_sooner_beside_one_that_names_the_topic(store, embedder):
    beside = entry("with", "The precept was put before members", "Questions came from many")
    alone = entry("alone", "Members rose for lunch", "Questions came from many")
    commit(store, [beside, alone], embedder)
    with store.open(embedder) as generation:
        hits = [hit.passage.passage_id for hit in generation.search("Which questions on the precept?", k=4)]
    assert hits.index("with#1") < hits.index("alone#1")
