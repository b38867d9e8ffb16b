"""The generated client against real HTTP: what arrives is what the page's sample shows."""

import asyncio
import io
import json
import pickle
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import httpx2
import pytest
from calling import dumped, plan
from opentelemetry.instrumentation.httpx import HTTPX2ClientInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pydantic import BaseModel
from server import Recorder
from superoffice import (
    ApiStatusError,
    ApiTimeoutError,
    AsyncSuperOffice,
    Conflict,
    NotFound,
    NotModified,
    Pages,
    PreconditionFailed,
    ResponseFormatError,
    SuperOffice,
    tracing,
)
from superoffice.auth import Basic
from superoffice.models import BatchTaskInfo, ContactEntity, JsonPatch

from generator.pipeline import Build


@pytest.fixture
def superoffice(server: Recorder) -> Iterator[SuperOffice]:
    with SuperOffice(server.url) as client:
        yield client


def test_start_batch_job_sends_the_pages_own_sample(server: Recorder, spec_build: Build) -> None:
    planned = next(p for p in plan(spec_build.api) if p.method == "start_batch_job")
    server.answers(200, "563", Content_Type="application/json; charset=utf-8")
    with SuperOffice(server.url, auth=Basic("tje0", "tje0")) as client:
        task = BatchTaskInfo.model_validate(planned.sent["BatchTaskInfo"])
        job = client.batch.start_batch_job(task)
    assert job == 563
    assert (server.last.method, server.last.path) == ("POST", planned.operation.path)
    assert json.loads(server.last.body) == planned.sent
    assert server.last.headers["content-type"] == "application/json"
    assert server.last.headers["accept"] == "application/json"
    assert server.last.headers["authorization"] == "Basic dGplMDp0amUw"


def test_fields_by_their_own_names_and_only_those_that_are_set(server: Recorder) -> None:
    server.answers(200, "{}")
    with SuperOffice(server.url, auth="token") as client:
        client.batch.update_batch_task(
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
    called = 0
    for planned in plan(spec_build.api):
        server.answers(planned.status, planned.received)
        result = planned.bound(superoffice)(**planned.values(superoffice))
        result = result.first_page() if isinstance(result, Pages) else result
        called += 1
        assert server.last.method == planned.operation.method
        assert server.last.path == planned.path()
        if planned.sent is not None:
            assert json.loads(server.last.body) == planned.sent, planned.operation.operation_id
        if planned.status == 204:
            assert result is None
        elif not isinstance(result, bytes):
            assert dumped(result) == json.loads(planned.received), planned.operation.operation_id
    assert called == len(spec_build.api.operations) > 20


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
    assert dumped(task) == {"Name": "x", "AddedLater": {"a": [1]}}


def test_a_model_shows_what_is_set() -> None:
    assert repr(BatchTaskInfo(name="x")) == "BatchTaskInfo(name='x')"


def test_raw_gives_status_and_headers(server: Recorder) -> None:
    server.answers(200, '{"ContactId": 7}', ETag='"1"')
    with SuperOffice(server.url) as client:
        response = client.raw(client.contact.get, 7, select=["Name"])
        assert (response.status, response.headers["etag"]) == (200, '"1"')
        assert response.data.contact_id == 7
        assert server.last.query == [("$select", "Name")]
        with pytest.raises(TypeError, match=r"responses\(\)"):
            client.raw(client.contact.get_all)


def test_a_body_is_read_as_it_arrives(server: Recorder, tmp_path: Path) -> None:
    content = bytes(range(256)) * 1000
    server.answers(200, content, Content_Type="image/png")
    with SuperOffice(server.url) as client:
        with client.stream(client.contact.get_image, 7) as download:
            assert download.headers["content-type"] == "image/png"
            assert download.save(tmp_path / "image.png") == len(content)
        assert (tmp_path / "image.png").read_bytes() == content
        with client.stream(client.contact.get_image, 7) as download:
            assert max(map(len, download.iter_bytes(1000))) == 1000
        server.answers(404, '{"Message": "none"}')
        with pytest.raises(NotFound), client.stream(client.contact.get_image, 7):
            pytest.fail("there is nothing to read")


def test_patch_takes_steps_values_or_a_model(server: Recorder) -> None:
    server.answers(200, "{}")
    with SuperOffice(server.url) as client:
        client.contact.patch(7, [JsonPatch(op="replace", path="/Name", value="x")])
        assert json.loads(server.last.body) == [{"op": "replace", "path": "/Name", "value": "x"}]
        client.contact.patch(7, {"Name": None})
        assert json.loads(server.last.body) == {"Name": None}
        client.contact.patch(7, ContactEntity(name="x"))
        assert json.loads(server.last.body) == {"Name": "x"}
        server.answers(409, "")
        with pytest.raises(Conflict):
            client.contact.patch(7, {})


def test_conditions(server: Recorder) -> None:
    moment = datetime(2024, 5, 6, 9, 8, 7, tzinfo=timezone(timedelta(hours=2)))
    with SuperOffice(server.url) as client:
        server.answers(304, "")
        with pytest.raises(NotModified):
            client.contact.get(7, if_modified_since=moment)
        assert server.last.headers["if-modified-since"] == "Mon, 06 May 2024 07:08:07 GMT"
        server.answers(412, "")
        with pytest.raises(PreconditionFailed):
            client.contact.delete(7, if_unmodified_since=moment)
        assert server.last.headers["if-unmodified-since"] == "Mon, 06 May 2024 07:08:07 GMT"


def test_results_page_by_page(server: Recorder) -> None:
    def page(number: int, link: str | None) -> tuple[int, dict[str, str], bytes]:
        body = {"value": [{"id": number}, {"id": number + 1}], "odata.nextLink": link}
        return 200, {}, json.dumps(body).encode()

    def script() -> None:
        server.script = [
            page(1, server.url + "/api/v1/Contact?$skip=2&$top=2"),
            page(3, "/api/v1/Contact?$skip=4&$top=2"),
            page(5, None),
        ]

    with SuperOffice(server.url, auth="secret") as client:
        contacts = client.contact.get_all(top=2, filter="name begins 'A'")
        assert server.requests == []
        script()
        assert [row["id"] for row in contacts] == [1, 2, 3, 4, 5, 6]
        assert server.requests[0].query == [("$filter", "name begins 'A'"), ("$top", "2")]
        assert server.requests[1].query == [("$skip", "2"), ("$top", "2")]
        assert {r.headers["authorization"] for r in server.requests} == {"Bearer secret"}
        script()
        assert contacts.first_page().value == [{"id": 1}, {"id": 2}]
        script()
        assert [r.status for r in contacts.responses()] == [200, 200, 200]
        server.script = [page(1, "https://evil.example/api/v1/Contact?$skip=2")]
        with pytest.raises(ResponseFormatError, match=r"another host: evil\.example"):
            list(contacts)
        server.script = [page(1, server.url + "/api/v1/Contact?$skip=2")] * 3
        with pytest.raises(ResponseFormatError, match="same page"):
            list(contacts)


def test_the_asynchronous_client_does_the_same(server: Recorder, tmp_path: Path) -> None:
    async def token() -> str:
        return "fresh"

    async def main() -> None:
        async with AsyncSuperOffice(server.url, auth=token, so_language="nb") as client:
            server.answers(200, '{"ContactId": 7}')
            assert (await client.contact.get(7)).contact_id == 7
            assert server.last.headers["authorization"] == "Bearer fresh"
            assert server.last.headers["so-language"] == "nb"
            response = await client.raw(client.contact.get, 7)
            assert (response.status, response.data.contact_id) == (200, 7)
            server.script = [
                (200, {}, b'{"value": [{"id": 1}], "odata.nextLink": "/api/v1/Contact?x=1"}'),
                (200, {}, b'{"value": [{"id": 2}]}'),
            ]
            assert [row["id"] async for row in client.contact.get_all()] == [1, 2]
            assert (await client.contact.get_all().first_page()).value is None
            server.answers(200, b"\x89PNG")
            async with client.stream(client.contact.get_image, 7) as download:
                assert await download.save(tmp_path / "image") == 4
            assert await client.contact.get_image(7) == b"\x89PNG"
            server.answers(200, "42")
            assert await client.contact.save_image(7, io.BytesIO(b"GIF89a" * 50_000)) == 42
            assert server.last.body == b"GIF89a" * 50_000
            server.answers(404, "{}")
            with pytest.raises(NotFound):
                await client.contact.get(7)

    asyncio.run(main())


def test_calls_are_traced_by_the_http_clients_own_instrumentation(server: Recorder) -> None:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    server.answers(200, "{}")
    HTTPX2ClientInstrumentor().instrument(tracer_provider=provider, **tracing.HOOKS)
    try:
        with SuperOffice(server.url) as client:
            client.contact.get(7)
        with httpx2.Client() as other:
            other.get(server.url)

        async def main() -> None:
            async with AsyncSuperOffice(server.url) as client:
                await client.contact.get(7)

        asyncio.run(main())
    finally:
        HTTPX2ClientInstrumentor().uninstrument()
    names = [span.name for span in exporter.get_finished_spans()]
    assert names == ["v1ContactEntity_GetContactEntity", "GET", "v1ContactEntity_GetContactEntity"]
    assert "traceparent" in server.last.headers


def test_your_own_http_client(server: Recorder) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, json={"Name": request.headers["User-Agent"]})

    with httpx2.Client(transport=httpx2.MockTransport(answer)) as own:
        with SuperOffice("https://example.com", http_client=own) as client:
            assert client.contact.get(7).name == "superoffice-python/0.1.0"
        assert not own.is_closed
    server.answers(200, "{}")
    with httpx2.Client(headers={"User-Agent": "mine"}) as own:
        SuperOffice(server.url, http_client=own).contact.get(7)
    assert server.last.headers["user-agent"] == "mine"


@pytest.mark.parametrize(
    "make",
    [
        lambda: NotFound("no", operation="op", status=404, headers={"a": "b"}, body={"x": 1}),
        lambda: ApiTimeoutError("late", operation="op", sent=False),
        lambda: ResponseFormatError("odd", operation="op", field="a.b"),
    ],
)
def test_exceptions_survive_pickling(make: Callable[[], Exception]) -> None:
    error = make()
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert (type(copy), str(copy), vars(copy)) == (type(error), str(error), vars(error))
