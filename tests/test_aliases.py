"""A name that was changed goes on working: in calls, in types, and with a warning at the caller."""

import asyncio
import importlib
import shutil
import subprocess
import sys
import textwrap
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import black
import httpx2
import pytest
from black.mode import TargetVersion
from conftest import REPOSITORY

from generator.commands.options import Project
from generator.commands.rename import change_name
from generator.config import Settings, load_settings
from generator.incremental.session import build
from generator.incremental.store import Cache
from generator.output import write, write_lock
from generator.pipeline import PlainSteps, load_inputs
from generator.pipeline import build as build_plainly

pytestmark = pytest.mark.slow

RENAMED = (
    ("batch", "jobs"),
    ("jobs.start_batch_job", "start"),
    ("jobs.start.batch_task_info", "task"),
    ("batch.get_batch_task_info", "info"),
    ("contact.get_all.top", "limit"),
    ("BatchTaskInfo", "Task"),
    ("Task.progress_percent", "percent"),
)

OLD = """
def use(so: SuperOffice) -> None:
    task = models.BatchTaskInfo(progress_percent=7)
    task.progress_percent = 8
    so.batch.start_batch_job(batch_task_info=task)
    so.batch.get_batch_task_info(7, select=["Name"])
    so.contact.get_all(top=5)


async def use_async(so: AsyncSuperOffice) -> None:
    await so.batch.start_batch_job(batch_task_info=models.BatchTaskInfo())
    info: models.BatchTaskInfo = await so.batch.get_batch_task_info(7, select=["Name"])
    print(info.progress_percent)
    so.contact.get_all(top=5)
"""
"""Code that was written before the names were changed."""

NEW = """
def use(so: SuperOffice) -> None:
    task = models.Task(percent=7)
    task.percent = 8
    so.jobs.start(task)
    so.jobs.start(task=task)
    info: models.Task = so.jobs.info(7, select=["Name"])
    print(info.percent)
    so.contact.get_all(limit=5)
"""

HEAD = "from superoffice import AsyncSuperOffice, SuperOffice, models\n"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A copy of the repository's project, built, renamed, and built again."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(REPOSITORY / "specs", folder / "specs")
    shutil.copy(REPOSITORY / "docs2sdk.toml", folder)
    settings = load_settings(folder / "docs2sdk.toml")
    first = build(settings)
    write(settings.out, first.files)
    write_lock(settings.lock_file, first.lock)
    for old, new in RENAMED:
        change_name(Project(settings, None), old, new, "python", "")
    built = build(settings)
    assert [*built.lock] == [*load_inputs(settings).lock.extended([])]
    write(settings.out, built.files)
    return settings


@pytest.fixture
def package(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The package, imported in place of the committed one."""

    def forget() -> dict[str, Any]:
        names = [name for name in sys.modules if name.split(".")[0] == "superoffice"]
        return {name: sys.modules.pop(name) for name in names}

    before = forget()
    monkeypatch.syspath_prepend(settings.out / "python")
    importlib.invalidate_caches()
    yield importlib.import_module("superoffice")
    forget()
    sys.modules.update(before)


@contextmanager
def recorded() -> Iterator[list[warnings.WarningMessage]]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield caught
    assert {warning.category for warning in caught} == {DeprecationWarning}


def answer(request: httpx2.Request) -> httpx2.Response:
    if request.url.path.endswith("StartBatchJob"):
        return httpx2.Response(200, json=17)
    return httpx2.Response(200, json={"ProgressPercent": 7, "value": []})


def test_old_code_runs_and_warns_where_it_stands(package: Any) -> None:
    models = importlib.import_module("superoffice.models")
    http = httpx2.Client(transport=httpx2.MockTransport(answer))
    so = package.SuperOffice("https://example.com", "token", http_client=http)
    calls: dict[str, Callable[[], object]] = {
        "batch is now jobs": lambda: so.batch,
        "start_batch_job is now start": lambda: so.jobs.start_batch_job(models.Task()),
        "batch_task_info is now task": lambda: so.jobs.start(batch_task_info=models.Task()),
        "top is now limit": lambda: so.contact.get_all(top=5),
        "models.BatchTaskInfo is now models.Task": lambda: models.BatchTaskInfo,
        "progress_percent is now percent": lambda: models.Task(progress_percent=7),
    }
    for message, call in calls.items():
        with pytest.warns(DeprecationWarning, match="is now") as caught:
            call()
        (warning,) = caught
        assert str(warning.message) == message
        assert warning.filename == __file__, message


def test_a_field_by_its_old_name(package: Any) -> None:
    models = importlib.import_module("superoffice.models")
    with recorded() as caught:
        task = models.Task(progress_percent=7)
        assert task.progress_percent == 7
        task.progress_percent = 8
    assert [warning.filename for warning in caught] == [__file__] * 3
    assert (task.percent, task.model_dump(by_alias=True, exclude_unset=True)) == (
        8,
        {"ProgressPercent": 8},
    )
    with recorded() as caught:
        assert models.Task.model_validate({"progress_percent": 7}).percent == 7
    assert [warning.filename for warning in caught] == [__file__]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        # What a server sends goes by the names of the wire.
        read = models.Task.model_validate_json('{"ProgressPercent": 7, "progress_percent": 9}')
    assert (read.percent, read.model_extra) == (7, {"progress_percent": 9})


def test_an_old_name_is_the_same_thing(package: Any) -> None:
    with pytest.warns(DeprecationWarning, match="is now"):
        from superoffice.models import BatchTaskInfo
    from superoffice.models import Task  # type: ignore[attr-defined]  # Made by this test.

    assert BatchTaskInfo is Task
    http = httpx2.Client(transport=httpx2.MockTransport(answer))
    so = package.SuperOffice("https://example.com", "token", http_client=http)
    with pytest.warns(DeprecationWarning, match="is now"):
        assert so.batch is so.jobs
    so.preload("batch", "contact")
    with pytest.warns(DeprecationWarning, match="is now"):
        assert so.raw(so.jobs.get_batch_task_info, 7).data.percent == 7
    with (
        pytest.warns(DeprecationWarning, match="is now"),
        pytest.raises(TypeError, match="got both"),
    ):
        so.jobs.start(batch_task_info=Task(), task=Task())


def test_the_asynchronous_twin(package: Any) -> None:
    async def use() -> None:
        http = httpx2.AsyncClient(transport=httpx2.MockTransport(answer))
        so = package.AsyncSuperOffice("https://example.com", "token", http_client=http)
        with recorded() as caught:
            job = await so.batch.start_batch_job(package.models.Task())
            info = await so.jobs.get_batch_task_info(7)
            again = await so.jobs.start(batch_task_info=package.models.Task())
        assert (job, info.percent, again) == (17, 7, 17)
        assert [warning.filename for warning in caught] == [__file__] * 4
        await so.preload("batch")

    importlib.import_module("superoffice.models")
    asyncio.run(use())


def checked(checker: str, settings: Settings, code: str, tmp_path: Path, *options: str) -> str:
    script = tmp_path / "use.py"
    script.write_text(HEAD + textwrap.dedent(code))
    done = subprocess.run(
        [sys.executable, "-m", checker, *options, str(script)],
        cwd=settings.out / "python",
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", "MYPYPATH": str(settings.out / "python"), "HOME": "/tmp"},  # noqa: S108
    )
    return done.stdout + done.stderr


STRICT = ("--strict", "--enable-error-code", "deprecated")


def test_old_code_has_its_types_and_is_told_in_the_editor(
    settings: Settings, tmp_path: Path
) -> None:
    told = checked("mypy", settings, OLD, tmp_path, *STRICT)
    errors = [line for line in told.splitlines() if "error:" in line]
    assert errors
    assert [line for line in errors if "[deprecated]" not in line] == []
    for message in (
        "batch is now jobs",
        "get_batch_task_info is now info",
        "top is now limit",
        "start_batch_job is now start, and batch_task_info is now task",
        "progress_percent is now percent",
    ):
        assert message in told, message


def test_new_code_is_told_nothing(settings: Settings, tmp_path: Path) -> None:
    assert "Success" in checked("mypy", settings, NEW, tmp_path, *STRICT)


def is_laid_out(text: str) -> bool:
    return black.format_str(text, mode=black.Mode(target_versions={TargetVersion.PY311})) == text


def test_the_package_is_typed_and_laid_out(settings: Settings) -> None:
    package = settings.out / "python" / "superoffice"
    for file in package.rglob("*.py"):
        text = file.read_text("utf-8")
        assert is_laid_out(text), file
    for checker in (("mypy", "--strict"), ("pyright", "--pythonpath", sys.executable)):
        done = subprocess.run(
            [sys.executable, "-m", *checker, "superoffice"],
            cwd=package.parent,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout


def test_caches_know_of_aliases(settings: Settings, tmp_path: Path) -> None:
    plain = build_plainly(load_inputs(settings), PlainSteps())
    for _ in range(2):
        with Cache(tmp_path / "cache") as cache:
            assert build(settings, cache=cache) == plain
    change_name(Project(settings, None), "jobs.info", "about", "python", "")
    with Cache(tmp_path / "cache") as cache:
        again = build(settings, cache=cache)
    assert again == build_plainly(load_inputs(settings), PlainSteps())
    assert again.files != plain.files
    change_name(Project(settings, None), "jobs.about", "info", "python", "")
    change_name(Project(settings, None), "jobs.about", "", "python", "")
    with Cache(tmp_path / "cache") as cache:
        assert build(settings, cache=cache) == plain
