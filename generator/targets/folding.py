"""Lines of code that are too long, folded as formatters of many languages fold them."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}


def folded(
    items: Iterable[str],
    before: str,
    after: str,
    indent: int = 0,
    width: int = 80,
    step: int = 2,
    space: str = "",
) -> str:
    """Items between ``before`` and ``after``: on one line where that fits ``width``, else on a line
    each, with a comma behind it. ``indent`` is the column where the line begins, ``step`` how much
    deeper the items then are, ``space`` what stands inside of the brackets on one line.
    """
    # Macros end with a line break.
    given = [item.strip() for item in items]
    line = f"{before}{space}{', '.join(given)}{space}{after}"
    if not given:
        return before + after
    if len(line) + indent <= width and "\n" not in line:
        return line
    pad = "\n" + " " * indent
    return before + "".join(f"{pad}{' ' * step}{item}," for item in given) + pad + after


def continued(
    value: str, before: str, after: str = "", indent: int = 0, width: int = 80, step: int = 2
) -> str:
    """A value behind ``before`` and a space, with ``after`` behind it; on the next line where this
    one would be longer than ``width``.
    """
    if len(before) + len(value) + len(after) + 1 + indent <= width:
        return f"{before} {value}{after}"
    return f"{before}\n{' ' * (indent + step)}{value}{after}"


def alternatives(
    type_: str, before: str, after: str = "", indent: int = 0, width: int = 80, step: int = 2
) -> str:
    """A type behind ``before`` and a space, with ``after`` behind it. Where the line is longer than
    ``width``, the alternatives of the type, with ``|`` between, have a line each, and so has what
    stands in its brackets.
    """
    if len(before) + len(type_) + len(after) + 1 + indent <= width:
        return f"{before} {type_}{after}"
    return before + _Folding(width, step).behind(type_, indent) + after


class _Folding(NamedTuple):
    """Folds types that are too long for their line."""

    width: int
    step: int

    def behind(self, type_: str, indent: int) -> str:
        """The type, with what stands before it: a space or a line break."""
        parts = [*_split(type_, "|")]
        if len(parts) == 1:
            return " " + self._one(type_, indent, fits=False)
        named, *others = [part for part in parts if part != "null"] or parts
        if not others and named[-1] not in "])" and ("." in named or named[0].isupper()):
            return f" {self._one(named, indent, fits=False)} | null"
        deeper = indent + self.step
        pad = "\n" + " " * deeper
        if deeper + len(type_) < self.width:
            return pad + type_
        return self._lines(parts, deeper)

    def _lines(self, parts: Iterable[str], indent: int) -> str:
        """Each alternative on a line of its own."""
        pad = "\n" + " " * indent
        return "".join(f"{pad}| {self._one(part, indent + 2)}" for part in parts)

    def _one(self, part: str, indent: int, fits: bool = True) -> str:
        """A type that is no union, on a line that is ``indent`` deep. ``fits`` is false where the
        whole line is too long whatever the length of this part.
        """
        if fits and len(part) + indent <= self.width:
            return part
        pad = "\n" + " " * indent
        start = part.find("(")
        if part.endswith(")[]") and start >= 0:
            inside, deeper = part[start + 1 : -3], indent + self.step
            lines = "\n" + " " * deeper + inside
            if deeper + len(inside) > self.width:
                lines = self._lines(_split(inside, "|"), deeper)
            return f"{part[: start + 1]}{lines}{pad})[]"
        start = part.find("<")
        if start <= 0 or not part.endswith(">"):
            return part
        inner = [*_split(part[start + 1 : -1], ",")]
        if len(inner) == 1 and inner[0].replace(".", "").isidentifier():
            return part
        lines = ",".join(self._argument(each, indent + self.step) for each in inner)
        return f"{part[: start + 1]}{lines}{pad}>"

    def _argument(self, type_: str, indent: int) -> str:
        """What stands between ``<`` and ``>``, on lines of its own."""
        parts = [*_split(type_, "|")]
        if len(parts) > 1 and len(type_) + indent > self.width:
            return self._lines(parts, indent)
        return "\n" + " " * indent + self._one(type_, indent)


def _split(type_: str, separator: str) -> Iterator[str]:
    """What is between the separators outside of brackets and strings."""
    closing: list[str] = []
    quote, start, position = "", 0, 0
    while position < len(type_):
        char = type_[position]
        if quote:
            position += char == "\\"
            quote = "" if char == quote else quote
        elif char in "\"'`":
            quote = char
        elif char in _BRACKETS:
            closing.append(_BRACKETS[char])
        elif closing and char == closing[-1]:
            closing.pop()
        elif char == separator and not closing:
            yield type_[start:position].strip()
            start = position + 1
        position += 1
    yield type_[start:].strip()


FOLDING_FILTERS: dict[str, Callable[..., str]] = {
    "alternatives": alternatives,
    "continued": continued,
    "folded": folded,
}
"""Filters that every template can use; they escape nothing."""
