"""How good the tracker is: records found, later passages linked, statuses given, on curated records.

`python -m eval.tracker [PAPERS]` measures it on the sample, on six fictional panels (eval/papers/),
and on the five papers where their folder is given. A record is a stretch of a file; each of its links is a set of
stretches of which one will do; what is `also` right counts neither for nor against. Records of the split `report` were
kept aside while the rules were chosen.
"""

import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import PanelqaError
from corpus.panels import Register, default_register
from corpus.sample import folder as sample
from eval.opened import opened, widened
from index.embed import Embedder, open_embedder
from index.generation import Generation
from qa.actions import ActionList, ActionStatus, Tracked, track
from qa.answers import Citation
from qa.settings import load_settings
from qa.terminal import say, say_table

FOLDER = Path(__file__).parent / "tracker"
_PAPERS = Path(__file__).parent / "papers"
_PANELS = (
    "estreham",
    "thornwick",
    "harrowmere",
    "stanwick",
    "dunmarsh",
    "calderstow",
)  # fictional ones, in eval/papers/
SPLITS = ("tune", "report")
_COVERS = 0.4  # share of the shorter of two stretches from which a passage is the one meant
_MORE = 120  # characters that a record may hold beyond the curated ones
_COLUMNS = (
    "papers",
    "split",
    "records found",
    "others",
    "links right",
    "links found",
    "statuses right",
    "wrongly answered",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of a file; the whole of it where `end` is 0."""

    file: str
    start: int = 0
    end: int = 0

    def holds(self, cited: Citation) -> bool:
        """Is a quotation this stretch, as far as it matters?"""
        if cited.file != self.file or not self.end:
            return cited.file == self.file
        common = min(self.end, cited.end) - max(self.start, cited.start)
        return common > _COVERS * min(self.end - self.start, cited.end - cited.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Curated:
    """One curated record. An optional one is a record to some and none to others: it is only not held against us."""

    record: Stretch
    kind: str
    split: str
    optional: bool = False
    statuses: tuple[str, ...] = ()  # any of them will do
    links: tuple[tuple[Stretch, ...], ...] = ()  # of each, any will do
    also: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What was right, as counts."""

    records: int = 0
    found: int = 0
    others: int = 0  # records that nobody curated
    linked: int = 0  # passages linked that count
    right: int = 0
    links: int = 0  # links curated
    reached: int = 0
    statuses: int = 0  # records found whose status is right
    wrongly_answered: int = 0

    def __add__(self, other: "Score") -> "Score":
        """Return both together."""
        return Score(**{name: getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__})

    @property
    def recall_of_records(self) -> float:
        """Share of the curated records that are found, each whole."""
        return self.found / (self.records or 1)

    @property
    def precision(self) -> float:
        """Share of the passages linked that are right."""
        return self.right / (self.linked or 1)

    @property
    def recall(self) -> float:
        """Share of the curated links that are found."""
        return self.reached / (self.links or 1)


def measured(papers: Path | None, *, home: Path, model: Embedder) -> dict[tuple[str, str], Score]:
    """Return the score of each collection and split; without the folder of the five papers, of the others."""
    places = {"sample": sample(), **{name: _PAPERS / name for name in _PANELS}, **({"five": papers} if papers else {})}
    scores: dict[tuple[str, str], Score] = {}
    for name, place in places.items():
        with opened(place, register=register(), model=model, home=home) as collection:
            curated = list(read(FOLDER / f"{name}.jsonl", collection))
            found = track(collection, register=register())
            scores |= {(name, split): score(found, curated, split=split) for split in SPLITS}
    return {key: value for key, value in scores.items() if value.records}


def register() -> Register:
    """Return the register of panels with the fictional ones."""
    return widened(default_register(), [_PAPERS / name for name in _PANELS])


def read(path: Path, collection: Generation) -> Iterator[Curated]:
    """Yield the curated records of a file.

    Raises:
        PanelqaError: a stretch is not what it was when it was curated.
    """
    texts = {file: paper.text for paper in collection.papers() for file in paper.files}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        row = json.loads(line)
        try:
            yield Curated(
                record=_stretch(row["record"], texts),
                kind=row["kind"],
                split=row["split"],
                optional=row.get("optional", False),
                statuses=tuple(row.get("status", ())),
                links=tuple(tuple(_stretch(one, texts) for one in link) for link in row.get("links", ())),
                also=tuple(_stretch(one, texts) for one in row.get("also", ())),
            )
        except (KeyError, ValueError) as error:
            raise PanelqaError(f"{path.name}, line {number}: {error}; curate it again") from error


def _stretch(row: dict[str, str | int], texts: dict[str, str]) -> Stretch:
    """Return a stretch after a look at its words: those of the row, or the first digits of their SHA-256."""
    file, start, end = str(row["file"]), int(row.get("start", 0)), int(row.get("end", 0))
    words = texts[file][start:end] if end else ""
    if "quote" in row and words != row["quote"]:
        raise ValueError(f"{file} does not say {str(row['quote'])[:40]!r} at {start}")
    if "sha256" in row and not hashlib.sha256(words.encode()).hexdigest().startswith(str(row["sha256"])):
        raise ValueError(f"{file} has other words at {start}")
    return Stretch(file=file, start=start, end=end)


def score(found: ActionList, curated: Sequence[Curated], *, split: str) -> Score:
    """Return the score of one split."""
    whole = Score(others=_others(found, curated) if split == SPLITS[0] else 0)
    for one in curated:
        if one.split == split and not one.optional:
            whole += _score(one, [tracked for tracked in found.actions if is_of(one, tracked)])
    return whole


def _others(found: ActionList, curated: Sequence[Curated]) -> int:
    return sum(not any(is_of(one, tracked) for one in curated) for tracked in found.actions)


def is_of(curated: Curated, tracked: Tracked) -> bool:
    """Is it the curated record: all of its words, and not many more?"""
    cited, record = tracked.action.citation, curated.record
    whole = cited.file == record.file and cited.start <= record.start and cited.end >= record.end
    return whole and cited.end - cited.start - (record.end - record.start) <= _MORE


def _score(curated: Curated, found: Sequence[Tracked]) -> Score:
    if not found:
        return Score(records=1, links=len(curated.links))
    tracked = found[0]
    reached = {
        place
        for mention in tracked.trail
        for place, link in enumerate(curated.links)
        if any(stretch.holds(mention.citation) for stretch in link)
    }
    right = [mention for mention in tracked.trail if _any(curated.links, mention.citation)]
    neither = [
        mention
        for mention in tracked.trail
        if mention not in right and any(stretch.holds(mention.citation) for stretch in curated.also)
    ]
    is_right = tracked.status.value in curated.statuses
    return Score(
        records=1,
        found=1,
        linked=len(tracked.trail) - len(neither),
        right=len(right),
        links=len(curated.links),
        reached=len(reached),
        statuses=is_right,
        wrongly_answered=tracked.status is ActionStatus.ANSWERED and not is_right,
    )


def _any(links: Sequence[Sequence[Stretch]], cited: Citation) -> bool:
    return any(stretch.holds(cited) for link in links for stretch in link)


def _row(name: str, split: str, score: Score) -> tuple[str, ...]:
    return (
        name,
        split,
        _share(score.found, score.records),
        str(score.others),
        _share(score.right, score.linked),
        _share(score.reached, score.links),
        _share(score.statuses, score.found),
        str(score.wrongly_answered),
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f} ({part} of {whole})" if whole else "none"


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    home = load_settings().home
    model = open_embedder(cache=home / "cache")
    scores = measured(Path(arguments[0]) if arguments else None, home=home, model=model)
    rows = [_row(name, split, score) for (name, split), score in scores.items()]
    for split in SPLITS:
        together = sum((score for (_, part), score in scores.items() if part == split), Score())
        rows.append(_row("all", split, together))
    say_table(_COLUMNS, rows)
    say("links right: precision; links found: recall. A status is right when it is one of those that were curated.")


if __name__ == "__main__":
    main(sys.argv[1:])
