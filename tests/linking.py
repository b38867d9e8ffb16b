"""Small pages and corpora for tests of linking and of clients, from a few words each."""

from conftest import ReadText

from generator.link import Linked, link
from generator.model import Operation

HEAD = """\
---
title: {method} {path}
uid: v1{tag}_{name}
---

```http
{method} /api/v1/{path}
```

{summary}

## Request Headers

| Parameter Name | Description |
|---|---|
| Content-Type | `application/json` |
| Accept | `application/json` |
"""


def page(
    name: str,
    *,
    request: str = "",
    response: str = "",
    status: str = "200",
    summary: str = "",
    sent: str = "",
    answer: str = "",
    tag: str = "LampAgent",
    path: str = "",
) -> str:
    text = HEAD.format(
        method="POST", path=path or f"Agents/Lamp/{name}", tag=tag, name=name, summary=summary
    )
    if request:
        text += f"\n## Request Body: {request}\n"
    heading, _, table = response.partition("\n")
    text += (
        f"\n## Response:\n\n| Response | Description |\n|---|---|\n| {status} | OK |\n"
        f"\n### Response body: {heading}\n\n{table}\n"
    )
    json = "Content-Type: application/json"
    if sent:
        text += f"\n## Sample request\n\n```http!\nPOST /x\n{json}\n\n{sent}\n```\n"
    if answer:
        text += f"\n## Sample response\n\n```http_\nHTTP/1.1 {status} OK\n{json}\n\n{answer}\n```\n"
    return text


def table(*rows: str) -> str:
    return "| Property Name | Type | Description |\n|---|---|---|\n" + "\n".join(
        f"| {row} |" for row in rows
    )


class Corpus:
    """Pages, linked."""

    def __init__(self, read: ReadText) -> None:
        self._read = read

    def link(self, *pages: str) -> Linked:
        return link([self._read(text, f"{number}.md") for number, text in enumerate(pages)])


def operation(linked: Linked, name: str) -> Operation:
    return next(op for op in linked.api.operations if op.operation_id.endswith(f"_{name}"))
