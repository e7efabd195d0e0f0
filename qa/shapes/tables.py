"""Tables of quotations as Markdown and as terminal text, and the first part of a long list.

Every word of a paper is data in them, a bar too.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.answers import Answer, Claim, Table
from qa.markdown import as_markdown

FIRST = 10  # things of a long list that are shown at first
SAYS_NOTHING = "The papers do not say."


def as_table(table: Table, claims: Sequence[Claim]) -> str:
    """Return a table as Markdown: in each cell who says it and when, the quotation and its marker."""
    said = _said(claims)
    head = f"| | {' | '.join(map(_cell, table.columns))} |"
    rule = f"|{'---|' * (len(table.columns) + 1)}"
    rows = (f"| {_cell(row.label)} | {' | '.join(_quoted(cell, said) for cell in row.cells)} |" for row in table.rows)
    return "\n".join((head, rule, *rows))


def _said(claims: Sequence[Claim]) -> dict[int, str]:
    return {marker: claim.text for claim in claims for marker in claim.citations}


def _quoted(markers: Sequence[int], said: dict[int, str]) -> str:
    return "<br>".join(f"{_cell(said[marker])} [{marker}]" for marker in markers) or SAYS_NOTHING


def _cell(words: str) -> str:
    r"""Return words for a cell, which has no lines.

    >>> print(_cell("a | b\nc"))
    a \| b c
    """
    return " ".join(as_markdown(words).split()).replace("|", "\\|")


def first_part(answer: Answer, *, most: int | None) -> Answer:
    """Return a list with no more than its first things and their sources; any other answer, and a table, whole."""
    if most is None or not answer.summary or answer.table or len(answer.claims) <= most:
        return answer
    claims = answer.claims[:most]
    cited = {marker for claim in claims for marker in claim.citations}
    return replace(answer, claims=claims, citations=tuple(one for one in answer.citations if one.marker in cited))


def table_lines(table: Table, claims: Sequence[Claim], *, width: int | None) -> list[str]:
    """Return a table as terminal text: for each row its label, then the columns below each other, indented."""
    said = _said(claims)
    return ["\n".join((row.label, *_columns(table.columns, row.cells, said, width=width))) for row in table.rows]


def _columns(
    names: Sequence[str], cells: Sequence[Sequence[int]], said: dict[int, str], *, width: int | None
) -> Iterator[str]:
    for name, cell in zip(names, cells, strict=True):
        yield f"  {name}"
        for words in [f"{said[marker]} [{marker}]" for marker in cell] or [SAYS_NOTHING]:
            for line in words.split("\n"):
                yield from textwrap.wrap(
                    line,
                    width=max(width or len(line) + 8, 28),
                    initial_indent="    ",
                    subsequent_indent="     ",
                    replace_whitespace=False,
                    expand_tabs=False,
                    break_long_words=False,
                    break_on_hyphens=False,
                )
