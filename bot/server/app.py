"""Rasa's web server with the assistant's channels, pages and health checks."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from rasa.core import channels
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, file, json

from bot.channels.errors import as_error
from bot.channels.web import WebChannel
from bot.server.agent import load_agent
from bot.settings import Settings

STATIC = Path(__file__).parents[1] / "channels" / "static"
PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
    "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
LARGEST_BODY = 96 * 1024  # bytes; a message of the longest kind, every character of it escaped

pages = Blueprint("pages")


@pages.get("/")
async def index(request: Request) -> HTTPResponse:
    """Serve the chat page."""
    return await file(STATIC / "index.html", headers=PAGE_HEADERS)


@pages.get("/summary")
async def summary(request: Request) -> HTTPResponse:
    """Serve the page that prints the visit summary of the conversation in this browser tab."""
    return await file(STATIC / "summary.html", headers=PAGE_HEADERS)


@pages.get("/static/<name:(chat.js|chat.css|summary.js|summary.css|icon.svg)>", name="static_file")
async def static_file(request: Request, name: str) -> HTTPResponse:
    """Serve what the page needs."""
    return await file(STATIC / name, headers=PAGE_HEADERS)


@pages.get("/health/live")
async def live(request: Request) -> HTTPResponse:
    """Say that the process is up."""
    return json({"status": "live"})


@pages.get("/health/ready")
async def ready(request: Request) -> HTTPResponse:
    """Say whether a message can be answered."""
    agent = getattr(request.app.ctx, "agent", None)
    if agent and agent.is_ready():
        return json({"status": "ready"})
    return json({"status": "starting"}, status=503)


def create_app(config: Settings) -> Sanic:
    """Return the server, which loads its model when it starts."""
    app = Sanic("ketamine_guide", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = LARGEST_BODY
    app.config.MOTD = False
    app.config.ACCESS_LOG = False
    channels.channel.register([WebChannel(config)], app, route="/webhooks/")
    app.blueprint(pages)
    app.exception(Exception)(as_error)
    app.register_listener(partial(_load, config), "before_server_start")
    app.register_listener(partial(_announce, config), "after_server_start")
    return app


async def _load(config: Settings, app: Sanic) -> None:
    app.ctx.agent = await load_agent(config, config.var / "conversations.db")


async def _announce(config: Settings, app: Sanic) -> None:
    print(f"Ketamine Guide answers on http://{config.host}:{config.port}/", flush=True)


def serve(config: Settings) -> None:
    """Run until Ctrl-C.

    Raises:
        rasa.model.ModelNotFound: if there is no trained model.
        OSError: if the address cannot be listened on.
    """
    print("Starting (a few seconds)...", flush=True)
    create_app(config).run(config.host, config.port, single_process=True, access_log=False, motd=False)
