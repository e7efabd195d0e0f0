"""Exact inner-product search over unit vectors. The home module of faiss."""

from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import CorruptError
from index.cores import cores, shared_out

if TYPE_CHECKING:
    import faiss
    import numpy as np
    from numpy.typing import NDArray

    from index.search import Vector

    Ids = NDArray[np.int64]

_GATHER = 4096  # up to here a product over the allowed rows alone is quicker than testing every row
_SLACK = 32  # how many more than k are fetched, so that a tie at the end is decided by id


class Vectors:
    """Vectors (n, d) that are searched by inner product; an id is a row, from 0."""

    def __init__(self, index: "faiss.IndexFlatIP") -> None:
        import faiss

        self._index = index
        size = index.ntotal * index.d
        rows = faiss.rev_swig_ptr(index.get_xb(), size) if size else _nothing()
        self.rows: Vector = rows.reshape(index.ntotal, index.d)  # a view into the index, not a copy

    def __len__(self) -> int:
        """Return n."""
        return self._index.ntotal

    def search(self, query: "Vector", *, k: int, allowed: "Ids | None" = None) -> "tuple[Ids, Vector]":
        """Return the ids and scores of the k best rows among `allowed` (all when None), best first, ties by id.

        Args:
            query: unit vector (d,).
            k: how many at most.
            allowed: ids that may be found; they are selected inside the search.
        """
        import numpy as np

        k = min(k, len(self) if allowed is None else len(allowed))
        if k <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        if allowed is not None and len(allowed) <= _GATHER:
            return _best(allowed, self.scores(query, rows=allowed), k=k)
        return self._scan(query, k=k, allowed=allowed)

    def scores(self, query: "Vector", *, rows: "Ids") -> "Vector":
        """Return the inner products (len(rows),) of the query (d,) with those rows."""
        import numpy as np

        # einsum gives a row the same score wherever it stands; a BLAS product may differ in the last bit.
        scores: Vector = np.einsum("ij,j->i", self.rows[rows], query)
        return scores

    def save(self, path: Path) -> None:
        """Write the index to a file. Raises OSError where the disk refuses."""
        import faiss

        try:
            faiss.write_index(self._index, str(path))
        except RuntimeError as error:  # faiss has no other error for a full disk
            raise OSError(f"{path} cannot be written: {error}") from error

    def _scan(self, query: "Vector", *, k: int, allowed: "Ids | None") -> "tuple[Ids, Vector]":
        """Return the k best of all rows, or of many allowed ones: each core looks through a share of them."""
        import numpy as np

        shares = self._shares(allowed)
        wanted, most = k + _SLACK, len(self) if allowed is None else len(allowed)
        while True:
            found = shared_out(partial(self._best_of, query, k=min(wanted, most)), shares)
            ids, scores = (np.concatenate(part) for part in zip(*found, strict=True))
            scores[ids < 0] = -np.inf  # a share may have fewer than are wanted
            ids, scores = _best(ids, scores, k=min(wanted, most))
            if wanted >= most or scores[-1] < scores[k - 1]:
                return ids[:k], scores[:k]
            wanted *= 4  # more rows share the last score than were fetched

    def _shares(self, allowed: "Ids | None") -> "list[faiss.IDSelector]":
        """Return what selects each core's share of the rows."""
        import faiss
        import numpy as np

        if allowed is None:
            ends = np.linspace(0, len(self), cores() + 1).astype(int).tolist()
            return [faiss.IDSelectorRange(start, end) for start, end in pairwise(ends)]
        masks = np.zeros((cores(), len(self)), np.uint8)
        for mask, share in zip(masks, np.array_split(allowed, cores()), strict=True):
            mask[share] = 1
        # faiss-cpu 1.15 takes an array here; its type stubs do not know.
        return [faiss.IDSelectorBitmap(np.packbits(mask, bitorder="little")) for mask in masks]  # type: ignore[call-arg,arg-type]

    def _best_of(self, query: "Vector", share: "faiss.IDSelector", *, k: int) -> "tuple[Ids, Vector]":
        """Return the k best rows of a share, ids -1 where it has fewer."""
        import faiss
        import numpy as np

        # faiss gives one question to one thread. The others would only wait, spinning, in the way of the embedder's
        # threads, which tripled the time of both. The setting holds for the calling thread alone.
        faiss.omp_set_num_threads(1)
        # faiss-cpu 1.15 takes keywords here; its type stubs do not know.
        scores, ids = self._index.search(query[np.newaxis], k, params=faiss.SearchParameters(sel=share))  # type: ignore[call-arg]
        return ids[0], scores[0]


def build_vectors(rows: "Vector") -> Vectors:
    """Return an index over unit vectors (n, d) float32."""
    import faiss

    index = faiss.IndexFlatIP(rows.shape[1])
    index.add(rows)
    return Vectors(index)


def load_vectors(path: Path) -> Vectors:
    """Return the index in a file. The file must have been checked: faiss trusts what it reads.

    Raises:
        CorruptError: it is not a flat inner-product index.
    """
    import faiss

    try:
        index = faiss.read_index(str(path))
    except RuntimeError as error:
        raise CorruptError(f"{path} cannot be read ({error}): run `panelqa index --rebuild`") from error
    if not isinstance(index, faiss.IndexFlatIP):
        raise CorruptError(f"{path} is another sort of index: run `panelqa index --rebuild`")
    return Vectors(index)


def _best(ids: "Ids", scores: "Vector", *, k: int) -> "tuple[Ids, Vector]":
    """Return the k best, ties by id."""
    import numpy as np

    order = np.lexsort((ids, -scores))[:k]
    return ids[order], scores[order]


def _nothing() -> "Vector":
    """Return no numbers."""
    import numpy as np

    return np.empty(0, np.float32)
