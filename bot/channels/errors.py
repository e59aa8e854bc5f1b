"""Errors over HTTP, in the contract's form: `{"error": {"code", "message"}}`."""

from __future__ import annotations

import logging
from http import HTTPStatus

from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.inbound import BadMessageError
from bot.channels.origins import ForbiddenOriginError
from bot.channels.tokens import BadTokenError

logger = logging.getLogger(__name__)


def error(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> HTTPResponse:
    """Return an error."""
    return json({"error": {"code": code, "message": message}}, status=status, headers=headers)


def as_error(request: Request, problem: Exception) -> HTTPResponse:
    """Return the error that stands for what was raised; what was not foreseen is a 500.

    Only the kind of an unforeseen error is logged: its text may quote what a person typed.
    """
    if isinstance(problem, BadMessageError):
        return error(413 if problem.code == "too_long" else 400, problem.code, str(problem))
    if isinstance(problem, BadTokenError):
        return error(401, "unauthorized", str(problem))
    if isinstance(problem, ForbiddenOriginError):
        return error(403, "forbidden_origin", "This website may not use the assistant.")
    if isinstance(problem, SanicException):
        status = HTTPStatus(problem.status_code or 500)
        return error(status, status.name.lower(), f"The request could not be taken: {status.phrase.lower()}.")
    logger.error("a request failed: %s", type(problem).__name__)
    return error(500, "internal_server_error", "Something went wrong on our side.")
