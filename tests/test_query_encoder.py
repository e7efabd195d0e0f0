"""The encoder of questions: what it is made of, what it does, and how it learns."""

import numpy as np
import pytest
import torch
from safetensors.torch import load

from eval.train_query_encoder import Learnt, Pull, learn
from index.embed import open_embedder
from index.export_minilm import sentence_encoder
from index.export_query_encoder import TRAINED, TRAINED_WEIGHTS, linear_layers
from index.exports import packaged_model, trained_weights

pytestmark = pytest.mark.slow
# Questions in other words than the sentences that answer them.
ANSWERED = {
    "Did the council tax bill go up?": "RESOLVED: That the proposed precept of £212.40 for Band D be supported.",
    "How long do people wait on the phone?": "The average time to answer a 101 call was 4 minutes 12 seconds.",
    "Who moaned about motorbikes on the moor?": "Cllr Ash raised the nuisance of off-road bikes on the common.",
    "Are they hiring?": "The force would recruit 64 officers by March.",
    "What will be done about the old station?": "The building in Mill Lane would be sold by the end of the year.",
}


@pytest.fixture(scope="module")
def minilm(models):
    return open_embedder(cache=models.parent)


def test_the_export_computes_what_was_trained(minilm):
    encoder, matrices = sentence_encoder(packaged_model()), load(trained_weights(TRAINED, sha256=TRAINED_WEIGHTS))
    for name, layer in linear_layers(encoder).items():
        layer.weight.data += matrices[f"{name}.up"].float() @ matrices[f"{name}.down"].float()
    for question in ANSWERED:
        expected = Learnt(minilm, encoder).embed_query(question)
        np.testing.assert_allclose(minilm.embed_query(question), expected, atol=1e-4)


def test_every_layer_is_changed_and_nothing_else_is_in_our_weights():
    layers = linear_layers(sentence_encoder(packaged_model()))
    matrices = load(trained_weights(TRAINED, sha256=TRAINED_WEIGHTS))

    assert set(matrices) == {f"{name}.{part}" for name in layers for part in ("up", "down")}
    assert all(matrices[f"{name}.up"].abs().max() > 0 for name in layers)


def test_a_question_comes_nearer_to_what_answers_it(minilm):
    answers = minilm.embed(list(ANSWERED.values()))
    asked = np.stack([minilm.embed_query(question) for question in ANSWERED])

    def margin(questions):
        cosines = questions @ answers.T
        return (np.diag(cosines) - (cosines.sum(1) - np.diag(cosines)) / (len(answers) - 1)).mean()

    assert margin(asked) > margin(minilm.embed(list(ANSWERED)))


def test_what_answers_is_learnt_and_the_same_each_time(minilm):
    answers = minilm.embed(list(ANSWERED.values()))
    taught = [Pull(question=one, sentences=answers, gold=(at,)) for at, one in enumerate(ANSWERED)]
    before = np.stack([minilm.embed([one])[0] for one in ANSWERED]) @ answers.T
    first, again = (Learnt(minilm, learn(taught * 40)) for _ in range(2))
    after = np.stack([first.embed_query(one) for one in ANSWERED]) @ answers.T

    assert chosen(after) > chosen(before) + 0.1
    np.testing.assert_array_equal(first.embed_query("Are they hiring?"), again.embed_query("Are they hiring?"))
    assert first.key == minilm.key


def chosen(cosines):
    """Return the mean probability of the right one, by a softmax over each row of cosines (n, n)."""
    return float(np.diag(torch.softmax(torch.from_numpy(cosines) / 0.05, 1)).mean())
