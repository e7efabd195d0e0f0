"""Sections cut into passages: what is embedded, searched and shown as a hit.

A passage is one section, or neighbours of one block (the points that somebody made, the limbs of a resolution, the rows
of a table), within the embedder's budget. A paragraph in which the speaker changes is cut there, but for an answer that
names nobody, which stays with its question; a long one is cut at sentences. The budget is 200 wordpieces because MiniLM
reads 256 and the context line takes its part.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.exchanges import puts_question
from corpus.papers import Paper, Passage, Role, Section, Sentence
from corpus.speakers import speaker_of
from corpus.wording import search_text

CHUNKER = "sections-11"  # changes whenever the same paper would be cut in another way
BUDGET = 200  # wordpieces of a passage's own text
_GROUPED = 140  # wordpieces up to which neighbours are joined; smaller passages are found more exactly
_CONTEXT_CHARACTERS = 220
_LONGEST = 4000  # characters of a passage, whatever they count: a run without spaces is one unknown wordpiece


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """The smallest thing a passage is made of: a sentence of a section, or a whole short section."""

    section: Section
    start: int
    end: int
    speaker: str | None
    sentences: tuple[Sentence, ...]


def split(
    paper: Paper, sections: Sequence[Section], *, count: Callable[[str], int], panel: str | None
) -> tuple[Passage, ...]:
    """Return the passages of a paper in reading order.

    `count` gives the wordpieces of a text; `panel` is the panel's name on the paper's date.
    """
    runs = list(_runs(paper.text, sections, count))
    return tuple(_passage(paper, run, ordinal=ordinal, panel=panel) for ordinal, run in enumerate(runs))


def _runs(text: str, sections: Sequence[Section], count: Callable[[str], int]) -> Iterator[list[_Piece]]:
    """Yield the pieces of each passage."""
    headings: list[_Piece] = []
    for _, neighbours in groupby(_stretches(sections), key=lambda item: item[0]):
        members = [section for _, section in neighbours]
        if all(section.role is Role.HEADING for section in members):
            headings += [piece for section in members for piece in _pieces(text, section, count)]
            continue
        pieces = [piece for section in members for piece in _pieces(text, section, count)]
        for run in _packed(text, pieces, count):
            yield from _headed(text, headings, run, count)
            headings = []
    yield from _packed(text, headings, count)


def _stretches(sections: Sequence[Section]) -> Iterator[tuple[int, Section]]:
    """Yield sections with the number of the stretch that they may share a passage with."""
    stretch, before = 0, None
    for section in sections:
        if before is None or not section.block or section.block != before.block:
            stretch += 1
        before = section
        yield stretch, section


def _pieces(text: str, section: Section, count: Callable[[str], int]) -> Iterator[_Piece]:
    """Yield a section whole where one person speaks and it fits, else sentence by sentence."""
    voices = {sentence.speaker for sentence in section.sentences} or {section.speaker}
    if len(voices) == 1 and _holds(text, section.start, section.end, count):
        (speaker,) = voices
        yield _Piece(
            section=section, start=section.start, end=section.end, speaker=speaker, sentences=section.sentences
        )
        return
    whole = Sentence(start=section.start, end=section.end, speaker=section.speaker)
    for place, sentence in enumerate(section.sentences or (whole,)):
        start = section.start if place == 0 else sentence.start
        yield from _cut(text, section, replace(sentence, start=start), count)


def _cut(text: str, section: Section, sentence: Sentence, count: Callable[[str], int]) -> Iterator[_Piece]:
    """Yield a sentence, cut at spaces where even one sentence is longer than the budget."""
    start = sentence.start
    while start < sentence.end:
        end = min(sentence.end, start + _LONGEST)
        while not _holds(text, start, end, count):
            middle = start + (end - start) // 2
            space = text.rfind(" ", start + 1, middle)
            end = space if space > start else middle
        part = replace(sentence, start=start, end=end)
        yield _Piece(section=section, start=start, end=end, speaker=sentence.speaker, sentences=(part,))
        start = end + len(text[end : sentence.end]) - len(text[end : sentence.end].lstrip())


def _holds(text: str, start: int, end: int, count: Callable[[str], int], *, limit: int = BUDGET) -> bool:
    """Does a stretch fit into one passage?"""
    return end - start <= _LONGEST and count(text[start:end]) <= limit


def _packed(text: str, pieces: Sequence[_Piece], count: Callable[[str], int]) -> Iterator[list[_Piece]]:
    """Yield neighbours that one person says and that fit together; a lead-in goes with what it introduces."""
    run: list[_Piece] = []
    for piece in pieces:
        if run and not _fits(text, run, piece, count):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _fits(text: str, run: Sequence[_Piece], piece: _Piece, count: Callable[[str], int]) -> bool:
    last = run[-1]
    is_lead = bool(last.section.lead and last.section.lead.start == last.section.start)
    if not is_lead and last.speaker != piece.speaker and not _is_answer(text, last, piece):
        return False
    limit = BUDGET if is_lead or piece.section.role in (Role.RESOLUTION, Role.TABLE_ROW) else _GROUPED
    return _holds(text, run[0].start, piece.end, count, limit=limit)


def _is_answer(text: str, last: _Piece, piece: _Piece) -> bool:
    """Does a piece answer the question before it and name nobody: "It was 34 days"? Its topic is in the question."""
    asked, words = last.sentences[-1], text[piece.start : piece.end]
    return last.section is piece.section and puts_question(text[asked.start : asked.end]) and not speaker_of(words)


def _headed(
    text: str, headings: list[_Piece], run: list[_Piece], count: Callable[[str], int]
) -> Iterator[list[_Piece]]:
    """Yield a passage with the headings right above it, apart where they do not fit together."""
    if headings and not _holds(text, headings[0].start, run[-1].end, count):
        yield from _packed(text, headings, count)
        headings = []
    yield headings + run


def _passage(paper: Paper, run: Sequence[_Piece], *, ordinal: int, panel: str | None) -> Passage:
    body = next((piece for piece in reversed(run) if piece.section.role is not Role.HEADING), run[-1])
    start, end = run[0].start, run[-1].end
    numbers = [piece.section.number for piece in run if piece.section.number]
    return Passage(
        passage_id=f"{paper.paper_id}#{ordinal}",
        paper_id=paper.paper_id,
        ordinal=ordinal,
        start=start,
        end=end,
        text=paper.text[start:end],
        context=_context(paper, body, panel),
        role=body.section.role,
        number=numbers[0] if numbers else None,
        speaker=body.speaker,
        page=run[0].section.page,
        block=body.section.block,
        sections=tuple(dict.fromkeys(piece.section.ordinal for piece in run)),
        sentences=tuple(sentence for piece in run for sentence in piece.sentences),
    )


def _context(paper: Paper, piece: _Piece, panel: str | None) -> str:
    """Return what a reader of the passage alone would need to know; searched, never quoted."""
    known = paper.metadata
    date = f"{known.date.value.day} {known.date.value:%B %Y}" if known.date.value else None
    lead = None
    if piece.section.lead and piece.section.lead.start != piece.section.start:
        lead = paper.text[piece.section.lead.start : piece.section.lead.end]
    columns = ", ".join(piece.section.columns)
    parts = (panel, date, known.title.value, *piece.section.headings[-2:], lead or piece.speaker, columns)
    return " | ".join(search_text(part)[: _CONTEXT_CHARACTERS // 2] for part in parts if part)[
        : 2 * _CONTEXT_CHARACTERS
    ]
