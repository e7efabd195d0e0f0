"""The same papers indexed again, and one of them changed, against LlamaIndex's refresh.

    python -m eval.bench.reindex [--papers 1000] [--rounds 5]

Small papers, made anew each time (`eval/bench/made_papers.py`): a title and five sentences. Ours:
`index.ingest.ingest` from the folder to the committed generation, with the real model, opened beforehand. Theirs: an
index that is kept on disk is loaded, the folder is read, `refresh_ref_docs` brings it up to date, and it is written
back; SimpleVectorStore, since LlamaIndex's FAISS store can delete nothing. Both embed with MiniLM, LlamaIndex through
sentence-transformers.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import PanelqaError
from eval.bench import made_papers
from eval.bench.llama_baseline import embedding, index_documents
from eval.bench.made_papers import Shape
from eval.bench.results import Figure, Need, Result, arguments, figure, finish, machine, quietly, seconds
from index.embed import Embedder, open_embedder
from index.ingest import Report, ingest
from index.store import Store

if TYPE_CHECKING:
    from llama_index.core import Document
    from llama_index.core.base.embeddings.base import BaseEmbedding

_SENTENCES = 5


@dataclass(slots=True, kw_only=True)
class _Ours:
    """An index of ours over a folder of papers, brought up to date again and again."""

    folder: Path
    store: Store
    model: Embedder
    report: Report | None = None  # of the last time

    def update(self) -> None:
        """Bring the index up to date."""
        self.report = ingest(
            [self.folder],
            store=self.store,
            open_model=lambda: self.model,
            register=made_papers.register(),
            access=None,
            progress=quietly,
        )

    def embedded(self) -> int:
        """Return how many texts went through the model the last time."""
        if self.report is None:
            raise PanelqaError("nothing was indexed yet")
        return self.report.embedded


@dataclass(frozen=True, slots=True, kw_only=True)
class _Theirs:
    """LlamaIndex's index over a folder of papers."""

    folder: Path
    store: Path
    model: "BaseEmbedding"

    def build(self) -> None:
        """Index the folder for the first time and write the index."""
        from llama_index.core import StorageContext

        context = StorageContext.from_defaults()
        index_documents(self._read(), context=context, model=self.model)
        context.persist(persist_dir=str(self.store))

    def refresh(self) -> None:
        """Load the index, bring it up to date and write it back."""
        from llama_index.core import StorageContext, load_index_from_storage

        context = StorageContext.from_defaults(persist_dir=str(self.store))
        index = load_index_from_storage(context, embed_model=self.model)
        index.refresh_ref_docs(self._read())
        context.persist(persist_dir=str(self.store))

    def _read(self) -> "list[Document]":
        from llama_index.core import SimpleDirectoryReader

        return SimpleDirectoryReader(str(self.folder), required_exts=[".md"], filename_as_id=True).load_data()


def measure(*, home: Path, papers: int, rounds: int) -> Result:
    """Return how much faster the second time is, and what one changed paper costs, here and there."""
    model = open_embedder(cache=home / "cache")
    model.embed_query("to warm it up")
    work = home / "reindex"
    shutil.rmtree(work, ignore_errors=True)
    folder = work / "papers"
    made_papers.write(folder, Shape(papers=papers, paragraphs=1, sentences=_SENTENCES))
    ours = _Ours(folder=folder, store=Store(work / "ours"), model=model)
    first = seconds(ours.update)
    embedded = ours.embedded()
    again = [seconds(ours.update) for _ in range(rounds)]
    theirs = _Theirs(folder=folder, store=work / "theirs", model=embedding())
    built = seconds(theirs.build)
    changed = [_change_one(ours, theirs, number=number) for number in range(rounds)]
    idle = [seconds(theirs.refresh) for _ in range(rounds)]
    return Result(
        row="reindex",
        figures=(
            figure("first time / nothing changed", [first / one for one in again], unit="x", need=Need(least=50)),
            figure("first time", [first], unit="s"),
            figure("texts embedded, first time", [float(embedded)], unit="texts"),
            figure("nothing changed", again, unit="s"),
            *_changed(changed),
            figure("LlamaIndex, first time", [built], unit="s"),
            figure("LlamaIndex, nothing changed", idle, unit="s"),
        ),
        conditions=(
            f"{papers} papers of a title and {_SENTENCES} sentences; models opened beforehand; first time once each, "
            f"the rest {rounds} times, one changed paper in turn",
            "a paper's passages and each of its sentences are embedded by us; LlamaIndex embeds one piece a paper",
            machine(),
        ),
    )


def _change_one(ours: _Ours, theirs: _Theirs, *, number: int) -> tuple[float, int, float]:
    """Change a paper, and return our seconds, the texts that we embedded, and LlamaIndex's seconds."""
    paper = sorted(ours.folder.glob("*.md"))[number]
    text = paper.read_text("utf-8")
    added = f"The Panel asked for {number + 1} more figures in time for its next meeting."
    paper.write_text(f"{text.rstrip()} {added}\n", "utf-8")
    mine = seconds(ours.update)
    return mine, ours.embedded(), seconds(theirs.refresh)


def _changed(changed: list[tuple[float, int, float]]) -> tuple[Figure, ...]:
    """Return the figures of one paper changed."""
    return (
        figure("one paper changed, theirs / ours", [theirs / ours for ours, _, theirs in changed], unit="x"),
        figure("one paper changed", [ours for ours, _, _ in changed], unit="s"),
        figure("texts embedded, one paper changed", [float(count) for _, count, _ in changed], unit="texts"),
        figure("LlamaIndex, one paper changed", [theirs for _, _, theirs in changed], unit="s"),
    )


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__)
    parser.add_argument("--papers", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    finish([measure(home=chosen.home, papers=chosen.papers, rounds=chosen.rounds)], output=chosen.output)


if __name__ == "__main__":
    main()
