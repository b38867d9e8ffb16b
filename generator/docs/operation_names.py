"""The id and the tag of an operation, from the sources that the layout lists: its heading, anchor,
front matter, file name or path.
"""

import posixpath
import re
from collections.abc import Mapping, Sequence

from inflection import singularize

from generator.docs.operation_builder import OperationBuilder
from generator.docs.operation_ids import tag_of
from generator.docs.request_lines import RequestLine
from generator.model import Source

_WORDS = re.compile(r"[A-Za-z0-9]+")
_CAMEL = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
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
            words = pascal(f"{_action(builder.title, line.path) or builder.title} {builder.mark}")
            title = _path_title(line) if builder.titled_by_path else words
            if not builder.titled_by_path and _A_PATH.search(builder.title):
                title = ""
            tag = pascal(operation_tag(builder, "", line))
            if tag == title and not builder.titled_by_path:
                title = f"{line.method.capitalize()}{title}"
            return f"{tag}_{title}" if title else ""
    return ""


def _action(title: str, path: str) -> str:
    """The name of an action or function, in a title such as ``lamp: dim`` of ``/lamps/{id}/dim``;
    empty for another title.
    """
    _, colon, name = title.partition(": ")
    last = re.sub(r"\(.*", "", path.rpartition("/")[2])
    return name if colon and name.lower() == last.lower() else ""


def _path_title(line: RequestLine) -> str:
    """A title for an operation that has none: its method and the fixed parts of its path."""
    return pascal(f"{line.method.capitalize()} {_PARAMETER.sub('', line.path)}")


def alias_name(name: str, line: RequestLine, taken: Mapping[str, RequestLine]) -> str:
    """An id for one of several operations that share a description: ``name`` for the first, and
    for another what tells its request line from that of the first: the method, the fixed segments,
    the parameters; else a number.

    Of ``Lamps_GetLamp``, ``GET /me/lamp``: ``GET /rooms/{room}/lamps/{id}`` is
    ``Lamps_GetLampRooms``, ``GET /lamps/{id}`` is ``Lamps_GetLampById``.
    """
    if name not in taken:
        return name
    first = taken[name]
    method = line.method.capitalize() if line.method != first.method else ""
    known = [*_CAMEL.findall(name), *_WORDS.findall(first.path)]
    other = pascal(" ".join(_besides(_PARAMETER.sub(" ", line.path), known)))
    keys = pascal(" ".join(_besides(" ".join(_PARAMETER.findall(line.path)), known)))
    by = f"By{keys}" if keys else ""
    more = pascal(" ".join(_besides(_PARAMETER.sub(" ", line.path), _WORDS.findall(first.path))))
    for end in (other or by, f"{other}{by}", more):
        found = f"{name}{method}{end}"
        if found not in taken:
            return found
    number = 2
    while f"{name}{number}" in taken:
        number += 1
    return f"{name}{number}"


def _besides(text: str, known: Sequence[str]) -> list[str]:
    """The words of a text that are not among the known ones, be it in the plural."""
    seen = {singularize(word).lower() for word in known}
    return [word for word in _WORDS.findall(text) if singularize(word).lower() not in seen]


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
            return _resource(builder, line)
        case "parent":
            return pascal(builder.parents[-1].partition(" [")[0]) if builder.parents else ""
        case "page-title" | "file" if _is_whole_page(builder):
            return ""
        case "page-title":
            return pascal(builder.page.title)
        case "file":
            stem = _stem(builder)
            return pascal(stem) if stem.lower() not in ("index", "readme", "_index") else ""
        case "folder-file":
            folder = posixpath.basename(posixpath.dirname(builder.page.file))
            return pascal(folder) + _tag_from("file", builder, name, line)
        case "folder":
            return pascal(posixpath.basename(posixpath.dirname(builder.page.file)))
    return ""


def _is_whole_page(builder: OperationBuilder) -> bool:
    """Whether page or file have the title of the operation, and so name no group of several."""
    names = {pascal(builder.page.title), pascal(_stem(builder))}
    return len(_WORDS.findall(builder.title)) > 1 and pascal(builder.title) in names


def _stem(builder: OperationBuilder) -> str:
    """The name of the file, without its ending."""
    return posixpath.splitext(posixpath.basename(builder.page.file))[0]


def _resource(builder: OperationBuilder, line: RequestLine) -> str:
    """The resource that all request lines of a description are about: the one that the title
    names, then the one of most of them, then the first.
    """
    lines = builder.request_lines or [line]
    found = [name for one in lines if (name := _last_resource(one.path, builder.title))]
    title = builder.title.lower()
    named = [name for name in found if singularize(name).lower() in title] or found
    return max(named, key=named.count, default="")


def _last_resource(path: str, title: str) -> str:
    """The last fixed segment of a path that is no segment of OData (``$value``), and no action or
    function, which the title ``lamp: dim`` names.
    """
    fixed = [re.sub(r"\(.*|\{.*", "", part) for part in path.split("/")]
    names = [pascal(part) for part in fixed if part and not part.startswith("$")]
    if len(names) > 1 and _action(title, path):
        names.pop()
    return next((name for name in reversed(names) if name), "")


def pascal(text: str) -> str:
    """Words with capital first letters, put together."""
    return "".join(word[0].upper() + word[1:] for word in _WORDS.findall(text))[:80]
