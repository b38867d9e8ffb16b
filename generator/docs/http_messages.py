"""Request lines and sample HTTP messages."""

import re
from typing import NamedTuple, cast, get_args

from generator.docs.blocks import Fence
from generator.docs.route_parameters import split_route
from generator.model import Method, Sample, Source

METHODS: dict[str, Method] = {m: cast("Method", m) for m in get_args(Method)} | {"DEL": "DELETE"}

_HTTP_VERSION = re.compile(r"HTTP/[\d.]+")
_STATUS_LINE = re.compile(r"(?:HTTP/[\d.]+\s+|Status: )(\d{3})\b.*")
_ORIGIN = re.compile(r"https?://[^/\s]+", re.IGNORECASE)
_HEADER = re.compile(r"([!#$%&'*+.^_`|~\w-]+):\s*(.*)")


class MessageLine(NamedTuple):
    """The first line of a sample request (RFC 9112, 3), ``GET /path?query``, taken apart. ``path``
    starts with a slash and has no origin.
    """

    method: Method
    path: str
    query: str


def parse_request_line(line: str) -> MessageLine | None:
    """A method and a target; None where the line is anything else."""
    method, *targets = line.split(maxsplit=1)[:2] or [""]
    if not targets or "\n" in line.strip() or not method.isascii():
        return None
    if method.upper() not in METHODS:
        return None
    if method.upper() == "LIST" and not targets[0].startswith(("/", "http")):
        # A word that sentences start with.
        return None
    before, *last = targets[0].rsplit(maxsplit=1)
    has_version = bool(last) and bool(_HTTP_VERSION.fullmatch(last[0]))
    target = _ORIGIN.sub("", before if has_version else targets[0].rstrip(), count=1)
    path, _, query = split_route(target)[0].partition("?")
    path = path.partition("#")[0]
    return MessageLine(
        METHODS[method.upper()], "/" + path.strip().strip("/") if path.strip() else "/", query
    )


def parse_http_message(fence: Fence) -> Sample | None:
    """A sample message; None where the code block does not start as one."""
    lines = fence.text.rstrip("\n").split("\n")
    start = next((i for i, line in enumerate(lines) if line.strip()), None)
    if start is None:
        return None
    first = lines[start].strip()
    if _STATUS_LINE.fullmatch(first):
        kind = "response"
    elif parse_request_line(first):
        kind = "request"
    else:
        return None
    headers: list[tuple[str, str]] = []
    position = start + 1
    while position < len(lines) and (match := _HEADER.fullmatch(lines[position].strip())):
        headers.append((match[1], match[2].strip()))
        position += 1
    while position < len(lines) and not lines[position].strip():
        position += 1
    body = "\n".join(lines[position:]).rstrip()
    return Sample(
        kind="response" if kind == "response" else "request",
        start_line=first,
        headers=tuple(headers),
        body=body,
        source=Source(file=fence.file, line=fence.line + 1 + start),
        body_line=fence.line + 1 + position if body else 0,
    )
