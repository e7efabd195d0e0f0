"""One card for each citation: where the words stand, and the words in their surroundings."""

from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from corpus.papers import Access, Origin, Paper
from qa.answers import Citation
from qa.privacy import masked
from qa.web.plain import ACCESS_MARKS, day, kind_and_status

REACH = 600  # characters shown on each side of a quotation
_SNAP = 80  # how far a cut may move to stand between words


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The words of a paper before and after a quotation, and whether the paper goes on beyond them."""

    before: str
    after: str
    more_before: bool
    more_after: bool


def place(citation: Citation) -> str:
    """Return the key of a quotation's place: the same words of the same paper have the same."""
    return f"{citation.paper}:{citation.start}-{citation.end}"


def surroundings(paper: Paper, *, start: int, end: int) -> Surroundings:
    """Return about `REACH` characters on each side of a quotation, cut between words, without private contacts."""
    low, high = max(0, start - REACH), min(len(paper.text), end + REACH)
    while 0 < low < start and not paper.text[low - 1].isspace() and low > start - REACH - _SNAP:
        low -= 1
    while end < high < len(paper.text) and not paper.text[high].isspace() and high < end + REACH + _SNAP:
        high += 1
    return Surroundings(
        before=masked(paper.text[low:start]),
        after=masked(paper.text[end:high]),
        more_before=low > 0,
        more_after=high < len(paper.text),
    )


def card(citation: Citation, *, ident: str, around: dict[str, Surroundings], told: bool) -> str:
    """Return one citation as HTML.

    Args:
        citation: what to show.
        ident: the element id that markers point to.
        around: surroundings by `place`; without its own the card does not open.
        told: the answer shows the quotation already, word for word, so that the closed card need not.
    """
    found = around.get(place(citation))
    quote = "" if told and found else f'<blockquote class="quote">{escape(citation.quote.strip())}</blockquote>'
    return (
        f'<div class="card" id="{ident}" tabindex="-1">'
        f'<p class="card__where"><span class="card__marker">[{citation.marker}]</span> {_where(citation)}</p>'
        f'<p class="card__paper">{escape(_paper_line(citation))}</p>{_tags(citation)}{quote}'
        f"{_opened(citation, found) if found else ''}{_link(citation)}</div>"
    )


def _where(citation: Citation) -> str:
    panel = escape(citation.panel or "Panel not stated")
    if citation.panel and citation.panel_origin is Origin.INFERRED:
        panel += ' <span class="aside">(inferred)</span>'
    when = f'<time datetime="{citation.date.isoformat()}">{day(citation.date)}</time>' if citation.date else "undated"
    return f"<strong>{panel}</strong>, {when}"


def _paper_line(citation: Citation) -> str:
    page = f"page {citation.page}" if citation.page else ""
    speaker = f"said by {citation.speaker}" if citation.speaker else ""
    return ", ".join(part for part in (citation.title, citation.locator, page, speaker) if part)


def _tags(citation: Citation) -> str:
    tags = [f'<li class="tag">{escape(word)}</li>' for word in kind_and_status(citation)]
    if mark := ACCESS_MARKS[citation.access]:
        look = "tag--exempt" if citation.access is Access.EXEMPT else "tag--unknown"
        tags.append(f'<li class="tag {look}">{escape(mark)}</li>')
    return f'<ul class="tags" aria-label="About this paper">{"".join(tags)}</ul>' if tags else ""


def _opened(citation: Citation, found: Surroundings) -> str:
    before = ("… " if found.more_before else "") + found.before
    after = found.after + (" …" if found.more_after else "")
    return (
        f'<details class="opens"><summary>Show the passage in the paper'
        f'<span class="unseen"> for source {citation.marker}</span></summary>'
        f'<div class="passage">{escape(before)}<mark>{escape(citation.quote)}</mark>{escape(after)}</div>'
        f'<p class="file">File: {escape(citation.file)}</p></details>'
    )


def _link(citation: Citation) -> str:
    """Return a link to the published paper; only http and https, and its address in full so that it hides nothing."""
    if not citation.url or not _is_web(citation.url):
        return ""
    address = escape(citation.url, quote=True)
    return (
        f'<p class="published">Published at <a href="{address}" rel="noopener noreferrer" target="_blank">'
        f'{address}<span class="unseen"> (opens in a new tab)</span></a></p>'
    )


def _is_web(url: str) -> bool:
    """Tell whether an address is one of the web.

    >>> _is_web("https://papers.example/minutes"), _is_web("javascript:alert(1)"), _is_web("https:evil")
    (True, False, False)
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable() and " " not in url
