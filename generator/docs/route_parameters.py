"""Route templates as ASP.NET writes them: ``/Lamp/{id:int}/{part?}``.

Source of the rule: "Routing in ASP.NET Core", section "Route constraints".
"""

import re
from typing import NamedTuple

_PARAMETER = re.compile(r"\{([^{}/]+)\}")


class RouteParameter(NamedTuple):
    """A parameter of a path. ``type`` is the first constraint, such as ``int``, or empty."""

    name: str
    type: str = ""
    optional: bool = False


def split_route(path: str) -> tuple[str, tuple[RouteParameter, ...]]:
    """The path with nothing but names in its braces, as OpenAPI writes it, and its parameters."""
    parameters: list[RouteParameter] = []

    def plain(match: re.Match[str]) -> str:
        parameter = _parameter(match[1])
        parameters.append(parameter)
        return f"{{{parameter.name}}}"

    return _PARAMETER.sub(plain, path), tuple(parameters)


def _parameter(written: str) -> RouteParameter:
    """``*rest``, ``id?``, ``id=5``, ``id:int`` or ``id:range(1,9)?``, without the braces."""
    optional = written.endswith("?")
    name, _, constraints = written.removesuffix("?").partition(":")
    name, default, _ = name.partition("=")
    kind = constraints.partition(":")[0].partition("(")[0].partition("=")[0]
    bare = name.strip().lstrip("*")
    return RouteParameter(bare or written, kind.strip(), optional or bool(default))
