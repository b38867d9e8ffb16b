"""The cases of ``tests/cases/*.md`` as tests; ``conftest.py`` has them collected."""

import difflib
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from case_file import Case, CaseError, Expectation, parse_cases, rewrite
from case_model import Record, api_data, diagnostic_lines, dump, fit, load, page_data
from typer.testing import CliRunner

from generator.changes.classes import classify
from generator.changes.compare import compare
from generator.changes.comparison import Comparison
from generator.changes.formats.text import format_text
from generator.changes.saved import read_model
from generator.changes.target_rules import WIRE, load_rules
from generator.changes.witness import Witnesses
from generator.cli import app
from generator.config import TARGETS
from generator.diagnostics import Diagnostic
from generator.docs import Page, PageFile, load_page, read_page
from generator.docs.layout import Layout, LayoutError, load_layout
from generator.link import Linked, link
from generator.model import Api

DEFAULT = "superoffice"
"""The layout of cases that name none."""


class CaseFile(pytest.File):
    """A file of cases."""

    def collect(self) -> Iterable[pytest.Item]:
        try:
            for case in parse_cases(self.path):
                yield CaseItem.from_parent(self, name=case.title, case=case)
        except CaseError as error:
            raise self.CollectError(str(error)) from error


class MismatchError(Exception):
    """What a case gives is not what it expects; the message is a diff."""


class CaseItem(pytest.Item):
    """One case: its pages are read and linked, and what comes of it is compared."""

    def __init__(self, *, case: Case, **rest: Any) -> None:
        super().__init__(**rest)
        self.case = case

    def runtest(self) -> None:
        texts = differing(self.case)
        if not texts:
            return
        if self.config.getoption("--update"):
            rewrite(self.case, {info: text for info, (_, text) in texts.items()})
        else:
            raise MismatchError("\n".join(_diff(info, *pair) for info, pair in texts.items()))

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.case.line, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, MismatchError | CaseError):
            where = f"{self.path}:{self.case.line + 1}: {self.name}"
            return f"{where}\n{excinfo.value}\npytest --update writes what was given."
        return super().repr_failure(excinfo, style)


class ReadCase(NamedTuple):
    """The pages of a case, read and linked."""

    root: Path
    pages: list[Page]
    linked: Linked
    before: Api
    """What the pages of before give."""

    @property
    def comparison(self) -> Comparison:
        """What changed, for the wire and the built-in targets."""
        old, new = (
            read_model(api.model_dump_json(by_alias=True).encode())
            for api in (self.before, self.linked.api)
        )
        rules = [load_rules(name) for name in TARGETS]
        entries = classify(compare(old, new), rules)
        return Comparison("before", "now", entries, (WIRE, *TARGETS), Witnesses(old, [], {}))

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """Of reading and of linking."""
        return [*(d for page in self.pages for d in page.diagnostics), *self.linked.diagnostics]


@contextmanager
def read_case(case: Case) -> Iterator[ReadCase]:
    """Write the pages of a case into a folder that lasts as long as the context, and read them.

    Raises CaseError for a layout that does not exist.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        layout = _layout(case, root)
        before = link(_read(root / "before", case.before, layout)).api
        pages = _read(root / "now", case.pages, layout)
        yield ReadCase(root / "now", pages, link(pages), before)


def _layout(case: Case, root: Path) -> Layout:
    """The layout that a case has or names."""
    name: str | Path = case.options.get("layout", DEFAULT)
    if case.layout:
        name = root / "own.toml"
        name.write_text(case.layout, "utf-8")
    try:
        return load_layout(name)
    except LayoutError as error:
        raise CaseError(str(error)) from error


def _read(root: Path, texts: Mapping[str, str], layout: Layout) -> list[Page]:
    """Write pages into a folder, and read them."""
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    files = [load_page(PageFile(root / name, name), root) for name in texts]
    return [read_page(file, layout) for file in files]


def differing(case: Case) -> dict[str, tuple[str, str]]:
    """The expectations that are not met: info string to what is expected and what is given."""
    with read_case(case) as found:
        compared = {block.info: _compared(block, found) for block in _expectations(case)}
        return {info: pair for info, pair in compared.items() if pair[0] != pair[1]}


def _expectations(case: Case) -> list[Expectation]:
    """The expectations of a case. One without any gets an empty model to fill in; one that lists no
    diagnostics expects none.
    """
    blocks = list(case.expected)
    if case.before:
        # What is wrong with these pages is shown by other cases.
        return blocks or [Expectation("text changes", "", 0, 0)]
    if all(block.kind == "diagnostics" for block in blocks):
        blocks.insert(0, Expectation("yaml model", "", 0, 0))
    if all(block.kind != "diagnostics" for block in blocks):
        blocks.append(Expectation("text diagnostics", "", 0, 0))
    return blocks


def _compared(block: Expectation, found: ReadCase) -> tuple[str, str]:
    """The text of a block as expected and as it is now, both written in the same style."""
    match block.kind:
        case "pages":
            files = Record({page.source.file: page_data(page) for page in found.pages})
            return _fitted(block.text, files)
        case "model":
            return _fitted(block.text, api_data(found.linked.api))
        case "changes":
            return block.text, _stripped(format_text(found.comparison, show_all=True))
        case "explain":
            ran = CliRunner().invoke(app, ["explain", block.subject, str(found.root)])
            return _stripped(block.text), _stripped(ran.output)
        case _:
            return block.text, diagnostic_lines(found.diagnostics)


def _stripped(text: str) -> str:
    """Without space at the ends of lines, which editors remove."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n"


def _fitted(text: str, actual: Record) -> tuple[str, str]:
    expected = load(text)
    return (dump(expected), dump(fit(actual, expected))) if expected else ("", dump(actual))


def _diff(info: str, expected: str, given: str) -> str:
    lines = difflib.unified_diff(
        expected.splitlines(), given.splitlines(), "expected", "given", lineterm="", n=2
    )
    return f"{info}\n" + "\n".join(f"  {line}" for line in lines)
