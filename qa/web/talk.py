"""What happens when somebody opens the page or asks: no web framework here, so that it can be tried without one."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from corpus.errors import CorruptError, PanelqaError
from corpus.papers import Paper
from index.search import Scope
from qa.answers import Answer, Question
from qa.web import page
from qa.web.access import EVERYTHING, Visitor
from qa.web.cards import Surroundings, place, surroundings
from qa.web.conversation import Conversation
from qa.web.desk import Desk
from qa.web.narrow import Narrowed, scope
from qa.web.plain import extent

LONGEST_QUESTION = 2000  # characters
MAX_EXAMPLES = 5
LOOKING = "Looking in the papers"
STOPPED = "Stopped. Your question is back in its box: change it or ask it again."
BROKEN = "Something went wrong on our side. Ask again; if it happens again, tell whoever runs this service."
NO_PAPERS = "No papers are loaded yet. Whoever runs this service loads them with: panelqa index FOLDER"
NO_PUBLIC_PAPERS = "No public papers are loaded. Sign in if you have an account, or ask whoever runs this service."


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the page shows after a step. `box` is what stands in the question box."""

    conversation: Conversation
    shown: str
    notice: str
    box: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What the page offers before anything is asked: as much as its visitor may see."""

    summary: str
    panels: tuple[tuple[str, str], ...]  # (name, id)
    examples: tuple[str, ...]


def opening(desk: Desk, visitor: Visitor) -> Opening:
    """Return the papers' extent, the panels to choose from and examples, from the papers that the visitor may see."""
    papers = desk.papers(Scope(access=visitor.access))
    panels = {paper.metadata.panel.value for paper in papers}
    names = sorted((name, ident) for ident, name in desk.panels() if ident in panels)
    # An example may come from any paper: only those who see all papers see the examples.
    all_seen = visitor.access == EVERYTHING or len(papers) == len(desk.papers(Scope()))
    examples = tuple(desk.examples())[:MAX_EXAMPLES] if papers and all_seen else ()
    return Opening(summary=_summary(papers, visitor), panels=tuple(names), examples=examples)


def _summary(papers: Sequence[Paper], visitor: Visitor) -> str:
    if not papers:
        return page.empty(NO_PAPERS if visitor.access == EVERYTHING else NO_PUBLIC_PAPERS)
    dates = [paper.metadata.date.value for paper in papers if paper.metadata.date.value]
    loaded = extent(
        len(papers), first=min(dates, default=None), last=max(dates, default=None), undated=len(papers) - len(dates)
    )
    return page.loaded(f"{loaded}.")


def ask(desk: Desk, text: str, *, form: Narrowed, conversation: Conversation, visitor: Visitor) -> Iterator[View]:
    """Answer a question and yield what to show: what is being done, then the answer.

    While one thing takes long its view is yielded again, the same object, so that whoever shows it can stop. What the
    visitor may see is set here, whatever the browser sent.
    """
    conversation = conversation.of(visitor.id)
    words = text.strip()
    try:
        within = scope(form, access=visitor.access)
        trouble = _trouble(words)
    except PanelqaError as error:
        trouble = str(error)
    if trouble:
        yield View(conversation=conversation, shown=conversation.html(), notice=page.notice(_said(trouble)), box=text)
        return
    try:
        answer = yield from _await(desk, Question(text=words, scope=within, history=conversation.history), conversation)
        html = page.turn(answer, number=conversation.next_number, around=_around(desk, answer, visitor=visitor))
    except PanelqaError as error:
        failed = page.failure(words, number=conversation.next_number, message=_said(str(error)))
        yield View(conversation=conversation, shown=conversation.html(last=failed), notice="", box=words)
        return
    conversation = conversation.with_answer(answer, html=html)
    yield View(conversation=conversation, shown=conversation.html(), notice="", box="")


def _await(desk: Desk, question: Question, conversation: Conversation) -> Generator[View, None, Answer]:
    """Yield what is being done, and return the answer. Nothing of an answer is shown before it is whole."""
    view, shown = _waiting(question, conversation, doing=LOOKING), LOOKING
    yield view
    with closing(desk.stages(question)) as steps:
        for step in steps:
            if isinstance(step, Answer):
                return step
            if step != shown:
                view, shown = _waiting(question, conversation, doing=step), step
            yield view
    raise TypeError("a desk ended without an answer")


def _waiting(question: Question, conversation: Conversation, *, doing: str) -> View:
    pending = page.pending(question.text, number=conversation.next_number, doing=doing)
    waiting = replace(conversation, waiting=question.text)
    return View(conversation=waiting, shown=waiting.html(last=pending), notice="", box="")


def _trouble(words: str) -> str:
    """Return why a question cannot be asked, or nothing."""
    if not words:
        return "Type a question first."
    if len(words) > LONGEST_QUESTION:
        over = len(words) - LONGEST_QUESTION
        return f"The question is {over:,} characters too long: it may have {LONGEST_QUESTION:,}. Ask it in parts."
    return ""


def _said(message: str) -> str:
    """Return a message as a sentence."""
    message = message.strip()
    return message[:1].upper() + message[1:] + ("" if message.endswith((".", "!", "?")) else ".")


def _around(desk: Desk, answer: Answer, *, visitor: Visitor) -> dict[str, Surroundings]:
    """Return the surroundings of each quotation, and check that the visitor may see it and that it is exact.

    Raises:
        ScopeError: a citation is of a paper that the visitor may not see.
        CorruptError: a quotation is not what the paper says.
    """
    around = {}
    for citation in (*answer.citations, *answer.nearest):
        paper = desk.paper(citation.paper, access=visitor.access)
        if paper.text[citation.start : citation.end] != citation.quote:
            raise CorruptError(f"a quotation differs from {citation.file}, so it is not shown: ask again")
        around[place(citation)] = surroundings(paper, start=citation.start, end=citation.end)
    return around


def clear(visitor: Visitor) -> View:
    """Return an empty page."""
    return View(conversation=Conversation(owner=visitor.id), shown="", notice="", box="")


def interrupted(message: str, *, conversation: Conversation, visitor: Visitor) -> View:
    """Return the conversation as it was before a question that was not answered, the question back in its box."""
    conversation = conversation.of(visitor.id)
    back = replace(conversation, waiting="")
    return View(conversation=back, shown=back.html(), notice=page.notice(message), box=conversation.waiting)
