"""The pages to sign in and out: plain forms that work without scripts."""

import math
from html import escape
from http import HTTPStatus

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from qa.web.access import WebAccess
from qa.web.shell import plain_page
from qa.web.sign_in import MAX_NAME, MAX_PASSWORD, SignIn
from qa.web.visitors import no_session_cookie, session_cookie, session_token

_WRONG = "The name or the password is not right. Try again."


def sign_in_routes(access: WebAccess) -> APIRouter:
    """Return the routes /sign-in and /sign-out; without a way to sign in they lead back to the page."""
    router = APIRouter()
    desk = access.sign_in

    @router.get("/sign-in")
    def form() -> Response:
        return _home() if desk is None else HTMLResponse(_form())

    @router.post("/sign-in")
    def enter(request: Request, name: str = Form(""), password: str = Form("")) -> Response:
        return _home() if desk is None else _enter(desk, request, name=name, password=password)

    @router.post("/sign-out")
    def leave(request: Request) -> Response:
        response = _home()
        if desk is not None:
            desk.leave(session_token(request.scope))
            response.headers.append("Set-Cookie", no_session_cookie(scheme=request.url.scheme))
        return response

    return router


def _home() -> Response:
    return RedirectResponse("/", status_code=HTTPStatus.SEE_OTHER)


def _enter(desk: SignIn, request: Request, *, name: str, password: str) -> Response:
    if len(name) > MAX_NAME or len(password) > MAX_PASSWORD:
        return HTMLResponse(_form(error=_WRONG), HTTPStatus.UNAUTHORIZED)
    address = request.client.host if request.client else "unknown"
    wait = desk.attempt(name, address=address)
    if wait:
        minutes = math.ceil(wait / 60)
        late = f"Too many attempts. Wait {minutes} minute{'s' if minutes > 1 else ''}, then try again."
        refused = HTMLResponse(_form(error=late, name=name), HTTPStatus.TOO_MANY_REQUESTS)
        refused.headers["Retry-After"] = str(wait)
        return refused
    token = desk.enter(name, password, address=address)
    if token is None:
        return HTMLResponse(_form(error=_WRONG, name=name), HTTPStatus.UNAUTHORIZED)
    response = _home()
    response.headers.append("Set-Cookie", session_cookie(token, scheme=request.url.scheme))
    return response


def _form(*, error: str = "", name: str = "") -> str:
    told = f'<p class="notice" role="alert" id="error">{escape(error)}</p>' if error else ""
    wrong = ' aria-invalid="true" aria-describedby="error"' if error else ""
    fields = (
        f'<label for="name">Name</label><input id="name" name="name" autocomplete="username" required '
        f'maxlength="{MAX_NAME}" value="{escape(name, quote=True)}"{wrong}>'
        '<label for="password">Password</label><input id="password" name="password" type="password" '
        f'autocomplete="current-password" required maxlength="{MAX_PASSWORD}"{wrong}>'
    )
    body = (
        f"<h1>Sign in</h1>{told}<p>Signing in lets you ask about papers that are not public. "
        'Public papers need no account: <a href="/">ask about them now</a>.</p>'
        f'<form method="post" action="/sign-in" class="sign-in">{fields}<button type="submit">Sign in</button></form>'
    )
    return plain_page("Error: Sign in" if error else "Sign in", body)
