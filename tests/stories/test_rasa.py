"""The plain Rasa commands on the project."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bot.settings import ROOT


def rasa(*arguments: str) -> str:
    """Run one of Rasa's commands; return what it wrote."""
    command = [Path(sys.executable).with_name("rasa"), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_data_is_valid() -> None:
    written = rasa("data", "validate", "--fail-on-warnings")
    assert "No story structure conflicts found" in written


def test_stories_are_predicted(tmp_path: Path) -> None:
    stories = ["--stories", "tests/stories", "--out", str(tmp_path), "--fail-on-prediction-errors"]
    rasa("test", "core", "--e2e", "--model", "models", *stories)
    assert (tmp_path / "story_report.json").is_file()
