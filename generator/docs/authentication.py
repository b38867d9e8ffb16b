"""Authentication and content negotiation: header rows that are not parameters, and labels."""

import re
from functools import lru_cache

from generator.docs.fields import Field
from generator.docs.operation_builder import OperationBuilder
from generator.model import FORGERY, SecurityScheme

_MEDIA_TYPE = re.compile(
    r"`([\w.+-]+/[\w.+*-]+)`|(?<![\w/`])([a-z]+/[\w.+*-]{0,80}[\w+*-])(?![\w/])"
)
"""In plain text, the dot after it ends a sentence."""
_QUOTED = re.compile(r"['\"`](\w[\w-]*)['\"`]")
REGISTERED = {"basic": "Basic", "bearer": "Bearer", "digest": "Digest"}
"""HTTP authentication schemes that OpenAPI tools know, as IANA writes them; others are written as
an API key.
"""
_PUBLIC = re.compile(r"public|none|not required|no authentication.*", re.IGNORECASE)
_TOKEN = re.compile(r"\b(?:oauth ?2?|access token|user token|app token|jwt)\b", re.IGNORECASE)
"""What is sent as a bearer token (RFC 6750)."""
_XSRF = re.compile(r"x[sc]rf|csrf", re.IGNORECASE)


def claim_header(builder: OperationBuilder, row: Field) -> bool:
    """Take a header row that is about authentication or media types (``Authorization``, ``Accept``,
    ``Content-Type``, a token against request forgery); return False for a header that is a
    parameter.
    """
    match row.name.lower():
        case "authorization":
            builder.security += authentication_schemes(row.description)
        case "content-type":
            builder.request_media_types += _media_types(row.description)
        case "accept":
            builder.response_media_types += _media_types(row.description)
        case name if _XSRF.search(name):
            builder.security.append(
                SecurityScheme(
                    name=FORGERY, type="apiKey", header=row.name, description=row.description
                )
            )
        case _:
            return False
    return True


def _media_types(text: str) -> list[str]:
    return list(dict.fromkeys(quoted or plain for quoted, plain in _MEDIA_TYPE.findall(text)))


@lru_cache
def authentication_schemes(description: str) -> tuple[SecurityScheme, ...]:
    """The ways to authenticate that a description names. Cached, as most pages have the same
    text.
    """
    names = _QUOTED.findall(description) or re.findall(
        r"\b(Basic|Bearer|Digest)\b", description, re.IGNORECASE
    )
    if not names and _PUBLIC.fullmatch(description.strip(" .")):
        return ()
    if not names and _TOKEN.search(description):
        return (SecurityScheme(name="bearer", type="http", scheme="Bearer"),)
    return tuple(
        SecurityScheme(
            name=name.lower() if name.lower() in REGISTERED else name[0].lower() + name[1:],
            type="http" if name.lower() in REGISTERED else "apiKey",
            scheme=name,
            description=description,
        )
        for name in dict.fromkeys(names or ["Authorization"])
    )
