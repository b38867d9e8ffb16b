"""The id and the tag of an operation, from the sources that the layout lists: its heading, anchor,
front matter, file name or path.
"""

import posixpath
import re
from collections.abc import Mapping

from generator.docs.operation_builder import OperationBuilder
from generator.docs.operation_ids import tag_of
from generator.docs.request_lines import RequestLine
from generator.model import Source

_WORDS = re.compile(r"[A-Za-z0-9]+")
_A_PATH = re.compile(r"(?:^|[\s_])/\S|\{\w+\}|__")
"""A title that is a request line, or made of one, and so no name."""
_PARAMETER = re.compile(r"\{[^{}]*\}")
_IDENTIFIER = re.compile(r"[A-Za-z_][\w.-]*")


def operation_id(builder: OperationBuilder, line: RequestLine) -> str:
    """The id from the first source of the layout that has one; else one made of method and path,
    with DOC211.
    """
    page = builder.page
    sources = page.layout.file.operations.id or []
    for source in sources:
        if found := _id_from(source, builder, line):
            return found
    found = _of_path(line)
    if "path" not in sources:
        page.report(
            "DOC211",
            Source(file=page.file),
            "neither `uid` nor `id`",
            expected="an operation id",
            done=f"took {found}",
        )
    return found


def _of_path(line: RequestLine) -> str:
    return "_".join([line.method.capitalize(), *re.findall(r"\w+", line.path)])


def _id_from(source: str, builder: OperationBuilder, line: RequestLine) -> str:
    match source.partition(":"):
        case ("front-matter", _, key):
            return builder.page.front_matter.get(key, "")
        case ("title", _, _):
            return (
                builder.title
                if not _A_PATH.search(builder.title) and _IDENTIFIER.fullmatch(builder.title)
                else ""
            )
        case ("path", _, _):
            return _of_path(line)
        case ("anchor", _, _):
            return builder.anchor
        case ("tag-title", _, _):
            words = pascal(f"{builder.title} {builder.mark}")
            title = _path_title(line) if builder.titled_by_path else words
            if not builder.titled_by_path and _A_PATH.search(builder.title):
                title = ""
            return f"{pascal(operation_tag(builder, '', line))}_{title}" if title else ""
    return ""


def _path_title(line: RequestLine) -> str:
    """A title for an operation that has none: its method and the fixed parts of its path."""
    return pascal(f"{line.method.capitalize()} {_PARAMETER.sub('', line.path)}")


def alias_name(name: str, line: RequestLine, taken: Mapping[str, RequestLine]) -> str:
    """An id for one of several operations that share a description: ``name`` for the first, and
    for another what its method or its path has besides, or a number.
    """
    if name not in taken:
        return name
    first = taken[name]
    known = _WORDS.findall(first.path)
    other = pascal(" ".join(word for word in _WORDS.findall(line.path) if word not in known))
    method = line.method.capitalize() if line.method != first.method else ""
    found = f"{name}{method}{other}"
    number = 2
    while found in taken:
        found, number = f"{name}{number}", number + 1
    return found


def operation_tag(builder: OperationBuilder, name: str, line: RequestLine) -> str:
    """The tag from the first source of the layout that has one; else the last but one of the path's
    segments that are no parameters.
    """
    for source in builder.page.layout.file.operations.tag or []:
        if found := _tag_from(source, builder, name, line):
            return found
    return tag_of("", line.path)


def _tag_from(source: str, builder: OperationBuilder, name: str, line: RequestLine) -> str:
    match source:
        case "id":
            return tag_of(name, line.path)
        case "path":
            return tag_of("", line.path)
        case "resource":
            fixed = [re.sub(r"\(.*|\{.*", "", part) for part in line.path.split("/")]
            return next((pascal(part) for part in reversed(fixed) if part), "")
        case "parent":
            return pascal(builder.parents[-1].partition(" [")[0]) if builder.parents else ""
        case "page-title":
            return pascal(builder.page.title)
        case "file":
            stem = posixpath.splitext(posixpath.basename(builder.page.file))[0]
            return pascal(stem) if stem.lower() not in ("index", "readme", "_index") else ""
        case "folder":
            return pascal(posixpath.basename(posixpath.dirname(builder.page.file)))
    return ""


def pascal(text: str) -> str:
    """Words with capital first letters, put together."""
    return "".join(word[0].upper() + word[1:] for word in _WORDS.findall(text))[:80]
