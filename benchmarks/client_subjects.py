"""What one process of ``benchmarks/client.py`` measures, of one library.

``python client_subjects.py MEASURE SUBJECT ARGUMENTS`` prints a number; times are the processor's.
Subjects are generated packages by their name, ``openai``, ``stripe``, ``msgspec``; and
``plain:PACKAGE``, the models of a package with dates that nothing is kept beside.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

CALLS, BATCHES = 100, 10
"""The best of so many batches counts: the others were disturbed."""


def main() -> None:
    measure, subject, *arguments = sys.argv[1:]
    print(globals()[measure](subject, *arguments))


def call(subject: str, code: str) -> float:
    """Microseconds that a call takes whose answer is in memory."""
    import httpx2

    def answer(_: Any) -> httpx2.Response:
        return httpx2.Response(200, json={})

    http = httpx2.Client(transport=httpx2.MockTransport(answer))
    if subject == "httpx2":
        return _each(lambda: http.get("http://localhost/7").json())
    if subject == "openai":
        from openai import OpenAI

        openai = OpenAI(api_key="x", base_url="http://localhost", http_client=http)
        return _each(lambda: openai.models.retrieve("x"))
    if subject == "stripe":
        return _each(_stripe_call())
    client = import_module(subject).Client("http://localhost", "token", http_client=http)
    return _each(eval(f"lambda: client.{code}", {"client": client}))  # noqa: S307 - from the caller


def _stripe_call() -> Callable[[], Any]:
    import stripe

    class Answers(stripe.HTTPClient):
        name = "memory"

        def request(self, *_: Any, **__: Any) -> tuple[bytes, int, dict[str, str]]:
            return b"{}", 200, {}

    client = stripe.StripeClient("sk_test_x", http_client=Answers())
    return lambda: client.v1.customers.retrieve("x")


def _each(function: Callable[[], Any]) -> float:
    def batch() -> float:
        started = time.process_time()
        for _ in range(CALLS):
            function()
        return (time.process_time() - started) / CALLS * 1e6

    return min(batch() for _ in range(BATCHES))


def parse(subject: str, package: str, model: str, file: str) -> float:
    """Milliseconds that parsing a file takes, whose content is a list of models."""
    read, content = _reader(subject, package, model), Path(file).read_bytes()
    read(content[:1] + content[1 : content.index(b"\n")].rstrip(b",") + b"]")

    def once() -> float:
        gc.collect()
        started = time.process_time()
        read(content)
        return (time.process_time() - started) * 1e3

    return min(once() for _ in range(3))


def memory(subject: str, package: str, model: str, file: str) -> float:
    """Megabytes that the models of a file take."""
    read, content = _reader(subject, package, model), Path(file).read_bytes()
    kept = [read(content[:1] + content[1 : content.index(b"\n")].rstrip(b",") + b"]")]
    gc.collect()
    before = _resident()
    kept.append(read(content))
    gc.collect()
    return (_resident() - before) / 1e6


def _resident() -> int:
    pages = Path("/proc/self/statm").read_text("ascii").split()[1]
    return int(pages) * 4096


def _reader(subject: str, package: str, name: str) -> Callable[[bytes], Any]:
    """What makes a list of models of JSON, in the way of a library."""
    if subject == "stripe":
        import stripe

        def construct(content: bytes) -> Any:
            values = json.loads(content)
            return [stripe.StripeObject.construct_from(value, "sk_test_x") for value in values]

        return construct
    if subject.startswith("plain:"):
        base = import_module(f"{package}.models._base")
        base.keep_as_written = lambda schema, _: schema  # type: ignore[attr-defined]
    model = getattr(import_module(f"{package}.models"), name)
    if subject == "msgspec":
        import msgspec

        decoder = msgspec.json.Decoder(_alike(list[model], _struct, {}))
        return decoder.decode
    if subject == "openai":
        from openai._models import construct_type

        kind = _alike(list[model], _openai_model, {})
        return lambda content: construct_type(type_=kind, value=json.loads(content))
    from_json = import_module(f"{package}._json").from_json
    return lambda content: from_json(content, list[model])


def _alike(kind: Any, make: Callable[[Any, dict[Any, Any]], Any], made: dict[Any, Any]) -> Any:
    """A type with other classes in the place of models: ``make`` makes those of one model."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        parts = [_alike(argument, make, made) for argument in arguments]
        return Any if Any in parts else Union[tuple(parts)]  # noqa: UP007 - of a tuple
    if origin in (list, dict):
        return origin[tuple(_alike(argument, make, made) for argument in arguments)]
    if hasattr(kind, "model_fields"):
        return made[kind] if kind in made else make(kind, made)
    return str if origin is not None else kind


def _struct(model: Any, made: dict[Any, Any]) -> Any:
    import msgspec

    model.model_rebuild()
    # In a cycle of models.
    made[model] = Any
    fields = {
        name: (field, _inner(field, _struct, made)) for name, field in model.model_fields.items()
    }
    made[model] = msgspec.defstruct(
        model.__name__,
        [(name, kind, None) for name, (_, kind) in fields.items()],
        rename={name: field.serialization_alias or name for name, (field, _) in fields.items()},
    )
    return made[model]


def _openai_model(model: Any, made: dict[Any, Any]) -> Any:
    from openai import BaseModel
    from pydantic import Field, create_model

    model.model_rebuild()
    made[model] = Any
    fields: dict[str, Any] = {
        name: (
            _inner(field, _openai_model, made),
            Field(default=None, alias=field.serialization_alias),
        )
        for name, field in model.model_fields.items()
    }
    made[model] = create_model(model.__name__, __base__=BaseModel, **fields)
    return made[model]


def _inner(field: Any, make: Callable[[Any, dict[Any, Any]], Any], made: dict[Any, Any]) -> Any:
    return _alike(field.annotation, make, made)


if __name__ == "__main__":
    main()
