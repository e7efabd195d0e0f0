"""From a question to its answer, on one screen. Read this file first.

understand   what is asked: kind, panels, times, speaker               qa/part_names.py, qa/understand.py
narrow       the scope: the asker's filters and the panels named       qa/scopes.py
search       passages, by meaning and by words, inside the scope       index/
gather       their sentences, measured against the question            qa/evidence.py
rank         by a trained model; the best ones are read again          qa/ranker.py, qa/reread.py
enough       is there enough to answer?                                qa/enough.py
compose      what to quote, and how much around it                     qa/extract.py
shape        several things meant, offices, follow-up; or a full list,
             a time line, a comparison                                 qa/shapes/
cite, write  the citations, checked letter by letter, and the answer   qa/cite.py, qa/write.py
"""

import time
from collections.abc import Sequence
from dataclasses import replace

from corpus.panels import Register
from index.search import Collection
from index.terms import terms
from qa import cite, write
from qa.answers import Answer, AnswerStatus, Question, Seconds
from qa.as_it_stands import newest_first
from qa.enough import why_silent
from qa.evidence import DEPTH, content_terms, gather
from qa.extract import Quote, compose
from qa.of_all_panels import as_far_as_heard_of, may_mean_another, of_all_panels
from qa.of_its_time import of_its_time
from qa.part_names import with_part_names
from qa.precepts import of_its_precept
from qa.privacy import CONTACT_WORDS, gives_contact
from qa.ranker import Ranked, Ranker, rank
from qa.reread import reread
from qa.scopes import at_last_meeting, narrow, newest
from qa.shapes.overview import overview
from qa.shapes.set_out import told
from qa.shapes.shape import Inquiry, Shape, Tracker, untracked
from qa.shapes.shaped import shaped
from qa.shapes.survey import Tools
from qa.understand import Understood, understand, understood_as
from qa.unheard import topic_unheard


def ask(
    question: Question, *, collection: Collection, register: Register, ranker: Ranker, tracker: Tracker | None = None
) -> Answer:
    """Answer a question from the papers, word for word, or say that they do not say.

    `tracker` keeps the list of requests at hand; without one it is made anew for each question that needs it.

    Raises:
        QuestionError: the question is empty or too long.
    """
    started = time.perf_counter()
    register = with_part_names(register, question, collection)
    asked = understand(question, register=register)
    asked = as_far_as_heard_of(asked, question.scope, collection=collection, register=register)
    tools = Tools(collection, register, ranker)
    answer = _answered(asked, question, tools, tracker, started)
    if answer.status is AnswerStatus.NOT_FOUND and may_mean_another(asked):
        return _answered(of_all_panels(asked), question, tools, tracker, started)
    return answer


def _answered(asked: Understood, question: Question, tools: Tools, tracker: Tracker | None, started: float) -> Answer:
    """Answer a question as it is understood."""
    collection, register, ranker = tools.collection, tools.register, tools.ranker
    asked = at_last_meeting(asked, question.scope, collection=collection, register=register)
    narrowed = narrow(asked, question.scope, collection=collection, register=register)
    hits = collection.search(asked.text, k=DEPTH, scope=narrowed.scope)
    asked = newest(asked, hits, collection)
    searched = time.perf_counter()
    ranked = reread(asked.text, rank(gather(asked, collection, hits=hits), ranker.sentence), ranker)
    silent = _silent(asked, ranked, collection, register, ranker) if narrowed.answerable else ""
    quotes = _quotes(asked, ranked, collection) if ranked and narrowed.answerable else []
    status = _status(asked, quotes if silent is None else [])
    shape = Shape(status=status, quotes=tuple(quotes), notes=(silent,) if silent else ())
    wide = overview(asked, narrowed, ranked, tools=tools)
    if narrowed.answerable and wide is None:
        follow = tracker or untracked(collection, register)
        shape = shaped(shape, Inquiry(asked, narrowed.scope, collection, register, follow, ranked))
    citations = cite.citations(shape.quotes, collection=collection, register=register)
    notes = (*understood_as(asked), *narrowed.notes)
    own = (*notes, *shape.notes)
    answer = write.answer(question, asked, status=shape.status, quotes=shape.quotes, citations=citations, notes=own)
    answer = told(answer, wide, collection=collection, register=register, notes=notes) if wide else answer
    return replace(
        answer,
        choices=shape.choices,
        hits=write.found(ranked, collection),
        coverage=write.coverage(collection, narrowed.scope),
        index=collection.generation,
        seconds=_seconds(started, searched, time.perf_counter()),
    )


def _quotes(asked: Understood, ranked: Sequence[Ranked], collection: Collection) -> list[Quote]:
    """Return what to quote: of the time and the precept that are asked about, of how things stand the newest first."""
    ranked = of_its_precept(asked, newest_first(asked, ranked, collection))
    return compose(asked, of_its_time(asked, ranked), collection)


def _silent(
    asked: Understood, ranked: Sequence[Ranked], collection: Collection, register: Register, ranker: Ranker
) -> str | None:
    """Return why what was found is no answer; None where it is one."""
    reason = why_silent(asked, ranked, collection, ranker=ranker)
    if reason is not None:
        return reason
    return topic_unheard(asked, ranked, collection, register=register, ranker=ranker)


def _seconds(started: float, searched: float, ended: float) -> Seconds:
    """Return how long the search took, and what came after it."""
    search, answer, total = searched - started, ended - searched, ended - started
    return Seconds(search=round(search, 4), answer=round(answer, 4), total=round(total, 4))


def _status(asked: Understood, quotes: list[Quote]) -> AnswerStatus:
    """Return how the question ends: a way to reach a person is never given out, a service's line may be."""
    wanted = frozenset(content_terms(asked.asked)) - CONTACT_WORDS
    if asked.contact and not any(
        gives_contact(quote.text) and wanted & frozenset(terms(quote.text)) for quote in quotes
    ):
        return AnswerStatus.REFUSED
    return AnswerStatus.ANSWERED if quotes else AnswerStatus.NOT_FOUND
