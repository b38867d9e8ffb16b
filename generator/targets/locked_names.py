"""The names that a pack is to give: those of the lock, and those that the configuration sets."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from generator.lock import NO_LOCK, Entry, Lock, LockError, TargetLock
from generator.lock.succession import follow
from generator.model import Api
from generator.targets.casing import apply_case
from generator.targets.chosen_names import ChosenNames, choose
from generator.targets.pack import NameStyle, Pack

_KEBAB_WORD = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_MOST_SHOWN = 10


class GivenNames(NamedTuple):
    """Names that are settled before a pack makes its own."""

    lock: Lock = NO_LOCK
    merged: Mapping[str, str] = MappingProxyType({})
    """As ``lock.model_names.NamedModels`` has it."""
    chosen: ChosenNames = MappingProxyType({})
    renamed: Mapping[str, str] = MappingProxyType({})
    """As ``lock.model_names.NamedModels`` has it."""

    def of(self, pack: Pack, api: Api) -> TargetLock:
        """What a pack is to go by."""
        style = pack.style("method")
        lock = follow(self.lock.target(pack.name), api, lambda name: apply_case(name, style))
        return choose(lock, pack, api, self.chosen)


NONE_GIVEN = GivenNames()


def check_lock(lock: Lock, packs: Sequence[Pack], shown: str) -> None:
    """Raises LockError for names in a lock that a pack's language cannot have: they would get into
    code. The message calls the lock ``shown``.
    """
    by_name = {pack.name: pack for pack in packs}
    faults = sorted(
        (line, entry)
        for entry, line in lock.lines.items()
        if entry.target in by_name
        and not is_usable(entry.name, by_name[entry.target].style(entry.kind))
    )
    if faults:
        lines = [f"{shown}:{line}: {_fault(entry)}" for line, entry in faults[:_MOST_SHOWN]]
        more = len(faults) - _MOST_SHOWN
        raise LockError("\n".join([*lines, *([f"and {more:,} more lines"] if more > 0 else [])]))


def _fault(entry: Entry) -> str:
    return f"{entry.name!r} cannot be the name of a {entry.kind} in {entry.target}"


def is_usable(name: str, style: NameStyle) -> bool:
    """Whether a name can stand in code, or be a file's, as far as its signs go: letters, digits and
    underscores, and what the style itself puts around names.
    """
    core = name.removesuffix(style.append).removesuffix(style.suffix).removeprefix(style.prefix)
    if style.case == "kebab-case" and _KEBAB_WORD.fullmatch(core):
        return True
    return core.isidentifier() or name.isidentifier()
