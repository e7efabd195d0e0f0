"""What a web page holds that a reader does not see or that is not the paper: scripts, menus, hidden text."""

import re

from corpus.readers.trees import Element, classes, drop, name

_NEVER = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "canvas", "iframe", "object", "embed", "audio", "video",
    "nav", "input", "select", "option", "button", "textarea", "datalist", "map", "area", "link", "meta", "head",
})  # fmt: skip
_FRAME = frozenset({"header", "footer", "aside"})  # part of the paper only inside its main element
_NOT_PAPER = frozenset({"mgHide", "mgFileSize", "mgActionList", "breadcrumb", "breadcrumbs", "skip-link"})
_FURNITURE = re.compile(
    r"^(share this item|share|tweet|print this page|pdf icon|back to top|skip to (main )?content)$", re.I
)
_STYLE_HIDES = re.compile(
    r"display:none|visibility:hidden|opacity:0(\.0*)?(;|$)|font-size:0*\.?0+(px|pt|em|rem|%)?(;|!|$)|mso-hide:all"
    r"|(text-indent|left|top):-\d{4,}"
)
_WHITE = r"(?:white|#fff(?:fff)?|rgba?\(255,255,255(?:,1)?\))"
_INK_WHITE = re.compile(rf"(?:^|;)color:{_WHITE}")
_PAINTED = re.compile(rf"(?:^|;)background(?:-color)?:(?!{_WHITE}|transparent|none|inherit)")
_SMALL_FORM = 300  # characters; a form with more is the page itself (ASP.NET wraps pages in one)


def drop_unseen(root: Element) -> None:
    """Take out of the tree below `root` what is not the paper or not to be seen."""
    for element in list(root.iter()):
        if element is root:
            continue
        if not isinstance(element.tag, str) or _unwanted(element) or is_hidden(element):
            drop(element)


def is_hidden(element: Element) -> bool:
    """Say whether the element itself says that it is not to be seen. Style sheets are not read."""
    if any(key == "hidden" for key, _ in element.items()):
        return True
    style = _style(element)
    if style and _STYLE_HIDES.search(style):
        return True
    white = bool(style and _INK_WHITE.search(style)) or bool(re.fullmatch(_WHITE, element.get("color", "").lower()))
    return white and not _on_paint(element)


def _unwanted(element: Element) -> bool:
    tag = name(element)
    if tag in _NEVER or classes(element) & _NOT_PAPER:
        return True
    if tag in _FRAME:
        return not _inside_main(element)
    if tag == "form":
        return sum(len(text) for text in element.itertext()) < _SMALL_FORM and not any(element.iter("table", "p"))
    if tag in {"a", "span", "li", "p", "div"} and len(element) <= 2:
        return bool(_FURNITURE.match(" ".join("".join(element.itertext()).split())))
    return tag == "tr" and _is_item_header(element)


def _is_item_header(row: Element) -> bool:
    """Say whether it is the row "No. | Item" above the items of a meeting page."""
    words = " ".join("".join(row.itertext()).split()).lower()
    return words in {"no. item", "no.item", "no item"}


def _inside_main(element: Element) -> bool:
    above = element.getparent()
    while above is not None:
        if name(above) in {"main", "article"} or above.get("role", "") == "main":
            return True
        above = above.getparent()
    return False


def _on_paint(element: Element) -> bool:
    """Say whether the element or one above it declares a background that is not white."""
    here: Element | None = element
    while here is not None:
        colour = here.get("bgcolor", "").lower().strip()
        if (colour and not re.fullmatch(_WHITE, colour)) or _PAINTED.search(_style(here)):
            return True
        here = here.getparent()
    return False


def _style(element: Element) -> str:
    return re.sub(r"\s+", "", element.get("style", "")).lower()
