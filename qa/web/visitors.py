"""Who sent a request: the owner, somebody who signed in, or a member of the public, told apart by our own cookies."""

import hashlib
import re
import secrets

from starlette.datastructures import MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.web.access import EVERYTHING, OWNER, PUBLIC, Visitor, WebAccess
from qa.web.guards import VISITOR
from qa.web.sign_in import HOURS_12

_SESSION, _STRANGER = "panelqa-session", "panelqa-visitor"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,100}")


def cookie_name(name: str, *, scheme: str) -> str:
    """Return a cookie's name; under https with the prefix that binds it to host and protocol (RFC 6265bis)."""
    return f"__Host-{name}" if scheme == "https" else name


def cookie(name: str, value: str, *, scheme: str, seconds: int) -> str:
    """Return a Set-Cookie header: for this site alone, out of reach of scripts. `seconds` 0 takes the cookie away."""
    secure = "; Secure" if scheme == "https" else ""
    full = cookie_name(name, scheme=scheme)
    return f"{full}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"


def session_cookie(token: str, *, scheme: str) -> str:
    """Return the Set-Cookie header of somebody who signed in."""
    return cookie(_SESSION, token, scheme=scheme, seconds=HOURS_12)


def no_session_cookie(*, scheme: str) -> str:
    """Return the Set-Cookie header of somebody who signed out."""
    return cookie(_SESSION, "", scheme=scheme, seconds=0)


def session_token(scope: Scope) -> str:
    """Return the session token that a request carries, or nothing."""
    return _value(scope, _SESSION)


def _value(scope: Scope, name: str) -> str:
    for key, header in scope["headers"]:
        if key == b"cookie":
            value = cookie_parser(header.decode("latin-1")).get(cookie_name(name, scheme=scope["scheme"]), "")
            if _TOKEN.fullmatch(value):
                return value
    return ""


class Recognise:
    """Puts the visitor into each request's scope, and gives a stranger a cookie to be told apart by."""

    def __init__(self, app: ASGIApp, *, access: WebAccess) -> None:
        self.app = app
        self.access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Recognise the sender and pass the request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if self.access.sign_in is None:
            scope[VISITOR] = OWNER
            await self.app(scope, receive, send)
            return
        token = session_token(scope)
        name = self.access.sign_in.name(token) if token else None
        if name is not None:
            scope[VISITOR] = Visitor(id=_id("session", token), name=name, access=EVERYTHING)
            await self.app(scope, receive, send)
            return
        stranger = _value(scope, _STRANGER)
        fresh = stranger or secrets.token_urlsafe(24)
        scope[VISITOR] = Visitor(id=_id("stranger", fresh), name=None, access=PUBLIC)
        known = stranger or scope["path"] != "/"  # given with the page, so that its parts all carry the same one
        await self.app(scope, receive, send if known else _setting(send, fresh, scheme=scope["scheme"]))


def _id(sort: str, value: str) -> str:
    return f"{sort}:{hashlib.sha256(value.encode()).hexdigest()}"


def _setting(send: Send, value: str, *, scheme: str) -> Send:
    async def set_cookie(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(raw=message["headers"]).append(
                "Set-Cookie", cookie(_STRANGER, value, scheme=scheme, seconds=HOURS_12)
            )
        await send(message)

    return set_cookie
