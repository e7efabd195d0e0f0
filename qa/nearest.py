"""What is shown beside "the papers do not say": the nearest passages, but no figure that would pass for the answer.

Who asks for an amount and reads one below the silence takes it away, whatever stands above it. So passages that give a
figure of the sort asked for are named by their place and not quoted.
"""

from collections.abc import Sequence
from dataclasses import replace

from qa.answers import Citation
from qa.kinds import figure_asked, gives_figure
from qa.understand import Understood

_MOST = 3


def nearest(asked: Understood, citations: Sequence[Citation]) -> tuple[tuple[Citation, ...], tuple[str, ...]]:
    """Return the passages to show as the nearest, best first and numbered from 1, and a note on those only named."""
    sort = figure_asked(asked)
    named = [one for one in citations[:_MOST] if sort and gives_figure(sort, one.quote)]
    places = "; ".join(dict.fromkeys(one.cite() for one in named))
    note = (f"Figures that do not answer this are not quoted; they stand in: {places}.",) if places else ()
    shown = [one for one in citations[:_MOST] if one not in named]
    return tuple(replace(one, marker=marker) for marker, one in enumerate(shown, 1)), note
