"""From a question to its answer, on one screen. Read this file first.

understand   what is asked: kind, panels, times, speaker               qa/understand.py
narrow       the scope: the asker's filters and the panels named       qa/scopes.py
search       passages, by meaning and by words, inside the scope       index/
gather       their sentences, measured against the question            qa/evidence.py
rank         by a trained model; is there enough to answer?            qa/ranker.py, qa/enough.py
compose      what to quote, and how much around it                     qa/extract.py
shape        or a full list, a time line, a comparison, if asked for   qa/shapes/overview.py
cite, write  the citations, checked letter by letter, and the answer   qa/cite.py, qa/write.py
"""

import time
from dataclasses import replace

from corpus.panels import Register
from index.search import Collection
from index.terms import terms
from qa import cite, write
from qa.answers import Answer, AnswerStatus, Question, Seconds
from qa.enough import why_silent
from qa.evidence import DEPTH, content_terms, gather
from qa.extract import Quote, compose
from qa.privacy import CONTACT_WORDS, gives_contact
from qa.ranker import Ranker, rank
from qa.scopes import narrow, newest
from qa.shapes.inquiry import Tools
from qa.shapes.overview import overview
from qa.understand import Understood, understand, understood_as


def ask(question: Question, *, collection: Collection, register: Register, ranker: Ranker) -> Answer:
    """Answer a question from the papers, word for word, or say that they do not say.

    Raises:
        QuestionError: the question is empty or too long.
    """
    started = time.perf_counter()
    asked = understand(question, register=register)
    narrowed = narrow(asked, question.scope, collection=collection, register=register)
    hits = collection.search(asked.text, k=DEPTH, scope=narrowed.scope)
    asked = newest(asked, hits, collection)
    searched = time.perf_counter()
    ranked = rank(gather(asked, collection, hits=hits, fit=ranker.fit), ranker.sentence)
    silent = why_silent(asked, ranked, collection, ranker=ranker) if narrowed.answerable else ""
    quotes = compose(asked, ranked, collection) if ranked else []
    citations = cite.citations(quotes, collection=collection, register=register)
    status = _status(asked, quotes if silent is None else [])
    notes = (*understood_as(asked), *narrowed.notes, *([silent] if silent else []))
    answer = write.answer(question, asked, status=status, quotes=quotes, citations=citations, notes=notes)
    if narrowed.answerable:
        answer = overview(answer, asked, narrowed, ranked, tools=Tools(collection, register, ranker))
    ended = time.perf_counter()
    return replace(
        answer,
        hits=write.found(ranked, collection),
        coverage=write.coverage(collection, narrowed.scope),
        index=collection.generation,
        seconds=Seconds(
            search=round(searched - started, 4), answer=round(ended - searched, 4), total=round(ended - started, 4)
        ),
    )


def _status(asked: Understood, quotes: list[Quote]) -> AnswerStatus:
    """Return how the question ends: a way to reach a person is never given out, a service's line may be."""
    wanted = frozenset(content_terms(asked.asked)) - CONTACT_WORDS
    if asked.contact and not any(
        gives_contact(quote.text) and wanted & frozenset(terms(quote.text)) for quote in quotes
    ):
        return AnswerStatus.REFUSED
    return AnswerStatus.ANSWERED if quotes else AnswerStatus.NOT_FOUND
