"""Diagnostics: every problem a page can have, with a stable code, and how they are printed.

Codes never change their meaning and are never given out twice: 1xx files, 2xx pages,
3xx links between pages, 4xx targets, 5xx output.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict
from enum import StrEnum
from typing import NamedTuple

from generator.model.source import Node, Source


class Severity(StrEnum):
    """How bad it is. Only errors change the exit code."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Code(NamedTuple):
    """What a code means."""

    severity: Severity
    title: str
    done: str
    """What the build does instead, in two or three words: the summary shows it."""
    explanation: str


_INFO, _WARNING, _ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR

CODES: dict[str, Code] = {
    "DOC101": Code(
        _ERROR,
        "not a text file",
        "left out",
        "The file holds bytes that no text has (a NUL, or the signature of an image or archive).",
    ),
    "DOC102": Code(
        _WARNING,
        "include not found",
        "left out",
        "A DocFX `[!include[title](path)]` names a file that is not there. The page is read "
        "without it; what it would have told (mostly a sample) is missing.",
    ),
    "DOC103": Code(
        _WARNING,
        "not UTF-8",
        "read as Windows-1252",
        "The bytes are not valid UTF-8. Save the page as UTF-8 to be sure of every letter.",
    ),
    "DOC104": Code(
        _WARNING,
        "empty page",
        "left out",
        "The file has no content.",
    ),
    "DOC105": Code(
        _WARNING,
        "front matter unreadable",
        "read without it",
        "The block between the `---` lines is not a flat YAML mapping of plain values. "
        "Anchors, aliases and tags are not read: pages are data.",
    ),
    "DOC106": Code(
        _ERROR,
        "include outside of the docs root",
        "left out",
        "Includes are only followed inside the docs root, links included.",
    ),
    "DOC107": Code(
        _ERROR,
        "include of itself",
        "left out",
        "An include leads back to a page that is being read.",
    ),
    "DOC108": Code(
        _INFO,
        "byte order mark or CRLF line ends",
        "read as plain UTF-8 with LF",
        "The page was saved by an editor that marks or ends lines its own way. Nothing is lost.",
    ),
    "DOC109": Code(
        _ERROR,
        "file unreadable",
        "left out",
        "The operating system would not give the file's content.",
    ),
    "DOC110": Code(
        _ERROR,
        "page too large",
        "left out",
        "A page with all that it includes may have 2 MiB and 100,000 lines, far more than people "
        "read. This holds time and memory within bounds.",
    ),
    "DOC111": Code(
        _ERROR,
        "page outside of the docs root",
        "left out",
        "The page is a link to a file outside of the docs root.",
    ),
    "DOC112": Code(
        _ERROR,
        "file name not UTF-8",
        "left out",
        "The name of the file, or of a folder above it, is not valid UTF-8, so no output could "
        "name the page. Rename it.",
    ),
    "DOC113": Code(
        _WARNING,
        "include not understood",
        "left as text",
        "The text holds `[!include` and is not of the form `[!include[title](path)]`.",
    ),
    "DOC114": Code(
        _ERROR,
        "merge conflict",
        "left out",
        "The page holds the lines `<<<<<<<`, `=======` and `>>>>>>>` that git leaves where a "
        "merge failed. Nobody knows which side is meant.",
    ),
    "DOC201": Code(
        _WARNING,
        "block not understood",
        "left out",
        "No rule claims this block of the page, so nothing of it reaches the output.",
    ),
    "DOC202": Code(
        _WARNING,
        "table row with the wrong number of cells",
        "read as far as it goes",
        "Too few cells count as empty; too many are joined into the last column, as an "
        "unescaped `|` in a description makes them. Write such a bar as `\\|`.",
    ),
    "DOC203": Code(
        _WARNING,
        "page ends too early",
        "read as far as it goes",
        "The page stops inside a table or code block, or before the section that tells the "
        "response.",
    ),
    "DOC204": Code(
        _WARNING,
        "response heading contradicted",
        "kept the status",
        "The heading names a type that the status, the table or the sample rules out, such as "
        "a body for a 204.",
    ),
    "DOC205": Code(
        _ERROR,
        "no request line",
        "left out",
        "An endpoint page needs one code block with a method and a path, such as "
        "`GET /api/v1/Contact/{id}`, under its title.",
    ),
    "DOC206": Code(
        _INFO,
        "title differs from the request line",
        "kept the request line",
        "The page's title names another method or path than its request line.",
    ),
    "DOC207": Code(
        _WARNING,
        "path parameter not in the table",
        "typed as string",
        "The path holds a parameter that the `Path Part` table does not list.",
    ),
    "DOC208": Code(
        _WARNING,
        "path parameter not in the path",
        "left out",
        "The `Path Part` table lists a parameter that the path does not hold.",
    ),
    "DOC209": Code(
        _WARNING,
        "sample is not JSON",
        "kept as text",
        "The body of a sample cannot be read as JSON, so it tells nothing of types.",
    ),
    "DOC210": Code(
        _WARNING,
        "row stands twice",
        "kept the first",
        "A table lists the same name more than once.",
    ),
    "DOC211": Code(
        _WARNING,
        "operation id missing",
        "derived from the path",
        "The front matter has neither `uid` nor `id`.",
    ),
    "DOC212": Code(
        _WARNING,
        "type not understood",
        "typed as unknown",
        "A type cell holds something that is neither a scalar, `array`, `object`, "
        "`Enum: A, B` nor a name.",
    ),
    "DOC213": Code(
        _INFO,
        "escaped bar in a cell",
        "read as text",
        "The cell holds `\\|`, which is read as a bar that belongs to the text.",
    ),
    "DOC214": Code(
        _INFO,
        "media types missing",
        "took the sample's",
        "The `Content-Type` or `Accept` row of the header table has no media types although "
        "there is a body.",
    ),
    "DOC215": Code(
        _WARNING,
        "no status table",
        "assumed 200",
        "The response section lists no status.",
    ),
    "DOC216": Code(
        _WARNING,
        "cell goes on in the next line",
        "joined to the cell above",
        "A line inside a table starts with no bar, and the row above has no bar at its end. "
        "Markdown knows no cell of several lines; write `<br>` in the cell.",
    ),
    "DOC217": Code(
        _WARNING,
        "table line outside of a row",
        "left out",
        "A line inside a table is no row of it, or a line that looks like a row belongs to no "
        "table.",
    ),
    "DOC218": Code(
        _WARNING,
        "table cut in two",
        "joined to the table above",
        "A blank line, comment or quotation stands between the rows of a table. A browser shows "
        "what follows as text.",
    ),
    "DOC219": Code(
        _WARNING,
        "comment without an end",
        "left out to the end of the page",
        "A `<!--` has no `-->`, so the rest of the page is a comment.",
    ),
    "DOC220": Code(
        _WARNING,
        "name too long",
        "left out",
        "A name of a property, parameter or model has more than 255 characters.",
    ),
    "DOC301": Code(
        _ERROR,
        "operation id stands twice",
        "renamed the second",
        "Two pages carry the same operation id for different operations.",
    ),
    "DOC302": Code(
        _WARNING,
        "operation documented twice",
        "kept the first page",
        "Two pages describe the same method and path.",
    ),
    "DOC303": Code(
        _INFO,
        "paths that OpenAPI calls identical",
        "told apart by a fragment",
        "OpenAPI calls `/List/{id}` and `/List/{name}` identical and forbids both in one "
        "document. All but one carry a `#fragment`, which clients do not send.",
    ),
    "DOC305": Code(
        _WARNING,
        "type cell contradicted",
        "kept the decision",
        "The type cell of this row names a type that other tables or the samples of the same "
        "property rule out. Write the expected type into the cell.",
    ),
    "DOC306": Code(
        _INFO,
        "sample contradicts the type",
        "kept the type",
        "A sample holds a kind of value that the property's type does not allow. Either the "
        "sample or the type cell is wrong.",
    ),
    "DOC307": Code(
        _INFO,
        "type found by name or prose alone",
        "took the likeliest",
        "Neither a table nor a sample tells this type; it was taken from others of the same "
        "name, or from the description. Write it into the cell, or add a sample.",
    ),
    "DOC311": Code(
        _WARNING,
        "model mentioned, explained nowhere",
        "typed as unknown",
        "A type cell or heading names a model, but no page has a table of its properties.",
    ),
    "DOC312": Code(
        _INFO,
        "type not told",
        "typed as unknown",
        "Neither the table nor any sample tells the type of this property or body.",
    ),
    "DOC401": Code(
        _INFO,
        "two groups want one name",
        "kept the long name",
        "Two tags are alike but for their suffix, so one of them keeps its whole name in the "
        "client.",
    ),
    "DOC402": Code(
        _WARNING,
        "two names fall together",
        "numbered the second",
        "Two names of the docs become the same name in the target language.",
    ),
    "DOC403": Code(
        _WARNING,
        "overlay action meets nothing",
        "left out",
        "An action of an OpenAPI Overlay has a target that no generated document holds: what it "
        "corrected may be gone, or right by now. Remove the action, or mend its JSONPath.",
    ),
    "DOC501": Code(
        _ERROR,
        "output not writable",
        "kept the old output",
        "The operating system would not write the file.",
    ),
    "DOC502": Code(
        _ERROR,
        "file changed by somebody",
        "left alone",
        "A generated file is no longer as it was written, so what somebody did to it would be "
        "lost. Make the change in the docs, a template or an overlay; `--force` writes over it.",
    ),
}


class Diagnostic(Node):
    """One problem in one place."""

    code: str
    source: Source
    found: str
    expected: str = ""
    done: str = ""
    """What the build did instead; the code's own words if empty."""

    @property
    def severity(self) -> Severity:
        return CODES[self.code].severity

    def __str__(self) -> str:
        code = CODES[self.code]
        expected = f"; expected {self.expected}" if self.expected else ""
        done = self.done or code.done
        return (
            f"{self.source}: {self.severity} {self.code} {code.title}: "
            f"{self.found}{expected} ({done})"
        )


def ordered(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The same problems in the order of their places, whatever order they were found in."""
    return sorted(
        set(diagnostics), key=lambda d: (d.source.file, d.source.line, d.source.column, str(d))
    )


def summary(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """A line a code: count, code, title, what was done, and the place where there is but one."""
    by_code: dict[str, list[Diagnostic]] = {}
    for diagnostic in ordered(diagnostics):
        by_code.setdefault(diagnostic.code, []).append(diagnostic)
    rows = sorted(
        by_code.items(), key=lambda item: (-list(Severity).index(CODES[item[0]].severity), item[0])
    )
    return [
        f"{len(found):>5,} {code} {CODES[code].severity:<7} {CODES[code].title:<42} "
        f"{found[0].source if len(found) == 1 else f'({CODES[code].done})'}"
        for code, found in rows
    ]


def worst(diagnostics: Iterable[Diagnostic]) -> Counter[Severity]:
    """How many there are of each severity."""
    return Counter(diagnostic.severity for diagnostic in diagnostics)


def as_text(diagnostics: Iterable[Diagnostic]) -> str:
    """A line a diagnostic."""
    return "".join(f"{diagnostic}\n" for diagnostic in ordered(diagnostics))


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """A JSON array of objects with code, severity, title, place, found, expected and done."""
    rows = [
        {
            "code": d.code,
            "severity": d.severity,
            "title": CODES[d.code].title,
            **asdict(d.source),
            "found": d.found,
            "expected": d.expected,
            "done": d.done or CODES[d.code].done,
        }
        for d in ordered(diagnostics)
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def as_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Workflow commands, which GitHub Actions shows beside the line."""
    names = {_INFO: "notice", _WARNING: "warning", _ERROR: "error"}

    def escaped(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def property_escaped(text: str) -> str:
        return escaped(text).replace(":", "%3A").replace(",", "%2C")

    return "".join(
        f"::{names[d.severity]} file={property_escaped(d.source.file)},line={d.source.line},"
        f"col={d.source.column},title={d.code}::{escaped(str(d).split(': ', 1)[1])}\n"
        for d in ordered(diagnostics)
    )


FORMATS: dict[str, Callable[[Iterable[Diagnostic]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}
