"""Where a record stands in its paper: its first word, and the heading of its item."""

from corpus.outcomes import PARTS
from corpus.papers import Section
from corpus.patterns import deferred

ITEM = deferred(r"[\s*#]*(\d{1,4}(?:/\d{2,4})?|\d{1,3}(?:\.\d+)*)[.)]?\s")


def first_word(section: Section) -> int:
    """Return where a section's own words begin, its number or letter included, its bullet not."""
    return section.sentences[0].start if section.sentences else section.start


def item_of(section: Section) -> str:
    """Return the heading of the item that a section stands under, with its number; empty where there is none."""
    parts = {*PARTS.values()}
    titles = [title for title in section.headings if title not in parts]
    return next((title for title in reversed(titles) if ITEM.match(f"{title} ")), titles[-1] if titles else "")
