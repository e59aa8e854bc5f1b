"""The command line, and knowing when to train."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.conversations import ConversationStore
from bot.server import cli
from bot.server.train import is_stale, newest_model
from bot.settings import settings


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
    store.remember("a", "1", [{"text": "x"}])
    store.remember("b", "1", [{"text": "x"}])
    assert cli.main(["forget", "a"]) == 0
    assert store.answer_to("a", "1") is None and store.answer_to("b", "1")
    assert cli.main(["forget"]) == 0
    assert store.answer_to("b", "1") is None
    assert "Forgotten" in capsys.readouterr().out


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
