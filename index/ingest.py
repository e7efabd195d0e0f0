"""Papers into the index: read what is new or changed, keep what is not, drop what is gone.

A paper is recognised by its bytes, its row in papers.csv and the version of the rules that read it; while these stay
the same it is neither read nor embedded again, whatever its name. The same bytes under two names are one paper.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import PanelqaError, UnreadableError
from corpus.folder import Source, absolute, as_text, fingerprint, scan
from corpus.metadata import describe
from corpus.panels import Register
from corpus.papers import Access, Metadata, Paper
from corpus.passages import CHUNKER, split
from corpus.readers.read import read
from corpus.sidecar import Row, read_sidecar
from corpus.structure import structure
from index.embed import Embedder
from index.search import Skipped
from index.store import Commit, Entry, Store

READERS = "readers-3"  # changes whenever the same file would be read or described in another way
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an ingest found and did; file names sorted."""

    generation: str | None  # None when there is no index, nor anything to make one of
    papers: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    skipped: tuple[Skipped, ...]
    embedded: int = 0  # texts that went through the model


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """One paper as it lies in folders: the files that hold the same bytes."""

    sources: tuple[Source, ...]  # by name; the first gives the paper its name
    sha256: str
    row: Row
    access: Access | None  # of papers that papers.csv says nothing of
    key: str
    error: UnreadableError | None = None  # why its bytes cannot be had

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(as_text(source.path) for source in self.sources)

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(source.file for source in self.sources)


def ingest(
    paths: Sequence[Path],
    *,
    store: Store,
    open_model: Callable[[], Embedder],
    register: Register,
    access: Access | None,
    progress: Progress,
) -> Report:
    """Bring the index up to date with these folders and files; papers from elsewhere stay as they are.

    `access` is who may see the papers that papers.csv says nothing of; `open_model` is called only when something
    changed.

    Raises:
        PanelqaError: a path does not exist, or papers.csv cannot be used.
        StoreError: another ingest runs, or the disk refuses; the previous index is still in use.
    """
    with store.lock():
        before = store.keys()
        files = _files(scan(paths), register=register, access=access)
        inside = {path: key for path, key in before.items() if _is_under(path, paths)}
        if before and {path: one.key for one in files for path in one.paths} == inside:
            return _nothing_changed(store)
        old = store.entries()
        stay = [rest for entry in old if (rest := _without(entry, inside))]
        skipped = [skip for skip in store.skipped() if skip.path not in inside]
        model = open_model()
        entries = _entries(files, old, stay, model=model, register=register, progress=progress)
        skipped += [item for item in entries if isinstance(item, Skipped)]
        papers = _identified([item for item in entries if isinstance(item, Entry)] + stay)
        commit = store.commit(papers, skipped=skipped, embedder=model, progress=progress)
        return _report(old, papers, skipped, commit)


def rebuild(
    sources: Sequence[Source],
    *,
    store: Store,
    open_model: Callable[[], Embedder],
    register: Register,
    access: Access | None,
    progress: Progress,
) -> Report:
    """Read these files anew and make them the whole index, whatever it held and however it was built.

    Raises:
        PanelqaError: papers.csv cannot be used.
        StoreError: another ingest runs, or the disk refuses; the previous index is still in use.
    """
    with store.lock():
        files, model = _files(sources, register=register, access=access), open_model()
        entries = _entries(files, [], [], model=model, register=register, progress=progress)
        skipped = [item for item in entries if isinstance(item, Skipped)]
        papers = _identified([item for item in entries if isinstance(item, Entry)])
        return _report([], papers, skipped, store.commit(papers, skipped=skipped, embedder=model, progress=progress))


def remove(files: Iterable[str], *, store: Store, open_model: Callable[[], Embedder], progress: Progress) -> Report:
    """Take papers out of the index by file name, path or paper id; files that could not be read, off its list.

    Raises:
        PanelqaError: a name is not in the index; nothing is removed then.
    """
    with store.lock():
        entries, unread, names = store.entries(), store.skipped(), set(files)
        listed: list[Entry | Skipped] = [*entries, *unread]
        known = {name for item in listed for name in _names(item)}
        if unknown := sorted(names - known):
            raise PanelqaError(f"{unknown[0]} is not in the index; `panelqa index --list` shows what is")
        staying = [entry for entry in entries if names.isdisjoint(_names(entry))]
        skipped = [skip for skip in unread if names.isdisjoint(_names(skip))]
        gone = sorted(entry.paper.file for entry in entries if not names.isdisjoint(_names(entry)))
        commit = store.commit(staying, skipped=skipped, embedder=open_model(), progress=progress)
        return Report(
            generation=commit.generation, papers=commit.papers, added=(), changed=(), removed=tuple(gone),
            unchanged=len(staying), skipped=tuple(skipped), embedded=commit.embedded,
        )  # fmt: skip


def _names(item: Entry | Skipped) -> tuple[str, ...]:
    """Return what a paper, or a file that could not be read, may be called."""
    if isinstance(item, Skipped):
        return item.file, item.path
    return item.paper.paper_id, *item.paper.files, *item.roots


def _is_under(path: str, roots: Sequence[Path]) -> bool:
    return any(Path(path).is_relative_to(as_text(absolute(root))) for root in roots)


def _files(sources: Sequence[Source], *, register: Register, access: Access | None) -> list[_File]:
    """Return the files, those with the same bytes as one, by name."""
    rows = {folder: read_sidecar(folder, register=register) for folder in sorted({s.folder for s in sources})}
    same: dict[str, list[Source]] = {}
    refused: list[_File] = []
    for source in sources:
        try:
            same.setdefault(fingerprint(source.path), []).append(source)
        except UnreadableError as error:
            row = rows[source.folder].get(source.path.name, Row(file=""))
            refused.append(_file([source], str(error), row, access, error=error))
    found = []
    for sha256, group in same.items():
        described = [rows[source.folder].get(source.path.name) for source in group]
        found.append(_file(group, sha256, next(filter(None, described), Row(file="")), access))
    return sorted(found + refused, key=lambda one: one.files)


def _file(
    group: Sequence[Source], sha256: str, row: Row, access: Access | None, *, error: UnreadableError | None = None
) -> _File:
    parts = (sha256, repr(replace(row, file="")), access, READERS, CHUNKER)
    key = hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()
    return _File(sources=tuple(group), sha256=sha256, row=row, access=access, key=key, error=error)


def _without(entry: Entry, inside: Mapping[str, str]) -> Entry | None:
    """Return an entry without the paths that are being indexed again; None when no other path is left."""
    pairs = [(root, file) for root, file in zip(entry.roots, entry.paper.files, strict=True) if root not in inside]
    return _named(entry, pairs) if pairs else None


def _named(entry: Entry, pairs: Sequence[tuple[str, str]]) -> Entry:
    """Return an entry under these (path, name) pairs."""
    files = tuple(file for _, file in pairs)
    paper = replace(entry.paper, file=files[0], files=files)
    return replace(entry, paper=paper, roots=tuple(root for root, _ in pairs))


def _entries(
    files: Sequence[_File],
    old: Sequence[Entry],
    stay: list[Entry],
    *,
    model: Embedder,
    register: Register,
    progress: Progress,
) -> list[Entry | Skipped]:
    """Return what becomes of each file: the entry that was there, a new one, or why there is none.

    A paper whose bytes stay in the index under another path becomes one with it, and is taken off `stay`.
    """
    known = {entry.key: entry for entry in old}
    result: list[Entry | Skipped] = []
    for done, one in enumerate(files):
        progress("read", done, len(files))
        pairs = list(zip(one.paths, one.files, strict=True))
        twin = next((entry for entry in stay if entry.paper.sha256 == one.sha256), None)
        if twin:
            stay.remove(twin)
            pairs += zip(twin.roots, twin.paper.files, strict=True)
        if one.key in known:
            result.append(_named(known[one.key], pairs))
            continue
        try:
            result.append(_named(_read(one, model=model, register=register), pairs))
        except UnreadableError as error:
            access = one.row.access or one.access or Access.UNKNOWN
            result += [
                Skipped(file=file, reason=str(error), access=access, path=path, key=one.key) for path, file in pairs
            ]
    progress("read", len(files), len(files))
    return result


def _read(one: _File, *, model: Embedder, register: Register) -> Entry:
    """Read one paper.

    Raises:
        UnreadableError: it cannot be read.
    """
    if one.error:
        raise one.error
    reading = read(one.sources[0].path)
    sections = structure(reading)
    known = describe(reading, sections, row=one.row, access=one.access, register=register)
    paper = Paper(
        paper_id=_slug(known, one.files[0]), file=one.files[0], files=one.files, sha256=one.sha256, text=reading.text,
        pages=reading.pages, metadata=known,
    )  # fmt: skip
    panel = register.name_on(known.panel.value, known.date.value) if known.panel.value else None
    passages = split(paper, sections, count=model.count, panel=panel)
    return Entry(paper=paper, sections=sections, passages=passages, key=one.key, roots=one.paths)


def _slug(known: Metadata, file: str) -> str:
    """Return a readable id: panel, date and title, or the file's name where the paper has no title."""
    date = known.date.value.isoformat() if known.date.value else "undated"
    words = re.findall(r"[a-z0-9]+", (known.title.value or Path(file).stem).lower())[:8]
    return "-".join((known.panel.value or "unknown", date, *words))[:96]


def _identified(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries with ids that are their own: where two would share one, the later name gets a suffix."""
    taken: set[str] = set()
    result = []
    for entry in sorted(entries, key=lambda entry: (entry.paper.file, entry.roots)):
        slug = _slug(entry.paper.metadata, entry.paper.file)
        name, number = slug, 0
        while name in taken:
            number += 1
            name = f"{slug}-{hashlib.sha256(f'{entry.paper.file}{number}'.encode()).hexdigest()[:6]}"
        taken.add(name)
        result.append(entry if name == entry.paper.paper_id else _renamed(entry, name))
    return result


def _renamed(entry: Entry, name: str) -> Entry:
    passages = tuple(
        replace(passage, paper_id=name, passage_id=f"{name}#{passage.ordinal}") for passage in entry.passages
    )
    return replace(entry, paper=replace(entry.paper, paper_id=name), passages=passages)


def _nothing_changed(store: Store) -> Report:
    papers = store.manifest().counts.papers
    return Report(
        generation=store.current(), papers=papers, added=(), changed=(), removed=(), unchanged=papers,
        skipped=tuple(store.skipped()),
    )  # fmt: skip


def _report(old: Sequence[Entry], new: Sequence[Entry], skipped: Sequence[Skipped], commit: Commit) -> Report:
    before = {root: entry for entry in old for root in entry.roots}
    after = {root: entry for entry in new for root in entry.roots}
    same = {root for root in before.keys() & after.keys() if before[root].key == after[root].key}
    return Report(
        generation=commit.generation,
        papers=commit.papers,
        added=tuple(sorted({after[root].paper.file for root in after.keys() - before.keys()})),
        changed=tuple(sorted({after[root].paper.file for root in before.keys() & after.keys() - same})),
        removed=tuple(sorted({before[root].paper.file for root in before.keys() - after.keys()})),
        unchanged=len({after[root].paper.paper_id for root in same}),
        skipped=tuple(skipped),
        embedded=commit.embedded,
    )
