"""Speed: a turn over HTTP, turns a second, memory, start and growth; ours and the stock pipeline in one run."""

from __future__ import annotations

import http.client
import itertools
import json
import os
import signal
import socket
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.scenarios import load_scenarios

TURNS = 300
CLIENTS = 8
SECONDS = 15.0


@dataclass
class Speed:
    """Figures of one server."""

    ready: float
    """Seconds from start to the first answer."""
    turns: list[float]
    """Milliseconds of each turn of one client, in order."""
    per_second: float
    """Turns a second with eight clients."""
    memory: float
    """Resident megabytes after at least 1,000 turns."""
    long_conversation: list[float]
    """Milliseconds of each turn of one conversation of 200."""

    def percentile(self, share: float) -> float:
        """Return the milliseconds below which `share` of the turns stay."""
        return statistics.quantiles(self.turns, n=100)[round(share * 100) - 1]

    def growth(self) -> float:
        """Return the median of the last twenty turns of the long conversation over that of the first twenty."""
        first, last = self.long_conversation[:20], self.long_conversation[-20:]
        return statistics.median(last) / statistics.median(first)


class Client:
    """One person with a connection that stays open."""

    def __init__(self, port: int, stock: bool) -> None:
        """Connect; with our server, begin a session for each conversation."""
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._stock = stock
        self._numbers = itertools.count()
        self.begin()

    def begin(self) -> None:
        """Begin a new conversation."""
        self._sender = f"s{id(self)}-{next(self._numbers)}"
        if not self._stock:
            token = self._post("/webhooks/web/session", {}, {})["token"]
            self._headers = {"Authorization": f"Bearer {token}"}

    def say(self, text: str) -> float:
        """Send one message; return the milliseconds until its answer.

        Raises:
            RuntimeError: if there is no answer.
        """
        begin = time.perf_counter()
        if self._stock:
            answer = self._post("/webhooks/rest/webhook", {"sender": self._sender, "message": text}, {})
        else:
            answer = self._post("/webhooks/web/message", {"text": text}, self._headers)["replies"]
        took = (time.perf_counter() - begin) * 1000
        if not answer and not self._stock:  # the stock pipeline is sometimes silent
            raise RuntimeError("no answer")
        return took

    def _post(self, path: str, body: Any, headers: dict[str, str]) -> Any:
        self._connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json", **headers})
        return json.loads(self._connection.getresponse().read())


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(command: Sequence[str], folder: Path, variables: dict[str, str], port: int, health: str) -> Iterator[Any]:
    """Run a server until it answers, yield its process and how long that took, and stop it by its id."""
    with tempfile.TemporaryFile() as log:
        begin = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=os.environ | variables, stdout=log, stderr=log)
        try:
            while True:
                if time.perf_counter() - begin > 300:
                    raise RuntimeError("no answer in five minutes")
                if process.poll() is not None:
                    log.seek(0)
                    raise RuntimeError(log.read().decode()[-2000:])
                try:
                    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
                    connection.request("GET", health)
                    if connection.getresponse().status == 200:
                        break
                except OSError:
                    time.sleep(0.1)
            yield process, time.perf_counter() - begin
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def resident(process: subprocess.Popen[bytes]) -> float:
    """Return the resident megabytes of a process (Linux)."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def measure(server: Any, ready: float, port: int, texts: list[str], stock: bool) -> Speed:
    """Put load on a running server and return its figures; eight clients play the scenarios of the tests."""
    conversations = [scenario.typed() for scenario in load_scenarios()]
    client = Client(port, stock)
    for text in texts[:20]:
        client.say(text)
    turns = []
    for number, text in enumerate(itertools.islice(itertools.cycle(texts), TURNS)):
        if number % 5 == 0:
            client.begin()
        turns.append(client.say(text))
    client.begin()
    # The same twenty messages over and over, so that the first and the last turns are alike.
    long = [client.say(text) for text in itertools.islice(itertools.cycle(texts[:20]), 200)]
    counts = [0] * CLIENTS
    end = time.perf_counter() + SECONDS

    def load(number: int) -> None:
        mine = Client(port, stock)
        for conversation in itertools.cycle(conversations[number::CLIENTS]):
            mine.begin()
            for text in conversation:
                if time.perf_counter() > end:
                    return
                mine.say(text)
                counts[number] += 1

    threads = [threading.Thread(target=load, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done = sum(counts) + TURNS + 220
    for text in itertools.islice(itertools.cycle(texts), max(0, 1000 - done)):
        client.say(text)
    return Speed(ready, turns, sum(counts) / SECONDS, resident(server), long)
