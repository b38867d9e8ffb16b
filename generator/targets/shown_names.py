"""The names and types that other targets have, for packs that show them beside the docs."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from generator.model import Api, Schema
from generator.targets.errors import PackError
from generator.targets.load import load_pack
from generator.targets.locked_names import GivenNames
from generator.targets.names import Cycles, Names
from generator.targets.pack import Pack
from generator.targets.spelling import Speller


class ShownTarget(NamedTuple):
    """Another target: its names, and its spelling of types."""

    pack: Pack
    names: Names

    def type(self, schema: Schema) -> str:
        """The type for ``schema``, as the code of the target has it."""
        return Speller(self.pack, self.names).spell(schema)


Shown = Mapping[str, ShownTarget]
"""By the name of the target."""
NOTHING_SHOWN: Shown = MappingProxyType({})


def shown_targets(
    pack: Pack, packs: Sequence[Pack], api: Api, given: GivenNames, cycles: Cycles
) -> dict[str, ShownTarget]:
    """The targets that ``pack`` shows: those that are built with it, else as docs2sdk has them.
    One that there is not is left out.
    """
    built = {other.name: other for other in packs}
    found = {}
    for name in pack.shows:
        try:
            other = built.get(name) or load_pack(name)
        except PackError:
            continue
        found[name] = ShownTarget(other, Names(other, api, given, cycles))
    return found
