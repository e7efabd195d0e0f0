"""The endnotes of a Word file, as the XML that Word keeps them in: python-docx 1.2 writes none.

One note for each source; where it is named again, a NOTEREF field points to the note, so that Word numbers both anew
when somebody adds or strikes out. Source: ECMA-376, part 1, sections 17.11.2 (endnote) and 17.16.5.41 (NOTEREF).
"""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from corpus.papers import Access, PaperStatus
from qa.briefings.parts import Briefing, Source, on_one_line, unshown
from qa.web.plain import ACCESS_MARKS

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/endnotes"
TEXT_STYLE, MARK_STYLE, LINK_STYLE = "EndnoteText", "EndnoteReference", "Hyperlink"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# Characters that XML 1.0 cannot hold.
_UNUSABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def usable(text: str) -> str:
    r"""Return a text with what XML cannot hold shown as the sign for a missing character.

    >>> usable("a\x0cb")
    'a\ufffdb'
    """
    return _UNUSABLE.sub("\ufffd", text)


def is_web(url: str) -> bool:
    """Tell whether an address may stand behind a link: the web's, and printable."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable() and " " not in url


def addresses(sources: Sequence[Source]) -> tuple[str, ...]:
    """Return the web addresses of the sources, each once: the nth is behind relationship rIdn of the endnotes."""
    return tuple(dict.fromkeys(url for source in sources if (url := source.first.url) and is_web(url)))


def endnotes(briefing: Briefing) -> bytes:
    """Return the part word/endnotes.xml: a note for each source."""
    urls, shown = addresses(briefing.sources), briefing.shown_in_text()
    notes = "".join(
        _note(source, place, urls=urls, shown=shown)
        for source, place in zip(briefing.sources, briefing.places(), strict=True)
    )
    separators = "".join(
        f'<w:endnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0"/>'
        f"</w:pPr><w:r><w:{kind}/></w:r></w:p></w:endnote>"
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:endnotes xmlns:w="{_MAIN}" xmlns:r="{_RELATIONS}">{separators}{notes}</w:endnotes>'
    ).encode()


def _note(source: Source, place: str, *, urls: Sequence[str], shown: frozenset[str]) -> str:
    """Return one note: where the words stand, the paper's title as the link, and words that the text leaves out."""
    first = source.first
    before, title, after = place.partition(first.title)
    if first.url in urls:
        link = (
            f'<w:hyperlink r:id="rId{urls.index(first.url) + 1}" w:history="1">{_run(title, LINK_STYLE)}</w:hyperlink>'
        )
    else:
        link = _run(title)
    words = "".join(f" “{on_one_line(quote)}”" for quote in unshown(source, shown))
    mark = ACCESS_MARKS[first.access] if first.access is not Access.PUBLIC else ""
    marks = [mark, "Draft" if first.status is PaperStatus.DRAFT else ""]
    aside = "".join(f" {one}." for one in marks if one)
    return (
        f'<w:endnote w:id="{source.marker}"><w:p><w:pPr><w:pStyle w:val="{TEXT_STYLE}"/></w:pPr>'
        f'<w:r><w:rPr><w:rStyle w:val="{MARK_STYLE}"/></w:rPr><w:endnoteRef/></w:r>'
        f"{_run(f' {before}')}{link}{_run(f'{after}.{aside}{words}')}</w:p></w:endnote>"
    )


def _run(text: str, style: str = "") -> str:
    properties = f"<w:rPr><w:rStyle w:val={quoteattr(style)}/></w:rPr>" if style else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(usable(text))}</w:t></w:r>' if text else ""
