"""Measures of citations: are they the paper's words, the right ones, all of them, and rightly attributed?

Each function takes an outcome and returns its value, or None where the measure does not apply to the question. An
answerable question met with silence cites nothing: it counts as 0 wherever something should have been cited.
"""

import re
from collections.abc import Sequence

from corpus.papers import Role, Section, Span
from eval.curated import Gold
from eval.outcomes import Outcome, Source, holds
from qa.answers import Citation
from qa.locate import locator

_MOSTLY = 0.5  # share of the shorter of two stretches from which one supports the other
_GIVEN_WHOLE = frozenset({"decision", "list", "actions"})  # kinds of which every limb or item is gold
_TITLES = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Rev|Professor|Cllrs?|Councillors?|The|An?|Police|Fire|Crime|Victims|"
    r"Commissioner|Mayor|Chief|Constable|Assistant|Acting|Deputy|Temporary|Panel|Members?|Vice|Chair(?:man|woman)?|"
    r"Public|PF?CC|PFC|PCVC|[AD]?CC|T/CC|Officer)\b"
)  # words of a speaker that are no part of a name
_ROLES = (
    ("deputy commissioner", re.compile(r"\bdeputy (?:[\w,]+ ){0,4}?(?:commissioner|mayor)|\bdp?f?cc\b")),
    ("commissioner", re.compile(r"\bp?f?cc\b|\bpfc\b|\bpcvc\b|commissioner|\bmayor\b")),
    ("assistant chief constable", re.compile(r"\bacc\b|(?:assistant|acting) chief constable")),
    ("deputy chief constable", re.compile(r"\bdcc\b|deputy chief constable")),
    ("chief constable", re.compile(r"chief constable|\bt/cc\b|\bcc\b")),
    ("vice chair", re.compile(r"vice\W?chair")),
    ("chair", re.compile(r"\bchair")),
    ("public", re.compile(r"\bpublic\b|\bresidents?\b")),
    ("members", re.compile(r"\bmembers?\b")),
    ("panel", re.compile(r"\bpanel\b")),
)
_SORT = re.compile(r"^(?:resolutions?|paras?|points?|table rows?) ")
_COUNTED = re.compile(r"paragraph (\d+) of the paper")


def exact(outcome: Outcome) -> float | None:
    """Return the share of quotations, nearest passages included, that are the paper's own text at the place they name.

    Our own first promise, so the measure is an equality, not a likeness. Others mean by "verbatim" or "extractive" the
    share of words that occur somewhere in the source, or the longest common subsequence; a figure moved from another
    paragraph passes there and fails here.
    """
    quoted = (*outcome.answer.citations, *outcome.answer.nearest)
    return sum(_is_exact(one, outcome) for one in quoted) / len(quoted) if quoted else None


def precision(outcome: Outcome) -> float | None:
    """Return the share of citations that support: they and a gold span share half of the shorter.

    Named by Liu, Zhang and Liang, "Evaluating Verifiability in Generative Search Engines" (2023), and Gao et al., ALCE
    (2023). Theirs asks of each sentence whether its citations entail it, judged by people or a model; ours asks whether
    the passage is one that answers, judged against gold. Only of answerable questions that are answered: what is cited
    for a question without an answer is counted by `right silence`.
    """
    cited = outcome.answer.citations
    if not outcome.curated.answerable or not cited:
        return None
    return sum(any(_supports(one, gold) for gold in outcome.curated.gold) for one in cited) / len(cited)


def recall(outcome: Outcome) -> float | None:
    """Return the share of gold items that are cited, at least half of each.

    Others (ALCE, 2023) call "citation recall" the share of the answer's sentences that are supported by what they cite;
    a complete list of sources is not asked for there.
    """
    gold = outcome.curated.gold if outcome.curated.answerable else ()
    return len(cited_gold(outcome)) / len(gold) if gold else None


def all_cited(outcome: Outcome) -> float | None:
    """Return 1 when every gold item is cited, at least half of each; `recall` with nothing for a part."""
    found = recall(outcome)
    return None if found is None else float(found == 1)


def first_right(outcome: Outcome) -> float | None:
    """Return 1 when the first citation holds gold.

    Precision at one over citations; others call "P@1" the same over what the search found (see `success@5`).
    """
    if not outcome.curated.answerable or not outcome.curated.gold:
        return None
    first = outcome.answer.citations[:1]
    return float(any(holds(gold, one) for gold in outcome.curated.gold for one in first))


def whole(outcome: Outcome) -> float | None:
    """Return 1 when every word of every gold item is quoted, for kinds that must be given whole.

    Our own second promise. GOV.UK Chat's pilots reported partial answers as a main source of inaccuracy. Letters and
    figures are compared by their place, so a limb that is cut, left out or taken from elsewhere counts as 0. It is not
    `recall`, which half of a span satisfies.
    """
    if outcome.curated.kind not in _GIVEN_WHOLE or not outcome.curated.answerable or not outcome.curated.gold:
        return None
    return float(all(_is_quoted(gold, outcome) for gold in outcome.curated.gold))


def speaker_right(outcome: Outcome) -> float | None:
    """Return 1 when a citation of gold names the curated speaker, where there is one and gold is cited.

    Others measure speaker attribution on transcripts (diarisation error): who spoke when. Here it is whose words a
    quotation is said to be. Names are compared by surname where both give one, else offices are: "PCC", "PFCC" and
    "Police and Crime Commissioner" are one. An unnamed "Panel member" is not any councillor. A deputy is not the
    holder; an assistant and an acting chief constable, both "ACC", are not told apart. What is not cited is counted by
    `recall` alone.
    """
    expected = outcome.curated.speaker
    cited = [one for gold in cited_gold(outcome) for _, one in _pairs(gold, outcome)]
    if expected is None or not cited:
        return None
    return float(any(one.speaker is not None and is_same_speaker(expected, one.speaker) for one in cited))


def locator_right(outcome: Outcome) -> float | None:
    """Return the share of cited gold items whose citation names the author's unit that the gold stands in.

    The unit is looked up anew from the gold's place, then its printed number or letter, its label or the heading above
    it is looked for in the citation's locator; one inside a range ("a) to c)") is named. Our own measure. Known
    confusion: what the unit is comes from `corpus/structure.py`, so a number that was read wrongly is wrong on both
    sides and is not seen; and a heading that stands twice in a paper is as right as the other.
    """
    found = [
        any(_names(one.locator, place, outcome.sources[one.file]) for place, one in pairs)
        for gold in cited_gold(outcome)
        if (pairs := _pairs(gold, outcome))
    ]
    return sum(found) / len(found) if found else None


def cited_gold(outcome: Outcome) -> list[Gold]:
    """Return the gold items of which a citation holds at least half, of answerable questions."""
    gold = outcome.curated.gold if outcome.curated.answerable else ()
    return [item for item in gold if any(holds(item, one) for one in outcome.answer.citations)]


def is_same_speaker(expected: str, printed: str) -> bool:
    """Do two ways of naming a speaker mean the same?

    >>> is_same_speaker("Councillor Wendy Hale", "Cllr Hale"), is_same_speaker("PFCC", "The Commissioner")
    (True, True)
    >>> is_same_speaker("the Fire Officer", "The Fire Officer")
    True
    >>> is_same_speaker("the Commissioner", "The Deputy Commissioner")
    False
    """
    if expected.casefold() == printed.casefold():
        return True
    names, others = _names_of(expected), _names_of(printed)
    if names and others:
        return names[-1] in others or others[-1] in names
    return _role(expected) is not None and _role(expected) == _role(printed)


def _names_of(speaker: str) -> list[str]:
    """Return the words of a person's name, without titles and offices, in lower case."""
    bare = _TITLES.sub("", re.sub(r"\([^)]*\)", "", speaker))
    return [word.lower() for word in re.findall(r"[A-Z][\w'’-]+", bare)]


def _role(speaker: str) -> str | None:
    return next((role for role, pattern in _ROLES if pattern.search(speaker.lower())), None)


def _is_exact(citation: Citation, outcome: Outcome) -> bool:
    source = outcome.sources.get(citation.file)
    inside = 0 <= citation.start < citation.end
    return source is not None and inside and source.paper.text[citation.start : citation.end] == citation.quote


def _supports(citation: Citation, gold: Gold) -> bool:
    return any(
        citation.file == file and span.shares(citation.start, citation.end) >= _MOSTLY for file, span in gold.spans
    )


def _is_quoted(gold: Gold, outcome: Outcome) -> bool:
    """Does every letter and figure of one of the gold's spans stand in some quotation of that paper?"""
    return any(
        all(
            any(one.file == file and one.start <= at < one.end for one in outcome.answer.citations)
            for at in range(span.start, span.end)
            if outcome.sources[file].paper.text[at].isalnum()
        )
        for file, span in gold.spans
    )


def _pairs(gold: Gold, outcome: Outcome) -> list[tuple[Span, Citation]]:
    """Return the gold's places with the citations that hold them."""
    return [
        (span, one)
        for file, span in gold.spans
        for one in outcome.answer.citations
        if one.file == file and holds(Gold(spans=((file, span),)), one)
    ]


def _names(place: str, gold: Span, source: Source) -> bool:
    """Does a locator name one of the units that a gold span stands in?"""
    units = [
        one
        for one in source.sections
        if one.role is not Role.HEADING and Span(start=one.start, end=one.end).shares(gold.start, gold.end) >= _MOSTLY
    ]
    units = units or [one for one in source.sections if one.start <= gold.start < one.end]
    return any(_names_unit(place, unit, source.sections) for unit in units)


def _names_unit(place: str, unit: Section, sections: Sequence[Section]) -> bool:
    """Does a locator name a unit: by its own mark, by a range of marks, or as the unit would be named alone?"""
    mark = unit.number or unit.label
    if mark is None:
        alone = locator((unit,), sections)
        return alone in place or _is_counted(alone, place)
    marks = [_plain(one.number or one.label or "") for one in sections]
    at = next(n for n, one in enumerate(sections) if one.ordinal == unit.ordinal)
    parts = place.split(", ")
    heads = {_plain(_SORT.sub("", ", ".join(parts[:n]))) for n in range(1, len(parts) + 1)}
    heads |= {_plain(_SORT.sub("", part)) for part in parts[1:] if part.startswith("point")}
    spans = (re.split(" to | and ", head) for head in heads)
    ranges = [span for span in spans if len(span) == 2]
    return _plain(mark) in heads or any(
        _plain(first) in marks[: at + 1] and _plain(last) in marks[at:] for first, last in ranges
    )


def _is_counted(alone: str, place: str) -> bool:
    """Is "paragraph 4 of the paper" inside "paragraph 3 of the paper to paragraph 5 of the paper"?"""
    one, several = _COUNTED.findall(alone), _COUNTED.findall(place)
    return bool(one and several) and int(several[0]) <= int(one[0]) <= int(several[-1])


def _plain(mark: str) -> str:
    """Return a mark without its punctuation.

    >>> _plain("(b)"), _plain("vii."), _plain("Is Key Decision?:")
    ('b', 'vii', 'is key decision')
    """
    return mark.strip(" ().:?").casefold()
