"""The web channel of the contract: session, message, history, deletion; and what the widget needs beside them."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot.channels.errors import as_error, error
from bot.channels.history import turns
from bot.channels.inbound import BadMessageError, clean
from bot.channels.once import Once
from bot.channels.origins import Origins
from bot.channels.rates import Rates
from bot.channels.site import site
from bot.channels.tokens import Tokens, signing_key
from bot.channels.turn import ReplyCollector, run_turn
from bot.content.topics import load_content
from bot.conversations import conversation_store
from bot.dialogue.visit import questions
from bot.replies.compose import composer
from bot.replies.visit import visit_composer
from bot.settings import Settings, settings

MESSAGE_ID = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]{1,64}")
PATHS = ("session", "renew", "message", "history", "summary", "conversation", "site")
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class WebChannel(InputChannel):
    """Plain requests and answers; each conversation belongs to whoever holds its token, on the website it began on."""

    def __init__(self, config: Settings) -> None:
        """Make the channel for a site's settings.

        Raises:
            limits.errors.ConfigurationError: if the shared store is none that can be used.
        """
        self._config = config
        key = config.secret or signing_key(config.var)
        self._tokens = Tokens(key, config.session_hours * 3600)
        self._origins = Origins(frozenset(config.origins.split()))
        self._rates = Rates(key, config.shared_store)
        self._once = Once()

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, which is also its address below /webhooks/."""
        return "web"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebChannel:
        """Make the channel for Rasa's own command line; its settings come from the environment."""
        return cls(settings())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes."""
        routes = Blueprint("web_channel")

        @routes.on_request
        async def guard(request: Request) -> HTTPResponse | None:
            request.ctx.origin = self._origins.of(request.headers)
            address = request.remote_addr or request.ip  # the first is set where our own proxies are believed
            return await self._limited("address", address, self._config.requests_per_minute)

        @routes.on_response
        async def headers(request: Request, response: HTTPResponse) -> None:
            response.headers.update(HEADERS | self._origins.cors(request.headers))

        async def preflight(request: Request) -> HTTPResponse:
            return empty()

        for path in PATHS:
            routes.add_route(preflight, f"/{path}", methods=["OPTIONS"], name=f"preflight_{path}")

        @routes.post("/session")
        async def session(request: Request) -> HTTPResponse:
            token = _shown(*self._tokens.new(request.ctx.origin))
            return json({**token, "replies": [composer().opening().as_dict()]})

        @routes.post("/renew")
        async def renew(request: Request) -> HTTPResponse:
            header = request.headers.get("authorization")
            return json(_shown(*self._tokens.renewed(header, request.ctx.origin)))

        @routes.post("/message")
        async def message(request: Request) -> HTTPResponse:
            conversation = self._conversation(request)
            limited = await self._limited("session", conversation, self._config.messages_per_minute)
            if limited:
                return limited
            text, id_ = self._read(request)
            incoming = UserMessage(text, ReplyCollector(), conversation, input_channel=self.name(), message_id=id_)
            turn = run_turn(request.app.ctx.agent, incoming, self._config.turn_timeout)
            store = conversation_store(request.app)
            return json({"replies": await self._once.answer(store, conversation, id_, turn)})

        @routes.get("/history")
        async def history(request: Request) -> HTTPResponse:
            tracker = await conversation_store(request.app).retrieve_full_tracker(self._conversation(request))
            return json({"turns": turns(tracker.events) if tracker else []})

        @routes.get("/summary")
        async def summary(request: Request) -> HTTPResponse:
            tracker = await conversation_store(request.app).retrieve(self._conversation(request))
            page = visit_composer().page({slot: tracker.get_slot(slot) for slot in questions()}) if tracker else None
            return json(page) if page else error(404, "no_summary", "There is no visit summary yet.")

        @routes.delete("/conversation")
        async def conversation(request: Request) -> HTTPResponse:
            own = self._conversation(request)
            async with request.app.ctx.agent.lock_store.lock(own):  # a turn under way would write it all back
                conversation_store(request.app).delete(own)
            return empty()

        @routes.get("/site", name="site")
        async def about_site(request: Request) -> HTTPResponse:
            return json(site())

        routes.exception(Exception)(as_error)
        return routes

    def _conversation(self, request: Request) -> str:
        return self._tokens.conversation(request.headers.get("authorization"), request.ctx.origin)

    async def _limited(self, scope: str, who: str, per_minute: int) -> HTTPResponse | None:
        wait = await self._rates.wait(scope, who, per_minute)
        return error(429, "too_many_requests", "Please wait a moment.", {"Retry-After": str(wait)}) if wait else None

    def _read(self, request: Request) -> tuple[str, str | None]:
        if request.content_type.partition(";")[0].strip() != "application/json":
            raise SanicException("application/json is needed", status_code=415)
        body = request.json
        if not isinstance(body, dict):
            raise BadMessageError("not_an_object", "The body must be a JSON object.")
        id_ = body.get("id")
        if id_ is not None and not (isinstance(id_, str) and MESSAGE_ID.fullmatch(id_)):
            raise BadMessageError("bad_id", "An id is a text of at most 64 characters, all of which can be seen.")
        return clean(body.get("text"), self._config.max_characters, load_content()), id_


def _shown(token: str, expires: int) -> dict[str, str]:
    return {"token": token, "expires_at": datetime.fromtimestamp(expires, UTC).isoformat()}
