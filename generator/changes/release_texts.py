"""A changelog entry in the forms that tools for releases read."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from generator.changes.bump import Bump
from generator.changes.change import ChangeClass
from generator.changes.changelog import sentences_by_section
from generator.changes.comparison import Comparison
from generator.changes.own_block import content_hash
from generator.plurals import plural

Style = Literal["section", "changeset", "towncrier", "commit"]
"""A section of ``CHANGELOG.md`` (Keep a Changelog), a file of Changesets, fragments of towncrier,
or a message as Conventional Commits have it."""

_HEADER_LENGTH = 72
"""Characters of the first line of a commit message, by git's own custom."""


class ReleaseFile(NamedTuple):
    """A file to write."""

    name: str
    """Its name in the folder that the style has. It has a hash of the text, by which a later run
    knows that nobody has changed the file."""
    text: str


def section(comparison: Comparison, docs_url: str, level: int = 3) -> str:
    """Headings of ``level`` with a list under each, for a section of ``CHANGELOG.md``."""
    parts = [
        f"{'#' * level} {heading}\n\n{_list(sentences)}"
        for heading, sentences in sentences_by_section(comparison, docs_url).items()
    ]
    return "\n".join(parts)


def changeset(comparison: Comparison, docs_url: str, package: str) -> list[ReleaseFile]:
    """A file of Changesets: what to count up in a package, and why. None where nothing changed."""
    bump = comparison.bump
    if bump == Bump.NONE:
        return []
    name = package.replace("\\", "\\\\").replace('"', '\\"')
    head = f'---\n"{name}": {bump}\n---\n\n'
    text = head + section(comparison, docs_url)
    return [ReleaseFile(f"docs2sdk-{content_hash(text)}.md", text)]


_FRAGMENTS: dict[str, tuple[str, ...]] = {
    "removal": ("Removed",),
    "feature": ("Added", "Changed", "Deprecated"),
    "doc": ("Documentation",),
}
"""Types of towncrier's own, and the sections that belong to each."""


def towncrier(comparison: Comparison, docs_url: str) -> list[ReleaseFile]:
    """Fragments of towncrier, one for each of its types: ``removal``, ``feature``, ``doc``. They
    belong to no issue (``+``).
    """
    found = sentences_by_section(comparison, docs_url)
    files = []
    for kind, sections in _FRAGMENTS.items():
        sentences = [s for name, texts in found.items() if name in sections for s in texts]
        if sentences:
            text = _list(sentences)
            files.append(ReleaseFile(f"+docs2sdk-{content_hash(text)}.{kind}.md", text))
    return files


def commit_message(comparison: Comparison, docs_url: str) -> str:
    """A message as Conventional Commits 1.0.0 has it: ``feat!`` where something breaks, with a
    footer for each break; ``feat`` and ``docs`` else.
    """
    kind = {Bump.MAJOR: "feat!", Bump.MINOR: "feat"}.get(comparison.bump, "docs")
    header = f"{kind}: {_in_short(comparison)}"
    if len(header) > _HEADER_LENGTH:
        header = f"{header[: _HEADER_LENGTH - 1].rsplit(' ', 1)[0].rstrip(';,')}…"
    sentences = [s for texts in sentences_by_section(comparison, docs_url).values() for s in texts]
    breaks = [s for s in sentences if s.startswith("**Breaking")]
    others = [s for s in sentences if s not in breaks]
    parts = [header, _list(others).rstrip(), _footers(breaks)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _in_short(comparison: Comparison) -> str:
    """The verdict without what there is for each target."""
    breaks = sum(entry.worst == ChangeClass.BREAKING for entry in comparison.entries)
    clauses = comparison.verdict.partition(": ")[2].split("; ")
    rest = [c for c in clauses if c != "nothing breaks"][1 if breaks else 0 :]
    return "; ".join([*([plural(breaks, "breaking change")] if breaks else []), *rest])


_MARK = re.compile(r"^\*\*Breaking(?: for (?P<whom>[^:]*))?:\*\* ")


def _footers(breaks: Sequence[str]) -> str:
    def footer(text: str) -> str:
        mark = _MARK.match(text)
        whom = f"for {mark['whom']}: " if mark and mark["whom"] else ""
        return f"BREAKING CHANGE: {whom}{_MARK.sub('', text)}"

    return "\n".join(map(footer, breaks))


def _list(sentences: Sequence[str]) -> str:
    return "".join(f"- {sentence}\n" for sentence in sentences)


def next_version(version: str, bump: Bump) -> str:
    """The version after ``version``: ``1.2.3`` and minor is ``1.3.0``. Before ``1.0.0`` a break
    counts the minor part up (Semantic Versioning 2.0.0, 4: anything may change). What follows the
    three numbers is left out. Raises ValueError for what has no three numbers.
    """
    parts = version.split("+")[0].split("-")[0].split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError(f"{version!r} is no version as Semantic Versioning has it")
    major, minor, patch = map(int, parts)
    if bump == Bump.MAJOR and major:
        return f"{major + 1}.0.0"
    if bump in (Bump.MAJOR, Bump.MINOR):
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}" if bump == Bump.PATCH else version


def bump_table(bumps: Mapping[str, Bump]) -> str:
    """A line for each bump."""
    width = max(map(len, bumps), default=0)
    return "".join(f"{name:<{width}}  {bump}\n" for name, bump in bumps.items())
