"""How other libraries cut and rank papers by default, as functions from a question to places in the papers.

The same MiniLM weights everywhere, through sentence-transformers. The papers' text is that which our readers give, so
that places can be compared, and so that nobody loses by how a PDF was read.
"""

import importlib
import importlib.util
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from corpus.errors import PanelqaError
from corpus.papers import Paper
from eval.bench.llama_baseline import index_documents
from eval.peers import Search
from qa.answers import Found

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.schema import NodeWithScore

    from index.search import Vector


class _Piece(Protocol):
    """A LangChain document."""

    page_content: str
    metadata: dict[str, int]


class _Splitter(Protocol):
    """A LangChain text splitter."""

    def create_documents(self, texts: list[str]) -> list[_Piece]: ...


def llama_index(papers: Sequence[Paper], *, model: "BaseEmbedding", k: int) -> Search:
    """Return LlamaIndex's default: pieces of 1,024 tokens that share 200, by cosine (SimpleVectorStore)."""
    from llama_index.core import Document, StorageContext
    from llama_index.core.retrievers import VectorIndexRetriever

    documents = [Document(text=paper.text, id_=paper.paper_id) for paper in papers]
    index = index_documents(documents, context=StorageContext.from_defaults(), model=model)
    known = {paper.paper_id: paper for paper in papers}
    pieces: dict[str, list[str]] = {}
    for name, piece in index.docstore.docs.items():
        pieces.setdefault(str(piece.ref_doc_id), []).append(name)

    def find(question: str, *, within: str | None = None) -> list[Found]:
        inside = None if within is None else pieces[within]
        found = VectorIndexRetriever(index, similarity_top_k=k, node_ids=inside).retrieve(question)
        return [_node_place(one, known) for one in found]

    return find


def _node_place(found: "NodeWithScore", papers: Mapping[str, Paper]) -> Found:
    """Return where a piece stands; `papers` are by paper id."""
    from llama_index.core.schema import TextNode

    node = found.node
    if not isinstance(node, TextNode) or node.start_char_idx is None or node.end_char_idx is None:
        raise PanelqaError("LlamaIndex does not say where a piece stands: its places cannot be compared")
    return _place(papers[str(node.ref_doc_id)], node.start_char_idx, node.end_char_idx, score=found.score or 0.0)


def has_langchain() -> bool:
    """Tell whether LangChain's splitters are installed (the extra "bench")."""
    return importlib.util.find_spec("langchain_text_splitters") is not None


def langchain(papers: Sequence[Paper], *, model: "BaseEmbedding", k: int, sizes: tuple[int, int] | None) -> Search:
    """Return LangChain's recursive splitter with a flat cosine search, as its in-memory store does it.

    `sizes` are a piece's characters and how many of them it shares with the next; LangChain's own (4,000 and 200) where
    it is None.
    """
    import numpy as np

    module = importlib.import_module("langchain_text_splitters")
    splitter: _Splitter
    if sizes is None:
        splitter = module.RecursiveCharacterTextSplitter(add_start_index=True)
    else:
        splitter = module.RecursiveCharacterTextSplitter(
            chunk_size=sizes[0], chunk_overlap=sizes[1], add_start_index=True
        )
    places, texts = [], []
    for paper in papers:
        for piece in splitter.create_documents([paper.text]):
            start = piece.metadata["start_index"]
            places.append(_place(paper, start, start + len(piece.page_content), score=0.0))
            texts.append(piece.page_content)
    vectors = np.array(model.get_text_embedding_batch(texts), np.float32)
    return partial(_nearest, places, vectors, model=model, k=k)


def _nearest(
    places: Sequence[Found],
    vectors: "Vector",
    question: str,
    *,
    model: "BaseEmbedding",
    k: int,
    within: str | None = None,
) -> list[Found]:
    import numpy as np

    scores = vectors @ np.array(model.get_query_embedding(question), np.float32)
    ordered = (places[place] for place in np.argsort(-scores, kind="stable"))
    return list(islice((place for place in ordered if within in (None, place.paper)), k))


def _place(paper: Paper, start: int, end: int, *, score: float) -> Found:
    return Found(
        passage=f"{paper.paper_id}:{start}", paper=paper.paper_id, file=paper.file, start=start, end=end, score=score
    )
