"""Settings: what is given wins over the environment, which wins over the defaults; bad values are named."""

from pathlib import Path

import pytest
from platformdirs import user_data_path

from corpus.errors import SettingsError
from index.embed import DEFAULT_EMBEDDER
from qa.settings import load_settings


def test_nothing_set_gives_the_defaults():
    settings = load_settings()
    assert settings.home == user_data_path("panelqa", appauthor=False)
    assert settings.embedder == DEFAULT_EMBEDDER
    assert (settings.register, settings.users, settings.names) == (None, None, frozenset())
    assert settings.users_file == settings.home / "users.jsonl"


def test_the_environment_is_read(monkeypatch, tmp_path):
    (tmp_path / "panels.toml").touch()
    monkeypatch.setenv("PANELQA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PANELQA_EMBEDDER", "all-MiniLM-L6-v2-int8")
    monkeypatch.setenv("PANELQA_REGISTER", str(tmp_path / "panels.toml"))
    monkeypatch.setenv("PANELQA_USERS", str(tmp_path / "users"))
    monkeypatch.setenv("PANELQA_NAMES", "Papers.Example, panel.example,")
    settings = load_settings()
    assert settings.home == tmp_path / "home"
    assert settings.cache == tmp_path / "home" / "cache"
    assert settings.embedder == "all-MiniLM-L6-v2-int8"
    assert settings.register == tmp_path / "panels.toml"
    assert settings.users_file == tmp_path / "users"
    assert settings.names == {"papers.example", "panel.example"}


def test_what_is_given_wins_over_the_environment(monkeypatch, tmp_path):
    for name in ("HOME", "EMBEDDER", "USERS"):
        monkeypatch.setenv(f"PANELQA_{name}", "of-the-environment")
    settings = load_settings(home=tmp_path, embedder="given", users=tmp_path / "given")
    assert (settings.home, settings.embedder, settings.users) == (tmp_path, "given", tmp_path / "given")


def test_a_variable_set_to_nothing_counts_as_not_set(monkeypatch):
    monkeypatch.setenv("PANELQA_HOME", " ")
    monkeypatch.setenv("PANELQA_EMBEDDER", "")
    assert load_settings() == load_settings(home=user_data_path("panelqa", appauthor=False), embedder=DEFAULT_EMBEDDER)


def test_paths_are_made_absolute_and_keep_their_links(monkeypatch, tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert load_settings(home=Path("link/../link")).home == tmp_path / "link"
    assert load_settings(home=Path("~/papers")).home == tmp_path / "papers"


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("PANELQA_HOME", "file", "is a file"),
        ("PANELQA_HOME", "~no-such-user-here/x", "does not know"),
        ("PANELQA_EMBEDDER", "two\nlines", "PANELQA_EMBEDDER"),
        ("PANELQA_REGISTER", "missing.toml", "missing.toml, which is not a file"),
        ("PANELQA_USERS", "folder", "is a folder"),
        ("PANELQA_NAMES", "https://papers.example", "without https://"),
        ("PANELQA_NAMES", "papers.example:443", "'papers.example:443'"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_what_to_do(monkeypatch, tmp_path, variable, value, said):
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=said):
        load_settings()
