"""Names and passwords: the users file, how a password is checked, and who is signed in.

Passwords are kept as scrypt hashes (RFC 7914), one JSON object a line. Nothing here knows about HTTP.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
import threading
import time
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from corpus.errors import SettingsError

MIN_PASSWORD = 12  # characters; NIST SP 800-63B asks for length, not for kinds of characters
MAX_PASSWORD = 200
MAX_NAME = 60
HOURS_12 = 12 * 60 * 60
WINDOW = 15 * 60  # seconds in which failed attempts are counted
ATTEMPTS_OF_ONE = 5  # from one address for one name
ATTEMPTS_OF_MANY = 30  # from one address, or for one name from anywhere
_N, _R, _P = 2**15, 8, 3  # OWASP's figures of 2023 for scrypt: 32 MiB, about 0.2 s
_MAXMEM = 64 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """One line of the users file. Salt and hash are base64."""

    name: str
    salt: str
    hash: str
    n: int = _N
    r: int = _R
    p: int = _P


def read_users(path: Path) -> dict[str, User]:
    """Return the users of a file by name, as `fold` writes it.

    Raises:
        SettingsError: the file cannot be read, or a line of it is not a user.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"the users file {path} cannot be read: check that it is there and yours") from error
    users = {}
    for number, line in enumerate(lines, start=1):
        if line.strip():
            user = _read_user(line, where=f"line {number} of {path}")
            users[fold(user.name)] = user
    return users


def _read_user(line: str, *, where: str) -> User:
    try:
        user = User(**json.loads(line))
        base64.b64decode(user.salt, validate=True)
        base64.b64decode(user.hash, validate=True)
    except (TypeError, ValueError) as error:
        raise SettingsError(f"{where} is not a user: remove it and add the user again") from error
    return user


def add_user(path: Path, name: str, password: str) -> None:
    """Add a user to the file, or give an existing one a new password. The file is for its owner's eyes alone (0600).

    Raises:
        SettingsError: the name or the password will not do, or the file cannot be read or written.
    """
    if not fold(name) or len(name) > MAX_NAME:
        raise SettingsError(f"a user's name has 1 to {MAX_NAME} characters")
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise SettingsError(f"a password has {MIN_PASSWORD} to {MAX_PASSWORD} characters: three or four words will do")
    users = read_users(path) if path.exists() else {}
    salt = secrets.token_bytes(16)
    digest = _scrypt(password, salt=salt, n=_N, r=_R, p=_P)
    users[fold(name)] = User(name=name.strip(), salt=_b64(salt), hash=_b64(digest))
    _write(path, list(users.values()))


def remove_user(path: Path, name: str) -> None:
    """Remove a user from the file; a session that is open ends when it next expires.

    Raises:
        SettingsError: there is no such user, or the file cannot be read or written.
    """
    users = read_users(path)
    if fold(name) not in users:
        raise SettingsError(f"there is no user {name} in {path}")
    del users[fold(name)]
    _write(path, list(users.values()))


def _write(path: Path, users: list[User]) -> None:
    lines = "".join(json.dumps(asdict(user)) + "\n" for user in users)
    new = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        raise SettingsError(f"the users file {path} cannot be written: {error.strerror}") from error


def fold(name: str) -> str:
    """Return a name as it is compared: without the accidents of case and spacing.

    >>> fold("  Ada  Clerk ")
    'ada clerk'
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _scrypt(password: str, *, salt: bytes, n: int, r: int, p: int) -> bytes:
    secret = unicodedata.normalize("NFKC", password).encode()
    return hashlib.scrypt(secret, salt=salt, n=n, r=r, p=p, maxmem=_MAXMEM, dklen=32)


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


_NOBODY = User(name="", salt=_b64(bytes(16)), hash=_b64(bytes(32)))


def check(path: Path, name: str, password: str) -> str | None:
    """Return the user's name as the file writes it when the password is right, else None; as slow for no such user.

    Raises:
        SettingsError: the users file cannot be read.
    """
    user = read_users(path).get(fold(name), _NOBODY)
    digest = _scrypt(password[:MAX_PASSWORD], salt=base64.b64decode(user.salt), n=user.n, r=user.r, p=user.p)
    right = hmac.compare_digest(digest, base64.b64decode(user.hash))
    return user.name if right and user is not _NOBODY else None


@dataclass(slots=True, kw_only=True)
class _Session:
    name: str
    until: float  # seconds of the monotonic clock


@dataclass(slots=True)
class SignIn:
    """Who is signed in, for 12 hours at most, and how often somebody tried to. In memory: a restart signs out all."""

    users: Path
    clock: Callable[[], float] = time.monotonic
    _sessions: dict[str, _Session] = field(default_factory=dict)
    _attempts: dict[str, list[float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _checking: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(2))  # 32 MiB each

    def attempt(self, name: str, *, address: str) -> int:
        """Count an attempt and return 0, or return the seconds for which no further one is taken.

        Counted before the password is checked, so that many attempts at once are not one attempt.
        """
        now = self.clock()
        with self._lock:
            self._forget(now)
            wait = max(self._wait(key, limit=limit, now=now) for key, limit in _keys(name, address))
            if wait == 0:
                for key, _ in _keys(name, address):
                    self._attempts.setdefault(key, []).append(now)
            return wait

    def _wait(self, key: str, *, limit: int, now: float) -> int:
        recent = [at for at in self._attempts.get(key, []) if now - at < WINDOW]
        return int(WINDOW - (now - recent[-limit])) + 1 if len(recent) >= limit else 0

    def enter(self, name: str, password: str, *, address: str) -> str | None:
        """Return a new session's token when the password is right, else None; after `attempt` has returned 0.

        Raises:
            SettingsError: the users file cannot be read.
        """
        with self._checking:
            known = check(self.users, name, password)
        if known is None:
            return None
        token = secrets.token_urlsafe(32)
        with self._lock:
            for key, _ in _keys(name, address):
                if self._attempts.get(key):
                    self._attempts[key].pop()
            self._sessions[_digest(token)] = _Session(name=known, until=self.clock() + HOURS_12)
        return token

    def _forget(self, now: float) -> None:
        self._sessions = {key: session for key, session in self._sessions.items() if session.until > now}
        self._attempts = {key: times for key, times in self._attempts.items() if times and now - times[-1] < WINDOW}

    def name(self, token: str) -> str | None:
        """Return the name of whoever holds this token, or None when it is unknown or has expired."""
        with self._lock:
            session = self._sessions.get(_digest(token))
            return session.name if session and session.until > self.clock() else None

    def leave(self, token: str) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(_digest(token), None)


def _digest(token: str) -> str:
    """Return what is kept of a token, so that neither memory nor timing gives it away."""
    return hashlib.sha256(token.encode()).hexdigest()


def _keys(name: str, address: str) -> tuple[tuple[str, int], ...]:
    """Return what attempts are counted by, each with its limit."""
    who, where = _digest(fold(name)), address
    return (
        (f"both {who} {where}", ATTEMPTS_OF_ONE),
        (f"from {where}", ATTEMPTS_OF_MANY),
        (f"name {who}", ATTEMPTS_OF_MANY),
    )
