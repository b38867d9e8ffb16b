"""The YAML block between ``---`` lines at the top of a page."""

import yaml


class FrontMatterError(ValueError):
    """The block is not a flat mapping of plain values."""


class _PlainLoader(yaml.SafeLoader):
    """YAML without anchors, aliases and tags: a page is data, and no page may be a bomb."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise FrontMatterError("an anchor or alias")
        if getattr(event, "tag", None):
            raise FrontMatterError(f"the tag {event.tag}")
        return super().compose_node(parent, index)


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
    try:
        loaded = yaml.load(block, Loader=_PlainLoader)  # noqa: S506 - a SafeLoader, and stricter
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise FrontMatterError(str(error).splitlines()[0]) from error
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise FrontMatterError(f"a {type(loaded).__name__} in the place of a mapping")
    return {str(key): _as_text(value) for key, value in loaded.items()}


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_as_text, value))
    return "" if value is None else str(value).strip()
