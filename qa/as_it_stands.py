"""How things stand: the newest of the papers that tell it comes first, and what older ones tell of it is left out.

"How many officers are there?" has an answer in every year's report. Who asks so means today's; the figure of three
years ago would be taken for it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.search import Collection
from qa.answer_features import word_count
from qa.best_sentences import NEAR_BEST, sentence_words
from qa.evidence import FEATURES
from qa.kinds import Sort, gives_value, value_asked
from qa.ranker import Ranked
from qa.understand import Intent, Understood

_INTENTS = frozenset({Intent.FIGURE, Intent.FACT, Intent.CHECK, Intent.DATE})
_NOW = re.compile(
    r"\b(?:now|currently|current|at present|at the moment|these days|nowadays|today|so far|to date|still|as yet|"
    r"latest|new(?:est)? (?:figures?|numbers?)|any (?:news|update)|next|(?:this|last) (?:year|quarter|month)|"
    r"(?:has|have) (?:\w+ ){1,2}got)\b|^\W*(?:has|have)\b",
    re.IGNORECASE,
)
# What it came to after all is told by the newest paper too; older ones have what it was meant to be.
_AFTER_ALL = re.compile(
    r"\b(?:final(?:ly)?|actual(?:ly)?|in the (?:end|event)|eventual(?:ly)?|ultimate(?:ly)?|in fact|out-?turn|"
    r"turn(?:ed)? out|when all (?:was|is|had)|bottom line)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:did|didn['’]t|was|wasn['’]t|were|weren['’]t|had|went|got|came|spent|paid|took|made|gave|said|told|became|"
    r"happened|(?<!does )cost(?!s))\b|^(?!.*\b(?:is|are|being)\b).*[a-z]ed\b",
    re.IGNORECASE,
)
# More than one time is asked for, or one that is named without a year; what is to come; a rule; what a word means.
_OVER_TIME = re.compile(
    r"\b(?:each|every|all|trend|over (?:time|the years?)|chang\w+|compar\w+|histor\w+|previous\w*|first|original\w*|"
    r"used to|will|would|should|could|what (?:is|are) (?:it|they|that)|ever|since|before|after|until|between|"
    r"takes?|needs?|needed|requires?|required|must|ha(?:s|ve) to|targets?|limits?|last (?!year|quarter|month))\b",
    re.IGNORECASE,
)
_NEXT_MEETING = re.compile(r"\bnext (?:panel )?(?:meeting|meets?)\b", re.IGNORECASE)
_MEETS = re.compile(
    r"\b(?:next|annual|following) (?:[a-z]+ )?meeting\b|\bmeets? (?:again|next)\b|\bthe next would be\b", re.IGNORECASE
)
_HOW = re.compile(r"\bhow \w+ (?:is|are|does|do|has|have)\b", re.IGNORECASE)  # "How fast are calls answered?"
# Words that say what a question is about, up to which it means today without a word of it; where a figure is asked.
_FEW, _FEW_OF_FIGURE = 3, 5
_LOOKED = 12  # sentences among which a newer one is looked for
_APART = 0.12  # how far below the best one's its cosine may be
_COSINE = FEATURES.index("cosine_sentence")


def asks_how_it_stands(asked: Understood) -> bool:
    """Does a question ask for how things stand, by what it says or by having no time?

    >>> from corpus.panels import default_register
    >>> from qa.answers import Question
    >>> from qa.understand import understand
    >>> def stands(text):
    ...     return asks_how_it_stands(understand(Question(text=text), register=default_register()))
    >>> stands("How many PCSOs are there?"), stands("knife crime figures?"), stands("What did the camera cost?")
    (True, True, False)
    """
    if asked.periods or asked.intent not in _INTENTS:
        return False
    if _AFTER_ALL.search(asked.asked) and value_asked(asked):
        return True
    if _OVER_TIME.search(asked.asked) and not _NEXT_MEETING.search(asked.asked):
        return False
    brief = word_count(asked) <= (_FEW_OF_FIGURE if _value(asked) else _FEW)
    return bool(_NOW.search(asked.asked)) or (brief and not _PAST.search(asked.asked))


def newest_first(asked: Understood, ranked: Sequence[Ranked], collection: Collection) -> Sequence[Ranked]:
    """Return the sentences with the newest first of those that answer nearly as well as the best one.

    Of the same panel's older papers, none is left that gives a figure, of whatever sort, where one is asked for.
    """
    if not ranked or not asks_how_it_stands(asked):
        return ranked
    best = ranked[0]
    same = {id(item): day for item in ranked if (day := _day(item, best, collection))}
    tells = [item for item in ranked[:_LOOKED] if id(item) in same and _tells(asked, item, best)]
    if not tells:
        return ranked
    last = max(same[id(item)] for item in tells)
    first = next(item for item in tells if same[id(item)] == last)
    value = _value(asked)
    older = {id(item) for item in ranked if same.get(id(item), last) < last and value and _figure(value, item)}
    rest = [item for item in ranked if item is not first and id(item) not in older]
    return [replace(first, probability=best.probability), *rest]


def _tells(asked: Understood, item: Ranked, best: Ranked) -> bool:
    """Does a sentence answer nearly as well as the best one, with a figure where one is asked for?"""
    if _NEXT_MEETING.search(asked.asked):
        place = " ".join((*item.evidence.section.headings[-1:], sentence_words(item)))
        return bool(_MEETS.search(place)) and _gives(asked, item)
    near = item.evidence.features[_COSINE] >= best.evidence.features[_COSINE] - _APART
    return near and item.probability >= NEAR_BEST * best.probability and _gives(asked, item)


def _value(asked: Understood) -> Sort | None:
    """Return the sort of figure that is asked for, be it by "how fast" or "how high"."""
    return value_asked(asked) or (Sort.COUNT if _HOW.search(asked.asked) else None)


def _gives(asked: Understood, item: Ranked) -> bool:
    sort = _value(asked)
    return sort is None or gives_value(sort, sentence_words(item))


def _figure(sort: Sort, item: Ranked) -> bool:
    return any(gives_value(one, sentence_words(item)) for one in (sort, Sort.COUNT))


def _day(item: Ranked, best: Ranked, collection: Collection) -> date | None:
    """Return the day of a sentence's paper, where it is one of the best sentence's panel."""
    known, own = (collection.paper(one.evidence.passage.paper_id).metadata for one in (item, best))
    return known.date.value if known.panel.value == own.panel.value else None
