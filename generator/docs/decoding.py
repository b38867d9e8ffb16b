"""Decodes the bytes of a page: UTF-8, else Windows-1252."""

from generator.diagnostics import Diagnostic
from generator.files import Loaded
from generator.model import Source

_SIGNATURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"%PDF-", b"\x1f\x8b")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"
_CONFLICT = ("<<<<<<< ", "=======", ">>>>>>> ")
"""How the lines start that git leaves around the two sides of a merge it could not make."""

MOST_LINES = 100_000
"""Of a page with all it includes. References that are one page have a third of that."""


def decode(file: Loaded) -> tuple[str | None, list[Diagnostic]]:
    """The text of a file with LF line ends, and a diagnostic for all that is wrong with its bytes.
    The text is None where the bytes are no text.
    """

    def problem(code: str, found: str, line: int = 1, column: int = 1) -> Diagnostic:
        return Diagnostic(
            code=code, source=Source(file=file.name, line=line, column=column), found=found
        )

    data = file.data
    if file.code:
        return None, [problem(file.code, file.problem)]
    if not data.removeprefix(_UTF8_MARK).strip():
        return None, [problem("DOC104", f"{len(data)} bytes, all of them blank")]

    problems: list[Diagnostic] = []
    if data.startswith(_UTF16_MARKS):
        text = data.decode("utf-16", errors="replace")
        problems.append(problem("DOC108", "UTF-16 with a byte order mark"))
    elif data.startswith(_SIGNATURES) or b"\x00" in data:
        return None, [problem("DOC101", f"{len(data):,} bytes of binary data")]
    else:
        marked = data.startswith(_UTF8_MARK)
        data = data.removeprefix(_UTF8_MARK)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            before = data[: error.start].decode("utf-8")
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            problems.append(problem("DOC103", f"byte 0x{data[error.start]:02X}", line, column))
            text = data.decode("cp1252", errors="replace")
        odd = [
            *(["a byte order mark"] if marked else []),
            *(["CRLF line ends"] if "\r\n" in text else []),
        ]
        if odd:
            problems.append(problem("DOC108", " and ".join(odd)))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if (lines := text.count("\n")) > MOST_LINES:
        return None, [problem("DOC110", f"{lines:,} lines")]
    if conflict := _conflict(text):
        return None, [*problems, problem("DOC114", text.split("\n")[conflict - 1], conflict)]
    return text, problems


def _conflict(text: str) -> int:
    """The line on which a failed merge starts; 0 where there is none."""
    if _CONFLICT[0] not in text:
        return 0
    found: list[int] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith(_CONFLICT[len(found)]):
            found.append(number)
        if len(found) == len(_CONFLICT):
            return found[0]
    return 0
