"""`panelqa --help` starts without the heavy libraries."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.patterns import deferred

ROOT = Path(__file__).parents[1]
HEAVY = (
    "bm25s",
    "docx",
    "faiss",
    "fastapi",
    "gradio",
    "llama_index",
    "lxml",
    "numpy",
    "onnx",
    "onnxruntime",
    "pypdfium2",
    "scipy",
    "sentence_transformers",
    "sklearn",
    "tokenizers",
    "torch",
    "transformers",
    "uvicorn",
)


@pytest.mark.skipif(not (ROOT / "qa" / "cli.py").is_file(), reason="there is no command line yet")
def test_the_help_imports_no_heavy_library():
    command = [sys.executable, "-X", "importtime", "-m", "qa.cli", "--help"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    imported = {
        line.rsplit("|", 1)[1].strip().split(".")[0] for line in run.stderr.splitlines() if line.count("|") == 2
    }
    assert run.returncode == 0, run.stderr[-500:]
    assert "ask" in run.stdout
    assert "qa" in imported
    assert sorted(imported.intersection(HEAVY)) == []


def test_a_deferred_pattern_is_compiled_when_it_is_first_used():
    unsound = deferred("(")

    with pytest.raises(re.error):
        unsound.search("(")


def test_a_deferred_pattern_is_as_good_as_a_compiled_one():
    pattern = deferred(r"(?P<word>precepts?)", re.IGNORECASE)

    assert pattern.pattern == r"(?P<word>precepts?)"
    assert pattern.sub("-", "Precept, precepts") == "-, -"
    assert [match["word"] for match in pattern.finditer("Precept, precepts")] == ["Precept", "precepts"]
