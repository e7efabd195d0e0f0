"""What every request passes before the page sees it, and every answer on its way out. Plain ASGI, no framework.

Gradio's own doors are too wide for us: it lets other sites read answers with a visitor's cookie when it is not served
from localhost, trusts X-Forwarded-Host, and serves routes for uploads, files, proxies and an API that we do not use.
"""

import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.web.access import LOOPBACK, WebAccess, is_address, is_loopback

MAX_BODY = 64 * 1024  # bytes: 2,000 characters of question and a filter form fit many times over
MAX_SESSIONS = 10_000  # page loads whose owner is remembered, as many as Gradio keeps state for
VISITOR = "panelqa.visitor"
SESSION = "panelqa.session"
NONCE = "panelqa.nonce"

# All that the page asks of Gradio. Uploads, files, the proxy, /run, /call, /config and the rest do not exist for us.
_GRADIO = "/gradio_api"
_OPEN = ("/", "/theme.css", "/manifest.json", "/favicon.ico", "/page.css", "/page.js", "/sign-in", "/sign-out")
# Made for whoever asks, from what they may see.
_FILES = ("/briefing.docx", "/briefing.md", "/requests.xlsx", "/requests.csv", "/requests.md")
_OPEN_BELOW = ("/assets/", "/static/", "/svelte/")
JOIN, EVENTS = f"{_GRADIO}/queue/join", f"{_GRADIO}/queue/data"
_SESSION_POSTS = (JOIN, f"{_GRADIO}/cancel", f"{_GRADIO}/reset")
_SESSION_GETS = (EVENTS,)
_HEARTBEAT = f"{_GRADIO}/heartbeat/"
_STARTUP = f"{_GRADIO}/startup-events"


class Refuse(Protocol):
    """Says why a request is refused, or nothing."""

    def __call__(self, scope: Scope) -> tuple[HTTPStatus, str] | None:
        """Return status and message, or None to let the request pass."""
        ...


def known_path(scope: Scope) -> tuple[HTTPStatus, str] | None:
    """Refuse every path that the page does not need."""
    path = scope["path"]
    exact = (*_OPEN, *_FILES, *_SESSION_POSTS, *_SESSION_GETS, _STARTUP)
    if path in exact or path.startswith((*_OPEN_BELOW, _HEARTBEAT)):
        return None
    return HTTPStatus.NOT_FOUND, "There is no such page. The questions are asked at /."


@dataclass(frozen=True, slots=True)
class KnownHost:
    """Refuses names that are not this service's, so that no other site's name can be pointed at it (DNS rebinding)."""

    access: WebAccess

    def __call__(self, scope: Scope) -> tuple[HTTPStatus, str] | None:
        """Return a refusal for a Host that is not ours."""
        headers = Headers(scope=scope)
        host = _host_name(headers.get("host", ""))
        if self.access.sign_in is None:
            if any(name.startswith("x-forwarded") or name == "forwarded" for name in headers):
                return HTTPStatus.FORBIDDEN, "This page is served to others through a proxy: set a users file first."
            known = is_loopback(host)
        else:
            known = is_address(host) or host in LOOPBACK or host in self.access.names
        return None if known else (HTTPStatus.MISDIRECTED_REQUEST, "This service does not answer to that name.")


def own_origin(scope: Scope) -> tuple[HTTPStatus, str] | None:
    """Refuse what other sites' pages send: a foreign Origin, or a cross-site request that is not a plain visit."""
    headers = Headers(scope=scope)
    refusal = HTTPStatus.FORBIDDEN, "Requests from other sites are refused."
    origin = headers.get("origin")
    if origin is not None and not _same_place(origin, host=headers.get("host", ""), scheme=scope["scheme"]):
        return refusal
    visit = headers.get("sec-fetch-mode") == "navigate" and scope["method"] in ("GET", "HEAD")
    if headers.get("sec-fetch-site") in ("cross-site", "same-site") and not visit:
        return refusal
    return None


def _host_name(host: str) -> str:
    """Return the name of a Host header without its port, in lower case; empty when it makes no sense."""
    try:
        return (urlsplit(f"//{host}").hostname or "") if not set(host) & set("/@?#\\ ") else ""
    except ValueError:
        return ""


def _same_place(origin: str, *, host: str, scheme: str) -> bool:
    return origin.lower() == f"{scheme}://{host}".lower()


class Guard:
    """Passes a request on unless one of the refusals speaks."""

    def __init__(self, app: ASGIApp, *, refusals: tuple[Refuse, ...]) -> None:
        self.app = app
        self.refusals = refusals

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer with the first refusal."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # the page needs no websockets
            return
        for refuse in self.refusals:
            refusal = refuse(scope)
            if refusal:
                await PlainTextResponse(refusal[1], status_code=refusal[0])(scope, receive, send)
                return
        await self.app(_without_forwarding(scope), receive, send)


def _without_forwarding(scope: Scope) -> Scope:
    """Return the request without headers that Gradio would build its own address from.

    uvicorn has read the protocol and the client's address by now, from proxies that it trusts.
    """
    dropped = (b"x-forwarded-host", b"x-forwarded-proto", b"x-gradio-server")
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in dropped]}


class BodyLimit:
    """Refuses bodies above `MAX_BODY`, declared or not, and hands smaller ones on in one piece."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body of a POST within the limit, then pass the request on."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        body = await read_body(receive)
        if body is None:
            too_large = PlainTextResponse("That is too much to send at once.", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            await too_large(scope, receive, send)
            return
        await self.app(scope, replay(body, receive), send)


async def read_body(receive: Receive) -> bytes | None:
    """Return a request's body, or None as soon as it passes `MAX_BODY`."""
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return body
        part: bytes = message.get("body", b"")
        body += part
        if len(body) > MAX_BODY:
            return None
        if not message.get("more_body", False):
            return body


def replay(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives a body that was read already, then goes on as before."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


@dataclass(slots=True)
class SessionOwners:
    """Gradio hands a page's answers to whoever knows its session hash: here each hash belongs to one visitor."""

    _owners: "OrderedDict[str, str]" = field(default_factory=OrderedDict)

    def admit(self, session: str, *, visitor: str) -> bool:
        """Tell whether a session is the visitor's; one not seen before becomes theirs."""
        owner = self._owners.setdefault(session, visitor)
        self._owners.move_to_end(session)
        if len(self._owners) > MAX_SESSIONS:
            self._owners.popitem(last=False)
        return owner == visitor


class OwnSession:
    """Refuses requests that name another visitor's session. Stands inside `BodyLimit` and the visitor's recognition."""

    def __init__(self, app: ASGIApp, *, owners: SessionOwners) -> None:
        self.app = app
        self.owners = owners

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if the session that it names is its sender's own."""
        if scope["type"] == "http" and scope["path"].startswith(_GRADIO) and scope["path"] != _STARTUP:
            session, receive = await _session(scope, receive)
            if not session or not self.owners.admit(session, visitor=scope[VISITOR].id):
                refusal = PlainTextResponse("That session is not yours. Load the page again.", HTTPStatus.FORBIDDEN)
                await refusal(scope, receive, send)
                return
            scope[SESSION] = session
        await self.app(scope, receive, send)


async def _session(scope: Scope, receive: Receive) -> tuple[str, Receive]:
    """Return the session hash that a request names (empty: none) and a `receive` that still has the body."""
    path = scope["path"]
    if path.startswith(_HEARTBEAT):
        return path.removeprefix(_HEARTBEAT), receive
    if path in _SESSION_GETS:
        return parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])[-1], receive
    body = await read_body(receive) or b""
    try:
        named = json.loads(body)["session_hash"]
    except (ValueError, KeyError, TypeError):
        named = ""
    return named if isinstance(named, str) else "", replay(body, receive)


class Headed:
    """Sets the headers that tell a browser what this page may do, and takes away those that open it to other sites."""

    def __init__(self, app: ASGIApp, *, nonce: Callable[[], str]) -> None:
        self.app = app
        self.nonce = nonce

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and set the headers of its response."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope[NONCE] = self.nonce()
        await self.app(scope, receive, _heading(send, nonce=scope[NONCE], path=scope["path"]))


def _heading(send: Send, *, nonce: str, path: str) -> Callable[[Message], Awaitable[None]]:
    async def headed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            for name in [name for name in headers if name.lower().startswith("access-control-")]:
                del headers[name]
            headers["Content-Security-Policy"] = policy(nonce)
            headers["X-Content-Type-Options"] = "nosniff"
            headers["X-Frame-Options"] = "DENY"
            headers["Referrer-Policy"] = (
                "same-origin"  # "no-referrer" would turn the Origin of our own forms into "null"
            )
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
            headers["Cross-Origin-Opener-Policy"] = "same-origin"
            headers["Cross-Origin-Resource-Policy"] = "same-origin"
            if not path.startswith(_OPEN_BELOW):
                headers["Cache-Control"] = "no-store"  # answers may come from exempt papers
        await send(message)

    return headed


def policy(nonce: str) -> str:
    """Return the Content-Security-Policy: our own origin and nothing else.

    No 'unsafe-inline' for scripts: markup that slipped into an answer could not run. 'unsafe-eval' because Gradio 6
    builds the template of each gr.HTML with `Function`; delete it when Gradio stops. Styles are set inline by Svelte.
    """
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )
