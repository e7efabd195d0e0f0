"""The police's precept and the fire service's are told apart."""

import pytest

from qa.precepts import of_its_precept
from tests.fakes_qa import Shelf, Written, ranked_for

POLICE = "The police precept of £270 was supported."
FIRE = "It was resolved that £86 be supported."
MINUTES = Written(f"Minutes\n\n5. Police precept\n\n{POLICE}\n\n6. Fire precept\n\n{FIRE}\n", panel="norfolk")


def kept(question):
    asked, ranked = ranked_for(question, Shelf(MINUTES))
    return {item.evidence.passage.words(item.evidence.sentence) for item in of_its_precept(asked, ranked)}


@pytest.mark.parametrize(
    ("question", "police", "fire"),
    [
        ("What was resolved on the fire precept?", False, True),
        ("What was resolved on the fire part of council tax?", False, True),
        ("What was resolved on the police precept?", True, False),
        ("What was resolved on the police and fire precepts?", True, True),
        ("What was resolved on the precept?", True, True),
    ],
)
def test_sentences_on_the_other_precept_are_left_out(question, police, fire):
    assert (POLICE in kept(question), FIRE in kept(question)) == (police, fire)
