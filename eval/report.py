"""A run as one page of HTML that stands alone: `report.html` is its template, `report.css` its style.

It is for whoever decides whether to rely on the answers, so every measure is explained in a line. Jinja escapes
whatever it puts in; the charts are the only thing that is taken as it is. Nothing is loaded and nothing runs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from corpus.errors import PanelqaError
from eval import choices, judge
from eval.comparison import Comparison
from eval.configuration import Configuration
from eval.curves import Curve, Figure
from eval.failures import failed, not_public, quoted
from eval.gate import Baseline, Judged, Verdict
from eval.measures import ABOUT, Better, Score
from eval.outcomes import Outcome
from eval.run import Result
from qa.office.charts import Line, Stroke, line_chart

FILE = "report.html"
_HERE = Path(__file__).parent
_GROUPS = {
    "retrieval": "Finding the passages",
    "citations": "Quoting them",
    "answers": "What is said",
    "silence": "Silence",
    "cost": "What it costs the reader",
    judge.GROUP: "What a language model thinks of them",
}
_TILES = (
    ("all gold cited", "of the questions with an answer: everything that answers is cited"),
    ("first citation right", "of the questions with an answer: the first quotation is one that answers"),
    ("right silence", "of the questions without an answer: met with silence"),
    ("exact quotation", "of the quotations: the paper's own text, character by character"),
)
KIND_COLUMNS = (
    "recall@5",
    "all gold cited",
    "first citation right",
    "required facts",
    "wrong silence",
    "right silence",
)
_FIGURES = {
    "area under risk-coverage": "How often answers are wrong, over all ways of answering only the surest. 0 is best.",
    "calibration error": "How far the engine's own confidence is from how often it is right, on average.",
    "search p50": "Half of the searches took no longer.",
    "search p95": "95 of 100 searches took no longer.",
    "answer p50": "Half of the answers took no longer to put together, once searched.",
    "answer p95": "95 of 100 answers took no longer to put together, once searched.",
    "total p50": "Half of the questions took no longer from beginning to end.",
    "total p95": "95 of 100 questions took no longer from beginning to end.",
    "peak memory": "The most memory that was held at any one time.",
}
_CURVES = {
    "risk-coverage": (
        "Answering only when sure",
        "Were only the surest questions answered, how many of those answers would be wrong? Further left, fewer "
        "questions are answered; the lower the line there, the better the engine knows what it knows.",
    ),
    "calibration": (
        "Does it know how sure to be?",
        "How often answers are right, by how sure the engine is of them. On the dashed line it is exactly as often "
        "right as it expects; above it is too modest, below it too sure.",
    ),
}
_SIGNS = {
    Verdict.BETTER: "▲",
    Verdict.SAME: "=",
    Verdict.WITHIN: "▽",
    Verdict.FELL: "▼",
    Verdict.GONE: "▼",
    Verdict.NEW: "+",
    Verdict.REPORTED: "·",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that the page tells."""

    result: Result
    outcomes: Sequence[Outcome]
    judged: Sequence[Judged]
    baseline: Baseline | None
    complaints: Sequence[str]  # why the gate is shut; empty also where there is no baseline
    remarks: Sequence[str]  # what else has changed since the baseline
    comparison: Comparison | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of question: how many, and its scores in the order of the table's columns, None where not measured."""

    name: str
    n: int
    scores: tuple[Score | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart with its numbers."""

    heading: str
    about: str
    svg: str
    curve: Curve


def write_report(path: Path, report: Report) -> None:
    """Write the page. Raises PanelqaError when the file cannot be written."""
    try:
        path.write_text(render(report), "utf-8")
    except OSError as error:
        raise PanelqaError(f"{path} cannot be written: {error.strerror}") from error


def render(report: Report) -> str:
    """Return the page as HTML."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"share": share, "points": points, "amount": amount, "figure": figure, "quoted": quoted}
    groups = failed(report.outcomes, [one.score for one in report.result.scores])
    return environment.get_template("report.html").render(
        report=report,
        style=(_HERE / "report.css").read_text("utf-8"),
        setup=choices.ABOUT[report.result.configuration.setup],
        configuration=[
            (field.name, getattr(report.result.configuration, field.name)) for field in fields(Configuration)
        ],
        tiles=[(one, words) for name, words in _TILES for one in report.judged if one.measure == name],
        measures=_by_group(report.judged),
        about=ABOUT | judge.ABOUT,
        figures=[(one, _FIGURES.get(one.name, "")) for one in report.result.figures],
        signs=_SIGNS,
        fallen=(Verdict.FELL, Verdict.GONE),
        lower=Better.LOWER,
        charts=tuple(_charts(report.result.curves)),
        columns=KIND_COLUMNS,
        kinds=tuple(kinds(report)),
        failed=groups,
        n_failed=sum(len(group.failures) for group in groups),
        not_public=not_public(groups, report.outcomes),
        asked={outcome.qid: outcome.curated.question.text for outcome in report.outcomes},
        n_can=sum(outcome.curated.answerable for outcome in report.outcomes),
    )


def share(value: float) -> str:
    """Return a share as a percentage.

    >>> share(0.6666), share(1.0)
    ('66.7%', '100%')
    """
    return "100%" if value == 1 else "0%" if value == 0 else f"{100 * value:.1f}%"


def points(value: float) -> str:
    """Return a difference of shares in percentage points, with its sign.

    >>> points(0.0166), points(-0.5), points(0)
    ('+1.7', '−50.0', '0.0')
    """
    return "0.0" if abs(value) < 0.0005 else f"{100 * value:+.1f}".replace("-", "−")


def amount(value: float, score: Score) -> str:
    """Return a score's value: a percentage, unless it counts something."""
    return f"{value:.2f}" if score.group == "cost" else share(value)


def figure(one: Figure) -> str:
    """Return a figure with its unit.

    >>> figure(Figure(name="peak memory", group="cost", better=Better.LOWER, value=612.4, unit="MiB"))
    '612 MiB'
    """
    digits = 0 if one.unit == "MiB" else 3
    return f"{one.value:.{digits}f} {one.unit}".strip()


def _by_group(judged: Sequence[Judged]) -> list[tuple[str, list[Judged]]]:
    """Return the measures under the headings of their groups; those without a score come last."""
    found: dict[str, list[Judged]] = {}
    for one in judged:
        heading = "No longer measured" if one.score is None else _GROUPS.get(one.score.group, one.score.group)
        found.setdefault(heading, []).append(one)
    return list(found.items())


def kinds(report: Report) -> Iterator[Kind]:
    """Yield the kinds of question that were asked, by name, with their scores in the order of KIND_COLUMNS."""
    scores = {one.score.name: one.score for one in report.result.scores}
    for name in sorted({outcome.curated.kind for outcome in report.outcomes}):
        qids = {outcome.qid for outcome in report.outcomes if outcome.curated.kind == name}
        chosen = (scores[column].only(qids) if column in scores else None for column in KIND_COLUMNS)
        yield Kind(name=name.replace("_", " "), n=len(qids), scores=tuple(chosen))


def _charts(curves: Sequence[Curve]) -> Iterator[Chart]:
    for curve in curves:
        heading, about = _CURVES.get(curve.name, (curve.name, ""))
        drawn = [Line(label="these answers", points=tuple((100 * point.x, 100 * point.y) for point in curve.points))]
        if curve.name == "calibration":
            drawn.append(Line(label="as often right as sure", points=((0, 0), (100, 100)), stroke=Stroke.DASHED))
        svg = line_chart(drawn, title=f"{heading}: {curve.y} against {curve.x}", x=f"{curve.x}, %", y=f"{curve.y}, %")
        yield Chart(heading=heading, about=about, svg=svg, curve=curve)
