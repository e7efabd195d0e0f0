"""Long lists and comparisons as HTML: the first things and the others behind a heading; a table with its headers."""

from collections.abc import Callable, Sequence
from html import escape

from qa.answers import Claim, Table
from qa.shapes.tables import FIRST, SAYS_NOTHING


def folded(parts: Sequence[str], *, noun: str) -> str:
    """Return parts of HTML, those after the first `FIRST` folded away under a line that says how many there are."""
    if len(parts) <= FIRST:
        return "".join(parts)
    rest = len(parts) - FIRST
    return (
        f'{"".join(parts[:FIRST])}<details class="more"><summary>Show {rest:,} more {noun}{"" if rest == 1 else "s"}'
        f"</summary>{''.join(parts[FIRST:])}</details>"
    )


def table(sides: Table, claims: Sequence[Claim], *, marker: Callable[[int], str]) -> str:
    """Return a table whose cells hold claims with their markers; `marker` gives the HTML of one."""
    said = {one: claim.text for claim in claims for one in claim.citations}
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in sides.columns)
    rows = "".join(
        f'<tr><th scope="row">{escape(row.label)}</th>'
        + "".join(f"<td>{_cell(cell, said, marker=marker)}</td>" for cell in row.cells)
        + "</tr>"
        for row in sides.rows
    )
    return (
        '<div class="sides" tabindex="0" role="region" aria-label="Comparison"><table>'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cell(markers: Sequence[int], said: dict[int, str], *, marker: Callable[[int], str]) -> str:
    words = "".join(f"<p>{escape(said[one])}&nbsp;{marker(one)}</p>" for one in markers)
    return words or f'<p class="aside">{SAYS_NOTHING}</p>'
