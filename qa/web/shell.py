"""The HTML around the Gradio page: title, language, banner, and no scripts but those that carry our nonce."""

import re
from html import escape

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.web.access import Visitor
from qa.web.guards import NONCE, VISITOR

TITLE = "Panel papers: questions and answers"
NAME = "Panel papers"
WHAT = "Ask what police and crime panel papers say. Every answer is quoted word for word and says where it stands."
_METAS = re.compile(r'\s*<meta\s+(?:property|name)="(?:og|twitter):[^>]*>')
_OPEN_SCRIPT = re.compile(r"<script(?=[\s>])")
_LINKS = '<link rel="stylesheet" href="/page.css"><script src="/page.js" defer></script>'


class Shell:
    """Puts the shell around the page at `/`; everything else passes as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; rewrite the page at `/`."""
        if scope["type"] != "http" or scope["path"] != "/":
            await self.app(scope, receive, send)
            return
        # Uncompressed, so that it can be read here.
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self.app({**scope, "headers": plain}, receive, _rewriting(send, scope))


def _rewriting(send: Send, scope: Scope) -> Send:
    start: Message = {}
    body = b""

    async def rewrite(message: Message) -> None:
        nonlocal start, body
        if message["type"] == "http.response.start":
            start = message
            return
        if message["type"] != "http.response.body":
            await send(message)
            return
        body += message.get("body", b"")
        if message.get("more_body", False):
            return
        if start["status"] == 200 and "text/html" in Headers(raw=start["headers"]).get("content-type", ""):
            if scope["method"] != "HEAD":
                body = around(body.decode(), visitor=scope[VISITOR], nonce=scope[NONCE]).encode()
            MutableHeaders(raw=start["headers"])["content-length"] = str(len(body))
        await send(start)
        await send({"type": "http.response.body", "body": body})

    return rewrite


def around(html: str, *, visitor: Visitor, nonce: str) -> str:
    r"""Return Gradio's page with our head, our banner and the nonce on every script that the server sent.

    Gradio writes `<` as `\u003c` wherever data stands in its scripts, so no paper can bring a script of its own here.
    """
    html = _METAS.sub("", html.replace('lang="en"', 'lang="en-GB"', 1))
    html = html.replace("<head>", f"<head><title>{TITLE}</title>", 1)
    html = html.replace("</head>", f"{_LINKS}</head>", 1)
    html = re.sub(r"(<body[^>]*>)", lambda match: match[1] + banner(visitor), html, count=1)
    return _OPEN_SCRIPT.sub(f'<script nonce="{nonce}"', html)


def banner(visitor: Visitor) -> str:
    """Return what stands above the page: name, what it is, who is signed in, and the place where news are spoken."""
    return (
        '<a class="skip" href="#question" data-focus="question">Skip to the question</a>'
        f'<header class="banner"><div class="wide"><div><h1>{NAME}</h1><p>{WHAT}</p></div>'
        f"{_who(visitor)}</div></header>"
        '<div id="live" class="unseen" role="status" aria-live="polite"></div>'
        '<noscript><p class="wide">This page needs JavaScript. The same questions can be asked with '
        "<code>panelqa ask</code>.</p></noscript>"
    )


def _who(visitor: Visitor) -> str:
    if visitor.id == "owner":
        return ""
    if visitor.name is None:
        return '<p class="who">Public papers only. <a href="/sign-in">Sign in</a></p>'
    return (
        f'<form class="who" method="post" action="/sign-out"><span>Signed in as {escape(visitor.name)}</span> '
        '<button type="submit">Sign out</button></form>'
    )


def plain_page(title: str, body: str) -> str:
    """Return a page of its own in the same dress, without scripts."""
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)} – {NAME}</title>'
        '<link rel="stylesheet" href="/page.css"></head><body class="plain">'
        f'<header class="banner"><div class="wide"><p class="banner__name"><a href="/">{NAME}</a></p></div></header>'
        f'<main class="wide">{body}</main></body></html>'
    )
