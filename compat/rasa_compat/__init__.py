"""Lets Rasa 3.6.21 run on Python 3.11 with current dependencies and without TensorFlow.

Loaded by a `.pth` file in every interpreter of the environment, so that the plain `rasa` command works
too. It does six things, each only when Rasa or its SDK is first imported, or a name is really absent:

* stand-ins for optional packages that Rasa imports at module level but that are not installed;
* `single_process=True` where Rasa and its SDK start Sanic: newer releases of Sanic otherwise start worker
  processes, in which "Sanic app name 'rasa_server' not found" is all that is seen;
* `enter_room` of python-socketio, a coroutine since 5.10, which Rasa calls without awaiting it;
* `validate` of jsonschema, which checks its schema anew at each call (35 ms, since release 4, for the one schema
  with which Rasa checks the result of every action): a compiled schema answers first, an event's by its name;
* dask's plain evaluator of graphs in place of its scheduler for one thread: the same order and the same result,
  without the 1.5 ms that the scheduler adds to a turn;
* telemetry, which does not work with current sentry-sdk, is off unless the environment says otherwise.
"""

from __future__ import annotations

import abc
import sys
import types
from importlib.machinery import ModuleSpec

TYPE_CHECKING = False  # `typing` itself would cost every interpreter start some milliseconds
if TYPE_CHECKING:
    import asyncio
    from typing import Any

STAND_INS = frozenset(
    {
        "aio_pika",
        "aiormq",
        "aiogram",
        "azure",
        "boto3",
        "botocore",
        "cachecontrol",
        "confluent_kafka",
        "fbmessenger",
        "google.auth",
        "google.cloud",
        "google.oauth2",
        "keras",
        "mattermostwrapper",
        "pydot",
        "pymongo",
        "rocketchat_API",
        "sanic_cors",
        "sanic_jwt",
        "slack_sdk",
        "tensorflow",
        "tensorflow_hub",
        "tensorflow_text",
        "twilio",
        "webexteamssdk",
    }
)
"""Packages that Rasa 3.6.21 imports and that a plain set-up of this project leaves out."""


class _InertMeta(abc.ABCMeta):
    """Answers any attribute with another inert class, so that module-level code of Rasa can be read."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return _inert(f"{cls.__module__}.{cls.__qualname__}", name)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        package = cls.__dict__.get("_stand_in_for")
        if package:
            raise ImportError(f"'{package}' is needed for this part of Rasa and is not installed")
        return super().__call__(*args, **kwargs)


def _inert(parent: str, name: str) -> type:
    # An exception class, because Rasa also names such attributes in `except` clauses.
    return _InertMeta(name, (Exception,), {"__module__": parent, "_stand_in_for": parent.partition(".")[0]})


def _no_cors(*_args: Any, **_kwargs: Any) -> None:
    """Stand-in for `sanic_cors.CORS`, which has no fixed release: cross-origin rules are the channel's own."""


class _StandIn(types.ModuleType):
    """A module that is importable, has every public name, and can do nothing."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return _no_cors if (self.__name__, name) == ("sanic_cors", "CORS") else _inert(self.__name__, name)


class StandInFinder:
    """Meta-path finder, last in line: it is asked only for what no other finder has found."""

    @staticmethod
    def find_spec(name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """Return a spec for `name` when it is, or is part of, one of `STAND_INS`; else None."""
        parts = name.split(".")
        if STAND_INS.isdisjoint({parts[0], ".".join(parts[:2])}) and name != "google":
            return None
        return ModuleSpec(name, StandInFinder, is_package=True)  # type: ignore[arg-type]

    @staticmethod
    def create_module(spec: ModuleSpec) -> types.ModuleType:
        """Return the empty stand-in module."""
        return _StandIn(spec.name)

    @staticmethod
    def exec_module(module: types.ModuleType) -> None:
        """Nothing to run."""


class ServerPatch:
    """Meta-path finder, first in line: when Rasa or its SDK is imported, mends what they start, and steps aside."""

    done = False

    @classmethod
    def find_spec(cls, name: str, path: Any = None, target: Any = None) -> None:
        """Patch once; never finds anything itself."""
        if name in ("rasa", "rasa_sdk") and not cls.done:
            cls.done = True
            _quiet()
            _single_process()
            _enter_room()
            _schema_once()
            _plain_graph()


def _quiet() -> None:
    import os

    # Nothing of a health assistant is reported to anyone; and Rasa's reporting does not know sentry-sdk 2.
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")


def _single_process() -> None:
    from sanic import Sanic

    run = Sanic.run

    def run_here(self: Any, *args: Any, **kwargs: Any) -> Any:
        kwargs.setdefault("single_process", True)
        return run(self, *args, **kwargs)

    Sanic.run = run_here


def _enter_room() -> None:
    import asyncio

    from socketio import AsyncServer

    enter = AsyncServer.enter_room

    def enter_room(self: Any, *args: Any, **kwargs: Any) -> asyncio.Future[Any]:
        return asyncio.ensure_future(enter(self, *args, **kwargs))

    AsyncServer.enter_room = enter_room


def _schema_once() -> None:
    import fastjsonschema
    import jsonschema

    validate = jsonschema.validate
    compiled: list[tuple[Any, Any]] = []

    def validate_compiled(instance: Any, schema: Any, *args: Any, **kwargs: Any) -> None:
        # Rasa makes the schema anew at each call, from the same parts: comparing is quick, and hashing is not.
        check = next((check for known, check in compiled if known == schema), None)
        if check is None:
            check = _compiled(schema)
            compiled.append((schema, check))
        try:
            check(instance)
        except (fastjsonschema.JsonSchemaException, KeyError, TypeError):
            validate(instance, schema, *args, **kwargs)  # says what is wrong, in Rasa's terms

    jsonschema.validate = validate_compiled


def _compiled(schema: Any) -> Any:
    """Compile a schema; Rasa's, of an action's result, so that an event is tried as what it calls itself only.

    As it stands each event is tried as all 23 kinds, and 22 errors are written out to be thrown away: 1.3 ms a turn.
    """
    import fastjsonschema

    def compile_(part: Any) -> Any:
        return fastjsonschema.compile(part, use_default=False)

    try:
        event = schema["properties"]["events"]["items"]
        common = {key: value for key, value in event.items() if key != "oneOf"}
        kinds = {one["properties"]["event"]["const"]: compile_({**common, "allOf": [one]}) for one in event["oneOf"]}
    except (KeyError, TypeError):
        return compile_(schema)
    rest = compile_({**schema, "properties": {**schema["properties"], "events": {"type": "array"}}})

    def check(result: Any) -> None:
        rest(result)
        for event in result.get("events", ()):
            kinds[event["event"]](event)

    return check


def _plain_graph() -> None:
    import dask
    from dask import core

    vars(dask)["get"] = core.get


def install() -> None:
    """Put both finders in place; a second call changes nothing."""
    if ServerPatch not in sys.meta_path:
        sys.meta_path.insert(0, ServerPatch)
        sys.meta_path.append(StandInFinder)
