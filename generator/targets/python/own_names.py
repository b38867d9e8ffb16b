"""Names that templates of Python choose themselves, which names from the docs must not hide."""

import builtins
import re
from collections.abc import Iterable

_PREFIXES = ("", "Async")
"""What an expression directly before a name of the template may be."""
_EXPRESSION = re.compile(r"\{\{ \w+ \}\}")
_IMPORTED = re.compile(r"\bimport (?:\(([\w,\s]*)\)|([\w, ]+))")
_DEFINED = re.compile(r"^ *(?:async )?(?:def|class) (\w+)", re.MULTILINE)
_ASSIGNED = re.compile(r"^(\w+)(?:: [^=\n]+)? = ", re.MULTILINE)
_CALLED = re.compile(r"(?<![\w.])(?<!\| )([A-Za-z]\w*)(?=[(\[])")
_PACKAGES = re.compile(r"^ *+(?:from (\w++)[\w.]*+ import|import (\w++))\b", re.MULTILINE)
_BUILTINS = frozenset(dir(builtins))


def own_names(template: str) -> frozenset[str]:
    """What a template imports, defines, assigns at the start of a line, and the built-ins that it
    calls. Words of docstrings that look alike count too; that reserves a few names more.
    """
    return frozenset(name for prefix in _PREFIXES for name in _names(template, prefix))


def _names(template: str, prefix: str) -> Iterable[str]:
    text = _EXPRESSION.sub(prefix, template)
    for several, one in _IMPORTED.findall(text):
        # The last word of `name as alias`.
        yield from (part.split()[-1] for part in (several or one).split(",") if part.strip())
    yield from _DEFINED.findall(text)
    yield from _ASSIGNED.findall(text)
    yield from _BUILTINS.intersection(_CALLED.findall(text))


def imported_packages(template: str) -> frozenset[str]:
    """The packages that a template imports from: a package of the same name would hide them."""
    return frozenset(name for found in _PACKAGES.findall(template) for name in found if name)
