"""No text of the docs escapes its place in generated TypeScript, whatever field it is in."""

import json
import subprocess
from pathlib import Path

import pytest
from hostile_api import hostile_api
from test_hostile_model import HOSTILE, MARKER, files_of
from typescript_package import FOLDER, compiled, install

from generator.model import Api
from generator.output import write
from generator.targets import RenderedFile, load_pack

pytestmark = pytest.mark.slow


def package_of(api: Api, text: str) -> list[RenderedFile]:
    """All files, with the text in all settings that may hold any."""
    pack = load_pack("typescript", given={"name": text, "idempotent": [text]})
    return files_of(api, text, packs=[pack])


def parsed(files: dict[str, str]) -> dict[str, list[str]]:
    """What the compiler's own parser finds in each file."""
    install()
    done = subprocess.run(
        ["node", FOLDER / "parse.mjs"],
        input=json.dumps(files), capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def test_no_field_escapes() -> None:
    texts = [*HOSTILE, f"${{{MARKER}}}", f"`;{MARKER};`", f"*/{MARKER};/*", f"\\u0027+{MARKER}"]
    usual: set[str] = set()
    sources: dict[str, str] = {}
    for number, text in enumerate(["harmless", *texts]):
        for file in package_of(hostile_api(text), text):
            if file.path.endswith(".json"):
                json.loads(file.text)
            elif file.path.endswith(".ts"):
                sources[f"{number}/{file.path}"] = file.text
    for path, lines in parsed(sources).items():
        if path.startswith("0/"):
            usual |= set(lines)
        else:
            unusual = [line for line in lines if "hostile" in line or line.startswith("error")]
            assert unusual == [], path
    assert "calls Error" in usual or "calls TypeError" in usual


@pytest.mark.parametrize("text", ["*/ hostile() /*", "${hostile()}", "class", "日本語", ""])
def test_what_is_made_of_it_compiles(text: str, tmp_path: Path) -> None:
    api = hostile_api(text)
    # Its results are not divided into pages as it says.
    operations = tuple(o.model_copy(update={"paging": None}) for o in api.operations)
    write(tmp_path, package_of(api.model_copy(update={"operations": operations}), text))
    compiled(tmp_path / "typescript", common=False)


def test_the_parser_finds_what_it_is_asked_for() -> None:
    """The tests above can fail."""
    found = parsed({"a.ts": 'const a = "b" + hostile();', "b.ts": "const a = ;"})
    assert found["a.ts"] == ["calls hostile"]
    assert found["b.ts"] == ["error in line 1: Expression expected."]
