"""What the papers say now: figures with period, giver and source; what changed; a chart where there is a series."""

import datetime as dt
from collections.abc import Iterator, Sequence

from corpus.papers import Role
from qa.briefings.amended import place
from qa.briefings.amounts import Unit
from qa.briefings.comparisons import Change, Series, Told, changes, series
from qa.briefings.findings import Finding, Nearness
from qa.briefings.material import Material, no_finding, overlaps, written
from qa.briefings.parts import Block, Chart, Line, Paragraph, Part, Phrase, Points, Says, Table, computed, figure, fixed
from qa.briefings.reported import Reported, who_gave
from qa.office.charts import Bar, bar_chart

_MOST_ROWS, _MOST_OTHERS, _MOST_CHANGES, _MOST_CHARTS, _MOST_WORDS = 7, 4, 3, 1, 2
_MOST_BARS = 10
_LONG_SERIES = 4  # points of a series that is shown though it is not of the topic by its own words
_SCALE = {Unit.MONEY: " in pounds", Unit.SHARE: " in per cent", Unit.COUNT: "", Unit.TIME: ""}
_LONGEST = 420  # characters


def figures_now(material: Material) -> Part:
    """Return the part; where the papers give no figure, what they say in words."""
    chosen = chosen_figures(material)
    blocks: list[Block] = []
    if chosen:
        blocks.append(_table(material, chosen))
        blocks += _changes(material)
        blocks += _charts(material)
    else:
        blocks.append(Paragraph(line=no_finding("The papers loaded give no figures on this topic.")))
    blocks += _words(material)
    return Part(heading="What the papers say now", blocks=tuple(blocks))


def chosen_figures(material: Material) -> list[Reported]:
    """Return the figures to show: on the topic itself first, the newest first, rows of one table together."""
    levels = [one for one in material.figures if not one.changed]
    own = [one for one in levels if one.finding.nearness is Nearness.DIRECT]
    others = [one for one in levels if one.finding.nearness is not Nearness.DIRECT]
    rows = _newest_first(own)[:_MOST_ROWS]
    rows += _tables_first(others)[: min(_MOST_OTHERS, _MOST_ROWS - len(rows))]
    return _without_repeats(sorted(rows, key=_as_shown))


def _newest_first(figures: Sequence[Reported]) -> list[Reported]:
    def age(one: Reported) -> tuple[int, bool, bool, int]:
        told, day = one.paper.metadata.date.value or dt.date.min, one.day or dt.date.min
        row = one.finding.section.role is Role.TABLE_ROW
        return (-told.toordinal(), one.aimed, not row, -day.toordinal())

    return sorted(figures, key=age)


def _tables_first(figures: Sequence[Reported]) -> list[Reported]:
    """Return the newest first, of those what tables give before what sentences do."""
    return sorted(_newest_first(figures), key=lambda one: one.finding.section.role is not Role.TABLE_ROW)


def _as_shown(one: Reported) -> tuple[int, str, int, int]:
    """Return where a figure stands in the table: by paper, the newest first, then as in the paper."""
    day = one.paper.metadata.date.value or dt.date.min
    return (-day.toordinal(), one.paper.paper_id, one.finding.section.ordinal, one.amount.start)


def _without_repeats(figures: Sequence[Reported]) -> list[Reported]:
    """Return the figures without what one paper says twice: in a sentence and in a row."""
    seen: set[tuple[str, frozenset[str], float]] = set()
    kept = []
    for one in figures:
        key = (one.paper.paper_id, one.key if one.named else frozenset({one.amount.unit.value}), one.amount.value)
        if key not in seen:
            seen.add(key)
            kept.append(one)
    return kept


def _table(material: Material, chosen: Sequence[Reported]) -> Table:
    rows = tuple(
        (
            _measure(material, one),
            (figure(one.period),) if one.period else (computed(f"paper {_of_day(one)}"),),
            (figure(one.amount.text), *((fixed(f" ({one.unit_note})"),) if one.unit_note else ())),
            _giver(material, one),
        )
        for one in chosen
    )
    return Table(
        caption="Figures in the papers, newest paper first",
        headers=("Measure", "Period", "Value", "Who gave it, and source"),
        rows=rows,
        widths=(7, 4, 3, 6),
    )


def _giver(material: Material, one: Reported) -> Line:
    marker = material.sources.marker(one.quote)
    return (figure(who_gave(one), marker),) if _speaks(one) else (computed(who_gave(one), marker),)


def _measure(material: Material, one: Reported) -> Line:
    aside: Line = (fixed(" (an aim, forecast or proposal)"),) if one.aimed else ()
    aside += _put_right(material, one)
    if not one.named:
        return (Phrase(text=one.measure[0], says=Says.QUOTED), *aside)
    return (*_plain_measure(one), *aside)


def _put_right(material: Material, one: Reported) -> Line:
    """Return what must stand beside a figure that a later paper put right."""
    correction = material.amended.get(place(one.finding))
    return material.aside(one.finding) if correction and one.amount.text in correction.words else ()


def _speaks(one: Reported) -> bool:
    return bool(one.finding.sentence.speaker or one.finding.section.speaker)


def _of_day(one: Reported) -> str:
    day = one.paper.metadata.date.value
    return f"of {written(day)}" if day else "undated"


def _changes(material: Material) -> Iterator[Block]:
    """Yield what changed since the last time, worked out from the cited figures."""
    lines = [change_line(material, one) for one in own_changes(material)]
    lines += [told_line(material, one) for one in own_told(material)]
    lines = lines[:_MOST_CHANGES]
    if lines:
        yield Paragraph(line=(fixed("Change since last time, worked out from the figures above and their sources:"),))
        yield Points(lines=tuple(lines))


def own_changes(material: Material) -> list[Change]:
    """Return the changes of measures that are on the topic by their own words; of all measures where none is."""
    found = changes(material.figures)
    own = [one for one in found if one.last.finding.nearness is Nearness.DIRECT]
    return own or found


def own_told(material: Material) -> list[Told]:
    """Return the changes that sentences on the topic itself tell, beyond those that a table shows."""
    shown = {(one.first.amount.value, one.last.amount.value) for one in changes(material.figures)}
    rows = {one.amount.value for one in material.figures if one.finding.section.role is Role.TABLE_ROW}
    return [
        one
        for one in material.told
        if one.finding.nearness is not Nearness.AFTER
        and (one.finding.nearness is Nearness.DIRECT or material.subject.paper)
        and (one.first.value, one.last.value) not in shown
        and not {one.first.value, one.last.value} <= rows
    ]


def change_line(material: Material, one: Change) -> Line:
    """Return a change as a line: the measure, the two figures with their times, and how far apart they are."""
    return (
        *_plain_measure(one.last),
        fixed(": "),
        *_figure_with_time(one.first),
        fixed(", then "),
        *_figure_with_time(one.last),
        computed(f": {one.words}", material.sources.marker(one.first.quote), material.sources.marker(one.last.quote)),
        fixed("."),
    )


def _plain_measure(one: Reported) -> Line:
    words = [figure(one.measure[0])]
    for part in one.measure[1:]:
        words += [fixed(" "), figure(part)]
    return tuple(words)


def _figure_with_time(one: Reported) -> Line:
    unit = (fixed(f" {one.unit_note}"),) if one.unit_note else ()
    when = figure(one.period) if one.period else computed(f"reported {written(one.paper.metadata.date.value)}")
    return (figure(one.amount.text), *unit, fixed(" ("), when, fixed(")"))


def told_line(material: Material, one: Told) -> Line:
    """Return a change that one sentence tells, with what its two figures come to."""
    quoted = (computed(material.lead(one.finding)),) if material.sources.holds(one.finding.quote) else None
    marker = material.sources.marker(one.finding.quote)
    return (
        *(quoted or material.quoted(one.finding)),
        computed(f": from {one.first.text} to {one.last.text} is {one.words}", marker),
        fixed("."),
    )


def _charts(material: Material) -> Iterator[Block]:
    """Yield a chart for each of the longest series on the topic itself, two at most."""
    found = series(material.figures)
    own = [one for one in found if one.points[-1].finding.nearness is Nearness.DIRECT]
    long = [one for one in found if len(one.points) >= _LONG_SERIES and one not in own]
    for one in (own + long or found)[:_MOST_CHARTS]:
        yield chart_of(material, one)


def chart_of(material: Material, one: Series) -> Chart:
    """Return the chart of a series: a bar for each figure, its height worked out, its label as printed."""
    points = one.points[-_MOST_BARS:]
    unit = points[0].amount.unit
    name = min((" ".join(point.measure) for point in points), key=len)
    bars = [Bar(label=_when(point), value=point.amount.value, text=_label(point)) for point in points]
    said = "; ".join(f"{bar.label}: {bar.text}" for bar in bars)
    markers = dict.fromkeys(material.sources.marker(point.quote) for point in points)
    return Chart(
        caption=(computed(f"Chart: {name}{_SCALE[unit]}, as the papers give it", *markers), fixed(".")),
        alt=f"Bar chart of {name}. {said}.",
        png=bar_chart(bars),
    )


def _when(point: Reported) -> str:
    return point.period or f"reported {written(point.paper.metadata.date.value)}"


def _label(point: Reported) -> str:
    text = " ".join(point.amount.text.split())
    return f"£{text}m" if point.unit_note and point.unit_note.replace(" ", "").lower() in ("£m", "£million") else text


def _words(material: Material) -> Iterator[Block]:
    """Yield what the newest papers say in words, beyond what is quoted already."""
    newest = sorted(_statements(material), key=lambda finding: finding.key, reverse=True)
    chosen: list[Finding] = []
    for finding in newest:
        if len(chosen) < _MOST_WORDS and not material.sources.holds(finding.quote) and not overlaps(finding, chosen):
            chosen.append(finding)
    if chosen:
        yield Paragraph(line=(fixed("Also in the papers, newest first:"),))
        yield Points(lines=tuple(material.quoted(finding) for finding in chosen))


def _statements(material: Material) -> list[Finding]:
    return [
        finding
        for finding in material.direct
        if finding.section.role is not Role.RESOLUTION and finding.quote.end - finding.quote.start <= _LONGEST
    ]
