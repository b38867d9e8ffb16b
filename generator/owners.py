"""Who looks after a page: the file CODEOWNERS of its repository.

The rules are those of GitHub, which are also GitLab's: patterns as in ``.gitignore``, the last one
that fits counts.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from pathspec import GitIgnoreSpec

_PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")


def owners_files(root: Path) -> list[Path]:
    """Every file that may say who owns the pages in ``root``, whether it is there or not: those of
    the repository, or of the folder itself where there is none.
    """
    return [_top(root) / place for place in _PLACES]


def _top(root: Path) -> Path:
    return next((f for f in (root, *root.parents) if (f / ".git").exists()), root)


def owner_of_pages(root: Path) -> Callable[[str], str]:
    """A function from the name of a page, which is relative to the docs root, to its owners; empty
    where nobody is named.
    """
    found = next((file for file in owners_files(root) if file.is_file()), None)
    if found is None:
        return nobody
    base = _top(root)
    rules = _rules(found.read_text("utf-8", "replace"))
    prefix = root.relative_to(base).as_posix()

    @cache
    def owner(page: str) -> str:
        path = page if prefix == "." else f"{prefix}/{page}"
        fitting = (owners for spec, owners in reversed(rules) if spec.match_file(path))
        return next(fitting, "")

    return owner


def nobody(_page: str) -> str:
    """The owner where none is named."""
    return ""


def _rules(text: str) -> list[tuple[GitIgnoreSpec, str]]:
    rules = []
    for line in text.splitlines():
        words = line.partition(" #")[0].split()
        # GitLab's sections are in brackets.
        if words and not words[0].startswith(("#", "[", "^[")):
            rules.append((GitIgnoreSpec.from_lines([words[0]]), " ".join(words[1:])))
    return rules
