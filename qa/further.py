"""Which sentences are quoted beside the best one: not those beside the point, but those that go on with it."""

import re
from collections.abc import Sequence

from qa.best_sentences import sentence_words
from qa.evidence import FEATURES, Evidence
from qa.ranker import Ranked
from qa.understand import Intent, Understood

# Beside the point is what is less likely than this share of the best one, and as far below its cosine.
_FAINT, _APART = 0.1, 0.05
_FAINT_FIGURE = 0.3  # the share for figures, of which a second one misleads
_GAP = 8  # characters between two sentences that follow each other: a line break, a number, a bullet
_COSINE = FEATURES.index("cosine_sentence")
_PERIOD_MISSING = FEATURES.index("period_missing")
LEANS = re.compile(
    r"(?:This|These|That|Those|He|She|They|It|His|Her|Their|Its|Such|However|The (?:latter|scheme|team))\b"
)


def is_beside(asked: Understood, item: Ranked, best: Ranked) -> bool:
    """Is a sentence beside the point: less likely than the best and farther off in meaning, or of another time?

    Of a list or an outcome all parts are wanted, near or not. A figure is taken for the answer wherever it stands, so
    beside one of the time that is asked about none of another time is quoted. What follows the best sentence
    may be what that only leads up to: the reply to a question.
    """
    if asked.intent in (Intent.LIST, Intent.DECISION) or _follows(item.evidence, best.evidence):
        return False
    figure = asked.intent is Intent.FIGURE
    own, first = item.evidence.features, best.evidence.features
    if figure and asked.periods and own[_PERIOD_MISSING] >= 1 > first[_PERIOD_MISSING]:
        return True
    faint, apart = (_FAINT_FIGURE, 0.0) if figure else (_FAINT, _APART)
    return item.probability < faint * best.probability and own[_COSINE] < first[_COSINE] - apart


def goes_on(item: Ranked, told: Sequence[Evidence]) -> bool:
    """Does a sentence go on with one that is quoted: "He also asked ...", "This doubles ..."?"""
    return bool(LEANS.match(sentence_words(item))) and any(_follows(item.evidence, one) for one in told)


def _follows(one: Evidence, other: Evidence) -> bool:
    """Does a sentence stand right after another in its paper?"""
    return one.passage.paper_id == other.passage.paper_id and 0 <= one.sentence.start - other.sentence.end <= _GAP
