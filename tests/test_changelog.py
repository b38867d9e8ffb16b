"""``docs2sdk changelog`` and ``release``: entries for people, and text that people wrote."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from saved_models import TEXT, answer, body, compared, inline, model, operation, prop
from test_diff_command import project  # noqa: F401
from typer.testing import CliRunner, Result

from generator.changes.bump import Bump
from generator.changes.changelog import sentences_by_section
from generator.changes.codes import CODES
from generator.changes.own_block import (
    ChangedByHandError,
    enclosed,
    find_block,
    with_release,
    with_unreleased,
)
from generator.changes.phrases import PHRASES
from generator.changes.release_texts import commit_message, next_version, towncrier
from generator.cli import app

OLD = model(operation("Get", responses=[answer(TEXT)]), operation("Gone"))
NEW = model(operation("Get", responses=[answer(TEXT)]), operation("New"))
MINE = """\
# Changelog

Words of mine.

## [Unreleased]

### Added

- Something by hand.

## [1.0.0] - 2025-01-01

- The first one.
"""


def changelog(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["changelog", *map(str, arguments), "--no-cache"])


def test_every_code_has_a_phrase() -> None:
    assert PHRASES.keys() == CODES.keys()


def test_sentences_link_to_pages_and_say_what_breaks() -> None:
    found = sentences_by_section(compared(OLD, NEW), "https://docs.example.com/{page}.html")
    assert found == {
        "Added": [
            "[`Lamp.New`](https://docs.example.com/page.html), a new operation: `POST /lamp/New`."
        ],
        "Removed": [
            "**Breaking:** [`Lamp.Gone`](https://docs.example.com/page.html) is gone: "
            "`POST /lamp/Gone`."
        ],
    }


def test_braces_and_backticks_of_docs_stay_what_they_are() -> None:
    name = "a{before}`b"
    old, new = (
        model(operation("Put", request_body=body(inline(prop(name, schema)))))
        for schema in (TEXT, {"kind": "enum", "values": ["{name}"]})
    )
    ((sentence,),) = sentences_by_section(compared(old, new)).values()
    assert "``Lamp.Put: request body.a{before}`b``" in sentence
    assert "one of {name}" in sentence


def test_a_commit_message_is_one_of_conventional_commits() -> None:
    header, _, rest = commit_message(compared(OLD, NEW), "").partition("\n\n")
    assert header == "feat!: 1 breaking change; 1 operation added"
    assert rest == (
        "- `Lamp.New`, a new operation: `POST /lamp/New`.\n\n"
        "BREAKING CHANGE: `Lamp.Gone` is gone: `POST /lamp/Gone`.\n"
    )


def test_fragments_of_towncrier_have_its_types() -> None:
    kinds = {file.name.split(".")[-2] for file in towncrier(compared(OLD, NEW), "")}
    assert kinds == {"removal", "feature"}


@pytest.mark.parametrize(
    ("version", "bump", "expected"),
    [
        ("1.2.3", Bump.MAJOR, "2.0.0"),
        ("1.2.3", Bump.MINOR, "1.3.0"),
        ("1.2.3", Bump.PATCH, "1.2.4"),
        ("1.2.3", Bump.NONE, "1.2.3"),
        ("0.2.3", Bump.MAJOR, "0.3.0"),
        ("1.2.3-rc.1+5", Bump.MINOR, "1.3.0"),
    ],
)
def test_the_next_version(version: str, bump: Bump, expected: str) -> None:
    assert next_version(version, bump) == expected


@pytest.mark.parametrize("version", ["", "1", "1.2", "v1.2.3", "1.2.x", "1.2.3.4", "\uff11.2.3"])
def test_what_is_no_version(version: str) -> None:
    with pytest.raises(ValueError, match="no version"):
        next_version(version, Bump.MINOR)


def test_an_entry_stands_under_unreleased_and_is_replaced() -> None:
    once = with_unreleased(MINE, "### Added\n\n- A.\n")
    twice = with_unreleased(once, "### Removed\n\n- B.\n")
    assert "- A." in once
    assert "- A." not in twice
    assert twice == with_unreleased(MINE, "### Removed\n\n- B.\n")
    assert twice.index("by hand") < twice.index("- B.") < twice.index("## [1.0.0]")
    assert with_unreleased(twice, "") == MINE


def test_an_entry_that_somebody_changed_is_left_alone() -> None:
    changed = with_unreleased(MINE, "- A.\n").replace("- A.", "- A, as I would say.")
    for act in (with_unreleased, lambda c, t: with_release(c, "1.1.0", t)):
        with pytest.raises(ChangedByHandError):
            act(changed, "- B.\n")
    assert "as I would" not in with_unreleased(changed, "- B.\n", force=True)


def test_a_release_takes_what_is_unreleased_along() -> None:
    found = with_release(with_unreleased(MINE, "- A.\n"), "[1.1.0] - 2026-01-31", "- A.\n")
    assert found == MINE.replace(
        "## [Unreleased]\n\n### Added",
        "## [Unreleased]\n\n## [1.1.0] - 2026-01-31\n\n### Added",
    ).replace("- Something by hand.\n", "- Something by hand.\n\n- A.\n")


@given(st.text(st.sampled_from("#a \n-<>!")), st.text(st.sampled_from("#ab \n-<>")))
@example("# x\n<!-- docs2sdk begin 0123456789ab -->\n", "- a")
@example("", "- <!-- docs2sdk end -->")
def test_what_people_wrote_stays(before: str, text: str) -> None:
    try:
        after = with_unreleased(before, text)
    except ChangedByHandError:
        return
    kept = [line for line in before.splitlines() if line.strip()]
    rest = iter(after.splitlines())
    assert all(line in rest for line in kept)
    assert with_unreleased(after, text) == after


def test_marks_in_docs_end_no_block() -> None:
    block = enclosed("- `<!-- docs2sdk end -->`")
    assert find_block(block, force=False) == (0, len(block))


@pytest.mark.slow
def test_a_section_is_written_and_updated(project: Path) -> None:  # noqa: F811
    file = project / "CHANGELOG.md"
    file.write_bytes(MINE.replace("\n", "\r\n").encode())
    assert changelog("v1..", "--write").exit_code == 0
    written = file.read_bytes()
    assert b"is gone.\r\n" in written
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert "as it is" in changelog("v1..", "--write").stderr
    assert file.read_bytes() == written
    file.write_bytes(written.replace(b"is gone", b"has gone"))
    assert changelog("v1..", "--write").exit_code == 1
    assert b"has gone" in file.read_bytes()
    assert changelog("v1..", "--write", "--force").exit_code == 0
    assert file.read_bytes() == written


@pytest.mark.slow
@pytest.mark.parametrize("style", ["changeset", "towncrier"])
def test_files_are_written_and_replaced(project: Path, style: str) -> None:  # noqa: F811
    folder = project / "news"
    folder.mkdir()
    (folder / "12.feature.md").write_text("Mine.")
    (project / "docs2sdk.toml").write_text('pages = ["docs"]\npackage = "lamps"\n')
    write = ("--style", style, "--write", "--to", folder)
    assert changelog("v1..HEAD", *write).exit_code == 0
    (own,) = [path for path in folder.iterdir() if "docs2sdk" in path.name]
    assert changelog("v1..HEAD", *write).exit_code == 0
    assert len(list(folder.iterdir())) == 2
    assert changelog("HEAD..HEAD", *write).exit_code == 0
    assert [path.name for path in folder.iterdir()] == ["12.feature.md"]
    own.write_text("Mine as well.")
    assert changelog("v1..HEAD", *write).exit_code == 1
    assert own.read_text() == "Mine as well."


@pytest.mark.slow
def test_a_release_says_each_bump_and_the_next_version(project: Path) -> None:  # noqa: F811
    run = CliRunner().invoke
    shown = run(app, ["release", "--since", "v1", "--date", "2026-01-31", "--no-cache"])
    assert shown.stdout.startswith(
        "wire     major\nopenapi  major\npython   major\n\n## [0.2.0] - 2026-01-31\n"
    )
    written = run(
        app, ["release", "--since", "v1", "--date", "2026-01-31", "--write", "--no-cache"]
    )
    assert 'release = "0.2.0"' in written.stderr
    assert "## [0.2.0] - 2026-01-31" in (project / "CHANGELOG.md").read_text()
    assert "Nothing to release" in run(app, ["release", "--since", "HEAD", "--no-cache"]).stdout
    assert run(app, ["release", "--since", "v1", "--date", "soon"]).exit_code == 2
