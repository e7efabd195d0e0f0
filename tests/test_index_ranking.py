"""Vectors, BM25, terms, spelling and fusion: the parts of search, each against an oracle or by hand."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.fuse import fuse, nearest
from index.lexical import K1, B, best, build_lexical, load_lexical, terms
from index.typos import Speller, distance
from index.vectors import build_vectors, load_vectors

TEXTS = [
    "The Panel resolved to support the precept",
    "Rural crime and the police precept of £19.9m",
    "Domestic abuse services in 2021-2022",
    "The precept, the precept and again the precept",
    "",
]


def brute_force(rows, query, *, k, allowed):
    """Return the ids of the k largest inner products among the allowed rows, ties by id."""
    scores = {i: sum(a * b for a, b in zip(rows[i].tolist(), query.tolist(), strict=True)) for i in allowed}
    return sorted(scores, key=lambda i: (-scores[i], i))[:k]


def test_building_tells_nothing_to_whoever_listens(caplog):
    with caplog.at_level("DEBUG"):
        build_lexical(TEXTS)

    assert not caplog.records


def coarse(n, seed):
    """Return vectors (n, 8) of small whole numbers: products are exact and ties common."""
    return np.random.default_rng(seed).integers(-1, 2, (n, 8)).astype(np.float32)


@pytest.mark.parametrize("k", [1, 7, 50])
@pytest.mark.parametrize("share", [1.0, 0.5, 0.01], ids=["all", "half", "few"])
def test_vector_search_gives_what_brute_force_gives(k, share, monkeypatch):
    monkeypatch.setattr("index.vectors._GATHER", 20)  # so that "half" goes through faiss and "few" does not
    rows = coarse(900, seed=1)
    allowed = None if share == 1.0 else np.arange(0, 900, int(1 / share))
    ids, scores = build_vectors(rows).search(rows[17], k=k, allowed=allowed)
    everything = range(900) if allowed is None else allowed.tolist()
    assert ids.tolist() == brute_force(rows, rows[17], k=k, allowed=everything)
    assert scores == pytest.approx(rows[ids] @ rows[17], abs=1e-6)


def test_more_equal_vectors_than_are_asked_for_come_by_id():
    rows = np.zeros((500, 4), np.float32)
    rows[:, 0] = 1
    ids, scores = build_vectors(rows).search(rows[0], k=3)
    assert (ids.tolist(), scores.tolist()) == ([0, 1, 2], [1.0, 1.0, 1.0])


def test_vector_search_among_none_finds_nothing():
    ids, scores = build_vectors(coarse(10, seed=2)).search(coarse(1, seed=3)[0], k=5, allowed=np.array([], np.int64))
    assert (ids.tolist(), scores.tolist()) == ([], [])


def test_vectors_come_back_from_disk_as_they_were(tmp_path):
    rows = coarse(30, seed=4)
    build_vectors(rows).save(tmp_path / "vectors.faiss")
    assert np.array_equal(load_vectors(tmp_path / "vectors.faiss").rows, rows)


def bm25(texts, query):
    """Return Lucene's BM25 of every text for a query, straight from the formula."""
    passages = [terms(text) for text in texts]
    mean = sum(map(len, passages)) / len(passages)
    scores = []
    for passage in passages:
        score = 0.0
        for term in sorted(set(terms(query))):
            having = sum(term in other for other in passages)
            idf = math.log(1 + (len(passages) - having + 0.5) / (having + 0.5))
            tf = passage.count(term)
            score += idf * tf / (tf + K1 * (1 - B + B * len(passage) / mean))
        scores.append(score)
    return scores


@pytest.mark.parametrize(
    "query", ["precept", "the police precept", "£19.9m", "abuse services 2021/22", "nothing known"]
)
def test_bm25_scores_are_those_of_the_formula(query):
    assert build_lexical(TEXTS).scores(query) == pytest.approx(bm25(TEXTS, query), abs=1e-5)


def test_bm25_finds_inside_the_allowed_passages_alone():
    index = build_lexical(TEXTS)
    assert index.search("precept", k=9)[0].tolist() == [3, 0, 1]
    assert index.search("precept", k=9, allowed=np.array([0, 1, 2]))[0].tolist() == [0, 1]


def test_bm25_gives_the_same_from_memory_and_from_disk_each_time(tmp_path):
    index = build_lexical(TEXTS)
    index.save(tmp_path)
    first = index.search("the police precept of Norfolk", k=5)
    for again in (index, load_lexical(tmp_path), build_lexical(TEXTS)):
        ids, scores = again.search("the police precept of Norfolk", k=5)
        assert (ids.tolist(), scores.tolist()) == (first[0].tolist(), first[1].tolist())


def test_no_passage_is_enough_for_an_index(tmp_path):
    build_lexical([]).save(tmp_path)
    assert load_lexical(tmp_path).search("precept", k=5)[0].tolist() == []


def test_a_rarer_term_weighs_more_and_an_unseen_one_most():
    index = build_lexical(TEXTS)
    assert index.idf("precept") == pytest.approx(math.log(1 + 2.5 / 3.5))
    assert index.idf("precept") < index.idf("abus") < index.idf("unheard")


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.0]), min_size=1, max_size=40), st.integers(1, 45), st.data())
def test_the_best_scores_are_those_of_a_full_sort(scores, k, data):
    allowed = data.draw(st.none() | st.sets(st.integers(0, len(scores) - 1)).map(sorted))
    ids = None if allowed is None else np.array(allowed, np.int64)
    found, _ = best(np.array(scores, np.float32), k=k, allowed=ids)
    pool = range(len(scores)) if allowed is None else allowed
    assert found.tolist() == sorted((i for i in pool if scores[i] > 0), key=lambda i: (-scores[i], i))[:k]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Vice-Chair's co-operation", ["vice", "chair", "vicechair", "co", "oper", "cooper"]),
        ("£1,234,567.50", ["£1234567.50", "1234567.50"]),
        ("5.5% of £19.9m", ["5.5%", "5.5", "£19.9m", "19.9m", "19.9"]),
        (
            "2021/22 and 2022 – 23 and 2023-2024",
            ["2021/22", "2021", "22", "2022/23", "2022", "23", "2023/24", "2023", "24"],
        ),
        ("paragraph 3.8", ["paragraph", "3.8"]),
        ("25th April at 10:30", ["25th", "25", "april", "10:30", "10", "30"]),
        ("P.C.C. and PCC’s", ["pcc", "pcc"]),
        ("Siân O'Brien", ["sian", "obrien"]),
        ("What was it about?", []),
        ("\U0001f600 \x00 ؟", []),
    ],
)
def test_terms_are_what_a_searcher_would_type(text, expected):
    assert terms(text) == expected


@given(st.text(max_size=200))
@settings(max_examples=200)
def test_terms_never_fail_and_hold_no_space(text):
    assert all(term and term == term.strip() and "\n" not in term for term in terms(text))


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("precpt", ["precept"]),
        ("percept", ["precept"]),
        ("commis", ["commiss"]),
        ("ruralcrime", ["rural", "crime"]),
        ("suffolk", []),  # not Norfolk
        ("kent", []),
        ("2019", []),
        ("zzzzzzzz", []),
    ],
)
def test_an_unknown_term_stands_for_its_neighbours_alone(term, expected):
    assert Speller(["commiss", "crime", "norfolk", "precept", "rural", "2018"]).guesses(term) == expected


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_distance_is_a_distance(one, other):
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))


def test_a_slip_of_the_pen_still_finds_the_passage():
    index = build_lexical(TEXTS)
    ids, scores = index.search("domestic percept", k=5)
    assert ids.tolist() == [2, 3, 0, 1]
    assert scores[1] == pytest.approx(index.scores("precept")[3] / 2)


def test_fusion_weighs_scores_that_are_divided_by_their_best():
    cosines, words = np.array([0.4, 0.8, 0.2], np.float32), np.array([10, 0, 5], np.float32)
    assert fuse([(cosines, 0.7), (words, 0.3)]) == pytest.approx([0.65, 0.7, 0.325])


def test_fusion_of_scores_without_a_positive_one_leaves_them_as_they_are():
    assert fuse([(np.array([-0.5, 0.0], np.float32), 1.0)]).tolist() == [-0.5, 0.0]


def test_fusion_of_no_candidates_is_nothing():
    assert fuse([(np.empty(0, np.float32), 1.0)]).tolist() == []


def test_the_nearest_sentence_of_each_passage_counts_and_the_passage_itself_where_it_has_none():
    cosines = np.array([0.1, 0.9, 0.3], np.float32)
    found = nearest(cosines, counts=np.array([2, 0, 1, 0]), otherwise=np.array([0.5, 0.6, 0.7, 0.8], np.float32))
    assert found == pytest.approx([0.9, 0.6, 0.3, 0.8])
    assert nearest(cosines[:0], counts=np.array([0]), otherwise=cosines[:1]).tolist() == cosines[:1].tolist()
