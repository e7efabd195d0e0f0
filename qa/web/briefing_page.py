"""A briefing as HTML. Pure functions: every word of a paper is escaped here, and none of it is read as markup."""

from base64 import b64encode
from html import escape

from qa.briefings.parts import (
    Block,
    Briefing,
    Chart,
    Line,
    Paragraph,
    Part,
    Phrase,
    Points,
    Subheading,
    Table,
)
from qa.web.cards import Surroundings, card
from qa.web.page import CHECK

WORD, MARKDOWN = "/briefing.docx", "/briefing.md"


def briefing(made: Briefing, *, query: str, around: dict[str, Surroundings]) -> str:
    """Return a finished briefing.

    Args:
        made: what to show.
        query: the order as the query of a link, for the files.
        around: the words beside each source's first quotation, by `cards.place(citation)`.
    """
    words = f"The briefing is ready: {made.title}. {len(made.sources)} sources."
    return (
        f'<article class="briefing" id="briefing-ready" data-announce="{escape(words, quote=True)}" tabindex="-1">'
        f"<h2>{escape(made.title)}</h2>{_files(query)}{_facts(made)}"
        f"{''.join(map(_part, made.parts))}{_sources(made, around)}"
        f'<p class="made">{CHECK}</p></article>'
    )


def progress(doing: str, *, done: int, of: int) -> str:
    """Return what is being done, and how far that is."""
    return (
        f'<div class="briefing-progress" data-pending data-announce="{escape(doing, quote=True)}">'
        f'<label for="briefing-bar">{escape(doing)} …</label> <progress id="briefing-bar" value="{done}" max="{of}">'
        f"{done} of {of}</progress></div>"
    )


def _files(query: str) -> str:
    href = escape(f"?{query}", quote=True)
    return (
        '<p class="files"><strong>Download:</strong> '
        f'<a href="{WORD}{href}" download>Word file (.docx)</a> '
        f'<a href="{MARKDOWN}{href}" download>Markdown (.md)</a></p>'
    )


def _facts(made: Briefing) -> str:
    rows = "".join(f"<div><dt>{escape(label)}</dt><dd>{_line(line)}</dd></div>" for label, line in made.facts)
    return f'<dl class="facts">{rows}</dl>'


def _part(part: Part) -> str:
    return f"<section><h3>{escape(part.heading)}</h3>{''.join(map(_block, part.blocks))}</section>"


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return f"<p>{_line(block.line)}</p>"
        case Points():
            return f"<ul>{''.join(f'<li>{_line(line)}</li>' for line in block.lines)}</ul>"
        case Subheading():
            return f"<h4>{escape(block.text)}</h4>"
        case Table():
            return _table(block)
        case Chart():
            picture = b64encode(block.png).decode()
            return (
                f'<figure><img alt="{escape(block.alt, quote=True)}" src="data:image/png;base64,{picture}">'
                f"<figcaption>{_line(block.caption)}</figcaption></figure>"
            )


def _table(table: Table) -> str:
    """Return a table that scrolls sideways by itself where it is too wide, by keyboard too."""
    heads = "".join(f'<th scope="col">{escape(header)}</th>' for header in table.headers)
    rows = "".join(f"<tr>{''.join(f'<td>{_line(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
    name = escape(table.caption, quote=True)
    return (
        f'<div class="scrolls" role="region" aria-label="{name}" tabindex="0"><table><caption>{escape(table.caption)}'
        f"</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _line(line: Line) -> str:
    return "".join(map(_phrase, line))


def _phrase(phrase: Phrase) -> str:
    words = escape(phrase.shown)
    if phrase.url:
        words = f'<a href="{escape(phrase.url, quote=True)}" rel="noopener noreferrer">{words}</a>'
    markers = "".join(
        f'<a class="marker" href="#{_ident(marker)}" data-card="{_ident(marker)}"><span class="unseen">Source </span>'
        f"[{marker}]</a>"
        for marker in phrase.markers
    )
    return f"{words}{'&nbsp;' if words and markers else ''}{markers}"


def _ident(marker: int) -> str:
    return f"briefing-source-{marker}"


def _sources(made: Briefing, around: dict[str, Surroundings]) -> str:
    if not made.sources:
        return ""
    shown = made.shown_in_text()
    cards = "".join(
        card(
            source.first,
            ident=_ident(source.marker),
            around=around,
            told=source.first.quote in shown,
        )
        for source in made.sources
    )
    return f'<section class="sources"><h3>Sources</h3>{cards}</section>'
