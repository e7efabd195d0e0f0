import numpy as np
import pytest

from corpus.errors import CorruptError
from index.cross_encoder import open_cross_encoder
from index.export_cross_encoder import TRAINED, TRAINED_WEIGHTS, is_trained, untrained
from index.exports import packaged_model, trained_weights

QUESTION = "How many people answer the non-emergency line now?"
ANSWER = "Calls |  | The Commissioner: There were now 64 operators on the 101 service."
OTHERS = [
    "Calls |  | The Commissioner: The 101 service had moved to a new building in March.",
    "Minutes |  | : The minutes of the last meeting were agreed.",
    "Calls |  | A member: A resident had waited for twenty minutes.",
]


@pytest.fixture(scope="module")
def encoder(models):
    return open_cross_encoder(cache=models.parent)


def test_the_sentence_that_answers_is_scored_highest(encoder):
    scores = encoder.scores(QUESTION, [*OTHERS, ANSWER])

    assert int(scores.argmax()) == len(OTHERS)


def test_without_an_answer_every_score_is_below_that_of_one(encoder):
    answered = encoder.scores(QUESTION, [ANSWER])[0]

    assert encoder.scores("What did the new building cost?", OTHERS).max() < answered


def test_scores_are_in_the_order_of_the_sentences_and_the_same_each_time(encoder):
    first = encoder.scores(QUESTION, [ANSWER, *OTHERS])
    again = encoder.scores(QUESTION, [ANSWER, *OTHERS])

    np.testing.assert_array_equal(first, again)
    assert first.tolist() == [encoder.scores(QUESTION, [one])[0] for one in (ANSWER, *OTHERS)]
    assert encoder.scores(QUESTION, []).shape == (0,)


@pytest.mark.parametrize("text", ["", "\ud800", "x" * 100_000, "‮​"], ids=["empty", "surrogate", "long", "marks"])
def test_any_text_can_be_read(encoder, text):
    assert np.isfinite(encoder.scores(text or "?", [text])).all()


def test_what_training_leaves_alone_is_not_in_our_weights():
    from importlib.resources import files

    from safetensors import safe_open

    names = {name for name, _ in untrained(packaged_model()).named_parameters()}
    with safe_open(str(files("index").joinpath("cross_encoder.safetensors")), framework="np") as ours:
        assert set(ours.keys()) == {name for name in names if is_trained(name)}


def test_the_weights_are_those_by_which_an_export_is_known():
    assert trained_weights(TRAINED, sha256=TRAINED_WEIGHTS)


def test_other_weights_are_not_used():
    with pytest.raises(CorruptError, match=r"cross_encoder\.safetensors is not the one"):
        trained_weights(TRAINED, sha256="0" * 64)
