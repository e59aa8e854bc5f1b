"""Logs: warnings and errors on standard error, and nothing that a person typed."""

import logging
import sys
import warnings

import structlog


def configure_logs() -> None:
    """Set up both logging systems that Rasa uses, from warnings up.

    Rasa writes each message, as parsed, to structlog at debug level; unconfigured, structlog prints it.
    """
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
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
