"""`panelqa --help`: how long it takes and what it imports.

    python -m eval.bench.help [--rounds 9]

An empty Python is timed in turn with it, to tell how much of it is ours.
"""

import sys

from eval.bench.children import panelqa, run
from eval.bench.results import Need, Result, arguments, figure, finish, in_turn, machine

UNWANTED = ("torch", "gradio", "faiss", "llama_index")
_IMPORTS = """
import sys
try:
    from qa.cli import main; main()
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""


def measure(*, rounds: int) -> Result:
    """Return the wall time of the help and how many unwanted libraries it loads."""
    imported = set(run([sys.executable, "-c", _IMPORTS, "--help"]).errors.split())
    bare = [sys.executable, "-c", "pass"]
    pairs = in_turn(lambda: run(panelqa("--help")).wall, lambda: run(bare).wall, rounds=rounds)
    unwanted = [name for name in UNWANTED if name in imported]
    return Result(
        row="help",
        figures=(
            figure("wall, panelqa --help", [ours for ours, _ in pairs], unit="s", need=Need(most=0.5)),
            figure("wall, python -c pass", [bare for _, bare in pairs], unit="s"),
            figure(f"imported of {', '.join(UNWANTED)}", [float(len(unwanted))], unit="", need=Need(most=0)),
            figure("modules imported", [float(len(imported))], unit=""),
        ),
        conditions=(f"{rounds} rounds in turn; unwanted: {', '.join(unwanted) or 'none'}", machine()),
    )


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    chosen = parser.parse_args()
    finish([measure(rounds=chosen.rounds)], output=chosen.output)


if __name__ == "__main__":
    main()
