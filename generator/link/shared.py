"""Parameters that many operations have word for word stand once."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from generator.model import Parameter, Schema

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


class Shared(NamedTuple):
    """The parameters of each operation, by its id, and those that operations share."""

    of_operation: dict[str, tuple[Parameter, ...]]
    parameters: tuple[Parameter, ...]


def share_parameters(operations: Mapping[str, tuple[Parameter, ...]]) -> Shared:
    """Set ``shared`` where a parameter is shared.

    Of one name only the wording that most operations use is shared, so that its key needs no
    number and does not change when a page is added. Headers are always shared: they mean the
    same wherever they are sent. What is shared is one node, with the source of the first page.
    """
    wordings: dict[_Wording, int] = {}
    counts: list[int] = []
    first: list[Parameter] = []
    number_of: dict[int, int] = {}
    for parameters in operations.values():
        for parameter in parameters:
            if parameter.location == "path":
                continue
            number = wordings.setdefault(_wording(parameter), len(first))
            number_of[id(parameter)] = number
            if number == len(first):
                first.append(parameter)
                counts.append(0)
            counts[number] += 1
    keys = _keys(first, counts)

    marked: dict[tuple[int, tuple[str, ...]], Parameter] = {}

    def mark(parameter: Parameter) -> Parameter:
        number = number_of.get(id(parameter), -1)
        if number not in keys:
            return parameter
        same = (number, parameter.examples)
        if same not in marked:
            marked[same] = parameter.model_copy(update={"shared": keys[number]})
        return marked[same]

    shared = (
        first[number].model_copy(update={"shared": key, "examples": ()})
        for number, key in keys.items()
    )
    return Shared(
        {name: tuple(map(mark, parameters)) for name, parameters in operations.items()},
        tuple(sorted(shared, key=lambda parameter: parameter.shared)),
    )


def _keys(first: list[Parameter], counts: list[int]) -> dict[int, str]:
    """The key of every wording that is shared, by its number."""
    keys: dict[str, int] = {}
    for number in sorted(range(len(first)), key=lambda n: (-counts[n], n)):
        common = counts[number] > 1 or first[number].location == "header"
        if common:
            keys.setdefault(_key(first[number]), number)
    return {number: key for key, number in keys.items()}


_Wording = tuple[str, str, str, str, bool, bool, Schema]


def _wording(p: Parameter) -> _Wording:
    """All that a parameter says, save where it stands and for example."""
    return (p.location, p.name, p.description, p.separator, p.required, p.deprecated, p.schema_)


def _key(parameter: Parameter) -> str:
    name = _UNSAFE.sub("", parameter.name) or parameter.location
    return name if parameter.location == "header" else f"{parameter.location}.{name}"
