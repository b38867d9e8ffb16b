"""Parses the JSON bodies of samples, and reduces them to shapes."""

import json
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from generator.docs.http_syntax import is_media_type
from generator.docs.shapes import Shape
from generator.model import Sample, Source

Report = Callable[[str, Source, str, str], None]
"""A function that reports a diagnostic: code, place, what was found, what was expected."""


def shape_of(samples: Iterable[Sample], report: Report, lenient: bool = False) -> Shape:
    """What the bodies of ``samples`` show together; one that is not JSON is DOC209, unless
    ``lenient`` and it is JSON with comments, trailing commas and ellipses.
    """
    shape = Shape()
    for sample in samples:
        if not sample.body or "json" not in sample_media_type(sample, "json"):
            continue
        try:
            shown = _shape_of_body(sample.body, lenient, _place(sample))
        except json.JSONDecodeError as error:
            place = _place(sample, error.lineno - 1, error.colno)
            report("DOC209", place, error.msg, "JSON, as the sample's Content-Type says")
        except (ValueError, RecursionError):
            found = "JSON nested too deep, a number too long, or half a character"
            report("DOC209", _place(sample), found, "JSON that can be read")
        else:
            shape.merge(shown)
    return shape


# A sample in a file that many pages include is parsed once. These shapes are merged into others,
# and nothing is merged into them.
@lru_cache(maxsize=16)
def _shape_of_body(body: str, lenient: bool, place: Source) -> Shape:
    shape = Shape()
    shape.add(_value(body, lenient), place)
    return shape


def _value(body: str, lenient: bool) -> Any:
    try:
        return parsed(body)
    except json.JSONDecodeError:
        if not lenient:
            raise
        return parsed(strict_json(body))


_LENIENT = re.compile(
    r'"(?:[^"\\\n]|\\.)*+(?:"|$)|//[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)|(?<![:\w"])#[^\n]*|\.\.\.|…',
    re.MULTILINE,
)
_TRAILING = re.compile(r",(\s*[}\]])")


def strict_json(body: str) -> str:
    """Strict JSON (RFC 8259) from JSON as examples have it: comments, ellipses and trailing commas
    are taken out.
    """
    text = _LENIENT.sub(lambda match: match[0] if match[0][0] == '"' else "", body)
    text = re.sub(r",(?:\s*,)+", ",", text)
    return _TRAILING.sub(r"\1", text)


def parsed(body: str) -> Any:
    """The value of a JSON text.

    Raises ValueError where it is none, or escapes half of a character (RFC 8259, 8.2), and
    RecursionError.
    """
    value = json.loads(body)
    if "\\ud" in body.lower():
        json.dumps(value, ensure_ascii=False).encode()
    return value


def sample_media_type(sample: Sample, default: str) -> str:
    """What the sample's ``Content-Type`` header says, without parameters."""
    for name, value in sample.headers:
        found = value.split(";")[0].strip()
        if name.lower() == "content-type" and is_media_type(found):
            return found
    return default


def _place(sample: Sample, line: int = 0, column: int = 1) -> Source:
    return Source(file=sample.source.file, line=sample.body_line + line, column=column)
