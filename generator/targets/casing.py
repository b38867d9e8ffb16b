"""Names in the casing of a language, always safe as an identifier or file name."""

import re
import unicodedata
from functools import lru_cache

import inflection

from generator.targets.pack import Case, NameRule

_NOT_WORD = re.compile(r"\W+", re.ASCII)
_DEVICES = {"aux", "con", "nul", "prn", *(f"{p}{n}" for p in ("com", "lpt") for n in range(10))}
_LONGEST = 80
"""Characters; longer names are cut, so that a page cannot make a file name no disk takes."""


def apply_case(name: str, rule: NameRule) -> str:
    """``name`` by ``rule``. Letters outside of ASCII lose their accents, or are dropped."""
    cased = _cased(name[: 4 * _LONGEST], rule.case)[:_LONGEST] or "unnamed"
    if cased[0].isdigit():
        cased = rule.prefix + cased
    if cased in rule.reserved or (rule.files and cased.lower() in _DEVICES):
        cased += rule.suffix
    return cased + rule.append


@lru_cache(maxsize=1 << 16)
def _cased(name: str, case: Case) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    if case in ("PascalCase", "camelCase"):
        parts = [p for p in re.split(r"[^A-Za-z0-9]+", plain) if p]
        cased = "".join(p[0].upper() + p[1:] for p in parts)
        return cased[:1].lower() + cased[1:] if case == "camelCase" else cased
    words = [w for w in inflection.underscore(_NOT_WORD.sub("_", plain)).split("_") if w]
    match case:
        case "kebab-case":
            return "-".join(words)
        case "UPPER_CASE":
            return "_".join(words).upper()
        case "flatcase":
            return "".join(words)
    return "_".join(words)


class Scope:
    """Names that must differ from each other. Casing does not count: files may not either."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}
        """The next number to try for a name that was taken: all below are taken too."""

    def claim(self, name: str) -> str:
        """``name``, or ``name_2``, ``name_3`` and so on where it is taken."""
        candidate, number = name, self._next.get(name.lower(), 2)
        while candidate.lower() in self._taken:
            candidate, number = f"{name}_{number}", number + 1
            self._next[name.lower()] = number
        self._taken.add(candidate.lower())
        return candidate
