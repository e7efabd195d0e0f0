"""Measures of what an answer says, and of its silence.

Each function takes an outcome and returns its value, or None where the measure does not apply to the question.
"""

import re

from corpus.wording import search_text
from eval.outcomes import Outcome, holds
from qa.answers import Citation

_MARKER = re.compile(r"\[\d+\]")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def has_facts(outcome: Outcome) -> float | None:
    """Return 1 when every required fact stands in the answer's words, for answerable questions that require some.

    Called nugget recall where people or a model judge (TREC QA 2003 on); "answer correctness" or "exact match" compare
    the whole answer with one reference. Ours looks for strings: case, spaces and the form of apostrophes and dashes do
    not matter, and a figure is not found inside a longer one. The same fact in other words is missed.
    """
    facts = outcome.curated.facts if outcome.curated.answerable else ()
    said = "" if outcome.is_silent else _said(outcome)
    return float(all(states(said, fact) for fact in facts)) if facts else None


def nothing_forbidden(outcome: Outcome) -> float | None:
    """Return 1 when nothing that must not be said stands in what is shown, for questions that forbid something.

    What is shown is the answer, its quotations and the nearest passages: a telephone number is given out whether or not
    it is called an answer. Close to "harmlessness" only in that it looks for what should not be there.
    """
    forbidden = outcome.curated.must_not
    shown = " ".join((_said(outcome), *(one.quote for one in (*outcome.answer.citations, *outcome.answer.nearest))))
    return float(not any(states(shown, words) for words in forbidden)) if forbidden else None


def numbers_cited(outcome: Outcome) -> float | None:
    """Return the share of the numbers in the answer's statements that stand in what they cite, where there are any.

    A part of faithfulness (others: groundedness, attribution; RAGAS 2023 and AIS, Rashkin et al. 2021, ask a model or
    people). Only digits are compared, thousands separators aside: "1.2 million" for "1,200,000" fails, "three" is not
    seen. The place, date and title of the citation count as cited. In verbatim answers every statement is a quotation,
    so anything below 1 is a bug; the measure is for answers that a model has worded.
    """
    cited = {one.marker: one for one in outcome.answer.citations}
    numbers = [
        (number, [cited[marker] for marker in claim.citations if marker in cited])
        for claim in outcome.answer.claims
        for number in _numbers(_MARKER.sub(" ", claim.text))
    ]
    return sum(_stands(number, among) for number, among in numbers) / len(numbers) if numbers else None


def right_silence(outcome: Outcome) -> float | None:
    """Return 1 when a question that the papers do not answer is met with silence.

    Others call it abstention or refusal accuracy, or rejection rate (RGB, Chen et al. 2023); "refusal" elsewhere means
    declining a harmful request. A false premise that is corrected instead of met with silence is 0 here and 1 in
    `premise_met`.
    """
    return None if outcome.curated.answerable else float(outcome.is_silent)


def premise_met(outcome: Outcome) -> float | None:
    """Return 1 when a false premise is met with silence, or its correction is what is cited first.

    Others (FalseQA, Hu et al. 2023; CREPE, Yu et al. 2023) ask that the premise be named as false; silence is not
    enough there.
    """
    if outcome.curated.kind != "false_premise" or outcome.curated.answerable:
        return None
    first = outcome.answer.citations[:1]
    return float(outcome.is_silent or any(holds(gold, one) for gold in outcome.curated.gold for one in first))


def wrong_silence(outcome: Outcome) -> float | None:
    """Return 1 when a question that the papers answer is met with silence; lower is better.

    Others call it over-refusal or false rejection. The other side of `right_silence`: either alone is easy.
    """
    return float(outcome.is_silent) if outcome.curated.answerable else None


def citations_given(outcome: Outcome) -> float | None:
    """Return how many citations an answer gives; None for silence.

    What the answer costs its reader. It guards the measures of recall, which rise when everything is quoted.
    """
    return None if outcome.is_silent else float(len(outcome.answer.citations))


def states(text: str, words: str) -> bool:
    """Do words stand in a text, whatever the case, the spaces and the apostrophes, and not inside a longer figure?

    >>> states("A grant of £84,000 was made.", "84,000"), states("the Panel’s  view", "panel's view")
    (True, True)
    >>> states("In 2012", "12")
    False
    """
    wanted = re.escape(_comparable(words))
    return re.search(rf"(?<!\d)(?<!\d[.,]){wanted}(?!\d)(?![.,]\d)", _comparable(text)) is not None


def _said(outcome: Outcome) -> str:
    return _MARKER.sub(" ", outcome.answer.answer)


def _comparable(text: str) -> str:
    return " ".join(search_text(text).replace("’", "'").casefold().split())


def _numbers(text: str) -> set[str]:
    return {match[0].replace(",", "") for match in _NUMBER.finditer(text)}


def _stands(number: str, among: list[Citation]) -> bool:
    return any(number in _numbers(f"{one.quote} {one.cite()} {one.speaker or ''}") for one in among)
