"""Where the parts are put together: the register, the index, the model, and what answers questions with them."""

from contextlib import suppress
from dataclasses import replace

from corpus.errors import CorruptError, MismatchError
from corpus.panels import Register, default_register, load_register
from index.cross_encoder import open_cross_encoder
from index.embed import Embedder, open_embedder
from index.store import Store
from qa.assistant import Assistant
from qa.llm import open_writer
from qa.ranker import Ranker, load_ranker
from qa.settings import Settings
from qa.tracker.corrections import FILE as CORRECTIONS
from qa.tracker.corrections import Corrections


def register(settings: Settings) -> Register:
    """Return the register of panels that panelqa brings, with the panels that the settings add.

    Raises:
        RegisterError: a file cannot be used, or a panel of the settings' is there already.
    """
    if settings.register is None:
        return default_register()
    return Register((*default_register().panels, *load_register(settings.register).panels))


def store(settings: Settings) -> Store:
    """Return the index on disk; nothing is read yet."""
    return Store(settings.home)


def open_model(settings: Settings) -> Embedder:
    """Return the embedding model, exported now where it is the default one and this home is new.

    Raises:
        SettingsError: there is no such model.
    """
    return open_embedder(settings.embedder, cache=settings.cache)


def open_ranker(settings: Settings) -> Ranker:
    """Return the trained weights with the cross-encoder, which is exported now where this home is new.

    Raises:
        CorruptError, SettingsError: as `index.cross_encoder.open_cross_encoder` does.
    """
    return replace(load_ranker(), reader=open_cross_encoder(cache=settings.cache))


def open_assistant(settings: Settings) -> Assistant:
    """Return what answers questions over the index in use.

    Raises:
        StoreError: there is no index, or it cannot be used; found out before the model is opened, as far as it can be.
    """
    held = store(settings)
    with suppress(CorruptError):  # opening it falls back on an older index, or says what is wrong
        require_embedder(held, settings.embedder)
    return Assistant(
        held,
        open_model(settings),
        register=register(settings),
        ranker=open_ranker(settings),
        writer=open_writer(settings),
        corrections=Corrections(settings.home / CORRECTIONS),
    )


def require_embedder(held: Store, name: str) -> None:
    """Refuse an index that was built with a model of another name. Raises MismatchError, or as `Store.manifest`."""
    built = held.manifest().model.name
    if built != name:
        raise MismatchError(
            f"The index was built with {built}, not with {name}: run `panelqa index --rebuild`, "
            f"or choose --embedder {built}"
        )
