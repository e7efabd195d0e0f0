"""What was found and what should have been, as TREC runs and qrels that `trec_eval` and `ir_measures` can rescore.

The unit of retrieval is the passage. A passage is relevant to a question when it holds at least half of one of its gold
spans (`eval.outcomes.holds`). Two views of the same search are written:

`run.trec`, `qrels.trec`: a topic is a question; the grade of a passage is the number of gold items that it holds.
`run-spans.trec`, `qrels-spans.trec`: a topic is one gold item of a question, "qid/1", "qid/2", ...; the question's
    ranking stands under each. Success@5 of such a topic says whether that item was found; its mean over the topics of
    a question is the question's recall@5 of gold spans. Plain recall would count a fact printed twice as two facts.

A gold item that no passage holds (the cutter split it) is kept as a topic that nothing can answer: it counts as not
found. Questions without an answer have no topic. `trec_eval` orders by score alone and breaks ties its own way, so the
score is 1 / rank, which leaves the order as it was.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from eval.outcomes import Outcome, holders

RUN, QRELS, SPANS_RUN, SPANS_QRELS = "run.trec", "qrels.trec", "run-spans.trec", "qrels-spans.trec"
NOWHERE = "in-no-passage"  # stands in the qrels for gold that no passage holds
_TAG = "panelqa"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One question as the measures of retrieval see it."""

    qid: str
    hits: tuple[str, ...]  # passage ids, best first, each once
    gold: tuple[frozenset[str], ...]  # for each gold item the ids of the passages that hold it


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a run (`value` is the score) or of qrels (`value` is the grade)."""

    topic: str
    passage: str
    value: float


def topic(outcome: Outcome) -> Topic:
    """Return what an outcome found, and what it should have."""
    return Topic(
        qid=outcome.qid,
        hits=tuple(hit.passage for hit in outcome.answer.hits),
        gold=tuple(holders(gold, outcome.sources) for gold in outcome.curated.gold),
    )


def topics(outcomes: Sequence[Outcome]) -> tuple[Topic, ...]:
    """Return the topics of the answerable questions, in order."""
    return tuple(topic(outcome) for outcome in outcomes if outcome.curated.answerable and outcome.curated.gold)


def span_topics(topic: Topic) -> tuple[Topic, ...]:
    """Return a topic for each gold item of a topic, with the same ranking.

    >>> [one.qid for one in span_topics(Topic(qid="q1", hits=("a#1",), gold=(frozenset({"a#1"}), frozenset({"b#2"}))))]
    ['q1/1', 'q1/2']
    """
    return tuple(
        Topic(qid=f"{topic.qid}/{number}", hits=topic.hits, gold=(gold,)) for number, gold in enumerate(topic.gold, 1)
    )


def run(found: Iterable[Topic]) -> list[Row]:
    """Return the rankings as rows, best first; the score is 1 / rank."""
    return [
        Row(topic=one.qid, passage=passage, value=1 / rank) for one in found for rank, passage in enumerate(one.hits, 1)
    ]


def qrels(found: Iterable[Topic]) -> list[Row]:
    """Return which passages are relevant, by id; the grade is how many gold items a passage holds."""
    rows = []
    for one in found:
        grades = {
            passage: sum(passage in gold for gold in one.gold) for gold in one.gold for passage in gold or {NOWHERE}
        }
        rows += [Row(topic=one.qid, passage=passage, value=max(grade, 1)) for passage, grade in sorted(grades.items())]
    return rows


def write(folder: Path, found: Sequence[Topic]) -> None:
    """Write both views into a folder that is there; ids are percent-encoded, since fields are parted by spaces."""
    spans = [part for one in found for part in span_topics(one)]
    for name, chosen in ((RUN, found), (SPANS_RUN, spans)):
        ranks = (rank for one in chosen for rank, _ in enumerate(one.hits, 1))
        lines = [
            f"{_safe(row.topic)} Q0 {_safe(row.passage)} {rank} {row.value:.6f} {_TAG}\n"
            for row, rank in zip(run(chosen), ranks, strict=True)
        ]
        (folder / name).write_text("".join(lines), encoding="utf-8")
    for name, chosen in ((QRELS, found), (SPANS_QRELS, spans)):
        lines = [f"{_safe(row.topic)} 0 {_safe(row.passage)} {row.value:.0f}\n" for row in qrels(chosen)]
        (folder / name).write_text("".join(lines), encoding="utf-8")


def _safe(name: str) -> str:
    """Return an id without spaces.

    >>> _safe("minutes of 2 May#3")
    'minutes%20of%202%20May#3'
    """
    return quote(name, safe="/#:@!$&'()*+,;=~")
