"""The one place that reads the environment: every setting has the prefix GUIDE_."""

import re
from functools import cache
from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
DEFAULT_COUNTRY = "us"


class Settings(BaseSettings):
    """What a site may set; the defaults need no other service.

    Raises:
        pydantic.ValidationError: if a variable has a value that its setting cannot take.
    """

    model_config = SettingsConfigDict(env_prefix="GUIDE_", hide_input_in_errors=True)

    host: str = "127.0.0.1"
    port: int = Field(5005, ge=1, le=65535)
    country: str = DEFAULT_COUNTRY
    """Whose numbers to call are given: a key of data/safety/numbers.yml."""
    contact_name: str | None = Field(None, max_length=120)
    """Whom a person can reach instead of the assistant, such as "the front desk"."""
    contact_phone: str | None = Field(None, max_length=40)
    """Their telephone number."""
    contact_hours: str | None = Field(None, max_length=120)
    """When they can be reached."""
    contact_url: str | None = Field(None, max_length=300, pattern=r"^https?://\S+$")
    """Where a visit can be booked, or a message left."""
    model: Path = ROOT / "models"
    """A trained model, or the folder whose newest one is taken."""
    var: Path = ROOT / "var"
    """Where conversations and the signing key are kept."""
    action_url: str | None = Field(None, pattern=r"^https?://\S+$")
    """A remote action server; unset, the actions run in the server's own process."""
    action_timeout: float = Field(4.0, gt=0, le=8)
    """Seconds after which an action is given up and the reply of last resort is sent."""
    turn_timeout: float = Field(9.0, gt=0, le=9.5)
    """Seconds after which a whole turn is given up; the contract allows ten."""
    session_hours: float = Field(24.0, gt=0)
    """How long a web session's token is valid; the widget renews it while it is used."""
    keep_days: float = Field(30.0, gt=0)
    """After how many idle days a conversation is deleted."""
    origins: str = ""
    """The websites that may embed the widget, such as "https://clinic.example https://www.clinic.example"."""
    proxies: int = Field(0, ge=0)
    """How many proxies of ours stand in front: so many entries of X-Forwarded-For are believed."""
    shared_store: str | None = Field(None, pattern=r"^rediss?://\S+$")
    """A Redis server in which several processes count requests together; unset, each counts by itself."""
    max_characters: int = Field(4000, ge=100, le=20000)
    """The longest message."""
    messages_per_minute: int = Field(30, ge=1)
    """The most messages a minute from one web session."""
    requests_per_minute: int = Field(240, ge=1)
    """The most requests a minute from one address."""
    secret: str | None = Field(None, min_length=32)
    """The key that signs session tokens; unset, one is made and kept in `var`."""

    @property
    def contact(self) -> dict[str, str | None]:
        """Whom a person can contact: `name`, `phone`, `hours` and `url`, each None where the site has set none."""
        return {part: getattr(self, f"contact_{part}") for part in ("name", "phone", "hours", "url")}

    @field_validator("origins")
    @classmethod
    def _are_origins(cls, value: str) -> str:
        for origin in value.split():
            if not re.fullmatch(r"https?://[a-z0-9.-]+(:[0-9]+)?", origin):
                raise ValueError(f"'{origin}' is no origin: it has scheme, host and port, in lower case, and no path")
        return value


@cache
def settings() -> Settings:
    """Return the settings, read once."""
    return Settings()
