"""Who may see what: the owner at their own machine everything, anybody else what signing in gives them."""

import ipaddress
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import SettingsError
from corpus.papers import Access
from qa.web.sign_in import SignIn

EVERYTHING = frozenset(Access)
PUBLIC = frozenset({Access.PUBLIC})
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Whoever sent a request. `id` tells visitors apart and is never shown; `name` is set once signed in."""

    id: str
    name: str | None
    access: frozenset[Access]


OWNER = Visitor(id="owner", name=None, access=EVERYTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAccess:
    """How the page decides who may see what.

    Without `sign_in` whoever reaches the page is the owner of the papers: for loopback addresses only. With it, only
    those who signed in see papers that are not public. `names` are the host names under which others reach the page.
    """

    sign_in: SignIn | None = None
    names: frozenset[str] = frozenset()


def is_loopback(host: str) -> bool:
    """Tell whether an address or name can be reached from this machine alone.

    >>> is_loopback("127.0.0.1"), is_loopback("[::1]"), is_loopback("0.0.0.0"), is_loopback("papers.example")
    (True, True, False, False)
    """
    address = host.strip("[]")
    if address == "localhost":
        return True
    return is_address(address) and ipaddress.ip_address(address).is_loopback


def is_address(host: str) -> bool:
    """Tell whether a host is written as an IP address. A name can be pointed anywhere by its owner, a number cannot."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def check_binding(host: str, *, users: Path | None) -> None:
    """Refuse to serve on an address that others can reach until a way to sign in is set.

    Raises:
        SettingsError: the address is not loopback and there is no users file.
    """
    if is_loopback(host):
        return
    if users is None or not users.is_file():
        missing = f"the users file {users} does not exist" if users else "no users file is set"
        raise SettingsError(
            f"cannot serve on {host}: others can reach that address and {missing}; "
            "add a user first (panelqa user add NAME), or serve on 127.0.0.1"
        )


def web_access(host: str, *, users: Path | None, names: frozenset[str] = frozenset()) -> WebAccess:
    """Return the access rules for an address; a users file means signing in, on loopback too (behind a proxy).

    Raises:
        SettingsError: see `check_binding`.
    """
    check_binding(host, users=users)
    return WebAccess(sign_in=SignIn(users) if users else None, names=names)
