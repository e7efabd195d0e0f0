"""What a full list is about, and whether words are about it: strictly enough to be counted.

A quotation that merely comes near is good enough to be shown as the nearest; in a list it would be counted. So words
are about a topic when they hold most of it by rarity, under one of its names, or when the heading above them does.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from corpus.panels import Register
from corpus.papers import Paper, PaperKind, Role, Section, Sentence
from index.search import Collection
from index.terms import STOP_WORDS, terms
from qa.briefings.topic import Topic, Weights, bare_title, topic_of
from qa.part_names import distinctive
from qa.understand import Understood

HINT = 0.3  # share of the topic, by rarity, from which nobody can say that words are not about it
COVER = 0.7  # share of the topic, by rarity, that makes words be about it
_LIKE = 0.55  # cosine from which half of it will do
_HALF = 0.45
_PAIR = 2  # terms of a topic that are all meant
_LIGHT = frozenset(terms("call calls issue issues matter matters work"))  # "101 calls" are about 101
_WORD = re.compile(r"[^\s,;:?!()“”\"]*[^\s,;:?!()“”\".]")
_PUNCTUATION = re.compile(r"[^\w\s£%'’/&-]")
_ACRONYMS, _ACRONYM = re.compile(r"\b([A-Z]{2,})s\b"), re.compile(r"\b([A-Z]{2,})\b")  # "PCSOs" has a stem of its own
_OF_MEETINGS = frozenset({PaperKind.MINUTES, PaperKind.AGENDA})
_FROM_TO = re.compile(
    r"\bfrom (?:[\w-]+ ){1,3}?(?:to|until|till)(?: (?:the )?(?:end|final|current|latest|present|today|now)\b.*|\W*$)",
    re.IGNORECASE,
)  # the stretch of a time line: "from the outline to the final figure"
_LEAST, _LABELLED = 4, 120  # words of a point; characters up to which a field names something and says nothing
_FORMALITIES = re.compile(
    r"\bmeeting closed\b|\bguide time\b|\bminutes of the meeting held\b|^\W*report of\b|"
    r"^\W*to (?:review|consider|receive|note)\b",
    re.IGNORECASE,
)
# Words that ask for a list, name what is listed, or whose it is: no topic.
_ASKING = frozenset(
    terms(
        "list enumerate name give show set find get need want please every each all full complete which what how "
        "many times often time count when where who said say says tell resolution resolutions resolve resolved "
        "recommendation recommendations recommend recommended request requests requested requesting undertaking "
        "undertakings undertake undertaken undertook promise promises promised commitment commitments assurances "
        "decision decisions record records meeting meetings paper papers report reports reported reporting "
        "minutes panel panels panel's member members councillor councillors commissioner commissioners pcc pfcc "
        "opcc opfcc made make making take took taken taking pass passed agree agreed adopt adopted decide decided "
        "ask asked asking asks raise raised question questioned queried consider considered considering discuss "
        "discussed discussing dealt deal dealing look looked cover covered covering mention mentioned mentioning "
        "mentions hear heard debate debated concern concerns concerning concerned relate relates related relating "
        "regarding regards do refer referred refers reference speak spoke about on first last been put published "
        "publish since until before after between from to during over year years months loaded so far ever "
        "compare comparison compared contrast versus difference differences side differ differed trace timeline "
        "line history changed change changes moved move evolve evolved developed gone go come came up earliest "
        "oldest newest order date dates figure figures number things thing issues issue matter matters include "
        "wanted want know known find out learn follow followed track please set grown grew "
        "shrunk shift shifted risen rose fallen fell happen happened often "
        "included including involve involving involved formal proposals proposal proposed"
    )
)
# The same of actions, of which other lists may be about: "resolutions on job cuts", "the closing of stations".
OF_ACTIONS = frozenset(
    terms(
        "action actions point points job jobs task tasks follow-ups log logged list table left do done sent handed out "
        "came come close closing end fell item items whose assigned stand stood owner owners"
    )
)
# The same of promises, and of those who make them.
OF_PROMISES = frozenset(
    terms(
        "promise promised promises pledge pledged pledges undertake undertook undertaken undertakings commitments "
        "assurances say said would will do send new other further else each again end give given gave officers deputy "
        "annual hearing session debate discussion discussions talk talks public people anything committed commit "
        "commits himself herself themselves offer offered supposed due left side back bring provide supply done doing "
        "assistant acting chief constable executive finance financial officer treasurer cfo mayor cc acc dcc mr mrs ms "
        "miss dr"
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The topic of a list; without one, everything is on it."""

    text: str
    named: str  # as it is said in a summary: in quotation marks, or empty where its words stand apart in the question
    topic: Topic | None
    papers: frozenset[str]  # that hold enough of the topic's words for some of theirs to be about it
    collection: Collection

    def holds(self, paper: Paper, section: Section, words: str) -> bool:
        """Are words about the topic, by themselves or by what they stand under?"""
        return self.topic is None or self.is_said(words) or self.is_above(paper, section)

    def is_said(self, words: str) -> bool:
        """Do words themselves speak of the topic?"""
        if self.topic is None:
            return True
        cover = self.cover(words)
        if cover >= COVER or cover < _HALF:
            return cover >= COVER
        near = self.collection.embed(self.text) @ self.collection.embed(" ".join(words.split())[:400])
        return bool(near >= _LIKE)

    def cover(self, words: str) -> float:
        """Return how much of the topic words hold, 0 to 1; of a topic of two words both count."""
        if self.topic is None:
            return 1.0
        held = frozenset(terms(words))
        shares = []
        for name in self.topic.weights:
            share = sum(weight for term, weight in name if term in held) / sum(weight for _, weight in name)
            both = len(name) > _PAIR or all(term in held for term, _ in name)
            shares.append(share if both else min(share, _HALF))
        return max(shares)

    def is_above(self, paper: Paper, section: Section) -> bool:
        """Is the heading that a section stands under about the topic, or the title of a paper on one subject?"""
        if self.topic is None:
            return True
        titles = list(section.headings)
        if paper.metadata.kind.value not in _OF_MEETINGS:
            titles.append(paper.metadata.title.value or "")
        return any(self.cover(bare_title(title)) >= COVER for title in titles)

    def may_be_in(self, paper: Paper) -> bool:
        """Can the paper hold words about the topic at all? Quick: the index tells which papers hold which words."""
        if self.topic is None or paper.paper_id in self.papers:
            return True
        return self.topic.cover(paper.metadata.title.value or "") >= HINT


def subject_of(
    asked: Understood, *, collection: Collection, register: Register, asking: frozenset[str] = frozenset()
) -> Subject:
    """Return what a list is about: the question without the words that ask, name a panel or a time.

    `asking` are further terms that ask and are no topic.
    """
    text = _bare(asked, register, asking=_ASKING | asking)
    if not text:
        return Subject(text="", named="", topic=None, papers=frozenset(), collection=collection)
    topic = topic_of(text, collection=collection, register=register)
    for form in (_ACRONYMS.sub(r"\1", text), _ACRONYM.sub(r"\1s", text)):
        if form != text:
            other = topic_of(form, collection=collection, register=register)
            topic = replace(topic, names=(*topic.names, *other.names), weights=(*topic.weights, *other.weights))
    topic = replace(topic, weights=tuple(_weighty(name) for name in topic.weights))
    named = f"“{text}”" if f" {text} " in f" {_PUNCTUATION.sub(' ', asked.asked)} " else ""
    return Subject(
        text=text, named=named, topic=topic, papers=_papers(topic, collection=collection), collection=collection
    )


def _papers(topic: Topic, *, collection: Collection) -> frozenset[str]:
    """Return the papers that hold at least HINT of a topic, by rarity, under one of its names."""
    found: set[str] = set()
    for name in topic.weights:
        held: defaultdict[str, float] = defaultdict(float)
        for term, weight in name:
            for paper in collection.holding(term):
                held[paper] += weight
        least = HINT * sum(weight for _, weight in name)
        found.update(paper for paper, weight in held.items() if weight >= least)
    return frozenset(found)


def _weighty(name: Weights) -> Weights:
    """Return a name of the topic without words that say little, where others are left."""
    return tuple(pair for pair in name if pair[0] not in _LIGHT) or name


def _bare(asked: Understood, register: Register, *, asking: frozenset[str]) -> str:
    """Return the words of the topic, in their order, with the small words between them."""
    text = asked.asked if not asked.taken else asked.text
    for period in asked.periods:
        text = text.replace(period.words, " ")
    for panel in map(register.panel, asked.panels):
        stems = (panel.area, *panel.aliases, *(name.name for name in panel.names), *distinctive(panel))
        names = sorted(stems, key=len, reverse=True)
        text = re.sub(rf"\b(?:{'|'.join(map(re.escape, names))})(?:['’]s)?(?!\w)", " ", text, flags=re.IGNORECASE)
    words = [word for word in _WORD.findall(_FROM_TO.sub(" ", text)) if not _asks(word, asking)]
    while words and _is_small(words[0]):
        words.pop(0)
    while words and _is_small(words[-1]):
        words.pop()
    return " ".join(words)


def _asks(word: str, asking: frozenset[str]) -> bool:
    found = terms(word)
    return bool(found) and asking.issuperset(found)


def _is_small(word: str) -> bool:
    return word.lower().strip(".'’") in STOP_WORDS or not re.search(r"\w", word)


def is_point(paper: Paper, section: Section, sentence: Sentence) -> bool:
    """Does a sentence say something, rather than head a part or label the paper?"""
    if section.role is Role.HEADING:
        return False
    if section.role is Role.FIELD and section.label and sentence.end - sentence.start <= _LABELLED:
        return False
    words = paper.text[sentence.start : sentence.end]
    return (section.role is Role.TABLE_ROW or len(words.split()) >= _LEAST) and not _FORMALITIES.search(words)


def sentence_at(section: Section, found: Sentence) -> Sentence | None:
    """Return the section's sentence that a passage's sentence is, which may begin at its bullet."""
    return next((one for one in section.sentences if one.start < found.end and found.start < one.end), None)
