"""The scope of a question: what the asker set, narrowed by the panels that the question names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.panels import Register
from corpus.papers import Paper
from index.search import Collection, Hit, Scope
from qa.periods import Period
from qa.understand import Understood

_NEAR = 10  # hits among which the newest paper is looked for
# Words after an area that make it a body's name: "the Kent panel", "Surrey Police", "Sussex's commissioner".
_BODY = r"(?:['’]s?)?[\w,& ]{0,30}\b(?:panel|pf?cp|police|constabulary|force|commissioner|pf?cc|mayor)\b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """The scope to search, whether an answer can lie in it, and what to tell the asker about it."""

    scope: Scope
    answerable: bool = True
    notes: tuple[str, ...] = ()


def narrow(asked: Understood, scope: Scope, *, collection: Collection, register: Register) -> Narrowed:
    """Return the asker's scope narrowed to the panels that the question names.

    A panel that is named but has no papers makes the question unanswerable; what other panels' papers say of it is then
    not quoted, not even as the nearest.
    """
    if not asked.panels:
        return Narrowed(scope=scope)
    papers = collection.papers(scope)
    held = frozenset(paper.metadata.panel.value for paper in papers) - {None}
    named = [panel for panel in asked.panels if panel in held]
    missing = [panel for panel in asked.panels if panel not in held and _means_body(asked, panel, register, papers)]
    if named and not missing:
        return Narrowed(scope=replace(scope, panels=frozenset(named)))
    if not missing:
        return Narrowed(scope=scope)
    names = ", ".join(register.name_on(panel, None) for panel in missing)
    return Narrowed(
        scope=replace(scope, panels=frozenset(named)) if named else scope,
        answerable=bool(named),
        notes=(f"No papers of the {names} are {_where(scope)}.",),
    )


def newest(asked: Understood, hits: Sequence[Hit], collection: Collection) -> Understood:
    """Return a question for what is latest with the day of the newest paper that comes near it; any other as it is."""
    if not asked.latest or asked.periods:
        return asked
    dates = [collection.paper(hit.passage.paper_id).metadata.date.value for hit in hits[:_NEAR]]
    last = max((date for date in dates if date), default=None)
    return replace(asked, periods=(Period(since=last, until=last, words="latest"),)) if last else asked


def _means_body(asked: Understood, panel: str, register: Register, papers: Sequence[Paper]) -> bool:
    """Does the question mean an area's panel, force or commissioner, rather than a place of which papers speak?"""
    known = register.panel(panel)
    area = "|".join(re.escape(name) for name in (known.area, *known.aliases))
    if re.search(rf"\b(?:{area}){_BODY}", asked.asked, re.IGNORECASE):
        return True
    return not any(known.area in paper.text for paper in papers)


def _where(scope: Scope) -> str:
    return "among the papers searched" if scope.panels or scope.since or scope.until or scope.kinds else "loaded"
