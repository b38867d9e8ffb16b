"""JSON as people write it in examples."""

import re

_LENIENT = re.compile(
    r'"(?:[^"\\\n]|\\.)*+(?:"|$)|//[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)|(?<![:\w"])#[^\n]*|(?:\.{3,}|…)[^\n"{}\[\],]{0,80}',
    re.MULTILINE,
)
_MISSING_COMMA = re.compile(r"(?<=[\]}\"\d])([ \t\r]*+\n\s*+)(?=[\"{])")
"""Between a value and the next one or the name of the next member, on the next line."""
_BRACKET = re.compile(r"[{}\[\]]")
_STRING = re.compile(r'("(?:[^"\\\n]|\\.)*+")')
_MEMBER = re.compile(r'\s*+"[^"\n]{1,100}"\s*+:')
"""What a text begins with that is the inside of an object."""
_BARE_NAME = re.compile(r"([{,]\s{0,200})([A-Za-z_$][\w$-]{0,100})(?=\s{0,20}:)")
_TRAILING = re.compile(r",(\s*[}\]])")


def strict_json(body: str) -> str:
    """Strict JSON (RFC 8259) from JSON as examples have it: comments, ellipses and trailing commas
    are taken out; missing commas, quotes of names and brackets at the end are put in.
    """
    text = _LENIENT.sub(lambda match: match[0] if match[0][0] == '"' else "", body)
    if "\n" in text:
        text = _MISSING_COMMA.sub(r",\1", text)
    text = _quoted_names(text)
    if _MEMBER.match(text):
        text = f"{{{text}}}"
    text = re.sub(r",(?:\s*,)+", ",", text)
    return _closed(_TRAILING.sub(r"\1", text))


def _closed(text: str) -> str:
    """The text with the brackets at its end that it lacks."""
    missing: list[str] = []
    for part in _STRING.split(text)[::2]:
        for letter in _BRACKET.findall(part):
            if letter in "{[":
                missing.append("}" if letter == "{" else "]")
            elif missing and missing[-1] == letter:
                missing.pop()
            else:
                return text
    return text + "".join(reversed(missing))


def _quoted_names(text: str) -> str:
    """The text with quotes around the names of members that have none, outside of strings."""
    parts = _STRING.split(text)
    plain = [_BARE_NAME.sub(r'\1"\2"', part) for part in parts[::2]]
    parts[::2] = plain
    return "".join(parts)
