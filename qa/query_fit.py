"""A question's vector brought nearer to the sentences that answer it, by a matrix learnt from questions with answers.

MiniLM puts a question near sentences that sound like it. What `eval/fit_query.py` learns is how a question differs from
its answer: fitted(q) = unit(q + q W), with W (d, d) held near zero. The matrix is `query_fit.npy`.

Source: a linear adapter on the query side alone, as "Search-Adaptor" (Yoon et al., ACL 2024) has one, with the softmax
over a question's own candidates as its loss.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.search import Vector


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class QueryFit:
    """The learnt matrix (d, d); `None` leaves questions as they are."""

    matrix: "Vector | None" = None

    def fitted(self, question: "Vector") -> "Vector":
        """Return the fitted unit vector (d,) of a question's unit vector (d,); one of another length as it is."""
        import numpy as np

        if self.matrix is None or len(question) != len(self.matrix):
            return question
        moved: Vector = question + question @ self.matrix
        return moved / np.float32(np.linalg.norm(moved) or 1.0)


UNFITTED = QueryFit()


@cache
def load_query_fit() -> QueryFit:
    """Return the matrix that the package ships: for questions and sentences that the default embedder embedded."""
    import numpy as np

    stored = np.load(BytesIO(files("qa").joinpath("query_fit.npy").read_bytes()), allow_pickle=False)
    return QueryFit(matrix=stored.astype(np.float32))
