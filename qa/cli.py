"""The commands. Each parses, calls and prints; what it needs is imported when it runs, so that help comes at once."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from corpus.errors import PanelqaError, ScopeError
from corpus.papers import Access, PaperKind

if TYPE_CHECKING:
    import datetime as dt

    from index.ingest import Report
    from index.search import Scope
    from qa.assistant import Assistant
    from qa.settings import Settings

app = typer.Typer(
    help="Answers from panel papers, word for word and cited. `panelqa COMMAND --help` explains each command.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
users_app = typer.Typer(help="Say who may sign in to the page.", no_args_is_help=True)
app.add_typer(users_app, name="user")

Home = Annotated[Path | None, typer.Option(help="Folder of the index.", show_default="the user's data folder")]
Embedder = Annotated[str | None, typer.Option(help="Embedding model: a name or a folder.", show_default="MiniLM")]
Users = Annotated[Path | None, typer.Option(help="File of those who may sign in.", show_default="users.jsonl in --home")]


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run panelqa with these arguments, by default the process's own, and exit: 0, 1, 2, 75, or 130 after Ctrl-C."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show a letter shows its code
    try:
        app(args=None if arguments is None else list(arguments), prog_name="panelqa")
    except PanelqaError as error:
        _tell(f"panelqa: {' '.join(str(error).split())}")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(0)


def _print(text: str) -> None:
    """Print a result."""
    print(text, flush=True)


def _tell(text: str) -> None:
    """Print what is not a result."""
    from qa.plain_terminal import printable

    print(printable(text), file=sys.stderr, flush=True)


def _settings(home: Path | None, *, embedder: str | None = None, users: Path | None = None) -> "Settings":
    from qa.settings import load_settings

    return load_settings(home=home, embedder=embedder, users=users)


def _version(wanted: bool) -> None:
    if wanted:
        version()
        raise typer.Exit


@app.callback()
def options(
    _: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Take the options that stand before any command."""


@app.command()
def version() -> None:
    """Print the version."""
    from importlib.metadata import version as installed

    _print(f"panelqa {installed('panelqa')}")
