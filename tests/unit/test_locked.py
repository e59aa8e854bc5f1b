"""What the lock files hold, against what is known to be vulnerable, and what the docs say."""

import re

import pytest
from packaging.version import Version

from bot.settings import ROOT, Settings

LOCKED = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / "requirements" / "tuning.txt").read_text(), re.MULTILINE))
FIXED = {
    "aiohttp": "3.14",
    "dnspython": "2.6.1",
    "protobuf": "6.33.5",
    "scikit-learn": "1.5",
    "sentry-sdk": "1.45.1",
    "setuptools": "78.1.1",
    "skops": "0.13",
}
ABSENT = ("keras", "tensorflow", "pymongo", "sanic-cors", "wheel", "boto3")


@pytest.mark.parametrize("package", FIXED)
def test_fixed_version_is_locked(package: str) -> None:
    assert Version(LOCKED[package]) >= Version(FIXED[package])
    assert package in (ROOT / "docs" / "security.md").read_text()


@pytest.mark.parametrize("package", ABSENT)
def test_vulnerable_package_is_left_out(package: str) -> None:
    assert package not in LOCKED


@pytest.mark.parametrize("name", ["run", "dev", "tuning", "build", "uv", "audit"])
def test_lock_files_have_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    assert "://" not in text
    for block in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in block, block


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs" / "settings.md").read_text()
    documented = set(re.findall(r"^\| `(GUIDE_\w+)`", text, re.MULTILINE))
    assert documented == {f"GUIDE_{name.upper()}" for name in Settings.model_fields}
