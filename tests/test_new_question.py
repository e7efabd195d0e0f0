"""A question is added step by step: its gold is found, nothing wrong is written, only our own words are copied."""

import hashlib
import json

import pytest

from corpus import sample
from corpus.errors import PanelqaError
from corpus.papers import Metadata, Paper
from eval.curated import parsed
from eval.new_question import add_question

THEIRS = """Item 7

The Panel noted the
bus grant. The Panel noted the bus grant again in July.

Buses cost £40 a day.
"""
OURS = "2024-02-01-minutes.txt"


def paper(text, *, file="theirs.txt", raw=None):
    """Return a paper; `raw` are its bytes as published."""
    digest = hashlib.sha256(raw or text.encode()).hexdigest()
    return Paper(paper_id=file, file=file, files=(file,), sha256=digest, text=text, pages=(), metadata=Metadata())


PAPER = paper(THEIRS)


class Talk:
    """Somebody at a keyboard who types these lines in turn; what was said and asked is kept."""

    def __init__(self, *lines):
        self.lines, self.heard = list(lines), []

    def ask(self, prompt):
        self.heard.append(prompt)
        if not self.lines:
            raise EOFError
        return self.lines.pop(0)

    @property
    def said(self):
        return "\n".join(self.heard)


def add(file, *lines, papers=(PAPER,)):
    """Return what was heard and the rows of the file."""
    talk = Talk(*lines)
    add_question(file, papers, ask=talk.ask, say=talk.heard.append)
    assert talk.lines == [], "more was typed than was asked for"
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.is_file() else []
    return talk.said, rows


START = ("What do buses cost?", "", "", "figure", "tune", "y")
END = ("", "", "y")  # no more facts, nothing forbidden, add it
GOLD = ("Buses cost £40 a day.", "", "")


def test_a_question_is_written_with_the_place_of_its_gold(tmp_path):
    said, rows = add(tmp_path / "mine.jsonl", *START, *GOLD, "the PCC", "£40", *END)

    start = THEIRS.index("Buses")
    assert rows == [
        {
            "qid": "q001", "split": "tune", "kind": "figure", "question": "What do buses cost?", "history": [],
            "answerable": True,
            "gold": [
                {
                    "file": "theirs.txt", "start": start, "end": start + 21,
                    "sha256": hashlib.sha256("Buses cost £40 a day.".encode()).hexdigest()[:16],
                }
            ],
            "speaker": "the PCC", "facts": ["£40"], "must_not": [],
        }
    ]  # fmt: skip
    assert said.endswith("Added q001 to mine.jsonl.")


def test_what_is_written_can_be_read_back(tmp_path):
    add(tmp_path / "mine.jsonl", *START, *GOLD, "", *END)

    one = parsed((tmp_path / "mine.jsonl").read_text("utf-8"), [PAPER])

    ((file, span),) = one.gold[0].spans
    assert (file, THEIRS[span.start : span.end]) == ("theirs.txt", "Buses cost £40 a day.")


def test_of_our_own_sample_the_words_are_written(tmp_path):
    raw = (sample.folder() / OURS).read_bytes()
    own = paper(raw.decode(), file=OURS, raw=raw)
    words = next(line.strip() for line in own.text.splitlines() if len(line) > 60 and own.text.count(line) == 1)

    _, rows = add(tmp_path / "mine.jsonl", *START, words, "", "", "", *END, papers=[own])

    assert rows[0]["gold"] == [{"file": OURS, "quote": " ".join(words.split())}]


def test_a_paper_that_only_bears_the_name_of_ours_is_not_copied(tmp_path):
    _, rows = add(tmp_path / "mine.jsonl", *START, *GOLD, "", *END, papers=[paper(THEIRS, file=OURS)])

    assert rows[0]["gold"][0].keys() == {"file", "start", "end", "sha256"}


def test_pasted_lines_are_found_whatever_their_breaks(tmp_path):
    _, rows = add(tmp_path / "mine.jsonl", *START, "The Panel noted", "the bus  grant again", "", "", "", *END)

    place = rows[0]["gold"][0]
    assert THEIRS[place["start"] : place["end"]] == "The Panel noted the bus grant again"


def test_words_in_several_places_are_chosen_by_number(tmp_path):
    said, rows = add(tmp_path / "mine.jsonl", *START, "The Panel noted the bus grant", "", "2", "", "", *END)

    assert "These words stand in 2 places:" in said
    assert "1  theirs.txt, 8: Item 7 [The Panel noted the bus grant]. The Panel noted" in said
    assert [place["start"] for place in rows[0]["gold"]] == [THEIRS.rindex("The Panel")]


def test_each_of_several_places_may_give_the_answer_alone(tmp_path):
    lines = (*GOLD[:2], "The Panel noted the bus grant", "", "1 2", "", "", *END)
    _, rows = add(tmp_path / "mine.jsonl", *START, *lines)

    assert [place.get("alternative_to") for place in rows[0]["gold"]] == [None, None, 1]


def test_words_that_no_paper_holds_are_met_with_the_nearest(tmp_path):
    said, rows = add(tmp_path / "mine.jsonl", *START, "Buses cost £50 per day.", "", "1", "", "", *END)

    assert "No paper holds these words. The nearest:\n1  theirs.txt, 85: " in said
    assert rows[0]["gold"][0]["start"] == THEIRS.index("Buses")


def test_words_like_none_in_the_papers_are_asked_for_again(tmp_path):
    said, rows = add(tmp_path / "mine.jsonl", *START, "Qwxyz zyxwq!", "", *GOLD, "", *END)

    assert "No paper holds these words, or any like them." in said
    assert len(rows[0]["gold"]) == 1


@pytest.mark.parametrize("reply", ["3", "0", "two", "1,2"])
def test_a_number_that_is_not_offered_is_asked_for_again(tmp_path, reply):
    lines = (*START, "The Panel noted the bus grant", "", reply, "1", "", "", *END)
    said, rows = add(tmp_path / "mine.jsonl", *lines)

    assert "Numbers from 1 to 2, with spaces between them." in said
    assert len(rows[0]["gold"]) == 1


def test_an_answerable_question_needs_gold(tmp_path):
    said, rows = add(tmp_path / "mine.jsonl", *START, "", *GOLD, "", *END)

    assert "A question that the papers answer needs the words that answer it." in said
    assert rows[0]["answerable"]


def test_a_fact_must_stand_in_the_gold(tmp_path):
    said, rows = add(tmp_path / "mine.jsonl", *START, *GOLD, "", "£50", "£4", "£40", *END)

    assert said.count("The gold does not hold these words") == 2
    assert rows[0]["facts"] == ["£40"]


def test_a_question_without_an_answer_is_not_asked_for_gold(tmp_path):
    said, rows = add(
        tmp_path / "mine.jsonl", "Who won the cup?", "", "", "off_topic", "report", "Rovers", "United", "", "y"
    )

    assert "Words that answer" not in said
    assert (rows[0]["answerable"], rows[0]["gold"], rows[0]["facts"]) == (False, [], [])
    assert rows[0]["must_not"] == ["Rovers", "United"]


def test_a_false_premise_may_be_given_the_passage_that_corrects_it(tmp_path):
    lines = ("Why were buses free?", "", "", "false_premise", "tune", *GOLD, "", "", "y")
    _, rows = add(tmp_path / "mine.jsonl", *lines)

    assert (rows[0]["answerable"], len(rows[0]["gold"])) == (False, 1)


def test_the_questions_before_it_are_kept_oldest_first(tmp_path):
    lines = ("And then?", "Who paid?", "When?", "", "", "conversation", "tune", "y", *GOLD, "", *END)
    _, rows = add(tmp_path / "mine.jsonl", *lines)

    assert rows[0]["history"] == [{"question": "Who paid?"}, {"question": "When?"}]


def test_what_is_not_on_offer_is_asked_for_again(tmp_path):
    lines = ("", "What do buses cost?", "", "", "sum", "figure", "test", "tune", "maybe", "YES", *GOLD, "", *END)
    said, rows = add(tmp_path / "mine.jsonl", *lines)

    assert "A question needs words." in said
    assert "One of: lookup, " in said
    assert "One of: tune, report." in said
    assert "Answer y or n." in said
    assert (rows[0]["kind"], rows[0]["split"], rows[0]["answerable"]) == ("figure", "tune", True)


def test_the_next_id_is_offered_and_a_taken_one_refused(tmp_path):
    file = tmp_path / "mine.jsonl"
    add(file, "What do buses cost?", "", "s098", *START[3:], *GOLD, "", *END)
    add(tmp_path / "other.jsonl", "What is it?", "", "s099", *START[3:], *GOLD, "", *END)

    said, rows = add(file, "Who noted it?", "", "s099", "s 1", "", *START[3:], *GOLD, "", *END)

    assert "Id [s100]: " in said
    assert "The id s099 is taken: choose another." in said
    assert "An id has letters, figures, hyphens and full stops only." in said
    assert [row["qid"] for row in rows] == ["s098", "s100"]


def test_a_question_that_is_there_already_is_refused(tmp_path):
    file = tmp_path / "mine.jsonl"
    add(file, *START, *GOLD, "", *END)

    said, rows = add(file, "what do BUSES cost?", "", "What do they cost?", *START[1:], *GOLD, "", *END)

    assert "This question is in the file already: ask another." in said
    assert [row["question"] for row in rows] == ["What do buses cost?", "What do they cost?"]


def test_nothing_is_written_unless_it_is_confirmed(tmp_path):
    said, rows = add(tmp_path / "mine.jsonl", *START, *GOLD, "", "", "", "n")

    assert '"question": "What do buses cost?"' in said
    assert said.endswith("Not added.")
    assert rows == []


def test_nothing_is_written_when_the_asker_stops_half_way(tmp_path):
    with pytest.raises(EOFError):
        add(tmp_path / "mine.jsonl", *START, *GOLD)

    assert list(tmp_path.iterdir()) == []


def test_a_last_line_without_its_ending_is_left_whole(tmp_path):
    file = tmp_path / "mine.jsonl"
    add(file, *START, *GOLD, "", *END)
    file.write_text(file.read_text("utf-8").rstrip("\n"), encoding="utf-8")

    _, rows = add(file, "Who noted it?", *START[1:], *GOLD, "", *END)

    assert [row["qid"] for row in rows] == ["q001", "q002"]


def test_a_wrong_row_beside_it_is_named_before_anything_is_asked(tmp_path):
    (tmp_path / "other.jsonl").write_text("{}\n", encoding="utf-8")

    with pytest.raises(PanelqaError, match=r"^other\.jsonl line 1: no answerable"):
        add(tmp_path / "mine.jsonl")


def test_a_file_that_cannot_be_written_is_said_in_one_line(tmp_path):
    with pytest.raises(PanelqaError, match="cannot be written: No such file or directory; choose another file"):
        add(tmp_path / "nowhere" / "mine.jsonl", *START, *GOLD, "", *END)
