"""Beyond documented operations: requests of one's own, the environment, the README's example."""

import asyncio
import logging
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import superoffice
from conftest import CORPUS, REPOSITORY
from pages import PAGE
from server import Recorder
from superoffice import AsyncSuperOffice, NotFound, SuperOffice
from superoffice.models import ContactEntity

from generator.config import Settings
from generator.incremental.session import build
from generator.output import write


def test_a_request_of_ones_own(server: Recorder) -> None:
    server.answers(200, '{"ContactId": 7}')
    with SuperOffice(server.url, auth="token", so_language="nb") as client:
        contact = client.request("get", "/api/v1/New/7", cast_to=ContactEntity, query={"a": 1})
        assert contact.contact_id == 7
        assert (server.last.method, server.last.path) == ("GET", "/api/v1/New/7")
        assert server.last.query == [("a", "1")]
        assert server.last.headers["authorization"] == "Bearer token"
        assert server.last.headers["so-language"] == "nb"
        assert client.request("POST", "/x", body={"a": contact}) == {"ContactId": 7}
        assert server.last.body == b'{"a":{"ContactId":7}}'
        assert client.request("PUT", "/x", body=b"GIF", cast_to=bytes) == b'{"ContactId": 7}'
        assert server.last.headers["content-type"] == "application/octet-stream"
        server.answers(404, "")
        with pytest.raises(NotFound, match="GET /x: 404"):
            client.request("GET", "/x")
        for path in ("x", "https://evil.example/", "@evil.example/", "/a\nb"):
            with pytest.raises(ValueError, match="slash"):
                client.request("GET", path)
        with pytest.raises(TypeError, match="did you mean 'timeout'"):
            client.request("GET", "/x", time_out=1)  # type: ignore[call-overload]

    async def main() -> None:
        async with AsyncSuperOffice(server.url) as client:
            server.answers(200, "[1]")
            assert await client.request("GET", "/x") == [1]

    asyncio.run(main())


def test_extra_query_and_body(server: Recorder) -> None:
    server.answers(200, "{}")
    with SuperOffice(server.url) as client:
        client.contact.put(7, ContactEntity(name="x"), extra_body={"New": 1}, extra_query={"n": 2})
        assert server.last.body == b'{"Name":"x","New":1}'
        assert server.last.query == [("n", "2")]
        client.contact.delete(7, extra_body={"New": 1})
        assert server.last.body == b'{"New":1}'
        with pytest.raises(TypeError, match="extra_body"):
            client.contact.save_image(7, b"GIF", extra_body={"New": 1})


def test_settings_from_the_environment(server: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answers(200, "{}")
    with pytest.raises(TypeError, match="SUPEROFFICE_BASE_URL"):
        SuperOffice()
    monkeypatch.setenv("SUPEROFFICE_BASE_URL", server.url)
    monkeypatch.setenv("SUPEROFFICE_TOKEN", "of-the-environment")
    for options, sent in (({}, "of-the-environment"), ({"auth": "mine"}, "mine")):
        with SuperOffice(**options) as client:  # type: ignore[arg-type]
            client.contact.get(7)
        assert server.last.headers["authorization"] == f"Bearer {sent}"
    monkeypatch.setenv("SUPEROFFICE_TOKEN", "s3cret\n")
    with pytest.raises(ValueError, match="line end") as caught:
        SuperOffice()
    assert "s3cret" not in str(caught.value)


@pytest.mark.slow
def test_the_log_of_the_environment(server: Recorder) -> None:
    server.answers(200, "{}")
    code = f"from superoffice import SuperOffice; SuperOffice({server.url!r}).contact.get(7)"
    for level, shown in (("debug", True), ("error", False), ("", False)):
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", code],
            cwd=REPOSITORY / "generated" / "python",
            env={"SUPEROFFICE_LOG": level},
            capture_output=True,
            text=True,
            check=True,
        )
        assert ("GET /api/v1/Contact/7: 200" in done.stderr) is shown


def test_what_users_annotate_is_exported() -> None:
    for name in ("Download", "AsyncDownload", "Secret", "Token", "Pages", "Response"):
        assert name in superoffice.__all__
        assert hasattr(superoffice, name)
    assert not logging.getLogger("superoffice").handlers


def readme_of(pages: Path, out: Path) -> str:
    built = build(Settings(pages=[pages], targets=["python"], title="Called", package="readme"))
    write(out, built.files)
    readme = (out / "python" / "README.md").read_text()
    return str(re.findall(r"```python\n(.*?)```", readme, re.DOTALL)[0])


def run_example(code: str, out: Path, url: str) -> None:
    code = re.sub(r'Called\("[^"]*"', f"Called({url!r}", code)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=out / "python", capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_the_readmes_first_call_works(server: Recorder, tmp_path: Path) -> None:
    server.answers(200, "{}")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text(PAGE)
    run_example(readme_of(tmp_path / "docs", tmp_path / "out"), tmp_path / "out", server.url)
    assert server.last.path == "/api/v1/Agents/Lamp/Switch"


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus of real pages beside this checkout")
def test_the_readmes_first_call_of_one_real_page(server: Recorder, tmp_path: Path) -> None:
    server.answers(200, "1")
    run_example(readme_of(CORPUS / "seed", tmp_path), tmp_path, server.url)
    assert len(server.requests) == 1


def test_deprecated_operations_warn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.targets import load_pack, render
    from generator.targets.template_options import template_options

    (tmp_path / "page.md").write_text(PAGE)
    settings = Settings(pages=[tmp_path], targets=["python"], title="Old", package="oldlamps")
    api = build(settings).api
    old = [op.model_copy(update={"deprecated": True}) for op in api.operations]
    api = api.model_copy(update={"operations": tuple(old)})
    (rendered,) = render(api, [load_pack("python")], template_options(settings, api))
    write(tmp_path / "out", list(rendered.files))
    monkeypatch.syspath_prepend(tmp_path / "out" / "python")
    package: Any = __import__("oldlamps")
    client = package.Old("http://127.0.0.1:9")
    with pytest.warns(DeprecationWarning, match="switch is deprecated"), suppress(Exception):
        client.lamp.switch(lamp_id=7, timeout=0.01, max_retries=0)
