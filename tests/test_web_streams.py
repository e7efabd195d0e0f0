"""Whether the reply to a page's event waits until the page has read that its stream has ended."""

import asyncio
import time

from qa.web.guards import EVENTS, JOIN, SESSION
from qa.web.streams import InOrder

REST = 0.2


async def answered(scope, _receive, send):
    """Answer any request, as Gradio would; the stream of "busy" goes on."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    said = "process_generating" if scope.get(SESSION) == "busy" else "close_stream"
    await send({"type": "http.response.body", "body": f'data: {{"msg":"{said}"}}'.encode()})


def replied(*requests):
    """Make requests, each a path and a session, one after the other; return how long each took in seconds."""
    app = InOrder(answered, rest=REST)

    async def one(path, session):
        sent = []

        async def send(message):
            sent.append(message["type"])

        begun = time.monotonic()
        await app({"type": "http", "path": path, SESSION: session}, None, send)
        assert sent == ["http.response.start", "http.response.body"]
        return time.monotonic() - begun

    async def all_of_them():
        return [await one(*request) for request in requests]

    return asyncio.run(all_of_them())


def test_an_event_right_after_the_end_of_its_stream_is_acknowledged_later():
    stream, event = replied((EVENTS, "ann"), (JOIN, "ann"))
    assert stream < REST
    assert event > REST * 0.9


def test_events_of_others_and_first_events_are_acknowledged_at_once():
    assert max(replied((JOIN, "bea"), (EVENTS, "ann"), (JOIN, "bea"))) < REST * 0.9


def test_an_event_while_its_stream_goes_on_is_acknowledged_at_once():
    assert max(replied((EVENTS, "busy"), (JOIN, "busy"))) < REST * 0.9


def test_what_is_no_request_passes():
    kept = []

    async def send(message):
        kept.append(message)

    asyncio.run(InOrder(answered)({"type": "lifespan"}, None, send))
    assert len(kept) == 2
