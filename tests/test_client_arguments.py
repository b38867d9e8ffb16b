"""What the generated client refuses before anything is sent: misspelt arguments, paths that lead
elsewhere, addresses that are none, values that HTTP has no text for.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

import httpx2
import pytest
from server import Recorder
from superoffice import AsyncSuperOffice, SuperOffice
from superoffice.auth import Basic


def sent(server: Recorder, call: Callable[[Any], Any], **options: Any) -> Any:
    """The request that a call sends, the same with both clients."""
    server.answers(200, "{}")
    with SuperOffice(server.url, **options) as client:
        call(client)
    first = server.last

    async def main() -> None:
        async with AsyncSuperOffice(server.url, **options) as client:
            await call(client)

    asyncio.run(main())
    assert server.last == first
    return first


@pytest.mark.parametrize(
    ("call", "hint"),
    [
        (lambda c: c.contact.get(7, selekt=["Name"]), "'selekt'; did you mean 'select'?"),
        (lambda c: c.contact.get(7, time_out=3), "'time_out'; did you mean 'timeout'?"),
        (lambda c: c.contact.get(7, max_retry=3), "'max_retry'; did you mean 'max_retries'?"),
        (lambda c: c.contact.get(7, xyz=3), "'xyz'$"),
        (lambda c: c.contact.get_all(filtre="x"), "'filtre'; did you mean 'filter'?"),
        (lambda c: c.raw(c.contact.get, 7, selekt="x"), "'selekt'; did you mean 'select'?"),
        (lambda c: c.with_options(max_retry=1), "'max_retry'; did you mean 'max_retries'?"),
    ],
)
def test_keyword_arguments_that_nobody_takes(
    call: Callable[[Any], Any], hint: str, server: Recorder
) -> None:
    with SuperOffice(server.url) as client, pytest.raises(TypeError, match=hint):
        call(client)

    async def main() -> None:
        async with AsyncSuperOffice(server.url) as client:
            await call(client)

    with pytest.raises(TypeError, match=hint):
        asyncio.run(main())
    with pytest.raises(TypeError, match=r"'time_out'; did you mean 'timeout'\?"):
        SuperOffice(server.url, time_out=3)  # type: ignore[call-arg]
    assert server.requests == []


@pytest.mark.parametrize("value", ["", " ", None, ".", "..", "../Person/1", "a\\..\\b", "a/./b"])
def test_a_path_parameter_that_makes_another_path(value: Any, server: Recorder) -> None:
    with SuperOffice(server.url) as client:
        for call in (client.contact.get, client.contact.delete):
            with pytest.raises(ValueError, match="id: a part of the path cannot"):
                call(value)
    assert server.requests == []


def test_path_parameters_are_one_segment_each(server: Recorder) -> None:
    assert sent(server, lambda c: c.contact.get("a/b?x=#..")).path == (
        "/api/v1/Contact/a%2Fb%3Fx%3D%23.."
    )


class Colour(Enum):
    RED = "red"


def test_values_as_text(server: Recorder) -> None:
    values = {
        "a": True, "b": 1.5, "c": Decimal("1.50"), "d": UUID(int=1), "e": Colour.RED,
        "f": date(2024, 5, 6), "g": datetime(2024, 5, 6, tzinfo=UTC), "h": [1, 2], "i": None,
    }  # fmt: skip
    assert sent(server, lambda c: c.contact.get(7, extra_query=values)).query == [
        ("a", "true"), ("b", "1.5"), ("c", "1.50"), ("d", str(UUID(int=1))), ("e", "red"),
        ("f", "2024-05-06"), ("g", "2024-05-06T00:00:00+00:00"), ("h", "1"), ("h", "2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "value", [{"a": 1}, b"x", object(), [None], [{"a": 1}], {1, 2}, float("nan"), float("inf")]
)
def test_values_without_a_text(value: Any, server: Recorder) -> None:
    with SuperOffice(server.url) as client, pytest.raises(TypeError, match=r"skip: a .* as text"):
        client.contact.get_all(skip=value).first_page()
    assert server.requests == []


def test_headers_are_the_same_in_any_casing(server: Recorder) -> None:
    options = {"headers": {"ACCEPT": "text/json", "x-a": "1"}, "so_language": "de"}
    further = {"X-A": "2", "so-language": "nb", "user-agent": "mine"}
    request = sent(server, lambda c: c.contact.get(7, headers=further), **options)
    assert {k: request.headers[k] for k in ("accept", "x-a", "so-language", "user-agent")} == {
        "accept": "text/json", "x-a": "2", "so-language": "nb", "user-agent": "mine",
    }  # fmt: skip
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(200, json={})

    with httpx2.Client(transport=httpx2.MockTransport(answer)) as own:
        SuperOffice("https://x.example", http_client=own, **options).contact.get(  # type: ignore[arg-type]
            7, headers=further
        )
    for name in ("accept", "x-a", "so-language", "user-agent"):
        assert len(seen[0].headers.get_list(name)) == 1, name


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("", "must start with https://"),
        ("localhost:80", "must start with https://"),
        ("ftp://x", "must start with https://"),
        ("file:///etc", "must start with https://"),
        ("https://", "names no host"),
        ("https://[x", "is no address"),
        ("https://x/a?b=c", "a query or a fragment"),
        ("https://x/a#b", "a query or a fragment"),
        ("https://x/{tenant}", "a value for what is in braces"),
        ("https://x/a\n", "a space or a control character"),
        ("https://x/a b", "a space or a control character"),
        ("https://x/Cust1/api", "ends with /api, which the paths"),
        ("https://x/Cust1/API/", "ends with /api, which the paths"),
        ("https://x/Cust1/api/v1/", "ends with /api/v1, which the paths"),
    ],
)
def test_a_base_url_that_cannot_be(url: str, problem: str) -> None:
    for client in (SuperOffice, AsyncSuperOffice):
        with pytest.raises(ValueError, match=problem):
            client(url)


@pytest.mark.parametrize(
    "end", ["", "/", "/Cust1", "/Cust1/", "/apis", "/my-api/x", "/Cust_%C3%A9"]
)
def test_a_base_url_that_can(end: str, server: Recorder) -> None:
    server.answers(200, "{}")
    with SuperOffice(server.url + end) as client:
        client.contact.get(7)
    assert server.last.path == end.rstrip("/") + "/api/v1/Contact/7"


def test_a_password_in_the_base_url_is_used_but_not_shown(server: Recorder) -> None:
    host = server.url.removeprefix("http://")
    request = sent(server, lambda c: c.contact.get(7))
    assert "authorization" not in request.headers
    for made in (SuperOffice, AsyncSuperOffice):
        url = f"http://user:s3cret%3A@{host}"
        assert "s3cret" not in repr(made(url)) + repr(vars(made(url)))
        for wrong in (url[7:], url + "?a", url + "\n", url + "/{x}", url + "/api", url + "[]:x"):
            with pytest.raises(ValueError, match="base_url") as caught:
                made(wrong)
            assert "s3cret" not in str(caught.value)
    with SuperOffice(f"http://user:s3cret%3A@{host}") as client:
        client.contact.get(7)
    assert server.last.headers["authorization"] == "Basic dXNlcjpzM2NyZXQ6"
    with SuperOffice(f"http://user:s3cret@{host}", Basic("a", "b")) as client:
        client.contact.get(7)
    assert server.last.headers["authorization"] == "Basic YTpi"


def test_with_options(server: Recorder) -> None:
    server.answers(200, "{}")
    with SuperOffice(server.url, so_language="de", headers={"X-A": "1"}) as client:
        client.contact.get(7)
        other = client.with_options(so_language="nb", headers={"x-b": "2"})
        other.contact.get(7)
        assert (server.last.headers["so-language"], server.last.headers["x-a"]) == ("nb", "1")
        assert server.last.headers["x-b"] == "2"
        other.close()
        client.contact.get(7)
        assert server.last.headers["so-language"] == "de"
        assert "x-b" not in server.last.headers
