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


def archive_rows(keys: range, total: int | None = None) -> Answer:
    """A page of an archive: beside the count of all rows where there is one, else the rows."""
    rows: Any = [{"PrimaryKey": key} for key in keys]
    return an_answer(
        200, json.dumps(rows if total is None else {"ArchiveRows": rows, "RowCount": total})
    )


def numbers_asked_for(server: Recorder, name: str) -> list[int]:
    return [json.loads(request.body)[name] for request in server.requests]


def found(url: str, **given: Any) -> list[int | None]:
    """The keys of all rows that both clients find."""

    async def main() -> list[int | None]:
        async with AsyncSuperOffice(url) as client:
            return [row.primary_key async for row in client.find.find(**given)]

    with SuperOffice(url) as client:
        keys = [row.primary_key for row in client.find.find(**given)]
    assert asyncio.run(main()) == keys
    return keys


@pytest.mark.parametrize(
    ("given", "keys", "asked"),
    [
        # The count of all rows says when it is over.
        ({"page_size": 10}, range(25), [0, 1, 2]),
        ({"page_size": 10, "page_number": 0}, range(25), [0, 1, 2]),
        # From the middle on it does not.
        ({"page_size": 10, "page_number": 1}, range(10, 25), [1, 2, 3]),
    ],
)
def test_pages_that_are_asked_for_by_number(
    given: dict[str, Any], keys: range, asked: list[int], server: Recorder
) -> None:
    def answer(request: Request) -> Answer:
        sent = json.loads(request.body)
        start = sent["PageNumber"] * sent["PageSize"]
        return archive_rows(range(25)[start : start + sent["PageSize"]], 25)

    server.by_request = answer
    assert found(server.url, **given) == list(keys)
    assert numbers_asked_for(server, "PageNumber") == asked * 2


def test_short_pages_are_not_the_end_but_empty_ones_are(server: Recorder) -> None:
    def answer(request: Request) -> Answer:
        number = json.loads(request.body)["Page"]
        return archive_rows(range(number * 10, number * 10 + 3) if number < 4 else range(0))

    server.by_request = answer
    with SuperOffice(server.url) as client:
        pages = client.archive.get_archive_list_by_columns("name set", page_size=10)
        assert len(list(pages)) == 12
        assert numbers_asked_for(server, "Page") == [0, 1, 2, 3, 4]
        assert [row.primary_key for row in pages.first_page()] == [0, 1, 2]
        assert repr(pages) == "Pages(POST /api/v1/Agents/Archive/GetArchiveListByColumns)"
        assert json.loads(server.requests[0].body)["Restriction"] == "name set"


def test_a_page_number_that_is_none(server: Recorder) -> None:
    number: Any = "3"
    with SuperOffice(server.url) as client, pytest.raises(TypeError, match=r"PageNumber: .* '3'"):
        client.find.find(page_number=number).first_page()


@pytest.mark.parametrize(
    ("answer", "problem", "requests"),
    [
        (archive_rows(range(10)), "page 1 is the same as the page before it", 2),
        (archive_rows(range(1)), f"page {MOST_EMPTY_PAGES} is the same", MOST_EMPTY_PAGES + 1),
    ],
    ids=["many rows", "one row"],
)
def test_a_server_that_does_not_look_at_the_number(
    answer: Answer, problem: str, requests: int, server: Recorder
) -> None:
    server.by_request = lambda _: answer
    with SuperOffice(server.url) as client, pytest.raises(ResponseFormatError, match=problem):
        list(client.archive.get_archive_list_by_columns("name set"))
    assert len(server.requests) == requests
