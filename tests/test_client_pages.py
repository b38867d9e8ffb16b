"""Results page by page: they come to an end, whatever a server links to."""

import asyncio
import itertools
import json
from collections.abc import Callable
from typing import Any

import pytest
from server import Answer, Recorder, Request, an_answer
from superoffice import AsyncSuperOffice, ResponseFormatError, SuperOffice
from superoffice._pages import MOST_EMPTY_PAGES

MOST = 500


def every(url: str) -> list[Any]:
    """All rows of a result, or MOST of them, with both clients."""

    async def main() -> list[Any]:
        found = []
        async with AsyncSuperOffice(url) as client:
            async for row in client.contact.get_all():
                found.append(row)
                if len(found) == MOST:
                    break
        return found

    with SuperOffice(url) as client:
        found = list(itertools.islice(client.contact.get_all(), MOST))
    assert asyncio.run(main()) == found
    return found


def page(rows: int, link: object) -> Answer:
    body = {"value": [{"n": n} for n in range(rows)], "odata.nextLink": link}
    return an_answer(200, json.dumps(body))


def numbered(request: Request) -> int:
    return int(dict(request.query).get("p", "0"))


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (lambda r: page(1, "?p=b" if ("p", "a") in r.query else "?p=a"), "that was there before"),
        (lambda r: page(1, f"?p={(numbered(r) + 1) % 3}"), "a page that was there before"),
        (lambda r: page(1, "/api/v1/Contact"), "the same page"),
        (lambda r: page(1, "/api/v1/Contact#x"), "the same page"),
        (lambda r: page(0, f"?p={numbered(r) + 1}"), f"{MOST_EMPTY_PAGES} pages without items"),
        (lambda r: page(1, "http://x:y/"), "no address"),
        (lambda r: page(1, "javascript:alert(1)"), "no address"),
        (lambda r: page(1, "file:///etc/passwd"), "no address"),
        (lambda r: page(1, "https://evil.example/?p=1"), "another host: evil.example"),
        (lambda r: page(1, 7), "odata.nextLink: "),
    ],
)
def test_links_that_lead_nowhere(
    answer: Callable[[Request], Answer], problem: str, server: Recorder
) -> None:
    server.by_request = answer
    with pytest.raises(ResponseFormatError, match=problem) as caught:
        every(server.url)
    assert caught.value.operation == "v1ContactEntity_GetAll"


def test_some_pages_may_be_empty(server: Recorder) -> None:
    def answer(request: Request) -> Answer:
        number = numbered(request)
        link = f"?p={number + 1}" if number < 300 else None
        return page(1 if number % 50 == 0 else 0, link)

    server.by_request = answer
    assert len(every(server.url)) == 7


def test_what_pages_show_of_themselves(server: Recorder) -> None:
    server.answer = page(2, None)
    with SuperOffice(server.url) as client:
        pages = client.contact.get_all()
        assert repr(pages) == "Pages(GET /api/v1/Contact)"
        assert server.requests == []
        assert pages.first_page().value == [{"n": 0}, {"n": 1}]
