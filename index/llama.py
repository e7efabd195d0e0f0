"""Our search as LlamaIndex parts, so that it plugs into any LlamaIndex engine.

LlamaIndex's global settings are never read. The classes are made inside functions because LlamaIndex is slow to import.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.papers import Access, Paper
from index.embed import Embedder
from index.search import EVERYTHING, Collection, Hit, Scope

if TYPE_CHECKING:
    from llama_index.core import QueryBundle
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.retrievers import BaseRetriever
    from llama_index.core.schema import NodeWithScore

# What a language model is not told of a passage: these are for programs.
_FOR_PROGRAMS = ["paper_id", "file", "start", "end", "role", "dense", "lexical"]


def llama_retriever(collection: Collection, *, k: int, scope: Scope = EVERYTHING) -> "BaseRetriever":
    """Return a LlamaIndex retriever that gives the collection's hits in the collection's order.

    A node's id is the passage id, its text the passage's own words, its score the hit's. The context line is in the
    metadata with what is known of the paper; dates are ISO strings, and what nobody knows is left out.
    """
    from llama_index.core.retrievers import BaseRetriever

    class PassageRetriever(BaseRetriever):
        def _retrieve(self, query_bundle: "QueryBundle") -> "list[NodeWithScore]":
            hits = collection.search(query_bundle.query_str, k=k, scope=scope)
            papers = {hit.passage.paper_id: collection.paper(hit.passage.paper_id) for hit in hits}
            return [to_node(hit, papers[hit.passage.paper_id]) for hit in hits]

    return PassageRetriever()


def to_node(hit: Hit, paper: Paper) -> "NodeWithScore":
    """Return a hit as a LlamaIndex node with its score."""
    from llama_index.core.schema import NodeWithScore, TextNode

    node = TextNode(
        id_=hit.passage.passage_id,
        text=hit.passage.text,
        metadata=_metadata(hit, paper),
        excluded_llm_metadata_keys=_FOR_PROGRAMS,
        excluded_embed_metadata_keys=[name for name in _metadata(hit, paper) if name != "context"],
        start_char_idx=hit.passage.start,
        end_char_idx=hit.passage.end,
    )
    return NodeWithScore(node=node, score=hit.score)


def _metadata(hit: Hit, paper: Paper) -> dict[str, str | int | float]:
    """Return what is known of a passage, flat, as LlamaIndex wants it."""
    passage, known = hit.passage, paper.metadata
    values: dict[str, str | int | float | None] = {
        "paper_id": paper.paper_id,
        "file": paper.file,
        "title": known.title.value,
        "panel": known.panel.value,
        "date": known.date.value.isoformat() if known.date.value else None,
        "kind": known.kind.value.value if known.kind.value else None,
        "status": known.status.value.value if known.status.value else None,
        "access": (known.access.value or Access.UNKNOWN).value,
        "url": known.url.value,
        "context": passage.context,
        "role": passage.role.value,
        "number": passage.number,
        "speaker": passage.speaker,
        "page": passage.page,
        "start": passage.start,
        "end": passage.end,
        "dense": hit.dense,
        "lexical": hit.lexical,
    }
    return {name: value for name, value in values.items() if value is not None}


def llama_embedding(embedder: Embedder) -> "BaseEmbedding":
    """Return an embedder of ours as a LlamaIndex embedding model with the same vectors."""
    from llama_index.core.base.embeddings.base import BaseEmbedding

    class PassageEmbedding(BaseEmbedding):
        def _get_query_embedding(self, query: str) -> list[float]:
            return [float(value) for value in embedder.embed_query(query)]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_text_embeddings(self, texts: Sequence[str]) -> list[list[float]]:
            return [[float(value) for value in vector] for vector in embedder.embed(list(texts))]

    return PassageEmbedding(model_name=embedder.name)
