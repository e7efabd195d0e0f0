"""Outcomes as a test writes them: gold, citations and hits named by the words that stand there."""

from corpus.papers import Access, Origin, PaperKind, PaperStatus
from eval.curated import Curated, Gold, places
from eval.outcomes import Outcome, sources
from qa.answers import Answer, AnswerStatus, Citation, Claim, Found, Question, Seconds
from tests.fakes_qa import Shelf, harbour, rural

SOURCES = sources(Shelf(rural(), harbour()))
WARDENS = "Cllr Ann Brook asked how many wardens there were."
THEFTS = "Reports of tractor thefts had fallen by 12% since April 2022."
NO_TIME = Seconds()
MACHINERY = "The rural team had recovered machinery worth £84,000."


def place(words, *, file="rural.txt"):
    """Return where words stand first in a paper."""
    return places(words, SOURCES[file].paper.text)[0]


def gold(*alternatives, file="rural.txt"):
    """Return one gold item that stands where any of these words do."""
    return Gold(spans=tuple((file, place(words, file=file)) for words in alternatives))


def cited(words, *, file="rural.txt", marker=1, speaker=None, locator="", moved=0):
    """Return a citation of words; its place is `moved` characters off."""
    span = place(words, file=file)
    paper = SOURCES[file].paper
    return Citation(
        marker=marker, paper=paper.paper_id, file=file, title="Rural Crime Update", panel="The Panel",
        panel_origin=Origin.SIDECAR, date=None, kind=PaperKind.MINUTES, status=PaperStatus.UNKNOWN,
        access=Access.PUBLIC, locator=locator, page=None, speaker=speaker, quote=paper.text[span.start : span.end],
        start=span.start + moved, end=span.end + moved, url=None,
    )  # fmt: skip


def hit(words, *, file="rural.txt", score=0.5):
    """Return the passage in which words stand, as found."""
    span = place(words, file=file)
    passage = next(one for one in SOURCES[file].passages if one.start <= span.start < one.end)
    return Found(
        passage=passage.passage_id, paper=passage.paper_id, file=file, start=passage.start, end=passage.end, score=score
    )


def question(*, qid="q1", kind="lookup", answerable=True, wanted=(), speaker=None, facts=(), must_not=()):
    """Return a curated question; `wanted` is its gold."""
    return Curated(
        question=Question(text="What?", id=qid), kind=kind, split="tune", answerable=answerable, gold=tuple(wanted),
        files=frozenset(file for one in wanted for file, _ in one.spans), speaker=speaker, facts=tuple(facts),
        must_not=tuple(must_not),
    )  # fmt: skip


def outcome(asked, *, citations=(), nearest=(), hits=(), claims=None, seconds=NO_TIME):
    """Return what became of a question: silence when nothing is cited, else an answer that quotes what is cited."""
    if claims is None:
        claims = [Claim(text=f"“{one.quote}”", citations=(one.marker,)) for one in citations]
    answer = Answer(
        question="What?", status=AnswerStatus.ANSWERED if citations else AnswerStatus.NOT_FOUND,
        answer="\n\n".join(f"{claim.text} [{claim.citations[0]}]" for claim in claims) or "The papers do not say.",
        claims=tuple(claims), citations=tuple(citations), nearest=tuple(nearest), hits=tuple(hits), seconds=seconds,
    )  # fmt: skip
    return Outcome(curated=asked, answer=answer, sources=SOURCES)
