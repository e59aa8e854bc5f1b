"""Where actions run: in this process or on a remote action server; a failure becomes the reply of last resort."""

from __future__ import annotations

import abc
import asyncio
import logging
from typing import Any

from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from bot.safety.last_resort import after_failure
from bot.settings import Settings

logger = logging.getLogger(__name__)


class SafeEndpoint(EndpointConfig, abc.ABC):
    """What Rasa calls to run an action, and what always answers."""

    def __init__(self, seconds: float, url: str | None = None) -> None:
        """Give each action `seconds`; the domain is sent only to actions that ask for it."""
        super().__init__(url, enable_selective_domain=True)
        self._seconds = seconds

    async def request(self, method: str = "post", **kwargs: Any) -> dict[str, Any]:
        """Run the action named in `json`; on any failure answer with the reply of last resort."""
        try:
            result = await asyncio.wait_for(self._run(kwargs["json"]), self._seconds)
            # What checks a form's answer may be silent, as long as it says what it did: the form goes on.
            checks = kwargs["json"].get("next_action", "").startswith("validate_")
            if not result or not (result.get("responses") or (checks and result.get("events"))):
                raise ValueError("no reply")
            return result
        except Exception as error:
            # Only the kind: an action's error may hold the whole conversation.
            logger.error("action %s failed: %s", kwargs["json"].get("next_action"), type(error).__name__)
            return _instead(kwargs["json"].get("tracker") or {})

    @abc.abstractmethod
    async def _run(self, call: dict[str, Any]) -> dict[str, Any] | None: ...


def _instead(tracker: dict[str, Any]) -> dict[str, Any]:
    """Return the result of an action that failed: help if it is due, else the reply of last resort.

    `tracker` is the conversation as Rasa sends it to actions.
    """
    message = tracker.get("latest_message") or {}
    reply, events = after_failure(message.get("text") or "", message, tracker.get("slots") or {})
    response = {"text": reply.text, "buttons": reply.as_dict()["buttons"], "reply": reply.as_dict()}
    return {"events": events, "responses": [response]}


class InProcessEndpoint(SafeEndpoint):
    """Runs rasa-sdk's executor in a thread, so that an action that is slow stalls nobody else."""

    def __init__(self, seconds: float, package: str = "actions") -> None:
        """Register every action of `package`."""
        super().__init__(seconds)
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    async def _run(self, call: dict[str, Any]) -> dict[str, Any] | None:
        return await asyncio.to_thread(asyncio.run, self._executor.run(call))


class RemoteEndpoint(SafeEndpoint):
    """Calls a rasa-sdk action server."""

    async def _run(self, call: dict[str, Any]) -> dict[str, Any] | None:
        return await EndpointConfig.request(self, json=call)


def action_endpoint(config: Settings) -> SafeEndpoint:
    """Return the endpoint that a site's settings ask for."""
    if config.action_url:
        return RemoteEndpoint(config.action_timeout, config.action_url)
    return InProcessEndpoint(config.action_timeout)
