"""Who has the floor, on small papers of our own: points below a person's name, questions with their answers."""

import pytest

from tests.fakes_corpus import from_text

MINUTES = """# Ferrow Police and Crime Panel

## 8. Speed cameras

**Alison Roe, Chief Constable**

- Eleven cameras had been mended since May.
- She did not think that more were needed.

**Cllr Ann Hale** (for the county)

- asked who paid for them. The Commissioner thought that the county did.
- asked how many were left. Nobody had counted them.
- had hoped for a better answer, and would write to every parish about it.

The fund would close in March.

**Sister Joan Ode, emergency department**

- Casualties had fallen.

**RESOLVED:** That the report be noted.

Cllr Hale left the meeting.
"""


def said(text: str) -> dict[str, str | None]:
    paper = from_text(text)
    return {paper.text[s.start : s.end]: s.speaker for section in paper.sections for s in section.sentences}


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Eleven cameras had been mended since May.", "Alison Roe, Chief Constable"),
        ("She did not think that more were needed.", "Alison Roe, Chief Constable"),
        ("asked who paid for them.", "Cllr Ann Hale"),
        ("The Commissioner thought that the county did.", "The Commissioner"),
        ("asked how many were left.", "Cllr Ann Hale"),
        ("Nobody had counted them.", None),
        ("had hoped for a better answer, and would write to every parish about it.", "Cllr Ann Hale"),
        ("The fund would close in March.", None),
        ("Casualties had fallen.", "Sister Joan Ode, emergency department"),
        ("**RESOLVED:** That the report be noted.", None),
        ("Cllr Hale left the meeting.", None),
    ],
)
def test_points_below_a_person_are_said_by_that_person(sentence, speaker):
    assert said(MINUTES)[sentence] == speaker


@pytest.mark.parametrize(
    ("paragraph", "speaker"),
    [
        ("The road was unsafe and had been for years.", "Mr Peter Ode, resident"),
        ("was told in May that it would be mended.", "Mr Peter Ode, resident"),
        ("Mr Ode had since moved away.", None),
        ("Cllr Hale replied that it was not.", "Cllr Hale"),
        ("It was moved by Cllr Hale that the matter be put off.", None),
        ("Apologies: none.", None),
    ],
)
def test_paragraphs_below_a_person_are_theirs_unless_they_are_somebody_elses(paragraph, speaker):
    assert said(f"## 3. Evidence\n\n### Mr Peter Ode, resident\n\n{paragraph}\n")[paragraph] == speaker


@pytest.mark.parametrize(
    "heading",
    [
        "Present\n\nMr Peter Ode, resident",
        "Cllr Ann Hale, Ferrow District Council\n\nMr Peter Ode, Independent Member",
        "## Councillor Training",
        "## Roads, Drugs and the Chief Constable's Report",
        "## Mr Ode's petition",
    ],
)
def test_lists_of_those_present_and_topics_have_no_floor(heading):
    words = "The road was unsafe and had been for years."
    assert said(f"{heading}\n\n{words}\n\nThe panel agreed.")[words] is None


@pytest.mark.parametrize(
    ("answer", "speaker"),
    [
        ("The Chief Constable had no local figure.", "The Chief Constable"),
        ("Ms Roe could not promise it.", "Ms Roe"),
        ("The Panel was divided.", None),
    ],
)
def test_whoever_the_sentence_after_a_question_begins_with_answers_it(answer, speaker):
    assert said(f"9. Banks\n\nCllr Hale wished to know whether banks repaid people. {answer}")[answer] == speaker


def test_whoever_puts_a_question_is_its_heading_and_whoever_answers_is_named_in_the_answer():
    questions = (
        "## Question 1: Mr Peter Ode, Corl\n\n"
        '"Will the horses come back?"\n\n'
        "Answer (Commissioner): They will not.\n\n"
        "Supplementary question: Mr Ode asked what was saved.\n\n"
        "Answer: The Chief Constable understood that it was a third.\n\n"
        "Answer: Mrs Roe, the Clerk, said that it was a quarter.\n\n"
        "Supplementary question: Of how much?\n\n"
        "Answer by the Commissioner, Ann Lee: Mr Hale assures me that it was a million.\n"
    )
    assert list(said(questions).values())[1:] == [
        "Mr Peter Ode, Corl", "Commissioner", "Mr Ode", "The Chief Constable", "Mrs Roe", "Mr Peter Ode, Corl",
        "the Commissioner, Ann Lee",
    ]  # fmt: skip


def test_a_numbered_answer_is_by_whoever_it_names_else_by_whoever_answers_in_that_item():
    questions = (
        "## 5. Public questions\n\n"
        "The questions were answered by the Commissioner.\n\n"
        "Q1 Councillor Ode asked whether the posts would go.\n\n"
        "A1 They would not; the law allowed it. Two had been filled.\n\n"
        "Q2 Mrs Lee asked who kept the keys.\n\n"
        "**A2** The Clerk replied that he did.\n\n"
        "## 6. Papers\n\nA2. The papers were sent out in May.\n"
    )
    assert list(said(questions).values()) == [
        None, None, "Councillor Ode", "the Commissioner", "the Commissioner", "Mrs Lee", "The Clerk", None, None,
    ]  # fmt: skip


def test_whoever_is_said_to_answer_all_questions_does_so_under_every_heading():
    text = (
        "# Public questions\n\nQuestions were put to the Commissioner under rule 9.\n\n## Question 1: Mr Ode, Corl\n\n"
        "Question: Why?\n\nAnswer: Nobody asked for it.\n\n## Question 2: Mrs Roe, Tarn\n\nQuestion: When?\n\n"
        "Answer: It closed in May.\n"
    )
    assert said(text)["Answer: It closed in May."] == "the Commissioner"


def test_a_written_question_says_whose_the_answer_is():
    text = (
        "## 33 Written questions\n\n**Cllr Lomas to the Chief Constable:** On how many days?\n\n"
        "**Answer:** On 61 days.\n\n"
        "*Question from Mr Innes to the Commissioner:* What became of it?\n\n*Answer:* It has 33 flocks.\n"
    )
    told = said(text)
    assert told["**Answer:** On 61 days."] == "the Chief Constable"
    assert told["*Answer:* It has 33 flocks."] == "the Commissioner"
