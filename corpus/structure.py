"""A paper's text understood as its author built it: headings, numbered paragraphs, points, resolutions, fields, tables.

The text itself is never changed: a section is a span of it. The same resolution printed twice in one paper (the Decision
block, and again at the end of the Minutes) is one resolution; the first, formal one is kept.
"""

import re
from dataclasses import replace

from corpus.lines import Block, blocks
from corpus.outcomes import (
    ANY_FIELD,
    FIELD,
    LIMB,
    OUTCOME,
    OUTCOME_LEAD,
    PROPOSAL,
    is_outcome,
    looks_like_heading,
    part_of,
)
from corpus.papers import Role, Section, Sentence, Span
from corpus.readers.reading import MarkKind, Reading
from corpus.sentences import sentences
from corpus.speakers import in_first_person, is_undertaking, names_nobody, speaker_of, speaker_of_points, takes_over

_ANNOUNCES = re.compile(r"\b(?:following|below|as follows|table|includ\w+)\b", re.IGNORECASE)
_SHORT_FIELD = 300  # characters; a longer value is prose and is quoted sentence by sentence
_TITLE_LEVEL, _LOOSE_LEVEL, _PART_LEVEL, _GROUP_LEVEL = 2, 6, 7, 9


def structure(reading: Reading) -> tuple[Section, ...]:
    """Return the sections of a paper in reading order, ordinals from 0."""
    return _Builder(reading).build()


class _Builder:
    """Walks the blocks once and remembers where it is: under which headings, in which list, after which lead-in."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.text
        self.pages = reading.pages
        self.marks = {mark.start: mark for mark in reading.marks}
        self.blocks = blocks(reading.text, tuple(self.marks))
        self.found: list[Section] = []
        self.trail: list[tuple[int, str]] = []
        self.group = 0  # number of the open block; 0 when none is open
        self.groups = 0
        self.lead: Span | None = None
        self.role = Role.LIST_ITEM  # of the points of the open block
        self.speaker: str | None = None  # of the points of the open block
        self.columns: tuple[str, ...] = ()
        self.resolved: set[str] = set()
        self.repeats = False  # inside an outcome that was printed before

    def build(self) -> tuple[Section, ...]:
        for place, block in enumerate(self.blocks):
            self._place(place, block)
        self._demote_sign_off()
        author = _author(self.text, self.found)
        voiced = (_voiced(self.text, section, author) for section in self.found)
        return tuple(replace(section, ordinal=ordinal) for ordinal, section in enumerate(voiced))

    def _place(self, place: int, block: Block) -> None:
        """Decide what a block is and add it."""
        words = block.words(self.text)
        line = self.text[block.start : block.end]
        mark = self.marks.get(block.start)
        if block.hashes or (mark and mark.kind is MarkKind.HEADING):
            self._heading(block, part_of(words) or words, level=mark.level if mark else block.hashes)
        elif (
            "\t" in self._line(place)
            and not FIELD.match(line)
            and not block.number
            and (mark or not ANY_FIELD.match(line))
        ):
            self._row(place, block)
        elif not block.number and not block.bullet and (match := self._field(place, line)):
            self._add_field(block, match)
        elif part := part_of(words):
            self._heading(block, part, level=1 if part == "Agenda item" else _PART_LEVEL)
        elif block.number and block.number.startswith("Decision"):
            self._item(block, role=Role.LIST_ITEM)
        elif is_outcome(words) and not block.bullet:
            self._outcome(block, words)
        elif self._is_heading(place, block, words):
            self._heading(block, words, level=self._level(block))
        elif _is_paragraph(block):
            self._paragraph(block, words)
        else:
            self._item(block, role=self.role if self.group else Role.LIST_ITEM)

    # Each of these adds one section.

    def _add(self, block: Block, role: Role, *, label: str | None = None, speaker: str | None = None) -> None:
        page = next((n for n, page in enumerate(self.pages, 1) if page.start <= block.start < page.end), None)
        self.found.append(
            Section(
                ordinal=0, role=role, start=block.start, end=block.end, body=block.body, number=block.number, label=label,
                columns=self.columns if role is Role.TABLE_ROW else (), headings=tuple(words for _, words in self.trail),
                block=self.group, lead=self.lead, speaker=speaker, page=page,
            )
        )  # fmt: skip

    def _heading(self, block: Block, words: str, *, level: int) -> None:
        self._close()
        self.trail = [(depth, above) for depth, above in self.trail if depth < level]
        self._add(block, Role.HEADING)
        self.trail.append((level, f"{block.number} {words}" if block.number else words))
        self.repeats = False

    def _row(self, place: int, block: Block) -> None:
        """Add a row of a table; a row with one cell only is a heading inside the table."""
        cells = [cell.strip() for cell in self._line(place).split("\t")]
        filled = [cell for cell in cells if cell]
        before = self.found[-1] if self.found else None
        if not (before and before.role is Role.TABLE_ROW) and not self._in_table(place):
            self._close()
            self.trail = [(level, words) for level, words in self.trail if level < _GROUP_LEVEL]
            self._open(None, role=Role.TABLE_ROW)
            self.columns = ()
        if len(filled) == 1:
            self.trail = [(level, words) for level, words in self.trail if level < _GROUP_LEVEL]
            self._add(block, Role.HEADING)
            self.trail.append((_GROUP_LEVEL, filled[0]))
        elif not self.columns and self._heads_columns(place, block, filled):
            self.columns = tuple(cells)
            self._add(block, Role.HEADING)
        else:
            self._add(block, Role.TABLE_ROW, label=filled[0] if filled else None)

    def _in_table(self, place: int) -> bool:
        return (
            place > 0 and "\t" in self._line(place - 1) and not self.blocks[place].gap and self.role is Role.TABLE_ROW
        )

    def _heads_columns(self, place: int, block: Block, filled: list[str]) -> bool:
        mark = self.marks.get(block.start)
        if mark:
            return mark.kind is MarkKind.TABLE_HEADER
        after = self._line(place + 1) if place + 1 < len(self.blocks) else ""
        return not any(re.search(r"[£%\d]{2}", cell) for cell in filled[1:]) and bool(re.search(r"\t.*\d", after))

    def _line(self, place: int) -> str:
        """Return a block with the tabs that end its line: empty cells of a table."""
        end = self.text.find("\n", self.blocks[place].end)
        return self.text[self.blocks[place].start : end if end >= 0 else None]

    def _field(self, place: int, line: str) -> re.Match[str] | None:
        """Return label and value when the line is a field: a known label, or one among fields."""
        match = FIELD.match(line)
        if match and not (match["label"].lower() in ("decision", "minutes") and not match["rest"].strip()):
            lonely = not match["rest"].strip() and not self._near_fields(place)
            return None if lonely else match
        return ANY_FIELD.match(line) if "\t" in line[:45] or self._near_fields(place) else None

    def _near_fields(self, place: int) -> bool:
        near = [self._line(at) for at in (place - 1, place + 1) if 0 <= at < len(self.blocks)]
        return len(near) > 0 and all(FIELD.match(line) for line in near)

    def _add_field(self, block: Block, match: re.Match[str]) -> None:
        if self.role is not Role.FIELD or not self.group:
            self._close()
            self._open(None, role=Role.FIELD)
        label = " ".join(match["label"].split())
        self._add(block, Role.RECOMMENDATION if PROPOSAL.search(label) else Role.FIELD, label=label)

    def _is_heading(self, place: int, block: Block, words: str) -> bool:
        before = self.blocks[place - 1].words(self.text) if place else ""
        if before.rstrip(":").lower() == "agenda item":
            return True
        if not looks_like_heading(words) or (block.bullet and not (block.number and _is_paragraph(block))):
            return False
        if block.number:
            return _is_paragraph(block)
        after = self.blocks[place + 1] if place + 1 < len(self.blocks) else None
        return not self.group or self.role is Role.FIELD or bool(block.gap and after and after.gap)

    def _level(self, block: Block) -> int:
        if not block.number:
            return _TITLE_LEVEL if self.trail and self.trail[-1][1] == "Agenda item" else _LOOSE_LEVEL
        return min(1 + block.number.rstrip(".").count("."), _LOOSE_LEVEL - 1)

    def _outcome(self, block: Block, words: str) -> None:
        """Open the panel's outcome; what stands on the same line is its first limb."""
        self._close()
        opened = OUTCOME.match(words)
        rest = words[opened.end() :].strip() if opened else ""
        self._open(Span(start=block.start, end=block.end), role=Role.RESOLUTION)
        self.speaker = None
        key = _key(rest)
        self.repeats = bool(rest) and not rest.endswith(":") and key in self.resolved
        if not self.repeats:
            self._add(block, Role.RESOLUTION if rest and not rest.endswith(":") else Role.PARAGRAPH)
            self.resolved.add(key)

    def _paragraph(self, block: Block, words: str) -> None:
        limb = self.group and self.role is Role.RESOLUTION and LIMB.match(words) and not self._has_items()
        if limb and not block.number:
            self._item(block, role=Role.RESOLUTION)
            return
        under_decision = bool(self.trail) and self.trail[-1][1] == "Decision" and re.match(r"That\b", words)
        self._close()
        if words.endswith(":"):
            outcome = bool(OUTCOME_LEAD.search(words)) and not block.words(self.text).lower().startswith(
                "recommendation"
            )
            self._open(Span(start=block.start, end=block.end), role=Role.RESOLUTION if outcome else Role.STATEMENT)
            self.speaker = None if outcome else speaker_of_points(words)
            if not self.speaker and not outcome and not re.search(r"points|discussion", words):
                self.role = Role.LIST_ITEM
            self._add(block, Role.PARAGRAPH)
        elif under_decision:
            self._open(None, role=Role.RESOLUTION)
            self._item(block, role=Role.RESOLUTION)
        else:
            self._add(block, Role.PARAGRAPH)

    def _has_items(self) -> bool:
        """Has the open outcome had limbs with letters? Then an unlettered paragraph ends it."""
        return any(section.block == self.group and section.number for section in self.found[-12:])

    def _item(self, block: Block, *, role: Role) -> None:
        if not self.group or (role is Role.LIST_ITEM and self.role is Role.RESOLUTION):
            self._close()
            self._open(None, role=role)
        if role is Role.RESOLUTION:
            key = _key(block.words(self.text))
            if key in self.resolved:
                self._drop_lead()
                return
            self.resolved.add(key)
        self._add(block, role, speaker=self.speaker)

    def _drop_lead(self) -> None:
        """Take back the lead-in of an outcome that turns out to be printed before."""
        if self.found and self.lead and self.found[-1].start == self.lead.start:
            self.found.pop()

    def _announced(self) -> Span | None:
        """Return the paragraph right before, when it announces the list or table that opens ("... in the table below.")."""
        before = self.found[-1] if self.found else None
        if before is None or before.role is not Role.PARAGRAPH or before.block:
            return None
        last = sentences(self.text, before.body, before.end)[-1]
        return last if _ANNOUNCES.search(self.text[last.start : last.end]) else None

    def _open(self, lead: Span | None, *, role: Role) -> None:
        lead = lead or (self._announced() if role in (Role.TABLE_ROW, Role.LIST_ITEM) else None)
        self.groups += 1
        self.group, self.lead, self.role, self.speaker = self.groups, lead, role, None

    def _close(self) -> None:
        self.group, self.lead, self.role, self.speaker = 0, None, Role.LIST_ITEM, None

    def _demote_sign_off(self) -> None:
        """The name and office under a report look like headings, but nothing follows them."""
        at = len(self.found)
        while at and self.found[at - 1].role is Role.HEADING and not self.text[: self.found[at - 1].end].endswith(":"):
            at -= 1
            self.found[at] = replace(self.found[at], role=Role.PARAGRAPH)


def _is_paragraph(block: Block) -> bool:
    """Is it a paragraph, numbered or not, rather than an item of a list?"""
    if block.number is None:
        return not block.bullet
    return bool(re.match(r"\d+(?:[./]\d+)+|\d+\.$", block.number)) or block.number.startswith("Decision")


def _key(words: str) -> str:
    """Return the words of a limb as compared with another printing of it."""
    return re.sub(r"\W+", " ", words.lower()).strip()


def _author(text: str, found: list[Section]) -> str | None:
    """Return who signs the paper as commissioner, for its sentences in the first person."""
    tail = [text[section.start : section.end] for section in found[-3:] if section.role is Role.PARAGRAPH]
    if len(tail) >= 2 and re.search(r"Commissioner|Mayor", tail[-1]) and len(tail[-2]) < 60:
        return f"{' '.join(tail[-2].split())}, {' '.join(tail[-1].split())}"
    return None


def _voiced(text: str, section: Section, author: str | None) -> Section:
    """Return the section with its sentences and who speaks in each."""
    if section.role in (Role.HEADING, Role.TABLE_ROW) or (
        section.label and section.end - section.start <= _SHORT_FIELD
    ):
        return replace(section, sentences=(Sentence(start=section.start, end=section.end),))
    start = text.index(":", section.start) + 1 if section.role is Role.FIELD else section.body
    voice, spoken = section.speaker, []
    for span in sentences(text, start, section.end):
        words = text[span.start : span.end]
        voice = _voice(words, section, voice) or (author if author and in_first_person(words) else None)
        spoken.append(
            Sentence(start=span.start, end=span.end, speaker=voice, undertaking=_promises(section, words, voice))
        )
        voice = None if voice == author else voice
    if spoken and section.number:  # the number or letter belongs to the quotation, a bullet does not
        spoken[0] = replace(spoken[0], start=text.index(section.number, section.start))
    role = section.role
    if role in (Role.STATEMENT, Role.LIST_ITEM, Role.PARAGRAPH) and spoken and all(item.undertaking for item in spoken):
        role = Role.UNDERTAKING
    elif role is Role.PARAGRAPH and any(item.speaker for item in spoken):
        role = Role.STATEMENT
    return replace(section, sentences=tuple(spoken), role=role)


def _voice(words: str, section: Section, voice: str | None) -> str | None:
    """Return who speaks in a sentence, given who spoke in the one before it."""
    if section.role is Role.RESOLUTION or (section.lead and section.lead.start == section.start):
        return None
    named = speaker_of(words)
    if named and (voice is None or takes_over(words) or (section.speaker is None and not _is_body(named))):
        return named
    return None if section.speaker is None and names_nobody(words) else voice


def _is_body(speaker: str) -> bool:
    """Is it a body, whose acts ("The Panel provided scrutiny") are more often told than its words?"""
    return speaker.endswith("Panel")


def _promises(section: Section, words: str, speaker: str | None) -> bool:
    return section.role is not Role.RESOLUTION and speaker is not None and is_undertaking(words, speaker)
