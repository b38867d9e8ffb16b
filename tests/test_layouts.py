"""Layout files: what is right, what is refused and how, and which one is taken for which pages."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from case_file import parse_cases

from generator.docs import Page, PageBytes, read_page
from generator.docs.detect import detect_layout, fits
from generator.docs.layout import Layout, LayoutError, find_layouts, load_layout
from generator.docs.layout.patterns import PatternError, compile_pattern
from generator.files import Loaded
from generator.incremental.link_fingerprint import digest, source_map, update_text
from generator.incremental.pickles import dumps, loads
from generator.link import link

REPOSITORY = Path(__file__).parent.parent
LAYOUTS = REPOSITORY / "layouts"
CASES = [
    case
    for file in sorted((REPOSITORY / "tests" / "cases").glob("layout_*.md"))
    for case in parse_cases(file)
]

TWO = """\
# Lamps

## Get a lamp

```http
GET /lamps/{id}
```

Reads a lamp.

| Parameter | Type | Description |
|-----------|------|-------------|
| id | integer | Which lamp |

## Delete a lamp

```http
DELETE /lamps/{id}
```

Removes a lamp.
"""


def page_of(text: str, layout: str = "rest", name: str = "lamps.md") -> Page:
    return read_page(PageBytes(Loaded(name, text.encode())), load_layout(layout))


def written(folder: Path, text: str, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("name", find_layouts())
def test_a_layout_is_a_short_file_of_data(name: str) -> None:
    text = (LAYOUTS / f"{name}.toml").read_text("utf-8")
    assert load_layout(name).file.about
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert len(lines) <= 120
    assert tomllib.loads(text).get("prefer", 0) == {"superoffice": 10, "rest": 1}.get(name, 0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[colums]\nname = ['a']", "unknown key 'colums'; did you mean 'columns'?"),
        ("[[section]]\nheading = 'a'\nrole = 'qery'", "section.0.role"),
        ("[[operation]]\nin = 'fence'\nlne = 'x'", "unknown key 'operation.0.lne'; did you mean"),
        ("extends = 'mastodn'", "no layout 'mastodn'; did you mean 'mastodon'?"),
        ("extends = 'mine.toml'", "extends itself"),
        ("about = ", "Invalid value"),
        ("[[notice]]\npattern = '{kind}'", "has no {text}"),
        ("[[notice]]\npattern = '(a+)*{kind}{text}'", "repeats what is itself repeated"),
        ("[[notice]]\npattern = '{knd}{text}'", "{knd} is no placeholder; known are"),
        ("[[notice]]\npattern = '(('", "is no regular expression"),
    ],
)
def test_a_fault_names_file_and_key(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(LayoutError) as caught:
        load_layout(path)
    assert message in str(caught.value)
    assert "mine.toml" in str(caught.value) or "no layout" in message


@pytest.mark.parametrize("pattern", [r"(a+)*", r"(?:x*y*)+", r"\s*.*x", r"a*a*b", r"\w+\d+z"])
def test_a_pattern_whose_time_could_explode_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern(pattern)


@pytest.mark.parametrize(
    "pattern", [r"a{1,9}", r"\s*\d+", r"[^.]*\..*", r"(?:ab)*c", "{name} {text}"]
)
def test_a_linear_pattern_is_taken(pattern: str) -> None:
    assert compile_pattern(pattern)


def test_rules_are_replaced_by_name_and_dropped(tmp_path: Path) -> None:
    layout = load_layout(
        written(
            tmp_path,
            "extends = 'rest'\ndrop = ['query']\n"
            "[[section]]\nname = 'body'\nheading = 'what you send'\nrole = 'body'\n",
        )
    )
    plain = load_layout("rest")

    def role(of: Layout, heading: str) -> str | None:
        section = of.section(heading, ())
        return section.role if section else None

    assert [role(plain, "Request body"), role(plain, "Query parameters")] == ["body", "query"]
    assert [role(layout, "Request body"), role(layout, "Query parameters")] == [None, None]
    assert role(layout, "What you send") == "body"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_the_layout_that_pages_are_written_in_is_found(case) -> None:  # type: ignore[no-untyped-def]
    """Or another that reads as much of them; the general one may do as well as a special one."""
    pages = [PageBytes(Loaded(name, text.encode())) for name, text in case.pages.items()]
    ranked = fits(pages)
    wanted = next(fit for fit in ranked if fit.layout.name == case.options["layout"])
    assert wanted.score == ranked[0].score, ranked


def test_pages_all_of_whose_sections_are_known_need_no_other_layout() -> None:
    pages = [
        PageBytes(Loaded(file.name, file.read_bytes()))
        for file in sorted((REPOSITORY / "specs" / "superoffice" / "agent").rglob("v1*.md"))
    ]
    assert detect_layout(pages).name == "superoffice"


def test_a_page_has_many_operations_and_survives_the_cache() -> None:
    page = page_of(TWO)
    assert [(o.method, o.path, o.summary) for o in page.operations] == [
        ("GET", "/lamps/{id}", "Get a lamp"),
        ("DELETE", "/lamps/{id}", "Delete a lamp"),
    ]
    assert loads(dumps(page), Page) == page


def test_a_text_that_changes_reaches_its_own_operation() -> None:
    before, now = page_of(TWO), page_of(TWO.replace("Reads a lamp.", "Reads one lamp.\n\nNow."))
    assert digest(before) == digest(now)
    moved = source_map(before, now)
    assert moved is not None
    updated = update_text(link([before]).api, [now], moved)
    assert updated is not None
    assert {o.method: o.description for o in updated.operations} == {
        "GET": "Reads one lamp.\n\nNow.",
        "DELETE": "Removes a lamp.",
    }


def test_a_type_that_changes_on_any_operation_is_a_change() -> None:
    before = page_of(TWO)
    assert digest(before) != digest(page_of(TWO.replace("DELETE /lamps", "DELETE /all/lamps")))
    assert digest(before) != digest(page_of(TWO.replace("integer", "string")))
    assert digest(before) != digest(replace(before, missed=((before.source, "GET /x"),)))


def test_no_word_of_a_layout_stands_in_python() -> None:
    """Roles, heads of tables and spellings are data; layouts are named in files of data alone."""
    names = "|".join(set(find_layouts()) - {"rest", "docker", "microsoft"})
    for file in (REPOSITORY / "generator").rglob("*.py"):
        assert not re.search(rf"\b(?:{names})\b", file.read_text("utf-8"), re.IGNORECASE), file
