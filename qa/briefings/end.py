"""The end of a briefing: acronyms as the papers write them out, and how the briefing was made."""

from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version

from qa.answers import Citation, Coverage
from qa.briefings.acronyms import Expansion, expand
from qa.briefings.material import Material, written
from qa.briefings.parts import Line, Paragraph, Part, Phrase, Points, Says, computed, figure, fixed, lines_of
from qa.extract import Quote
from qa.web.plain import coverage_sentence

_MOST = 20


def closing_parts(material: Material, parts: Sequence[Part], *, coverage: Coverage) -> tuple[Part, ...]:
    """Return acronyms, where there are any, and how the briefing was made."""
    found = _acronyms(material, parts)
    return (*((_acronym_part(material, found),) if found else ()), _made(material, coverage))


def _acronyms(material: Material, parts: Sequence[Part]) -> list[Expansion]:
    """Return the acronyms of what the parts quote."""
    markers = {
        marker
        for part in parts
        for block in part.blocks
        for line in lines_of(block)
        for phrase in line
        if phrase.says is Says.QUOTED
        for marker in phrase.markers
    }
    quotes = [_quote(material, one) for marker in sorted(markers) for one in material.sources.source(marker).citations]
    papers = {finding.paper.paper_id: finding.paper for finding in material.findings}
    return expand(quotes, papers=list(papers.values()), collection=material.collection)[:_MOST]


def _quote(material: Material, citation: Citation) -> Quote:
    paper = material.collection.paper(citation.paper)
    sections = tuple(
        one for one in material.collection.sections(citation.paper) if one.start <= citation.start < one.end
    )
    return Quote(paper=paper, start=citation.start, end=citation.end, sections=sections, speaker=None, probability=1.0)


def _acronym_part(material: Material, found: Sequence[Expansion]) -> Part:
    line: list[Phrase] = []
    for one in found:
        line += [fixed("; " if line else ""), figure(one.acronym), fixed(": ")]
        if one.quote:
            line.append(figure(one.words, material.sources.marker(one.quote)))
        else:
            line.append(fixed("not written out in the papers loaded"))
    return Part(heading="Acronyms", blocks=(Paragraph(line=(*line, fixed("."))),))


def _made(material: Material, coverage: Coverage) -> Part:
    """Return how the briefing was made, from what, and what a person still has to do."""
    return Part(heading="How this briefing was made", blocks=(Points(lines=tuple(_facts(material, coverage))),))


def _facts(material: Material, coverage: Coverage) -> Iterator[Line]:
    yield (
        computed(f"Put together by panelqa{_version()} on {written(material.prepared)}"),
        fixed(
            ", by rule and without a language model: quotations, what follows from figures that are cited, and fixed "
            "phrases. Each quotation was compared with its paper, character by character; only breaks of line and runs "
            "of spaces were closed up."
        ),
    )
    looked_for = "; ".join(topic.text for topic in material.subject.topics)
    yield (computed(f"Looked for: {looked_for}. Index: {material.collection.generation}."),)
    if limits := _limits(material):
        yield (computed(limits),)
    yield (computed(coverage_sentence(coverage)),)
    yield (
        fixed(
            "What no paper loaded holds is not in it. Read the sources before you rely on it, and add who checked it."
        ),
    )


def _limits(material: Material) -> str:
    """Return what the search was limited to, as a sentence; nothing where it was not."""
    scope, limits = material.subject.scope, []
    if scope.panels:
        limits.append(", ".join(material.register.name_on(panel, None) for panel in sorted(scope.panels)))
    if scope.since:
        limits.append(f"from {written(scope.since)}")
    if scope.until:
        limits.append(f"up to {written(scope.until)}")
    if scope.kinds:
        limits.append("kinds of paper: " + ", ".join(sorted(kind.value for kind in scope.kinds)))
    if material.order.meeting:
        limits.append(f"no paper later than the meeting of {written(material.order.meeting)}")
    return f"Limited to: {'; '.join(limits)}." if limits else ""


def _version() -> str:
    try:
        return f" {version('panelqa')}"
    except PackageNotFoundError:  # run from its folder, without having been installed
        return ""
