"""The YAML block between ``---`` lines at the top of a page."""

import yaml

from generator.docs.visible_text import without_invisible


class FrontMatterError(Exception):
    """The block is not a flat mapping of plain values."""


_DEEPEST = 3
_LARGEST = 64 * 1024
"""Characters. YAML takes a second for a megabyte."""
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
# Every scalar is text: no number is converted, however many digits it has.
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def split_front_matter(text: str) -> tuple[str, int]:
    """The block's own text ('' where there is none) and the number of lines it takes.

    A block that is never closed is not front matter.
    """
    if not text.startswith("---"):
        return "", 0
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return "", 0
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in ("---", "..."):
            return "\n".join(lines[1:number]), number + 1
    return "", 0


def parse_front_matter(block: str) -> dict[str, str]:
    """Its keys and values as text; a list becomes one text with commas.

    Raises FrontMatterError where it is anything but a flat mapping of plain values.
    """
    if len(block) > _LARGEST:
        raise FrontMatterError(f"{len(block):,} characters, more than {_LARGEST:,}")
    try:
        _only_plain(block)
        loaded = yaml.load(block, Loader=_Loader)  # noqa: S506 - it only makes str, list and dict
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise FrontMatterError(str(error).splitlines()[0]) from error
    if loaded in (None, ""):
        return {}
    if not isinstance(loaded, dict):
        raise FrontMatterError(f"a {type(loaded).__name__} in the place of a mapping")
    found = {without_invisible(key): _as_text(value) for key, value in loaded.items()}
    try:
        "".join([*found, *found.values()]).encode()
    except UnicodeEncodeError:
        raise FrontMatterError("half a character") from None
    return found


def _only_plain(block: str) -> None:
    """No anchors, aliases and tags, and nothing nested: no page may be a bomb."""
    depth = 0
    for event in yaml.parse(block, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise FrontMatterError("an anchor or alias")
        if tag := getattr(event, "tag", None):
            raise FrontMatterError(f"the tag {tag}")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise FrontMatterError(f"more than {_DEEPEST} levels")


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_as_text, value))
    text = without_invisible(str(value)).strip()
    return "" if text in _NULL else text
