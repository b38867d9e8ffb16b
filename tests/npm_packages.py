"""Tools from npm, installed beside their lock files, for tests that use them."""

import shutil
import subprocess
from pathlib import Path

import pytest


def install(folder: Path, wanted: Path) -> None:
    """Install what the lock file in ``folder`` names, where ``wanted`` is not there yet. Skips the
    test where there is no npm.
    """
    if wanted.exists():
        return
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(f"no npm on this machine to install {wanted.name} with")
    subprocess.run(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=300,
    )
