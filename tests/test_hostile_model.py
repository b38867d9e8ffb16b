"""No text of the model escapes, whatever field it is in; new fields are covered by themselves."""

import ast
import json
import re
import tomllib
from collections.abc import Sequence
from typing import Any

import pytest
import yaml
from hostile_api import free_fields, hostile_api, texts
from markdown_it import MarkdownIt
from vocabulary import foreign

from generator.config import Settings
from generator.model import Api
from generator.targets import RenderedFile, load_pack, render
from generator.targets.pack import Pack
from generator.targets.template_options import template_options

MARKER = "hostile()"
HOSTILE = [
    f'"""+{MARKER}+"""', f"'''+{MARKER}+'''", f'"+{MARKER}+"', f"'+{MARKER}+'", f"\\{MARKER}",
    f'\\"""\n{MARKER}\n"""', f"\n{MARKER}\n", f"\r{MARKER}\r", f"\u2028{MARKER}\u2029",
    f"\x0c{MARKER}", f"# {MARKER}", f"{{{{ {MARKER} }}}}", f"{{% do {MARKER} %}}", f"{{{MARKER}}}",
    f"\\N{{BULLET}} \\x00 \\u12 {MARKER}", f"*/ {MARKER} /*", f"</script><script>{MARKER}",
    f"```\n{MARKER}\n```", f"| {MARKER} |", f"- a: &x *x !!python/name:os.system {MARKER}",
    f"{MARKER}\\", f'{MARKER}"', f"{MARKER}'", "\\", '"', "", " ", "None", "class", "_", "../..",
    "\u202eevil\u202c", "\x00\x1b[31m", "a" * 300, "é" * 200, "日本語", "1", "Response", "self",
]  # fmt: skip


def files_of(
    api: Api, text: str, version: str = "3.1", packs: Sequence[Pack] = ()
) -> list[RenderedFile]:
    """All files of some targets, OpenAPI and Python if none are given, with the text in all
    settings that may hold any.
    """
    settings = Settings(
        title=text or "Lamps", version=text, release=text, license=text, docs_url=f"{text}{{page}}",
        server=text, examples=True, provenance=True,
        openapi_version="3.0" if version == "3.0" else "3.1",
    )  # fmt: skip
    packs = packs or [load_pack(name) for name in ("openapi", "python")]
    options = template_options(settings, api)
    return [file for found in render(api, packs, options) for file in found.files]


def test_every_text_of_the_model_is_hostile() -> None:
    """Fails where the model has a field that the corpus leaves empty."""
    api = hostile_api(MARKER)
    filled = {(owner, name) for owner, name, text in texts(api) if MARKER in text}
    assert free_fields() - filled == set()
    assert len(filled) > 50


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_field_escapes(text: str) -> None:
    api = hostile_api(text)
    documents: dict[str, Any] = {}
    for file in files_of(api, text):
        name = file.path.split("/")[-1]
        if name.endswith(".py"):
            assert foreign(file.text) == [], file.path
            assert "hostile" not in calls_in(file.text), file.path
        elif name.endswith(".yaml"):
            documents[name] = yaml.safe_load(file.text)
        elif name.endswith(".json"):
            documents[name] = json.loads(file.text)
        elif name.endswith(".toml"):
            assert set(tomllib.loads(file.text)) == {"build-system", "project", "tool"}
        elif name.endswith(".md"):
            kinds = {token.type for token in every_token(file.text)}
            assert not kinds & {"html_block", "html_inline", "image"}, file.path
        assert re.fullmatch(r"[\w./-]+", file.path, re.ASCII), file.path
    assert documents["openapi.json"] == documents["openapi.yaml"]


def calls_in(text: str) -> set[str]:
    """What is called by its name alone."""
    nodes = ast.walk(ast.parse(text))
    return {ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)}


def every_token(text: str) -> list[Any]:
    tokens = MarkdownIt("commonmark").parse(text)
    return [*tokens, *(inner for token in tokens for inner in token.children or ())]


@pytest.mark.parametrize("version", ["3.0", "3.1"])
def test_long_keys_are_the_same_in_yaml_and_json(version: str) -> None:
    """PyYAML writes a key of more than 128 characters apart from its value."""
    api = hostile_api("a b" * 60)
    operation = api.operations[0].model_copy(
        update={"path": "/" + "lamp " * 40, "path_fragment": "", "method": "GET"}
    )
    other = operation.model_copy(update={"method": "PUT", "operation_id": "other"})
    api = api.model_copy(update={"operations": (operation, other)})
    found = {file.path: file.text for file in files_of(api, "x", version)}
    document = json.loads(found["openapi/openapi.json"])
    assert yaml.safe_load(found["openapi/openapi.yaml"]) == document
    assert {"get", "put"} == set(document["paths"]["/" + "lamp " * 40])
