"""The words that keys of a layout may hold: kinds of blocks and fields, roles, columns."""

from typing import Literal

BlockKind = Literal[
    "fence",
    "code",
    "code-span",
    "paragraph",
    "list-item",
    "table-row",
    "tag",
    "heading",
    "curl",
    "label",
    "front-matter",
]
"""Where a request line may stand. ``code`` is indented code, ``code-span`` a paragraph or list
item that is nothing but code, ``curl`` a call with curl in a fence. ``label``: method and path
behind labels of their own; the words of the columns ``method`` and ``path`` are those of the
labels, and of the attributes of a ``tag``. ``front-matter``: the value of a key."""

Role = Literal[
    "description",
    "path",
    "query",
    "url",
    "header",
    "body",
    "form",
    "parameters",
    "response",
    "response-body",
    "errors",
    "sample",
    "request-sample",
    "response-sample",
    "authentication",
    "properties",
    "enum",
    "request",
    "notice",
    "ignored",
    "unknown",
]
"""What a section holds. ``url``: what is sent in the path or, where the path does not name it, in
the query. ``parameters``: arguments, of which something else tells the place.
``request``: the request line. ``unknown``: what stands there is a diagnostic."""

Column = Literal[
    "name",
    "type",
    "description",
    "required",
    "default",
    "in",
    "status",
    "value",
    "method",
    "path",
    "marks",
    "nullable",
    "read_only",
    "deprecated",
]
"""What a table column holds. ``nullable``, ``read_only`` and ``deprecated``: whether it is, as
``required``. ``marks``: words about the field, such as ``deprecated, nullable``."""

FieldKind = Literal["list-item", "paragraph", "definition", "heading", "name-cell", "description"]
"""A list item; a line of a paragraph that begins with one; a definition (its term, a colon, its
text); a heading; the name cell of a table; or the description of any of them, where that alone
tells the type."""
