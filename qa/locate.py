"""Where a quotation stands, as an officer would say it: "para 3.8", "resolutions a) to c)", "Decision Record 244"."""

import re
from collections.abc import Sequence

from corpus.outcomes import PARTS
from corpus.papers import Role, Section

_PARAGRAPH = re.compile(r"\d+(?:\.\d+)+\.?$")
_PARTS = frozenset(PARTS.values())
_MINUTE = re.compile(r"Minute(?: number)?:.*")
_ITEM = re.compile(r"\d{1,4}(?:/\d{2})?\.?$")


def locator(quoted: Sequence[Section], sections: Sequence[Section]) -> str:
    """Return the place of the quoted sections, which must not be empty, among all sections of their paper."""
    first, last = quoted[0], quoted[-1]
    above = _place_above(first, sections)
    if first.role is Role.RESOLUTION:
        many = len(quoted) > 1
        named = _span(first.number, last.number, many=len(quoted)) if first.number else ""
        limbs = [
            one.number for one in sections if one.block == first.block and one.role is Role.RESOLUTION and one.number
        ]
        if named and len(limbs) > len(quoted):
            named += f", {'one ' if len(quoted) == 1 else ''}of {_span(limbs[0], limbs[-1], many=len(limbs))}"
        return _joined(f"resolution{'s' if many and named else ''} {named}".strip(), above)
    if first.role is Role.TABLE_ROW:
        return _joined(f"table row{'s' if len(quoted) > 1 else ''} {_span(first.label, last.label, many=0)}", above)
    if first.label:
        return _span(first.label.rstrip("?:"), last.label.rstrip("?:") if last.label else None, many=0)
    if first.number and first.number.startswith("Decision"):
        return _span(first.number, last.number, many=len(quoted))
    if first.number and _PARAGRAPH.match(first.number) and first.role is not Role.HEADING:
        return _paragraphs(quoted)
    if first.number and first.role is not Role.HEADING:
        span = _span(first.number, last.number, many=len(quoted))
        return _joined(f"point{'s' if first.number != last.number else ''} {span}", above)
    return above or _span(_ordinal(first, sections), _ordinal(last, sections), many=0)


def _paragraphs(quoted: Sequence[Section]) -> str:
    """Return the place of numbered paragraphs: "paras 2.1 to 2.3"; with its points, "para 2.1, points (a) to (f)"."""
    first, last = quoted[0].number or "", quoted[-1].number
    if last and not _PARAGRAPH.match(last):
        points = [one.number for one in quoted[1:] if one.number and not _PARAGRAPH.match(one.number)]
        if len(points) == len(quoted) - 1:
            return (
                f"para {first}, point{'s' if len(points) > 1 else ''} {_span(points[0], points[-1], many=len(points))}"
            )
    return f"para{'s' if first != last else ''} {_span(first, last, many=len(quoted))}"


def _span(first: str | None, last: str | None, *, many: int) -> str:
    """Return the first and the last of some things; two are joined by "and"."""
    if not last or first == last:
        return first or ""
    return f"{first} {'and' if many == 2 else 'to'} {last}"


def _joined(place: str, above: str) -> str:
    return f"{place}, {above}" if above and above != place else place


def _place_above(section: Section, sections: Sequence[Section]) -> str:
    """Return the numbered paragraph or the heading that the section stands under."""
    lead = next((other for other in sections if section.lead and other.start == section.lead.start), None)
    if lead and lead.number and lead.ordinal != section.ordinal and _PARAGRAPH.match(lead.number):
        return f"para {lead.number}"
    if not section.headings:
        return ""
    words = _title_above(section.headings)
    number = words.split(" ", 1)[0]
    if _ITEM.match(number) and not _PARAGRAPH.match(number):
        return f"item {words}" if number.endswith(".") else words
    return f"under “{words}”" if not _PARAGRAPH.match(number) else words


def _title_above(headings: Sequence[str]) -> str:
    """Return the heading right above; of the parts of a numbered item ("Minutes", "Minute: 43"), the item's own."""
    own = [words for words in headings if words not in _PARTS and not _MINUTE.fullmatch(words)]
    numbered = own and _ITEM.match(own[-1].split(" ", 1)[0])
    return own[-1] if numbered else headings[-1]


def _ordinal(section: Section, sections: Sequence[Section]) -> str:
    """Return a place by counting, where the paper has neither numbers nor headings."""
    count = sum(1 for other in sections if other.ordinal <= section.ordinal and other.role is not Role.HEADING)
    return f"paragraph {count} of the paper" if count else "heading of the paper"
