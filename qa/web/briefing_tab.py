"""The tab in which a briefing is ordered, made and shown. Parses, calls and renders; holds no logic."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qa.briefings.form import Fields
from qa.briefings.parts import Extra, Form
from qa.web import briefing_talk, talk
from qa.web.access import Visitor
from qa.web.desk import Desk
from qa.web.narrow import KIND_NAMES, Narrowed
from qa.web.page import notice

if TYPE_CHECKING:
    import gradio as gr

AT_ONCE = 2  # briefings made at the same time; the others wait their turn
INTRO = (
    "<p>A briefing for members, from the papers alone: key points, what the Panel has said before, figures, gaps and "
    "lines of enquiry, each with its source.</p>"
)
_FORM_NAMES = {Form.GENERAL: "General", Form.PRECEPT: "Precept", Form.CONFIRMATION: "Confirmation hearing"}
_DATE = "For example 6 February 2025."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """What the tab is made of, from top to bottom."""

    topic: "gr.Textbox"
    form: "gr.Radio"
    meeting: "gr.Textbox"
    item: "gr.Textbox"
    paper: "gr.Textbox"
    members: "gr.Textbox"
    notified: "gr.Textbox"
    extras: "gr.CheckboxGroup"
    panels: "gr.CheckboxGroup"
    since: "gr.Textbox"
    until: "gr.Textbox"
    kinds: "gr.CheckboxGroup"
    make: "gr.Button"
    stop: "gr.Button"
    notice: "gr.HTML"
    made: "gr.HTML"

    def inputs(self) -> "set[gr.components.Component]":
        """Return the fields of the form."""
        return {
            self.topic, self.form, self.meeting, self.item, self.paper, self.members, self.notified, self.extras,
            self.panels, self.since, self.until, self.kinds,
        }  # fmt: skip


def build(blocks: "gr.Blocks", desk: Desk, visitor: "Callable[[gr.Request], Visitor]") -> None:
    """Lay the tab out in the `gr.Tab` that is open, and let it make briefings."""
    import gradio as gr

    with gr.Column(elem_id="briefing"):
        parts = _lay_out()
    _wire(blocks, parts, desk=desk, visitor=visitor)


def _lay_out() -> _Parts:
    import gradio as gr

    gr.HTML(INTRO, apply_default_css=False)
    topic = gr.Textbox(
        label="Topic",
        info="A few words, as the papers would say it: knife crime, 101 calls, reserves.",
        lines=1,
        elem_id="briefing-topic",
        html_attributes=gr.InputHTMLAttributes(autocomplete="off", lang="en-GB"),
    )
    choices = [(name, form.value) for form, name in _FORM_NAMES.items()]
    form = gr.Radio(choices, value=Form.GENERAL.value, label="Form", elem_id="briefing-form")
    with gr.Accordion("Meeting, item and paper", open=False, elem_id="briefing-more"):
        meeting = gr.Textbox(label="Date of the meeting", info=f"{_DATE} Later papers are left out.")
        item = gr.Textbox(label="Agenda item", info="Its number or its title.")
        paper = gr.Textbox(label="A paper to brief on", info="Its title or file name, or a part of it.")
        members = gr.Textbox(label="Members of the panel", info="How many, for the votes that a veto needs.")
        notified = gr.Textbox(label="Day of the notice of an appointment", info=_DATE)
        extras = gr.CheckboxGroup([("Possible recommendations", Extra.RECOMMENDATIONS.value)], label="Add")
    with gr.Accordion("Narrow the papers", open=False, elem_id="briefing-narrow"):
        panels = gr.CheckboxGroup([], label="Papers of this panel")
        with gr.Row():
            since = gr.Textbox(label="Papers from", info="A date, a month or a year.")
            until = gr.Textbox(label="Papers up to", info="A date, a month or a year.")
        kinds = gr.CheckboxGroup([(name, kind.value) for kind, name in KIND_NAMES.items()], label="Kinds of paper")
    with gr.Row(elem_id="briefing-buttons"):
        make = gr.Button("Make the briefing", variant="primary", elem_id="briefing-make")
        stop = gr.Button("Stop making it", elem_id="briefing-stop")
    said = gr.HTML(elem_id="briefing-notice", apply_default_css=False)
    made = gr.HTML(elem_id="briefing-made", apply_default_css=False)
    return _Parts(
        topic=topic, form=form, meeting=meeting, item=item, paper=paper, members=members, notified=notified,
        extras=extras, panels=panels, since=since, until=until, kinds=kinds, make=make, stop=stop, notice=said,
        made=made,
    )  # fmt: skip


def _wire(blocks: "gr.Blocks", parts: _Parts, *, desk: Desk, visitor: "Callable[[gr.Request], Visitor]") -> None:
    import gradio as gr

    shown = [parts.notice, parts.made]
    hush: Literal["hidden"] = "hidden"

    def greet(request: gr.Request) -> object:
        panels = list(talk.opening(desk, visitor(request)).panels)
        return gr.update(choices=panels, value=[], visible=len(panels) > 1)

    def make(values: dict[gr.components.Component, object], request: gr.Request) -> Iterator[tuple[str, str]]:
        fields = _fields(values, parts)
        for view in briefing_talk.make(desk, fields, visitor=visitor(request), prepared=dt.date.today()):
            yield view.notice, view.shown

    def stopped() -> tuple[str, str]:
        return notice(briefing_talk.STOPPED), ""

    def broken() -> tuple[str, str]:
        return notice(briefing_talk.BROKEN), ""

    blocks.load(greet, outputs=[parts.panels], show_progress=hush, api_visibility="private")
    event = gr.on(
        [parts.topic.submit, parts.make.click],
        make,
        parts.inputs(),
        shown,
        show_progress=hush,
        api_visibility="private",
        concurrency_id="briefing",
        concurrency_limit=AT_ONCE,
    )
    event.failure(broken, None, shown, show_progress=hush, api_visibility="private")
    parts.stop.click(stopped, None, shown, cancels=[event], show_progress=hush, api_visibility="private")


def _fields(values: "Mapping[gr.components.Component, object]", parts: _Parts) -> Fields:
    """Return the form as filled in; what a browser sent as anything but text counts as nothing."""

    def text(part: "gr.components.Component") -> str:
        value = values[part]
        return value if isinstance(value, str) else ""

    def texts(part: "gr.components.Component") -> tuple[str, ...]:
        value = values[part]
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()

    return Fields(
        topic=text(parts.topic),
        form=text(parts.form),
        item=text(parts.item),
        paper=text(parts.paper),
        meeting=text(parts.meeting),
        members=text(parts.members),
        notified=text(parts.notified),
        extras=texts(parts.extras),
        narrowed=Narrowed(
            panels=texts(parts.panels), since=text(parts.since), until=text(parts.until), kinds=texts(parts.kinds)
        ),
    )
