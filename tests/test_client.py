"""The generated client against real HTTP: what arrives is what the page's sample shows."""

import io
import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, get_type_hints

import httpx2
import pytest
from pydantic import BaseModel, TypeAdapter
from server import Recorder, recording
from superoffice import (
    ApiConnectionError,
    ApiStatusError,
    ApiTimeoutError,
    NotFound,
    PreconditionFailed,
    ResponseFormatError,
    SuperOffice,
)
from superoffice.auth import Basic, SoTicket, Xsrf
from superoffice.models import BatchTaskInfo

from generator.build import Build
from generator.model import Sample, Schema
from generator.targets import load_pack
from generator.targets.names import Argument, Names

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:]+(\.\d+)?(Z|[+-]\d\d:\d\d)?")


@pytest.fixture
def server() -> Iterator[Recorder]:
    with recording() as recorder:
        yield recorder


@pytest.fixture
def superoffice(server: Recorder) -> Iterator[SuperOffice]:
    with SuperOffice(server.url) as client:
        yield client


def sample(build: Build, operation_id: str, kind: str) -> Sample:
    operation = next(op for op in build.api.operations if op.operation_id == operation_id)
    return next(s for s in operation.samples if s.kind == kind)


def test_start_batch_job_sends_the_pages_own_sample(server: Recorder, spec_build: Build) -> None:
    request = sample(spec_build, "v1BatchAgent_StartBatchJob", "request")
    task = json.loads(request.body)["BatchTaskInfo"]
    server.answers(200, "563", Content_Type="application/json; charset=utf-8")
    with SuperOffice(server.url, auth=Basic("tje0", "tje0")) as client:
        job = client.batch.start_batch_job(BatchTaskInfo.model_validate(task))
    assert job == 563
    assert f"{server.last.method} {server.last.path}" == request.start_line
    assert same(json.loads(server.last.body), json.loads(request.body))
    assert server.last.headers["content-type"] == "application/json"
    assert server.last.headers["accept"] == "application/json"
    assert server.last.headers["authorization"] == "Basic dGplMDp0amUw"


def test_fields_by_their_own_names_and_only_those_that_are_set(server: Recorder) -> None:
    server.answers(200, "1")
    with SuperOffice(server.url, auth="token") as client:
        client.batch.start_batch_job(
            BatchTaskInfo(name="Nightly import", state="New"), select=["Name", "State"]
        )
    assert json.loads(server.last.body) == {
        "BatchTaskInfo": {"Name": "Nightly import", "State": "New"}
    }
    assert server.last.query == [("$select", "Name,State")]
    assert server.last.headers["authorization"] == "Bearer token"


def test_every_operation_sends_its_sample_and_reads_its_answer(
    server: Recorder, superoffice: SuperOffice, spec_build: Build
) -> None:
    api = spec_build.api
    names = Names(load_pack("python"), api, {})
    called = 0
    for operation in api.operations:
        method = getattr(getattr(superoffice, names.tag(operation.tag)), names.method(operation))
        answer = next((s for s in operation.samples if s.kind == "response"), None)
        status = 200 if answer and " 200 " in f"{answer.start_line} " else 204
        server.answers(status, answer.body if answer and status == 200 else "")
        request = next((s for s in operation.samples if s.kind == "request"), None)
        sent = json.loads(request.body) if request and request.body else None
        result = method(**_arguments(names.arguments(operation), method, sent))
        called += 1
        assert server.last.method == operation.method
        assert re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", operation.path), server.last.path)
        if sent is not None:
            assert same(json.loads(server.last.body), sent), operation.operation_id
        if status == 204:
            assert result is None
        elif answer and not isinstance(result, bytes):
            assert same(_dumped(result), json.loads(answer.body)), operation.operation_id
    assert called == len(api.operations) > 20


def _arguments(arguments: tuple[Argument, ...], method: Any, sent: Any) -> dict[str, Any]:
    """Arguments that make the sample's request: its body, and something for the path."""
    hints = get_type_hints(method)
    values: dict[str, Any] = {}
    for argument in arguments:
        if argument.kind == "path" or (argument.kind == "query" and argument.required):
            values[argument.name] = 7 if "int" in str(hints[argument.name]) else "x"
        elif argument.kind == "property" and sent is not None and argument.wire in sent:
            values[argument.name] = TypeAdapter(hints[argument.name]).validate_python(
                sent[argument.wire]
            )
        elif argument.kind == "property" and argument.required:
            values[argument.name] = _some(argument.schema)
        elif argument.kind == "body":
            values[argument.name] = (
                b"bytes"
                if sent is None
                else TypeAdapter(hints[argument.name]).validate_python(sent)
            )
    return values


def _some(schema: Schema) -> Any:
    return [] if schema.kind == "array" else 1


def _dumped(result: Any) -> Any:
    return json.loads(TypeAdapter(Any).dump_json(result, by_alias=True, exclude_unset=True))


def same(left: Any, right: Any) -> bool:
    """Equal, with points in time as such: a client keeps microseconds, samples have a digit
    more.
    """

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: plain(v) for k, v in value.items()}
        if isinstance(value, list):
            return [plain(v) for v in value]
        if isinstance(value, str) and _INSTANT.fullmatch(value):
            moment = TypeAdapter(datetime).validate_python(value)
            return moment.isoformat()
        return value

    return bool(plain(left) == plain(right))


@pytest.mark.parametrize(
    ("auth", "header", "value"),
    [
        ("abc", "authorization", "Bearer abc"),
        (lambda: "fresh", "authorization", "Bearer fresh"),
        (SoTicket("7T:abc"), "authorization", "SoTicket 7T:abc"),
        (Xsrf("xyz"), "x-xsrf-token", "xyz"),
    ],
)
def test_ways_to_authenticate(server: Recorder, auth: Any, header: str, value: str) -> None:
    server.answers(200, "1")
    with SuperOffice(server.url, auth=auth) as client:
        client.batch.start_batch_job(BatchTaskInfo())
    assert server.last.headers[header] == value
    if isinstance(auth, httpx2.Auth):
        assert value.split()[-1] not in repr(auth)


def test_language_set_once_and_overridden(server: Recorder) -> None:
    server.answers(200, "1")
    with SuperOffice(server.url, so_language="nb", headers={"X-Trace": "1"}) as client:
        client.batch.start_batch_job(BatchTaskInfo(), so_language="de", so_time_zone="NO")
    headers = server.last.headers
    assert (headers["so-language"], headers["so-timezone"], headers["x-trace"]) == ("de", "NO", "1")


def test_documented_status_has_its_own_exception(server: Recorder) -> None:
    server.answers(404, '{"Message": "nothing"}', Content_Type="application/json")
    with SuperOffice(server.url) as client:
        with pytest.raises(NotFound, match=r"GET /api/v1/Contact/7: 404") as caught:
            client.contact.get(7)
        assert caught.value.status == 404
        assert caught.value.body == {"Message": "nothing"}
        assert caught.value.operation == "v1ContactEntity_GetContactEntity"
        server.answers(412, "")
        with pytest.raises(PreconditionFailed):
            client.contact.delete(7)
        server.answers(418, "<html>", Content_Type="text/html")
        with pytest.raises(ApiStatusError) as other:
            client.contact.get(7)
        assert (type(other.value), other.value.body) == (ApiStatusError, "<html>")


def test_an_answer_that_is_not_as_documented(server: Recorder) -> None:
    with SuperOffice(server.url) as client:
        for body in ('{"Name": ["not", "text"]}', "{", "<html>"):
            server.answers(200, body)
            with pytest.raises(ResponseFormatError, match="v1ContactEntity_GetContactEntity"):
                client.contact.get(7)


def test_no_answer() -> None:
    with recording() as gone:
        url = gone.url
    with SuperOffice(url) as client, pytest.raises(ApiConnectionError) as caught:
        client.contact.get(7)
    assert not isinstance(caught.value, ApiTimeoutError)


def test_path_parameters_are_one_segment_each(server: Recorder) -> None:
    server.answers(200, "{}")
    with SuperOffice(server.url) as client:
        client.contact.get("../Person/1?x=#")  # type: ignore[arg-type]
    assert server.last.path == "/api/v1/Contact/..%2FPerson%2F1%3Fx%3D%23"


def test_bytes_up_and_down(server: Recorder) -> None:
    with SuperOffice(server.url) as client:
        server.answers(200, "42")
        assert client.contact.save_image(7, b"GIF89a", media_type="image/gif") == 42
        assert server.last.body == b"GIF89a"
        assert server.last.headers["content-type"] == "image/gif"
        client.contact.save_image(7, io.BytesIO(b"\x89PNG"))
        assert server.last.headers["content-type"] == "image/png"
        server.answers(200, b"\x89PNG", Content_Type="image/png")
        assert client.contact.get_image(7, w=10, if_blank="Default") == b"\x89PNG"
        assert server.last.query == [("w", "10"), ("ifBlank", "Default")]
        assert server.last.headers["accept"].startswith("image/png, image/jpeg")


def test_fields_that_no_page_lists_survive_a_round_trip() -> None:
    task = BatchTaskInfo.model_validate({"Name": "x", "AddedLater": {"a": [1]}})
    assert isinstance(task, BaseModel)
    assert _dumped(task) == {"Name": "x", "AddedLater": {"a": [1]}}
