"""Tools by others take our documents without a word, as far as they are on this machine."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import REPOSITORY
from interop.run import CHECKS, Job, install, outcome, spectral

FRAGMENT = REPOSITORY / "generated" / "openapi" / "ContactEntity.yaml"


@pytest.fixture(scope="module", autouse=True)
def _tools() -> None:
    for command in ("npm", "java"):
        if shutil.which(command) is None:
            pytest.skip(f"no {command} on this machine to run the tools with")
    install()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_tool_takes_a_fragment(check: Callable[[Job], None]) -> None:
    assert outcome(check, FRAGMENT) == ""


def test_a_tool_notices_a_fault(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(FRAGMENT.read_text("utf-8").replace("operationId:", "operationID:"))
    assert outcome(spectral, broken)
