"""A small whole page to start from, and what to change in it."""

PAGE = """\
---
title: POST Agents/Lamp/Switch
uid: v1LampAgent_Switch
---

# POST Agents/Lamp/Switch

```http
POST /api/v1/Agents/Lamp/Switch
```

Switches a lamp.

## Query String Parameters

| Parameter Name | Type |  Description |
|----------------|------|--------------|
| $select | string |  A comma separated list of properties |

```http
POST /api/v1/Agents/Lamp/Switch?$select=name,state
```

## Request Headers

| Parameter Name | Description |
|----------------|-------------|
| Authorization  | Takes 'Basic', 'SoTicket' and 'Bearer' |
| Content-Type | The body is: `application/json`, `text/json` |
| Accept         | The answer is: `application/json` |
| SO-Language | Which language |

## Request Body: request

LampId, State

| Property Name | Type |  Description |
|----------------|------|--------------|
| LampId | Integer | Which lamp |
| State | Enum: On, Off, Blinking  | What it shall do |

## Response: Lamp

OK

| Response | Description |
|----------------|-------------|
| 200 | OK |
| 404 | No such lamp. |

### Response body: Lamp

| Property Name | Type |  Description |
|----------------|------|--------------|
| Id | int32 | Primary key |
| Name | string |  |
| Seen | date-time | **Required** When it was last seen |

## Sample request

```http!
POST /api/v1/Agents/Lamp/Switch
Authorization: Basic abc
Content-Type: application/json; charset=utf-8

{
  "LampId": 7,
  "State": "On"
}
```

## Sample response

```http_
HTTP/1.1 200 OK
Content-Type: application/json; charset=utf-8

{
  "Id": 7,
  "Name": "Hall",
  "Seen": "2020-01-02T03:04:05Z"
}
```
"""


def changed(old: str, new: str) -> str:
    """The page with one part replaced."""
    if PAGE.count(old) != 1:
        raise ValueError(f"{old!r} stands {PAGE.count(old)} times in the page")
    return PAGE.replace(old, new)


def codes(diagnostics: "tuple | list") -> list[str]:  # type: ignore[type-arg]
    """The codes alone, in order."""
    return [diagnostic.code for diagnostic in diagnostics]
