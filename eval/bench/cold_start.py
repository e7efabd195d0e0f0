"""`panelqa ask` from process start to printed answer, against a LlamaIndex program that only retrieves.

    python -m eval.bench.cold_start PAPERS [--rounds 5]

PAPERS is a folder of text files. Both indexes are built beforehand and are not timed. CPU seconds are those of the
whole process, user and system. The comparison is `eval/bench/llama_baseline.py`.
"""

import shutil
from pathlib import Path

from eval.bench.children import module, panelqa, run
from eval.bench.results import Need, Result, arguments, figure, finish, machine

QUESTION = "What did the panel resolve on the precept?"
BASELINE = "eval.bench.llama_baseline"


def measure(papers: Path, *, home: Path, rounds: int) -> Result:
    """Return the ratio of CPU seconds, ours to theirs, and what each used."""
    ours, theirs = home / "cold_start", home / "cold_start_llama"
    run(panelqa("index", "--rebuild", str(papers), "--home", str(ours)))
    shutil.rmtree(theirs, ignore_errors=True)
    run(module(BASELINE, "build", str(papers), str(theirs)))
    ask, retrieve = panelqa("ask", QUESTION, "--home", str(ours)), module(BASELINE, "ask", str(theirs), QUESTION)
    answers = [run(ask).output, run(retrieve).output]  # not timed: the files are read into memory
    pairs = [_both(ask, retrieve) for _ in range(rounds)]
    cpu, wall = [pair[:2] for pair in pairs], [pair[2:] for pair in pairs]
    return Result(
        row="cold_start",
        figures=(
            figure("CPU, ours / theirs", [a / b for a, b in cpu], unit="x", need=Need(most=1 / 8)),
            figure("wall, ours / theirs", [a / b for a, b in wall], unit="x"),
            figure("CPU, panelqa ask", [a for a, _ in cpu], unit="s"),
            figure("CPU, LlamaIndex retrieves", [b for _, b in cpu], unit="s"),
            figure("wall, panelqa ask", [a for a, _ in wall], unit="s"),
            figure("wall, LlamaIndex retrieves", [b for _, b in wall], unit="s"),
            figure("characters printed, panelqa ask", [float(len(answers[0]))], unit="chars"),
            figure("characters printed, LlamaIndex", [float(len(answers[1]))], unit="chars"),
        ),
        conditions=(f"{papers.name}: {QUESTION!r}; {rounds} rounds in turn, after one untimed run of each", machine()),
    )


def _both(ask: list[str], retrieve: list[str]) -> tuple[float, float, float, float]:
    """Return CPU and wall seconds of one run of each: ours, theirs, ours, theirs."""
    ours, theirs = run(ask), run(retrieve)
    return ours.cpu, theirs.cpu, ours.wall, theirs.wall


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__)
    parser.add_argument("papers", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    finish([measure(chosen.papers, home=chosen.home, rounds=chosen.rounds)], output=chosen.output)


if __name__ == "__main__":
    main()
