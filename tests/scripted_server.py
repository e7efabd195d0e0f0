"""A language model's server that errs on purpose, as a process of its own: `python scripted_server.py`.

It speaks OpenAI's protocol (POST /v1/chat/completions, as server-sent events) and Ollama's (POST /api/chat, as JSON
lines). The model's name says how it behaves: one of DELIVERIES, which are about the line, or one of `scripted_words`,
which are about the words. What follows "@" in the name keeps the counts of tests apart. The first line printed is the
port. GET /heard/NAME gives what was sent to a model; GET /gone/NAME how often its client hung up. Only the standard
library, so that it is there at once.
"""

import json
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.scripted_words import words_for

PLAIN = "The Panel resolved to support the precept."
HEARD: dict[str, list[dict[str, object]]] = defaultdict(list)
GONE: Counter[str] = Counter()


class Scripted(BaseHTTPRequestHandler):
    """One connection. `self.model` is the model asked for, `self.calls` how often it was asked, from 1."""

    protocol_version = "HTTP/1.1"
    model = ""
    prompt = ""
    words = ""
    calls = 0

    @property
    def seed(self) -> int:
        return int("".join(filter(str.isdigit, self.model)) or 0)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        _, what, name = self.path.split("/", 2)
        known = {"heard": HEARD.get(name, []), "gone": GONE[name]}[what]
        self.whole(200, json.dumps(known).encode(), kind="application/json")

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.model = body["model"]
        HEARD[self.model].append({"path": self.path, "headers": dict(self.headers), "body": body})
        self.calls = len(HEARD[self.model])
        script = self.model.partition("@")[0]
        self.prompt = body["messages"][-1]["content"]
        self.words = words_for(script, self.prompt) or PLAIN
        try:
            DELIVERIES.get(script, deliver)(self)
        except OSError:
            GONE[self.model] += 1
            self.close_connection = True

    def whole(self, status: int, body: bytes, *, kind: str, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"content-type": kind, "content-length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def begin(self) -> None:
        """Send the head of a stream."""
        self.send_response(200)
        self.send_header("content-type", "application/x-ndjson" if self.native else "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()

    def raw(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def end(self) -> None:
        self.wfile.write(b"0\r\n\r\n")

    @property
    def native(self) -> bool:
        return self.path.startswith("/api/chat")

    def piece(self, text: str, *, ended: str = "") -> None:
        """Send a piece of the reply in the protocol that was asked for."""
        if self.native:
            message = {"role": "assistant", "content": text}
            over = {"done": bool(ended), "done_reason": ended or None}
            self.raw(json.dumps({"model": self.model, "message": message, **over}).encode() + b"\n")
        else:
            delta = {} if ended else {"role": "assistant", "content": text}
            choice = {"index": 0, "delta": delta, "finish_reason": ended or None}
            chunk = {
                "id": "1",
                "object": "chat.completion.chunk",
                "created": 1,
                "model": self.model,
                "choices": [choice],
            }
            self.raw(f"data: {json.dumps(chunk)}\n\n".encode())

    def close_reply(self, ended: str = "stop") -> None:
        self.piece("", ended=ended)
        if not self.native:
            self.raw(b"data: [DONE]\n\n")
        self.end()

    def until_gone(self) -> None:
        """Wait until the client hangs up."""
        self.connection.settimeout(30)
        if self.connection.recv(1) == b"":
            raise ConnectionResetError


def pieces(text: str, size: int = 60) -> Iterator[str]:
    return (text[at : at + size] for at in range(0, len(text), size))


def deliver(server: Scripted) -> None:
    """Deliver the words as they should be."""
    server.begin()
    for piece in pieces(server.words):
        server.piece(piece)
    server.close_reply()


def refuse_with(status: int, *, first: int = 10**6, **headers: str) -> Callable[[Scripted], None]:
    """Return a delivery that refuses the first calls with a status, then delivers."""

    def refuse(server: Scripted) -> None:
        if server.calls > first:
            return deliver(server)
        body = json.dumps({"error": {"message": f"You sent {server.headers.get('authorization')}"}}).encode()
        return server.whole(status, body, kind="application/json", **headers)

    return refuse


def web_page(server: Scripted) -> None:
    server.whole(200, b"<html><body>Sign in to the guest network</body></html>", kind="text/html; charset=utf-8")


def web_page_as_stream(server: Scripted) -> None:
    server.begin()
    server.raw(b"<html>\n<body>\nSign in to the guest network\n</body>\n</html>\n")
    server.end()


def one_object(server: Scripted) -> None:
    message = {"index": 0, "message": {"role": "assistant", "content": server.words}, "finish_reason": "stop"}
    server.whole(200, json.dumps({"id": "1", "choices": [message]}).encode(), kind="application/json")


def nonsense(server: Scripted) -> None:
    server.begin()
    server.raw(b"data: {no json\n\n{no json\n")
    server.end()


def odd_shape(server: Scripted) -> None:
    server.begin()
    server.raw(b'data: {"choices": 7}\n\n' if not server.native else b'{"message": 7}\n')
    server.end()


def error_in_stream(server: Scripted) -> None:
    server.begin()
    error = json.dumps({"error": {"message": f"You sent {server.headers.get('authorization')}"}})
    server.raw(f"{error}\n".encode() if server.native else f"data: {error}\n\n".encode())
    server.end()


def empty(server: Scripted) -> None:
    server.begin()
    server.piece("")
    server.close_reply()


def no_body(server: Scripted) -> None:
    server.begin()
    server.end()


def cut(server: Scripted) -> None:
    server.begin()
    for piece in pieces(server.words[: len(server.words) // 2]):
        server.piece(piece)
    server.wfile.flush()
    server.connection.shutdown(2)


def cut_quietly(server: Scripted) -> None:
    server.begin()
    for piece in pieces(server.words[: len(server.words) // 2]):
        server.piece(piece)
    server.end()


def cut_before_a_word(server: Scripted) -> None:
    if server.calls > 1:
        return deliver(server)
    server.begin()
    return server.connection.shutdown(2)


def hang_up(server: Scripted) -> None:
    if server.calls > 1:
        return deliver(server)
    return server.connection.shutdown(2)


def too_long_for_its_tokens(server: Scripted) -> None:
    server.begin()
    server.piece(server.words[: len(server.words) // 2])
    server.close_reply("length")


def endless(server: Scripted) -> None:
    server.begin()
    while True:
        server.piece(server.words)


def endless_line(server: Scripted) -> None:
    server.begin()
    server.raw(b"data: ")
    while True:
        server.raw(b"x" * 65536)


def slow(server: Scripted) -> None:
    """Send a letter now and then, so that no wait for the next is long."""
    server.begin()
    for letter in server.words * 100:
        server.piece(letter)
        time.sleep(0.05)


def trickle(server: Scripted) -> None:
    """Send signs of life that are no words."""
    server.begin()
    while True:
        server.raw(b"\n" if server.native else b": still here\n\n")
        time.sleep(0.05)


def silent(server: Scripted) -> None:
    server.begin()
    server.wfile.flush()
    server.until_gone()


def dumb(server: Scripted) -> None:
    server.until_gone()


def late(server: Scripted) -> None:
    time.sleep(0.6)
    deliver(server)


def nonsense_after_words(server: Scripted) -> None:
    server.begin()
    server.piece(server.words[: len(server.words) // 2])
    server.raw(b"data: {no json\n\n{no json\n")
    server.end()


def packed(server: Scripted) -> None:
    """Deliver a whole reply in a form that nobody asked for."""
    import gzip

    sent: list[bytes] = []
    server.raw = sent.append
    server.piece(server.words)
    server.piece("", ended="stop")
    kind = "application/x-ndjson" if server.native else "text/event-stream"
    server.whole(200, gzip.compress(b"".join(sent)), kind=kind, content_encoding="gzip")


def random_bytes(server: Scripted) -> None:
    """Let a transformer of random weights write bytes."""
    from tests.tiny_transformer import Bytes, continue_text

    server.words = continue_text(server.prompt, Bytes(), tokens=300, seed=server.seed)
    deliver(server)


def random_words(server: Scripted) -> None:
    """Let it write claims with the words of the prompt: some with quotations of its own, some with exact ones."""
    from tests.scripted_words import Claim, as_json, lines_of
    from tests.tiny_transformer import Words, continue_text

    def said(more: int) -> str:
        return continue_text(server.prompt, Words(server.prompt), tokens=14, seed=server.seed + more)

    claims = [
        Claim(text=f"{lead}{said(number)}.", passage=line.passage, quote=quote)
        for number, line in enumerate(lines_of(server.prompt)[:4])
        for lead, quote in (("", said(100 + number)), ("The Commissioner said that ", line.text))
    ]
    server.words = as_json(claims)
    deliver(server)


DELIVERIES: dict[str, Callable[[Scripted], None]] = {
    "unauthorised": refuse_with(401),
    "forbidden": refuse_with(403),
    "unknown-model": refuse_with(404),
    "too-long-a-prompt": refuse_with(400),
    "elsewhere": refuse_with(307, location="/v1/other"),
    "out-of-order": refuse_with(500),
    "out-of-order-twice": refuse_with(503, first=2),
    "busy": refuse_with(429),
    "busy-once": refuse_with(429, first=1, retry_after="1"),
    "busy-for-an-hour": refuse_with(429, retry_after="3600"),
    "web-page": web_page,
    "web-page-as-stream": web_page_as_stream,
    "one-object": one_object,
    "nonsense": nonsense,
    "nonsense-after-words": nonsense_after_words,
    "odd-shape": odd_shape,
    "error-in-stream": error_in_stream,
    "empty": empty,
    "no-body": no_body,
    "cut": cut,
    "cut-quietly": cut_quietly,
    "cut-before-a-word": cut_before_a_word,
    "hang-up": hang_up,
    "too-long-for-its-tokens": too_long_for_its_tokens,
    "endless": endless,
    "endless-line": endless_line,
    "slow": slow,
    "trickle": trickle,
    "silent": silent,
    "dumb": dumb,
    "late": late,
    "packed": packed,
    "random-bytes": random_bytes,
    "random-words": random_words,
}


def main() -> None:
    """Serve on a free port of this machine until standard input ends, so that no server outlives its tests."""
    import threading

    server = ThreadingHTTPServer(("127.0.0.1", 0), Scripted)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    with suppress(KeyboardInterrupt):
        sys.stdin.read()
    os._exit(0)  # at once, whatever is loaded and whoever is still being answered


if __name__ == "__main__":
    main()
