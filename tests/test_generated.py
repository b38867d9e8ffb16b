"""The Python output is formatted, passes type checkers, and runs nothing that a page says."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import black
import pytest
from conftest import REPOSITORY
from pages import PAGE
from test_python_target import forget

from generator.config import Settings
from generator.incremental.session import build
from generator.output import write

PACKAGE = REPOSITORY / "generated" / "python" / "superoffice"


def run(*command: object) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *map(str, command)],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_mypy_strict() -> None:
    run("mypy", "--strict", "--config-file=", "superoffice")


@pytest.mark.slow
def test_pyright() -> None:
    run("pyright", "--pythonpath", sys.executable, "superoffice")


def test_ruff() -> None:
    run("ruff", "check", "--isolated", "superoffice")


@pytest.mark.slow
def test_black_clean() -> None:
    for file in PACKAGE.rglob("*.py"):
        text = file.read_text("utf-8")
        assert black.format_str(text, mode=black.Mode()) == text


def test_everything_public_has_a_docstring() -> None:
    for file in PACKAGE.rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                name = getattr(node, "name", "module")
                overload = any(
                    isinstance(d, ast.Name) and d.id == "overload"
                    for d in getattr(node, "decorator_list", ())
                )
                # Of a model that no page describes there is nothing to say but its name.
                is_model = not isinstance(node, ast.FunctionDef) and file.parent.name == "models"
                silent = name.startswith("_") or overload or is_model
                assert silent or ast.get_docstring(node), (file, name)


HOSTILE = [
    '"""\nimport os\nos.abort()\n"""',
    "\\",
    '\\"""',
    "\\N{DASH} \\x41 {0} {{ 7 * 7 }} {% raw %} %(x)s",
    'ends with a quote"',
    "'''",
    "a\u202eb\u0000c\u2028d",
    "<script>alert(1)</script> `code` [x](javascript:alert(1))",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_page_becomes_code(text: str, tmp_path: Path) -> None:
    """The output differs from that of a harmless page in nothing but the text of strings."""
    flat = text.replace("\n", " ").replace("|", "")
    hostile = _trees(tmp_path / "a", flat.replace("\u0000", ""))
    harmless = _trees(tmp_path / "b", "harmless")
    assert hostile == harmless


def _trees(folder: Path, text: str) -> dict[str, str]:
    folder.mkdir()
    page = (
        PAGE.replace("Switches a lamp.", text)
        .replace("Which lamp", text)
        .replace("Primary key", text)
        .replace("No such lamp.", text)
        .replace("Which language", text)
    )
    (folder / "page.md").write_text(page)
    built = build(Settings(pages=[folder], title="Lamps"))
    return {
        file.path: ast.dump(_Blank().visit(ast.parse(file.text)))
        for file in built.files
        if file.path.endswith(".py")
    }


class _Blank(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return ast.Constant("") if isinstance(node.value, str) else node


@pytest.mark.parametrize(
    "name",
    [
        "__class__",
        "class",
        "model_config",
        "../../x",
        "CON",
        "a\u202eb",
        "1st",
        "x" * 300,
        "é",
        "$$",
    ],
)
def test_any_name_is_a_safe_identifier(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = PAGE.replace("| Name | string |", f"| {name} | string |").replace(
        "| LampId | Integer |", f"| {name} | Integer |"
    )
    (tmp_path / "page.md").write_text(page)
    built = build(Settings(pages=[tmp_path], title="Lamps"))
    assert not [file.path for file in built.files if ".." in file.path]
    write(tmp_path / "out", built.files)
    monkeypatch.syspath_prepend(tmp_path / "out" / "python")
    forget()
    lamp = importlib.import_module("lamps.models").Lamp
    dumped = lamp.model_validate({name: "x"}).model_dump(by_alias=True, exclude_unset=True)
    assert dumped == {name: "x"}
    importlib.import_module("lamps").Lamps("http://localhost").preload()
