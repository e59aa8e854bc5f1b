"""The shim under Rasa: every name that it stands in for, and what it mends."""

import asyncio
import importlib
import subprocess
import sys
from typing import Any

import pytest
import rasa_compat


@pytest.mark.parametrize("package", sorted(rasa_compat.STAND_INS))
def test_stand_in_can_be_imported_and_does_nothing(package: str) -> None:
    module = importlib.import_module(package)
    submodule = importlib.import_module(f"{package}.some.part")
    if package == "sanic_cors":
        assert module.CORS(None, anything=1) is None
    for part in (module, submodule):
        with pytest.raises(ImportError, match=package.partition(".")[0]):
            part.Something.nested()


def test_stand_in_can_be_a_base_class_and_an_exception() -> None:
    from twilio.base.exceptions import TwilioRestException

    assert issubclass(TwilioRestException, Exception)
    assert type("Own", (TwilioRestException,), {})()


def test_installed_package_is_not_replaced() -> None:
    assert importlib.import_module("sanic").__file__
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("no_such_package_at_all")


def test_installing_twice_changes_nothing() -> None:
    before = list(sys.meta_path)
    rasa_compat.install()
    assert sys.meta_path == before


def test_every_interpreter_of_the_environment_has_it() -> None:
    program = "import sys; assert any(f.__name__ == 'StandInFinder' for f in sys.meta_path if hasattr(f, '__name__'))"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_sanic_is_started_in_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    import rasa  # noqa: F401  (patches what it starts)
    from sanic import Sanic

    given: dict[str, object] = {}
    monkeypatch.setattr(Sanic, "prepare", lambda self, *a, **k: given.update(k))
    monkeypatch.setattr(Sanic, "serve", classmethod(lambda cls, *a, **k: None))
    monkeypatch.setattr(Sanic, "serve_single", classmethod(lambda cls, *a, **k: None))
    Sanic("compat_test", configure_logging=False).run()
    assert given["single_process"] is True


def test_room_is_entered_without_being_awaited() -> None:
    import rasa  # noqa: F401  (patches what it starts)
    from socketio import AsyncServer

    async def enter() -> bool:
        server = AsyncServer()
        entered = []
        server.manager.basic_enter_room = lambda *a, **k: entered.append(a)  # type: ignore[method-assign]
        server.enter_room("sid", "room")  # as Rasa calls it
        await asyncio.sleep(0)
        return bool(entered)

    assert asyncio.run(enter())


def test_schema_is_compiled_once_and_every_result_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    import fastjsonschema
    import jsonschema
    import rasa  # noqa: F401
    from rasa.core.actions.action import RemoteAction

    schema = RemoteAction.action_response_format_spec()
    slot = {"event": "slot", "name": "turn", "value": 1.0}
    jsonschema.validate({"events": [slot], "responses": []}, schema)
    monkeypatch.setattr(fastjsonschema, "compile", None)
    jsonschema.validate({"events": [slot], "responses": []}, schema)
    faults: list[Any] = [{"event": "no such"}, {"event": "slot"}, {**slot, "timestamp": "now"}, {}, "garbage"]
    for wrong in ({"events": [], "responses": "garbage"}, *({"events": [slot, fault]} for fault in faults)):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


def test_graphs_are_evaluated_in_order_without_the_scheduler() -> None:
    import dask
    import rasa  # noqa: F401
    from dask import core

    assert dask.get is core.get
    graph = {
        "given": ("given", 2),  # an input, as Rasa adds it
        "double": (lambda pair: pair[1] * 2, "given"),
        "sum": (lambda pair, doubled: pair[1] + doubled, "given", "double"),
    }
    assert dask.get(graph, ["sum", "double"]) == (6, 4)
