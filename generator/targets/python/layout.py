"""Statements laid out as black would lay them out, so that it has the less to do."""

import re
from collections.abc import Iterable

WIDTH = 88
"""Characters in a line; black's default."""

_LITERALS = re.compile(r'Literal\[("[^",]*"(?:, "[^",]*")*)\]((?: \| \w+)+)')


def bracketed(
    items: Iterable[str],
    before: str,
    after: str,
    indent: int = 0,
    width: int = WIDTH,
    comma: str = ",",
    together: bool = False,
) -> str:
    """Items in brackets: on one line where that fits ``width``, else on a line each; or all of them
    ``together`` on the next line, if they fit there.

    ``before`` ends with the opening bracket and ``after`` begins with the closing one. ``indent``
    is the column where the statement begins; ``comma`` follows each item on a line of its own.
    """
    # Macros end with a line break.
    given = [item.strip() for item in items]
    line = f"{before}{', '.join(given)}{after}"
    if len(line) + indent <= width and "\n" not in line:
        return line
    pad = "\n" + " " * indent
    inside = ", ".join(given)
    if together and "\n" not in inside and len(inside) + indent + 4 <= WIDTH:
        return f"{before}{pad}    {inside}{pad}{after}"
    return before + "".join(f"{pad}    {item}{comma}" for item in given) + pad + after


def united(union: str, before: str, after: str, indent: int, width: int = WIDTH) -> str:
    """A type between ``before`` and ``after``, in brackets on a line of its own where it is a union
    that makes the line longer than ``width``.
    """
    line = f"{before}{union}{after}"
    if len(line) + indent <= width or not union.endswith(("| None", "| str")):
        return line
    pad = "\n" + " " * indent
    if len(union) + indent + 4 > width and (literals := _LITERALS.fullmatch(union)):
        values = bracketed(literals[1].split(", "), "Literal[", "]", indent + 4, 0)
        union = values + literals[2].replace(" | ", f"{pad}    | ")
    return f"{before}({pad}    {union}{pad}){after}"


def assigned(target: str, function: str, argument: str, indent: int, width: int = WIDTH) -> str:
    """``target = function(argument)``, on three lines where it is longer than ``width``. The
    brackets of an annotation in ``target`` are left together, as black leaves them if it can.
    """
    call = f"{function}({argument})"
    if len(target) + len(call) + 3 + indent <= width:
        return f"{target} = {call}"
    pad = "\n" + " " * indent
    if len(target) + len(function) + 4 + indent > width:
        return f"{target} = ({pad}    {call}{pad})"
    return f"{target} = {function}({pad}    {argument}{pad})"
