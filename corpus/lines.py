"""A paper's text as blocks: lines that belong together, each with the marker that was printed before it.

Published text has traps that this module undoes without touching the text itself: no-break spaces around Word bullets,
hard line wraps, paragraphs that a page break cut in two and turned into false bullets, rows flattened with tabs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.outcomes import FIELD, NEXT_FIELD, OUTCOME
from corpus.patterns import deferred
from corpus.wraps import Wraps

_SPACES = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u202f"), " ")
_BULLET = deferred(r"[·•▪●○◦■\uf0a7\uf0b7]\s*|[§Ø*–—-]\s+|[o?](?:\t|\s{2,})")
_DECISION = deferred(
    r"Decision (?:(?:Record|Notice|Report)(?: No\.?)? ?(?P<n>\d+)\s*[-–—:]?\s*"
    r"|(?:No\.? ?)?(?P<plain>\d+)(?: \([^)\n]{4,40}\))?\s*[-–—:]\s*)",
    re.IGNORECASE,
)
_NUMBERS = (
    deferred(
        r"(?P<n>\d{1,3}(?:\.\d{1,3}){1,3}\.?)\s+(?:(?![a-z\s])|(?=(?:to|that) (?:the|note|agree|approve|consider|"
        r"support|ask|request|recommend|endorse|receive|comment|accept|confirm|appoint|invite|review|adopt|write)\b))"
    ),
    # 3.8, of a recommendation too: "2.1 to note the report"
    deferred(r"(?P<n>\d{1,4}/\d{2})\.?\s+(?=[A-Z])"),  # 39/20
    deferred(r"(?P<n>\d{1,3}\(\d{1,2}\)|R\d{1,3}(?:/\d{2})?)(?:[.:]|\s+[-–—])?\s+(?=[A-Z(])"),  # 3(2)  R4/20
    deferred(r"(?P<n>R\d{1,3})[.:](?:\*\*|__)?\s+(?=\S)"),  # R4. of a recommendation, whatever its first letter
    deferred(r"(?P<n>(?:19|20)\d\d/\d{1,3})\s+[-–—]\s+(?=\S)"),  # 2021/09 - of a list of decisions
    deferred(r"(?P<n>\d{1,3}\.)\s+(?![a-z\s])"),  # 145.
    deferred(r"(?P<n>\(?(?:[a-z]{1,2}|[ivxl]{1,6}|\d{1,3})\)(?:\([ivx]+\))?|\([A-H]\)(?=\s))\.?\s*"),  # a)  (iv)  (A)
    deferred(r"(?P<n>(?:[ivxl]{1,6}|[a-z])\.)\s+(?=\S)"),  # vii.  a.
)
_COUNTED = deferred(r"(?P<n>\d{1,2}|[A-H])\.\s+(?=\S)")  # 1. or A. of a list that is announced, whatever follows
_PARAGRAPH = deferred(r"(?!(?:19|20)\d\d/)\d+(?:[./]\d+)+|\d+\.$|\d+\(\d+\)$")
_HASHES = deferred(r"(#{1,6})\s+(?=\S)")
_BOLD = deferred(r"\*\*|__")
_TERMINAL = deferred(r"[.!?:;][\"'’”)\]*]*$")
_OPEN = deferred(r"\([^()]*:$")  # "(Owner:", which goes on in the next line
_FIGURE = deferred(r"(?P<n>\d{1,4})(?:\.|/\d{2})")
_UNFINISHED = deferred(r"\b(?:an?|and|at|by|for|from|in|of|on|or|that|the|to|with)$")
# What publishing systems print around the wording: <AI1> and </AI1> at an item's bounds, "Pdf Minutes (108Kb)".
_PUBLISHERS = deferred(r"</?[A-Z]+(?:_[A-Z]+)*\d*>|[\w /.,&'’–-]{0,100}\bPdf\b[\w ]{0,60}\(\d+(?:\.\d+)? ?[KM]b\)")
# What pages print around it: "Page 3 of 9", alone or after the running title, and lines that are drawn.
_PAGES = deferred(
    r"[-–—\[ ]*[Pp]age \d{1,3}(?: of \d{1,3})?[-–—\] ]*|[^\n]{0,80}?(?:\s[-–—|]\s|\s{3})\s*[Pp]age \d{1,3} of \d{1,3}"
    r"|(?P<sign>[=_*~–—-])(?P=sign){2,150}"
)
_LABEL = deferred(r"(?:\*\*|__)?[A-Z][\w /&?'’()-]{1,40}:(?:\*\*|__)?(?:\s|$)")
_DRAWN = deferred(r"\|.*(?<!\\)\|.*(?<!\\)\|")  # bars around two cells or more, as Markdown draws a row
BAR = deferred(r"(?<!\\)\|")
_SPACED = deferred(r"(?<=[^\s.,;:!?]) {2,}(?=\S)")  # not the blanks after the end of a sentence or after a label
RULE = deferred(r"\|[ \t:|]*-[ \t:|-]*\|")  # what rules a head off: "|---|:-:|"
_WIDE, _NARROW = -2, -1  # gaps between cells; narrow ones part cells beside wide ones only
_MIN_WRAPPED = 50  # characters; shorter lines are titles, names, list entries, not hard-wrapped prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One or more lines that read as one. Offsets into the text; `body` is where the words after the marker begin."""

    start: int
    end: int
    body: int
    bullet: bool
    number: str | None  # as printed: "3.8", "(b)", "vii.", "Decision Record 244"
    gap: bool  # a blank line stands before it
    hashes: int = 0  # Markdown's heading level, 0 for none
    counted: bool = False  # an item of a list that the line above its first announces, counted from 1
    in_table: bool = False  # a row whose cells no tab divides: single bars or wide gaps do, as in its neighbours

    @property
    def is_paragraph(self) -> bool:
        """Is it a paragraph, numbered or not, rather than an item of a list?"""
        if self.counted:
            return False
        if self.number is None:
            return not self.bullet
        return bool(_PARAGRAPH.match(self.number)) or self.number.startswith("Decision")

    def words(self, text: str) -> str:
        """Return what stands after the marker on one line, without Markdown's bold marks."""
        return " ".join(_BOLD.sub("", text[self.body : self.end]).split())


def is_drawn(line: str) -> bool:
    """Does a line show a row of a table between bars, as Markdown draws it?

    >>> is_drawn("| Fund | Amount |"), is_drawn("12 | Annual report")
    (True, False)
    """
    return bool(_DRAWN.fullmatch(line.strip()))


def is_divided(line: str) -> bool:
    """Is a line, or what stands in it after its bullet, in cells?"""
    return "\t" in line or is_drawn(line)


def flatten(text: str) -> str:
    """Return the text with every odd space as a plain one; offsets stay the same."""
    return text.translate(_SPACES)


def blocks(text: str, starts: Sequence[int] = ()) -> list[Block]:
    """Return the blocks of a text in reading order.

    A line that begins at one of `starts` never joins the one before.
    """
    flat = flatten(text)
    fixed, wraps = frozenset(starts), Wraps(flat)
    found: list[Block] = []
    for line in _with_rows(flat, _with_counts(flat, list(_lines(flat)))):
        if found and line.start not in fixed and _continues(flat, found[-1], line, wraps):
            found[-1] = replace(found[-1], end=line.end)
        else:
            found.append(line)
    return found


def _lines(flat: str) -> Iterator[Block]:
    gap, position = False, 0
    for raw in flat.split("\n"):
        start = position + len(raw) - len(raw.lstrip())
        end = position + len(raw.rstrip())
        position += len(raw) + 1
        if start >= end or _PUBLISHERS.fullmatch(flat, start, end) or _PAGES.fullmatch(flat, start, end):
            gap = True
            continue
        if RULE.fullmatch(flat, start, end):
            continue
        for begin, finish in _runs(flat, start, end):
            yield _with_first_cell(flat, _marked(flat, begin, finish, gap=gap))
            gap = False


def _with_first_cell(flat: str, line: Block) -> Block:
    """Return a row of a table from its first cell on, also where that is empty: a tab stands before the second."""
    start = line.start
    if line.body > start or "\t" not in flat[start : line.end] or _LABEL.match(flat, start, line.end):
        return line
    while start and flat[start - 1] == "\t":
        start -= 1
    return replace(line, start=start)


def _runs(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where a line begins and ends: several times where known labels with their values stand side by side."""
    if FIELD.match(_BOLD.sub("", flat[start:end], count=1)):
        for gap in NEXT_FIELD.finditer(flat, start, end):
            yield start, gap.start()
            start = gap.end()
    yield start, end


def _marked(flat: str, start: int, end: int, *, gap: bool) -> Block:
    """Return a line as a block: what marker it carries and where its words begin."""
    body, bullet, number, hashes = start, False, None, 0
    if match := _HASHES.match(flat, body, end):
        hashes, body = len(match[1]), match.end()
    if match := _BULLET.match(flat, body, end):
        bullet, body = True, match.end()
    while body < end and (bold := _BOLD.match(flat, body, end)):
        body = bold.end()
    if match := _DECISION.match(flat, body, end):
        words = flat[body : match.end("n" if match["n"] else "plain")]
        return Block(start=start, end=end, body=match.end(), bullet=bullet, number=words, gap=gap, hashes=hashes)
    for pattern in _NUMBERS:
        match = pattern.match(flat, body, end)
        if match and match.end() < end:
            number, body = match["n"], match.end()
            break
    return Block(start=start, end=end, body=body, bullet=bullet, number=number, gap=gap, hashes=hashes)


def _with_counts(flat: str, lines: list[Block]) -> list[Block]:
    """Return the lines with those marked as items that count from 1 to 2 or more under a line that announces them.

    Such a line ends in a colon, or is "RESOLVED that" and nothing else. A list may be parted by such lines, and count
    on: "To the councils:" over 8 where 7 stands right before it.
    """
    last = reached = 0  # the line after a list's last item, and the number that it came to
    for at, line in enumerate(lines[:-1]):
        if flat[line.end - 1] != ":" and not OUTCOME.fullmatch(_BOLD.sub("", flat[line.body : line.end])):
            continue
        if at != last:
            reached = 0
        items, last = _counted(flat, lines, at + 1, begins=reached + 1)
        if not items and reached:
            reached = 0
            items, last = _counted(flat, lines, at + 1, begins=1)
        if len(items) == 1 and not reached:
            continue
        for place, match in items:
            lines[place] = replace(lines[place], number=f"{match['n']}.", body=match.end(), counted=True)
        reached += len(items)
    return lines


def _counted(
    flat: str, lines: Sequence[Block], first: int, *, begins: int
) -> "tuple[list[tuple[int, re.Match[str]]], int]":
    """Return the items of a count that begins at a line, each its place and what matched, and the place after them.

    Wraps are passed.
    """
    items: list[tuple[int, re.Match[str]]] = []
    for place in range(first, len(lines)):
        line = lines[place]
        match = None if line.bullet or line.hashes else _COUNTED.match(flat, line.start, line.end)
        if match and _count(match["n"]) == begins + len(items):
            items.append((place, match))
        elif match or line.gap or line.number or line.bullet or line.hashes or not items:
            return items, place
    return items, len(lines)


def _count(number: str) -> int:
    """Return which place in a count a number or a letter has: 3 for "3" and for "C"."""
    return int(number) if number.isdecimal() else ord(number) - ord("A") + 1


def _with_rows(flat: str, lines: list[Block]) -> list[Block]:
    """Return the lines with those marked as rows that stand right below one another and are parted in the same way."""
    partings = [_parting(flat, line) for line in lines]
    for at in range(1, len(lines)):
        one, two = partings[at - 1 : at + 1]
        if not lines[at].gap and (one == two > 0 or (min(one, two) == _WIDE and max(one, two) < 0)):
            lines[at - 1 : at + 1] = (replace(line, in_table=True) for line in lines[at - 1 : at + 1])
    return lines


def _parting(flat: str, line: Block) -> int:
    """Return what parts a line into cells: 0 for nothing, the number of its single bars, or below 0 for gaps."""
    words = flat[line.start : line.end]
    if line.bullet or line.number or line.hashes or is_divided(words):
        return 0
    if " | " in words:
        return len(BAR.findall(words))
    gaps = _SPACED.findall(words)
    return (_WIDE if len(max(gaps)) > 2 else _NARROW) if gaps else 0


def _continues(flat: str, before: Block, line: Block, wraps: Wraps) -> bool:
    """Is this line the rest of the one before: a hard wrap, or a paragraph that a page break cut in two?"""
    last = flat[max(before.start, flat.rfind("\n", before.start, before.end) + 1) : before.end]
    if line.hashes or before.hashes or line.in_table or before.in_table:
        return False
    if is_divided(last) or is_divided(flat[line.start : line.end]):
        return False
    ended = bool(_TERMINAL.search(last)) and not _OPEN.search(last)
    broken = not line.gap and not line.bullet and wraps.breaks(flat, before.end)
    if line.number:
        return (broken and not ended and _is_figure(before, line)) or _closes_bracket(flat, before, line)
    lower = flat[line.body : line.end][:1].islower()
    if broken and ended and wraps.parted and not lower:
        return not _LABEL.match(flat, line.start, line.end) and not OUTCOME.match(flat, line.start, line.end)
    if line.gap or line.bullet:
        in_list = before.bullet and not before.number and line.bullet
        return lower and not ended and before.end - before.body >= _MIN_WRAPPED and not in_list
    if lower:
        return not last.endswith(":")
    if ended or len(last.strip()) < _MIN_WRAPPED:
        return False
    return bool(_UNFINISHED.search(last)) or not _LABEL.match(flat, line.start, line.end)


def _is_figure(before: Block, line: Block) -> bool:
    """Is what looks like a number of a point a figure at the end of a sentence: not the one after the point before?"""
    figure = _FIGURE.fullmatch(line.number or "")
    point = _FIGURE.fullmatch(before.number or "")
    return bool(figure) and not (figure and point and int(figure["n"]) == int(point["n"]) + 1)


def _closes_bracket(flat: str, before: Block, line: Block) -> bool:
    """Does what looks like a number ("0); and") close a bracket that the line before opens?"""
    opened = flat.count("(", before.body, before.end) > flat.count(")", before.body, before.end)
    return opened and not line.gap and line.number is not None and re.fullmatch(r"\w+\)", line.number) is not None
