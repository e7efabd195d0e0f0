"""Is what was found an answer? Decided by a trained score over the question as a whole, never by one cosine."""

from collections.abc import Sequence

from index.search import Collection
from index.terms import terms
from qa.evidence import UNHEARD, wanted_terms
from qa.ranker import Ranked, Ranker, answer_features
from qa.understand import Understood


def is_enough(asked: Understood, ranked: Sequence[Ranked], collection: Collection, *, ranker: Ranker) -> bool:
    """Do the ranked sentences answer the question?"""
    if not ranked:
        return False
    return ranker.answer.probability(measures(asked, ranked, collection)) >= ranker.threshold


def measures(asked: Understood, ranked: Sequence[Ranked], collection: Collection) -> tuple[float, ...]:
    """Return the measurements of a question's evidence, in the order of `qa.ranker.ANSWER_FEATURES`."""
    wanted = wanted_terms(asked, collection, text=asked.asked)
    rarest = collection.idf(UNHEARD)
    passage = ranked[0].evidence.passage
    present = frozenset(terms(f"{passage.context} {passage.text}"))
    lacking = sorted((collection.idf(term) / rarest for term in wanted if term not in present), reverse=True)
    unheard = sum(collection.idf(term) >= rarest for term in wanted) / len(wanted) if wanted else 0.0
    return answer_features(asked, ranked, lacking=lacking, unheard=unheard)
