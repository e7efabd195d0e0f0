"""A small collection of papers of a fictional panel, in every format, so that panelqa runs out of the box."""

from pathlib import Path


def folder() -> Path:
    """Return the folder of the sample's papers, with their papers.csv."""
    return Path(__file__).parent / "papers"
