"""A language model on a server, asked through LlamaIndex: a home of llama_index.

Inside, and only here, asyncio: nothing else breaks off the wait for a name, a connection or a byte at the very second.
"""

import asyncio
import importlib
import logging
from collections import deque
from collections.abc import AsyncGenerator, Generator, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import Fault, WriterError
from qa.settings import Settings
from qa.writing.breaker import Breaker
from qa.writing.model_server import ModelServer, Protocol
from qa.writing.writer import Prompt, Writer

if TYPE_CHECKING:
    from llama_index.core.llms import ChatMessage
    from tenacity import AsyncRetrying, RetryCallState

    from qa.writing.llm_http import Line

MOST_TOKENS = 1024  # of one reply
LONGEST_REPLY = 16_000  # characters
CONTEXT = 8192  # tokens; Ollama takes fewer unless told, and silently drops what goes beyond
_LONGEST_WAIT = 8.0  # seconds between two attempts, where the server does not ask for more
_PULSE = 0.25  # seconds after which whoever waits gets a word in
_PLACEHOLDER = "none"  # in place of a key, which the libraries would look for in the environment; it is not sent
_LIBRARIES = {Protocol.OPENAI: "llama_index.llms.openai_like", Protocol.OLLAMA: "llama_index.llms.ollama"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How often a server is tried, and when it is left alone."""

    attempts: int = 3
    backoff: float = 0.5  # seconds before the second attempt, about doubled each time; Retry-After goes before
    failures: int = 3  # calls in a row, after which no more are made
    rest: float = 30.0  # seconds without calls


def open_writer(settings: Settings) -> Writer | None:
    """Return the language model of the settings, or None where none is set. The server is not asked yet."""
    return None if settings.llm is None else ServedWriter(settings.llm, patience=Patience())


class ServedWriter:
    """A language model on a server; implements `qa.writing.writer.Writer`. Threads may share it."""

    def __init__(self, server: ModelServer, *, patience: Patience) -> None:
        self.name = server.model
        self.sees = server.sees
        self._server = server
        self._patience = patience
        self._breaker = Breaker(failures=patience.failures, rest=patience.rest)

    def write(self, prompt: Prompt) -> Generator[str, None, None]:
        """Yield the model's words as they come, and an empty text four times a second while none do.

        When the iterator is closed, the connection is closed at once. It cannot be used where an event loop runs.

        Raises:
            WriterError: the model did not deliver in time, after several attempts, or is being left alone.
        """
        with self._breaker.call():
            yield from self._pieces(prompt)

    def _pieces(self, prompt: Prompt) -> Iterator[str]:
        importlib.import_module(_LIBRARIES[self._server.protocol])  # takes seconds, which are not the server's
        heard: deque[str] = deque()
        loop = asyncio.new_event_loop()
        listening = loop.create_task(self._listen(prompt, heard))
        try:
            while not listening.done():
                loop.run_until_complete(asyncio.wait({listening}, timeout=_PULSE))
                yield "".join(heard)
                heard.clear()
        finally:
            listening.cancel()
            loop.run_until_complete(asyncio.wait({listening}, timeout=_PULSE))
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.close()
        failure = listening.result()
        if failure is not None:
            raise failure

    async def _listen(self, prompt: Prompt, heard: deque[str]) -> WriterError | None:
        """Put the pieces of a reply where they are heard; ask again as long as none has come.

        What went wrong is returned, not raised: the errors behind it hold the request, and the request holds the key.
        """
        from qa.writing.llm_http import UnheardError

        try:
            async with asyncio.timeout(self._server.seconds):
                await self._retrying()(self._attempt, prompt, heard)
        except TimeoutError:
            return WriterError(Fault.TIMED_OUT, f"the language model did not finish in {self._server.seconds:g} s")
        except UnheardError as failure:
            return WriterError(failure.fault, failure.detail)
        return None

    def _retrying(self) -> "AsyncRetrying":
        from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt, stop_before_delay

        from qa.writing.llm_http import UnheardError

        return AsyncRetrying(
            # An attempt that could only begin after the deadline is not waited for.
            stop=stop_after_attempt(self._patience.attempts) | stop_before_delay(self._server.seconds),
            wait=self._wait,
            retry=retry_if_exception(lambda error: isinstance(error, UnheardError) and error.again),
            reraise=True,
        )

    def _wait(self, state: "RetryCallState") -> float:
        """Return the seconds before the next attempt: what the server asks for, else longer each time."""
        from tenacity import wait_exponential_jitter

        from qa.writing.llm_http import UnheardError

        error = state.outcome.exception() if state.outcome else None
        asked = error.after if isinstance(error, UnheardError) else 0.0
        step = self._patience.backoff
        return asked or wait_exponential_jitter(multiplier=step, jitter=step, max=_LONGEST_WAIT)(state)

    async def _attempt(self, prompt: Prompt, heard: deque[str]) -> None:
        """Ask once. Raises UnheardError."""
        from qa.writing.llm_http import Line, UnheardError

        line = Line(self._server)
        reply = _Reply(heard)
        try:
            async with aclosing(self._said(prompt, line)) as said:
                async for text, ended in said:
                    reply.add(text, ended=ended)
            reply.finish()
        except UnheardError:
            raise
        except Exception as error:  # from two vendors' libraries, which a server's nonsense can make raise anything
            raise line.trouble(error, spoke=reply.length > 0) from error

    def _said(self, prompt: Prompt, line: "Line") -> AsyncGenerator[tuple[str, str]]:
        from llama_index.core.llms import ChatMessage, MessageRole

        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=prompt.system),
            ChatMessage(role=MessageRole.USER, content=prompt.user),
        ]
        speak = {Protocol.OPENAI: _openai, Protocol.OLLAMA: _ollama}[self._server.protocol]
        return speak(messages, server=self._server, line=line)


class _Reply:
    """A reply as it comes in: how long it is, and whether it came to its end."""

    def __init__(self, heard: deque[str]) -> None:
        self.length = 0  # characters
        self._heard = heard
        self._messages = 0
        self._ended = ""

    def add(self, text: str, *, ended: str) -> None:
        """Take a piece; `ended` says why the reply is over, if it is. Raises UnheardError when it is too long."""
        from qa.writing.llm_http import ENDLESS, UnheardError

        self._messages += 1
        self._ended = ended or self._ended
        self.length += len(text)
        if self.length > LONGEST_REPLY:
            raise UnheardError(Fault.CUT_SHORT, ENDLESS)
        if text:
            self._heard.append(text)

    def finish(self) -> None:
        """Check that the reply is whole. Raises UnheardError."""
        from qa.writing.llm_http import BROKE_OFF, NO_REPLY, UnheardError

        if not self._messages:
            raise UnheardError(Fault.GARBLED, NO_REPLY)
        if not self._ended:
            raise UnheardError(Fault.CUT_SHORT, BROKE_OFF, again=not self.length)
        if self._ended in ("length", "content_filter"):
            raise UnheardError(Fault.CUT_SHORT, "the language model stopped before the end of its reply")


async def _openai(
    messages: "list[ChatMessage]", *, server: ModelServer, line: "Line"
) -> AsyncGenerator[tuple[str, str]]:
    """Yield (text, why the reply is over) by OpenAI's protocol."""
    import httpx
    from llama_index.llms.openai_like import OpenAILike

    logging.getLogger("openai").setLevel(logging.INFO)  # at DEBUG it would write down the whole prompt
    async with httpx.AsyncClient(
        event_hooks=line.hooks, trust_env=line.trust_env, verify=line.verify, params=line.query
    ) as client:
        llm = OpenAILike(
            model=server.model,
            api_base=line.base,
            api_key=_PLACEHOLDER,
            is_chat_model=True,
            context_window=CONTEXT,
            max_tokens=MOST_TOKENS,
            temperature=0.0,
            max_retries=0,
            async_http_client=client,
        )
        async for reply in await llm.astream_chat(messages):
            choices = reply.raw.choices if reply.raw else []
            yield reply.delta or "", (choices[0].finish_reason or "") if choices else ""


async def _ollama(
    messages: "list[ChatMessage]", *, server: ModelServer, line: "Line"
) -> AsyncGenerator[tuple[str, str]]:
    """Yield (text, why the reply is over) by Ollama's protocol."""
    from llama_index.llms.ollama import Ollama
    from ollama import AsyncClient

    client = AsyncClient(
        line.base, event_hooks=line.hooks, trust_env=line.trust_env, verify=line.verify, params=line.query
    )
    try:
        llm = Ollama(
            model=server.model,
            base_url=line.base,
            context_window=CONTEXT,
            temperature=0.0,
            additional_kwargs={"num_predict": MOST_TOKENS},
            is_function_calling_model=False,
            async_client=client,
        )
        async for reply in await llm.astream_chat(messages):
            raw = reply.raw or {}
            yield reply.delta or "", (raw.get("done_reason") or "stop") if raw.get("done") else ""
    finally:
        await client.close()  # type: ignore[no-untyped-call]  # ollama 0.6.3 types all but this
