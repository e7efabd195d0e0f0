"""The whole application: our FastAPI with its guards, the sign-in pages, and the Gradio page mounted on it."""

import secrets
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse

from qa.web.access import WebAccess
from qa.web.actions_files import actions_routes
from qa.web.briefing_files import briefing_routes
from qa.web.desk import Desk
from qa.web.guards import BodyLimit, Guard, Headed, KnownHost, OwnSession, SessionOwners, known_path, own_origin
from qa.web.layout import mount
from qa.web.shell import Shell
from qa.web.sign_in_page import sign_in_routes
from qa.web.streams import InOrder
from qa.web.visitors import Recognise

_STATIC = Path(__file__).parent / "static"


def create_app(desk: Desk, *, access: WebAccess) -> FastAPI:
    """Return the application over a desk. Whoever binds it to an address has called `access.check_binding` first."""
    app = FastAPI(title="panelqa", docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(sign_in_routes(access))

    @app.get("/page.css")
    def style() -> FileResponse:
        return FileResponse(_STATIC / "page.css", media_type="text/css")

    @app.get("/page.js")
    def script() -> FileResponse:
        return FileResponse(_STATIC / "page.js", media_type="text/javascript")

    app.include_router(briefing_routes(desk))
    app.include_router(actions_routes(desk))
    mount(app, desk)
    # The last one added is the first that a request meets.
    app.add_middleware(Shell)
    app.add_middleware(InOrder)
    app.add_middleware(OwnSession, owners=SessionOwners())
    app.add_middleware(Recognise, access=access)
    app.add_middleware(BodyLimit)
    app.add_middleware(Guard, refusals=(KnownHost(access), own_origin, known_path))
    app.add_middleware(Headed, nonce=lambda: secrets.token_urlsafe(16))
    return app
