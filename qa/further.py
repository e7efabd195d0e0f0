"""Which sentences are quoted beside the best one: not those beside the point, but those that go on with it.

Of its neighbours too: a second figure beside the one that is asked for would be taken for it.
"""

import re
from collections.abc import Sequence

from corpus.exchanges import puts_question
from corpus.papers import Paper, Role, Sentence
from corpus.speakers import in_first_person
from index.terms import terms
from qa.answer_features import word_count
from qa.best_sentences import sentence_words
from qa.evidence import FEATURES, Evidence
from qa.kinds import gives_value, value_asked
from qa.of_its_time import COMPARES, figure_of_another
from qa.quotation import run_around
from qa.ranker import Ranked
from qa.several import asks_several
from qa.understand import Intent, Understood

# Beside the point is what is less likely than this share of the best one, and as far below its cosine.
_FAINT, _APART = 0.1, 0.05
_FAINT_VALUE = 0.3  # the share for figures and days, of which a second one misleads
_FAINT_SECOND = 0.5  # the share for another figure or day of the sort that the best one gives, however near
_SURE = 0.3  # probability of the best one from which another beside it is a second
_BRIEF = 3  # words that say what a question is about, up to which it may mean several figures
_GAP = 8  # characters between two sentences that follow each other: a line break, a number, a bullet
_COSINE = FEATURES.index("cosine_sentence")
_PERIOD_MISSING = FEATURES.index("period_missing")
_COMPARES = re.compile(rf"\b(?:and|or|both|each|every|respectively|{COMPARES})\b", re.IGNORECASE)
# "How much was paid, and what was left?" asks for more than one figure.
_ASKS_ON = re.compile(r"\b(?:and|or) (?:\w+ ){0,2}?(?:what|how|who|when|which|where|why)\b", re.IGNORECASE)
LEANS = re.compile(
    r"(?:(?:Although|While|Whilst|Because|Since|As|Despite|Where|When|If) )?(?i:this|these|that|those|he|she|they|it|"
    r"his|her|their|its|such|however|both|neither|the (?:latter|former|scheme|team|situation|position|same|reason|aim|"
    r"result|rest|remainder|difference|increase|decrease|reduction))\b"
)

_ON_MOTION = re.compile(
    r"(?:The|That|This) (?:substantive )?(?:motion|amendment|proposal|recommendation) "
    r"(?:(?:was|were|then|therefore|duly|being|having been|had been|put|to|the|vote|and|on) ){0,8}"
    r"(?:carried|lost|fell|defeated|rejected|approved|agreed|passed)\b"
)  # "The motion was put to the vote and was lost"
_MOVED = re.compile(r"\b(?:moved|proposed)\b")
_BACK = 3  # sentences before a vote among which its motion stands


def is_beside(asked: Understood, item: Ranked, best: Ranked) -> bool:
    """Is a sentence beside the point: less likely than the best and farther off in meaning, or of another time?

    Parts of a list or an outcome need not be near in meaning. A figure or a day is taken for the answer wherever it
    stands, so beside one of the time that is asked about none of another time is quoted. What follows the best sentence
    may be what that only leads up to: the reply to a question.
    """
    if _is_other_row(asked, item, best):
        return True
    if _follows(item.evidence, best.evidence):
        return False
    value = asked.intent in (Intent.FIGURE, Intent.DATE)
    own, first = item.evidence.features, best.evidence.features
    if value and asked.periods and own[_PERIOD_MISSING] >= 1 > first[_PERIOD_MISSING]:
        return True
    faint, apart = (_FAINT_VALUE, 0.0) if value else (_FAINT, _APART)
    near = own[_COSINE] >= first[_COSINE] - apart and asked.intent not in (Intent.LIST, Intent.DECISION)
    return item.probability < faint * best.probability and not near


def _is_other_row(asked: Understood, item: Ranked, best: Ranked) -> bool:
    """Is a row one that the question does not name, of the table of which the best one is named by it?"""
    one, other = item.evidence.section, best.evidence.section
    same = one.block == other.block and item.evidence.passage.paper_id == best.evidence.passage.paper_id
    if not same or not one.role is other.role is Role.TABLE_ROW or asked.intent is Intent.LIST:
        return False
    wanted = frozenset(terms(asked.asked))
    label, named = (frozenset(terms(row.label or "")) for row in (one, other))
    return bool(named) and named <= wanted and not label <= wanted


def is_second(asked: Understood, item: Ranked, best: Ranked) -> bool:
    """Does a less likely sentence give a second figure or day, where the best gives the one that is asked for?

    "It was 71 the year before" is taken for the answer although it goes on with it.
    """
    sort = value_asked(asked)
    if sort is None or best.probability < _SURE or item.probability >= _FAINT_SECOND * best.probability:
        return False
    if word_count(asked) <= _BRIEF or _COMPARES.search(asked.asked) or asks_several(asked.asked):
        return False
    return gives_value(sort, sentence_words(best)) and gives_value(sort, sentence_words(item))


def goes_on(item: Ranked, told: Sequence[Evidence]) -> bool:
    """Does a sentence go on with one that is quoted: "He also asked ...", "This doubles ..."?"""
    return bool(LEANS.match(sentence_words(item))) and any(_follows(item.evidence, one) for one in told)


def _follows(one: Evidence, other: Evidence) -> bool:
    """Does a sentence stand right after another in its paper?"""
    return one.passage.paper_id == other.passage.paper_id and 0 <= one.sentence.start - other.sentence.end <= _GAP


def leant_on(paper: Paper, sentences: Sequence[Sentence], place: int) -> Sentence | None:
    """Return the sentence of a section that one leans on, of a vote the motion; None where it leans on none."""
    before = sentences[max(0, place - _BACK) : place]
    if not before:
        return None
    own = sentences[place]
    if _ON_MOTION.match(paper.text, own.start, own.end):
        return next((one for one in reversed(before) if _MOVED.search(paper.text, one.start, one.end)), None)
    same = before[-1].speaker == own.speaker or (own.speaker is None and is_authors(paper, before[-1]))
    return before[-1] if same and LEANS.match(paper.text, own.start) else None


def is_authors(paper: Paper, sentence: Sentence) -> bool:
    """Does the author of a paper speak of themselves in a sentence? What follows it is theirs too."""
    return sentence.speaker is not None and in_first_person(paper.text[sentence.start : sentence.end])


def answered(paper: Paper, sentences: Sequence[Sentence], place: int) -> Sequence[Sentence]:
    """Return a question with its answer, where a sentence is part of an answer that nobody is named for; else nothing.

    "It was 34 days on average" says of what only with "Cllr Lee asked how long vetting took" before it.
    """
    if sentences[place].speaker:
        return ()
    run = run_around(place, place, sentences, lambda one: one.speaker is None)
    first = sentences.index(run[0])
    question = sentences[first - 1] if first else None
    return [question, *run] if question and puts_question(paper.text[question.start : question.end]) else ()


def around(asked: Understood, paper: Paper, sentences: Sequence[Sentence], place: int) -> Sequence[Sentence]:
    """Return the neighbouring sentences that are quoted with one: all of them, or up to those with another figure.

    They are left out where one figure or day is asked for, for which a second would be taken, and where the figure is
    of another time than is asked about. What the sentence leans on stays.
    """
    sort = None if asks_several(asked.asked) or _ASKS_ON.search(asked.asked) else value_asked(asked)
    texts = [paper.text[one.start : one.end] for one in sentences]
    second = sort if sort and gives_value(sort, texts[place]) else None
    misleads = [figure_of_another(asked, text) or (second and gives_value(second, text)) for text in texts]
    first = last = place
    while first and (not misleads[first - 1] or LEANS.match(paper.text, sentences[first].start)):
        first -= 1
    while last + 1 < len(sentences) and not misleads[last + 1]:
        last += 1
    return sentences[first : last + 1]
