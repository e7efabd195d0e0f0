"""What goes over the line to a language model, and what may come back.

The vendors' libraries put headers of their own on a request (keys from the environment, what machine this is), follow
redirects and read whatever comes for as long as it comes. Here only what is needed is sent, and only so much is read.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from ssl import SSLContext
from urllib.parse import parse_qsl, urlsplit, urlunsplit

import httpx

from corpus.errors import Fault
from qa.web.access import is_loopback
from qa.writing.model_server import ModelServer

MOST_BYTES = 4_000_000  # of one reply: far more than the longest has with every word in a message of its own
_CONNECT = 5.0  # seconds for a connection: a machine that is there answers sooner
_NEEDED = frozenset({"host", "content-type", "content-length", "connection"})  # headers that the libraries may write
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504, 529})  # may have passed a moment later
_CHECK = "whoever runs this can check"
_REFUSALS = {
    400: f"the language model refused what was sent: {_CHECK} that its context holds 8,192 tokens",
    401: f"the language model's server does not accept the key: {_CHECK} PANELQA_LLM_KEY",
    403: f"the language model's server does not accept the key: {_CHECK} PANELQA_LLM_KEY",
    404: f"the server has no such language model: {_CHECK} PANELQA_LLM and PANELQA_LLM_MODEL",
    413: f"the language model refused what was sent: {_CHECK} that its context holds 8,192 tokens",
}
_REFUSED = f"the server refused the request for a language model: {_CHECK} PANELQA_LLM"
NO_REPLY = f"what the language model's server sent is not a reply: {_CHECK} PANELQA_LLM"
BROKE_OFF = "the language model's reply broke off"
ENDLESS = "the language model's reply did not end and was cut off"


class UnheardError(Exception):
    """One attempt that brought no whole reply. It goes no further than `qa/llm.py`: its cause may hold the key."""

    def __init__(self, fault: Fault, detail: str, *, again: bool = False, after: float = 0.0) -> None:
        super().__init__(detail)
        self.fault = fault
        self.detail = detail  # one line for whoever asked: neither address nor key, nothing that the server says
        self.again = again  # may another attempt help?
        self.after = after  # seconds for which the server wants to be left alone


class Line:
    """The connection of one attempt, and what was learnt of the server on it."""

    def __init__(self, server: ModelServer) -> None:
        parts = urlsplit(server.address)
        self.base = urlunsplit(parts._replace(query="", fragment=""))  # where the protocol's own paths begin
        self.query = tuple(parse_qsl(parts.query))  # goes with each request: for gateways that want an api-version
        self.trust_env = not is_loopback(parts.hostname or "")  # a proxy is for the way out of this machine
        self._server = server
        self._answered = False
        self._trouble: UnheardError | None = None

    @property
    def verify(self) -> SSLContext:
        """Return whose certificates are trusted: the usual authorities, or those of SSL_CERT_FILE."""
        return _certificates()

    @property
    def hooks(self) -> dict[str, list[Callable[..., Awaitable[None]]]]:
        """Return what an httpx client is to call before each request and after the head of each response."""
        return {"request": [self._send], "response": [self._receive]}

    def trouble(self, error: Exception, *, spoke: bool) -> UnheardError:
        """Return what an error of the attempt means. `spoke`: some of the reply had come before it."""
        if self._trouble is not None:
            return self._trouble
        if not self._answered:
            detail = f"the language model cannot be reached: {_CHECK} that it runs, and PANELQA_LLM"
            return UnheardError(Fault.UNAVAILABLE, detail, again=True)
        if spoke or isinstance(error, httpx.TransportError):
            return UnheardError(Fault.CUT_SHORT, BROKE_OFF, again=not spoke)
        return UnheardError(Fault.GARBLED, NO_REPLY)

    async def _send(self, request: httpx.Request) -> None:
        """Leave on a request what is needed, and put the key on it; how long it may take is for the caller to say."""
        for name in [name for name in request.headers if name not in _NEEDED]:
            del request.headers[name]
        request.headers.update({"accept": "*/*", "accept-encoding": "identity", "user-agent": "panelqa"})
        if self._server.key and self._server.key_header:
            request.headers[self._server.key_header] = self._server.key
        elif self._server.key:
            request.headers["authorization"] = f"Bearer {self._server.key}"
        request.extensions["timeout"] = {"connect": _CONNECT, "read": None, "write": None, "pool": None}

    async def _receive(self, response: httpx.Response) -> None:
        """Refuse what is no reply before its body is read: what a server says of an error may repeat the key."""
        self._answered = True
        response.headers.pop("content-encoding", None)  # none was asked for: what is packed all the same is no reply
        self._trouble = _refusal(response)
        if self._trouble is not None:
            raise self._trouble
        response.stream = _Bounded(response.stream, self._too_long)

    def _too_long(self) -> UnheardError:
        self._trouble = UnheardError(Fault.CUT_SHORT, ENDLESS)
        return self._trouble


class _Bounded(httpx.AsyncByteStream):
    """The bytes of a response, up to MOST_BYTES."""

    def __init__(
        self, stream: httpx.SyncByteStream | httpx.AsyncByteStream, too_long: Callable[[], UnheardError]
    ) -> None:
        self._stream = stream
        self._too_long = too_long

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = MOST_BYTES
        if not isinstance(self._stream, httpx.AsyncByteStream):
            raise TypeError("an asynchronous client gave a response that is not")
        async for some in self._stream:
            left -= len(some)
            if left < 0:
                raise self._too_long()
            yield some

    async def aclose(self) -> None:
        """Let the connection go."""
        if isinstance(self._stream, httpx.AsyncByteStream):
            await self._stream.aclose()


@cache
def _certificates() -> SSLContext:
    return httpx.create_ssl_context()  # takes a tenth of a second: once is enough


def _refusal(response: httpx.Response) -> UnheardError | None:
    """Return what the head of a response says against reading on, if anything."""
    status = response.status_code
    if status == httpx.codes.TOO_MANY_REQUESTS:
        after = _seconds(response.headers.get("retry-after", ""))
        return UnheardError(
            Fault.UNAVAILABLE, "the language model has too much to do: ask again later", again=True, after=after
        )
    if status in _AGAIN:
        after = _seconds(response.headers.get("retry-after", ""))
        return UnheardError(Fault.UNAVAILABLE, "the language model's server is out of order", again=True, after=after)
    if status != httpx.codes.OK:
        return UnheardError(Fault.REFUSED, _REFUSALS.get(status, _REFUSED))
    if "html" in response.headers.get("content-type", ""):
        return UnheardError(Fault.GARBLED, f"a web page came back in place of a reply: {_CHECK} PANELQA_LLM")
    return None


def _seconds(text: str) -> float:
    """Return the seconds that a Retry-After header asks for, as a number or a date; 0 when it cannot be read.

    >>> _seconds("3"), _seconds("Wed, 21 Oct 2015 07:28:00 GMT"), _seconds("soon")
    (3.0, 0.0, 0.0)
    """
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())
