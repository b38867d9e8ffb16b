"""Ids and groups of operations, from wherever a layout says they come."""

import posixpath
import re

from generator.docs.operation_builder import OperationBuilder
from generator.docs.operation_ids import tag_of
from generator.docs.request_lines import RequestLine
from generator.model import Source

_WORDS = re.compile(r"[A-Za-z0-9]+")
_A_PATH = re.compile(r"(?:^|[\s_])/\S|\{\w+\}|__")
"""A title that is a request line, or made of one, and so no name."""
_IDENTIFIER = re.compile(r"[A-Za-z_][\w.-]*")


def operation_id(builder: OperationBuilder, line: RequestLine) -> str:
    """From the first source of the layout that has one; else of method and path, with DOC211."""
    page = builder.page
    sources = page.layout.file.operations.id or []
    for source in sources:
        if found := _id_from(source, builder, line):
            return found
    found = "_".join([line.method.capitalize(), *re.findall(r"\w+", line.path)])
    if "path" not in sources:
        page.report(
            "DOC211",
            Source(file=page.file),
            "neither `uid` nor `id`",
            expected="an operation id",
            done=f"took {found}",
        )
    return found


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
        case ("anchor", _, _):
            return builder.anchor
        case ("tag-title", _, _):
            words = [] if _A_PATH.search(builder.title) else _WORDS.findall(builder.title)
            tag = operation_tag(builder, "", line)
            return f"{pascal(tag)}_{pascal(' '.join(words))}" if words else ""
    return ""


def operation_tag(builder: OperationBuilder, name: str, line: RequestLine) -> str:
    """The group, from the first source of the layout that has one; else the path's last fixed
    segment but one.
    """
    for source in builder.page.layout.file.operations.tag or []:
        if found := _tag_from(source, builder, name, line):
            return found
    return tag_of("", line.path)


def _tag_from(source: str, builder: OperationBuilder, name: str, line: RequestLine) -> str:
    match source:
        case "id":
            return tag_of(name, line.path)
        case "parent":
            return pascal(builder.parents[-1]) if builder.parents else ""
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
