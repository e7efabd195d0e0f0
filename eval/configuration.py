"""What a run was made with: two runs whose configurations are equal ask the same questions of the same engine."""

import hashlib
import json
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from importlib.metadata import version
from pathlib import Path

from corpus.papers import Paper
from corpus.passages import CHUNKER
from eval.choices import Choice, Setup, Split
from eval.curated import Curated
from index.embed import Embedder
from index.ingest import READERS
from index.manifest import FORMAT
from qa.saved import to_plain
from qa.writing.prompting import version as prompts
from qa.writing.writer import Writer

_DIGITS = 16  # of a SHA-256: enough to tell versions apart, short enough to read
_ROOT = Path(__file__).parents[1]
_ENGINE = ("corpus", "index", "qa", "prompts")  # the packages that make an answer
_TRAINED = ("qa/ranker.json", "index/query_encoder.safetensors", "index/cross_encoder.safetensors")
_PROGRAM = (".py", ".toml", ".json", ".txt", ".md")
# What must be the same for figures to be compared at all; the rest is what a comparison is about.
ASKED = ("split", "papers", "questions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """Everything that an answer depends on, in words and digests that can be compared."""

    setup: Setup
    split: Split
    papers: str  # how many, and a digest of their bytes
    questions: str  # how many, and a digest of the questions with their gold
    model: str  # that embeds: name, revision, digest of the weights
    index: str  # versions of what reads and cuts papers
    ranker: str  # digest of the trained weights
    prompt: str  # digest of the wording for a language model, and its name; "none" where none takes part
    engine: str  # digest of the program
    program: str  # versions of panelqa and Python


def configuration(
    choice: Choice,
    *,
    papers: Iterable[Paper],
    curated: Sequence[Curated],
    model: Embedder,
    writer: Writer | None = None,
) -> Configuration:
    """Return the configuration of a run over these papers with these questions."""
    found = sorted((paper.sha256, paper.file) for paper in papers)
    return Configuration(
        setup=choice.setup,
        split=choice.split,
        papers=f"{len(found)} papers, {_digest(found)}",
        questions=f"{len(curated)} questions, {_digest(sorted(curated, key=lambda one: one.question.id or ''))}",
        model=f"{model.name}, revision {model.revision}, weights {model.weights[:_DIGITS]}",
        index=f"{READERS}, {CHUNKER}, format {FORMAT}",
        ranker=_digest_of_files(_ROOT / file for file in _TRAINED),
        prompt=f"{prompts()}, {writer.name}" if writer and choice.setup is Setup.WRITTEN else "none",
        engine=_digest_of_files(
            path for package in _ENGINE for path in (_ROOT / package).rglob("*") if path.suffix in _PROGRAM
        ),
        program=f"panelqa {version('panelqa')}, Python {platform.python_version()}",
    )


def differences(one: Configuration, other: Configuration, *, among: Sequence[str] = ()) -> list[str]:
    """Return what two configurations differ in, as "ranker: 1a2b, now 3c4d"; `among` are the only fields looked at."""
    names = among or tuple(field.name for field in fields(Configuration))
    pairs = ((name, getattr(one, name), getattr(other, name)) for name in names)
    return [f"{name}: {was}, now {now}" for name, was, now in pairs if was != now]


def _digest(value: object) -> str:
    encoded = json.dumps(to_plain(value), sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(encoded).hexdigest()[:_DIGITS]


def _digest_of_files(paths: Iterable[Path]) -> str:
    """Return one digest of files, by their names below the root and what is in them."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(f"{path.relative_to(_ROOT).as_posix()}\n".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:_DIGITS]
