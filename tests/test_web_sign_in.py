"""Names, passwords and sessions."""

import json
import os
import socket
import stat

import pytest

from corpus.errors import SettingsError
from qa.web.access import check_binding, web_access
from qa.web.serve import serve
from qa.web.sign_in import (
    ATTEMPTS_OF_MANY,
    ATTEMPTS_OF_ONE,
    HOURS_12,
    WINDOW,
    SignIn,
    add_user,
    check,
    read_users,
    remove_user,
)
from tests.fakes_web import FakeDesk

PASSWORD = "four plain short words"


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def users(tmp_path_factory):
    path = tmp_path_factory.mktemp("home") / "users.jsonl"
    add_user(path, "Ada Clerk", PASSWORD)
    return path


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def desk(users, clock):
    return SignIn(users, clock)


def test_the_right_password_is_accepted_however_the_name_is_written(users):
    assert check(users, "  ada  CLERK ", PASSWORD) == "Ada Clerk"


@pytest.mark.parametrize(("name", "password"), [("Ada Clerk", PASSWORD + "x"), ("Ada", PASSWORD), ("", "")])
def test_anything_else_is_not(users, name, password):
    assert check(users, name, password) is None


def test_the_password_is_not_in_the_file_and_nobody_else_may_read_it(users):
    text = users.read_text()
    assert PASSWORD not in text
    assert set(json.loads(text)) == {"name", "salt", "hash", "n", "r", "p"}
    assert stat.S_IMODE(users.stat().st_mode) == 0o600


def test_adding_a_user_again_changes_the_password_alone(tmp_path):
    path = tmp_path / "deep" / "users.jsonl"
    add_user(path, "Bo", "the first password")
    add_user(path, "Cy", "the other password")
    add_user(path, "bo", "the second password")
    assert check(path, "Bo", "the first password") is None
    assert check(path, "Bo", "the second password") == "bo"
    assert sorted(read_users(path)) == ["bo", "cy"]


def test_a_removed_user_cannot_sign_in(tmp_path):
    path = tmp_path / "users.jsonl"
    add_user(path, "Bo", PASSWORD)
    remove_user(path, "BO")
    assert check(path, "Bo", PASSWORD) is None
    with pytest.raises(SettingsError, match="no user Bo"):
        remove_user(path, "Bo")


@pytest.mark.parametrize(
    ("name", "password", "told"),
    [
        ("Bo", "short", "12 to 200"),
        ("Bo", "x" * 201, "12 to 200"),
        (" ", PASSWORD, "name"),
        ("x" * 61, PASSWORD, "name"),
    ],
)
def test_a_name_or_password_that_will_not_do_says_why(tmp_path, name, password, told):
    with pytest.raises(SettingsError, match=told):
        add_user(tmp_path / "users.jsonl", name, password)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("line", ["nonsense", "[]", '{"name": "Bo"}', '{"name": "Bo", "salt": "?", "hash": "?"}'])
def test_a_broken_users_file_names_its_line(tmp_path, line):
    path = tmp_path / "users.jsonl"
    path.write_text(f"\n{line}\n")
    with pytest.raises(SettingsError, match="line 2 of"):
        read_users(path)


def test_a_session_lasts_twelve_hours(desk, clock):
    token = desk.enter("Ada Clerk", PASSWORD, address="10.0.0.1")
    assert desk.name(token) == "Ada Clerk"
    clock.now += HOURS_12 - 1
    assert desk.name(token) == "Ada Clerk"
    clock.now += 1
    assert desk.name(token) is None


def test_signing_out_ends_the_session(desk):
    token = desk.enter("Ada Clerk", PASSWORD, address="10.0.0.1")
    desk.leave(token)
    assert desk.name(token) is None
    assert desk.name("another") is None


def test_a_wrong_password_opens_no_session(desk):
    assert desk.enter("Ada Clerk", "not the password", address="10.0.0.1") is None


def test_after_five_attempts_the_sixth_has_to_wait(desk, clock):
    waits = [desk.attempt("Ada Clerk", address="10.0.0.1") for _ in range(ATTEMPTS_OF_ONE + 1)]
    assert waits == [0] * ATTEMPTS_OF_ONE + [WINDOW + 1]
    assert desk.attempt("Ada Clerk", address="10.0.0.2") == 0
    clock.now += WINDOW + 1
    assert desk.attempt("Ada Clerk", address="10.0.0.1") == 0


def test_one_address_cannot_try_many_names(desk):
    waits = [desk.attempt(f"name {number}", address="10.0.0.1") for number in range(ATTEMPTS_OF_MANY + 1)]
    assert waits[:-1] == [0] * ATTEMPTS_OF_MANY
    assert waits[-1] > 0


def test_many_addresses_cannot_try_one_name(desk):
    waits = [desk.attempt("Ada Clerk", address=f"10.0.0.{number}") for number in range(ATTEMPTS_OF_MANY + 1)]
    assert waits[:-1] == [0] * ATTEMPTS_OF_MANY
    assert waits[-1] > 0


def test_a_right_password_takes_its_attempt_back(desk):
    for _ in range(ATTEMPTS_OF_ONE * 2):
        assert desk.attempt("Ada Clerk", address="10.0.0.1") == 0
        assert desk.enter("Ada Clerk", PASSWORD, address="10.0.0.1")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "::1", "[::1]"])
def test_this_machine_alone_needs_no_users(host):
    assert check_binding(host, users=None) is None
    assert web_access(host, users=None).sign_in is None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "papers.example", "", "localhost.example"])
def test_any_other_address_is_refused_until_a_users_file_is_set(tmp_path, users, host):
    with pytest.raises(SettingsError, match="no users file is set"):
        check_binding(host, users=None)
    with pytest.raises(SettingsError, match="does not exist"):
        check_binding(host, users=tmp_path / "none.jsonl")
    assert web_access(host, users=users).sign_in is not None


def test_a_users_file_asks_for_signing_in_on_this_machine_too(users):
    assert web_access("127.0.0.1", users=users).sign_in is not None


def test_serving_to_others_without_a_way_to_sign_in_is_refused_at_the_last_door_too():
    announced = []
    with pytest.raises(SettingsError, match="set a users file"):
        serve(FakeDesk(), host="0.0.0.0", port=0, access=web_access("localhost", users=None), announce=announced.append)
    assert announced == []


def test_an_address_that_is_taken_is_an_error_that_says_what_to_do():
    access = web_access("127.0.0.1", users=None)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match="--port"):
            serve(FakeDesk(), host="127.0.0.1", port=port, access=access, announce=lambda _: None)


def test_a_users_file_that_cannot_be_written_is_an_error(tmp_path):
    if os.geteuid() == 0:
        (tmp_path / "users.jsonl.new").mkdir()  # root may write anywhere, but not over a folder
    else:
        tmp_path.chmod(0o500)
    with pytest.raises(SettingsError, match="cannot be written"):
        add_user(tmp_path / "users.jsonl", "Bo", PASSWORD)
