"""Papers into the index: what is read, what is embedded, what is kept, what is gone, and how files are named."""

import hashlib
import os

import pytest

from corpus.errors import BusyError, PanelqaError, SidecarError
from corpus.folder import scan
from corpus.panels import default_register
from corpus.papers import Access, Origin
from index.ingest import ingest, rebuild, remove
from index.store import Store
from tests.fakes_index import LetterEmbedder

CRIME = "Wexmere and Holt Police and Crime Panel\n\n1 May 2023\n\nCrime in Holt\n\nCrime fell in all places."
FIRE = "Wexmere and Holt Police and Crime Panel\n\n2 June 2024\n\nFire in Holt\n\nFire rose in some places."


class Shelf:
    """A folder of papers and an index of it, and a count of how often the model was opened."""

    def __init__(self, base):
        self.base, self.folder = base, base / "papers"
        self.folder.mkdir()
        self.store = Store(base / "home")
        self.model, self.opened, self.stages = LetterEmbedder(), 0, []

    def put(self, name, text=CRIME, *, folder=None):
        path = (folder or self.folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def open_model(self):
        self.opened += 1
        return self.model

    def tell(self, stage, done, total):
        self.stages.append((stage, done, total))

    def index(self, *paths, access=None):
        """Index the folder, or these paths; return the report and forget what was embedded before."""
        self.model.embedded.clear()
        self.opened = 0
        return ingest(
            paths or [self.folder],
            store=self.store,
            open_model=self.open_model,
            register=default_register(),
            access=access,
            progress=self.tell,
        )

    def remove(self, *names):
        return remove(names, store=self.store, open_model=self.open_model, progress=self.tell)

    def files(self):
        return sorted(paper.files for paper in self.store.papers())

    def ids(self):
        return [paper.paper_id for paper in self.store.papers()]

    def unread(self):
        return [skip.file for skip in self.store.skipped()]


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path)


# new, unchanged, changed, gone


def test_a_new_paper_is_read_and_embedded(shelf):
    shelf.put("a.txt")
    report = shelf.index()
    assert (report.papers, report.added, report.changed, report.removed, report.unchanged) == (1, ("a.txt",), (), (), 0)
    assert any("Crime fell in all places." in text for text in shelf.model.embedded)
    assert report.embedded == len(shelf.model.embedded) > 0


def test_the_progress_ends_with_all_done(shelf):
    shelf.put("a.txt")
    shelf.put("b.txt", FIRE)
    shelf.index()
    assert [stage for stage in shelf.stages if stage[0] == "read"] == [("read", 0, 2), ("read", 1, 2), ("read", 2, 2)]
    assert shelf.stages[-1] == ("write", 1, 1)


def test_with_nothing_changed_the_model_is_never_opened(shelf):
    shelf.put("a.txt")
    first = shelf.index()
    again = shelf.index()
    assert shelf.opened == 0
    assert (again.generation, again.unchanged, again.embedded) == (first.generation, 1, 0)


def test_a_changed_paper_is_embedded_and_an_unchanged_one_beside_it_is_not(shelf):
    shelf.put("a.txt")
    shelf.put("b.txt", FIRE)
    shelf.index()
    shelf.put("a.txt", CRIME.replace("fell", "vanished"))
    report = shelf.index()
    assert (report.changed, report.unchanged) == (("a.txt",), 1)
    assert shelf.model.embedded
    assert not any("Fire rose" in text for text in shelf.model.embedded)
    assert [paper.text for paper in shelf.store.papers() if "Crime fell" in paper.text] == []


def test_a_renamed_paper_is_not_embedded_again(shelf):
    shelf.put("old.txt")
    shelf.index()
    (shelf.folder / "old.txt").rename(shelf.folder / "new.txt")
    report = shelf.index()
    assert (report.added, report.removed) == (("new.txt",), ("old.txt",))
    assert shelf.model.embedded == []
    assert shelf.files() == [("new.txt",)]


def test_a_removed_file_is_gone(shelf):
    shelf.put("a.txt")
    shelf.put("b.txt", FIRE)
    shelf.index()
    (shelf.folder / "b.txt").unlink()
    report = shelf.index()
    assert (report.papers, report.removed) == (1, ("b.txt",))
    assert shelf.files() == [("a.txt",)]
    assert shelf.model.embedded == []


def test_the_last_file_gone_leaves_an_empty_index(shelf):
    shelf.put("a.txt")
    shelf.index()
    (shelf.folder / "a.txt").unlink()
    assert (shelf.index().papers, shelf.files()) == (0, [])


def test_an_empty_folder_makes_an_empty_index(shelf):
    assert (shelf.index().papers, shelf.index().papers) == (0, 0)


# the same bytes


def test_the_same_bytes_twice_are_one_paper_with_two_names(shelf):
    shelf.put("b.txt")
    shelf.put("a.txt")
    assert shelf.index().papers == 1
    assert shelf.files() == [("a.txt", "b.txt")]


def test_one_of_two_names_gone_leaves_the_paper_under_the_other(shelf):
    shelf.put("a.txt")
    shelf.put("b.txt")
    shelf.index()
    (shelf.folder / "a.txt").unlink()
    report = shelf.index()
    assert shelf.files() == [("b.txt",)]
    assert (report.papers, report.embedded) == (1, 0)


def test_a_row_for_either_name_speaks_for_the_paper(shelf):
    shelf.put("a.txt")
    shelf.put("b.txt")
    shelf.put("papers.csv", "file,title\nb.txt,Given\n")
    shelf.index()
    assert [paper.metadata.title.value for paper in shelf.store.papers()] == ["Given"]


# what cannot be read


def test_an_unreadable_file_is_listed_with_its_reason_and_the_others_go_on(shelf):
    shelf.put("a.txt")
    shelf.put("bad.pdf", b"%PDF-1.4 broken")
    shelf.put("empty.txt", "")
    report = shelf.index()
    assert report.papers == 1
    assert [(skip.file, skip.reason.split(" ")[0].rstrip(":")) for skip in report.skipped] == [
        ("bad.pdf", "damaged"),
        ("empty.txt", "empty"),
    ]
    assert shelf.unread() == ["bad.pdf", "empty.txt"]


def test_an_unreadable_file_is_not_tried_again_while_it_is_the_same(shelf):
    shelf.put("bad.txt", "")
    shelf.index()
    again = shelf.index()
    assert shelf.opened == 0
    assert [skip.file for skip in again.skipped] == ["bad.txt"]


def test_an_unreadable_file_that_was_mended_is_read(shelf):
    shelf.put("a.txt", "")
    shelf.index()
    shelf.put("a.txt")
    report = shelf.index()
    assert (report.skipped, report.added) == ((), ("a.txt",))
    assert shelf.unread() == []


def test_an_unreadable_file_that_is_gone_is_no_longer_listed(shelf):
    shelf.put("a.txt")
    shelf.put("bad.txt", "")
    shelf.index()
    (shelf.folder / "bad.txt").unlink()
    assert shelf.index().skipped == ()


def test_a_paper_that_becomes_unreadable_is_gone_from_the_papers(shelf):
    shelf.put("a.txt")
    shelf.index()
    shelf.put("a.txt", "")
    report = shelf.index()
    assert (report.papers, shelf.unread()) == (0, ["a.txt"])


def test_a_pipe_and_a_dead_link_are_listed_and_not_waited_for(shelf):
    os.mkfifo(shelf.folder / "pipe.txt")
    (shelf.folder / "link.txt").symlink_to(shelf.folder / "gone.txt")
    report = shelf.index()
    assert [skip.file for skip in report.skipped] == ["link.txt", "pipe.txt"]
    assert all("not a regular file" in skip.reason for skip in report.skipped)


def test_what_may_be_seen_of_an_unreadable_file_is_what_its_row_says(shelf):
    shelf.put("bad.txt", "")
    shelf.put("papers.csv", "file,access\nbad.txt,exempt\n")
    assert [skip.access for skip in shelf.index(access=Access.PUBLIC).skipped] == [Access.EXEMPT]


# papers.csv and --access


def test_a_changed_row_has_its_paper_read_again_but_not_embedded_in_vain(shelf):
    shelf.put("a.txt")
    shelf.put("b.txt", FIRE)
    shelf.put("papers.csv", "file,access\na.txt,public\n")
    shelf.index()
    shelf.put("papers.csv", "file,access\na.txt,exempt\n")
    report = shelf.index()
    assert (report.changed, report.unchanged) == (("a.txt",), 1)
    assert shelf.model.embedded == []
    assert {paper.file: paper.metadata.access.value for paper in shelf.store.papers()}["a.txt"] is Access.EXEMPT


def test_access_on_the_command_line_is_for_papers_without_a_row(shelf):
    shelf.put("a.txt")
    shelf.put("b.txt", FIRE)
    shelf.put("papers.csv", "file,access\na.txt,exempt\n")
    shelf.index(access=Access.PUBLIC)
    found = {paper.file: paper.metadata.access for paper in shelf.store.papers()}
    assert found["a.txt"].value is Access.EXEMPT
    assert (found["b.txt"].value, found["b.txt"].origin) == (Access.PUBLIC, Origin.SIDECAR)


def test_another_access_has_the_paper_described_again(shelf):
    shelf.put("a.txt")
    shelf.index(access=Access.PUBLIC)
    assert shelf.index(access=Access.EXEMPT).changed == ("a.txt",)


def test_a_wrong_row_stops_the_ingest_and_the_index_stays(shelf):
    shelf.put("a.txt")
    before = shelf.index().generation
    shelf.put("papers.csv", "file,kind\na.txt,wrong\n")
    with pytest.raises(SidecarError, match="line 2"):
        shelf.index()
    assert shelf.store.current() == before


# several folders


def test_papers_from_another_folder_stay_as_they_are(shelf):
    other = shelf.base / "other"
    shelf.put("a.txt")
    shelf.put("b.txt", FIRE, folder=other)
    shelf.index()
    report = shelf.index(other)
    assert (report.papers, report.added, report.removed) == (2, ("b.txt",), ())
    (shelf.folder / "a.txt").unlink()
    assert shelf.index(other).papers == 2
    assert shelf.index().removed == ("a.txt",)


def test_the_same_bytes_in_two_folders_are_one_paper(shelf):
    other = shelf.base / "other"
    shelf.put("a.txt")
    shelf.put("b.txt", folder=other)
    shelf.index()
    report = shelf.index(other)
    assert (report.papers, shelf.model.embedded) == (1, [])
    assert [set(files) for files in shelf.files()] == [{"a.txt", "b.txt"}]
    (other / "b.txt").unlink()
    shelf.index(other)
    assert shelf.files() == [("a.txt",)]


def test_a_folder_given_in_a_roundabout_way_is_the_same_folder(shelf, monkeypatch):
    shelf.put("a.txt")
    shelf.put("b.txt", FIRE)
    shelf.index()
    (shelf.base / "here").mkdir()
    monkeypatch.chdir(shelf.base / "here")
    roundabout = type(shelf.base)("..") / "papers"
    assert (shelf.index(roundabout).unchanged, shelf.opened) == (2, 0)
    (shelf.folder / "b.txt").unlink()
    assert shelf.index(roundabout).removed == ("b.txt",)


def test_a_single_file_is_indexed_alone(shelf):
    path = shelf.put("a.txt")
    shelf.put("b.txt", FIRE)
    assert shelf.index(path).papers == 1


def test_a_path_that_does_not_exist_is_an_error(shelf):
    with pytest.raises(PanelqaError, match="does not exist"):
        shelf.index(shelf.base / "nowhere")


# ids and names


def test_ids_are_readable(shelf):
    shelf.put("a.txt")
    shelf.index()
    assert shelf.ids() == ["wexmere-2023-05-01-crime-in-holt"]


def test_ids_are_unique_and_passages_carry_them(shelf):
    for number in range(3):
        shelf.put(f"{number}.txt", f"{CRIME} It was so in {number} places.")
    shelf.index()
    assert len(set(shelf.ids())) == 3
    assert sorted(shelf.ids())[0] == "wexmere-2023-05-01-crime-in-holt"
    passages = [passage for entry in shelf.store.entries() for passage in entry.passages]
    assert {passage.paper_id for passage in passages} == set(shelf.ids())
    assert all(passage.passage_id.startswith(f"{passage.paper_id}#") for passage in passages)


def test_ids_do_not_depend_on_what_was_indexed_first(shelf, tmp_path):
    shelf.put("a.txt")
    shelf.put("b.txt", CRIME + " More.")
    shelf.index()
    (tmp_path / "again").mkdir()
    again = Shelf(tmp_path / "again")
    again.put("b.txt", CRIME + " More.")
    again.index()
    again.put("a.txt")
    again.index()
    assert again.ids() == shelf.ids()


def test_a_paper_without_a_title_is_called_by_its_file(shelf):
    shelf.put("Notes (2).txt", "it rained and it rained.")
    shelf.index()
    assert shelf.ids() == ["unknown-undated-notes-2"]


@pytest.mark.parametrize(
    "name", ["<script>alert(1).txt", "-rf.txt", "a\nb.txt", "CON.txt", "\u202etxt.txt", "'; --.txt"]
)
def test_a_hostile_name_is_stored_as_it_is_and_never_becomes_an_id(shelf, name):
    shelf.put(name, "it rained and it rained.")
    shelf.index()
    assert shelf.files() == [(name,)]
    assert all(letter.isascii() and (letter.isalnum() or letter == "-") for letter in shelf.ids()[0])
    assert shelf.index().unchanged == 1


def test_a_name_that_is_no_text_is_stored_with_its_bytes_written_out(shelf):
    with open(os.fsencode(shelf.folder) + b"/\xff.txt", "wb") as file:  # noqa: PTH123 - a path of bytes
        file.write(CRIME.encode())
    shelf.index()
    assert shelf.files() == [(r"\xff.txt",)]
    assert (shelf.index().unchanged, shelf.opened) == (1, 0)


# remove and rebuild


@pytest.mark.parametrize("by", ["file", "path", "id"])
def test_a_paper_is_removed_by_any_of_its_names(shelf, by):
    path = shelf.put("a.txt")
    shelf.put("b.txt", FIRE)
    shelf.index()
    name = {"file": "a.txt", "path": str(path), "id": "wexmere-2023-05-01-crime-in-holt"}[by]
    report = shelf.remove(name)
    assert (report.papers, report.removed) == (1, ("a.txt",))
    assert shelf.files() == [("b.txt",)]


def test_a_file_that_could_not_be_read_is_taken_off_the_list(shelf):
    shelf.put("a.txt")
    shelf.put("bad.txt", "")
    shelf.index()
    assert shelf.remove("bad.txt").skipped == ()
    assert (shelf.unread(), shelf.files()) == ([], [("a.txt",)])


def test_one_unknown_name_removes_nothing(shelf):
    shelf.put("a.txt")
    shelf.index()
    with pytest.raises(PanelqaError, match=r"nothing\.txt is not in the index"):
        shelf.remove("a.txt", "nothing.txt")
    assert shelf.files() == [("a.txt",)]


def test_rebuilding_reads_everything_anew_and_embeds_nothing_twice(shelf):
    shelf.put("a.txt")
    shelf.put("bad.txt", "")
    shelf.index()
    shelf.model.embedded.clear()
    report = rebuild(
        scan([shelf.folder]),
        store=shelf.store,
        open_model=shelf.open_model,
        register=default_register(),
        access=None,
        progress=shelf.tell,
    )
    assert (report.papers, [skip.file for skip in report.skipped]) == (1, ["bad.txt"])
    assert shelf.model.embedded == []


def test_two_ingests_at_once_are_refused(shelf):
    shelf.put("a.txt")
    with Store(shelf.base / "home").lock(), pytest.raises(BusyError):
        shelf.index()


def test_the_index_knows_the_bytes_of_its_papers(shelf):
    path = shelf.put("a.txt")
    shelf.index()
    assert [paper.sha256 for paper in shelf.store.papers()] == [hashlib.sha256(path.read_bytes()).hexdigest()]
