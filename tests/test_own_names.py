"""Names from the docs that meet names of the templates: both stay what they are."""

import importlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import httpx2
import pytest
from linking import page, table
from pages import PAGE
from test_python_target import Lamps, forget

from generator.config import Settings
from generator.incremental.session import build
from generator.output import write
from generator.targets import load_pack


@pytest.fixture
def lamps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lamps]:
    monkeypatch.syspath_prepend(tmp_path / "out" / "python")
    forget()
    yield Lamps(tmp_path)
    forget()


def test_every_status_has_a_class(lamps: Lamps) -> None:
    """Also 418, whose phrase is more than words, and those that have none."""
    statuses = [306, 499, 599, *(int(status) for status in HTTPStatus if status >= 300)]
    rows = "\n".join(f"| {status} | No. |" for status in statuses)
    lamps.build(PAGE.replace("| 404 | No such lamp. |", rows))
    lamps.client()
    by_status = importlib.import_module("lamps.errors").BY_STATUS
    assert set(statuses) <= set(by_status)
    assert all(error.__name__.isidentifier() for error in by_status.values())


def own_words(*templates: str) -> list[str]:
    """Every word of some templates, in the casing that a page may have it in."""
    pack = load_pack("python")
    text = " ".join(pack.templates[name] for name in templates)
    return sorted({word.strip("_") for word in re.findall(r"[A-Za-z_]\w+", text)} - {""})


def test_models_may_be_called_anything(lamps: Lamps) -> None:
    """Also what the modules of models import, define and call; each is loaded and used."""
    words = [
        *own_words("models/init.py.jinja", "models/base.py.jinja", "models/model.py.jinja"),
        "Globals", "ImportModule", "Getattr", "_", "TypeChecking", "Str", "Date", "None",
    ]  # fmt: skip
    seen: dict[str, str] = {}
    for word in words:
        seen.setdefault(word.lower().replace("_", ""), "".join(w.title() for w in word.split("_")))
    rows = [table("Id|int32|", "Date|date-time|", f"Next|{name or '_'}|") for name in seen.values()]
    lamps.build(
        *(
            page(f"Get{number}", path=f"Lamp/G{number}", response=f"{name or '_'}\n{body}")
            for number, (name, body) in enumerate(zip(seen.values(), rows, strict=True))
        )
    )
    lamps.client().preload()
    models = lamps.models()
    names = dir(models)
    assert len(names) > len(seen) * 0.9
    for name in names:
        model = getattr(models, name)
        assert model.__name__ == name
        if name != "Model":
            assert model.model_validate({"Id": 7}).id == 7, name


@pytest.mark.parametrize(
    "tag", ["Raw", "Stream", "Close", "CachedProperty", "Contextmanager", "Async", "Type", "Cast"]
)
def test_tags_may_be_called_anything(tag: str, lamps: Lamps) -> None:
    lamps.build(page("Switch", tag=tag, path=f"{tag}/Switch"), page("Dim", path="Lamp/Dim"))
    client = lamps.client()
    found = [name for name in dir(client) if name.startswith(tag[:3].lower())]
    attribute = next(n for n in found if callable(getattr(getattr(client, n), "switch", None)))
    assert attribute.rstrip("_").replace("_", "").startswith(tag.lower())
    assert callable(client.lamp.dim)
    with client:
        client.preload()


def test_a_tag_may_be_called_as_the_async_form_of_another(tmp_path: Path) -> None:
    for tag in ("Lamp", "AsyncLamp", "AsyncAsyncLamp"):
        (tmp_path / f"{tag}.md").write_text(PAGE.replace("Lamp", tag))
    built = build(Settings(pages=[tmp_path], targets=["python"], package="lamps"))
    (client,) = (file.text for file in built.files if file.path.endswith("/_client.py"))
    typing_only = client.split("if TYPE_CHECKING:")[1].split("class ")[0]
    imported = re.findall(r"\w+Resource(?:_\d)?\b", typing_only)
    assert len(imported) == len(set(imported)) == 6


@pytest.mark.parametrize(
    "title",
    ["Response", "Pages", "Not Found", "Iterator", "Transport", "Raw", "httpx2", "email", "Any"],
)
def test_the_api_may_be_called_anything(title: str, tmp_path: Path) -> None:
    """The package is imported in a process of its own: it may hide what the client needs."""
    (tmp_path / "page.md").write_text(PAGE)
    built = build(Settings(layout="superoffice", pages=[tmp_path], targets=["python"], title=title))
    write(tmp_path / "out", built.files)
    package = next(f.path.split("/")[1] for f in built.files if f.path.endswith("_client.py"))
    client = re.findall(
        r"^class (\w+):", next(f.text for f in built.files if f.path.endswith("_client.py")), re.M
    )[0]
    code = (
        f"import {package} as p; p.{client}('https://x').preload();"
        f"assert isinstance(p.Response, type) and p.Response is not p.{client}"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path / "out" / "python",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("header", ["Header", "Secret", "Callable", "as_auth", "cast", 'X-"""+f()'])
def test_schemes_may_be_called_anything(header: str, lamps: Lamps) -> None:
    lamps.build(PAGE.replace("'SoTicket'", f"'{header}'"))
    lamps.client()
    auth = importlib.import_module("lamps.auth")
    assert auth.Header("X", "y") is not None
    assert isinstance(auth.as_auth("token"), auth.Header)


def test_a_get_with_a_body_and_a_next_link(lamps: Lamps) -> None:
    rows = table("value|array|", "odata.nextLink|string|")
    text = page(
        "GetAll", path="Lamp", request="LampId\n" + table("LampId|int32|"), response=f"L\n{rows}"
    ).replace("POST", "GET")
    lamps.build(text)
    client = lamps.client({"value": [1]})
    assert client.lamp.get_all(7).value == [1]
    (request,) = lamps.requests
    assert isinstance(request, httpx2.Request)
    assert json.loads(request.content) == 7
