"""What HTTP and URIs allow in a path and in a media type."""

import re

_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Control and formatting characters, and halves of surrogate pairs."""
_WORD = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"
_MEDIA_TYPE = re.compile(
    rf"""{_WORD}/{_WORD}(?:[ \t]*;[ \t]*{_WORD}=(?:{_WORD}|"[^"\\\x00-\x1f\x7f-\uffff]*"))*+"""
)
"""RFC 9110, 8.3.1: type, subtype and parameters, all of ASCII."""


def without_invisible(path: str) -> str:
    """A path without the characters that no URI has, not even encoded, unless by mistake."""
    return _INVISIBLE.sub("", path)


def is_media_type(text: str) -> bool:
    """Whether a text is a media type, with or without parameters."""
    return bool(_MEDIA_TYPE.fullmatch(text))
