"""The parts put together: one generation for each request, the newest for the next, nobody's papers but the asker's."""

import datetime as dt
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from corpus.errors import MismatchError, NoIndexError, RegisterError, ScopeError, StoreError
from corpus.panels import default_register
from corpus.papers import Access, PaperKind
from index.search import Scope
from index.store import Store
from qa import assemble
from qa.answers import Question
from qa.assistant import Assistant
from qa.ranker import load_ranker
from qa.settings import Settings
from tests.fakes_index import LetterEmbedder, collection, entry

PUBLIC = frozenset({Access.PUBLIC})


def commit(home, entries):
    """Commit a generation as another process would."""
    return Store(home).commit(entries, skipped=[], embedder=LetterEmbedder(), progress=lambda *_: None).generation


def assistant(home, embedder=None):
    return Assistant(Store(home), embedder or LetterEmbedder(), register=default_register(), ranker=load_ranker())


@dataclass
class WaitingEmbedder(LetterEmbedder):
    """Embeds a question only when it is let go on; tells when it has been asked."""

    asked: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)

    def embed_query(self, text):
        self.asked.set()
        assert self.go_on.wait(30)
        return super().embed_query(text)


@pytest.fixture
def home(tmp_path):
    """Return the home of an index of five small papers, gen-000001."""
    commit(tmp_path / "home", collection())
    return tmp_path / "home"


def test_the_answer_names_the_generation_and_what_was_searched(home):
    answer = assistant(home).ask(Question(text="What about the precept?"))
    assert answer.index == "gen-000001"
    assert (answer.coverage.papers, answer.coverage.undated) == (5, 1)
    assert (answer.coverage.first, answer.coverage.last) == (dt.date(2019, 4, 25), dt.date(2022, 1, 31))


def test_the_scope_of_a_question_is_applied(home):
    answer = assistant(home).ask(Question(text="What about the precept?", scope=Scope(access=PUBLIC)))
    assert answer.coverage.papers == 2
    assert {found.paper for found in answer.hits} <= {"norfolk-plan", "norfolk-minutes"}


def test_the_next_question_is_answered_from_a_newer_generation(home):
    desk = assistant(home)
    desk.ask(Question(text="What about the precept?"))
    commit(home, collection()[:2])
    answer = desk.ask(Question(text="What about the precept?"))
    assert (answer.index, answer.coverage.papers) == ("gen-000002", 2)


def test_a_request_sees_one_generation_from_beginning_to_end(home):
    embedder = WaitingEmbedder()
    desk = assistant(home, embedder)
    with ThreadPoolExecutor() as pool:
        slow = pool.submit(desk.ask, Question(text="What about the precept?"))
        assert embedder.asked.wait(30)
        commit(home, collection()[:2])
        assert len(desk.papers(Scope())) == 2
        embedder.go_on.set()
        assert (slow.result(30).index, slow.result().coverage.papers) == ("gen-000001", 5)


def test_a_generation_stays_on_disk_while_a_request_uses_it_and_goes_when_nobody_does(home):
    embedder = WaitingEmbedder()
    desk = assistant(home, embedder)
    with ThreadPoolExecutor() as pool:
        slow = pool.submit(desk.ask, Question(text="What about the precept?"))
        assert embedder.asked.wait(30)
        for _ in range(3):
            commit(home, collection()[:2])
            desk.papers(Scope())
        assert (home / "gen-000001").exists()
        embedder.go_on.set()
        slow.result(30)
    commit(home, collection())
    assert not (home / "gen-000001").exists()


def test_many_threads_are_answered_while_generations_change(home):
    desk = assistant(home)
    sizes = {"gen-000001": 5, "gen-000002": 2, "gen-000003": 3}
    with ThreadPoolExecutor(4) as pool:
        answers = [pool.submit(desk.ask, Question(text="What about the precept?")) for _ in range(20)]
        commit(home, collection()[:2])
        answers += [pool.submit(desk.ask, Question(text="What about the precept?")) for _ in range(20)]
        commit(home, collection()[:3])
        found = [answer.result(60) for answer in answers]
    assert [answer.coverage.papers for answer in found] == [sizes[answer.index] for answer in found]
    assert desk.ask(Question(text="What about the precept?")).index == "gen-000003"


def test_a_damaged_newer_generation_leaves_the_older_one_in_use_and_the_answer_says_so(home):
    desk = assistant(home)
    damaged = home / commit(home, collection()[:2]) / "vectors.faiss"
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"\x00\x01")
    answer = desk.ask(Question(text="What about the precept?"))
    assert answer.index == "gen-000001"
    assert "The newest index is damaged" in answer.notes[-1]
    assert str(home) not in answer.notes[-1]


def test_an_index_that_has_gone_is_an_error_that_says_nothing_of_where_it_was(home):
    desk = assistant(home)
    shutil.rmtree(home)
    with pytest.raises(StoreError, match="panelqa verify") as raised:
        desk.ask(Question(text="What about the precept?"))
    assert str(home) not in str(raised.value)


def test_a_paper_is_shown_to_those_who_may_see_it(home):
    assert assistant(home).paper("norfolk-plan", access=PUBLIC).text.startswith("The plan sets out")
    assert "secret" in assistant(home).paper("essex-exempt", access=frozenset(Access)).text


def test_a_paper_that_may_not_be_seen_is_as_one_that_does_not_exist(home):
    said = set()
    for paper in ("essex-exempt", "undated", "no-such-paper"):
        with pytest.raises(ScopeError) as raised:
            assistant(home).paper(paper, access=PUBLIC)
        said.add(str(raised.value))
    assert len(said) == 1


def test_the_papers_of_a_scope_are_given_by_id(home):
    scope = Scope(kinds=frozenset({PaperKind.REPORT, PaperKind.PLAN}))
    assert [paper.paper_id for paper in assistant(home).papers(scope)] == [
        "essex-exempt",
        "essex-report",
        "norfolk-plan",
    ]


def test_the_panels_are_named_as_the_register_names_them_now(home):
    assert assistant(home).panels() == [
        ("essex", "Essex Police, Fire and Crime Panel"),
        ("norfolk", "Norfolk Police and Crime Panel"),
    ]


def test_papers_without_a_subject_give_no_examples(home):
    assert assistant(home).examples() == ()


def test_there_is_no_assistant_without_an_index_and_no_model_is_opened_for_it(tmp_path):
    settings = Settings(home=tmp_path / "none", embedder="no-such-model")
    with pytest.raises(NoIndexError, match="panelqa index"):
        assemble.open_assistant(settings)


def test_an_index_of_another_model_is_refused_before_the_model_is_opened(home):
    settings = Settings(home=home, embedder="no-such-model")
    with pytest.raises(MismatchError, match="built with letters, not with no-such-model: run `panelqa index"):
        assemble.open_assistant(settings)


def test_the_settings_add_panels_to_the_register(tmp_path):
    more = tmp_path / "panels.toml"
    more.write_text(
        '[[panel]]\nid = "atlantis"\narea = "Atlantis"\nforce = "Atlantis Police"\n'
        'names = [{ name = "Atlantis Police and Crime Panel" }]\n'
        'commissioner = [{ title = "Police and Crime Commissioner" }]\n',
        "utf-8",
    )
    register = assemble.register(Settings(home=tmp_path, register=more))
    assert register.resolve("Atlantis") == "atlantis"
    assert register.resolve("Norfolk") == "norfolk"


def test_a_panel_that_is_in_the_register_already_is_an_error(tmp_path):
    more = tmp_path / "panels.toml"
    more.write_text(
        '[[panel]]\nid = "norfolk"\narea = "Norfolk"\nforce = "Norfolk Constabulary"\n'
        'names = [{ name = "Norfolk Police and Crime Panel" }]\n'
        'commissioner = [{ title = "Police and Crime Commissioner" }]\n',
        "utf-8",
    )
    with pytest.raises(RegisterError, match="norfolk"):
        assemble.register(Settings(home=tmp_path, register=more))


def test_a_newer_generation_without_a_paper_does_not_give_it(home):
    desk = assistant(home)
    assert desk.paper("undated", access=frozenset(Access)).text
    commit(home, [item for item in collection() if item.paper.paper_id != "undated"] + [entry("new", "A new paper")])
    with pytest.raises(ScopeError):
        desk.paper("undated", access=frozenset(Access))
    assert desk.paper("new", access=PUBLIC).text == "A new paper"
