"""Tools by others accept our OpenAPI documents without a complaint; skipped where a tool is not
installed.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from interop.run import (
    CHECKS,
    Job,
    install,
    openapi_spec_validator,
    outcome,
    redocly,
    spectral,
)

from generator.config import Settings
from generator.incremental.session import build
from generator.output import write

pytestmark = pytest.mark.slow

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


@pytest.mark.parametrize(
    ("check", "options"),
    [
        (openapi_spec_validator, {"openapi_version": "3.0"}),
        (redocly, {"openapi_version": "3.0"}),
        (spectral, {"openapi_version": "3.0"}),
        (redocly, {"fragments": "shared"}),
        (spectral, {"examples": True, "provenance": True}),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_a_tool_takes_other_kinds_of_documents(
    check: Callable[[Job], None], options: dict[str, Any], spec_settings: Settings, tmp_path: Path
) -> None:
    built = build(spec_settings.model_copy(update={"targets": ["openapi"], **options}))
    write(tmp_path, built.files)
    assert outcome(check, tmp_path / "openapi" / "ContactEntity.yaml") == ""


def test_a_tool_notices_a_fault(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(FRAGMENT.read_text("utf-8").replace("operationId:", "operationID:"))
    assert outcome(spectral, broken)
