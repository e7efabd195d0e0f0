"""Styles and list numbering of a Word paper (ECMA-376 part 1, sections 17.7 and 17.9)."""

import re
from dataclasses import dataclass, field

from corpus.readers.numerals import BULLET, roman
from corpus.readers.trees import Element

_HEADING = re.compile(r"heading (\d)$", re.I)
_OFF = frozenset({"0", "false", "off"})
_BODY_LEVEL = 9  # the outline level of text that is no heading
_DEEPEST = 9  # levels of a list
_CHAIN = 12  # styles that a style may rest on; more would be a loop


def local(element: Element) -> str:
    """Return the element's name without its namespace, as written; empty for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element at a path of names below `element`."""
    for step in path:
        element = next((e for e in element if local(e) == step), None) if element is not None else None
    return element


def value(element: Element | None, key: str = "val") -> str | None:
    """Return an attribute in Word's namespace."""
    if element is None:
        return None
    return next((text for full, text in element.items() if full.rpartition("}")[2] == key), None)


def setting(element: Element | None, *path: str) -> str | None:
    """Return the `val` of the element at a path."""
    return value(child(element, *path))


def number(text: str | None) -> int | None:
    """Return a small whole number that an attribute holds."""
    return int(text) if text and len(text) < 10 and re.fullmatch(r"-?\d+", text, re.ASCII) else None


def switch(element: Element | None, *path: str) -> bool | None:
    """Return whether a property is on; None where it is not there."""
    found = child(element, *path)
    return None if found is None else (value(found) or "1").lower() not in _OFF


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    parent: str | None
    outline: int | None
    num_id: str | None
    depth: int | None
    hidden: bool | None


@dataclass(frozen=True, slots=True)
class Styles:
    """The named styles of a paper, by id."""

    named: dict[str, _Style] = field(default_factory=dict)
    default: str | None = None  # of paragraphs that name none

    @classmethod
    def read(cls, root: Element | None) -> "Styles":
        """Read `styles.xml`."""
        named: dict[str, _Style] = {}
        default = None
        for element in root if root is not None else ():
            key = value(element, "styleId")
            if local(element) != "style" or key is None:
                continue
            named[key] = _Style(
                name=setting(element, "name") or "",
                parent=setting(element, "basedOn"),
                outline=number(setting(element, "pPr", "outlineLvl")),
                num_id=setting(element, "pPr", "numPr", "numId"),
                depth=number(setting(element, "pPr", "numPr", "ilvl")),
                hidden=switch(element, "rPr", "vanish"),
            )
            if value(element, "default") in {"1", "true"} and value(element, "type") == "paragraph":
                default = key
        return cls(named, default)

    def chain(self, style: str | None) -> list[_Style]:
        """Return a style and those it rests on, itself first."""
        found: list[_Style] = []
        while style in self.named and len(found) < _CHAIN:
            found.append(self.named[style])
            style = found[-1].parent
        return found

    def heading_level(self, paragraph: Element, *, style: str | None) -> int | None:
        """Return the level of a heading, from 1; None for other paragraphs."""
        outline = number(setting(paragraph, "pPr", "outlineLvl"))
        for one in self.chain(style):
            if one.name.lower() == "title":
                return 1
            if match := _HEADING.match(one.name):
                return max(1, int(match[1]))
            outline = one.outline if outline is None else outline
        return outline + 1 if outline is not None and 0 <= outline < _BODY_LEVEL else None

    def is_title(self, style: str | None) -> bool:
        """Say whether it is the style of the paper's title."""
        return any(one.name.lower() == "title" for one in self.chain(style)[:1])

    def is_hidden(self, style: str | None) -> bool:
        """Say whether text in this style is hidden."""
        return next((one.hidden for one in self.chain(style) if one.hidden is not None), False)


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str  # "decimal", "lowerLetter", "bullet" ...
    text: str  # "%1.%2"
    legal: bool  # all figures


@dataclass(frozen=True, slots=True)
class Marker:
    """A list marker as printed, with the blank after it, and the depth of its list, from 1."""

    text: str
    level: int


@dataclass(slots=True)
class Numbering:
    """Counts a paper's lists. Paragraphs are to be asked for in reading order."""

    lists: dict[str, dict[int, _Level]]  # by abstract list
    numbers: dict[str, str]  # list in use to abstract list
    restarts: dict[tuple[str, int], int]  # (list in use, level) to where it starts anew
    counts: dict[str, dict[int, int]] = field(default_factory=dict)  # by abstract list, then level

    @classmethod
    def read(cls, root: Element | None, *, styles: Styles) -> "Numbering":
        """Read `numbering.xml`."""
        lists: dict[str, dict[int, _Level]] = {}
        numbers: dict[str, str] = {}
        restarts: dict[tuple[str, int], int] = {}
        links: dict[str, str] = {}  # abstract list to the style that holds its levels
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                key = value(element, "abstractNumId") or ""
                lists[key] = dict(_levels(element))
                if link := setting(element, "numStyleLink"):
                    links[key] = link
            elif local(element) == "num":
                key = value(element, "numId") or ""
                numbers[key] = setting(element, "abstractNumId") or ""
                restarts.update({(key, depth): start for depth, start in _restarts(element)})
        for key, style in links.items():
            linked = next((one.num_id for one in styles.chain(style) if one.num_id), None)
            lists[key] = lists[key] or lists.get(numbers.get(linked or "", ""), {})
        return cls(lists, numbers, restarts)

    def marker(self, paragraph: Element, *, styles: Styles, style: str | None) -> Marker | None:
        """Return the marker of the next paragraph; None where it is in no list."""
        num_id = setting(paragraph, "pPr", "numPr", "numId")
        depth = number(setting(paragraph, "pPr", "numPr", "ilvl"))
        for one in styles.chain(style):
            num_id = one.num_id if num_id is None else num_id
            depth = one.depth if depth is None and one.num_id is not None else depth
        depth = min(max(depth or 0, 0), _DEEPEST - 1)
        abstract = self.numbers.get(num_id or "")
        if num_id is None or abstract is None or depth not in self.lists.get(abstract, {}):
            return None
        levels = self.lists[abstract]
        counts = self.counts.setdefault(abstract, {})
        restart = self.restarts.pop((num_id, depth), None)
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1 if restart is None else restart
        for deeper in [key for key in counts if key > depth]:
            del counts[deeper]
        return Marker(_print(levels, counts, depth=depth), depth + 1)


def _levels(abstract: Element) -> list[tuple[int, _Level]]:
    found: list[tuple[int, _Level]] = []
    for element in abstract:
        depth = number(value(element, "ilvl"))
        if local(element) == "lvl" and depth is not None:
            start = number(setting(element, "start"))
            form, text = setting(element, "numFmt") or "decimal", setting(element, "lvlText") or ""
            found.append((depth, _Level(1 if start is None else start, form, text, switch(element, "isLgl") or False)))
    return found


def _restarts(element: Element) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for override in element:
        depth, start = number(value(override, "ilvl")), number(setting(override, "startOverride"))
        if local(override) == "lvlOverride" and depth is not None and start is not None:
            found.append((depth, start))
    return found


def _print(levels: dict[int, _Level], counts: dict[int, int], *, depth: int) -> str:
    level = levels[depth]
    if level.form == "bullet":
        return BULLET
    if level.form == "none" and not level.text.strip():
        return ""

    def count(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        if at not in levels:
            return ""
        form = "decimal" if level.legal else levels[at].form
        return _numeral(counts.get(at, levels[at].start), form)

    printed = re.sub(r"%([1-9])", count, level.text).strip()
    return f"{printed} " if printed else ""


def _numeral(n: int, form: str) -> str:
    if form.endswith("Letter") and 0 < n <= 260:  # after z come aa, bb
        words = chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1)
    elif form.endswith("Roman"):
        words = roman(n)
    elif form == "decimalZero":
        words = f"{n:02}"
    elif form == "none":
        words = ""
    else:
        words = str(n)
    return words.upper() if form.startswith("upper") else words
