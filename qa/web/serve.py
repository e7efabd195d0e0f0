"""Serve the page until it is stopped."""

import socket
from collections.abc import Callable
from contextlib import suppress

from corpus.errors import SettingsError
from qa.web.access import WebAccess, is_loopback
from qa.web.desk import Desk

GRACE = 3  # seconds for answers on their way; open pages hold a connection and would keep the server for ever


def serve(desk: Desk, *, host: str, port: int, access: WebAccess, announce: Callable[[str], None]) -> None:
    """Serve the page and block. `announce` is called once with the address, when it can be opened; port 0 takes any.

    Raises:
        SettingsError: others can reach the address and nobody can sign in, or the address cannot be had.
    """
    if access.sign_in is None and not is_loopback(host):
        raise SettingsError(f"cannot serve on {host}: others can reach that address; set a users file first")
    import uvicorn

    from qa.web.app import create_app

    app = create_app(desk, access=access)
    with _listen(host, port) as listener:
        announce(address(host, listener.getsockname()[1]))
        # No access log: paths carry session hashes, which open a visitor's answers.
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=True,
            ws="none",
            timeout_graceful_shutdown=GRACE,
        )
        with suppress(KeyboardInterrupt):  # Ctrl-C is how its owner ends it
            uvicorn.Server(config).run(sockets=[listener])


def address(host: str, port: int) -> str:
    """Return the address to open in a browser.

    >>> address("127.0.0.1", 7860), address("::1", 7860)
    ('http://127.0.0.1:7860/', 'http://[::1]:7860/')
    """
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host.strip("[]"), port), family=family, backlog=256)
    except (OSError, OverflowError) as error:
        raise SettingsError(
            f"cannot serve on {host} port {port}: {error}; another program may use it: choose one with --port"
        ) from error
