"""Graph components that learn nothing, and how Rasa makes them."""

from __future__ import annotations

import abc
from typing import Any, Self

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage


class Untrained(GraphComponent):
    """A component without a setting, made of the project's own files."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """Make the component."""
        return cls()


class Configured(GraphComponent, abc.ABC):
    """A component of its settings alone, which Rasa has laid over its defaults."""

    @abc.abstractmethod
    def __init__(self, config: dict[str, Any]) -> None:
        """Keep the settings, all of which `config` has."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """Make the component."""
        return cls(config)
