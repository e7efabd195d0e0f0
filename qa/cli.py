"""The commands. Each parses, calls and prints; what it needs is imported when it runs, so that help comes at once."""

import gc
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from corpus.errors import PanelqaError
from corpus.papers import Access
from qa import options
from qa.actions_command import actions
from qa.brief_command import brief
from qa.options import Embedder, Home, Kinds, Llm, Model, Panels, Since, Until, Users
from qa.terminal import say, say_answer, say_json, say_table, tell

if TYPE_CHECKING:
    from index.ingest import Report
    from index.search import Scope
    from qa.answers import Answer
    from qa.settings import Settings

app = typer.Typer(
    help="Questions over panel papers, answered word for word and cited.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
user = typer.Typer(help="Say who may sign in to the page.", no_args_is_help=True)
app.add_typer(user, name="user")
app.command("actions")(actions)
app.command("brief")(brief)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run panelqa with these arguments, by default the process's own, and exit: 0, 1, 2, 75, or 130 after Ctrl-C."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show a letter shows its code
    try:
        app(args=None if arguments is None else list(arguments), prog_name="panelqa")
    except PanelqaError as error:
        tell(f"panelqa: {' '.join(str(error).split())}")
        sys.exit(error.exit_code)
    finally:
        gc.freeze()  # or else Python looks for cycles in all that was loaded, a tenth of a second for nothing
    sys.exit(0)


@app.command("index")
def index_papers(  # noqa: PLR0913 - options are parameters
    paths: Annotated[list[Path] | None, typer.Argument(metavar="PATH...", help="Folders of papers, or files.")] = None,
    *,
    sample: Annotated[bool, typer.Option("--sample", help="The papers of a fictional panel, to try it with.")] = False,
    access: Annotated[Access | None, typer.Option(help="Who may see papers of which papers.csv does not say.")] = None,
    remove: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Take papers out: file name or id.")] = None,
    listing: Annotated[bool, typer.Option("--list", help="List the papers and where each value comes from.")] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Read all papers anew, with the embedder set.")] = False,
    home: Home = None,
    embedder: Embedder = None,
) -> None:
    """Read papers into the index; again, only what is new or changed. What is gone from PATH leaves the index."""
    from corpus.sample import folder
    from qa import intake

    given = [*(paths or ()), *([folder()] if sample else [])]
    settings = options.settings(home, embedder=embedder)
    if listing + rebuild + bool(remove) > 1:
        raise typer.BadParameter("choose one of --list, --rebuild and --remove")
    if listing:
        _list_papers(settings)
    elif remove:
        _ingest(partial(intake.remove, settings, [*remove, *map(str, given)]))
    elif rebuild:
        _ingest(partial(intake.rebuild, settings, given, access=access))
    elif given:
        _ingest(partial(intake.update, settings, given, access=access))
    else:
        raise typer.BadParameter("give folders or files, or one of --sample, --list, --remove and --rebuild")


def _ingest(work: "partial[Report]") -> None:
    """Do the work under progress bars and say what came of it."""
    from qa.listing import report_lines
    from qa.progress import bars

    with bars() as move:
        report = work(progress=move)
    tell("\n".join(report_lines(report)))
    if not report.papers:
        raise PanelqaError("the index holds no papers: give a folder of papers that can be read")


def _list_papers(settings: "Settings") -> None:
    from qa.assemble import store
    from qa.listing import PAPER_COLUMNS, paper_rows, unread_lines

    held = store(settings)
    held.manifest()  # without an index there is nothing to list, which it says
    say_table(PAPER_COLUMNS, paper_rows(held.papers()))
    tell("\n".join(unread_lines(held.skipped())))


@app.command()
def ask(  # noqa: PLR0913 - options are parameters
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="In quotation marks.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")] = False,
    batch: Annotated[
        Path | None, typer.Option(metavar="FILE", help='Questions, one JSON object a line; "-" is standard input.')
    ] = None,
    whole: Annotated[bool, typer.Option("--all", help="Show all of a long list.")] = False,
    panel: Panels = None,
    since: Since = None,
    until: Until = None,
    kind: Kinds = None,
    llm: Llm = None,
    model: Model = None,
    home: Home = None,
    embedder: Embedder = None,
) -> None:
    """Answer a question from the papers, word for word, or say that they do not say."""
    from qa.answers import Question
    from qa.assemble import open_assistant
    from qa.shapes.tables import FIRST

    if (question is None) == (batch is None):
        raise typer.BadParameter("give a QUESTION or --batch FILE")
    settings = options.settings(home, embedder=embedder, llm=llm, model=model)
    scope = options.scope(settings, panels=panel, since=since, until=until, kinds=kind)
    if batch is not None:
        _ask_batch(settings, batch, scope=scope, as_json=as_json)
    elif question is not None:
        answer = _await(open_assistant(settings).stages(Question(text=question, scope=scope)), settings)
        say_json(answer.to_json()) if as_json else say_answer(answer, most=None if whole else FIRST)


def _await(steps: "Iterator[str | Answer]", settings: "Settings") -> "Answer":
    """Return the answer; where a language model takes part, which can take a while, say what it is at."""
    said = ""
    for step in steps:
        if not isinstance(step, str):
            return step
        if settings.llm and step != said:
            tell(f"{step} …")
        said = step
    raise TypeError("an assistant ended without an answer")


def _ask_batch(settings: "Settings", file: Path, *, scope: "Scope", as_json: bool) -> None:
    """Answer the questions of a file in order, each as soon as it is read; exit with 1 when one of them failed."""
    from qa.assemble import open_assistant
    from qa.batch import answer_lines

    failed = False
    try:
        lines = sys.stdin.buffer if str(file) == "-" else file.open("rb")
    except OSError as error:
        raise PanelqaError(f"{file} cannot be read: {error.strerror}") from error
    with lines:
        for outcome in answer_lines(lines, ask=open_assistant(settings).ask, scope=scope):
            failed |= outcome.answer is None
            if as_json:
                say_json(outcome.to_json())
            elif outcome.answer is None:
                tell(f"panelqa: {outcome.error}")
            else:
                say_answer(outcome.answer)
                say("-" * 72)
    if failed:
        raise typer.Exit(1)


@app.command()
def serve(  # noqa: PLR0913 - options are parameters
    *,
    host: Annotated[
        str, typer.Option(help="The address to serve on. Others than this machine's need users.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes any that is free.")] = 7860,
    users: Users = None,
    llm: Llm = None,
    model: Model = None,
    home: Home = None,
    embedder: Embedder = None,
) -> None:
    """Serve the page until Ctrl-C; on this machine's own addresses for you alone, on others for those who sign in."""
    from qa.assemble import open_assistant
    from qa.web.access import is_loopback, web_access
    from qa.web.serve import serve as run
    from qa.web.sign_in import read_users

    settings = options.settings(home, embedder=embedder, users=users, llm=llm, model=model)
    known = settings.users if is_loopback(host) else settings.users_file
    access = web_access(host, users=known, names=settings.names)
    if known:
        read_users(known)  # what is wrong with it is better said now than to whoever tries to sign in
    assistant = open_assistant(settings)
    tell("Starting. Open this address in a browser; Ctrl-C ends it:")
    run(assistant, host=host, port=port, access=access, announce=say)


@app.command()
def verify(*, home: Home = None) -> None:
    """Check the index, file by file."""
    from qa.assemble import store
    from qa.listing import CHECK_COLUMNS, check_rows

    checks = store(options.settings(home)).verify()
    say_table(CHECK_COLUMNS, check_rows(checks))
    if not all(check.ok for check in checks):
        raise PanelqaError("the index is damaged: run `panelqa index --rebuild`")


@app.command()
def version() -> None:
    """Print the version."""
    from importlib.metadata import version as installed

    say(f"panelqa {installed('panelqa')}")


def _print_version(wanted: bool) -> None:
    if wanted:
        version()
        raise typer.Exit


@app.callback()
def before_any_command(
    *,
    _: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Take what stands before a command."""


@user.command("add")
def add_user(name: str, *, users: Users = None, home: Home = None) -> None:
    """Add somebody, or give them a new password: typed twice, or one line of standard input."""
    from qa.web import sign_in

    path = options.settings(home, users=users).users_file
    sign_in.add_user(path, name, _password())
    tell(f"{name} may sign in ({path}).")


def _password() -> str:
    from getpass import getpass

    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass("Password: ")
    if getpass("The same again: ") != password:
        raise PanelqaError("the two passwords differ: try again")
    return password


@user.command("remove")
def remove_user(name: str, *, users: Users = None, home: Home = None) -> None:
    """Remove somebody. Who is signed in stays so until the page is served anew, 12 hours at most."""
    from qa.web import sign_in

    path = options.settings(home, users=users).users_file
    sign_in.remove_user(path, name)
    tell(f"{name} may no longer sign in ({path}).")


@user.command("list")
def list_users(*, users: Users = None, home: Home = None) -> None:
    """Print who may sign in, one name a line."""
    from qa.web.sign_in import read_users

    for known in read_users(options.settings(home, users=users).users_file).values():
        say(known.name)


if __name__ == "__main__":
    main()
