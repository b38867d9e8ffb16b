"""Code blocks as sample messages."""

import re

from generator.docs.blocks import Fence
from generator.docs.http_messages import parse_http_message
from generator.docs.layout.layout import Layout
from generator.docs.operation_builder import Answer
from generator.docs.sample_bodies import TEMPLATES
from generator.model import Sample, Source

_CURL_DATA = re.compile(
    r"(?:--data(?:-raw|-binary|-ascii)?|-d|--json)[ =]\s{0,20}"
    r"(?:'([^']{1,20000})'|\"((?:[^\"\\]|\\.){1,20000})\")"
)
_CURL_HEADER = re.compile(r"(?:-H|--header)[ =]['\"]([\w-]{1,80}): ?([^'\"\n]{0,400})['\"]")
_STATUS = re.compile(
    r"""(?:[\w+-]{1,40}[ ,]+)?(?:title=)?["']?(?:[A-Za-z]{1,20} ){0,3}"""
    r"""\(?([1-5]\d\d)\)?(?:["' ,].{0,80})?"""
)
"""The info string of a fence that tells the status of the answer: ``json 404``,
``json title="404 Not Found"``, ``json Success (204)``."""
_KINDS = {
    "request-sample": "request",
    "body": "request",
    "form": "request",
    "parameters": "request",
    "response-sample": "response",
    "response": "response",
    "response-body": "response",
    "errors": "response",
}


def status_of_info(info: str) -> str:
    """The status that the info string of a fence tells; empty where it tells none."""
    match = _STATUS.fullmatch(info)
    return match[1] if match else ""


def parse_sample(
    layout: Layout, fence: Fence, section: str | None, answer: Answer | None
) -> Sample | None:
    """A sample message; None where the code block is none.

    A block that does not start as a message of HTTP is one by the section it stands in.
    """
    if sample := parse_http_message(fence):
        return sample
    if layout.file.strict:
        return None
    text = fence.text.strip()
    if text.startswith(("curl ", "$ curl")):
        return _curl(fence)
    kind = _KINDS.get(section or "")
    shown = status_of_info(fence.info)
    if section == "sample" or shown:
        kind = "response"
    if kind is None or not text.startswith(("{", "[", '"')) or text.startswith(TEMPLATES):
        return None
    indent = len(fence.text) - len(fence.text.lstrip("\n"))
    first = fence.line + 1 if fence.raw.lstrip().startswith(("`", "~")) else fence.line
    status = shown or (answer.status if answer and kind == "response" else "")
    return Sample(
        kind="request" if kind == "request" else "response",
        start_line=f"HTTP/1.1 {status}" if status else "",
        body=text,
        source=Source(file=fence.file, line=first + indent),
        body_line=first + indent,
    )


def _curl(fence: Fence) -> Sample:
    """A call with curl: what it sends is its ``--data``."""
    match = _CURL_DATA.search(fence.text)
    body = (match[1] or match[2] or "") if match else ""
    line = fence.line + 1
    return Sample(
        kind="request",
        start_line="",
        headers=tuple(_CURL_HEADER.findall(fence.text)),
        body=body if body.lstrip().startswith(("{", "[")) else "",
        source=Source(file=fence.file, line=line),
        body_line=line + fence.text[: match.start()].count("\n") if match else 0,
    )
