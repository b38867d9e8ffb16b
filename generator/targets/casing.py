"""Names in the casing of a language, always safe as an identifier or file name."""

import re
import unicodedata

import inflection

from generator.targets.pack import NameRule

_NOT_WORD = re.compile(r"\W+", re.ASCII)
_LONGEST = 80
"""Characters; longer names are cut, so that a page cannot make a file name no disk takes."""


def apply_case(name: str, rule: NameRule) -> str:
    """``name`` by ``rule``. Letters outside of ASCII lose their accents, or are dropped."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = [w for w in inflection.underscore(_NOT_WORD.sub("_", plain)).split("_") if w]
    match rule.case:
        case "snake_case":
            cased = "_".join(words)
        case "kebab-case":
            cased = "-".join(words)
        case "UPPER_CASE":
            cased = "_".join(words).upper()
        case "flatcase":
            cased = "".join(words)
        case "PascalCase" | "camelCase":
            parts = [p for p in re.split(r"[^A-Za-z0-9]+", plain) if p]
            cased = "".join(p[0].upper() + p[1:] for p in parts)
            if rule.case == "camelCase":
                cased = cased[:1].lower() + cased[1:]
    cased = cased[:_LONGEST] or "unnamed"
    if cased[0].isdigit():
        cased = rule.prefix + cased
    if cased in rule.reserved:
        cased += rule.suffix
    return cased + rule.append


class Scope:
    """Names that must differ from each other. Casing does not count: files may not either."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def claim(self, name: str) -> str:
        """``name``, or ``name_2``, ``name_3`` and so on where it is taken."""
        candidate, number = name, 2
        while candidate.lower() in self._taken:
            candidate, number = f"{name}_{number}", number + 1
        self._taken.add(candidate.lower())
        return candidate
