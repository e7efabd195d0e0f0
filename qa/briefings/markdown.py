"""A briefing as Markdown: for notes, wikis and whatever reads text."""

import re
from collections.abc import Iterator

from corpus.papers import PaperStatus
from qa.briefings.parts import (
    Block,
    Briefing,
    Chart,
    Line,
    Paragraph,
    Phrase,
    Points,
    Source,
    Subheading,
    Table,
    on_one_line,
    unshown,
)

# What Markdown would read as a mark of its own. A paper's words are data: none of them makes a link or a heading.
_MARKS = re.compile(r"([\\`*_\[\]<>|#~])")


def to_markdown(briefing: Briefing) -> str:
    """Return the briefing; markers are [1], the sources a numbered list at its end."""
    lines = [f"# {_escaped(briefing.title)}", ""]
    lines += [f"- **{label}:** {_line(line)}" for label, line in briefing.facts]
    for part in briefing.parts:
        lines += ["", f"## {part.heading}", ""]
        for block in part.blocks:
            lines += [*_block(block), ""]
    if briefing.sources:
        lines += ["## Sources", ""]
        shown = briefing.shown_in_text()
        lines += [
            f"{source.marker}. {_source(source, place, shown=shown)}"
            for source, place in zip(briefing.sources, briefing.places(), strict=True)
        ]
    return "\n".join(_single_spaced(lines)).rstrip() + "\n"


def _single_spaced(lines: list[str]) -> Iterator[str]:
    before = "x"
    for line in lines:
        if line or before:
            yield line
        before = line


def _block(block: Block) -> list[str]:
    match block:
        case Paragraph():
            return [_line(block.line)]
        case Points():
            return [f"- {_line(line)}" for line in block.lines]
        case Subheading():
            return [f"### {_escaped(block.text)}"]
        case Table():
            return [_escaped(block.caption) + ":", "", *_table(block)]
        case Chart():
            return [_line(block.caption), "", f"({_escaped(block.alt)})"]


def _table(table: Table) -> list[str]:
    rows = [[_line(cell) for cell in row] for row in table.rows]
    return [
        f"| {' | '.join(table.headers)} |",
        f"| {' | '.join('---' for _ in table.headers)} |",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]


def _line(line: Line) -> str:
    return "".join(map(_phrase, line)).strip()


def _phrase(phrase: Phrase) -> str:
    words = _escaped(phrase.shown)
    if phrase.url:
        words = f"[{words}]({phrase.url})"
    markers = "".join(f"[{marker}]" for marker in phrase.markers)
    return f"{words} {markers}" if markers else words


def _escaped(words: str) -> str:
    return _MARKS.sub(r"\\\1", words)


def _source(source: Source, place: str, *, shown: frozenset[str]) -> str:
    """Return a source by its place; with the words that the text does not quote."""
    first = source.first
    words = " ".join(f"“{_escaped(on_one_line(quote))}”" for quote in unshown(source, shown))
    draft = " Draft." if first.status is PaperStatus.DRAFT else ""
    where = f" <{first.url}>" if first.url else ""
    return f"{_escaped(place)}.{draft}{f' {words}' if words else ''}{where}"
