"""Silence on a public set: who is least sure where there is no answer, each at the same share of wrong silence."""

from collections.abc import Mapping, Sequence

from eval.measures import Better, Score
from eval.public_data import PublicQuestion

WRONG = (0.04, 0.10)  # shares of the answerable questions that may be met with silence
_CHAT = "CONVERSATIONAL"  # MTRAG's label of a turn that asks nothing ("Thank you!")


def asking(questions: Sequence[PublicQuestion]) -> list[PublicQuestion]:
    """Return the questions that ask something."""
    return [question for question in questions if question.label != _CHAT]


def right_silence(sure: Mapping[str, float], questions: Sequence[PublicQuestion], *, wrong: float) -> Score:
    """Return which questions without an answer are met with silence, 1 or 0, at a share of wrong silence.

    The threshold is the highest at which at most that share of the answerable questions falls below it. It is found on
    the same questions, for each system alike: the measure compares how well confidences separate, not thresholds.
    """
    held = sorted(sure[question.qid] for question in questions if question.answerable)
    threshold = held[int(wrong * len(held))]
    values = tuple((one.qid, float(sure[one.qid] < threshold)) for one in questions if not one.answerable)
    return Score(name=f"right silence at wrong {wrong:.2f}", group="silence", better=Better.HIGHER, values=values)


def separation(sure: Mapping[str, float], questions: Sequence[PublicQuestion]) -> Score:
    """Return for each question without an answer the share of the answerable ones that are surer, ties as half.

    Its mean is the area under the ROC curve (AUROC): 0.5 is chance.
    """
    held = [sure[question.qid] for question in questions if question.answerable]
    values = tuple(
        (one.qid, sum((other > sure[one.qid]) + (other == sure[one.qid]) / 2 for other in held) / len(held))
        for one in questions
        if not one.answerable
    )
    return Score(name="silence, AUROC", group="silence", better=Better.HIGHER, values=values)
