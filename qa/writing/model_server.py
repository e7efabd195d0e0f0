"""Which language model writes, where it is served, and what it may be shown, as whoever runs panelqa set it."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from corpus.errors import SettingsError
from corpus.papers import Access
from qa.web.access import is_loopback

DEFAULT_SECONDS = 60.0
LONGEST_SECONDS = 600.0
_OLLAMA = "http://127.0.0.1:11434"  # where Ollama listens unless told otherwise
_LONGEST_NAME = 80
_HEADER = re.compile(r"[A-Za-z0-9-]{1,60}")
_CLOUD = re.compile(r"[:-]cloud$")  # models that a local Ollama passes on to its maker's servers
_EXAMPLES = "ollama, ollama:http://127.0.0.1:11434 or openai:http://127.0.0.1:8080/v1"


class Protocol(StrEnum):
    """How a server wants to be spoken to."""

    OPENAI = "openai"  # also Ollama, llama.cpp, vLLM and gateways
    OLLAMA = "ollama"  # Ollama's own


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelServer:
    """A language model on a server. The address and the key are left out of what is printed: both can be secrets."""

    protocol: Protocol
    address: str = field(repr=False)  # http(s), a path and a query where the server wants them
    model: str
    key: str = field(default="", repr=False)  # printable ASCII; empty where the server wants none
    key_header: str = ""  # the header that carries the key; empty: Authorization, as a bearer token
    seconds: float = DEFAULT_SECONDS  # for one reply, whatever happens
    sees: frozenset[Access] = frozenset({Access.PUBLIC})  # papers of which access may be shown to it


def model_server(served: str, *, model: str, key: str, key_header: str, seconds: str, sees: str) -> ModelServer | None:
    """Return the server that the settings name, or None for none; each argument is a setting as it was written.

    Raises:
        SettingsError: a setting cannot be used. Neither the address nor the key is in the message.
    """
    if served in ("", "none"):
        return None
    protocol, address = _address(served)
    if not model:
        raise SettingsError("a language model is served but none is chosen: name it with --model or PANELQA_LLM_MODEL")
    if len(model) > _LONGEST_NAME or not model.isprintable():
        raise SettingsError(f"--model (or PANELQA_LLM_MODEL) is not a model's name: at most {_LONGEST_NAME} characters")
    if not (key.isascii() and key.isprintable() and " " not in key):
        raise SettingsError("PANELQA_LLM_KEY holds what no key does: spaces, line ends or letters outside ASCII")
    if key_header and not _HEADER.fullmatch(key_header):
        raise SettingsError("PANELQA_LLM_KEY_HEADER is not the name of a header: for example api-key")
    return ModelServer(
        protocol=protocol,
        address=address,
        model=model,
        key=key,
        key_header=key_header,
        seconds=_seconds(seconds),
        sees=_sees(sees, here=_is_here(address, model)),
    )


def _address(served: str) -> tuple[Protocol, str]:
    name, _, address = served.partition(":")
    if name not in tuple(Protocol):
        raise SettingsError(f"--llm (or PANELQA_LLM) names no server: write for example {_EXAMPLES}")
    if name == Protocol.OLLAMA and not address:
        address = _OLLAMA
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and address.isprintable()
    except ValueError:  # a port that is no number, brackets that do not close
        usable = False
    if not usable or " " in address:
        raise SettingsError(f"--llm (or PANELQA_LLM) holds no usable address: write for example {_EXAMPLES}")
    if "@" in parts.netloc:
        raise SettingsError("--llm (or PANELQA_LLM) holds a password: take it out and set PANELQA_LLM_KEY")
    return Protocol(name), address


def _seconds(text: str) -> float:
    try:
        seconds = float(text or DEFAULT_SECONDS)
    except ValueError:
        seconds = 0.0
    if not 1.0 <= seconds <= LONGEST_SECONDS:
        raise SettingsError(f"PANELQA_LLM_SECONDS is not a number of seconds from 1 to {LONGEST_SECONDS:.0f}: {text!r}")
    return seconds


def _is_here(address: str, model: str) -> bool:
    """Does the model run on this machine, so that nothing leaves it?"""
    return is_loopback(urlsplit(address).hostname or "") and not _CLOUD.search(model)


def _sees(text: str, *, here: bool) -> frozenset[Access]:
    """Return the access that is set, else all papers for a model on this machine and public ones for any other."""
    if not text:
        return frozenset(Access) if here else frozenset({Access.PUBLIC})
    try:
        return frozenset(Access(word.strip().lower()) for word in text.split(","))
    except ValueError as error:
        raise SettingsError("PANELQA_LLM_SEES lists none but these: public, unknown, exempt") from error
