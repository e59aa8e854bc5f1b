"""Session tokens: the conversation id is made by the server and lives only inside a signed token."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import jwt

ALGORITHM = "HS256"
AUDIENCE = "web"
REQUIRED = ["exp", "sub", "aud", "origin"]


class BadTokenError(ValueError):
    """The token is missing, forged, expired, or another website's."""


@dataclass(frozen=True)
class Tokens:
    """Makes and reads tokens with one key; each is good for the website (`origin`) that it was made for."""

    key: str
    seconds: float
    """How long a token is valid."""

    def new(self, origin: str) -> tuple[str, int]:
        """Return the token of a new conversation, and when it expires (Unix time, seconds)."""
        return self._sign(f"web-{secrets.token_urlsafe(24)}", origin)

    def renewed(self, header: str | None, origin: str) -> tuple[str, int]:
        """Return a token of the same conversation that expires later.

        Raises:
            BadTokenError: as `conversation` does; an expired token cannot be renewed.
        """
        return self._sign(self.conversation(header, origin), origin)

    def conversation(self, header: str | None, origin: str) -> str:
        """Return the conversation id of an `Authorization` header.

        Raises:
            BadTokenError: if it is not a bearer token that this server signed for `origin` and that is still valid.
        """
        scheme, _, token = (header or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise BadTokenError("a bearer token is needed")
        try:
            claims = jwt.decode(token.strip(), self.key, [ALGORITHM], audience=AUDIENCE, options={"require": REQUIRED})
        except jwt.PyJWTError as error:
            raise BadTokenError("the token is not valid, or has expired") from error
        if claims["origin"] != origin:
            raise BadTokenError("the token was made for another website")
        return str(claims["sub"])

    def _sign(self, conversation: str, origin: str) -> tuple[str, int]:
        now = int(time.time())
        expires = now + int(self.seconds)
        claims = {"sub": conversation, "aud": AUDIENCE, "origin": origin, "iat": now, "exp": expires}
        return jwt.encode(claims, self.key, ALGORITHM), expires


def signing_key(folder: Path) -> str:
    """Return the key kept in `folder`, made on first use and readable by its owner alone."""
    file = folder / "session.key"
    folder.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        with tempfile.NamedTemporaryFile("w", dir=folder, encoding="ascii") as made:
            made.write(secrets.token_urlsafe(48))
            made.flush()
            with contextlib.suppress(FileExistsError):  # another process was quicker
                os.link(made.name, file)
    return file.read_text(encoding="ascii")
