"""What a web page holds that a reader does not see or that is not the paper: scripts, menus, hidden text."""

import re
from collections.abc import Set

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
_SHORT = 60  # characters; furniture says less
_SMALL_FORM = 300  # characters; a form with more is the page itself (ASP.NET wraps pages in one)


def drop_unseen(root: Element) -> None:
    """Take out of the tree below `root` what is not the paper or not to be seen. Style sheets are not read."""
    elements = list(root.iter())
    painted: set[Element] = set()  # on a background that is not white
    main: set[Element] = set()  # in the page's main element
    for element in elements:  # those above come first, so that each is looked at once however deep it lies
        above = element.getparent()
        if above in painted or _is_painted(element):
            painted.add(element)
        if above in main or name(element) in {"main", "article"} or element.get("role", "") == "main":
            main.add(element)
    for element in elements:
        if element is not root and (_unwanted(element, in_main=element in main) or _is_hidden(element, painted)):
            drop(element)


def _is_hidden(element: Element, painted: Set[Element]) -> bool:
    """Say whether the element itself says that it is not to be seen."""
    if any(key == "hidden" for key, _ in element.items()):
        return True
    style = _style(element)
    if style and _STYLE_HIDES.search(style):
        return True
    white = bool(style and _INK_WHITE.search(style)) or bool(re.fullmatch(_WHITE, element.get("color", "").lower()))
    return white and element not in painted


def _unwanted(element: Element, *, in_main: bool) -> bool:
    tag = name(element)
    if tag in _NEVER or classes(element) & _NOT_PAPER:
        return True
    if tag in _FRAME:
        return not in_main
    if tag == "form":
        return (
            sum(len(text) for text in element.itertext()) < _SMALL_FORM
            and next(element.iter("table", "p"), None) is None
        )
    if tag in {"a", "span", "li", "p", "div"} and len(element) <= 2:
        return bool(_FURNITURE.match(_short_text(element)))
    return tag == "tr" and _is_item_header(element)


def _short_text(element: Element) -> str:
    """Return an element's text on one line; of a long text only the beginning, so that depth costs nothing."""
    words = ""
    for text in element.itertext():
        words += text[:_SHORT]
        if len(words.strip()) > _SHORT:
            break
    return " ".join(words.split())


def _is_item_header(row: Element) -> bool:
    """Say whether it is the row "No. | Item" above the items of a meeting page."""
    return _short_text(row).lower() in {"no. item", "no.item", "no item"}


def _is_painted(element: Element) -> bool:
    colour = element.get("bgcolor", "").lower().strip()
    return bool(colour and not re.fullmatch(_WHITE, colour)) or bool(_PAINTED.search(_style(element)))


def _style(element: Element) -> str:
    return re.sub(r"\s+", "", element.get("style", "")).lower()
