"""Results on standard output, everything else on standard error."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from qa.answers import Answer

_WIDEST = 100  # characters of a line; longer ones are hard to read


def say(text: str) -> None:
    """Print a result, flushed at once: a reader that has gone away is noticed here, and quietly."""
    typer.echo(text)


def tell(text: str) -> None:
    """Print what is not a result, if it is anything."""
    from qa.render import printable

    if text:
        typer.echo(printable(text), err=True)


def say_answer(answer: "Answer", *, most: int | None = None) -> None:
    """Print an answer as text, wrapped where standard output is a terminal; there, `most` things of a long list."""
    from shutil import get_terminal_size

    from qa.render import render

    width = min(get_terminal_size().columns, _WIDEST) if sys.stdout.isatty() else None
    say(render(answer, width=width, most=most if width else None))


def say_json(record: dict[str, object]) -> None:
    """Print a record as one line of JSON; in ASCII, so that no terminal and no separator of lines can spoil it."""
    say(json.dumps(record))


def say_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table: with lines on a terminal, else one row a line, its cells between tabs."""
    from qa.render import printable

    cells = [[printable(" ".join(cell.split())) for cell in row] for row in (columns, *rows)]
    if not sys.stdout.isatty():
        say("\n".join("\t".join(row) for row in cells))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for name in cells[0]:
        table.add_column(name, overflow="fold")
    for row in cells[1:]:
        table.add_row(*map(Text, row))
    Console().print(table)
