"""A short question about a thing that no paper has a word of: "Is knife crime rising?" where no paper says "knife".

What comes nearest then has the other words of the question, and is of something else.
"""

import re
from collections.abc import Iterator, Sequence

from corpus.panels import Register
from index.search import Collection
from index.terms import terms
from index.typos import distance
from qa.answer_features import word_count
from qa.enough import score
from qa.evidence import UNHEARD, content_terms
from qa.plain_words import everyday_words
from qa.ranker import Ranked, Ranker
from qa.subject import noun_phrases
from qa.understand import Intent, Understood

_INTENTS = frozenset({Intent.FIGURE, Intent.FACT, Intent.CHECK, Intent.DECISION, Intent.SAID, Intent.REASON})
_FEW = 3  # words that say what a question is about, up to which each of them must be heard of
_SHORT = 7  # words of a short question, all counted
_SURE = 0.67  # probability of an answer from which the papers are taken to have another word for it
_BEST = 4  # sentences in whose passages a word is looked for that is only spelt otherwise
_LONG = 8  # letters from which two slips are allowed
_SHORTEST, _STEM = 5, 4  # letters of a word that may be misspelt, and of one that another is made of
_MAY_BE_VERB = re.compile(r"(?:ing|ed)$", re.IGNORECASE)  # "rising", "quitting"
# Words that name no thing, in whatever place they stand: of news and size, and verbs that nouns are taken for.
_NO_THING = frozenset(
    terms(
        "whats news update updates worse better worst best latest recent high low big fast slow bad good size "
        "goes gets makes costs takes works work runs wants needs leads uses buys pays comes looks helps means lasts "
        "happens stands keeps puts leave leaves quit quits stop stops start starts end ends rise rises fall falls drop "
        "drops ring rings call calls pay carry wear use keep hold own know think feel left kept held won lost spent "
        "done okay thing stuff lot lots bit anyone anybody someone somebody"
    )
)


def topic_unheard(
    asked: Understood, ranked: Sequence[Ranked], collection: Collection, *, register: Register, ranker: Ranker
) -> str | None:
    """Return that no paper has a word that a short question is about; None where each is heard of, or none is sure."""
    short = word_count(asked) <= _FEW and len(asked.asked.split()) <= _SHORT
    if not ranked or asked.cited or asked.intent not in _INTENTS or not short:
        return None
    word = next(_unheard(asked, ranked, collection, register), None)
    if word is None or score(asked, ranked, collection, ranker=ranker) >= _SURE:
        return None
    return f"No paper searched has the word “{word}”."


def _unheard(asked: Understood, ranked: Sequence[Ranked], collection: Collection, register: Register) -> Iterator[str]:
    """Yield the nouns of a question that no paper has, nor has another word for."""
    known = frozenset(terms(everyday_words(asked.asked))) | _NO_THING
    near = frozenset(term for item in ranked[:_BEST] for term in terms(item.evidence.passage.text))
    for word in (word for phrase in noun_phrases(asked.asked, register) for word in phrase.split()):
        own = [term for term in content_terms(word) if term not in known and not _MAY_BE_VERB.search(word)]
        heard = any(collection.idf(term) < collection.idf(UNHEARD) for term in own)
        if own and not heard and not any(_is_like(term, other) for term in own for other in near):
            yield word.strip(".,;:?!'’“”\"")


def _is_like(term: str, other: str) -> bool:
    """May a term be another one with a slip of the pen, or be made of it ("shoplift" of "shop")?

    >>> [_is_like("shoplift", other) for other in ("shop", "shift")], _is_like("helth", "health")
    ([True, False], True)
    >>> _is_like("drone", "done")
    False
    """
    if len(term) < _SHORTEST or not term.isalpha() or term[0] != other[0]:
        return False
    made_of = len(other) >= _STEM and (term.startswith(other) or term[:_SHORTEST] == other[:_SHORTEST])
    return made_of or (len(other) >= _SHORTEST and distance(term, other) <= (2 if len(term) >= _LONG else 1))
