"""What every test stands on: no setting of the machine's own, no network, and the real papers where they are."""

import os
from pathlib import Path

import pytest

os.environ["HF_HUB_OFFLINE"] = "1"  # before any library reads it: no test fetches a model

SHARED_PAPERS = Path(__file__).parents[2] / "shared" / "papers"


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew, to be read in the diff")


@pytest.fixture
def update_golden(request) -> bool:
    """Tell whether the golden files are to be written anew."""
    return request.config.getoption("--update-golden")


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


def pytest_collection_modifyitems(items):
    """Put the files with slow tests first, so that no process is left with one of them when the others have ended."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def models(tmp_path_factory) -> Path:
    """Return the folder of the exported models, as a cache holds it: to be linked to, as an export takes seconds."""
    from index.cross_encoder import open_cross_encoder
    from index.embed import open_embedder

    cache = tmp_path_factory.mktemp("cache")
    open_embedder(cache=cache).embed(["precept"])
    open_cross_encoder(cache=cache)
    return cache / "models"


def linked(home: Path, models: Path) -> Path:
    """Return a new home whose cache has the exported models."""
    (home / "cache").mkdir(parents=True)
    (home / "cache" / "models").symlink_to(models)
    return home


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory, models) -> Path:
    """Return a home in which the sample's papers are indexed, as `panelqa eval --sample` keeps them."""
    from corpus.panels import default_register
    from corpus.sample import folder
    from eval.opened import opened
    from index.embed import open_embedder

    home = linked(tmp_path_factory.mktemp("sample"), models)
    model = open_embedder(cache=home / "cache")
    with opened(folder(), register=default_register(), model=model, home=home):
        return home


@pytest.fixture(scope="session")
def sample_collection(sample_home):
    """Return the sample's papers as an opened collection, with the model that comes with panelqa."""
    from corpus.panels import default_register
    from corpus.sample import folder
    from eval.opened import opened
    from index.embed import open_embedder

    model = open_embedder(cache=sample_home / "cache")
    with opened(folder(), register=default_register(), model=model, home=sample_home) as collection:
        yield collection
