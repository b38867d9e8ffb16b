"""Pages are data, also those that somebody wrote to break a build."""

import ast
import json
import os
import time
from pathlib import Path

import black
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pages import PAGE, codes
from rendering import files_of, linked, page_of
from vocabulary import foreign

from generator.config import Settings
from generator.files import LARGEST
from generator.incremental.session import build
from generator.pipeline import Build

SAMPLE = "\n## Sample response\n\n```http_\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n"
AWKWARD = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            '"""', "'''", "\\", '\\"', '"', "'", "\\N{BULLET}", "{{ 7 * 7 }}", "{% raw %}", "#}",
            "%}", "${jndi}", "`", "|", "<!--", "]]>", "\r", "\x00", "\u202eevil\u202c", "\u2028",
            "\ufeff", "__class__", "__import__('os').system('true')", "../../x", "..\\x",
            "/etc/passwd", "CON", "nul", "a" * 300, "\ud83d\ude00", "&a [*a]",
            "!!python/object", "- a: b", "---",
            "...", "part_0_0", "import os", "\n    import os\n", "None", "class", "self",
            "*", "**", "@", "<![", "<!x", "<?php", "x\n\n\x00",
        ]
    ),
)  # fmt: skip
PLACES = (
    "Switches a lamp.",
    "Which lamp",
    "LampId",
    "Which language",
    "SO-Language",
    "On, Off, Blinking",
    "No such lamp.",
    "Primary key",
    "int32",
    "v1LampAgent_Switch",
    "Response: Lamp",
    "LampId, State",
    "$select",
    "/api/v1/Agents/Lamp/Switch",
    "POST Agents/Lamp/Switch",
)


def built(tmp_path: Path, **pages: str | bytes) -> Build:
    docs = tmp_path / "docs"
    docs.mkdir()
    for name, text in pages.items():
        data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        (docs / f"{name}.md").write_bytes(data)
    return build(Settings(pages=[docs], targets=["openapi"]))


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(st.sampled_from(PLACES), AWKWARD, min_size=1, max_size=4))
def test_no_text_escapes(texts: dict[str, str]) -> None:
    """In no place of a page: not into code, its layout, JSON, YAML, or out of the folder."""
    page = PAGE
    for place, text in texts.items():
        page = page.replace(place, text)
    read = page_of(page.encode("utf-8", "surrogatepass"))
    for file in files_of(linked(read)):
        if file.path.endswith(".py"):
            assert foreign(file.text) == [], file.path
            assert black.format_str(file.text, mode=black.Mode()) == file.text, file.path
        elif file.path.endswith(".yaml"):
            assert set(yaml.safe_load(file.text)) >= {"openapi", "info", "paths"}
        parts = Path(file.path).parts
        assert ".." not in parts
        assert not Path(file.path).is_absolute()
        assert max(map(len, parts)) < 120
        assert file.path.isascii()


@pytest.mark.parametrize("name", ['a"""+b()+""".md', 'a"".md', '"""', "a\\", "a\n\nimport os.md"])
def test_no_name_of_a_file_escapes(name: str) -> None:
    """Docstrings show the page that they are from."""
    for file in files_of(linked(page_of(PAGE.encode(), name))):
        if file.path.endswith(".py"):
            assert foreign(file.text) == [], file.path


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.binary(max_size=2000) | st.text(max_size=2000).map(lambda t: t.encode("utf-8", "replace"))
)
def test_any_bytes_are_a_page_or_a_diagnostic(data: bytes) -> None:
    read = page_of(data)
    assert read.operation or read.diagnostics or read.kind in ("index", "other")


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("---\na: &a [1]\nb: *a\n---\n" + PAGE.split("---\n", 2)[2], "DOC105"),
        ("---\na: !!python/name:os.system\n---\n" + PAGE.split("---\n", 2)[2], "DOC105"),
        ("---\na: " + "[" * 100_000 + "\n---\n" + PAGE.split("---\n", 2)[2], "DOC105"),
        (PAGE + SAMPLE + "[" * 100_000 + "]" * 100_000 + "\n```\n", "DOC209"),
        (PAGE + SAMPLE + '{"a":' * 50_000 + "1" + "}" * 50_000 + "\n```\n", "DOC209"),
        (PAGE + SAMPLE + "9" * 100_000 + "\n```\n", "DOC209"),
        (PAGE + SAMPLE + '{"a\\ud800": "b"}\n```\n', "DOC209"),
        ('---\na: "\\ud800"\n---\n' + PAGE.split("---\n", 2)[2], "DOC105"),
        (PAGE + "x" * 50_000_000, "DOC110"),
        (PAGE + "| a | b |\n|---|---|\n" + "| a | b |\n" * 1_000_000, "DOC110"),
        (PAGE.replace("int32", "Enum: " + ",".join(f"v{i}" for i in range(20_000))), "DOC212"),
        (PAGE.replace("int32", "a[]" + "[]" * 10_000), "DOC212"),
    ],
    ids=[
        "anchors", "tags", "deep yaml", "deep array", "deep object", "long number",
        "half a character in JSON", "half a character in YAML", "50 MB",
        "a million rows", "long enum", "deep type",
    ],
)  # fmt: skip
def test_too_much_is_a_diagnostic_in_no_time(page: str, code: str, tmp_path: Path) -> None:
    started = time.process_time()
    found = built(tmp_path, page=page)
    assert code in codes(found.diagnostics)
    assert time.process_time() - started < 10


@pytest.mark.slow
def test_the_largest_page_takes_seconds() -> None:
    """Of blocks that take the longest; a limit for a hang, no measurement."""
    for line in ("# a\n", "- a\n", "> > > a\n", "[!include[a](b ", "`", "<a>\n\n", "| a |\n"):
        started = time.process_time()
        page_of((PAGE + "\n\n" + line * (LARGEST // len(line)))[: LARGEST - 1].encode())
        assert time.process_time() - started < 30, line


def test_names_that_no_disk_takes(tmp_path: Path) -> None:
    names = ["../../x", "CON", "nul", "a\u202eb", "a" * 300, "A" * 300, "__class__", "lamp", "LAMP"]
    pages = {
        f"p{number}": PAGE.replace("v1LampAgent_Switch", f"v1{name}_Switch").replace(
            "Lamp/Switch", f"Lamp/Switch{number}"
        )
        for number, name in enumerate(names)
    }
    found = built(tmp_path, **pages)
    paths = [file.path.lower() for file in found.files]
    assert len(set(paths)) == len(paths)
    stems = {Path(path).name.split(".")[0] for path in paths}
    assert not stems & {"con", "nul", "aux", "prn"}
    assert all(len(stem) < 120 and stem.isascii() for stem in stems)


def test_python_names_of_classes_fall_together_nowhere() -> None:
    rows = "".join(
        f"| {name} | string | x |\n" for name in ("a b", "a_b", "A-B", "__class__", "self", "1")
    )
    page = PAGE.replace("| Name | string |  |\n", rows)
    for file in files_of(linked(page_of(page.encode()))):
        if file.path.endswith("lamp.py"):
            for node in ast.walk(ast.parse(file.text)):
                if isinstance(node, ast.ClassDef):
                    fields = [n.target for n in node.body if isinstance(n, ast.AnnAssign)]
                    found = [ast.unparse(field) for field in fields]
                    assert len(found) == len(set(found))


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_no_link_leads_out(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text(PAGE)
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.md").symlink_to(secret)
    (docs / "b.md").write_text(PAGE.replace("Switch", "Dim") + "\n[!include[x](inside.md)]\n")
    (docs / "inside.md").symlink_to(secret)
    (docs / "c.md").symlink_to(docs / "c.md")
    os.mkfifo(docs / "pipe.md")
    found = build(Settings(pages=[docs], targets=["openapi"]))
    assert {"DOC106", "DOC109", "DOC111"} <= set(codes(found.diagnostics))
    assert [op.operation_id for op in found.api.operations] == ["v1LampAgent_Dim"]


def test_an_include_that_multiplies(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for number in range(12):
        (docs / f"i{number}.txt").write_text(f"[!include[x](i{number + 1}.txt)]\n\n" * 20)
    (docs / "i12.txt").write_text("x" * 1000)
    (docs / "page.md").write_text(PAGE + "\n[!include[x](i0.txt)]\n")
    started = time.process_time()
    found = build(Settings(pages=[docs], targets=["openapi"]))
    assert "DOC110" in codes(found.diagnostics)
    assert time.process_time() - started < 10


def test_a_mark_in_a_page_is_only_text(tmp_path: Path) -> None:
    page = PAGE.replace("On, Off", "part_0123456789abcdef_0, Off").replace(
        "Switches a lamp.", 'Switches "part_0123456789abcdef_1".'
    )
    document = json.loads(
        next(f.text for f in built(tmp_path, page=page).files if f.path.endswith("openapi.json"))
    )
    (operation,) = document["paths"]["/api/v1/Agents/Lamp/Switch"].values()
    assert operation["summary"] == 'Switches "part_0123456789abcdef_1".'


@pytest.mark.slow
@pytest.mark.parametrize("place", ["LampId", "v1LampAgent_Switch", "Response: Lamp", "Which lamp"])
def test_names_of_all_lengths_are_laid_out_as_black_would(place: str) -> None:
    """Where lines just fit, and where they just do not."""
    for length in range(1, 100, 3):
        name = place[:-1] + "x" * length
        page = page_of(PAGE.replace(place, name).replace("Lamp |", f"{name} |").encode())
        for file in files_of(linked(page)):
            if file.path.endswith(".py"):
                assert black.format_str(file.text, mode=black.Mode()) == file.text, length
