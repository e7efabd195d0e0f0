"""A desk over three invented papers: it answers by a table of words, so that every answer can be told beforehand."""

import datetime as dt
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.errors import QuestionError, ScopeError
from corpus.papers import Access, Fact, Metadata, Origin, Paper, PaperKind, PaperStatus, Span
from index.search import Scope
from qa.answers import Answer, AnswerStatus, Citation, Claim, Coverage, Question, Seconds, Unread

FILLER = "The Panel considered the report of the Commissioner and asked about its figures. " * 20
MINUTES = (
    "Wexmere Police and Crime Panel\nMinutes of the meeting on 4 February 2022\n\n"
    + FILLER
    + "\n\nRESOLVED that:\n(a) the proposed precept of £278.00 be supported; and\n"
    + "(b) the Commissioner be asked to report on call handling in June.\n\n"
    + FILLER
)
DECISION = (
    "Decision record 12\nThe Commissioner approved a grant of £40,000 to the Harbour Centre.\n"
    '<img src=x onerror="document.title=1"> ![pixel](http://evil.example/p.png) [link](javascript:alert(1))\n'
    "Reasons: the service supports victims."
)
EXEMPT = "Confidential item\nThe estate at Mill Lane is to be sold for £1.2 million."


def paper(paper_id: str, text: str, *, title: str, access: Access, **known: object) -> Paper:
    stated = {name: Fact(value=value, origin=Origin.STATED) for name, value in known.items()}
    return Paper(
        paper_id=paper_id,
        file=f"{paper_id}.txt",
        files=(f"{paper_id}.txt",),
        sha256="0" * 64,
        text=text,
        pages=(Span(start=0, end=len(text)),),
        metadata=Metadata(
            title=Fact(value=title, origin=Origin.STATED),
            access=Fact(value=access, origin=Origin.SIDECAR if access is not Access.UNKNOWN else Origin.UNKNOWN),
            **stated,
        ),
    )


PAPERS = (
    paper(
        "wexmere-2022-02-04-minutes",
        MINUTES,
        title="Minutes",
        access=Access.PUBLIC,
        panel="wexmere",
        date=dt.date(2022, 2, 4),
        kind=PaperKind.MINUTES,
        status=PaperStatus.APPROVED,
        url="https://panel.example/minutes/2022?item=4&part=1",
    ),
    paper("estreham-decision-12", DECISION, title="Decision record 12", access=Access.UNKNOWN, panel="estreham"),
    paper(
        "mill-lane-exempt",
        EXEMPT,
        title="Estate",
        access=Access.EXEMPT,
        panel="secret-panel",
        date=dt.date(2023, 6, 1),
        kind=PaperKind.REPORT,
        status=PaperStatus.DRAFT,
    ),
)
PANELS = {
    "wexmere": "Wexmere Police and Crime Panel",
    "estreham": "Estreham Police, Fire and Crime Panel",
    "secret-panel": "Panel of the exempt paper",
}
RESOLUTION = MINUTES[MINUTES.index("RESOLVED") : MINUTES.index("in June.") + len("in June.")]
GRANT = DECISION[DECISION.index("The Commissioner approved") : DECISION.index("\nReasons")]
SALE = "The estate at Mill Lane is to be sold for £1.2 million."
EXAMPLES = ("What did the Panel resolve on the precept?", "Who received a grant?")
QUOTES = {"precept": RESOLUTION, "grant": GRANT, "estate": SALE}


def cite(quote: str, *, marker: int = 1) -> Citation:
    source = next(paper for paper in PAPERS if quote in paper.text)
    known = source.metadata
    start = source.text.index(quote)
    return Citation(
        marker=marker,
        paper=source.paper_id,
        file=source.file,
        title=known.title.value,
        panel=PANELS[known.panel.value],
        panel_origin=Origin.INFERRED if known.panel.value == "estreham" else Origin.STATED,
        date=known.date.value,
        kind=known.kind.value or PaperKind.UNKNOWN,
        status=known.status.value or PaperStatus.UNKNOWN,
        access=known.access.value,
        locator="resolutions (a) and (b)" if quote == RESOLUTION else "paragraph 2",
        page=3 if quote == RESOLUTION else None,
        speaker="the Commissioner" if quote == GRANT else None,
        quote=quote,
        start=start,
        end=start + len(quote),
        url=known.url.value,
    )


def coverage(papers: Sequence[Paper]) -> Coverage:
    dates = [paper.metadata.date.value for paper in papers if paper.metadata.date.value]
    return Coverage(
        papers=len(papers),
        first=min(dates, default=None),
        last=max(dates, default=None),
        undated=len(papers) - len(dates),
        unread=(Unread(file="scan.pdf", reason="no text layer: run text recognition (OCR) on it first"),),
    )


def answer(question: str, status: AnswerStatus = AnswerStatus.ANSWERED, **changes: object) -> Answer:
    plain = Answer(
        question=question,
        status=status,
        answer="",
        claims=(),
        citations=(),
        nearest=(),
        hits=(),
        notes=(),
        coverage=coverage(PAPERS),
        index="gen-000007",
        seconds=Seconds(total=0.04),
    )
    return replace(plain, **changes)


@dataclass
class FakeDesk:
    """Answers questions that hold one of the words of QUOTES; anything else the papers do not say.

    Special words: "which" is asked back with two questions, "boom" fails by accident, "refuse" is a fault of ours,
    "slow" takes seconds, "writing" goes on until somebody stops it, which `stopped` then tells.
    """

    loaded: tuple[Paper, ...] = PAPERS
    asked: list[Question] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def papers(self, scope: Scope) -> Sequence[Paper]:
        return [paper for paper in self.loaded if _inside(paper, scope)]

    def paper(self, paper_id: str, *, access: frozenset[Access]) -> Paper:
        for paper in self.loaded:
            if paper.paper_id == paper_id and paper.metadata.access.value in access:
                return paper
        raise ScopeError(f"there is no paper {paper_id} that you may see")

    def panels(self) -> Sequence[tuple[str, str]]:
        return [(paper.metadata.panel.value, PANELS[paper.metadata.panel.value]) for paper in self.loaded]

    def examples(self) -> Sequence[str]:
        return EXAMPLES

    def stages(self, question: Question) -> Iterator[str | Answer]:
        try:
            while "writing" in question.text.split():
                yield "The language model is <writing>"
                time.sleep(0.05)
        finally:
            self.stopped.set()
        yield self.ask(question)

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        if "boom" in question.text:
            raise RuntimeError("secret-of-the-machine")
        if "refuse" in question.text:
            raise QuestionError("ask about one thing at a time")
        if "slow" in question.text.split():
            time.sleep(3)
        if "which" in question.text.split():
            asks = (EXAMPLES[0], f"{EXAMPLES[1]} <b>Say</b>")
            return answer(question.text, AnswerStatus.CLARIFY, answer="It may mean two things.", choices=asks)
        text = question.text
        if question.history and "that" in text.split():
            text = f"{question.history[-1].question} {text}"
        found = self.papers(question.scope)
        quotes = [quote for word, quote in QUOTES.items() if word in text and any(quote in p.text for p in found)]
        if not quotes:
            near = (cite(GRANT),) if any(GRANT in paper.text for paper in found) else ()
            return answer(question.text, AnswerStatus.NOT_FOUND, nearest=near, coverage=coverage(found))
        cited = tuple(cite(quote, marker=marker) for marker, quote in enumerate(quotes, start=1))
        claims = tuple(Claim(text=f"It says: “{quote.quote}”", citations=(quote.marker,)) for quote in cited)
        words = " ".join(f"{claim.text} [{claim.citations[0]}]" for claim in claims)
        return answer(question.text, answer=words, claims=claims, citations=cited, coverage=coverage(found))


def _inside(paper: Paper, scope: Scope) -> bool:
    known = paper.metadata
    date = known.date.value
    return (
        known.access.value in scope.access
        and (scope.panels is None or known.panel.value in scope.panels)
        and (scope.kinds is None or (known.kind.value or PaperKind.UNKNOWN) in scope.kinds)
        and ((scope.since is None and scope.until is None) or date is not None)
        and (scope.since is None or date >= scope.since)
        and (scope.until is None or date <= scope.until)
    )
