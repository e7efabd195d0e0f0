"""The tracker as files: made anew for whoever asks, from what they may see. Nothing is kept between two requests."""

from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse
from starlette.datastructures import QueryParams

from corpus.errors import PanelqaError
from qa.tracker.export import exported
from qa.web.access import Visitor
from qa.web.actions_page import FILES
from qa.web.actions_talk import Wanted, chosen, today
from qa.web.desk import Desk
from qa.web.guards import VISITOR

_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
}


def actions_routes(desk: Desk) -> APIRouter:
    """Return the routes of the files, to be added before the page is mounted."""
    router = APIRouter()

    def respond(request: Request) -> Response:
        ending = f".{request.url.path.rsplit('.', 1)[-1]}"
        visitor = request.scope[VISITOR]
        if not isinstance(visitor, Visitor):
            raise TypeError("a request reached the files without passing qa.web.visitors")
        try:
            _, wished = chosen(desk, wanted(request.query_params), visitor=visitor)
        except PanelqaError as error:
            return PlainTextResponse(f"No file was made: {error}", HTTPStatus.BAD_REQUEST)
        name = f'attachment; filename="requests{ending}"'
        content = exported(wished, ending, made=today())
        return Response(content, media_type=_TYPES[ending], headers={"Content-Disposition": name})

    for path in FILES:
        router.add_api_route(path, respond, methods=["GET"], response_model=None)
    return router


def wanted(query: QueryParams) -> Wanted:
    """Return the form that a link's query holds; the counterpart of `Wanted.query`."""
    return Wanted(
        panels=query.getlist("panel"),
        kinds=query.getlist("kind"),
        statuses=query.getlist("status"),
        since=query.get("since", ""),
        until=query.get("until", ""),
        topic=query.get("topic", ""),
    )
