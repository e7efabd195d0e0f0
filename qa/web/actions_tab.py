"""The tab with requests and what became of them. Parses, calls and renders; holds no logic."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qa.actions import ActionKind, ActionStatus
from qa.web import actions_page, actions_talk, talk
from qa.web.access import Visitor
from qa.web.actions_talk import Wanted
from qa.web.desk import Desk
from qa.web.page import notice

if TYPE_CHECKING:
    import gradio as gr

AT_ONCE = 2  # lists made at the same time; the others wait their turn
_HUSH: Literal["hidden"] = "hidden"
_INTRO = (
    "<h2>Requests and what became of them</h2>"
    "<p>What the panel asked for and recommended, what the commissioner and officers promised, and what later papers "
    "say became of it. Each status shows its rule and the passage behind it.</p>"
)
_LEFT_OUT = "At first all but what awaits nothing: noted, decided by saying so, proposed."
_DATE = "For example 25 April 2019, 25/04/2019 or 2019."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """What the tab is made of, from top to bottom."""

    topic: "gr.Textbox"
    show: "gr.Button"
    panels: "gr.CheckboxGroup"
    kinds: "gr.CheckboxGroup"
    statuses: "gr.CheckboxGroup"
    since: "gr.Textbox"
    until: "gr.Textbox"
    notice: "gr.HTML"
    listed: "gr.HTML"
    setting: "gr.Accordion"
    record: "gr.Textbox"
    status: "gr.Radio"
    note: "gr.Textbox"
    keep: "gr.Button"

    def filters(self) -> "set[gr.components.Component]":
        """Return the fields that say which records are wanted."""
        return {self.topic, self.panels, self.kinds, self.statuses, self.since, self.until}


def build(blocks: "gr.Blocks", desk: Desk, visitor: "Callable[[gr.Request], Visitor]") -> "Callable[[gr.Tab], None]":
    """Lay the tab out in the `gr.Tab` that is open; return what lets it list the records when it is chosen."""
    import gradio as gr

    with gr.Column(elem_id="requests"):
        parts = _lay_out()
    return _wire(blocks, parts, desk=desk, visitor=visitor)


def _lay_out() -> _Parts:
    import gradio as gr

    gr.HTML(_INTRO, apply_default_css=False)
    topic = gr.Textbox(
        label="Topic", info="A few words; leave it empty to list all.", lines=1, elem_id="requests-topic",
        html_attributes=gr.InputHTMLAttributes(autocomplete="off", lang="en-GB"),
    )  # fmt: skip
    with gr.Accordion("Narrow the list", open=False, elem_id="requests-narrow"):
        panels = gr.CheckboxGroup([], label="Panel")
        kinds = gr.CheckboxGroup(_choices(ActionKind), label="Kind")
        awaited = [status.value for status in ActionStatus if status is not ActionStatus.NOT_AWAITED]
        statuses = gr.CheckboxGroup(_choices(ActionStatus), value=awaited, label="Status", info=_LEFT_OUT)
        with gr.Row():
            since = gr.Textbox(label="Asked from", info=_DATE)
            until = gr.Textbox(label="Asked to", info=_DATE)
    show = gr.Button("List requests", variant="primary", elem_id="requests-show")
    said = gr.HTML(elem_id="requests-notice", apply_default_css=False)
    listed = gr.HTML(elem_id="requests-listed", apply_default_css=False)
    with gr.Accordion("Set a status by hand", open=False, visible=False, elem_id="requests-setting") as setting:
        record = gr.Textbox(label="Record", info="Its number, as its row shows it.", elem_id="requests-record")
        status = gr.Radio(_choices(ActionStatus), label="New status", elem_id="requests-status")
        note = gr.Textbox(label="Note", info="Why; shown with the status, with your name and the day.", lines=2)
        keep = gr.Button("Keep this status", elem_id="requests-keep")
    return _Parts(
        topic=topic, show=show, panels=panels, kinds=kinds, statuses=statuses, since=since, until=until, notice=said,
        listed=listed, setting=setting, record=record, status=status, note=note, keep=keep,
    )  # fmt: skip


def _choices(names: type[ActionKind] | type[ActionStatus]) -> list[tuple[str, str | int | float]]:
    return [(name.value[:1].upper() + name.value[1:], name.value) for name in names]


def _wire(
    blocks: "gr.Blocks", parts: _Parts, *, desk: Desk, visitor: "Callable[[gr.Request], Visitor]"
) -> "Callable[[gr.Tab], None]":
    import gradio as gr

    shown = [parts.notice, parts.listed]

    def greet(request: gr.Request) -> tuple[object, object]:
        who = visitor(request)
        panels = list(talk.opening(desk, who).panels)
        choices = gr.update(choices=panels, value=[], visible=len(panels) > 1)
        return choices, gr.update(visible=actions_talk.may_set(who))

    def list_them(values: dict[gr.components.Component, object], request: gr.Request) -> Iterator[tuple[str, str]]:
        yield "", actions_page.waiting()
        view = actions_talk.listed(desk, _wanted(values, parts), visitor=visitor(request))
        yield view.notice, view.shown

    def keep(values: dict[gr.components.Component, object], request: gr.Request) -> tuple[str, str]:
        said = actions_talk.set_status(
            desk, _text(values[parts.record]), _text(values[parts.status]), note=_text(values[parts.note]),
            visitor=visitor(request),
        )  # fmt: skip
        view = actions_talk.listed(desk, _wanted(values, parts), visitor=visitor(request), notice=said)
        return view.notice, view.shown

    def let(triggers: list[Callable[..., gr.events.Dependency]]) -> None:
        event = gr.on(
            triggers, list_them, parts.filters(), shown, show_progress=_HUSH, api_visibility="private",
            concurrency_id="requests", concurrency_limit=AT_ONCE,
        )  # fmt: skip
        event.failure(_broken, None, shown, show_progress=_HUSH, api_visibility="private")

    opened = [parts.panels, parts.setting]
    blocks.load(greet, outputs=opened, show_progress=_HUSH, api_visibility="private")
    let([parts.topic.submit, parts.show.click])
    fields: set[gr.blocks.Block] = {*parts.filters()} | {parts.record, parts.status, parts.note}
    kept = parts.keep.click(keep, fields, shown, show_progress=_HUSH, api_visibility="private")
    kept.failure(_broken, None, shown, show_progress=_HUSH, api_visibility="private")
    return lambda tab: let([tab.select])


def _broken() -> tuple[str, str]:
    return notice(actions_talk.BROKEN), ""


def _wanted(values: "Mapping[gr.components.Component, object]", parts: _Parts) -> Wanted:
    return Wanted(
        panels=_texts(values[parts.panels]),
        kinds=_texts(values[parts.kinds]),
        statuses=_texts(values[parts.statuses]),
        since=_text(values[parts.since]),
        until=_text(values[parts.until]),
        topic=_text(values[parts.topic]),
    )


def _text(value: object) -> str:
    """Return what a browser sent as text; anything else counts as nothing."""
    return value if isinstance(value, str) else ""


def _texts(value: object) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
