"""The same bytes come out, whoever does the work and however much is done again."""

import gc
import random
import shutil
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import REPOSITORY
from distributed import LocalCluster

from generator.config import Settings
from generator.docs import Page
from generator.incremental.pickles import loads
from generator.incremental.session import build
from generator.incremental.store import Cache
from generator.targets import RenderedFile
from generator.workers.executors import ExecutorError

pytestmark = pytest.mark.slow


def files(settings: Settings, cache: Cache | None = None) -> list[RenderedFile]:
    return build(settings, cache=cache).files


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """More pages than one process reads by itself."""
    docs = tmp_path / "docs"
    for number in range(4):
        shutil.copytree(REPOSITORY / "specs" / "superoffice", docs / f"copy{number}")
        for page in (docs / f"copy{number}").rglob("*.md"):
            text = page.read_text("utf-8")
            page.write_text(
                text.replace("Agent_", f"Agent{number}_").replace("Entity_", f"E{number}_")
            )
    return docs


@pytest.mark.parametrize("jobs", [2, 3])
def test_any_number_of_processes(jobs: int, many: Path) -> None:
    one = files(Settings(pages=[many], jobs=1))
    assert len(one) > 60
    assert files(Settings(pages=[many], jobs=jobs)) == one


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """A scheduler and two workers, each a process that has docs2sdk and not the pages."""
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as found:
        yield found.scheduler_address


@pytest.mark.filterwarnings("ignore")
def test_a_dask_cluster(cluster: str, many: Path) -> None:
    one = files(Settings(pages=[many], jobs=1))
    assert files(Settings(pages=[many], executor=f"dask={cluster}")) == one


@pytest.mark.parametrize("spec", ["dask", "dask=", "spark=tcp://127.0.0.1:1"])
def test_an_executor_that_is_not_known(spec: str, many: Path) -> None:
    with pytest.raises(ExecutorError, match="dask=ADDRESS"):
        build(Settings(pages=[many], executor=spec))


def test_edits_in_any_order_give_what_a_first_build_gives(tmp_path: Path) -> None:
    """Words, rows, types and whole pages come and go, with one cache for all."""
    docs = tmp_path / "docs"
    shutil.copytree(REPOSITORY / "specs" / "superoffice", docs)
    pages = sorted(docs.rglob("*.md"))
    texts = {page: page.read_text("utf-8") for page in pages}
    dice = random.Random(6)  # noqa: S311
    edits = (
        lambda text: text.replace("\n\n", f"\n\nEdit {dice.random()}.\n\n", 1),
        lambda text: text.replace("\n\n## ", f"\n\nEdit {dice.random()}.\n\n## ", 1),
        lambda text: text.replace('": "', f'": "{dice.random()}', 3),
        lambda text: f"\n{text}",
        lambda text: text.replace("int32", "string", 1),
        lambda text: "\n".join(line for line in text.split("\n") if "| Name" not in line),
        lambda text: text.replace("Integer", "BatchTaskInfo", 1),
        lambda _: "",
    )
    for number in range(24):
        for page in dice.sample(pages, 2):
            page.write_text(dice.choice(edits)(page.read_text("utf-8")), "utf-8")
        back = dice.choice(pages)
        back.write_text(texts[back], "utf-8")
        settings = Settings(pages=[docs], provenance=number % 3 == 0, examples=number % 2 == 0)
        with Cache(tmp_path / "cache") as cache:
            again = build(settings, cache=cache)
        anew = build(settings)
        assert again.files == anew.files, number
        assert again.diagnostics == anew.diagnostics, number
        assert again.kinds == anew.kinds, number


def test_a_change_of_a_template_is_seen(tmp_path: Path) -> None:
    templates = tmp_path / "templates" / "openapi"
    templates.mkdir(parents=True)
    settings = Settings(
        pages=[REPOSITORY / "specs" / "superoffice"],
        targets=["openapi"],
        templates=[templates.parent],
    )
    original = (REPOSITORY / "templates" / "openapi" / "reference.json.jinja").read_text()
    for name in ("one", "two"):
        (templates / "schema_part.json.jinja").write_text(f'{{"title": "{name}"}}')
        (templates / "reference.json.jinja").write_text(original)
        with Cache(tmp_path / "cache") as cache:
            texts = [file.text for file in files(settings, cache)]
        assert all(f'"title": "{name}"' in text or f"title: {name}" in text for text in texts)


def test_a_cached_page_is_nothing_but_a_page() -> None:
    import pickle

    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return print, ("never",)

    for value in (Evil(), [1], subprocess.Popen, sys):
        try:
            data = pickle.dumps(value)
        except (TypeError, pickle.PicklingError, AttributeError):
            data = b"cgenerator.files\nos.system\n(S'true'\ntR."
        with pytest.raises(pickle.UnpicklingError):
            loads(data, Page)


def test_a_build_leaves_nothing_in_memory(tmp_path: Path) -> None:
    """A process that builds again and again, such as `watch`, holds no API but the last."""
    with Cache(tmp_path / "cache") as cache:
        built = build(Settings(pages=[REPOSITORY / "specs" / "superoffice"]), cache=cache)
    api = weakref.ref(built.api)
    del built
    gc.collect()
    assert api() is None
