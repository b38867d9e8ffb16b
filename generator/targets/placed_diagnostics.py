"""Finds the diagnostics of a line and of an operation's part of a page.

A page may describe thousands of operations and have as many diagnostics, so both are looked up
and nothing is listed for each operation anew.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from generator.diagnostics import Diagnostic
from generator.model import Api, NamedSchema, Object, Operation, Source

_Line = tuple[str, int]


class PlacedDiagnostics:
    """``diagnostics`` by where they are, on the pages of ``operations``."""

    def __init__(
        self, diagnostics: Sequence[Diagnostic], operations: Sequence[Operation] = ()
    ) -> None:
        self._starts: dict[str, list[int]] = {}
        for file, line in sorted({_line(operation.source) for operation in operations}):
            self._starts.setdefault(file, []).append(line)
        self._by_line: dict[_Line, list[Diagnostic]] = {}
        self._by_part: dict[_Line, list[Diagnostic]] = {}
        for diagnostic in diagnostics:
            place = diagnostic.source
            self._by_line.setdefault(_line(place), []).append(diagnostic)
            if place.file in self._starts:
                self._by_part.setdefault(self._part(place), []).append(diagnostic)

    def at(self, source: Source) -> list[Diagnostic]:
        """Those in the line of a place."""
        return self._by_line.get(_line(source), [])

    def of_part(self, operation: Operation) -> list[Diagnostic]:
        """Those from an operation's request line to the next one of its page; for the first one,
        also those before it.
        """
        return self._by_part.get(_line(operation.source), [])

    def about(self, view: Api) -> list[list[Diagnostic]]:
        """Those of all places of an API."""
        parts = [self.of_part(operation) for operation in view.operations]
        return [*parts, *(self.at(source) for source in _sources(view))]

    def _part(self, place: Source) -> _Line:
        """Where the part starts that a place is in."""
        starts = self._starts[place.file]
        return place.file, starts[max(bisect_right(starts, place.line) - 1, 0)]


def _line(source: Source) -> _Line:
    return source.file, source.line


def _sources(view: Api) -> Iterator[Source]:
    for operation in view.operations:
        yield from _sources_of_operation(operation)
    for schema in view.schemas:
        yield from _sources_of_schema(schema)


def _sources_of_operation(operation: Operation) -> Iterable[Source]:
    if operation.request_body:
        yield operation.request_body.source
    yield from (parameter.source for parameter in operation.parameters)
    yield from (sample.source for sample in operation.samples)
    for response in operation.responses:
        yield response.source
        yield from (header.source for header in response.headers)


def _sources_of_schema(schema: NamedSchema) -> Iterable[Source]:
    yield from schema.sources
    if isinstance(schema.schema_, Object):
        yield from (p.source for p in schema.schema_.properties if p.source)
