"""The client of each layout's example: typed for mypy and pyright, and clean for ruff and black.

All of them are checked at once, since checkers take longer to start than to check one.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from generator.config import Settings
from generator.incremental.session import build
from generator.incremental.store import Cache
from generator.output import write

pytestmark = pytest.mark.slow

SPECS = Path(__file__).parent.parent / "specs"
CHECKS = {
    "mypy": ["mypy", "--strict", "--config-file=", "--cache-dir=.cache"],
    "pyright": ["pyright", "--pythonpath", sys.executable],
    "ruff": ["ruff", "check", "--isolated"],
    "black": ["black", "--check", "-q"],
}


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a package a layout, but for the one that is in ``generated/``."""
    folder = tmp_path_factory.mktemp("layouts")
    with Cache(tmp_path_factory.mktemp("cache")) as cache:
        for pages in sorted(SPECS.iterdir()):
            if pages.name != "superoffice":
                settings = Settings(
                    pages=[pages], layout=pages.name, targets=["python"], package=f"of{pages.name}"
                )
                write(folder / pages.name, build(settings, cache=cache).files)
    return folder


@pytest.mark.parametrize("name", CHECKS)
def test_the_clients_of_all_layouts(name: str, packages: Path) -> None:
    found = [f"{folder.name}/python/of{folder.name}" for folder in sorted(packages.glob("[a-z]*"))]
    assert len(found) == len(list(SPECS.iterdir())) - 1
    done = subprocess.run(
        [sys.executable, "-m", *CHECKS[name], *found], cwd=packages, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
