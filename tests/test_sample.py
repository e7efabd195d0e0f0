"""The sample collection holds what it says it holds, and its questions can be answered from it."""

import csv
import html
import json
import re
import tomllib
from pathlib import Path

import pytest

from corpus.sample import build, folder

SOURCES = Path(build.__file__).parent / "source"
QUESTIONS = Path(__file__).parents[1] / "eval" / "questions" / "sample.jsonl"
KINDS = {"agenda", "minutes", "decision", "plan", "report", "letter"}
QUESTION_KINDS = {
    *("lookup", "decision", "who", "figure", "timeline", "followup", "actions", "definition", "list"),
    *("unanswerable", "false_premise", "wrong_panel", "ambiguous", "conversation"),
}
FICTIONAL = "Fictional paper: part of the panelqa sample collection."


def sidecar() -> list[dict[str, str]]:
    with (folder() / "papers.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def questions() -> list[dict]:
    return [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]


def papers() -> set[str]:
    return {path.name for path in folder().iterdir()} - {"papers.csv"}


def squeezed(text: str) -> str:
    """The text without any white space, so that line wraps and no-break spaces do not matter."""
    return re.sub(r"\s+", "", text)


def text_of(name: str) -> str:
    """The words of a paper, found without the project's own readers."""
    source = SOURCES / f"{Path(name).stem}.md"
    if source.exists():
        return re.sub(r"^(# |## |- |\| )|\*\*| \|", "", source.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = (folder() / name).read_text(encoding="utf-8")
    if name.endswith(".xml"):
        items = re.findall(r"<agendaitem>.*?</agendaitem>", text, re.DOTALL)
        text = html.unescape("\n".join(item for item in items if "<isrestricted>False" in item))
    if name.endswith((".xml", ".html")):
        text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return text


def pdf_text(path: Path) -> str:
    pdfium = pytest.importorskip("pypdfium2")
    with pdfium.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_the_sidecar_names_only_papers_that_exist() -> None:
    assert {row["file"] for row in sidecar()} <= papers()


def test_the_sidecar_leaves_out_a_paper_a_date_a_kind_a_panel_and_an_access() -> None:
    rows = sidecar()

    assert papers() - {row["file"] for row in rows} == {"2023-01-12-informal-meeting.txt", build.TWICE[1]}
    assert {column for row in rows for column in row if not row[column]} >= {"date", "kind", "panel", "access"}


def test_the_sidecar_speaks_the_words_of_the_register() -> None:
    rows = sidecar()
    entry = tomllib.loads((folder().parent / "panels.toml").read_text(encoding="utf-8"))["panel"][0]

    assert {row["panel"] for row in rows} - {""} == {name["name"] for name in entry["names"]}
    assert {row["kind"] for row in rows} - {""} == KINDS
    assert {row["status"] for row in rows} == {"draft", "approved", ""}
    assert {row["access"] for row in rows} == {"public", "exempt", ""}


def test_every_format_is_there() -> None:
    assert {Path(name).suffix for name in papers()} == {".txt", ".md", ".html", ".docx", ".pdf", ".xml"}
    assert len(papers()) >= 18


def test_the_collection_is_small() -> None:
    assert sum(path.stat().st_size for path in folder().parent.rglob("*") if path.is_file()) < 1_000_000


@pytest.mark.parametrize("name", sorted(papers() - {build.SCAN, build.TWICE[1]}))
def test_every_paper_says_that_it_is_fictional(name: str) -> None:
    assert squeezed(FICTIONAL).rstrip(".") in squeezed(text_of(name))


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()

    made, again = build.build(first), build.build(second)

    assert [path.read_bytes() for path in made] == [path.read_bytes() for path in again]
    assert {path.name for path in made} == {name for name in papers() if name.endswith((".docx", ".pdf"))}


def test_the_pdf_papers_hold_the_words_of_their_sources(tmp_path: Path) -> None:
    build.build(tmp_path)
    for name in build.PDF:
        assert pdf_text(folder() / f"{name}.pdf") == pdf_text(tmp_path / f"{name}.pdf")


def test_the_word_papers_hold_the_words_of_their_sources() -> None:
    docx = pytest.importorskip("docx")
    for name in build.WORD:
        document = docx.Document(str(folder() / f"{name}.docx"))
        paragraphs = [paragraph.text for paragraph in document.paragraphs]
        rows = ["".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
        source = (SOURCES / f"{name}.md").read_text(encoding="utf-8")
        assert sorted(squeezed("".join(paragraphs + rows))) == sorted(
            squeezed("".join(block.text.replace("**", "") for block in build.blocks(source)))
        )


def test_a_paragraph_runs_on_over_a_page_break() -> None:
    text = pdf_text(folder() / "2022-11-17-draft-police-and-crime-plan.pdf")

    assert re.search(r"A rural and\s+Page 1 of 3\s+Safer Together\s+coastal team", text)


def test_the_scan_has_no_text() -> None:
    assert pdf_text(folder() / build.SCAN).strip() == ""


def test_one_paper_has_two_names() -> None:
    one, other = (folder() / name for name in build.TWICE)

    assert one.read_bytes() == other.read_bytes()


def test_the_restricted_item_is_in_the_export_and_nowhere_else() -> None:
    assert "MARROWSTONE-7720" in (folder() / "2023-03-23-meeting.xml").read_text(encoding="utf-8")
    assert not [name for name in papers() if name not in {build.SCAN, build.TWICE[1]} and "MARROW" in text_of(name)]


def test_the_decision_block_is_repeated_at_the_end_of_the_minutes() -> None:
    text = text_of("2023-02-02-minutes.html")

    assert text.count("The Panel recommends that the Commissioner does not proceed") == 2


def test_there_are_enough_questions_of_every_kind_in_both_halves() -> None:
    asked = questions()
    halves = [sum(question["split"] == split for question in asked) for split in ("tune", "report")]

    assert len(asked) >= 70
    assert {question["kind"] for question in asked} == QUESTION_KINDS
    assert min(halves) > 0.45 * sum(halves)
    assert 0.2 < sum(not question["answerable"] for question in asked) / len(asked) < 0.4


def test_question_ids_are_unique() -> None:
    ids = [question["qid"] for question in questions()]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("question", questions(), ids=lambda question: question["qid"])
def test_every_gold_quotation_stands_in_its_paper(question: dict) -> None:
    assert bool(question["gold"]) >= question["answerable"]
    for place, gold in enumerate(question["gold"]):
        assert squeezed(gold["quote"]) in squeezed(text_of(gold["file"])), gold
        assert gold.get("alternative_to", 0) < max(place, 1)


@pytest.mark.parametrize("question", questions(), ids=lambda question: question["qid"])
def test_every_fact_of_a_question_stands_in_its_gold(question: dict) -> None:
    words = squeezed("".join(gold["quote"] for gold in question["gold"]))

    missing = [fact for fact in question["facts"] if squeezed(fact) not in words]

    assert not missing or question["kind"] == "ambiguous"


def test_gold_in_pdf_papers_does_not_run_over_a_page_break() -> None:
    for question in questions():
        for gold in question["gold"]:
            if gold["file"].endswith(".pdf"):
                assert squeezed(gold["quote"]) in squeezed(pdf_text(folder() / gold["file"])), gold
