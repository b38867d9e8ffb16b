"""Modules of the generated client are imported when first needed, or all by ``preload()``."""

import json
import subprocess
import sys

import pytest
from conftest import REPOSITORY
from server import Recorder

pytestmark = pytest.mark.slow

PACKAGES = REPOSITORY / "generated" / "python"

FIRST_CALL = """
client = SuperOffice({url!r})
{before}
known = set(sys.modules)
client.contact.get(7)
print(json.dumps(sorted(set(sys.modules) - known)))
"""

FIRST_AWAITED_CALL = """
async def main():
    client = AsyncSuperOffice({url!r})
    {before}
    known = set(sys.modules)
    await client.contact.get(7)
    print(json.dumps(sorted(set(sys.modules) - known)))
    await client.close()

asyncio.run(main())
"""


@pytest.fixture
def server(server: Recorder) -> Recorder:
    """The shared one, with an answer that every call here can read."""
    server.answers(200, "{}")
    return server


def modules(code: str) -> list[str]:
    """The JSON that ``code`` prints when it is run in a process of its own."""
    head = "import asyncio, json, sys\nfrom superoffice import AsyncSuperOffice, SuperOffice\n"
    done = subprocess.run(
        [sys.executable, "-c", head + code],
        cwd=PACKAGES,
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[str] = json.loads(done.stdout)
    return found


def test_importing_the_client_loads_no_model_and_no_group() -> None:
    loaded = modules("print(json.dumps(sorted(sys.modules)))")
    assert not [name for name in loaded if name.startswith("superoffice.models")]
    assert not [name for name in loaded if name.startswith("superoffice.resources")]
    assert "pydantic.main" not in loaded
    assert "tenacity" not in loaded


def test_a_call_loads_its_own_group_and_models(server: Recorder) -> None:
    loaded = modules(FIRST_CALL.format(url=server.url, before=""))
    ours = {name for name in loaded if name.startswith("superoffice.")}
    assert "superoffice.models.contact_entity_with_links" in ours
    assert "superoffice.models.batch_task_info" not in ours
    assert "superoffice.resources.batch" not in ours


@pytest.mark.parametrize("groups", ["", "'contact'"])
def test_after_preload_a_first_call_loads_nothing(server: Recorder, groups: str) -> None:
    code = FIRST_CALL.format(url=server.url, before=f"client.preload({groups})")
    assert modules(code) == []


@pytest.mark.parametrize("groups", ["", "'contact'"])
def test_after_preload_a_first_awaited_call_loads_nothing(server: Recorder, groups: str) -> None:
    code = FIRST_AWAITED_CALL.format(url=server.url, before=f"await client.preload({groups})")
    assert modules(code) == []


def test_preload_names_what_it_does_not_know() -> None:
    code = """
try:
    SuperOffice("http://localhost").preload("contcat")
except ValueError as error:
    print(json.dumps([str(error)]))
"""
    assert modules(code)[0].startswith("no group 'contcat'; there is ai, ")


def test_models_say_what_they_are() -> None:
    code = """
from superoffice import models
try:
    models.Contcat
except AttributeError as error:
    print(json.dumps([str(error), *dir(models)]))
"""
    message, *names = modules(code)
    assert message == "module 'superoffice.models' has no attribute 'Contcat'"
    assert names == sorted(names)
    assert "ContactEntity" in names
