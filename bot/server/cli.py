"""The command line: `python -m bot`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rasa.shared.exceptions import RasaException
from sqlalchemy.exc import SQLAlchemyError

from bot.content.topics import ContentError
from bot.server.logs import configure_logs
from bot.settings import Settings, settings

if TYPE_CHECKING:
    from bot.conversations import ConversationStore


REPORTS = {
    "topics": "topics: the right answer on messages that the model never saw",
    "safety": "safety: who is met with help, and who is not",
    "feedback": "feedback: what people said of the answers, by topic",
}


def parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    top = argparse.ArgumentParser(prog="python -m bot", description="Ketamine Guide")
    commands = top.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help="serve the demo page, the widget and the web channel")
    ask = commands.add_parser("ask", help="answer standard input, a message a line")
    ask.add_argument("--json", action="store_true", help="one JSON object a line, as the contract describes it")
    train = commands.add_parser("train", help="train the model")
    train.add_argument("--if-stale", action="store_true", help="only when it is older than what it is made of")
    check = commands.add_parser("check", help="check the content; needs the dev packages")
    check.add_argument("--read-sources", metavar="DIR", help="first take the fingerprints of the articles in DIR")
    report = commands.add_parser("report", help="measure the understanding (needs the dev packages), or count feedback")
    report.add_argument("what", nargs="?", choices=[*REPORTS], default="topics", help="; ".join(REPORTS.values()))
    report.add_argument("file", nargs="?", metavar="FILE", help="labelled messages; without it, the project's own")
    forget = commands.add_parser("forget", help="delete conversations")
    forget.add_argument("conversation", nargs="?", help="one conversation's id; without it, all of them")
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the process's exit code: 0 done, 1 found problems, 2 could not run."""
    given = parser().parse_args(arguments)
    configure_logs()
    try:
        return int(globals()[f"_{given.command}"](given, settings()) or 0)
    except KeyboardInterrupt:
        return 0
    except (ContentError, RasaException, SQLAlchemyError, OSError, RuntimeError, ValueError, ImportError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def _serve(given: argparse.Namespace, config: Settings) -> None:
    from bot.server.app import serve

    serve(config)


def _ask(given: argparse.Namespace, config: Settings) -> None:
    from bot.server.ask import ask

    # A line that is no UTF-8 is one bad line: what cannot be read of it is taken for what cannot be seen.
    sys.stdin.reconfigure(encoding="utf8", errors="surrogateescape")  # type: ignore[union-attr]
    ask(sys.stdin, sys.stdout, config, given.json)


def _train(given: argparse.Namespace, config: Settings) -> None:
    from bot.server.train import train

    print(f"Model: {train(config, given.if_stale).name}")


def _check(given: argparse.Namespace, config: Settings) -> int:
    from bot.content.check import run

    return run(given.read_sources)


def _report(given: argparse.Namespace, config: Settings) -> int:
    if given.what == "feedback":
        from bot import feedback

        return feedback.run(_store(config))

    from benchmarks import report, safety

    kept = safety.DEVELOPMENT if given.what == "safety" else report.DEVELOPMENT
    return (safety if given.what == "safety" else report).run(Path(given.file) if given.file else kept)


def _forget(given: argparse.Namespace, config: Settings) -> None:
    store = _store(config)
    if given.conversation:
        store.delete(given.conversation)
        print("Forgotten.")
    else:
        print(f"Forgotten: {store.delete_all()} conversations.")


def _store(config: Settings) -> ConversationStore:
    from bot.conversations import ConversationStore

    return ConversationStore(db=str(config.var / "conversations.db"))
