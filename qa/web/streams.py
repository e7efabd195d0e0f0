"""What happens in the page while Gradio's stream of answers ends is not lost.

When nothing is left to answer, Gradio tells the page that the stream ends. A page that sends its next event at that
moment, and reads the reply to it before that message, takes the stream for open and never fetches the answer: a tab
chosen while the page loads stays empty. So the reply to an event waits until the page has had time to read that the
stream before it has ended.
"""

import asyncio
import time
from collections import OrderedDict

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.web.guards import EVENTS, JOIN, MAX_SESSIONS, SESSION

REST = 0.3  # seconds from the end of a session's stream until an event of it is acknowledged
_END = b"close_stream"  # in Gradio's message that a stream ends


class InOrder:
    """Lets a page read that its stream has ended before it hears that its next event was taken. Inside `OwnSession`."""

    def __init__(self, app: ASGIApp, *, rest: float = REST) -> None:
        self.app = app
        self.rest = rest
        self._ended: OrderedDict[str, float] = OrderedDict()  # by session, when its last stream did

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; note when streams end, hold the replies to events back."""
        session = scope.get(SESSION, "")

        async def noted(message: Message) -> None:
            if _END in message.get("body", b""):
                self._ended[session] = time.monotonic()
                self._ended.move_to_end(session)
                if len(self._ended) > MAX_SESSIONS:
                    self._ended.popitem(last=False)
            await send(message)

        async def held(message: Message) -> None:
            if message["type"] == "http.response.start" and session in self._ended:
                await asyncio.sleep(self._ended[session] + self.rest - time.monotonic())
            await send(message)

        ways = {EVENTS: noted, JOIN: held}
        await self.app(scope, receive, ways.get(scope.get("path", ""), send))
