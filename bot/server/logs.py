"""Logs: warnings and errors on standard error, and nothing that a person typed."""

import logging
import sys
import warnings
from typing import Any

import structlog


class Discreet(logging.Formatter):
    """Says of an exception what kind it is: its text and its lines may quote what a person typed."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 (the name is logging's)
        """Return the name of its class."""
        return str(ei[0].__name__)


def configure_logs() -> None:
    """Set up both logging systems that Rasa uses, from warnings up.

    Rasa writes each message, as parsed, to structlog at debug level; unconfigured, structlog prints it.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.stdlib.LoggerFactory(),
        processors=[structlog.stdlib.render_to_log_kwargs],
        cache_logger_on_first_use=True,
    )
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    for needless in (
        "Action 'utter_",  # Rasa looks for a fixed response behind each retrieval intent; ours come from actions
        "Slot auto-fill",  # said of every domain that has slots
        "pkg_resources is deprecated",  # Rasa's own import
        "Your training data contains an example",  # see the first
    ):
        warnings.filterwarnings("ignore", message=needless)
