"""Who has the floor, on small papers of our own: points below a heading that is a person, questions with their answers."""

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
        ("The Panel was divided.", "Cllr Hale"),
    ],
)
def test_whoever_the_sentence_after_a_question_begins_with_answers_it(answer, speaker):
    assert said(f"9. Banks\n\nCllr Hale wished to know whether banks repaid people. {answer}")[answer] == speaker
