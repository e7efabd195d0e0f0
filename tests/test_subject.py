"""What a question speaks of, as noun phrases, told without a tagger."""

import pytest

from qa.subject import noun_phrases
from tests.fakes_qa import REGISTER


@pytest.mark.parametrize(
    ("question", "phrases"),
    [
        ("Who won the contract for rural patrols in 2022?", ["the contract for rural patrols"]),
        ("What did the panel resolve on the 2023/24 precept?", ["the 2023/24 precept"]),
        ("How did members vote on the precept for 2023/24?", ["the precept for 2023/24"]),
        ("How many protection orders were granted in 2021?", ["protection orders"]),
        ("How many abandoned calls were there?", ["abandoned calls"]),
        ("What did the survey of wardens find?", ["the survey of wardens"]),
        ("How much does the Night Bus cost a year?", ["the Night Bus"]),
        ("Will the auditor's study be published?", ["the auditor's study"]),
        ("What did Cllr Hale ask about the boat team's engines in May 2022?", ["the boat team's engines"]),
        ("What did the task group want for parents?", ["the task group", "parents"]),
        ("What did the task group on vans recommend about lamps?", ["lamps", "the task group on vans"]),
        ("What happened to Recommendation 6 of Second Chance?", ["Recommendation 6 of Second Chance"]),
        ("What is the target for thefts in the new plan?", ["the target for thefts in the new plan"]),
        ("Which recommendations on Mr Lee were accepted?", ["recommendations on Mr Lee"]),
        ("What did the Norfolk panel say about drones?", ["drones"]),
        ("What would it cost to run the lights on the pier?", ["the lights on the pier"]),
        ("Which report did members ask for on lamps?", ["report", "lamps"]),
        ("Did Behind the Till get adopted?", ["Behind the Till"]),
        ("What did Cllr Hale ask about response times?", ["response times"]),
        ("How many young people declined help from the pier patrol?", ["young people", "help from the pier patrol"]),
        ("When did right care right person go live?", ["right care right person"]),
        ("How many vans were stolen in 2022?", ["vans"]),
        ("Who is the deputy commissioner?", []),
        ("What did they say?", []),
    ],
)
def test_a_question_speaks_of_its_noun_phrases_and_first_of_what_it_is_about(question, phrases):
    assert noun_phrases(question, REGISTER) == phrases
