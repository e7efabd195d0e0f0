"""Briefings as files: made anew for whoever asks, from what they may see. Nothing is kept between two requests."""

import datetime as dt
import re
import threading
from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse
from starlette.datastructures import QueryParams

from corpus.errors import PanelqaError
from qa.briefing import made
from qa.briefings.form import Fields, order_of
from qa.briefings.markdown import to_markdown
from qa.briefings.parts import Briefing
from qa.briefings.word import to_word
from qa.web.access import Visitor
from qa.web.briefing_page import MARKDOWN, WORD
from qa.web.desk import Desk
from qa.web.guards import VISITOR
from qa.web.narrow import Narrowed

AT_ONCE = 2  # files made at the same time; the others wait
_PATIENCE = 60.0  # seconds that a request waits for its turn
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BUSY = "Too many briefings are being made just now. Try again in a minute."


def briefing_routes(desk: Desk) -> APIRouter:
    """Return the routes of the two files, to be added before the page is mounted."""
    router = APIRouter()
    turns = threading.BoundedSemaphore(AT_ONCE)

    def respond(request: Request, *, media_type: str, ending: str) -> Response:
        if not turns.acquire(timeout=_PATIENCE):
            return PlainTextResponse(_BUSY, HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            briefing = _briefing(desk, request)
        except PanelqaError as error:
            return PlainTextResponse(f"No briefing was made: {error}", HTTPStatus.BAD_REQUEST)
        finally:
            turns.release()
        content = to_word(briefing) if ending == "docx" else to_markdown(briefing).encode()
        name = f'attachment; filename="{file_name(briefing.title, ending)}"'
        return Response(content, media_type=media_type, headers={"Content-Disposition": name})

    @router.get(WORD)
    def word(request: Request) -> Response:
        return respond(request, media_type=_WORD_TYPE, ending="docx")

    @router.get(MARKDOWN)
    def markdown(request: Request) -> Response:
        return respond(request, media_type="text/markdown; charset=utf-8", ending="md")

    return router


def _briefing(desk: Desk, request: Request) -> Briefing:
    """Make the briefing that a link asks for, within what its visitor may see."""
    visitor = request.scope[VISITOR]
    if not isinstance(visitor, Visitor):
        raise TypeError("a request reached the files without passing qa.web.visitors")
    order = order_of(fields(request.query_params), access=visitor.access)
    steps = made(desk, order, prepared=dt.date.today())
    return next(step for step in steps if isinstance(step, Briefing))


def fields(query: QueryParams) -> Fields:
    """Return the form that a link's query holds; the counterpart of `Fields.query`."""

    def one(name: str) -> str:
        return query.get(name, "")

    return Fields(
        topic=one("topic"),
        form=query.get("form", Fields().form),
        item=one("item"),
        paper=one("paper"),
        meeting=one("meeting"),
        members=one("members"),
        notified=one("notified"),
        extras=query.getlist("extra"),
        narrowed=Narrowed(
            panels=query.getlist("panel"), since=one("since"), until=one("until"), kinds=query.getlist("kind")
        ),
    )


def file_name(title: str, ending: str) -> str:
    """Return a file name of plain letters.

    >>> file_name("Briefing: knife crime", "docx")
    'briefing-knife-crime.docx'
    """
    words = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60].strip("-")
    return f"{words or 'briefing'}.{ending}"
