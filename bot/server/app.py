"""Rasa's web server with the assistant's channels, pages and health checks."""

from __future__ import annotations

import asyncio
import logging
import time
from functools import partial

from rasa.core import channels
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.errors import as_error
from bot.channels.web import WebChannel
from bot.conversations import conversation_store
from bot.server.agent import load_agent
from bot.server.pages import pages
from bot.settings import Settings

logger = logging.getLogger(__name__)
LONGEST_CHARACTER, BESIDE = 12, 1024  # bytes of a JSON body: one escaped as two units, and what is not the message
HOUR, DAY = 3600, 86400  # seconds

health = Blueprint("health")


@health.get("/health/live")
async def live(request: Request) -> HTTPResponse:
    """Say that the process is up."""
    return json({"status": "live"})


@health.get("/health/ready")
async def ready(request: Request) -> HTTPResponse:
    """Say whether a message can be answered."""
    agent = getattr(request.app.ctx, "agent", None)
    if agent and agent.is_ready():
        return json({"status": "ready"})
    return json({"status": "starting"}, status=503)


def create_app(config: Settings) -> Sanic:
    """Return the server, which loads its model when it starts."""
    app = Sanic("ketamine_guide", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = config.max_characters * LONGEST_CHARACTER + BESIDE
    app.config.MOTD = False
    app.config.ACCESS_LOG = False
    app.config.PROXIES_COUNT = config.proxies or None
    channels.channel.register([WebChannel(config)], app, route="/webhooks/")
    app.blueprint(pages)
    app.blueprint(health)
    app.exception(Exception)(as_error)
    app.register_listener(partial(_load, config), "before_server_start")
    app.register_listener(partial(_announce, config), "after_server_start")
    app.register_listener(_end_housekeeping, "before_server_stop")
    return app


async def _load(config: Settings, app: Sanic) -> None:
    app.ctx.agent = await load_agent(config, config.var / "conversations.db")


async def _forget_idle(config: Settings, app: Sanic) -> None:
    """Delete what has been idle for too long, every hour."""
    while True:
        try:
            conversation_store(app).delete_idle(time.time() - config.keep_days * DAY)
        except Exception as error:
            logger.error("idle conversations could not be deleted: %s", type(error).__name__)
        await asyncio.sleep(HOUR)


async def _announce(config: Settings, app: Sanic) -> None:
    app.ctx.housekeeping = asyncio.create_task(_forget_idle(config, app))
    print(f"Ketamine Guide answers on http://{config.host}:{config.port}/", flush=True)


async def _end_housekeeping(app: Sanic) -> None:
    app.ctx.housekeeping.cancel()
    await asyncio.wait([app.ctx.housekeeping])


def serve(config: Settings) -> None:
    """Run until Ctrl-C.

    Raises:
        rasa.model.ModelNotFound: if there is no trained model.
        OSError: if the address cannot be listened on.
    """
    print("Starting (a few seconds)...", flush=True)
    create_app(config).run(config.host, config.port, single_process=True, access_log=False, motd=False)
