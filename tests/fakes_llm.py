"""The scripted server as a process, and writers that speak to it."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from corpus.papers import Access
from qa.llm import Patience, ServedWriter
from qa.writing.model_server import ModelServer, Protocol
from qa.writing.writer import Prompt

KEY = "sk-CANARY-3b7f2a"
PROMPT = Prompt(system="Answer from the passages.", user="What was resolved? CANARY-OF-THE-PASSAGE")
QUICK = Patience(attempts=3, backoff=0.02, failures=3, rest=0.3)


class Server:
    """A running scripted server."""

    def __init__(self, port: int) -> None:
        self.port = port

    def _get(self, path: str):
        return httpx.get(f"http://127.0.0.1:{self.port}{path}", trust_env=False).json()

    def address(self, protocol: Protocol = Protocol.OPENAI) -> str:
        return f"http://127.0.0.1:{self.port}" + ("/v1" if protocol is Protocol.OPENAI else "")

    def model(self, name: str, *, protocol: Protocol = Protocol.OPENAI, seconds: float = 3.0, **changes) -> ModelServer:
        known = {"address": self.address(protocol), "key": KEY, "sees": frozenset(Access), **changes}
        return ModelServer(protocol=protocol, model=name, seconds=seconds, **known)

    def writer(self, name: str, *, patience: Patience = QUICK, **changes) -> ServedWriter:
        return ServedWriter(self.model(name, **changes), patience=patience)

    def heard(self, name: str) -> list[dict]:
        """Return what was sent to a model: path, headers, body of each request."""
        return self._get(f"/heard/{name}")

    def gone(self, name: str) -> int:
        """Return how often a model's client hung up, once that is more than nothing or a second has passed."""
        for _ in range(50):
            count = self._get(f"/gone/{name}")
            if count:
                return count
            time.sleep(0.02)
        return 0


@contextmanager
def running_server() -> Iterator[Server]:
    """Run a scripted server for the time of the block; it ends with its standard input."""
    command = [sys.executable, str(Path(__file__).with_name("scripted_server.py"))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Server(json.loads(process.stdout.readline()))
        process.stdin.close()
        process.wait(timeout=30)
