"""Which websites may use the assistant, and what their browsers are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

OWN = "own"
"""Stands for this server's own pages, and for programs that are no browser."""
ALLOWED = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Expose-Headers": "Retry-After",
    "Access-Control-Max-Age": "7200",
}


class ForbiddenOriginError(Exception):
    """A page of a website that is not on the list has called."""


@dataclass(frozen=True)
class Origins:
    """The list of origins, each scheme, host and port as a browser writes them: `https://clinic.example`."""

    allowed: frozenset[str]

    def of(self, headers: Mapping[str, str]) -> str:
        """Return where a request comes from: an origin on the list, or `OWN`.

        A browser names the origin on every request across sites and on every POST and DELETE, and a page cannot
        change what it says; `Sec-Fetch-Site` tells the rest. A program can say what it likes, and holds no token of
        another person's.

        Raises:
            ForbiddenOriginError: if it is another website.
        """
        origin = headers.get("origin")
        if origin is None:
            if headers.get("sec-fetch-site", OWN) in ("cross-site", "same-site"):
                raise ForbiddenOriginError
            return OWN
        if origin in self.allowed:
            return origin
        scheme, _, host = origin.partition("://")
        if scheme in ("http", "https") and host and host == headers.get("host"):
            return OWN
        raise ForbiddenOriginError

    def cors(self, headers: Mapping[str, str]) -> dict[str, str]:
        """Return the headers that let a page of a listed origin read an answer; none for any other."""
        vary = {"Vary": "Origin"}
        origin = headers.get("origin")
        return {**vary, "Access-Control-Allow-Origin": origin, **ALLOWED} if origin in self.allowed else vary
