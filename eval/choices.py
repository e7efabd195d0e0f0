"""What a run may be told: which papers, which questions, which engine. Light, so that `--help` comes at once."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus import sample


class Split(StrEnum):
    """Which questions are asked. Nothing is tuned on those to report from."""

    TUNE = "tune"
    REPORT = "report"


class Setup(StrEnum):
    """An engine with a name. All but the first are for comparison."""

    SHIPPED = "shipped"
    BM25 = "bm25"
    DENSE = "dense"
    UNRANKED = "unranked"
    OUTSPOKEN = "outspoken"
    WRITTEN = "written"


ABOUT = {
    Setup.SHIPPED: "the engine as it is",
    Setup.BM25: "the search goes by words alone",
    Setup.DENSE: "the search goes by meaning alone",
    Setup.UNRANKED: "sentences stay in the order of the search, nearest in meaning first",
    Setup.OUTSPOKEN: "it is never silent for want of certainty, only where it can name what the papers lack",
    Setup.WRITTEN: "a language model writes, and what it writes is checked",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What to measure."""

    folders: tuple[Path, ...] = ()  # each a collection of its own; none means the index in use
    questions: tuple[Path, ...] = ()  # files; none means those that panelqa brings
    split: Split = Split.REPORT
    setup: Setup = Setup.SHIPPED

    @property
    def command(self) -> str:
        """The command that makes the same choice."""
        named = [f"--questions {file}" for file in self.questions]
        papers = ["--sample" if folder == sample.folder() else str(folder) for folder in self.folders]
        return " ".join(["panelqa eval", *papers, *named, f"--split {self.split}", f"--setup {self.setup}"])
