"""Names in the casing of a language, always safe as an identifier or file name."""

import re
import unicodedata
from functools import lru_cache

import inflection

from generator.targets.pack import Acronyms, Case, NameStyle

_NOT_WORD = re.compile(r"\W+", re.ASCII)
_NOT_ALPHANUMERIC = re.compile(r"[^A-Za-z0-9]+")
_WORD = re.compile(r"[A-Z]+s(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
"""A word of a name: ``IDs`` and ``CRM`` are one each, also where another word follows."""
_PLURAL_ACRONYM = re.compile(r"(?<![A-Z])([A-Z])([A-Z]+)s(?![a-z])")
_DEVICES = {"aux", "con", "nul", "prn", *(f"{p}{n}" for p in ("com", "lpt") for n in range(10))}
_LONGEST = 80
"""Characters; longer names are cut, so that a page cannot make a file name no disk takes."""


def apply_case(name: str, style: NameStyle) -> str:
    """``name`` in a style. Letters outside of ASCII lose their accents, or are dropped; where
    nothing is left, the name is ``unnamed``.
    """
    cased = _cased(name[: 4 * _LONGEST], style.case, style.acronyms)[:_LONGEST] or _cased(
        "unnamed", style.case, style.acronyms
    )
    if cased[0].isdigit():
        cased = style.prefix + cased
    return with_suffix(cased, style) + style.append


def with_suffix(name: str, style: NameStyle) -> str:
    """A name with the suffix of its style, where it cannot be used as it is."""
    is_reserved = name in style.reserved_names or (style.files and name.lower() in _DEVICES)
    return name + style.suffix if is_reserved else name


@lru_cache(maxsize=1 << 16)
def _cased(name: str, case: Case, acronyms: Acronyms) -> str:
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    match case:
        case "PascalCase":
            return "".join(_capitalized(part, acronyms) for part in _alphanumeric_runs(ascii_name))
        case "camelCase":
            return _camel(_alphanumeric_runs(ascii_name), acronyms)
        case "kebab-case":
            return "-".join(_words(ascii_name, acronyms))
        case "UPPER_CASE":
            return "_".join(_words(ascii_name, acronyms)).upper()
        case "flatcase":
            return "".join(_words(ascii_name, acronyms))
    return "_".join(_words(ascii_name, acronyms))


def _alphanumeric_runs(name: str) -> list[str]:
    """The longest runs of letters and digits in a name: ``sale``, ``item2`` of ``sale-item2``."""
    return [part for part in _NOT_ALPHANUMERIC.split(name) if part]


def _words(name: str, acronyms: Acronyms) -> list[str]:
    """The words of a name in lower case: ``crm``, ``script`` and ``id`` of ``CRMScriptId``."""
    if acronyms == "word":
        # Else the plural of an acronym falls apart: `i`, `ds`.
        name = _PLURAL_ACRONYM.sub(lambda m: f"{m[1]}{m[2].lower()}s", name)
    return [w for w in inflection.underscore(_NOT_WORD.sub("_", name)).split("_") if w]


def _capitalized(part: str, acronyms: Acronyms) -> str:
    if acronyms == "keep":
        return part[0].upper() + part[1:]
    words: list[str] = _WORD.findall(part)
    first, *others = words
    return first.capitalize() + "".join(w if w[0].islower() else w.capitalize() for w in others)


def _camel(parts: list[str], acronyms: Acronyms) -> str:
    """As PascalCase, with the first word in lower case however many capitals it has:
    ``crmScriptId``.
    """
    pascal = "".join(_capitalized(part, acronyms) for part in parts)
    # In the capitalized name the first word may look longer: `iOSVersion` has `i` first.
    first = len(_WORD.findall(parts[0])[0]) if parts else 0
    return pascal[:first].lower() + pascal[first:]


class Scope:
    """Names that must differ from each other. Casing does not count: files may not either."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}
        """The next number to try for a name that was taken: all below are taken too."""

    def is_taken(self, name: str) -> bool:
        """Whether another name is the same but for casing."""
        return name.lower() in self._taken

    def reserve(self, name: str) -> str:
        """``name``, or ``name_2``, ``name_3`` and so on where it is taken."""
        candidate, number = name, self._next.get(name.lower(), 2)
        while candidate.lower() in self._taken:
            candidate, number = f"{name}_{number}", number + 1
            self._next[name.lower()] = number
        self._taken.add(candidate.lower())
        return candidate
