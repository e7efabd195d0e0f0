"""Fakes of the answer engine: a collection in memory, made of plain text, and rankers whose weights a test chooses."""

import datetime as dt
import hashlib
import math
from dataclasses import replace

import numpy as np

from corpus.errors import ScopeError
from corpus.metadata import describe
from corpus.panels import default_register
from corpus.papers import Access, Paper
from corpus.passages import split
from corpus.readers.reading import Reading
from corpus.sidecar import Row
from corpus.structure import structure
from corpus.wording import search_text
from index.fuse import fuse
from index.search import EVERYTHING, Detail, Hit
from index.terms import terms
from qa.answers import Question
from qa.ask import ask
from qa.evidence import FEATURES, gather
from qa.ranker import ANSWER_FEATURES, REREAD_FEATURES, Model, Ranker, rank
from qa.understand import understand

REGISTER = default_register()
DAY = dt.date(2023, 5, 11)
ALIKE, ASKED_ALIKE = 0.36, 0.15
LIMBS = (
    "a)    The Panel notes the Rural Crime Update.",
    "b)    The Panel requests that a report on hare coursing be brought to its next meeting.",
    "c)    The Panel recommends that two drones be bought for the rural team.",
)
RESOLUTION = "\n\n".join(LIMBS)
MINUTES = f"""Agenda item

Rural Crime Update

Decision:

RESOLVED that:

{RESOLUTION}

Minutes:

The Commissioner presented the update and highlighted the following:

·         Reports of tractor thefts had fallen by 12% since April 2022.

·         The rural team had recovered machinery worth £84,000.

Panel members raised the following points:

·         The county had too few officers who knew the farms.

·         It was questioned whether farmers trusted the reporting line.

Cllr Ann Brook asked how many wardens there were. She hoped for more.

The Commissioner agreed to bring back figures on wardens to the next meeting.

RESOLVED that:

{RESOLUTION}
"""
REPORT = """Harbour Centre Report

Report to the Panel

1. Purpose

1.1 This report tells the Panel how the Harbour Centre grant was used.

2. Money

2.1 The grant pays for four counsellors. The sums are set out in the following table.

Use	Amount
Counsellors	£61,000
Rent	£18,500
Training	£4,250
TOTAL	£83,750

2.2 The Centre saw 412 people in its first year.

3. Decisions taken

- Decision Record 71 - Boat engines
- Decision Record 72 - Pier lighting
- Decision Record 73 - Harbour Centre lease

4. Recommendations

4.1 That the Panel approves the renewal of the Harbour Centre grant.
"""


class Written:
    """A paper as a test writes it: text, file name and what papers.csv would say; `pages` are (start, end) pairs."""

    def __init__(self, text, *, file="paper.txt", pages=(), access=Access.PUBLIC, **row):
        self.text, self.pages = text, tuple(pages)
        self.row = Row(file=file, access=access, **row)


class Shelf:
    """A collection in memory (`index.search.Collection`).

    A text's vector counts its search terms, one direction a term of the papers and one for all other terms, and leans
    towards one direction that all texts share, as a language model's do: the cosine of two texts is ALIKE, and from
    there to 1 by the terms that they share; a question's vector leans less, so that its cosines begin at ASKED_ALIKE. A
    term's idf is that of BM25 over passages; a passage's lexical score is
    the sum of the idf of the terms it shares.
    """

    generation = "gen-000001"

    def __init__(self, *written, skipped=()):
        self._papers, self._sections, self._passages, self._skipped = {}, {}, {}, list(skipped)
        for one in written:
            self._add(one)
        self._all = [passage for name in sorted(self._papers) for passage in self._passages[name]]
        self._all.sort(key=lambda passage: passage.passage_id)
        self._terms = {one.passage_id: frozenset(terms(f"{one.context} {one.text}")) for one in self._all}
        vocabulary = sorted(frozenset().union(*self._terms.values()))
        self._columns = {term: column for column, term in enumerate(vocabulary)}

    def _add(self, one):
        reading = Reading(text=one.text, pages=one.pages)
        sections = structure(reading)
        known = describe(reading, sections, row=one.row, access=None, register=REGISTER)
        file, name = one.row.file, one.row.file.rsplit(".", 1)[0]
        digest = hashlib.sha256(one.text.encode()).hexdigest()
        paper = Paper(
            paper_id=name, file=file, files=(file,), sha256=digest, text=one.text, pages=one.pages, metadata=known
        )
        panel = REGISTER.name_on(known.panel.value, known.date.value) if known.panel.value else None
        self._papers[name], self._sections[name] = paper, sections
        self._passages[name] = split(paper, sections, count=lambda text: len(text.split()), panel=panel)

    def papers(self, scope=EVERYTHING):
        return [self._papers[name] for name in sorted(self._papers) if self._is_inside(self._papers[name], scope)]

    def _is_inside(self, paper, scope):
        known = paper.metadata
        day = known.date.value
        return (
            (known.access.value or Access.UNKNOWN) in scope.access
            and (scope.panels is None or known.panel.value in scope.panels)
            and (scope.kinds is None or known.kind.value in scope.kinds)
            and (scope.papers is None or paper.paper_id in scope.papers)
            and (scope.since is None or (day is not None and day >= scope.since))
            and (scope.until is None or (day is not None and day <= scope.until))
        )

    def paper(self, paper_id):
        if paper_id not in self._papers:
            raise ScopeError(f"there is no paper '{paper_id}'")
        return self._papers[paper_id]

    def sections(self, paper_id):
        return self._sections[paper_id]

    def passages(self, paper_id):
        return self._passages[paper_id]

    def skipped(self, scope=EVERYTHING):
        return sorted((skip for skip in self._skipped if skip.access in scope.access), key=lambda skip: skip.file)

    def search(self, text, *, k, scope=EVERYTHING):
        inside = {paper.paper_id for paper in self.papers(scope)}
        allowed = [at for at, passage in enumerate(self._all) if passage.paper_id in inside]
        query, asked = self.embed_query(text), frozenset(terms(text))
        dense = [float(query @ self._vector(self._indexed(self._all[at]))) for at in allowed]
        wordy = [sum(map(self.idf, asked & self._terms[self._all[at].passage_id])) for at in allowed]
        scores = fuse([(np.array(dense, np.float32), 0.7), (np.array(wordy, np.float32), 0.3)]).tolist()
        best = sorted(zip(scores, allowed, dense, wordy, strict=True), key=lambda found: (-found[0], found[1]))
        return [
            Hit(passage=self._all[at], score=score, rank=place, dense=cosine, lexical=words)
            for place, (score, at, cosine, words) in enumerate(best[: max(k, 0)], 1)
        ]

    def embed_query(self, text):
        return self._vector(search_text(text), alike=ASKED_ALIKE)

    def embed(self, text):
        return self._vector(search_text(text))

    def sentence_vectors(self, passages):
        rows = [self._vector(self._words(passage, one)) for passage in passages for one in passage.sentences]
        return np.array(rows, np.float32).reshape(len(rows), len(self._columns) + 2)

    def details(self, passages):
        return [self._detail(passage) for passage in passages]

    def holding(self, term):
        return frozenset(passage.paper_id for passage in self._all if term in self._terms[passage.passage_id])

    def idf(self, term):
        having = sum(term in held for held in self._terms.values())
        return math.log(1 + (len(self._all) - having + 0.5) / (having + 0.5))

    def _detail(self, passage):
        held = self._sections[passage.paper_id]
        first = passage.sentences[0].start if passage.sentences else passage.start
        before = [one for one in held[passage.sections[0]].sentences if one.end <= first][-1:]
        text = self.paper(passage.paper_id).text
        return Detail(
            before=frozenset(term for one in before for term in terms(text[one.start : one.end])),
            sections=tuple(replace(held[ordinal], sentences=()) for ordinal in passage.sections),
            context=frozenset(terms(passage.context)),
            sentences=tuple(frozenset(terms(self._words(passage, one))) for one in passage.sentences),
        )

    def _indexed(self, passage):
        return f"{passage.context} {passage.text}"

    def _words(self, passage, sentence):
        return passage.text[sentence.start - passage.start : sentence.end - passage.start]

    def _vector(self, text, *, alike=ALIKE):
        common = alike / math.sqrt(ALIKE)  # a text's own common part is the root of ALIKE
        counts = np.zeros(len(self._columns) + 1, np.float32)
        for term in terms(text) or [""]:
            counts[self._columns.get(term, len(self._columns))] += 1
        own = counts / np.linalg.norm(counts) * math.sqrt(1 - common * common)
        return np.append(own, np.float32(common))


def ranker(*, threshold=0.25, **weights):
    """Return a ranker with these sentence weights (words in common alone, if none), that is silent below a threshold.

    Its answer model says one half, or next to nothing where a lack can be named: at a threshold up to 0.5 only reasons
    that can be named make it silent, above that it always is.
    """
    chosen = weights or {"cover_sentence": 4.0, "cosine_sentence": 4.0}
    return Ranker(
        sentence=model(FEATURES, chosen, intercept=-2.0),
        reread=model(REREAD_FEATURES, {}),
        answer=model(ANSWER_FEATURES, {name: -9.0 for name in ANSWER_FEATURES if name.startswith("lacks_")}),
        threshold=threshold,
    )


def model(names, weights, *, intercept=0.0):
    """Return a logistic regression with these weights by name, all others 0."""
    assert weights.keys() <= set(names)
    return Model(features=names, weights=tuple(weights.get(name, 0.0) for name in names), intercept=intercept)


def answer_to(text, *written, scope=EVERYTHING, by=None, history=(), skipped=()):
    """Return the answer to a question over papers."""
    return answer_from(Shelf(*written, skipped=skipped), text, scope=scope, by=by, history=history)


def answer_from(shelf, text, *, scope=EVERYTHING, by=None, history=()):
    """Return the answer to a question over a collection."""
    question = Question(text=text, scope=scope, history=history)
    return ask(question, collection=shelf, register=REGISTER, ranker=by or ranker())


def ranked_for(text, shelf, *, by=None, scope=EVERYTHING):
    """Return a question as understood and the ranked sentences of a collection for it."""
    asked = understand(Question(text=text), register=REGISTER)
    evidence = gather(asked, shelf, hits=shelf.search(asked.text, k=40, scope=scope))
    return asked, rank(evidence, (by or ranker()).sentence)


def rural(**row):
    """Return minutes with a resolution printed twice, two lists of points, a councillor and an undertaking."""
    return Written(MINUTES, **{"file": "rural.txt", "panel": "norfolk", "date": DAY, **row})


def harbour(**row):
    """Return a report with a table, decision records and a recommendation."""
    return Written(REPORT, **{"file": "harbour.txt", "panel": "norfolk", "date": dt.date(2023, 9, 7), **row})
