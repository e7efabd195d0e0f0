"""Ask the curated questions and print how good the answers are.

    python -m eval.evaluate PAPERS... [--split report]     each folder is a collection of its own

Nothing is tuned on the split "report".
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.panels import default_register
from eval.curated import Curated, Gold, for_papers
from eval.opened import opened
from qa.answers import Answer, AnswerStatus, Citation, Found
from qa.ask import ask
from qa.ranker import load_ranker

SILENT = frozenset({AnswerStatus.NOT_FOUND, AnswerStatus.REFUSED, AnswerStatus.CLARIFY})
_ENOUGH = 0.5  # share of a gold span that a citation or a hit must hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One curated question and its answer."""

    curated: Curated
    answer: Answer

    @property
    def is_silent(self) -> bool:
        """The answer is that the papers do not say."""
        return self.answer.status in SILENT

    @property
    def cites_all(self) -> bool:
        """Every gold span is cited."""
        return all(any(holds(gold, place) for place in self.answer.citations) for gold in self.curated.gold)

    @property
    def cites_first(self) -> bool:
        """The first citation is gold."""
        return bool(self.answer.citations) and any(holds(gold, self.answer.citations[0]) for gold in self.curated.gold)

    @property
    def finds(self) -> bool:
        """Some gold is among the first five hits (success@5; others call it hit rate)."""
        return any(holds(gold, hit) for gold in self.curated.gold for hit in self.answer.hits[:5])

    @property
    def has_facts(self) -> bool:
        """Every required fact is in what is quoted."""
        quoted = " ".join(citation.quote for citation in self.answer.citations).replace("’", "'")
        return all(fact.replace("’", "'") in quoted for fact in self.curated.facts)


def holds(gold: Gold, place: Citation | Found) -> bool:
    """Does a citation or a hit hold one of the gold's spans, at least half of it?"""
    return any(
        place.file == file
        and min(place.end, span.end) - max(place.start, span.start) >= _ENOUGH * (span.end - span.start)
        for file, span in gold.spans
    )


def run(folder: Path, *, split: str) -> list[Outcome]:
    """Ask the questions of a split over the papers of a folder."""
    register = default_register()
    with opened(folder, register=register) as collection:
        return [
            Outcome(
                curated=curated,
                answer=ask(curated.question, collection=collection, register=register, ranker=load_ranker()),
            )
            for curated in for_papers(collection.papers(), split=split)
        ]


def table(outcomes: Sequence[Outcome]) -> str:
    """Return the measures as lines of text, over all questions and by kind."""
    can = [outcome for outcome in outcomes if outcome.curated.answerable]
    cannot = [outcome for outcome in outcomes if not outcome.curated.answerable]
    lines = [f"{len(can)} answerable, {len(cannot)} not"]
    rows: tuple[tuple[str, Sequence[Outcome], Callable[[Outcome], float]], ...] = (
        ("all gold cited", can, lambda outcome: outcome.cites_all),
        ("first citation right", can, lambda outcome: outcome.cites_first),
        ("gold in first five hits", can, lambda outcome: outcome.finds),
        ("required facts quoted", can, lambda outcome: outcome.has_facts),
        ("wrong silence", can, lambda outcome: outcome.is_silent),
        ("right silence", cannot, lambda outcome: outcome.is_silent),
        (
            "citations an answer",
            [outcome for outcome in can if not outcome.is_silent],
            lambda o: len(o.answer.citations),
        ),
        ("seconds an answer", outcomes, lambda outcome: outcome.answer.seconds.total),
    )
    lines += [f"{name:26s} {_mean(chosen, measure):6.3f}  (n={len(chosen)})" for name, chosen, measure in rows]
    for kind in sorted({outcome.curated.kind for outcome in outcomes}):
        own = [outcome for outcome in outcomes if outcome.curated.kind == kind]
        silent, cited = _mean(own, lambda outcome: outcome.is_silent), _mean(own, lambda outcome: outcome.cites_all)
        first = _mean(own, lambda outcome: outcome.cites_first)
        lines.append(f"  {kind:16s} n={len(own):3d}  all cited {cited:.2f}  first {first:.2f}  silent {silent:.2f}")
    return "\n".join(lines)


def _mean(outcomes: Sequence[Outcome], measure: Callable[[Outcome], float]) -> float:
    return sum(map(measure, outcomes)) / len(outcomes) if outcomes else 0.0


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table of each folder's questions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", nargs="+", type=Path)
    parser.add_argument("--split", choices=("tune", "report"), default="report")
    chosen = parser.parse_args(arguments)
    for folder in chosen.papers:
        sys.stdout.write(f"{folder.name}\n{table(run(folder, split=chosen.split))}\n\n")


if __name__ == "__main__":
    main()
