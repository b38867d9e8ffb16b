"""Bodies that are forms: what a generated client sends, and what the OpenAPI document says."""

import importlib
import io
import json
import sys
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from server import Recorder

from generator.config import Settings
from generator.incremental.session import build
from generator.output import write

FORMS = """\
# lamps API methods

## Post a lamp {#post}

```http
POST /api/v1/lamps HTTP/1.1
```

Posts a lamp.

##### Form data parameters

name
: {{<required>}} String. Its name.

colours[]
: Array of String. Its colours.

on
: Boolean. Whether it is lit.

owner[name]
: String. Who has it.

## Upload a photo {#photo}

```http
POST /api/v1/photos HTTP/1.1
```

Uploads a photo.

##### Form data parameters

file
: {{<required>}} Object. The photo, encoded using multipart form data.

description
: String. What it shows.

fields[:index][name]
: String. A field.
"""

MESSAGE = """\
# Lamp Resource

## Send Message

<Route method="POST">/lamps/[\\{lamp.id\\}](/resources/lamp#lamp-object)/messages</Route>

Sends a message.

###### JSON/Form Params

| Field     | Type          | Description   |
|-----------|---------------|---------------|
| content?  | string        | the message   |
| files[n]? | file contents | files to send |
"""


class Built:
    """A client in a package of its own, and the OpenAPI document beside it."""

    def __init__(self, folder: Path, package: str, layout: str, text: str) -> None:
        pages = folder / "pages"
        pages.mkdir()
        (pages / "lamps.md").write_text(text, "utf-8")
        settings = Settings(pages=[pages], title=package, package=package, layout=layout)
        write(folder / "out", build(settings).files)
        self.document = json.loads(next(folder.rglob("openapi.json")).read_text("utf-8"))
        sys.path.insert(0, str(next(folder.rglob("_client.py")).parent.parent))
        try:
            self.module: Any = importlib.import_module(package)
        finally:
            sys.path.pop(0)


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(tmp_path_factory.mktemp("forms"), "formlamps", "mastodon", FORMS)


@pytest.fixture
def client(forms: Built, server: Recorder) -> Iterator[Any]:
    with forms.module.Formlamps(server.url) as client:
        yield client


def parts(server: Recorder) -> list[tuple[str, str | None, bytes]]:
    """Name, file name and content of each part of a multipart body."""
    head = f"Content-Type: {server.last.headers['content-type']}\r\n\r\n"
    message: Any = message_from_bytes(head.encode() + server.last.body)
    assert message.is_multipart()
    return [
        (
            part.get_param("name", header="content-disposition"),
            part.get_filename(),
            part.get_payload(decode=True),
        )
        for part in message.get_payload()
    ]


def test_a_form_is_sent_urlencoded(client: Any, server: Recorder) -> None:
    client.lamps.post_a_lamp("A & B", colours=["red", "blue"], on=True, owner={"name": "Ada"})
    assert server.last.headers["content-type"] == "application/x-www-form-urlencoded"
    assert parse_qsl(server.last.body.decode()) == [
        ("name", "A & B"),
        ("colours[]", "red"),
        ("colours[]", "blue"),
        ("on", "true"),
        ("owner[name]", "Ada"),
    ]


def test_what_is_left_out_is_not_sent(client: Any, server: Recorder) -> None:
    client.lamps.post_a_lamp("A", on=None)
    assert server.last.body == b"name=A"


def test_a_form_with_a_file_is_multipart(client: Any, server: Recorder, tmp_path: Path) -> None:
    photo = tmp_path / 'p"1.png'
    photo.write_bytes(b"\x89PNG\r\n--x")
    with photo.open("rb") as file:
        client.lamps.upload_a_photo(file, description="sea", fields={"0": {"name": "where"}})
    assert parts(server) == [
        ("file", "p%221.png", b"\x89PNG\r\n--x"),
        ("description", None, b"sea"),
        ("fields[0][name]", None, b"where"),
    ]
    client.lamps.upload_a_photo(io.BytesIO(b"abc"))
    assert parts(server) == [("file", "file", b"abc")]
    client.lamps.upload_a_photo(b"abc", description="two\nlines")
    assert parts(server)[1] == ("description", None, b"two\nlines")


def test_the_document_tells_the_media_types(forms: Built) -> None:
    post = forms.document["paths"]["/api/v1/lamps"]["post"]["requestBody"]["content"]
    assert list(post) == ["application/x-www-form-urlencoded"]
    photo = forms.document["paths"]["/api/v1/photos"]["post"]["requestBody"]["content"]
    assert list(photo) == ["multipart/form-data"]


def test_json_with_a_file_is_multipart_only_with_it(tmp_path: Path, server: Recorder) -> None:
    built = Built(tmp_path, "messagelamps", "discord", MESSAGE)
    content = built.document["paths"]["/lamps/{lamp.id}/messages"]["post"]["requestBody"]["content"]
    assert list(content) == ["application/json", "multipart/form-data"]
    with built.module.Messagelamps(server.url) as client:
        client.lamps.send_message("7", content="hello")
        assert server.last.headers["content-type"] == "application/json"
        assert json.loads(server.last.body) == {"content": "hello"}
        client.lamps.send_message("7", content="hello", files={"0": b"abc"})
        assert parts(server) == [("content", None, b"hello"), ("files[0]", "files[0]", b"abc")]


def test_clients_without_forms_have_no_module_for_them(spec_build: Any) -> None:
    names = {file.path for file in spec_build.files}
    assert any(name.endswith("_client.py") for name in names)
    assert not any(name.endswith("_forms.py") for name in names)
