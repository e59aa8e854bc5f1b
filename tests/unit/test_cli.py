"""The command line, and knowing when to train."""

from __future__ import annotations

import asyncio
import io
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversations import ConversationStore
from bot.server import cli
from bot.server.logs import Discreet
from bot.server.train import is_stale, newest_model, train
from bot.settings import Settings, settings


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("GUIDE_VAR", str(tmp_path))
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


def test_model_is_stale_when_an_input_is_newer(tmp_path: Path) -> None:
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    example, model = tmp_path / "data" / "nlu" / "a.yml", tmp_path / "model.tar.gz"
    example.touch()
    assert is_stale(None, tmp_path)
    model.touch()
    os.utime(example, (1, 1))
    assert not is_stale(model, tmp_path)
    answer = tmp_path / "data" / "faq" / "a.yml"
    answer.parent.mkdir()
    answer.touch()
    os.utime(answer, (2**31, 2**31))
    assert not is_stale(model, tmp_path)  # no model rests on what is read at start
    os.utime(model, (0, 0))
    assert is_stale(model, tmp_path)


def test_newest_model_is_taken(tmp_path: Path) -> None:
    assert newest_model(tmp_path) is None
    for number, name in enumerate(("b", "a")):
        (tmp_path / f"{name}.tar.gz").touch()
        os.utime(tmp_path / f"{name}.tar.gz", (number, number))
    assert newest_model(tmp_path) == tmp_path / "a.tar.gz"


def test_conversations_are_forgotten(var: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = ConversationStore(db=str(var / "conversations.db"))
    for sender in "ab":
        tracker = DialogueStateTracker.from_events(sender, [UserUttered("hello")])
        asyncio.run(store.save(tracker))
        store.remember(sender, "1", [{"text": "x"}])
    assert cli.main(["forget", "a"]) == 0
    assert store.answer_to("a", "1") is None and store.answer_to("b", "1")
    assert cli.main(["forget"]) == 0
    assert store.answer_to("b", "1") is None
    assert "Forgotten" in capsys.readouterr().out


def test_one_model_that_is_named_is_used_and_not_written_to(tmp_path: Path) -> None:
    model = tmp_path / "mine.tar.gz"
    model.touch()
    assert train(Settings(model=model), if_stale=True) == model
    with pytest.raises(ValueError, match=r"mine\.tar\.gz"):
        train(Settings(model=model), if_stale=False)


def test_missing_model_is_an_error_and_not_a_trace(var: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = str(var / "no_such_folder")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GUIDE_MODEL", missing)
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"hello")))
        settings.cache_clear()
        assert cli.main(["ask"]) == 2
    settings.cache_clear()
    assert "error: " in capsys.readouterr().err


def test_log_says_of_an_exception_only_what_kind_it_is() -> None:
    try:
        raise ValueError("what a person typed")
    except ValueError:
        record = logging.LogRecord("rasa", logging.ERROR, __file__, 1, "it failed", None, sys.exc_info())
    written = Discreet("%(message)s").format(record)
    assert "ValueError" in written and "typed" not in written


def test_wrong_setting_is_an_error_and_not_a_trace(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GUIDE_PORT", "none")
    settings.cache_clear()
    assert cli.main(["forget"]) == 2
    assert "error: " in capsys.readouterr().err
    monkeypatch.undo()
    settings.cache_clear()


def test_check_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check"]) == 0
    assert "0 problems" in capsys.readouterr().out
