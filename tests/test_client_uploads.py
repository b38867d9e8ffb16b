"""What people pass as a file: it arrives whole, with its length, also at the second attempt; or it
is refused. Never something else.
"""

import asyncio
import io
import os
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from server import Recorder, an_answer, closed_in_the_body
from superoffice import ApiConnectionError, AsyncSuperOffice, ServiceUnavailable, SuperOffice

CONTENT = bytes(range(256)) * 1000
Send = Callable[..., Any]


def wait(url: str, file: Any, **options: Any) -> Any:
    with SuperOffice(url, **options) as client:
        return client.contact.save_image(7, file)


def await_(url: str, file: Any, **options: Any) -> Any:
    async def main() -> Any:
        async with AsyncSuperOffice(url, **options) as client:
            return await client.contact.save_image(7, file)

    return asyncio.run(main())


@pytest.fixture(params=[wait, await_], ids=["sync", "async"])
def send(request: pytest.FixtureRequest) -> Send:
    function: Send = request.param
    return function


@pytest.fixture
def server(server: Recorder) -> Recorder:
    server.answers(200, "42")
    return server


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "image.png").write_bytes(CONTENT)
    return tmp_path / "image.png"


class Slim:
    """The least that is a file: it can be read, and nothing else."""

    def __init__(self) -> None:
        self._left = io.BytesIO(CONTENT)

    def read(self, size: int = -1) -> bytes:
        return self._left.read(size)


def parts() -> Iterator[bytes]:
    yield CONTENT[:1000]
    yield CONTENT[1000:]


KNOWN: dict[str, Callable[[Path], Any]] = {
    "bytes": lambda _: CONTENT,
    "bytearray": lambda _: bytearray(CONTENT),
    "memoryview": lambda _: memoryview(CONTENT),
    "BytesIO": lambda _: io.BytesIO(CONTENT),
    "Path": lambda path: path,
    "open file": lambda path: path.open("rb"),
    "unbuffered": lambda path: path.open("rb", buffering=0),
}
UNKNOWN: dict[str, Callable[[Path], Any]] = {
    "generator": lambda _: parts(),
    "list": lambda _: [CONTENT[:1000], CONTENT[1000:]],
    "slim": lambda _: Slim(),
}
ONCE = ("generator", "slim")


@pytest.mark.parametrize("name", [*KNOWN, *UNKNOWN])
def test_it_arrives_whole_at_each_attempt(
    name: str, send: Send, server: Recorder, path: Path
) -> None:
    file = (KNOWN | UNKNOWN)[name](path)
    server.script = [an_answer(503, "", Retry_After="0"), closed_in_the_body]
    if name in ONCE:
        with pytest.raises(ServiceUnavailable):
            send(server.url, file)
    else:
        assert send(server.url, file) == 42
        assert len(server.requests) == 3
    for request in server.requests:
        assert request.body == CONTENT
        length = request.headers.get("content-length")
        assert length == (str(len(CONTENT)) if name in KNOWN else None)
        assert request.headers["content-type"] == "image/png"
    if hasattr(file, "close"):
        file.close()


def test_a_file_is_sent_from_where_it_stands(send: Send, server: Recorder) -> None:
    file = io.BytesIO(CONTENT)
    file.seek(100)
    server.script = [an_answer(503, "", Retry_After="0")]
    assert send(server.url, file) == 42
    assert [r.body for r in server.requests] == [CONTENT[100:]] * 2


def test_a_file_is_sent_again_with_a_fresh_token(send: Send, server: Recorder) -> None:
    server.script = [an_answer(401)]
    tokens = iter(["old", "new"])
    assert send(server.url, io.BytesIO(CONTENT), auth=lambda: next(tokens)) == 42
    assert [r.body for r in server.requests] == [CONTENT] * 2


def fill(pipe: int) -> None:
    with os.fdopen(pipe, "wb") as file:
        file.write(CONTENT)


def test_a_pipe_is_read_once(send: Send, server: Recorder) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as file:
        thread = threading.Thread(target=fill, args=(writing,))
        thread.start()
        assert send(server.url, file) == 42
        thread.join()
    assert server.last.body == CONTENT


def test_asynchronous_parts(server: Recorder) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for part in parts():
            yield part

    assert await_(server.url, chunks()) == 42
    assert server.last.body == CONTENT
    server.requests.clear()
    with pytest.raises(TypeError, match="asynchronous client"):
        wait(server.url, chunks())
    assert server.requests == []


@pytest.mark.parametrize(
    "file", ["text", {"a": b"1"}, 7, object(), None], ids=lambda file: type(file).__name__
)
def test_what_is_no_file_is_refused(file: Any, send: Send, server: Recorder) -> None:
    with pytest.raises(TypeError, match=r"is no file; give bytes"):
        send(server.url, file)
    assert server.requests == []


def test_a_file_of_text_is_refused(send: Send, server: Recorder, path: Path) -> None:
    with path.open(encoding="latin-1") as file, pytest.raises(TypeError, match="open for text"):
        send(server.url, file)
    for parts_of_text in (["a", "b"], iter(["a"])):
        with pytest.raises((TypeError, ApiConnectionError), match="has to give bytes, not str"):
            send(server.url, parts_of_text, max_retries=0)
    with pytest.raises(FileNotFoundError):
        send(server.url, path.with_name("other.png"))
    assert server.requests == []
