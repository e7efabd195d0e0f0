"""What every test stands on: no setting of the machine's own, no network, and the real papers where they are."""

import os
from pathlib import Path

import pytest

os.environ["HF_HUB_OFFLINE"] = "1"  # before any library reads it: no test fetches a model

SHARED_PAPERS = Path(__file__).parents[2] / "shared" / "papers"


@pytest.fixture(autouse=True)
def no_settings_of_the_machine(monkeypatch):
    """Let no PANELQA_ variable of whoever runs the tests change what they test."""
    for name in [name for name in os.environ if name.startswith("PANELQA_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def shared_papers() -> Path:
    """Return the folder of the five real papers, which are not part of the project."""
    if not SHARED_PAPERS.is_dir():
        pytest.skip(f"the real papers are not at {SHARED_PAPERS}")
    return SHARED_PAPERS
