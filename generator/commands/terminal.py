"""Everything that is printed goes through here: made printable, and without ever raising.

Names of files, operations and models are chosen by whoever writes the docs. Printed as they are,
they could move the cursor (ECMA-48), turn a line around (Unicode TR36, "bidirectional text
spoofing") or give orders to the CI that shows the log (GitHub's and Azure's workflow commands).
"""

import io
import json
import os
import re
import sys
from contextlib import suppress
from typing import Any, NamedTuple, NoReturn, TextIO

_SPACES = "\t\u00a0\u3000"
"""Printed as they are, though ``str.isprintable`` denies it: the tabulator, the no-break space (of
French, for example) and the ideographic space (of Chinese)."""

_COMMAND_ANYWHERE = re.compile(r"#(?=#(?:vso)?\[)")
"""``##[error]`` (GitHub) and ``##vso[task]`` (Azure) are obeyed anywhere in a line."""
_COMMAND_AT_START = re.compile(r"^([^\S\n]*):(?=:)", re.MULTILINE)
"""``::error::`` is obeyed at the start of a line, white space before it or not."""


class Outcome(NamedTuple):
    """What a command prints when it is done, and the exit code: 0, 1 or 2."""

    stdout: str = ""
    stderr: str = ""
    code: int = 0
    commands: str = ""
    """GitHub workflow commands, a line each; they are printed to standard output as they are."""


class PrintableStream(io.TextIOWrapper):
    """Standard output or standard error. Whatever is written to it is made printable first.

    Never raises for an error of the system, such as a full disk: ``failure`` then holds the first
    error, and all later text is dropped.
    """

    failure: OSError | None = None
    _at_line_start = True

    def write(self, text: str) -> int:
        """Print ``text``, made printable; returns its length, as ``io.TextIOBase`` has it.

        Raises TypeError for bytes, by which click knows that this stream takes text.
        """
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if text:
            self.write_commands(printable(text, self._at_line_start))
        return len(text)

    def write_commands(self, text: str) -> None:
        """Print ``text`` as it is. Only for GitHub workflow commands that docs2sdk itself made."""
        self._at_line_start = text.endswith("\n")
        if self.failure is None:
            try:
                super().write(text)
            except OSError as error:
                self.failure = error

    def flush(self) -> None:
        """Hand over to the system what is buffered."""
        if self.failure is None:
            try:
                super().flush()
            except OSError as error:
                self.failure = error


def printable(text: str, at_line_start: bool = True) -> str:
    r"""``text`` with nothing in it that a terminal or a CI obeys.

    Characters that are not printable, other than the line feed, stand as Python's escapes
    (``\x1b``, ``\u202e``); of a workflow command one sign does. ``at_line_start`` says whether a
    line begins with ``text``.
    """
    if not text.replace("\n", "").isprintable():
        text = "".join(map(_escaped, text))
    if "##" in text:
        text = _COMMAND_ANYWHERE.sub(r"\\x23", text)
    if "::" in text:
        first, rest = ("", text) if at_line_start else _split_line(text)
        text = first + _COMMAND_AT_START.sub(r"\1\\x3a", rest)
    return text


def _split_line(text: str) -> tuple[str, str]:
    """The rest of a line that is begun, and the lines after it."""
    first, line_feed, rest = text.partition("\n")
    return first + line_feed, rest


def _escaped(char: str) -> str:
    if char == "\n" or char.isprintable() or char in _SPACES:
        return char
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")


def as_json(value: Any) -> str:
    """``value`` as JSON in ASCII, which every encoding can carry and no terminal obeys."""
    text = json.dumps(value, indent=2)
    # Only a string holds two of these signs in a row.
    return _COMMAND_ANYWHERE.sub(r"\\u0023", text) + "\n"


def workflow_command(name: str, message: str, **properties: object) -> str:
    """A GitHub workflow command, with its line feed, which puts ``message`` beside a line of a
    file. Escapes as GitHub's own toolkit does (``actions/toolkit``, ``core/src/command.ts``).
    """
    shown = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {shown}::{_data(message)}\n"


def _data(text: str) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return _COMMAND_ANYWHERE.sub(r"\\x23", "".join(map(_escaped, text)))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def echo(text: str) -> None:
    """Progress and results are for people: standard error, so that output can be piped."""
    print(text, file=sys.stderr, flush=True)


def abort(text: str) -> NoReturn:
    """End with exit code 2: the command cannot do what it was asked to."""
    echo(f"docs2sdk: {text}")
    raise SystemExit(2)


def open_streams() -> None:
    """Put a ``PrintableStream`` in place of standard output and error.

    Where a stream was closed (``>&-``), the null device takes its place, or else the next file
    that is opened would get its number, and what is printed.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            with suppress(OSError):
                os.open(os.devnull, os.O_RDWR)
    sys.stdout = _printable_stream(sys.stdout)
    sys.stderr = _printable_stream(sys.stderr)


def _printable_stream(stream: TextIO | None) -> TextIO:
    if not isinstance(stream, io.TextIOWrapper):
        # There is none where it was closed.
        return stream or io.TextIOWrapper(io.FileIO(os.devnull, "w"), encoding="utf-8")
    return PrintableStream(
        stream.buffer,
        encoding=stream.encoding,
        errors="backslashreplace",
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def show(outcome: Outcome) -> int:
    """Print what a command has to say; returns its exit code."""
    if isinstance(sys.stdout, PrintableStream):
        sys.stdout.write_commands(outcome.commands)
    else:
        sys.stdout.write(outcome.commands)
    sys.stdout.write(outcome.stdout)
    sys.stdout.flush()
    sys.stderr.write(outcome.stderr)
    return outcome.code


def end(outcome: Outcome) -> NoReturn:
    """Print what a command has to say, and end it with its exit code."""
    # Only here: a build where nothing changed is repeated without typer, which takes long to load.
    import typer

    raise typer.Exit(show(outcome))


def finish(code: int) -> NoReturn:
    """End the process at once, with ``os._exit``. At a usual end, Python would free every node of
    the model by itself, which takes as long as linking.

    The exit code is ``code``, also where the reader of a pipe has gone (``| head``). Where
    something else kept us from printing, such as a full disk, it is at least 1.
    """
    for name, stream in (("standard output", sys.stdout), ("standard error", sys.stderr)):
        with suppress(OSError):
            stream.flush()
        failure = getattr(stream, "failure", None)
        if failure and not isinstance(failure, BrokenPipeError):
            print(f"docs2sdk: {name}: {failure.strerror}", file=sys.stderr, flush=True)
            code = code or 1
    os._exit(code)
