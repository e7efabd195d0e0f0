"""A whole question in a talk about one panel: where that panel's papers have no word of it, all papers are searched."""

import re
from dataclasses import replace

from corpus.panels import Register
from index.search import Collection, Scope
from qa.evidence import content_terms
from qa.filled_in import shown
from qa.intents import TITLED
from qa.subject import noun_phrases
from qa.understand import Understood

_OURS = re.compile(
    r"\b(?:the|our) (?:\w+ )?(?:panel|commissioner|p?f?cc|chief|constable|mayor|force|chair\w*|members|council)\b|"
    r"\b(?:we|us|ours?)\b",
    re.IGNORECASE,
)  # those of the panel that the talk is about


def as_far_as_heard_of(asked: Understood, scope: Scope, *, collection: Collection, register: Register) -> Understood:
    """Return a question of all panels where it names something of which the kept panel's papers have no word.

    Where there are papers of no other panel, none is kept: nothing else could be searched.
    """
    if not asked.kept:
        return asked
    papers = {paper.paper_id: paper.metadata.panel.value for paper in collection.papers(scope)}
    own = frozenset(paper for paper, panel in papers.items() if panel in asked.panels)
    others = frozenset(papers) - own
    if not others:
        return replace(asked, kept=False)
    named = (*noun_phrases(asked.asked, register), *TITLED.findall(asked.asked))
    words = frozenset(term for phrase in named for term in content_terms(phrase))
    held = (collection.holding(word) for word in sorted(words))
    elsewhere = bool(own) and any(others & found and not own & found for found in held)
    return of_all_panels(asked) if elsewhere else asked


def of_all_panels(asked: Understood) -> Understood:
    """Return a whole question as if no panel had been spoken of."""
    return replace(asked, panels=(), kept=False, taken="", shown=shown(asked.asked, (), areas=()))


def may_mean_another(asked: Understood) -> bool:
    """May a question that its panel's papers do not answer mean another panel's: does it name none of its people?"""
    return asked.kept and not _OURS.search(asked.asked)
