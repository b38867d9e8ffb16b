"""Faults of real connections: each gives the right exception or a good second try, in both
clients, and nothing that is not safe is sent twice.
"""

import asyncio
import gzip
import socket
import time
import traceback
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any, NamedTuple

import pytest
from server import (
    Answer,
    Behaviour,
    Recorder,
    an_answer,
    closed_in_the_body,
    recording,
    reset_in_the_body,
    slow,
)
from superoffice import (
    ApiConnectionError,
    ApiError,
    ApiStatusError,
    ApiTimeoutError,
    AsyncSuperOffice,
    NotFound,
    PreconditionFailed,
    ResponseFormatError,
    ServiceUnavailable,
    SuperOffice,
    TooManyRequests,
    Unauthorized,
)
from superoffice.models import BatchTaskInfo

pytestmark = pytest.mark.slow

GOOD: Answer = an_answer(200, "{}")
Call = Callable[..., Any]


@pytest.fixture
def server(server: Recorder) -> Recorder:
    """The shared one, with an answer that every call here can read."""
    server.answer = GOOD
    return server


def wait(url: str, group: str, method: str, *args: Any, **options: Any) -> Any:
    """Call with the synchronous client."""
    with SuperOffice(url, **options) as client:
        return getattr(getattr(client, group), method)(*args)


def await_(url: str, group: str, method: str, *args: Any, **options: Any) -> Any:
    """Call with the asynchronous client."""

    async def main() -> Any:
        async with AsyncSuperOffice(url, **options) as client:
            return await getattr(getattr(client, group), method)(*args)

    return asyncio.run(main())


@pytest.fixture(params=[wait, await_], ids=["sync", "async"])
def call(request: pytest.FixtureRequest) -> Call:
    function: Call = request.param
    return function


class Fault(NamedTuple):
    answer: Answer | Behaviour
    error: type[ApiError]
    again: bool
    """Whether a request that is safe is sent again."""


def in_a_moment() -> Answer:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=1), usegmt=True)
    return an_answer(429, "", Retry_After=date)


FAULTS = {
    "reset in the middle of a body": Fault(reset_in_the_body, ApiConnectionError, True),
    "end in the middle of a body": Fault(closed_in_the_body, ApiConnectionError, True),
    "slow first byte": Fault(slow(1.0), ApiTimeoutError, True),
    "429 with seconds": Fault(an_answer(429, "", Retry_After="1"), TooManyRequests, True),
    "429 with a date": Fault(in_a_moment(), TooManyRequests, True),
    "429 without": Fault(an_answer(429), TooManyRequests, True),
    "503": Fault(an_answer(503), ServiceUnavailable, True),
    "429 for an hour": Fault(an_answer(429, "", Retry_After="3600"), TooManyRequests, False),
    "401": Fault(an_answer(401), Unauthorized, False),
    "404 with body": Fault(an_answer(404, '{"Message": "x"}'), NotFound, False),
    "412": Fault(an_answer(412), PreconditionFailed, False),
    "error page": Fault(an_answer(502, "<html>", Content_Type="text/html"), ApiStatusError, True),
    "408": Fault(an_answer(408), ApiStatusError, True),
    "504": Fault(an_answer(504), ApiStatusError, True),
    "500": Fault(an_answer(500), ApiStatusError, False),
    "page in place of JSON": Fault(
        an_answer(200, "<html>", Content_Type="text/html"), ResponseFormatError, False
    ),
    "invalid JSON": Fault(an_answer(200, '{"Name": '), ResponseFormatError, False),
    "another type": Fault(an_answer(200, '{"Name": ["x"]}'), ResponseFormatError, False),
    "truncated gzip": Fault(
        an_answer(200, gzip.compress(b"{}" * 99)[:-9], Content_Encoding="gzip"),
        ResponseFormatError,
        False,
    ),
    "no gzip at all": Fault(
        an_answer(200, b"{}", Content_Encoding="gzip"), ResponseFormatError, False
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_request_that_is_safe(name: str, server: Recorder, call: Call) -> None:
    fault = FAULTS[name]
    server.script = [fault.answer]
    if fault.again:
        assert call(server.url, "contact", "get", 7, timeout=0.5).contact_id is None
        assert len(server.requests) == 2
    else:
        with pytest.raises(fault.error) as caught:
            call(server.url, "contact", "get", 7, timeout=0.5)
        assert isinstance(caught.value, fault.error)
        assert caught.value.operation == "v1ContactEntity_GetContactEntity"
        assert len(server.requests) == 1


@pytest.mark.parametrize("name", FAULTS)
def test_a_request_that_is_not_safe(name: str, server: Recorder, call: Call) -> None:
    """It is sent again after 429 alone, which says that nobody looked at it."""
    fault = FAULTS[name]
    server.script = [fault.answer]
    if name.startswith("429") and fault.again:
        assert call(server.url, "contact", "post", {}, timeout=0.5).contact_id is None
        assert len(server.requests) == 2
        return
    with pytest.raises(fault.error):
        call(server.url, "contact", "post", {}, timeout=0.5)
    time.sleep(0.05)
    assert len(server.requests) == 1


def test_no_server(call: Call) -> None:
    with recording() as gone:
        url = gone.url
    started = time.monotonic()
    with pytest.raises(ApiConnectionError) as caught:
        call(url, "batch", "start_batch_job", BatchTaskInfo(), max_retries=1)
    assert not isinstance(caught.value, ApiTimeoutError)
    assert not caught.value.sent
    assert time.monotonic() - started > 0.4, "what was never sent may be sent again"


def test_retries_end(server: Recorder, call: Call) -> None:
    server.answers(503, "", Retry_After="0")
    with pytest.raises(ServiceUnavailable):
        call(server.url, "contact", "get", 7, max_retries=3)
    assert len(server.requests) == 4
    with pytest.raises(ServiceUnavailable):
        call(server.url, "contact", "get", 7, max_retries=0)
    assert len(server.requests) == 5


def test_the_caller_may_know_better(server: Recorder, call: Call) -> None:
    server.script = [an_answer(503, "", Retry_After="0"), an_answer(200, "1")]
    assert call(server.url, "batch", "start_batch_job", BatchTaskInfo(), idempotent=True) == 1
    assert len(server.requests) == 2


def test_retry_after_is_honoured(server: Recorder, call: Call) -> None:
    server.script = [an_answer(503, "", Retry_After="2")]
    started = time.monotonic()
    call(server.url, "contact", "get", 7)
    assert time.monotonic() - started >= 2.0


def test_what_a_format_error_tells(server: Recorder, call: Call) -> None:
    server.answers(200, '{"ContactId": "seven"}', Content_Type="application/json")
    with pytest.raises(
        ResponseFormatError, match="v1ContactEntity_GetContactEntity: ContactId:"
    ) as e:
        call(server.url, "contact", "get", 7)
    assert (e.value.field, e.value.status) == ("ContactId", 200)


def test_which_statuses_are_worth_another_attempt(server: Recorder, call: Call) -> None:
    server.script = [an_answer(500), an_answer(500)]
    call(server.url, "contact", "get", 7, retry_statuses={500})
    assert len(server.requests) == 3
    server.script = [an_answer(503)]
    with pytest.raises(ServiceUnavailable):
        call(server.url, "contact", "get", 7, retry_statuses={500})
    server.script = [an_answer(429)]
    with pytest.raises(TooManyRequests):
        call(server.url, "contact", "get", 7, retry_statuses=())


def test_the_longest_wait(server: Recorder, call: Call) -> None:
    server.script = [an_answer(503, "", Retry_After="2")]
    with pytest.raises(ServiceUnavailable):
        call(server.url, "contact", "get", 7, longest_wait=1)
    assert len(server.requests) == 1
    server.script = [an_answer(503)]
    started = time.monotonic()
    call(server.url, "contact", "get", 7, longest_wait=0.0)
    assert time.monotonic() - started < 0.4


@pytest.mark.parametrize(
    "value", ["9" * 400, "-1", "1e9", "Sun, 31 Dec 99999 99:99:99 GMT", "\u00b2"]
)
def test_a_retry_after_that_is_none(value: str, server: Recorder, call: Call) -> None:
    server.script = [an_answer(503, "", Retry_After=value)] * 2
    with pytest.raises(ServiceUnavailable) if value[0] == "9" else nullcontext():
        call(server.url, "contact", "get", 7, longest_wait=0.1)


def drip(connection: socket.socket) -> None:
    """Send a body byte by byte, for three seconds."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(30):
        connection.sendall(b"{")
        time.sleep(0.1)


@pytest.mark.parametrize("answer", [slow(3.0), drip, an_answer(503, "", Retry_After="2")])
def test_a_deadline_for_all_attempts(
    answer: Answer | Behaviour, server: Recorder, call: Call
) -> None:
    server.answer = answer
    started = time.monotonic()
    with pytest.raises((ApiTimeoutError, ServiceUnavailable)):
        call(server.url, "contact", "get", 7, deadline=0.5)
    assert time.monotonic() - started < 1.5


def test_a_bound_on_the_size_of_answers(server: Recorder, call: Call) -> None:
    server.answers(200, gzip.compress(b'"' + b"x" * 3_000_000 + b'"'), Content_Encoding="gzip")
    with pytest.raises(ResponseFormatError, match="more than 100000 bytes"):
        call(server.url, "contact", "get", 7, max_bytes=100_000)
    server.answers(200, '{"Name": "x"}')
    assert call(server.url, "contact", "get", 7, max_bytes=100_000).name == "x"
    server.answers(404, "x" * 1000)
    with pytest.raises(ResponseFormatError, match="more than 100 bytes"):
        call(server.url, "contact", "get", 7, max_bytes=100)


def test_a_protocol_error_is_told_in_our_words(server: Recorder, call: Call) -> None:
    server.answer = lambda connection: connection.sendall(b"s3cret nonsense\r\n\r\n")
    with pytest.raises(ApiConnectionError, match="the server broke off") as caught:
        call(server.url, "contact", "get", 7, max_retries=0)
    assert "s3cret" not in "".join(traceback.format_exception(caught.value))
