"""Small documents for tests of reading, from a few words each."""

import json
from pathlib import Path
from typing import Any

from generator.diagnostics import Diagnostic
from generator.model import Api, Object, Operation, Property, Schema
from generator.openapi import read_document

VERSIONS = {"2.0": {"swagger": "2.0"}, "3.0": {"openapi": "3.0.3"}, "3.1": {"openapi": "3.1.1"}}
INFO = {"title": "Lamps", "version": "1"}


class Read:
    """A document as it was read."""

    def __init__(self, api: Api, diagnostics: list[Diagnostic]) -> None:
        self.api = api
        self.diagnostics = diagnostics

    @property
    def codes(self) -> list[str]:
        """The codes of all diagnostics, in order."""
        return [diagnostic.code for diagnostic in self.diagnostics]

    @property
    def operation(self) -> Operation:
        """The only operation."""
        (operation,) = self.api.operations
        return operation

    def schema(self, name: str) -> Schema:
        """A named schema."""
        return next(named.schema_ for named in self.api.schemas if named.name == name)

    def properties(self, name: str) -> dict[str, Property]:
        """The properties of a named schema."""
        schema = self.schema(name)
        assert isinstance(schema, Object)
        return {p.name: p for p in schema.properties}


def read_text(folder: Path, text: str | bytes, name: str = "lamps.json") -> Read:
    """Read a document that is given as text."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return Read(*read_document(path))


def read_value(folder: Path, version: str = "3.1", **content: Any) -> Read:
    """Read a document of a version with this content."""
    return read_text(folder, json.dumps({**VERSIONS[version], "info": INFO, **content}))


def read_schemas(folder: Path, version: str = "3.1", **schemas: Any) -> Read:
    """Read a document of a version with these named schemas."""
    if version == "2.0":
        return read_value(folder, version, paths={}, definitions=schemas)
    return read_value(folder, version, paths={}, components={"schemas": schemas})


def read_operation(
    folder: Path, version: str = "3.1", path: str = "/lamps", **content: Any
) -> Read:
    """Read a document of a version with one operation, a POST; ``components`` and ``definitions``
    belong to the document.
    """
    outer = {key: content.pop(key) for key in (*_OUTER,) if key in content}
    return read_value(folder, version, paths={path: {"post": content}}, **outer)


_OUTER = ("components", "definitions", "consumes", "produces", "servers", "basePath")
