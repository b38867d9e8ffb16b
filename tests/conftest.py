"""What tests share: pages from text, a built copy of ``specs/``, the real corpus if it is there."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from case_items import CaseFile
from server import Recorder, recording

from generator.config import Settings, load_settings
from generator.docs import Page, PageFile, load_page, read_page
from generator.incremental.session import build
from generator.pipeline import Build

REPOSITORY = Path(__file__).parents[1]
CORPUS = REPOSITORY.parent / "shared" / "corpus"

ReadText = Callable[..., Page]


CASES = Path(__file__).parent / "cases"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="Write what cases and pages give into their files."
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Every file of cases; ``README.md`` explains the format."""
    if file_path.parent == CASES and file_path.suffix == ".md" and file_path.name != "README.md":
        return CaseFile.from_parent(parent, path=file_path)
    return None


@pytest.fixture
def read(tmp_path: Path) -> ReadText:
    """Write a page (text or bytes) and read it."""

    def read_one(content: str | bytes, name: str = "page.md") -> Page:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_page(load_page(PageFile(path, name), tmp_path.resolve()))

    return read_one


@pytest.fixture
def server() -> Iterator[Recorder]:
    """A real HTTP server that records requests."""
    with recording() as recorder:
        yield recorder


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The real pages; they are not part of this repository."""
    if not CORPUS.is_dir():
        pytest.skip("no corpus of real pages beside this checkout")
    return CORPUS


@pytest.fixture(scope="session")
def spec_settings() -> Settings:
    """The settings of this repository."""
    return load_settings(REPOSITORY / "docs2sdk.toml")


@pytest.fixture(scope="session")
def spec_build(spec_settings: Settings) -> Build:
    """What ``specs/`` gives."""
    return build(spec_settings)


@pytest.fixture(scope="session")
def corpus_build(corpus: Path) -> Build:
    """What the 1,704 pages of one release give, as OpenAPI."""
    return build(Settings(pages=[corpus / "10.2.2"], targets=["openapi"]))
