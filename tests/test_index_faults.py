"""What an ingest survives: kill -9 at every step, a failing disk at every step, a second ingest, damaged files."""

import errno
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.errors import BusyError, CorruptError, MismatchError, NoIndexError, StorageError
from index.disk import Disk
from index.store import Store
from tests.fakes_index import FailingDisk, LetterEmbedder, collection, entry

ROOT = Path(__file__).parents[1]
HANDLES = Path("/proc/self/fd")
STEPS = [
    "swept",
    "embedded",
    "vectors written",
    "sentences written",
    "lexical written",
    "records written",
    "files synced",
    "manifest written",
    "checked",
    "renamed",
    "home synced",
    "committed",
    "pruned",
    "collected",
]


def commit(store, entries):
    return store.commit(entries, skipped=(), embedder=LetterEmbedder(), progress=lambda *_: None)


def papers(store):
    with store.open(LetterEmbedder()) as generation:
        assert generation.degraded is None
        return [paper.paper_id for paper in generation.papers()]


def leftovers(home):
    return [path.name for path in home.iterdir() if path.name.endswith(".tmp")]


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def store(home):
    return Store(home, chunker="test-1")


OLD, NEW = collection()[:2], collection()
OLD_IDS, NEW_IDS = (sorted(item.paper.paper_id for item in entries) for entries in (OLD, NEW))


def test_the_steps_of_a_commit_are_the_ones_that_are_tried(home):
    told = []
    commit(Store(home, chunker="test-1", checkpoint=told.append), NEW)
    assert list(dict.fromkeys(told)) == STEPS


INGEST = """
import os, signal, sys
from pathlib import Path
from index.store import Store
from tests.fakes_index import LetterEmbedder, collection

def checkpoint(name):
    if name == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)

store = Store(Path(sys.argv[1]), chunker="test-1", checkpoint=checkpoint)
store.commit(collection(), skipped=(), embedder=LetterEmbedder(), progress=lambda *_: None)
"""


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_any_step_leaves_the_old_index_or_the_new_one(store, home, step):
    commit(store, OLD)
    done = subprocess.run([sys.executable, "-c", INGEST, str(home), step], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    committed = STEPS.index(step) >= STEPS.index("committed")
    assert papers(store) == (NEW_IDS if committed else OLD_IDS)
    assert all(check.ok for check in store.verify())
    again = commit(store, NEW)
    assert again.embedded == (8 if step in ("swept", "embedded") else 0)
    assert papers(store) == NEW_IDS
    assert leftovers(home) == []
    assert len(list(home.glob("gen-*"))) <= 2


def test_an_ingest_that_was_stopped_goes_on_where_it_was(store):
    class Stopped(LetterEmbedder):
        def embed(self, texts):
            if self.embedded:
                raise KeyboardInterrupt
            return super().embed(texts)

    many = [entry("many", *(f"Passage number {i}" for i in range(300)))]
    with pytest.raises(KeyboardInterrupt):
        store.commit(many, skipped=(), embedder=Stopped(), progress=lambda *_: None)
    assert store.current() is None
    again = commit(store, many)
    assert (again.embedded, again.cached) == (600 - 256, 256)


@pytest.mark.parametrize(
    ("error", "persistent"), [(errno.EIO, False), (errno.ENOSPC, True)], ids=["EIO once", "ENOSPC from then on"]
)
def test_a_disk_that_fails_at_any_step_leaves_a_whole_index(tmp_path, error, persistent):
    commit(Store(tmp_path / "old", chunker="test-1"), OLD)
    nth = 0
    while True:
        nth += 1
        home = tmp_path / f"home-{nth}"
        shutil.copytree(tmp_path / "old", home)
        store, disk = Store(home, chunker="test-1"), FailingDisk(nth, error, persistent)
        try:
            commit(Store(home, chunker="test-1", disk=disk), NEW)
            break
        except StorageError as failure:
            told = str(failure).split("; ")[-1]
        assert (
            papers(store) == {"the previous index is still in use": OLD_IDS, "the new index is in use": NEW_IDS}[told]
        )
        assert all(check.ok for check in store.verify())
        assert persistent or leftovers(home) in ([], ["CURRENT.tmp"])
        commit(store, NEW)
        assert papers(store) == NEW_IDS
        assert leftovers(home) == []
    assert disk.steps == nth - 1 > 15


class RecordingDisk(Disk):
    """Writes down what is forced to the disk and what gets its final name, in order."""

    def __init__(self):
        self.done = []

    def write(self, path, data):
        super().write(path, data)
        self.done.append(("sync", path.name))

    def sync(self, path):
        super().sync(path)
        self.done.append(("sync", path.name))

    def rename(self, old, new):
        super().rename(old, new)
        self.done.append(("rename", new.name))


def test_everything_is_on_the_disk_before_the_name_that_relies_on_it(home):
    disk = RecordingDisk()
    commit(Store(home, chunker="test-1", disk=disk), NEW)
    generation_named = disk.done.index(("rename", "gen-000001"))
    before = {name for step, name in disk.done[:generation_named] if step == "sync"}
    files = {path.name for path in files_of(home, "gen-000001")}
    assert before == files | {"lexical", "gen-000001.tmp"}
    assert disk.done[generation_named + 1 :] == [
        ("sync", "home"),
        ("sync", "CURRENT.tmp"),
        ("rename", "CURRENT"),
        ("sync", "home"),
    ]


def test_an_embedder_that_fails_leaves_the_old_index(store):
    class Broken(LetterEmbedder):
        def embed(self, _texts):
            raise MemoryError

    commit(store, OLD)
    with pytest.raises(MemoryError):
        store.commit(NEW, skipped=(), embedder=Broken(), progress=lambda *_: None)
    assert papers(store) == OLD_IDS


def test_a_folder_that_cannot_be_written_is_a_storage_error(tmp_path):
    (tmp_path / "home").write_text("a file where the folder should be")
    with pytest.raises(StorageError, match="Writing the index failed"):
        commit(Store(tmp_path / "home", chunker="test-1"), OLD)


HOLD = """
import sys, time
from pathlib import Path
from index.store import Store

with Store(Path(sys.argv[1]), chunker="test-1").lock():
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_ingest_is_told_who_runs_and_the_lock_is_free_when_the_holder_is_killed(store, home):
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(home)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout.readline() == "held\n"
        started = time.monotonic()
        with pytest.raises(BusyError, match=rf"pid {holder.pid}, started 20\d\d-") as busy:
            commit(store, OLD)
        assert time.monotonic() - started < 1
        assert busy.value.exit_code == 75
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
    assert commit(store, OLD).generation == "gen-000001"


def test_the_lock_may_be_taken_around_a_commit(store):
    with store.lock():
        commit(store, OLD)
        commit(store, NEW)
    with store.lock():
        assert papers(store) == NEW_IDS


def damages(path):
    """Yield what may happen to a file, by name, with the bytes that are left (None: it is gone)."""
    data = path.read_bytes()
    for place in sorted({0, len(data) // 3, len(data) // 2, len(data) - 1}):
        for bit in (0, 6):
            yield f"bit {bit} of byte {place}", data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]
    yield "truncated", data[: len(data) // 2]
    yield "emptied", b""
    yield "longer", data + b"\n"
    yield "missing", None


def files_of(home, name):
    return sorted(path for path in (home / name).rglob("*") if path.is_file())


def test_any_damage_to_any_file_is_found_and_the_previous_generation_answers(store, home):
    commit(store, OLD)
    commit(store, NEW)
    for path in [home / "CURRENT", *files_of(home, "gen-000002")]:
        sound = path.read_bytes()
        for what, data in damages(path):
            path.unlink() if data is None else path.write_bytes(data)
            if path.name == "CURRENT" and data is None:
                with pytest.raises(NoIndexError):
                    store.open(LetterEmbedder())
            else:
                with store.open(LetterEmbedder()) as generation:
                    assert generation.degraded, f"{path.name}: {what}"
                    assert path.name in generation.degraded
                    # Where only CURRENT is damaged, both generations are themselves sound.
                    assert path.name == "CURRENT" or generation.generation == "gen-000001"
            path.write_bytes(sound)
    assert papers(store) == NEW_IDS


def test_damage_is_told_with_the_hash_that_should_be_and_the_one_that_is(store, home):
    commit(store, OLD)
    path = home / "gen-000001" / "vectors.faiss"
    data = bytearray(path.read_bytes())
    data[-3] ^= 4
    path.write_bytes(data)
    message = (
        r"vectors\.faiss is damaged \(SHA-256 expected [0-9a-f]{64}, found [0-9a-f]{64}\).*panelqa index --rebuild"
    )
    with pytest.raises(CorruptError, match=message):
        store.open(LetterEmbedder())


def test_a_file_of_another_generation_is_damage(store, home):
    commit(store, OLD)
    commit(store, NEW)
    for path in files_of(home, "gen-000001"):
        twin = home / "gen-000002" / path.relative_to(home / "gen-000001")
        sound = twin.read_bytes()
        twin.write_bytes(path.read_bytes())
        with store.open(LetterEmbedder()) as generation:
            assert generation.degraded
        twin.write_bytes(sound)


def test_an_index_that_is_damaged_can_be_rebuilt(store, home):
    commit(store, OLD)
    (home / "CURRENT").write_text("gen-0000\n")
    (home / "gen-000001" / "manifest.json").write_text("{")
    assert commit(store, NEW).generation == "gen-000002"
    assert papers(store) == NEW_IDS


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"format": "1"}', '{"format": 1}', "[" * 5000, "\udcff"])
def test_a_manifest_of_nonsense_is_damage(store, home, text):
    commit(store, OLD)
    (home / "gen-000001" / "manifest.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises((CorruptError, MismatchError), match="panelqa index --rebuild"):
        store.open(LetterEmbedder())


def test_a_reader_that_is_overtaken_takes_the_new_generation(home):
    """It reads CURRENT, then three ingests run and remove what CURRENT named, then it goes on."""
    commit(Store(home, chunker="test-1"), OLD)

    class Overtaken(LetterEmbedder):
        """Asked for its key when the manifest is compared: the last moment before the files are read."""

        overtaken = False

        @property
        def key(self):
            if not self.overtaken:
                self.overtaken = True
                shutil.rmtree(home / "gen-000001")  # as if nobody had held it
                commit(Store(home, chunker="test-1"), NEW)
            return super().key

    with Store(home, chunker="test-1").open(Overtaken()) as generation:
        assert (generation.generation, generation.degraded) == ("gen-000001", None)
        assert len(generation.papers()) == 5


SWAPS = 8


def test_readers_never_see_a_mixture_while_generations_are_swapped(store, home):
    commit(store, OLD)
    code = """
import sys
from pathlib import Path
from index.store import Store
from tests.fakes_index import LetterEmbedder
store, seen = Store(Path(sys.argv[1]), chunker="test-1"), set()
print("ready", flush=True)
while not Path(sys.argv[1], "stop").exists():
    with store.open(LetterEmbedder()) as generation:
        assert generation.degraded is None
        papers = {paper.paper_id for paper in generation.papers()}
        assert len(papers) in (2, 5), papers
        for hit in generation.search("rural precept", k=20):
            assert hit.passage.paper_id in papers
            assert generation.paper(hit.passage.paper_id).text[hit.passage.start : hit.passage.end] == hit.passage.text
        assert generation.sentence_vectors(generation.passages(sorted(papers)[0])).shape[1] == 26
        seen.add(generation.generation)
print(len(seen))
"""
    command = [sys.executable, "-c", code, str(home)]
    readers = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    try:
        assert [reader.stdout.readline() for reader in readers] == ["ready\n"] * 3
        for swap in range(SWAPS):
            commit(store, [NEW, OLD][swap % 2])
            time.sleep(0.02)
    finally:
        (home / "stop").touch()
        outcomes = [(reader.communicate(timeout=30)[0], reader.returncode) for reader in readers]
    assert [code for _, code in outcomes] == [0, 0, 0]
    assert all(int(seen) > 1 for seen, _ in outcomes)


@pytest.mark.skipif(not HANDLES.is_dir(), reason="this system does not list open files in /proc")
def test_open_files_do_not_grow_with_the_number_of_generations_opened(store):
    commit(store, OLD)
    papers(store)
    before = len(list(HANDLES.iterdir()))
    for _ in range(20):
        papers(store)
    assert len(list(HANDLES.iterdir())) <= before + 2


def test_sqlite_errors_of_the_cache_are_storage_errors(store):
    commit(store, OLD)

    class Locked(LetterEmbedder):
        def embed(self, _texts):
            raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(StorageError, match="disk is full; the previous index is still in use"):
        store.commit([*OLD, entry("new", "New words")], skipped=(), embedder=Locked(), progress=lambda *_: None)
    assert papers(store) == OLD_IDS
