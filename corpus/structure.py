"""A paper's text understood as its author built it: headings, numbered paragraphs, points, resolutions, fields, tables.

The text itself is never changed: a section is a span of it. The same resolution printed twice under one item (the
Decision block, and again at the end of the Minutes) is one resolution; the first, formal one is kept.
"""

import re
from bisect import bisect_right
from dataclasses import replace

from corpus.counting import resumes, with_list_at_end
from corpus.label_lines import LabelLines
from corpus.lines import Block, blocks, is_divided
from corpus.neighbours import in_list_of_dates, is_attendee, is_signature, stopped_headings
from corpus.outcomes import (
    ANY_FIELD,
    ATTENDANCE,
    BARE,
    FIELD,
    LIMB,
    OUTCOME_LEAD,
    PROPOSAL,
    TOLD,
    after_opening,
    as_compared,
    is_limb,
    is_outcome,
    looks_like_heading,
    part_of,
)
from corpus.papers import Role, Section, Span
from corpus.readers.reading import MarkKind, Reading
from corpus.sentences import sentences
from corpus.speakers import speaker_of_points
from corpus.tables import cells, columns_of, heads_of, holds_outcome, is_row, whole_line
from corpus.voices import voiced

_ANNOUNCES = re.compile(r"\b(?:following|below|as follows|table|includ\w+)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[a-z)]{3}\.\W{0,4}\s[A-Z]")  # ends before another begins
_LONGEST_LEAD = 1500  # characters; a longer paragraph announces nothing
_ALONE = 1000  # limbs of an outcome that is a numbered paragraph: the next number is no limb of it
_BACK = 80  # sections among which the list before an open outcome is looked for
_TITLE_LEVEL, _LOOSE_LEVEL, _PART_LEVEL, _GROUP_LEVEL = 2, 6, 7, 9


def structure(reading: Reading) -> tuple[Section, ...]:
    """Return the sections of a paper in reading order, ordinals from 0."""
    sections = voiced(reading.text, _Builder(reading).build())
    return tuple(replace(section, ordinal=ordinal) for ordinal, section in enumerate(sections))


class _Builder:
    """Walks the blocks once and remembers where it is: under which headings, in which list, after which lead-in."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.text
        self.page_starts = [page.start for page in reading.pages]
        self.marks = {mark.start: mark for mark in reading.marks}
        self.blocks = blocks(reading.text, tuple(self.marks))
        self.lines = LabelLines(reading.text, self.blocks)
        self.stopped = stopped_headings(reading.text, self.blocks)
        self.found: list[Section] = []
        self.trail: list[tuple[int, str]] = []
        self.group = self.groups = 0  # number of the open block, 0 when none is open; how many there were
        self.lead: Span | None = None
        self.role = Role.LIST_ITEM  # of the points of the open block
        self.speaker: str | None = None  # of the points of the open block
        self.limbs = 0  # of the open outcome, those printed before counted too
        self.columns: tuple[str, ...] = ()
        self.resolved: set[str] = set()  # limbs seen under this item

    def build(self) -> list[Section]:
        for place, block in enumerate(self.blocks):
            if not (self._is_titled(block) or self._is_tabular(place, block)):
                self._place(place, block)
        self.found = with_list_at_end(self.text, self.found, group=self.groups + 1)
        self._demote_sign_off()
        return self.found

    def _is_titled(self, block: Block) -> bool:
        """Add a heading that the format itself marks."""
        mark = self.marks.get(block.start)
        if not block.hashes and not (mark and mark.kind is MarkKind.HEADING):
            return False
        words = block.words(self.text)
        self._heading(block, part_of(words) or words, level=mark.level if mark else block.hashes)
        if not part_of(words):
            self.resolved.clear()
        return True

    def _is_tabular(self, place: int, block: Block) -> bool:
        """Add a row of a table, or a label with its value."""
        line, mark = self.lines.body(place), self.marks.get(block.start)
        divided = is_row(self.text, block, mark) and not block.number and not FIELD.match(line)
        if divided and (mark or block.in_table or not ANY_FIELD.match(line)):
            self._row(place, block)
            return True
        match = None if block.number or block.bullet else self.lines.field(place)
        if match:
            self._add_field(block, match)
        return match is not None

    def _place(self, place: int, block: Block) -> None:
        words = block.words(self.text)
        if part := part_of(words):
            self._heading(block, part, level=1 if part == "Agenda item" else _PART_LEVEL)
        elif block.number and block.number.startswith("Decision"):
            self._item(block, role=Role.LIST_ITEM)
        elif is_outcome(words, limb=self.role is Role.RESOLUTION and not block.is_paragraph) and not block.bullet:
            self._outcome(place, block, words)
        elif in_list_of_dates(self.text, self.blocks, place) and not block.number:
            self._item(block, role=Role.LIST_ITEM)
        elif self._is_heading(place, block, words):
            self._heading(block, words, level=self._level(block))
        elif not block.is_paragraph or self._is_present(place):
            self._item(block, role=self.role if self.group and not self._is_apart(block) else Role.LIST_ITEM)
        elif self._is_limb(block, words):
            self._item(block, role=Role.RESOLUTION)
        else:
            self._paragraph(place, block, words)

    def _add(self, block: Block, role: Role, *, label: str | None = None, speaker: str | None = None) -> None:
        self.found.append(
            Section(
                ordinal=0, role=role, start=block.start, end=block.end, body=block.body, number=block.number,
                label=label, columns=columns_of(self.text, block, self.columns) if role is Role.TABLE_ROW else (),
                headings=tuple(words for _, words in self.trail), block=self.group, lead=self.lead, speaker=speaker,
                page=bisect_right(self.page_starts, block.start) or None,
            )
        )  # fmt: skip

    def _heading(self, block: Block, words: str, *, level: int) -> None:
        self._close()
        self.trail = [(depth, above) for depth, above in self.trail if depth < level]
        self._add(block, Role.HEADING)
        self.trail.append((level, f"{block.number or ''} {words}".strip()))
        if block.number:
            self.resolved.clear()

    def _row(self, place: int, block: Block) -> None:
        """Add a row of a table; a row with one cell only is a heading inside the table."""
        row, mark = cells(whole_line(self.text, block)), self.marks.get(block.start)
        filled = [cell for cell in row if cell]
        before = self.found[-1] if self.found else None
        if not (before and before.role is Role.TABLE_ROW) and not self._in_table(place):
            lead = self.lead if before and self.lead and before.start == self.lead.start else None
            self._close()
            self.trail = [(level, words) for level, words in self.trail if level < _GROUP_LEVEL]
            self._open(lead, role=Role.TABLE_ROW)
            self.columns = ()
        if len(filled) == 1:
            self.trail = [(level, words) for level, words in self.trail if level < _GROUP_LEVEL]
            self._add(block, Role.HEADING)
            self.trail.append((_GROUP_LEVEL, filled[0]))
        elif heads := heads_of(self.text, block, above=self.columns, after=self.lines.line(place + 1), mark=mark):
            self.columns = heads
            self._add(block, Role.HEADING)
        elif holds_outcome(row, self.columns):
            self._open(self.lead, role=Role.TABLE_ROW)
            self._add(block, Role.RESOLUTION)
        else:
            self._add(block, Role.TABLE_ROW, label=filled[0] if filled else None)

    def _in_table(self, place: int) -> bool:
        divided = self.blocks[place - 1].in_table or is_divided(self.lines.line(place - 1))
        return divided and not self.blocks[place].gap and self.role is Role.TABLE_ROW

    def _add_field(self, block: Block, match: re.Match[str]) -> None:
        if self.role is not Role.FIELD or not self.group:
            self._close()
            self._open(None, role=Role.FIELD)
        label = " ".join(match["label"].split())
        self._add(block, Role.RECOMMENDATION if PROPOSAL.search(label) else Role.FIELD, label=label)

    def _is_heading(self, place: int, block: Block, words: str) -> bool:
        before = self.blocks[place - 1].words(self.text) if place else ""
        if before.rstrip(":").lower() == "agenda item" or place in self.stopped:
            return True
        if not looks_like_heading(words) or (block.bullet and not (block.number and block.is_paragraph)):
            return False
        if block.number:
            return block.is_paragraph
        if self._is_present(place) or is_signature(self.text, self.blocks, place):
            return False
        after = self.blocks[place + 1] if place + 1 < len(self.blocks) else None
        below = self.role is Role.TABLE_ROW and block.gap
        return not self.group or self.role is Role.FIELD or below or bool(block.gap and after and after.gap)

    def _is_present(self, place: int) -> bool:
        """Is it a name in a list of those who came ("PRESENT", then a line for each)?"""
        above = self.trail[-1][1] if self.trail else ""
        return bool(ATTENDANCE.match(above)) and is_attendee(self.text, self.blocks, place)

    def _level(self, block: Block) -> int:
        if not block.number:
            return _TITLE_LEVEL if self.trail and self.trail[-1][1] == "Agenda item" else _LOOSE_LEVEL
        return min(1 + block.number.rstrip(".").count("."), _LOOSE_LEVEL - 1)

    def _outcome(self, place: int, block: Block, words: str) -> None:
        """Open the panel's outcome; what stands on the same line is its first limb."""
        self._close()
        rest = after_opening(words)
        self._open(Span(start=block.start, end=block.end), role=Role.RESOLUTION)
        after = self.blocks[place + 1] if place + 1 < len(self.blocks) else None
        goes_on = rest.endswith(":") or bool(after and after.number and not is_limb(rest))
        if not rest or goes_on:
            self._add(block, Role.RESOLUTION if rest.endswith(":") and _SENTENCE.search(rest) else Role.PARAGRAPH)
        elif (key := as_compared(rest)) not in self.resolved:
            self._add(block, Role.RESOLUTION)
            self.resolved.add(key)
        self.limbs = (_ALONE if block.number else 1) if rest and not goes_on else 0

    def _is_limb(self, block: Block, words: str) -> bool:
        """Is a paragraph a limb of the open outcome: the next number, or the first words after a bare "RESOLVED:"?"""
        if not self.group or self.role is not Role.RESOLUTION or not self.lead:
            return False
        if block.number:
            return block.number == f"{self.limbs + 1}."
        if self.limbs:
            return words.startswith("That ") and not self._has_letters()
        return bool(LIMB.match(words)) or words[:1].islower()

    def _is_apart(self, block: Block) -> bool:
        """Is an item below the open table, or one of the points before the open outcome ("(l)" after "(1) (2)")?"""
        if self.role is not Role.RESOLUTION or not block.number:
            return self.role is Role.TABLE_ROW and block.gap
        above = tuple(words for _, words in self.trail)
        counted = [(one.block, one.number) for one in self.found[-_BACK:] if one.number and one.headings == above]
        inside = [number for group, number in counted if group == self.group]
        return resumes(block.number, inside=inside, before=[number for group, number in counted if group != self.group])

    def _has_letters(self) -> bool:
        """Has the open outcome limbs with letters? Then an unlettered paragraph ends it."""
        return any(section.block == self.group and section.number for section in self.found[-12:])

    def _paragraph(self, place: int, block: Block, words: str) -> None:
        self._close()
        if words.endswith(":") and len(words) <= _LONGEST_LEAD:
            outcome = bool(OUTCOME_LEAD.search(words)) and not words.lower().startswith("recommendation")
            self._open(Span(start=block.start, end=block.end), role=Role.RESOLUTION if outcome else Role.STATEMENT)
            self.speaker = None if outcome else speaker_of_points(words)
            if not self.speaker and not outcome and not re.search(r"points|discussion", words):
                self.role = Role.LIST_ITEM
            self._add(block, Role.PARAGRAPH)
        elif not block.number and (BARE.match(words) or self._is_told(place, words)):
            self._open(None, role=Role.RESOLUTION)
            self._item(block, role=Role.RESOLUTION)
        else:
            self._add(block, Role.PARAGRAPH)

    def _is_told(self, place: int, words: str) -> bool:
        """Does the last paragraph of a marked item tell what the panel did, as CMIS minutes do?"""
        after = self.blocks[place + 1] if place + 1 < len(self.blocks) else None
        mark = self.marks.get(after.start) if after else None
        last = after is None or after.hashes > 0 or (mark is not None and mark.kind is MarkKind.HEADING)
        return last and bool(TOLD.match(words))

    def _item(self, block: Block, *, role: Role) -> None:
        if not self.group or (role is Role.LIST_ITEM and self.role in (Role.RESOLUTION, Role.TABLE_ROW)):
            self._close()
            self._open(None, role=role)
        if role is Role.RESOLUTION:
            self.limbs += 1
            key = as_compared(block.words(self.text))
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
        """Return the last sentence of the paragraph right before, when it announces the list or table that opens."""
        before = self.found[-1] if self.found else None
        if before is None or before.role is not Role.PARAGRAPH or before.block:
            return None
        last = next(reversed(sentences(self.text, before.body, before.end)), None)
        return last if last and _ANNOUNCES.search(self.text[last.start : last.end]) else None

    def _open(self, lead: Span | None, *, role: Role) -> None:
        lead = lead or (self._announced() if role in (Role.TABLE_ROW, Role.LIST_ITEM) else None)
        self.groups += 1
        self.group, self.lead, self.role, self.speaker, self.limbs = self.groups, lead, role, None, 0

    def _close(self) -> None:
        self.group, self.lead, self.role, self.speaker, self.limbs = 0, None, Role.LIST_ITEM, None, 0

    def _demote_sign_off(self) -> None:
        """The name and office under a report look like headings, but nothing follows them; nor are they recommended."""
        at = len(self.found)
        while at and self.found[at - 1].role is Role.HEADING and self.text[self.found[at - 1].end - 1] != ":":
            at -= 1
            last = self.found[at]
            proposed = last.headings and PROPOSAL.search(last.headings[-1]) and not last.number
            self.found[at] = replace(last, role=Role.PARAGRAPH, headings=() if proposed else last.headings)
