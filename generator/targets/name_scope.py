"""Names of one kind that must differ from each other: those of the lock first, then new ones."""

from collections.abc import Iterable, Iterator

from generator.lock import Entry, LockedScope
from generator.targets.casing import Scope, with_suffix
from generator.targets.pack import NameStyle

_NONE = LockedScope({}, {})


class NameScope:
    """Gives names of one kind to things, known by their keys. ``things`` are all that will ask
    for one; ``place`` is what ``lock.Entry`` calls the scope.

    Locked names of things that the docs do not have any more, and names that are aliases, stay
    theirs: no other thing gets them.
    """

    def __init__(
        self,
        kind: str,
        place: str,
        things: Iterable[str],
        style: NameStyle,
        locked: LockedScope = _NONE,
        reserved: Iterable[str] = (),
    ) -> None:
        """``reserved`` are further names that no thing may have."""
        self.kind = kind
        self._place = place
        self._twin = style.twin
        self._scope = Scope()
        self._locked = locked
        self._given: dict[str, str] = {}
        self._owners: dict[str, str] = {}
        self._aliases: dict[str, str] = {}
        """What each earlier name is an alias of."""
        self.refused: list[str] = []
        """Things whose locked name another has: two lines of the lock contradict each other."""
        for thing in things if locked.names else ():
            if thing in locked.names:
                name = with_suffix(locked.names[thing], style)
                if self._scope.is_taken(name):
                    self.refused.append(thing)
                else:
                    self._own(thing, self._reserve(name))
        for thing, aliases in locked.aliases.items():
            for name in aliases:
                self._aliases.setdefault(name.lower(), thing)
        absent = (name for thing, name in locked.names.items() if thing not in self._given)
        for name in (*absent, *self._aliases, *reserved):
            if not self._scope.is_taken(name):
                self._scope.reserve(name)

    def _reserve(self, wanted: str) -> str:
        """A free name, whose twin is free too."""
        name = self._scope.reserve(wanted)
        while self._twin and self._scope.is_taken(self._twin + name):
            name = self._scope.reserve(wanted)
        if self._twin:
            self._scope.reserve(self._twin + name)
        return name

    def _own(self, thing: str, name: str) -> None:
        self._given[thing] = name
        self._owners[name.lower()] = thing

    def is_locked(self, thing: str) -> bool:
        """Whether the lock gives the thing its name."""
        return thing in self._locked.names and thing not in self.refused

    def owner(self, name: str) -> str | None:
        """What has a name already, but for casing; None where nothing that the docs have does."""
        return self._owners.get(name.lower())

    def is_taken(self, name: str) -> bool:
        """Whether a thing that asks for the name gets another."""
        return self._scope.is_taken(name)

    def give(self, thing: str, wanted: str) -> str:
        """The locked name of a thing, else ``wanted``, numbered where it is taken."""
        if thing not in self._given:
            wanted = self._locked.names.get(thing, wanted)
            self._own(thing, self._reserve(wanted))
        return self._given[thing]

    def aliases(self, thing: str) -> tuple[str, ...]:
        """Earlier names of a thing. One that is a thing's name by now is none."""
        return tuple(
            alias
            for alias in self._locked.aliases.get(thing, ())
            if alias.lower() not in self._owners and self._aliases[alias.lower()] == thing
        )

    def aliased(self) -> Iterator[str]:
        """The things that have earlier names."""
        return (thing for thing in self._locked.aliases if self.aliases(thing))

    def names_of_absent(self, thing: str) -> tuple[str, ...]:
        """The locked names of a thing that the docs do not have any more."""
        names = (self._locked.names.get(thing), *self._locked.aliases.get(thing, ()))
        return tuple(name for name in names if name and name.lower() not in self._owners)

    def entries(self, target: str) -> Iterator[Entry]:
        """What the lock is to have of all names that were given."""
        for thing, name in self._given.items():
            yield Entry(target, self.kind, self._place, thing, name)
            for alias in self.aliases(thing):
                yield Entry(target, self.kind, self._place, thing, alias, deprecated=True)
