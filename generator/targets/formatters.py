"""Formatters, which lay out rendered text before it is written. A pack names one for each file.

A file may be put together from parts, each of which is formatted by itself. Until the file and its
parts are formatted, a mark stands in the file for each part.
"""

import json
import re
import subprocess
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic_core import PydanticSerializationError, to_json

from generator.targets.errors import FormatError
from generator.targets.yaml_text import yaml_text

_LONGEST = 60
"""Seconds that a command may take for one file."""


class Formatter(NamedTuple):
    """How text of one format is laid out, and how parts are put into a file of it."""

    whole: Callable[[str], str]
    """The text of a file, laid out. Raises FormatError for text that is not of the format."""
    part: Callable[[str], str]
    """As ``whole``, for a part."""
    mark: Callable[[str, str], str]
    """What stands in a file for a part, from the part's name and its text."""
    insert: Callable[[str, Mapping[str, str]], str]
    """A laid out file with the texts of parts, given by name, in place of their marks."""


def _unchanged(text: str) -> str:
    return text


def _refuse_parts(name: str, text: str) -> str:
    raise FormatError(f"part {name}: this formatter takes no parts")


_BARE_MARK = re.compile(r"part_[0-9a-f]{16}_[0-9]+")


def _bare_mark(name: str, _text: str) -> str:
    return name


def _insert_as_is(text: str, parts: Mapping[str, str]) -> str:
    """Parts where their marks stand, whatever is around them."""
    return _BARE_MARK.sub(lambda mark: parts.get(mark[0], mark[0]), text)


def _without_parts(text: str, parts: Mapping[str, str]) -> str:
    return text


def _json_mark(name: str, _text: str) -> str:
    return f'"{name}"'


def _loaded(text: str) -> Any:
    """The value of a JSON text. Raises FormatError."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise FormatError(str(error)) from error


_JOINED_LEVELS = 2
"""How many levels of objects with one member are put on one line."""
# In JSON, a line break is never inside a string.
_ONE_MEMBER = re.compile(r'\{\n +((?![^\n]*"part_)[^\n]{1,100}[^\n,{\[])\n +\}')
_LINE_BREAK = re.compile(r"\n(?!\n)")


def _json(text: str) -> str:
    """JSON with a line for each member, but objects of one member on the line where they begin: a
    media type with its schema is one line, so a change of it is one line of a diff.
    """
    try:
        # Gives what json.dumps gives, in an eighth of the time.
        laid_out = to_json(_loaded(text), indent=2).decode()
    except PydanticSerializationError as error:
        raise FormatError(str(error)) from error
    for _ in range(_JOINED_LEVELS):
        laid_out = _ONE_MEMBER.sub(r"{\1}", laid_out)
    return laid_out + "\n"


def _insert_json(text: str, parts: Mapping[str, str]) -> str:
    return _insert(re.compile(r'^( *+)()(.*) "(part_\w+)"', re.MULTILINE), text, parts, " ", "")


def _yaml(text: str) -> str:
    """The YAML of a JSON text, so that one template serves both."""
    return yaml_text(_loaded(text))


def _insert_yaml(text: str, parts: Mapping[str, str]) -> str:
    # A key of more than 128 characters stands alone behind a question mark, and the first line of
    # its value behind a colon: `: get: part_0`.
    marks = re.compile(r"^( *+)(: )?(.*) (part_\w+)$", re.MULTILINE)
    return _insert(marks, text, parts, "\n", "  ")


def _insert(
    marks: re.Pattern[str], text: str, parts: Mapping[str, str], before: str, step: str
) -> str:
    """``text`` with parts, which are mappings, in place of the marks that ``marks`` finds.

    The groups of ``marks`` are the indent, what counts as indent too, the key and the name of the
    part. ``before`` goes
    between the key and the part, and ``step`` is the indent of the part beside that of the key.
    """

    def part(match: re.Match[str]) -> str:
        indent, more, key, name = match.groups(default="")
        if name not in parts:
            return match[0]
        body = before + parts[name].removesuffix("\n")
        pad = "\n" + indent + " " * len(more) + step
        # A blank line stays blank; most parts have none.
        inside = _LINE_BREAK.sub(pad, body) if "\n\n" in body else body.replace("\n", pad)
        return indent + more + key + inside

    return marks.sub(part, text)


def command_formatter(command: Sequence[str], path: str) -> Formatter:
    """A program that reads a file from its standard input and writes it, laid out, to its standard
    output. ``{path}`` in an argument becomes ``path``. It formats files only as a whole.
    """

    def whole(text: str) -> str:
        arguments = [argument.replace("{path}", path) for argument in command]
        try:
            # A pack's own command: whoever uses a pack trusts it as code.
            done = subprocess.run(  # noqa: S603
                arguments, input=text.encode(), capture_output=True, timeout=_LONGEST, check=False
            )
        except FileNotFoundError as error:
            raise FormatError(f"{arguments[0]}: {error.strerror}; is it installed?") from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise FormatError(f"{arguments[0]}: {error}") from error
        if done.returncode:
            problem = done.stderr.decode("utf-8", "replace").strip() or "no message"
            raise FormatError(f"{arguments[0]} ended with {done.returncode}: {problem}")
        try:
            return done.stdout.decode()
        except UnicodeDecodeError as error:
            raise FormatError(f"{arguments[0]}: {error}") from error

    return Formatter(whole, whole, _refuse_parts, _without_parts)


FORMATTERS: dict[str, Formatter] = {
    "": Formatter(_unchanged, _unchanged, _bare_mark, _insert_as_is),
    "none": Formatter(_unchanged, _unchanged, _bare_mark, _insert_as_is),
    "json": Formatter(_json, _json, _json_mark, _insert_json),
    "yaml": Formatter(_yaml, _yaml, _json_mark, _insert_yaml),
}
