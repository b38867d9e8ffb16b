"""The generated client after a fork, and in more than one event loop."""

import asyncio
import gc
import os
import threading
import warnings
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from server import Answer, Recorder, Request
from superoffice import AsyncSuperOffice, SuperOffice

CHILDREN, CALLS = 4, 30


@pytest.fixture
def server(server: Recorder) -> Recorder:
    """Answers with the number that was asked for."""

    def answer(request: Request) -> Answer:
        return 200, {}, b'{"ContactId": %s}' % request.path.rpartition("/")[2].encode()

    server.by_request = answer
    return server


@pytest.fixture(autouse=True)
def unclosed() -> Iterator[None]:
    """Connections of a loop that has ended, or of a parent, cannot be closed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
        gc.collect()


def ask(client: Any, first: int) -> bool:
    """Whether every answer is the one to its own request."""
    if isinstance(client, SuperOffice):
        return all(client.contact.get(n).contact_id == n for n in range(first, first + CALLS))

    async def main() -> bool:
        numbers = range(first, first + CALLS)
        found = await asyncio.gather(*(client.contact.get(n) for n in numbers))
        return [contact.contact_id for contact in found] == [*numbers]

    return asyncio.run(main())


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
@pytest.mark.parametrize("make", [SuperOffice, AsyncSuperOffice])
def test_children_get_their_own_answers(make: Any, server: Recorder) -> None:
    client = make(server.url)
    assert ask(client, 1000)
    children = []
    for number in range(CHILDREN):
        child = os.fork()
        if child == 0:
            os._exit(0 if ask(client, 2000 + number * 100) else 1)
        children.append(child)
    assert ask(client, 3000)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 4


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_token_can_be_asked_for_in_a_child(server: Recorder) -> None:
    """Though another thread asks for one in the parent while it forks."""
    entered, leave = threading.Event(), threading.Event()

    def token() -> str:
        entered.set()
        if os.getpid() == parent:
            leave.wait()
        return "token"

    parent = os.getpid()
    client = SuperOffice(server.url, auth=token, timeout=5)
    thread = threading.Thread(target=ask, args=(client, 1))
    thread.start()
    entered.wait()
    child = os.fork()
    if child == 0:
        os._exit(0 if ask(client, 100) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    leave.set()
    thread.join()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_your_own_http_client_is_not_used_after_a_fork(server: Recorder) -> None:
    with httpx2.Client() as own:
        client = SuperOffice(server.url, http_client=own)
        assert ask(client, 1)
        child = os.fork()
        if child == 0:
            try:
                client.contact.get(7)
            except RuntimeError as error:
                os._exit(0 if "make a client in the child" in str(error) else 1)
            os._exit(2)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_one_event_loop_after_another(server: Recorder) -> None:
    client = AsyncSuperOffice(server.url)
    for number in range(3):
        assert ask(client, number * 100)
    asyncio.run(client.close())
    with pytest.raises(RuntimeError, match="closed"):
        ask(client, 1)


def test_event_loops_at_the_same_time(server: Recorder) -> None:
    client = AsyncSuperOffice(server.url)
    found: list[bool] = []
    threads = [
        threading.Thread(target=lambda n=n: found.append(ask(client, n * 100))) for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 4


def test_your_own_http_client_in_another_event_loop(server: Recorder) -> None:
    own = httpx2.AsyncClient()
    client = AsyncSuperOffice(server.url, http_client=own)
    assert ask(client, 1)
    with pytest.raises(RuntimeError, match="another event loop"):
        ask(client, 1)


def test_a_client_that_was_not_used_can_be_closed(server: Recorder) -> None:
    asyncio.run(AsyncSuperOffice(server.url).close())
    SuperOffice(server.url).close()
