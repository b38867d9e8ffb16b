"""Parses the JSON bodies of samples, and reduces them to shapes."""

import json
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from generator.docs.http_syntax import is_media_type
from generator.docs.shapes import Shape
from generator.json_text import strict_json
from generator.model import Sample, Source

TEMPLATES = ("{%", "{{")
"""Tags of template languages, which no JSON begins with."""
_ERROR = re.compile(r"(?:HTTP/[\d.]+|Status:)\s+([345]\d\d)")

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
    for value in _values(body, lenient):
        shape.add(value, place)
    return shape


def _values(body: str, lenient: bool) -> list[Any]:
    """The value of a body; of a lenient one also several, one after the other."""
    try:
        return [parsed(body)]
    except json.JSONDecodeError as error:
        if not lenient:
            raise
        text = strict_json(body)
        try:
            return [parsed(text)]
        except json.JSONDecodeError as again:
            if again.msg != "Extra data":
                raise error from again
            return _stream(text)


def _stream(text: str) -> list[Any]:
    """JSON texts one after the other (RFC 7464 without its marks)."""
    decoder, found, position = json.JSONDecoder(), [], 0
    while position < len(text):
        value, position = decoder.raw_decode(text, position)
        found.append(value)
        while position < len(text) and text[position] in " \t\r\n,":
            position += 1
    json.dumps(found, ensure_ascii=False).encode()
    return found


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


def error_status(sample: Sample) -> str:
    """The status of an answer that is no success; empty for all else."""
    match = _ERROR.match(sample.start_line)
    return match[1] if match else ""


def is_json(sample: Sample) -> bool:
    """Whether the body looks like JSON, and is no template that makes some."""
    body = sample.body.lstrip()
    return body.startswith(("{", "[")) and not body.startswith(TEMPLATES)


def _place(sample: Sample, line: int = 0, column: int = 1) -> Source:
    return Source(file=sample.source.file, line=sample.body_line + line, column=column)
