"""The Gradio page: which parts it has and what each does. The only importer of gradio."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from fastapi import FastAPI

from qa.web import actions_tab, briefing_tab, talk
from qa.web.access import Visitor
from qa.web.conversation import Conversation
from qa.web.desk import Desk
from qa.web.guards import VISITOR
from qa.web.narrow import KIND_NAMES, Narrowed
from qa.web.shell import TITLE

if TYPE_CHECKING:
    import gradio as gr

AT_ONCE = 4  # questions answered at the same time; the others wait their turn
FIRST = "Ask in your own words, then press Enter."
FURTHER = "Ask another question, or a further one about the answer above. Then press Enter."
WAITING = 64  # questions that may wait


# What lays out each further tab and wires it; what it returns is told the tab, to be woken when that is chosen.
Build = Callable[["gr.Blocks", Desk, "Callable[[gr.Request], Visitor]"], "Callable[[gr.Tab], None] | None"]
TABS: tuple[tuple[str, str, Build], ...] = (
    ("Requests", "tab-requests", actions_tab.build),
    ("Briefing", "tab-briefing", briefing_tab.build),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """What the page is made of, from top to bottom."""

    summary: "gr.HTML"
    talk: "gr.HTML"
    notice: "gr.HTML"
    box: "gr.Textbox"
    ask: "gr.Button"
    stop: "gr.Button"
    clear: "gr.Button"
    examples: "tuple[gr.Button, ...]"
    panels: "gr.CheckboxGroup"
    since: "gr.Textbox"
    until: "gr.Textbox"
    kinds: "gr.CheckboxGroup"
    state: "gr.State"


def mount(app: FastAPI, desk: Desk) -> None:
    """Mount the page at / of an application."""
    # Gradio reads these from the environment alone, when it is imported and at start: it is to ask nobody anything.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    import gradio as gr

    with gr.Blocks(title=TITLE, analytics_enabled=False) as blocks:
        with gr.Column(elem_id="page"), gr.Tabs(elem_id="tabs"):
            with gr.Tab("Ask", elem_id="tab-ask"):
                parts = _lay_out()
            for name, ident, build in TABS:
                with gr.Tab(name, elem_id=ident) as tab:
                    when_chosen = build(blocks, desk, _visitor)
                if when_chosen:
                    when_chosen(tab)
        _wire(blocks, parts, desk=desk)
    # api_open=False: /run would pass the queue by. WAITING: beyond it a question is refused, not kept.
    blocks.queue(api_open=False, max_size=WAITING, default_concurrency_limit=AT_ONCE)
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        show_error=False,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,
        pwa=False,
        allowed_paths=[],
        max_file_size=1,
        theme=gr.themes.Base(font=["Arial", "Helvetica", "sans-serif"], font_mono=["Consolas", "monospace"]),
    )


def _lay_out() -> _Parts:
    import gradio as gr

    with gr.Column(elem_id="asking"):
        summary = gr.HTML(elem_id="summary", apply_default_css=False)
        shown = gr.HTML(elem_id="conversation", apply_default_css=False)
        notice = gr.HTML(elem_id="notice", apply_default_css=False)
        box = gr.Textbox(
            label="Your question",
            info=FIRST,
            lines=1,
            max_lines=6,
            elem_id="question",
            html_attributes=gr.InputHTMLAttributes(autocomplete="off", enterkeyhint="send", lang="en-GB"),
        )
        with gr.Row(elem_id="buttons"):
            ask = gr.Button("Ask", variant="primary", elem_id="ask")
            stop = gr.Button("Stop", elem_id="stop")
            clear = gr.Button("Clear the conversation", elem_id="clear")
        with gr.Column(elem_id="examples"):
            gr.HTML("<h2>Questions that the papers can answer</h2>", apply_default_css=False)
            examples = tuple(gr.Button(visible=False, elem_classes="example") for _ in range(talk.MAX_EXAMPLES))
        panels, since, until, kinds = _lay_out_filters()
        state = gr.State(Conversation())
    return _Parts(
        summary=summary,
        talk=shown,
        notice=notice,
        box=box,
        ask=ask,
        stop=stop,
        clear=clear,
        examples=examples,
        panels=panels,
        since=since,
        until=until,
        kinds=kinds,
        state=state,
    )


def _lay_out_filters() -> "tuple[gr.CheckboxGroup, gr.Textbox, gr.Textbox, gr.CheckboxGroup]":
    """Return panels, from, to and kinds."""
    import gradio as gr

    hint = "For example 25 April 2019, 25/04/2019 or 2019."
    with gr.Accordion("Narrow the search", open=False, elem_id="narrow"):
        panels = gr.CheckboxGroup([], label="Panel", elem_id="panels")
        with gr.Row():
            since = gr.Textbox(label="From", info=hint, elem_id="since")
            until = gr.Textbox(label="To", info=hint, elem_id="until")
        choices = [(name, kind.value) for kind, name in KIND_NAMES.items()]
        kinds = gr.CheckboxGroup(choices, label="Kind of paper", elem_id="kinds")
    return panels, since, until, kinds


def _wire(blocks: "gr.Blocks", parts: _Parts, *, desk: Desk) -> None:
    import gradio as gr

    opened = [parts.summary, parts.panels, *parts.examples]

    def greet(request: gr.Request) -> list[object]:
        found = talk.opening(desk, _visitor(request))
        spare = [""] * (talk.MAX_EXAMPLES - len(found.examples))
        buttons = [gr.update(value=text, visible=bool(text)) for text in (*found.examples, *spare)]
        return [found.summary, gr.update(choices=list(found.panels), value=[], visible=bool(found.panels)), *buttons]

    blocks.load(greet, outputs=opened, show_progress="hidden", api_visibility="private")
    asked = _wire_questions(parts, desk=desk)

    def clear(request: gr.Request) -> tuple[object, ...]:
        return _values(talk.clear(_visitor(request)))

    def stopped(state: Conversation, request: gr.Request) -> tuple[object, ...]:
        return _values(talk.interrupted(talk.STOPPED, conversation=state, visitor=_visitor(request)))

    shown = [parts.state, parts.talk, parts.notice, parts.box]
    hush: Literal["hidden"] = "hidden"
    parts.stop.click(stopped, parts.state, shown, cancels=asked, show_progress=hush, api_visibility="private")
    parts.clear.click(clear, None, shown, cancels=asked, show_progress=hush, api_visibility="private")


def _wire_questions(parts: _Parts, *, desk: Desk) -> "list[dict[str, object]]":
    """Let the box, the button and each example ask; return what Stop cancels."""
    import gradio as gr

    filters = {parts.state, parts.panels, parts.since, parts.until, parts.kinds}
    shown = [parts.state, parts.talk, parts.notice, parts.box]
    asked: list[dict[str, object]] = []

    def let_ask(triggers: list[Callable[..., gr.events.Dependency]], source: gr.Textbox | gr.Button) -> None:
        def ask(values: dict[gr.components.Component, object], request: gr.Request) -> Iterator[tuple[object, ...]]:
            form = _form(values, parts)
            state, text = values[parts.state], _text(values[source])
            talked = state if isinstance(state, Conversation) else Conversation()
            shown_view = None
            for view in talk.ask(desk, text, form=form, conversation=talked, visitor=_visitor(request)):
                # Nothing new is not sent, but yielded all the same: only between two yields can Stop stop.
                yield _values(view) if view is not shown_view else (gr.skip(),) * len(shown)
                shown_view = view

        event = gr.on(
            triggers,
            ask,
            {source, *filters},
            shown,
            show_progress="hidden",
            api_visibility="private",
            concurrency_id="ask",
            concurrency_limit=AT_ONCE,
        )
        event.failure(broken, parts.state, shown, show_progress="hidden", api_visibility="private")
        asked.append(event)

    def broken(state: Conversation, request: gr.Request) -> tuple[object, ...]:
        return _values(talk.interrupted(talk.BROKEN, conversation=state, visitor=_visitor(request)))

    let_ask([parts.box.submit, parts.ask.click], parts.box)
    for example in parts.examples:
        let_ask([example.click], example)
    return asked


def _form(values: "dict[gr.components.Component, object]", parts: _Parts) -> Narrowed:
    return Narrowed(
        panels=_texts(values[parts.panels]),
        since=_text(values[parts.since]),
        until=_text(values[parts.until]),
        kinds=_texts(values[parts.kinds]),
    )


def _text(value: object) -> str:
    """Return what a browser sent as text; anything else counts as nothing."""
    return value if isinstance(value, str) else ""


def _texts(value: object) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _values(view: talk.View) -> tuple[object, ...]:
    import gradio as gr

    hint = FURTHER if view.conversation.exchanges else FIRST
    return view.conversation, view.shown, view.notice, gr.update(value=view.box, info=hint)


def _visitor(request: "gr.Request") -> Visitor:
    """Return whoever sent the request, as our own guards recognised them: never what the browser says."""
    visitor = request.request.scope[VISITOR] if request.request else None
    if not isinstance(visitor, Visitor):
        raise TypeError("a request reached the page without passing qa.web.visitors")
    return visitor
