"""What a page tells as the default of a field, as JSON."""

import json
import re

from generator.model import Array, Enumeration, Scalar, Schema, Unknown

_INTEGER = re.compile(r"[+-]?\d{1,18}")
_NUMBER = re.compile(r"[+-]?\d{1,18}\.\d{1,18}")
_WORD = re.compile(r"[^\s(){}<>\[\]\"'`]{1,200}")
_NOTHING = frozenset(
    {"", "-", "--", "\u2013", "\u2014", "none", "null", "nil", "n/a", "na", "no", "unset"}
)
"""What writers put where there is no default."""


def typed_by_default(schema: Schema, text: str) -> Schema:
    """The type of the default, for a field of which nothing else tells the type."""
    if not isinstance(schema, Unknown) or schema.written:
        return schema
    value, exact = _value(text)
    if exact and text.strip("` ")[:1] in ("'", '"'):
        return Scalar(type="string")
    if value.lower() in ("true", "false"):
        return Scalar(type="boolean")
    if _INTEGER.fullmatch(value):
        return Scalar(type="integer")
    return Scalar(type="number") if _NUMBER.fullmatch(value) else schema


def default_value(schema: Schema, text: str) -> str:
    """The default as JSON; empty where there is none, or where a value of the type can't be told
    from prose about it.
    """
    value, exact = _value(text)
    match schema:
        case Scalar(type="boolean") if value.lower() in ("true", "false"):
            return value.lower()
        case Scalar(type="integer") if _INTEGER.fullmatch(value):
            return str(int(value))
        case Scalar(type="number") if _INTEGER.fullmatch(value) or _NUMBER.fullmatch(value):
            return json.dumps(json.loads(re.sub(r"^(-?)\+?0+(?=\d)", r"\1", value.lstrip("+"))))
        case Scalar(type="string", format=None) if exact or _is_word(value):
            return json.dumps(value, ensure_ascii=False)
        case Enumeration(type="string", values=values) if value in values:
            return json.dumps(value, ensure_ascii=False)
        case Array() if value == "[]":
            return value
    return ""


def _value(text: str) -> tuple[str, bool]:
    """The value, and whether the page sets it off from prose: as code, or in quotes."""
    written = text.strip()
    value = written.strip("`").strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    code = value != written and "`" not in value and value.lower() not in _NOTHING
    return (value[1:-1] if quoted else value), quoted or code


def _is_word(value: str) -> bool:
    return bool(_WORD.fullmatch(value)) and value.lower() not in _NOTHING
