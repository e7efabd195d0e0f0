"""What can be set, in one object. The only module that reads the environment."""

import os
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import SettingsError
from index.embed import DEFAULT_EMBEDDER
from qa.writing.model_server import ModelServer, model_server


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that whoever runs panelqa may choose."""

    home: Path  # PANELQA_HOME: where the index lies
    embedder: str = DEFAULT_EMBEDDER  # PANELQA_EMBEDDER: as `index.embed.open_embedder` takes it
    register: Path | None = None  # PANELQA_REGISTER: more panels, in the form of corpus/panels.toml
    users: Path | None = None  # PANELQA_USERS: who may sign in
    names: frozenset[str] = frozenset()  # PANELQA_NAMES: host names under which others reach the page
    llm: ModelServer | None = None  # PANELQA_LLM and those beginning with it: the language model that writes, if any

    @property
    def cache(self) -> Path:
        """Return where exported models are kept."""
        return self.home / "cache"

    @property
    def users_file(self) -> Path:
        """Return the users file, also where none is set: the one that `panelqa user` then keeps."""
        return self.users or self.home / "users.jsonl"


def load_settings(
    *,
    home: Path | None = None,
    embedder: str | None = None,
    users: Path | None = None,
    llm: str | None = None,
    model: str | None = None,
) -> Settings:
    """Return the settings: what is given here, else what the environment says, else the defaults.

    A variable that is set to nothing counts as not set.

    Raises:
        SettingsError: a value cannot be used; names the option or variable.
    """
    return Settings(
        home=_folder(home or _path("PANELQA_HOME") or _data_folder()),
        embedder=_embedder(embedder or _read("PANELQA_EMBEDDER") or DEFAULT_EMBEDDER),
        register=_register(_path("PANELQA_REGISTER")),
        users=_users(users or _path("PANELQA_USERS")),
        names=_names(_read("PANELQA_NAMES")),
        llm=model_server(
            llm or _read("PANELQA_LLM"),
            model=model or _read("PANELQA_LLM_MODEL"),
            key=_read("PANELQA_LLM_KEY"),
            key_header=_read("PANELQA_LLM_KEY_HEADER"),
            seconds=_read("PANELQA_LLM_SECONDS"),
            sees=_read("PANELQA_LLM_SEES"),
        ),
    )


def _read(name: str) -> str:
    return os.environ.get(name, "").strip()


def _path(name: str) -> Path | None:
    return Path(_read(name)) if _read(name) else None


def _data_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("panelqa", appauthor=False)


def _absolute(path: Path) -> Path:
    """Return a path that stays the same wherever the process goes; "~" is the user's own folder."""
    try:
        return Path(os.path.abspath(path.expanduser()))  # noqa: PTH100 - resolve() would follow links, which may move
    except RuntimeError as error:
        raise SettingsError(f"{path} names a user whom this machine does not know: write the folder in full") from error


def _folder(path: Path) -> Path:
    home = _absolute(path)
    if home.exists() and not home.is_dir():
        raise SettingsError(f"{home} is a file: --home (or PANELQA_HOME) names the folder that holds the index")
    return home


def _embedder(name: str) -> str:
    if "\n" in name or len(name) > 300:
        raise SettingsError("the embedder's name (--embedder or PANELQA_EMBEDDER) is not that of a model or a folder")
    return name


def _register(path: Path | None) -> Path | None:
    if path is None:
        return None
    if not _absolute(path).is_file():
        raise SettingsError(f"PANELQA_REGISTER names {path}, which is not a file: give a register of panels")
    return _absolute(path)


def _users(path: Path | None) -> Path | None:
    if path is None:
        return None
    if path.is_dir():
        raise SettingsError(f"{path} is a folder: --users (or PANELQA_USERS) names a file")
    return _absolute(path)


def _names(text: str) -> frozenset[str]:
    """Return host names, in lower case as browsers send them."""
    names = frozenset(name.strip().lower() for name in text.split(",")) - {""}
    for name in sorted(names):
        if any(sign in name for sign in "/:@ *\t"):
            raise SettingsError(
                f"PANELQA_NAMES holds {name!r}: give host names without https:// and port, such as papers.example"
            )
    return names
