"""Answers as HTML. Pure functions: every word of a paper is escaped here, and none of it is read as Markdown."""

from html import escape

from qa.answers import Answer, AnswerStatus, Citation, Claim
from qa.web.cards import Surroundings, card
from qa.web.plain import copy_text, coverage_sentence
from qa.web.side_by_side import folded, table

CHECK = "Check against the source before you rely on it."

# Heading and icon of each way to end: told apart in words and by shape, not by colour alone.
_HEADINGS = {
    AnswerStatus.ANSWERED: ("Answer", ""),
    AnswerStatus.PARTIAL: ("Part of an answer", "◐"),
    AnswerStatus.NOT_FOUND: ("The papers do not say", "∅"),
    AnswerStatus.CLARIFY: ("Which do you mean?", "?"),
    AnswerStatus.REFUSED: ("This cannot be answered here", "✕"),
}
_LEADS = {
    AnswerStatus.PARTIAL: "The papers say only some of what you asked.",
    AnswerStatus.NOT_FOUND: "Nothing in the papers searched answers this question.",
}


def turn(answer: Answer, *, number: int, around: dict[str, Surroundings]) -> str:
    """Return one question with its answer as HTML; `number` counts turns from 1 and keeps element ids apart.

    Args:
        answer: what to show.
        number: of this turn in the conversation.
        around: the words beside each quotation, by `cards.place(citation)`; a card without them does not open.
    """
    heading, icon = _HEADINGS[answer.status]
    parts = [
        question(answer.question, number=number),
        f'<section class="answer answer--{answer.status.value}" aria-labelledby="answer-{number}" tabindex="-1">',
        f'<h3 id="answer-{number}">{_sign(icon)}{escape(heading)}</h3>',
        _body(answer, number=number),
        _notes(answer.notes),
        _choices(answer.choices),
        _sources(answer, number=number, around=around),
        _foot(answer),
        "</section>",
    ]
    spoken = escape(announcement(answer), quote=True)
    return f'<article class="turn" id="turn-{number}" data-announce="{spoken}">{"".join(parts)}</article>'


def pending(text: str, *, number: int, doing: str) -> str:
    """Return a question whose answer is on its way; `doing` says what is being done."""
    return (
        f'<article class="turn" id="turn-{number}" data-pending data-announce="{escape(doing, quote=True)}">'
        f'{question(text, number=number)}<p class="progress"><span class="spinner" aria-hidden="true"></span>'
        f"{escape(doing)} …</p></article>"
    )


def failure(text: str, *, number: int, message: str) -> str:
    """Return a question that could not be answered, with what to do about it."""
    return (
        f'<article class="turn" id="turn-{number}" data-announce="{escape(message, quote=True)}">'
        f"{question(text, number=number)}"
        f'<section class="answer answer--failed" aria-labelledby="answer-{number}" tabindex="-1">'
        f'<h3 id="answer-{number}">{_sign("!")}No answer was made</h3><p>{escape(message)}</p></section></article>'
    )


def question(text: str, *, number: int) -> str:
    """Return the heading of a turn."""
    return (
        f'<h2 class="question" id="question-{number}"><span class="question__label">Question</span> {escape(text)}</h2>'
    )


def loaded(extent: str) -> str:
    """Return the line that says which papers can be asked about."""
    return f'<p class="loaded"><span class="loaded__label">Papers to ask about:</span> {escape(extent)}</p>'


def empty(message: str) -> str:
    """Return what stands in place of that line when there are none."""
    return f'<div class="empty"><h2>{_sign("∅")}Nothing to ask about yet</h2><p>{escape(message)}</p></div>'


def notice(message: str) -> str:
    """Return a message that says what went wrong and what to do, or nothing for an empty one."""
    if not message:
        return ""
    return f'<p class="notice" role="alert">{_sign("!")}{escape(message)}</p>'


def announcement(answer: Answer) -> str:
    """Return what a screen reader says when the answer arrives."""
    heading, _ = _HEADINGS[answer.status]
    words = answer.summary or " ".join(claim.text for claim in answer.claims) or _message(answer)
    sources = len(answer.citations)
    count = f" {sources} source{'s' if sources != 1 else ''}." if sources else ""
    count += f" {len(answer.choices)} questions to choose from." if answer.choices else ""
    return f"{heading}. {' '.join(words.split())[:600]}{count}"


def _message(answer: Answer) -> str:
    """Return what is said in place of claims."""
    return answer.answer.strip() or _LEADS.get(answer.status, "")


def _sign(icon: str) -> str:
    return f'<span class="sign" aria-hidden="true">{icon}</span>' if icon else ""


def _body(answer: Answer, *, number: int) -> str:
    citations = {citation.marker: citation for citation in answer.citations}
    lead = _LEADS.get(answer.status, "") if answer.status is AnswerStatus.PARTIAL or not answer.claims else ""
    lines = [f'<p class="lead">{escape(words)}</p>' for words in (lead, answer.summary) if words]
    if answer.table:
        lines.append(table(answer.table, answer.claims, marker=lambda marker: _marker(marker, number=number)))
    elif answer.claims:
        claims = [_claim(claim, number=number, citations=citations) for claim in answer.claims]
        lines.append(folded(claims, noun="quotation"))
    elif answer.status is not AnswerStatus.NOT_FOUND:
        # The Markdown form is for other programs: without claims its words are shown as they are.
        lines += [f'<p class="claim">{escape(block)}</p>' for block in _blocks(_message(answer)) if block != lead]
    return "".join(lines)


def _blocks(text: str) -> list[str]:
    return [block.strip() for block in text.split("\n\n") if block.strip()]


def _claim(claim: Claim, *, number: int, citations: dict[int, Citation]) -> str:
    markers = "".join(_marker(marker, number=number) for marker in claim.citations if marker in citations)
    words = _words(claim.text.strip(), [citations[marker].quote for marker in claim.citations if marker in citations])
    return f'<p class="claim">{words}{"&nbsp;" if markers else ""}{markers}</p>'


def _words(text: str, quotes: list[str]) -> str:
    """Return a claim's words with what leads in to its quotation on a line of its own."""
    starts = [text.find(quote.strip()) for quote in quotes]
    start = min((start for start in starts if start > 0), default=0)
    lead, rest = (text[:start].rstrip("“ "), text[start - 1 :] if text[start - 1] == "“" else text[start:])
    if not start or not lead:
        return escape(text)
    return f'<span class="claim__lead">{escape(lead)}</span> {escape(rest)}'


def _marker(marker: int, *, number: int) -> str:
    return (
        f'<a class="marker" href="#source-{number}-{marker}" data-card="source-{number}-{marker}">'
        f'<span class="unseen">Source </span>[{marker}]</a>'
    )


def _notes(notes: tuple[str, ...]) -> str:
    if not notes:
        return ""
    items = "".join(f"<li>{escape(note)}</li>" for note in notes)
    return f'<ul class="notes" aria-label="Notes on this answer">{items}</ul>'


def _choices(choices: tuple[str, ...]) -> str:
    """Return the questions that may be meant as buttons; page.js asks the one that is pressed."""
    if not choices:
        return ""
    items = "".join(f'<li><button type="button" class="choice">{escape(one)}</button></li>' for one in choices)
    return f'<ul class="choices" aria-label="Questions that you may mean">{items}</ul>'


def _sources(answer: Answer, *, number: int, around: dict[str, Surroundings]) -> str:
    said = " ".join(" ".join(claim.text.split()) for claim in answer.claims)
    cited = [card(c, ident=f"source-{number}-{c.marker}", around=around, told=_told(c, said)) for c in answer.citations]
    near = [card(c, ident=f"near-{number}-{c.marker}", around=around, told=False) for c in answer.nearest]
    return _group("Where this stands in the papers", cited, kind="sources") + _group(
        "Nearest, but not an answer", near, kind="nearest"
    )


def _told(citation: Citation, said: str) -> bool:
    """Tell whether the answer above already shows the quotation word for word."""
    return " ".join(citation.quote.split()) in said


def _group(heading: str, cards: list[str], *, kind: str) -> str:
    if not cards:
        return ""
    return f'<div class="{kind}"><h4>{escape(heading)}</h4>{folded(cards, noun="source")}</div>'


def _foot(answer: Answer) -> str:
    copy = (
        '<button type="button" class="copy">Copy with citations</button>'
        f'<pre class="copy-text" hidden>{escape(copy_text(answer))}</pre>'
        if answer.citations
        else ""
    )
    return (
        f'<footer class="foot"><p class="coverage">{escape(coverage_sentence(answer.coverage))}</p>'
        f"<p><strong>{CHECK}</strong></p>{copy}"
        f'<p class="made">{escape(how_made(answer))}</p></footer>'
    )


def how_made(answer: Answer) -> str:
    """Return how an answer was made: by what, over which index, in what time."""
    by = (
        f"Written by {answer.model}, checked against the papers"
        if answer.model
        else "Quoted by rule, no language model"
    )
    prompt = f", prompt {answer.prompt}" if answer.prompt else ""
    taken = f" · {answer.seconds.total:.2f} seconds" if answer.seconds.total else ""
    return f"{by}{prompt} · index {answer.index}{taken}"
