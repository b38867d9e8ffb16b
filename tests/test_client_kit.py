"""The test kit of generated packages: a server in the process, which clients call as any other."""

import asyncio
import json
import re
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import create_autospec

import httpx2
import pytest
from calling import dumped, some
from conftest import REPOSITORY
from superoffice import (
    ApiConnectionError,
    ApiStatusError,
    ApiTimeoutError,
    AsyncSuperOffice,
    NotFound,
    ResponseFormatError,
    SuperOffice,
)
from superoffice.models import BatchTaskInfo, ContactEntityWithLinks
from superoffice.testing import FakeServer

from generator.config import Settings
from generator.incremental.session import build
from generator.incremental.store import Cache
from generator.json_text import strict_json
from generator.model import Api, Operation
from generator.output import write
from generator.targets import load_pack
from generator.targets.names import Names

TASK = BatchTaskInfo(name="Nightly import")


@pytest.fixture
def server() -> FakeServer:
    return FakeServer()


@pytest.fixture
def client(server: FakeServer) -> Iterator[SuperOffice]:
    with server.client() as client:
        yield client


LAYOUTS = {
    # By layout: operations whose sample is the answer, others with a result, those without one.
    "discord": (0, 3, 1),
    "docker": (1, 0, 0),
    "hashicorp": (0, 3, 0),
    "mastodon": (3, 0, 0),
    "microsoft": (0, 3, 0),
    "rest": (1, 1, 0),
    "superoffice": (25, 0, 4),
    "widdershins": (1, 0, 0),
}


def test_all_layouts_are_there() -> None:
    assert LAYOUTS.keys() == {path.name for path in (REPOSITORY / "specs").iterdir()}


@pytest.fixture(scope="module")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Packages have many files in common, which are then formatted once."""
    return tmp_path_factory.mktemp("cache")


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_operation_is_answered_as_its_sample_says(
    layout: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache_folder: Path
) -> None:
    """With the page's sample, if it has the documented type; else with some value of that type."""
    pages = REPOSITORY / "specs" / layout
    settings = Settings(pages=[pages], layout=layout, targets=["python"], package="kit")
    with Cache(cache_folder) as cache:
        built = build(settings, cache=cache)
    write(tmp_path, built.files)
    monkeypatch.syspath_prepend(tmp_path / "python")
    for module in [name for name in sys.modules if name.split(".")[0] == "kit"]:
        monkeypatch.delitem(sys.modules, module)
    server = import_module("kit.testing").FakeServer()
    counts = {"sample": 0, "made up": 0, "nothing": 0}
    with server.client() as client, warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        for operation, call in calls_of(built.api, client):
            result = call()
            # Pages are iterated over, which ends.
            result = next(iter(result.pages())) if hasattr(result, "pages") else result
            shown = sample_of(operation)
            if result is None:
                counts["nothing"] += 1
            elif shown is not None and same(result, shown, operation):
                counts["sample"] += 1
            else:
                counts["made up"] += 1
                assert result is not None
            assert server.calls[-1].operation == operation.operation_id
    assert tuple(counts.values()) == LAYOUTS[layout]


def calls_of(api: Api, client: Any) -> Iterator[tuple[Operation, Callable[[], Any]]]:
    names = Names(load_pack("python"), api)
    for operation in api.operations:
        method = getattr(getattr(client, names.tag(operation.tag)), names.method(operation))
        given = {a.name: some(a.schema) for a in names.arguments(operation) if a.required}
        yield operation, partial(method, **given)


def sample_of(operation: Operation) -> str | None:
    """The body of the page's first sample of a success."""
    for sample in operation.samples:
        line = sample.start_line.split()
        if sample.kind == "response" and sample.body and (not line[1:] or line[1][0] == "2"):
            return sample.body
    return None


def same(result: Any, shown: str, operation: Operation) -> bool:
    if isinstance(result, bytes):
        return result.decode() == shown
    value = json.loads(strict_json(shown))
    if operation.paging and operation.paging.link:
        value.pop(operation.paging.link)
    if operation.paging and operation.paging.total:
        value[operation.paging.total] = len(value[operation.paging.items])
    return bool(dumped(result) == value)


def test_answers_that_a_test_says(server: FakeServer, client: SuperOffice) -> None:
    assert client.batch.start_batch_job(TASK) == 97
    server.on(client.batch.start_batch_job).returns(12).returns(13)
    assert [client.batch.start_batch_job(TASK) for _ in range(3)] == [12, 13, 13]
    server.on(client.contact.get).returns(ContactEntityWithLinks(name="Nordlys"))
    assert client.contact.get(7).name == "Nordlys"
    server.on(client.contact.get).returns({"Name": "Nordlys", "ContactId": 7})
    assert client.contact.get(7).contact_id == 7
    server.on(client.batch.delete_batch_task).returns(None)
    client.batch.delete_batch_task(7)
    server.on(client.contact.get_image).returns(b"\x89PNG")
    assert client.contact.get_image(7) == b"\x89PNG"
    with client.stream(client.contact.get_image, 7) as download:
        assert b"".join(download.iter_bytes()) == b"\x89PNG"
    assert client.with_options(max_bytes=4).contact.get_image(7) == b"\x89PNG"


def test_answers_that_depend_on_the_request(server: FakeServer, client: SuperOffice) -> None:
    server.on(client.contact.get).computes(lambda call: {"ContactId": int(call.path[-1])})
    assert [client.contact.get(number).contact_id for number in (4, 5)] == [4, 5]

    def gone(call: object) -> None:
        raise NotFound("there is none")

    server.on(client.contact.get).computes(gone)
    with pytest.raises(NotFound, match="there is none"):
        client.contact.get(7)


def test_requests_are_kept(server: FakeServer, client: SuperOffice) -> None:
    client.batch.start_batch_job(TASK, headers={"X-Trace": "1"})
    client.contact.get_all(filter="name begins 'N'", select=["name", "city"]).first_page()
    server.on("GET /more").responds(200, {"any": "thing"})
    assert client.request("GET", "/more", query={"a": [1, 2]}) == {"any": "thing"}
    started, listed, more = server.calls
    assert (started.operation, started.method) == ("v1BatchAgent_StartBatchJob", "POST")
    assert started.path == "/api/v1/Agents/Batch/StartBatchJob"
    assert started.body == {"BatchTaskInfo": {"Name": "Nightly import"}}
    assert started.headers["x-trace"] == "1"
    assert started.headers["authorization"] == "Bearer token"
    assert listed.query == {"$filter": "name begins 'N'", "$select": "name,city"}
    assert listed.body is None
    assert more.query == {"a": ["1", "2"]}


def test_failures_come_through_the_real_code(server: FakeServer, client: SuperOffice) -> None:
    answers = server.on(client.contact.get).responds(503)
    answers.responds(429, headers={"Retry-After": "30"}).returns({"Name": "Nordlys"})
    assert client.contact.get(7).name == "Nordlys"
    assert len(server.calls) == 3
    assert server.pauses[1] == 30
    server.on(client.contact.get).responds(429, {"message": "too often"})
    with pytest.raises(ApiStatusError, match="too often") as raised:
        client.contact.get(7)
    assert (raised.value.status, len(server.calls)) == (429, 6)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (NotFound, "404 No such contact"),
        (NotFound("no more"), "404 No such contact. The server says: no more"),
        (ApiTimeoutError, "no answer in time"),
        (ApiConnectionError, "no connection"),
        (ResponseFormatError, "Invalid JSON"),
        (KeyError("mine"), "mine"),
    ],
)
def test_exceptions(server: FakeServer, client: SuperOffice, error: Any, message: str) -> None:
    server.on(client.contact.get).raises(error)
    with pytest.raises(error if isinstance(error, type) else type(error), match=message):
        client.contact.get(7)


def test_pages(server: FakeServer, client: SuperOffice) -> None:
    pages = [[{"contactId": 1}, {"contactId": 2}], [], [{"contactId": 3}]]
    server.on(client.contact.get_all).returns_pages(*pages)
    found = client.contact.get_all(top=2)
    for _ in range(2):
        assert [item["contactId"] for item in found] == [1, 2, 3]
    assert [len(page.value or ()) for page in found.pages()] == [2, 0, 1]
    assert server.calls[0].query == {"$top": "2"}
    server.on(client.contact.get_all).returns_pages()
    assert list(client.contact.get_all()) == []


def test_pages_by_number(server: FakeServer, client: SuperOffice) -> None:
    found = client.archive.get_archive_list_by_columns("name set", page_size=2)
    assert [row.primary_key for row in found] == [17]
    assert [row.primary_key for row in client.find.find()] == [17]
    pages = [{"PrimaryKey": 1}, {"PrimaryKey": 2}], [{"PrimaryKey": 3}]
    server.on(client.archive.get_archive_list_by_columns).returns_pages(*pages)
    assert [row.primary_key for row in found] == [1, 2, 3]
    server.on(client.find.find).returns_pages(*pages)
    assert [page.row_count for page in client.find.find().pages()] == [3, 3]
    assert [row.primary_key for row in client.find.find(page_number=1)] == [3]


def test_asynchronous_clients_of_several_event_loops(server: FakeServer) -> None:
    client = server.async_client()

    async def call() -> None:
        server.on(client.contact.get).responds(503).returns({"Name": "Nordlys"})
        assert (await client.contact.get(7)).name == "Nordlys"
        server.on(client.contact.get_all).returns_pages([{"contactId": 1}], [{"contactId": 2}])
        assert [item["contactId"] async for item in client.contact.get_all()] == [1, 2]
        async with client.stream(client.contact.get_image, 7) as download:
            assert [part async for part in download.iter_bytes()]

    asyncio.run(call())
    asyncio.run(call())
    assert len(server.pauses) == 2


def test_clients_of_the_code_under_test(server: FakeServer) -> None:
    with server:
        mine = SuperOffice("https://example.com")
        assert mine.batch.start_batch_job(TASK) == 97
        given = SuperOffice("https://example.com", http_client=httpx2.Client())
        assert given.batch.start_batch_job(TASK) == 97
        theirs = AsyncSuperOffice("https://example.com")
        assert asyncio.run(theirs.batch.start_batch_job(TASK)) == 97
    assert len(server.calls) == 3
    with pytest.raises(ApiConnectionError):
        SuperOffice("http://localhost:9", max_retries=0).batch.start_batch_job(TASK)
    mine.close()
    with pytest.raises(RuntimeError, match="closed"):
        mine.batch.start_batch_job(TASK)


def test_answers_that_nobody_asked_for(server: FakeServer, client: SuperOffice) -> None:
    server.on(client.contact.get).responds(503).returns({"Name": "Nordlys"})
    server.on(client.batch.start_batch_job).returns(12)
    client.batch.start_batch_job(TASK)
    assert server.unused() == ["v1ContactEntity_GetContactEntity"]
    client.contact.get(7)
    assert server.unused() == []


MISUSES: list[tuple[Callable[[Any, Any], object], type[Exception], str]] = [
    (
        lambda s, c: s.on(c.batch.start_batch_job).returns("12"),
        TypeError,
        "v1BatchAgent_StartBatchJob returns int, not '12': Input should be a valid integer",
    ),
    (
        lambda s, c: s.on(c.contact.get).returns({"Name": 7}),
        TypeError,
        "returns ContactEntityWithLinks, not {'Name': 7}: Name: Input should be a valid string",
    ),
    (
        lambda s, c: s.on(c.contact.get).returns({"Nmae": "Nordlys"}),
        TypeError,
        "ContactEntityWithLinks has no field 'Nmae'; did you mean 'Name'?",
    ),
    (
        lambda s, c: s.on(c.batch.delete_batch_task).returns(7),
        TypeError,
        "v1BatchAgent_DeleteBatchTask returns None, not 7",
    ),
    (lambda s, c: s.on(c.contact.gett), AttributeError, "has no attribute 'gett'"),
    (lambda s, c: s.on(c.contact), TypeError, "is no method for an operation"),
    (lambda s, c: s.on(c.close), TypeError, "is no method for an operation"),
    (
        lambda s, c: s.on(c.contact.get).raises(ApiStatusError),
        TypeError,
        "ApiStatusError is of no single status: see responds()",
    ),
    (
        lambda s, c: s.on(c.contact.get).returns_pages([]),
        TypeError,
        "v1ContactEntity_GetContactEntity does not give pages: see returns()",
    ),
    (
        lambda s, c: c.request("GET", "/more"),
        LookupError,
        "no answer: say one with server.on('GET /more')",
    ),
    (lambda s, c: s.client(time_out=3), TypeError, "did you mean 'timeout'?"),
]


@pytest.mark.parametrize(("use", "error", "message"), MISUSES)
def test_misuses_are_explained(
    server: FakeServer,
    client: SuperOffice,
    use: Callable[[Any, Any], object],
    error: type[Exception],
    message: str,
) -> None:
    with pytest.raises(error, match=re.escape(message)):
        use(server, client)


@pytest.mark.parametrize(
    "spec", [SuperOffice, SuperOffice("http://localhost"), AsyncSuperOffice], ids=repr
)
def test_autospecs_have_the_real_signatures(spec: object) -> None:
    mock = create_autospec(spec)
    mock.contact.get.return_value = ContactEntityWithLinks(name="Nordlys")
    result = mock.contact.get(7, select=["Name"])
    if spec is AsyncSuperOffice:
        result = asyncio.run(result)
    assert result.name == "Nordlys"
    for wrong in ((), (1, 2)):
        with pytest.raises(TypeError):
            mock.contact.get(*wrong)
    with pytest.raises(AttributeError):
        mock.contact.gett()


def test_an_autospec_of_a_group() -> None:
    mock = create_autospec(SuperOffice("http://localhost").contact)
    mock.get.return_value = 7
    assert mock.get(7) == 7
    with pytest.raises(TypeError):
        mock.get()


def test_the_example_of_the_guide() -> None:
    guide = (REPOSITORY / "docs" / "python-client.md").read_text("utf-8")
    (code,) = re.findall(r"^```python\n(.*?^def test_.*?)^```$", guide, flags=re.M | re.S)
    namespace: dict[str, Any] = {}
    exec(code, namespace)  # noqa: S102
    namespace["test_import_at_night"]()


def test_the_client_does_not_load_its_test_kit() -> None:
    code = "import sys, superoffice; superoffice.SuperOffice('http://localhost').preload()"
    check = "assert not {'unittest.mock', 'superoffice.testing'} & set(sys.modules)"
    subprocess.run(
        [sys.executable, "-c", f"{code}; {check}"],
        check=True,
        cwd=REPOSITORY / "generated" / "python",
    )
