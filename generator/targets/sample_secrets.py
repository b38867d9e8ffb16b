"""Takes out of the values of samples what looks like a secret. No pattern finds all of them."""

import re
from typing import Any

HIDDEN = "***"
CONFIDENTIAL = (
    r"(?:auth(?:orization)?|cookie|credentials?|jwt|pass(?:word|wd|phrase)|pwd|secret|token"
    r"|(?:api|access|private)[-_]?key)"
)
"""How the name of a secret ends, in small letters."""
_NAME = re.compile(rf".*{CONFIDENTIAL}", re.IGNORECASE | re.DOTALL)
_SECRET = re.compile(
    r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[^-]*+(?:-----END [A-Z ]{0,20}PRIVATE KEY-----)?"
    r"|(?<![\w-])eyJ[\w-]{10,}+\.[\w-]++(?:\.[\w-]++)?"
    r"|(?<![A-Za-z])(?:[Bb]earer|[Bb]asic) (?=[\w.~+/-]*?(?:[a-z][A-Z]|[\d=]))[\w.~+/=-]{8,}+"
    r"|\b(?:AKIA[0-9A-Z]{16}|AIza[\w-]{35}|gh[opsur]_\w{36}|glpat-[\w-]{20}|hv[bs]\.[\w-]{20,}+"
    r"|[rs]k_(?:live|test)_\w{16,}+|sk-[\w-]{20,}+|xox[abprs]-[\w-]{10,}+)"
)
"""Private keys, JSON Web Tokens, authorisations, and what well-known services mark as secrets."""


def masked(value: Any) -> Any:
    """A JSON value whose texts have no secrets in them, and which has none under names of such."""
    match value:
        case str():
            return without_secrets(value)
        case list():
            return [masked(item) for item in value]
        case dict():
            return {name: _member(name, inner) for name, inner in value.items()}
    return value


def _member(name: str, value: Any) -> Any:
    is_secret = isinstance(value, str) and value and _NAME.fullmatch(name)
    return HIDDEN if is_secret else masked(value)


def without_secrets(text: str) -> str:
    """A text with ``HIDDEN`` in place of what looks like a secret."""
    return _SECRET.sub(HIDDEN, text)
