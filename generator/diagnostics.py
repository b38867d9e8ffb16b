"""Diagnostics: every problem a page can have, with a stable code.

Codes never change their meaning and are never given out twice: 1xx files, 2xx pages,
3xx links between pages, 4xx targets, 5xx output.
"""

from collections import Counter
from collections.abc import Iterable
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
        "The operating system would not give the content of the file or folder.",
    ),
    "DOC110": Code(
        _ERROR,
        "page too large",
        "left out",
        "A page with all that it includes may have 512 KiB, far more than people read. This holds "
        "time and memory within bounds.",
    ),
    "DOC111": Code(
        _ERROR,
        "page outside of the docs root",
        "left out",
        "The page is a link to a file, or to a folder of pages, outside of the docs root.",
    ),
    "DOC115": Code(
        _ERROR,
        "Git LFS pointer",
        "left out",
        "The file holds what Git LFS leaves in place of a file that was not fetched. "
        "`git lfs pull` fetches it.",
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
    "DOC503": Code(
        _ERROR,
        "manifest lists a file outside",
        "left alone",
        "The manifest in a target's folder lists a path that no build writes, such as one with "
        "`..` or `.git` in it. Find out who put it there; the next build writes a right manifest.",
    ),
    "DOC504": Code(
        _WARNING,
        "generated file in no manifest",
        "left alone",
        "The manifest was lost or damaged, and a file that the docs do not give any more says in "
        "its first lines that it was generated. Remove it, unless you keep it for a reason.",
    ),
    "DOC510": Code(
        _WARNING,
        "operations removed",
        "removed from the output",
        "The last build wrote these operations, and no page describes them any more. Where the "
        "docs dropped them, all is well; where pages are missing or could not be read, bring them "
        "back. Beyond the share that `allow_removals` permits, a build ends with exit code 1 and "
        "writes nothing.",
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


def worst(diagnostics: Iterable[Diagnostic]) -> Counter[Severity]:
    """How many there are of each severity."""
    return Counter(diagnostic.severity for diagnostic in diagnostics)


def as_text(diagnostics: Iterable[Diagnostic]) -> str:
    """One line for each diagnostic, whatever line breaks the docs put into it."""
    return "".join(f"{' '.join(str(d).splitlines())}\n" for d in ordered(diagnostics))
