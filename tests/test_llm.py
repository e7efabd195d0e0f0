"""A language model on a server: what is sent, what comes back, how long it takes, and that the key stays where it is.

Everything runs against a server process over loopback (tests/scripted_server.py) that errs on purpose.
"""

import logging
import socket
import subprocess
import sys
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus.errors import Fault, SettingsError, WriterError
from corpus.papers import Access
from qa.llm import LONGEST_REPLY, MOST_TOKENS, Patience, open_writer
from qa.settings import load_settings
from qa.writing.model_server import ModelServer, Protocol, model_server
from tests.fakes_llm import KEY, PROMPT, running_server
from tests.scripted_server import PLAIN

ROOT = Path(__file__).parents[1]
BOTH = pytest.mark.parametrize("protocol", Protocol)
CANARIES = (KEY, "CANARY-OF-THE-PASSAGE")


@pytest.fixture(scope="module")
def server():
    with running_server() as server:
        for protocol in Protocol:
            say(server.writer("right@warm", protocol=protocol))  # loads the libraries: not what is timed here
        yield server


def say(writer):
    return "".join(writer.write(PROMPT))


def failure(writer):
    with pytest.raises(WriterError) as caught:
        say(writer)
    return caught.value


def seconds_of(work):
    started = time.monotonic()
    work()
    return time.monotonic() - started


# What is sent


@BOTH
def test_the_words_of_the_model_come_back_whole(server, protocol):
    assert say(server.writer("right", protocol=protocol)) == PLAIN


def test_the_prompt_and_nothing_else_is_sent_by_openais_protocol(server):
    say(server.writer("right@sent"))
    (request,) = server.heard("right@sent")
    assert request["path"] == "/v1/chat/completions"
    assert request["body"] == {
        "model": "right@sent",
        "messages": [{"role": "system", "content": PROMPT.system}, {"role": "user", "content": PROMPT.user}],
        "temperature": 0.0,
        "max_tokens": MOST_TOKENS,
        "stream": True,
    }


def test_the_prompt_and_nothing_else_is_sent_by_ollamas_protocol(server):
    say(server.writer("right@sent-natively", protocol=Protocol.OLLAMA))
    (request,) = server.heard("right@sent-natively")
    assert request["path"] == "/api/chat"
    assert request["body"] == {
        "model": "right@sent-natively",
        "messages": [{"role": "system", "content": PROMPT.system}, {"role": "user", "content": PROMPT.user}],
        "options": {"temperature": 0.0, "num_predict": MOST_TOKENS, "num_ctx": 8192},
        "stream": True,
        "tools": [],
    }


@BOTH
def test_the_headers_say_nothing_of_this_machine(server, protocol):
    name = f"right@headers-{protocol}"
    say(server.writer(name, protocol=protocol))
    (request,) = server.heard(name)
    sent = {header.lower(): value for header, value in request["headers"].items()}
    assert sent.pop("content-length").isdigit()
    assert sent == {
        "host": f"127.0.0.1:{server.port}",
        "connection": "keep-alive",
        "content-type": "application/json",
        "accept": "*/*",
        "accept-encoding": "identity",
        "user-agent": "panelqa",
        "authorization": f"Bearer {KEY}",
    }


@BOTH
def test_no_key_of_another_program_is_sent(server, protocol, monkeypatch):
    for variable in ("OPENAI_API_KEY", "OLLAMA_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(variable, "of-another-program")
    name = f"right@keyless-{protocol}"
    say(server.writer(name, protocol=protocol, key=""))
    (request,) = server.heard(name)
    assert "authorization" not in {header.lower() for header in request["headers"]}
    assert "of-another-program" not in str(request)


@BOTH
def test_a_gateway_gets_its_own_header_and_version(server, protocol):
    name = f"right@gateway-{protocol}"
    address = server.address(protocol) + "?api-version=2024-10-21"
    say(server.writer(name, protocol=protocol, address=address, key_header="api-key"))
    (request,) = server.heard(name)
    assert request["path"].endswith("?api-version=2024-10-21")
    assert request["headers"]["api-key"] == KEY
    assert "authorization" not in {header.lower() for header in request["headers"]}


@BOTH
def test_no_other_machine_is_asked_for_anything(server, protocol, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.invalid:3128")
    reached = []
    connect = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", lambda self, to: (reached.append(to), connect(self, to))[1])
    say(server.writer("right", protocol=protocol))
    assert set(reached) == {("127.0.0.1", server.port)}


def test_a_model_is_opened_without_loading_its_libraries():
    program = (
        "import sys; from pathlib import Path; from qa.llm import open_writer; from qa.settings import Settings\n"
        "from qa.writing.model_server import ModelServer, Protocol\n"
        "llm = ModelServer(protocol=Protocol.OPENAI, address='http://127.0.0.1:1/v1', model='tiny')\n"
        "writer = open_writer(Settings(home=Path('x'), llm=llm))\n"
        'sys.exit(f\'{writer.name} {sorted({"httpx", "llama_index", "openai"} & set(sys.modules))}\')'
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stderr.strip() == "tiny []"


def test_without_a_model_set_there_is_no_writer(tmp_path):
    assert open_writer(load_settings(home=tmp_path)) is None


# What goes wrong

FAULTS = {
    "unauthorised": Fault.REFUSED,
    "forbidden": Fault.REFUSED,
    "unknown-model": Fault.REFUSED,
    "too-long-a-prompt": Fault.REFUSED,
    "elsewhere": Fault.REFUSED,
    "web-page": Fault.GARBLED,
    "web-page-as-stream": Fault.GARBLED,
    "one-object": Fault.GARBLED,
    "nonsense": Fault.GARBLED,
    "odd-shape": Fault.GARBLED,
    "error-in-stream": Fault.GARBLED,
    "no-body": Fault.GARBLED,
    "packed": Fault.GARBLED,
    "nonsense-after-words": Fault.CUT_SHORT,
    "cut": Fault.CUT_SHORT,
    "cut-quietly": Fault.CUT_SHORT,
    "too-long-for-its-tokens": Fault.CUT_SHORT,
    "endless": Fault.CUT_SHORT,
    "endless-line": Fault.CUT_SHORT,
}


@BOTH
@pytest.mark.parametrize(("script", "fault"), FAULTS.items(), ids=FAULTS)
def test_what_will_not_pass_is_said_after_one_attempt(server, protocol, script, fault):
    name = f"{script}@once-{protocol}"
    assert failure(server.writer(name, protocol=protocol)).fault is fault
    assert len(server.heard(name)) == 1


@BOTH
@pytest.mark.parametrize("script", ["out-of-order", "busy"])
def test_what_may_pass_is_tried_again_and_given_up(server, protocol, script):
    name = f"{script}@thrice-{protocol}"
    assert failure(server.writer(name, protocol=protocol)).fault is Fault.UNAVAILABLE
    assert len(server.heard(name)) == 3


@BOTH
@pytest.mark.parametrize(
    ("script", "calls"), [("out-of-order-twice", 3), ("hang-up", 2), ("cut-before-a-word", 2), ("late", 1)]
)
def test_what_has_passed_leaves_no_trace_in_the_words(server, protocol, script, calls):
    name = f"{script}@passing-{protocol}"
    assert say(server.writer(name, protocol=protocol)) == PLAIN
    assert len(server.heard(name)) == calls


@BOTH
def test_a_model_that_says_nothing_is_no_error(server, protocol):
    assert say(server.writer("empty", protocol=protocol)) == ""


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/v1", "http://no-such-host.invalid/v1"])
@BOTH
def test_a_server_that_is_not_there_cannot_be_reached(server, protocol, address):
    told = failure(server.writer("right", protocol=protocol, address=address))
    assert told.fault is Fault.UNAVAILABLE
    assert "cannot be reached" in str(told)


def test_a_whole_piece_is_never_said_twice(server):
    heard = []
    with pytest.raises(WriterError):
        heard.extend(server.writer("cut@pieces").write(PROMPT))
    assert PLAIN.startswith("".join(heard))
    assert len(server.heard("cut@pieces")) == 1


@pytest.mark.parametrize("protocol", Protocol)
def test_an_endless_reply_is_cut_at_a_bounded_length(server, protocol):
    heard = []
    with pytest.raises(WriterError):
        heard.extend(server.writer("endless", protocol=protocol, seconds=30.0).write(PROMPT))
    assert len("".join(heard)) <= LONGEST_REPLY


# How long it takes


@pytest.mark.parametrize(
    ("script", "protocol"),
    [(script, protocol) for script in ("slow", "silent", "dumb") for protocol in Protocol]
    + [("trickle", Protocol.OPENAI)],  # Ollama's client takes an empty line for nonsense
)
def test_the_deadline_holds_whatever_comes_down_the_line(server, script, protocol):
    writer = server.writer(f"{script}@deadline", protocol=protocol, seconds=0.5)
    told = []
    assert 0.4 < seconds_of(lambda: told.append(failure(writer))) < 1.5
    assert told[0].fault is Fault.TIMED_OUT
    assert str(told[0]) == "the language model did not finish in 0.5 s"


def test_the_deadline_is_for_all_attempts_together(server):
    writer = server.writer("out-of-order@deadline", seconds=0.5, patience=Patience(attempts=1000, backoff=0.01))
    assert seconds_of(lambda: failure(writer)) < 1.5


@BOTH
def test_the_server_says_when_to_ask_again(server, protocol):
    name = f"busy-once@after-{protocol}"
    said = []
    assert 1.0 <= seconds_of(lambda: said.append(say(server.writer(name, protocol=protocol)))) < 3.0
    assert said == [PLAIN]


@BOTH
def test_nobody_waits_for_a_moment_after_the_deadline(server, protocol):
    name = f"busy-for-an-hour@{protocol}"
    assert seconds_of(lambda: failure(server.writer(name, protocol=protocol))) < 1.0
    assert len(server.heard(name)) == 1


# Stopping


@pytest.mark.parametrize("script", ["slow", "endless", "silent", "dumb"])
@BOTH
def test_who_stops_listening_hangs_up(server, script, protocol):
    name = f"{script}@stopped-{protocol}"
    words = server.writer(name, protocol=protocol, seconds=30.0).write(PROMPT)
    next(words)
    words.close()
    assert server.gone(name) == 1


def test_whoever_waits_gets_a_word_in(server):
    words = server.writer("dumb@pulse", seconds=30.0).write(PROMPT)
    assert seconds_of(lambda: next(words)) < 1.0
    assert next(words) == ""
    words.close()


def test_stopping_is_no_failure_of_the_server(server):
    writer = server.writer("silent@stops", seconds=30.0, patience=Patience(failures=1, rest=60.0))
    for _ in range(3):
        words = writer.write(PROMPT)
        next(words)
        words.close()
    assert len(server.heard("silent@stops")) == 3


# Leaving a server alone


def test_a_server_that_keeps_failing_is_left_alone_for_a_while(server):
    writer = server.writer("out-of-order@alone", patience=Patience(attempts=1, failures=3, rest=60.0))
    for _ in range(3):
        failure(writer)
    told = []
    assert seconds_of(lambda: told.append(failure(writer))) < 0.1
    assert told[0].fault is Fault.UNAVAILABLE
    assert "failed 3 times in a row" in str(told[0])
    assert len(server.heard("out-of-order@alone")) == 3


def test_a_server_that_is_back_is_used_again(server):
    writer = server.writer("out-of-order-twice@back", patience=Patience(attempts=1, failures=2, rest=0.2))
    for _ in range(2):
        failure(writer)
    assert "left alone" in str(failure(writer))
    time.sleep(0.25)
    assert say(writer) == PLAIN
    assert say(writer) == PLAIN


def test_one_call_alone_finds_out_whether_a_server_is_back(server):
    writer = server.writer("silent@probe", seconds=0.5, patience=Patience(attempts=1, failures=1, rest=0.1))
    failure(writer)
    time.sleep(0.15)
    with ThreadPoolExecutor(6) as threads:
        told = sorted(str(error)[:40] for error in threads.map(lambda _: failure(writer), range(6)))
    assert len(server.heard("silent@probe")) == 2
    assert sum(text.startswith("the language model did not finish") for text in told) == 1


def test_a_refused_key_is_no_outage(server):
    writer = server.writer("unauthorised@often", patience=Patience(failures=1))
    faults = [failure(writer).fault for _ in range(3)]
    assert faults == [Fault.REFUSED] * 3


def test_threads_share_a_writer(server):
    writer = server.writer("right")
    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(lambda _: say(writer), range(16))) == {PLAIN}


# The key

TELLTALES = ("unauthorised", "out-of-order", "error-in-stream", "busy-for-an-hour", "cut", "nonsense", "elsewhere")


@BOTH
@pytest.mark.parametrize("script", TELLTALES)
def test_the_key_is_in_no_error_and_neither_it_nor_the_prompt_in_a_log(server, protocol, script, caplog):
    caplog.set_level(logging.DEBUG)
    writer = server.writer(f"{script}@canary", protocol=protocol)
    error = failure(writer)
    told = "".join(traceback.format_exception(error, chain=True)) + repr(error) + repr(writer)
    assert KEY not in told
    assert [canary for canary in CANARIES if canary in caplog.text] == []
    assert (error.__cause__, error.__context__) == (None, None)


def test_the_key_and_the_address_are_not_printed_with_the_settings(monkeypatch):
    monkeypatch.setenv("PANELQA_LLM", "openai:https://gateway.example/v1?code=CANARY")
    monkeypatch.setenv("PANELQA_LLM_MODEL", "large")
    monkeypatch.setenv("PANELQA_LLM_KEY", KEY)
    settings = load_settings()
    assert settings.llm.key == KEY
    assert "CANARY" not in repr(settings) + repr(open_writer(settings))


# Settings


def test_the_environment_names_server_model_and_key(monkeypatch):
    for name, value in {
        "": "openai:http://127.0.0.1:8080/v1",
        "_MODEL": "qwen3:8b",
        "_KEY": KEY,
        "_KEY_HEADER": "api-key",
        "_SECONDS": "20",
    }.items():
        monkeypatch.setenv(f"PANELQA_LLM{name}", value)
    assert load_settings().llm == ModelServer(
        protocol=Protocol.OPENAI,
        address="http://127.0.0.1:8080/v1",
        model="qwen3:8b",
        key=KEY,
        key_header="api-key",
        seconds=20.0,
        sees=frozenset(Access),
    )


def test_what_is_given_wins_and_none_turns_the_model_off(monkeypatch):
    monkeypatch.setenv("PANELQA_LLM", "openai:http://127.0.0.1:8080/v1")
    monkeypatch.setenv("PANELQA_LLM_MODEL", "large")
    given = load_settings(llm="ollama", model="small").llm
    assert (given.protocol, given.address, given.model) == (Protocol.OLLAMA, "http://127.0.0.1:11434", "small")
    assert load_settings(llm="none").llm is None


def set_to(served="ollama", **changes):
    plain = {"model": "small", "key": "", "key_header": "", "seconds": "", "sees": ""}
    return model_server(served, **{**plain, **changes})


@pytest.mark.parametrize(
    ("served", "model", "sees"),
    [
        ("ollama", "small", frozenset(Access)),
        ("openai:http://[::1]:8080/v1", "small", frozenset(Access)),
        ("openai:https://gateway.example/v1", "small", {Access.PUBLIC}),
        ("ollama:http://127.0.0.1.example:11434", "small", {Access.PUBLIC}),
        ("ollama", "gpt-oss:120b-cloud", {Access.PUBLIC}),
        ("ollama", "kimi-k2:cloud", {Access.PUBLIC}),
    ],
)
def test_only_public_papers_leave_this_machine(served, model, sees):
    assert set_to(served, model=model).sees == sees


def test_who_runs_it_may_say_what_the_model_sees():
    assert set_to("openai:https://own.example/v1", sees="Public, unknown").sees == {Access.PUBLIC, Access.UNKNOWN}


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"served": "http://127.0.0.1:8080"}, "PANELQA_LLM"),
        ({"served": "openai"}, "PANELQA_LLM"),
        ({"served": "openai:ftp://host/v1"}, "PANELQA_LLM"),
        ({"served": "openai:http://host:port/v1"}, "PANELQA_LLM"),
        ({"served": "openai:http://[::1/v1"}, "PANELQA_LLM"),
        ({"served": "openai:http://ho st/v1"}, "PANELQA_LLM"),
        ({"served": f"openai:http://me:{KEY}@host/v1"}, "PANELQA_LLM_KEY"),
        ({"model": ""}, "PANELQA_LLM_MODEL"),
        ({"model": "a" * 81}, "PANELQA_LLM_MODEL"),
        ({"model": "two\nlines"}, "PANELQA_LLM_MODEL"),
        ({"key": f"{KEY}\nx: y"}, "PANELQA_LLM_KEY"),
        ({"key": f"{KEY}£"}, "PANELQA_LLM_KEY"),
        ({"key_header": "api key"}, "PANELQA_LLM_KEY_HEADER"),
        ({"seconds": "soon"}, "PANELQA_LLM_SECONDS"),
        ({"seconds": "0"}, "PANELQA_LLM_SECONDS"),
        ({"seconds": "nan"}, "PANELQA_LLM_SECONDS"),
        ({"sees": "everything"}, "PANELQA_LLM_SEES"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_and_no_secret_told(wrong, named):
    with pytest.raises(SettingsError) as caught:
        set_to(**wrong)
    assert named in str(caught.value)
    assert KEY not in "".join(traceback.format_exception(caught.value))
