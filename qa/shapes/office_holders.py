"""Who holds an office, as the newest paper that says so has it, with its date, and how they came into it.

Offices change hands, and no paper says that nobody has come since. So the answer is never "is", but "as of". Whom
earlier papers name comes after where the past is asked about; else a predecessor would be taken for the holder.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.panels import Register
from corpus.papers import Paper, Section
from qa.answers import AnswerStatus
from qa.extract import Quote
from qa.kinds import NAMELESS
from qa.privacy import private_contacts
from qa.quotation import is_within
from qa.shapes.in_office import came, left, may_tell, newest_papers
from qa.shapes.of_others import of_others
from qa.shapes.shape import Inquiry, Shape
from qa.understand import Understood

_MOST = 4  # quotations
_KEPT = 4096  # papers and offices of which it is kept who holds them
_PAPERS = 24  # of a panel that name a holder; what is older than these is not looked at
_PANELS = 4  # panels up to which each one's holder is given; of more, one must be chosen
_CHOICES = 8
_SHORT = 420  # characters up to which the section is quoted whole
_ASKS = re.compile(
    r"^\W*(?:and |so )?(?:who(?:'s|’s| is| was| are)?|(?:is|do we have|have we got) (?:there )?(?:still )?an?) "
    r"(?:now |currently |presently )?(?:in )?(?:the |our )?(?:current |present )?"
    r"(?P<office>[\w ,&'’-]+?)(?: (?P<of>(?:of|for|in|at)(?! (?:present|the moment)\b) .+?))?"
    r"(?: (?:right )?now| currently| at (?:present|the moment)| (?:these days|nowadays|today))?\W*$",
    re.IGNORECASE,
)
_CHAIRED = re.compile(
    r"^\W*who (?:now |currently )?chair(?:s|ed)? (?P<of>(?:the )?.*?(?:panel|meetings?))\W*$", re.IGNORECASE
)
_IS_THERE = re.compile(r"\W*(?:is there|do we have|have we got)\b", re.IGNORECASE)  # a paper may say that nobody is
_PAST = re.compile(r"\b(?:was|were|chaired|before|previous|last|former)\b", re.IGNORECASE)
_PANEL = re.compile(r"(?:(?:of|for|in|at) )?(?:the |our )?(?:[\w,&]+ ){0,8}(?:panel|force|meetings?)$", re.IGNORECASE)
_NAME = (
    r"(?:(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Professor)\.? )?"
    r"(?:[A-Z]\.? )?[A-Z][a-zà-ÿ'’-]+(?:[ -][A-Z][A-Za-zà-ÿ'’-]+){0,2}"
)
_PLAIN_NAME = r"[A-Z][A-Za-zà-ÿ'’]+"
_TITLED = rf"(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Professor)\.? {_NAME}"
_SEAT = r"(?:[ \t]*\([^()\n]{2,60}\))?"  # where a member is from may stand after the name
_APART = r"(?:,[ \n]| [–—-] |[ \t]*\t[ \t]*| ?\| ?)"  # what stands between a name and an office
_OTHER = r"(?<![Vv]ice)(?<![Vv]ice[ \-?])(?<![Dd]eputy )(?<![Aa]ssistant )(?<![Ff]ormer )(?<![Tt]hen )(?<!previous )"
_OFFICES = {
    "vice chair": r"Vice[- ?\u2011]?[Cc]hair(?:man|woman|person)?",
    "chair": r"Chair(?:man|woman|person)?",
    "deputy commissioner": r"Deputy (?:Police(?:,| and)?[ \w,]{0,20} Crime )?Commissioner",
    "commissioner": r"(?:(?:Police(?:,| and| &)[ \w,&]{0,20} Crime )?Commissioner|PF?CC)\b",
    "assistant chief constable": r"Assistant Chief Constable",
    "deputy chief constable": r"Deputy Chief Constable",
    "chief constable": r"(?:Acting |Temporary |Interim )?Chief Constable",
    "chief fire officer": r"Chief Fire Officer",
    "chief finance officer": r"Chief Finance Officer",
    "chief executive": r"Chief Executive",
    "monitoring officer": r"Monitoring Officer",
}
_SHORT_NAMES = {
    "pcc": "commissioner", "pfcc": "commissioner", "police and crime commissioner": "commissioner",
    "police fire and crime commissioner": "commissioner", "dpcc": "deputy commissioner",
    "deputy police and crime commissioner": "deputy commissioner", "deputy pcc": "deputy commissioner",
    "acc": "assistant chief constable", "dcc": "deputy chief constable", "cc": "chief constable",
    "cfo": "chief fire officer", "vice chairman": "vice chair", "vice chairwoman": "vice chair",
    "vice chairperson": "vice chair", "chairman": "chair", "chairwoman": "chair", "chairperson": "chair",
}  # fmt: skip
NOBODY = "No paper searched says who the {office} is."
NOBODY_THEN = "No paper of {time} that was found says who the {office} was."
AS_OF = "Offices change hands: this is what the newest papers loaded say, each of its day."


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A place where a paper says who holds an office."""

    paper: Paper
    name: str  # as printed
    start: int
    end: int


def by_holder(plain: Shape, inquiry: Inquiry) -> Shape:
    """Return who holds the office that is asked for, or that no paper says; the plain answer where none is asked for.

    It is kept, too, where only papers without a date, or agendas, name a holder.
    """
    office = office_asked(_without_times(inquiry.asked), inquiry.register)
    if office is None:
        return plain
    if inquiry.asked.periods:
        return _of_its_time(plain, inquiry, office)
    found = _newest_first(inquiry, office)
    panels = list(dict.fromkeys(one.paper.metadata.panel.value for one in found))
    if len(panels) > _PANELS:
        names = [inquiry.register.name_on(panel, None) for panel in panels if panel]
        choices = tuple(f"Who is the {office} of the {name}?" for name in names[:_CHOICES])
        note = f"The papers of {len(panels)} panels name one: name the panel."
        return Shape(status=AnswerStatus.CLARIFY, quotes=(), notes=(note,), choices=choices)
    quotes = list(_quotes(found, office, inquiry))[:_MOST]
    if not quotes:
        told = any(next(holdings(paper, office), None) for paper in inquiry.collection.papers(inquiry.scope))
        note = NOBODY.format(office=office)
        return (
            plain
            if told or _IS_THERE.match(inquiry.asked.asked)
            else Shape(status=AnswerStatus.NOT_FOUND, quotes=(), notes=(note,))
        )
    return of_others(replace(plain, status=AnswerStatus.ANSWERED, quotes=tuple(quotes), notes=(AS_OF,)), inquiry)


def _without_times(asked: Understood) -> str:
    """Return a question without the times that it names: "Who was in the chair in 2020?" asks for an office."""
    text = asked.asked
    for period in asked.periods:
        text = re.sub(rf" (?:in|during|at|of|for|on) {re.escape(period.words)}", "", text)
    return text


def _of_its_time(plain: Shape, inquiry: Inquiry, office: str) -> Shape:
    """Return the answer for a time that is named; silence where nothing quoted is of that time or names it."""
    times = inquiry.asked.periods
    days = [quote.paper.metadata.date.value for quote in plain.quotes]
    within = any(day and period.since <= day <= period.until for day in days for period in times)
    if (
        plain.status is not AnswerStatus.ANSWERED
        or within
        or any(period.words in quote.text for quote in plain.quotes for period in times)
    ):
        return plain
    note = NOBODY_THEN.format(time=times[0].words, office=office)
    return Shape(status=AnswerStatus.NOT_FOUND, quotes=plain.quotes, notes=(note,))


def office_asked(text: str, register: Register) -> str | None:
    """Return the office whose holder a whole question asks for, or None.

    >>> from corpus.panels import default_register
    >>> [office_asked(f"Who is {one}?", default_register()) for one in ("the chair", "the PFCC", "the chair of Kent")]
    ['chair', 'commissioner', 'chair']
    >>> office_asked("Who is the chair of the audit committee?", default_register()) is None
    True
    """
    match = _CHAIRED.match(text) or _ASKS.match(text)
    if match is None:
        return None
    of = match["of"] or ""
    if of and not _PANEL.match(of) and not register.named_in(of):
        return None
    words = match.groupdict().get("office", "chair")
    name = re.sub(r"['’]s\b|[^\w]+", " ", words).strip().lower()
    found = [office for office in sorted((*_OFFICES, *_SHORT_NAMES), key=len) if name.endswith(office)]
    if not found:
        return None
    before = name.removesuffix(found[-1]).strip()
    if before and before not in ("panel", "force") and not register.named_in(before):
        return None
    return _SHORT_NAMES.get(found[-1], found[-1])


def holdings(paper: Paper, office: str) -> Iterator[Holding]:
    """Yield the places where a paper names the holder of an office, in reading order."""
    for name, start, end in _named(paper.text, office):
        yield Holding(paper=paper, name=name, start=start, end=end)


@lru_cache(maxsize=_KEPT)
def _named(text: str, office: str) -> tuple[tuple[str, int, int], ...]:
    """Return the holders that a paper's text names and where: for each paper found out once, not at every answer."""
    found = []
    for before, after in _patterns(office):
        # A name may begin at any capital letter: what stands after it is looked for first, which is far quicker.
        if re.search(after, text):
            found += [
                (" ".join(match["name"].split()).replace("Councillors ", "Councillor "), match.start(), match.end())
                for match in re.finditer(before + after, text)
                if not set(match["name"].split()) <= NAMELESS  # "Police and Crime Commissioner (PCC)"
            ]
    return tuple(found)


def _patterns(office: str) -> list[tuple[str, str]]:
    """Return the ways in which papers say who holds an office, each in two parts; the group `name` is the holder."""
    printed = _OFFICES[office]
    plain = printed if office in ("vice chair", "deputy commissioner") else rf"{_OTHER}{printed}"
    name, titled = rf"(?P<name>{_NAME}){_SEAT}", rf"(?P<name>{_TITLED}){_SEAT}"
    full = rf"(?P<name>{_TITLED}|{_PLAIN_NAME}(?:[ -]{_PLAIN_NAME}){{1,2}})"
    end = r"(?=[ \t]*(?:[;.,(\n]|and\b|for\b|\Z))"
    if office == "chair":
        return [
            (rf"{name}\s*", rf"\((?:in the )?{plain}\)"),
            ("", rf"{titled},? (?:was |is |took |being )?(?:in )?the [Cc]hair\b"),
            ("", rf"\b[Tt]he {plain}, {titled}\b"),
            ("", rf"{titled} (?:was|be|is) (?:re-?)?(?:elected|appointed) (?:as |the ){{0,2}}{plain}\b"),
            ("", rf"\bchaired by {titled}\b"),
            (titled, rf"{_APART}{plain}{end}"),
            ("", rf"(?m:^){printed}(?:: | [–—-] ){name}(?=[ \t]*(?:[;,.(\n]|\Z))"),
        ]
    return [
        (rf"{name}\s*", rf"\({plain}\)"),
        (name, rf"{_APART}(?:the )?{plain}{end}"),
        (rf"(?:(?<=[.!?:;] )|(?m:^)){full}", rf",? the {plain}\b(?= [a-z])"),
        (rf"(?m:^){full}", rf"\s*\n\s*(?:[A-Z]\w+ ){{0,4}}{plain}{end}"),
        ("", rf"(?:\b[Tt]he )?{plain}, {name}(?=[,;.)])"),
        ("", rf"(?m:^)(?:[Tt]he )?{plain}(?:: | [–—-] ){name}(?=[ \t]*(?:[;,.(\n]|\Z))"),
        (
            full,
            rf" (?:has been|had been|became|was|be|is) (?:(?:re-?)?(?:elected|appointed) )?(?:as |our |the )*{plain}\b",
        ),
        ("", rf"{plain} (?P<name>(?!(?:for|Police|Fire|Crime)\b){_NAME})(?=\s*[;,.(])"),
    ]


def _newest_first(inquiry: Inquiry, office: str) -> list[Holding]:
    """Return of each panel the newest paper that gives each name, newest first; agendas say what is to come."""
    papers = [paper for paper in inquiry.collection.papers(inquiry.scope) if may_tell(paper)]
    papers.sort(key=lambda paper: (paper.metadata.date.value, paper.paper_id), reverse=True)
    found: list[Holding] = []
    seen: set[tuple[str | None, str]] = set()
    told: Counter[str | None] = Counter()  # papers of each panel that name a holder
    for paper in papers:
        if told[paper.metadata.panel.value] == _PAPERS:
            continue
        one = next(holdings(paper, office), None)
        if one is None:
            continue
        told[paper.metadata.panel.value] += 1
        whose = (paper.metadata.panel.value, one.name.split()[-1])
        if whose not in seen:
            found.append(one)
        seen.add(whose)
    return found


def _quotes(found: Sequence[Holding], office: str, inquiry: Inquiry) -> Iterator[Quote]:
    """Yield the newest holder of each panel, of one how they came and left; where the past is asked, those before."""
    newest: dict[str | None, Holding] = {}
    for one in found:
        newest.setdefault(one.paper.metadata.panel.value, one)
    if len(newest) == 1:
        yield from _gone(found[0], office, inquiry)
    earlier = [one for one in found if one not in newest.values()] if _PAST.search(inquiry.asked.asked) else []
    for one in (*newest.values(), *earlier):
        quote = _quoted(one, inquiry)
        if quote is None or private_contacts(quote.text):
            continue
        day, panel = one.paper.metadata.date.value, one.paper.metadata.panel.value
        when = f"{day.day} {day:%B %Y}" if day else "undated"
        place = f"{inquiry.register.name_on(panel, day)}, " if panel and len(newest) > 1 else ""
        before = "" if one in newest.values() else " before that"
        head = f"{place}{office}{before}, as of {when}: {one.name}"
        yield replace(quote, head=head[0].upper() + head[1:])
        if len(newest) == 1 and one is found[0]:
            told = came(_last_name(one), _OFFICES[office], newest_papers(inquiry, one.paper), inquiry.collection)
            yield from (other for other in told if not is_within(other, quote))


def _gone(one: Holding, office: str, inquiry: Inquiry) -> Iterator[Quote]:
    """Yield where a paper that is newer than the one that names a holder tells that they have left."""
    own = one.paper.metadata.date.value
    later = [
        paper for paper in newest_papers(inquiry, one.paper) if (day := paper.metadata.date.value) and own and day > own
    ]
    yield from left(_last_name(one), _OFFICES[office], later, inquiry.collection)


def _last_name(one: Holding) -> str:
    return one.name.split()[-1]


def _quoted(one: Holding, inquiry: Inquiry) -> Quote | None:
    """Return the section that says it, where it is short; else its line or sentence; None where no section has it."""
    sections = inquiry.collection.sections(one.paper.paper_id)
    section = next((held for held in sections if held.start <= one.start < held.end), None)
    if section is None:
        return None
    start, end = (section.start, section.end) if section.end - section.start <= _SHORT else _line(one, section)
    return Quote(paper=one.paper, start=start, end=end, sections=(section,), speaker=section.speaker, probability=1.0)


def _line(one: Holding, section: Section) -> tuple[int, int]:
    """Return the line of a list that names the holder, or else the sentence."""
    text = one.paper.text
    start = max(section.start, text.rfind("\n", 0, one.start) + 1)
    stop = text.find("\n", one.end)
    end = min(section.end, stop if stop >= 0 else section.end)
    if end - start <= _SHORT:
        return start, end
    for sentence in section.sentences:
        if sentence.start <= one.start and one.end <= sentence.end and sentence.end - sentence.start <= _SHORT:
            return sentence.start, sentence.end
    return one.start, one.end
