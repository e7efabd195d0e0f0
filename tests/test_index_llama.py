"""Our search inside LlamaIndex: the same hits in the same order, and nothing global."""

import pytest

from corpus.papers import Access, PaperKind
from index.llama import llama_embedding, llama_retriever
from index.search import Scope
from index.store import Store
from tests.fakes_index import LetterEmbedder, collection

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def generation(tmp_path_factory):
    store, embedder = Store(tmp_path_factory.mktemp("home"), chunker="test-1"), LetterEmbedder()
    store.commit(collection(), skipped=(), embedder=embedder, progress=lambda *_: None)
    with store.open(embedder) as opened:
        yield opened


def test_a_retriever_gives_the_hits_of_the_index_in_order(generation):
    scope = Scope(kinds=frozenset({PaperKind.REPORT}))
    nodes = llama_retriever(generation, k=4, scope=scope).retrieve("the rural precept")
    hits = generation.search("the rural precept", k=4, scope=scope)
    assert [(node.node_id, node.score, node.text) for node in nodes] == [
        (hit.passage.passage_id, hit.score, hit.passage.text) for hit in hits
    ]


def test_a_node_says_where_it_comes_from(generation):
    (node,) = llama_retriever(generation, k=1).retrieve("RESOLVED that the precept of £19.9m be supported")
    assert node.metadata["paper_id"] == "norfolk-minutes"
    assert node.metadata["date"] == "2021-12-16"
    assert node.metadata["kind"] == "minutes"
    assert "url" not in node.metadata
    text = generation.paper("norfolk-minutes").text
    assert text[node.metadata["start"] : node.metadata["end"]] == node.text


def test_access_unknown_is_told_as_unknown(generation):
    scope = Scope(access=frozenset({Access.UNKNOWN}))
    nodes = llama_retriever(generation, k=9, scope=scope).retrieve("precept")
    assert {node.metadata["access"] for node in nodes} == {"unknown"}


def test_a_query_engine_answers_from_our_hits_without_global_settings(generation):
    from llama_index.core import Settings
    from llama_index.core.llms import MockLLM
    from llama_index.core.query_engine import RetrieverQueryEngine

    engine = RetrieverQueryEngine.from_args(llama_retriever(generation, k=3), llm=MockLLM())
    response = engine.query("Who asked about rural crime?")
    hits = generation.search("Who asked about rural crime?", k=3)
    assert [node.node_id for node in response.source_nodes] == [hit.passage.passage_id for hit in hits]
    assert all(hit.passage.text in str(response) for hit in hits)  # the mock model repeats its prompt
    assert (Settings._llm, Settings._embed_model) == (None, None)


def test_an_embedding_model_gives_our_vectors():
    embedder = LetterEmbedder()
    model = llama_embedding(embedder)
    assert model.get_query_embedding("a bad apple") == pytest.approx(embedder.embed_query("a bad apple").tolist())
    assert model.get_text_embedding_batch(["a bad apple", "zoo"]) == [
        pytest.approx(vector.tolist()) for vector in embedder.embed(["a bad apple", "zoo"])
    ]
    assert model.model_name == "letters"
