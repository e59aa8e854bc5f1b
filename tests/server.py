"""A live server on loopback, on a free port, stopped by its own process id."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any

from bot.settings import ROOT


@dataclass
class Server:
    """A running server, and what it wrote."""

    address: str
    log: Path

    def call(
        self, method: str, path: str, body: Any = None, token: str | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Any, dict[str, str]]:
        """Send a request; return status, body (JSON where it is) and headers."""
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, method=method)
        if data is not None:
            request.add_header("Content-Type", "application/json")
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        for name, value in (headers or {}).items():
            request.add_header(name, value)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, _body(answer.read()), _lower(answer.headers)
        except urllib.error.HTTPError as problem:
            return problem.code, _body(problem.read()), _lower(problem.headers)

    def session(self) -> str:
        """Begin a conversation; return its token."""
        status, body, _ = self.call("POST", "/webhooks/web/session")
        assert status == 200
        return str(body["token"])

    def say(self, token: str, text: str, id_: str | None = None) -> dict[str, Any]:
        """Send one message; return its first reply."""
        body = {"text": text} | ({"id": id_} if id_ else {})
        status, answer, _ = self.call("POST", "/webhooks/web/message", body, token)
        assert status == 200, answer
        assert len(answer["replies"]) == 1
        return dict(answer["replies"][0])


def _lower(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _body(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        return raw.decode(errors="replace")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def running(folder: Path, **variables: str) -> Iterator[Server]:
    """Run a server with `variables` until the caller is done with it."""
    port, log = variables.pop("GUIDE_PORT", str(free_port())), folder / "server.log"
    own = {"GUIDE_PORT": port, "GUIDE_VAR": str(folder / "var"), "GUIDE_REQUESTS_PER_MINUTE": "100000"}
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "serve"], cwd=ROOT, stdout=out, stderr=out, env=os.environ | own | variables
        )
        server = Server(f"http://127.0.0.1:{port}", log)
        try:
            for _ in range(600):
                if "answers on" in log.read_text() or process.poll() is not None:
                    break
                time.sleep(0.1)
            assert process.poll() is None, log.read_text()
            yield server
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0
            assert "Task" not in log.read_text()  # one that nobody has ended
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
