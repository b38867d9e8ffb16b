"""Where secrets enter the generated client: what no header holds is refused unseen, and functions
are asked no more often than they need be.
"""

import asyncio
import logging
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from server import Answer, Recorder, Request
from superoffice import ApiError, AsyncSuperOffice, RequestFormatError, SuperOffice, Unauthorized
from superoffice.auth import Basic, Header, SoTicket, Token, Xsrf

SECRET_ENTERS: dict[str, Callable[[str], Any]] = {
    "string": lambda s: {"auth": s},
    "function": lambda s: {"auth": lambda: s},
    "token": lambda s: {"auth": lambda: Token(s, 60)},
    "Header": lambda s: {"auth": Header("X-Key", s)},
    "SoTicket": lambda s: {"auth": SoTicket(s)},
    "Xsrf": lambda s: {"auth": Xsrf(s)},
    "cookie": lambda s: {"auth": Xsrf("abc", cookies={"session": s})},
    "password": lambda s: {"auth": Basic("user", s)},
    "option": lambda s: {"so_app_token": s},
    "header": lambda s: {"headers": {"X-Key": s}},
}
CALLERS = 20


def refusing_old(request: Request) -> Answer:
    """What a server answers for which the token "old" has ended."""
    return (401 if request.headers["authorization"] == "Bearer old" else 200, {}, b"{}")


def call_contact(client: Any, url: str, **options: Any) -> None:
    """Make a client, sign in and get one contact."""
    made = client(url, **options)
    if isinstance(made, SuperOffice):
        with made:
            made.contact.get(7)
        return

    async def main() -> None:
        async with made:
            await made.contact.get(7)

    asyncio.run(main())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\x00", "\x7f", "\u00e9", "\ud800", ""])
@pytest.mark.parametrize("enters", SECRET_ENTERS)
def test_a_secret_that_no_header_holds(
    enters: str, end: str, server: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.answers(200, "{}")
    if (enters, end) == ("password", "\u00e9") or (
        end == "" and enters in ("password", "option", "header")
    ):
        return  # These may be so.
    secret = f"s3cret{end}" if end else ""
    for client in (SuperOffice, AsyncSuperOffice):
        with pytest.raises(ValueError, match=r".") as caught:
            call_contact(client, server.url, **SECRET_ENTERS[enters](secret))
        assert "s3cret" not in str(caught.value) + repr(caught.value) + caplog.text
        assert caught.value.__context__ is None
    assert server.requests == []


class Careless(httpx2.Auth):
    """A way to authenticate that is not this package's, and checks nothing."""

    def auth_flow(self, request: httpx2.Request) -> Any:
        request.headers["Authorization"] = "s3cret\n"
        yield request


def test_what_the_protocol_refuses_is_not_shown_nor_sent_again(
    server: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    for client in (SuperOffice, AsyncSuperOffice):
        started = time.monotonic()
        with pytest.raises(RequestFormatError) as caught:
            call_contact(client, server.url, auth=Careless())
        assert time.monotonic() - started < 0.4
        shown = "".join(traceback.format_exception(caught.value))
        assert "s3cret" not in shown + caplog.text
        assert isinstance(caught.value, ApiError)
        assert caught.value.__context__ is None
    assert server.requests == []


def test_a_server_that_repeats_the_secret(server: Recorder) -> None:
    server.answers(401, '{"message": "s3cret-token is no token"}', Content_Type="application/json")
    with pytest.raises(Unauthorized, match=r"\*\*\* is no token") as caught:
        call_contact(SuperOffice, server.url, auth="s3cret-token")
    assert "s3cret" not in str(caught.value)


def test_a_function_is_told_what_was_refused(server: Recorder) -> None:
    told = []

    def token(refused: str | None) -> str:
        told.append(refused)
        return "old" if refused is None else "new"

    async def awaited(refused: str | None) -> str:
        return token(refused)

    ways: list[Any] = [
        (SuperOffice, token),
        (AsyncSuperOffice, token),
        (AsyncSuperOffice, awaited),
    ]
    server.answers(200, "{}")
    for client, auth in ways:
        server.script = [(401, {}, b"")]
        call_contact(client, server.url, auth=auth)
        assert [r.headers["authorization"] for r in server.requests] == ["Bearer old", "Bearer new"]
        server.requests.clear()
    assert told == [None, "old"] * 3


def test_an_argument_with_a_default_is_the_functions_own(server: Recorder) -> None:
    server.answers(200, "{}")
    call_contact(SuperOffice, server.url, auth=lambda token="mine": token)
    assert server.last.headers["authorization"] == "Bearer mine"


def test_a_token_is_kept_while_it_holds(server: Recorder) -> None:
    server.answers(200, "{}")
    asked = []

    def token() -> Token:
        asked.append(1)
        return Token(f"secret{len(asked)}", 0.3)

    with SuperOffice(server.url, auth=token) as client:
        for _ in range(3):
            client.contact.get(7)
        assert len(asked) == 1
        time.sleep(0.35)
        client.contact.get(7)
        assert server.last.headers["authorization"] == "Bearer secret2"
        server.script = [(401, {}, b"")]
        client.contact.get(7)
        assert server.last.headers["authorization"] == "Bearer secret3"
    assert "secret" not in repr(token())


def test_many_threads_ask_once(server: Recorder) -> None:
    server.answers(200, "{}")
    asked = []

    def token(refused: str | None) -> Token:
        asked.append(refused)
        time.sleep(0.2)
        return Token("old" if refused is None else "new", 60)

    together = threading.Barrier(CALLERS)
    with SuperOffice(server.url, auth=token) as client, ThreadPoolExecutor(CALLERS) as threads:

        def call(_: int) -> None:
            together.wait()
            client.contact.get(7)

        list(threads.map(call, range(CALLERS)))
        assert asked == [None]
        server.by_request = refusing_old
        list(threads.map(call, range(CALLERS)))
        assert asked == [None, "old"]
    assert server.last.headers["authorization"] == "Bearer new"


def test_many_tasks_ask_once(server: Recorder) -> None:
    server.answers(200, "{}")
    asked = []

    async def token(refused: str | None) -> str:
        asked.append(refused)
        await asyncio.sleep(0.1)
        return "old" if refused is None else "new"

    async def main() -> None:
        async with AsyncSuperOffice(server.url, auth=token) as client:
            server.by_request = refusing_old
            first, *others = [asyncio.create_task(client.contact.get(7)) for _ in range(CALLERS)]
            await asyncio.sleep(0.05)
            first.cancel()
            await asyncio.gather(*others)

    asyncio.run(main())
    assert asked.count(None) == 2, "once by the caller that was cancelled, once for all others"
    assert asked.count("old") == 1


def test_a_function_that_fails_fails_for_all_that_wait(server: Recorder) -> None:
    asked = []

    async def token() -> str:
        asked.append(1)
        await asyncio.sleep(0.05)
        raise KeyError("vault")

    async def main() -> None:
        async with AsyncSuperOffice(server.url, auth=token) as client:
            calls = [client.contact.get(7) for _ in range(CALLERS)]
            found = await asyncio.gather(*calls, return_exceptions=True)
            assert {type(error) for error in found} == {KeyError}

    asyncio.run(main())
    assert asked == [1]
    assert server.requests == []
