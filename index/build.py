"""A generation written into a folder: vectors, BM25, sentence vectors and records, and the check that they agree."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorruptError
from corpus.papers import Passage
from corpus.wording import search_text
from index import generation, records
from index.disk import Disk
from index.generation import load_arrays
from index.lexical import build_lexical
from index.manifest import Counts
from index.records import Entry
from index.search import Skipped
from index.vector_cache import VectorCache
from index.vectors import Vectors, build_vectors

_CHUNK = 4096  # vectors in memory at a time while sentence vectors are written
_PROBES = 20
_TOLERANCE = 1e-4


def passage_search_text(passage: Passage) -> str:
    """Return what is embedded and indexed for a passage: its context line, then its words."""
    return f"{search_text(passage.context)}\n{search_text(passage.text)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What goes into a generation: papers by id, passages by id, and the texts to embed for them."""

    entries: tuple[Entry, ...]
    passages: tuple[Passage, ...]
    texts: tuple[str, ...]  # one for each passage
    sentences: tuple[str, ...]  # those of passage 0, then those of passage 1, ...
    skipped: tuple[Skipped, ...]

    @property
    def counts(self) -> Counts:
        """Return how much there is."""
        return Counts(
            papers=len(self.entries),
            passages=len(self.passages),
            sentences=len(self.sentences),
            skipped=len(self.skipped),
        )

    def size(self, *, dimension: int) -> int:
        """Return about how many bytes the generation takes on disk with its share of the cache, rounded up."""
        vectors = 4 * dimension * (len(self.texts) + len(self.sentences)) * 2
        text = sum(len(entry.paper.text) for entry in self.entries) + sum(map(len, self.texts))
        return vectors + 8 * text + (1 << 20)


def plan(entries: Sequence[Entry], *, skipped: Sequence[Skipped]) -> Plan:
    """Return the plan of a generation. Passage ids decide ties of search, so that passages are put in their order."""
    by_id = sorted(entries, key=lambda entry: entry.paper.paper_id)
    passages = sorted((p for entry in by_id for p in entry.passages), key=lambda passage: passage.passage_id)
    return Plan(
        entries=tuple(by_id),
        passages=tuple(passages),
        texts=tuple(passage_search_text(passage) for passage in passages),
        sentences=tuple(sentence for passage in passages for sentence in _sentences(passage)),
        skipped=tuple(skipped),
    )


def _sentences(passage: Passage) -> Iterator[str]:
    """Yield the search text of each sentence."""
    for sentence in passage.sentences:
        yield search_text(passage.words(sentence))


def write_generation(
    folder: Path, planned: Plan, *, cache: VectorCache, disk: Disk, checkpoint: Callable[[str], None]
) -> None:
    """Write all files but the manifest into an empty folder and force them to the disk. The cache must be filled.

    Raises:
        OSError, sqlite3.Error: the disk refused.
    """
    import numpy as np

    vectors = build_vectors(cache.vectors(planned.texts))
    vectors.save(folder / generation.VECTORS)
    checkpoint("vectors written")
    _write_sentences(folder / generation.SENTENCES, planned, cache=cache, dimension=vectors.rows.shape[1])
    firsts = np.cumsum([0, *(len(passage.sentences) for passage in planned.passages)], dtype=np.int64)
    np.save(folder / generation.FIRSTS, firsts, allow_pickle=False)
    numbers = {entry.paper.paper_id: number for number, entry in enumerate(planned.entries)}
    paper_of = np.array([numbers[passage.paper_id] for passage in planned.passages], np.int32)
    np.save(folder / generation.PAPER_OF, paper_of, allow_pickle=False)
    checkpoint("sentences written")
    disk.make(folder / generation.LEXICAL)
    build_lexical(planned.texts).save(folder / generation.LEXICAL)
    checkpoint("lexical written")
    path = folder / generation.RECORDS
    records.write_records(path, planned.entries, passages=planned.passages, skipped=planned.skipped)
    checkpoint("records written")
    for file in generation.FILES:
        disk.sync(folder / file)
    disk.sync(folder / generation.LEXICAL)
    checkpoint("files synced")


def _write_sentences(path: Path, planned: Plan, *, cache: VectorCache, dimension: int) -> None:
    """Write the sentence vectors as 16-bit numbers (sentences, d), a stretch at a time."""
    import numpy as np

    header = {"descr": "<f2", "fortran_order": False, "shape": (len(planned.sentences), dimension)}
    with path.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, header)
        for start in range(0, len(planned.sentences), _CHUNK):
            file.write(cache.vectors(planned.sentences[start : start + _CHUNK]).astype("<f2").tobytes())


def check_generation(folder: Path, planned: Plan, *, cache: VectorCache) -> None:
    """Open what was written and compare it with what was meant, before anybody relies on it.

    Raises:
        CorruptError: counts differ, or a vector does not find itself.
    """
    arrays = load_arrays(folder)
    base = records.open_records(folder / generation.RECORDS)
    try:
        held = {table: base.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("papers", "passages")}
    except sqlite3.Error as error:
        raise CorruptError(f"{folder} was written wrongly ({error}): try again") from error
    finally:
        base.close()
    meant = (len(planned.entries), *[len(planned.passages)] * 4, len(planned.sentences), len(planned.sentences))
    found = (
        held["papers"],
        held["passages"],
        len(arrays.vectors),
        len(arrays.lexical),
        len(arrays.paper_of),
        len(arrays.sentences),
        int(arrays.firsts[-1]),
    )
    if meant != found:
        raise CorruptError(f"{folder} was written wrongly (meant {meant}, found {found}): try again")
    _probe(arrays.vectors, planned, cache=cache)


def _probe(vectors: Vectors, planned: Plan, *, cache: VectorCache) -> None:
    """Refuse vectors of which some, the first and the last among them, do not find themselves."""
    import numpy as np

    places = sorted({int(place) for place in np.linspace(0, len(vectors) - 1, min(_PROBES, len(vectors)))})
    probes = cache.vectors([planned.texts[place] for place in places])
    for place, probe in zip(places, probes, strict=True):
        _, scores = vectors.search(probe, k=1)
        own = vectors.scores(probe, rows=np.array([place]))
        if abs(own[0] - 1) > _TOLERANCE or scores[0] > own[0] + _TOLERANCE:
            raise CorruptError(f"The vector of {planned.passages[place].passage_id} does not find itself: try again")
