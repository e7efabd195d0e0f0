"""The benchmarks run, in sizes that say nothing of how fast anything is, and give the figures that they promise."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.papers import Span
from corpus.sample import folder as sample
from eval.bench import made_papers, recall
from eval.bench.made_papers import Shape
from eval.bench.results import Need, figure
from eval.curated import Curated, Gold
from qa.answers import Found, Question

ROOT = Path(__file__).parents[1]
FIGURES = {
    "help": ["wall, panelqa --help", "imported of torch, gradio, faiss, llama_index"],
    "cold_start": ["CPU, ours / theirs", "wall, ours / theirs", "CPU, panelqa ask", "CPU, LlamaIndex retrieves"],
    "embedding": ["one query, theirs / ours", "200-token passages, theirs / ours", "lowest cosine"],
    "reindex": [
        "first time / nothing changed",
        "texts embedded, one paper changed",
        "one paper changed, theirs / ours",
    ],
    "warm": ["a question, p50 of each round", "a question, p95 of each round", "peak memory, all questions asked"],
    "recall": ["recall@5, panelqa, an answer's hits", "recall@5, LlamaIndex default, 1024/200 tokens"],
}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """The papers of the sample that are plain text, which LlamaIndex reads without its extras."""
    folder = tmp_path_factory.mktemp("texts")
    for path in sample().glob("*.txt"):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.mark.bench
@pytest.mark.parametrize("row", FIGURES)
def test_a_row_gives_its_figures(row, home, texts):
    papers = {"recall": sample()}.get(row, texts)
    words = ["--only", row, "--small", "--papers", papers, "--home", home, "-o", home / f"{row}.json"]
    ran = subprocess.run(
        [sys.executable, "-m", "eval.bench", *map(str, words)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    results = json.loads((home / f"{row}.json").read_text("utf-8"))
    assert {result["row"].split(":")[0] for result in results} == {row}
    for result in results:
        held = {one["name"]: one for one in result["figures"]}
        assert [name for name in FIGURES[row] if name not in held] == []
        assert all(one["min"] <= one["median"] <= one["max"] for one in held.values())
        assert result["row"] in ran.stdout


def test_a_figure_is_held_against_its_need_by_its_median():
    assert figure("ratio", [0.1, 0.2, 9.0], unit="x", need=Need(most=0.5)).met is True
    assert figure("ratio", [0.1, 0.2, 9.0], unit="x", need=Need(least=0.5)).met is False
    assert figure("ratio", [0.1, 0.2, 9.0], unit="x").met is None


def test_made_papers_are_the_same_each_time_and_differ_from_each_other(tmp_path):
    for folder in ("first", "second"):
        made_papers.write(tmp_path / folder, Shape(papers=3, paragraphs=12, sentences=2))
    first, second = ({path.name: path.read_text() for path in (tmp_path / f).iterdir()} for f in ("first", "second"))
    assert first == second
    assert sorted(first) == ["paper-00000.md", "paper-00001.md", "paper-00002.md", "papers.csv"]
    assert len(set(first.values())) == 4
    assert "\n1.10 " in first["paper-00000.md"]
    assert "\n## 2 " in first["paper-00000.md"]


def test_recall_counts_gold_of_which_a_piece_holds_half():
    question = Curated(
        question=Question(text="?"), kind="lookup", split="report", answerable=True,
        gold=(gold(0, 100), gold(500, 600)), files=frozenset({"a.txt"}), speaker=None, facts=(), must_not=(),
    )  # fmt: skip
    assert recall.share([place("a.txt", 50, 300)], question) == 0.5
    assert recall.share([place("a.txt", 51, 300)], question) == 0.0
    assert recall.share([place("a.txt", 0, 99), place("a.txt", 500, 600)], question) == 1.0
    assert recall.share([place("b.txt", 0, 999)], question) == 0.0


def gold(start, end):
    return Gold(spans=(("a.txt", Span(start=start, end=end)),))


def place(file, start, end):
    return Found(passage="p", paper="p", file=file, start=start, end=end, score=1.0)
