"""What the generated client makes of answers that are not as documented, and of refusals: a typed
error that says enough, or the rest of the answer.
"""

import asyncio
import json
import logging
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

import httpx2
import pytest
from server import Recorder
from superoffice import (
    ApiError,
    ApiStatusError,
    AsyncSuperOffice,
    NotFound,
    ResponseFormatError,
    SuperOffice,
)
from superoffice.models import Address, BatchTaskInfo, ContactEntityWithLinks

Some: Any = BatchTaskInfo
Ask = Callable[..., Any]


def wait(url: str, call: Callable[[Any], Any], **options: Any) -> Any:
    with SuperOffice(url, **options) as client:
        return call(client)


def await_(url: str, call: Callable[[Any], Any], **options: Any) -> Any:
    async def main() -> Any:
        async with AsyncSuperOffice(url, **options) as client:
            return await call(client)

    return asyncio.run(main())


@pytest.fixture(params=[wait, await_], ids=["sync", "async"])
def ask(request: pytest.FixtureRequest) -> Ask:
    function: Ask = request.param
    return function


def get(client: Any) -> Any:
    return client.contact.get(7)


def test_raw_gives_what_came_before_it_is_parsed(ask: Ask, server: Recorder) -> None:
    server.answers(200, '{"ContactId": "seven"}', ETag='"1"')
    response = ask(server.url, lambda c: c.raw(c.contact.get, 7))
    assert (response.status, response.headers["etag"]) == (200, '"1"')
    assert response.content == b'{"ContactId": "seven"}'
    assert repr(response) == "Response(200, 22 bytes)"
    with pytest.raises(ResponseFormatError, match="v1ContactEntity_GetContactEntity: ContactId:"):
        response.parse()
    server.answers(200, '{"ContactId": 7}')
    response = ask(server.url, lambda c: c.raw(c.contact.get, 7))
    assert response.parse().contact_id == 7
    assert response.parse() is response.data


WRONG = {
    "ContactId": "seven",
    "Name": "x",
    "Persons": [{"PersonId": 1}, {"PersonId": "two", "FullName": "b"}, "three"],
    "Address": {"Wgs84Latitude": [1], "Formatted": "c"},
    "Added": 1,
}


def test_what_does_not_fit_is_kept_as_it_came(ask: Ask, server: Recorder) -> None:
    server.answers(200, json.dumps(WRONG))
    with pytest.raises(ResponseFormatError):
        ask(server.url, get)
    contact = ask(server.url, get, lenient=True)
    assert type(contact) is ContactEntityWithLinks
    contact = cast("Any", contact)
    assert (contact.contact_id, contact.name, contact.model_extra) == ("seven", "x", {"Added": 1})
    first, second, third = contact.persons
    assert isinstance(first, type(second))
    assert (first.person_id, second.person_id, second.full_name) == (1, "two", "b")
    assert third == "three"
    assert (contact.address.wgs84_latitude, contact.address.formatted) == ([1], "c")
    server.answers(200, "{}")
    ask(server.url, lambda c: c.contact.put(7, contact))
    assert json.loads(server.last.body) == WRONG


@pytest.mark.parametrize("body", ["[1]", '"x"', "7"])
def test_a_body_of_another_kind_is_kept_as_it_came(body: str, ask: Ask, server: Recorder) -> None:
    server.answers(200, body)
    assert ask(server.url, get, lenient=True) == json.loads(body)
    server.answers(200, "<html>")
    with pytest.raises(ResponseFormatError, match="body: Invalid JSON"):
        ask(server.url, get, lenient=True)


ROW = b'{"Name": "%s"}'


@pytest.mark.parametrize(
    ("body", "name", "charset"),
    [
        (b"\xef\xbb\xbf" + ROW % b"x", "x", "utf-8"),
        (ROW % b"caf\xc3", "caf\ufffd", "utf-8"),
        (ROW % rb"a\ud83d", "a\ufffd", "utf-8"),
        (ROW % rb"\ude00b", "\ufffdb", "utf-8"),
        (ROW % rb"\ud83d\ude00\ud83d", "\U0001f600\ufffd", "utf-8"),
        (ROW % rb"\\ud83d\ud83d", "\\ud83d\ufffd", "utf-8"),
        (ROW % b"caf\xe9", "caf\u00e9", "iso-8859-1"),
        (ROW % b"caf\xc3", "caf\ufffd", "nonsense"),
        ((b"\xff\xfe" + '{"Name": "x"}'.encode("utf-16-le")), "x", "utf-16"),
    ],
)
def test_half_a_character_does_not_lose_the_rest(
    body: bytes, name: str, charset: str, ask: Ask, server: Recorder
) -> None:
    server.answers(200, body, Content_Type=f"application/json; charset={charset}")
    assert ask(server.url, get).name == name


@pytest.mark.parametrize(
    ("body", "kind", "reason"),
    [
        ('{"Message": "No contact 7"}', "application/json", "No contact 7"),
        ('{"title": "Gone", "detail": "Moved away"}', "application/problem+json", "Moved away"),
        ('{"error": {"code": 5, "message": "Deep"}}', "application/json", "Deep"),
        ('{"errors": [{"message": "First"}, {}]}', "application/json", "First"),
        ('{"error": "bad", "error_description": "Worse"}', "application/json", "Worse"),
        ("Plainly not", "text/plain", "Plainly not"),
        (json.dumps({"message": "a\x1b[31m\u202eb\nc" + "d" * 500}), "", "a [31m b cddd"),
        ("<html>Not here</html>", "text/html", ""),
        ("{}", "application/json", ""),
        ('{"message": {"message": {"message": {"message": "x"}}}}', "", ""),
        ("[" * 100_000, "application/json", ""),
        (b"\xff\xfe", "text/plain; charset=nonsense", "\ufffd"),
    ],
)
def test_the_servers_own_reason(
    body: str | bytes, kind: str, reason: str, ask: Ask, server: Recorder
) -> None:
    server.answers(404, body, Content_Type=kind)
    with pytest.raises(NotFound) as caught:
        ask(server.url, get)
    said = str(caught.value).partition(" The server says: ")[2]
    assert str(caught.value).startswith("GET /api/v1/Contact/7: 404 No such contact.")
    assert said.startswith(reason) if reason else not said
    assert len(said) <= 300
    assert said.isprintable()


def test_a_refusal_has_a_short_traceback(ask: Ask, server: Recorder) -> None:
    server.answers(404, "")
    with pytest.raises(NotFound) as caught:
        ask(server.url, get)
    frames = [f.name for f in traceback.extract_tb(caught.value.__traceback__)]
    assert frames[-3:] == ["get", "_call", "call"], "of ours; the caller's are before"
    assert caught.value.__context__ is caught.value.__cause__ is None


DEEP = b"[" * 100_000


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (200, DEEP, {}),
        (200, b'{"Persons": ' + DEEP, {}),
        (200, b'{"ContactId": ' + b"9" * 5000 + b"}", {}),
        (200, b'{"UpdatedDate": "99999-01-01T00:00:00Z"}', {}),
        (200, b'{"UpdatedDate": 1e300}', {}),
        (200, b"{}", {"Content-Type": "application/json; charset=\xff"}),
        (200, b"caf\xe9", {"Content-Type": "application/json; charset=nonsense"}),
        (200, b"{}", {"Content-Encoding": "gzip"}),
        (500, DEEP, {}),
        (500, b"9" * 5000, {}),
        (302, b"", {"Location": "http://[x"}),
        (302, b"", {"Location": "http://x.example:99999999/"}),
        (503, b"", {"Retry-After": "9" * 5000}),
    ],
)
def test_whatever_a_server_sends_is_a_typed_error(
    status: int, body: bytes, headers: dict[str, str], ask: Ask, server: Recorder
) -> None:
    server.answer = (status, headers, body)
    for options in ({}, {"lenient": True}):
        with pytest.raises(ApiError) if status != 200 else suppress(ApiError):
            ask(server.url, get, **options)


@pytest.mark.parametrize("location", ["/api/v1/Contact/7", "http://[x", "http://a\x00b/"])
def test_redirects_that_lead_nowhere(location: str, server: Recorder) -> None:
    server.answer = (302, {"Location": location}, b"")
    with httpx2.Client(follow_redirects=True) as own, pytest.raises(ApiError):
        SuperOffice(server.url, http_client=own).contact.get(7)


def test_a_bug_in_the_callers_own_code_is_its_own_error(server: Recorder) -> None:
    def token() -> str:
        raise ZeroDivisionError

    with SuperOffice(server.url, auth=token) as client, pytest.raises(ZeroDivisionError):
        client.contact.get(7)


def test_the_operation_is_in_the_request_and_the_log(
    ask: Ask, server: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="superoffice")
    server.answers(404, "")
    with pytest.raises(ApiStatusError):
        ask(server.url, get)
    assert "v1ContactEntity_GetContactEntity: GET /api/v1/Contact/7: 404" in caplog.text
    response = None
    server.answers(200, "{}")
    response = ask(server.url, lambda c: c.raw(c.contact.get, 7))
    assert response.http.request.extensions["operation"] == "v1ContactEntity_GetContactEntity"


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: Some(nmae="x"), "has no field 'nmae'; did you mean 'name'?"),
        (
            lambda: Some(xyz="x"),
            "has no field 'xyz'; others can be given to model_validate",
        ),
        (lambda: setattr(BatchTaskInfo(), "Name", "x"), "no field 'Name'; did you mean 'name'?"),
        (lambda: setattr(BatchTaskInfo(), "nmae", "x"), "no field 'nmae'; did you mean 'name'?"),
    ],
)
def test_fields_that_a_model_does_not_have(make: Callable[[], Any], problem: str) -> None:
    with pytest.raises((TypeError, AttributeError)) as caught:
        make()
    assert problem in str(caught.value)


def test_fields_that_a_model_has_by_either_name() -> None:
    task = BatchTaskInfo(name="x")
    assert BatchTaskInfo(Name="x") == task  # type: ignore[call-arg]
    kept = BatchTaskInfo.model_validate({"Name": "x", "Added": 1})
    kept.Added = 2  # type: ignore[attr-defined]
    assert json.loads(kept.model_dump_json(by_alias=True, exclude_unset=True))["Added"] == 2

    class Own(Address):
        note: str = ""

    assert Own(note="a").note == "a"
