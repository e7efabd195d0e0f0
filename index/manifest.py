"""What a generation consists of: who made it with what, and every file with its size and SHA-256."""

import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import CorruptError, MismatchError
from index.disk import sha256
from index.embed import Embedder
from index.records import shape

FORMAT = 1  # of the files on disk
NAME = "manifest.json"
REBUILD = "run `panelqa index --rebuild`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One file of a generation; `file` is its path inside, with forward slashes."""

    file: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The embedder that the vectors come from."""

    key: str
    name: str
    revision: str
    weights: str
    dimension: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a generation holds."""

    papers: int
    passages: int
    sentences: int
    skipped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The manifest of one generation."""

    generation: str
    parent: str | None
    model: Model
    chunker: str
    records: str  # `index.records.shape`
    counts: Counts
    files: tuple[Listed, ...]
    format: int = FORMAT

    def encode(self) -> bytes:
        """Return the manifest as JSON, the one form that `decode` takes."""
        return (json.dumps(asdict(self), indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A file of a generation, what it should be and what it is; `actual` says "missing" where it is not there."""

    file: str
    expected: str
    actual: str

    @property
    def ok(self) -> bool:
        """Tell whether the file is as it was written."""
        return self.expected == self.actual


def model_of(embedder: Embedder) -> Model:
    """Return what the manifest keeps of an embedder."""
    return Model(
        key=embedder.key,
        name=embedder.name,
        revision=embedder.revision,
        weights=embedder.weights,
        dimension=embedder.dimension,
    )


def digest(encoded: bytes) -> str:
    """Return the SHA-256 of an encoded manifest, by which CURRENT names it."""
    return hashlib.sha256(encoded).hexdigest()


def list_files(folder: Path, files: Sequence[str]) -> tuple[Listed, ...]:
    """Return size and SHA-256 of files in a folder."""
    return tuple(
        Listed(file=file, size=(folder / file).stat().st_size, sha256=sha256(folder / file)) for file in sorted(files)
    )


def read_manifest(folder: Path, *, files: Sequence[str]) -> Manifest:
    """Return the manifest of the generation in a folder, checked as far as it can be without reading the files.

    Raises:
        CorruptError: it is missing, damaged, another generation's, or lists other files than `files`.
        MismatchError: its format is of another version.
    """
    path = folder / NAME
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CorruptError(f"{path} cannot be read ({error.strerror}): {REBUILD}") from error
    try:
        record = json.loads(data)
        _same_format(record["format"])
        manifest = _decoded(record)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise CorruptError(f"{path} is not a manifest ({error}): {REBUILD}") from error
    if manifest.encode() != data or manifest.generation != folder.name:
        raise CorruptError(f"{path} has been altered, or is of another generation: {REBUILD}")
    if sorted(listed.file for listed in manifest.files) != sorted(files):
        raise CorruptError(f"{path} does not list the files of a generation: {REBUILD}")
    return manifest


def _decoded(record: dict[str, object]) -> Manifest:
    """Return the manifest of a JSON object; raises TypeError where a field is missing or unknown."""
    model, counts, files = record.pop("model"), record.pop("counts"), record.pop("files")
    if not isinstance(model, dict) or not isinstance(counts, dict) or not isinstance(files, list):
        raise TypeError("a part has the wrong type")
    listed = tuple(Listed(**file) for file in files)
    return Manifest(**record, model=Model(**model), counts=Counts(**counts), files=listed)  # type: ignore[arg-type]


def _same_format(found: object) -> None:
    """Refuse a manifest of another format."""
    if not isinstance(found, int):
        raise TypeError("format is not a number")
    if found > FORMAT:
        raise MismatchError(f"The index was made by a newer version of panelqa (format {found} > {FORMAT}): upgrade")
    if found < FORMAT:
        raise MismatchError(f"The index has an old format ({found} < {FORMAT}): {REBUILD}")


def same_make(manifest: Manifest, *, embedder: Embedder, chunker: str) -> None:
    """Refuse a generation that was built with another embedder, chunker or sort of records.

    Raises:
        MismatchError: names both and the command that mends it.
    """
    theirs, ours = manifest.model, model_of(embedder)
    if theirs != ours:
        raise MismatchError(f"The index was built with {_said(theirs)}, not with {_said(ours)}: {REBUILD}")
    same_records(manifest, chunker=chunker)


def same_records(manifest: Manifest, *, chunker: str) -> None:
    """Refuse a generation of which the papers were cut or kept by other rules. Raises MismatchError."""
    if manifest.chunker != chunker:
        raise MismatchError(f"The index was built with chunker {manifest.chunker}, not {chunker}: {REBUILD}")
    if manifest.records != shape():
        raise MismatchError(f"The index holds records of shape {manifest.records}, not {shape()}: {REBUILD}")


def _said(model: Model) -> str:
    """Return a model in words that tell it from its namesakes."""
    return f"{model.name} (revision {model.revision}, weights {model.weights[:12]}, {model.dimension} numbers)"


def check_files(folder: Path, manifest: Manifest) -> list[Check]:
    """Return the state of every listed file, by name. All are read whole, several at a time."""
    with ThreadPoolExecutor() as pool:
        return list(pool.map(lambda listed: check(folder, listed), manifest.files))


def check(folder: Path, listed: Listed) -> Check:
    """Return the state of one listed file, read whole."""
    path = folder / listed.file
    try:
        size = path.stat().st_size
        # A file of another size is not hashed: the size says enough.
        actual = sha256(path) if size == listed.size else f"{size} bytes instead of {listed.size}"
    except FileNotFoundError:
        actual = "missing"
    except OSError as error:
        actual = f"unreadable ({error.strerror})"
    return Check(file=listed.file, expected=listed.sha256, actual=actual)


def require(folder: Path, checks: Sequence[Check]) -> None:
    """Refuse a generation of which a file is not as it was written.

    Raises:
        CorruptError: names the file, the hash that it should have and the one that it has.
    """
    for check in checks:
        if not check.ok:
            wrong = f"{folder / check.file} is damaged (SHA-256 expected {check.expected}, found {check.actual})"
            raise CorruptError(f"{wrong}: {REBUILD}")
