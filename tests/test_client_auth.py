"""How the generated client authenticates, against real HTTP, and that it shows no secret."""

import importlib
import logging
import traceback
from pathlib import Path
from typing import Any

import httpx2
import pytest
from server import Recorder
from superoffice import (
    ApiStatusError,
    ResponseFormatError,
    SuperOffice,
    Unauthorized,
)
from superoffice.auth import Basic, Header, SoTicket, Xsrf
from superoffice.models import BatchTaskInfo

from generator.config import Settings
from generator.incremental.session import build
from generator.output import write


@pytest.mark.parametrize(
    ("auth", "header", "value"),
    [
        ("abc", "authorization", "Bearer abc"),
        (lambda: "fresh", "authorization", "Bearer fresh"),
        (SoTicket("7T:abc"), "authorization", "SoTicket 7T:abc"),
        (Xsrf("xyz"), "x-xsrf-token", "xyz"),
    ],
)
def test_ways_to_authenticate(server: Recorder, auth: Any, header: str, value: str) -> None:
    server.answers(200, "1")
    with SuperOffice(server.url, auth=auth) as client:
        client.batch.start_batch_job(BatchTaskInfo())
    assert server.last.headers[header] == value
    if isinstance(auth, httpx2.Auth):
        assert value.split()[-1] not in repr(auth)


@pytest.mark.parametrize(
    "auth",
    [
        "s3cret",
        lambda: "s3cret",
        Basic("user", "s3cret"),
        SoTicket("s3cret"),
        Xsrf("s3cret", cookies={"session": "s3cret"}),
        Header("X-Key", "s3cret"),
    ],
    ids=lambda auth: type(auth).__name__,
)
def test_secrets_are_not_shown(
    server: Recorder, auth: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    shown = []
    with SuperOffice(server.url, auth=auth, so_app_token="s3cret", max_retries=1) as client:  # noqa: S106
        shown += [repr(client), repr(vars(client)), repr(auth) if not isinstance(auth, str) else ""]
        for answer in [(401, {}, b"no"), (503, {"Retry-After": "0"}, b""), (200, {}, b"<html>")]:
            server.answer = answer
            try:
                client.contact.get(7)
            except ApiStatusError as error:
                shown += [
                    "".join(traceback.format_exception(error)),
                    repr(error),
                    repr(vars(error)),
                ]
            except ResponseFormatError as error:
                shown += [*traceback.format_exception(error), repr(vars(error))]
    assert any("s3cret" in value for r in server.requests for value in r.headers.values()) or (
        isinstance(auth, Basic)
    )
    assert "GET /api/v1/Contact/7: 401" in caplog.text
    for text in [*shown, caplog.text]:
        assert "s3cret" not in text
        assert "czNjcmV0" not in text


def test_a_function_is_asked_again_when_its_token_is_refused(server: Recorder) -> None:
    tokens = iter(["old", "new", "newer"])

    def token() -> str:
        return next(tokens)

    with SuperOffice(server.url, auth=token) as client:
        server.script = [(401, {}, b""), (200, {}, b"1")]
        assert client.batch.start_batch_job(BatchTaskInfo()) == 1
        assert [r.headers["authorization"] for r in server.requests] == ["Bearer old", "Bearer new"]
    server.requests.clear()
    server.answers(401, "")
    for fixed in ("same", lambda: "same"):
        with SuperOffice(server.url, auth=fixed) as client, pytest.raises(Unauthorized):
            client.contact.get(7)
    assert len(server.requests) == 2


def test_an_asynchronous_function_needs_the_asynchronous_client(server: Recorder) -> None:
    async def token() -> str:
        return "x"

    client = SuperOffice(server.url, auth=token)
    with client, pytest.raises(TypeError, match="asynchronous client"):
        client.contact.get(7)
    assert server.requests == []


def test_cookies_go_with_an_xsrf_token(server: Recorder) -> None:
    server.answers(200, "{}")
    with SuperOffice(server.url, auth=Xsrf("abc", cookies={"XSRF-TOKEN": "c", "S": "1"})) as client:
        client.contact.get(7)
    assert server.last.headers["x-xsrf-token"] == "abc"
    assert server.last.headers["cookie"] == "XSRF-TOKEN=c; S=1"


PAGE = """# Lamps

## Authentication

Every request carries your key in the header `X-Lamp-Key`.

## Get a lamp

`GET /lamps/{id}`
"""


def test_a_plain_secret_goes_where_the_docs_say(
    server: Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "lamps.md").write_text(PAGE)
    given = Settings(
        pages=[tmp_path / "docs"],
        layout="rest",
        targets=["python"],
        package="keyed_lamps",
        title="Lamps",
    )
    write(tmp_path / "out", build(given).files)
    monkeypatch.syspath_prepend(tmp_path / "out" / "python")
    importlib.invalidate_caches()
    lamps: Any = importlib.import_module("keyed_lamps")
    server.answers(200, "1")
    monkeypatch.setenv("KEYED_LAMPS_TOKEN", "from the environment")
    for auth, sent in (("s3cret", "s3cret"), (None, "from the environment")):
        with lamps.Lamps(server.url, auth=auth) as client:
            client.request("GET", "/lamps/7")
        assert server.last.headers["x-lamp-key"] == sent
        assert "authorization" not in server.last.headers
