"""Parses the text of type cells and headings into schemas, and writes schemas as such text."""

import re
from functools import lru_cache

from generator.model import (
    Array,
    Enumeration,
    Map,
    Object,
    Reference,
    Scalar,
    Schema,
    Union,
    Unknown,
)

_STRING = Scalar(type="string")
_BOOLEAN = Scalar(type="boolean")
_INT32 = Scalar(type="integer", format="int32")
_INT64 = Scalar(type="integer", format="int64")
_DOUBLE = Scalar(type="number", format="double")
_DATE_TIME = Scalar(type="string", format="date-time")
_DATE = Scalar(type="string", format="date")
_BINARY = Scalar(type="string", format="binary")

NOTHING = "none"
"""In the place of the type of an answer: it has no body."""

BASIC: dict[str, Schema] = {
    "any": Unknown(),
    "array": Array(items=Unknown()),
    "binary": _BINARY,
    "boolean": _BOOLEAN,
    "date": _DATE,
    "date-time": _DATE_TIME,
    "dictionary": Map(values=Unknown()),
    "double": _DOUBLE,
    "int32": _INT32,
    "int64": _INT64,
    "integer": Scalar(type="integer"),
    "null": Unknown(written="null"),
    "number": Scalar(type="number"),
    "object": Object(),
    "string": _STRING,
    "uuid": Scalar(type="string", format="uuid"),
}
"""The types that a layout maps its spellings to, by the names that it uses for them."""

SPELLINGS: dict[str, Schema] = {
    "": Unknown(),
    "any": Unknown(),
    "array": Array(items=Unknown()),
    "binary": _BINARY,
    "bool": _BOOLEAN,
    "boolean": _BOOLEAN,
    "byte": _BINARY,
    "char": _STRING,
    "date": _DATE,
    "date-time": _DATE_TIME,
    "datetime": _DATE_TIME,
    "datetimeoffset": _DATE_TIME,
    "decimal": _DOUBLE,
    "dictionary": Map(values=Unknown()),
    "double": _DOUBLE,
    "file": _BINARY,
    "float": _DOUBLE,
    "guid": Scalar(type="string", format="uuid"),
    "int": _INT32,
    "int16": _INT32,
    "int32": _INT32,
    "int64": _INT64,
    "integer": _INT32,
    "list": Array(items=Unknown()),
    "long": _INT64,
    "number": _DOUBLE,
    "object": Object(),
    "short": _INT32,
    "single": _DOUBLE,
    "stream": _BINARY,
    "string": _STRING,
    "time": _STRING,
    "timespan": _STRING,
    "uri": _STRING,
    "uuid": Scalar(type="string", format="uuid"),
}

DEEPEST = 8
"""How deep arrays and maps may be nested; a cell with more is not a type."""

MOST_VALUES = 1000
"""How many values an enumeration may have; a cell with more is not read as one."""

_ENUM = re.compile(r"enum\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
_ARRAY = re.compile(r"(?:array\s++of\s++(.+)|(?:array|list)\s*+<(.+)>|(.+)\[\])", re.IGNORECASE)
_MAP = re.compile(r"(?:dictionary|map)\s*+<\s*+string\s*+,\s*+(.+)>", re.IGNORECASE)
_NESTING = re.compile(r"\[\]|<|\bof\b", re.IGNORECASE)
_NAME = re.compile(r"(?:[A-Za-z_]\w*\.)*([A-Za-z_]\w*)")


@lru_cache(maxsize=4096)
def parse_type(written: str) -> Schema | None:
    """The schema a type cell names; None where it holds something that is no type at all."""
    written = written.strip().strip("`").strip()
    if known := SPELLINGS.get(written.lower()):
        return known
    if match := _ENUM.fullmatch(written):
        values = tuple(dict.fromkeys(v for v in map(str.strip, match[1].split(",")) if v))
        if len(values) > MOST_VALUES:
            return None
        return Enumeration(values=values) if values else _STRING
    if len(_NESTING.findall(written)) > DEEPEST:
        return None
    if match := _ARRAY.fullmatch(written):
        items = parse_type(next(filter(None, match.groups())))
        return Array(items=items) if items else None
    if match := _MAP.fullmatch(written):
        inner = parse_type(match[1])
        return Map(values=inner) if inner else None
    if match := _NAME.fullmatch(written):
        return Reference(name=match[1])
    return None


def write_type(schema: Schema | None) -> str:
    """What a type cell would say: ``int32``, ``Lamp[]``, ``dictionary<string, Lamp>``."""
    match schema:
        case None:
            return "no type"
        case Reference(name=name):
            # A model may have the name of a type: ``model.List`` is no list.
            return f"model.{name}" if name.lower() in SPELLINGS else name
        case Array(items=Unknown()):
            return "array"
        case Array(items=items):
            return f"{write_type(items)}[]"
        case Map(values=Unknown()):
            return "dictionary"
        case Map(values=values):
            return f"dictionary<string, {write_type(values)}>"
        case Enumeration(values=names):
            return f"Enum: {', '.join(names)}"
        case Scalar(type=kind, format=format_):
            return format_ or {"integer": "int32", "boolean": "bool"}.get(kind, kind)
        case Object():
            return "object"
        case Union(variants=variants):
            return " or ".join(map(write_type, variants))
        case _:
            return "unknown"
