"""Run every row of the benchmark, each in a process of its own, and print one table.

    python -m eval.bench [--papers DIR] [--only ROW] [--small] [-o FILE]

Run it on a quiet machine: about twenty minutes, some less where the indexes of "warm" and "officers_work" are there.
`--small` runs each row in a size that says whether it works, and nothing of how fast it is.
"""

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from corpus.sample import folder as sample
from eval.bench.children import ROOT, module, run
from eval.bench.results import Figure, Result, arguments, finish

_PAPERS = ROOT.parent / "shared" / "papers"
_SMALL = {
    "help": ("--rounds", "1"),
    "cold_start": ("--rounds", "1"),
    "embedding": ("--rounds", "1", "--passages", "2", "--queries", "2"),
    "reindex": ("--rounds", "1", "--papers", "3"),
    "warm": ("--rounds", "1", "--passages", "200", "--questions", "3"),
    "officers_work": ("--rounds", "1", "--passages", "200"),
    "recall": (),
}
ROWS = tuple(_SMALL)


def rows(papers: Path, *, home: Path, only: Sequence[str], small: bool) -> list[Result]:
    """Return the results of these rows in order; each is printed to JSON by its own script and read back."""
    given = {"cold_start": [str(papers)], "recall": [*dict.fromkeys(map(str, (papers, sample())))]}
    results = []
    with tempfile.TemporaryDirectory() as work:
        for row in only:
            found = Path(work) / f"{row}.json"
            sizes = _SMALL[row] if small else ()
            words = [*given.get(row, []), *sizes, "--home", str(home), "-o", str(found)]
            print(f"{row} ...", file=sys.stderr, flush=True)
            run(module(f"eval.bench.{row}", *words))
            results += read(found)
    return results


def read(path: Path) -> list[Result]:
    """Return the results in a file that a script has written with -o."""
    return [
        Result(
            row=result["row"],
            figures=tuple(Figure(**one) for one in result["figures"]),
            conditions=tuple(result["conditions"]),
        )
        for result in json.loads(path.read_text("utf-8"))
    ]


def main() -> None:
    """Run the rows that the command line asks for."""
    parser = arguments(__doc__)
    parser.add_argument(
        "--papers", type=Path, default=_PAPERS if _PAPERS.is_dir() else sample(), help="for cold_start and recall"
    )
    parser.add_argument("--only", choices=ROWS, action="append", help="a row (repeatable)")
    parser.add_argument("--small", action="store_true", help="say only whether each row works")
    chosen = parser.parse_args()
    found = rows(chosen.papers, home=chosen.home, only=chosen.only or ROWS, small=chosen.small)
    finish(found, output=chosen.output)


if __name__ == "__main__":
    main()
