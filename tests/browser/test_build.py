"""The committed widget.js is the build of its source, and small."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.server.pages import WIDGET
from bot.settings import DATA, ROOT

SOURCE = ROOT / "widget"
LARGEST = 25 * 1024  # bytes, compressed
NODE = Path(sys.executable).parent / "node"


def run(*command: str | Path) -> str:
    done = subprocess.run(command, cwd=SOURCE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_committed_file_is_the_build_of_the_source(tmp_path: Path) -> None:
    run(NODE, "build.mjs", tmp_path)
    assert WIDGET.name in {file.name for file in tmp_path.iterdir()}
    for file in tmp_path.iterdir():
        assert (WIDGET.parent / file.name).read_bytes() == file.read_bytes(), "run `make widget` and commit the result"


def test_types_are_right() -> None:
    run(NODE, "node_modules/typescript/bin/tsc", "--noEmit")


def test_it_is_small() -> None:
    assert len(gzip.compress(WIDGET.read_bytes(), 9, mtime=0)) <= LARGEST


def words(*folders: str) -> Any:
    return yaml.safe_load((DATA.joinpath(*folders) / "widget" / "words.yml").read_text(encoding="utf8"))


def test_every_language_says_the_same() -> None:
    english, spanish = words(), words("es")
    assert english.keys() == spanish.keys()
    for word, text in english.items():
        assert braces(text) == braces(spanish[word]), word


def test_every_word_is_said_somewhere() -> None:
    source = "".join(file.read_text(encoding="utf8") for file in (SOURCE / "src").glob("*.ts"))
    unsaid = [word for word in words() if f'"{word}"' not in source]
    assert unsaid == []


def braces(text: str) -> list[str]:
    return sorted(part.partition("}")[0] for part in text.split("{")[1:])


@pytest.mark.parametrize(
    "unsafe", ["eval(", "new Function", "innerHTML=", "document.write", "localStorage", "document.cookie"]
)
def test_nothing_unsafe_is_in_the_source(unsafe: str) -> None:
    for file in (SOURCE / "src").glob("*.ts"):
        assert unsafe not in file.read_text(encoding="utf8").replace(" = ", "="), file.name
