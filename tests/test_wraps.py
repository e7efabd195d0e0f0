"""Hard-wrapped text of our own: a line's end ends no paragraph, and a figure at its start numbers no point."""

import pytest

from corpus.papers import Role
from tests.fakes_corpus import from_text

REPORT = """FERROW POLICE AND CRIME PANEL                              5 February 2016

1.  Staff

1.1 The force means to keep the number of its community support officers as
    it was agreed with the county and with both of the cities in the autumn.
    Nobody has been asked to leave, and of those who patrol on foot there are
    146. The Chief Constable has asked for no fewer than a hundred and forty.

1.2 The dog section has twenty dogs and fifteen handlers and will be kept in
    2021/22. In the last quarter dogs were sent out to a thousand incidents,
    and bit eleven people.

2.  Vehicles

2.1 The fleet is leased and the leases will come to an end in the course of
    the year; the workshop is shared. Whoever wants to read more of this may.
    Its manager is to report in June on what was found by the two auditors in
    the stores.
"""


def paragraphs(text: str) -> list[str]:
    paper = from_text(text)
    return [paper.words(section) for section in paper.of(Role.PARAGRAPH)]


def test_a_paragraph_goes_on_where_a_line_is_full():
    assert [words[:3] for words in paragraphs(REPORT)] == ["1.1", "1.2", "2.1"]
    assert paragraphs(REPORT)[2].endswith(
        "Its manager is to report in June on what was found by the two auditors in the stores."
    )


@pytest.mark.parametrize("figure", ["there are 146. The Chief Constable", "kept in 2021/22. In the last quarter"])
def test_a_figure_at_the_start_of_a_line_is_no_number_of_a_point(figure):
    assert [words for words in paragraphs(REPORT) if figure in words] != []


def test_the_next_number_begins_a_point_even_after_a_full_line():
    lines = (
        REPORT.replace("the stores.", "the stores.\n")
        .replace("    146. The", "    2. The")
        .replace("1.1 The", "1. The")
    )
    assert "2. The Chief Constable has asked for no fewer than a hundred and forty." in paragraphs(lines)


def test_lines_that_are_paragraphs_stay_apart():
    text = "7. Fraud\n\n" + "\n".join(
        f"Councillor {name} asked at some length how many of the {n} reports were read\nby anybody at all.\n"
        f"The Commissioner replied to Councillor {name} that each of them was read by him."
        for n, name in enumerate(("Hale", "Ode", "Lee", "Vale"), start=30)
    )
    assert len(from_text(text).of(Role.STATEMENT)) == 8
