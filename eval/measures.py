"""What is measured of answered questions: one value a question, under the names that the field uses.

Every measure says in its docstring where it comes from and what others mean by the same word. Measures of citations
are in `eval/citation_measures.py`, of what is said and of silence in `eval/answer_measures.py`; figures of a set as a
whole, which are no means of values, are in `eval/curves.py`. Here they are put together, and ranking is measured.
"""

import math
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from eval import answer_measures as answers
from eval import citation_measures as citations
from eval import trec
from eval.outcomes import Outcome
from eval.trec import Row, Topic

if TYPE_CHECKING:
    from ir_measures import Measure as Ranking


class Better(StrEnum):
    """Which way is up."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One measure: its value for each question that it applies to, 0 to 1 unless it counts something."""

    name: str
    group: str  # "retrieval", "citations", "answers", "silence", "cost"
    better: Better
    values: tuple[tuple[str, float], ...]  # (qid, value), at least one

    @property
    def mean(self) -> float:
        """The arithmetic mean over the questions."""
        return math.fsum(value for _, value in self.values) / len(self.values)

    @property
    def n(self) -> int:
        """The number of questions that the measure applies to."""
        return len(self.values)

    def only(self, qids: Set[str]) -> "Score | None":
        """Return the measure over some of the questions, e.g. those of one kind; None where it applies to none."""
        kept = tuple((qid, value) for qid, value in self.values if qid in qids)
        return Score(name=self.name, group=self.group, better=self.better, values=kept) if kept else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How a score is worked out: `value` gives a question's value, or None where the measure does not apply to it."""

    name: str
    group: str
    value: Callable[[Outcome], float | None]
    about: str  # one sentence for a reader who does not know the field
    better: Better = Better.HIGHER


MEASURES = (
    Measure(
        name="exact quotation", group="citations", value=citations.exact,
        about="Share of what is quoted that is the paper's own text, character by character.",
    ),
    Measure(
        name="citation precision", group="citations", value=citations.precision,
        about="Of the passages cited, the share that answers the question.",
    ),
    Measure(
        name="citation recall", group="citations", value=citations.recall,
        about="Of the passages that answer the question, the share that is cited.",
    ),
    Measure(
        name="all gold cited", group="citations", value=citations.all_cited,
        about="Share of questions for which every passage that answers is cited.",
    ),
    Measure(
        name="first citation right", group="citations", value=citations.first_right,
        about="Share of questions whose first citation is a passage that answers.",
    ),
    Measure(
        name="outcomes and lists whole", group="citations", value=citations.whole,
        about="Share of resolutions and lists that are quoted to the last word of the last limb or item.",
    ),
    Measure(
        name="speaker right", group="citations", value=citations.speaker_right,
        about="Share of right citations of somebody's words that name who spoke.",
    ),
    Measure(
        name="locator right", group="citations", value=citations.locator_right,
        about="Share of right citations that name the paragraph, letter or heading where the words stand.",
    ),
    Measure(
        name="required facts", group="answers", value=answers.has_facts,
        about="Share of questions whose answer holds every fact that it must hold.",
    ),
    Measure(
        name="nothing forbidden", group="answers", value=answers.nothing_forbidden,
        about="Share of questions whose answer avoids what it must not say.",
    ),
    Measure(
        name="numbers cited", group="answers", value=answers.numbers_cited,
        about="Share of the numbers in the answer that stand in the passage cited for them.",
    ),
    Measure(
        name="right silence", group="silence", value=answers.right_silence,
        about="Of the questions that the papers do not answer, the share that is met with silence.",
    ),
    Measure(
        name="false premise met", group="silence", value=answers.premise_met,
        about="Of the questions that take for granted what is not so, the share met with silence or the correction.",
    ),
    Measure(
        name="wrong silence", group="silence", value=answers.wrong_silence, better=Better.LOWER,
        about="Of the questions that the papers answer, the share that is met with silence.",
    ),
    Measure(
        name="citations an answer", group="cost", value=answers.citations_given, better=Better.LOWER,
        about="How many quotations an answer gives the reader.",
    ),
)  # fmt: skip

ABOUT = {measure.name: measure.about for measure in MEASURES} | {
    "success@5": "Share of questions for which one of the first five passages found answers.",
    "recall@5": "Of what answers a question, the share that is in the first five passages found.",
    "recall@10": "Of what answers a question, the share that is in the first ten passages found.",
    "nDCG@10": "How near the top the passages that answer stand among the first ten, against the best order.",
    "RR": "One divided by the place of the first passage that answers.",
}


def measure(outcomes: Sequence[Outcome]) -> tuple[Score, ...]:
    """Return every measure that applies to one question at least: retrieval first, then in the order of MEASURES."""
    found = [_score(chosen, outcomes) for chosen in MEASURES]
    return (*retrieval(trec.topics(outcomes)), *(score for score in found if score.values))


def retrieval(topics: Sequence[Topic]) -> tuple[Score, ...]:
    """Return how good rankings are, through `ir_measures` (`trec_eval`): nothing where there is no topic.

    success@5: some relevant passage among the first five (others call it hit rate, top-5 accuracy, or R@5, which it is
        not when a question has several gold items).
    recall@5, recall@10: the share of the question's gold items that some of the first k passages hold (subtopic recall,
        Zhai, Cohen and Lafferty 2003). Others count relevant passages instead; a fact printed twice is then two.
    nDCG@10: discounted cumulative gain over that of the best order (Järvelin and Kekäläinen 2002), as trec_eval has it:
        the gain is the grade itself, here the number of gold items in the passage, not 2 to its power.
    RR: 1 / rank of the first relevant passage, 0 where none was kept; its mean is MRR. Rankings are cut where the
        answer cuts its hits.
    """
    spans = [part for one in topics for part in trec.span_topics(one)]
    return _retrieval(
        run=trec.run(topics), qrels=trec.qrels(topics), spans_run=trec.run(spans), spans_qrels=trec.qrels(spans)
    )


def rescore(folder: Path) -> tuple[Score, ...]:
    """Return what `retrieval` does, from the files that `eval.trec.write` wrote, or others in their place."""
    import ir_measures

    def rows(name: str) -> list[Row]:
        path = str(folder / name)
        if name in (trec.RUN, trec.SPANS_RUN):
            scored = ir_measures.read_trec_run(path)  # type: ignore[no-untyped-call]
            return [Row(topic=unquote(one.query_id), passage=one.doc_id, value=one.score) for one in scored]
        judged = ir_measures.read_trec_qrels(path)  # type: ignore[no-untyped-call]
        return [Row(topic=unquote(one.query_id), passage=one.doc_id, value=one.relevance) for one in judged]

    return _retrieval(
        run=rows(trec.RUN), qrels=rows(trec.QRELS), spans_run=rows(trec.SPANS_RUN), spans_qrels=rows(trec.SPANS_QRELS)
    )


def _score(chosen: Measure, outcomes: Sequence[Outcome]) -> Score:
    valued = ((outcome.qid, chosen.value(outcome)) for outcome in outcomes)
    values = tuple((qid, float(value)) for qid, value in valued if value is not None)
    return Score(name=chosen.name, group=chosen.group, better=chosen.better, values=values)


def _retrieval(
    *, run: Sequence[Row], qrels: Sequence[Row], spans_run: Sequence[Row], spans_qrels: Sequence[Row]
) -> tuple[Score, ...]:
    from ir_measures import RR, Success, nDCG

    if not qrels:
        return ()
    whole = {"success@5": Success @ 5, "nDCG@10": nDCG @ 10, "RR": RR}
    parts = {"recall@5": Success @ 5, "recall@10": Success @ 10}
    values = {name: _values(ranking, run, qrels=qrels) for name, ranking in whole.items()}
    for name, ranking in parts.items():
        values[name] = _by_question(_values(ranking, spans_run, qrels=spans_qrels))
    return tuple(
        Score(name=name, group="retrieval", better=Better.HIGHER, values=tuple(values[name].items()))
        for name in ("success@5", "recall@5", "recall@10", "nDCG@10", "RR")
    )


def _values(ranking: "Ranking", run: Iterable[Row], *, qrels: Sequence[Row]) -> dict[str, float]:
    """Return the value of each topic of the qrels, in their order; a topic that the run does not have is worth 0."""
    import ir_measures

    judged = [ir_measures.Qrel(row.topic, row.passage, int(row.value)) for row in qrels]
    scored = [ir_measures.ScoredDoc(row.topic, row.passage, row.value) for row in run]
    found = {metric.query_id: metric.value for metric in ir_measures.iter_calc([ranking], judged, scored)}
    return {topic: found.get(topic, 0.0) for topic in dict.fromkeys(row.topic for row in qrels)}


def _by_question(values: dict[str, float]) -> dict[str, float]:
    """Return the mean over the topics "qid/1", "qid/2", ... of each question.

    >>> _by_question({"q1/1": 1.0, "q1/2": 0.0, "q2/1": 1.0})
    {'q1': 0.5, 'q2': 1.0}
    """
    grouped: dict[str, list[float]] = {}
    for name, value in values.items():
        grouped.setdefault(name.rpartition("/")[0], []).append(value)
    return {qid: sum(found) / len(found) for qid, found in grouped.items()}
