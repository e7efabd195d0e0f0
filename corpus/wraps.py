"""Where the lines of a text were broken by its width: no paragraph need end there, and no point need begin."""

from collections.abc import Sequence
from itertools import pairwise

from corpus.patterns import deferred

_ENDED = deferred(r"[.!?:;][\"'’”)\]*]*$")
_WIDEST = 130  # characters; longer lines are paragraphs
_NARROWEST = 50  # characters; shorter lines are titles, names, list entries, not hard-wrapped prose
_FEWEST = 3  # lines that go on in lower case, before a text counts as hard-wrapped
_SHORT = 12  # characters short of the width: no word that follows would not have fitted


class Wraps:
    """The width that a text was wrapped to, read off the lines that go on in lower case; none where there are few."""

    def __init__(self, flat: str) -> None:
        lines = [line.rstrip() for line in flat.split("\n")]
        pairs = list(pairwise(lines))
        going_on = [len(one) for one, two in pairs if two.lstrip()[:1].islower() and not _ENDED.search(one)]
        going_on = sorted(length for length in going_on if length >= _NARROWEST)
        self.width = going_on[-1] if len(going_on) >= _FEWEST and going_on[-1] <= _WIDEST else 0
        self.parted = self._is_parted(pairs)

    def breaks(self, flat: str, at: int) -> bool:
        """Did the width, and nothing else, break the line that ends at a place: would the next word not have fitted?"""
        start = flat.rfind("\n", 0, at) + 1
        word = flat[at : at + self.width + 1].split(maxsplit=1)
        return self.width > 0 and bool(word) and at - start + 1 + len(word[0]) > self.width

    def _is_parted(self, pairs: Sequence[tuple[str, str]]) -> bool:
        """Do blank lines part the paragraphs? Then no paragraph ends short of the width right above another's words."""
        ends = [(one, two) for one, two in pairs if two.strip()[:1].isupper() and one.endswith((".", "?", "”", '"'))]
        short = sum(len(one) + _SHORT < self.width for one, _ in ends)
        return short * 4 <= len(ends)
