"""Parameters that many operations have word for word stand once."""

import re

from generator.model import Api, Parameter, Schema

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def share_parameters(api: Api) -> Api:
    """``api`` with ``shared`` set where operations share a parameter.

    Of one name only the wording that most operations use is shared, so that its key needs no
    number and does not change when a page is added. Headers are always shared: they mean the
    same wherever they are sent. What is shared is one node, with the source of the first page.
    """
    wordings: dict[_Wording, int] = {}
    counts: list[int] = []
    first: list[Parameter] = []
    number_of: dict[int, int] = {}
    for operation in api.operations:
        for parameter in operation.parameters:
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
    operations = (
        operation.model_copy(update={"parameters": tuple(map(mark, operation.parameters))})
        for operation in api.operations
    )
    return api.model_copy(
        update={
            "operations": tuple(operations),
            "parameters": tuple(sorted(shared, key=lambda parameter: parameter.shared)),
        }
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
