"""The best sentences read again, each together with the question, by the cross-encoder (`index/cross_encoder.py`).

The first order comes from measurements of all sentences found (`qa/evidence.py`); reading is slow, so only those are
read that the first order leaves in doubt. A sentence is read with what a reader sees beside it: the heading, the end of
the sentence before, the speaker.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.ranker import Ranked, Ranker, Scorer, chosen, log_odds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

# On 699 questions kept apart, all gold was cited of .784 of them, of .773 with six at most and a reach of 3 (one way 9,
# the other 1), of .762 with four.
MOST = 10  # sentences that are read
REACH = 4.0  # how far below the best one's, as a logarithm, a sentence's probability may be for it to be read
_HEADING, _BEFORE, _SPEAKER, _SENTENCE = 5, 12, 5, 42  # words that are read of each
_LEAST = 1e-6  # probabilities are kept this far from 0 and 1
_SCALE = 5  # brings log odds to about -1 to 1


def reread(question: str, ranked: Sequence[Ranked], ranker: Ranker) -> list[Ranked]:
    """Return the sentences with the first few in the order that reading them gives; ties stay as they were."""
    if ranker.reader is None or not ranked:
        return list(ranked)
    scores = ranker.reader.scores(question, [as_read(item) for item in in_doubt(ranked)]).tolist()
    return by_reading(ranked, scores, ranker.reread)


def in_doubt(ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """Return the first sentences, as many as reading may still put first."""
    least = ranked[0].probability * math.exp(-REACH) if ranked else 0.0
    return [item for item in ranked[:MOST] if item.probability >= least]


def by_reading(ranked: Sequence[Ranked], scores: Sequence[float], model: Scorer) -> list[Ranked]:
    """Return the sentences with the first ones, whose scores are given, in the order that a model of both gives."""
    few, rest = ranked[: len(scores)], ranked[len(scores) :]
    chances = chosen(model.scores(measured(few, scores))).tolist()
    read = [
        replace(item, probability=chance, read=score) for item, score, chance in zip(few, scores, chances, strict=True)
    ]
    read.sort(key=lambda item: -item.probability)
    least = read[-1].probability
    return [*read, *(replace(item, probability=least) if item.probability > least else item for item in rest)]


def as_read(item: Ranked) -> str:
    """Return a sentence as the cross-encoder reads it."""
    passage, place = item.evidence.passage, item.evidence.place
    section, sentence = item.evidence.section, item.evidence.sentence
    before = passage.sentences[place - 1] if place else None
    return as_told(
        heading=section.headings[-1] if section.headings else "",
        before=passage.words(before) if before else "",
        speaker=sentence.speaker or section.speaker or "",
        sentence=passage.words(sentence),
    )


def as_told(*, heading: str, before: str, speaker: str, sentence: str) -> str:
    """Return the text that is read: the beginning of the heading, the end of what comes before, who speaks, the words.

    >>> as_told(heading="Road safety", before="", speaker="The Commissioner", sentence="Deaths fell.")
    'Road safety |  | The Commissioner: Deaths fell.'
    """
    head, voice, words = heading.split()[:_HEADING], speaker.split()[:_SPEAKER], sentence.split()[:_SENTENCE]
    return f"{' '.join(head)} | {' '.join(before.split()[-_BEFORE:])} | {' '.join(voice)}: {' '.join(words)}"


def measured(ranked: Sequence[Ranked], scores: Sequence[float]) -> "Array":
    """Return rows (n, features) of `qa.ranker.REREAD_FEATURES` for sentences and the cross-encoder's scores of them."""
    import numpy as np

    chances = [max(item.probability, _LEAST) for item in ranked]
    logits = [log_odds(chance, least=_LEAST) / _SCALE for chance in chances]
    gaps = [math.log(chance / max(chances)) / _SCALE for chance in chances]
    highest = max(scores)
    return np.array(
        [
            (logit, gap, score / _SCALE, (score - highest) / _SCALE, float(at == 0))
            for at, (logit, gap, score) in enumerate(zip(logits, gaps, scores, strict=True))
        ]
    )
