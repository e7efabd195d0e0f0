"""Lines that are a label with its value: "Decision Maker: the Commissioner", "Is it a key decision? Yes"."""

import re
from collections.abc import Sequence

from corpus.lines import Block
from corpus.outcomes import ANY_FIELD, FIELD
from corpus.patterns import deferred
from corpus.tables import whole_line

# "Is it a key decision? Yes"
_ANSWERED = deferred(
    r"(?P<label>(?:Is|Are|Does|Do|Has|Have|Was|Were|Will|Can)\b[^?:\n]{3,70}\?)(?:\*\*|__)?\s+(?P<rest>(?:Yes|No|None|N/A)\b.*)$",
    re.DOTALL,
)


class LabelLines:
    """The blocks of a text as lines, and which of them are a label with its value."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self.text, self.blocks = text, blocks

    def line(self, place: int) -> str:
        """Return a block as it stands, with the tabs that end its line; nothing where there is none."""
        return whole_line(self.text, self.blocks[place]) if 0 <= place < len(self.blocks) else ""

    def body(self, place: int) -> str:
        """Return a block without its bullet or number, with the tabs that end its line."""
        block = self.blocks[place]
        return self.line(place)[block.body - block.start :]

    def field(self, place: int) -> re.Match[str] | None:
        """Return label and value when the line is a field: a known label, an answered question, or one among fields."""
        line = self.body(place)
        match = FIELD.match(line)
        if match and not (match["label"].lower() in ("decision", "minutes") and not match["rest"].strip()):
            lonely = not match["rest"].strip() and not self._near_fields(place)
            return None if lonely else match
        among = "\t" in line[:45] or self._near_fields(place)
        return _ANSWERED.match(line) or (ANY_FIELD.match(line) if among else None)

    def _near_fields(self, place: int) -> bool:
        near = [self.body(at) for at in (place - 1, place + 1) if 0 <= at < len(self.blocks)]
        return len(near) > 0 and all(FIELD.match(line) for line in near)
