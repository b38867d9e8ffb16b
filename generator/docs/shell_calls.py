"""Calls of an API that a code block shows for a shell: with curl, or with HTTPie."""

import re
from collections.abc import Iterator

from generator.docs.blocks import Fence

_LONGEST_CODE = 4000
_ADDRESS = re.compile(r"https?://[^\s'\"]{1,1000}|(?<=[\s'\"])/[^\s'\"]{1,1000}")
_CURL_METHOD = re.compile(r"(?:-X|--request)[ =]?['\"]?([A-Z]+)")
_CURL_SENDS = re.compile(r"\s(?:-d|-F|--data[\w-]*|--form|--json)[ =]")
_CURL_GETS = re.compile(r"\s(?:-G|--get)\s")
_HTTPIE = re.compile(
    r"\$? ?https? (?:--?[\w-]{1,40}(?:=\S{1,200})? ){0,9}(?:(?P<method>[A-Z]{3,7}) )?"
    r"(?P<address>(?:https?://|/|:\d{0,5}/|[\w.-]+\.[a-z]{2,10}/)\S{0,1000}+)(?P<rest>.*)"
)
_HTTPIE_SENDS = re.compile(r"(?<=\s)[\w.\[\]-]+:?=[^=\s]")


def shell_calls(block: Fence) -> Iterator[tuple[int, str, str]]:
    """The line of the page, method and address of each call. Without a method it is POST where
    something is sent, else GET (curl's manual; HTTPie's, "Optional GET and POST").
    """
    text = block.text[:_LONGEST_CODE]
    if "curl " not in text and "http" not in text:
        return
    first = block.line + block.raw.lstrip().startswith(("`", "~"))
    for number, call in _calls(text):
        line = " ".join(call.split())
        if "curl " in line and (address := _ADDRESS.search(line)):
            method = _CURL_METHOD.search(line)
            sends = bool(_CURL_SENDS.search(line)) and not _CURL_GETS.search(line)
            yield first + number, method[1] if method else "POST" if sends else "GET", address[0]
        elif match := _HTTPIE.fullmatch(line):
            sends = bool(_HTTPIE_SENDS.search(match["rest"]))
            yield first + number, match["method"] or ("POST" if sends else "GET"), match["address"]


def _calls(text: str) -> Iterator[tuple[int, str]]:
    """Each command with the number of its first line; a backslash at the end goes on."""
    start, parts = 0, list[str]()
    for number, line in enumerate(text.split("\n")):
        start = start if parts else number
        parts.append(line.rstrip().removesuffix("\\"))
        if not line.rstrip().endswith("\\"):
            yield start, " ".join(parts)
            parts = []
    if parts:
        yield start, " ".join(parts)
