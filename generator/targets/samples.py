"""Samples of the docs as text, without the secrets that their writers left in them."""

import re

from generator.model import Sample
from generator.targets import sample_secrets
from generator.targets.sample_secrets import CONFIDENTIAL, HIDDEN

_HEADER = re.compile(rf"{CONFIDENTIAL}|(?:^|-)key$", re.IGNORECASE)
_SCHEME = re.compile(r"(?:Basic|Bearer|Digest|[A-Z][\w-]{2,20})(?= )")
"""The scheme of an ``Authorization`` header, which is no secret."""
_MEMBER = re.compile(
    rf'({CONFIDENTIAL}"\s{{0,20}}:\s{{0,20}}")(?:[^"\\\n]|\\.)*+(?=")', re.IGNORECASE
)
"""A member of a JSON object whose name ends like that of a secret, and that is a text."""
_PARAMETER = re.compile(rf"({CONFIDENTIAL}=)[^&\s\"]*+", re.IGNORECASE)
_MASKED_BEFORE = re.compile(r"[*.x…<{\[$-]+")


def sample_text(sample: Sample) -> str:
    """A message of HTTP as the page shows it: start line, headers and body. What looks like a
    secret is masked: credentials in headers, and values called ``password``, ``token`` and the
    like.
    """
    lines = [_PARAMETER.sub(rf"\g<1>{HIDDEN}", sample.start_line)] if sample.start_line else []
    lines += [f"{name}: {_header_value(name, value)}" for name, value in sample.headers]
    body = without_secrets(sample.body)
    return "\n".join([*lines, "", body] if body and lines else [*lines, body]).strip("\n")


def without_secrets(text: str) -> str:
    """The body of a message, with what looks like a secret masked, and values that are called
    ``password``, ``token`` and the like.
    """
    text = sample_secrets.without_secrets(text)
    return _PARAMETER.sub(rf"\g<1>{HIDDEN}", _MEMBER.sub(rf"\g<1>{HIDDEN}", text))


def _header_value(name: str, value: str) -> str:
    if not _HEADER.search(name) or _MASKED_BEFORE.fullmatch(value):
        return value
    scheme = _SCHEME.match(value)
    return f"{scheme[0]} {HIDDEN}" if scheme else HIDDEN
