"""The commands: what goes to standard output, what to standard error, and how each ends."""

import json
import signal
import subprocess
import sys
import time
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from index.embed import open_embedder
from index.store import Store
from qa import intake
from qa.answers import AnswerStatus, Question
from qa.assemble import open_assistant
from qa.cli import main
from qa.settings import load_settings
from tests.conftest import linked
from tests.fakes_llm import KEY, running_server

ROOT = Path(__file__).parents[1]
MINUTES = """Wexmere and Holt Police and Crime Panel

Minutes of the meeting on 4 February 2022

5. Proposed precept

The Commissioner said that the proposed precept would pay for twenty police officers in rural areas.

RESOLVED that:
(a) the proposed precept of £278.00 be supported; and
(b) the Commissioner be asked to report on call handling in June.
"""
REPORT = """Wexmere and Holt Police and Crime Panel

Report on rural crime

1. Rural crime

1.1 Thefts of farm machinery fell to 41 in the year, from 57 the year before.
"""
QUESTION = "What did the panel resolve on the proposed precept?"


def empty_home(folder, models):
    return linked(folder / "home", models)


def small_papers(folder):
    (folder / "papers" / "2022").mkdir(parents=True)
    (folder / "papers" / "minutes.txt").write_text(MINUTES, "utf-8")
    (folder / "papers" / "2022" / "rural.txt").write_text(REPORT, "utf-8")
    (folder / "papers" / "2022" / "papers.csv").write_text("file,date,kind\nrural.txt,2022-06-23,report\n", "utf-8")
    (folder / "papers" / "empty.txt").touch()
    return folder / "papers"


@pytest.fixture
def home(tmp_path, models):
    """Return a home without an index, with the model in it."""
    return empty_home(tmp_path, models)


@pytest.fixture
def papers(tmp_path):
    """Return a folder of two papers and a file that cannot be read."""
    return small_papers(tmp_path)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory, models):
    """Return a home with an index of the papers, gen-000001, that no test changes."""
    folder = tmp_path_factory.mktemp("shelf")
    settings = load_settings(home=empty_home(folder, models))
    intake.update(settings, [small_papers(folder)], access=None, progress=lambda *_: None)
    return settings.home


@pytest.fixture
def run(capsys):
    """Return a function that runs panelqa and gives exit code, standard output and standard error."""

    def call(*arguments):
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return call


@pytest.fixture
def indexed(run, home, papers):
    """Return a home with an index of the papers, gen-000001."""
    assert run("index", papers, "--home", home)[0] == 0
    return home


def type_in(monkeypatch, text):
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(text.encode())))


def test_indexing_reports_to_standard_error_what_came_of_each_file(run, home, papers):
    code, out, err = run("index", papers, "--home", home)
    assert (code, out) == (0, "")
    assert err.splitlines() == [
        "2 papers in the index (gen-000001): 2 new, 0 changed, 0 removed, 0 unchanged.",
        "1 file could not be read:",
        "  empty.txt: empty (0 bytes): check the download; ask the publisher for the paper again",
    ]


def test_indexing_again_takes_only_what_changed(run, indexed, papers):
    (papers / "minutes.txt").write_text(MINUTES.replace("278", "279"), "utf-8")
    (papers / "2022" / "rural.txt").unlink()
    _, _, err = run("index", papers, "--home", indexed)
    assert err.splitlines()[:3] == [
        "1 paper in the index (gen-000002): 0 new, 1 changed, 1 removed, 0 unchanged.",
        "Changed: minutes.txt",
        "Removed: 2022/rural.txt",
    ]


def test_the_list_is_a_table_between_tabs_where_nobody_watches(run, indexed):
    code, out, err = run("index", "--list", "--home", indexed)
    assert code == 0
    assert [line.split("\t") for line in out.splitlines()] == [
        ["paper", "panel", "date", "kind", "status", "access"],
        ["minutes.txt", "wexmere (stated)", "2022-02-04 (stated)", "minutes (stated)", "unknown", "unknown"],
        ["2022/rural.txt", "wexmere (stated)", "2022-06-23 (sidecar)", "report (sidecar)", "unknown", "unknown"],
    ]
    assert err.startswith("1 file could not be read:")


def test_access_is_what_the_command_says_of_papers_without_a_row(run, home, papers):
    run("index", papers, "--home", home, "--access", "exempt")
    _, out, _ = run("index", "--list", "--home", home)
    assert [line.split("\t")[-1] for line in out.splitlines()[1:]] == ["exempt (sidecar)", "exempt (sidecar)"]


@pytest.mark.parametrize(
    "name", ["2022/rural.txt", "papers/2022/rural.txt", "wexmere-2022-06-23-report-on-rural-crime"]
)
def test_a_paper_is_removed_by_file_path_or_id(run, indexed, papers, monkeypatch, name):
    monkeypatch.chdir(papers.parent)
    code, _, err = run("index", "--remove", name, "--home", indexed)
    assert (code, err.splitlines()[1]) == (0, "Removed: 2022/rural.txt")
    assert "rural.txt" not in run("index", "--list", "--home", indexed)[1]


def test_several_papers_are_removed_at_once_or_none(run, indexed):
    code, _, err = run("index", "--remove", "minutes.txt", "no-such.txt", "--home", indexed)
    assert (code, err) == (1, "panelqa: no-such.txt is not in the index; `panelqa index --list` shows what is\n")
    code, _, err = run("index", "--remove", "minutes.txt", "2022/rural.txt", "--home", indexed)
    assert "0 papers in the index (gen-000002): 0 new, 0 changed, 2 removed" in err


def test_a_rebuild_reads_every_known_file_anew_under_its_name(run, indexed, papers):
    before = run("index", "--list", "--home", indexed)[1]
    (papers / "unknown-so-far.txt").write_text(REPORT.replace("41", "14"), "utf-8")
    code, _, err = run("index", "--rebuild", "--home", indexed)
    assert code == 0
    assert err.startswith("2 papers in the index (gen-000002)")
    assert run("index", "--list", "--home", indexed)[1] == before


def test_a_rebuild_drops_and_names_what_is_gone(run, indexed, papers):
    (papers / "2022" / "rural.txt").unlink()
    _, _, err = run("index", "--rebuild", "--home", indexed)
    assert err.splitlines()[:2] == [
        "1 paper in the index (gen-000002): 1 new, 0 changed, 1 removed, 0 unchanged.",
        "Removed: 2022/rural.txt",
    ]


def test_an_index_cut_by_other_rules_is_refused_until_it_is_rebuilt_from_its_own_files(run, indexed, papers):
    old, model = Store(indexed, chunker="of-old"), open_embedder(cache=indexed / "cache")
    old.commit(Store(indexed).entries(), skipped=[], embedder=model, progress=lambda *_: None)
    for arguments in (["ask", QUESTION], ["index", papers], ["index", "--list"]):
        code, _, err = run(*arguments, "--home", indexed)
        assert (code, "built with chunker of-old" in err) == (1, True)
    assert run("index", "--rebuild", "--home", indexed)[0] == 0
    assert "resolutions (a) and (b)" in run("ask", QUESTION, "--home", indexed)[1]


def test_a_rebuild_from_folders_mends_an_index_that_is_damaged(run, indexed, papers):
    records = indexed / "gen-000001" / "passages.sqlite"
    records.write_bytes(records.read_bytes()[:-1] + b"\x01")
    assert run("verify", "--home", indexed)[0] == 1
    code, _, err = run("index", "--rebuild", "--home", indexed)
    assert (code, err.strip().endswith("name the folders, `panelqa index --rebuild PATH...`")) == (1, True)
    assert run("index", "--rebuild", papers, "--home", indexed)[0] == 0
    assert run("verify", "--home", indexed)[0] == 0


def test_verify_names_the_file_that_is_damaged(run, indexed):
    assert run("verify", "--home", indexed)[0] == 0
    (indexed / "gen-000001" / "papers.npy").unlink()
    code, out, err = run("verify", "--home", indexed)
    states = dict(line.split("\t")[:2] for line in out.splitlines()[1:])
    assert {file for file, state in states.items() if state == "damaged"} == {"papers.npy"}
    assert (code, err) == (1, "panelqa: the index is damaged: run `panelqa index --rebuild`\n")


def test_a_folder_without_anything_readable_is_an_error(run, home, tmp_path):
    (tmp_path / "none").mkdir()
    code, out, err = run("index", tmp_path / "none", "--home", home)
    assert (code, out, err) == (1, "", f"panelqa: there is no file in {tmp_path / 'none'}: give a folder of papers\n")
    (tmp_path / "none" / "empty.txt").touch()
    code, _, err = run("index", tmp_path / "none", "--home", home)
    assert code == 1
    assert "  empty.txt: empty" in err
    assert err.splitlines()[-1] == "panelqa: the index holds no papers: give a folder of papers that can be read"


def test_an_ingest_while_another_runs_ends_with_75(run, indexed, papers):
    with Store(indexed).lock():
        code, out, err = run("index", papers, "--home", indexed)
    assert (code, out) == (75, "")
    assert err.startswith("panelqa: Another ingest (pid ")


def test_an_answer_goes_to_standard_output(run, shelf):
    code, out, err = run("ask", QUESTION, "--home", shelf)
    assert (code, err) == (0, "")
    lead = "The panel’s resolutions (a) and (b) – (a) supported; (b) requested"
    assert out.startswith(f"{QUESTION}\n\n{lead}:\n  “(a) the proposed precept of £278.00")
    assert "\nSearched: 2 papers, from 4 February 2022 to 23 June 2022.\n" in out


def test_silence_is_an_answer_too(run, shelf):
    code, out, _ = run("ask", "How many badgers live in the royal park?", "--home", shelf)
    assert code == 0
    assert "\n\nThe papers do not say.\n" in out
    assert "empty.txt: empty (0 bytes)" in out


def test_json_is_one_line_in_ascii(run, shelf):
    _, out, _ = run("ask", QUESTION, "--json", "--home", shelf)
    assert out.isascii()
    assert out.count("\n") == 1
    record = json.loads(out)
    (citation,) = record["citations"]
    assert (record["status"], record["index"], citation["marker"]) == ("answered", "gen-000001", 1)
    assert citation["quote"] == MINUTES[citation["start"] : citation["end"]]


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ([], 2),
        (["--since", "2022-03"], 1),
        (["--until", "2022-06"], 2),
        (["--until", "2022-02-03"], 0),
        (["--since", "2022", "--until", "2022"], 2),
        (["--kind", "report"], 1),
        (["--kind", "report", "--kind", "minutes"], 2),
        (["--panel", "Wexmere"], 2),
        (["--panel", "Kent", "--panel", "Wexmere and Holt"], 2),
        (["--panel", "Kent"], 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_options_narrow_what_is_searched(run, shelf, options, count):
    _, out, _ = run("ask", QUESTION, "--json", "--home", shelf, *options)
    assert json.loads(out)["coverage"]["papers"] == count


def test_a_batch_is_answered_line_by_line_and_a_bad_line_ends_it_with_1(run, shelf, tmp_path):
    lines = [json.dumps({"id": 1, "question": QUESTION}), "nonsense", json.dumps({"id": 3, "question": QUESTION})]
    (tmp_path / "batch.jsonl").write_text("\n".join(lines), "utf-8")
    code, out, _ = run("ask", "--batch", tmp_path / "batch.jsonl", "--json", "--home", shelf)
    first, second, third = map(json.loads, out.splitlines())
    assert code == 1
    assert (first["id"], first["status"], third["id"], third["status"]) == (1, "answered", 3, "answered")
    assert (second["schema"], second["id"], second["error"].split(":")[0]) == (1, None, "line 2")


def test_a_batch_is_read_from_standard_input(run, shelf, monkeypatch):
    type_in(monkeypatch, json.dumps({"id": "a", "question": "And call handling?", "history": [QUESTION]}) + "\n")
    code, out, _ = run("ask", "--batch", "-", "--json", "--home", shelf)
    assert (code, json.loads(out)["id"]) == (0, "a")


def test_a_batch_as_text_keeps_errors_apart(run, shelf, monkeypatch):
    type_in(monkeypatch, json.dumps({"question": QUESTION}) + '\n{"question": ""}\n')
    code, out, err = run("ask", "--batch", "-", "--home", shelf)
    assert (code, out.count("Searched:")) == (1, 1)
    assert err.startswith("panelqa: line 2: type a question")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "No such command"),
        (["ask"], "give a QUESTION or --batch FILE"),
        (["ask", "Who?", "--batch", "-"], "give a QUESTION or --batch FILE"),
        (["ask", "Who?", "--since", "2020-13"], "cannot be read"),
        (["ask", "Who?", "--since", "2021", "--until", "2020"], "--since is later than --until"),
        (["ask", "Who?", "--kind", "novel"], "is not one of"),
        (["index"], "give folders or files"),
        (["index", "--list", "--rebuild"], "choose one of"),
        (["serve", "--port", "70000"], "65535"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_usage_ends_with_2(run, arguments, said):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert said in " ".join(err.replace("│", " ").split())


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "Who?"],
        ["ask", "--batch", "-"],
        ["index", "--list"],
        ["index", "--rebuild"],
        ["index", "--remove", "a.txt"],
        ["verify"],
        ["serve"],
    ],
    ids=" ".join,
)
def test_without_an_index_a_command_says_how_to_make_one(run, tmp_path, arguments):
    code, out, err = run(*arguments, "--home", tmp_path / "none")
    assert (code, out) == (1, "")
    assert err == f"panelqa: There is no index in {tmp_path / 'none'} yet: run `panelqa index PATH`\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", "Who?", "--panel", "Narnia"], "no panel is called 'Narnia'"),
        (["ask", "--batch", "no-such-file"], "no-such-file cannot be read: No such file or directory"),
        (["index", "no-such-folder"], "no-such-folder does not exist"),
        (["serve", "--host", "192.0.2.1"], "others can reach that address"),
        (["serve", "--users", "no-such-file"], "cannot be read"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_an_error_of_ours_is_one_line_that_ends_with_1(run, tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*arguments, "--home", tmp_path / "home")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("panelqa: ")
    assert said in err


def test_another_embedder_is_refused_with_the_command_that_mends_it(run, indexed, papers):
    for arguments in (["ask", QUESTION], ["index", papers], ["index", "--remove", "minutes.txt"]):
        code, _, err = run(*arguments, "--home", indexed, "--embedder", "no-such-model")
        assert (code, "run `panelqa index --rebuild`" in err) == (1, True)


def test_users_are_added_listed_and_removed(run, tmp_path, monkeypatch):
    file = tmp_path / "users"
    for name in ("Ada Clerk", "Bea"):
        type_in(monkeypatch, "correct horse battery\n")
        assert run("user", "add", name, "--users", file)[0] == 0
    assert run("user", "list", "--users", file)[1] == "Ada Clerk\nBea\n"
    assert run("user", "remove", "ada clerk", "--users", file)[0] == 0
    assert run("user", "list", "--users", file)[1] == "Bea\n"


def test_users_are_kept_in_the_home_unless_a_file_is_set(run, tmp_path, monkeypatch):
    type_in(monkeypatch, "correct horse battery\n")
    run("user", "add", "Ada", "--home", tmp_path)
    assert (tmp_path / "users.jsonl").stat().st_mode & 0o777 == 0o600


def test_a_short_password_is_refused(run, tmp_path, monkeypatch):
    type_in(monkeypatch, "short\n")
    code, _, err = run("user", "add", "Ada", "--home", tmp_path)
    assert (code, "password" in err) == (1, True)
    assert not (tmp_path / "users.jsonl").exists()


def test_the_version_is_printed_by_command_and_option(run):
    assert run("version") == run("--version")
    assert run("version")[1].startswith("panelqa ")


# From here on: the program as it is installed, over the sample papers.

PANELQA = [sys.executable, "-m", "qa.cli"]
ANSWER_KEYS = {
    "schema", "id", "question", "status", "answer", "claims", "citations", "hits", "notes", "choices", "coverage",
    "mode", "model", "prompt", "index", "seconds", "summary", "table",
}  # fmt: skip
CITATION_KEYS = {
    "marker", "paper", "file", "title", "panel", "date", "kind", "status", "locator", "page", "speaker", "quote",
    "start", "end", "url",
}  # fmt: skip


def start(*arguments, text=""):
    """Run panelqa in a process of its own."""
    command = [*PANELQA, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, input=text, capture_output=True, text=True, check=False, timeout=300)


@pytest.fixture(scope="module")
def sample(tmp_path_factory, models):
    """Return a home with the sample papers, indexed by the program itself."""
    home = empty_home(tmp_path_factory.mktemp("sample"), models)
    indexed = start("index", "--sample", "--home", home)
    assert (indexed.returncode, indexed.stdout) == (0, "")
    assert "could not be read:\n  scanned-2022-03-24-signed-minutes.pdf: no text layer" in indexed.stderr
    return home


@pytest.mark.slow
def test_the_sample_is_asked_a_question_that_its_papers_answer(sample):
    asked = start("ask", "What did the panel resolve on the proposed precepts for 2025/26?", "--home", sample)
    assert (asked.returncode, asked.stderr) == (0, "")
    assert "Wexmere and Holt Police, Fire and Crime Panel, 6 February 2025" in asked.stdout


@pytest.mark.slow
def test_the_sample_is_asked_a_question_that_its_papers_do_not_answer(sample):
    asked = start("ask", "Who won the football cup?", "--json", "--home", sample)
    record = json.loads(asked.stdout)
    assert (asked.returncode, record["status"], record["citations"]) == (0, "not_found", [])
    assert record["coverage"]["unread"][0]["file"] == "scanned-2022-03-24-signed-minutes.pdf"


@pytest.mark.slow
def test_the_json_has_the_keys_of_the_contract(sample):
    asked = start("ask", "What did the panel resolve on the precept?", "--json", "--home", sample)
    record = json.loads(asked.stdout)
    assert record.keys() - {"nearest"} == ANSWER_KEYS
    assert record["status"] == "answered"
    assert {frozenset(citation) - {"panel_origin", "access"} for citation in record["citations"]} == {
        frozenset(CITATION_KEYS)
    }
    assert record["claims"][0].keys() == {"text", "citations"}
    assert record["hits"][0].keys() == {"passage", "paper", "file", "start", "end", "score"}
    assert record["coverage"].keys() - {"undated"} == {"papers", "first", "last", "unread"}
    assert record["coverage"]["unread"][0].keys() == {"file", "reason"}
    assert record["seconds"]["total"] > 0
    assert (record["schema"], record["mode"], record["model"], record["prompt"]) == (1, "extract", None, None)


@pytest.mark.slow
def test_a_batch_opens_the_model_once_and_keeps_the_order(sample):
    questions = [{"id": str(number), "question": "What did the panel resolve on the precept?"} for number in range(40)]
    began = time.perf_counter()
    asked = start("ask", "--batch", "-", "--json", "--home", sample, text="\n".join(map(json.dumps, questions)))
    taken = time.perf_counter() - began
    records = [json.loads(line) for line in asked.stdout.splitlines()]
    assert asked.returncode == 0
    assert [record["id"] for record in records] == [question["id"] for question in questions]
    assert len({record["answer"] for record in records}) == 1
    assert taken < 30  # forty starts would take longer


@pytest.mark.slow
def test_the_examples_are_answered_and_always_the_same(sample):
    settings = load_settings(home=sample)
    desk = open_assistant(settings)
    examples = desk.examples()
    assert len(examples) == 4
    assert {desk.ask(Question(text=example)).status for example in examples} == {AnswerStatus.ANSWERED}
    assert open_assistant(settings).examples() == examples


@pytest.mark.slow
def test_a_reader_that_goes_away_is_noticed_quietly(sample):
    command = [*PANELQA, "ask", "What did the panel resolve on the precept?", "--home", str(sample)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (1, "")


@pytest.mark.slow
def test_the_page_is_served_until_it_is_interrupted_and_its_port_is_taken_meanwhile(sample):
    command = [*PANELQA, "serve", "--port", "0", "--home", str(sample)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        address = process.stdout.readline().strip()
        port = int(address.rsplit(":", 1)[1].strip("/"))
        second = start("serve", "--port", port, "--home", sample)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
        assert "Traceback" not in process.stderr.read()
    assert address.startswith("http://127.0.0.1:")
    assert second.returncode == 1
    assert f"cannot serve on 127.0.0.1 port {port}" in second.stderr


@pytest.fixture(scope="module")
def server():
    with running_server() as server:
        yield server


def test_with_a_language_model_json_names_it_and_its_prompt_and_stages_go_to_standard_error(
    run, shelf, server, monkeypatch
):
    monkeypatch.setenv("PANELQA_LLM_KEY", KEY)
    question = "What did the Commissioner say that the precept would pay for?"
    llm = f"openai:{server.address()}"
    code, out, err = run("ask", question, "--json", "--home", shelf, "--llm", llm, "--model", "right@cli")
    answer = json.loads(out)
    assert (code, answer["mode"], answer["model"]) == (0, "generate", "right@cli")
    assert answer["prompt"].startswith("answer ")
    assert err.splitlines()[:3] == [
        "Looking in the papers …",
        "Reading what was found …",
        "The language model is writing …",
    ]
    (request,) = server.heard("right@cli")
    assert request["headers"]["authorization"] == f"Bearer {KEY}"
    assert KEY not in out + err


def test_without_the_language_model_that_is_set_the_papers_own_words_come_with_a_note(run, shelf, monkeypatch):
    monkeypatch.setenv("PANELQA_LLM", "openai:http://127.0.0.1:9/v1")
    monkeypatch.setenv("PANELQA_LLM_MODEL", "gone")
    code, out, _ = run("ask", QUESTION, "--home", shelf)
    assert code == 0
    assert "(a) the proposed precept of £278.00 be supported" in out
    assert "the language model cannot be reached" in out
    assert "language model" not in run("ask", QUESTION, "--home", shelf, "--llm", "none")[1]


def test_a_language_model_that_cannot_be_set_is_said_in_one_line(run, shelf):
    assert run("ask", QUESTION, "--home", shelf, "--llm", "ollama") == (
        1,
        "",
        "panelqa: a language model is served but none is chosen: name it with --model or PANELQA_LLM_MODEL\n",
    )
